//! Where a casebook speaks of a person, beside the case itself.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::person::ErasurePerson;
use crate::model::{
    Case, FieldMeaning, Id, NameSpellings, Recipient, Record, SentLetter, Source, Statement,
    find_meaning,
};
use crate::store::stored::StoredRecord;
use crate::store::{Error, RecordKind, Store, list, records};

/// What there is of a person, beside the case and its history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonTraces {
    /// How many operations of the history changed the case.
    pub operations: usize,
    /// How many rows of the sync base are about the case.
    pub shared: usize,
    /// Records in the folders of a team that are of the person, or speak of them by id or as their source.
    pub in_trees: Vec<(RecordKind, Id)>,
    /// Recorded letters about the person; whether each is about others too.
    pub letters: Vec<(Id, bool)>,
    /// Sources that only facts of this person name, with their titles.
    pub sources: Vec<(Id, String)>,
    /// Joint statements that list the case.
    pub statements: Vec<Id>,
    /// Saved mappings of tables that have the name in them.
    pub mappings: Vec<String>,
    /// Texts of other records that name the person.
    pub texts: Vec<TextLocation>,
    /// Other records of which former states name the person, with how many do.
    pub former_texts: Vec<(RecordKind, Id, usize)>,
    /// Other cases of the same name.
    pub namesakes: Vec<Id>,
}

/// Where a text was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextLocation {
    /// The kind of record.
    pub subject: RecordKind,
    /// Its id.
    pub id: Id,
    /// The field, or the list and the number of the entry: `summary`, `events.2`.
    pub place: String,
}

/// Whether a family name alone says nothing in a field of a case: relatives share it.
pub(super) fn is_own_name(meaning: FieldMeaning) -> bool {
    meaning.names_the_person() || meaning == FieldMeaning::Pseudonym
}

impl Store {
    /// What there is of a person beside the case and its history.
    pub fn find_traces(&self, person: &ErasurePerson) -> Result<PersonTraces, Error> {
        self.with_snapshot(|store| collect_traces(&store.conn, person))
    }
}

pub(super) fn collect_traces(
    conn: &Connection,
    person: &ErasurePerson,
) -> Result<PersonTraces, Error> {
    let mut traces = PersonTraces {
        operations: find_operations(conn, person)?.len(),
        shared: count_shared(conn, person)?,
        letters: find_letters(conn, person)?,
        sources: find_exclusive_sources(conn, person)?,
        statements: find_statements(conn, person)?,
        mappings: find_mappings(conn, &person.full_names(), &person.family_names())?,
        ..PersonTraces::default()
    };
    traces.in_trees = find_in_trees(conn, person, &traces)?;
    let mut search = TraceSearch {
        full: person.full_names(),
        family: person.family_names(),
        traces: &mut traces,
    };
    search.search_records::<Case>(conn, |case| person.ids.contains(&case.id))?;
    search.search_records::<Recipient>(conn, |_| false)?;
    search.search_records::<Source>(conn, |_| false)?;
    search.search_records::<Statement>(conn, |_| false)?;
    search.search_records::<SentLetter>(conn, |letter| {
        letter.cases.iter().any(|id| person.ids.contains(id))
    })?;
    search.search_history(conn, person)?;
    Ok(traces)
}

struct TraceSearch<'a> {
    full: NameSpellings,
    family: NameSpellings,
    traces: &'a mut PersonTraces,
}

impl TraceSearch<'_> {
    fn search_records<T: StoredRecord>(
        &mut self,
        conn: &Connection,
        is_passed_over: impl Fn(&T) -> bool,
    ) -> Result<(), Error> {
        let ids = records::all_ids::<T>(conn)?;
        records::each_record::<T, Error>(conn, &ids, |record| {
            if !is_passed_over(&record) {
                self.search_record(&record);
            }
            Ok(())
        })
    }

    fn search_record<T: StoredRecord>(&mut self, record: &T) {
        let is_named = |text: &str| self.full.are_in(text) || self.family.are_in(text);
        let mut places: Vec<String> = Vec::new();
        let mut is_namesake = false;
        for (field, cell) in T::FIELDS.iter().zip(record.cells()) {
            // The person is taken off a list of cases, so that it is no text to be changed first.
            if field.meaning == FieldMeaning::Cases {
                continue;
            }
            let text = cell.to_line();
            if T::KIND == RecordKind::Case && is_own_name(field.meaning) {
                is_namesake |= self.full.are_in(&text);
            } else if is_named(&text) {
                places.push(field.name.to_owned());
            }
        }
        for list in T::LISTS {
            for (number, row) in (1..).zip(record.rows(list.name)) {
                if row.iter().any(|cell| is_named(&cell.to_line())) {
                    places.push(format!("{}.{number}", list.name));
                }
            }
        }
        let (subject, id) = (T::KIND, record.record_id());
        let place = |place| TextLocation {
            subject,
            id: id.clone(),
            place,
        };
        self.traces.texts.extend(places.into_iter().map(place));
        if is_namesake {
            self.traces.namesakes.push(id.clone());
        }
    }

    /// Former states of other records.
    fn search_history(&mut self, conn: &Connection, person: &ErasurePerson) -> Result<(), Error> {
        let mut found: BTreeMap<(RecordKind, Id), usize> = BTreeMap::new();
        let mut statement = conn.prepare_cached(
            "SELECT subject, id, before FROM history_changes WHERE before NOTNULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, id, before): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(subject) = RecordKind::from_slug(&subject) else {
                continue;
            };
            let id = records::id_of(subject, id)?;
            let is_own = match subject {
                RecordKind::Case => person.ids.contains(&id),
                RecordKind::Letter => is_about(&before, person),
                RecordKind::Recipient | RecordKind::Source | RecordKind::Statement => false,
            };
            if !is_own && (self.full.are_in(&before) || self.family.are_in(&before)) {
                *found.entry((subject, id)).or_default() += 1;
            }
        }
        self.traces.former_texts = found
            .into_iter()
            .map(|((subject, id), count)| (subject, id, count))
            .collect();
        Ok(())
    }
}

/// Whether a former state of a letter is about the person.
pub(super) fn is_about(image: &str, person: &ErasurePerson) -> bool {
    let letter: Result<SentLetter, _> = serde_json::from_str(image);
    letter.is_ok_and(|letter| letter.cases.iter().any(|id| person.ids.contains(id)))
}

/// The operations that changed the case.
pub(super) fn find_operations(
    conn: &Connection,
    person: &ErasurePerson,
) -> Result<BTreeSet<i64>, Error> {
    let mut operations = BTreeSet::new();
    let mut statement = conn.prepare_cached(
        "SELECT operation FROM history_changes WHERE subject = 'case' AND id = ?1",
    )?;
    for id in &person.ids {
        for operation in statement.query_map([id.as_str()], |row| row.get::<_, i64>(0))? {
            operations.insert(operation?);
        }
    }
    Ok(operations)
}

fn count_shared(conn: &Connection, person: &ErasurePerson) -> Result<usize, Error> {
    let mut count: i64 = 0;
    for id in &person.ids {
        count += conn
            .prepare_cached("SELECT count(*) FROM agreed WHERE kind GLOB 'case *' AND id = ?1")?
            .query_row([id.as_str()], |row| row.get::<_, i64>(0))?;
    }
    Ok(usize::try_from(count).unwrap_or_default())
}

fn find_in_trees(
    conn: &Connection,
    person: &ErasurePerson,
    traces: &PersonTraces,
) -> Result<Vec<(RecordKind, Id)>, Error> {
    let cases = person.ids.iter().map(|id| (RecordKind::Case, id));
    let letters = traces
        .letters
        .iter()
        .map(|(id, _)| (RecordKind::Letter, id));
    let sources = traces
        .sources
        .iter()
        .map(|(id, _)| (RecordKind::Source, id));
    let statements = traces
        .statements
        .iter()
        .map(|id| (RecordKind::Statement, id));
    let mut shared = Vec::new();
    let mut statement =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM agreed WHERE kind GLOB ?1 AND id = ?2)")?;
    for (subject, id) in cases.chain(letters).chain(sources).chain(statements) {
        if statement.query_row([&format!("{subject} *"), id.as_str()], |row| row.get(0))? {
            shared.push((subject, id.clone()));
        }
    }
    Ok(shared)
}

/// The recorded letters about the person; whether each is about others too.
pub(super) fn find_letters(
    conn: &Connection,
    person: &ErasurePerson,
) -> Result<Vec<(Id, bool)>, Error> {
    let mut ids = BTreeSet::new();
    for id in &person.ids {
        ids.extend(list::letters_of(conn, id)?);
    }
    let mut letters = Vec::new();
    for id in ids {
        let others = records::load_record::<SentLetter>(conn, &id)?
            .map(|letter| letter.cases)
            .unwrap_or_default();
        let is_joint = others.iter().any(|id| !person.ids.contains(id));
        letters.push((id, is_joint));
    }
    Ok(letters)
}

/// The sources that facts of this person name and no other record does.
pub(super) fn find_exclusive_sources(
    conn: &Connection,
    person: &ErasurePerson,
) -> Result<Vec<(Id, String)>, Error> {
    let tables: Vec<&str> = Case::LISTS
        .iter()
        .filter(|list| find_meaning(list.fields, FieldMeaning::Source).is_some())
        .map(|list| list.name)
        .collect();
    let ids = serde_json::to_string(&person.ids.iter().map(Id::as_str).collect::<Vec<_>>())
        .unwrap_or_default();
    let own: Vec<String> = tables
        .iter()
        .map(|table| {
            format!(
                "SELECT source FROM \"{table}\" WHERE case_id IN (SELECT value FROM json_each(?1))"
            )
        })
        .collect();
    let others: Vec<String> = tables
        .iter()
        .map(|table| format!("SELECT source FROM \"{table}\" WHERE case_id NOT IN (SELECT value FROM json_each(?1))"))
        .chain(["SELECT source FROM recipients".to_owned(), "SELECT source FROM holders".to_owned()])
        .collect();
    let sql = format!(
        "SELECT id, title FROM sources WHERE id IN ({}) AND id NOT IN (SELECT source FROM ({}) WHERE source NOTNULL)
         ORDER BY id",
        own.join(" UNION "),
        others.join(" UNION ")
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query(params![ids])?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        sources.push((
            records::id_of(RecordKind::Source, row.get(0)?)?,
            row.get(1)?,
        ));
    }
    Ok(sources)
}

pub(super) fn find_statements(conn: &Connection, person: &ErasurePerson) -> Result<Vec<Id>, Error> {
    let all = records::load_all::<Statement>(conn)?;
    Ok(all
        .into_iter()
        .filter(|one| one.cases.iter().any(|id| person.ids.contains(id)))
        .map(|one| one.id)
        .collect())
}

fn find_mappings(
    conn: &Connection,
    full: &NameSpellings,
    family: &NameSpellings,
) -> Result<Vec<String>, Error> {
    let mut statement = conn.prepare_cached("SELECT name, options FROM mappings ORDER BY name")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, options): (String, String) = (row.get(0)?, row.get(1)?);
        if [&name, &options]
            .into_iter()
            .any(|text| full.are_in(text) || family.are_in(text))
        {
            found.push(name);
        }
    }
    Ok(found)
}
