//! The invented casebook that is measured with is as good as it says: the same each time, and like real ones.

#[path = "../benches/invented/mod.rs"]
mod invented;

use std::collections::HashSet;

use cases::model::{Case, Date, Fact, Id};
use invented::{casebook, write};
use jiff::civil::date;

const TODAY: Date = date(2021, 9, 15);

#[test]
fn the_same_seed_gives_the_same_casebook() {
    assert_eq!(casebook(50, 1), casebook(50, 1));
    assert_ne!(casebook(50, 1), casebook(50, 2));
}

#[test]
fn a_larger_casebook_begins_with_the_smaller_one() {
    let (small, large) = (casebook(50, 1), casebook(500, 1));
    assert_eq!(small.cases[..], large.cases[..50]);
    assert_eq!(small.sources[..], large.sources[..small.sources.len()]);
    assert_eq!(small.recipients, large.recipients);
}

#[test]
fn ids_are_unique_and_sources_exist() {
    let casebook = casebook(1_000, 1);
    let sources: HashSet<&Id> = casebook.sources.iter().map(|source| &source.id).collect();
    let ids: HashSet<&Id> = casebook.cases.iter().map(|case| &case.id).collect();
    let letters: HashSet<&Id> = casebook.letters.iter().map(|letter| &letter.id).collect();
    assert_eq!((ids.len(), letters.len()), (1_000, casebook.letters.len()));
    for case in &casebook.cases {
        let events = case.events.iter().map(Fact::source);
        let charges = case.charges.iter().map(Fact::source);
        assert!(
            events
                .chain(charges)
                .all(|source| source.is_some_and(|id| sources.contains(id))),
            "{}",
            case.id
        );
    }
}

#[test]
fn stories_are_as_manifold_as_real_ones() {
    let cases = casebook(1_000, 1).cases;
    let share =
        |property: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| property(case)).count() / 10;
    let facts: usize = cases
        .iter()
        .map(|case| case.charges.len() + case.sentences.len() + case.events.len())
        .sum();
    assert!((5..12).contains(&(facts / cases.len())), "{facts}");
    for (what, percent, range) in [
        (
            "held today",
            share(&|case| case.status_on(TODAY).is_detained()),
            10..50,
        ),
        (
            "doubtful today",
            share(&|case| case.doubt_on(TODAY).is_some()),
            1..15,
        ),
        (
            "not to be spoken of",
            share(&|case| !case.may_be_spoken_of()),
            1..10,
        ),
        (
            "in another script",
            share(&|case| case.name_native.is_some()),
            70..90,
        ),
        (
            "several charges",
            share(&|case| case.charges.len() > 1),
            30..60,
        ),
        (
            "a changed sentence",
            share(&|case| case.sentences.len() > 1),
            10..45,
        ),
    ] {
        assert!(range.contains(&percent), "{what}: {percent} of 100");
    }
    let countries: HashSet<_> = cases.iter().map(|case| case.country).collect();
    assert_eq!(countries.len(), 5);
}

#[test]
fn a_line_of_json_is_what_it_came_from() {
    let casebook = casebook(20, 1);
    let mut file = Vec::new();
    write(&casebook, &mut file).unwrap();
    let text = String::from_utf8(file).unwrap();
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("{\"case\":"));
    let cases: Vec<Case> = lines
        .map(|line| serde_json::from_str(line.strip_suffix('}').unwrap()).unwrap())
        .collect();
    assert_eq!(cases, casebook.cases);
    assert_eq!(text.lines().next(), Some("{\"schema\":1}"));
}
