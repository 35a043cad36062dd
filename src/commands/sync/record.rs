//! The kinds of records that a tree holds, and what is particular to each.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::sync::erased::{self, ErasureRemainder};
use crate::exchange;
use crate::letters::disclosure::PublicCase;
use crate::model::reconcile::if_it_had_arrived;
use crate::model::vocabulary::Publicity;
use crate::model::{
    Case, Filter, Id, Recipient, Record, SentLetter, Source, SourceDates, Statement,
};
use crate::store::{Operation, RecordKind, Store, SyncBaseRow};

/// A record with files of its own.
pub trait TreeRecord: Record + Serialize + Clone + PartialEq {
    /// Which kind it is.
    const SUBJECT: RecordKind;
    /// The folder of its files.
    const FOLDER: &'static str;

    /// Its id.
    fn id(&self) -> &Id;

    /// All of them, in order of id.
    fn load_all(store: &Store, app: &App) -> Result<Vec<Self>, Error>;

    /// Puts it into the casebook, in the place of the one it was.
    fn put_into(&self, operation: &mut Operation<'_>) -> Result<(), Error>;

    /// Takes one out of the casebook.
    fn remove_from(id: &Id, operation: &mut Operation<'_>) -> Result<(), Error>;

    /// What of it stands in a public tree; none if nothing does.
    fn public_part(&self, app: &App) -> Option<Self>;

    /// What it becomes when it is gone from a public tree: nothing is removed for that, but what can be hidden is.
    fn to_hidden(&self) -> Self {
        self.clone()
    }

    /// Without what only this casebook counts.
    fn without_local_fields(self) -> Self {
        self
    }

    /// As the successor of the one it replaces, in what only this casebook counts.
    fn with_next_revision(self, _before: Option<&Self>) -> Self {
        self
    }

    /// The record without what was erased here: the same if nothing was. `here` is the record of its id in the casebook.
    fn without_erased(
        self,
        here: Option<&Self>,
        store: &Store,
    ) -> Result<ErasureRemainder<Self>, Error>;

    /// Forgets that the person was erased, because somebody asks for them again.
    fn take_back_erased(&self, _operation: &mut Operation<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// With the id that it had, if it has another now; a public tree does not tell it.
    fn with_old_id(self, _before: &Self) -> Self {
        self
    }
}

impl TreeRecord for Case {
    const SUBJECT: RecordKind = RecordKind::Case;
    const FOLDER: &'static str = "cases";

    fn id(&self) -> &Id {
        &self.id
    }

    fn load_all(store: &Store, app: &App) -> Result<Vec<Self>, Error> {
        let mut cases = Vec::new();
        store.each_case(&Filter::default(), app.today, |case| {
            cases.push(case);
            Ok::<_, Error>(())
        })?;
        Ok(cases)
    }

    fn put_into(&self, operation: &mut Operation<'_>) -> Result<(), Error> {
        operation.put_case(self)?;
        Ok(())
    }

    fn remove_from(id: &Id, operation: &mut Operation<'_>) -> Result<(), Error> {
        operation.remove_case(id)?;
        Ok(())
    }

    fn public_part(&self, app: &App) -> Option<Self> {
        let mut told = PublicCase::disclose_case(self, app.today, &SourceDates::default()).ok()?;
        // Without the names of those who may not be named, nothing can be made public.
        told.hide_others(app.name_book().ok()?);
        // Without the uid a new id would make another person of it. A narrative that something has overtaken is kept with the
        // day up to which it tells: whoever takes it in decides by that day, and loses nothing.
        (!told.is_under_another_name()).then(|| Self {
            uid: self.uid.clone(),
            consent: None,
            summary_until: self.summary_until,
            ..(*told).clone()
        })
    }

    fn without_erased(
        self,
        here: Option<&Self>,
        store: &Store,
    ) -> Result<ErasureRemainder<Self>, Error> {
        let day = if here.is_some() {
            None
        } else {
            store.erasure_day(&self)?
        };
        Ok(ErasureRemainder::from_whole_erasure(day, self))
    }

    fn take_back_erased(&self, operation: &mut Operation<'_>) -> Result<(), Error> {
        Ok(operation.take_back_erased(self)?)
    }

    fn to_hidden(&self) -> Self {
        Self {
            publicity: Some(Publicity::Private),
            ..self.clone()
        }
    }

    fn without_local_fields(self) -> Self {
        Self { rev: None, ..self }
    }

    fn with_next_revision(self, before: Option<&Self>) -> Self {
        let Some(before) = before else { return self };
        Self {
            rev: Some(before.rev.unwrap_or_default() + 1),
            ..self
        }
    }

    fn with_old_id(mut self, before: &Self) -> Self {
        if before.id != self.id && !self.old_ids.contains(&before.id) {
            self.old_ids.push(before.id.clone());
        }
        self
    }
}

/// The other kinds: each has its id, and functions of the store that are called as it is.
macro_rules! kept {
    ($($Type:ident $subject:ident $folder:literal $all:ident $put:ident $remove:ident $without_erased:path, |$record:ident| $public:expr;)+) => {
        $(
            impl TreeRecord for $Type {
                const SUBJECT: RecordKind = RecordKind::$subject;
                const FOLDER: &'static str = $folder;

                fn id(&self) -> &Id {
                    &self.id
                }

                fn load_all(store: &Store, _: &App) -> Result<Vec<Self>, Error> {
                    Ok(store.$all()?)
                }

                fn put_into(&self, operation: &mut Operation<'_>) -> Result<(), Error> {
                    operation.$put(self)?;
                    Ok(())
                }

                fn remove_from(id: &Id, operation: &mut Operation<'_>) -> Result<(), Error> {
                    operation.$remove(id)?;
                    Ok(())
                }

                fn without_erased(self, here: Option<&Self>, store: &Store) -> Result<ErasureRemainder<Self>, Error> {
                    $without_erased(self, here, store)
                }

                fn take_back_erased(&self, operation: &mut Operation<'_>) -> Result<(), Error> {
                    if Self::SUBJECT == RecordKind::Source {
                        operation.take_back_erased_source(&self.id)?;
                    }
                    Ok(())
                }

                fn public_part(&self, _: &App) -> Option<Self> {
                    let $record = self;
                    $public
                }
            }
        )+
    };
}

kept! {
    Source Source "sources" load_sources put_source remove_source erased::strip_source, |source| Some(source.clone());
    Recipient Recipient "recipients" load_recipients put_recipient remove_recipient erased::strip_recipient,
        |recipient| Some(Recipient { note: None, ..recipient.clone() });
    SentLetter Letter "letters" load_letters put_letter remove_letter erased::strip_letter, |_letter| None;
    Statement Statement "statements" load_statements put_statement remove_statement erased::strip_statement, |_statement| None;
}

/// What was agreed on about a record.
pub struct SyncBase<K> {
    /// The record; none if there is none.
    pub record: Option<K>,
    /// What had been agreed on before, if nothing shows yet that others have it.
    pub older: Option<Option<K>>,
}

/// What was agreed on about records of a kind, by their ids.
pub type SyncBases<K> = BTreeMap<Id, SyncBase<K>>;

/// What was agreed on through a tree about records of a kind. What cannot be read any more is as if it had never been.
///
/// If an export did not come to its end, what it had written is agreed on too; that it did is told by the records that are
/// `there`, and given beside.
pub fn load_sync_base<K: TreeRecord>(
    store: &Store,
    tree: &str,
    there: &BTreeMap<&Id, &K>,
) -> Result<(SyncBases<K>, Vec<SyncBaseRow>), Error> {
    let read = |text: String| {
        exchange::record_from_toml::<K>(text.as_bytes())
            .ok()
            .map(|(record, _)| record)
    };
    let one = |agreed: SyncBaseRow| {
        let older = agreed.older.map(|older| older.and_then(read));
        (
            agreed.id,
            SyncBase {
                record: agreed.text.and_then(read),
                older,
            },
        )
    };
    let mut all: SyncBases<K> = store
        .load_sync_base(tree, K::SUBJECT)?
        .into_iter()
        .map(one)
        .collect();
    let mut settled = Vec::new();
    for (id, intended) in store.load_intended_texts(tree, K::SUBJECT)? {
        let intended = intended.and_then(read);
        let known = all.get(&id).and_then(|agreement| agreement.record.as_ref());
        if !was_written(known, intended.as_ref(), there.get(&id).copied())? {
            continue;
        }
        let older = match all.remove(&id) {
            Some(SyncBase {
                older: Some(older), ..
            }) => older,
            Some(agreement) => agreement.record,
            None => None,
        };
        settled.push(SyncBaseRow {
            subject: K::SUBJECT,
            id: id.clone(),
            text: record_text(intended.as_ref())?,
            older: Some(record_text(older.as_ref())?),
        });
        all.insert(
            id,
            SyncBase {
                record: intended,
                older: Some(older),
            },
        );
    }
    Ok((all, settled))
}

/// Whether what was intended has come into the tree, also if others have changed it there since.
fn was_written<K: TreeRecord>(
    known: Option<&K>,
    intended: Option<&K>,
    there: Option<&K>,
) -> Result<bool, Error> {
    if there == intended || there == known {
        return Ok(there == intended);
    }
    Ok(if_it_had_arrived(known, intended, there)?.is_none())
}

/// The text of a record as it is agreed on.
pub fn record_text<K: TreeRecord>(record: Option<&K>) -> Result<Option<String>, Error> {
    Ok(record.map(exchange::record_to_toml).transpose()?)
}
