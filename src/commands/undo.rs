//! `cases undo`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::answer::{self, ChangeAnswer, TouchedThing};
use crate::commands::shared::save;
use crate::store::{LogEntry, OpId, Store, UndoReport};

/// Take back a change. Nothing is lost: redo puts it back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases undo          takes back the latest change
  cases undo 118      takes back this one, if nothing has changed the same records since (else exit 7)
  cases undo -n       shows what would go back

cases log shows the numbers. Never asks.")]
pub struct UndoArgs {
    /// The number of the operation
    #[arg(value_name = "OP")]
    operation: Option<i64>,
}

/// Takes back an operation.
///
/// # Errors
/// There is none, or what it left has been changed since.
pub fn run(app: &App, args: &UndoArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let operation = args.operation.map(OpId);
    answer::check_asked_keys(app)?;
    if app.global.dry_run {
        let entry = store.find_undoable(operation)?;
        return print_dry_run(app, &store, &entry, "Took back");
    }
    let progress = app.terminal.start_progress("Taking it back");
    let undone = save::undo_or_redo(app, &mut store, |store, now| {
        store.undo_operation(operation, now)
    })?;
    drop(progress);
    print_undone(app, &store, "Took back", &undone, "cases redo")
}

/// Says what would be taken back, or put back.
pub fn print_dry_run(app: &App, store: &Store, entry: &LogEntry, verb: &str) -> Result<(), Error> {
    let done = format!(
        "{verb} {}: {}.",
        entry.operation,
        shorten_command(&entry.command)
    );
    let mut answer = ChangeAnswer {
        command: entry.command.clone(),
        message: done.clone(),
        ..ChangeAnswer::default()
    };
    if app.is_json() {
        for one in &entry.touched {
            let (before, after) = store.load_change(entry.operation, one.subject, &one.id)?;
            answer
                .touched
                .extend(TouchedThing::from_records(after.as_ref(), before.as_ref()));
        }
    }
    answer.print(app)?;
    app.terminal.print_note(&save::dry_run_note(&done));
    Ok(())
}

/// A command of the history without most of the many names in it.
fn shorten_command(command: &str) -> String {
    if command.ends_with(" more") {
        return command.to_owned();
    }
    let (verb, names) = command.split_once(' ').unwrap_or((command, ""));
    format!(
        "{verb} {}",
        save::join_few(&names.split(' ').collect::<Vec<_>>(), " ")
    )
    .trim_end()
    .to_owned()
}

/// Says what was done, and how to get it back.
pub fn print_undone(
    app: &App,
    store: &Store,
    verb: &str,
    undone: &UndoReport,
    back: &str,
) -> Result<(), Error> {
    let (operation, command) = (
        undone.entry.operation,
        shorten_command(&undone.entry.command),
    );
    let done = format!("{verb} {operation}: {command}.");
    if app.is_json() {
        let answer = ChangeAnswer {
            command: undone.entry.command.clone(),
            message: done.clone(),
            ..ChangeAnswer::default()
        };
        answer.with_history(store, undone.operation)?.print(app)?;
    }
    if let Some(day) = &undone.entry.erased {
        app.terminal
            .print_note(&format!("Without what was erased on {day}."));
    }
    app.terminal
        .print_note(&format!("{done} The other way round: {back}"));
    Ok(())
}
