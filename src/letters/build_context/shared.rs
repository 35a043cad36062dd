//! Facts of several people, each told once.

use crate::letters::context::{ActionInfo, ConcernInfo, IssueInfo, OfficialInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{
    CaseEntry, FactId, adopt_marks, mark_facts, reads_same, without_marks,
};
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::{ConcernKind, OfficialRole, Vocabulary};
use crate::model::{Action, Concern};

use super::{ContextInput, case, story, tell};
use crate::letters::schema::MarkdownText;

/// Why it is wrong, each concern once, with the people it is about.
pub(crate) fn shared_concerns(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<ConcernInfo> {
    let same = |one: &Concern, other: &Concern| one.kind == other.kind && one.text == other.text;
    let merged = merge_entries(cases, |case| &case.concerns, same);
    merged
        .into_iter()
        .map(|merged| {
            let facts = merged.people.iter().filter_map(|(_, fact)| *fact);
            case::concern_info(lang, merged.entry, facts, &merged.names(lang))
        })
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
    merged
        .retain(|merged| merged.people.len() > 1 && merged.entry.kind != ConcernKind::Unclassified);
    merged.sort_by_key(|merged| rank(&merged.entry.kind).unwrap_or(usize::MAX));
    let issue = |merged: &MergedEntry<'_, Concern>| {
        let each = merged.people.iter();
        let names: Vec<String> = each
            .map(|(name, fact)| mark_facts(*fact, name.as_str()))
            .collect();
        IssueInfo {
            kind: merged.entry.kind.slug().to_owned(),
            label: lang.concern_heading(&merged.entry.kind),
            count: names.len(),
            count_words: lang.format_number(names.len()),
            names: lang.format_list(&names),
            grave: story::is_grave_concern(&merged.entry.kind),
        }
    };
    merged.iter().map(issue).collect()
}

/// What other bodies decided or said, in order of time, each decision and what reads the same once, with the people it
/// is about.
pub(crate) fn shared_actions(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<ActionInfo> {
    let same = |one: &Action, other: &Action| {
        one.body == other.body && one.date == other.date && one.text == other.text
    };
    let mut merged = merge_entries(cases, |case| &case.actions, same);
    merged.sort_by_key(|merged| merged.entry.date);
    let mut infos: Vec<(ActionInfo, ActionInfo)> = merged
        .iter()
        .map(|merged| {
            let facts = merged.people.iter().filter_map(|(_, fact)| *fact);
            let names = merged.names(lang);
            let words = case::action_info(lang, merged.entry, None, &names);
            let marked = case::action_info(lang, merged.entry, facts, &names);
            (words, marked)
        })
        .collect();
    infos.dedup_by(|(next_words, next), (words, told)| {
        let is_same = next_words == words;
        if is_same {
            adopt_action(told, next);
        }
        is_same
    });
    infos.into_iter().map(|(_, marked)| marked).collect()
}

/// Lets what is told of one decision stand for another that reads the same.
fn adopt_action(told: &mut ActionInfo, other: &ActionInfo) {
    told.body = adopt_marks(&told.body, &other.body);
    for (told, other) in [
        (&mut told.text, &other.text),
        (&mut told.date, &other.date),
        (&mut told.on_date, &other.on_date),
        (&mut told.number, &other.number),
    ] {
        if let (Some(told), Some(other)) = (told, other) {
            *told = adopt_marks(told, other);
        }
    }
}

/// Officials named for sanctions in any of the cases, each once, with what they are said to have done.
pub(crate) fn sanction_targets(
    telling: &ContextInput<'_>,
    cases: &[&PublicCase],
) -> Vec<OfficialInfo> {
    let mut infos = named_for_sanctions(telling.lang, cases);
    if !telling.wanted.is_used("deeds") {
        return infos;
    }
    for info in &mut infos {
        let name = without_marks(&info.name).into_owned();
        let told = cases
            .iter()
            .flat_map(|case| tell::naming_story(telling, case, &name));
        let told: Vec<String> = told.collect();
        info.deeds = MarkdownText((!told.is_empty()).then(|| told.join(" ")));
    }
    infos
}

/// The same without what they did.
pub(crate) fn named_for_sanctions(
    lang: &LetterLanguage,
    cases: &[&PublicCase],
) -> Vec<OfficialInfo> {
    let mut infos: Vec<OfficialInfo> = Vec::new();
    let named = cases.iter().flat_map(|case| {
        let officials = case::officials_with_role(case, &OfficialRole::SanctionsTarget);
        officials.map(move |official| case::official_info(lang, case, official))
    });
    for info in named {
        match infos
            .iter_mut()
            .find(|known| reads_same(&known.name, &info.name))
        {
            Some(known) => {
                known.name = adopt_marks(&known.name, &info.name);
                known.name_caps = adopt_marks(&known.name_caps, &info.name_caps);
            }
            None => infos.push(info),
        }
    }
    infos
}

/// An entry that stands in several cases, with the people it is about, each with the fact that it is there.
struct MergedEntry<'a, F> {
    entry: &'a F,
    people: Vec<(String, Option<FactId>)>,
}

impl<F> MergedEntry<'_, F> {
    fn names(&self, lang: &LetterLanguage) -> String {
        let names: Vec<String> = self.people.iter().map(|(name, _)| name.clone()).collect();
        lang.format_list(&names)
    }
}

/// The entries of all cases, those that are the same once, each with the people it is about.
fn merge_entries<'a, F: CaseEntry>(
    cases: &[&'a PublicCase],
    entries: impl Fn(&'a PublicCase) -> &'a [F],
    same: impl Fn(&F, &F) -> bool,
) -> Vec<MergedEntry<'a, F>> {
    let mut merged: Vec<MergedEntry<'a, F>> = Vec::new();
    for case in cases {
        let name = case.name.to_string();
        for entry in entries(case) {
            let person = (name.clone(), case.fact_of(entry));
            match merged.iter_mut().find(|known| same(known.entry, entry)) {
                Some(known) if known.people.iter().any(|(known, _)| *known == name) => {}
                Some(known) => known.people.push(person),
                None => merged.push(MergedEntry {
                    entry,
                    people: vec![person],
                }),
            }
        }
    }
    merged
}
