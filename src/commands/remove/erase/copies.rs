//! Copies of the casebook: beside it, and in the folder `backups`.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Plan;
use crate::app::App;
use crate::error::Error;
use crate::store::{self, Access, Person, Store};

/// The first bytes of every SQLite file.
const HEAD: &[u8] = b"SQLite format 3\0";

/// What became of a copy.
pub(super) struct CopyDone {
    path: PathBuf,
    /// How often the name is still in it, in what is about others.
    left: usize,
    /// Why it was deleted, if it was.
    deleted: Option<String>,
}

impl CopyDone {
    pub(super) fn words(&self) -> String {
        let path = self.path.display();
        match (&self.deleted, self.left) {
            (Some(why), _) => format!("{path}: could not be rewritten ({why}) and was deleted"),
            (None, 0) => format!("{path}: erased there"),
            (None, _) => format!("{path}: erased there; the name still stands in what is about others"),
        }
    }
}

/// The copies of a casebook in which the person stands, in order of name.
///
/// # Errors
/// A folder or file cannot be read.
pub(super) fn found(casebook: &Path, person: &Person) -> Result<Vec<PathBuf>, Error> {
    let needles = person.needles();
    let backups = casebook.parent().unwrap_or(Path::new(".")).join("backups");
    let mut paths = beside(casebook)?;
    paths.extend(databases(&backups, |_| true)?);
    let mut copies = Vec::new();
    for path in paths {
        if store::count_in_file(&path, &needles)? > 0 {
            copies.push(path);
        }
    }
    Ok(copies)
}

/// Other databases beside a casebook that are copies of it by their names: `NAME.before-v5`, `NAME.replaced-….db`.
fn beside(casebook: &Path) -> Result<Vec<PathBuf>, Error> {
    let folder = casebook.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = casebook.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let own = casebook.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    databases(folder, |name| name != own && name.trim_start_matches('.').starts_with(&format!("{stem}.")))
}

fn databases(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Error> {
    let failed = |path: &Path, error: &std::io::Error| Error::failed(format!("{}: {error}", path.display()));
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let path = entry.map_err(|error| failed(folder, &error))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file() && is_wanted(&name) && is_database(&path) {
            found.push(path);
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == HEAD
}

/// Erases the person in every copy; says of one that cannot be rewritten that it is deleted, and deletes it.
///
/// # Errors
/// A copy can neither be rewritten nor deleted.
pub(super) fn erase(app: &App, plan: &Plan) -> Result<Vec<CopyDone>, Error> {
    let mut done = Vec::new();
    for path in &plan.copies {
        let deleted = match rewrite(app, plan, path) {
            Ok(()) => None,
            Err(error) => {
                let why = error.to_string().lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
                app.terminal.warn(&format!("{} cannot be rewritten and is deleted: {why}", path.display()));
                delete(path)?;
                Some(why)
            }
        };
        let left = if deleted.is_some() { 0 } else { store::count_in_file(path, &plan.person.needles())? };
        done.push(CopyDone { path: path.clone(), left, deleted });
    }
    Ok(done)
}

fn rewrite(app: &App, plan: &Plan, path: &Path) -> Result<(), Error> {
    let before = beside(path)?;
    let opened = Store::open(path, Access::Write);
    // A copy of an earlier form is copied itself before it is brought up to date.
    let mut made = beside(path)?;
    made.retain(|one| !before.contains(one));
    let erased = opened.and_then(|mut store| store.erase(&plan.person, plan.erasing, &app.now()));
    made.iter().try_for_each(|made| delete(made))?;
    erased.map(drop).map_err(Error::from)
}

fn delete(path: &Path) -> Result<(), Error> {
    fs::remove_file(path).map_err(|error| Error::failed(format!("{}: {error}", path.display())))
}
