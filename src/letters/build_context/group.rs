//! People grouped by their situation, and the numbers that follow from the groups.

use crate::letters::context::{CaseInfo, GroupInfo, PartInfo, Totals};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{FactId, mark_fact};
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::{Category, Status, StatusGroup, Vocabulary, VocabularyWord};

use crate::letters::build_context::{ContextInput, firm_status};

/// The groups that have somebody in them, in the order of [`StatusGroup::ALL`], the others last.
pub(crate) fn group_infos(
    telling: &ContextInput<'_>,
    sorted: &[&PublicCase],
    cases: &[CaseInfo],
) -> Vec<GroupInfo> {
    let people: Vec<(&PublicCase, &CaseInfo)> = sorted.iter().copied().zip(cases).collect();
    let order = StatusGroup::ALL.into_iter().map(Some).chain([None]);
    order
        .filter_map(|group| {
            let members: Vec<_> = people
                .iter()
                .copied()
                .filter(|(case, _)| firm_status(telling, case).status_group() == group)
                .collect();
            (!members.is_empty()).then(|| group_info(telling, group, &members))
        })
        .collect()
}

fn group_info(
    telling: &ContextInput<'_>,
    group: Option<StatusGroup>,
    members: &[(&PublicCase, &CaseInfo)],
) -> GroupInfo {
    let lang = telling.lang;
    let status = |case: &PublicCase| Some(firm_status(telling, case));
    let by_situation = PublicCase::status_fact;
    let mut by_status = part_infos(
        lang,
        members,
        Status::WORDS,
        status,
        by_situation,
        |status, _| lang.status_label(status),
    );
    by_status.sort_by_key(|part| std::cmp::Reverse(part.count));
    let category = |case: &PublicCase| case.category.clone();
    let cases: Vec<CaseInfo> = members.iter().map(|(_, info)| (*info).clone()).collect();
    GroupInfo {
        slug: group.map_or("other", StatusGroup::slug).to_owned(),
        label: lang.group_heading(group),
        count: cases.len(),
        count_words: lang.format_number(cases.len()),
        names: names_by(lang, members, PublicCase::status_fact),
        parts: by_status,
        categories: part_infos(
            lang,
            members,
            Category::WORDS,
            category,
            |case| case.field_fact("category"),
            |category, several| lang.category_name(category, several),
        ),
        cases,
    }
}

/// A person of a group: what may be told, and what the letter holds of it.
type Member<'a> = (&'a PublicCase, &'a CaseInfo);

/// The members by a word, in the order of its vocabulary; those without one last.
fn part_infos<V: Vocabulary + PartialEq>(
    lang: &LetterLanguage,
    members: &[Member],
    order: &[VocabularyWord],
    word: impl Fn(&PublicCase) -> Option<V>,
    fact: impl Fn(&PublicCase) -> FactId + Copy,
    label: impl Fn(&V, bool) -> String,
) -> Vec<PartInfo> {
    let mut parts: Vec<(Option<V>, Vec<Member>)> = Vec::new();
    for (case, info) in members {
        let value = word(case);
        match parts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, people)) => people.push((case, info)),
            None => parts.push((value, vec![(case, info)])),
        }
    }
    let rank = |value: &Option<V>| {
        order
            .iter()
            .position(|known| value.as_ref().is_some_and(|v| v.slug() == known.slug))
    };
    parts.sort_by_key(|(value, _)| rank(value).unwrap_or(usize::MAX));
    let part = |(value, people): (Option<V>, Vec<Member>)| PartInfo {
        slug: value.as_ref().map_or("", Vocabulary::slug).to_owned(),
        label: value.as_ref().map_or_else(
            || lang.others_heading(),
            |value| label(value, people.len() > 1),
        ),
        count: people.len(),
        count_words: lang.format_number(people.len()),
        names: names_by(lang, &people, fact),
        cases: people.iter().map(|(_, info)| (*info).clone()).collect(),
    };
    parts.into_iter().map(part).collect()
}

/// The names of people in a row, each with the fact by which the person stands there.
fn names_by(
    lang: &LetterLanguage,
    people: &[Member],
    fact: impl Fn(&PublicCase) -> FactId,
) -> String {
    let names = people
        .iter()
        .map(|(case, info)| mark_fact(fact(case), info.name.as_str()));
    lang.format_list(&names.collect::<Vec<_>>())
}

pub(crate) fn count_totals(lang: &LetterLanguage, cases: &[CaseInfo]) -> Totals {
    let number = |is: fn(&CaseInfo) -> bool| cases.iter().filter(|case| is(case)).count();
    let detained = number(|case| case.detained);
    let restricted = number(|case| case.restricted);
    let abroad = number(|case| case.abroad);
    let still_bound = number(|case| case.still_bound);
    let at_risk = number(|case| case.at_risk);
    Totals {
        persecuted: detained + restricted + abroad,
        persecuted_words: lang.format_number(detained + restricted + abroad),
        detained,
        detained_words: lang.format_number(detained),
        restricted,
        restricted_words: lang.format_number(restricted),
        abroad,
        abroad_words: lang.format_number(abroad),
        still_bound,
        still_bound_words: lang.format_number(still_bound),
        at_risk,
        at_risk_words: lang.format_number(at_risk),
        all: cases.len(),
    }
}
