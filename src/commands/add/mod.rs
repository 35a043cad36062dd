//! `cases add`

mod args;
mod questions;
mod wizard;

use crate::app::error::{Error, FailureKind};
use crate::app::shell::shell_quote;
use crate::app::{App, uid};
use crate::commands::shared::arguments::FactArgs;
use crate::commands::shared::edit_record::{case_from_file, edit_record, warn_of_look_alikes};
use crate::commands::shared::privacy;
use crate::commands::shared::save::{self, ConfirmationRequest, SavePlan};
use crate::exchange;
use crate::model::vocabulary::{EventKind, Status, Vocabulary};
use crate::model::{
    AsOf, AsOfBasis, Case, Cell, Date, Event, Id, PartialDate, Record, SourceDates,
};
use crate::store::Store;
use crate::terminal::{EditError, TextDraft};
use wizard::Wizard;

pub use args::AddCaseArgs;

/// Adds a case and prints its id.
///
/// # Errors
/// A needed value is missing and nobody can be asked, a value cannot be, or the person is probably there already.
pub fn run(app: &App, args: &AddCaseArgs) -> Result<(), Error> {
    if args.ask && !app.terminal.can_ask() {
        return Err(nobody_to_ask("--ask needs somebody to ask"));
    }
    let mut store = app.write_or_make()?;
    let asked = if args.wants_questions() && app.terminal.can_ask() {
        Some(run_wizard(app, &store, args)?)
    } else {
        None
    };
    let args = asked.as_ref().unwrap_or(args);
    let answered = &args.on_day(app.today);
    let (facts, new_sources) = answered.facts.resolve_sources(&store)?;
    let args = &AddCaseArgs {
        facts,
        ..answered.clone()
    };
    let sources = store.source_dates()?;
    let mut case = draft_case(app, args)?;
    let as_of = as_of(&case, args, &sources, app.today)?;
    case.add_status(
        args.status.as_ref(),
        args.on.map(|on| on.on(app.today)),
        as_of.date,
        &args.facts,
    )?;
    args.facts.add_to(&mut case, args.status.as_ref())?;
    let mut notice = as_of.date_notice();
    case.as_of = Some(as_of.date);
    // A day that stands in the file stands there with what it was taken from; one that was shown and agreed to was said.
    let is_unsaid = as_of.basis != AsOfBasis::Given || args.field_text("as_of").is_some();
    if is_unsaid && asked.is_none() {
        case.as_of_basis = as_of.recorded_basis();
    }
    let mut draft = None;
    if args.edit {
        let edited = filled_in(app, args, &case)?;
        (case, draft) = (edited.0, Some(edited.1));
        notice = notice.filter(|_| case.as_of == Some(as_of.date));
        if case.as_of.is_none() {
            case.as_of = Some(as_of.date);
            case.as_of_basis = as_of.recorded_basis();
        } else if case.as_of != Some(as_of.date) {
            case.as_of_basis = None;
        }
    }
    case.date_narrative(None);
    case.uid = Some(uid::new_uid()?.parse()?);
    case.rev = Some(1);
    let as_of = notice
        .map(|notice| format!(", {notice}"))
        .unwrap_or_default();
    let by_event = args
        .facts
        .status_by_event(&case, app.today)
        .filter(|_| args.status.is_none() && !args.edit);
    let outcome = save::save_plan(
        app,
        &mut store,
        |store| {
            let plan = plan_addition(store, args, &case, &as_of)?;
            let mut plan = new_sources.add_to_plan(store, plan)?;
            let is_added = !plan.edits.is_empty();
            let said = by_event
                .iter()
                .filter(|_| is_added)
                .map(|status| format!("status: {status} (by the event)"));
            plan.notes.extend(said);
            Ok(plan)
        },
        save::show_nothing,
    );
    let plan = save::finish_draft(app, draft, outcome)?;
    if asked.is_some() {
        let mut typed = AddCaseArgs {
            ask: false,
            ..answered.clone()
        };
        typed.allow_duplicate |= plan.ask.is_some();
        typed.as_of(case.as_of);
        app.terminal.print_note(&format!(
            "The same as a command:\n  {}",
            format_command(app, &typed)
        ));
    }
    args.facts
        .unread_fields()
        .iter()
        .for_each(|unread| app.terminal.print_warning(unread));
    if !plan.edits.is_empty() {
        privacy::print_kept_out(app, None, &case);
    }
    Ok(())
}

/// What is added to the casebook: nothing if the case need only be there and is. `as_of` is what is to be said of its day.
fn plan_addition(
    store: &Store,
    args: &AddCaseArgs,
    case: &Case,
    as_of: &str,
) -> Result<SavePlan, Error> {
    let mut case = case.clone();
    let is_there = store.load_case(&case.id)?.is_some();
    if args.if_missing && is_there {
        return Ok(SavePlan {
            prints: Some(case.id),
            unchanged: "",
            ..SavePlan::new("add", "")
        });
    }
    if args.id.is_none() && args.from.is_none() {
        case.id = store.free_id(&case.id)?;
    } else if is_there {
        return Err(
            Error::refused(format!("There is already a case {}", case.id))
                .try_with(format!("cases update {} …", case.id)),
        );
    }
    let named = format!("{}{as_of}", case.name);
    let plan = SavePlan::new(
        format!("add {}", case.id),
        format!("Added {}.", named.trim_end_matches('.')),
    );
    let plan = plan.with_dry_run_note(Some(save::dry_run_note(&format!(
        "Added {} ({}){as_of}.",
        case.id, case.name
    ))));
    let ask = check_duplicates(store, &case, args)?;
    let plan = plan.with_question(if ask.is_some() {
        ask
    } else {
        erased_before(store, &case, args)?
    });
    let (warnings, again) = (warn_of_look_alikes(store, &case)?, "cases add …".to_owned());
    Ok(SavePlan {
        prints: Some(case.id.clone()),
        warnings,
        again,
        ..plan
    }
    .with_added(case))
}

/// As of when the case holds that these arguments give, before their facts are added to it.
fn as_of(
    drafted: &Case,
    args: &AddCaseArgs,
    sources: &SourceDates,
    today: Date,
) -> Result<AsOf, Error> {
    let mut typed = drafted.clone();
    args.facts.add_to(&mut typed, args.status.as_ref())?;
    let mut news = typed.without_undisclosed().news_since(None);
    if args.facts.private != Some(true) {
        news.dates.extend(args.on.map(|on| on.on(today)));
        news.sources.extend(
            args.facts
                .source
                .clone()
                .filter(|_| typed.without_undisclosed() == typed),
        );
    }
    Ok(AsOf::infer_date(drafted.as_of, &news, sources, today))
}

/// As of when holds what flags and answers give.
fn as_of_typed(args: &AddCaseArgs, sources: &SourceDates, today: Date) -> Result<AsOf, Error> {
    let needed = require_fields(args)?;
    let base = Case::from_typed(needed.iter().map(|(field, text)| (*field, text.as_str())))?;
    as_of(&with_fields(base, args)?, args, sources, today)
}

/// The case of the file, or a new one, with the fields that were given; what is needed and missing is asked for.
fn draft_case(app: &App, args: &AddCaseArgs) -> Result<Case, Error> {
    let base = match &args.from {
        Some(path) => case_from_file(app, path)?,
        None if args.is_blank_form() => {
            let name = args.field_text("name").unwrap_or(BLANK_NAME);
            let country = args.field_text("country").unwrap_or(BLANK_COUNTRY);
            Case::from_typed([("id", BLANK_ID), ("name", name), ("country", country)])?
        }
        None => {
            let needed = require_fields(args)?;
            Case::from_typed(needed.iter().map(|(field, text)| (*field, text.as_str())))?
        }
    };
    with_fields(base, args)
}

/// Placeholders of an empty form, to be replaced by the user.
const BLANK_ID: &str = "made-of-the-name";
const BLANK_NAME: &str = "Full Name";
const BLANK_COUNTRY: &str = "KZ";

/// The case as it comes back from the editor; its id is made of the name where the form has none of its own.
fn filled_in(app: &App, args: &AddCaseArgs, case: &Case) -> Result<(Case, TextDraft), Error> {
    if !args.is_blank_form() {
        return edit_record(app, "case.toml", case, |_| Ok(()));
    }
    let mut form = exchange::one_to_toml(case);
    for (field, blank) in [("name", BLANK_NAME), ("country", BLANK_COUNTRY)] {
        if args.field_text(field).is_none() {
            form = form.replacen(
                &format!("\n{field} = \"{blank}\"\n"),
                &format!("\n{field} = \"\"\n"),
                1,
            );
        }
    }
    let read = |text: &str| exchange::one_from_toml::<Case>(text).map(|(case, _)| case);
    let (mut case, draft) = app
        .terminal
        .edit_text("case.toml", &form, read)
        .map_err(|error| match error {
            EditError::NotATerminal => nobody_to_ask("--name and --country are needed"),
            error => error.into(),
        })?;
    if case.id.as_str() == BLANK_ID {
        case.id = Id::from_person_name(case.name.as_str());
    }
    Ok((case, draft))
}

/// The case with the fields that were given.
fn with_fields(base: Case, args: &AddCaseArgs) -> Result<Case, Error> {
    let mut case = args.change.apply_to(&base, &args.fields.given)?;
    if let Some(id) = &args.id {
        case.id = id.clone();
    }
    Ok(case)
}

/// Name, country and the id made of the name.
fn require_fields(args: &AddCaseArgs) -> Result<Vec<(&'static str, String)>, Error> {
    let (Some(name), Some(country)) = (args.field_text("name"), args.field_text("country")) else {
        let missing: Vec<&str> = ["name", "country"]
            .into_iter()
            .filter(|field| args.field_text(field).is_none())
            .collect();
        let flags: Vec<String> = missing.iter().map(|field| format!("--{field}")).collect();
        let verb = if flags.len() == 1 { "is" } else { "are" };
        return Err(nobody_to_ask(&format!(
            "{} {verb} needed",
            flags.join(" and ")
        )));
    };
    let id = match (
        args.field_text("family_name")
            .or_else(|| args.field_text("family-name")),
        args.field_text("given_name"),
    ) {
        (Some(family), Some(given)) => Id::from_name(&format!("{family} {given}")),
        _ => Id::from_person_name(name),
    };
    let id = id.to_string();
    Ok(vec![
        ("id", id),
        ("name", name.to_owned()),
        ("country", country.to_owned()),
    ])
}

fn nobody_to_ask(what: &str) -> Error {
    Error::usage(what)
        .with_reason("There is no terminal to ask on")
        .try_with("cases add --name \"FULL NAME\" --country KZ")
}

/// The given values together with the user’s answers. If the user stops, the command that continues is printed.
fn run_wizard(app: &App, store: &Store, args: &AddCaseArgs) -> Result<AddCaseArgs, Error> {
    let mut wizard = Wizard::new(&app.terminal, store, args, app.today);
    let outcome = wizard.run();
    if let Err(error) = &outcome
        && matches!(
            error.kind(),
            FailureKind::Cancelled | FailureKind::Interrupted
        )
        && wizard.has_answers()
    {
        let typed = AddCaseArgs {
            ask: true,
            ..wizard.so_far()?
        };
        app.terminal.print_note(&format!(
            "To go on from here:\n  {}",
            format_command(app, &typed)
        ));
    }
    outcome
}

/// The command that does what these arguments say, as it is typed in a shell.
fn format_command(app: &App, args: &AddCaseArgs) -> String {
    let casebook = app
        .global
        .db
        .iter()
        .flat_map(|path| ["--db".to_owned(), path.display().to_string()]);
    let sample = app.global.sample.then(|| "--sample".to_owned());
    let words = sample
        .into_iter()
        .chain(casebook)
        .chain(["add".to_owned()])
        .chain(args.to_words());
    let words: Vec<String> = words.map(|word| shell_quote(&word)).collect();
    format!("cases {}", words.join(" "))
}

/// The question whether somebody of a name that was erased is another person, or to be in the casebook again.
fn erased_before(
    store: &Store,
    case: &Case,
    args: &AddCaseArgs,
) -> Result<Option<ConfirmationRequest>, Error> {
    let Some(day) = store.erasure_day(case)?.filter(|_| !args.allow_duplicate) else {
        return Ok(None);
    };
    Ok(Some(ConfirmationRequest {
        about: Some(format!("somebody of this name was erased on {day}")),
        question: "Is this another person, or are they to be in the casebook again?".to_owned(),
        default: false,
        yes_agrees: false,
        unasked: Error::refused(format!("Somebody of this name was erased on {day}"))
            .with_reason("They asked to be forgotten; another person of this name is welcome")
            .try_with("cases add … --allow-duplicate"),
        refused: "Nothing was added",
    }))
}

/// The question whether somebody very like who is there already is another person.
fn check_duplicates(
    store: &Store,
    case: &Case,
    args: &AddCaseArgs,
) -> Result<Option<ConfirmationRequest>, Error> {
    let similar = store.similar_cases(case)?;
    if similar.is_empty() || args.allow_duplicate {
        return Ok(None);
    }
    let lines: Vec<String> = similar
        .iter()
        .map(|(id, name)| format!("{id}  {name}"))
        .collect();
    Ok(Some(ConfirmationRequest {
        about: Some(format!(
            "{} is very like:\n  {}",
            case.name,
            lines.join("\n  ")
        )),
        question: "Is this another person?".to_owned(),
        default: false,
        yes_agrees: false,
        unasked: Error::ambiguous(format!("{} is probably there already", case.name))
            .with_candidates(lines)
            .try_with("cases add … --allow-duplicate"),
        refused: "Nothing was added",
    }))
}

impl Case {
    /// Adds the event that brings a status: the one that began it on a day, which is the one of that day that is there already
    /// if it says no status; or where nobody says when it began, a note that it
    /// was so on the day as of which the rest holds.
    pub(super) fn add_status(
        &mut self,
        status: Option<&Status>,
        on: Option<PartialDate>,
        as_of: PartialDate,
        facts: &FactArgs,
    ) -> Result<(), Error> {
        let Some(status) = status else { return Ok(()) };
        let (kind, date) = on.map_or((EventKind::StatusNoted, as_of), |on| {
            (beginning_of(status), on)
        });
        let brings = |event: &Event| {
            event.kind == kind || event.kind.resulting_status().as_ref() == Some(status)
        };
        let is_there =
            |event: &Event| event.status.is_none() && event.date == Some(date) && brings(event);
        let there = self
            .events
            .iter()
            .position(|event| on.is_some() && is_there(event));
        let event = match there {
            Some(at) => Event {
                status: Some(status.clone()),
                ..self.events.remove(at)
            },
            None => {
                let date = date.to_string();
                Event::from_typed([
                    ("kind", kind.slug()),
                    ("date", date.as_str()),
                    ("status", status.slug()),
                ])?
            }
        };
        let mut row: Vec<Cell> = event.cells();
        facts.complete_row("events", &mut row);
        let mut rows = self.rows("events");
        rows.push(row);
        Ok(self.set_rows("events", &rows)?)
    }
}

/// The kind of event by which a status begins, where the status alone says it; else only that it began.
fn beginning_of(status: &Status) -> EventKind {
    use Status as S;
    match status {
        S::Released => EventKind::Release,
        S::Paroled => EventKind::ParoleGranted,
        S::Pardoned => EventKind::Pardon,
        S::Amnestied => EventKind::Amnesty,
        S::ChargesDropped => EventKind::ChargeDropped,
        S::PoliceCustody => EventKind::Arrest,
        S::PsychiatricDetention => EventKind::PsychiatricCommittal,
        S::HouseArrest | S::Bail => EventKind::MeasureChanged,
        S::Deceased => EventKind::Death,
        S::Threatened
        | S::UnderInvestigation
        | S::AdministrativeDetention
        | S::PreTrialDetention
        | S::Imprisoned
        | S::RestrictedFreedom
        | S::ReleasedRestricted
        | S::Acquitted
        | S::WantedAbroad
        | S::ExtraditionDetention
        | S::ProtectedAbroad
        | S::Disappeared
        | S::Unknown
        | S::Other(_) => EventKind::StatusBegan,
    }
}
