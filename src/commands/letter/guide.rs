//! A letter step by step, for those who name no recipient: about whom, to whom, of which kind, and a look at it before it
//! is written.

use std::path::PathBuf;

use super::LetterArgs;
use super::addressees::unknown_office;
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::commands::shared::choose;
use crate::commands::shared::reference::find_case_id;
use crate::letters::ComposedLetter;
use crate::model::vocabulary::{Role, Vocabulary};
use crate::model::{Country, Id, Recipient};
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
    let (to, role) = choose_addressee(app, store, find_country(store, &args.cases)?)?;
    added.extend(["--to".to_owned(), to.clone()]);
    args.to = vec![to];
    if args.template.is_none()
        && let Some(kind) = choose_kind(app, &app.template_library().kind_for(&role)?)?
    {
        added.extend(["--template".to_owned(), kind.clone()]);
        args.template = Some(kind);
    }
    let is_place_open = args.output.is_none() && args.output_dir.is_none() && !args.mailto;
    if is_place_open
        && args.format.is_empty()
        && let Some(file) = choose_file(app, &args)?
    {
        added.extend(["-o".to_owned(), file.to_string_lossy().into_owned()]);
        args.output = Some(file);
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

/// What `--to` is given, and the role of the office: one on file, those of the state first, or an office of the state by its
/// role, of which no address is on file.
fn choose_addressee(
    app: &App,
    store: &Store,
    country: Option<Country>,
) -> Result<(String, Role), Error> {
    let is_of_state = |office: &Recipient| country.is_some() && office.country == country;
    let (own, others): (Vec<Recipient>, Vec<Recipient>) =
        store.load_recipients()?.into_iter().partition(is_of_state);
    let on_file = |office: &Recipient| {
        let label = choose::office_label(office);
        (label, office.id.to_string(), office.role.clone())
    };
    let sender = app.letter_sender();
    let mut choices: Vec<(String, String, Role)> = own.iter().map(on_file).collect();
    for role in OFFERED {
        let is_known = own.iter().any(|office| office.role == role);
        if let Some(country) = country.filter(|_| !is_known) {
            let office = unknown_office(&role, country, &sender)?;
            let label = format!("{}  ({}, no address on file)", office.office, role.slug());
            choices.push((label, role.slug().to_owned(), role));
        }
    }
    choices.extend(others.iter().map(on_file));
    if choices.is_empty() {
        return Err(choose::no_recipient());
    }
    let labels: Vec<String> = choices.iter().map(|(label, ..)| label.clone()).collect();
    let (_, to, role) = choices.swap_remove(choose::pick_one(app, "To whom?", &labels)?);
    Ok((to, role))
}

/// The offices of a state to which most letters go.
const OFFERED: [Role; 8] = [
    Role::Embassy,
    Role::ProsecutorGeneral,
    Role::MinisterJustice,
    Role::MinisterInterior,
    Role::MinisterForeignAffairs,
    Role::HeadOfState,
    Role::PrisonAdministration,
    Role::Ombudsman,
];

/// The file that the letter is saved in, of a name that is free; none: it is shown on the screen.
fn choose_file(app: &App, args: &LetterArgs) -> Result<Option<PathBuf>, Error> {
    let about = args.cases.first().map_or("letter", String::as_str);
    let to = args.to.first().map_or("", String::as_str);
    let stem = Id::from_name(&format!("{about} {to}")).to_string();
    let free = |ending: &str| {
        let named = |number: usize| match number {
            1 => PathBuf::from(format!("{stem}.{ending}")),
            number => PathBuf::from(format!("{stem}-{number}.{ending}")),
        };
        (1..)
            .map(named)
            .find(|path| !path.exists())
            .unwrap_or_default()
    };
    let kinds = [
        ("pdf", "a PDF"),
        ("docx", "a Word document"),
        ("eml", "an e-mail draft"),
    ];
    let files: Vec<PathBuf> = kinds.iter().map(|(ending, _)| free(ending)).collect();
    let mut labels = vec!["on the screen".to_owned()];
    let named = files.iter().zip(kinds);
    labels.extend(named.map(|(file, (_, what))| format!("{what}: {}", file.display())));
    let chosen =
        app.terminal
            .select_item("Where is the letter to be written?", &labels, Some(0))?;
    Ok(chosen.checked_sub(1).map(|at| files[at].clone()))
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
