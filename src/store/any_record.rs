//! Records of any kind, read and written alike.

use super::stored::{AnyRecord, RecordKind};
use crate::model::{Case, Id, Recipient, SentLetter, Source, Statement};
use crate::store::{Error, LogEntry, Operation, RecordChange, Store, history, records};

impl AnyRecord {
    /// What kind of record it is.
    #[must_use]
    pub fn record_subject(&self) -> RecordKind {
        match self {
            Self::Case(_) => RecordKind::Case,
            Self::Recipient(_) => RecordKind::Recipient,
            Self::Source(_) => RecordKind::Source,
            Self::Letter(_) => RecordKind::Letter,
            Self::Statement(_) => RecordKind::Statement,
        }
    }

    /// Its id.
    #[must_use]
    pub fn record_id(&self) -> &Id {
        match self {
            Self::Case(case) => &case.id,
            Self::Recipient(recipient) => &recipient.id,
            Self::Source(source) => &source.id,
            Self::Letter(letter) => &letter.id,
            Self::Statement(statement) => &statement.id,
        }
    }
}

/// Each kind of record is a thing.
macro_rules! things {
    ($($Type:ident $Thing:ident)+) => {
        $(
            impl From<$Type> for AnyRecord {
                fn from(record: $Type) -> Self {
                    Self::$Thing(Box::new(record))
                }
            }
        )+
    };
}

things! { Case Case Recipient Recipient Source Source SentLetter Letter Statement Statement }

impl Store {
    /// The record of a kind with this id.
    pub fn load_any_record(
        &self,
        subject: RecordKind,
        id: &Id,
    ) -> Result<Option<AnyRecord>, Error> {
        self.with_snapshot(|store| {
            Ok(match subject {
                RecordKind::Case => {
                    records::load_record::<Case>(&store.conn, id)?.map(AnyRecord::from)
                }
                RecordKind::Recipient => {
                    records::load_record::<Recipient>(&store.conn, id)?.map(AnyRecord::from)
                }
                RecordKind::Source => {
                    records::load_record::<Source>(&store.conn, id)?.map(AnyRecord::from)
                }
                RecordKind::Letter => {
                    records::load_record::<SentLetter>(&store.conn, id)?.map(AnyRecord::from)
                }
                RecordKind::Statement => {
                    records::load_record::<Statement>(&store.conn, id)?.map(AnyRecord::from)
                }
            })
        })
    }

    /// The latest operation that touched a record.
    pub fn last_change(&self, subject: RecordKind, id: &Id) -> Result<Option<LogEntry>, Error> {
        let sql = format!(
            "{} WHERE h.id = (SELECT max(operation) FROM history_changes WHERE subject = ?1 AND id = ?2)",
            history::ENTRY
        );
        Ok(self
            .query_entries(&sql, [subject.slug(), id.as_str()])?
            .pop())
    }
}

impl Operation<'_> {
    /// Adds a record, or puts it in the place of the one of its kind with the same id. None if it is there already, exactly
    /// so.
    pub fn put_any_record(&mut self, thing: &AnyRecord) -> Result<Option<RecordChange>, Error> {
        match thing {
            AnyRecord::Case(case) => self.put_case(case),
            AnyRecord::Recipient(recipient) => self.put_recipient(recipient),
            AnyRecord::Source(source) => self.put_source(source),
            AnyRecord::Letter(letter) => self.put_letter(letter),
            AnyRecord::Statement(statement) => self.put_statement(statement),
        }
    }

    /// Removes a record; false if there is none.
    pub fn remove_any_record(&mut self, subject: RecordKind, id: &Id) -> Result<bool, Error> {
        match subject {
            RecordKind::Case => self.remove_case(id),
            RecordKind::Recipient => self.remove_recipient(id),
            RecordKind::Source => self.remove_source(id),
            RecordKind::Letter => self.remove_letter(id),
            RecordKind::Statement => self.remove_statement(id),
        }
    }
}
