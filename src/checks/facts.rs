//! Facts that a case lacks, and where its facts come from.

use std::collections::BTreeSet;

use crate::checks::{CheckContext, FixableIssue};
use crate::model::vocabulary::{Publicity, Status};
use crate::model::{Case, Date, Id, Record};

/// A fact that most letters state: what is missing without it, whether a case lacks it, and the flags that add it.
type UsualFact = (&'static str, fn(&Case, Date) -> bool, &'static str);

const NEEDED: [UsualFact; 5] = [
    (
        "no event says what the situation is",
        |case, day| case.status_on(day) == Status::Unknown,
        "--status STATUS --on DATE --source SOURCE",
    ),
    (
        "the person is imprisoned, and no sentence is known",
        |case, day| case.status_on(day) == Status::Imprisoned && case.sentences.is_empty(),
        "--sentence \"DATE prison TERM court COURT\" --source SOURCE",
    ),
    (
        "the person is held, and neither a charge nor a sentence is known",
        |case, day| {
            is_held_by_law(&case.status_on(day))
                && case.charges.is_empty()
                && case.sentences.is_empty()
        },
        "--charge \"CC ARTICLE: OFFENCE\" --source SOURCE",
    ),
    (
        "nothing says why it is wrong: no concern, no narrative",
        |case, _| case.concerns.is_empty() && case.summary.is_none(),
        "--concern \"KIND: WHY IT IS WRONG\" --source SOURCE",
    ),
    (
        "nothing says who the person is: no occupation, organisation or category",
        |case, _| {
            case.occupation.is_none() && case.organisation.is_none() && case.category.is_none()
        },
        "--occupation \"OCCUPATION\"",
    ),
];

/// Held in a way that follows from a charge.
fn is_held_by_law(status: &Status) -> bool {
    matches!(
        status,
        Status::PreTrialDetention | Status::AdministrativeDetention | Status::ExtraditionDetention
    )
}

pub(crate) fn find_missing_facts(case: &Case, ground: &CheckContext<'_>) -> Vec<FixableIssue> {
    let lacks = NEEDED
        .iter()
        .filter(|(_, lacks, _)| lacks(case, ground.today));
    lacks
        .map(|(what, _, flags)| {
            FixableIssue::new(*what, format!("cases update {} {flags}", case.id))
        })
        .collect()
}

pub(crate) fn find_missing_sources(case: &Case, _: &CheckContext<'_>) -> Vec<FixableIssue> {
    let problem = || {
        FixableIssue::new(
            "no fact names a source",
            format!("cases update {} --edit", case.id),
        )
    };
    case.named_sources()
        .is_empty()
        .then(problem)
        .into_iter()
        .collect()
}

pub(crate) fn find_unasked_consent(case: &Case, _: &CheckContext<'_>) -> Vec<FixableIssue> {
    let is_public = case.publicity.as_ref().is_none_or(Publicity::is_public);
    let problem = || {
        let fix = format!(
            "cases update {} --consent given --consent-by \"WHO\"   # or refused",
            case.id
        );
        FixableIssue::new("nobody has asked for consent", fix)
    };
    (is_public && case.consent.is_none())
        .then(problem)
        .into_iter()
        .collect()
}

/// The sources that a record names and that are not on file, each with a command that puts it there.
pub(crate) fn find_unknown_sources<R: Record>(
    record: &R,
    ground: &CheckContext<'_>,
) -> Vec<FixableIssue> {
    let named: BTreeSet<Id> = record.named_sources().into_iter().collect();
    let unknown = named.difference(ground.sources);
    let problem = |id: &Id| {
        let fix = format!("cases sources add --id {id} --title \"TITLE\"");
        FixableIssue::new(format!("the source “{id}” is not on file"), fix)
    };
    unknown.map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{find_in_case, find_in_office, make_case, make_event, make_office};

    #[test]
    fn what_the_usual_letters_tell_is_asked_for() {
        let bare = make_case("");
        assert_eq!(find_in_case("missing", &bare).len(), 3);
        let mut held = make_case("occupation=poet; summary=Why");
        held.events = vec![make_event("arrest", "2021-01", "imprisoned", "")];
        let missing = find_in_case("missing", &held);
        assert_eq!(missing.len(), 1);
        assert!(missing[0].contains("no sentence is known"), "{missing:?}");
        held.events[0].status = Some("pre-trial-detention".parse().unwrap());
        assert!(find_in_case("missing", &held)[0].contains("neither a charge"));
    }

    #[test]
    fn sources_are_on_file_or_named() {
        let mut told = make_case("");
        assert_eq!(find_in_case("unsourced", &told).len(), 1);
        told.events = vec![make_event("arrest", "2021-01", "", "")];
        told.events[0].source = Some("on-file".parse().unwrap());
        assert_eq!(
            (
                find_in_case("unsourced", &told).len(),
                find_in_case("source", &told).len()
            ),
            (0, 0)
        );
        told.events[0].source = Some("nowhere".parse().unwrap());
        assert_eq!(find_in_case("source", &told).len(), 1);
    }

    #[test]
    fn consent_is_asked_for_where_a_letter_could_speak() {
        assert_eq!(find_in_case("consent", &make_case("")).len(), 1);
        for settled in ["consent=given", "consent=refused", "publicity=private"] {
            assert_eq!(
                find_in_case("consent", &make_case(settled)).len(),
                0,
                "{settled}"
            );
        }
    }

    #[test]
    fn an_office_is_reached_held_and_sourced() {
        assert_eq!(
            find_in_office(&make_office(
                "post=1 Street; email=a@b.org; checked=2021-09; source=on-file"
            )),
            [""; 0]
        );
        for (flat, slug) in [
            ("", "channel"),
            ("post=1 Street; checked=2019", "address"),
            ("post=1 Street; source=nowhere", "origin"),
            ("post=1  Сity", "scripts"),
        ] {
            assert_eq!(find_in_office(&make_office(flat)), [slug], "{flat}");
        }
        let mut held = make_office("post=1 Street");
        held.holders =
            vec![crate::model::Record::from_typed([("name", "A B"), ("until", "2020")]).unwrap()];
        assert_eq!(find_in_office(&held), ["holder"]);
    }
}
