//! An edited letter keeps its facts checked: what the edit says that nobody knows, and whom it no longer names.
//!
//! Known is what stood in the letter before, and what the casebook holds of the people, the office and the sender. A
//! capitalised word counts as a name where only a name would be capitalised: inside a sentence. Where every word may be
//! (at the beginning of a sentence, in a heading, in German), it counts only if it is nearly the name of somebody known.

mod claims;
mod dates;
mod facts;
mod institutions;
mod names;
mod text;

use super::LetterLanguage;
use super::preflight::{PreflightFinding, PreflightLevel};
use crate::letters::parties::LetterParties;
use crate::model::Date;
pub use facts::trace_edited_letter;

use claims::{CheckableClaim, ClaimKind, find_claims};
use dates::{MonthNames, TextDate};
use names::AllowedNames;
use text::{ProofWord, plain_text, split_words};

/// An edited text, with all that it may say.
#[derive(Debug, Clone, Copy)]
pub struct ProofreadInput<'a> {
    /// The language of the letter.
    pub lang: &'a LetterLanguage,
    /// What the letter stands on.
    pub ground: LetterParties<'a>,
    /// Who signs and whatever else the letter says beside its text, a line each.
    pub beside: &'a [String],
    /// The day of the letter.
    pub date: Date,
    /// The text before, as Markdown.
    pub before: &'a str,
    /// The text after, as Markdown.
    pub after: &'a str,
}

/// What the edited text says that is not known, each with its line, and who is no longer named.
pub fn proofread_letter(proof: &ProofreadInput<'_>) -> Vec<PreflightFinding> {
    let known = AllowedContent::from_proof(proof);
    let after = split_words(proof.after);
    let mut findings: Vec<(usize, PreflightFinding)> = Vec::new();
    for claim in find_claims(&after, &known.calendar, proof.lang) {
        if !known.covers_claim(&claim) && !institutions::cites_instrument(&after, &claim) {
            findings.push((
                claim.line,
                unknown_finding(claim.line, &claim.said, claim.kind.kind_name()),
            ));
        }
    }
    for (line, name) in known.names.find_unknown(&after) {
        findings.push((line, unknown_finding(line, &name, "name")));
    }
    findings.sort_by_key(|(line, _)| *line);
    findings
        .into_iter()
        .map(|(_, finding)| finding)
        .chain(find_dropped_names(proof))
        .collect()
}

fn unknown_finding(line: usize, said: &str, kind: &str) -> PreflightFinding {
    PreflightFinding::new(
        PreflightLevel::Note,
        format!("line {line}: “{said}” is no {kind} that the casebook knows"),
    )
}

/// Who was named in full before and is not any more.
fn find_dropped_names(proof: &ProofreadInput<'_>) -> Vec<PreflightFinding> {
    let (before, after) = (plain_text(proof.before), plain_text(proof.after));
    let mut people = proof.ground.people_names();
    people.sort_unstable();
    people.dedup();
    let is_gone =
        |name: &&str| before.contains(&plain_text(name)) && !after.contains(&plain_text(name));
    let finding = |name| {
        let finding = PreflightFinding::new(
            PreflightLevel::Note,
            format!("“{name}” is no longer named in full"),
        );
        let case = proof
            .ground
            .cases
            .iter()
            .find(|case| case.iter_names().any(|known| known.as_str() == name));
        case.map_or_else(
            || finding.clone(),
            |case| finding.clone().with_case(case.case_id()),
        )
    };
    people.into_iter().filter(is_gone).map(finding).collect()
}

/// What a letter may say.
struct AllowedContent {
    calendar: MonthNames,
    claims: Vec<(ClaimKind, String)>,
    days: Vec<TextDate>,
    names: AllowedNames,
}

impl AllowedContent {
    fn from_proof(proof: &ProofreadInput<'_>) -> Self {
        let calendar = MonthNames::from_language(proof.lang);
        let ground: Vec<Vec<ProofWord>> = proof
            .ground
            .all_texts()
            .iter()
            .chain(proof.beside)
            .chain(&institutions::known_texts(proof.date))
            .map(|text| split_words(text))
            .collect();
        let before = split_words(proof.before);
        let (mut known, mut days) = (Vec::new(), Vec::new());
        for claim in ground
            .iter()
            .chain([&before])
            .flat_map(|text| find_claims(text, &calendar, proof.lang))
        {
            days.extend(claim.day);
            known.push((claim.kind, claim.value));
        }
        let articles = proof
            .ground
            .cases
            .iter()
            .flat_map(|case| &case.charges)
            .filter_map(|charge| charge.article.as_ref());
        for number in articles
            .flat_map(|article| find_claims(&split_words(article.as_str()), &calendar, proof.lang))
        {
            known.push((ClaimKind::Article, number.value));
        }
        let names = AllowedNames::from_proof(proof, &calendar, &ground, &before);
        Self {
            calendar,
            claims: known,
            days,
            names,
        }
    }

    fn covers_claim(&self, claim: &CheckableClaim) -> bool {
        match &claim.day {
            Some(day) => self.days.iter().any(|known| known.covers_date(day)),
            None => self
                .claims
                .iter()
                .any(|(kind, value)| *kind == claim.kind && *value == claim.value),
        }
    }
}

#[cfg(test)]
mod tests;
