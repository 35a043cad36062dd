//! An edited letter keeps its facts checked: what the edit says that nobody knows, and whom it no longer names.
//!
//! Known is what stood in the letter before, and what the casebook holds of the people, the office and the sender. A
//! capitalised word counts as a name where only a name would be capitalised: inside a sentence. Where every word may be
//! (at the beginning of a sentence, in a heading, in German), it counts only if it is nearly the name of somebody known.

mod claims;
mod dates;
mod names;
mod text;

use super::Lang;
use super::preflight::{Finding, Level};
use crate::letters::parties::Ground;
use claims::{Claim, Kind, claims};
use dates::{Calendar, Day};
use names::Names;
use text::{Word, plain, words};

/// An edited text, with all that it may say.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// The language of the letter.
    pub lang: &'a Lang,
    /// What the letter stands on.
    pub ground: Ground<'a>,
    /// Who signs and whatever else the letter says beside its text, a line each.
    pub beside: &'a [String],
    /// The text before, as Markdown.
    pub before: &'a str,
    /// The text after, as Markdown.
    pub after: &'a str,
}

/// What the edited text says that is not known, each with its line, and who is no longer named.
#[must_use]
pub fn proofread(proof: &Proof<'_>) -> Vec<Finding> {
    let known = Known::of(proof);
    let after = words(proof.after);
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for claim in claims(&after, &known.calendar, proof.lang) {
        if !known.knows(&claim) {
            findings.push((claim.line, unknown(claim.line, &claim.said, claim.kind.word())));
        }
    }
    for (line, name) in known.names.unknown(&after) {
        findings.push((line, unknown(line, &name, "name")));
    }
    findings.sort_by_key(|(line, _)| *line);
    findings.into_iter().map(|(_, finding)| finding).chain(unnamed(proof)).collect()
}

fn unknown(line: usize, said: &str, kind: &str) -> Finding {
    Finding::new(Level::Note, format!("line {line}: “{said}” is no {kind} that the casebook knows"))
}

/// Who was named in full before and is not any more.
fn unnamed(proof: &Proof<'_>) -> Vec<Finding> {
    let (before, after) = (plain(proof.before), plain(proof.after));
    let mut people = proof.ground.people();
    people.sort_unstable();
    people.dedup();
    let is_gone = |name: &&str| before.contains(&plain(name)) && !after.contains(&plain(name));
    let finding = |name| {
        let finding = Finding::new(Level::Note, format!("“{name}” is no longer named in full"));
        let case = proof.ground.cases.iter().find(|case| case.names().any(|known| known.as_str() == name));
        case.map_or_else(|| finding.clone(), |case| finding.clone().about(case.case_id()))
    };
    people.into_iter().filter(is_gone).map(finding).collect()
}

/// What a letter may say.
struct Known {
    calendar: Calendar,
    claims: Vec<(Kind, String)>,
    days: Vec<Day>,
    names: Names,
}

impl Known {
    fn of(proof: &Proof<'_>) -> Self {
        let calendar = Calendar::of(proof.lang);
        let ground: Vec<Vec<Word>> = proof.ground.texts().iter().chain(proof.beside).map(|text| words(text)).collect();
        let before = words(proof.before);
        let (mut known, mut days) = (Vec::new(), Vec::new());
        for claim in ground.iter().chain([&before]).flat_map(|text| claims(text, &calendar, proof.lang)) {
            days.extend(claim.day);
            known.push((claim.kind, claim.value));
        }
        let articles =
            proof.ground.cases.iter().flat_map(|case| &case.charges).filter_map(|charge| charge.article.as_ref());
        for number in articles.flat_map(|article| claims(&words(article.as_str()), &calendar, proof.lang)) {
            known.push((Kind::Article, number.value));
        }
        let names = Names::of(proof, &calendar, &ground, &before);
        Self { calendar, claims: known, days, names }
    }

    fn knows(&self, claim: &Claim) -> bool {
        match &claim.day {
            Some(day) => self.days.iter().any(|known| known.says(day)),
            None => self.claims.iter().any(|(kind, value)| *kind == claim.kind && *value == claim.value),
        }
    }
}

#[cfg(test)]
mod tests;
