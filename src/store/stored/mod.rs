//! What differs between the kinds of records that the casebook stores.

pub(crate) mod sql;

use std::sync::LazyLock;

use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Error, derived};
use crate::model::{
    Case, Field, FieldMeaning, KeptRecord, Recipient, SentLetter, Source, Statement, ValueKind,
};
use crate::store::stored::sql::RecordSql;

/// A record with a table.
pub(super) trait StoredRecord:
    KeptRecord + Serialize + DeserializeOwned + PartialEq
{
    /// Columns that are computed from the record when it is written.
    const DERIVED: &'static [&'static str] = &[];

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
}

impl StoredRecord for Case {
    const DERIVED: &'static [&'static str] = &derived::COLUMNS;

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
}

impl StoredRecord for Recipient {
    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Recipient>);
        &PLAN
    }
}

impl StoredRecord for Source {
    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Source>);
        &PLAN
    }
}

impl StoredRecord for SentLetter {
    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<SentLetter>);
        &PLAN
    }

    fn table_of(field: &Field) -> Option<&'static str> {
        (field.meaning == FieldMeaning::Cases).then_some("letter_cases")
    }
}

impl StoredRecord for Statement {
    fn record_sql() -> &'static RecordSql {
        static PLAN: LazyLock<RecordSql> = LazyLock::new(RecordSql::for_record::<Statement>);
        &PLAN
    }
}
