//! Copies of the casebook: beside it, and in the folder `backups`.

use std::fs;
use std::path::{Path, PathBuf};

use super::ErasurePlan;
use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::files::{self, FileIdentity};
use crate::store::{self, AccessMode, ErasurePerson, Store};

/// The casebooks around this one that contain a person, in order of name.
#[derive(Default)]
pub(super) struct NearbyCasebooks {
    /// Copies: they know the same case.
    pub(super) copies: Vec<PathBuf>,
    /// Casebooks of others, who know the name or the id alone.
    pub(super) others: Vec<PathBuf>,
}

/// What became of a copy.
pub(super) struct CopyErasure {
    path: PathBuf,
    became: CopyOutcome,
}

enum CopyOutcome {
    /// The person was erased there; how often the name is still in it, in what is about others.
    Erased(usize),
    /// It could not be rewritten, for this reason, and was deleted.
    Deleted(String),
    /// It is in use, and was left as it is.
    Left(String),
}

impl CopyErasure {
    pub(super) fn summary_line(&self) -> String {
        let path = self.path.display();
        match &self.became {
            CopyOutcome::Erased(0) => format!("{path}: erased there"),
            CopyOutcome::Erased(_) => {
                format!("{path}: erased there; the name still stands in what is about others")
            }
            CopyOutcome::Deleted(why) => {
                format!("{path}: could not be rewritten ({why}) and was deleted")
            }
            CopyOutcome::Left(why) => {
                format!("{path}: NOT erased there, because it is in use ({why}); do it again later")
            }
        }
    }
}

/// The casebooks beside a casebook and in its folder `backups` in which the person stands: whatever their names, and told to be
/// copies by the uid of the case. Where the case has none, copies are those whose names say so.
pub(super) fn find_casebooks(
    casebook: &Path,
    person: &ErasurePerson,
) -> Result<NearbyCasebooks, Error> {
    let needles = person.forbidden_texts();
    let folder = folder_of(casebook);
    let backups = folder.join("backups");
    let own = FileIdentity::from_path(casebook).ok();
    let mut around = NearbyCasebooks::default();
    for path in list_casebooks(folder)?
        .into_iter()
        .chain(list_casebooks(&backups)?)
    {
        if FileIdentity::from_path(&path).ok() == own || store::count_in_file(&path, &needles)? == 0
        {
            continue;
        }
        let is_copy = match person.uids.is_empty() {
            true => path.parent() == Some(backups.as_path()) || is_named_after(&path, casebook),
            false => store::count_in_file(&path, &person.uids)? > 0,
        };
        if is_copy {
            around.copies.push(path)
        } else {
            around.others.push(path)
        }
    }
    Ok(around)
}

fn folder_of(casebook: &Path) -> &Path {
    casebook
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn list_casebooks(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    files::casebooks_in(folder)
        .map_err(|error| Error::failed(format!("{}: {error}", folder.display())))
}

/// Whether a name is one that this program gives to what it keeps of a casebook: `NAME.before-v5`, `NAME.replaced-….db`.
fn is_named_after(path: &Path, casebook: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = casebook.file_stem().unwrap_or_default().to_string_lossy();
    name.trim_start_matches('.')
        .starts_with(&format!("{stem}."))
}

/// Erases the person in every copy; says of one that cannot be rewritten that it is deleted, and deletes it.
pub(super) fn erase_copies(app: &App, plan: &ErasurePlan) -> Result<Vec<CopyErasure>, Error> {
    let mut done = Vec::new();
    for path in &plan.around.copies {
        let became = match erase_in_copy(app, plan, path) {
            Ok(()) => {
                CopyOutcome::Erased(store::count_in_file(path, &plan.person.forbidden_texts())?)
            }
            Err(error) => {
                let why = error
                    .to_string()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches('.')
                    .to_owned();
                if error.kind() == FailureKind::Conflict {
                    app.terminal.print_warning(&format!(
                        "{} is in use and is left as it is: {why}",
                        path.display()
                    ));
                    CopyOutcome::Left(why)
                } else {
                    app.terminal.print_warning(&format!(
                        "{} cannot be rewritten and is deleted: {why}",
                        path.display()
                    ));
                    delete_file(path)?;
                    CopyOutcome::Deleted(why)
                }
            }
        };
        done.push(CopyErasure {
            path: path.clone(),
            became,
        });
    }
    Ok(done)
}

fn erase_in_copy(app: &App, plan: &ErasurePlan, path: &Path) -> Result<(), Error> {
    let before = list_casebooks(folder_of(path))?;
    let opened = Store::open(path, AccessMode::Write);
    // A copy of an earlier form is copied itself before it is brought up to date.
    let mut made = list_casebooks(folder_of(path))?;
    made.retain(|one| !before.contains(one) && is_named_after(one, path));
    let erased = opened
        .and_then(|mut store| store.erase_person(&plan.person, plan.erasing, &app.change_time()));
    made.iter().try_for_each(|made| delete_file(made))?;
    erased.map(drop).map_err(Error::from)
}

fn delete_file(path: &Path) -> Result<(), Error> {
    fs::remove_file(path).map_err(|error| Error::failed(format!("{}: {error}", path.display())))
}
