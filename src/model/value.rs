//! One value of one field, and the common coin in which every surface trades it.
//!
//! A type that can stand in a field says how it becomes a [`Cell`] and how it is made from one. The command line, the
//! tables of the store, CSV, TOML and JSON all go through here, so a rule about a value holds everywhere.

use super::InvalidValue;

/// A value on its way between a record and a surface.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Cell {
    /// Nothing is known.
    #[default]
    Empty,
    /// A text, a date, a term or a word.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Several texts, in order.
    List(Vec<String>),
}

impl Cell {
    /// The value as one line: a flag as `true` or `false`, a list joined by `; `.
    pub fn to_line(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(items) => items.join("; "),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Flag(_) => false,
        }
    }
}

/// One word of a vocabulary, as tables and help show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VocabularyWord {
    /// As typed and stored: `pre-trial-detention`.
    pub slug: &'static str,
    /// In English, for tables and help.
    pub label: &'static str,
    /// HURIDOCS micro-thesaurus and term, `""` where none exists.
    pub code: &'static str,
}

/// What kind of value a field holds; prompts, help and the store choose by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// A partial date.
    Date,
    /// A length of time.
    Term,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// A word of the named vocabulary.
    Word(&'static str, &'static [VocabularyWord]),
    /// Several lines of text, each one an item.
    List,
}

impl ValueKind {
    /// The words that a value of this kind can be; none where any text, date or number can stand.
    pub fn vocabulary_words(self) -> Option<&'static [VocabularyWord]> {
        match self {
            Self::Word(_, words) => Some(words),
            Self::Line
            | Self::Text
            | Self::Date
            | Self::Term
            | Self::Flag
            | Self::Number
            | Self::List => None,
        }
    }
}

/// A type that can stand in a field.
pub trait CellValue: Sized {
    /// The kind of the value.
    const KIND: ValueKind;

    /// The value as a cell.
    fn to_cell(&self) -> Cell;

    /// The value of a stored cell: lenient about words of a newer version.
    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue>;

    /// The value of a text that a user typed: strict about words.
    fn from_typed(text: &str) -> Result<Self, InvalidValue>;

    /// Whether nothing is known.
    fn is_empty(&self) -> bool {
        self.to_cell().is_empty()
    }

    /// Refuses what must not be taken into a casebook, though it is read where it stands in an older one.
    fn check_entered(&self) -> Result<(), InvalidValue> {
        Ok(())
    }

    /// A warning about a word in it that this version does not know, with the nearest known word.
    fn unknown_word(&self) -> Option<InvalidValue> {
        None
    }
}

impl<T: CellValue> CellValue for Option<T> {
    const KIND: ValueKind = T::KIND;

    fn to_cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Empty, CellValue::to_cell)
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        if cell.is_empty() {
            Ok(None)
        } else {
            T::from_cell(cell).map(Some)
        }
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        if text.trim().is_empty() {
            Ok(None)
        } else {
            T::from_typed(text).map(Some)
        }
    }

    fn check_entered(&self) -> Result<(), InvalidValue> {
        self.as_ref().map_or(Ok(()), CellValue::check_entered)
    }

    fn unknown_word(&self) -> Option<InvalidValue> {
        self.as_ref().and_then(CellValue::unknown_word)
    }
}

impl<T: CellValue> CellValue for Vec<T> {
    const KIND: ValueKind = ValueKind::List;

    fn to_cell(&self) -> Cell {
        if self.is_empty() {
            return Cell::Empty;
        }
        Cell::List(self.iter().map(|item| item.to_cell().to_line()).collect())
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        match cell {
            Cell::Empty => Ok(Self::new()),
            Cell::List(items) => items
                .iter()
                .map(|item| T::from_cell(&Cell::Text(item.clone())))
                .collect(),
            other => Ok(vec![T::from_cell(other)?]),
        }
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        text.split(';')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(T::from_typed)
            .collect()
    }

    fn check_entered(&self) -> Result<(), InvalidValue> {
        self.iter().try_for_each(CellValue::check_entered)
    }

    fn unknown_word(&self) -> Option<InvalidValue> {
        self.iter().find_map(CellValue::unknown_word)
    }
}

impl CellValue for bool {
    const KIND: ValueKind = ValueKind::Flag;

    fn to_cell(&self) -> Cell {
        Cell::Flag(*self)
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        match cell {
            Cell::Flag(flag) => Ok(*flag),
            other => Self::from_typed(&other.to_line()),
        }
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "1" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(InvalidValue::new(format!("“{text}” is neither yes nor no"))),
        }
    }
}

impl CellValue for u32 {
    const KIND: ValueKind = ValueKind::Number;

    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        Self::from_typed(&cell.to_line())
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        text.trim()
            .parse()
            .map_err(|_| InvalidValue::new(format!("“{text}” is not a whole number")))
    }
}

/// Lets a type with `FromStr<Err = Invalid>` and `Display` stand in a field and in a file, as one text.
macro_rules! text_value {
    ($Type:ty, $kind:expr) => {
        impl $crate::model::CellValue for $Type {
            const KIND: $crate::model::ValueKind = $kind;

            fn to_cell(&self) -> $crate::model::Cell {
                $crate::model::Cell::Text(self.to_string())
            }

            fn from_cell(cell: &$crate::model::Cell) -> Result<Self, $crate::model::InvalidValue> {
                cell.to_line().parse()
            }

            fn from_typed(text: &str) -> Result<Self, $crate::model::InvalidValue> {
                text.parse()
            }
        }

        $crate::model::value::text_serde!($Type);
    };
}
pub(crate) use text_value;

/// Serde through the cell: written as a text, read leniently.
macro_rules! text_serde {
    ($Type:ty) => {
        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                <$Type as $crate::model::CellValue>::from_cell(&$crate::model::Cell::Text(text))
                    .map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_serde;

/// One line of text: NFC, trimmed, no control characters, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line(String);

impl Line {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::str::FromStr for Line {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        super::text::normalize_line(text).map(Self)
    }
}

text_value!(Line, ValueKind::Line);

/// Several lines of text: NFC, no control characters but line breaks, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paragraphs(String);

impl Paragraphs {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Paragraphs {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::str::FromStr for Paragraphs {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        super::text::normalize_paragraphs(text).map(Self)
    }
}

text_value!(Paragraphs, ValueKind::Text);
