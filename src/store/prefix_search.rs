//! Prefix search for completion: a short, read-only look at the casebook that never waits for a lock.

use std::path::Path;
use std::time::Duration;

use super::connection::connect_existing;
use crate::model::{Id, name_key};
use crate::store::file::migrations;
use crate::store::{AccessMode, Error, Store};

/// The kind of word that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrefixKind {
    /// Cases, by id or by a word of a name.
    Cases,
    /// Shared prosecutions or patterns of cases.
    Groups,
    /// Labels of cases.
    Tags,
    /// Recipients.
    Recipients,
    /// Groups of recipients.
    RecipientGroups,
    /// Sources.
    Sources,
    /// Recorded letters.
    Letters,
    /// Joint statements.
    Statements,
}

impl PrefixKind {
    /// The words that begin with `?1`, and what each is, at most `?2`.
    fn to_sql(self) -> String {
        let (word, what, table) = match self {
            Self::Cases => ("id", "name", "cases"),
            Self::Groups => ("value", "''", "\"groups\""),
            Self::Tags => ("value", "''", "tags"),
            Self::Recipients => ("id", "office", "recipients"),
            Self::RecipientGroups => (
                "value",
                "''",
                "recipients, json_each(recipients.\"groups\")",
            ),
            Self::Sources => ("id", "title", "sources"),
            Self::Letters => ("id", "coalesce(recipient, kind)", "letters"),
            Self::Statements => ("id", "title", "statements"),
        };
        format!(
            "SELECT DISTINCT {word}, {what} FROM {table} WHERE {word} >= ?1 AND {word} < ?1 || '~' ORDER BY 1 LIMIT ?2"
        )
    }
}

/// The cases of which a spelling of the name begins with the folded words `?1`.
const NAMES: &str = "SELECT DISTINCT c.id, c.name FROM name_keys JOIN cases AS c ON c.id = case_id
    WHERE key >= ?1 AND key < ?1 || '~' ORDER BY key LIMIT ?2";

/// The cases of which another word of the name begins so. Looks at all names.
const WORDS: &str = "SELECT DISTINCT c.id, c.name FROM name_keys JOIN cases AS c ON c.id = case_id
    WHERE instr(key, ' ' || ?1) LIMIT ?2";

impl Store {
    /// Opens a casebook for a glance: to read, without waiting, and without bringing anything up to date or mending it. None
    /// if it is missing, busy, or needs anything done to it.
    #[must_use]
    pub fn open_if_ready(path: &Path) -> Option<Self> {
        if !path.is_file() {
            return None;
        }
        let conn = connect_existing(path, AccessMode::Read).ok()?;
        conn.busy_timeout(Duration::ZERO).ok()?;
        let application: u32 = conn
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .ok()?;
        let version = migrations::schema_version(&conn).ok()?;
        let is_ours =
            application == migrations::APPLICATION && version as usize == migrations::STEPS.len();
        is_ours.then_some(Self { conn, place: None })
    }

    /// The words that begin as this text does, each with what it is, in order, not more than `limit`. A case is found by
    /// the beginning of its id, or of its name in any script and spelling.
    pub fn search_prefix(
        &self,
        what: PrefixKind,
        text: &str,
        limit: u32,
    ) -> Result<Vec<(String, String)>, Error> {
        let query = what.to_sql();
        let mut found = self.query_pairs(&query, &text.to_lowercase(), limit)?;
        let key = name_key::build_name_key(text);
        if what != PrefixKind::Cases || key.is_empty() {
            return Ok(found);
        }
        for (sql, text) in [
            (query.as_str(), Id::from_name(text).as_str()),
            (NAMES, &key),
            (WORDS, &key),
        ] {
            if found.is_empty() {
                found = self.query_pairs(sql, text, limit)?;
            }
        }
        Ok(found)
    }

    fn query_pairs(
        &self,
        sql: &str,
        text: &str,
        limit: u32,
    ) -> Result<Vec<(String, String)>, Error> {
        let mut statement = self.conn.prepare(sql)?;
        let pairs = statement.query_map((text, limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample;

    fn book(path: &Path) -> Store {
        let mut store = Store::create(path).unwrap();
        let cases = [
            ("aliyeva-leyla", "Leyla Əliyeva"),
            ("alizade-kamran", "Kamran Alizade"),
            ("x-ray", "Xenia Ray"),
        ];
        store
            .run_operation("add", "now", |operation| {
                cases.iter().try_for_each(|(id, name)| {
                    operation
                        .put_case(&sample::make_case(id, name, &[]))
                        .map(drop)
                })
            })
            .unwrap();
        store
    }

    #[test]
    fn a_case_is_found_by_the_beginning_of_its_id_or_of_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        drop(book(&path));
        let store = Store::open_if_ready(&path).unwrap();
        let ids = |text: &str| -> Vec<String> {
            store
                .search_prefix(PrefixKind::Cases, text, 50)
                .unwrap()
                .into_iter()
                .map(|(id, _)| id)
                .collect()
        };
        assert_eq!(ids("ali"), ["aliyeva-leyla", "alizade-kamran"]);
        assert_eq!(ids("ALIY"), ["aliyeva-leyla"]);
        assert_eq!(ids("Əliyev"), ["aliyeva-leyla"]);
        assert_eq!(ids("Leyla"), ["aliyeva-leyla"]);
        assert_eq!(ids("Лейл"), ["aliyeva-leyla"]);
        assert_eq!(ids("Ray"), ["x-ray"]);
        assert_eq!(ids("").len(), 3);
        for nobody in ["!!", "%", "_", "'", "\u{1b}", "zz", "~"] {
            assert!(ids(nobody).is_empty(), "{nobody}");
        }
        assert_eq!(
            store.search_prefix(PrefixKind::Cases, "", 2).unwrap().len(),
            2
        );
    }

    #[test]
    fn every_kind_can_be_asked_for() {
        let store = Store::in_memory().unwrap();
        for what in [
            PrefixKind::Cases,
            PrefixKind::Groups,
            PrefixKind::Tags,
            PrefixKind::Recipients,
            PrefixKind::RecipientGroups,
            PrefixKind::Sources,
            PrefixKind::Letters,
            PrefixKind::Statements,
        ] {
            assert!(
                store.search_prefix(what, "a", 1).unwrap().is_empty(),
                "{what:?}"
            );
        }
    }

    #[test]
    fn a_glance_makes_nothing_waits_for_nobody_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        assert!(Store::open_if_ready(&path).is_none() && !path.exists());
        assert!(Store::open_if_ready(folder.path()).is_none());
        for (name, text) in [
            ("empty", ""),
            ("text", "not a casebook, but long enough to be looked at"),
        ] {
            let other = folder.path().join(name);
            std::fs::write(&other, text).unwrap();
            assert!(Store::open_if_ready(&other).is_none(), "{name}");
        }
        let writer = book(&path);
        writer.conn.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let started = std::time::Instant::now();
        assert!(Store::open_if_ready(&path).is_none());
        assert!(started.elapsed() < Duration::from_secs(1));
        writer
            .conn
            .execute_batch("ROLLBACK; PRAGMA user_version = 1")
            .unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(
            Store::open_if_ready(&path).is_none(),
            "an older casebook would have to be brought up to date"
        );
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
