//! Names by which records are called: lower-case words joined by hyphens.

use std::fmt;
use std::str::FromStr;

use super::InvalidValue;
use super::value::{ValueKind, text_value};

/// The longest id, in characters.
const LONGEST: usize = 80;

/// The id of a case, a recipient, a source or a letter; also a group or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id made from a name: transliterated, lower case, `x` if nothing is left of it.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let plain = crate::model::search_key::to_latin(name).to_lowercase();
        let words = plain
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let short: String = words.chars().take(LONGEST - 8).collect();
        let short = short.trim_matches('-');
        Self(if short.is_empty() {
            "x".to_owned()
        } else {
            short.to_owned()
        })
    }

    /// An id made of a person's name, the family name first: “Maks Bokayev” is `bokayev-maks`. That is the last word, with the particles
    /// before it, unless the name itself says that it begins with the family name: by a comma, or by ending with a patronymic or
    /// an initial.
    #[must_use]
    pub fn from_person_name(name: &str) -> Self {
        let words: Vec<&str> = name.split_whitespace().collect();
        let Some(last) = words.last() else {
            return Self::from_name(name);
        };
        if name.contains([',', '،', '，']) || ends_with_patronymic(&words) || is_initial(last) {
            return Self::from_name(name);
        }
        let mut begin = words.len() - 1;
        while begin > 1 && is_particle(words[begin - 1]) {
            begin -= 1;
        }
        let (given, family) = words.split_at(begin);
        Self::from_name(&format!("{} {}", family.join(" "), given.join(" ")))
    }

    /// The same id with a number after it: `batyrov-edige-2`.
    #[must_use]
    pub fn with_number(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The first of `a`, `a-2`, `a-3` … that is not taken.
    pub fn first_free<E>(
        &self,
        mut taken: impl FnMut(&Self) -> Result<bool, E>,
    ) -> Result<Self, E> {
        let mut id = self.clone();
        let mut number = 1;
        while taken(&id)? {
            number += 1;
            id = self.with_number(number);
        }
        Ok(id)
    }
}

/// Words that stand before a family name and belong to it. Those of one letter (“y”, “e”) join two names and are not among them.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 18] = [
        "de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "van", "von", "der",
        "den", "ter", "bin", "ibn", "al",
    ];
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Whether a name ends with a patronymic, as one does that begins with the family name. Of two words the last may be a family name
/// of that form (“Марина Адамович”), and so it is behind a patronymic.
fn ends_with_patronymic(words: &[&str]) -> bool {
    const WORDS: [&str; 8] = [
        "oğlu", "oglu", "qızı", "qizi", "kızı", "оглы", "кызы", "углы",
    ];
    match words {
        [.., last] if WORDS.contains(&last.to_lowercase().as_str()) => true,
        [_, .., middle, last] => is_patronymic(last) && !is_patronymic(middle),
        _ => false,
    }
}

/// `Тулегенович`, `Sergeevna`.
fn is_patronymic(word: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ович", "евич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna",
    ];
    let word = word.to_lowercase();
    ENDINGS
        .iter()
        .any(|ending| word.ends_with(ending) && word.chars().count() > ending.chars().count() + 1)
}

/// `N.`, `Н.С.`
fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.split('.').all(|letters| letters.chars().count() <= 2)
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for Id {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let words_are_right = text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if !words_are_right {
            return Err(InvalidValue::new(format!(
                "“{text}” cannot be an id; use small Latin letters and digits, joined by -"
            )));
        }
        if text.len() > LONGEST {
            return Err(InvalidValue::new(format!(
                "the id is longer than {LONGEST} characters"
            )));
        }
        Ok(Self(text.to_owned()))
    }
}

text_value!(Id, ValueKind::Line);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_from_names_of_any_script() {
        for (name, id) in [
            ("Dzhakishev Mukhtar", "dzhakishev-mukhtar"),
            ("DE BRÚN Bairbre", "de-brun-bairbre"),
            ("Мұхтар Жәкішев", "mukhtar-zhakishev"),
            ("Əliyeva Leyla", "aliyeva-leyla"),
            ("R. Toychiyev", "r-toychiyev"),
            ("—", "x"),
        ] {
            assert_eq!(Id::from_name(name).as_str(), id);
            assert!(id.parse::<Id>().is_ok());
        }
    }

    #[test]
    fn an_id_begins_with_the_family_name() {
        for (name, id) in [
            ("Maks Bokayev", "bokayev-maks"),
            ("Rosa de la Cruz", "de-la-cruz-rosa"),
            ("Jan van der Berg", "van-der-berg-jan"),
            ("VIDAL, Rosa", "vidal-rosa"),
            ("Ковалёва Н.С.", "kovaleva-n-s"),
            ("Бокаев Макс Тулегенович", "bokaev-maks-tulegenovich"),
            ("Макс Тулегенович Бокаев", "bokaev-maks-tulegenovich"),
            ("Марина Адамович", "adamovich-marina"),
            ("Алесь Иванович Адамович", "adamovich-ales-ivanovich"),
            ("Əliyev Rauf Kamal oğlu", "aliyev-rauf-kamal-oglu"),
            ("Bokayev", "bokayev"),
            ("—", "x"),
        ] {
            assert_eq!(Id::from_person_name(name).as_str(), id, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_an_id() {
        for text in ["", "-", "a--b", "A", "a b", "../x", "a_b", "é"] {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }
}
