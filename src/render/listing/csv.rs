//! Rows as comma-separated values. A cell that a spreadsheet would take for a formula is guarded.

use std::io::{self, Write};

use super::{ListingCell, ListingColumn};
use crate::exchange::guard_cell;
use crate::terminal::sanitise::visible_lines;

pub(super) fn write_header(out: &mut impl Write, columns: &[ListingColumn]) -> io::Result<()> {
    write_record(out, columns.iter().map(|column| column.name))
}

pub(super) fn write_row(out: &mut impl Write, cells: &[ListingCell]) -> io::Result<()> {
    let texts: Vec<String> = cells
        .iter()
        .map(|cell| guard_cell(&visible_lines(&cell.text())).into_owned())
        .collect();
    write_record(out, texts.iter())
}

fn write_record(
    out: &mut impl Write,
    cells: impl IntoIterator<Item = impl AsRef<[u8]>>,
) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new()
        .buffer_capacity(256)
        .from_writer(Vec::new());
    writer.write_record(cells).map_err(|error| {
        let reason = format!("a row could not be written: {error}");
        match error.into_kind() {
            ::csv::ErrorKind::Io(error) => error,
            _ => io::Error::other(reason),
        }
    })?;
    out.write_all(&writer.into_inner().map_err(|error| error.into_error())?)
}
