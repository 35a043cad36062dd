//! `cases import`

mod apply;
mod args;
mod content;
mod conversation;
mod file;
mod imported_case;
mod matching;
mod merge;
mod missing;
mod one_person;
mod questions;
mod report;

pub use args::{ImportCasebookArgs, MatchKey};

use crate::app::error::Error;
use crate::app::{App, copies};
use crate::commands::shared::answer;
use crate::commands::shared::arguments::ImportRecipientsArgs;
use crate::commands::shared::save;
use crate::exchange::TableOptions;
use crate::model::Id;
use crate::store::{Operation, Store};
use apply::apply_import;
use content::ImportContent;
use questions::{IdentityAnswers, IdentityQuestion};
use report::ImportReport;

/// Takes in a file as one operation.
///
/// # Errors
/// The file has problems, holds a case that is here already, or it is not certain who somebody is; then nothing is taken in.
pub fn run(app: &App, args: &ImportCasebookArgs) -> Result<(), Error> {
    if !app.global.dry_run {
        answer::check_asked_keys(app)?;
    }
    let mut store = app.open_to_write()?;
    let mut options = args.table_options(&store, app.today)?;
    // Nothing is locked while the file is read: standard input may keep a reader waiting for hours.
    let mut save_map = args.save_map.clone();
    let mut content = ImportContent::read_file(app, args, &mut options, &mut save_map)?;
    let copy = copies::make_safety_copy(app, &store, "import")?;
    let command = missing::format_command(&args.file, args.list_name());
    let mut asked = IdentityAnswers::default();
    loop {
        let mut report = ImportReport::new(app.global.dry_run);
        let mut progress = None;
        let outcome = save::run_operation(app, &mut store, &command, |operation| {
            let questions = apply_import(app, args, &mut content, &asked, operation, &mut report)?;
            if !questions.is_empty() {
                return Err(ImportStop::Asked(questions));
            }
            refuse_conflicts(app, args, &report)?;
            keep_mapping(save_map.as_ref(), operation, &options)?;
            progress = Some(app.terminal.start_progress("Saving"));
            if app.global.dry_run {
                Err(ImportStop::Dry)
            } else {
                Ok(())
            }
        });
        drop(progress);
        // Nobody waits for an answer with the casebook locked; with it the file is taken in once more.
        if let Err(ImportStop::Asked(questions)) = &outcome
            && app.terminal.can_ask()
        {
            asked.ask_questions(app, questions)?;
            continue;
        }
        if app.global.dry_run {
            report.print_report(app)?;
        }
        return match outcome {
            Ok((operation, ())) => {
                copy.keep_if_changed(app, operation.is_some())?;
                report.print_answer(app, &store, operation, &command)?;
                if let Some(name) = &save_map {
                    app.terminal.print_note(&format!(
                        "The mapping is kept. Next time: cases import FILE --map @{name}"
                    ));
                }
                report
                    .understanding_lines()
                    .iter()
                    .chain(&report.readings_message())
                    .chain(&report.change_lines())
                    .for_each(|line| app.terminal.print_note(line));
                app.terminal.print_note(&report.summary_line("Took in"));
                report
                    .undated_message()
                    .iter()
                    .chain(&report.kept_out_message())
                    .for_each(|line| app.terminal.print_note(line));
                if let Some(operation) = operation {
                    app.terminal
                        .print_note(&format!("Take it back: cases undo {operation}"));
                }
                Ok(())
            }
            Err(ImportStop::Dry) => {
                if let Some(error) = content.dry_run_error(args) {
                    return Err(error);
                }
                report
                    .understanding_lines()
                    .iter()
                    .for_each(|line| app.terminal.print_note(line));
                app.terminal
                    .print_note(&report.summary_line("Would take in"));
                report
                    .undated_message()
                    .iter()
                    .for_each(|line| app.terminal.print_note(line));
                Ok(())
            }
            Err(ImportStop::Asked(questions)) => Err(questions::unanswered_error(&questions)),
            Err(ImportStop::Error(error)) => Err(error),
        };
    }
}

/// Takes in the sources and recipients of a file as one operation; the cases in it are passed over.
pub fn run_for_recipients(app: &App, args: &ImportRecipientsArgs) -> Result<(), Error> {
    run(app, &ImportCasebookArgs::for_recipients(args))
}

/// Why nothing is kept of an import.
enum ImportStop {
    /// It was only to be seen.
    Dry,
    /// Somebody has to say who is meant.
    Asked(Vec<IdentityQuestion>),
    /// Something is wrong.
    Error(Error),
}

impl From<Error> for ImportStop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<crate::store::Error> for ImportStop {
    fn from(error: crate::store::Error) -> Self {
        Self::Error(error.into())
    }
}

fn refuse_conflicts(
    app: &App,
    args: &ImportCasebookArgs,
    report: &ImportReport,
) -> Result<(), Error> {
    if report.conflicts.is_empty() {
        return Ok(());
    }
    let count = report.conflicts.len();
    let others = if count == 1 {
        "1 record of the file is".to_owned()
    } else {
        format!("{count} records of the file are")
    };
    let error = Error::refused(format!("{others} here already and not the same"))
        .with_details(report.conflicts.iter().cloned())
        .try_with(format!(
            "cases import {} --on-conflict update",
            args.file.display()
        ))
        .try_with(format!(
            "cases import {} --on-conflict skip",
            args.file.display()
        ));
    let dry = format!(
        "cases import {} --on-conflict update --dry-run",
        args.file.display()
    );
    Err(if app.global.dry_run {
        error
    } else {
        error.try_with(dry)
    })
}

/// Keeps the mapping under its name.
fn keep_mapping(
    name: Option<&Id>,
    operation: &mut Operation<'_>,
    options: &TableOptions,
) -> Result<(), Error> {
    let Some(name) = name else {
        return Ok(());
    };
    let kept = TableOptions {
        as_of: None,
        ..options.clone()
    };
    let text = serde_json::to_string(&kept).map_err(|error| Error::failed(error.to_string()))?;
    Ok(operation.keep_mapping(name, &text)?)
}

fn load_mapping(store: &Store, name: &Id) -> Result<TableOptions, Error> {
    let Some(text) = store.load_mapping(name)? else {
        let known = store.mapping_names()?;
        let error = Error::not_found(format!("There is no mapping “{name}”"));
        return Err(error
            .with_candidates(known)
            .try_with("cases import FILE --map \"COLUMN=FIELD\" --save-map NAME"));
    };
    serde_json::from_str(&text).map_err(|_| {
        Error::invalid(format!("The mapping “{name}” cannot be read"))
            .with_reason(
                "It is not as this version keeps one; give the columns once more and keep it anew",
            )
            .try_with(format!(
                "cases import FILE --map \"COLUMN=FIELD\" --save-map {name}"
            ))
    })
}
