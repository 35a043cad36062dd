//! An id belongs to one person for ever: as the id of a case, as an old id of it, or in memory of a case that was removed
//! or erased.

use rusqlite::{Connection, OptionalExtension, params};

use super::operation_id::OpId;
use super::records::id_of;
use super::{Error, RecordKind, Store, erase};
use crate::model::{Case, Id, Line};

impl Store {
    /// The first of `wanted`, `wanted-2`, `wanted-3` … that never belonged to any case.
    pub fn free_id(&self, wanted: &Id) -> Result<Id, Error> {
        wanted.first_free(|id| {
            let is_taken =
                find_case_id(&self.conn, id)?.is_some() || find_removal(&self.conn, id)?.is_some();
            Ok(is_taken || erase::owner_of(&self.conn, id)?.is_some())
        })
    }
}

/// The case with this id, else the one that had it before.
pub(super) fn find_case_id(conn: &Connection, id: &Id) -> Result<Option<Id>, Error> {
    if conn
        .prepare_cached("SELECT 1 FROM cases WHERE id = ?1")?
        .exists([id.as_str()])?
    {
        return Ok(Some(id.clone()));
    }
    let mut statement = conn
        .prepare_cached("SELECT case_id FROM old_ids WHERE value = ?1 ORDER BY case_id LIMIT 1")?;
    let found: Option<String> = statement
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    found.map(|id| id_of(RecordKind::Case, id)).transpose()
}

/// Refuses a case that takes an id of another. What `operation` removed is free for it.
pub(super) fn check_ids(
    conn: &Connection,
    case: &Case,
    before: Option<&Case>,
    operation: Option<OpId>,
) -> Result<(), Error> {
    let kept = before
        .map(|before| before.old_ids.as_slice())
        .unwrap_or_default();
    let new = before.is_none().then_some(&case.id);
    for id in new
        .into_iter()
        .chain(case.old_ids.iter().filter(|id| !kept.contains(id)))
    {
        if let Some(owner) = find_case_id(conn, id)?.filter(|owner| *owner != case.id) {
            return Err(Error::Taken {
                id: id.clone(),
                owner: format!("it belongs to the case {owner}"),
            });
        }
        if erase::owner_of(conn, id)?.is_some() {
            return Err(Error::Taken {
                id: id.clone(),
                owner: "it belonged to a case that was erased".to_owned(),
            });
        }
        let Some((remover, uid)) = find_removal(conn, id)? else {
            continue;
        };
        if operation != Some(remover)
            && !(uid.is_some() && uid.as_deref() == case.uid.as_ref().map(Line::as_str))
        {
            return Err(Error::Taken {
                id: id.clone(),
                owner: "it belonged to a case that was removed".to_owned(),
            });
        }
    }
    Ok(())
}

/// Reserves the id of a case that `operation` removes.
pub(super) fn reserve_id(conn: &Connection, case: &Case, operation: OpId) -> Result<(), Error> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO removed_cases (id, operation, uid) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![
        case.id.as_str(),
        operation.0,
        case.uid.as_ref().map(Line::as_str)
    ])?;
    Ok(())
}

/// Frees an id that an operation reserved, because it puts the case back.
pub(super) fn release_one(conn: &Connection, id: &Id, operation: OpId) -> Result<(), Error> {
    conn.prepare_cached("DELETE FROM removed_cases WHERE id = ?1 AND operation = ?2")?
        .execute(params![id.as_str(), operation.0])?;
    Ok(())
}

/// Frees the ids that an operation reserved, because it is taken back.
pub(super) fn release_ids(conn: &Connection, operation: OpId) -> Result<(), Error> {
    conn.prepare_cached("DELETE FROM removed_cases WHERE operation = ?1")?
        .execute([operation.0])?;
    Ok(())
}

/// The latest removal of a case with this id: the operation, and the `uid` of the case.
fn find_removal(conn: &Connection, id: &Id) -> Result<Option<(OpId, Option<String>)>, Error> {
    let mut statement = conn.prepare_cached(
        "SELECT operation, uid FROM removed_cases WHERE id = ?1 ORDER BY operation DESC LIMIT 1",
    )?;
    Ok(statement
        .query_row([id.as_str()], |row| Ok((OpId(row.get(0)?), row.get(1)?)))
        .optional()?)
}
