//! Dates in words: `10 апреля 2018`, `April 2018`. The names of months are those of CLDR.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_calendar::{Date, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_locale_core::Locale;

/// The languages whose months are read.
const LANGUAGES: [&str; 23] = [
    "en",
    "ru",
    "fr",
    "de",
    "es",
    "it",
    "nl",
    "pl",
    "uk",
    "be",
    "kk",
    "ky",
    "uz",
    "az",
    "tr",
    "ka",
    "hy",
    "pt-PT",
    "ar",
    "ar-SY-u-nu-latn",
    "ar-TN-u-nu-latn",
    "fa-u-ca-gregory-nu-latn",
    "ro",
];

/// Words that say nothing beside a date.
const FILLERS: [&str; 22] = [
    "в", "м", "г", "год", "года", "р", "року", "ж", "жыл", "жылы", "il", "yil", "yılı", "de",
    "del", "of", "the", "st", "nd", "rd", "th", "er",
];

/// The date in the form `2018-04-10` or `2018-04`, if the text is one day, month or year in words and nothing else.
pub(crate) fn to_iso_date(text: &str) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    let tokens = split_tokens(&text.to_lowercase());
    let mut rest = tokens.as_slice();
    while let Some((token, behind)) = rest.split_first() {
        rest = behind;
        let number = token.bytes().all(|byte| byte.is_ascii_digit());
        let place = match token.len() {
            4 if number => &mut year,
            1 | 2 if number => &mut day,
            _ if number => return None,
            _ if FILLERS.contains(&token.as_str()) => continue,
            _ => {
                let (named, length) = find_month(token, rest)?;
                rest = &rest[length - 1..];
                if month.replace(named).is_some() {
                    return None;
                }
                continue;
            }
        };
        if place.replace(token.clone()).is_some() {
            return None;
        }
    }
    match (year?, month, day) {
        (year, Some(month), Some(day)) => Some(format!("{year}-{month:02}-{day:0>2}")),
        (year, Some(month), None) => Some(format!("{year}-{month:02}")),
        (year, None, None) => Some(year),
        (_, None, Some(_)) => None,
    }
}

/// The month that a word begins, and of how many words its name is: كانون الثاني has two.
fn find_month(word: &str, behind: &[String]) -> Option<(u8, usize)> {
    let both = behind
        .first()
        .and_then(|next| MONTHS.get(&format!("{word} {next}")));
    both.map(|month| (*month, 2))
        .or_else(|| Some((*MONTHS.get(word)?, 1)))
}

/// Runs of digits and runs of letters. A sign that could join two dates is a token of its own.
fn split_tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '.' | ',') {
            last = None;
            continue;
        }
        let digit = c.is_ascii_digit();
        match tokens.last_mut() {
            Some(token) if last == Some(digit) => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = Some(digit);
    }
    tokens
}

/// The names of months in all languages, long and short, as they stand in a date and alone. A name that means another
/// month elsewhere is left out.
static MONTHS: LazyLock<HashMap<String, u8>> = LazyLock::new(|| {
    let mut all: HashMap<String, Option<u8>> = HashMap::new();
    for (name, month) in LANGUAGES.into_iter().flat_map(month_names) {
        all.entry(name)
            .and_modify(|known| *known = known.filter(|known| *known == month))
            .or_insert(Some(month));
    }
    all.into_iter()
        .filter_map(|(name, month)| Some((name, month?)))
        .collect()
});

fn month_names(language: &str) -> Vec<(String, u8)> {
    let Ok(locale) = language.parse::<Locale>() else {
        return Vec::new();
    };
    let days = [YMD::long(), YMD::medium()]
        .map(|form| DateTimeFormatter::try_new((&locale).into(), form).ok());
    let months = [YM::long(), YM::medium()]
        .map(|form| DateTimeFormatter::try_new((&locale).into(), form).ok());
    let mut found = Vec::new();
    for month in 1..=12 {
        let Ok(date) = Date::<Iso>::try_new_iso(2018, month, 10) else {
            continue;
        };
        let days = days
            .iter()
            .flatten()
            .map(|form| form.format(&date).to_string());
        let months = months
            .iter()
            .flatten()
            .map(|form| form.format(&date).to_string());
        found.extend(
            days.chain(months)
                .filter_map(|text| Some((month_words(&text)?, month))),
        );
    }
    found
}

/// The name of the month in a date: two words that stand together, or the longest.
fn month_words(date: &str) -> Option<String> {
    let tokens = split_tokens(&date.to_lowercase());
    let is_word = |token: &&String| {
        token.chars().count() > 1
            && token.chars().all(char::is_alphabetic)
            && !FILLERS.contains(&token.as_str())
    };
    let words: Vec<&String> = tokens.iter().filter(is_word).collect();
    match words.as_slice() {
        [one, two] => Some(format!("{one} {two}")),
        _ => words
            .into_iter()
            .max_by_key(|word| word.chars().count())
            .cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words_are_read_as_precise_as_they_are() {
        for (text, expected) in [
            ("10 апреля 2018", "2018-04-10"),
            ("10 апреля 2018 г.", "2018-04-10"),
            ("апрель 2018 года", "2018-04"),
            ("10 April 2018", "2018-04-10"),
            ("April 10th, 2018", "2018-04-10"),
            ("Apr. 2018", "2018-04"),
            ("1er mai 2018", "2018-05-01"),
            ("10. März 2018", "2018-03-10"),
            ("10 de abril de 2018", "2018-04-10"),
            ("2018 ж. 10 сәуір", "2018-04-10"),
            ("2018 г.", "2018"),
            ("10 كانون الثاني 2018", "2018-01-10"),
            ("10 كانون الأول 2018", "2018-12-10"),
            ("آب 2018", "2018-08"),
            ("10 جانفي 2018", "2018-01-10"),
        ] {
            assert_eq!(to_iso_date(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn whatever_else_is_said_is_no_date() {
        for text in [
            "",
            "April",
            "10 April",
            "10–12 April 2018",
            "April or May 2018",
            "до 10 апреля 2018",
            "ca. 2018",
            "10 2018",
            "2018-04-10",
            "10.04.2018",
            "April 18",
            "2018 or 2019",
            "10 April 2018 (?)",
        ] {
            assert_eq!(to_iso_date(text), None, "{text}");
        }
    }

    #[test]
    fn every_language_gives_twelve_months() {
        for language in LANGUAGES {
            let known = month_names(language)
                .into_iter()
                .filter(|(name, month)| MONTHS.get(name) == Some(month));
            let months: std::collections::BTreeSet<u8> = known.map(|(_, month)| month).collect();
            assert_eq!(months.len(), 12, "{language}");
        }
    }
}
