//! Documents that facts rest on.

use std::collections::BTreeMap;

use super::record::record;
use super::vocabulary::SourceKind;
use super::{Id, Line, PartialDate};

record! {
    /// A source, shared by cases.
    pub struct Source, "source" {
        needed {
            /// publisher and date: odf-2018-04
            id: Id [Public, Id],
            /// title as printed, or a description in brackets
            title: Line [Public, Title],
        }
        optional {
            /// who published it
            publisher: Option<Line> [Public, Organisation],
            /// date of the document
            date: Option<PartialDate> [Public, Date],
            /// where it can be read
            url: Option<Line> [Public, WebAddress],
            /// when it was last read there
            accessed: Option<PartialDate> [Public, OtherDate],
            /// what kind of material it is
            kind: Option<SourceKind> [Public, Kind],
        }
        lists {}
    }
}

/// The dates of sources, for facts that have none of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceDates(BTreeMap<Id, PartialDate>);

impl SourceDates {
    /// The date of a source, if it is on file and has one.
    pub fn find_date(&self, source: &Id) -> Option<PartialDate> {
        self.0.get(source).copied()
    }
}

impl FromIterator<(Id, PartialDate)> for SourceDates {
    fn from_iter<T: IntoIterator<Item = (Id, PartialDate)>>(dates: T) -> Self {
        Self(dates.into_iter().collect())
    }
}

impl<'a> FromIterator<&'a Source> for SourceDates {
    fn from_iter<T: IntoIterator<Item = &'a Source>>(sources: T) -> Self {
        sources
            .into_iter()
            .filter_map(|source| Some((source.id.clone(), source.date?)))
            .collect()
    }
}

impl Source {
    /// As a letter names it: publisher, title, date, address.
    pub fn to_citation(&self) -> String {
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
