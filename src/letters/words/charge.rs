//! Charges put in order, before a language finds its words for them.

use crate::model::Charge;

/// Charges that differ only in the part of the article, as one.
pub(super) struct ChargeGroup {
    /// The first of them.
    pub charge: Charge,
    /// The parts of the article.
    pub parts: Vec<String>,
    /// Whether the law is to be named: it is named where it first comes.
    pub names_law: bool,
}

/// The charges in their order, those that differ only in the part of the article as one.
pub(super) fn group_offences(charges: &[Charge]) -> Vec<ChargeGroup> {
    let mut offences: Vec<ChargeGroup> = Vec::new();
    for charge in charges {
        let same = |known: &&mut ChargeGroup| {
            let known = &known.charge;
            let same_law = known.code == charge.code && known.article == charge.article;
            known.title == charge.title && same_law && known.standing == charge.standing
        };
        let part = charge.part.as_ref().map(ToString::to_string);
        match offences.iter_mut().find(same) {
            Some(known) => known.parts.extend(part),
            None => offences.push(ChargeGroup {
                charge: charge.clone(),
                parts: part.into_iter().collect(),
                names_law: true,
            }),
        }
    }
    let mut law = None;
    for offence in &mut offences {
        offence.names_law = offence.charge.code.is_none() || offence.charge.code != law;
        if offence.charge.article.is_some() {
            law.clone_from(&offence.charge.code);
        }
    }
    offences
}

/// A law and its year, where the code has one: `CC 1997` is the criminal code of 1997.
pub(super) fn law_and_year(code: &str) -> (&str, Option<&str>) {
    match code.rsplit_once(' ') {
        Some((law, year)) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => {
            (law, Some(year))
        }
        _ => (code, None),
    }
}

/// Items by a key, the keys in the order in which they first come.
pub(super) fn group_by_key<K: PartialEq, V>(
    items: impl Iterator<Item = (K, V)>,
) -> Vec<(K, Vec<V>)> {
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    for (key, item) in items {
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, items)) => items.push(item),
            None => groups.push((key, vec![item])),
        }
    }
    groups
}
