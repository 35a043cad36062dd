//! What lists in many languages call their columns and say in their cells: `data/lists/`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A list of texts by what they mean.
type Meanings = HashMap<String, Vec<String>>;

/// Titles of columns, by title.
static TITLES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let file: Meanings =
        toml::from_str(include_str!("../../../data/lists/titles.toml")).unwrap_or_default();
    by_text(file)
});

/// Words of cells, by section and text.
static WORDS: LazyLock<HashMap<String, HashMap<String, String>>> = LazyLock::new(|| {
    let file: HashMap<String, Meanings> =
        toml::from_str(include_str!("../../../data/lists/words.toml")).unwrap_or_default();
    file.into_iter()
        .map(|(section, meanings)| (section, by_text(meanings)))
        .collect()
});

fn by_text(meanings: Meanings) -> HashMap<String, String> {
    let each = meanings.into_iter().flat_map(|(meaning, texts)| {
        texts
            .into_iter()
            .map(move |text| (plain_text(&text), meaning.clone()))
    });
    each.collect()
}

/// A text as it is compared: small letters, one space between words, no points and colons.
pub(super) fn plain_text(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| {
            if matches!(c, '_' | '-' | '.' | ':' | '،' | ',' | '*') {
                ' '
            } else {
                c
            }
        })
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\u{307}')
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The column that a title names for certain: `locationImprisoned` as `location imprisoned`, `prisoner.name` as `name`.
pub(super) fn find_title(title: &str) -> Option<&'static str> {
    let find = |title: &str| TITLES.get(title).map(String::as_str);
    let (plain, bare) = (plain_text(title), plain_title(title));
    let own = || {
        let target = super::columns::ColumnTarget::from_title(&bare).filter(|_| bare != plain)?;
        Some(target.column_name())
    };
    find(&plain).or_else(|| find(&bare)).or_else(own)
}

/// Words before the name of a field that only say whose it is.
const PERSONS: [&str; 12] = [
    "prisoner",
    "prisoners",
    "detainee",
    "detainees",
    "person",
    "persons",
    "people",
    "victim",
    "victims",
    "case",
    "cases",
    "individual",
];

/// A title as it is compared: with a space where a small letter stands before a capital one, and without the word for the
/// person whose field it is.
pub(super) fn plain_title(title: &str) -> String {
    let mut spaced = String::with_capacity(title.len() + 4);
    let mut was_small = false;
    for c in title.chars() {
        if was_small && c.is_uppercase() {
            spaced.push(' ');
        }
        was_small = c.is_lowercase();
        spaced.push(c);
    }
    let plain = plain_text(&spaced);
    match plain.split_once(' ') {
        Some((first, rest)) if PERSONS.contains(&first) => rest.to_owned(),
        _ => plain,
    }
}

/// Whether a title says only that the cells are years.
pub(super) fn is_year(title: &str) -> bool {
    [
        "year",
        "año",
        "ano",
        "année",
        "jahr",
        "год",
        "рік",
        "yıl",
        "il",
        "السنة",
        "سنة",
        "سال",
        "年",
        "年份",
        "rok",
        "anno",
    ]
    .contains(&plain_title(title).as_str())
}

/// The word of ours that a text means in a section (`status`, `gender` …).
pub(super) fn find_word(section: &str, text: &str) -> Option<&'static str> {
    WORDS
        .get(section)?
        .get(&plain_text(text))
        .map(String::as_str)
}

/// Whether a text begins with a word of a section, and what follows it, signs and all.
pub(super) fn strip_word<'a>(section: &str, meaning: &str, text: &'a str) -> Option<&'a str> {
    let words = WORDS.get(section)?;
    let ends = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .filter(|&at| text[..at].ends_with(char::is_alphabetic))
        .filter(|&at| !text[at..].starts_with(char::is_alphabetic))
        .take(24);
    ends.filter(|&at| {
        words
            .get(&plain_text(&text[..at]))
            .is_some_and(|found| found == meaning)
    })
    .map(|at| &text[at..])
    .last()
}

#[cfg(test)]
mod tests {
    use super::super::columns::ColumnTarget;
    use super::*;
    use crate::model::vocabulary::{
        Category, ChargeStanding, Consent, Gender, Publicity, SentenceKind, Status, Vocabulary,
    };

    #[test]
    fn every_title_names_a_column() {
        assert!(TITLES.len() > 500);
        for column in TITLES.values() {
            assert!(ColumnTarget::from_title(column).is_some(), "{column}");
        }
        for (title, column) in [
            ("Дата ареста", "arrested"),
            ("FECHA DE DETENCIÓN", "arrested"),
            ("detention_date", "arrested"),
            ("تاريخ الميلاد", "born"),
            ("姓名", "name"),
            ("№", "number"),
            ("Place of detention:", "held_at"),
            ("locationImprisoned", "held_at"),
            ("fullName", "name"),
            ("prisoners.name", "name"),
            ("Предъявлены обвинения", "charge"),
        ] {
            assert_eq!(find_title(title), Some(column), "{title}");
        }
        assert_eq!(find_title("Odd thing"), None);
    }

    #[test]
    fn every_word_is_one_of_ours() {
        let known = |section: &str, word: &str| match section {
            "status" => Status::from_stored(word).is_known(),
            "gender" => Gender::from_stored(word).is_known(),
            "category" => Category::from_stored(word).is_known(),
            "sentence_kind" => SentenceKind::from_stored(word).is_known(),
            "charge_standing" => ChargeStanding::from_stored(word).is_known(),
            "publicity" => Publicity::from_stored(word).is_known(),
            "consent" => Consent::from_stored(word).is_known(),
            _ => ["totals", "nothing", "no_sentence", "no_charge"].contains(&section),
        };
        for (section, words) in WORDS.iter() {
            for word in words.values() {
                assert!(known(section, word), "{section}: {word}");
            }
        }
        assert_eq!(find_word("status", "В СИЗО"), Some("pre-trial-detention"));
        assert_eq!(find_word("gender", "男"), Some("male"));
        assert_eq!(find_word("status", "detained"), None);
    }

    #[test]
    fn a_row_of_totals_begins_with_its_word() {
        assert_eq!(strip_word("totals", "words", "Total: 9"), Some(": 9"));
        assert_eq!(
            strip_word("totals", "words", "Итого: 9 чел."),
            Some(": 9 чел.")
        );
        assert_eq!(strip_word("totals", "words", "Totalina Rosa"), None);
    }
}
