//! Names in a text, and which of them are known.

use std::collections::{HashMap, HashSet};

use super::ProofreadInput;
use super::claims::quote_words;
use super::dates::MonthNames;
use crate::letters::builtin;
use crate::letters::proofread::text::{ProofWord, split_words};

/// Languages in which every noun has a capital.
const CAPITAL_NOUNS: [&str; 1] = ["de"];

/// What stands before a name and is none.
const HONORIFICS: [&str; 12] = [
    "dr", "frau", "herr", "herrn", "madame", "miss", "mme", "monsieur", "mr", "mrs", "ms", "prof",
];

/// From so many letters on, two names that differ in little are thought to be one, misspelt.
const LONG: usize = 5;

/// The names that a letter may have.
pub(crate) struct AllowedNames {
    /// Every word that stands in what is known.
    known: HashSet<String>,
    /// Words that the language writes small.
    small: HashSet<String>,
    /// Words of the names of people, each with the names it is part of.
    people: HashMap<String, HashSet<usize>>,
    months: HashSet<String>,
    capital_nouns: bool,
}

impl AllowedNames {
    pub fn from_proof(
        proof: &ProofreadInput<'_>,
        calendar: &MonthNames,
        ground: &[Vec<ProofWord>],
        before: &[ProofWord],
    ) -> Self {
        let all = || ground.iter().flatten().chain(before);
        let after = split_words(proof.after);
        let lang = proof.lang.to_string();
        let texts = builtin::file_names()
            .filter(|name| is_in_language(name, &lang))
            .filter_map(builtin::file_text);
        let templates: Vec<ProofWord> = texts.flat_map(split_words).collect();
        let small = templates
            .iter()
            .chain(&after)
            .chain(all())
            .filter(|word| !word.is_capital())
            .map(ProofWord::comparison_key)
            .collect();
        let mut people: HashMap<String, HashSet<usize>> = HashMap::new();
        let names = proof.ground.people_names();
        for (index, name) in names.iter().enumerate() {
            split_words(name).iter().for_each(|word| {
                _ = people
                    .entry(word.comparison_key())
                    .or_default()
                    .insert(index)
            });
        }
        // Names that stand together in what is known belong together.
        let runs = ground
            .iter()
            .map(Vec::as_slice)
            .chain([before])
            .flat_map(capitalized_runs);
        for (index, (_, run)) in runs.enumerate() {
            for word in run {
                if let Some(of) = people.get_mut(&word.comparison_key()) {
                    of.insert(names.len() + index);
                }
            }
        }
        let is_month = |word: &&ProofWord| calendar.find_month(word).is_some();
        Self {
            known: all().map(ProofWord::comparison_key).collect(),
            small,
            people,
            months: after
                .iter()
                .filter(is_month)
                .map(ProofWord::comparison_key)
                .collect(),
            capital_nouns: CAPITAL_NOUNS.contains(&lang.as_str()),
        }
    }

    /// The names of a text that are not known, each once, with its first line.
    pub fn find_unknown(&self, words: &[ProofWord]) -> Vec<(usize, String)> {
        let mut found: Vec<(usize, String)> = Vec::new();
        for (begin, run) in capitalized_runs(words) {
            let Some(name) = self.unknown_in(words, begin, run) else {
                continue;
            };
            if !found.iter().any(|(_, known)| *known == quote_words(name)) {
                found.push((name[0].line, quote_words(name)));
            }
        }
        found
    }

    /// What of a row of capitalised words, which begins at a place, is no known name.
    fn unknown_in<'a>(
        &self,
        words: &[ProofWord],
        begin: usize,
        run: &'a [ProofWord],
    ) -> Option<&'a [ProofWord]> {
        let first = run.iter().position(|word| !self.is_ordinary(word))?;
        let is_new = (first..run.len()).any(|at| self.is_new(words, begin + at));
        if is_new {
            Some(&run[first..])
        } else {
            run.windows(2).find(|pair| self.mixes_people(pair))
        }
    }

    /// Whether the word begins with a capital for another reason than being a name.
    fn is_ordinary(&self, word: &ProofWord) -> bool {
        let key = word.comparison_key();
        let is_person = self.people.contains_key(&key);
        !is_person
            && (self.small.contains(&key)
                || HONORIFICS.contains(&key.as_str())
                || self.months.contains(&key))
    }

    /// Whether the word at a place is a name that is not known.
    fn is_new(&self, words: &[ProofWord], at: usize) -> bool {
        let word = &words[at];
        let key = word.comparison_key();
        let is_short = key.chars().count() < 2;
        if is_short || self.is_known(&key) || self.is_ordinary(word) {
            return false;
        }
        let before = at.checked_sub(1).map(|before| &words[before]);
        let may_be_any_word =
            self.capital_nouns || word.begins_sentence(before) || is_title(words, at);
        !may_be_any_word || self.is_nearly_a_person(&key)
    }

    fn is_known(&self, key: &str) -> bool {
        self.known.contains(key)
            || (key.contains('-') && key.split('-').all(|part| self.known.contains(part)))
    }

    fn is_nearly_a_person(&self, key: &str) -> bool {
        let is_near = |name: &String| {
            name.chars().count() >= LONG && strsim::damerau_levenshtein(name, key) <= 2
        };
        key.chars().count() >= LONG && self.people.keys().any(is_near)
    }

    /// Whether two words side by side are of the names of different people.
    fn mixes_people(&self, pair: &[ProofWord]) -> bool {
        let of = |word: &ProofWord| self.people.get(&word.comparison_key());
        of(&pair[0])
            .zip(of(&pair[1]))
            .is_some_and(|(one, other)| one.is_disjoint(other))
    }
}

/// Whether a built-in text is of a language.
fn is_in_language(name: &str, lang: &str) -> bool {
    name.contains(&format!("/{lang}.")) || name.contains(&format!("/{lang}/"))
}

/// Capitalised words in a row, as long as nothing but a space or the stop of an initial is between them, each row with
/// the place of its first word.
fn capitalized_runs(words: &[ProofWord]) -> impl Iterator<Item = (usize, &[ProofWord])> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let begin = done + words[done..].iter().position(ProofWord::is_capital)?;
        let run = &words[begin..];
        let goes_on = |at: &usize| {
            let word = &run[*at];
            word.is_capital() && (word.is_joined() || word.follows_initial(Some(&run[*at - 1])))
        };
        let length = (1..run.len()).find(|at| !goes_on(at)).unwrap_or(run.len());
        done = begin + length;
        Some((begin, &run[..length]))
    })
}

/// Whether the word stands in a heading that has a capital on every longer word.
fn is_title(words: &[ProofWord], at: usize) -> bool {
    let line = words[at].line;
    let mut heading = words
        .iter()
        .filter(|word| word.line == line && word.said.chars().count() > 3);
    words[at].in_heading && heading.all(|word| word.is_capital() || word.is_number())
}
