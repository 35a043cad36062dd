//! Casebooks in and out of text: TOML, JSON, JSON Lines, CSV; lists in from workbooks; and out in the forms of others. Knows
//! model.
//!
//! ```text
//! bytes ── TOML, JSON ── nodes with places ──┐
//!       ── JSON Lines, one node per line ────┼── gate: field by field ── records, warnings, or all problems
//!       ── CSV, XLSX, ODS: rows with titles ─┘
//! records ── Writer ── bytes
//!         ── Popolo, HURIDOCS rows, vCard: for others, and not read back
//! ```
//!
//! No file is opened here and nobody is asked. TOML, JSON and JSON Lines carry everything (`data/README.md`): what was
//! written is read back to the same records, and written again to the same bytes. CSV and TSV carry the flat fields of
//! cases and a little more ([`table_columns`]). A file is taken in whole or not at all: [`Error::Invalid`] lists every
//! problem that can be found, each with its place, its field and the nearest right word.

mod error;
mod format;
mod input;
pub mod others;
mod table;
mod tree;

pub use error::{Error, InvalidField, InvalidFields, SourcePosition};
pub use format::FileFormat;
pub use others::huridocs::write_huridocs;
pub use others::popolo::to_popolo;
pub use others::vcard::to_vcard;
pub use table::{
    BadRow, CaseRow, Delimiter, MergeRows, NUMBER_LABEL, ReadingKind, ReadingNote, RowHeadings,
    SurveyColumn, TableOptions, TableSurvey, TextEncoding, added_columns, column_words, guard_cell,
    is_object_list, is_workbook, parse_fill, parse_map, read_table, survey_table, table_columns,
};
pub use tree::edit_record::{one_from_toml, one_to_toml};
pub use tree::json_lines::{JsonLinesReader, read_lines};
pub use tree::record_files::{FolderMarker, MARK, file_name, record_from_toml, record_to_toml};
pub use tree::write::{CasebookWriter, WriteOptions};

use crate::model::Casebook;

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileContents {
    /// The records, in the order of the file.
    pub casebook: Casebook,
    /// What was taken in as it is although this version does not know it, each word once, as sentences without a full
    /// stop.
    pub warnings: Vec<String>,
}

/// Reads a whole file. A byte order mark and CRLF line ends are accepted; CSV is read as by
/// [`TableOptions::default`], TSV with tabs.
///
/// # Errors
/// The file is empty, too large, of a newer schema, or has problems; then nothing of it is returned.
pub fn read_casebook(format: FileFormat, bytes: &[u8]) -> Result<FileContents, Error> {
    match format {
        FileFormat::Toml => tree::read_tree(bytes, tree::toml::parse),
        FileFormat::Json => tree::read_tree(bytes, tree::json::parse),
        FileFormat::Jsonl => tree::json_lines::read_json_lines(bytes),
        FileFormat::Csv => read_table(bytes, &TableOptions::default()),
        FileFormat::Tsv => read_table(
            bytes,
            &TableOptions {
                delimiter: Some(Delimiter::Tab),
                ..TableOptions::default()
            },
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::arbitrary::{self, Words};
    use crate::model::date::full_day;

    fn written(format: FileFormat, casebook: &Casebook, excel: bool) -> String {
        let options = WriteOptions {
            day: full_day("2018-04-30").unwrap(),
            excel,
        };
        let mut writer = CasebookWriter::new(format, Vec::new(), options).unwrap();
        writer.write_casebook(casebook).unwrap();
        String::from_utf8(writer.finish_file().unwrap()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 24,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn what_is_written_is_read_back_and_written_the_same(
            casebook in arbitrary::any_casebook(Words::Any),
        ) {
            for format in [FileFormat::Toml, FileFormat::Json, FileFormat::Jsonl] {
                let text = written(format, &casebook, false);
                let read = read_casebook(format, text.as_bytes()).unwrap();
                prop_assert_eq!(&read.casebook, &casebook, "{}", text);
                prop_assert_eq!(written(format, &read.casebook, false), text);
            }
        }

        #[test]
        fn line_ends_and_a_byte_order_mark_of_another_system_change_nothing(
            casebook in arbitrary::any_casebook(Words::Any),
        ) {
            for format in [FileFormat::Toml, FileFormat::Json, FileFormat::Jsonl] {
                let text = format!("\u{feff}{}", written(format, &casebook, false).replace('\n', "\r\n"));
                prop_assert_eq!(&read_casebook(format, text.as_bytes()).unwrap().casebook, &casebook, "{}", text);
            }
        }

        #[test]
        fn a_table_is_read_back_and_written_the_same(casebook in arbitrary::any_casebook(Words::Known)) {
            prop_assume!(!casebook.cases.is_empty());
            for (format, excel) in [
                (FileFormat::Csv, false),
                (FileFormat::Csv, true),
                (FileFormat::Tsv, false),
            ] {
                let text = written(format, &casebook, excel);
                let read = read_casebook(format, text.as_bytes()).unwrap();
                prop_assert_eq!(written(format, &read.casebook, excel), text);
                for (read, case) in read.casebook.cases.iter().zip(&casebook.cases) {
                    prop_assert_eq!(crate::model::Record::cells(read), crate::model::Record::cells(case));
                }
            }
        }

        #[test]
        fn a_damaged_file_is_read_or_refused_with_short_messages(
            casebook in arbitrary::any_casebook(Words::Any),
            damage in proptest::collection::vec(
                (any::<proptest::sample::Index>(), any::<u8>(), 0..4_usize),
                1..6,
            ),
        ) {
            for format in FileFormat::ALL {
                let mut bytes = written(format, &casebook, false).into_bytes();
                for (place, byte, cut) in &damage {
                    let start = place.index(bytes.len());
                    let end = (start + cut).min(bytes.len());
                    bytes.splice(start..end, [*byte]);
                }
                if let Err(Error::Invalid(problems)) = read_casebook(format, &bytes) {
                    prop_assert!(problems.list.iter().all(|problem| problem.to_string().len() < 700));
                }
                let _ = FileFormat::detect_format(&bytes);
            }
        }

        #[test]
        fn a_case_comes_back_from_the_editor(case in arbitrary::any_record(Words::Any)) {
            prop_assert_eq!(one_from_toml::<crate::model::Case>(&one_to_toml(&case)).unwrap().0, case);
        }
    }

    #[test]
    fn the_sample_casebook_is_read_without_a_problem() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut casebook = Casebook::default();
        for file in files.filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "toml")
        }) {
            match read_casebook(FileFormat::Toml, &std::fs::read(&file).unwrap()) {
                Ok(read) => {
                    assert_eq!(read.warnings, Vec::<String>::new(), "{}", file.display());
                    casebook.append(read.casebook);
                }
                Err(error) => panic!("{}: {error}", file.display()),
            }
        }
        assert!(
            !casebook.cases.is_empty()
                && !casebook.sources.is_empty()
                && !casebook.recipients.is_empty()
        );
        for format in [FileFormat::Toml, FileFormat::Json, FileFormat::Jsonl] {
            assert_eq!(
                read_casebook(format, written(format, &casebook, false).as_bytes())
                    .unwrap()
                    .casebook,
                casebook
            );
        }
    }
}
