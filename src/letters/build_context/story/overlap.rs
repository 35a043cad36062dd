//! Whether two texts tell the same fact: by the words that carry meaning, with their endings taken off.

use std::collections::BTreeSet;

/// Words that carry no meaning of their own.
const EMPTY_WORDS: [&str; 90] = [
    "about",
    "according",
    "after",
    "alleged",
    "allegedly",
    "again",
    "all",
    "also",
    "although",
    "among",
    "and",
    "any",
    "are",
    "because",
    "been",
    "before",
    "being",
    "both",
    "but",
    "can",
    "could",
    "did",
    "does",
    "for",
    "from",
    "had",
    "has",
    "have",
    "her",
    "him",
    "his",
    "how",
    "into",
    "its",
    "may",
    "might",
    "more",
    "not",
    "now",
    "off",
    "once",
    "one",
    "only",
    "other",
    "others",
    "our",
    "out",
    "over",
    "own",
    "reported",
    "reportedly",
    "reports",
    "same",
    "shall",
    "she",
    "should",
    "since",
    "some",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "under",
    "until",
    "upon",
    "was",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "would",
];

/// From so large a share of common words on, two texts tell the same.
const SAME_PERCENT: usize = 67;

/// The words of a text that carry meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MeaningWords {
    /// All of them, without their endings.
    stems: BTreeSet<String>,
    /// Those that cannot be left out without losing a fact: numbers, and names inside a sentence.
    firm: BTreeSet<String>,
}

impl MeaningWords {
    /// The words of a text, but for those of the names of the people it is about.
    pub(crate) fn from_text(text: &str, names: &BTreeSet<String>) -> Self {
        let mut words = Self::default();
        let mut opens = true;
        for token in text.split_whitespace() {
            for word in token.split(|c: char| !c.is_alphanumeric()) {
                words.add_word(word, opens, names);
                if !word.is_empty() {
                    opens = false;
                }
            }
            opens = token.ends_with(['.', '!', '?', ':']);
        }
        words
    }

    fn add_word(&mut self, word: &str, opens: bool, names: &BTreeSet<String>) {
        let lower = word.to_lowercase();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let is_short = word.chars().count() < 3;
        if word.is_empty() || names.contains(&lower) || (is_short && !is_number) {
            return;
        }
        if EMPTY_WORDS.contains(&lower.as_str()) {
            return;
        }
        let stem = take_ending_off(&lower);
        if is_number || (!opens && word.starts_with(char::is_uppercase)) {
            self.firm.insert(stem.clone());
        }
        self.stems.insert(stem);
    }

    /// The words of both.
    pub(crate) fn join(&mut self, other: &Self) {
        self.stems.extend(other.stems.iter().cloned());
        self.firm.extend(other.firm.iter().cloned());
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.stems.len()
    }

    /// How many in a hundred of these words stand in another text.
    pub(crate) fn percent_in(&self, other: &Self) -> usize {
        let shared = self.stems.intersection(&other.stems).count();
        (shared * 100)
            .checked_div(self.stems.len())
            .unwrap_or_default()
    }

    /// Whether a text that tells the other words loses neither a number nor a name without this one.
    pub(crate) fn has_firm_words_in(&self, other: &Self) -> bool {
        self.firm.is_subset(&other.stems)
    }

    /// Whether the other text tells all that this one tells.
    pub(crate) fn is_told_by(&self, other: &Self) -> bool {
        if self.stems.len() < 3 {
            return self.stems.is_subset(&other.stems);
        }
        self.percent_in(other) >= SAME_PERCENT && self.has_firm_words_in(other)
    }
}

/// A word without the ending that the sentence gives it: `releas` of release, releases, released, releasing.
fn take_ending_off(word: &str) -> String {
    let mut stem = word;
    for ending in ["less", "ions", "ion", "ing", "ed", "es", "s"] {
        if let Some(rest) = stem.strip_suffix(ending)
            && rest.chars().count() >= 3
        {
            stem = rest;
            break;
        }
    }
    stem.strip_suffix('e')
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(stem)
        .to_owned()
}

/// The words of names, to be left out of a comparison.
pub(crate) fn words_of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names
        .into_iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> MeaningWords {
        MeaningWords::from_text(text, &words_of_names(["Maks Bokayev"]))
    }

    #[test]
    fn one_fact_in_other_words_is_the_same() {
        let whole = words(
            "On 1 June 2025 a court sentenced Bokayev to four years in prison and a ban on public activities for three years.",
        );
        for told in [
            "A court sentenced Bokayev to four years in prison.",
            "The sentence bans Bokayev from public activities for three years.",
        ] {
            assert!(words(told).is_told_by(&whole), "{told}");
        }
        assert!(
            words("The UN Working Group on Arbitrary Detention has demanded that Bokayev be released.").is_told_by(
                &words("In April 2017 the UN Working Group on Arbitrary Detention demanded the release of Bokayev and Ayan.")
            )
        );
    }

    #[test]
    fn a_name_or_a_number_more_is_another_fact() {
        let petrov = words("The court refused to hear the witness Petrov and his brother in May.");
        assert!(!words("The court refused to hear the witness Ivanov.").is_told_by(&petrov));
        let first = words("A court sentenced Bokayev to 5 years in prison.");
        assert!(!words("A court sentenced Bokayev to 6 years in prison.").is_told_by(&first));
    }
}
