//! Workbooks of spreadsheet programs (XLSX, ODS) as tables: dates as dates, numbers as people see them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xls, Xlsx};

use super::notes::ReadingKind;
use super::sheet::{CellRemark, Sheet};
use crate::exchange::Error;
use crate::exchange::table::workbook_limits::{self, error_in_file, unreadable_error};
use crate::files::input::{CELLS, COLUMNS, ROWS, UNPACKED, WHOLE};
use crate::model::InvalidValue;

/// The most merged areas of a sheet that are looked at, and the most rows that one may have.
const MOST_MERGED: usize = 10_000;

/// Whether these are the first bytes of a workbook.
pub fn is_workbook(beginning: &[u8]) -> bool {
    beginning.starts_with(b"PK\x03\x04") || is_old_workbook(beginning)
}

/// Whether these are the first bytes of a workbook of Excel before 2007 (XLS).
fn is_old_workbook(beginning: &[u8]) -> bool {
    beginning.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// The cells of a sheet by row and column from 0, and the length of all their texts.
#[derive(Debug, Default)]
struct SheetCells {
    read: BTreeMap<(u32, u32), SheetCell>,
    length: usize,
}

/// A cell that was read: its text, and what is to be said of it.
type SheetCell = (String, Option<CellRemark>);

/// A rectangle of merged cells: first row and column, last row and column.
type MergedRange = ((u32, u32), (u32, u32));

/// The named sheet of a workbook, or its first one that has any cells.
///
/// # Errors
/// The file is no workbook, is too large, or has no such sheet.
pub(super) fn read_workbook(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, Error> {
    if bytes.len() > WHOLE.as_usize() {
        return Err(Error::TooMuch(WHOLE));
    }
    let (mut cells, merged) = if is_old_workbook(bytes) {
        read_xls(bytes, sheet)?
    } else if workbook_limits::within_limits(bytes)? {
        read_ods(bytes, sheet)?
    } else {
        read_xlsx(bytes, sheet)?
    };
    let mut found = Sheet::default();
    let titles = spread_merged(&mut cells, &merged)?;
    let cells = cells.read;
    if cells.is_empty() {
        return Err(Error::Empty);
    }
    let width = cells
        .keys()
        .map(|(_, column)| column + 1)
        .max()
        .unwrap_or_default();
    let count = cells
        .keys()
        .map(|(row, _)| row)
        .collect::<BTreeSet<_>>()
        .len();
    match () {
        () if count > ROWS.as_usize() => return Err(Error::TooMuch(ROWS)),
        () if count * width as usize > CELLS.as_usize() => return Err(Error::TooMuch(CELLS)),
        () => {}
    }
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for ((row, column), (text, remark)) in cells {
        rows.entry(row)
            .or_insert_with(|| vec![String::new(); width as usize])[column as usize] = text;
        found
            .remarks
            .extend(remark.map(|remark| ((row as usize + 1, column as usize + 1), remark)));
    }
    for (row, texts) in rows {
        let (line, record) = (row as usize + 1, csv::StringRecord::from(texts));
        if titles.contains(&row) {
            found.titles.insert(line);
        }
        found.rows.push((line, record));
    }
    Ok(found)
}

fn read_xlsx(bytes: &[u8], sheet: Option<&str>) -> Result<(SheetCells, Vec<MergedRange>), Error> {
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable_error(&error))?;
    for name in choose_sheets(&book.sheet_names(), sheet)? {
        let cells = xlsx_cells(&mut book, &name)?;
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        if !cells.read.is_empty() || sheet.is_some() {
            return Ok((
                cells,
                merged
                    .into_iter()
                    .map(|area| (area.start, area.end))
                    .collect(),
            ));
        }
    }
    Err(Error::Empty)
}

fn xlsx_cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<SheetCells, Error> {
    let mut cells = SheetCells::default();
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(|error| unreadable_error(&error))?;
    while let Some((cell, style)) = reader
        .next_cell_with_style_id()
        .map_err(|error| unreadable_error(&error))?
    {
        let format = reader
            .styles()
            .get(style)
            .and_then(|style| style.number_format.as_ref());
        let format = format
            .map(|format| format.format_code.as_str())
            .unwrap_or_default();
        put_cell(
            &mut cells,
            cell.get_position(),
            read_value(cell.get_value().clone(), format),
        )?;
    }
    Ok(cells)
}

fn read_ods(bytes: &[u8], sheet: Option<&str>) -> Result<(SheetCells, Vec<MergedRange>), Error> {
    let book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| unreadable_error(&error))?;
    Ok((read_ranges(book, sheet)?, Vec::new()))
}

/// The most bytes of an old workbook: it is unpacked as it stands, and one text may stand in any number of its cells.
const OLD: crate::files::input::SizeLimit = crate::files::input::SizeLimit {
    most: 8 << 20,
    unit: "bytes",
    of: "a workbook of Excel before 2007 (XLS)",
};

fn read_xls(bytes: &[u8], sheet: Option<&str>) -> Result<(SheetCells, Vec<MergedRange>), Error> {
    if bytes.len() > OLD.as_usize() {
        return Err(Error::TooMuch(OLD));
    }
    let book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| unreadable_error(&error))?;
    Ok((read_ranges(book, sheet)?, Vec::new()))
}

/// The cells of the named sheet, or of the first that has any.
fn read_ranges<'a, B: Reader<Cursor<&'a [u8]>>>(
    mut book: B,
    sheet: Option<&str>,
) -> Result<SheetCells, Error>
where
    B::Error: std::fmt::Display,
{
    for name in choose_sheets(&book.sheet_names(), sheet)? {
        let mut cells = SheetCells::default();
        let range = book
            .worksheet_range(&name)
            .map_err(|error| unreadable_error(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top);
            let column = u32::try_from(column)
                .unwrap_or(u32::MAX)
                .saturating_add(left);
            put_cell(
                &mut cells,
                (row, column),
                read_value(as_data_ref(value), ""),
            )?;
        }
        if !cells.read.is_empty() || sheet.is_some() {
            return Ok(cells);
        }
    }
    Err(Error::Empty)
}

/// The sheets to look at: the named one, or all.
fn choose_sheets(names: &[String], sheet: Option<&str>) -> Result<Vec<String>, Error> {
    let Some(sheet) = sheet else {
        return Ok(names.to_vec());
    };
    match names
        .iter()
        .find(|name| name.trim().eq_ignore_ascii_case(sheet.trim()))
    {
        Some(name) => Ok(vec![name.clone()]),
        None => {
            let unknown =
                InvalidValue::unknown_word("sheet", sheet, names.iter().map(String::as_str));
            let reason = format!(
                "there is no sheet “{sheet}”; there are {}",
                names.join(", ")
            );
            Err(error_in_file(reason, unknown.nearest))
        }
    }
}

fn put_cell(
    cells: &mut SheetCells,
    (row, column): (u32, u32),
    read: SheetCell,
) -> Result<(), Error> {
    if read.0.trim().is_empty() && read.1.is_none() {
        return Ok(());
    }
    cells.length += read.0.len();
    match () {
        () if column as usize >= COLUMNS.as_usize() => Err(Error::TooMuch(COLUMNS)),
        () if cells.read.len() >= workbook_limits::CELLS.as_usize() => {
            Err(Error::TooMuch(workbook_limits::CELLS))
        }
        // One text may stand in any number of cells.
        () if cells.length > UNPACKED.as_usize() => Err(Error::TooMuch(UNPACKED)),
        () => {
            cells.read.insert((row, column), read);
            Ok(())
        }
    }
}

/// Gives the cells below the first of a merged area its text, and tells the rows that are one title over several columns.
fn spread_merged(cells: &mut SheetCells, merged: &[MergedRange]) -> Result<BTreeSet<u32>, Error> {
    let mut titles = BTreeSet::new();
    for &((top, left), (bottom, right)) in merged.iter().take(MOST_MERGED) {
        let Some((text, _)) = cells.read.get(&(top, left)).cloned() else {
            continue;
        };
        let alone = cells
            .read
            .range((top, 0)..=(top, u32::MAX))
            .nth(1)
            .is_none();
        if right > left && alone {
            titles.insert(top);
        }
        let last = bottom.min(top.saturating_add(MOST_MERGED as u32));
        for row in (top + 1..=last).filter(|_| right == left) {
            let remark = CellRemark::Noted(
                ReadingKind::Merged,
                format!(
                    "the merged cell of row {} is read for this row too",
                    top + 1
                ),
            );
            if !cells.read.contains_key(&(row, left)) {
                put_cell(cells, (row, left), (text.clone(), Some(remark)))?;
            }
        }
    }
    Ok(titles)
}

fn as_data_ref(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn read_value(value: DataRef<'_>, format: &str) -> SheetCell {
    match value {
        DataRef::Empty => (String::new(), None),
        DataRef::String(text) => (text, None),
        DataRef::SharedString(text) => (text.to_owned(), None),
        DataRef::Int(number) => (number.to_string(), None),
        // Shows 2018.0 as 2018 and 3.5 as 3.5.
        DataRef::Float(number) => (number.to_string(), None),
        DataRef::Bool(flag) => (if flag { "yes" } else { "no" }.to_owned(), None),
        DataRef::DateTime(moment) => read_moment(moment, format),
        DataRef::DateTimeIso(text) => {
            shorten_date(text.split('T').next().unwrap_or_default().to_owned(), "")
        }
        DataRef::DurationIso(text) => (text, None),
        DataRef::Error(error) => (
            String::new(),
            Some(CellRemark::Faulty(format!(
                "the cell holds the error {error}"
            ))),
        ),
    }
}

fn read_moment(moment: ExcelDateTime, format: &str) -> SheetCell {
    if moment.is_duration() {
        return (moment.as_f64().to_string(), None);
    }
    let (year, month, day_of_month, ..) = moment.to_ymd_hms_milli();
    shorten_date(format!("{year:04}-{month:02}-{day_of_month:02}"), format)
}

/// A date as precise as its cell shows it; a spreadsheet holds a day where only a month or year is known.
fn shorten_date(full: String, format: &str) -> SheetCell {
    let code: String = format
        .split('"')
        .step_by(2)
        .collect::<String>()
        .to_lowercase();
    let shows = |letter: char| code.contains(letter);
    let precise = match () {
        () if !shows('y') || shows('d') => &full[..],
        () if shows('m') => full.get(..7).unwrap_or(&full),
        () => full.get(..4).unwrap_or(&full),
    };
    let told = if precise.len() < full.len() {
        Some(format!(
            "the cell holds {full} and shows less; it is read as {precise}"
        ))
    } else if full.ends_with("-01") {
        Some(format!(
            "{full} is read as the first day; if only the month is known, write {} as text",
            &full[..7]
        ))
    } else {
        None
    };
    (
        precise.to_owned(),
        told.map(|text| CellRemark::Noted(ReadingKind::Date, text)),
    )
}
