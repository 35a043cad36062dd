//! `cases import`

mod args;
mod file;
mod gone;
mod here;
mod merge;
mod report;
mod taking;

pub use args::{ImportArgs, Matching, OnConflict};

use crate::app::App;
use crate::commands::{backup, tree};
use crate::error::Error;
use crate::exchange::TableOptions;
use crate::model::Id;
use crate::store::Store;
use report::Report;
use taking::take_in;

/// Takes in a file as one operation.
///
/// # Errors
/// The file has problems, or holds a case that is here already; then nothing is taken in.
pub fn run(app: &App, args: &ImportArgs) -> Result<(), Error> {
    if let Some(folder) = args.team.folder()? {
        return tree::import::run(app, folder, &args.team);
    }
    let mut store = app.write()?;
    let options = args.options(&store)?;
    let mut report = Report::new(app.global.dry_run);
    if !app.global.dry_run {
        backup::before(app, &store, "import")?;
    }
    let command = gone::command(&args.file, args.list());
    let dry = Error::cancelled("dry run");
    let mut saving = None;
    let outcome = store.operate(&command, &app.now(), |operation| {
        take_in(app, args, &options, operation, &mut report)?;
        refuse_conflicts(app, args, &report)?;
        saving = Some(app.terminal.progress("Saving"));
        if app.global.dry_run { Err(dry.clone()) } else { Ok(()) }
    });
    drop(saving);
    if app.global.dry_run {
        report.print(app)?;
    }
    match outcome {
        Ok((operation, ())) => {
            save(app, args, &mut store, options)?;
            report.readings().iter().chain(&report.changes()).for_each(|line| app.terminal.note(line));
            app.terminal.note(&report.words("Took in"));
            report.kept_out().iter().for_each(|line| app.terminal.note(line));
            if let Some(operation) = operation {
                app.terminal.note(&format!("Take it back: cases undo {operation}"));
            }
            Ok(())
        }
        Err(error) if error == dry => {
            app.terminal.note(&report.words("Would take in"));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn refuse_conflicts(app: &App, args: &ImportArgs, report: &Report) -> Result<(), Error> {
    if report.conflicts.is_empty() {
        return Ok(());
    }
    let count = report.conflicts.len();
    let others =
        if count == 1 { "1 record of the file is".to_owned() } else { format!("{count} records of the file are") };
    let error = Error::refused(format!("{others} here already and not the same"))
        .with_details(report.conflicts.iter().cloned())
        .try_with(format!("cases import {} --on-conflict update", args.file.display()))
        .try_with(format!("cases import {} --on-conflict skip", args.file.display()));
    let dry = format!("cases import {} --on-conflict update --dry-run", args.file.display());
    Err(if app.global.dry_run { error } else { error.try_with(dry) })
}

/// Keeps the mapping under its name.
fn save(app: &App, args: &ImportArgs, store: &mut Store, options: TableOptions) -> Result<(), Error> {
    let Some(name) = &args.save_map else { return Ok(()) };
    let kept = TableOptions { as_of: None, ..options };
    let text = serde_json::to_string(&kept).map_err(|error| Error::failed(error.to_string()))?;
    store.keep_mapping(name, &text)?;
    app.terminal.note(&format!("The mapping is kept. Next time: cases import FILE --map @{name}"));
    Ok(())
}

fn saved(store: &Store, name: &Id) -> Result<TableOptions, Error> {
    let Some(text) = store.mapping(name)? else {
        let known = store.mapping_names()?;
        let error = Error::not_found(format!("There is no mapping “{name}”"));
        return Err(error.with_candidates(known).try_with("cases import FILE --map \"COLUMN=FIELD\" --save-map NAME"));
    };
    serde_json::from_str(&text).map_err(|error| Error::invalid(format!("The mapping “{name}” cannot be read: {error}")))
}
