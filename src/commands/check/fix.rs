//! What is put right at once, because no fact depends on it.

use super::CheckArgs;
use crate::app::App;
use crate::error::Error;
use crate::model::{Case, Id, Recipient, Record};
use crate::store::Store;
use crate::terminal::{self, Column};
use crate::watch::{Mended, Slip, mended};

/// All that is put right in one operation.
#[derive(Default)]
struct Work {
    cases: Vec<Mended<Case>>,
    offices: Vec<Mended<Recipient>>,
}

/// Shows every correction, old and new, and makes them all where that is wanted.
///
/// # Errors
/// Nobody agreed, or the casebook cannot be written.
pub(super) fn run(app: &App, args: &CheckArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let work = work(app, args, &store)?;
    if work.is_empty() {
        app.terminal.note("Nothing to put right.");
        return Ok(());
    }
    show(app, &work)?;
    if app.global.dry_run {
        app.terminal.note("Nothing was changed.");
        return Ok(());
    }
    agreed(app, work.slips().count())?;
    let (operation, ()) = store.operate("check --fix", &app.now(), |operation| {
        work.cases.iter().try_for_each(|mended| operation.put_case(&mended.record).map(|_| ()))?;
        work.offices.iter().try_for_each(|mended| operation.put_recipient(&mended.record).map(|_| ()))?;
        Ok::<_, Error>(())
    })?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Put right. Take it back: cases undo {operation}"));
    }
    Ok(())
}

fn work(app: &App, args: &CheckArgs, store: &Store) -> Result<Work, Error> {
    let checks = args.checks();
    let asked = |slug: &str| checks.iter().any(|check| check.slug == slug);
    let wanted = |slip: &Slip| asked(if slip.is_space() { "spaces" } else { "scripts" });
    let mut work = Work::default();
    let progress = app.terminal.counting("Checking", "cases", None);
    store.each_case(&args.selection(app, store)?, app.today, |case| {
        progress.step();
        if let Some(mut mended) = mended(&case, wanted)? {
            mended.record.rev = Some(case.rev.unwrap_or_default() + 1);
            work.cases.push(mended);
        }
        Ok::<_, Error>(())
    })?;
    if !args.selects() {
        for office in store.recipients()? {
            work.offices.extend(mended(&office, wanted)?);
        }
    }
    Ok(work)
}

impl Work {
    fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.offices.is_empty()
    }

    /// Every correction: of which record, in which field.
    fn slips(&self) -> impl Iterator<Item = (&Id, &str, &Slip)> {
        let cases = self.cases.iter().flat_map(|mended| each(&mended.record.id, mended));
        cases.chain(self.offices.iter().flat_map(|mended| each(&mended.record.id, mended)))
    }
}

fn each<'a, R: Record>(id: &'a Id, mended: &'a Mended<R>) -> impl Iterator<Item = (&'a Id, &'a str, &'a Slip)> {
    mended.slips.iter().map(move |(field, slip)| (id, field.as_str(), slip))
}

fn show(app: &App, work: &Work) -> Result<(), Error> {
    let columns = [("id", 254), ("field", 253), ("old", 255), ("new", 255), ("what", 100)];
    let mut table = app.terminal.table(columns.map(|(title, importance)| Column::new(title, importance)).into());
    let mut data = app.terminal.data();
    for (id, field, slip) in work.slips() {
        let row = [id.to_string(), field.to_owned(), quoted(&slip.old), quoted(&slip.new), slip.what.clone()];
        table.row(&mut data, row).map_err(terminal::Error::from)?;
    }
    table.finish(&mut data).map_err(terminal::Error::from)?;
    Ok(data.finish()?)
}

/// A text in which spaces can be seen.
fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn agreed(app: &App, count: usize) -> Result<(), Error> {
    if app.global.yes {
        return Ok(());
    }
    if !app.terminal.can_ask() {
        return Err(Error::usage(format!("{count} corrections need your word"))
            .because("There is no terminal to ask on")
            .try_with("cases check --fix --yes"));
    }
    if app.terminal.confirm(&format!("Make {count} corrections?"), Some(true))? {
        return Ok(());
    }
    Err(Error::cancelled("Nothing was changed"))
}
