//! The law behind a letter: what the facts that it tells touch, and whom that binds.

use crate::letters::context::StatuteInfo;
use crate::letters::disclosure::PublicCase;
use crate::letters::law::{DutyBearer, cite_law, sanction_statutes};
use crate::model::Country;
use crate::model::vocabulary::{ConcernKind, EventKind, OfficeSide, Status, Vocabulary};

use super::{ContextInput, firm_status};

/// What the law says to the facts told, about the state that persecutes; to an office of a state that holds a person for
/// another one, about that state.
pub(super) fn describe_law(
    telling: &ContextInput<'_>,
    cases: &[&PublicCase],
    concerns: &[ConcernKind],
) -> Option<String> {
    let facts = list_legal_facts(telling, cases, concerns);
    let (bearer, states) = duty_bearers(telling, cases);
    let citation = cite_law(&facts, &states, bearer, telling.date);
    let names: Vec<String> = states
        .iter()
        .map(|state| telling.lang.state_name(*state))
        .collect();
    telling
        .lang
        .describe_law(&citation, &telling.lang.format_list(&names))
}

/// The laws on personal sanctions in force on the day: that of the addressee’s state or union, or all of them.
pub(super) fn statute_infos(telling: &ContextInput<'_>) -> Vec<StatuteInfo> {
    let of = telling.recipient.map(|office| match office.country {
        Some(country) => country.code(),
        None => "EU",
    });
    sanction_statutes(of, telling.date)
        .map(|statute| StatuteInfo {
            of: statute.of.clone(),
            name: statute.name.clone(),
        })
        .collect()
}

/// Whose duty the letter speaks of, and the states that bear it, each once.
fn duty_bearers(telling: &ContextInput<'_>, cases: &[&PublicCase]) -> (DutyBearer, Vec<Country>) {
    let holder = telling.recipient.and_then(|office| {
        let holds = |case: &&PublicCase| case.side_of(office, telling.date) == OfficeSide::Holder;
        office.country.filter(|_| cases.iter().any(holds))
    });
    if let Some(holder) = holder {
        return (DutyBearer::Holder, vec![holder]);
    }
    let mut states: Vec<Country> = Vec::new();
    for case in cases {
        if !states.contains(&case.country) {
            states.push(case.country);
        }
    }
    (DutyBearer::Persecutor, states)
}

/// The facts by the names of the table of rights, the heaviest first, each once.
fn list_legal_facts<'a>(
    telling: &ContextInput<'_>,
    cases: &[&'a PublicCase],
    concerns: &'a [ConcernKind],
) -> Vec<&'a str> {
    let mut facts: Vec<&str> = Vec::new();
    for case in cases {
        let status = firm_status(telling, case);
        if case.is_sentenced_to_death_on(telling.date) && status.is_detained() {
            facts.push("death-sentence");
        }
        if status == Status::Deceased && case.has_died_in_custody() {
            facts.push("death-in-custody");
        }
        if status == Status::Disappeared {
            facts.push("disappearance");
        }
        if status == Status::ExtraditionDetention {
            facts.push(ConcernKind::TransnationalRepression.slug());
        }
    }
    let is_grave = |concern: &&ConcernKind| {
        matches!(
            concern,
            ConcernKind::Torture | ConcernKind::InhumanTreatment | ConcernKind::LifeAtRisk
        )
    };
    facts.extend(concerns.iter().filter(is_grave).map(Vocabulary::slug));
    let acts = cases
        .iter()
        .flat_map(|case| &case.events)
        .filter_map(|event| act_fact(&event.kind));
    facts.extend(acts);
    facts.extend(concerns.iter().map(Vocabulary::slug));
    let mut once: Vec<&str> = Vec::new();
    for fact in facts {
        if !once.contains(&fact) {
            once.push(fact);
        }
    }
    once
}

/// The freedom that an act of the person’s own exercised.
fn act_fact(kind: &EventKind) -> Option<&'static str> {
    if *kind == EventKind::Expression {
        Some("act-expression")
    } else if *kind == EventKind::Protest {
        Some("act-protest")
    } else if *kind == EventKind::Organising {
        Some("act-organising")
    } else {
        None
    }
}
