//! What the sender should know about what privacy takes out of a letter.

use std::collections::BTreeMap;

use super::{PreflightFinding, PreflightLevel};
use crate::letters::disclosure::PublicCase;
use crate::letters::words::count_people;
use crate::model::vocabulary::Vocabulary;

/// From so many facts on, they are told of in one finding.
pub const MANY_FACTS: usize = 8;

/// The facts and fields of a case that are not told, each with the word that lets it in.
pub fn report_withheld(case: &PublicCase) -> Vec<PreflightFinding> {
    let id = case.case_id();
    let finding = |kept: &crate::letters::disclosure::WithheldFact| {
        PreflightFinding::new(
            PreflightLevel::Withheld,
            format!("{id}: {}", kept.reason_sentence()),
        )
        .with_case(id)
        .with_fix(kept.disclose_command(id))
    };
    case.kept_out().iter().map(finding).collect()
}

/// The same of many facts, in one finding: how many, about how many people, of which kinds.
pub fn summarize_withheld<'a>(
    cases: impl IntoIterator<Item = &'a PublicCase>,
) -> Option<PreflightFinding> {
    let (mut facts, mut people) = (0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases.into_iter().filter(|case| !case.kept_out().is_empty()) {
        people += 1;
        facts += case.kept_out().len();
        for kept in case.kept_out() {
            let kind = kept.what.split(" “").next().unwrap_or_default();
            *kinds
                .entry(format!("{kind}, {}", kept.reason_clause()))
                .or_default() += 1;
        }
    }
    let mut kinds: Vec<(String, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named: Vec<String> = kinds
        .iter()
        .take(MANY_FACTS)
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let rest = if kinds.len() > MANY_FACTS {
        "; and others"
    } else {
        ""
    };
    (facts > 0).then(|| {
        let people = count_people(people);
        let what = format!(
            "{facts} facts about {people} are kept out of letters: {}{rest}",
            named.join("; ")
        );
        PreflightFinding::new(PreflightLevel::Withheld, what)
            .with_fix("cases show CASE; cases update CASE --entry LIST.NUMBER --private=no")
    })
}

/// That what is told of the situation is contradicted by what may not be told.
pub fn check_contradiction(case: &PublicCase) -> Option<PreflightFinding> {
    let otherwise = case
        .hidden_situation()
        .filter(|otherwise| otherwise.is_contradiction())?;
    let told = otherwise
        .told
        .as_ref()
        .map(Vocabulary::slug)
        .unwrap_or_default();
    let since = otherwise
        .date
        .map(|date| format!(" since {date}"))
        .unwrap_or_default();
    let id = case.case_id();
    let what = format!(
        "{id}: what may be told says “{told}”, and a fact that may not be told ({}) says “{}”{since}",
        otherwise.place,
        otherwise.status.slug()
    );
    let fix = format!("cases update {id} --entry {} --private=no", otherwise.place);
    Some(
        PreflightFinding::new(PreflightLevel::Doubtful, what)
            .with_case(id)
            .with_fix(fix),
    )
}

/// That nothing is told of the situation, because a later one than what may be told is private and does not contradict it.
pub fn check_private_situation(case: &PublicCase) -> Option<PreflightFinding> {
    let otherwise = case
        .hidden_situation()
        .filter(|otherwise| otherwise.told.is_some() && !otherwise.is_contradiction())?;
    let id = case.case_id();
    let what = format!(
        "a later situation of {id} is private ({}); nothing is told of the situation",
        otherwise.place
    );
    let fix = format!("cases update {id} --entry {} --private=no", otherwise.place);
    Some(
        PreflightFinding::new(PreflightLevel::Doubtful, what)
            .with_case(id)
            .with_fix(fix),
    )
}

/// Of somebody whose name is withheld: which texts were changed and left out, and what still stands.
pub fn check_pseudonym(case: &PublicCase) -> Option<PreflightFinding> {
    let (changed, dropped) = (case.changed_texts(), case.dropped_texts());
    if changed.is_empty() && dropped.is_empty() {
        return None;
    }
    let id = case.case_id();
    let mut what = format!("{id}: under the pseudonym “{}”", case.name);
    if !changed.is_empty() {
        what.push_str(&format!(
            "; {} changed ({})",
            count_texts(changed.len()),
            list_places(changed)
        ));
    }
    if !dropped.is_empty() {
        what.push_str(&format!(
            "; {} left out, because the name in it cannot be replaced ({})",
            count_texts(dropped.len()),
            list_places(dropped)
        ));
    }
    let stands: Vec<&str> = [
        ("occupation", case.occupation.is_some()),
        ("organisation", case.organisation.is_some()),
        ("place", case.place.is_some()),
    ]
    .into_iter()
    .filter_map(|(field, stands)| stands.then_some(field))
    .collect();
    if !stands.is_empty() {
        what.push_str(&format!(
            "; {} still told, by which the person may be known",
            is_or_are(&stands)
        ));
    }
    Some(
        PreflightFinding::new(PreflightLevel::Withheld, what)
            .with_case(id)
            .with_fix(format!("cases show {} --public", case.id)),
    )
}

fn count_texts(count: usize) -> String {
    if count == 1 {
        "1 text is".to_owned()
    } else {
        format!("{count} texts are")
    }
}

fn list_places(places: &[String]) -> String {
    let shown: Vec<&str> = places.iter().take(MANY_FACTS).map(String::as_str).collect();
    let rest = if places.len() > MANY_FACTS {
        " …"
    } else {
        ""
    };
    format!("{}{rest}", shown.join(", "))
}

fn is_or_are(fields: &[&str]) -> String {
    match fields {
        [one] => format!("{one} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
        [] => String::new(),
    }
}
