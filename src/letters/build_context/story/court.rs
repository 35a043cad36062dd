//! What courts did, charges and restrictions, as English sentences. `{}` is the place of the person, `{them}` that of the
//! person as an object.

use super::names::add_article;
use crate::letters::disclosure::PublicCase;
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::{ChargeStanding, RestrictionKind};
use crate::model::{Charge, Line, Restriction, Sentence};

/// The place of the person as an object.
pub(crate) const OBJECT_PLACE: &str = "{them}";

/// Who pronounced a sentence: “Judge Alima Adilova”, “the court of appeal”, “a court”.
fn name_court(lang: &LetterLanguage, sentence: &Sentence) -> String {
    let judges: Vec<String> = sentence.judges.iter().map(Line::to_string).collect();
    let court = sentence
        .court
        .as_ref()
        .map(|court| add_article(court.as_str()));
    let is_appeal = sentence.appeal.unwrap_or(false);
    let bench = match judges.len() {
        0 => None,
        1 => Some(format!("Judge {}", judges[0])),
        _ => Some(format!("Judges {}", lang.format_list(&judges))),
    };
    match (bench, court, is_appeal) {
        (Some(bench), Some(court), _) => format!("{bench} of {court}"),
        (Some(bench), None, true) => format!("the court of appeal ({bench})"),
        (Some(bench), None, false) => bench,
        (None, Some(court), _) => court,
        (None, None, true) => "the court of appeal".to_owned(),
        (None, None, false) => "a court".to_owned(),
    }
}

/// A sentence of a court, with what the person was convicted of: “a court convicted {} of … and sentenced {them} to …”.
/// The date is left to the story.
pub(crate) fn tell_sentence(
    lang: &LetterLanguage,
    case: &PublicCase,
    sentence: &Sentence,
    convictions: &[Charge],
) -> String {
    let court = name_court(lang, sentence);
    let penalties: Vec<String> = std::iter::once(lang.describe_penalty(sentence))
        .chain(
            sentence
                .additional
                .iter()
                .map(|penalty| lang.describe_additional(penalty)),
        )
        .collect();
    let penalties = lang.format_list(&penalties);
    let earlier = sentence.changes.and_then(|date| {
        case.sentences
            .iter()
            .find(|earlier| earlier.date == Some(date))
    });
    if let Some(earlier) = earlier {
        let terms = earlier.term.zip(sentence.term);
        let raised = terms.and_then(|(before, after)| after.checked_sub(before));
        let cut = terms.and_then(|(before, after)| before.checked_sub(after));
        let (verb, difference) = match (raised, cut) {
            (Some(more), _) => ("raised", format!(", {} more", lang.format_term(more))),
            (None, Some(less)) => ("cut", format!(", {} less", lang.format_term(less))),
            (None, None) => ("changed", String::new()),
        };
        let before = lang.describe_penalty(earlier);
        return format!(
            "{court} {verb} the sentence of {{}} from {before} to {penalties}{difference}."
        );
    }
    match lang
        .charge_clause(convictions, true)
        .strip_prefix("was convicted of ")
    {
        Some(offences) if !convictions.is_empty() => format!(
            "{court} convicted {{}} of {offences} and sentenced {OBJECT_PLACE} to {penalties}."
        ),
        _ => format!("{court} sentenced {OBJECT_PLACE} to {penalties}."),
    }
}

/// The charges as a sentence.
pub(crate) fn tell_charges(
    lang: &LetterLanguage,
    charges: &[Charge],
    past: bool,
) -> Option<String> {
    let clause = lang.charge_clause(charges, past);
    (!clause.is_empty()).then(|| format!("{{}} {clause}."))
}

/// Whether a charge led to a conviction.
pub(crate) fn is_conviction(charge: &Charge) -> bool {
    charge.standing == Some(ChargeStanding::Convicted)
}

/// Whether a charge was taken back or failed.
pub(crate) fn is_over(charge: &Charge) -> bool {
    matches!(
        charge.standing,
        Some(ChargeStanding::Acquitted | ChargeStanding::Dropped)
    )
}

/// What binds the person, in sentences: the bans and duties in a row, and what is a sentence of its own.
pub(crate) fn tell_restrictions(
    lang: &LetterLanguage,
    restrictions: &[(usize, &Restriction)],
) -> Vec<(Vec<usize>, String)> {
    let is_own = |restriction: &Restriction| {
        let is_free = matches!(
            restriction.kind,
            RestrictionKind::Unclassified | RestrictionKind::Other(_)
        );
        let opens = restriction.text.as_ref().is_some_and(|text| {
            ["he ", "she ", "they ", "{} "]
                .iter()
                .any(|word| text.as_str().to_lowercase().starts_with(word))
        });
        is_free && opens
    };
    let (own, listed): (Vec<_>, Vec<_>) = restrictions
        .iter()
        .partition(|(_, restriction)| is_own(restriction));
    let words: Vec<String> = listed
        .iter()
        .map(|(_, restriction)| describe_with_dates(lang, restriction))
        .collect();
    let mut told = Vec::new();
    if !words.is_empty() {
        told.push((
            listed.iter().map(|(at, _)| *at).collect(),
            format!("{{}} is subject to {}.", lang.format_list(&words)),
        ));
    }
    for (at, restriction) in own {
        if let Some(text) = &restriction.text {
            let text = text.as_str().trim_end_matches('.');
            told.push((vec![at], format!("{text}.")));
        }
    }
    told
}

fn describe_with_dates(lang: &LetterLanguage, restriction: &Restriction) -> String {
    let words = lang.describe_restriction(restriction);
    match (restriction.from, restriction.until) {
        (Some(from), Some(until)) => format!(
            "{words} from {} until {}",
            lang.format_date(from),
            lang.format_date(until)
        ),
        (Some(from), None) => format!("{words} since {}", lang.format_date(from)),
        (None, Some(until)) => format!("{words} until {}", lang.format_date(until)),
        (None, None) => words,
    }
}
