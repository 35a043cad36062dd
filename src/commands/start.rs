//! `cases` alone: how things stand, and what to type next.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::due_items;
use crate::commands::shared::json_output;
use crate::model::Filter;
use crate::model::vocabulary::{StatusGroup, StatusWord};
use crate::store::Store;
use crate::terminal;

/// Up to this many cases and letters, what is due is found at once.
const FEW: u64 = 500;

/// A command to type next, and what it does.
type NextCommand = (&'static str, &'static str);

/// The state of a casebook.
struct CasebookOverview {
    cases: u64,
    detained: u64,
    recipients: u64,
    letters: u64,
    /// How many there are of each kind of thing that is due; none in a casebook that is too large to look quickly.
    due: Option<BTreeMap<&'static str, usize>>,
}

/// Prints the state of the casebook and three commands to type next.
pub fn run(app: &App) -> Result<(), Error> {
    let path = app.casebook_path()?;
    let standing = if app.global.sample || path.exists() {
        Some(load_standing(&app.open_to_read()?, app)?)
    } else {
        None
    };
    let place = if app.global.sample {
        "the sample casebook".to_owned()
    } else {
        path.display().to_string()
    };
    let next = next(app, standing.as_ref());
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let json = as_json(standing.as_ref(), &place, &next).to_string();
        data.write_json(&json_output::select_fields(app, json)?)?;
    } else {
        let page = render_page(standing.as_ref(), &place, &next);
        if app.terminal.is_for_reading() {
            let width = app.terminal.layout_width();
            let lines: Vec<String> = page
                .lines()
                .map(|line| terminal::break_line(line, width).join("\n"))
                .collect();
            data.write_lines(&lines.join("\n"))?;
        } else {
            data.write_lines(&page)?;
        }
    }
    Ok(data.finish_output()?)
}

fn load_standing(store: &Store, app: &App) -> Result<CasebookOverview, Error> {
    store.with_snapshot(|store| {
        let (recipients, letters) = store.count_recipients_and_letters()?;
        let cases = store.count_cases(&Filter::default(), app.today)?;
        let held = Filter {
            status: vec![StatusWord::Group(StatusGroup::Detained)],
            ..Filter::default()
        };
        let detained = store.count_cases(&held, app.today)?;
        let due = if cases + letters <= FEW {
            Some(due_items::count_items(store, app.today)?)
        } else {
            None
        };
        Ok(CasebookOverview {
            cases,
            detained,
            recipients,
            letters,
            due,
        })
    })
}

/// What is sensible now.
fn next(app: &App, standing: Option<&CasebookOverview>) -> [NextCommand; 3] {
    match standing {
        None => [
            ("cases init", "make your casebook and say who is writing"),
            (
                "cases --sample letter --to prosecutor-general",
                "a letter from the sample casebook, with no set-up",
            ),
            ("cases help", "what else there is"),
        ],
        Some(standing) if standing.cases == 0 => [
            ("cases add", "add a case"),
            (
                "cases import list.xlsx --dry-run",
                "what would be taken in from a list of yours",
            ),
            ("cases recipients add", "add an office that letters go to"),
        ],
        Some(_) if app.global.sample => [
            ("cases --sample list --status detained", "who is held"),
            (
                "cases --sample letter --to prosecutor-general",
                "one letter about everyone held",
            ),
            ("cases init", "make your own casebook"),
        ],
        Some(_) => [
            (
                "cases due",
                "what awaits an answer, who was never written about, what ends",
            ),
            ("cases check", "what is wrong, old or doubtful"),
            (
                "cases letter --to prosecutor-general",
                "one letter about everyone held there",
            ),
        ],
    }
}

fn render_page(standing: Option<&CasebookOverview>, place: &str, next: &[NextCommand]) -> String {
    let mut lines = match standing {
        None => vec![format!("There is no casebook yet ({place}).")],
        Some(standing) => vec![
            format!("Casebook: {place}"),
            format!(
                "{}, {} of them detained; {}, {}",
                format_count(standing.cases, "case"),
                standing.detained,
                format_count(standing.recipients, "recipient"),
                format_count(standing.letters, "recorded letter")
            ),
        ],
    };
    let due = standing
        .and_then(|standing| standing.due.as_ref())
        .filter(|due| !due.is_empty());
    if let Some(due) = due {
        let kinds: Vec<String> = due
            .iter()
            .map(|(what, count)| format!("{count} {what}"))
            .collect();
        lines.push(format!("Due: {}", kinds.join(", ")));
    }
    let width = next
        .iter()
        .map(|(command, _)| command.len())
        .max()
        .unwrap_or_default();
    lines.extend(["".to_owned(), "Next:".to_owned()]);
    lines.extend(
        next.iter()
            .map(|(command, what)| format!("  {command:width$}   {what}")),
    );
    lines.join("\n")
}

fn format_count(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn as_json(
    standing: Option<&CasebookOverview>,
    place: &str,
    next: &[NextCommand],
) -> serde_json::Value {
    let next: Vec<_> = next
        .iter()
        .map(|(command, what)| json!({"command": command, "what": what}))
        .collect();
    json!({
        "casebook": place,
        "exists": standing.is_some(),
        "cases": standing.map(|one| one.cases),
        "detained": standing.map(|one| one.detained),
        "recipients": standing.map(|one| one.recipients),
        "letters": standing.map(|one| one.letters),
        "due": standing.and_then(|one| one.due.as_ref()),
        "next": next,
    })
}
