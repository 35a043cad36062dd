//! The file of an import, and what kind of file it is.

use std::io::{BufReader, Read};
use std::path::Path;
use std::str::FromStr;

use crate::error::Error;
use crate::exchange::{self, Delimiter, FileFormat};
use crate::model::Invalid;

/// What kind of file it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// One that is also written here.
    File(FileFormat),
    /// A workbook of a spreadsheet program.
    Workbook,
}

impl Format {
    fn from_extension(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" | "ods" => Some(Self::Workbook),
            ending => FileFormat::from_extension(ending).map(Self::File),
        }
    }
}

impl FromStr for Format {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let known = FileFormat::ALL.map(FileFormat::name).into_iter().chain(["xlsx", "ods"]);
        Self::from_extension(text.trim()).ok_or_else(|| Invalid::word("file format", text.trim(), known))
    }
}

/// The file, as it is to be read.
pub(super) enum Input {
    /// JSON Lines, as they come.
    Lines(Box<dyn Read>),
    /// A tree in one piece.
    Whole(FileFormat, Vec<u8>),
    /// A table, and what divides its cells where the kind of file says so.
    Table(Vec<u8>, Option<Delimiter>),
}

/// The input; its kind is told from the argument, the ending, or the beginning.
///
/// # Errors
/// There is no such file, it cannot be read, or it cannot be told what it is.
pub(super) fn read(path: &Path, format: Option<Format>) -> Result<Input, Error> {
    let failed = |error: std::io::Error| unreadable(path, &error);
    let mut input: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(failed)?)
    };
    let mut beginning = Vec::new();
    (&mut input).take(1 << 16).read_to_end(&mut beginning).map_err(failed)?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let format = match format.or_else(|| Format::from_extension(&ending)) {
        Some(format) => format,
        None if exchange::is_workbook(&beginning) => Format::Workbook,
        None => Format::File(FileFormat::sniff(&beginning)?),
    };
    let is_book = exchange::is_workbook(&beginning);
    let input = std::io::Cursor::new(beginning).chain(input);
    if format == Format::File(FileFormat::Jsonl) {
        return Ok(Input::Lines(Box::new(input)));
    }
    let mut bytes = Vec::new();
    BufReader::new(input).read_to_end(&mut bytes).map_err(failed)?;
    match format {
        Format::File(FileFormat::Tsv) => Ok(Input::Table(bytes, Some(Delimiter::Tab))),
        Format::File(FileFormat::Csv) => Ok(Input::Table(bytes, None)),
        Format::Workbook if is_book => Ok(Input::Table(bytes, None)),
        Format::Workbook => Err(Error::invalid(format!("{} is not a workbook (XLSX or ODS)", path.display()))
            .because("An old .xls file has to be saved as .xlsx first")
            .try_with(format!("cases import {} --format csv", path.display()))),
        Format::File(format) => Ok(Input::Whole(format, bytes)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::not_found(format!("There is no file {}", path.display())),
        _ => Error::failed(format!("{}: {error}", path.display())),
    }
}
