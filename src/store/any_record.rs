//! Records of any kind, read and written alike.

use super::stored::StoredRecord;
use crate::model::record_kind::{with_any_record, with_record_type};
use crate::model::{
    AnyRecord, Case, Id, KeptRecord, Recipient, RecordKind, SentLetter, Source, Statement,
};
use crate::store::{Error, LogEntry, Operation, RecordChange, Store, history, records};

/// How records of a kind are written by an operation.
trait WrittenRecord: StoredRecord {
    /// Adds it, or puts it in the place of the one with the same id. None if it is there already, exactly so.
    fn put_into(&self, operation: &mut Operation<'_>) -> Result<Option<RecordChange>, Error> {
        operation.put_record(self)
    }

    /// Takes one out; false if there is none.
    fn remove_from(id: &Id, operation: &mut Operation<'_>) -> Result<bool, Error> {
        operation.run_write(|operation| Ok(operation.remove_record::<Self>(id)?.is_some()))
    }
}

impl WrittenRecord for Case {
    fn put_into(&self, operation: &mut Operation<'_>) -> Result<Option<RecordChange>, Error> {
        operation.put_case(self)
    }

    fn remove_from(id: &Id, operation: &mut Operation<'_>) -> Result<bool, Error> {
        operation.remove_case(id)
    }
}

impl WrittenRecord for Recipient {}
impl WrittenRecord for Source {}
impl WrittenRecord for SentLetter {}
impl WrittenRecord for Statement {}

impl Store {
    /// The record of a kind with this id.
    pub fn load_any_record(&self, kind: RecordKind, id: &Id) -> Result<Option<AnyRecord>, Error> {
        self.with_snapshot(|store| {
            Ok(with_record_type!(kind, T => {
                records::load_record::<T>(&store.conn, id)?.map(AnyRecord::from)
            }))
        })
    }

    /// All records of a kind, in order of id.
    pub fn load_any_records(&self, kind: RecordKind) -> Result<Vec<AnyRecord>, Error> {
        self.with_snapshot(|store| {
            Ok(with_record_type!(kind, T => {
                let all: Vec<T> = records::load_all(&store.conn)?;
                all.into_iter().map(AnyRecord::from).collect()
            }))
        })
    }

    /// All records of a kind that is known, in order of id.
    pub fn load_records<T: KeptRecord>(&self) -> Result<Vec<T>, Error> {
        let all = self.load_any_records(T::KIND)?;
        Ok(all.into_iter().filter_map(T::from_any_record).collect())
    }

    /// The latest operation that touched a record.
    pub fn last_change(&self, kind: RecordKind, id: &Id) -> Result<Option<LogEntry>, Error> {
        let sql = format!(
            "{} WHERE h.id = (SELECT max(operation) FROM history_changes WHERE subject = ?1 AND id = ?2)",
            history::ENTRY
        );
        Ok(self.query_entries(&sql, [kind.slug(), id.as_str()])?.pop())
    }
}

impl Operation<'_> {
    /// Adds a record, or puts it in the place of the one of its kind with the same id. None if it is there already, exactly
    /// so.
    pub fn put_any_record(&mut self, record: &AnyRecord) -> Result<Option<RecordChange>, Error> {
        with_any_record!(record, record => record.put_into(self))
    }

    /// Removes a record; false if there is none.
    pub fn remove_any_record(&mut self, kind: RecordKind, id: &Id) -> Result<bool, Error> {
        with_record_type!(kind, T => T::remove_from(id, self))
    }
}
