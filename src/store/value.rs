//! A cell on its way into a column and back: yes and no are 1 and 0, numbers are integers, lists are JSON arrays.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use super::Error;
use crate::model::{Cell, Field, Term, ValueKind};

/// The columns of these fields, in their order. A term has a second column: its length in days.
pub(super) fn column_names(fields: impl IntoIterator<Item = &'static Field>) -> Vec<String> {
    let mut names = Vec::new();
    for field in fields {
        names.push(field.column_name().to_owned());
        if field.kind == ValueKind::Term {
            names.push(format!("{}_days", field.column_name()));
        }
    }
    names
}

/// The values for the columns of a field.
pub(super) fn bind_cell(kind: ValueKind, cell: &Cell) -> impl Iterator<Item = ToSqlOutput<'_>> {
    let value = match cell {
        Cell::Text(text) if kind == ValueKind::Number => ToSqlOutput::Owned(parse_number(text)),
        Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Cell::Flag(flag) => ToSqlOutput::from(*flag),
        Cell::List(items) => ToSqlOutput::from(to_json(items)),
        Cell::Empty => ToSqlOutput::from(rusqlite::types::Null),
    };
    let days = (kind == ValueKind::Term).then(|| ToSqlOutput::Owned(term_days(cell)));
    std::iter::once(value).chain(days)
}

/// The cell of a stored value.
pub(super) fn read_cell(kind: ValueKind, value: ValueRef<'_>) -> Result<Cell, Error> {
    let text = || Ok::<_, Error>(value.as_str().map_err(rusqlite::Error::from)?.to_owned());
    Ok(match value {
        ValueRef::Null => Cell::Empty,
        ValueRef::Integer(number) if kind == ValueKind::Flag => Cell::Flag(number != 0),
        ValueRef::Integer(number) => Cell::Text(number.to_string()),
        ValueRef::Text(_) | ValueRef::Real(_) | ValueRef::Blob(_) => {
            let text = text()?;
            if kind == ValueKind::List {
                parse_list(&text)
            } else {
                Cell::Text(text)
            }
        }
    })
}

/// Texts as a JSON array.
pub(super) fn to_json<T: serde::Serialize>(items: &[T]) -> String {
    serde_json::to_string(items).unwrap_or_default()
}

fn parse_list(text: &str) -> Cell {
    match serde_json::from_str::<Vec<String>>(text) {
        Ok(items) if items.is_empty() => Cell::Empty,
        Ok(items) => Cell::List(items),
        Err(_) => Cell::Text(text.to_owned()),
    }
}

fn parse_number(text: &str) -> Value {
    text.parse()
        .map_or_else(|_| Value::Text(text.to_owned()), Value::Integer)
}

fn term_days(cell: &Cell) -> Value {
    match cell.to_line().parse::<Term>() {
        Ok(term) => Value::Integer(term.average_days().into()),
        Err(_) => Value::Null,
    }
}

/// A text as an SQL literal.
pub(super) fn quoted_text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
