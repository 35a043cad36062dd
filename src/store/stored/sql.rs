//! The statements that read and write a record, derived from its fields and lists.

use crate::model::{Field, ListSpec, ValueKind};
use crate::store::RecordKind;
use crate::store::stored::StoredRecord;
use crate::store::value::column_names;

/// How a kind of record is kept: one row in its table, and rows in a table for each of its parts.
pub(crate) struct RecordSql {
    /// The fields that are columns of the record's own row, with their positions in the record.
    pub scalars: Vec<(usize, &'static Field)>,
    /// The lists that have tables of their own.
    pub parts: Vec<ListSql>,
    /// Inserts the row: scalars, derived values.
    pub insert: String,
    /// Replaces the values of the row: scalars, derived values, and last the id.
    pub update: String,
    /// Whether there is a row.
    pub exists: String,
    /// Reads the rows of the ids in a JSON array, in order of id: the scalars.
    pub select: String,
    /// Deletes the row; its parts go with it.
    pub delete: String,
    /// All ids, in order.
    pub ids: String,
}

/// A list of a record that has a table of its own.
pub(crate) struct ListSql {
    /// The table.
    pub table: &'static str,
    /// What the rows are.
    pub holds: ListContent,
    /// The kinds of the values in a row, in order.
    pub kinds: Vec<ValueKind>,
    /// Inserts a row: owner, position, values.
    pub insert: String,
    /// Reads the rows of the ids in a JSON array, in order of id and position: owner, values.
    pub select: String,
    /// Deletes the rows of an owner.
    pub clear: String,
}

/// What the rows of a part are.
#[derive(Clone, Copy)]
pub(crate) enum ListContent {
    /// The single values of a flat list: the position of its field.
    Values(usize),
    /// The entries of a list of records.
    Entries(&'static ListSpec),
}

impl RecordSql {
    /// The plan of a kind of record.
    pub fn for_record<T: StoredRecord>() -> Self {
        let scalars: Vec<_> = (0..)
            .zip(T::FIELDS)
            .filter(|(_, field)| T::table_of(field).is_none())
            .collect();
        let read: Vec<String> = scalars
            .iter()
            .map(|(_, field)| field.column_name().to_owned())
            .collect();
        let select = format!(
            "SELECT {} FROM {} WHERE id {WANTED} ORDER BY id",
            quote_names(&read),
            T::TABLE
        );
        let mut names = column_names(scalars.iter().map(|(_, field)| *field));
        names.extend(T::DERIVED.iter().map(|name| (*name).to_owned()));
        let replaced: Vec<String> = (1..)
            .zip(&names)
            .map(|(place, name)| format!("\"{name}\" = ?{place}"))
            .collect();
        let update = format!(
            "UPDATE {} SET {} WHERE id = ?{}",
            T::TABLE,
            replaced.join(", "),
            names.len() + 1
        );
        let insert = insert_sql(T::TABLE, &names);
        let exists = format!("SELECT 1 FROM {} WHERE id = ?1", T::TABLE);
        let delete = format!("DELETE FROM {} WHERE id = ?1", T::TABLE);
        let ids = format!("SELECT id FROM {} ORDER BY id", T::TABLE);
        Self {
            scalars,
            parts: build_parts::<T>(),
            insert,
            update,
            exists,
            select,
            delete,
            ids,
        }
    }
}

const WANTED: &str = "IN (SELECT value FROM json_each(?1))";

fn build_parts<T: StoredRecord>() -> Vec<ListSql> {
    let flat = (0..).zip(T::FIELDS).filter_map(|(position, field)| {
        let values = ValueColumns {
            read: vec!["value"],
            kinds: vec![ValueKind::Line],
            written: vec!["value".to_owned()],
        };
        Some(build_part(
            T::SUBJECT,
            T::table_of(field)?,
            ListContent::Values(position),
            values,
        ))
    });
    let lists = T::LISTS.iter().map(|list| {
        let read = list.fields.iter().map(Field::column_name).collect();
        let kinds = list.fields.iter().map(|field| field.kind).collect();
        build_part(
            T::SUBJECT,
            list.name,
            ListContent::Entries(list),
            ValueColumns {
                read,
                kinds,
                written: column_names(list.fields),
            },
        )
    });
    flat.chain(lists).collect()
}

/// The columns of a part's values: those that are read, with their kinds, and those that are written.
struct ValueColumns {
    read: Vec<&'static str>,
    kinds: Vec<ValueKind>,
    written: Vec<String>,
}

fn build_part(
    owner: RecordKind,
    table: &'static str,
    holds: ListContent,
    values: ValueColumns,
) -> ListSql {
    let owner = format!("{owner}_id");
    let written: Vec<String> = [owner.clone(), "position".to_owned()]
        .into_iter()
        .chain(values.written)
        .collect();
    let read: Vec<String> = values
        .read
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    let select = format!(
        "SELECT {owner}, {} FROM \"{table}\" WHERE {owner} {WANTED} ORDER BY {owner}, position",
        read.join(", ")
    );
    let clear = format!("DELETE FROM \"{table}\" WHERE {owner} = ?1");
    ListSql {
        table,
        holds,
        kinds: values.kinds,
        insert: insert_sql(table, &written),
        select,
        clear,
    }
}

fn insert_sql(table: &str, names: &[String]) -> String {
    let places: Vec<String> = (1..=names.len())
        .map(|number| format!("?{number}"))
        .collect();
    format!(
        "INSERT INTO \"{table}\" ({}) VALUES ({})",
        quote_names(names),
        places.join(", ")
    )
}

fn quote_names(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
