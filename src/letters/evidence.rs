//! What stands behind a letter: sentence by sentence the facts it tells, and the sources they rest on.
//!
//! A fact is behind a sentence if its words stand in it ([`super::marks`]) and, in a letter about several people, the
//! person is spoken of there.

mod cite;
mod sentences;

use super::disclosure::PublicCase;
use super::letter::{Block, Inline, Letter};
use super::marks::marks;
use super::words::Lang;
use crate::model::claim::line;
use crate::model::{Case, Date, Id, Line, ListSpec, Record};

pub use cite::{Citing, cite};

/// A fact that a sentence tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backing {
    /// The case in the casebook.
    pub case: Id,
    /// The field or list: `born`, `charges`.
    pub about: String,
    /// What the casebook says, on one line.
    pub says: String,
    /// How the claim stands, where that is said: `alleged`, `official`, `confirmed`; of a charge how far it has come.
    pub standing: Option<String>,
    /// The sources it rests on.
    pub sources: Vec<Id>,
}

/// A sentence of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// Its words.
    pub text: String,
    /// The facts it tells; none where it only asks, greets or judges.
    pub backing: Vec<Backing>,
    /// The block of the letter it stands in, counted in reading order from 0; none for the subject.
    block: Option<usize>,
    /// Where in the words of the block it ends.
    end: usize,
}

impl Traced {
    /// How many bytes the punctuation takes that closes it.
    fn closing(&self) -> usize {
        self.text.len() - self.text.trim_end_matches(['.', '!', '?', '…', ';', ',']).len()
    }
}

/// Sentence by sentence, the facts behind a letter about these people.
#[must_use]
pub fn trace(lang: &Lang, letter: &Letter, cases: &[PublicCase]) -> Vec<Traced> {
    let facts: Vec<Vec<Known>> = cases.iter().map(|case| known(lang, case, letter.date)).collect();
    let mut spoken_of: Vec<usize> = (0..cases.len()).collect();
    let mut traced = Vec::new();
    let mut add = |block: Option<usize>, text: &str| {
        let named: Vec<usize> = (0..cases.len()).filter(|at| names(&cases[*at], text)).collect();
        if !named.is_empty() {
            spoken_of = named;
        }
        let told: Vec<(usize, &Backing)> = facts
            .iter()
            .enumerate()
            .flat_map(|(at, facts)| facts.iter().map(move |fact| (at, fact)))
            .filter_map(|(at, fact)| Some((fact.found_in(text, spoken_of.contains(&at))?, &fact.backing)))
            .collect();
        for range in sentences::ranges(text) {
            let here = told.iter().filter(|(end, _)| range.contains(&(end - 1)));
            let mut backing: Vec<Backing> = here.map(|(_, backing)| (*backing).clone()).collect();
            backing.dedup();
            traced.push(Traced {
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
        add(Some(number), &Inline::plain(inlines));
        number += 1;
    });
    traced
}

/// A fact with the words by which it is known.
struct Known {
    backing: Backing,
    marks: Vec<String>,
}

/// From so many characters on, a text of the casebook can only be that of one fact.
const UNMISTAKABLE: usize = 40;

impl Known {
    /// Where in a text its words end; those that could be of anybody only count where the person is spoken of.
    fn found_in(&self, text: &str, is_spoken_of: bool) -> Option<usize> {
        let is_own = |mark: &str| mark.chars().count() >= UNMISTAKABLE && self.backing.says.contains(mark);
        let ends = self.marks.iter().filter(|mark| is_spoken_of || is_own(mark));
        ends.filter_map(|mark| whole(text, mark)).max()
    }
}

/// Where words end that stand in a text as whole words, their beginning in capitals or not.
fn whole(text: &str, mark: &str) -> Option<usize> {
    let first = mark.chars().next()?;
    let capital: String = first.to_uppercase().chain(mark.chars().skip(1)).collect();
    let small: String = first.to_lowercase().chain(mark.chars().skip(1)).collect();
    [mark, capital.as_str(), small.as_str()].into_iter().find_map(|mark| {
        text.match_indices(mark).map(|(at, _)| (at, at + mark.len())).find_map(|(start, end)| {
            let before = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = text[end..].chars().next().is_some_and(char::is_alphanumeric);
            (!before && !after).then_some(end)
        })
    })
}

fn names(case: &PublicCase, text: &str) -> bool {
    let names = std::iter::once(&case.name).chain(&case.family_name);
    names.map(Line::as_str).any(|name| text.contains(name))
}

/// All facts of a case that a letter can tell.
fn known(lang: &Lang, case: &PublicCase, day: Date) -> Vec<Known> {
    let lists = Case::LISTS
        .iter()
        .flat_map(|list| (0..case.rows(list.name).len()).map(move |index| entry(lang, case, list, index)));
    fields(lang, case)
        .into_iter()
        .chain(status(lang, case, day))
        .chain(lists)
        .filter(|known| !known.marks.is_empty())
        .collect()
}

fn entry(lang: &Lang, case: &PublicCase, list: &ListSpec, index: usize) -> Known {
    let row = &case.rows(list.name)[index];
    let cell = |name: &str| {
        let at = list.fields.iter().position(|field| field.name == name)?;
        Some(row[at].to_line()).filter(|text| !text.is_empty())
    };
    let backing = Backing {
        case: case.case_id().clone(),
        about: list.name.to_owned(),
        says: line(list.fields, row),
        standing: cell("standing"),
        sources: cell("source").and_then(|id| id.parse().ok()).into_iter().collect(),
    };
    Known { backing, marks: marks(lang, case, list, index) }
}

/// The status on the day of the letter, which rests on an event.
fn status(lang: &Lang, case: &PublicCase, day: Date) -> Option<Known> {
    let event = case.status_event_on(day)?;
    let status = event.status.as_ref()?;
    let backing = Backing {
        case: case.case_id().clone(),
        about: "status".to_owned(),
        says: status.to_string(),
        standing: event.standing.as_ref().map(ToString::to_string),
        sources: event.source.iter().cloned().collect(),
    };
    Some(Known { backing, marks: vec![lang.status(status, false), lang.status(status, true)] })
}

/// The flat fields that letters print.
fn fields(lang: &Lang, case: &PublicCase) -> Vec<Known> {
    let printed = [
        ("occupation", case.occupation.as_ref().map(ToString::to_string)),
        ("place", case.place.as_ref().map(ToString::to_string)),
        ("held_at", case.held_at.as_ref().map(ToString::to_string)),
        ("born", case.born.map(|born| lang.date(born))),
    ];
    let known = printed.into_iter().filter_map(|(field, words)| {
        let says = case.get(field).ok()?.to_line();
        let sources = case.field_sources(field).cloned().collect();
        let backing = Backing { case: case.case_id().clone(), about: field.to_owned(), says, standing: None, sources };
        Some(Known { backing, marks: vec![words?] })
    });
    known.collect()
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
