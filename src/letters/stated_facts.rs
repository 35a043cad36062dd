//! Which facts a letter told, and what the casebook says otherwise since.
//!
//! A fact counts as told if its words stand in the text, as whole words. The name and the status are told in every letter: what is asked
//! for follows from them.

use super::disclosure::PublicCase;
use super::letter::Letter;
use super::words::LetterLanguage;
use crate::letters::fact_phrases::{find_phrase_end, list_phrases};
use crate::model::claim::format_fact;
use crate::model::{Case, Date, Record, StatedFact};

/// The facts of these cases that the letter told.
#[must_use]
pub fn find_stated_facts(
    lang: &LetterLanguage,
    letter: &Letter,
    cases: &[PublicCase],
) -> Vec<StatedFact> {
    let text = letter.plain_text();
    cases
        .iter()
        .flat_map(|case| case_stated_facts(lang, letter.date, &text, case))
        .collect()
}

fn case_stated_facts(
    lang: &LetterLanguage,
    day: Date,
    text: &str,
    case: &PublicCase,
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
    for list in Case::LISTS {
        for (index, row) in case.rows(list.name).iter().enumerate() {
            if list_phrases(lang, case, list, index)
                .iter()
                .any(|mark| find_phrase_end(text, mark).is_some())
            {
                push(list.name, format_fact(list.fields, row));
            }
        }
    }
    facts
}

/// What a letter told of a case that the casebook no longer says on this day, each in a sentence without a full stop.
#[must_use]
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
    let now = match fact {
        "name" => case.name.to_string(),
        "status" => case.status_on(today).to_string(),
        list => {
            let spec = Case::LISTS.iter().find(|spec| spec.name == list)?;
            let stands = case
                .rows(list)
                .iter()
                .any(|row| format_fact(spec.fields, row) == said);
            return (!stands).then(|| format!("a {} is no longer told so: {said}", spec.one));
        }
    };
    (now != said).then(|| format!("{fact}: the letter said {said}; now it is {now}"))
}

#[cfg(test)]
mod tests {
    use super::*;
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

    fn facts(text: &str) -> Vec<StatedFact> {
        case_stated_facts(
            &LetterLanguage::english(),
            day("2021-09-15"),
            text,
            &PublicCase::disclose_case(&case(), day("2021-09-15"), &SourceDates::default())
                .unwrap(),
        )
    }

    fn otherwise(case: &Case, today: &str) -> Vec<String> {
        let told = facts("Ann Lee was sentenced to two years and two months in prison.");
        find_outdated(
            &told,
            &PublicCase::disclose_case(case, day(today), &SourceDates::default()).unwrap(),
            day(today),
        )
    }

    #[test]
    fn what_stands_in_the_text_was_told() {
        let said = |text: &str| {
            facts(text)
                .iter()
                .map(|told| told.fact.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(said("Ann Lee."), ["name", "status"]);
        assert_eq!(
            said("two years and two months in prison. Nobody heard her."),
            ["name", "status", "sentences", "concerns"]
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
