//! Records as rows of a listing: every field and list of the record is a column, also those added later.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::app::error::Error;
use crate::model::{Record, ValueKind};
use crate::render::listing::{ListingCell, ListingColumn};

/// How much of a narrow screen the columns get that a table shows only if asked.
const RARE: u8 = 50;

/// Adds a column for each field and list of a kind of record that has none yet.
pub fn with_record_columns<R: Record>(mut columns: Vec<ListingColumn>) -> Vec<ListingColumn> {
    let fields = R::FIELDS.iter().map(|field| (field.name, field.help));
    let lists = R::LISTS
        .iter()
        .map(|list| (list.name, "all of them, each with everything known"));
    for (name, help) in fields.chain(lists) {
        if !columns.iter().any(|column| column.name == name) {
            columns.push(ListingColumn::new(name, RARE, help));
        }
    }
    columns
}

/// The names of the fields and lists of a kind of record, in the order of files.
pub fn record_names<R: Record>() -> Vec<&'static str> {
    let lists = R::LISTS.iter().map(|list| list.name);
    R::FIELDS
        .iter()
        .map(|field| field.name)
        .chain(lists)
        .collect()
}

/// A record as a row: `own` gives the columns that are not fields, or that are printed differently.
pub fn record_row<R: Record + Serialize>(
    columns: &[ListingColumn],
    record: &R,
    mut own: Vec<(&'static str, ListingCell)>,
) -> Result<Vec<ListingCell>, Error> {
    let failed = |error: serde_json::Error| Error::failed(error.to_string());
    let text = serde_json::to_string(record).map_err(failed)?;
    let values: BTreeMap<&str, &RawValue> = serde_json::from_str(&text).map_err(failed)?;
    let is_list = |name: &str| {
        R::LISTS.iter().any(|list| list.name == name)
            || R::FIELDS
                .iter()
                .any(|field| field.name == name && field.kind == ValueKind::List)
    };
    let cell = |name: &'static str| {
        if let Some(at) = own.iter().position(|(of, _)| *of == name) {
            return own.swap_remove(at).1;
        }
        match values.get(name) {
            Some(value) => json_cell(value.get()),
            None if is_list(name) => ListingCell::texts_of([] as [&str; 0]),
            None => ListingCell::empty(),
        }
    };
    Ok(columns.iter().map(|column| column.name).map(cell).collect())
}

/// A text of JSON as a cell that reads as plainly as it can.
pub fn json_cell(json: &str) -> ListingCell {
    match serde_json::from_str(json) {
        Ok(Value::Null) => ListingCell::empty(),
        Ok(Value::String(text)) => ListingCell::text_of(text),
        Ok(Value::Bool(flag)) => ListingCell::flag_of(flag),
        Ok(Value::Array(items)) if items.iter().all(Value::is_string) => {
            ListingCell::texts_of(items.iter().filter_map(Value::as_str))
        }
        Ok(Value::Number(_) | Value::Array(_) | Value::Object(_)) | Err(_) => {
            ListingCell::json_of(json.to_owned())
        }
    }
}
