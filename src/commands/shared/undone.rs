//! What undo and redo say.

use super::answer::{ChangeAnswer, TouchedThing};
use super::save;
use crate::app::App;
use crate::app::error::Error;
use crate::store::{LogEntry, Store, UndoReport};

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
