//! Sources in the letter itself: a list at the end, or notes behind the sentences.

use super::SentenceEvidence;
use crate::letters::letter::{Block, Inline, Letter};
use crate::model::Id;

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

/// Names the sources of what the letter tells, in the order in which it tells it, each as `printed` gives it.
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
    for sentence in traced {
        let mut numbers: Vec<usize> = Vec::new();
        for id in sentence.backing.iter().flat_map(|fact| &fact.sources) {
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
        let mut lines = Vec::new();
        collect_lines(&mut letter.body, &mut lines);
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

/// The same lines in the same order as they are traced.
fn collect_lines<'a>(blocks: &'a mut [Block], lines: &mut Vec<&'a mut Vec<Inline>>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => lines.push(text),
            Block::List { items, .. } => {
                items.iter_mut().for_each(|item| collect_lines(item, lines))
            }
            Block::Quote(inner) => collect_lines(inner, lines),
            Block::Rule => {}
        }
    }
}

/// Puts a note behind the character that ends at this place in the words of a line. Tells how long the line is otherwise.
fn insert_note(line: &mut [Inline], at: usize, note: &str) -> Option<usize> {
    let mut passed = 0;
    for inline in line {
        let here = at.saturating_sub(passed);
        passed += match inline {
            Inline::Text(text) if here <= text.len() => {
                text.insert_str(here, note);
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
