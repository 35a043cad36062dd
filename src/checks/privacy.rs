//! What privacy keeps out of letters, and who is named in them though that may not be.

use std::collections::BTreeSet;

use crate::checks::{CheckContext, FixableIssue};
use crate::letters::disclosure::{ForbiddenName, PublicCase, WithholdingReason, kept_out};
use crate::letters::preflight;
use crate::model::{Case, Id, Recipient, Record, SourceDates};

/// Texts of a case that name somebody else who may not be named.
pub(crate) fn find_names(case: &Case, ground: &CheckContext<'_>) -> Vec<FixableIssue> {
    let Ok(told) = PublicCase::disclose_case(case, ground.today, &SourceDates::default()) else {
        return Vec::new();
    };
    let named = told.others_named(ground.names);
    let problem = |named: ForbiddenName| {
        FixableIssue::new(
            describe_named(&named),
            format!("cases update {} --edit   # reword it", case.id),
        )
    };
    let sources: BTreeSet<Id> = told
        .named_sources()
        .into_iter()
        .filter(|source| ground.unsaid.contains(source))
        .collect();
    let source = |source: Id| {
        let what = format!(
            "its source {source} names somebody who may not be named, and is not named where that is told"
        );
        FixableIssue::new(
            what,
            format!(
                "cases export {} -o CASE.toml, reword the source, cases import CASE.toml",
                case.id
            ),
        )
    };
    named
        .into_iter()
        .map(problem)
        .chain(sources.into_iter().map(source))
        .collect()
}

/// Fields of an office that name somebody who may not be named.
pub(crate) fn find_names_in_office(
    office: &Recipient,
    ground: &CheckContext<'_>,
) -> Vec<FixableIssue> {
    let problem = |named: ForbiddenName| {
        FixableIssue::new(
            describe_named(&named),
            format!(
                "cases recipients update {} --set FIELD=VALUE   # reword it",
                office.id
            ),
        )
    };
    ground
        .names
        .named_in_office(office)
        .into_iter()
        .map(problem)
        .collect()
}

/// Where somebody is named who may not be, and why not.
fn describe_named(named: &ForbiddenName) -> String {
    format!(
        "{} names {} (“{}”): {}",
        named.place, named.who, named.said, named.why
    )
}

/// Facts that are private by their kind, of which nobody has said whether they may be told.
pub(crate) fn find_undecided_facts(case: &Case, ground: &CheckContext<'_>) -> Vec<FixableIssue> {
    if PublicCase::disclose_case(case, ground.today, &SourceDates::default()).is_err() {
        return Vec::new();
    }
    let kept = kept_out(case, ground.today)
        .into_iter()
        .filter(|kept| kept.why == WithholdingReason::Kind);
    kept.map(|kept| {
        FixableIssue::new(
            kept.reason_sentence(),
            format!("{}   # or =yes", kept.disclose_command(&case.id)),
        )
    })
    .collect()
}

/// What a pseudonym does to the texts.
pub(crate) fn find_pseudonym_changes(case: &Case, ground: &CheckContext<'_>) -> Vec<FixableIssue> {
    let told = PublicCase::disclose_case(case, ground.today, &SourceDates::default()).ok();
    super::to_problems(told.as_ref().and_then(preflight::check_pseudonym))
}

/// What may be told of the situation, where what may not be told says otherwise.
pub(crate) fn find_contradictions(case: &Case, ground: &CheckContext<'_>) -> Vec<FixableIssue> {
    let told = PublicCase::disclose_case(case, ground.today, &SourceDates::default()).ok();
    super::to_problems(told.as_ref().and_then(preflight::check_contradiction))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{find_in_case, find_in_office, make_case, make_event, make_office};
    use crate::model::{Concern, Official, Record};

    #[test]
    fn what_nobody_decided_on_is_named_with_the_word_that_lets_it_in() {
        let mut told = make_case("");
        told.concerns = vec![
            Concern::from_typed([("kind", "torture"), ("text", "She was beaten.")]).unwrap(),
            Concern::from_typed([("kind", "torture"), ("text", "Said."), ("private", "yes")])
                .unwrap(),
        ];
        let undecided = find_in_case("withheld", &told);
        assert_eq!(undecided.len(), 1, "{undecided:?}");
        assert!(
            undecided[0].contains("cases update a --entry concerns.1 --private=no"),
            "{undecided:?}"
        );
        told.publicity = "private".parse().ok();
        assert_eq!(find_in_case("withheld", &told), [""; 0]);
    }

    #[test]
    fn texts_that_name_those_who_may_not_be_named_are_found() {
        let mut told = make_case("");
        told.events = vec![make_event("arrest", "2021-01", "", "")];
        told.events[0].text = "She was taken with Viktor Senko.".parse().ok();
        let named = find_in_case("names", &told);
        assert!(
            named[0].starts_with("events.1.text names senko-viktor"),
            "{named:?}"
        );
        told.events[0].text = None;
        told.events[0].source = "senko".parse().ok();
        told.officials =
            vec![Official::from_typed([("name", "Viktor Senko"), ("role", "judge")]).unwrap()];
        let named = find_in_case("names", &told);
        assert!(
            named[0].starts_with("officials.1.name names senko-viktor"),
            "{named:?}"
        );
        assert!(
            named[1].starts_with("its source senko names somebody"),
            "{named:?}"
        );
        for fields in ["post=Dept. of Viktor Senko", "email=viktor.senko@mail.by"] {
            assert!(
                find_in_office(&make_office(fields)).contains(&"names"),
                "{fields}"
            );
        }
    }

    #[test]
    fn a_public_situation_that_a_private_fact_denies_is_found() {
        let mut told = make_case("");
        told.events = vec![
            make_event("arrest", "2021-01", "imprisoned", ""),
            make_event("release", "2021-03", "released", ""),
        ];
        told.events[1].private = Some(true);
        assert!(
            find_in_case("otherwise", &told)[0].contains("“imprisoned”"),
            "{:?}",
            find_in_case("otherwise", &told)
        );
        told.events[1].private = None;
        assert_eq!(find_in_case("otherwise", &told), [""; 0]);
    }
}
