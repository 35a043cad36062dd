//! Dates in a running text, in the words of a language and in figures.

use std::collections::HashMap;

use super::text::ProofWord;
use crate::letters::LetterLanguage;
use crate::model::PartialDate;

/// A date as far as a text says it; the day of a month may come without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextDate {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

impl TextDate {
    /// Whether it says all that the other does.
    pub fn covers_date(&self, other: &Self) -> bool {
        other.year.is_none_or(|year| self.year == Some(year))
            && other.month.is_none_or(|month| self.month == Some(month))
            && other.day.is_none_or(|day| self.day == Some(day))
    }
}

impl From<PartialDate> for TextDate {
    fn from(date: PartialDate) -> Self {
        Self {
            year: Some(date.year()),
            month: date.month(),
            day: date.day_of_month(),
        }
    }
}

/// The names of the months, as dates print them.
#[derive(Debug)]
pub(crate) struct MonthNames {
    months: HashMap<String, i8>,
}

impl MonthNames {
    /// The months in the language of a letter, and in that of the casebook.
    pub fn from_language(lang: &LetterLanguage) -> Self {
        let mut months: HashMap<String, Vec<i8>> = HashMap::new();
        for lang in [lang, &LetterLanguage::english()] {
            for month in 1..=12 {
                for date in [format!("2000-{month:02}"), format!("2000-{month:02}-15")] {
                    let words = date
                        .parse()
                        .map_or_else(|_| String::new(), |date| lang.format_date(date));
                    for word in words
                        .split(|c: char| !c.is_alphabetic())
                        .filter(|word| !word.is_empty())
                    {
                        months.entry(word.to_owned()).or_default().push(month);
                    }
                }
            }
        }
        // What stands in the dates of several months is no name of a month: “ж.”, “г.”.
        let one = |months: Vec<i8>| {
            months
                .iter()
                .all(|month| *month == months[0])
                .then(|| months[0])
        };
        Self {
            months: months
                .into_iter()
                .filter_map(|(word, months)| Some((word, one(months)?)))
                .collect(),
        }
    }

    /// Which month the word is.
    pub fn find_month(&self, word: &ProofWord) -> Option<i8> {
        self.months.get(&word.said).copied()
    }

    /// The date of which the word at this place is the first, with the place behind it.
    pub fn date_at(&self, words: &[ProofWord], at: usize) -> Option<(TextDate, usize)> {
        let word = words.get(at)?;
        if let Some(date) = parse_numeric_date(&word.said) {
            let year_first = self.year_first(words, at, date.year());
            return year_first.or(Some((date.into(), at + 1)));
        }
        let day = parse_day(word);
        let month_at = at + usize::from(day.is_some());
        let month = words
            .get(month_at)
            .filter(|word| day.is_none() || is_near(word))
            .and_then(|word| self.find_month(word))?;
        let mut end = month_at + 1;
        let mut next = |read: fn(&ProofWord) -> Option<i16>| {
            let found = words.get(end).filter(|word| is_near(word)).and_then(read);
            end += usize::from(found.is_some());
            found
        };
        let day = day.or_else(|| {
            next(|word| parse_day(word).map(i16::from)).and_then(|day| i8::try_from(day).ok())
        });
        let year = next(parse_year);
        (day.is_some() || year.is_some()).then_some((
            TextDate {
                year,
                month: Some(month),
                day,
            },
            end,
        ))
    }

    /// “2017 ж. 28 наурыз”: the year, a word, the day, the month.
    fn year_first(&self, words: &[ProofWord], at: usize, year: i16) -> Option<(TextDate, usize)> {
        let short = words
            .get(at + 1)
            .filter(|word| is_near(word) && !word.is_number() && word.said.chars().count() < 6)?;
        let day = words
            .get(at + 2)
            .filter(|word| is_near(word))
            .and_then(parse_day);
        let month_at = at + 2 + usize::from(day.is_some());
        let month = self.find_month(words.get(month_at).filter(|word| is_near(word))?)?;
        let is_english = short.said.is_ascii();
        (!is_english).then_some((
            TextDate {
                year: Some(year),
                month: Some(month),
                day,
            },
            month_at + 1,
        ))
    }
}

/// Whether at most a full stop or a comma stands before the word.
fn is_near(word: &ProofWord) -> bool {
    matches!(
        word.gap.trim_matches([' ', '\u{a0}', '\u{202f}']),
        "" | "." | ","
    )
}

fn parse_day(word: &ProofWord) -> Option<i8> {
    word.said.parse().ok().filter(|day| (1..=31).contains(day))
}

fn parse_year(word: &ProofWord) -> Option<i16> {
    word.said
        .parse()
        .ok()
        .filter(|year| (1900..2100).contains(year))
}

/// A date in figures: `2017`, `2017-03`, `2017-03-28`, `28.03.2017`, `28/03/2017`.
fn parse_numeric_date(text: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    let date: PartialDate = match parts.as_slice() {
        [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}").parse().ok()?,
        _ => text.parse().ok()?,
    };
    (1900..2100).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::super::text::split_words;
    use super::*;

    fn date(text: &str) -> Option<(TextDate, usize)> {
        MonthNames::from_language(&LetterLanguage::english()).date_at(&split_words(text), 0)
    }

    fn day(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> TextDate {
        TextDate { year, month, day }
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        let whole = day(Some(2017), Some(3), Some(28));
        for text in [
            "28 March 2017",
            "28.03.2017",
            "28/3/2017",
            "2017-03-28",
            "March 28, 2017",
            r"28\. March 2017",
        ] {
            assert_eq!(date(text).map(|(date, _)| date), Some(whole), "{text}");
        }
        assert_eq!(
            date("March 2017 and"),
            Some((day(Some(2017), Some(3), None), 2))
        );
        assert_eq!(
            date("28 March and"),
            Some((day(None, Some(3), Some(28)), 2))
        );
        assert_eq!(date("2017 and"), Some((day(Some(2017), None, None), 1)));
        for text in [
            "March and",
            "May I",
            "28 people",
            "32 March",
            "1800",
            "in March 2017",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_says_what_is_less_precise() {
        let whole = day(Some(2017), Some(3), Some(28));
        for less in [
            day(Some(2017), None, None),
            day(None, Some(3), Some(28)),
            day(Some(2017), Some(3), None),
        ] {
            assert!(
                whole.covers_date(&less) && !less.covers_date(&whole),
                "{less:?}"
            );
        }
        assert!(!whole.covers_date(&day(Some(2017), Some(4), None)));
    }
}
