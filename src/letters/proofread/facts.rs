//! Which facts a text states that a person edited: there alone they are searched for.
//!
//! A line that was not touched states what it stated. In the others a fact is found by the words that a letter prints of it,
//! as whole words; a number alone is never looked for. In a letter about several people, words that could be of anybody are of
//! the person spoken of.

use std::ops::Range;

use crate::letters::disclosure::PublicCase;
use crate::letters::letter::{Inline, Letter};
use crate::letters::provenance::{FactId, FactSubject, FactUse, StatedSpan};
use crate::letters::traced_text::TracedText;
use crate::letters::words::LetterLanguage;
use crate::model::{Case, Event, Line, ListSpec, Record};

/// From so many characters on, a text of the casebook can only be that of one fact.
const UNMISTAKABLE: usize = 40;

/// Finds what the edited letter states of these cases, of which the unedited one was made.
pub fn trace_edited_letter(
    lang: &LetterLanguage,
    unedited: &Letter,
    letter: &mut Letter,
    cases: &[PublicCase],
) {
    let before = unedited.traced_lines();
    let mut search = FactSearch::new(lang, &before, cases, letter.date);
    let subject = search.find_spans(&before, &letter.subject);
    subject
        .into_iter()
        .for_each(|span| letter.subject.add_span(span));
    for line in letter.body_lines_mut() {
        for span in search.find_spans(&before, &Inline::plain_text(line)) {
            add_span(line, &span, 0);
        }
    }
}

/// Notes in a line that a stretch of its words states a fact. Tells where the line ends.
fn add_span(line: &mut [Inline], span: &StatedSpan, start: usize) -> usize {
    let mut at = start;
    for inline in line {
        at = match inline {
            Inline::Text(text) => {
                let end = at + text.len();
                let range =
                    span.range.start.clamp(at, end) - at..span.range.end.clamp(at, end) - at;
                if !range.is_empty() {
                    text.add_span(StatedSpan {
                        range,
                        ..span.clone()
                    });
                }
                end
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                add_span(inner, span, at)
            }
            Inline::Break => at + 1,
        };
    }
    at
}

/// A fact with the words by which it is known.
struct FactPhrases {
    fact: FactId,
    usage: FactUse,
    phrases: Vec<String>,
}

/// Goes through an edited letter line by line.
struct FactSearch<'a> {
    cases: &'a [PublicCase],
    known: Vec<FactPhrases>,
    spoken_of: Vec<usize>,
    /// Behind the last line of the letter before the edit that was found again.
    next: usize,
}

impl<'a> FactSearch<'a> {
    fn new(
        lang: &LetterLanguage,
        before: &[TracedText],
        cases: &'a [PublicCase],
        day: crate::model::Date,
    ) -> Self {
        let of_cases = cases
            .iter()
            .enumerate()
            .flat_map(|(place, case)| case_phrases(lang, place, case, day));
        // A request is known by the words of the letter itself.
        let requests = before.iter().flat_map(|line| {
            let asked = line.spans().iter();
            asked
                .filter(|span| span.usage == FactUse::Ground)
                .map(|span| FactPhrases {
                    fact: span.fact,
                    usage: FactUse::Ground,
                    phrases: vec![line[span.range.clone()].to_owned()],
                })
        });
        let mut known: Vec<FactPhrases> = of_cases.chain(requests).collect();
        for known in &mut known {
            known
                .phrases
                .retain(|phrase| phrase.chars().any(char::is_alphabetic));
        }
        Self {
            cases,
            known,
            spoken_of: (0..cases.len()).collect(),
            next: 0,
        }
    }

    /// What a line states.
    fn find_spans(&mut self, before: &[TracedText], line: &str) -> Vec<StatedSpan> {
        let named: Vec<usize> = (0..self.cases.len())
            .filter(|at| is_named_in(&self.cases[*at], line))
            .collect();
        if !named.is_empty() {
            self.spoken_of = named;
        }
        let is_same = |known: &TracedText| known.as_str() == line;
        let further = before[self.next..].iter().position(is_same);
        let untouched = further
            .map(|at| at + self.next)
            .or_else(|| before.iter().position(is_same));
        if let Some(at) = untouched {
            self.next = at + 1;
            return before[at].spans().to_vec();
        }
        let mut spans = Vec::new();
        for known in &self.known {
            let is_own =
                self.spoken_of.contains(&known.fact.case) || known.usage == FactUse::Ground;
            let phrases = known
                .phrases
                .iter()
                .filter(|phrase| is_own || phrase.chars().count() >= UNMISTAKABLE);
            if let Some(range) = phrases
                .filter_map(|phrase| find_phrase(line, phrase))
                .max_by_key(|range| range.end)
            {
                spans.push(StatedSpan {
                    range,
                    fact: known.fact,
                    usage: known.usage,
                });
            }
        }
        spans
    }
}

fn is_named_in(case: &PublicCase, text: &str) -> bool {
    let names = std::iter::once(&case.name).chain(&case.family_name);
    names
        .map(Line::as_str)
        .any(|name| find_phrase(text, name).is_some())
}

/// The words of all facts of a case that a letter prints.
fn case_phrases(
    lang: &LetterLanguage,
    place: usize,
    case: &PublicCase,
    day: crate::model::Date,
) -> Vec<FactPhrases> {
    let stated = |about, phrases| FactPhrases {
        fact: FactId { case: place, about },
        usage: FactUse::Stated,
        phrases,
    };
    let lines = [
        ("occupation", &case.occupation),
        ("place", &case.place),
        ("held_at", &case.held_at),
    ];
    let mut known: Vec<FactPhrases> = lines
        .into_iter()
        .filter_map(|(field, line)| Some((field, line.as_ref()?.to_string())))
        .chain(case.born.map(|born| ("born", lang.format_date(born))))
        .map(|(field, words)| stated(FactSubject::Field(field), vec![words]))
        .collect();
    if let Some(status) = case
        .status_event_on(day)
        .and_then(|event| event.status.as_ref())
    {
        let phrases = [false, true].map(|past| lang.describe_status(status, past));
        known.push(stated(FactSubject::Status, phrases.to_vec()));
    }
    for list in Case::LISTS {
        known.extend((0..case.rows(list.name).len()).map(|index| {
            let about = FactSubject::Entry(list.name, index);
            stated(about, list_phrases(lang, case, list, index))
        }));
    }
    known
}

/// The words by which an entry of a list of facts is known, each without its full stop; demands and claims have none.
fn list_phrases(lang: &LetterLanguage, case: &Case, list: &ListSpec, index: usize) -> Vec<String> {
    let text = |text: Option<&Line>| text.map(ToString::to_string);
    let marks = match list.name {
        "charges" => {
            let charge = &case.charges[index];
            text(charge.title.as_ref())
                .into_iter()
                .chain([lang.cite_article(charge)])
                .collect()
        }
        "sentences" => vec![lang.describe_penalty(&case.sentences[index])],
        "restrictions" => vec![lang.describe_restriction(&case.restrictions[index])],
        "events" => {
            let event = &case.events[index];
            text(event.text.as_ref())
                .into_iter()
                .chain(lang.describe_event(&strip_foreign_text(lang, event)))
                .collect()
        }
        "concerns" => {
            let concern = &case.concerns[index];
            let is_named = concern.text.is_none() || !lang.is_of_casebook();
            text(concern.text.as_ref())
                .into_iter()
                .chain(is_named.then(|| lang.concern_heading(&concern.kind)))
                .collect()
        }
        "officials" => vec![case.officials[index].name.to_string()],
        "actions" => {
            let action = &case.actions[index];
            let printed = [action.text.as_ref(), action.number.as_ref()];
            printed
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .chain([lang.action_body(action)])
                .collect()
        }
        _ => Vec::new(),
    };
    let bare = marks.into_iter().map(|mark| {
        mark.trim_end_matches('.')
            .trim_matches(['[', ']'])
            .to_owned()
    });
    bare.filter(|mark| mark.chars().any(char::is_alphabetic))
        .collect()
}

/// The event as a letter in the language tells it: without its text, where that is in another.
fn strip_foreign_text(lang: &LetterLanguage, event: &Event) -> Event {
    let mut event = event.clone();
    if !lang.is_of_casebook() {
        event.text = None;
    }
    event
}

/// Where words stand in a text as whole words, their first letter in capitals or not.
fn find_phrase(text: &str, phrase: &str) -> Option<Range<usize>> {
    let first = phrase.chars().next()?;
    let capital: String = first.to_uppercase().chain(phrase.chars().skip(1)).collect();
    let small: String = first.to_lowercase().chain(phrase.chars().skip(1)).collect();
    [phrase, capital.as_str(), small.as_str()]
        .into_iter()
        .find_map(|phrase| {
            text.match_indices(phrase)
                .map(|(at, _)| at..at + phrase.len())
                .find(|range| {
                    let before = text[..range.start].chars().next_back();
                    let after = text[range.end..].chars().next();
                    ![before, after]
                        .into_iter()
                        .flatten()
                        .any(char::is_alphanumeric)
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::markdown::{parse_document, parse_traced};
    use crate::letters::provenance::{mark_fact, mark_grounds};
    use crate::letters::testing::{empty_letter, sample_day};
    use crate::model::{Action, Charge, Concern, Record, Sentence, SourceDates};

    fn person(name: &str, penalty: &str) -> PublicCase {
        let id = name.to_lowercase().replace(' ', "-");
        let flat = [("id", id.as_str()), ("name", name), ("country", "KZ")];
        let mut case = Case::from_typed(flat).unwrap();
        case.charges = vec![Charge::from_typed([("title", "war")]).unwrap()];
        case.sentences =
            vec![Sentence::from_typed([("kind", "prison"), ("term", penalty)]).unwrap()];
        case.concerns = vec![
            Concern::from_typed([("kind", "unfair-trial"), ("text", "Nobody heard her.")]).unwrap(),
        ];
        let action = [
            ("body", "The Committee"),
            ("number", "5"),
            ("text", "It found a violation."),
        ];
        case.actions = vec![Action::from_typed(action).unwrap()];
        PublicCase::disclose_case(&case, sample_day(), &SourceDates::default()).unwrap()
    }

    /// The facts that the lines of an edited text state, each with the words that state it.
    fn edited(
        unedited: &str,
        text: &str,
        cases: &[PublicCase],
    ) -> Vec<Vec<(String, FactId, FactUse)>> {
        let mut before = empty_letter();
        before.body = parse_traced(TracedText::from_marked(unedited)).body;
        let mut letter = empty_letter();
        letter.body = parse_document(text).body;
        trace_edited_letter(&LetterLanguage::english(), &before, &mut letter, cases);
        let lines = letter.traced_lines();
        let told = lines.iter().skip(1).map(|line| {
            let spans = line.spans().iter();
            spans
                .map(|span| (line[span.range.clone()].to_owned(), span.fact, span.usage))
                .collect()
        });
        told.collect()
    }

    fn fact(case: usize, list: &'static str) -> FactId {
        FactId {
            case,
            about: FactSubject::Entry(list, 0),
        }
    }

    #[test]
    fn a_fact_is_found_by_whole_words_and_never_by_a_number() {
        let ann = [person("Ann Cole", "5y")];
        let found = edited(
            "x",
            "I write towards the release of Ann Cole, held since 5 March 2017.\n\nWar is the charge, and *five years in prison* the sentence.",
            &ann,
        );
        let stated = |words: &str, list| (words.to_owned(), fact(0, list), FactUse::Stated);
        assert_eq!(
            found,
            [
                vec![],
                vec![
                    stated("War", "charges"),
                    stated("five years in prison", "sentences")
                ]
            ]
        );
    }

    #[test]
    fn words_that_could_be_of_anybody_are_of_the_person_spoken_of() {
        let cases = [person("Ann Lee", "5y"), person("Bo Fox", "5y")];
        let found = edited(
            "x",
            "- Bo Fox: five years in prison.\n- Ann Lee: five years in prison.\n- Bojo: twenty-five years in prisons.",
            &cases,
        );
        let people: Vec<Vec<usize>> = found
            .iter()
            .map(|line| line.iter().map(|(_, fact, _)| fact.case).collect())
            .collect();
        assert_eq!(people, [vec![1], vec![0], vec![]]);
    }

    #[test]
    fn what_was_not_touched_states_what_it_stated() {
        let ann = [person("Ann Cole", "5y")];
        let place = FactId {
            case: 0,
            about: FactSubject::Field("place"),
        };
        let text = format!(
            "She lives **{}**.\n\nI ask for {}.",
            mark_fact(place, "there"),
            mark_grounds([fact(0, "concerns")], "a fair trial")
        );
        let found = edited(
            &text,
            "She lives **there**.\n\nOnce more I ask for a fair trial, please.",
            &ann,
        );
        assert_eq!(
            found,
            [
                vec![("there".to_owned(), place, FactUse::Stated)],
                vec![(
                    "a fair trial".to_owned(),
                    fact(0, "concerns"),
                    FactUse::Ground
                )]
            ]
        );
    }
}
