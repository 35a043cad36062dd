//! What remains of erased people: digests that recognise them, and nothing readable.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::person::ErasurePerson;
use crate::model::{Case, Id, search_key};
use crate::store::{Error, OpId, Operation, RecordKind, Store};

impl Store {
    /// The day on which the person of a case was erased: one with the same id or uid, or with the same name and country.
    /// A name of one word is not enough.
    pub fn erasure_day(&self, case: &Case) -> Result<Option<String>, Error> {
        let Some(salt) = load_salt(&self.conn)? else {
            return Ok(None);
        };
        for digest in digests_of(&salt, case) {
            if let Some((_, day)) = find_erasure(&self.conn, &digest)? {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    /// The day on which the person with this id was erased.
    pub fn id_erasure_day(&self, id: &Id) -> Result<Option<String>, Error> {
        let Some(salt) = load_salt(&self.conn)? else {
            return Ok(None);
        };
        Ok(find_erasure(&self.conn, &salted_digest(&salt, "id", id.as_str()))?.map(|(_, day)| day))
    }

    /// The day on which a source was erased together with the only person it was about.
    pub fn source_erasure_day(&self, id: &Id) -> Result<Option<String>, Error> {
        let Some(salt) = load_salt(&self.conn)? else {
            return Ok(None);
        };
        Ok(
            find_erasure(&self.conn, &salted_digest(&salt, "source", id.as_str()))?
                .map(|(_, day)| day),
        )
    }

    /// Whether this is the text of a record as it was agreed on with others before an erasure changed it or took it away.
    pub fn was_in_sync_base(
        &self,
        subject: RecordKind,
        id: &Id,
        text: &str,
    ) -> Result<bool, Error> {
        let Some(salt) = load_salt(&self.conn)? else {
            return Ok(false);
        };
        Ok(find_erasure(
            &self.conn,
            &text_digest(&salt, subject.slug(), id.as_str(), text),
        )?
        .is_some())
    }

    /// The days on which somebody was erased after a moment, the earliest first.
    pub fn erasures_since(&self, moment: &str) -> Result<Vec<String>, Error> {
        let sql = "SELECT h.erased FROM history h WHERE h.at >= ?1
                   AND EXISTS (SELECT 1 FROM erased e WHERE e.operation = h.id) ORDER BY h.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement
            .query_map([moment], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }
}

impl Operation<'_> {
    /// Forgets that the person of a case was erased, because somebody has asked for them again.
    pub fn take_back_erased(&mut self, case: &Case) -> Result<(), Error> {
        self.run_write(|operation| {
            let Some(salt) = load_salt(&operation.conn)? else {
                return Ok(());
            };
            for digest in digests_of(&salt, case) {
                if let Some((erased, _)) = find_erasure(&operation.conn, &digest)? {
                    operation
                        .conn
                        .execute("DELETE FROM erased WHERE operation = ?1", [erased.0])?;
                }
            }
            Ok(())
        })
    }
}

impl Operation<'_> {
    /// Forgets that a source was erased, because somebody has asked for it again.
    pub fn take_back_erased_source(&mut self, id: &Id) -> Result<(), Error> {
        self.run_write(|operation| {
            let Some(salt) = load_salt(&operation.conn)? else {
                return Ok(());
            };
            let digest = salted_digest(&salt, "source", id.as_str());
            operation
                .conn
                .execute("DELETE FROM erased WHERE digest = ?1", [digest])?;
            Ok(())
        })
    }
}

/// The operation that erased the person with this id.
pub(in crate::store) fn owner_of(conn: &Connection, id: &Id) -> Result<Option<OpId>, Error> {
    let Some(salt) = load_salt(conn)? else {
        return Ok(None);
    };
    Ok(
        find_erasure(conn, &salted_digest(&salt, "id", id.as_str()))?
            .map(|(operation, _)| operation),
    )
}

/// Remembers a person as erased by an operation.
pub(super) fn remember_person(
    conn: &Connection,
    person: &ErasurePerson,
    operation: OpId,
) -> Result<(), Error> {
    let salt = salt_for_erasing(conn)?;
    let ids = person
        .ids
        .iter()
        .map(|id| salted_digest(&salt, "id", id.as_str()));
    let uids = person
        .uids
        .iter()
        .map(|uid| salted_digest(&salt, "uid", uid));
    let names = person
        .names
        .iter()
        .filter_map(|(name, country)| name_digest(&salt, name, country));
    ids.chain(uids)
        .chain(names)
        .try_for_each(|digest| remember_digest(conn, &digest, operation))
}

/// Remembers a source as erased by an operation.
pub(super) fn remember_source(conn: &Connection, id: &Id, operation: OpId) -> Result<(), Error> {
    let salt = salt_for_erasing(conn)?;
    remember_digest(
        conn,
        &salted_digest(&salt, "source", id.as_str()),
        operation,
    )
}

/// Stores the digest of a text of the sync base.
pub(super) fn remember_text(
    conn: &Connection,
    subject: &str,
    id: &str,
    text: &str,
    operation: OpId,
) -> Result<(), Error> {
    let salt = salt_for_erasing(conn)?;
    remember_digest(conn, &text_digest(&salt, subject, id, text), operation)
}

fn remember_digest(conn: &Connection, digest: &str, operation: OpId) -> Result<(), Error> {
    let mut insert =
        conn.prepare_cached("INSERT OR REPLACE INTO erased (digest, operation) VALUES (?1, ?2)")?;
    insert.execute(params![digest, operation.0])?;
    Ok(())
}

/// The salt of this casebook; the first erasure makes it.
fn salt_for_erasing(conn: &Connection) -> Result<String, Error> {
    conn.execute(
        "INSERT INTO erased_salt VALUES (1, lower(hex(randomblob(32)))) ON CONFLICT DO NOTHING",
        [],
    )?;
    load_salt(conn)?.ok_or(Error::Torn)
}

fn text_digest(salt: &str, subject: &str, id: &str, text: &str) -> String {
    salted_digest(salt, "text", &format!("{subject} {id}\0{text}"))
}

fn load_salt(conn: &Connection) -> Result<Option<String>, Error> {
    let mut statement = conn.prepare_cached("SELECT salt FROM erased_salt")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

fn find_erasure(conn: &Connection, digest: &str) -> Result<Option<(OpId, String)>, Error> {
    let sql = "SELECT h.id, h.erased FROM erased e JOIN history h ON h.id = e.operation WHERE e.digest = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_row([digest], |row| Ok((OpId(row.get(0)?), row.get(1)?)))
        .optional()?)
}

fn digests_of(salt: &str, case: &Case) -> Vec<String> {
    let ids = std::iter::once(&case.id)
        .chain(&case.old_ids)
        .map(|id| salted_digest(salt, "id", id.as_str()));
    let uid = case
        .uid
        .iter()
        .map(|uid| salted_digest(salt, "uid", uid.as_str()));
    let country = case.country.to_string();
    let names = case
        .iter_names()
        .filter_map(|name| name_digest(salt, name.as_str(), &country));
    ids.chain(uid).chain(names).collect()
}

/// The digest of a name in any order of its words; none of a name of one word, which many people share.
fn name_digest(salt: &str, name: &str, country: &str) -> Option<String> {
    let key = search_key::build_search_key(name);
    let mut words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    (words.len() > 1)
        .then(|| salted_digest(salt, "name", &format!("{country} {}", words.join(" "))))
}

fn salted_digest(salt: &str, kind: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{salt}\0{kind}\0{text}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
