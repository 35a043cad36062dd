//! The words with which people cite an article of law, in many languages: `data/lists/law.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// What a word says in a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum CitationWord {
    /// Before a number: an article.
    Article,
    /// Before a number: a part.
    Part,
    /// Before a number or letter: a point.
    Point,
    /// Between articles.
    And,
    /// Nothing of its own.
    Filler,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LawFile {
    article: Vec<String>,
    article_behind: HashSet<String>,
    part: Vec<String>,
    part_behind: HashSet<String>,
    point: Vec<String>,
    and: Vec<String>,
    filler: Vec<String>,
    criminal_code: Vec<String>,
    law: Vec<String>,
    law_noun: HashSet<String>,
    state: Vec<String>,
}

/// The words by what they say.
pub(super) struct LawWords {
    words: HashMap<String, CitationWord>,
    /// Behind a number: an article.
    pub(super) article_behind: HashSet<String>,
    /// Behind a number: a part.
    pub(super) part_behind: HashSet<String>,
    /// Nouns of a law.
    pub(super) law_noun: HashSet<String>,
    /// Laws as rows of words, each with whether it is the criminal code.
    laws: Vec<(Vec<String>, bool)>,
    states: Vec<Vec<String>>,
}

impl LawWords {
    /// What a word says, in small letters.
    pub(super) fn find(&self, word: &str) -> Option<CitationWord> {
        self.words.get(word).copied()
    }

    /// The longest law with which a row of words begins: how many words, and whether it is the criminal code.
    pub(super) fn find_law(&self, words: &[String]) -> Option<(usize, bool)> {
        self.laws
            .iter()
            .filter(|(law, _)| words.starts_with(law))
            .map(|(law, is_criminal)| (law.len(), *is_criminal))
            .max()
    }

    /// How many words name a state.
    pub(super) fn find_state(&self, words: &[String]) -> Option<usize> {
        self.states
            .iter()
            .filter(|state| words.starts_with(state))
            .map(Vec::len)
            .max()
    }
}

/// The words of the file, which a test reads.
pub(super) static LAW_WORDS: LazyLock<LawWords> = LazyLock::new(|| {
    let file: LawFile = toml::from_str(include_str!("../../../data/lists/law.toml"))
        .unwrap_or_else(|_| LawFile {
            article: Vec::new(),
            article_behind: HashSet::new(),
            part: Vec::new(),
            part_behind: HashSet::new(),
            point: Vec::new(),
            and: Vec::new(),
            filler: Vec::new(),
            criminal_code: Vec::new(),
            law: Vec::new(),
            law_noun: HashSet::new(),
            state: Vec::new(),
        });
    let is_sign = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let split = |phrase: &String| {
        if phrase.contains(is_sign) {
            return phrase.chars().map(String::from).collect::<Vec<_>>();
        }
        phrase.split(' ').map(str::to_owned).collect()
    };
    let mut words = HashMap::new();
    // The first list that has a word decides.
    for (list, says) in [
        (&file.article, CitationWord::Article),
        (&file.part, CitationWord::Part),
        (&file.point, CitationWord::Point),
        (&file.and, CitationWord::And),
        (&file.filler, CitationWord::Filler),
    ] {
        for word in list {
            words.entry(word.clone()).or_insert(says);
        }
    }
    let criminal = file.criminal_code.iter().map(|law| (split(law), true));
    let others = file.law.iter().map(|law| (split(law), false));
    LawWords {
        words,
        article_behind: file.article_behind,
        part_behind: file.part_behind,
        law_noun: file.law_noun,
        laws: criminal.chain(others).collect(),
        states: file.state.iter().map(split).collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read_and_small() {
        assert_eq!(LAW_WORDS.find("ст"), Some(CitationWord::Article));
        assert_eq!(LAW_WORDS.find("ч"), Some(CitationWord::Part));
        let law = ["criminal", "code", "of"].map(str::to_owned);
        assert_eq!(LAW_WORDS.find_law(&law), Some((2, true)));
        for word in LAW_WORDS.words.keys() {
            assert_eq!(word, &word.to_lowercase());
        }
    }
}
