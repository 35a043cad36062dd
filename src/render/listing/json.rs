//! Rows as objects of JSON: every column is there, in order; what is not known is null, a list is never null.

use std::io::{self, Write};

use super::ListingColumn;
use super::cell::{CellContent, ListingCell};
use crate::terminal::sanitise::visible_json;

pub(super) fn write_object(
    out: &mut impl Write,
    columns: &[ListingColumn],
    cells: &[ListingCell],
) -> io::Result<()> {
    let mut object = String::from("{");
    for (index, (column, cell)) in columns.iter().zip(cells).enumerate() {
        object.push_str(if index > 0 { ",\"" } else { "\"" });
        object.push_str(column.name);
        object.push_str("\":");
        match cell.content() {
            CellContent::Empty => object.push_str("null"),
            CellContent::Text(text) => object.push_str(&serde_json::to_string(text)?),
            CellContent::Number(number) => object.push_str(&number.to_string()),
            CellContent::Flag(flag) => object.push_str(if *flag { "true" } else { "false" }),
            CellContent::Texts(texts) => object.push_str(&serde_json::to_string(texts)?),
            CellContent::Json(json) => object.push_str(json),
        }
    }
    object.push('}');
    out.write_all(visible_json(&object).as_bytes())
}
