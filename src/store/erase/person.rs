//! Everything by which a casebook knows a person, now and in its history.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::model::{Case, Id, Line, NameSpellings};
use crate::store::operation_id::parse_image;
use crate::store::{Error, RecordKind, Store, ids, records};

/// A person as a casebook knows or knew them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErasurePerson {
    /// The ids of the case, now and before.
    pub ids: BTreeSet<Id>,
    /// Its uids.
    pub uids: BTreeSet<String>,
    /// The names in every spelling, each with the country of the case.
    pub names: BTreeSet<(String, String)>,
    /// The family names.
    pub families: BTreeSet<String>,
    /// Whether the case is in the casebook, and not in its history alone.
    pub is_here: bool,
    /// How many former states of the case the history has.
    pub former: usize,
}

impl Store {
    /// The person whose case has an id, had it, or had it until it was removed; none if nobody did.
    pub fn find_person(&self, id: &Id) -> Result<Option<ErasurePerson>, Error> {
        self.with_snapshot(|store| {
            let mut person = ErasurePerson::default();
            person.follow_id(
                &store.conn,
                ids::find_case_id(&store.conn, id)?.unwrap_or_else(|| id.clone()),
            )?;
            Ok(Some(person).filter(|person| !person.names.is_empty()))
        })
    }
}

impl ErasurePerson {
    /// The same person as this casebook, a copy of another, knows them: also under an id that was another then.
    pub(super) fn resolve_in(&self, conn: &Connection) -> Result<Self, Error> {
        let mut person = Self {
            is_here: false,
            former: 0,
            ..self.clone()
        };
        person.ids.clear();
        for uid in &self.uids {
            for id in records::read_ids(
                conn,
                RecordKind::Case,
                "SELECT id FROM cases WHERE uid = ?1",
                [uid],
            )? {
                person.follow_id(conn, id)?;
            }
        }
        for id in &self.ids {
            person.follow_id(conn, id.clone())?;
        }
        Ok(person)
    }

    /// Adds what is known under an id, and under the ids that the same case had.
    fn follow_id(&mut self, conn: &Connection, id: Id) -> Result<(), Error> {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !self.ids.insert(id.clone()) {
                continue;
            }
            if let Some(case) = records::load_record::<Case>(conn, &id)? {
                self.is_here = true;
                self.add(&case);
                open.extend(case.old_ids);
            }
            for image in former_images(conn, &id)? {
                let Ok(case) = parse_image::<Case>(&id, &image) else {
                    continue;
                };
                self.former += 1;
                self.add(&case);
                // An id that it had for a time may have gone back to another.
                for old in case.old_ids {
                    if ids::find_case_id(conn, &old)?.is_none() {
                        open.push(old);
                    }
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, case: &Case) {
        self.uids.extend(case.uid.as_ref().map(Line::to_string));
        self.names.extend(
            case.iter_names()
                .map(|name| (name.to_string(), case.country.to_string())),
        );
        self.families
            .extend(case.family_name.as_ref().map(Line::to_string));
    }

    /// The full names and the ids, as texts may have them.
    pub(super) fn full_names(&self) -> NameSpellings {
        NameSpellings::new(
            self.names
                .iter()
                .map(|(name, _)| name.as_str())
                .chain(self.ids.iter().map(Id::as_str)),
        )
    }

    /// The family names alone, where they say enough.
    pub(super) fn family_names(&self) -> NameSpellings {
        NameSpellings::new(
            self.families
                .iter()
                .map(String::as_str)
                .filter(|name| name.chars().count() > 2),
        )
    }

    /// What must not be in the bytes of the file afterwards: names, ids and uids that say enough to be looked for.
    pub fn forbidden_texts(&self) -> BTreeSet<String> {
        let names = self.names.iter().map(|(name, _)| name.clone());
        let ids = self.ids.iter().map(Id::to_string);
        names
            .chain(ids)
            .chain(self.uids.iter().cloned())
            .filter(|needle| needle.len() > 3)
            .collect()
    }
}

fn former_images(conn: &Connection, id: &Id) -> Result<Vec<String>, Error> {
    let mut statement = conn.prepare_cached(
        "SELECT before FROM history_changes WHERE subject = 'case' AND id = ?1 AND before NOTNULL",
    )?;
    Ok(statement
        .query_map([id.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}
