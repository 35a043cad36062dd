//! A casebook as a folder of files: one record per file, so that a change touches only its own lines.

use serde::{Deserialize, Serialize};

use crate::exchange::input::{decode_text, few_values};
use crate::exchange::tree::diagnostics::FieldPath;
use crate::exchange::tree::toml;
use crate::exchange::tree::validate::RecordValidator;
use crate::exchange::{Error, InvalidField, SourcePosition};
use crate::model::casebook::SCHEMA;
use crate::model::{Id, Record};

/// What a folder of files says of itself, in its file [`MARK`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderMarker {
    schema: u32,
    /// What tells this folder, and all its copies, from others.
    pub tree: String,
    /// Whether private facts are left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub public: bool,
}

/// The file by which a folder is known.
pub const MARK: &str = "casebook.toml";

const ABOUT: &str = "# A casebook as files, one per record, for a team. Every file is written and read by `cases sync`;\n\
                     # other files here are left alone.\n";

/// Names that some systems give to devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

impl FolderMarker {
    /// Of a new folder.
    #[must_use]
    pub fn new(tree: String, public: bool) -> Self {
        Self {
            schema: SCHEMA,
            tree,
            public,
        }
    }

    /// The mark in the text of its file.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        if let Some(line) = find_merge_conflict(text) {
            return Err(line);
        }
        let mark: Self = ::toml::from_str(text)
            .map_err(|error| error_at_line(1, format!("{MARK}: {}", error.message())))?;
        match mark.schema {
            found if found > SCHEMA => Err(Error::NewerSchema {
                found: found.into(),
            }),
            _ if mark.tree.is_empty() || mark.tree.contains(char::is_whitespace) => Err(
                error_at_line(1, format!("{MARK}: the name of the tree is missing")),
            ),
            _ => Ok(mark),
        }
    }

    /// The text of its file.
    pub fn to_toml(&self) -> String {
        let body = ::toml::to_string(self).unwrap_or_default();
        format!("{ABOUT}{body}")
    }

    /// A record as the text of its file: first who may see it.
    pub fn format_record(&self, record: &str) -> String {
        let about = if self.public {
            "# Public: private facts are left out."
        } else {
            "# CONFIDENTIAL: private facts too. Keep it as you keep the casebook."
        };
        format!("{about}\n\n{record}")
    }
}

/// The name of the file of a record, which every system can bear.
pub fn file_name(id: &Id) -> String {
    let id = id.as_str();
    let is_port = id.len() == 4 && (id.starts_with("com") || id.starts_with("lpt"));
    let mark = if is_port || DEVICES.contains(&id) {
        "_"
    } else {
        ""
    };
    format!("{id}{mark}.toml")
}

/// A record as TOML: the same record gives the same text.
pub fn record_to_toml<R: Serialize>(record: &R) -> Result<String, Error> {
    ::toml::to_string_pretty(record).map_err(|error| Error::Write(std::io::Error::other(error)))
}

/// A record, and the warnings about it, from the text of its file.
///
/// # Errors
/// As [`crate::exchange::read_casebook`]; also if git has left both sides of a change in it.
pub fn record_from_toml<R: Record>(bytes: &[u8]) -> Result<(R, Vec<String>), Error> {
    let (text, _) = decode_text(bytes)?;
    few_values(text)?;
    if let Some(error) = find_merge_conflict(text) {
        return Err(error);
    }
    let mut gate = RecordValidator::default();
    let record = match toml::parse(text) {
        Ok(node) => gate.validate_record(&FieldPath::Top, node),
        Err(malformed) => {
            gate.findings.report_malformed(malformed);
            None
        }
    };
    let (problems, warnings) = gate.findings.take_problems(text, 1);
    match record {
        Some(record) if problems.list.is_empty() => Ok((record, warnings)),
        _ => Err(Error::Invalid(problems)),
    }
}

/// What is wrong with a text in which git has left both sides of a change.
fn find_merge_conflict(text: &str) -> Option<Error> {
    let is_mark = |line: &str| {
        ["<<<<<<<", ">>>>>>>", "|||||||"]
            .iter()
            .any(|mark| line.strip_prefix(mark).is_some_and(is_end))
    };
    let line = text.lines().position(is_mark)?;
    Some(error_at_line(
        line + 1,
        "git has left both sides of a change here. Take one of them whole (git checkout --theirs FILE), or keep the lines \
         that are right and take out <<<<<<< ======= >>>>>>>; cases sync then finds what is missing"
            .to_owned(),
    ))
}

fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

fn error_at_line(line: usize, reason: String) -> Error {
    InvalidField::at_place(SourcePosition::Line { line, column: 1 }, reason).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::arbitrary::{Words, any_record};
    use crate::model::{Case, Recipient, SentLetter};

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 32,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_file_is_read_back_to_the_same_record(
            case in any_record::<Case>(Words::Any),
            recipient in any_record::<Recipient>(Words::Any),
            letter in any_record::<SentLetter>(Words::Any),
        ) {
            fn comes_back<R: Record + Serialize + PartialEq + std::fmt::Debug>(record: &R) {
                let text = record_to_toml(record).unwrap();
                for file in [FolderMarker::new("t".to_owned(), false).format_record(&text), text.replace('\n', "\r\n")] {
                    assert_eq!(&record_from_toml::<R>(file.as_bytes()).unwrap().0, record, "{text}");
                }
            }
            comes_back(&case);
            comes_back(&recipient);
            comes_back(&letter);
        }
    }

    #[test]
    fn a_text_with_both_sides_of_a_change_is_refused_with_its_line() {
        let text = "id = \"a\"\n<<<<<<< HEAD\nname = \"A\"\n=======\nname = \"B\"\n>>>>>>> theirs\ncountry = \"KZ\"\n";
        let told = record_from_toml::<Case>(text.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(
            told.starts_with("line 2, column 1: git has left both sides"),
            "{told}"
        );
        let honest = "id = \"a\"\nname = \"A\"\ncountry = \"KZ\"\nsummary = \"\"\"\nTitle\n=======\n<<<<<<<<\"\"\"\n";
        assert!(record_from_toml::<Case>(honest.as_bytes()).is_ok());
    }

    #[test]
    fn a_mark_is_read_back() {
        for public in [false, true] {
            let mark = FolderMarker::new("t-1".to_owned(), public);
            assert_eq!(FolderMarker::from_toml(&mark.to_toml()).unwrap(), mark);
        }
        assert!(matches!(
            FolderMarker::from_toml("schema = 2\ntree = \"t\"\n"),
            Err(Error::NewerSchema { found: 2 })
        ));
        for text in [
            "",
            "schema = 1\n",
            "schema = 1\ntree = \"\"\n",
            "schema = 1\ntree = \"a b\"\n",
            "<<<<<<< x\n",
        ] {
            assert!(
                matches!(FolderMarker::from_toml(text), Err(Error::Invalid(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn no_file_has_the_name_of_a_device() {
        for (id, name) in [
            ("a-b", "a-b.toml"),
            ("con", "con_.toml"),
            ("com1", "com1_.toml"),
            ("console", "console.toml"),
        ] {
            assert_eq!(file_name(&id.parse().unwrap()), name);
        }
    }
}
