//! Courtesy: what an appeal does not say. A protest and a statement may.

use super::{LetterReview, new_note};
use crate::letters::kind::TemplateTone;
use crate::letters::preflight::PreflightFinding;

/// Beginnings of words that accuse or insult, per language. “Regime” alone: a strict-regime colony is a place.
const HARSH: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "absurd",
            "barbar",
            "brutal regime",
            "criminal regime",
            "dictator",
            "despot",
            "disgrace",
            "disgusting",
            "evil",
            "farce",
            "kangaroo court",
            "puppet",
            "regime",
            "ridiculous",
            "shame",
            "show trial",
            "so-called",
            "thug",
            "tyran",
        ],
    ),
    (
        "ru",
        &[
            "абсурд",
            "диктатор",
            "деспот",
            "позор",
            "преступный режим",
            "преступного режима",
            "палач",
            "судилищ",
            "так называем",
            "тиран",
            "фарс",
            "циничн",
        ],
    ),
    (
        "fr",
        &[
            "absurd",
            "barbar",
            "despot",
            "dictat",
            "farce",
            "honteu",
            "le régime",
            "du régime",
            "mascarade",
            "parodie",
            "prétendu",
            "ridicul",
            "scandaleu",
            "soi-disant",
            "tyran",
        ],
    ),
    (
        "de",
        &[
            "absurd",
            "barbar",
            "despot",
            "diktat",
            "farce",
            "lächerlich",
            "regime",
            "schande",
            "schauprozess",
            "skandalös",
            "sogenannt",
            "so genannt",
            "tyrann",
            "willkürjustiz",
        ],
    ),
];

/// Abbreviations that every office reads.
const ABBREVIATIONS: [&str; 21] = [
    "AIDS", "CEDAW", "EU", "HIV", "ICCPR", "ID", "ILO", "INTERPOL", "MEP", "NGO", "ODIHR", "OSCE",
    "PACE", "TV", "UDHR", "UK", "UN", "US", "USA", "WHO", "ООН",
];

/// What is not courteous in an appeal.
pub(super) fn check_courtesy(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    if reading.settings.register != TemplateTone::Appeal {
        return Vec::new();
    }
    let words = reading.letter.plain_text();
    let mut findings = check_shouting(reading, &words);
    findings.extend(
        find_harsh_words(&reading.letter.lang, &words)
            .into_iter()
            .map(|said| {
                new_note(format!(
                    "“{said}” accuses or insults; an appeal states facts and asks"
                ))
            }),
    );
    findings
}

fn check_shouting(reading: &LetterReview<'_>, words: &str) -> Vec<PreflightFinding> {
    let mut findings = Vec::new();
    if words.contains(['!', '！']) {
        findings.push(new_note(
            "there is an exclamation mark; an appeal ends its sentences quietly",
        ));
    }
    let known = reading.ground.all_texts().concat()
        + &reading.letter.recipient.concat()
        + &reading.letter.signatories.concat();
    let mut loud: Vec<&str> = Vec::new();
    for word in words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| is_loud(word))
    {
        if !loud.contains(&word) && !known.contains(word) {
            loud.push(word);
        }
    }
    findings.extend(
        loud.iter()
            .map(|word| new_note(format!("“{word}” stands in capitals, as if shouted"))),
    );
    findings
}

/// Whether a word is in capitals and is neither a number, Roman or not, nor a known abbreviation.
fn is_loud(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_roman = word.chars().all(|c| "IVXLCDM".contains(c));
    letters > 1
        && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
        && !is_roman
        && !ABBREVIATIONS.contains(&word)
}

/// The harsh words of a text, each once, as they stand in it.
fn find_harsh_words(lang: &str, text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let stems = HARSH
        .iter()
        .find(|(known, _)| *known == lang)
        .map_or(&[][..], |(_, stems)| stems);
    let mut found: Vec<String> = Vec::new();
    for (at, said) in stems.iter().flat_map(|stem| lower.match_indices(stem)) {
        let begins = lower[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '‑'));
        let end = lower[at + said.len()..]
            .find(|c: char| !c.is_alphanumeric())
            .map_or(lower.len(), |end| at + said.len() + end);
        let word = lower[at..end].to_owned();
        if begins && !found.iter().any(|known| known.contains(&word)) {
            found.push(word);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harsh_words_are_found_by_their_beginnings_in_each_language() {
        assert_eq!(
            find_harsh_words("en", "This so-called trial, an absurdity. Dictators!"),
            ["absurdity", "dictators", "so-called"]
        );
        assert_eq!(
            find_harsh_words("ru", "Этот так называемый суд — фарс"),
            ["так называемый", "фарс"]
        );
        assert_eq!(find_harsh_words("fr", "le prétendu procès"), ["prétendu"]);
        assert_eq!(
            find_harsh_words("de", "Das Regime und seine sogenannten Richter"),
            ["regime", "sogenannten"]
        );
    }

    #[test]
    fn what_only_looks_harsh_is_not() {
        let none: [&str; 0] = [];
        assert_eq!(
            find_harsh_words("en", "a strict-regime colony; the Medieval museum"),
            none
        );
        assert_eq!(find_harsh_words("ru", "в колонии строгого режима"), none);
        assert_eq!(find_harsh_words("kk", "so-called"), none);
    }

    #[test]
    fn capitals_shout_unless_they_abbreviate() {
        for (word, loud) in [
            ("FREE", true),
            ("NOW", true),
            ("UN", false),
            ("XIV", false),
            ("I", false),
            ("2Y", false),
            ("СВОБОДУ", true),
        ] {
            assert_eq!(is_loud(word), loud, "{word}");
        }
    }
}
