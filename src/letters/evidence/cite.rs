//! Sources in the letter itself: a list at the end, or notes behind the sentences.

use std::str::FromStr;

use super::{FactEvidence, SentenceEvidence};
use crate::letters::letter::{Inline, Letter};
use crate::letters::provenance::FactUse;
use crate::model::{Id, InvalidValue};

/// How a letter names the sources of what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CitationStyle {
    /// Not at all.
    #[default]
    No,
    /// As a list at the end.
    List,
    /// As a list at the end, with its numbers in brackets behind each sentence.
    Notes,
}

impl FromStr for CitationStyle {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match text {
            "list" => Ok(Self::List),
            "notes" => Ok(Self::Notes),
            _ => Err(InvalidValue::new(format!(
                "“{text}” is neither list nor notes"
            ))),
        }
    }
}

/// Names the sources of what the letter tells, in the order in which it tells it, each as `printed` gives it. A request stands
/// for itself: what it rests on has no note behind it.
pub fn cite_sources(
    letter: &mut Letter,
    traced: &[SentenceEvidence],
    citing: CitationStyle,
    printed: impl Fn(&Id) -> Option<String>,
) {
    if citing == CitationStyle::No {
        return;
    }
    let mut numbered: Vec<(Id, String)> = Vec::new();
    let mut notes: Vec<(usize, usize, String)> = Vec::new();
    for (at, sentence) in traced.iter().enumerate() {
        let mut numbers: Vec<usize> = Vec::new();
        let goes_on = |fact: &FactEvidence| {
            let next = traced.get(at + 1);
            next.is_some_and(|next| next.block == sentence.block && next.backing.contains(fact))
        };
        // No single sentence rests on all that stands behind a field: its note closes the paragraph.
        let is_noted = |fact: &&FactEvidence| fact.sources.len() < 2 || !goes_on(fact);
        let stated = sentence.backing.iter();
        let stated = stated.filter(|fact| fact.usage == FactUse::Stated && is_noted(fact));
        for id in stated.flat_map(|fact| &fact.sources) {
            numbers.extend(number_source(&mut numbered, id, &printed));
        }
        numbers.sort_unstable();
        numbers.dedup();
        if let (Some(block), false) = (sentence.block, numbers.is_empty()) {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            notes.push((
                block,
                sentence.end - sentence.closing_length(),
                format!(" [{}]", numbers.join(", ")),
            ));
        }
    }
    letter.sources = numbered.into_iter().map(|(_, line)| line).collect();
    if citing == CitationStyle::Notes {
        // From the end, so that the places before a note stay what they are.
        notes.reverse();
        let mut lines = letter.body_lines_mut();
        for (block, end, note) in notes {
            if let Some(line) = lines.get_mut(block) {
                insert_note(line, end, &note);
            }
        }
    }
}

/// The number of a source, from 1; none of one that is not on file.
fn number_source(
    numbered: &mut Vec<(Id, String)>,
    id: &Id,
    printed: impl Fn(&Id) -> Option<String>,
) -> Option<usize> {
    if let Some(at) = numbered.iter().position(|(known, _)| known == id) {
        return Some(at + 1);
    }
    numbered.push((id.clone(), printed(id)?));
    Some(numbered.len())
}

/// Puts a note behind the character that ends at this place in the words of a line. Tells how long the line is otherwise.
fn insert_note(line: &mut [Inline], at: usize, note: &str) -> Option<usize> {
    let mut passed = 0;
    for inline in line {
        let here = at.saturating_sub(passed);
        passed += match inline {
            Inline::Text(text) if here <= text.len() => {
                text.insert_words(here, note);
                return None;
            }
            Inline::Text(text) => text.len(),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                insert_note(inner, here, note)?
            }
            Inline::Break => 1,
        };
    }
    Some(passed)
}
