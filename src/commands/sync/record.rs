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
use crate::model::{Case, Id, KeptRecord, Recipient, SentLetter, Source, SourceDates, Statement};
use crate::store::{Operation, Store, SyncBaseRow};

/// A record with files of its own.
pub trait TreeRecord: KeptRecord + Serialize + Clone + PartialEq {
    /// The part of it that is in a public folder; none if nothing is.
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

impl TreeRecord for Source {
    fn public_part(&self, _: &App) -> Option<Self> {
        Some(self.clone())
    }

    fn without_erased(
        self,
        here: Option<&Self>,
        store: &Store,
    ) -> Result<ErasureRemainder<Self>, Error> {
        erased::strip_source(self, here, store)
    }

    fn take_back_erased(&self, operation: &mut Operation<'_>) -> Result<(), Error> {
        Ok(operation.take_back_erased_source(&self.id)?)
    }
}

impl TreeRecord for Recipient {
    fn public_part(&self, _: &App) -> Option<Self> {
        Some(Self {
            note: None,
            ..self.clone()
        })
    }

    /// Of recipients nothing is erased with a person.
    fn without_erased(self, _: Option<&Self>, _: &Store) -> Result<ErasureRemainder<Self>, Error> {
        Ok(ErasureRemainder::Same(self))
    }
}

impl TreeRecord for SentLetter {
    fn public_part(&self, _: &App) -> Option<Self> {
        None
    }

    fn without_erased(
        self,
        here: Option<&Self>,
        store: &Store,
    ) -> Result<ErasureRemainder<Self>, Error> {
        erased::strip_letter(self, here, store)
    }
}

impl TreeRecord for Statement {
    fn public_part(&self, _: &App) -> Option<Self> {
        None
    }

    fn without_erased(
        self,
        here: Option<&Self>,
        store: &Store,
    ) -> Result<ErasureRemainder<Self>, Error> {
        erased::strip_statement(self, here, store)
    }
}

/// The sync base of a record.
pub struct SyncBase<K> {
    /// The record; none if there is none.
    pub record: Option<K>,
    /// The sync base before that, if others may not have the new one yet.
    pub older: Option<Option<K>>,
}

/// The sync base of records of a kind, by their ids.
pub type SyncBases<K> = BTreeMap<Id, SyncBase<K>>;

/// The sync base of a folder for records of a kind. Entries that cannot be read any more are ignored.
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
        .load_sync_base(tree, K::KIND)?
        .into_iter()
        .map(one)
        .collect();
    let mut settled = Vec::new();
    for (id, intended) in store.load_intended_texts(tree, K::KIND)? {
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
            subject: K::KIND,
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

/// The text of a record for the sync base.
pub fn record_text<K: TreeRecord>(record: Option<&K>) -> Result<Option<String>, Error> {
    Ok(record.map(exchange::record_to_toml).transpose()?)
}
