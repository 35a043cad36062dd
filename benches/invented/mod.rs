//! A casebook of people who do not exist, as large as is asked, to measure with and to try things on.
//!
//! Names, lengths of stories, kinds of facts, partial dates, private cases and doubtful terms come about as often as in
//! real casebooks. The same number and seed give the same casebook; a larger one begins with the cases of a smaller one.

mod chance;
mod course;
mod offices;
mod people;

use std::collections::HashMap;
use std::io::{self, Write};

use cases::model::{Case, Casebook, Id, Record};
use jiff::{ToSpan, Unit};
use serde::Serialize;

use chance::Chance;
use course::{Course, TODAY};
use people::Person;

/// One document for so many cases.
const CASES_PER_SOURCE: usize = 20;
/// Documents that are there from the first case on.
const FIRST_SOURCES: usize = 5;

/// So many invented cases, with their sources, the offices that letters go to, and the letters that went out.
pub fn casebook(cases: usize, seed: u64) -> Casebook {
    let mut casebook = Casebook::default();
    let newest = FIRST_SOURCES + cases / CASES_PER_SOURCE;
    casebook.sources = (1..=newest)
        .map(|number| offices::source(number, &mut Chance::new(!seed, number)))
        .collect();
    casebook.recipients = offices::recipients(&mut Chance::new(!seed, 0));
    let mut taken: HashMap<Id, u32> = HashMap::new();
    for number in 0..cases {
        let mut chance = Chance::new(seed, number);
        let mut case = case(number, &mut chance);
        let count = taken
            .entry(case.id.clone())
            .and_modify(|count| *count += 1)
            .or_insert(1);
        if *count > 1 {
            case.id = case.id.with_number(*count);
        }
        if case.may_be_spoken_of() && chance.happens(5) {
            casebook.letters.push(offices::letter(&case, &mut chance));
        }
        casebook.cases.push(case);
    }
    casebook
}

/// Writes a casebook as JSON Lines, the form that `data/README.md` describes.
///
/// # Errors
/// It cannot be written.
pub fn write(casebook: &Casebook, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{{\"schema\":{}}}", casebook.schema)?;
    casebook
        .sources
        .iter()
        .try_for_each(|source| line(out, "source", source))?;
    casebook
        .recipients
        .iter()
        .try_for_each(|recipient| line(out, "recipient", recipient))?;
    casebook
        .cases
        .iter()
        .try_for_each(|case| line(out, "case", case))?;
    casebook
        .letters
        .iter()
        .try_for_each(|letter| line(out, "letter", letter))
}

fn line(out: &mut impl Write, what: &str, record: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{{\"{what}\":{}}}", serde_json::to_string(record)?)
}

fn case(number: usize, chance: &mut Chance) -> Case {
    let person = Person::invent(chance);
    let mut case = flat(&person, chance);
    let newest = FIRST_SOURCES + number / CASES_PER_SOURCE;
    let sources: Vec<String> = (0..chance.between(2, 4))
        .map(|_| offices::source_id(newest - chance.below(5)))
        .collect();
    let last = Course::new(&mut case, &person, chance, &sources).tell();
    let span = last
        .until((Unit::Day, TODAY))
        .map_or(0, |span| i64::from(span.get_days()));
    let as_of = TODAY.saturating_sub(chance.between(0, span.min(500)).days());
    case.as_of = Some(as_of.into());
    case
}

/// The case without what happened.
fn flat(person: &Person, chance: &mut Chance) -> Case {
    let name = person.name();
    let born = (TODAY.year() - 18 - chance.below(60) as i16).to_string();
    let summary = format!(
        "{name} is a {} from {} in {}.\n\nThis person does not exist; the case was invented to measure with.",
        person.occupation, person.place, person.land.name
    );
    let gender = if person.is_woman { "female" } else { "male" };
    let mut sometimes = |percent, value| if chance.happens(percent) { value } else { "" };
    made(&[
        (
            "id",
            Id::from_name(&format!("{} {}", person.family, person.given)).as_str(),
        ),
        ("name", &name),
        (
            "aliases",
            sometimes(
                15,
                &name.replace("zh", "j").replace("Ye", "E").replace('y', "i"),
            ),
        ),
        ("name_native", sometimes(80, &person.native)),
        ("family_name", &person.family),
        ("given_name", &person.given),
        ("country", person.land.code),
        ("gender", sometimes(95, gender)),
        ("born", sometimes(50, &born)),
        ("place", sometimes(90, person.place)),
        ("occupation", sometimes(85, person.occupation)),
        ("category", person.category),
        ("publicity", sometimes(4, "private")),
        ("consent", sometimes(30, "given")),
        ("groups", sometimes(15, "group-prosecution")),
        ("tags", sometimes(20, "urgent")),
        ("summary", sometimes(70, &summary)),
        ("notes", sometimes(25, "Invented note.")),
    ])
}

/// The record of these values.
fn made<R: Record>(typed: &[(&str, &str)]) -> R {
    R::from_typed(typed.iter().copied())
        .unwrap_or_else(|error| panic!("an invented {}: {error}", R::NAME))
}
