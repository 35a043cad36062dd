//! The files of a tree, read.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::sync::record::TreeRecord;
use crate::exchange::{self, file_name, record_from_toml, record_to_toml};
use crate::files::input::{self, RECORD};

/// A file of a record.
pub struct RecordFile<K> {
    /// The record it holds.
    pub record: K,
    /// The record as this version writes it.
    pub text: String,
    /// The exact contents of the file.
    pub bytes: Vec<u8>,
}

/// Everything that cannot be in the files of a tree, each a line with the name of the file.
#[derive(Default)]
pub struct InvalidTreeFiles(Vec<String>);

impl InvalidTreeFiles {
    /// Ends if there are any.
    pub fn fail_if_any(self, folder: &Path) -> Result<(), Error> {
        match self.0.len() {
            0 => Ok(()),
            1 => Err(Error::invalid(format!(
                "Nothing was done: a file in {} has a problem",
                folder.display()
            ))),
            _ => Err(Error::invalid(format!(
                "Nothing was done: files in {} have problems",
                folder.display()
            ))),
        }
        .map_err(|error| error.with_details(self.0))
    }

    fn add(&mut self, name: &str, why: &str) {
        self.0
            .extend(why.lines().map(|line| format!("{name}: {line}")));
    }
}

/// The records of a kind in a tree, in the order of the names of their files. Files that do not end in `.toml`, and hidden
/// ones, are not looked at.
///
/// # Errors
/// The folder cannot be read. What is wrong with single files is added to the problems.
pub fn read_files<K: TreeRecord>(
    app: &App,
    folder: &Path,
    problems: &mut InvalidTreeFiles,
) -> Result<Vec<RecordFile<K>>, Error> {
    let mut files: Vec<RecordFile<K>> = Vec::new();
    for path in list_paths(&folder.join(K::KIND.list_name()))? {
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = format!("{}/{file}", K::KIND.list_name());
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            problems.add(&name, "this is a symbolic link, and no file of the tree");
            continue;
        }
        let bytes = input::read_file(&path, RECORD)?;
        match record_from_toml::<K>(&bytes) {
            Ok((record, warnings)) => {
                warnings
                    .iter()
                    .for_each(|warning| app.terminal.print_warning(&format!("{name}: {warning}")));
                check_record(&record, &file, &files)
                    .map_or_else(|| (), |why| problems.add(&name, &why));
                let record = record.without_local_fields();
                files.push(RecordFile {
                    text: record_to_toml(&record)?,
                    record,
                    bytes,
                });
            }
            Err(exchange::Error::Invalid(found)) => problems.add(&name, &found.to_string()),
            Err(error) => problems.add(&name, &error.to_string()),
        }
    }
    Ok(files)
}

/// What is wrong with a record in this file, beside these others.
fn check_record<K: TreeRecord>(record: &K, file: &str, others: &[RecordFile<K>]) -> Option<String> {
    let wanted = file_name(record.record_id());
    if file != wanted {
        return Some(format!(
            "this is the record {}, whose file is {}/{wanted}. If it is a second copy, as some programs that share \
             folders make, keep the one that is right under that name",
            record.record_id(),
            K::KIND.list_name()
        ));
    }
    let uid = |record: &K| record.get_cell("uid").ok().filter(|uid| !uid.is_empty());
    let twin = others
        .iter()
        .find(|other| uid(record).is_some() && uid(&other.record) == uid(record))?;
    Some(format!(
        "this is the same person as {}/{}, by the uid; keep one of the two",
        K::KIND.list_name(),
        file_name(twin.record.record_id())
    ))
}

fn list_paths(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable =
        |error: std::io::Error| Error::failed(format!("{}: {error}", folder.display()));
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let paths: Result<Vec<PathBuf>, _> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect();
    let is_ours = |path: &PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        name.ends_with(".toml") && !name.starts_with('.') && !path.is_dir()
    };
    let mut paths: Vec<PathBuf> = paths
        .map_err(unreadable)?
        .into_iter()
        .filter(is_ours)
        .collect();
    paths.sort();
    Ok(paths)
}
