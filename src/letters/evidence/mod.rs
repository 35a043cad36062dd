//! What stands behind a letter: sentence by sentence the facts it tells, and the sources they rest on.
//!
//! The words of a letter know which facts they state ([`crate::letters::traced_text`]); nothing is searched for.

mod cite;
mod describe;
mod sentences;

use std::collections::BTreeMap;

use super::disclosure::PublicCase;
use super::letter::Letter;
use super::provenance::{FactId, FactSubject, FactUse};
use crate::model::claim::format_fact;
use crate::model::vocabulary::{ChargeStanding, Standing, Vocabulary};
use crate::model::{Case, Date, FieldMeaning, Id, ListSpec, Record, find_meaning};

pub use cite::{CitationStyle, cite_sources};

/// A fact that a sentence tells, or asks from.
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
    /// Whether the sentence states it, or asks for something because of it.
    pub usage: FactUse,
}

/// A sentence of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceEvidence {
    /// Its words.
    pub text: String,
    /// The facts it tells, in the order in which it tells them; none where it only asks, greets or judges.
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

/// Sentence by sentence, the facts behind a letter that was made of these cases.
pub fn trace_letter(letter: &Letter, cases: &[PublicCase]) -> Vec<SentenceEvidence> {
    let mut known: BTreeMap<(FactId, FactUse), Option<FactEvidence>> = BTreeMap::new();
    let mut traced = Vec::new();
    for (line, text) in letter.traced_lines().iter().enumerate() {
        for range in sentences::split_sentences(text) {
            let words = text[range.clone()].trim_end();
            let end = range.start + words.len();
            let mut stated: Vec<(FactId, FactUse)> = Vec::new();
            for span in text.spans() {
                let stands_here = span.range.start < end && span.range.end > range.start;
                if stands_here && !stated.contains(&(span.fact, span.usage)) {
                    stated.push((span.fact, span.usage));
                }
            }
            let backing = stated.iter().filter_map(|(fact, usage)| {
                known
                    .entry((*fact, *usage))
                    .or_insert_with(|| fact_evidence(cases, *fact, *usage, letter.date))
                    .clone()
            });
            traced.push(SentenceEvidence {
                text: words.trim().to_owned(),
                backing: backing.collect(),
                block: line.checked_sub(1),
                end,
            });
        }
    }
    traced
}

/// What the casebook says of a fact; nothing of one that it does not have.
fn fact_evidence(
    cases: &[PublicCase],
    fact: FactId,
    usage: FactUse,
    day: Date,
) -> Option<FactEvidence> {
    let case = cases.get(fact.case)?;
    let evidence = match fact.about {
        FactSubject::Status => status_evidence(case, day)?,
        FactSubject::Field(field) => field_evidence(case, field)?,
        FactSubject::Entry(name, index) => {
            let list = Case::LISTS.iter().find(|list| list.name == name)?;
            entry_evidence(case, list, index)?
        }
    };
    Some(FactEvidence { usage, ..evidence })
}

fn entry_evidence(case: &PublicCase, list: &ListSpec, index: usize) -> Option<FactEvidence> {
    let rows = case.rows(list.name);
    let row = rows.get(index)?;
    let cell = |meaning| {
        let at = find_meaning(list.fields, meaning)?;
        Some(row[at].to_line()).filter(|text| !text.is_empty())
    };
    let standing = cell(FieldMeaning::Standing).map(|slug| match list.name {
        "charges" => ChargeStanding::from_stored(&slug).slug().to_owned(),
        _ => Standing::from_stored(&slug).label(),
    });
    Some(FactEvidence {
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
        usage: FactUse::Stated,
    })
}

/// The status on the day of the letter, which rests on an event.
fn status_evidence(case: &PublicCase, day: Date) -> Option<FactEvidence> {
    let event = case.status_event_on(day)?;
    let status = event.status.as_ref()?;
    Some(FactEvidence {
        case: case.case_id().clone(),
        about: "status".to_owned(),
        name: "situation".to_owned(),
        says: describe::describe_status(event, status),
        entry: status.to_string(),
        standing: event.standing.as_ref().map(Vocabulary::label),
        sources: event.source.iter().cloned().collect(),
        usage: FactUse::Stated,
    })
}

/// A flat field, which rests on the claims that say the same; a narrative without any on the sources of all facts of the case.
fn field_evidence(case: &PublicCase, field: &str) -> Option<FactEvidence> {
    let entry = case.get_cell(field).ok()?.to_line();
    let mut sources: Vec<Id> = case.field_sources(field).cloned().collect();
    let is_narrative = || {
        let meaning = Case::FIELDS.iter().find(|known| known.name == field);
        meaning.is_some_and(|known| known.meaning == FieldMeaning::Narrative)
    };
    if sources.is_empty() && is_narrative() {
        sources = record_sources(case);
    }
    (!entry.is_empty()).then(|| FactEvidence {
        case: case.case_id().clone(),
        about: field.to_owned(),
        name: describe::describe_field(field).to_owned(),
        says: describe::describe_value(case, field, &entry),
        entry,
        standing: None,
        sources,
        usage: FactUse::Stated,
    })
}

/// The sources on which the facts of a record rest that may be told, each once: what stands behind a field without a source
/// of its own.
pub fn record_sources(case: &PublicCase) -> Vec<Id> {
    let mut sources: Vec<Id> = Vec::new();
    for source in case.named_sources() {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

#[cfg(test)]
mod tests;
