//! What the files of others still say of people who were erased here, left out.

use crate::app::error::Error;
use crate::model::{Id, SentLetter, Source, Statement};
use crate::store::Store;

/// A record without what was erased here.
pub enum ErasureRemainder<K> {
    /// Nothing of it was erased.
    Same(K),
    /// A part of it was, on this day.
    Part(K, String),
    /// All of it was, on this day.
    Nothing(String),
}

impl<K> ErasureRemainder<K> {
    /// All or nothing of a record: erased on the day, if there is one.
    pub fn from_whole_erasure(day: Option<String>, record: K) -> Self {
        match day {
            Some(day) => Self::Nothing(day),
            None => Self::Same(record),
        }
    }

    /// What is left of the record.
    pub fn into_remaining(self) -> Option<K> {
        match self {
            Self::Same(record) | Self::Part(record, _) => Some(record),
            Self::Nothing(_) => None,
        }
    }
}

/// A source that was erased with a person is left out, unless there is one of its id again.
pub fn strip_source(
    source: Source,
    here: Option<&Source>,
    store: &Store,
) -> Result<ErasureRemainder<Source>, Error> {
    let day = if here.is_some() {
        None
    } else {
        store.source_erasure_day(&source.id)?
    };
    Ok(ErasureRemainder::from_whole_erasure(day, source))
}

/// A letter about somebody erased: its text is what was left of it here. One that is not here is left out whole, because
/// nobody knows what its text says of them. A letter that was kept here stays as it is.
pub fn strip_letter(
    letter: SentLetter,
    here: Option<&SentLetter>,
    store: &Store,
) -> Result<ErasureRemainder<SentLetter>, Error> {
    let kept = here.map(|here| here.cases.as_slice()).unwrap_or_default();
    let Some((erased, day)) = find_erased(&letter.cases, kept, store)? else {
        return Ok(ErasureRemainder::Same(letter));
    };
    let Some(here) = here else {
        return Ok(ErasureRemainder::Nothing(day));
    };
    let mut letter = SentLetter {
        text: here.text.clone(),
        subject: here.subject.clone(),
        ..letter
    };
    letter.cases.retain(|id| !erased.contains(id));
    letter.told.retain(|told| !erased.contains(&told.case));
    letter
        .replies
        .iter_mut()
        .for_each(|reply| reply.text = None);
    Ok(ErasureRemainder::Part(letter, day))
}

/// A statement does not list somebody erased.
pub fn strip_statement(
    mut statement: Statement,
    here: Option<&Statement>,
    store: &Store,
) -> Result<ErasureRemainder<Statement>, Error> {
    let kept = here.map(|here| here.cases.as_slice()).unwrap_or_default();
    Ok(match find_erased(&statement.cases, kept, store)? {
        Some((erased, day)) => {
            statement.cases.retain(|id| !erased.contains(id));
            ErasureRemainder::Part(statement, day)
        }
        None => ErasureRemainder::Same(statement),
    })
}

/// Those of the ids whose people were erased, without those that are kept, and the day of the last of them.
fn find_erased(ids: &[Id], kept: &[Id], store: &Store) -> Result<Option<(Vec<Id>, String)>, Error> {
    let (mut erased, mut latest) = (Vec::new(), None);
    for id in ids.iter().filter(|id| !kept.contains(id)) {
        if let Some(day) = store.id_erasure_day(id)? {
            erased.push(id.clone());
            latest = latest.max(Some(day));
        }
    }
    Ok(latest.map(|day| (erased, day)))
}
