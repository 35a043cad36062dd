//! Demands, and who could grant them.

use crate::checks::{CheckContext, FixableIssue};
use crate::model::vocabulary::{DemandKind, OfficeSide, Role, RoleGroup, Vocabulary};
use crate::model::{Case, Demand, Recipient, search_key};

pub(crate) fn find_vain_demands(case: &Case, ground: &CheckContext<'_>) -> Vec<FixableIssue> {
    let offices: Vec<&Recipient> = ground
        .offices
        .iter()
        .filter(|office| answers_for(office, case))
        .collect();
    let demands = case.demands.iter().zip(1..);
    demands
        .filter_map(|(demand, number)| check_demand(case, demand, number, &offices))
        .collect()
}

fn check_demand(
    case: &Case,
    demand: &Demand,
    number: usize,
    offices: &[&Recipient],
) -> Option<FixableIssue> {
    let what = demand.kind.label();
    let can_grant = |office: &&Recipient| {
        demand
            .kind
            .is_grantable_by(&office.role, office_side(office))
    };
    if let Some(office) = find_asked_offices(demand, offices).find(|office| !can_grant(office)) {
        let fix = format!("cases update {} --remove demands.{number}", case.id);
        return Some(FixableIssue::new(
            format!("“{what}” is asked of {}, which cannot grant it", office.id),
            fix,
        ));
    }
    let is_granted = !demand.of.is_empty() || offices.iter().any(can_grant);
    (!is_granted).then(|| {
        FixableIssue::new(
            format!("no recipient on file can grant “{what}”"),
            add_office(case, &demand.kind),
        )
    })
}

/// The offices on file that the demand names.
fn find_asked_offices<'a>(
    demand: &Demand,
    offices: &[&'a Recipient],
) -> impl Iterator<Item = &'a Recipient> {
    let named: Vec<String> = demand
        .of
        .iter()
        .map(|name| search_key::build_search_key(name.as_str().trim_start_matches("the ")))
        .collect();
    let is_named = move |office: &&Recipient| {
        let names = [
            office.id.as_str(),
            office.office.as_str(),
            &office.role.label(),
        ]
        .map(search_key::build_search_key);
        named.iter().any(|name| names.contains(name))
    };
    offices
        .iter()
        .copied()
        .filter(is_named)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether the office is one that could be asked about a case: of the state that persecutes, or of none.
fn answers_for(office: &Recipient, case: &Case) -> bool {
    office.role.role_group() != RoleGroup::State
        || office.country.is_none_or(|country| country == case.country)
}

/// Where an office that could be asked stands.
fn office_side(office: &Recipient) -> OfficeSide {
    if office.role.role_group() == RoleGroup::State {
        OfficeSide::Persecutor
    } else {
        OfficeSide::Elsewhere
    }
}

fn add_office(case: &Case, kind: &DemandKind) -> String {
    let roles = Role::WORDS.iter().map(|word| Role::from_stored(word.slug));
    let can_grant = |role: &Role| {
        let side = if role.role_group() == RoleGroup::State {
            OfficeSide::Persecutor
        } else {
            OfficeSide::Elsewhere
        };
        *role != Role::HeadOfState && kind.is_grantable_by(role, side)
    };
    let Some(role) = roles.into_iter().find(can_grant) else {
        return "cases recipients list".to_owned();
    };
    if role.role_group() == RoleGroup::State {
        let country = case.country.to_string();
        let id = format!("{}-{role}", country.to_lowercase());
        return format!(
            "cases recipients add {id} --role {role} --country {country} --office \"OFFICE\""
        );
    }
    format!("cases recipients add {role} --role {role} --office \"OFFICE\"")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{find_with_offices, make_case, make_office};
    use crate::model::{Case, Demand, Record};

    fn asking(kind: &str, of: &str) -> Case {
        let mut case = make_case("");
        case.demands = vec![Demand::from_typed([("kind", kind), ("of", of)]).unwrap()];
        case
    }

    #[test]
    fn a_demand_needs_an_office_that_can_grant_it() {
        let prosecutor = [make_office("")];
        assert_eq!(
            find_with_offices("demands", &asking("drop-charges", ""), &prosecutor),
            [""; 0]
        );
        assert_eq!(
            find_with_offices("demands", &asking("drop-charges", ""), &[]).len(),
            1
        );
        assert_eq!(
            find_with_offices(
                "demands",
                &asking("drop-charges", ""),
                &[make_office("country=AZ")]
            )
            .len(),
            1
        );
        let found = find_with_offices("demands", &asking("personal-sanctions", ""), &prosecutor);
        assert!(
            found[0].contains("cases recipients add eu-hrvp --role eu-hrvp"),
            "{found:?}"
        );
    }

    #[test]
    fn nobody_is_asked_for_what_they_cannot_grant() {
        let prosecutor = [make_office("")];
        for (of, count) in [
            ("the Prosecutor", 1),
            ("prosecutor-general", 1),
            ("the United States", 0),
        ] {
            assert_eq!(
                find_with_offices("demands", &asking("personal-sanctions", of), &prosecutor).len(),
                count,
                "{of}"
            );
        }
        assert_eq!(
            find_with_offices("demands", &asking("drop-charges", "kz-pg"), &prosecutor),
            [""; 0]
        );
    }
}
