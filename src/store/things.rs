//! Records of any kind, read and written alike.

use super::stored::{Subject, Thing};
use super::{Change, Entry, Error, Operation, Store, log, records};
use crate::model::{Case, Id, Recipient, SentLetter, Source, Statement};

impl Thing {
    /// What kind of record it is.
    #[must_use]
    pub fn record_subject(&self) -> Subject {
        match self {
            Self::Case(_) => Subject::Case,
            Self::Recipient(_) => Subject::Recipient,
            Self::Source(_) => Subject::Source,
            Self::Letter(_) => Subject::Letter,
            Self::Statement(_) => Subject::Statement,
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
            impl From<$Type> for Thing {
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
    ///
    /// # Errors
    /// The file fails.
    pub fn load_any_record(&self, subject: Subject, id: &Id) -> Result<Option<Thing>, Error> {
        self.with_snapshot(|store| {
            Ok(match subject {
                Subject::Case => records::load_record::<Case>(&store.conn, id)?.map(Thing::from),
                Subject::Recipient => records::load_record::<Recipient>(&store.conn, id)?.map(Thing::from),
                Subject::Source => records::load_record::<Source>(&store.conn, id)?.map(Thing::from),
                Subject::Letter => records::load_record::<SentLetter>(&store.conn, id)?.map(Thing::from),
                Subject::Statement => records::load_record::<Statement>(&store.conn, id)?.map(Thing::from),
            })
        })
    }

    /// The latest operation that touched a record.
    ///
    /// # Errors
    /// The file fails.
    pub fn last_change(&self, subject: Subject, id: &Id) -> Result<Option<Entry>, Error> {
        let sql = format!(
            "{} WHERE h.id = (SELECT max(operation) FROM history_changes WHERE subject = ?1 AND id = ?2)",
            log::ENTRY
        );
        Ok(self.query_entries(&sql, [subject.slug(), id.as_str()])?.pop())
    }
}

impl Operation<'_> {
    /// Adds a record, or puts it in the place of the one of its kind with the same id. None if it is there already, exactly
    /// so.
    ///
    /// # Errors
    /// As [`Operation::put_case`].
    pub fn put_any_record(&mut self, thing: &Thing) -> Result<Option<Change>, Error> {
        match thing {
            Thing::Case(case) => self.put_case(case),
            Thing::Recipient(recipient) => self.put_recipient(recipient),
            Thing::Source(source) => self.put_source(source),
            Thing::Letter(letter) => self.put_letter(letter),
            Thing::Statement(statement) => self.put_statement(statement),
        }
    }

    /// Removes a record; false if there is none.
    ///
    /// # Errors
    /// The file fails.
    pub fn remove_any_record(&mut self, subject: Subject, id: &Id) -> Result<bool, Error> {
        match subject {
            Subject::Case => self.remove_case(id),
            Subject::Recipient => self.remove_recipient(id),
            Subject::Source => self.remove_source(id),
            Subject::Letter => self.remove_letter(id),
            Subject::Statement => self.remove_statement(id),
        }
    }
}
