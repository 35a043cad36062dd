//! Cases and offices for the tests of the checks.

use std::collections::BTreeSet;

use crate::checks::{CHECKS, Check, CheckContext};
use crate::letters::disclosure::NameBook;
use crate::model::date::full_day;
use crate::model::{Case, Event, Recipient, Record};

/// What one kind of check finds in a case on 15 September 2021.
pub(crate) fn find_in_case(slug: &str, case: &Case) -> Vec<String> {
    find_with_offices(slug, case, &[])
}

/// The same, with these recipients on file.
pub(crate) fn find_with_offices(slug: &str, case: &Case, offices: &[Recipient]) -> Vec<String> {
    let check: &'static Check = CHECKS.iter().find(|check| check.slug == slug).unwrap();
    let sources = BTreeSet::from(["on-file".parse().unwrap(), "senko".parse().unwrap()]);
    let unsaid = BTreeSet::from(["senko".parse().unwrap()]);
    let ground = CheckContext {
        today: full_day("2021-09-15").unwrap(),
        fresh_months: 12,
        sources: &sources,
        unsaid: &unsaid,
        offices,
        names: &make_name_book(),
    };
    check
        .check_case(case, &ground)
        .into_iter()
        .map(|found| format!("{}: {}", found.what, found.fix.unwrap_or_default()))
        .collect()
}

/// The kinds of what is found in a recipient on that day.
pub(crate) fn find_in_office(office: &Recipient) -> Vec<&'static str> {
    let sources = BTreeSet::from(["on-file".parse().unwrap()]);
    let ground = CheckContext {
        today: full_day("2021-09-15").unwrap(),
        fresh_months: 12,
        sources: &sources,
        unsaid: &BTreeSet::new(),
        offices: &[],
        names: &make_name_book(),
    };
    CHECKS
        .iter()
        .flat_map(|check| check.check_office(office, &ground))
        .filter_map(|found| found.kind)
        .collect()
}

/// Viktor Senko may not be named.
fn make_name_book() -> NameBook {
    let flat = [
        ("id", "senko-viktor"),
        ("name", "Viktor Senko"),
        ("country", "KZ"),
        ("publicity", "private"),
    ];
    NameBook::new(
        &[Case::from_typed(flat).unwrap()],
        full_day("2021-09-15").unwrap(),
    )
}

/// A case with these fields: `born=1980; place=Aktau`.
pub(crate) fn make_case(fields: &str) -> Case {
    Case::from_typed(
        [("id", "a"), ("name", "Ann Example"), ("country", "KZ")]
            .into_iter()
            .chain(split_pairs(fields)),
    )
    .unwrap()
}

/// A prosecutor general with these fields.
pub(crate) fn make_office(fields: &str) -> Recipient {
    let flat = [
        ("id", "kz-pg"),
        ("role", "prosecutor-general"),
        ("office", "Prosecutor"),
        ("country", "KZ"),
    ];
    Recipient::from_typed(flat.into_iter().chain(split_pairs(fields))).unwrap()
}

fn split_pairs(fields: &str) -> impl Iterator<Item = (&str, &str)> {
    fields.split("; ").filter_map(|field| field.split_once('='))
}

/// An event; an empty text is nothing.
pub(crate) fn make_event(kind: &str, date: &str, status: &str, until: &str) -> Event {
    Event::from_typed([
        ("kind", kind),
        ("date", date),
        ("status", status),
        ("until", until),
    ])
    .unwrap()
}
