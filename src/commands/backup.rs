//! `cases backup`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::app::App;
use crate::error::Error;
use crate::model::{Date, Filter, Id};
use crate::output;
use crate::store::{Access, Store};
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
everything the casebook does, private facts too. Before every import a copy is made by itself; the last 10 of those are kept.
restore keeps the casebook it replaces beside it.")]
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
    /// The copies in the folder backups, the newest first
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

/// Copies the casebook before many changes at once; the oldest of such copies go.
///
/// # Errors
/// The copy cannot be made.
pub fn before(app: &App, store: &Store, what: &str) -> Result<(), Error> {
    if app.global.sample || store.is_empty()? {
        return Ok(());
    }
    let ending = format!("_before-{what}.db");
    let path = folder(app)?.join(format!("{}{ending}", stamp(app)));
    let path = free(path);
    output::make_folder(&folder(app)?)?;
    copy(app, store, &path)?;
    app.terminal.detail(&format!("Copied the casebook to {} first", path.display()));
    let mut automatic = copies(&folder(app)?)?;
    automatic.retain(|copy| copy.to_string_lossy().contains("_before-"));
    for old in automatic.iter().skip(KEPT) {
        std::fs::remove_file(old).map_err(|error| Error::failed(format!("{}: {error}", old.display())))?;
    }
    Ok(())
}

fn make(app: &App, file: Option<&Path>) -> Result<(), Error> {
    let store = app.read()?;
    let path = match file {
        Some(file) => file.to_owned(),
        None => free(folder(app)?.join(format!("{}.db", stamp(app)))),
    };
    if app.global.dry_run {
        app.terminal.note(&format!("Would copy the casebook to {}", path.display()));
        return Ok(());
    }
    if file.is_none() {
        output::make_folder(&folder(app)?)?;
    }
    copy(app, &store, &path)?;
    let mut data = app.terminal.data();
    data.line(&path.display().to_string())?;
    data.finish()?;
    app.terminal.note("Copied and read back. Keep it as you keep the casebook.");
    Ok(())
}

/// Copies the casebook to a new file, and reads it back.
fn copy(app: &App, store: &Store, to: &Path) -> Result<(), Error> {
    let _progress = app.terminal.progress("Copying the casebook and reading the copy back");
    Ok(store.copy_to(to)?)
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
    let incoming = sound(app, file)?;
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
    let erased = erased_since(&path, &incoming)?;
    let kept = path.exists().then(|| free(path.with_extension(format!("replaced-{}.db", stamp(app)))));
    let place = free(path.with_extension("incoming"));
    copy(app, &incoming, &place)?;
    let failed = |error: std::io::Error| Error::failed(format!("{}: {error}", path.display()));
    if let Some(kept) = &kept {
        keep(app, &path, kept)?;
    }
    std::fs::rename(&place, &path).map_err(failed)?;
    app.terminal.note(&format!("{} is the casebook now.", file.display()));
    if let Some(kept) = kept {
        app.terminal.note(&format!("The one before is kept: {}", kept.display()));
    }
    for (id, day) in &erased {
        app.terminal.warn(&format!("{id} was erased on {day} and is back with this copy: cases remove {id} --erase"));
    }
    Ok(())
}

/// Who is in a copy and was erased from the casebook that it replaces, and on which day.
fn erased_since(path: &Path, copy: &Store) -> Result<Vec<(Id, String)>, Error> {
    // What cannot be opened any more cannot say it.
    let Ok(replaced) = Store::open(path, Access::Read) else { return Ok(Vec::new()) };
    let mut erased = Vec::new();
    if replaced.erasures_since("")?.is_empty() {
        return Ok(erased);
    }
    copy.each_case(&Filter::default(), Date::MAX, |case| {
        erased.extend(replaced.erased_on(&case)?.map(|day| (case.id.clone(), day)));
        Ok::<_, Error>(())
    })?;
    Ok(erased)
}

/// The casebook in a file, of which every page was read.
fn sound(app: &App, file: &Path) -> Result<Store, Error> {
    let store = Store::open(file, Access::Read)?;
    let _progress = app.terminal.progress("Checking the copy");
    store.check()?;
    Ok(store)
}

/// Keeps what is to be replaced; a casebook that cannot be used any more, byte by byte.
fn keep(app: &App, path: &Path, kept: &Path) -> Result<(), Error> {
    match Store::open(path, Access::Read) {
        Ok(store) => copy(app, &store, kept),
        Err(_) => {
            std::fs::copy(path, kept).map(drop).map_err(|error| Error::failed(format!("{}: {error}", path.display())))
        }
    }
}

/// The folder of copies: beside the casebook.
pub(super) fn folder(app: &App) -> Result<PathBuf, Error> {
    let path = app.casebook_path()?;
    Ok(path.parent().unwrap_or(Path::new(".")).join("backups"))
}

/// The moment as a name of a file can say it on every system.
fn stamp(app: &App) -> String {
    app.now().replace(':', "")
}

/// The path, or the first with a number in it that nothing has.
fn free(path: PathBuf) -> PathBuf {
    let stem = path.with_extension("");
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..).map(|number| PathBuf::from(format!("{}-{number}.{ending}", stem.display())));
    std::iter::once(path.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(path)
}

/// The copies in a folder, the newest first by their names.
pub(super) fn copies(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error: std::io::Error| Error::failed(format!("{}: {error}", folder.display()));
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut copies =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    copies.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
    copies.sort_unstable_by(|one, other| other.cmp(one));
    Ok(copies)
}
