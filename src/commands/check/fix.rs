//! `cases check --fix`: corrections that change no fact.

use std::cell::RefCell;

use super::CheckCasebookArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::checks::{FixedRecord, TextCorrection, fix_record};
use crate::commands::shared::reference;
use crate::commands::shared::save::{self, ConfirmationRequest, SavePlan};
use crate::model::{Case, Filter, Id, Recipient, Record};
use crate::store::Store;
use crate::terminal::{self, ListColumn};

/// All corrections of one operation.
#[derive(Default)]
struct CasebookFixes {
    cases: Vec<(Case, FixedRecord<Case>)>,
    offices: Vec<(Recipient, FixedRecord<Recipient>)>,
}

/// Shows every correction, old and new, and makes them all where that is wanted.
pub(super) fn run(app: &App, args: &CheckCasebookArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let typed = reference::expand_references(&args.cases)?;
    // The whole casebook is looked through before anything is locked; in the plan only those who need a correction are.
    let wrong = {
        let _progress = app.terminal.start_progress("Checking");
        let filter = args.build_filter(&store, &typed, app.today)?;
        store.with_snapshot(|store| collect_fixes(app, args, store, &filter))?
    };
    let filter = Filter {
        ids: wrong
            .cases
            .iter()
            .map(|(case, _)| case.id.clone())
            .collect(),
        ..Filter::default()
    };
    // The corrections of the plan that was made last, which is the one that is shown.
    let rows = RefCell::new(Vec::new());
    let plan = |store: &Store| {
        let work = if wrong.cases.is_empty() && wrong.offices.is_empty() {
            CasebookFixes::default()
        } else {
            collect_fixes(app, args, store, &filter)?
        };
        *rows.borrow_mut() = work.iter_slips().map(to_row).collect();
        Ok(work.into_plan(rows.borrow().len()))
    };
    let show = |plan: &SavePlan| {
        if plan.edits.is_empty() || app.is_json() {
            Ok(())
        } else {
            print_slips(app, &rows.borrow())
        }
    };
    save::save_plan(app, &mut store, plan, show).map(drop)
}

fn collect_fixes(
    app: &App,
    args: &CheckCasebookArgs,
    store: &Store,
    filter: &Filter,
) -> Result<CasebookFixes, Error> {
    let checks = args.selected_checks();
    let asked = |slug: &str| checks.iter().any(|check| check.slug == slug);
    let wanted = |slip: &TextCorrection| asked(if slip.is_space() { "spaces" } else { "scripts" });
    let mut work = CasebookFixes::default();
    store.each_case(filter, app.today, |case| {
        if let Some(mut mended) = fix_record(&case, wanted)? {
            mended.record.rev = Some(case.rev.unwrap_or_default() + 1);
            work.cases.push((case, mended));
        }
        Ok::<_, Error>(())
    })?;
    if !args.has_selection() {
        for office in store.load_recipients()? {
            if let Some(mended) = fix_record(&office, wanted)? {
                work.offices.push((office, mended));
            }
        }
    }
    Ok(work)
}

impl CasebookFixes {
    fn into_plan(self, count: usize) -> SavePlan {
        let plan = SavePlan {
            unchanged: "Nothing to put right.",
            ..SavePlan::new("check --fix", "Put right.")
        };
        let plan = plan.with_dry_run_note(Some("Nothing was changed.".to_owned()));
        let plan = self.cases.into_iter().fold(plan, |plan, (before, mended)| {
            plan.with_changed(before, mended.record)
        });
        let plan = self
            .offices
            .into_iter()
            .fold(plan, |plan, (before, mended)| {
                plan.with_changed(before, mended.record)
            });
        let ask = (!plan.edits.is_empty()).then(|| build_question(count));
        plan.with_question(ask)
    }

    /// Every correction: of which record, in which field.
    fn iter_slips(&self) -> impl Iterator<Item = (&Id, &str, &TextCorrection)> {
        let cases = self
            .cases
            .iter()
            .flat_map(|(case, mended)| record_slips(&case.id, mended));
        cases.chain(
            self.offices
                .iter()
                .flat_map(|(office, mended)| record_slips(&office.id, mended)),
        )
    }
}

fn record_slips<'a, R: Record>(
    id: &'a Id,
    mended: &'a FixedRecord<R>,
) -> impl Iterator<Item = (&'a Id, &'a str, &'a TextCorrection)> {
    mended
        .slips
        .iter()
        .map(move |(field, slip)| (id, field.as_str(), slip))
}

type FixRow = [String; 5];

fn to_row((id, field, slip): (&Id, &str, &TextCorrection)) -> FixRow {
    [
        id.to_string(),
        field.to_owned(),
        quote_text(&slip.old),
        quote_text(&slip.new),
        slip.what.clone(),
    ]
}

fn print_slips(app: &App, rows: &[FixRow]) -> Result<(), Error> {
    let columns = [
        ("id", 254),
        ("field", 253),
        ("old", 255),
        ("new", 255),
        ("what", 100),
    ];
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .into(),
    );
    let mut data = app.terminal.data_writer();
    for row in rows {
        table
            .add_row(&mut data, row)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
}

/// A text in which spaces can be seen.
fn quote_text(text: &str) -> String {
    format!("“{text}”")
}

fn build_question(count: usize) -> ConfirmationRequest {
    ConfirmationRequest {
        about: None,
        question: format!("Make {count} corrections?"),
        default: true,
        yes_agrees: true,
        unasked: Error::usage(format!("{count} corrections need your word"))
            .with_reason("There is no terminal to ask on")
            .try_with("cases check --fix --yes"),
        refused: "Nothing was changed",
    }
}
