//! The names of a person, and where words of a text are one of them.
//!
//! A word is a part of a name if it is spelt so in any script that the search knows, also with an ending of a case; short
//! words only as they are spelt, and with a capital.

use std::collections::HashSet;

use super::ordinary::{is_ordinary, is_particle};
use super::words::{
    TextWord, WordCasing, WordScript, latin_text, script_of, search_key, split_words,
};
use crate::model::{Case, Id, Line, spelling};

/// From so many letters on, a word is known by its beginning, and inside a longer word.
pub(super) const LONG: usize = 5;

/// How many letters of an ending a long word can have in another case.
const ENDING: usize = 3;

/// Endings of short words in scripts with cases.
const ENDINGS: [&str; 24] = [
    "", "a", "e", "i", "o", "u", "ia", "ie", "iu", "om", "em", "oi", "ei", "ou", "eiu", "am", "ah",
    "ami", "ov", "ni", "di", "ti", "ga", "da",
];

/// What a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamePartKind {
    Given,
    Family,
    /// One between the two, or one of which nobody knows.
    Other,
}

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamePart {
    pub key: String,
    pub plain: String,
    pub kind: NamePartKind,
    /// The beginning by which a long word is known.
    pub stem: String,
    is_latin: bool,
    /// Whether the pseudonym says it, too.
    pub is_told: bool,
}

impl NamePart {
    fn new(word: &str, kind: NamePartKind, told: &HashSet<String>) -> Self {
        let key = search_key(word);
        let stem = match key.trim_end_matches(['a', 'e', 'i', 'o', 'u']) {
            stem if key.len() >= LONG && stem.len() >= LONG - 1 => stem.to_owned(),
            _ => key.clone(),
        };
        let is_told = told.contains(&latin_text(word));
        Self {
            plain: latin_text(word),
            kind,
            stem,
            is_latin: is_latin(word),
            is_told,
            key,
        }
    }

    pub fn is_long(&self) -> bool {
        self.key.len() >= LONG
    }

    /// Where in a word this part of the name ends; none if the word is another.
    pub fn end_in(&self, word: &TextWord<'_>) -> Option<usize> {
        if word.casing == WordCasing::Small && is_ordinary(&word.latin_text()) {
            return None;
        }
        let bare = word
            .before_apostrophe()
            .filter(|word| self.matches_text(word.text))
            .map(|word| word.end);
        bare.or_else(|| self.matches_text(word.text).then_some(word.end))
    }

    fn matches_text(&self, text: &str) -> bool {
        latin_text(text) == self.plain
            || self.matches_key(&search_key(text), is_latin(text))
            || spelling::spelling_keys(text)
                .iter()
                .any(|key| self.matches_key(&key.replace(' ', ""), true))
    }

    fn matches_key(&self, key: &str, is_latin: bool) -> bool {
        if key == self.key && (self.plain.len() > 3 || is_latin != self.is_latin) {
            return true;
        }
        if self.is_long() {
            // Kazakh has the longest: -ның.
            let longest = self.key.len() + ENDING + usize::from(key.ends_with("ng"));
            return key.len() <= longest && key.starts_with(&self.stem);
        }
        let stem = self
            .key
            .strip_suffix(['a', 'e', 'i', 'o', 'u'])
            .filter(|stem| stem.len() > 1)
            .unwrap_or(&self.key);
        !is_latin
            && key
                .strip_prefix(stem)
                .is_some_and(|rest| ENDINGS.contains(&rest))
    }
}

/// Family names of two signs.
const DOUBLE_FAMILY_NAMES: [&str; 10] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "夏侯", "皇甫",
];

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af)
}

fn is_latin(text: &str) -> bool {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| u32::from(c) < 0x370 || (0x1e00..0x1f00).contains(&u32::from(c)))
}

/// All names of a person, word by word.
#[derive(Debug, Clone, Default)]
pub(super) struct PersonNames {
    pub parts: Vec<NamePart>,
    /// Particles that belong to them.
    pub particles: HashSet<String>,
    /// Names in scripts without spaces, the longest first.
    pub runs: Vec<String>,
    /// Family names of one sign.
    signs: Vec<String>,
    /// Whole names written as one word.
    pub whole: Vec<String>,
    /// Ids made of names.
    pub ids: Vec<String>,
}

impl PersonNames {
    /// Of a case: its name, native name, aliases, family and given name, its id and former ids, without what its pseudonym
    /// says itself.
    pub fn from_case(case: &Case) -> Self {
        let told = case.pseudonym.as_ref().map(|told| {
            split_words(told.as_str())
                .iter()
                .map(TextWord::latin_text)
                .collect::<HashSet<_>>()
        });
        let told = told.unwrap_or_default();
        let mut names = Self::default();
        let words_of = |line: &Option<Line>| -> HashSet<String> {
            line.iter()
                .flat_map(|line| {
                    let read = spelling::read_spellings(line.as_str());
                    std::iter::once(line.to_string()).chain(read)
                })
                .flat_map(|line| {
                    let words = split_words(&line).into_iter();
                    words.map(|word| word.search_key()).collect::<Vec<_>>()
                })
                .collect()
        };
        let (family, given) = (words_of(&case.family_name), words_of(&case.given_name));
        let own = case
            .iter_names()
            .chain(&case.family_name)
            .chain(&case.given_name);
        for line in own.filter(|own| Some(*own) != case.pseudonym.as_ref()) {
            names.add(line.as_str(), &family, &given, &told);
            for spelling in spelling::read_spellings(line.as_str()) {
                names.add(&spelling, &family, &given, &told);
            }
        }
        if names.is_empty() {
            return Self::default();
        }
        let is_name =
            |id: &&Id| id.as_str().contains('-') && Some(id.as_str()) != told_id(case).as_deref();
        let ids = std::iter::once(&case.id)
            .chain(&case.old_ids)
            .filter(is_name)
            .map(ToString::to_string);
        names.ids.extend(ids);
        names.runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
        names.runs.dedup();
        names
    }

    fn add(
        &mut self,
        line: &str,
        family: &HashSet<String>,
        given: &HashSet<String>,
        told: &HashSet<String>,
    ) {
        let all = split_words(line);
        self.add_runs(line, &all);
        self.add_syllables(line, told);
        let spaced: Vec<&TextWord<'_>> = all
            .iter()
            .filter(|word| word.script == WordScript::Spaced)
            .collect();
        let spaced: Vec<&&TextWord<'_>> = spaced
            .iter()
            .filter(|word| !word.text.chars().all(char::is_numeric))
            .collect();
        let count = spaced.len();
        for (at, word) in spaced.iter().enumerate() {
            let (key, plain) = (word.search_key(), word.latin_text());
            if key.is_empty() || (count > 1 && word.is_letter()) {
                continue;
            }
            if count > 1
                && is_particle(&plain)
                && word.latin_text().len() <= 4
                && (at + 1 < count || word.casing == WordCasing::Small)
                && at != 0
                || (count > 2 && at == 0 && is_particle(&plain))
                || (word.casing == WordCasing::Small && is_particle(&plain))
            {
                self.particles.insert(plain);
                continue;
            }
            let kind = match () {
                () if family.contains(&key) => NamePartKind::Family,
                () if given.contains(&key) => NamePartKind::Given,
                () if !family.is_empty() && !given.is_empty() => NamePartKind::Other,
                () if !family.is_empty() => NamePartKind::Given,
                () if !given.is_empty() => NamePartKind::Family,
                () if count == 1 => NamePartKind::Other,
                () if at + 1 == count => NamePartKind::Family,
                () if at == 0 => NamePartKind::Given,
                () => NamePartKind::Other,
            };
            let part = NamePart::new(word.text, kind, told);
            match self
                .parts
                .iter_mut()
                .find(|known| known.key == part.key && known.plain == part.plain)
            {
                Some(known) if known.kind == NamePartKind::Other => known.kind = kind,
                Some(_) => {}
                None => self.parts.push(part),
            }
        }
        let keys: Vec<String> = spaced.iter().map(|word| word.search_key()).collect();
        if keys.len() > 1 {
            let mut turned = keys.clone();
            turned.rotate_right(1);
            for whole in [keys.concat(), turned.concat()] {
                if whole.len() >= 4 && !self.whole.contains(&whole) {
                    self.whole.push(whole);
                }
            }
        }
    }

    /// How a Chinese name is written in Latin letters: the family name, which is the first sign or two, and the given name, whole
    /// and by its syllables.
    fn add_syllables(&mut self, line: &str, told: &HashSet<String>) {
        let signs: Vec<char> = line
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '・'))
            .collect();
        if !(2..=4).contains(&signs.len()) || !signs.iter().all(|c| is_han(*c)) {
            return;
        }
        let is_double = signs.len() > 2
            && DOUBLE_FAMILY_NAMES
                .iter()
                .any(|double| double.chars().eq(signs[..2].to_vec()));
        let (family, given) = signs.split_at(if is_double { 2 } else { 1 });
        let sounds = |signs: &[char]| {
            signs
                .iter()
                .map(|sign| latin_text(&sign.to_string()))
                .collect::<Vec<_>>()
        };
        let (family, syllables) = (sounds(family).concat(), sounds(given));
        let given = syllables.concat();
        let all = std::iter::once((&family, NamePartKind::Family))
            .chain(std::iter::once((&given, NamePartKind::Given)));
        for (sound, kind) in all.chain(
            syllables
                .iter()
                .map(|syllable| (syllable, NamePartKind::Given)),
        ) {
            let part = NamePart::new(sound, kind, told);
            if !self
                .parts
                .iter()
                .any(|known| known.key == part.key && known.plain == part.plain)
            {
                self.parts.push(part);
            }
        }
        for whole in [
            search_key(&family) + &search_key(&given),
            search_key(&given) + &search_key(&family),
        ] {
            if whole.len() >= 4 && !self.whole.contains(&whole) {
                self.whole.push(whole);
            }
        }
    }

    /// Whether letters in a row, in small Latin ones, spell the family name and another one.
    pub fn are_spelt_by(&self, letters: &str) -> bool {
        let sound = search_key(letters);
        let is_in = |part: &&NamePart| {
            !part.is_told
                && part.plain.len() > 1
                && (letters.contains(&part.plain) || sound.contains(&part.key))
        };
        let mut spelt: Vec<&NamePart> = self.parts.iter().filter(is_in).collect();
        spelt.sort_unstable_by_key(|part| part.key.as_str());
        spelt.dedup_by_key(|part| part.key.as_str());
        spelt.iter().any(|part| part.kind != NamePartKind::Given)
            && (spelt.len() > 1 || self.parts.len() == 1)
    }

    /// Names in scripts without spaces: the whole one, its parts if a space or a dot is between them; of one in signs or
    /// Korean letters without a space, what follows the first sign, which is the family name.
    fn add_runs(&mut self, line: &str, all: &[TextWord<'_>]) {
        let is_run = |c: char| script_of(c) != WordScript::Spaced;
        if !all.iter().any(|word| word.text.starts_with(is_run)) {
            return;
        }
        let pieces: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || matches!(c, '·' | '・' | '‧' | '•'))
            .collect();
        let whole: String = line.chars().filter(|c| is_run(*c)).collect();
        let long = |run: &str| {
            run.chars().count()
                >= if run.starts_with(|c| script_of(c) == WordScript::Unspaced) {
                    3
                } else {
                    2
                }
        };
        let mut runs = vec![line.to_owned(), whole.clone()];
        runs.extend(pieces.iter().map(ToString::to_string));
        let count = whole.chars().count();
        let is_one =
            pieces.len() == 1 && !whole.starts_with(|c| script_of(c) == WordScript::Unspaced);
        if is_one && (2..=4).contains(&count) {
            let given: String = whole.chars().skip(1).collect();
            self.signs.extend(whole.chars().next().map(String::from));
            runs.push(given);
        }
        self.signs.extend(
            pieces
                .iter()
                .filter(|piece| piece.chars().count() == 1)
                .map(ToString::to_string),
        );
        let wanted = runs
            .into_iter()
            .filter(|run| run.starts_with(is_run) && long(run));
        self.runs.extend(wanted);
    }

    /// Whether nothing is known by which the person could be named.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.is_told) && self.runs.is_empty()
    }

    /// Where a family name of one sign stands before a title.
    pub fn titled_signs<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        const TITLES: [&str; 12] = [
            "先生", "女士", "小姐", "律师", "律師", "老师", "某", "氏", "さん", "様", " 씨", "씨",
        ];
        self.signs.iter().flat_map(move |sign| {
            let places = text
                .match_indices(sign.as_str())
                .map(|(at, found)| (at, at + found.len()));
            places
                .filter(move |(_, end)| TITLES.iter().any(|title| text[*end..].starts_with(title)))
        })
    }

    /// Whether an initial can be that of this person.
    pub fn begins_with(&self, letter: &TextWord<'_>) -> bool {
        let initial = letter.latin_text();
        !initial.is_empty()
            && self
                .parts
                .iter()
                .any(|part| part.plain.starts_with(&initial))
    }
}

fn told_id(case: &Case) -> Option<String> {
    case.pseudonym
        .as_ref()
        .map(|told| Id::from_name(told.as_str()).to_string())
}
