//! The file of an import, and what kind of file it is.

use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::path::Path;
use std::str::FromStr;

use crate::app::error::Error;
use crate::commands::shared::arguments::words::{offered_words, plain_words};
use crate::exchange::{self, Delimiter, FileFormat};
use crate::files::input::{self, LINE, LINES, WHOLE};
use crate::model::InvalidValue;

/// How much of standard input is held in memory before the rest goes to a file that has no name.
const HELD: usize = 8 << 20;
/// How much is looked at to tell what kind of file it is.
const BEGINNING: u64 = 1 << 16;

/// What kind of file it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImportFormat {
    /// One that is also written here.
    File(FileFormat),
    /// A workbook of a spreadsheet program.
    Workbook,
}

impl ImportFormat {
    fn from_extension(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" | "xls" | "ods" => Some(Self::Workbook),
            ending => FileFormat::from_extension(ending).map(Self::File),
        }
    }
}

impl FromStr for ImportFormat {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::from_extension(text.trim())
            .ok_or_else(|| InvalidValue::unknown_word("file format", text.trim(), known_formats()))
    }
}

fn known_formats() -> impl Iterator<Item = &'static str> {
    FileFormat::ALL
        .map(FileFormat::format_name)
        .into_iter()
        .chain(["xlsx", "xls", "ods"])
}

offered_words! {
    ImportFormat: plain_words(known_formats());
}

/// The file, as it is to be read; all that standard input had is there already.
pub(super) enum ImportInput {
    /// JSON Lines, to be read one by one.
    Lines(JsonLinesInput),
    /// A tree in one piece.
    Whole(FileFormat, Vec<u8>),
    /// A table, and what divides its cells where the kind of file says so.
    Table(Vec<u8>, Option<Delimiter>),
}

/// JSON Lines that are read as often as they are needed, and never wait for anybody.
pub(super) enum JsonLinesInput {
    /// In an ordinary file.
    File(File),
    /// From standard input, kept.
    Kept(tempfile::SpooledTempFile),
}

impl JsonLinesInput {
    /// The lines from the first.
    pub(super) fn open_reader(&mut self) -> Result<BufReader<&mut dyn Read>, Error> {
        let rewound = match self {
            Self::File(file) => file.rewind(),
            Self::Kept(kept) => kept.rewind(),
        };
        rewound.map_err(|error| read_error(&error))?;
        let input: &mut dyn Read = match self {
            Self::File(file) => file,
            Self::Kept(kept) => kept,
        };
        Ok(BufReader::with_capacity(1 << 16, input))
    }
}

fn read_error(error: &std::io::Error) -> Error {
    Error::failed(format!(
        "The file cannot be read: {}",
        crate::files::describe_io_error(error)
    ))
}

/// The input; its kind is told from the argument, the ending, or the beginning. Returns when all of standard input is there.
///
/// # Errors
/// There is no such file, it cannot be read or is too long, or it cannot be told what it is.
pub(super) fn read_input(path: &Path, format: Option<ImportFormat>) -> Result<ImportInput, Error> {
    let mut input = input::Input::open(path)?;
    let beginning = input.read_beginning(BEGINNING)?;
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().into_owned())
        .unwrap_or_default();
    let format = match format.or_else(|| ImportFormat::from_extension(&ending)) {
        Some(format) => format,
        None if exchange::is_workbook(&beginning) => ImportFormat::Workbook,
        // A list of objects may be a table; what it is shows when all of it is read.
        None if beginning.trim_ascii_start().starts_with(b"[{") => {
            ImportFormat::File(FileFormat::Json)
        }
        None => ImportFormat::File(FileFormat::detect_format(&beginning)?),
    };
    let is_book = exchange::is_workbook(&beginning);
    let is_own_line = matches!(FileFormat::detect_format(&beginning), Ok(FileFormat::Jsonl));
    if format == ImportFormat::File(FileFormat::Jsonl) && (is_own_line || input.is_standard()) {
        return read_lines(input, path, &beginning).map(ImportInput::Lines);
    }
    let bytes = input.bytes_after(beginning, WHOLE)?;
    match format {
        ImportFormat::File(FileFormat::Tsv) => Ok(ImportInput::Table(bytes, Some(Delimiter::Tab))),
        ImportFormat::File(FileFormat::Csv) => Ok(ImportInput::Table(bytes, None)),
        ImportFormat::Workbook if is_book => Ok(ImportInput::Table(bytes, None)),
        ImportFormat::Workbook => Err(Error::invalid(format!(
            "{} is not a workbook (XLSX, XLS or ODS)",
            path.display()
        ))
        .try_with(format!("cases import {} --format csv", path.display()))),
        ImportFormat::File(FileFormat::Json | FileFormat::Jsonl)
            if exchange::is_object_list(&bytes) =>
        {
            Ok(ImportInput::Table(bytes, None))
        }
        ImportFormat::File(format @ (FileFormat::Json | FileFormat::Jsonl | FileFormat::Toml)) => {
            Ok(ImportInput::Whole(format, bytes))
        }
    }
}

fn read_lines(
    mut input: input::Input,
    path: &Path,
    beginning: &[u8],
) -> Result<JsonLinesInput, Error> {
    if input
        .byte_length()
        .is_some_and(|length| length > LINES.most)
    {
        return Err(input.too_long(LINES).into());
    }
    if !input.is_standard() {
        return Ok(JsonLinesInput::File(
            File::open(path).map_err(|error| read_error(&error))?,
        ));
    }
    let mut kept = tempfile::spooled_tempfile(HELD);
    let failed = |error: std::io::Error| {
        Error::failed(format!(
            "Standard input could not be kept: {}",
            crate::files::describe_io_error(&error)
        ))
        .with_reason("A large one is kept in the folder for temporary files until it is taken in")
    };
    let (mut length, mut run) = (0, 0);
    let mut piece = beginning.to_vec();
    while !piece.is_empty() {
        length += piece.len() as u64;
        // What has no end in one line is refused long before it is too long as a whole.
        run = match piece.iter().rposition(|&byte| byte == b'\n') {
            Some(end) => piece.len() - end,
            None => run + piece.len(),
        };
        match () {
            () if run > LINE.as_usize() => return Err(exchange::Error::TooMuch(LINE).into()),
            () if length > LINES.most => return Err(input.too_long(LINES).into()),
            () => kept.write_all(&piece).map_err(failed)?,
        }
        piece = input.read_beginning(BEGINNING)?;
    }
    Ok(JsonLinesInput::Kept(kept))
}
