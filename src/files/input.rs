//! Reading: every file and standard input, never more of it than its limit says, so that reading always ends.
//!
//! A file is an ordinary file. A pipe, a device or a folder in its place is refused by name; what comes through a pipe comes
//! in through standard input. The limits stand here, in one table, which `cases help limits` prints.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

/// The name that stands for standard input where a file can be named.
const STANDARD_INPUT: &str = "-";

/// The most there may be of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeLimit {
    /// How many.
    pub most: u64,
    /// Of what; bytes where this is empty.
    pub unit: &'static str,
    /// In what, as the table of limits says it.
    pub of: &'static str,
}

/// Everything that is limited, in the order of the table.
pub const LIMITS: [SizeLimit; 21] = [
    WHOLE,
    LINES,
    LINE,
    VALUES,
    ENTRIES,
    UNPACKED,
    STRINGS,
    ROWS,
    COLUMNS,
    CELLS,
    CELL,
    RECORD,
    FOLDER_MARK,
    TEMPLATE,
    NESTED,
    LETTER,
    PARAGRAPHS,
    SETTINGS,
    MANIFEST,
    IDS,
    KEY,
];

/// A casebook or a table in one file.
pub const WHOLE: SizeLimit = byte_limit(
    64 << 20,
    "a file of TOML or JSON, a table (CSV, TSV), a workbook (XLSX, ODS)",
);
/// All of a file of JSON Lines.
pub const LINES: SizeLimit = byte_limit(512 << 20, "a file of JSON Lines");
/// A line of it.
pub const LINE: SizeLimit = byte_limit(16 << 20, "one line of JSON Lines");
/// Values of a tree.
pub const VALUES: SizeLimit = count_limit(2_000_000, "values", "a file of TOML or JSON");
/// Entries of one list of a record.
pub const ENTRIES: SizeLimit =
    count_limit(2_000, "entries", "one list of one case: events, charges …");
/// What a workbook holds, unpacked.
pub const UNPACKED: SizeLimit = byte_limit(128 << 20, "a workbook when it is unpacked");
/// Shared texts of a workbook.
pub const STRINGS: SizeLimit = count_limit(2_000_000, "texts", "a workbook, shared by its cells");
/// Rows of a table.
pub const ROWS: SizeLimit = count_limit(200_000, "rows", "a table or a sheet");
/// Columns of a table.
pub const COLUMNS: SizeLimit = count_limit(1_000, "columns", "a table or a sheet");
/// Cells of a table.
pub const CELLS: SizeLimit = count_limit(5_000_000, "cells", "a table; 2,000,000 in a sheet");
/// A cell.
pub const CELL: SizeLimit = byte_limit(4 << 20, "one cell");
/// One record in a file of its own.
pub const RECORD: SizeLimit = byte_limit(
    16 << 20,
    "one record in a file of its own: --from, --edit, the files of a tree",
);
/// What a folder of records says of itself.
pub const FOLDER_MARK: SizeLimit = byte_limit(1 << 20, "casebook.toml of a folder of records");
/// A file of the templates folder.
pub const TEMPLATE: SizeLimit = byte_limit(
    1 << 20,
    "a template, a partial, letter.toml, a table of words",
);
/// Blocks within blocks.
pub const NESTED: SizeLimit = count_limit(
    32,
    "levels",
    "blocks and partials inside one another, in a template",
);
/// A letter as Markdown.
pub const LETTER: SizeLimit = byte_limit(8 << 20, "the text that a template makes");
/// Lines that say something, in a letter as Markdown.
pub const PARAGRAPHS: SizeLimit = count_limit(40_000, "lines", "the text that a template makes");
/// The settings.
pub const SETTINGS: SizeLimit = byte_limit(1 << 20, "the settings");
/// What stands in a folder of letters, or one of its files.
pub const MANIFEST: SizeLimit = byte_limit(
    64 << 20,
    "manifest.json and each letter of a folder of letters",
);
/// Ids on standard input.
pub const IDS: SizeLimit = byte_limit(16 << 20, "ids on standard input");
/// The words of a key.
pub const KEY: SizeLimit = byte_limit(4 << 10, "the key of a redacted export");

const fn byte_limit(most: u64, of: &'static str) -> SizeLimit {
    SizeLimit { most, unit: "", of }
}

const fn count_limit(most: u64, unit: &'static str, of: &'static str) -> SizeLimit {
    SizeLimit { most, unit, of }
}

impl SizeLimit {
    /// How many, as a number of this machine.
    pub const fn as_usize(self) -> usize {
        // No limit is near what 32 bits can hold.
        self.most as usize
    }

    /// `64 MiB`, `2,000 entries`
    pub fn to_words(self) -> String {
        match (self.unit, self.most) {
            ("", most) if most >= 1 << 20 => format!("{} MiB", most >> 20),
            ("", most) => format!("{} KiB", most >> 10),
            (unit, most) => format!("{} {unit}", group_digits(most)),
        }
    }
}

/// A number with a comma between thousands.
fn group_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Why something was not read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no file {}", .0.display())]
    NotFound(PathBuf),
    /// Something else has that name.
    #[error("{} is {what}, not a file", path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
        /// What it is: a folder.
        what: &'static str,
    },
    /// It has not ended where its limit is.
    #[error("{what} is longer than {}", limit.to_words())]
    TooLong {
        /// The file, or standard input.
        what: String,
        /// Its limit.
        limit: SizeLimit,
    },
    /// It is not text, or in another encoding.
    #[error("{what} is not UTF-8 text: line {line} has a byte that is none")]
    NotText {
        /// The file, or standard input.
        what: String,
        /// The first line that is not, from 1.
        line: usize,
    },
    /// The system refused.
    #[error("{what} cannot be read: {}", crate::files::describe_io_error(source))]
    Io {
        /// The file, or standard input.
        what: String,
        /// What the system said.
        source: io::Error,
    },
}

/// Whether a path stands for standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// An input that was opened: an ordinary file, or standard input.
#[derive(Debug)]
pub struct Input {
    origin: InputOrigin,
    what: String,
}

#[derive(Debug)]
enum InputOrigin {
    File(File, u64),
    Standard,
}

impl Input {
    /// The file of that name; `-` is standard input.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if is_standard_input(path) {
            Ok(Self::standard_input())
        } else {
            Self::open_file(path)
        }
    }

    /// The file of that name.
    pub fn open_file(path: &Path) -> Result<Self, Error> {
        let what = path.display().to_string();
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => Error::NotFound(path.to_owned()),
            _ => Error::Io {
                what: what.clone(),
                source,
            },
        };
        // A pipe that nobody writes to would let an ordinary open wait for ever.
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = rustix::fs::open(path, flags, Mode::empty()).map(File::from);
        let file = file.map_err(|error| failed(error.into()))?;
        let found = file.metadata().map_err(failed)?;
        match describe_file_type(found.file_type()) {
            Some(what) => Err(Error::NotAFile {
                path: path.to_owned(),
                what,
            }),
            None => Ok(Self {
                origin: InputOrigin::File(file, found.len()),
                what,
            }),
        }
    }

    /// Standard input.
    #[must_use]
    pub fn standard_input() -> Self {
        Self {
            origin: InputOrigin::Standard,
            what: "standard input".to_owned(),
        }
    }

    /// Whether it is standard input, which may make a reader wait.
    pub fn is_standard(&self) -> bool {
        matches!(self.origin, InputOrigin::Standard)
    }

    /// What it is called: its path, or “standard input”.
    pub fn display_name(&self) -> &str {
        &self.what
    }

    /// All of it.
    pub fn read_bytes(self, limit: SizeLimit) -> Result<Vec<u8>, Error> {
        self.bytes_after(Vec::new(), limit)
    }

    /// What was read of it already, and all the rest.
    pub fn bytes_after(mut self, mut bytes: Vec<u8>, limit: SizeLimit) -> Result<Vec<u8>, Error> {
        if let InputOrigin::File(_, length) = self.origin {
            if length > limit.most {
                return Err(self.too_long(limit));
            }
            bytes.reserve_exact(
                usize::try_from(length)
                    .unwrap_or_default()
                    .saturating_sub(bytes.len())
                    + 1,
            );
        }
        loop {
            // The buffer never grows beyond the limit, as it would if it doubled once more.
            let room = limit
                .as_usize()
                .saturating_add(1)
                .saturating_sub(bytes.len());
            if room == 0 {
                return Err(self.too_long(limit));
            }
            if bytes.capacity() == bytes.len() {
                bytes.reserve_exact(bytes.len().max(1 << 16).min(room));
            }
            let begin = bytes.len();
            let spare = (bytes.capacity() - begin).min(room).min(1 << 20);
            let got = (&mut self).take(spare as u64).read_to_end(&mut bytes);
            if got.map_err(|source| self.io_error(source))? == 0 {
                return Ok(bytes);
            }
        }
    }

    /// The first bytes of it, at most this many.
    pub fn read_beginning(&mut self, most: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let got = (&mut *self).take(most).read_to_end(&mut bytes);
        got.map_err(|source| self.io_error(source))?;
        Ok(bytes)
    }

    /// All of it, as text without a byte order mark.
    pub fn read_text(self, limit: SizeLimit) -> Result<String, Error> {
        let what = self.what.clone();
        let text = String::from_utf8(self.read_bytes(limit)?).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            Error::NotText {
                what,
                line: good.iter().filter(|&&byte| byte == b'\n').count() + 1,
            }
        })?;
        Ok(text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text))
    }

    /// That it is longer than a limit.
    pub fn too_long(&self, limit: SizeLimit) -> Error {
        Error::TooLong {
            what: self.what.clone(),
            limit,
        }
    }

    /// The length of a file; nothing is known of standard input.
    pub fn byte_length(&self) -> Option<u64> {
        match self.origin {
            InputOrigin::File(_, length) => Some(length),
            InputOrigin::Standard => None,
        }
    }

    fn io_error(&self, source: io::Error) -> Error {
        Error::Io {
            what: self.what.clone(),
            source,
        }
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.origin {
            InputOrigin::File(file, _) => file.read(buffer),
            InputOrigin::Standard => io::stdin().lock().read(buffer),
        }
    }
}

/// All of a file, within its limit.
pub fn read_file(path: &Path, limit: SizeLimit) -> Result<Vec<u8>, Error> {
    Input::open_file(path)?.read_bytes(limit)
}

/// The text of a file, without a byte order mark.
pub fn read_text_file(path: &Path, limit: SizeLimit) -> Result<String, Error> {
    Input::open_file(path)?.read_text(limit)
}

/// What a thing is that is no ordinary file.
fn describe_file_type(kind: std::fs::FileType) -> Option<&'static str> {
    match () {
        () if kind.is_file() => None,
        () if kind.is_dir() => Some("a folder"),
        () if kind.is_fifo() => Some("a pipe"),
        () if kind.is_char_device() || kind.is_block_device() => Some("a device"),
        () if kind.is_socket() => Some("a socket"),
        () => Some("something else"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(most: u64) -> SizeLimit {
        byte_limit(most, "a test")
    }

    #[test]
    fn a_file_is_read_up_to_its_limit_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "\u{feff}twelve byte").unwrap();
        assert_eq!(read_file(&path, small(14)).unwrap().len(), 14);
        assert_eq!(read_text_file(&path, small(14)).unwrap(), "twelve byte");
        assert!(matches!(
            read_file(&path, small(13)),
            Err(Error::TooLong { .. })
        ));
        std::fs::write(&path, b"a\n\xe9").unwrap();
        assert!(matches!(
            read_text_file(&path, small(9)),
            Err(Error::NotText { line: 2, .. })
        ));
        std::fs::write(&path, "").unwrap();
        assert_eq!(read_file(&path, small(0)).unwrap(), b"");
    }

    #[test]
    fn only_ordinary_files_are_files() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, Mode::from_raw_mode(0o600)).unwrap();
        let told = |path: &Path| Input::open_file(path).unwrap_err().to_string();
        assert!(told(&pipe).ends_with("pipe is a pipe, not a file"));
        assert_eq!(
            told(Path::new("/dev/zero")),
            "/dev/zero is a device, not a file"
        );
        assert!(told(folder.path()).ends_with("is a folder, not a file"));
        assert!(matches!(
            Input::open_file(&folder.path().join("b")),
            Err(Error::NotFound(_))
        ));
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        assert!(told(&link).ends_with("is a pipe, not a file"));
    }

    #[test]
    fn a_limit_reads_as_people_say_it() {
        assert_eq!(WHOLE.to_words(), "64 MiB");
        assert_eq!(KEY.to_words(), "4 KiB");
        assert_eq!(CELLS.to_words(), "5,000,000 cells");
        assert_eq!(COLUMNS.to_words(), "1,000 columns");
        assert_eq!(NESTED.to_words(), "32 levels");
    }
}
