//! A letter that went out.

use super::record::record;
use super::{Id, Line, Paragraphs, PartialDate};

record! {
    /// A recorded letter: the exact text, and what it was about.
    pub struct SentLetter, "letter" {
        needed {
            /// the id: date and recipient
            id: Id,
            /// the date on the letter
            date: PartialDate,
            /// the template
            kind: Id,
            /// the language
            lang: Line,
            /// exactly as it went out
            text: Paragraphs,
            /// digest of the text
            sha256: Line,
        }
        optional {
            /// id of the recipient; absent for a public statement
            recipient: Option<Id>,
            /// ids of the cases it speaks of
            cases: Vec<Id>,
            /// the subject line
            subject: Option<Line>,
        }
        lists {}
    }
}
