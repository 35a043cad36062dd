//! `cases backup`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::files::reason;
use crate::model::{Date, Filter, Id};
use crate::output;
use crate::store::{self, Access, Store};
use crate::terminal::{self, Column};

/// So many copies that were made by themselves are kept; the oldest goes when one more is made.
const KEPT: usize = 10;

/// Copy the casebook, list the copies, or bring one back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases backup                              a copy in the folder backups beside the casebook
  cases backup /media/stick/cases.db        a copy of your choice
  cases backup list
  cases backup restore backups/2026-11-22T140500Z.db

The copy is one moment of the casebook, even while others write, and is read back before it is called done. It holds
everything the casebook does, private facts too. Before every import that changes something a copy is made by itself; the last
10 of those are kept, and copies of yours are never touched. restore reads the copy whole first, and keeps the casebook it
replaces beside it, with everything that others wrote until that moment.")]
#[command(args_conflicts_with_subcommands = true)]
pub struct BackupArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Where to; a file that is there is never replaced
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// What else can be done with copies.
#[derive(Debug, Subcommand)]
enum Action {
    /// The copies in the folder backups, the youngest first
    List,
    /// Put a copy in the place of the casebook, which is kept beside it
    Restore {
        /// The copy
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Makes, lists or brings back copies.
///
/// # Errors
/// A file is in the way, is not a casebook, or cannot be read or written.
pub fn run(app: &App, args: &BackupArgs) -> Result<(), Error> {
    if app.global.sample {
        return Err(Error::usage("The sample casebook is a throw-away copy itself").try_with("cases init"));
    }
    match &args.action {
        None => make(app, args.file.as_deref()),
        Some(Action::List) => list(app),
        Some(Action::Restore { file }) => restore(app, file),
    }
}

/// A copy of the casebook that was made before many changes at once. Dropped before it is settled, it goes: then nothing was
/// changed.
#[derive(Debug)]
#[must_use = "a copy that is not settled goes"]
pub struct SafetyCopy {
    path: Option<PathBuf>,
    what: &'static str,
}

/// Copies the casebook before many changes at once. With --dry-run, and of an empty casebook, no copy is made.
///
/// # Errors
/// The copy cannot be made.
pub fn before(app: &App, store: &Store, what: &'static str) -> Result<SafetyCopy, Error> {
    if app.global.sample || app.global.dry_run || store.is_empty()? {
        return Ok(SafetyCopy { path: None, what });
    }
    let folder = folder(app)?;
    output::make_folder(&folder)?;
    let _progress = app.terminal.progress("Copying the casebook and reading the copy back");
    let path = store.copy_beside(&folder.join(format!("{}_before-{what}.db", stamp())))?;
    Ok(SafetyCopy { path: Some(path), what })
}

impl SafetyCopy {
    /// Keeps the copy if something was changed, and lets the oldest of such copies go; never this one, and never one that
    /// the user made.
    ///
    /// # Errors
    /// An old one cannot be removed.
    pub fn settle(mut self, app: &App, something_changed: bool) -> Result<(), Error> {
        let Some(path) = self.path.take_if(|_| something_changed) else { return Ok(()) };
        app.terminal.detail(&format!("Copied the casebook to {} first", path.display()));
        let mut automatic = copies(&folder(app)?)?;
        automatic.retain(|copy| *copy != path && is_automatic(copy, self.what));
        for old in automatic.iter().skip(KEPT - 1) {
            match std::fs::remove_file(old) {
                // Another import lets old ones go too.
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    let what = format!("The old copy {} could not be removed", old.display());
                    return Err(Error::failed(what).because(reason(&error)));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Drop for SafetyCopy {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            // If it stays, it is one copy too many.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Whether a copy has exactly the name that [`before`] gives: `2026-11-28T101530Z_before-import-2.db`.
fn is_automatic(copy: &Path, what: &str) -> bool {
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    let Some((moment, rest)) = name.split_once('_') else { return false };
    let shape: String = moment.chars().map(|sign| if sign.is_ascii_digit() { '0' } else { sign }).collect();
    let number = rest.strip_prefix("before-").and_then(|rest| rest.strip_prefix(what)?.strip_suffix(".db"));
    let is_number = |text: &str| text.strip_prefix('-').is_some_and(|digits| digits.parse::<u32>().is_ok());
    shape == "0000-00-00T000000Z" && number.is_some_and(|number| number.is_empty() || is_number(number))
}

fn make(app: &App, file: Option<&Path>) -> Result<(), Error> {
    let store = app.read()?;
    let path = match file {
        Some(file) => file.to_owned(),
        None => folder(app)?.join(format!("{}.db", stamp())),
    };
    if file.is_some() && is_automatic(&path, "import") {
        return Err(Error::refused(format!(
            "{} is a name of copies that are made and removed by themselves",
            path.display()
        ))
        .because("A copy of yours needs another name, so that it is never taken for one of them")
        .try_with("cases backup OTHER-NAME.db"));
    }
    if app.global.dry_run {
        app.terminal.note(&format!("Would copy the casebook to {}", path.display()));
        return Ok(());
    }
    if file.is_none() {
        output::make_folder(&folder(app)?)?;
    }
    let progress = app.terminal.progress("Copying the casebook and reading the copy back");
    let path = match file {
        Some(_) => store.copy_to(&path).map(|()| path)?,
        None => store.copy_beside(&path)?,
    };
    drop(progress);
    let mut data = app.terminal.data();
    data.line(&path.display().to_string())?;
    data.finish()?;
    app.terminal.note("Copied and read back. Keep it as you keep the casebook.");
    Ok(())
}

fn list(app: &App) -> Result<(), Error> {
    let copies = copies(&folder(app)?)?;
    let mut data = app.terminal.data();
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    if app.json() {
        let all: Vec<_> =
            copies.iter().map(|path| json!({"path": path.display().to_string(), "bytes": size(path)})).collect();
        data.json(&json!(all).to_string())?;
        return Ok(data.finish()?);
    }
    let mut table = app.terminal.table(vec![Column::new("copy", 255), Column::new("bytes", 200)]);
    for path in &copies {
        table.row(&mut data, &[path.display().to_string(), size(path).to_string()]).map_err(terminal::Error::from)?;
    }
    table.finish(&mut data).map_err(terminal::Error::from)?;
    Ok(data.finish()?)
}

fn restore(app: &App, file: &Path) -> Result<(), Error> {
    let path = app.casebook_path()?;
    let progress = app.terminal.progress("Checking the copy");
    let copy = Store::check_copy(file).map_err(|error| match error {
        store::Error::Missing(_) => Error::unusable(error.to_string()).try_with("cases backup list"),
        error => error.into(),
    })?;
    drop(progress);
    if app.global.dry_run {
        app.terminal.note(&format!("Would put {} in the place of {}", file.display(), path.display()));
        return Ok(());
    }
    let question = format!("Put {} in the place of {}?", file.display(), path.display());
    if path.exists() && !app.global.yes {
        if !app.terminal.can_ask() {
            return Err(Error::usage(question)
                .because("Say with --yes that this is meant")
                .try_with("cases backup restore … --yes"));
        }
        if !app.terminal.confirm(&question, Some(false))? {
            return Err(Error::cancelled("Nothing was changed"));
        }
    }
    let progress = app.terminal.progress("Bringing the copy back");
    let restored = Store::restore(&copy, &path, &path.with_extension(format!("replaced-{}.db", stamp())))?;
    drop(progress);
    let behind = if restored.place == path { String::new() } else { format!(" ({})", restored.place.display()) };
    app.terminal.note(&format!("{} is the casebook now{behind}.", file.display()));
    let erased = match &restored.kept {
        Some(kept) => erased_since(kept, &restored.place)?,
        None => Vec::new(),
    };
    if let Some(kept) = restored.kept {
        app.terminal.note(&format!("The one before is kept: {}", kept.display()));
    }
    tell_aside(app, &restored.aside);
    for (id, day) in &erased {
        app.terminal.warn(&format!("{id} was erased on {day} and is back with this copy: cases remove {id} --erase"));
    }
    Ok(())
}

/// Who is in the casebook again and was erased from the one that it replaced, and on which day.
fn erased_since(replaced: &Path, restored: &Path) -> Result<Vec<(Id, String)>, Error> {
    // What cannot be opened any more cannot say it.
    let Ok(replaced) = Store::open(replaced, Access::Read) else { return Ok(Vec::new()) };
    let mut erased = Vec::new();
    if replaced.erasures_since("")?.is_empty() {
        return Ok(erased);
    }
    Store::open(restored, Access::Read)?.each_case(&Filter::default(), Date::MAX, |case| {
        erased.extend(replaced.erased_on(&case)?.map(|day| (case.id.clone(), day)));
        Ok::<_, Error>(())
    })?;
    Ok(erased)
}

/// Names what an interrupted command had left at the place of a casebook.
pub(super) fn tell_aside(app: &App, aside: &[PathBuf]) {
    for path in aside {
        app.terminal.note(&format!("What an interrupted command had left there was put aside: {}", path.display()));
    }
}

/// The youngest copy that is sound; none if there is none. Reads copies whole until one is.
pub(crate) fn newest_sound(casebook: &Path) -> Option<PathBuf> {
    let copies = copies(&folder_beside(casebook)).ok()?;
    copies.into_iter().find(|copy| Store::check_copy(copy).is_ok())
}

/// The error about a casebook that cannot be opened; if it is damaged, with the way out.
pub(crate) fn with_way_out(error: store::Error, casebook: &Path) -> Error {
    let is_damaged =
        matches!(error, store::Error::Damaged(_) | store::Error::Empty(_) | store::Error::NotCasebook { .. });
    let error = Error::from(error);
    if !is_damaged {
        return error;
    }
    match newest_sound(casebook) {
        Some(copy) => {
            let copy = super::reference::quoted(&copy.display().to_string());
            error.try_with(format!("cases backup restore {copy}"))
        }
        None => error,
    }
}

/// The folder of copies: beside the casebook.
pub(super) fn folder(app: &App) -> Result<PathBuf, Error> {
    Ok(folder_beside(&app.casebook_path()?))
}

/// The folder of the copies of a casebook.
pub(crate) fn folder_beside(casebook: &Path) -> PathBuf {
    casebook.parent().unwrap_or(Path::new(".")).join("backups")
}

/// The real moment, whatever --today says, as a name of a file can say it on every system: copies are told apart by it.
fn stamp() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H%M%SZ").to_string()
}

/// The copies in a folder, the youngest first.
pub(super) fn copies(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error: std::io::Error| {
        Error::failed(format!("The folder {} cannot be read", folder.display())).because(reason(&error))
    };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        // One that went meanwhile is none.
        let Ok(about) = path.metadata() else { continue };
        if path.extension().is_some_and(|ending| ending == "db") {
            copies.push((about.modified().ok(), number_in(&path), path));
        }
    }
    copies.sort_unstable_by(|one, other| other.cmp(one));
    Ok(copies.into_iter().map(|(_, _, path)| path).collect())
}

/// The moment and the number in the name of a copy, for those of one moment: `…-10.db` is younger than `…-2.db`.
fn number_in(path: &Path) -> (String, u32) {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match stem.rsplit_once('-').map(|(head, number)| (head.to_owned(), number.parse())) {
        Some((head, Ok(number))) => (head, number),
        _ => (stem, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_exactly_the_name_of_an_automatic_copy_is_one() {
        let automatic = |name: &str| is_automatic(Path::new(name), "import");
        assert!(
            automatic("b/2026-11-28T101530Z_before-import.db") && automatic("2026-11-28T101530Z_before-import-12.db")
        );
        for own in [
            "2020-01-01_before-travel.db",
            "2026-11-28T101530Z_before-imports.db",
            "2026-11-28T101530Z_before-import-.db",
            "2026-11-28T101530Z_before-import-old.db",
            "2026-11-28T101530Z_before-import.db.db",
            "my-2026-11-28T101530Z_before-import.db",
            "2026-11-28T101530Z.db",
        ] {
            assert!(!automatic(own), "{own}");
        }
    }

    #[test]
    fn the_youngest_copy_is_first_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let moment = std::time::SystemTime::now();
        for (name, seconds) in [("x-2.db", 5), ("x-10.db", 5), ("2030-01-01.db", 9), ("a.db", 1), ("x.db", 5)] {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(moment - std::time::Duration::from_secs(seconds)).unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "").unwrap();
        let found = copies(folder.path()).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.db", "x-10.db", "x-2.db", "x.db", "2030-01-01.db"]);
    }
}
