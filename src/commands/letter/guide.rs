//! A letter step by step, for those who name no recipient: about whom, to whom, of which kind, and a look at it before it
//! is written.

use super::LetterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::commands::shared::choose;
use crate::commands::shared::reference::find_case_id;
use crate::letters::ComposedLetter;
use crate::model::{Country, Id};
use crate::render::{self, Format};
use crate::store::Store;

/// The most lines of the letter that are shown.
const FIRST_LINES: usize = 14;

/// What is done with a letter that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReviewChoice {
    /// It is written as it is.
    Write,
    /// Its text is edited first.
    Edit,
}

/// The arguments with what the user answers; none if nothing is to be asked.
pub(super) fn complete_args(
    app: &App,
    store: &Store,
    args: &LetterArgs,
) -> Result<Option<LetterArgs>, Error> {
    if !app.terminal.can_ask() || !is_open(app, args)? {
        return Ok(None);
    }
    let mut args = args.clone();
    let mut added = Vec::new();
    if args.cases.is_empty() && !args.filter.has_selection() {
        let chosen = choose_case(app, store)?;
        args.cases.extend(chosen.iter().map(ToString::to_string));
    }
    let office = choose::pick_office(app, store, "To whom?", find_country(store, &args.cases)?)?;
    added.extend(["--to".to_owned(), office.id.to_string()]);
    args.to = vec![office.id.to_string()];
    if args.template.is_none()
        && let Some(kind) = choose_kind(app, &app.template_library().kind_for(&office.role)?)?
    {
        added.extend(["--template".to_owned(), kind.clone()]);
        args.template = Some(kind);
    }
    args.look = true;
    added.extend(args.cases.iter().cloned());
    let typed = std::env::args()
        .skip(1)
        .filter(|word| !args.cases.contains(word));
    let words: Vec<String> = typed.chain(added).map(|word| shell_quote(&word)).collect();
    app.terminal.print_note(&format!(
        "The same as a command:\n  cases {}",
        words.join(" ")
    ));
    Ok(Some(args))
}

/// Whether the recipient of the letter is still open.
fn is_open(app: &App, args: &LetterArgs) -> Result<bool, Error> {
    let from_elsewhere = args.statement.is_some() || args.follow_up.is_some();
    if !args.to.is_empty() || from_elsewhere || args.cases.iter().any(|case| case == "-") {
        return Ok(false);
    }
    match &args.template {
        Some(file) if file.contains(['/', '.']) => Ok(false),
        Some(kind) => Ok(app.template_library().load_settings(kind)?.addressed),
        None => Ok(true),
    }
}

/// The case that the letter is about; none: everyone detained.
fn choose_case(app: &App, store: &Store) -> Result<Option<Id>, Error> {
    let (ids, mut labels) = choose::list_cases(app, store)?;
    labels.insert(
        0,
        "Everyone detained (by the state of the recipient)".to_owned(),
    );
    let chosen = choose::pick_one(app, "About whom?", &labels)?;
    Ok(chosen.checked_sub(1).map(|position| ids[position].clone()))
}

/// The state that persecutes the first person.
fn find_country(store: &Store, cases: &[String]) -> Result<Option<Country>, Error> {
    let Some(first) = cases.first() else {
        return Ok(None);
    };
    Ok(store
        .load_case(&find_case_id(store, first)?)?
        .map(|case| case.country))
}

/// The kind of letter, if it is not the usual one.
fn choose_kind(app: &App, usual: &str) -> Result<Option<String>, Error> {
    let library = app.template_library();
    let mut kinds = vec![usual.to_owned()];
    for kind in library.list_kinds()? {
        if kind != usual && library.load_settings(&kind)?.addressed {
            kinds.push(kind);
        }
    }
    let title =
        |kind: &String| Ok::<_, Error>(format!("{kind}  {}", library.load_settings(kind)?.title));
    let mut labels = kinds.iter().map(title).collect::<Result<Vec<_>, _>>()?;
    labels[0].push_str(" (usual for this office)");
    let chosen = app
        .terminal
        .select_item("Which kind of letter?", &labels, Some(0))?;
    Ok((chosen > 0).then(|| kinds.swap_remove(chosen)))
}

/// Shows how the letters begin, and asks what is to be done with them.
pub(super) fn review_letters(app: &App, written: &[ComposedLetter]) -> Result<ReviewChoice, Error> {
    for letter in written {
        let text =
            String::from_utf8_lossy(&render::render(&letter.letter.text_alone(), Format::Text))
                .into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let shown: String = lines
            .iter()
            .take(FIRST_LINES)
            .map(|line| format!("  {line}\n"))
            .collect();
        let rest = lines.len().saturating_sub(FIRST_LINES);
        let more = if rest > 0 {
            format!("  … {rest} more lines")
        } else {
            String::new()
        };
        app.terminal
            .print_error(&format!("\n{}\n\n{shown}{more}\n", letter.letter.subject));
    }
    let mut items = vec!["Write it".to_owned(), "Cancel".to_owned()];
    if written.len() == 1 {
        items.insert(1, "Edit it first".to_owned());
    }
    match items[app
        .terminal
        .select_item("Is this the letter?", &items, Some(0))?]
    .as_str()
    {
        "Write it" => Ok(ReviewChoice::Write),
        "Cancel" => Err(Error::cancelled("No letter was written")),
        _ => Ok(ReviewChoice::Edit),
    }
}
