//! Finds the people who may not be named or whose situation may not be disclosed, without reading every case.

use std::collections::BTreeSet;

use rusqlite::Row;

use super::records::read_ids;
use super::{Error, RecordKind, Store};
use crate::model::vocabulary::{ConcernKind, EventKind, Vocabulary, VocabularyWord};
use crate::model::{Case, Cell, Field, FieldMeaning, Id, Record, ValueKind, Visibility};

/// The fields, single ones or lists, that say what somebody is called, and why the name is not said.
fn protecting_fields(are_lists: bool) -> Vec<&'static str> {
    let is_wanted = |field: &&Field| {
        let is_name = field.meaning.names_the_person() || field.meaning == FieldMeaning::FormerId;
        field.needed || is_name || field.meaning.protects_the_person()
    };
    Case::FIELDS
        .iter()
        .filter(is_wanted)
        .filter(|field| (field.kind == ValueKind::List) == are_lists)
        .map(Field::column_name)
        .collect()
}

impl Store {
    /// The people who may not be spoken of, or not yet, or not by their name, in order of id: of each only the names, former
    /// ids, and the fields that say why.
    pub fn load_protected_cases(&self) -> Result<Vec<Case>, Error> {
        let (fields, lists) = (protecting_fields(false), protecting_fields(true));
        let list = |name: &&str| {
            format!("(SELECT json_group_array(value) FROM {name} WHERE case_id = c.id)")
        };
        // The condition is, word for word, that of the index.
        let sql = format!(
            "SELECT {}, {} FROM cases AS c
             WHERE publicity <> 'public' OR consent <> 'given' OR embargo IS NOT NULL OR told_as IS NOT NULL ORDER BY id",
            fields.join(", "),
            lists.iter().map(list).collect::<Vec<_>>().join(", ")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut cases = Vec::new();
        while let Some(row) = rows.next()? {
            cases.push(read_case(row, &fields, &lists)?);
        }
        Ok(cases)
    }

    /// The cases with a fact or field that may not be disclosed, or not yet, or only under a pseudonym.
    pub fn cases_with_undisclosed_facts(&self) -> Result<BTreeSet<Id>, Error> {
        let mut parts = vec![
            "SELECT id FROM cases WHERE told_as IS NOT NULL".to_owned(),
            "SELECT case_id FROM private_fields".to_owned(),
        ];
        let told = Case::LISTS
            .iter()
            .filter(|list| list.visibility == Visibility::Public);
        for list in told {
            let sensitive = match list.name {
                "events" => sensitive_words_sql(EventKind::WORDS, |slug| {
                    EventKind::from_stored(slug).is_sensitive()
                }),
                "concerns" => sensitive_words_sql(ConcernKind::WORDS, |slug| {
                    ConcernKind::from_stored(slug).is_sensitive()
                }),
                _ => String::new(),
            };
            let by_kind = if sensitive.is_empty() {
                String::new()
            } else {
                format!(" OR (private IS NULL AND kind IN ({sensitive}))")
            };
            parts.push(format!(
                "SELECT case_id FROM \"{}\" WHERE private = 1 OR embargo IS NOT NULL{by_kind}",
                list.name
            ));
        }
        Ok(
            read_ids(&self.conn, RecordKind::Case, &parts.join(" UNION "), [])?
                .into_iter()
                .collect(),
        )
    }

    /// The cases with an event that sets the status and may not be disclosed, or not yet.
    pub fn cases_with_undisclosed_status(&self) -> Result<Vec<Id>, Error> {
        let sensitive = sensitive_words_sql(EventKind::WORDS, |slug| {
            EventKind::from_stored(slug).is_sensitive()
        });
        let sql = format!(
            "SELECT DISTINCT case_id FROM events WHERE status IS NOT NULL
             AND (private = 1 OR embargo IS NOT NULL OR (private IS NULL AND kind IN ({sensitive}))) ORDER BY case_id"
        );
        read_ids(&self.conn, RecordKind::Case, &sql, [])
    }
}

/// The sensitive words of a vocabulary, as a list of SQL.
fn sensitive_words_sql(words: &[VocabularyWord], is_sensitive: fn(&str) -> bool) -> String {
    let slugs = words
        .iter()
        .map(|word| word.slug)
        .filter(|slug| is_sensitive(slug));
    slugs
        .map(|slug| format!("'{slug}'"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn read_case(row: &Row<'_>, fields: &[&str], lists: &[&str]) -> Result<Case, Error> {
    let id: String = row.get(0)?;
    let unreadable = |field: Option<String>| Error::Unreadable {
        subject: RecordKind::Case,
        id: id.clone(),
        field: field.unwrap_or_default(),
    };
    let mut cells = vec![Cell::Empty; Case::FIELDS.len()];
    for (column, field) in fields.iter().enumerate() {
        let text: Option<String> = row.get(column)?;
        let at = Case::field_position(field).map_err(|error| unreadable(error.field))?;
        cells[at] = text.map_or(Cell::Empty, Cell::Text);
    }
    for (column, list) in (fields.len()..).zip(lists) {
        let json: String = row.get(column)?;
        let items: Vec<String> =
            serde_json::from_str(&json).map_err(|_| unreadable(Some((*list).to_owned())))?;
        let at = Case::field_position(list).map_err(|error| unreadable(error.field))?;
        cells[at] = if items.is_empty() {
            Cell::Empty
        } else {
            Cell::List(items)
        };
    }
    Case::from_cells(&cells).map_err(|error| unreadable(error.field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample;

    fn people() -> Store {
        let mut store = Store::in_memory().unwrap();
        let mut cases: Vec<Case> = ["open", "agreed", "private", "refused", "later", "hidden"]
            .iter()
            .map(|id| sample::make_case(id, &format!("Ann {id}"), &[]))
            .collect();
        let set = |case: &mut Case, field: &str, text: &str| {
            let mut cells = case.cells();
            cells[Case::field_position(field).unwrap()] = Case::typed(field, text).unwrap();
            *case = case.with_cells(&cells).unwrap();
        };
        for (at, field, text) in [
            (0, "publicity", "public"),
            (1, "consent", "given"),
            (2, "publicity", "private"),
            (3, "consent", "withdrawn"),
            (4, "embargo", "2030"),
            (5, "told_as", "A. H."),
            (5, "aliases", "Annie; Анна"),
        ] {
            set(&mut cases[at], field, text);
        }
        store
            .run_operation("add", "now", |operation| {
                cases
                    .iter()
                    .try_for_each(|case| operation.put_case(case).map(drop))
            })
            .unwrap();
        store
    }

    #[test]
    fn only_those_who_may_not_be_named_are_read_and_by_the_index() {
        let store = people();
        let found = store.load_protected_cases().unwrap();
        let ids: Vec<&str> = found.iter().map(|case| case.id.as_str()).collect();
        assert_eq!(ids, ["hidden", "later", "private", "refused"]);
        assert_eq!(found[0].aliases.len(), 2);
        let plan: String = store
            .conn
            .query_row(
                "EXPLAIN QUERY PLAN SELECT id FROM cases AS c
                 WHERE publicity <> 'public' OR consent <> 'given' OR embargo IS NOT NULL OR told_as IS NOT NULL ORDER BY id",
                [],
                |row| row.get(3),
            )
            .unwrap();
        assert!(plan.contains("cases_unnamed"), "{plan}");
    }
}
