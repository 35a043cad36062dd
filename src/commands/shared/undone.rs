//! What undo and redo say.

use super::save;
use crate::app::App;
use crate::store::UndoReport;

/// Says what was done, and how to get it back.
pub fn print_undone(app: &App, verb: &str, undone: &UndoReport, back: &str) {
    if let Some(day) = &undone.entry.erased {
        app.terminal
            .print_note(&format!("Without what was erased on {day}."));
    }
    let (operation, command) = (
        undone.entry.operation,
        shorten_command(&undone.entry.command),
    );
    app.terminal.print_note(&format!(
        "{verb} {operation}: {command}. The other way round: {back}"
    ));
}

/// A command of the history without most of the many names in it.
pub fn shorten_command(command: &str) -> String {
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
