//! People who may be in a casebook twice.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::name_sound::NameSound;
use crate::model::{Id, PartialDate, name_key, spelling};

/// How many earlier ones of the same block somebody is compared with: enough to find each once, and never everybody with
/// everybody.
const COMPARED: usize = 16;

/// From how many words on a name is not looked at whole.
const MOST_WORDS: usize = 6;

/// What two cases are compared by.
#[derive(Debug, Clone)]
pub struct DuplicateProfile {
    /// The case.
    pub id: Id,
    /// The keys of all spellings of the name.
    pub keys: Vec<String>,
    /// How the names sound.
    pub sound: NameSound,
    /// Date of birth.
    pub born: Option<PartialDate>,
    /// The gender, as a word; empty if it is not known.
    pub gender: String,
}

impl DuplicateProfile {
    /// What is compared of somebody with these names, none of them first: also as other languages of Latin letters are read.
    #[must_use]
    pub fn from_names(id: Id, names: &[&str], born: Option<PartialDate>, gender: String) -> Self {
        let readings: Vec<String> = names
            .iter()
            .flat_map(|name| spelling::read_spellings(name))
            .collect();
        let spellings = names
            .iter()
            .copied()
            .chain(readings.iter().map(String::as_str));
        Self {
            id,
            keys: name_key::build_name_keys(spellings),
            sound: NameSound::from_names(names.iter().copied()),
            born,
            gender,
        }
    }
}

/// Everybody in a casebook, to be compared. Time and memory grow with their number, not with its square.
#[derive(Debug, Default)]
pub struct DuplicateFinder {
    people: Vec<DuplicateProfile>,
    /// The key of a block: only people in the same block are compared.
    blocks: Vec<(u64, u32)>,
}

impl DuplicateFinder {
    /// Takes somebody in.
    pub fn add(&mut self, person: DuplicateProfile) {
        let Ok(number) = u32::try_from(self.people.len()) else {
            return;
        };
        let keys: BTreeSet<u64> = person
            .keys
            .iter()
            .map(String::as_str)
            .chain(person.sound.spoken_keys())
            .flat_map(name_blocks)
            .chain(person.sound.script_keys().map(|key| hash(("sound", key))))
            .chain(person.sound.skeleton_keys().map(|key| hash(("bones", key))))
            .chain(birth_block(&person))
            .collect();
        self.blocks
            .extend(keys.into_iter().map(|key| (key, number)));
        self.people.push(person);
    }

    /// The pairs that may be one person, in order: names that are alike, or with the same day of birth one letter apart or the
    /// one in initials or of one sound; names of one sound in two scripts; long names of the same consonants; and nothing known that tells the two apart.
    #[must_use]
    pub fn find_pairs(mut self) -> Vec<(Id, Id)> {
        self.blocks.sort_unstable();
        let mut pairs = BTreeSet::new();
        for block in self.blocks.chunk_by(|one, other| one.0 == other.0) {
            for (place, (_, second)) in block.iter().enumerate() {
                let earlier = &block[..place];
                // The first of a block is compared with all: where all are alike, each is found with it.
                let compared = earlier
                    .iter()
                    .take(1)
                    .chain(earlier.iter().skip(1).rev().take(COMPARED));
                let mut alike = compared.filter(|(_, first)| self.may_be_one(*first, *second));
                pairs.extend(alike.next().map(|(_, first)| (*first, *second)));
            }
        }
        let id = |number: u32| self.people[number as usize].id.clone();
        let pairs: BTreeSet<_> = pairs
            .into_iter()
            .map(|(one, other)| (id(one), id(other)))
            .collect();
        pairs.into_iter().collect()
    }

    fn may_be_one(&self, one: u32, other: u32) -> bool {
        let (one, other) = (&self.people[one as usize], &self.people[other as usize]);
        let one_birth = one
            .born
            .zip(other.born)
            .is_none_or(|(one, other)| one.may_be(other));
        let one_gender =
            one.gender.is_empty() || other.gender.is_empty() || one.gender == other.gender;
        let same_day = || birth_block(one).is_some() && one.born == other.born;
        let alike = |one: &str, other: &str| {
            name_key::are_alike(one, other)
                || (same_day()
                    && (name_key::are_one_letter_apart(one, other)
                        || name_key::are_initials_of(one, other)))
        };
        let sounds_alike = || {
            one.sound.has_same_skeleton(&other.sound)
                || is_told_day(one.born) && same_day() && one.sound.is_near(&other.sound)
                || one
                    .sound
                    .is_same_in_other_script(&one.keys, &other.sound, &other.keys)
        };
        let is_named_alike = || {
            one.keys
                .iter()
                .any(|one| other.keys.iter().any(|other| alike(one, other)))
        };
        one_birth && one_gender && (is_named_alike() || sounds_alike())
    }
}

/// The blocks of a name: each two of its words, whatever the order of their letters; a single word as it is.
fn name_blocks(key: &str) -> Vec<u64> {
    let words: Vec<Vec<char>> = key.split(' ').take(MOST_WORDS).map(sort_letters).collect();
    if let [word] = words.as_slice() {
        return vec![hash(word)];
    }
    let mut words = words;
    words.sort_unstable();
    let pairs = words
        .iter()
        .enumerate()
        .flat_map(|(place, one)| words[place + 1..].iter().map(move |other| (one, other)));
    // Whole names too: what is two words here may be one elsewhere.
    pairs
        .map(hash)
        .chain([hash(sort_letters(&key.replace(' ', "")))])
        .collect()
}

fn sort_letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Whether a day of birth says more than its year: lists write the first of January where no more is known.
fn is_told_day(born: Option<PartialDate>) -> bool {
    born.is_some_and(|born| !born.to_string().ends_with("-01-01"))
}

/// The block of a day of birth; a month or a year is too many people’s.
fn birth_block(person: &DuplicateProfile) -> Option<u64> {
    person
        .born
        .filter(|born| born.day_of_month().is_some())
        .map(hash)
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(people: &[(&str, &str)]) -> Vec<String> {
        let mut twins = DuplicateFinder::default();
        for ((names, born), number) in people.iter().zip(0..) {
            let id = format!("p-{number}").parse().unwrap();
            let born = born.parse().ok();
            let names: Vec<&str> = names.split('/').collect();
            twins.add(DuplicateProfile::from_names(
                id,
                &names,
                born,
                String::new(),
            ));
        }
        twins
            .find_pairs()
            .iter()
            .map(|(one, other)| format!("{one} {other}"))
            .collect()
    }

    #[test]
    fn one_person_in_two_spellings_is_found() {
        for other in [
            "Едіге Батыров",
            "BATYROV Yedige",
            "Edige Serikuly Batyrov",
            "Edige Batyorv",
            "Edige Baty Rov",
            "X Y/Edige Batyrov",
        ] {
            assert_eq!(
                pairs(&[("Edige Batyrov", ""), ("Aset Matayev", ""), (other, "")]),
                ["p-0 p-2"],
                "{other}"
            );
        }
        assert_eq!(
            pairs(&[("Edige Batyrov", "1980-05-01"), ("Edige Batyrow", "1980")]),
            ["p-0 p-1"]
        );
        assert_eq!(
            pairs(&[
                ("Marat Ospanov", "1980-05-01"),
                ("Morat Ospanov", "1980-05-01")
            ]),
            ["p-0 p-1"]
        );
        assert_eq!(
            pairs(&[
                ("М.П. Кулик", "1987-04-12"),
                ("Мария Петровна Кулик", "1987-04-12")
            ]),
            ["p-0 p-1"]
        );
    }

    #[test]
    fn far_spellings_are_found_by_the_day_of_birth_and_across_scripts() {
        for (one, other) in [
            (
                ("Wasilij Schtscherbakow", "1980-05-02"),
                ("Василий Щербаков", "1980-05-02"),
            ),
            (
                ("Mohammed Abu Ghazala", "1980-05-02"),
                ("Muhammad Abughazala", "1980-05-02"),
            ),
            (("周小明", ""), ("Zhou Xiaoming", "")),
        ] {
            assert_eq!(pairs(&[one, other]), ["p-0 p-1"], "{one:?}, {other:?}");
        }
        for (one, other) in [
            (
                ("Mohammed Abu Ghazala", "1980-01-01"),
                ("Muhammad Abughazala", "1980-01-01"),
            ),
            (("Rosa Vidal", "1980-05-02"), ("Ana Rojas", "1980-05-02")),
        ] {
            assert_eq!(pairs(&[one, other]), [""; 0], "{one:?}, {other:?}");
        }
    }

    #[test]
    fn different_people_are_not() {
        for (one, other) in [
            (("Edige Batyrov", ""), ("Edige Batyrbekov", "")),
            (("Marat Ospanov", ""), ("Murat Ospanov", "")),
            (("Marat Ospanov", "1980"), ("Murat Ospanov", "1980")),
            (("Viktor Khrapunov", ""), ("Viktor Khrapunova", "")),
            (("Aset Matayev", "1980"), ("Aset Matayev", "1981")),
            (("Aset", ""), ("Aset Matayev", "")),
            (("Pedro Luna Luna", ""), ("Pedro Antonio Garza Luna", "")),
            (("М.П. Кулик", "1987"), ("Мария Петровна Кулик", "1987")),
            (("Prisoner 1", ""), ("Prisoner 11", "")),
            (
                ("Ivan Petrovich Sidorov", ""),
                ("Ivan Sergeyevich Sidorov", ""),
            ),
        ] {
            assert_eq!(pairs(&[one, other]), [""; 0]);
        }
    }

    #[test]
    fn a_crowd_of_one_name_is_told_once_each() {
        let crowd: Vec<_> = (0..300).map(|_| ("Aset Matayev", "")).collect();
        assert_eq!(pairs(&crowd).len(), 299);
    }
}
