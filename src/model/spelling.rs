//! Names as other languages of Latin letters write them, read as English does: Szewczuk, Ševčuk, Schewtschuk, Chevtchouk are
//! Shevchuk.
//!
//! A spelling is read so only where it shows the marks of its language; what is read is only compared, never shown.

use unicode_normalization::UnicodeNormalization;

use super::search_key;

/// How a language writes the sounds of a name that comes from another script.
struct SpellingRules {
    /// What no other spelling has: without one of these a text is not read so.
    marks: &'static [&'static str],
    /// What stands for what, the longest first.
    sounds: &'static [(&'static str, &'static str)],
}

/// Polish; Czech, Slovak and the other languages with carons; German; French; Turkish and Azerbaijani.
const LANGUAGES: [SpellingRules; 5] = [
    SpellingRules {
        marks: &[
            "sz", "cz", "rz", "ż", "ł", "ś", "ć", "ń", "jew", "jow", "jsk",
        ],
        sounds: &[
            ("szcz", "shch"),
            ("sz", "sh"),
            ("cz", "ch"),
            ("rz", "zh"),
            ("dż", "dzh"),
            ("ch", "kh"),
            ("ż", "zh"),
            ("ź", "z"),
            ("ś", "s"),
            ("ć", "ch"),
            ("ń", "n"),
            ("ł", "l"),
            ("ó", "u"),
            ("c", "ts"),
            ("w", "v"),
            ("j", "y"),
        ],
    },
    SpellingRules {
        marks: &["š", "č", "ž", "ř", "ď", "ť", "ň", "ě", "jev", "jov", "jsk"],
        sounds: &[
            ("šč", "shch"),
            ("dž", "dzh"),
            ("ch", "kh"),
            ("š", "sh"),
            ("č", "ch"),
            ("ž", "zh"),
            ("ř", "rzh"),
            ("ě", "e"),
            ("c", "ts"),
            ("j", "y"),
        ],
    },
    SpellingRules {
        marks: &["sch", "jew", "jow", "jenk", "jsk"],
        sounds: &[
            ("schtsch", "shch"),
            ("dsch", "dzh"),
            ("tsch", "ch"),
            ("sch", "sh"),
            ("ch", "kh"),
            ("w", "v"),
            ("j", "y"),
        ],
    },
    SpellingRules {
        marks: &["tch", "dj", "ou", "aï", "eï", "oï", "uï"],
        sounds: &[
            ("chtch", "shch"),
            ("tch", "ch"),
            ("dj", "dzh"),
            ("ch", "sh"),
            ("gue", "ge"),
            ("gui", "gi"),
            ("ou", "u"),
            ("aïe", "aye"),
            ("ïe", "ye"),
            ("ï", "i"),
            ("j", "zh"),
        ],
    },
    SpellingRules {
        marks: &["ş", "ç", "ğ", "ı", "ə"],
        sounds: &[
            ("ş", "sh"),
            ("ç", "ch"),
            ("ğ", "g"),
            ("ı", "y"),
            ("ə", "a"),
            ("j", "zh"),
            ("c", "j"),
            ("x", "kh"),
            ("q", "g"),
        ],
    },
];

/// What a name would be in English letters, read as each language whose marks it shows; none where that makes no other key.
pub fn read_spellings(name: &str) -> Vec<String> {
    if !name.is_ascii() && name.chars().any(|c| ('\u{370}'..='\u{1dff}').contains(&c)) {
        return Vec::new();
    }
    let plain: String = name.nfc().collect::<String>().to_lowercase();
    let own = search_key::build_search_key(name);
    let mut keys = vec![own];
    let mut read = Vec::new();
    for rules in &LANGUAGES {
        if !rules.marks.iter().any(|mark| plain.contains(mark)) {
            continue;
        }
        let spelling = rules.read_name(&plain);
        let key = search_key::build_search_key(&spelling);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
            read.push(spelling);
        }
    }
    read
}

/// The search keys of a word read as other languages write, without its own.
pub fn spelling_keys(word: &str) -> Vec<String> {
    read_spellings(word)
        .iter()
        .map(|read| search_key::build_search_key(read))
        .collect()
}

impl SpellingRules {
    fn read_name(&self, plain: &str) -> String {
        let mut read = String::with_capacity(plain.len() + 8);
        let mut rest = plain;
        while let Some(first) = rest.chars().next() {
            let found = self
                .sounds
                .iter()
                .find(|(spelling, _)| rest.starts_with(spelling));
            match found {
                Some((spelling, sound)) => {
                    read.push_str(sound);
                    rest = &rest[spelling.len()..];
                }
                None => {
                    read.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, other: &str) -> bool {
        let key = search_key::build_search_key(name);
        search_key::build_search_key(other) == key || spelling_keys(other).contains(&key)
    }

    #[test]
    fn one_name_in_the_spellings_of_europe() {
        for (name, others) in [
            (
                "Shevchuk",
                &[
                    "Szewczuk",
                    "Ševčuk",
                    "Schewtschuk",
                    "Chevtchouk",
                    "Şevçuk",
                    "Шевчук",
                ][..],
            ),
            ("Tokayeva", &["Tokajewa", "Tokajeva", "Tokaïeva", "Токаева"]),
            ("Zhaksybekov", &["Žaksybekov", "Żaksybekow"]),
            (
                "Dzhakishev",
                &["Dschakischew", "Djakichev", "Dżakiszew", "Džakišev"],
            ),
            ("Jafarov", &["Cəfərov"]),
            ("Bokayev", &["Bokajew", "Bokajev"]),
        ] {
            for other in others {
                assert!(finds(name, other), "{other} is not found as {name}");
            }
        }
    }

    #[test]
    fn other_people_stay_other_people() {
        for (name, other) in [
            ("Yan", "Jan"),
            ("Shernov", "Chernov"),
            ("Hayiev", "Hajiyev"),
            ("Marat", "Murat"),
            ("Sevchuk", "Szewczuk"),
            ("Shevchenko", "Szewczuk"),
            ("Tokareva", "Tokajewa"),
        ] {
            assert!(!finds(name, other), "{other} is found as {name}");
        }
    }
}
