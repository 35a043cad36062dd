//! What a selection can ask for. The same value again is “or”; different questions are “and”.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::vocabulary::{Category, ConcernKind, StatusWord};
use super::{Country, Id, InvalidValue, PartialDate, Term};

/// Makes the filter of its questions, so that how many there are follows from the type.
macro_rules! filter {
    (
        $(#[$about:meta])+
        pub struct $Name:ident { $( $(#[$help:meta])+ pub $question:ident: $Type:ty, )+ }
    ) => {
        $(#[$about])+
        pub struct $Name {
            $( $(#[$help])+ pub $question: $Type, )+
        }

        impl $Name {
            /// The names of all questions.
            pub const QUESTIONS: &'static [&'static str] = &[$( stringify!($question) ),+];
        }
    };
}

filter! {
    /// A selection of cases. Empty, it selects all.
    ///
    /// A filter by date selects only what is certain: a case arrested in `2018` is not “arrested after 2018-04”.
    /// All filters about a sentence must fit one and the same sentence, those about an arrest one and the same arrest.
    /// Terms are compared by [`Term::average_days`]. A word that is searched for must begin a word of the text.
    #[derive(Debug, Clone, Default)]
    pub struct Filter {
        /// Only these cases.
        pub ids: Vec<Id>,
        /// Any of these statuses or groups.
        pub status: Vec<StatusWord>,
        /// None of these statuses or groups.
        pub not_status: Vec<StatusWord>,
        /// The state that persecutes.
        pub country: Vec<Country>,
        /// The leading or a further category.
        pub category: Vec<Category>,
        /// A shared prosecution or pattern.
        pub group: Vec<Id>,
        /// A label.
        pub tag: Vec<Id>,
        /// None of these labels.
        pub not_tag: Vec<Id>,
        /// Charged under this article.
        pub charge: Vec<Article>,
        /// A concern.
        pub concern: Vec<ConcernKind>,
        /// A part of the place, in any spelling.
        pub place: Vec<String>,
        /// A fact rests on this source.
        pub source: Vec<Id>,
        /// A sentence was pronounced after this date.
        pub sentenced_after: Option<PartialDate>,
        /// A sentence was pronounced before this date.
        pub sentenced_before: Option<PartialDate>,
        /// A sentence longer than this.
        pub term_over: Option<Term>,
        /// A sentence shorter than this.
        pub term_under: Option<Term>,
        /// Arrested after this date.
        pub arrested_after: Option<PartialDate>,
        /// Arrested before this date.
        pub arrested_before: Option<PartialDate>,
        /// All of these words, in any spelling, in the name and the texts about the person.
        pub search: Vec<String>,
        /// Statuses are those of this day.
        pub as_of: Option<Date>,
    }
}

/// An article of a law, as `--charge` takes it: `174`, `CC 174`, `405.2`, `ст. 342 ч. 1 УК`. It finds what is within it:
/// `188` finds `188.3.1`, and article 188 part 3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The law.
    pub code: Option<String>,
    /// The article and its part, joined by a point.
    pub number: String,
}

impl Article {
    /// Whether an article and its part are this one, or within it.
    pub fn contains(&self, article: &str, part: Option<&str>) -> bool {
        let number = join_number(article, part);
        number
            .strip_prefix(&self.number)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// An article and its part as one number: `405.2`.
fn join_number(article: &str, part: Option<&str>) -> String {
    part.map_or_else(|| article.to_owned(), |part| format!("{article}.{part}"))
}

impl FromStr for Article {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = super::text::normalize_line(text)?;
        let refused = || {
            InvalidValue::new(format!(
                "“{text}” is not an article; write 174, CC 174 or 405.2"
            ))
        };
        let charge = match super::citation::parse_charges(&text).as_slice() {
            [one] if !one.article.is_empty() && one.title.is_empty() => one.clone(),
            // A law that nobody here knows: “Press Act 12”.
            _ => {
                let (code, article) = text.rsplit_once(' ').ok_or_else(refused)?;
                super::citation::CitedCharge {
                    code: code.to_owned(),
                    article: article.to_owned(),
                    ..Default::default()
                }
            }
        };
        if !charge.article.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(refused());
        }
        let part = Some(charge.part.as_str()).filter(|part| !part.is_empty());
        Ok(Self {
            number: join_number(&charge.article, part),
            code: Some(charge.code).filter(|code| !code.is_empty()),
        })
    }
}

impl fmt::Display for Article {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = &self.code {
            write!(out, "{code} ")?;
        }
        out.write_str(&self.number)
    }
}

/// Makes the keys of their words, so that none is without one.
macro_rules! sort_keys {
    (
        $(#[$about:meta])+
        pub enum $Name:ident { $( $(#[$help:meta])+ $Key:ident = $word:literal, )+ }
    ) => {
        $(#[$about])+
        pub enum $Name {
            $( $(#[$help])+ $Key, )+
        }

        impl $Name {
            /// All keys, as typed.
            pub const ALL: &'static [(&'static str, Self)] = &[$( ($word, Self::$Key) ),+];
        }
    };
}

sort_keys! {
    /// By what a list is sorted; the id always decides last.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum SortKey {
        /// By family name and given name, in Latin letters.
        #[default]
        Name = "name",
        /// By id.
        Id = "id",
        /// By status, in the order of the vocabulary.
        Status = "status",
        /// By place.
        Place = "place",
        /// By leading category.
        Category = "category",
        /// By the date of the latest arrest or detention.
        Arrested = "arrested",
        /// By the date of the latest sentence.
        Sentenced = "sentenced",
        /// By the length of the latest sentence.
        Term = "term",
        /// By the date the record was last known true.
        AsOf = "as-of",
    }
}

/// An order of cases: `name`, or `sentenced-` for the latest first. Cases without the value come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SortOrder {
    /// By what.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

impl FromStr for SortOrder {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let (word, descending) = match text.strip_suffix('-') {
            Some(word) => (word, true),
            None => (text, false),
        };
        let word = word.replace('_', "-");
        let found = SortKey::ALL.iter().find(|(name, _)| *name == word);
        found
            .map(|(_, key)| Self {
                key: *key,
                descending,
            })
            .ok_or_else(|| {
                InvalidValue::unknown_word(
                    "sort key",
                    &word,
                    SortKey::ALL.iter().map(|(name, _)| *name),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_read_with_law_and_part() {
        for text in ["174", "CC 174", "405.2", "CC 405.2"] {
            assert_eq!(text.parse::<Article>().unwrap().to_string(), text);
        }
        assert!("murder".parse::<Article>().is_err());
    }

    #[test]
    fn a_sort_can_be_turned_round() {
        assert_eq!(
            "sentenced-".parse::<SortOrder>().unwrap(),
            SortOrder {
                key: SortKey::Sentenced,
                descending: true
            }
        );
        assert!(
            "nmae"
                .parse::<SortOrder>()
                .is_err_and(|error| error.nearest.as_deref() == Some("name"))
        );
    }
}
