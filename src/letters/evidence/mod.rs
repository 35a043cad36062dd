//! What stands behind a letter: sentence by sentence the facts it tells, and the sources they rest on.
//!
//! A fact is behind a sentence if its words stand in it ([`crate::letters::fact_phrases`]) and, in a letter about several people, the
//! person is spoken of there.

mod cite;
mod describe;
mod sentences;

use super::context::DemandInfo;
use super::disclosure::PublicCase;
use super::letter::{Block, Inline, Letter};
use super::words::LetterLanguage;
use crate::letters::fact_phrases::{find_phrase_end, list_phrases};
use crate::model::claim::format_fact;
use crate::model::demand_rules::GroundingFact;
use crate::model::vocabulary::{ChargeStanding, DemandKind, Standing, Vocabulary};
use crate::model::{Case, Date, FieldMeaning, Id, Line, ListSpec, Record, find_meaning};

pub use cite::{CitationStyle, cite_sources};

/// A fact that a sentence tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactEvidence {
    /// The case in the casebook.
    pub case: Id,
    /// The field or list: `born`, `charges`.
    pub about: String,
    /// What it is, in a word for people: “charge”, “place”.
    pub name: String,
    /// What the casebook says, in words for people.
    pub says: String,
    /// The same as the casebook keeps it, on one line.
    pub entry: String,
    /// How the claim stands, in words, where that is said: alleged, stated by the authorities, confirmed; of a charge how far
    /// it has come.
    pub standing: Option<String>,
    /// The sources it rests on.
    pub sources: Vec<Id>,
}

/// A sentence of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceEvidence {
    /// Its words.
    pub text: String,
    /// The facts it tells; none where it only asks, greets or judges.
    pub backing: Vec<FactEvidence>,
    /// The block of the letter it stands in, counted in reading order from 0; none for the subject.
    block: Option<usize>,
    /// Where in the words of the block it ends.
    end: usize,
}

impl SentenceEvidence {
    /// How many bytes the punctuation takes that closes it.
    fn closing_length(&self) -> usize {
        self.text.len()
            - self
                .text
                .trim_end_matches(['.', '!', '?', '…', ';', ','])
                .len()
    }
}

/// Sentence by sentence, the facts behind a letter about these people, and what stands behind the requests in it.
#[must_use]
pub fn trace_letter(
    lang: &LetterLanguage,
    letter: &Letter,
    cases: &[PublicCase],
    requests: &[DemandInfo],
) -> Vec<SentenceEvidence> {
    let facts: Vec<Vec<FactPhrases>> = cases
        .iter()
        .map(|case| {
            let mut facts = collect_facts(lang, case, letter.date);
            let of_case = requests
                .iter()
                .filter(|request| is_about(case, cases, request));
            facts.extend(
                of_case.flat_map(|request| request_facts(lang, case, request, letter.date)),
            );
            facts
        })
        .collect();
    let mut spoken_of: Vec<usize> = (0..cases.len()).collect();
    let mut traced = Vec::new();
    let mut add = |block: Option<usize>, text: &str| {
        let named: Vec<usize> = (0..cases.len())
            .filter(|at| is_named_in(&cases[*at], text))
            .collect();
        if !named.is_empty() {
            spoken_of = named;
        }
        let told: Vec<(usize, &FactEvidence)> = facts
            .iter()
            .enumerate()
            .flat_map(|(at, facts)| facts.iter().map(move |fact| (at, fact)))
            .filter_map(|(at, fact)| {
                Some((fact.found_in(text, spoken_of.contains(&at))?, &fact.backing))
            })
            .collect();
        for range in sentences::split_sentences(text) {
            let here = told.iter().filter(|(end, _)| range.contains(&(end - 1)));
            let mut backing: Vec<FactEvidence> =
                here.map(|(_, backing)| (*backing).clone()).collect();
            backing.dedup();
            traced.push(SentenceEvidence {
                text: text[range.clone()].trim().to_owned(),
                backing,
                block,
                end: range.start + text[range].trim_end().len(),
            });
        }
    };
    add(None, &letter.subject);
    let mut number = 0;
    each_line(&letter.body, &mut |inlines| {
        add(Some(number), &Inline::plain_text(inlines));
        number += 1;
    });
    traced
}

/// A fact with the words by which it is known.
struct FactPhrases {
    backing: FactEvidence,
    marks: Vec<String>,
    /// Whether it stands behind a request, whose words are those of the letter itself.
    is_request: bool,
}

/// From so many characters on, a text of the casebook can only be that of one fact.
const UNMISTAKABLE: usize = 40;

impl FactPhrases {
    /// Where in a text its words end; those that could be of anybody only count where the person is spoken of.
    fn found_in(&self, text: &str, is_spoken_of: bool) -> Option<usize> {
        let is_own =
            |mark: &str| mark.chars().count() >= UNMISTAKABLE && self.backing.entry.contains(mark);
        let ends = self
            .marks
            .iter()
            .filter(|mark| is_spoken_of || self.is_request || is_own(mark));
        ends.filter_map(|mark| find_phrase_end(text, mark)).max()
    }
}

fn is_named_in(case: &PublicCase, text: &str) -> bool {
    let names = std::iter::once(&case.name).chain(&case.family_name);
    names.map(Line::as_str).any(|name| text.contains(name))
}

/// All facts of a case that a letter can tell.
fn collect_facts(lang: &LetterLanguage, case: &PublicCase, day: Date) -> Vec<FactPhrases> {
    let lists = Case::LISTS.iter().flat_map(|list| {
        (0..case.rows(list.name).len()).map(move |index| entry_fact(lang, case, list, index))
    });
    field_facts(lang, case)
        .into_iter()
        .chain(status_fact(lang, case, day))
        .chain(lists)
        .filter(|known| !known.marks.is_empty())
        .collect()
}

fn entry_fact(
    lang: &LetterLanguage,
    case: &PublicCase,
    list: &ListSpec,
    index: usize,
) -> FactPhrases {
    FactPhrases {
        backing: entry_backing(case, list, index),
        marks: list_phrases(lang, case, list, index),
        is_request: false,
    }
}

fn entry_backing(case: &PublicCase, list: &ListSpec, index: usize) -> FactEvidence {
    let row = &case.rows(list.name)[index];
    let cell = |meaning| {
        let at = find_meaning(list.fields, meaning)?;
        Some(row[at].to_line()).filter(|text| !text.is_empty())
    };
    let standing = cell(FieldMeaning::Standing).map(|slug| match list.name {
        "charges" => ChargeStanding::from_stored(&slug).slug().to_owned(),
        _ => Standing::from_stored(&slug).label(),
    });
    FactEvidence {
        case: case.case_id().clone(),
        about: list.name.to_owned(),
        name: list.one.to_owned(),
        says: describe::describe_entry(case, list.name, index),
        entry: format_fact(list.fields, row),
        standing,
        sources: cell(FieldMeaning::Source)
            .and_then(|id| id.parse().ok())
            .into_iter()
            .collect(),
    }
}

/// Whether a request is about a person: it names the person, or nobody and so the crowd.
fn is_about(case: &PublicCase, cases: &[PublicCase], request: &DemandInfo) -> bool {
    is_named_in(case, &request.text) || !cases.iter().any(|other| is_named_in(other, &request.text))
}

/// What stands behind a request about a person: the demand of the casebook, else the facts that call for it.
fn request_facts(
    lang: &LetterLanguage,
    case: &PublicCase,
    request: &DemandInfo,
    day: Date,
) -> Vec<FactPhrases> {
    let kind = DemandKind::from_stored(&request.kind);
    let list = |name: &str| Case::LISTS.iter().find(|list| list.name == name);
    let mut backings: Vec<FactEvidence> = Vec::new();
    if let Some(list) = list("demands") {
        let own = case
            .demands
            .iter()
            .enumerate()
            .filter(|(_, demand)| demand.kind == kind);
        backings.extend(own.map(|(index, _)| entry_backing(case, list, index)));
    }
    if backings.is_empty() {
        let grounds = case.grounds_of(&kind).filter_map(|ground| {
            let (name, index) = match ground {
                GroundingFact::Concern(it) => (
                    "concerns",
                    case.concerns.iter().position(|known| known == it)?,
                ),
                GroundingFact::Event(it) => {
                    ("events", case.events.iter().position(|known| known == it)?)
                }
                GroundingFact::Action(it) => (
                    "actions",
                    case.actions.iter().position(|known| known == it)?,
                ),
            };
            Some(entry_backing(case, list(name)?, index))
        });
        backings.extend(grounds);
    }
    if backings.is_empty() {
        backings.extend(status_fact(lang, case, day).map(|known| known.backing));
    }
    let known = |backing| FactPhrases {
        backing,
        marks: vec![request.text.clone()],
        is_request: true,
    };
    backings.into_iter().map(known).collect()
}

/// The status on the day of the letter, which rests on an event.
fn status_fact(lang: &LetterLanguage, case: &PublicCase, day: Date) -> Option<FactPhrases> {
    let event = case.status_event_on(day)?;
    let status = event.status.as_ref()?;
    let backing = FactEvidence {
        case: case.case_id().clone(),
        about: "status".to_owned(),
        name: "situation".to_owned(),
        says: describe::describe_status(event, status),
        entry: status.to_string(),
        standing: event.standing.as_ref().map(Vocabulary::label),
        sources: event.source.iter().cloned().collect(),
    };
    Some(FactPhrases {
        backing,
        marks: vec![
            lang.describe_status(status, false),
            lang.describe_status(status, true),
        ],
        is_request: false,
    })
}

/// The flat fields that letters print.
fn field_facts(lang: &LetterLanguage, case: &PublicCase) -> Vec<FactPhrases> {
    let printed = [
        (
            "occupation",
            case.occupation.as_ref().map(ToString::to_string),
        ),
        ("place", case.place.as_ref().map(ToString::to_string)),
        ("held_at", case.held_at.as_ref().map(ToString::to_string)),
        ("born", case.born.map(|born| lang.format_date(born))),
    ];
    let known = printed.into_iter().filter_map(|(field, words)| {
        let words = words?;
        let backing = FactEvidence {
            case: case.case_id().clone(),
            about: field.to_owned(),
            name: describe::describe_field(field).to_owned(),
            says: words.clone(),
            entry: case.get_cell(field).ok()?.to_line(),
            standing: None,
            sources: case.field_sources(field).cloned().collect(),
        };
        let is_mark = words.chars().any(char::is_alphabetic);
        Some(FactPhrases {
            backing,
            marks: is_mark.then_some(words).into_iter().collect(),
            is_request: false,
        })
    });
    known.collect()
}

/// The sources on which the facts of a record rest that may be told, each once: what stands behind a field without a source
/// of its own.
#[must_use]
pub fn record_sources(case: &PublicCase) -> Vec<Id> {
    let mut sources: Vec<Id> = Vec::new();
    for source in case.named_sources() {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// Headings, paragraphs and the lines of lists, in reading order.
fn each_line<'a>(blocks: &'a [Block], to: &mut impl FnMut(&'a [Inline])) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => to(text),
            Block::List { items, .. } => items.iter().for_each(|item| each_line(item, to)),
            Block::Quote(inner) => each_line(inner, to),
            Block::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests;
