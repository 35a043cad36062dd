//! Whom a name means: over all spellings of `names.toml`, how often the right person is found, and that it is never a
//! wrong one.
//!
//! ```text
//! cargo test --test names -- --nocapture     prints the measures
//! ```

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::print_stdout, reason = "the measures are to be read")]

use std::collections::BTreeMap;

use cases::app::sample;
use cases::checks::{DuplicateFinder, DuplicateProfile};
use cases::model::{CaseColumn, Filter, Id, Record, name_key};
use cases::store::{ReferenceMatch, Store};
use serde::Deserialize;

#[derive(Deserialize)]
struct Names {
    means: BTreeMap<String, Vec<String>>,
    typos: BTreeMap<String, Vec<String>>,
    nobody: Nobody,
}

#[derive(Deserialize)]
struct Nobody {
    spellings: Vec<String>,
}

fn names() -> Names {
    toml::from_str(include_str!("names.toml")).unwrap()
}

/// Each spelling with whom it means.
fn pairs(table: &BTreeMap<String, Vec<String>>) -> impl Iterator<Item = (&str, &str)> {
    table.iter().flat_map(|(id, spellings)| {
        spellings
            .iter()
            .map(move |spelling| (id.as_str(), spelling.as_str()))
    })
}

/// Right, wrong and missed, as they are counted.
#[derive(Default)]
struct Measure {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Measure {
    fn precision(&self) -> f64 {
        ratio(self.right, self.wrong.len())
    }

    fn recall(&self) -> f64 {
        ratio(self.right, self.missed.len())
    }

    fn tell(&self, what: &str) {
        let (precision, recall) = (self.precision(), self.recall());
        println!(
            "{what}: precision {precision:.3}, recall {recall:.3} over {} spellings",
            self.right + self.missed.len()
        );
        println!("    wrong: {:?}\n    missed: {:?}", self.wrong, self.missed);
    }
}

#[expect(clippy::cast_precision_loss, reason = "the counts are small")]
fn ratio(right: usize, other: usize) -> f64 {
    right as f64 / (right + other) as f64
}

fn found(store: &Store, spelling: &str) -> Option<String> {
    match store.find_case(spelling).unwrap() {
        ReferenceMatch::One(id) => Some(id.to_string()),
        ReferenceMatch::Several(_) | ReferenceMatch::None { .. } => None,
    }
}

#[test]
fn a_reference_finds_whom_it_means_and_never_another() {
    let (store, names) = (sample::open_store().unwrap(), names());
    let mut measure = Measure::default();
    for (id, spelling) in pairs(&names.means) {
        match found(&store, spelling) {
            Some(found) if found == id => measure.right += 1,
            Some(found) => measure.wrong.push(format!("{spelling} → {found}")),
            None => measure.missed.push(spelling.to_owned()),
        }
    }
    let others = names
        .nobody
        .spellings
        .iter()
        .map(String::as_str)
        .chain(pairs(&names.typos).map(|(_, typo)| typo));
    let wrong =
        others.filter_map(|spelling| Some(format!("{spelling} → {}", found(&store, spelling)?)));
    measure.wrong.extend(wrong);
    measure.tell("references");
    assert_eq!(measure.wrong, [""; 0]);
    assert!(measure.recall() >= REFERENCES, "{:?}", measure.missed);
}

#[test]
fn a_slip_of_the_pen_names_who_is_probably_meant() {
    let (store, names) = (sample::open_store().unwrap(), names());
    let mut measure = Measure::default();
    for (id, typo) in pairs(&names.typos) {
        let near = match store.find_case(typo).unwrap() {
            ReferenceMatch::None { nearest } => nearest.first().map(ToString::to_string),
            ReferenceMatch::One(id) => Some(id.to_string()),
            ReferenceMatch::Several(_) => None,
        };
        match near {
            Some(near) if near == id => measure.right += 1,
            Some(near) => measure.wrong.push(format!("{typo} → {near}")),
            None => measure.missed.push(typo.to_owned()),
        }
    }
    measure.tell("first named for a slip");
    assert!(measure.precision() >= SLIPS && measure.recall() >= SLIPS);
}

#[test]
fn a_search_lists_whom_it_means_and_hardly_another() {
    let (store, names) = (sample::open_store().unwrap(), names());
    let mut measure = Measure::default();
    for (id, spelling) in pairs(&names.means) {
        let ids = searched(&store, spelling);
        let others = ids
            .iter()
            .filter(|found| *found != id && !speaks_of(&store, found, id));
        measure
            .wrong
            .extend(others.map(|found| format!("{spelling} → {found}")));
        if ids.iter().any(|found| found == id) {
            measure.right += 1;
        } else {
            measure.missed.push(spelling.to_owned());
        }
    }
    measure.tell("searches");
    assert_eq!(measure.wrong, [""; 0]);
    assert!(measure.recall() >= SEARCHES, "{:?}", measure.missed);
}

/// Whether what is written of the one names the other: a search finds words in texts too.
fn speaks_of(store: &Store, one: &str, other: &str) -> bool {
    let case = |id: &str| store.load_case(&id.parse().unwrap()).unwrap().unwrap();
    let text = name_key::build_name_key(
        case(one)
            .summary
            .as_ref()
            .map_or("", |summary| summary.as_str()),
    );
    case(other)
        .name_keys()
        .iter()
        .any(|key| name_key::is_within(key, &text))
}

fn searched(store: &Store, words: &str) -> Vec<String> {
    let filter = Filter {
        search: vec![words.to_owned()],
        ..Filter::default()
    };
    let ids = store
        .list_ids(&filter, "id".parse().unwrap(), None, sample::casebook_day())
        .unwrap();
    ids.iter().map(ToString::to_string).collect()
}

#[test]
fn near_twins_are_told_apart() {
    let store = sample::open_store().unwrap();
    for (one, other) in [
        ("Edige Batyrov", "Amangeldy Batyrbekov"),
        ("Aset Matayev", "Aset Nurzhaubay"),
        ("Sanat Bukenov", "Sanat Dosov"),
        ("Igor Chuprina", "Igor Sychev"),
        ("Natalia Ulasik", "Natalia Sokolova"),
        ("Mukhtar Dzhakishev", "Mukhtar Ablyazov"),
        ("Kenzhebek Abishev", "Makhambet Abzhan"),
        ("Arsen Zhumatayev", "Almat Zhumagulov"),
        ("Zhanara Akhmetova", "Aygul Akberdiyeva"),
        ("Zinaida Mukhortova", "Dianara Mukatova"),
        ("Viktor Khrapunov", "Leila Khrapunova"),
        ("Viktor Khrapunov", "Ilyas Khrapunov"),
        ("Olesya Khalabuzar", "Larisa Kharkova"),
    ] {
        let (first, second) = (found(&store, one), found(&store, other));
        assert!(
            first.is_some() && second.is_some() && first != second,
            "{one}: {first:?}, {other}: {second:?}"
        );
        let second = second.unwrap();
        assert!(
            !searched(&store, one).contains(&second) || speaks_of(&store, &second, &first.unwrap()),
            "{one}"
        );
    }
    // Officials who are in no case of their own.
    for twin in [
        "Murat Soltybayev",
        "Marat Beketayev",
        "Marat Soltybayev",
        "Murat Beketayev",
    ] {
        assert_eq!(found(&store, twin), None, "{twin}");
    }
}

#[test]
fn nobody_of_the_sample_is_taken_for_another_and_whoever_is_there_twice_is_found() {
    let (store, names) = (sample::open_store().unwrap(), names());
    assert_eq!(everybody(&store).find_pairs(), []);
    let mut measure = Measure::default();
    for (number, (id, spelling)) in pairs(&names.means)
        .filter(|(_, spelling)| spelling.contains(' '))
        .enumerate()
    {
        let mut twins = everybody(&store);
        let second: Id = format!("zz-{number}").parse().unwrap();
        let id_of_second = second.clone();
        twins.add(DuplicateProfile::from_names(
            id_of_second,
            &[spelling],
            None,
            String::new(),
        ));
        let pairs = twins.find_pairs();
        let is_right = |(one, other): &&(Id, Id)| one.as_str() == id && *other == second;
        measure.wrong.extend(
            pairs
                .iter()
                .filter(|pair| !is_right(pair))
                .map(|pair| format!("{spelling} → {pair:?}")),
        );
        match pairs.iter().any(|pair| is_right(&pair)) {
            true => measure.right += 1,
            false => measure.missed.push(spelling.to_owned()),
        }
    }
    measure.tell("injected duplicates");
    assert_eq!(measure.wrong, [""; 0]);
    assert!(measure.recall() >= DUPLICATES, "{:?}", measure.missed);
}

fn everybody(store: &Store) -> DuplicateFinder {
    let column = |field| CaseColumn::Field(cases::model::Case::field_position(field).unwrap());
    let columns = ["id", "name", "aliases"].map(column);
    let mut twins = DuplicateFinder::default();
    let mut people = Vec::new();
    store
        .each_row(
            &Filter::default(),
            "id".parse().unwrap(),
            None,
            &columns,
            sample::casebook_day(),
            |cells| {
                people.push((cells[0].to_line(), cells[1].to_line(), cells[2].to_line()));
                Ok::<_, cases::store::Error>(())
            },
        )
        .unwrap();
    for (id, printed, aliases) in people {
        let names: Vec<&str> = [printed.as_str()]
            .into_iter()
            .chain(aliases.split("; "))
            .collect();
        let id = id.parse().unwrap();
        twins.add(DuplicateProfile::from_names(
            id,
            &names,
            None,
            String::new(),
        ));
    }
    twins
}

/// The least share of spellings that finds whom it means; a wrong person is never found.
const REFERENCES: f64 = 0.95;
/// The least share of slips for which the right person is named first.
const SLIPS: f64 = 0.95;
/// The least share of searches that list whom they mean; nobody is listed who is neither meant nor spoken with.
const SEARCHES: f64 = 0.92;
/// The least share of people entered twice who are found; nobody is taken for another.
const DUPLICATES: f64 = 0.95;
