//! How much a workbook holds, found by unpacking it piece by piece: what its directory says of sizes may be a lie.

use std::io::{BufRead as _, Cursor, Read};

use crate::exchange::Error;
use crate::exchange::{InvalidField, SourcePosition};
use crate::files::input::{CELL, COLUMNS, ROWS, STRINGS, SizeLimit, UNPACKED};

/// The most cells of a sheet.
pub(super) const CELLS: SizeLimit = SizeLimit {
    most: 2_000_000,
    unit: "cells",
    of: "a sheet",
};
/// The most files in a workbook.
const FILES: SizeLimit = SizeLimit {
    most: 10_000,
    unit: "files",
    of: "a workbook",
};

/// Refuses a workbook that holds more than can be read; tells whether it is an OpenDocument.
pub(super) fn within_limits(bytes: &[u8]) -> Result<bool, Error> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable_error(&error))?;
    if archive.len() > FILES.as_usize() {
        return Err(Error::TooMuch(FILES));
    }
    let mut total = 0;
    let mut piece = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut file = archive
            .by_index(index)
            .map_err(|error| unreadable_error(&error))?;
        let mut scan = XmlScan::default();
        loop {
            let length = file
                .read(&mut piece)
                .map_err(|error| unreadable_error(&error))?;
            if length == 0 {
                break;
            }
            total += length as u64;
            if total > UNPACKED.most {
                return Err(Error::TooMuch(UNPACKED));
            }
            scan.scan_bytes(&piece[..length])?;
        }
    }
    Ok(archive.index_for_name("content.xml").is_some()
        && archive.index_for_name("xl/workbook.xml").is_none())
}

/// What of a tag is kept; no tag of a table needs more.
const LONGEST_TAG: usize = 1_000;

/// XML on its way past: the longest text, and how far the cells of an OpenDocument sheet reach once those that stand for
/// several are counted as often as they stand.
#[derive(Debug, Default)]
struct XmlScan {
    /// The tag that is open, from behind its `<`.
    tag: Option<Vec<u8>>,
    /// Bytes since the last tag, and in the cell.
    run: u64,
    cell: u64,
    row: OdsRow,
    rows: u64,
    width: u64,
    height: u64,
    text: u64,
    office: OfficeCounts,
}

/// What an Office Open XML file holds so far: rows and cells with something in them, and texts that cells share.
#[derive(Debug, Default)]
struct OfficeCounts {
    rows: u64,
    cells: u64,
    strings: u64,
    /// Whether a row was opened of which no cell has anything in it yet.
    is_row_empty: bool,
}

impl OfficeCounts {
    /// Counts a tag, without its marks and prefix.
    fn count_tag(&mut self, tag: &[u8]) -> Result<(), Error> {
        if !matches!(tag.first(), Some(b'r' | b'v' | b'i' | b's')) {
            return Ok(());
        }
        let name = tag
            .split(|byte| byte.is_ascii_whitespace() || *byte == b'/')
            .next()
            .unwrap_or_default();
        match name {
            b"row" => self.is_row_empty = true,
            // The value of a cell, or its text.
            b"v" | b"is" => {
                self.cells += 1;
                self.rows += u64::from(std::mem::take(&mut self.is_row_empty));
            }
            b"si" => self.strings += 1,
            _ => {}
        }
        match () {
            () if self.rows > ROWS.most => Err(Error::TooMuch(ROWS)),
            () if self.cells > CELLS.most => Err(Error::TooMuch(CELLS)),
            () if self.strings > STRINGS.most => Err(Error::TooMuch(STRINGS)),
            () => Ok(()),
        }
    }
}

/// The row of an OpenDocument sheet that is open.
#[derive(Debug, Default)]
struct OdsRow {
    times: u64,
    columns: u64,
    filled: u64,
    text: u64,
    /// How many columns the open cell stands for.
    open: u64,
}

impl XmlScan {
    fn scan_bytes(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        while !bytes.is_empty() {
            let mark = if self.tag.is_some() { b'>' } else { b'<' };
            let end = find_byte(bytes, mark);
            let before = &bytes[..end.unwrap_or(bytes.len())];
            self.run += before.len() as u64;
            if self.run > CELL.most {
                return Err(Error::TooMuch(CELL));
            }
            if let Some(tag) = &mut self.tag {
                let room = LONGEST_TAG.saturating_sub(tag.len()).min(before.len());
                tag.extend_from_slice(&before[..room]);
            } else {
                self.cell += before.len() as u64;
            }
            let Some(end) = end else { break };
            self.run = 0;
            bytes = &bytes[end + 1..];
            match self.tag.take() {
                Some(tag) => self.scan_tag(&tag)?,
                // Nearly every tag ends in the piece in which it begins, and need not be copied.
                None => match find_byte(bytes, b'>') {
                    Some(close) => {
                        if close as u64 > CELL.most {
                            return Err(Error::TooMuch(CELL));
                        }
                        self.scan_tag(&bytes[..close.min(LONGEST_TAG)])?;
                        bytes = &bytes[close + 1..];
                    }
                    None => self.tag = Some(Vec::new()),
                },
            }
        }
        Ok(())
    }

    /// A tag that has ended, without its marks.
    fn scan_tag(&mut self, tag: &[u8]) -> Result<(), Error> {
        if tag.starts_with(b"text:s ") {
            // One tag that stands for a run of spaces.
            self.cell = self
                .cell
                .saturating_add(repeat_count(&String::from_utf8_lossy(tag), "text:c"));
            return if self.cell > CELL.most {
                Err(Error::TooMuch(CELL))
            } else {
                Ok(())
            };
        }
        if !tag.starts_with(b"table:table")
            && !tag.starts_with(b"/table:table")
            && !tag.starts_with(b"table:covered")
        {
            let prefix = tag.iter().take(12).position(|&byte| byte == b':');
            return self
                .office
                .count_tag(&tag[prefix.map_or(0, |prefix| prefix + 1)..]);
        }
        let tag = String::from_utf8_lossy(tag);
        let is_empty = tag.ends_with('/');
        let name = tag
            .split([' ', '\t', '\n', '/'])
            .find(|part| !part.is_empty())
            .unwrap_or_default();
        match (tag.starts_with('/'), name) {
            (false, "table:table") => {
                (self.rows, self.width, self.height, self.text) = (0, 0, 0, 0)
            }
            (false, "table:table-row") if !is_empty => {
                self.row = OdsRow {
                    times: repeat_count(&tag, "table:number-rows-repeated"),
                    ..OdsRow::default()
                };
            }
            (false, "table:table-row") => {
                self.rows += repeat_count(&tag, "table:number-rows-repeated")
            }
            (true, "table:table-row") => self.end_row()?,
            (false, "table:table-cell" | "table:covered-table-cell") => {
                self.cell = 0;
                self.row.open = repeat_count(&tag, "table:number-columns-repeated");
                self.row.columns = self.row.columns.saturating_add(self.row.open);
                if !is_empty || tag.contains("office:value") {
                    self.row.filled = self.row.columns;
                }
            }
            (true, "table:table-cell" | "table:covered-table-cell") => {
                let text = self.cell.saturating_mul(self.row.open);
                self.row.text = self.row.text.saturating_add(text);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Error> {
        let row = std::mem::take(&mut self.row);
        self.rows = self.rows.saturating_add(row.times);
        if row.filled > 0 {
            self.height = self.rows;
            self.width = self.width.max(row.filled);
            self.text = self.text.saturating_add(row.text.saturating_mul(row.times));
        }
        match () {
            () if self.width > COLUMNS.most => Err(Error::TooMuch(COLUMNS)),
            () if self.width.saturating_mul(self.height) > CELLS.most => Err(Error::TooMuch(CELLS)),
            () if self.text > UNPACKED.most => Err(Error::TooMuch(UNPACKED)),
            () => Ok(()),
        }
    }
}

/// Where a byte stands first.
fn find_byte(mut bytes: &[u8], mark: u8) -> Option<usize> {
    let all = bytes;
    let passed = bytes.skip_until(mark).ok()?;
    passed.checked_sub(1).filter(|at| all[*at] == mark)
}

/// How often a row or cell stands.
fn repeat_count(tag: &str, attribute: &str) -> u64 {
    let value = tag
        .split_once(attribute)
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    value
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(1)
}

pub(super) fn unreadable_error(error: &dyn std::fmt::Display) -> Error {
    let reason: String = error.to_string().chars().take(200).collect();
    error_in_file(
        format!("it cannot be read as a workbook (XLSX, XLS or ODS): {reason}"),
        None,
    )
}

pub(super) fn error_in_file(reason: String, nearest: Option<String>) -> Error {
    InvalidField {
        nearest,
        ..InvalidField::at_place(SourcePosition::File, reason)
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(xml: &str) -> Result<(), Error> {
        let mut scan = XmlScan::default();
        // In pieces of seven bytes, so that every tag is cut somewhere.
        xml.as_bytes()
            .chunks(7)
            .try_for_each(|piece| scan.scan_bytes(piece))
    }

    fn sheet(rows: &str) -> String {
        format!(
            "<office:spreadsheet><table:table table:name=\"a\">{rows}</table:table></office:spreadsheet>"
        )
    }

    #[test]
    fn cells_that_stand_for_many_are_counted_as_many() {
        let row = |rows: u64, columns: u64| {
            sheet(&format!(
                "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
                 table:number-columns-repeated=\"{columns}\"><text:p>x</text:p></table:table-cell></table:table-row>"
            ))
        };
        assert!(scanned(&row(2, 1_000)).is_ok());
        assert!(matches!(
            scanned(&row(1, 1_001)),
            Err(Error::TooMuch(COLUMNS))
        ));
        assert!(matches!(
            scanned(&row(1_048_576, 1_000)),
            Err(Error::TooMuch(CELLS))
        ));
        let long = format!(
            "<table:table-row table:number-rows-repeated=\"2000\"><table:table-cell><text:p>{}</text:p></table:table-cell>\
             </table:table-row>",
            "x".repeat(100_000)
        );
        assert!(matches!(
            scanned(&sheet(&long)),
            Err(Error::TooMuch(UNPACKED))
        ));
    }

    #[test]
    fn spaces_that_stand_for_many_are_counted_as_many() {
        let spaces = |count: u64| {
            let cell = format!(
                "<table:table-cell><text:p><text:s text:c=\"{count}\"/></text:p></table:table-cell>"
            );
            sheet(&format!("<table:table-row>{cell}</table:table-row>"))
        };
        assert!(scanned(&spaces(300)).is_ok());
        assert!(matches!(
            scanned(&spaces(2_000_000_000)),
            Err(Error::TooMuch(CELL))
        ));
    }

    #[test]
    fn empty_cells_up_to_the_edge_of_a_sheet_are_not_counted() {
        let row = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
                   <table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>\
                   <table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell \
                   table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert!(scanned(&sheet(row)).is_ok());
    }

    #[test]
    fn rows_and_shared_texts_of_an_office_workbook_are_counted_on_their_way() {
        let rows = |count: usize, cell: &str| {
            format!(
                "<sheetData>{}</sheetData>",
                format!("<x:row r=\"1\">{cell}</x:row>").repeat(count)
            )
        };
        let filled = "<x:c r=\"A1\"><x:v>1</x:v></x:c>";
        assert!(scanned(&rows(10, filled)).is_ok());
        let most = ROWS.as_usize();
        assert!(matches!(
            scanned(&rows(most + 1, filled)),
            Err(Error::TooMuch(ROWS))
        ));
        // Rows that only look like something, as spreadsheets write them down to the edge.
        assert!(scanned(&rows(most + 1, "<x:c r=\"A1\" s=\"3\"/>")).is_ok());
        assert!(matches!(
            scanned(&"<si/>".repeat(STRINGS.as_usize() + 1)),
            Err(Error::TooMuch(STRINGS))
        ));
    }

    #[test]
    fn a_text_without_end_is_refused() {
        assert!(matches!(
            scanned(&format!("<t>{}</t>", "x".repeat(CELL.as_usize() + 1))),
            Err(Error::TooMuch(CELL))
        ));
        assert!(matches!(
            scanned(&format!("<t {}", "x".repeat(CELL.as_usize() + 1))),
            Err(Error::TooMuch(CELL))
        ));
    }
}
