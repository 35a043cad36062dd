//! Writing and reading whole records of any kind.

pub(crate) mod digest;

use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::{Connection, Params, params_from_iter};

use super::stored::StoredRecord;
use super::value::{bind_cell, read_cell, to_json};
use crate::model::RecordKind;
use crate::model::{Cell, Id, InvalidValue};
use crate::store::Error;
use crate::store::stored::sql::{ListContent, ListSql};

/// Records that are read at once; memory stays flat however many there are.
pub(super) const BATCH: usize = 256;

/// Inserts a record, or replaces `before`, which must be the stored state. Unchanged parts are not written.
pub(super) fn write_record<T: StoredRecord>(
    conn: &Connection,
    record: &T,
    before: Option<&T>,
) -> Result<(), Error> {
    let plan = T::record_sql();
    let (cells, derived) = (record.cells(), record.derived_values());
    let old_cells = before.map(T::cells);
    if old_cells.as_ref() != Some(&cells)
        || before.is_some_and(|before| before.derived_values() != derived)
    {
        let own = plan
            .scalars
            .iter()
            .flat_map(|(position, field)| bind_cell(field.kind, &cells[*position]));
        let derived = derived.iter().map(|value| {
            value
                .as_deref()
                .map_or(ToSqlOutput::from(Null), ToSqlOutput::from)
        });
        let (sql, id) = match before {
            None => (&plan.insert, None),
            Some(_) => (
                &plan.update,
                Some(ToSqlOutput::from(record.record_id().as_str())),
            ),
        };
        conn.prepare_cached(sql)?
            .execute(params_from_iter(own.chain(derived).chain(id)))?;
    }
    for part in &plan.parts {
        let rows = rows_of(part, record, &cells);
        let old_rows = before
            .zip(old_cells.as_ref())
            .map(|(before, cells)| rows_of(part, before, cells));
        let old_rows = old_rows.unwrap_or_default();
        if old_rows != rows {
            replace_rows(conn, part, record.record_id(), &rows, &old_rows)?;
        }
    }
    digest::save_digest(conn, record)?;
    record.update_search_keys(before, conn)
}

/// Deletes a record and all its parts; nothing happens if it does not exist.
pub(super) fn delete_record<T: StoredRecord>(conn: &Connection, id: &Id) -> Result<(), Error> {
    conn.prepare_cached(&T::record_sql().delete)?
        .execute([id.as_str()])?;
    digest::delete_digest(conn, T::KIND, id)
}

/// The record with this id.
pub(super) fn load_record<T: StoredRecord>(conn: &Connection, id: &Id) -> Result<Option<T>, Error> {
    if !conn
        .prepare_cached(&T::record_sql().exists)?
        .exists([id.as_str()])?
    {
        return Ok(None);
    }
    Ok(load_batch(conn, std::slice::from_ref(id))?.pop())
}

/// All ids of a kind of record, in order.
pub(super) fn all_ids<T: StoredRecord>(conn: &Connection) -> Result<Vec<Id>, Error> {
    read_ids(conn, T::KIND, &T::record_sql().ids, [])
}

/// The ids that a query gives, in its order.
pub(super) fn read_ids(
    conn: &Connection,
    of: RecordKind,
    sql: &str,
    params: impl Params,
) -> Result<Vec<Id>, Error> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(id_of(of, row.get(0)?)?);
    }
    Ok(ids)
}

/// All records of a kind, in order of id.
pub(super) fn load_all<T: StoredRecord>(conn: &Connection) -> Result<Vec<T>, Error> {
    let mut records = Vec::new();
    each_record::<T, Error>(conn, &all_ids::<T>(conn)?, |record| {
        records.push(record);
        Ok(())
    })?;
    Ok(records)
}

/// Gives the records with these ids, batch by batch, each batch in order of id. Ids that do not exist are passed over.
pub(super) fn each_record<T: StoredRecord, E: From<Error>>(
    conn: &Connection,
    ids: &[Id],
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    for batch in ids.chunks(BATCH) {
        for record in load_batch(conn, batch)? {
            take(record)?;
        }
    }
    Ok(())
}

/// An id that was read from the file.
pub(super) fn id_of(subject: RecordKind, text: String) -> Result<Id, Error> {
    text.parse().map_err(|_| Error::Unreadable {
        subject,
        id: text,
        field: "id".to_owned(),
    })
}

/// A record that is being read.
#[derive(Clone)]
struct RecordDraft {
    id: String,
    cells: Vec<Cell>,
    lists: Vec<(&'static str, Vec<Vec<Cell>>)>,
}

fn load_batch<T: StoredRecord>(conn: &Connection, ids: &[Id]) -> Result<Vec<T>, Error> {
    let wanted = to_json(ids);
    let mut drafts = begin_drafts::<T>(conn, &wanted)?;
    if !drafts.is_empty() {
        for part in &T::record_sql().parts {
            complete_drafts(conn, part, &wanted, &mut drafts)?;
        }
    }
    drafts.into_iter().map(finish_draft).collect()
}

/// What can be read of a record whose parts cannot all be, and the names of those that cannot; none if its own row cannot.
pub(super) fn what_is_readable<T: StoredRecord>(
    conn: &Connection,
    id: &Id,
) -> Option<(T, Vec<String>)> {
    let wanted = to_json(std::slice::from_ref(id));
    // Where the index is lost, the table is read from its beginning.
    let table = format!(" FROM {} WHERE", T::KIND.list_name());
    let whole = T::record_sql().select.replacen(
        &table,
        &format!(" FROM {} NOT INDEXED WHERE", T::KIND.list_name()),
        1,
    );
    let mut drafts = begin_drafts::<T>(conn, &wanted)
        .or_else(|_| begin_drafts_with::<T>(conn, &whole, &wanted))
        .ok()?;
    let mut missing = Vec::new();
    for part in &T::record_sql().parts {
        let mut with_it = drafts.clone();
        match complete_drafts(conn, part, &wanted, &mut with_it) {
            Ok(()) if finish_draft::<T>(with_it.first()?.clone()).is_ok() => drafts = with_it,
            _ => missing.push(part.table.to_owned()),
        }
    }
    finish_draft(drafts.pop()?)
        .ok()
        .map(|record| (record, missing))
}

fn begin_drafts<T: StoredRecord>(
    conn: &Connection,
    wanted: &str,
) -> Result<Vec<RecordDraft>, Error> {
    begin_drafts_with::<T>(conn, &T::record_sql().select, wanted)
}

fn begin_drafts_with<T: StoredRecord>(
    conn: &Connection,
    select: &str,
    wanted: &str,
) -> Result<Vec<RecordDraft>, Error> {
    let mut statement = conn.prepare_cached(select)?;
    let mut rows = statement.query([wanted])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let mut cells = vec![Cell::Empty; T::FIELDS.len()];
        for (column, (position, field)) in T::record_sql().scalars.iter().enumerate() {
            cells[*position] = read_cell(field.kind, row.get_ref(column)?)?;
        }
        drafts.push(RecordDraft {
            id: row.get("id")?,
            cells,
            lists: Vec::new(),
        });
    }
    Ok(drafts)
}

/// Adds the rows of a part to the drafts; both are in order of id.
fn complete_drafts(
    conn: &Connection,
    part: &ListSql,
    wanted: &str,
    drafts: &mut [RecordDraft],
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(&part.select)?;
    let mut rows = statement.query([wanted])?;
    let mut drafts = drafts.iter_mut().peekable();
    while let Some(row) = rows.next()? {
        let owner = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        while drafts.next_if(|draft| draft.id.as_str() < owner).is_some() {}
        let Some(draft) = drafts.peek_mut().filter(|draft| draft.id == owner) else {
            continue;
        };
        let cells = (1..)
            .zip(&part.kinds)
            .map(|(column, kind)| read_cell(*kind, row.get_ref(column)?));
        draft.add(part.holds, cells.collect::<Result<_, Error>>()?);
    }
    Ok(())
}

impl RecordDraft {
    fn add(&mut self, holds: ListContent, row: Vec<Cell>) {
        match holds {
            ListContent::Values(position) => {
                let texts = row.iter().map(Cell::to_line);
                match &mut self.cells[position] {
                    Cell::List(items) => items.extend(texts),
                    empty => *empty = Cell::List(texts.collect()),
                }
            }
            ListContent::Entries(list) => {
                match self.lists.last_mut().filter(|(name, _)| *name == list.name) {
                    Some((_, rows)) => rows.push(row),
                    None => self.lists.push((list.name, vec![row])),
                }
            }
        }
    }
}

fn finish_draft<T: StoredRecord>(draft: RecordDraft) -> Result<T, Error> {
    let unreadable = |error: InvalidValue| Error::Unreadable {
        subject: T::KIND,
        id: draft.id.clone(),
        field: error.field.unwrap_or_default(),
    };
    let mut record = T::from_cells(&draft.cells).map_err(unreadable)?;
    for (list, rows) in &draft.lists {
        record.set_rows(list, rows).map_err(unreadable)?;
    }
    Ok(record)
}

fn rows_of<T: StoredRecord>(part: &ListSql, record: &T, cells: &[Cell]) -> Vec<Vec<Cell>> {
    match part.holds {
        ListContent::Entries(list) => record.rows(list.name),
        ListContent::Values(position) => match &cells[position] {
            Cell::List(items) => items
                .iter()
                .map(|item| vec![Cell::Text(item.clone())])
                .collect(),
            Cell::Empty | Cell::Text(_) | Cell::Flag(_) => Vec::new(),
        },
    }
}

fn replace_rows(
    conn: &Connection,
    part: &ListSql,
    owner: &Id,
    rows: &[Vec<Cell>],
    old_rows: &[Vec<Cell>],
) -> Result<(), Error> {
    if !old_rows.is_empty() {
        conn.prepare_cached(&part.clear)?
            .execute([owner.as_str()])?;
    }
    let mut insert = conn.prepare_cached(&part.insert)?;
    for (position, row) in (1_i64..).zip(rows) {
        let head = [
            ToSqlOutput::from(owner.as_str()),
            ToSqlOutput::from(position),
        ];
        let values = part
            .kinds
            .iter()
            .zip(row)
            .flat_map(|(kind, cell)| bind_cell(*kind, cell));
        insert.execute(params_from_iter(head.into_iter().chain(values)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use proptest::prelude::*;

    use super::*;
    use crate::model::vocabulary::Category;
    use crate::model::{Case, Event, Recipient, Record, SentLetter, Source, Statement};
    use crate::store::Store;
    use crate::store::sample::{self, SampleChoices};
    use crate::store::stored::sql::RecordSql;

    fn comes_back<T: StoredRecord + Debug>(store: &mut Store, record: &T) {
        store
            .run_operation("put", "now", |operation| operation.put_record(record))
            .unwrap();
        assert_eq!(
            load_record::<T>(&store.conn, record.record_id())
                .unwrap()
                .as_ref(),
            Some(record)
        );
    }

    fn every_field_comes_back<T: StoredRecord + Debug>(id: &str) {
        let record = sample::full_record::<T>(id);
        let empty: Vec<_> = T::FIELDS
            .iter()
            .zip(record.cells())
            .filter(|(_, cell)| cell.is_empty())
            .collect();
        assert!(empty.is_empty(), "the sample leaves out {empty:?}");
        assert!(
            T::LISTS
                .iter()
                .all(|list| record.rows(list.name).len() == 2)
        );
        comes_back(&mut Store::in_memory().unwrap(), &record);
    }

    #[test]
    fn every_field_of_every_record_comes_back() {
        every_field_comes_back::<Case>("a");
        every_field_comes_back::<Recipient>("a");
        every_field_comes_back::<Source>("a");
        every_field_comes_back::<SentLetter>("a");
        every_field_comes_back::<Statement>("a");
    }

    fn has_columns<T: StoredRecord>(conn: &Connection) {
        let columns = |table: &str| -> Vec<String> {
            let mut statement = conn
                .prepare("SELECT name FROM pragma_table_info(?1)")
                .unwrap();
            statement
                .query_map([table], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect()
        };
        let own = columns(T::KIND.list_name());
        for (_, field) in &RecordSql::for_record::<T>().scalars {
            assert!(
                own.iter().any(|column| column == field.column_name()),
                "{} has no column {}",
                T::KIND.list_name(),
                field.name
            );
        }
        for table in T::FIELDS.iter().filter_map(T::table_of) {
            assert!(
                columns(table).iter().any(|column| column == "value"),
                "there is no table {table}"
            );
        }
        for list in T::LISTS {
            let columns = columns(list.name);
            for name in super::super::value::column_names(list.fields) {
                assert!(
                    columns.contains(&name),
                    "the table {} has no column {name}",
                    list.name
                );
            }
        }
    }

    #[test]
    fn every_field_has_a_column() {
        let store = Store::in_memory().unwrap();
        has_columns::<Case>(&store.conn);
        has_columns::<Recipient>(&store.conn);
        has_columns::<Source>(&store.conn);
        has_columns::<SentLetter>(&store.conn);
        has_columns::<Statement>(&store.conn);
    }

    #[test]
    fn the_tables_refuse_what_cannot_be() {
        let mut store = Store::in_memory().unwrap();
        store
            .run_operation("put", "now", |operation| {
                operation.put_record(&sample::full_record::<Case>("a"))
            })
            .unwrap();
        for change in [
            "cases SET id = 'Not An Id'",
            "cases SET name = ''",
            "cases SET name = NULL",
            "cases SET born = 'soon'",
            "cases SET rev = 'one'",
            "cases SET notes = printf('%.1000001c', 'x')",
            "events SET private = 2",
            "events SET date = '2018-4-1'",
            "events SET case_id = 'nobody'",
            "events SET position = 0",
            "events SET source = 'Not An Id'",
            "sentences SET judges = 'Judge A'",
            "tags SET value = ''",
        ] {
            let refused = store.conn.execute(&format!("UPDATE {change}"), []);
            assert!(
                refused.is_err_and(|error| error.to_string().contains("constraint")
                    || error.to_string().contains("cannot store")),
                "{change}"
            );
        }
    }

    #[test]
    fn words_of_a_newer_version_survive() {
        let mut store = Store::in_memory().unwrap();
        let mut case = sample::make_case("a", "A", &[]);
        let mut event = vec![Cell::Empty; Event::FIELDS.len()];
        event[Event::field_position("kind").unwrap()] = Cell::Text("taken-to-the-moon".to_owned());
        event[Event::field_position("status").unwrap()] = Cell::Text("on-the-moon".to_owned());
        case.set_rows("events", &[event]).unwrap();
        case.category = Some(Category::Other("astronaut".to_owned()));
        comes_back(&mut store, &case);
    }

    #[test]
    fn many_records_come_back_in_order_of_id() {
        let mut store = Store::in_memory().unwrap();
        let count = BATCH * 2 + 1;
        let put = |operation: &mut crate::store::Operation<'_>| {
            for number in (0..count).rev() {
                operation.put_record(&sample::make_case(
                    &format!("c-{number:04}"),
                    "A B",
                    &[("2018", "released")],
                ))?;
            }
            Ok::<_, Error>(())
        };
        store.run_operation("put", "now", put).unwrap();
        let all = load_all::<Case>(&store.conn).unwrap();
        assert_eq!(all.len(), count);
        assert!(
            all.is_sorted_by_key(|case| case.id.clone())
                && all.iter().all(|case| case.events.len() == 1)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn any_case_comes_back_also_in_the_place_of_another(one: Vec<u8>, other: Vec<u8>) {
            let mut store = Store::in_memory().unwrap();
            comes_back(&mut store, &sample::partial_record::<Case>("a", &mut SampleChoices::new(&one)));
            comes_back(&mut store, &sample::partial_record::<Case>("a", &mut SampleChoices::new(&other)));
        }
    }
}
