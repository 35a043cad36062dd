//! Whether two names can be those of one person. Names are compared by their keys, so spelling and order do not matter.

use crate::model::{Case, search_key};

/// The key of one spelling of a name: its folded words in alphabetical order.
pub fn build_name_key(name: &str) -> String {
    let key = search_key::build_search_key(name);
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// The keys of these spellings, none empty and none twice.
pub fn build_name_keys<'a>(spellings: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in spellings.into_iter().map(build_name_key) {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

impl Case {
    /// The keys of all spellings of the person’s name.
    pub fn name_keys(&self) -> Vec<String> {
        build_name_keys(self.iter_names().map(super::Line::as_str))
    }
}

/// Whether two keys are likely those of one person: they are the same, the one is within the other, two letters have
/// changed places, or one writes as one word what is two in the other (Xiaoming, Xiao Ming).
pub fn are_alike(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    one == other
        || (shorter.contains(' ') && is_within(shorter, longer))
        || letters_changed_places(one, other)
        || is_divided_otherwise(one, other)
        || is_divided_otherwise(other, one)
}

/// Whether all words of the one are words of the other, each of which counts once: a surname that stands twice is two words.
pub fn is_within(words: &str, all: &str) -> bool {
    let mut left: Vec<&str> = all.split(' ').collect();
    words.split(' ').all(|word| {
        let found = left.iter().position(|other| *other == word);
        found.map(|at| left.swap_remove(at)).is_some()
    })
}

/// Whether two keys are one name, in which one has initials for words of the other: “М.П. Кулик”, “Мария Петровна Кулик”. By
/// itself that is no reason: with the day of birth it is.
pub fn are_initials_of(one: &str, other: &str) -> bool {
    let is_initials = |short: &str, long: &str| {
        let initials = only_here(short, long);
        let mut words = only_here(long, short);
        let shared = short
            .split(' ')
            .any(|word| word.len() > 1 && long.split(' ').any(|other| other == word));
        let each = |initial: &str| {
            let found = words
                .iter()
                .position(|word| word.len() > 1 && may_begin_with(word, initial));
            initial.len() == 1 && found.map(|at| words.swap_remove(at)).is_some()
        };
        shared && !initials.is_empty() && initials.into_iter().all(each)
    };
    is_initials(one, other) || is_initials(other, one)
}

/// Whether the folded word may have this folded initial: that of Khalil, which is folded as one sound, is K. too.
fn may_begin_with(word: &str, initial: &str) -> bool {
    let of_two_letters = [("k", "h"), ("z", "j"), ("d", "j"), ("p", "f"), ("i", "e")];
    let first = word.get(..1).unwrap_or_default();
    first == initial || of_two_letters.contains(&(initial, first))
}

/// Whether a word of the one is two words of the other, which share a further word.
fn is_divided_otherwise(one: &str, other: &str) -> bool {
    match (
        only_here(one, other).as_slice(),
        only_here(other, one).as_slice(),
    ) {
        ([whole], [first, second]) => {
            let is_joined =
                |one: &str, two: &str| whole.strip_prefix(one).is_some_and(|rest| rest == two);
            one.contains(' ')
                && first.len() > 1
                && second.len() > 1
                && (is_joined(first, second) || is_joined(second, first))
        }
        _ => false,
    }
}

/// Whether two keys differ in nothing but a patronymic that only one of them has.
pub fn differ_by_patronymic(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut further = only_here(longer, shorter).into_iter().peekable();
    shorter.contains(' ')
        && is_within(shorter, longer)
        && further.peek().is_some()
        && further.all(is_patronymic)
}

/// Whether two keys differ in one word only, and in that by one letter: a slip of the pen, or another person.
pub fn are_one_letter_apart(one: &str, other: &str) -> bool {
    match (
        only_here(one, other).as_slice(),
        only_here(other, one).as_slice(),
    ) {
        ([here], [there]) => !has_digits(here) && strsim::osa_distance(here, there) == 1,
        _ => false,
    }
}

/// The endings of folded patronymics: Russian, Kazakh, Azerbaijani.
const PATRONYMICS: [&str; 9] = [
    "ovich", "evich", "ovna", "evna", "ichna", "uli", "kizi", "oglu", "ogli",
];

fn is_patronymic(word: &str) -> bool {
    PATRONYMICS
        .iter()
        .any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}

/// Whether two keys differ in one word only, in which two neighbouring letters after the first have changed places.
fn letters_changed_places(one: &str, other: &str) -> bool {
    match (
        only_here(one, other).as_slice(),
        only_here(other, one).as_slice(),
    ) {
        ([here], [there]) => {
            let begin_alike = here.chars().next() == there.chars().next();
            begin_alike
                && !has_digits(here)
                && strsim::osa_distance(here, there) == 1
                && strsim::hamming(here, there) == Ok(2)
        }
        _ => false,
    }
}

/// A number one digit apart is another number.
fn has_digits(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

fn only_here<'a>(here: &'a str, there: &str) -> Vec<&'a str> {
    here.split(' ')
        .filter(|word| !there.split(' ').any(|other| other == *word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patronymic_makes_no_other_person_and_two_do() {
        for (one, other, same) in [
            ("Mukhtar Dzhakishev", "Джакишев Мухтар Еркинович", true),
            ("Alima Adilova", "ADILOVA Alima Salimgireyevna", true),
            ("Едіге Батыров", "Edige Serikuly Batyrov", true),
            ("Ivan Petrovich Sidorov", "Ivan Sergeyevich Sidorov", false),
            ("Aset Matayev", "Aset Matayev Nurzhaubay", false),
            ("Aset", "Aset Serikovich", false),
            ("Aset Matayev", "Aset Matayev", false),
        ] {
            assert_eq!(
                differ_by_patronymic(&build_name_key(one), &build_name_key(other)),
                same,
                "{one}, {other}"
            );
        }
    }

    #[test]
    fn near_twins_are_not_alike() {
        for (one, other) in [
            ("Marat Ospanov", "Murat Ospanov"),
            ("Edige Batyrov", "Edige Batyrbekov"),
            ("Viktor Khrapunov", "Viktor Khrapunova"),
            ("Aset Matayev", "Aset Nurzhaubay"),
            ("Yabek Abakeov", "Aibek Abakeov"),
            ("Pedro Luna Luna", "Pedro Antonio Garza Luna"),
            ("Prisoner Number 1", "Prisoner Number 11"),
            ("Prisoner Number12", "Prisoner Number21"),
            ("Zhang Wei", "Zhang Wen"),
            ("М.П. Кулик", "Мария Петровна Кулик"),
        ] {
            assert!(
                !are_alike(&build_name_key(one), &build_name_key(other)),
                "{one}, {other}"
            );
        }
        assert!(are_alike(
            &build_name_key("Li Xiaoming"),
            &build_name_key("LI Xiao Ming")
        ));
        for (one, other, initials) in [
            ("М.П. Кулик", "Мария Петровна Кулик", true),
            ("Kulik M.", "Maria Kulik", true),
            ("M. K. Kulik", "Maria Khalil Kulik", true),
            ("М.П. Кулик", "Мария Сергеевна Кулик", false),
            ("М.П. Кулик", "Кулик", false),
            ("M. P.", "Maria Petrovna", false),
        ] {
            assert_eq!(
                are_initials_of(&build_name_key(one), &build_name_key(other)),
                initials,
                "{one}, {other}"
            );
        }
        assert!(are_one_letter_apart(
            &build_name_key("Marat Ospanov"),
            &build_name_key("Murat Ospanov")
        ));
        assert!(!are_one_letter_apart(
            &build_name_key("Marat Ospanov"),
            &build_name_key("Marat Ospanov")
        ));
    }
}
