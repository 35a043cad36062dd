//! The kinds of records that the casebook keeps, and what is particular to each.

pub(crate) mod sql;

use std::fmt;
use std::sync::LazyLock;

use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Error, derived};
use crate::model::{
    Case, Field, FieldMeaning, Id, Recipient, Record, SentLetter, Source, Statement, ValueKind,
};
use crate::store::stored::sql::RecordSql;

/// A kind of record that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// A [`Case`].
    Case,
    /// A [`Recipient`].
    Recipient,
    /// A [`Source`].
    Source,
    /// A [`SentLetter`].
    Letter,
    /// A [`Statement`].
    Statement,
}

impl RecordKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Case,
        Self::Recipient,
        Self::Source,
        Self::Letter,
        Self::Statement,
    ];

    /// The name: `case`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Case => Case::NAME,
            Self::Recipient => Recipient::NAME,
            Self::Source => Source::NAME,
            Self::Letter => SentLetter::NAME,
            Self::Statement => Statement::NAME,
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.slug())
    }
}

/// A record as it was before or after an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnyRecord {
    /// A case.
    Case(Box<Case>),
    /// A recipient.
    Recipient(Box<Recipient>),
    /// A source.
    Source(Box<Source>),
    /// A recorded letter.
    Letter(Box<SentLetter>),
    /// A joint statement.
    Statement(Box<Statement>),
}

/// A record with a table.
pub(super) trait StoredRecord: Record + Serialize + DeserializeOwned + PartialEq {
    /// Which kind it is.
    const SUBJECT: RecordKind;
    /// Its table.
    const TABLE: &'static str;
    /// Columns that are computed from the record when it is written.
    const DERIVED: &'static [&'static str] = &[];

    /// Its id.
    fn record_id(&self) -> &Id;

    /// The statements for it.
    fn record_sql() -> &'static RecordSql;

    /// The values of [`StoredRecord::DERIVED`].
    fn derived_values(&self) -> Vec<Option<String>> {
        Vec::new()
    }

    /// The table of a flat list; none if the field is a column of the record's own row.
    fn table_of(_field: &Field) -> Option<&'static str> {
        None
    }

    /// Keeps what finds the record in step with it, after it was written in the place of `before`.
    fn update_search_keys(&self, _before: Option<&Self>, _conn: &Connection) -> Result<(), Error> {
        Ok(())
    }

    /// The record as a thing.
    fn into_any_record(self) -> AnyRecord;
}

impl StoredRecord for Case {
    const SUBJECT: RecordKind = RecordKind::Case;
    const TABLE: &'static str = "cases";
    const DERIVED: &'static [&'static str] = &derived::COLUMNS;

    fn record_id(&self) -> &Id {
        &self.id
    }

    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Case>);
        &PLAN
    }

    fn derived_values(&self) -> Vec<Option<String>> {
        derived::column_values(self).into()
    }

    fn table_of(field: &Field) -> Option<&'static str> {
        (field.kind == ValueKind::List).then_some(field.name)
    }

    fn update_search_keys(&self, before: Option<&Self>, conn: &Connection) -> Result<(), Error> {
        derived::update_search_keys(self, before, conn)
    }

    fn into_any_record(self) -> AnyRecord {
        AnyRecord::Case(Box::new(self))
    }
}

impl StoredRecord for Recipient {
    const SUBJECT: RecordKind = RecordKind::Recipient;
    const TABLE: &'static str = "recipients";

    fn record_id(&self) -> &Id {
        &self.id
    }

    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Recipient>);
        &PLAN
    }

    fn into_any_record(self) -> AnyRecord {
        AnyRecord::Recipient(Box::new(self))
    }
}

impl StoredRecord for Source {
    const SUBJECT: RecordKind = RecordKind::Source;
    const TABLE: &'static str = "sources";

    fn record_id(&self) -> &Id {
        &self.id
    }

    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Source>);
        &PLAN
    }

    fn into_any_record(self) -> AnyRecord {
        AnyRecord::Source(Box::new(self))
    }
}

impl StoredRecord for SentLetter {
    const SUBJECT: RecordKind = RecordKind::Letter;
    const TABLE: &'static str = "letters";

    fn record_id(&self) -> &Id {
        &self.id
    }

    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<SentLetter>);
        &PLAN
    }

    fn table_of(field: &Field) -> Option<&'static str> {
        (field.meaning == FieldMeaning::Cases).then_some("letter_cases")
    }

    fn into_any_record(self) -> AnyRecord {
        AnyRecord::Letter(Box::new(self))
    }
}

impl StoredRecord for Statement {
    const SUBJECT: RecordKind = RecordKind::Statement;
    const TABLE: &'static str = "statements";

    fn record_id(&self) -> &Id {
        &self.id
    }

    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Statement>);
        &PLAN
    }

    fn into_any_record(self) -> AnyRecord {
        AnyRecord::Statement(Box::new(self))
    }
}
