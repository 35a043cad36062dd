//! Whether lists and searches go by what the records say, and whether the history knows when things were.

use super::{DoctorResult, DoctorState};
use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::store::{AccessMode, Store};

/// The most operations that are named by number; of the others only their count is printed.
const MOST_NAMED: usize = 5;

/// What is derived from the records: as they say, or changed by another program.
pub(super) fn check_derived_values(store: &Store) -> Result<DoctorResult, Error> {
    let stale = store.find_stale_derived()?.len();
    if stale == 0 {
        return Ok(DoctorResult::new_good(
            "search keys",
            "lists and searches go by what the records say",
        ));
    }
    let people = match stale {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    let says = format!(
        "of {people} the status, a name or the words by which lists and searches go are not what the record says: another \
         program has changed the casebook"
    );
    Ok(
        DoctorResult::new("search keys", DoctorState::Bad(FailureKind::Failed), says)
            .with_fix("cases doctor --fix"),
    )
}

/// The changes of the history whose day cannot be read; nothing if there are none.
pub(super) fn check_moments(store: &Store) -> Result<Option<DoctorResult>, Error> {
    let unreadable = store.find_unreadable_moments(|at| at.parse::<jiff::Timestamp>().is_ok())?;
    if unreadable.is_empty() {
        return Ok(None);
    }
    let mut numbers: Vec<String> = unreadable
        .iter()
        .take(MOST_NAMED)
        .map(ToString::to_string)
        .collect();
    if unreadable.len() > MOST_NAMED {
        numbers.push(format!("{} more", unreadable.len() - MOST_NAMED));
    }
    let says = format!(
        "it cannot be read when these changes were made: {}; what they changed can still be seen and taken back",
        numbers.join(", ")
    );
    Ok(Some(
        DoctorResult::new("history", DoctorState::Bad(FailureKind::Failed), says)
            .with_fix("cases backup list"),
    ))
}

/// Writes anew what is derived from the records where it differs, and says of how many people. A casebook that cannot be
/// opened is left to the list to name.
pub(super) fn fix_derived_values(app: &App) -> Result<(), Error> {
    if app.global.sample {
        return Err(
            Error::usage("The sample is in memory: there is nothing to put right")
                .try_with("cases doctor"),
        );
    }
    let Ok(mut store) = Store::open(&app.casebook_path()?, AccessMode::Write) else {
        return Ok(());
    };
    if store.check_integrity().is_err() {
        return Ok(());
    }
    let stale = store.find_stale_derived()?;
    if stale.is_empty() {
        app.terminal
            .print_note("Lists and searches go by what the records say: nothing to put right.");
        return Ok(());
    }
    let names: Vec<String> = stale.iter().map(ToString::to_string).collect();
    if app.global.dry_run {
        app.terminal
            .print_note(&format!("Would be written anew: {}", names.join(", ")));
        return Ok(());
    }
    store.rebuild_derived(&stale)?;
    app.terminal.print_note(&format!(
        "Written anew from the records: {}",
        names.join(", ")
    ));
    Ok(())
}
