//! Choosing a case or a recipient on a terminal, where none was named.

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::records;
use crate::commands::shared::reference::{self, list_spellings};
use crate::model::filter::SortOrder;
use crate::model::{CaseColumn, Cell, Filter, Id, Recipient, Source};
use crate::store::Store;
use crate::terminal::{Answer, Question};

/// The id of the case that was named, or that the user chooses; `command` is what was typed, such as `cases show`.
///
/// # Errors
/// It is not found, nobody can be asked, or the user cancels.
pub fn pick_case(
    app: &App,
    store: &Store,
    named: Option<&str>,
    command: &str,
) -> Result<Id, Error> {
    if let Some(named) = named {
        return reference::find_case_id(store, named);
    }
    can_ask(app, "CASE", command)?;
    let (ids, labels) = list_cases(app, store)?;
    if ids.is_empty() {
        return Err(Error::not_found("There is no case yet").try_with("cases add"));
    }
    Ok(ids[pick_one(app, "Which case?", &labels)?].clone())
}

/// The recipient that was named, or that the user chooses.
pub fn pick_recipient(
    app: &App,
    store: &Store,
    named: Option<&str>,
    command: &str,
) -> Result<Recipient, Error> {
    if let Some(named) = named {
        return reference::find_recipient(store, named);
    }
    can_ask(app, "ID", command)?;
    pick_office(app, store, "Which recipient?")
}

/// The source that was named, or that the user chooses.
pub fn pick_source(
    app: &App,
    store: &Store,
    named: Option<&str>,
    command: &str,
) -> Result<Source, Error> {
    if let Some(named) = named {
        return records::find_record(store, named);
    }
    can_ask(app, "SOURCE", command)?;
    let mut sources = store.load_sources()?;
    if sources.is_empty() {
        return Err(Error::not_found("There is no source yet").try_with("cases sources add URL"));
    }
    let labels: Vec<String> = sources
        .iter()
        .map(|source| format!("{}  ({})", source.title, source.id))
        .collect();
    Ok(sources.swap_remove(pick_one(app, "Which source?", &labels)?))
}

/// A recipient that the user chooses.
pub fn pick_office(app: &App, store: &Store, question: &str) -> Result<Recipient, Error> {
    let mut offices = store.load_recipients()?;
    if offices.is_empty() {
        return Err(no_recipient());
    }
    let labels: Vec<String> = offices.iter().map(office_label).collect();
    Ok(offices.swap_remove(pick_one(app, question, &labels)?))
}

/// An office as it is offered, with its id.
pub fn office_label(office: &Recipient) -> String {
    format!("{}  ({})", office.office, office.id)
}

/// No recipient is there to choose.
pub fn no_recipient() -> Error {
    Error::not_found("There is no recipient yet")
        .try_with("cases letter CASE --to embassy")
        .try_with("cases recipients add")
        .try_with("cases init --offices")
}

/// All cases by name, each with a line that has its names, its id and its status.
pub fn list_cases(app: &App, store: &Store) -> Result<(Vec<Id>, Vec<String>), Error> {
    let columns: [CaseColumn; 4] = [
        "id".parse()?,
        "name".parse()?,
        "name_native".parse()?,
        "status".parse()?,
    ];
    let (mut ids, mut labels) = (Vec::new(), Vec::new());
    store.each_row(
        &Filter::default(),
        SortOrder::default(),
        None,
        &columns,
        app.today,
        |cells| {
            let [id, name, native, status] =
                [0, 1, 2, 3].map(|column| cells.get(column).map(Cell::to_line).unwrap_or_default());
            let native = if native.is_empty() {
                native
            } else {
                format!(" {native}")
            };
            labels.push(format!("{name}{native}  ({id}, {status})"));
            ids.push(id.parse::<Id>()?);
            Ok::<_, Error>(())
        },
    )?;
    Ok((ids, labels))
}

/// The position of the one that the user chooses.
pub fn pick_one(app: &App, text: &str, items: &[String]) -> Result<usize, Error> {
    match app.terminal.pick_answer(&Question {
        items,
        spellings: list_spellings,
        ..Question::new(text)
    })? {
        Answer::Item(item) => Ok(item),
        Answer::Typed(_) | Answer::Skipped | Answer::Back => {
            Err(Error::cancelled("Nothing was chosen"))
        }
    }
}

fn can_ask(app: &App, what: &str, command: &str) -> Result<(), Error> {
    if app.terminal.can_ask() {
        return Ok(());
    }
    Err(Error::usage(format!("{what} is needed"))
        .with_reason("There is no terminal to ask on")
        .try_with(format!("{command} {what}")))
}
