//! `cases backup`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::app::error::Error;
use crate::app::{App, copies};
use crate::commands::shared::answer::{self, ChangeAnswer, TouchedThing};
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::save;
use crate::files::output;
use crate::model::{Date, Filter, Id};
use crate::render::listing::{ListingCell, ListingColumn};
use crate::store::{self, AccessMode, Store};

/// Copy the casebook, list the copies, or bring one back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases backup                              a copy in the folder backups beside the casebook
  cases backup /media/stick/cases.db        a copy of your choice
  cases backup list
  cases backup restore backups/2026-11-22T140500Z.db

The copy is one moment of the casebook, even while others write, and is read back before it is
called done. It holds everything the casebook does, private facts too. Before every import that
changes something a copy is made by itself; the last 10 of those are kept, and copies of yours are
never touched. restore reads the copy whole first, and keeps the casebook it replaces beside it,
with everything that others wrote until that moment.")]
#[command(args_conflicts_with_subcommands = true)]
pub struct BackupArgs {
    #[command(subcommand)]
    action: Option<BackupCommand>,
    /// Where to; a file that is there is never replaced
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// What else can be done with copies.
#[derive(Debug, Subcommand)]
enum BackupCommand {
    /// The copies in the folder backups, the youngest first
    List(SortedListingArgs),
    /// Put a copy in the place of the casebook, which is kept beside it
    Restore {
        /// The copy
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Makes, lists or brings back copies.
pub fn run(app: &App, args: &BackupArgs) -> Result<(), Error> {
    if app.global.sample {
        return Err(
            Error::usage("The sample casebook is a throw-away copy itself").try_with("cases init"),
        );
    }
    match &args.action {
        None => make_copy(app, args.file.as_deref()),
        Some(BackupCommand::List(listing)) => print_copies(app, listing),
        Some(BackupCommand::Restore { file }) => restore_copy(app, file),
    }
}

fn make_copy(app: &App, file: Option<&Path>) -> Result<(), Error> {
    answer::check_asked_keys(app)?;
    let store = app.open_to_read()?;
    let path = match file {
        Some(file) => file.to_owned(),
        None => copies::copies_folder(app)?.join(format!("{}.db", copies::current_timestamp())),
    };
    if file.is_some() && copies::is_automatic(&path, "import") {
        return Err(Error::refused(format!(
            "{} is a name of copies that are made and removed by themselves",
            path.display()
        ))
        .with_reason(
            "A copy of yours needs another name, so that it is never taken for one of them",
        )
        .try_with("cases backup OTHER-NAME.db"));
    }
    let answer = |path: &Path, message: &str| ChangeAnswer {
        command: "backup".to_owned(),
        id: Some(path.display().to_string()),
        touched: vec![TouchedThing::new(
            "copy",
            path.display().to_string(),
            "added",
        )],
        message: message.to_owned(),
        ..ChangeAnswer::default()
    };
    if app.global.dry_run {
        let done = format!("Copied the casebook to {}.", path.display());
        answer(&path, &done).print(app)?;
        app.terminal.print_note(&save::dry_run_note(&done));
        return Ok(());
    }
    if file.is_none() {
        output::make_folder(&copies::copies_folder(app)?)?;
    }
    let progress = app
        .terminal
        .start_progress("Copying the casebook and reading the copy back");
    let path = match file {
        Some(_) => store.copy_to(&path).map(|()| path)?,
        None => store.copy_beside(&path)?,
    };
    drop(progress);
    let done = "Copied and read back. Keep it as you keep the casebook.";
    if app.is_json() {
        answer(&path, done).print(app)?;
    } else {
        let mut data = app.terminal.data_writer();
        data.write_line(&path.display().to_string())?;
        data.finish_output()?;
    }
    app.terminal.print_note(done);
    Ok(())
}

fn print_copies(app: &App, listing: &SortedListingArgs) -> Result<(), Error> {
    let columns = vec![
        ListingColumn::new("path", 255, "the copy, as cases backup restore takes it")
            .with_title("copy"),
        ListingColumn::new("bytes", 200, "how large it is"),
    ];
    let schema = ListingSchema::new("cases backup list", columns)
        .with_json(&["bytes", "path"])
        .with_ids(ListingIds::Own("path"));
    let to_cells = |path: &PathBuf| {
        let size = std::fs::metadata(path).map_or(0, |found| found.len());
        vec![
            ListingCell::text_of(path.display().to_string()),
            ListingCell::number_of(i64::try_from(size).unwrap_or(i64::MAX)),
        ]
    };
    listing.print_rows(app, &schema, || {
        let copies = copies::list_copies(&copies::copies_folder(app)?)?;
        Ok(copies.iter().map(to_cells).collect())
    })
}

fn restore_copy(app: &App, file: &Path) -> Result<(), Error> {
    answer::check_asked_keys(app)?;
    let path = app.casebook_path()?;
    let progress = app.terminal.start_progress("Checking the copy");
    let copy = Store::check_copy(file).map_err(|error| match error {
        store::Error::Missing(_) => {
            Error::unusable(error.to_string()).try_with("cases backup list")
        }
        error => error.into(),
    })?;
    drop(progress);
    let answer = |replaced: Option<&Path>, message: &str, warnings: Vec<String>| {
        let casebook = TouchedThing::new("casebook", path.display().to_string(), "changed");
        let copy =
            replaced.map(|kept| TouchedThing::new("copy", kept.display().to_string(), "added"));
        ChangeAnswer {
            command: format!("backup restore {}", file.display()),
            touched: std::iter::once(casebook).chain(copy).collect(),
            message: message.to_owned(),
            warnings,
            ..ChangeAnswer::default()
        }
    };
    if app.global.dry_run {
        let done = format!("Put {} in the place of {}.", file.display(), path.display());
        answer(None, &done, Vec::new()).print(app)?;
        app.terminal.print_note(&save::dry_run_note(&done));
        return Ok(());
    }
    let question = format!("Put {} in the place of {}?", file.display(), path.display());
    if path.exists() && !app.global.yes {
        if !app.terminal.can_ask() {
            return Err(Error::usage(question)
                .with_reason("Say with --yes that this is meant")
                .try_with("cases backup restore … --yes"));
        }
        if !app.terminal.ask_confirmation(&question, Some(false))? {
            return Err(Error::cancelled("Nothing was changed"));
        }
    }
    let progress = app.terminal.start_progress("Bringing the copy back");
    let restored = Store::restore_copy(
        &copy,
        &path,
        &path.with_extension(format!("replaced-{}.db", copies::current_timestamp())),
    )?;
    drop(progress);
    let behind = if restored.place == path {
        String::new()
    } else {
        format!(" ({})", restored.place.display())
    };
    let done = format!("{} is the casebook now{behind}.", file.display());
    app.terminal.print_note(&done);
    let erased = match &restored.kept {
        Some(kept) => erased_since(kept, &restored.place)?,
        None => Vec::new(),
    };
    let warnings: Vec<String> = erased
        .iter()
        .map(|(id, day)| {
            format!(
                "{id} was erased on {day} and is back with this copy: cases remove {id} --erase"
            )
        })
        .collect();
    answer(restored.kept.as_deref(), &done, warnings.clone()).print(app)?;
    if let Some(kept) = restored.kept {
        app.terminal
            .print_note(&format!("The one before is kept: {}", kept.display()));
    }
    copies::tell_aside(app, &restored.aside);
    warnings
        .iter()
        .for_each(|warning| app.terminal.print_warning(warning));
    Ok(())
}

/// Who is in the casebook again and was erased from the one that it replaced, and on which day.
fn erased_since(replaced: &Path, restored: &Path) -> Result<Vec<(Id, String)>, Error> {
    // What cannot be opened any more cannot say it.
    let Ok(replaced) = Store::open(replaced, AccessMode::Read) else {
        return Ok(Vec::new());
    };
    let mut erased = Vec::new();
    if replaced.erasures_since("")?.is_empty() {
        return Ok(erased);
    }
    Store::open(restored, AccessMode::Read)?.each_case(&Filter::default(), Date::MAX, |case| {
        erased.extend(
            replaced
                .erasure_day(&case)?
                .map(|day| (case.id.clone(), day)),
        );
        Ok::<_, Error>(())
    })?;
    Ok(erased)
}
