//! The manifest of a folder of letters: a row per file, as `manifest.json` for programs and `manifest.csv` for people.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::error::Error;
use crate::files::input::{self, MANIFEST};
use crate::files::output;
use crate::files::{FolderBusy, FolderLock};
use crate::model::Id;

/// The names of the two files.
const JSON: &str = "manifest.json";
const CSV: &str = "manifest.csv";

/// The version of `manifest.json`.
const SCHEMA: u32 = 1;

/// The most letters that are named if a folder is busy.
const FEW: usize = 8;

/// The right to write letters into a folder, which one run at a time has.
///
/// # Errors
/// Another run still writes there. These letters are neither written nor recorded, which the message says; `records` is
/// whether they were to be.
pub(super) fn lock_folder(
    folder: &Path,
    letters: &[String],
    records: bool,
) -> Result<FolderLock, Error> {
    FolderLock::wait_for(folder).map_err(|FolderBusy| {
        let not = if records {
            "not written and not recorded"
        } else {
            "not written"
        };
        let more = letters.len().saturating_sub(FEW);
        let named = letters
            .iter()
            .take(FEW)
            .cloned()
            .chain((more > 0).then(|| format!("and {more} more")));
        Error::conflict(format!(
            "Another run is writing letters into {}",
            folder.display()
        ))
        .with_reason(format!(
            "When it has ended, the same command again writes what is missing. What is {not}:"
        ))
        .with_details(named)
    })
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ManifestRow {
    /// Its name in the folder.
    pub(super) file: String,
    /// The people of the letter.
    pub(super) cases: Vec<Id>,
    /// The recipient; none for a public document.
    pub(super) recipient: Option<Id>,
    /// The kind of letter.
    pub(super) template: String,
    pub(super) lang: String,
    pub(super) date: String,
    pub(super) subject: String,
    pub(super) format: String,
    /// Digest of the file.
    pub(super) sha256: String,
    /// Digest of what the file was made from: as long as it is the same, the file need not be made again.
    pub(super) made_from: String,
    pub(super) warnings: Vec<String>,
}

/// All rows, in order of file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    schema: u32,
    pub(super) letters: Vec<ManifestRow>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            letters: Vec::new(),
        }
    }
}

impl Manifest {
    /// The manifest of a folder; an empty one where there is none.
    ///
    /// # Errors
    /// A file has its name and is not one that this program wrote.
    pub(super) fn read_from(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(JSON);
        if std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Err(
                Error::refused(format!("{} is not an ordinary file", path.display()))
                    .try_with("cases letter … -O ANOTHER-FOLDER"),
            );
        }
        let bytes = match input::read_file(&path, MANIFEST) {
            Ok(bytes) => bytes,
            Err(input::Error::NotFound(_)) => return Ok(Self::default()),
            Err(error) => return Err(error.into()),
        };
        serde_json::from_slice(&bytes).map_err(|error| {
            Error::refused(format!("{} is not a manifest of cases", path.display()))
                .with_reason(format!(
                    "Line {} is not as this program writes it",
                    error.line()
                ))
                .try_with("cases letter … -O ANOTHER-FOLDER")
        })
    }

    /// The row of a file.
    pub(super) fn find_row(&self, file: &str) -> Option<&ManifestRow> {
        let position = self
            .letters
            .binary_search_by(|row| row.file.as_str().cmp(file))
            .ok()?;
        self.letters.get(position)
    }

    /// Takes out the rows of these files.
    pub(super) fn remove_rows(&mut self, files: &BTreeSet<&str>) {
        self.letters
            .retain(|row| !files.contains(row.file.as_str()));
    }

    /// Puts in these rows, each in the place of one of the same file.
    pub(super) fn merge_rows(&mut self, rows: Vec<ManifestRow>) {
        let here = std::mem::take(&mut self.letters);
        let mut all: std::collections::BTreeMap<String, ManifestRow> = here
            .into_iter()
            .map(|row| (row.file.clone(), row))
            .collect();
        all.extend(rows.into_iter().map(|row| (row.file.clone(), row)));
        self.letters = all.into_values().collect();
    }

    /// Writes both files.
    pub(super) fn write_files(&self, folder: &Path) -> Result<(), Error> {
        let failed = |error: &dyn std::fmt::Display| {
            Error::failed(format!("The manifest could not be made: {error}"))
        };
        let mut json = serde_json::to_vec_pretty(self).map_err(|error| failed(&error))?;
        json.push(b'\n');
        output::write_new(&folder.join(JSON), &json, true)?;
        let mut table = csv::Writer::from_writer(Vec::new());
        table
            .write_record([
                "file",
                "cases",
                "recipient",
                "template",
                "lang",
                "date",
                "subject",
                "format",
                "sha256",
                "warnings",
            ])
            .map_err(|error| failed(&error))?;
        for row in &self.letters {
            table
                .write_record(row.csv_cells())
                .map_err(|error| failed(&error))?;
        }
        let bytes = table.into_inner().map_err(|error| failed(&error))?;
        output::write_new(&folder.join(CSV), &bytes, true)?;
        Ok(())
    }
}

impl ManifestRow {
    fn csv_cells(&self) -> [String; 10] {
        [
            self.file.clone(),
            self.cases
                .iter()
                .map(Id::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            self.recipient
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            self.template.clone(),
            self.lang.clone(),
            self.date.clone(),
            escape_formula(&self.subject),
            self.format.clone(),
            self.sha256.clone(),
            escape_formula(&self.warnings.join(" | ").replace('\n', " ")),
        ]
    }
}

/// A text that a spreadsheet does not take for a formula.
fn escape_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, sha256: &str) -> ManifestRow {
        ManifestRow {
            file: file.to_owned(),
            cases: vec!["a".parse().unwrap()],
            recipient: None,
            template: "appeal".to_owned(),
            lang: "en".to_owned(),
            date: "2021-09-15".to_owned(),
            subject: "=1+1".to_owned(),
            format: "pdf".to_owned(),
            sha256: sha256.to_owned(),
            made_from: String::new(),
            warnings: vec!["one\n    two".to_owned()],
        }
    }

    #[test]
    fn rows_of_other_runs_stay_and_the_same_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::read_from(folder.path()).unwrap();
        manifest.merge_rows(vec![row("b", "1"), row("a", "1")]);
        manifest.write_files(folder.path()).unwrap();
        let mut again = Manifest::read_from(folder.path()).unwrap();
        assert_eq!(again, manifest);
        again.merge_rows(vec![row("b", "2")]);
        assert_eq!(
            (
                again.find_row("a").unwrap().sha256.as_str(),
                again.find_row("b").unwrap().sha256.as_str()
            ),
            ("1", "2")
        );
        assert_eq!(again.find_row("c"), None);
    }

    #[test]
    fn a_spreadsheet_finds_no_formula() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::default();
        manifest.merge_rows(vec![row("a", "1")]);
        manifest.write_files(folder.path()).unwrap();
        let table = std::fs::read_to_string(folder.path().join(CSV)).unwrap();
        assert!(
            table.ends_with("a,a,,appeal,en,2021-09-15,'=1+1,pdf,1,one     two\n"),
            "{table}"
        );
    }

    #[test]
    fn a_file_of_another_program_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(JSON), "{}").unwrap();
        assert!(Manifest::read_from(folder.path()).is_err());
    }
}
