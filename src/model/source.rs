//! Documents that facts rest on.

use super::record::record;
use super::vocabulary::SourceKind;
use super::{Id, Line, PartialDate};

record! {
    /// A source, shared by cases.
    pub struct Source, "source" {
        needed {
            /// publisher and date: odf-2018-04
            id: Id,
            /// title as printed, or a description in brackets
            title: Line,
        }
        optional {
            /// who published it
            publisher: Option<Line>,
            /// date of the document
            date: Option<PartialDate>,
            /// where it can be read
            url: Option<Line>,
            /// when it was last read there
            accessed: Option<PartialDate>,
            /// what kind of material it is
            kind: Option<SourceKind>,
        }
        lists {}
    }
}

impl Source {
    /// As a letter names it: publisher, title, date, address.
    #[must_use]
    pub fn printed(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let parts = [
            self.publisher.as_ref().map(Line::as_str),
            Some(self.title.as_str()),
            date.as_deref(),
            self.url.as_ref().map(Line::as_str),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
