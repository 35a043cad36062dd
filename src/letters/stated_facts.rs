//! Which facts a letter told, and what the casebook says otherwise since.
//!
//! The words of the letter know which facts they state. The name and the status are told in every letter: what is asked for
//! follows from them.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::disclosure::PublicCase;
use super::letter::Letter;
use super::provenance::{FactSubject, FactUse};
use crate::model::claim::format_fact;
use crate::model::{Case, Date, Record, StatedFact};

/// The field of the narrative; it is kept as a digest.
const NARRATIVE: &str = "summary";

/// The facts of these cases that the letter, which was made of them, told.
pub fn find_stated_facts(letter: &Letter, cases: &[PublicCase]) -> Vec<StatedFact> {
    let lines = letter.traced_lines();
    let stated: BTreeSet<_> = lines
        .iter()
        .flat_map(|line| line.spans())
        .filter(|span| span.usage == FactUse::Stated)
        .map(|span| (span.fact.case, span.fact.about))
        .collect();
    cases
        .iter()
        .enumerate()
        .flat_map(|(place, case)| {
            let of_case = stated
                .range((place, FactSubject::Status)..)
                .take_while(move |(at, _)| *at == place);
            case_stated_facts(letter.date, case, of_case.map(|(_, about)| *about))
        })
        .collect()
}

fn case_stated_facts(
    day: Date,
    case: &PublicCase,
    stated: impl Iterator<Item = FactSubject>,
) -> Vec<StatedFact> {
    let mut facts = Vec::new();
    let mut push = |fact: &str, said: String| {
        if let (Ok(fact), Ok(text)) = (fact.parse(), said.parse()) {
            facts.push(StatedFact {
                case: case.case_id().clone(),
                fact,
                text,
            });
        }
    };
    push("name", case.name.to_string());
    push("status", case.status_on(day).to_string());
    let stated: Vec<FactSubject> = stated.collect();
    for field in stated.iter().filter_map(|about| match about {
        FactSubject::Field(field) => Some(*field),
        FactSubject::Status | FactSubject::Entry(..) => None,
    }) {
        if let Some(value) = field_value(case, field) {
            push(field, value);
        }
    }
    for list in Case::LISTS {
        for (index, row) in case.rows(list.name).iter().enumerate() {
            if stated.contains(&FactSubject::Entry(list.name, index)) {
                push(list.name, format_fact(list.fields, row));
            }
        }
    }
    facts
}

/// What a field says, on one line; of the narrative its digest. None where it says nothing.
fn field_value(case: &PublicCase, field: &str) -> Option<String> {
    let value = case.get_cell(field).ok()?.to_line();
    if value.is_empty() {
        return None;
    }
    if field != NARRATIVE {
        return Some(value);
    }
    let digest = Sha256::digest(value.as_bytes());
    let digits = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
    Some(format!("sha256:{}", digits.collect::<String>()))
}

/// What a letter told of a case that the casebook no longer says on this day, each in a sentence without a full stop.
pub fn find_outdated<'a>(
    told: impl IntoIterator<Item = &'a StatedFact>,
    case: &PublicCase,
    today: Date,
) -> Vec<String> {
    told.into_iter()
        .filter_map(|fact| describe_change(fact, case, today))
        .collect()
}

fn describe_change(told: &StatedFact, case: &PublicCase, today: Date) -> Option<String> {
    let (fact, said) = (told.fact.as_str(), told.text.as_str());
    if let Some(list) = Case::LISTS.iter().find(|list| list.name == fact) {
        let rows = case.rows(fact);
        let stands = rows.iter().any(|row| format_fact(list.fields, row) == said);
        return (!stands).then(|| format!("a {} is no longer told so: {said}", list.one));
    }
    if fact == NARRATIVE {
        let is_same = field_value(case, fact).as_deref() == Some(said);
        return (!is_same)
            .then(|| "the narrative has changed, or later events overtook it".to_owned());
    }
    let now = match fact {
        "status" => case.status_on(today).to_string(),
        field if Case::FIELDS.iter().any(|known| known.name == field) => {
            match field_value(case, field) {
                Some(now) => now,
                None => {
                    return Some(format!(
                        "{fact}: the letter said {said}; now it is not told"
                    ));
                }
            }
        }
        // A kind of fact of a later version.
        _ => return None,
    };
    (now != said).then(|| format!("{fact}: the letter said {said}; now it is {now}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::provenance::{mark_facts, mark_grounds};
    use crate::letters::{Block, Inline, TracedText};
    use crate::model::date::full_day;
    use crate::model::{Concern, Event, Sentence, SourceDates};

    fn day(text: &str) -> Date {
        full_day(text).unwrap()
    }

    fn case() -> Case {
        let mut case =
            Case::from_typed([("id", "a"), ("name", "Ann Lee"), ("country", "KZ")]).unwrap();
        case.events = vec![
            Event::from_typed([
                ("kind", "sentence"),
                ("date", "2021-09-02"),
                ("status", "imprisoned"),
            ])
            .unwrap(),
        ];
        case.sentences = vec![
            Sentence::from_typed([("kind", "prison"), ("date", "2021-09-02"), ("term", "2y2m")])
                .unwrap(),
        ];
        case.concerns = vec![
            Concern::from_typed([("kind", "unfair-trial"), ("text", "Nobody heard her.")]).unwrap(),
        ];
        case
    }

    fn disclosed(case: &Case, today: &str) -> PublicCase {
        PublicCase::disclose_case(case, day(today), &SourceDates::default()).unwrap()
    }

    /// What a letter with this text told of the case.
    fn facts(text: &str) -> Vec<StatedFact> {
        let mut letter = crate::letters::testing::empty_letter();
        letter.date = day("2021-09-15");
        letter.body = vec![Block::Paragraph(vec![Inline::Text(
            TracedText::from_marked(text),
        )])];
        find_stated_facts(&letter, &[disclosed(&case(), "2021-09-15")])
    }

    /// The sentence that tells the penalty.
    fn penalty_told() -> String {
        let public = disclosed(&case(), "2021-09-15");
        let fact = public.fact_of(&public.sentences[0]);
        mark_facts(
            fact,
            "Ann Lee was sentenced to two years and two months in prison.",
        )
    }

    fn otherwise(case: &Case, today: &str) -> Vec<String> {
        find_outdated(&facts(&penalty_told()), &disclosed(case, today), day(today))
    }

    #[test]
    fn what_the_words_state_was_told_and_what_only_reads_like_it_was_not() {
        let said = |text: &str| {
            facts(text)
                .iter()
                .map(|told| told.fact.to_string())
                .collect::<Vec<_>>()
        };
        let like = "Ann Lee: two years and two months in prison. Nobody heard her.";
        assert_eq!(said(like), ["name", "status"]);
        assert_eq!(said(&penalty_told()), ["name", "status", "sentences"]);
        let public = disclosed(&case(), "2021-09-15");
        let asked = mark_grounds(public.fact_of(&public.concerns[0]), "a fair trial");
        assert_eq!(said(&asked), ["name", "status"]);
    }

    #[test]
    fn a_field_and_the_narrative_outdate_a_letter_that_told_them() {
        let mut held = case();
        held.held_at = "Prison No. 1".parse().ok();
        held.summary = "She is held in Prison No. 1.".parse().ok();
        let public = disclosed(&held, "2021-09-15");
        let mut letter = crate::letters::testing::empty_letter();
        letter.date = day("2021-09-15");
        let text = ["held_at", "summary"].map(|field| mark_facts([public.field_fact(field)], "x"));
        letter.subject = TracedText::from_marked(&text.concat());
        let told = find_stated_facts(&letter, std::slice::from_ref(&public));
        assert_eq!(find_outdated(&told, &public, day("2021-09-15")), [""; 0]);
        held.held_at = "Prison No. 2".parse().ok();
        held.summary = None;
        assert_eq!(
            find_outdated(&told, &disclosed(&held, "2021-09-15"), day("2021-09-15")),
            [
                "held_at: the letter said Prison No. 1; now it is Prison No. 2",
                "the narrative has changed, or later events overtook it"
            ]
        );
    }

    #[test]
    fn a_letter_is_outdated_by_what_it_told_and_nothing_else() {
        assert_eq!(otherwise(&case(), "2021-10-01"), Vec::<String>::new());
        let mut other = case();
        other.concerns.clear();
        assert_eq!(otherwise(&other, "2021-10-01"), Vec::<String>::new());
        other.sentences[0].term = "2y".parse().ok();
        assert_eq!(
            otherwise(&other, "2021-10-01"),
            ["a sentence is no longer told so: kind=prison; date=2021-09-02; term=2y2m"]
        );
    }

    #[test]
    fn a_release_outdates_a_letter() {
        let mut freed = case();
        freed.events.push(
            Event::from_typed([
                ("kind", "release"),
                ("date", "2021-12-01"),
                ("status", "released"),
            ])
            .unwrap(),
        );
        assert_eq!(
            otherwise(&freed, "2021-12-02"),
            ["status: the letter said imprisoned; now it is released"]
        );
    }
}
