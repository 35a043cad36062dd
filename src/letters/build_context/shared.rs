//! Facts of several people, each told once.

use crate::letters::context::{ActionInfo, ConcernInfo, IssueInfo, OfficialInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::{ConcernKind, OfficialRole, Vocabulary};
use crate::model::{Action, Concern};

use super::case;

/// Why it is wrong, each concern once, with the people it is about.
pub(crate) fn shared_concerns(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<ConcernInfo> {
    let same = |one: &Concern, other: &Concern| one.kind == other.kind && one.text == other.text;
    let merged = merge_entries(cases, |case| &case.concerns, same);
    merged
        .into_iter()
        .map(|(concern, names)| case::concern_info(lang, concern, &lang.format_list(&names)))
        .collect()
}

/// The kinds of concern that two or more people share, in the order of their vocabulary.
pub(crate) fn shared_issues(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<IssueInfo> {
    let mut merged = merge_entries(
        cases,
        |case| &case.concerns,
        |one, other| one.kind == other.kind,
    );
    let rank = |kind: &ConcernKind| {
        ConcernKind::WORDS
            .iter()
            .position(|word| word.slug == kind.slug())
    };
    merged.retain(|(concern, names)| names.len() > 1 && concern.kind != ConcernKind::Unclassified);
    merged.sort_by_key(|(concern, _)| rank(&concern.kind).unwrap_or(usize::MAX));
    let issue = |(concern, names): (&Concern, Vec<String>)| IssueInfo {
        kind: concern.kind.slug().to_owned(),
        label: lang.concern_heading(&concern.kind),
        count: names.len(),
        count_words: lang.format_number(names.len()),
        names: lang.format_list(&names),
    };
    merged.into_iter().map(issue).collect()
}

/// What other bodies decided or said, in order of time, each decision and what reads the same once, with the people it
/// is about.
pub(crate) fn shared_actions(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<ActionInfo> {
    let same = |one: &Action, other: &Action| {
        one.body == other.body && one.date == other.date && one.text == other.text
    };
    let mut merged = merge_entries(cases, |case| &case.actions, same);
    merged.sort_by_key(|(action, _)| action.date);
    let infos = merged
        .into_iter()
        .map(|(action, names)| case::action_info(lang, action, &lang.format_list(&names)));
    let mut infos: Vec<ActionInfo> = infos.collect();
    infos.dedup();
    infos
}

/// Officials named for sanctions in any of the cases, each once.
pub(crate) fn sanction_targets(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<OfficialInfo> {
    let mut infos: Vec<OfficialInfo> = Vec::new();
    for official in cases
        .iter()
        .flat_map(|case| case::officials_with_role(case, &OfficialRole::SanctionsTarget))
    {
        let info = case::official_info(lang, official);
        if !infos.iter().any(|known| known.name == info.name) {
            infos.push(info);
        }
    }
    infos
}

/// The entries of all cases, those that are the same once, each with the names of the people it is about.
fn merge_entries<'a, F>(
    cases: &[&'a PublicCase],
    entries: impl Fn(&'a PublicCase) -> &'a [F],
    same: impl Fn(&F, &F) -> bool,
) -> Vec<(&'a F, Vec<String>)> {
    let mut merged: Vec<(&F, Vec<String>)> = Vec::new();
    for case in cases {
        let name = case.name.to_string();
        for entry in entries(case) {
            match merged.iter_mut().find(|(known, _)| same(known, entry)) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name.clone()),
                None => merged.push((entry, vec![name.clone()])),
            }
        }
    }
    merged
}
