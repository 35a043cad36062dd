//! Saving a change, and saying how to take it back.

use crate::app::App;
use crate::error::Error;
use crate::store::{Operation, Store};

/// Does a change as one operation and says `done` with the command that takes it back; says so if nothing is other than
/// before. With --dry-run nothing is changed, and `done` is what would be.
///
/// # Errors
/// As the change.
pub fn save(
    app: &App,
    store: &mut Store,
    command: &str,
    done: &str,
    change: impl FnOnce(&mut Operation<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    if app.global.dry_run {
        app.terminal.note(&format!("Nothing was changed. Without --dry-run: {done}"));
        return Ok(());
    }
    let (operation, ()) = store.operate(command, &app.now(), change)?;
    match operation {
        Some(operation) => app.terminal.note(&format!("{done} Take it back: cases undo {operation}")),
        None => app.terminal.note("Nothing to change."),
    }
    Ok(())
}
