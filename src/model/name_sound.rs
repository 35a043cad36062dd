//! How names sound, as far as every spelling keeps it: their consonants, in classes that spellings of one sound share.
//!
//! The classes are wide: by themselves they say little. With one day of birth, or across two scripts of which one writes no
//! vowels, they name two records that a person should look at.

use super::{name_key, search_key};

/// Names with fewer classes of consonants than this are too short to be told by them.
const FEWEST: usize = 5;

/// What is compared of all names of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameSound {
    /// The classes of each name in alphabetical order, whatever the order and division of its words; and those of each word.
    bags: Vec<(String, Vec<String>)>,
    /// The classes, word by word, of names in a script without vowels.
    unvowelled: Vec<String>,
    /// The same of all other names.
    vowelled: Vec<String>,
    /// Names in Chinese signs as keys of their sounds, the family name apart.
    spoken: Vec<String>,
    /// The skeletons of long names, each with the given name that they begin with.
    skeletons: Vec<(String, String)>,
}

impl NameSound {
    /// The sound of these names.
    #[must_use]
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sound = Self::default();
        for name in names {
            if name.chars().any(is_sign) {
                sound.spoken.extend(speak_signs(name));
                continue;
            }
            let latin = to_small_latin(name);
            sound.skeletons.extend(build_skeleton(&latin));
            let words = class_words(&latin, &[]);
            let mut bag: Vec<char> = words.concat().chars().collect();
            if bag.len() < FEWEST {
                continue;
            }
            bag.sort_unstable();
            sound.bags.push((bag.into_iter().collect(), words));
            // A w is a vowel in Arabic as often as not.
            let key = class_words(&latin, &['w']).join(" ");
            if key.contains(' ') {
                let is_unvowelled = name.chars().any(is_unvowelled);
                let keys = if is_unvowelled {
                    &mut sound.unvowelled
                } else {
                    &mut sound.vowelled
                };
                keys.push(key);
            }
        }
        sound
    }

    /// Whether two names have the same consonants but for a few, one of four, and a word that is nearly the same.
    pub fn is_near(&self, other: &Self) -> bool {
        self.bags.iter().any(|(one, words)| {
            other.bags.iter().any(|(two, others)| {
                let most = (one.len().max(two.len()) / 4).clamp(1, 3);
                count_differences(one, two) <= most && share_word(words, others)
            })
        })
    }

    /// Whether a name of one is a name of the other in another script: Arabic and Latin, Chinese and Latin. `keys` are the
    /// name keys of each.
    pub fn is_same_in_other_script(
        &self,
        keys: &[String],
        other: &Self,
        others: &[String],
    ) -> bool {
        let shares = |one: &[String], two: &[String]| one.iter().any(|key| two.contains(key));
        shares(&self.unvowelled, &other.vowelled)
            || shares(&self.vowelled, &other.unvowelled)
            || shares(&self.spoken, others)
            || shares(&other.spoken, keys)
    }

    /// Whether two long names have the same consonants in the same order, whatever their vowels and the division of their words:
    /// Abdel Rahman, عبد الرحمن. A given name that differs in its last vowel alone is another: Mario, María.
    pub fn has_same_skeleton(&self, other: &Self) -> bool {
        self.skeletons.iter().any(|(one, given)| {
            other
                .skeletons
                .iter()
                .any(|(two, other_given)| one == two && !is_of_other_gender(given, other_given))
        })
    }

    /// The skeletons of long names, under which those of one skeleton are found.
    pub fn skeleton_keys(&self) -> impl Iterator<Item = &str> {
        self.skeletons.iter().map(|(skeleton, _)| skeleton.as_str())
    }

    /// The keys by which names in another script are found.
    pub fn script_keys(&self) -> impl Iterator<Item = &str> {
        let words = self.unvowelled.iter().chain(&self.vowelled);
        words.map(String::as_str)
    }

    /// The keys of names in Chinese signs.
    pub fn spoken_keys(&self) -> impl Iterator<Item = &str> {
        self.spoken.iter().map(String::as_str)
    }
}

fn is_sign(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// Hebrew, Arabic and the scripts made of it.
fn is_unvowelled(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{7ff}' | '\u{8a0}'..='\u{8ff}')
}

/// The keys of a name in signs: the family name is the first, or the first two of four.
fn speak_signs(name: &str) -> Vec<String> {
    let signs: Vec<String> = name
        .chars()
        .filter(|c| is_sign(*c))
        .map(|sign| search_key::to_latin(&sign.to_string()).to_lowercase())
        .collect();
    let key = |family: usize| {
        let (family, given) = signs.split_at(family);
        name_key::build_name_key(&format!("{} {}", family.concat(), given.concat()))
    };
    match signs.len() {
        2 | 3 => vec![key(1)],
        4 => vec![key(1), key(2)],
        _ => Vec::new(),
    }
}

/// From so many words and consonants on, a name is told by its consonants alone.
const LONG_NAME: (usize, usize) = (3, 8);

/// A name in small Latin letters, without the article that Arabic writes with its word.
fn to_small_latin(name: &str) -> String {
    let bare: Vec<&str> = name
        .split_whitespace()
        .map(|word| word.strip_prefix("ال").unwrap_or(word))
        .collect();
    search_key::to_latin(&bare.join(" ")).to_lowercase()
}

/// The consonants of a long name in order, without those that spellings leave out, and its first word; none of a short name.
fn build_skeleton(latin: &str) -> Option<(String, String)> {
    let plain = latin.replace(['\'', '`', '’', 'ʿ', 'ʾ'], "");
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "al" | "el" | "ul"))
        .map(without_article)
        .collect();
    let skeleton: String = words.iter().map(|word| bones_of(word)).collect();
    let (fewest_words, fewest_bones) = LONG_NAME;
    (words.len() >= fewest_words && skeleton.len() >= fewest_bones)
        .then(|| (skeleton, words[0].to_owned()))
}

/// `alhour` as `hour`: the article of Arabic written with its word.
fn without_article(word: &str) -> &str {
    let rest = word.strip_prefix("al").or_else(|| word.strip_prefix("el"));
    rest.filter(|rest| rest.len() > 3 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'l']))
        .unwrap_or(word)
}

/// The classes of a word without h, w and y, which are vowels in one spelling and not in another.
fn bones_of(word: &str) -> String {
    join_classes(word, |spelling, class| match spelling {
        "h" | "w" => "",
        "j" => "j",
        "p" => "b",
        _ => class,
    })
}

/// Whether two given names are those of a man and of a woman: Mario and Maria, Luis and Luisa.
fn is_of_other_gender(one: &str, other: &str) -> bool {
    let stem = |name: &str| name.trim_end_matches(['a', 'e', 'o']).to_owned();
    one != other && stem(one) == stem(other) && one.ends_with('a') != other.ends_with('a')
}

/// The classes of each word, in alphabetical order of words; articles and words of vowels alone are left out. `vowels` are letters
/// that count as such.
fn class_words(latin: &str, vowels: &[char]) -> Vec<String> {
    let mut words: Vec<String> = latin
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'' && c != '`')
        .filter(|word| !matches!(*word, "al" | "el" | "ul"))
        .map(|word| classes_of(&word.replace(vowels, "")))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

/// Spellings of one class, longest first.
const CLASSES: &[(&str, &str)] = &[
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("ts", "s"),
    ("tc", "s"),
    ("kh", "k"),
    ("gh", "k"),
    ("th", "t"),
    ("dh", "t"),
    ("ph", "f"),
    ("b", "b"),
    ("p", "p"),
    ("c", "s"),
    ("s", "s"),
    ("z", "s"),
    ("j", "s"),
    ("d", "t"),
    ("t", "t"),
    ("f", "f"),
    ("v", "f"),
    ("w", "f"),
    ("g", "k"),
    ("k", "k"),
    ("q", "k"),
    ("h", "k"),
    ("x", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("r", "r"),
];

fn classes_of(word: &str) -> String {
    join_classes(word, |_, class| class)
}

/// The classes of the spellings in a word, each as it counts; one that follows itself counts once.
fn join_classes(word: &str, counts_as: impl Fn(&str, &'static str) -> &'static str) -> String {
    let mut classes = String::with_capacity(word.len());
    let mut rest = word;
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let found = CLASSES
            .iter()
            .find(|(spelling, _)| rest.starts_with(spelling));
        let class = found.map_or("", |(spelling, class)| counts_as(spelling, class));
        if class != before {
            classes.push_str(class);
        }
        before = class;
        rest = &rest[found.map_or(first.len_utf8(), |(spelling, _)| spelling.len())..];
    }
    classes
}

/// Whether two names have a word of nearly the same classes: without one, the same letters are chance.
fn share_word(one: &[String], other: &[String]) -> bool {
    let is_long = |word: &&String| word.len() > 2;
    one.iter().filter(is_long).any(|word| {
        let mut others = other.iter().filter(is_long);
        others.any(|known| strsim::osa_distance(word, known) <= 1)
    })
}

/// How many classes only one of two names has; both are in alphabetical order.
fn count_differences(one: &str, two: &str) -> usize {
    let mut left: Vec<char> = two.chars().collect();
    let mut missing = 0;
    for class in one.chars() {
        match left.iter().position(|other| *other == class) {
            Some(at) => drop(left.remove(at)),
            None => missing += 1,
        }
    }
    missing.max(left.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(name: &str) -> NameSound {
        NameSound::from_names([name])
    }

    #[test]
    fn one_name_in_far_spellings_sounds_alike() {
        for (one, other) in [
            ("Alexei Kudryavtsev", "Kudrjawzew Alexej"),
            ("Mohammed Abu Ghazala", "Muhammad Abughazala"),
            ("Abdulrahman al-Masri", "Abd al-Rahman Elmasry"),
            ("Xədicə İsmayılova", "Khadija Ismayilova"),
            ("Василий Щербаков", "Wasilij Schtscherbakow"),
        ] {
            assert!(sound(one).is_near(&sound(other)), "{one}, {other}");
        }
        for (one, other) in [
            ("Ivan Petrov", "Pavel Titov"),
            ("Rosa Vidal", "Ana Rojas"),
            ("Li Na", "Lu Ni"),
            (
                "Fadi Hassan Muhammad Abuobaid",
                "Nisamuah Fathi Athman Jodah",
            ),
        ] {
            assert!(!sound(one).is_near(&sound(other)), "{one}, {other}");
        }
    }

    #[test]
    fn a_long_name_is_known_by_its_consonants() {
        let is_same = |one: &str, other: &str| sound(one).has_same_skeleton(&sound(other));
        for (one, other) in [
            (
                "Wateen Baraa Abdel Rahman Al-Hour",
                "Wtin Bara'a Abdalrahamun Alhoar",
            ),
            (
                "Wateen Baraa Abdel Rahman Al-Hour",
                "وتين براءه عبدالرحمن الهور",
            ),
            (
                "Salim Yousef Muhammad Qdeih",
                "Saleem Yusuf Mohammed Qudaih",
            ),
        ] {
            assert!(is_same(one, other), "{one}, {other}");
        }
        for (one, other) in [
            ("Mario Fernandez Gutierrez", "María Fernández Gutiérrez"),
            ("Luis Alberto Santander", "Luisa Alberto Santander"),
            ("Ivan Petrovich Sidorov", "Ivan Sergeyevich Sidorov"),
            ("Murat Ospanov", "Marat Ospanov"),
        ] {
            assert!(!is_same(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn a_name_is_known_in_a_script_without_vowels_and_in_signs() {
        let is_same = |one: &str, other: &str| {
            let keys = |name: &str| name_key::build_name_keys([name]);
            sound(one).is_same_in_other_script(&keys(one), &sound(other), &keys(other))
        };
        assert!(is_same("سعاد المصري محمد", "Muhammad Suad al-Masri"));
        assert!(is_same("周小明", "Zhou Xiaoming") && is_same("Xiaoming Zhou", "周小明"));
        assert!(!is_same("周军", "周君"), "two names of one sound are two");
        assert!(
            !is_same("Muhammad Suad", "Mahmud Said"),
            "in one script vowels count"
        );
    }
}
