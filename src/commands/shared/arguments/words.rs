//! Types whose values are words: the shell completes them from here, and the command line takes no others.

use std::error::Error;
use std::ffi::OsStr;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

use crate::checks::{self, Check};
use crate::exchange::{FileFormat, MergeRows, RowHeadings, table_columns};
use crate::letters::evidence::CitationStyle;
use crate::model::Country;
use crate::model::facet::Facet;
use crate::model::filter::{SortKey, SortOrder};
use crate::model::vocabulary::{
    Category, Channel, ConcernKind, Role, Status, StatusWord, Vocabulary,
};
use crate::model::written_date::DateOrder;
use crate::render::{Format, LabelStock, PaperSize, ReportFormat};
use crate::terminal::ColorChoice;

/// A word and what it is; an empty text where it speaks for itself.
pub type OfferedWord = (&'static str, &'static str);

/// A type whose values are typed as one of some words.
pub trait OfferedWords: FromStr {
    /// The words, each accepted by [`FromStr`], in the order in which they are offered.
    fn offered_words() -> Vec<OfferedWord>;
}

/// Takes a value by its own rules, and knows the words it is made of.
#[derive(Debug)]
pub struct WordParser<T>(PhantomData<fn() -> T>);

impl<T> WordParser<T> {
    /// The parser of a type.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for WordParser<T> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<T> TypedValueParser for WordParser<T>
where
    T: OfferedWords + Clone + Send + Sync + 'static,
    T::Err: Into<Box<dyn Error + Send + Sync>>,
{
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        T::from_str.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let words = T::offered_words().into_iter();
        Some(Box::new(words.map(|(word, what)| {
            PossibleValue::new(word).help(Some(what).filter(|what| !what.is_empty()))
        })))
    }
}

/// Makes clap take the values of a type by its words.
macro_rules! offered_words {
    ($($Type:ty: $words:expr;)+) => {$(
        impl $crate::commands::shared::arguments::words::OfferedWords for $Type {
            fn offered_words() -> Vec<$crate::commands::shared::arguments::words::OfferedWord> {
                $words.into_iter().collect()
            }
        }

        impl clap::builder::ValueParserFactory for $Type {
            type Parser = $crate::commands::shared::arguments::words::WordParser<$Type>;

            fn value_parser() -> Self::Parser {
                $crate::commands::shared::arguments::words::WordParser::new()
            }
        }
    )+};
}
pub(crate) use offered_words;

/// Words that speak for themselves.
pub fn plain_words(
    words: impl IntoIterator<Item = &'static str>,
) -> impl Iterator<Item = OfferedWord> {
    words.into_iter().map(|word| (word, ""))
}

/// The words of a vocabulary with their meaning.
fn vocabulary_words<V: Vocabulary>() -> impl Iterator<Item = OfferedWord> {
    V::WORDS.iter().map(|word| (word.slug, word.label))
}

offered_words! {
    StatusWord: plain_words(StatusWord::iter_slugs());
    Status: vocabulary_words::<Status>();
    Category: vocabulary_words::<Category>();
    ConcernKind: vocabulary_words::<ConcernKind>();
    Role: vocabulary_words::<Role>();
    Channel: vocabulary_words::<Channel>();
    Country: Country::iter_all().map(|one| (one.code(), one.name()));
    Facet: Facet::iter_all().map(|facet| (facet.name(), facet.help_text()));
    SortOrder: plain_words(SortKey::ALL.iter().map(|(name, _)| *name));
    FileFormat: plain_words(FileFormat::ALL.map(FileFormat::format_name));
    Format: plain_words(Format::ALL.iter().map(|format| format.slug()));
    ReportFormat: plain_words(ReportFormat::ALL.map(ReportFormat::slug));
    PaperSize: plain_words(PaperSize::ALL.map(PaperSize::slug));
    LabelStock: plain_words(LabelStock::ALL.map(LabelStock::slug));
    DateOrder: plain_words(["dmy", "mdy", "persian"]);
    MergeRows: plain_words(["name", "number", "no"]);
    ColorChoice: plain_words(["auto", "always", "never"]);
    CitationStyle: plain_words(["list", "notes"]);
    RowHeadings: table_columns().chain([("people", "")]);
    &'static Check: checks::CHECKS.iter().map(|one| (one.slug, one.finds));
}
