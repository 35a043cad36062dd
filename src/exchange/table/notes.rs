//! What was read otherwise than it stands: nothing is guessed in silence.

use std::fmt;

use crate::exchange::SourcePosition;

/// A cell, row or table that was read otherwise than it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingNote {
    /// Where.
    pub place: SourcePosition,
    /// What kind of reading it was.
    pub reading: ReadingKind,
    /// What was read and as what, as a sentence without a full stop.
    pub text: String,
}

/// Why something was read otherwise than it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadingKind {
    /// Rows that are not cases: titles above the header and between rows.
    Title,
    /// Spaces that do not break, line breaks and invisible characters.
    Space,
    /// Marks that point to a footnote.
    Footnote,
    /// A dash for nothing.
    Dash,
    /// A date in words, or one whose cell shows less than it holds.
    Date,
    /// A word for another.
    Word,
    /// A name in capitals.
    Capitals,
    /// The family name before the given name.
    Order,
    /// Several charges in one cell.
    Charges,
    /// One cell for several rows.
    Merged,
    /// What a row says otherwise than holds for the list.
    Kept,
    /// A charge without an article of law.
    NoArticle,
    /// A column whose title was understood.
    Column,
    /// The letters in which the file is written.
    Encoding,
    /// Which way round the dates are.
    DateOrder,
    /// A gender or a family name that a patronymic tells.
    Patronymic,
    /// A column of several states.
    States,
    /// Rows that were put together as those of one person.
    OnePerson,
    /// Rows of one name that stay apart.
    Namesakes,
}

impl ReadingKind {
    /// In one word, for scripts.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Space => "space",
            Self::Footnote => "footnote",
            Self::Dash => "dash",
            Self::Date => "date",
            Self::Word => "word",
            Self::Capitals => "capitals",
            Self::Order => "order",
            Self::Charges => "charges",
            Self::Merged => "merged",
            Self::Kept => "kept",
            Self::NoArticle => "no-article",
            Self::Column => "column",
            Self::Encoding => "encoding",
            Self::DateOrder => "date-order",
            Self::Patronymic => "patronymic",
            Self::States => "states",
            Self::OnePerson => "one-person",
            Self::Namesakes => "namesakes",
        }
    }

    /// What such readings are called together.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "rows left out as titles",
            Self::Space => "spaces and line breaks made plain",
            Self::Footnote => "footnote marks left out",
            Self::Dash => "dashes read as nothing",
            Self::Date => "dates",
            Self::Word => "words of the list",
            Self::Capitals => "names in capitals",
            Self::Order => "names with the family name first",
            Self::Charges => "cells with several charges",
            Self::Merged => "merged cells",
            Self::Kept => "cells that hold against --fill",
            Self::NoArticle => "charges without an article",
            Self::Column => "columns",
            Self::Encoding => "letters of the file",
            Self::DateOrder => "order of dates",
            Self::Patronymic => "genders and family names by the patronymic",
            Self::States => "columns of several states",
            Self::OnePerson => "rows of one person",
            Self::Namesakes => "names in several rows",
        }
    }
}

/// `row 7, column Nom: “X” is read as “Y”`
impl fmt::Display for ReadingNote {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.text)
    }
}
