//! The kinds of files.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::de::IgnoredAny;

use super::tree::SCHEMA_KEY;
use super::{Error, table};
use crate::model::{InvalidValue, RecordKind};

/// A kind of file in which cases come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// The tree as TOML.
    Toml,
    /// The tree as one JSON object.
    Json,
    /// The tree as JSON Lines: one thing a line.
    Jsonl,
    /// A table of cases, its cells divided by commas or semicolons.
    Csv,
    /// A table of cases, its cells divided by tabs.
    Tsv,
}

impl FileFormat {
    /// All formats, in the order of help texts.
    pub const ALL: [Self; 5] = [Self::Toml, Self::Json, Self::Jsonl, Self::Csv, Self::Tsv];

    /// As typed after `--format`, and as a file's name ends.
    pub fn format_name(self) -> &'static str {
        self.name_and_help().0
    }

    /// What it is and what it carries, in a few words.
    pub fn help_text(self) -> &'static str {
        self.name_and_help().1
    }

    /// Whether it is a table, which carries cases only and of them only [`super::table_columns`].
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv)
    }

    /// The format of a file whose name ends like this, `toml` or `.TOML`.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension
            .trim_start_matches('.')
            .to_ascii_lowercase()
            .as_str()
        {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// The format of a text, told from its beginning: at least its first line that says something.
    ///
    /// # Errors
    /// [`Error::Empty`], or [`Error::UnclearFormat`] where nothing is certain.
    pub fn detect_format(beginning: &[u8]) -> Result<Self, Error> {
        let whole = beginning
            .utf8_chunks()
            .next()
            .map_or("", |chunk| chunk.valid());
        let text = whole.trim_start_matches('\u{feff}').trim_start();
        if text.is_empty() && beginning.len() == whole.len() {
            return Err(Error::Empty);
        }
        let meaning = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
        let line = text.lines().find(meaning).unwrap_or_default().trim_end();
        if line.starts_with('{') {
            return Ok(if is_one_thing(line) {
                Self::Jsonl
            } else {
                Self::Json
            });
        }
        let told = if is_toml(line) {
            Some(Self::Toml)
        } else {
            table_with_header(line)
        };
        told.ok_or(Error::UnclearFormat)
    }

    fn name_and_help(self) -> (&'static str, &'static str) {
        match self {
            Self::Toml => ("toml", "everything, for people: TOML"),
            Self::Json => ("json", "everything, as one JSON object"),
            Self::Jsonl => (
                "jsonl",
                "everything, one JSON object a line; for many cases",
            ),
            Self::Csv => (
                "csv",
                "a table of cases, for spreadsheets: the fields, a charge, the last sentence",
            ),
            Self::Tsv => ("tsv", "the same table, divided by tabs"),
        }
    }
}

/// Whether a line is an object with one key, as JSON Lines have it.
fn is_one_thing(line: &str) -> bool {
    let keys: HashMap<String, IgnoredAny> = serde_json::from_str(line).unwrap_or_default();
    keys.len() == 1
        && keys
            .keys()
            .all(|key| key == SCHEMA_KEY || RecordKind::from_slug(key).is_some())
}

fn is_toml(line: &str) -> bool {
    let is_key = |key: &str| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'))
    };
    let header = line
        .strip_prefix('[')
        .map(|rest| rest.trim_start_matches('[').trim_start());
    match header {
        Some(name) => name.starts_with(|c: char| c.is_ascii_alphabetic()),
        None => line
            .split_once('=')
            .is_some_and(|(key, _)| is_key(key.trim())),
    }
}

fn table_with_header(line: &str) -> Option<FileFormat> {
    let delimiter = table::Delimiter::of_header(line);
    let known = line
        .split(delimiter.as_char())
        .any(|title| table::is_column(title.trim_matches(['"', ' '])));
    let format = if delimiter == table::Delimiter::Tab {
        FileFormat::Tsv
    } else {
        FileFormat::Csv
    };
    known.then_some(format)
}

impl fmt::Display for FileFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.format_name())
    }
}

impl FromStr for FileFormat {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim().to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.format_name() == name)
            .ok_or_else(|| {
                InvalidValue::unknown_word(
                    "file format",
                    text.trim(),
                    Self::ALL.map(Self::format_name),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_read_by_its_name_and_its_extension() {
        for format in FileFormat::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
            assert_eq!(
                FileFormat::from_extension(format.format_name()),
                Some(format)
            );
        }
        assert_eq!(
            FileFormat::from_extension(".NDJSON"),
            Some(FileFormat::Jsonl)
        );
        assert_eq!(FileFormat::from_extension("xlsx"), None);
        assert_eq!(
            "tmol".parse::<FileFormat>().unwrap_err().nearest.as_deref(),
            Some("toml")
        );
    }

    #[test]
    fn a_text_tells_its_format_where_it_is_certain() {
        for (text, format) in [
            ("schema = 1\n", FileFormat::Toml),
            ("\u{feff}# ours\r\n\r\n[[cases]]\r\n", FileFormat::Toml),
            ("{\"schema\":1}\n{\"case\":{}}\n", FileFormat::Jsonl),
            ("{\"case\": {\"id\": \"a\"}}", FileFormat::Jsonl),
            ("{\n  \"schema\": 1\n}\n", FileFormat::Json),
            ("{\"schema\":1,\"cases\":[]}", FileFormat::Json),
            ("{\"cases\":[]}", FileFormat::Json),
            ("name,country\nA,KZ\n", FileFormat::Csv),
            ("\"Name\";\"Country\"\r\n", FileFormat::Csv),
            ("id\tname\tcountry\n", FileFormat::Tsv),
            ("Family Name,Nom\n", FileFormat::Csv),
        ] {
            assert_eq!(
                FileFormat::detect_format(text.as_bytes()).unwrap(),
                format,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_certain_is_asked_for() {
        for text in [
            "Nom,Pays\n",
            "hello",
            "[{\"id\":\"a\"}]",
            "%PDF-1.4",
            "\u{1}",
        ] {
            assert!(
                matches!(
                    FileFormat::detect_format(text.as_bytes()),
                    Err(Error::UnclearFormat)
                ),
                "{text}"
            );
        }
        assert!(matches!(
            FileFormat::detect_format(b"\xff\xfen\0"),
            Err(Error::UnclearFormat)
        ));
        assert!(matches!(
            FileFormat::detect_format(b" \n"),
            Err(Error::Empty)
        ));
        assert!(Error::UnclearFormat.to_string().contains("--format"));
    }
}
