//! People grouped by their situation, and the numbers that follow from the groups.

use crate::letters::context::{CaseInfo, GroupInfo, PartInfo, Totals};
use crate::letters::disclosure::PublicCase;
use crate::letters::words::{self, Lang};
use crate::model::vocabulary::{Category, Status, StatusGroup, Vocabulary};

use super::{Telling, names};

/// The groups that have somebody in them, in the order of [`StatusGroup::ALL`], the others last.
pub(super) fn groups(telling: &Telling<'_>, sorted: &[&PublicCase], cases: &[CaseInfo]) -> Vec<GroupInfo> {
    let people: Vec<(&PublicCase, &CaseInfo)> = sorted.iter().copied().zip(cases).collect();
    let order = StatusGroup::ALL.into_iter().map(Some).chain([None]);
    order
        .filter_map(|group| {
            let members: Vec<_> =
                people.iter().copied().filter(|(case, _)| case.status_on(telling.date).group() == group).collect();
            (!members.is_empty()).then(|| group_info(telling, group, &members))
        })
        .collect()
}

fn group_info(telling: &Telling<'_>, group: Option<StatusGroup>, members: &[(&PublicCase, &CaseInfo)]) -> GroupInfo {
    let cases: Vec<CaseInfo> = members.iter().map(|(_, info)| (*info).clone()).collect();
    GroupInfo {
        slug: group.map_or("other", StatusGroup::slug).to_owned(),
        count: cases.len(),
        count_words: words::count(telling.lang, cases.len()),
        names: names(telling.lang, &cases),
        parts: parts(telling.lang, members, |case| Some(case.status_on(telling.date)), Status::WORDS),
        categories: parts(telling.lang, members, |case| case.category.clone(), Category::WORDS),
        cases,
    }
}

/// The members by a word, in the order of its vocabulary; those without one last.
fn parts<V: Vocabulary>(
    lang: Lang,
    members: &[(&PublicCase, &CaseInfo)],
    word: impl Fn(&PublicCase) -> Option<V>,
    order: &[crate::model::vocabulary::Word],
) -> Vec<PartInfo> {
    let mut parts: Vec<(usize, PartInfo)> = Vec::new();
    for (case, info) in members {
        let value = word(case);
        let slug = value.as_ref().map_or("", Vocabulary::slug).to_owned();
        let label = value.as_ref().map_or_else(|| "other".to_owned(), Vocabulary::label);
        match parts.iter_mut().find(|(_, part)| part.slug == slug) {
            Some((_, part)) => part.cases.push((*info).clone()),
            None => {
                let rank = order.iter().position(|known| known.slug == slug).unwrap_or(usize::MAX);
                let cases = vec![(*info).clone()];
                parts.push((
                    rank,
                    PartInfo { slug, label, count: 0, count_words: String::new(), names: String::new(), cases },
                ));
            }
        }
    }
    parts.sort_by_key(|(rank, _)| *rank);
    parts
        .into_iter()
        .map(|(_, part)| PartInfo {
            count: part.cases.len(),
            count_words: words::count(lang, part.cases.len()),
            names: names(lang, &part.cases),
            ..part
        })
        .collect()
}

pub(super) fn totals(lang: Lang, cases: &[CaseInfo]) -> Totals {
    let number = |is: fn(&CaseInfo) -> bool| cases.iter().filter(|case| is(case)).count();
    let detained = number(|case| case.detained);
    let restricted = number(|case| case.restricted);
    let abroad = number(|case| case.abroad);
    let still_bound = number(|case| case.still_bound);
    let at_risk = number(|case| case.at_risk);
    Totals {
        persecuted: detained + restricted + abroad,
        detained,
        detained_words: words::count(lang, detained),
        restricted,
        restricted_words: words::count(lang, restricted),
        abroad,
        abroad_words: words::count(lang, abroad),
        still_bound,
        still_bound_words: words::count(lang, still_bound),
        at_risk,
        at_risk_words: words::count(lang, at_risk),
        all: cases.len(),
    }
}
