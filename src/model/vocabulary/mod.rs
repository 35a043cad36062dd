//! The words a fact may use: closed lists, each word with its label and its HURIDOCS code in one table.
//!
//! A vocabulary is an enum made by `vocabulary!`. A word met in a newer file becomes `Other`, is carried along and
//! written back; what a user types is parsed strictly, and the nearest right word is named.
//! Codes are those of the HURIDOCS micro-thesauri as shipped with OpenEvSys; `""` means that no term exists there.

mod action;
mod category;
mod charge;
mod concern;
mod demand;
mod event;
mod letter;
mod official;
mod penalty;
mod person;
mod power;
mod role;
mod source;
mod status;

pub use action::ActionKind;
pub use category::Category;
pub use charge::ChargeStanding;
pub use concern::ConcernKind;
pub use demand::{DemandGrounds, DemandKind};
pub use event::EventKind;
pub use letter::{Channel, Impact, ReplyKind, Signing};
pub use official::OfficialRole;
pub use penalty::{Regime, RestrictionKind, SentenceKind};
pub use person::{Consent, DateBasis, Gender, Publicity, Standing};
pub use role::{OfficeSide, Role, RoleGroup};
pub use source::SourceKind;
pub use status::{Status, StatusGroup, StatusWord};

/// A vocabulary: its name, as messages use it, and its words.
pub type VocabularyTable = (&'static str, &'static [VocabularyWord]);

/// Every vocabulary, in order of name.
pub const ALL: [VocabularyTable; 22] = [
    name_and_words::<ActionKind>(),
    name_and_words::<Category>(),
    name_and_words::<Channel>(),
    name_and_words::<ChargeStanding>(),
    name_and_words::<ConcernKind>(),
    name_and_words::<Consent>(),
    name_and_words::<DateBasis>(),
    name_and_words::<DemandKind>(),
    name_and_words::<EventKind>(),
    name_and_words::<Gender>(),
    name_and_words::<Impact>(),
    name_and_words::<OfficialRole>(),
    name_and_words::<Publicity>(),
    name_and_words::<Regime>(),
    name_and_words::<ReplyKind>(),
    name_and_words::<RestrictionKind>(),
    name_and_words::<Role>(),
    name_and_words::<SentenceKind>(),
    name_and_words::<Signing>(),
    name_and_words::<SourceKind>(),
    name_and_words::<Standing>(),
    name_and_words::<Status>(),
];

const fn name_and_words<V: Vocabulary>() -> VocabularyTable {
    (V::NAME, V::WORDS)
}

/// What every vocabulary can do.
pub trait Vocabulary: Sized + Clone {
    /// The name of the list, as messages use it: “status”.
    const NAME: &'static str;
    /// All known words, in the order of the table.
    const WORDS: &'static [VocabularyWord];

    /// The value for a stored word; an unknown one is carried as it is.
    fn from_stored(slug: &str) -> Self;
    /// The word as it is stored.
    fn slug(&self) -> &str;
    /// Whether this version knows the word.
    fn is_known(&self) -> bool;

    /// The value for a word that a user typed.
    ///
    /// # Errors
    /// The word is not in the list; the nearest right one is suggested.
    fn from_typed(text: &str) -> Result<Self, super::InvalidValue> {
        let value = Self::from_stored(&text.trim().to_lowercase().replace([' ', '_'], "-"));
        if value.is_known() {
            return Ok(value);
        }
        Err(super::InvalidValue::unknown_word(
            Self::NAME,
            text,
            Self::WORDS.iter().map(|word| word.slug),
        ))
    }

    /// The label in English; of an unknown word, the word itself with spaces.
    fn label(&self) -> String {
        Self::WORDS
            .iter()
            .find(|word| word.slug == self.slug())
            .map_or_else(
                || self.slug().replace('-', " "),
                |word| word.label.to_owned(),
            )
    }
}

/// Lets a vocabulary stand in a field and in a file: strict when typed, lenient when stored.
macro_rules! word_value {
    ($Type:ty) => {
        impl std::fmt::Display for $Type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str($crate::model::vocabulary::Vocabulary::slug(self))
            }
        }

        impl std::str::FromStr for $Type {
            type Err = $crate::model::InvalidValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <Self as $crate::model::vocabulary::Vocabulary>::from_typed(text)
            }
        }

        impl $crate::model::CellValue for $Type {
            const KIND: $crate::model::ValueKind = $crate::model::ValueKind::Word(
                <$Type as $crate::model::vocabulary::Vocabulary>::NAME,
                <$Type as $crate::model::vocabulary::Vocabulary>::WORDS,
            );

            fn to_cell(&self) -> $crate::model::Cell {
                $crate::model::Cell::Text(self.to_string())
            }

            fn from_cell(cell: &$crate::model::Cell) -> Result<Self, $crate::model::InvalidValue> {
                let line = $crate::model::text::normalize_line(&cell.to_line())?;
                Ok(<Self as $crate::model::vocabulary::Vocabulary>::from_stored(&line))
            }

            fn from_typed(text: &str) -> Result<Self, $crate::model::InvalidValue> {
                text.parse()
            }

            fn unknown_word(&self) -> Option<$crate::model::InvalidValue> {
                use $crate::model::vocabulary::Vocabulary;
                let words = Self::WORDS.iter().map(|word| word.slug);
                (!self.is_known()).then(|| {
                    $crate::model::InvalidValue::unknown_word(Self::NAME, self.slug(), words)
                })
            }
        }

        $crate::model::value::text_serde!($Type);
    };
}
pub(crate) use word_value;

/// Makes an enum of words from its table: variant, slug, label, HURIDOCS code. A second slug after `|` is read as the same word
/// and never written.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident, $name:literal {
            $($Variant:ident = $slug:literal $(| $alias:literal)?, $label:literal, $code:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $Name {
            $(#[doc = concat!("`", $slug, "`: ", $label)] $Variant,)+
            /// A word of a newer version, carried as it is.
            Other(String),
        }

        impl $crate::model::vocabulary::Vocabulary for $Name {
            const NAME: &'static str = $name;
            const WORDS: &'static [$crate::model::vocabulary::VocabularyWord] = &[
                $($crate::model::vocabulary::VocabularyWord { slug: $slug, label: $label, code: $code },)+
            ];
            fn from_stored(slug: &str) -> Self {
                match slug {
                    $($slug $(| $alias)? => Self::$Variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
            fn slug(&self) -> &str {
                match self {
                    $(Self::$Variant => $slug,)+
                    Self::Other(word) => word,
                }
            }
            fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        $crate::model::vocabulary::word_value!($Name);
    };
}
pub use super::value::VocabularyWord;
use vocabulary;
