//! `cases update`

use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FactArgs, FieldArgs, FieldChangeArgs, TypedDate};
use crate::commands::shared::differences::show_differences;
use crate::commands::shared::edit_record::{case_from_file, edit_record, warn_of_look_alikes};
use crate::commands::shared::save::{self, ConfirmationRequest, SavePlan};
use crate::commands::shared::{choose, privacy, reference};
use crate::letters::preflight;
use crate::model::vocabulary::Status;
use crate::model::{AsOf, AsOfBasis, Case, Date, Id, PartialDate, SourceDates};
use crate::store::{AnyRecord, RecordKind, Store};

/// From this many cases on, the change must be confirmed.
const MANY: usize = 3;

/// Change a case, or several.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  cases update epshtein-georgii --status released --on 2011-11-30 --source S
  cases update bokayev-maks --charge \"CC 174: inciting social discord\" --sentence \"2016-11-28 prison 5y\"
  cases update bokayev-maks --set held_at=\"Petropavl\" --clear notes --remove charges.2
  cases update bokayev-maks --entry concerns.1 --private=no   lets a fact in that is private by its kind
  cases update bokayev-maks --edit
  cases list --place Aktobe --ids | cases update - --tag aktobe --yes

As of when the record holds: --as-of DATE, also an earlier one. Else it moves up to the newest date
given (--on, dated facts), else that of the source, and never back. --status S --on DATE says since
when; --status S --as-of DATE only that it was so on that day; with neither and no dated fact or
source, today, and the answer says so. A narrative (--summary) tells up to --summary-until DATE
(else --as-of). --status adds an event; the history of the status is never lost. A list field is
added to by its flag (--tag), replaced by --set tags=\"a; b\" and emptied by --clear tags. Entries
are numbered as cases show prints them. Behind any fact further fields can stand: --event
\"2018-04-07 arrest: Taken to the station; country=KG\". There are no filters here, so that a filter
is never mistaken for a change.")]
pub struct UpdateCaseArgs {
    /// Ids or names; - reads them from standard input; on a terminal, asked for if left out
    #[arg(value_name = "CASE")]
    cases: Vec<String>,
    #[command(flatten)]
    fields: FieldArgs<Case>,
    /// A new id; the old one stays valid
    #[arg(long, value_name = "ID")]
    id: Option<Id>,
    /// The new situation; adds an event
    #[arg(long, value_name = "STATUS", help_heading = "Situation")]
    status: Option<Status>,
    /// The day on which it began (2024-03, 5 March 2024, today); without it, --as-of says when it was so
    #[arg(
        long,
        value_name = "DATE",
        requires = "status",
        help_heading = "Situation"
    )]
    on: Option<TypedDate>,
    #[command(flatten)]
    facts: FactArgs,
    /// An entry that is there (concerns.1), to which --private, --standing and --source apply; repeat for several
    #[arg(
        long,
        value_name = "LIST.ENTRY",
        value_delimiter = ',',
        help_heading = "Facts (repeat for several)"
    )]
    entry: Vec<String>,
    #[command(flatten)]
    change: FieldChangeArgs,
    /// The whole case as TOML in its place, from a file or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "edit")]
    from: Option<PathBuf>,
    /// Change it in a form in your editor
    #[arg(long)]
    edit: bool,
    /// Refuse if the record is not at this revision any more
    #[arg(long, value_name = "N")]
    if_rev: Option<u32>,
}

/// Changes cases in one operation.
///
/// # Errors
/// A case is not found, a value cannot be, the revision is another, or nobody agreed to change many.
pub fn run(app: &App, args: &UpdateCaseArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let (facts, new_sources) = args.facts.on_day(app.today).resolve_sources(&store)?;
    let args = &UpdateCaseArgs {
        fields: args.fields.on_day(app.today),
        facts,
        change: args.change.on_day::<Case>(app.today),
        ..args.clone()
    };
    let typed = match args.cases.as_slice() {
        [] => vec![choose::pick_case(app, &store, None, "cases update")?.to_string()],
        named => reference::expand_references(named)?,
    };
    args.facts
        .unread_fields()
        .iter()
        .for_each(|unread| app.terminal.print_warning(unread));
    let whole = args
        .from
        .as_ref()
        .map(|path| case_from_file(app, path))
        .transpose()?;
    let show = |plan: &SavePlan| {
        show_differences(app, &plan.edits);
        for edit in &plan.edits {
            if let (Some(AnyRecord::Case(before)), Some(AnyRecord::Case(after))) =
                (&edit.before, &edit.after)
            {
                privacy::print_kept_out(app, Some(before), after);
            }
        }
        Ok(())
    };
    if !args.edit {
        let change = |before: &Case, sources: &SourceDates| {
            apply_changes(before, args, whole.as_ref(), sources, app.today)
        };
        let plan = |store: &Store| {
            let plan = build_plan(store, &typed, args, app.today, change)?;
            new_sources.add_to_plan(store, plan)
        };
        return save::save_plan(app, &mut store, plan, show).map(drop);
    }
    let before = reference::load_case(&store, &find_single_id(&store, &typed, args)?)?;
    let (form, _) = apply_changes(&before, args, None, &store.source_dates()?, app.today)?;
    let (edited, draft) = edit_record(app, "case.toml", &form, |_| Ok(()))?;
    let again = format!("cases update {} --edit", before.id);
    let plan = |store: &Store| {
        if store.load_case(&before.id)?.as_ref() != Some(&before) {
            return Err(save::changed_meanwhile(
                store,
                RecordKind::Case,
                &before.id,
                &again,
            )?);
        }
        let plan = build_plan(store, &typed, args, app.today, |before, _| {
            Ok((replace_case(before, edited.clone())?, None))
        })?;
        new_sources.add_to_plan(store, plan)
    };
    let outcome = save::save_plan(app, &mut store, plan, show);
    save::finish_draft(app, Some(draft), outcome).map(drop)
}

/// What becomes of the cases that are meant, each changed alike.
fn build_plan(
    store: &Store,
    typed: &[String],
    args: &UpdateCaseArgs,
    today: Date,
    change: impl Fn(&Case, &SourceDates) -> Result<(Case, Option<String>), Error>,
) -> Result<SavePlan, Error> {
    let ids = match args.id.is_some() || args.from.is_some() || args.edit {
        true => vec![find_single_id(store, typed, args)?],
        false => reference::find_case_ids(store, typed)?,
    };
    if ids.is_empty() {
        return Err(Error::not_found("No case was named").try_with("cases list"));
    }
    let sources = store.source_dates()?;
    let (mut changes, mut undated) = (Vec::new(), None);
    for id in &ids {
        let before = reference::load_case(store, id)?;
        refuse_other_revision(&before, args.if_rev)?;
        let (mut after, notice) = change(&before, &sources)?;
        after.date_narrative(Some(&before));
        if after != before {
            undated = undated.or(notice);
            after.rev = Some(before.rev.unwrap_or_default() + 1);
            changes.push((before, after));
        }
    }
    let named: Vec<&str> = changes
        .iter()
        .map(|(before, _)| before.id.as_str())
        .collect();
    let command = match named.len() {
        0 => "update".to_owned(),
        1..=MANY => format!("update {}", named.join(" ")),
        many => format!("update {many} cases"),
    };
    let ask = (changes.len() >= MANY).then(|| build_question(changes.len()));
    let mut plan = SavePlan::new(command, "Saved.")
        .with_dry_run_note(Some("Nothing was changed.".to_owned()))
        .with_question(ask);
    plan.notes.extend(undated);
    plan.warnings = look_alike_warnings(store, &changes)?;
    explain_dates(&mut plan, args, &changes, today);
    Ok(changes.into_iter().fold(plan, |plan, (before, after)| {
        plan.with_changed(before, after)
    }))
}

/// As of when holds what these arguments add to a case that has the given fields already.
fn resolve_as_of(
    before: &Case,
    after: &Case,
    args: &UpdateCaseArgs,
    sources: &SourceDates,
    today: Date,
) -> Result<AsOf, Error> {
    let given = after
        .as_of
        .filter(|_| args.change.is_given(&args.fields.given, "as_of"));
    let mut typed = after.clone();
    args.facts.add_to(&mut typed, args.status.as_ref())?;
    let mut news = typed.news_since(Some(before));
    news.dates.extend(args.on.map(|on| on.on(today)));
    news.sources.extend(args.facts.source.clone());
    Ok(AsOf::infer_date(given, &news, sources, today))
}

/// The day on which what is told of the record rests after a change; none if everything that was given is private or under
/// embargo.
fn disclosed_as_of(
    before: &Case,
    mut typed: Case,
    as_of: AsOf,
    args: &UpdateCaseArgs,
    sources: &SourceDates,
    today: Date,
) -> Result<Option<PartialDate>, Error> {
    typed.add_status(
        args.status.as_ref(),
        args.on.map(|on| on.on(today)),
        as_of.date,
        &args.facts,
    )?;
    args.facts.add_to(&mut typed, args.status.as_ref())?;
    let mut news = typed.without_undisclosed().news_since(Some(before));
    if args.facts.given.is_empty() && args.status.is_none() {
        news.dates.extend(args.on.map(|on| on.on(today)));
        news.sources.extend(args.facts.source.clone());
    }
    let told = AsOf::infer_date(None, &news, sources, today);
    Ok(matches!(told.basis, AsOfBasis::Fact | AsOfBasis::Source).then_some(told.date))
}

/// Says where a record goes back, and where a status that was given is not the one that holds.
fn explain_dates(
    plan: &mut SavePlan,
    args: &UpdateCaseArgs,
    changes: &[(Case, Case)],
    today: Date,
) {
    for (before, after) in changes {
        if let Some((was, is)) = before.as_of.zip(after.as_of).filter(|(was, is)| is < was) {
            plan.notes.push(format!(
                "{}: from now on as of {is}; before: {was}",
                after.id
            ));
        }
        let is_cut_short = before.summary == after.summary
            && after.narrative_until() < before.narrative_until()
            && !args.change.is_given(&args.fields.given, "summary_until");
        if is_cut_short {
            plan.notes.push(format!(
                "{id}: what was added may be newer than the narrative, so letters tell the facts in its place. If the narrative still holds: cases update {id} --summary-until DATE",
                id = after.id
            ));
        }
        if let Some(status) = args
            .facts
            .status_by_event(after, today)
            .filter(|_| args.status.is_none())
        {
            let whose = if changes.len() > 1 {
                format!("{}: ", after.id)
            } else {
                String::new()
            };
            plan.notes
                .push(format!("{whose}status: {status} (by the event)"));
        }
        let doubt = preflight::check_status(after, &after.id, today);
        if let Some(doubt) = doubt.filter(|_| before.doubt_on(today).is_none()) {
            plan.warnings.push(
                doubt
                    .fix
                    .iter()
                    .fold(doubt.what.clone(), |what, fix| format!("{what}: {fix}")),
            );
        }
        let holds = after.status_on(today);
        if let Some(status) = args.status.as_ref().filter(|status| **status != holds) {
            let on = after.status_event_on(today).and_then(|event| event.date);
            let on = on.map(|on| format!(" ({on})")).unwrap_or_default();
            let what = format!(
                "“{status}” is kept, but something later{on} says “{holds}”, and that holds"
            );
            plan.warnings.push(format!("{}: {what}", after.id));
        }
    }
}

/// The case that is meant, where only one can be.
fn find_single_id(store: &Store, typed: &[String], args: &UpdateCaseArgs) -> Result<Id, Error> {
    let mut ids = reference::find_case_ids(store, typed)?;
    match (ids.len(), ids.pop()) {
        (1, Some(id)) => Ok(id),
        (_, None) => Err(Error::not_found("No case was named").try_with("cases list")),
        (_, Some(_)) if args.id.is_some() || args.from.is_some() || args.edit => Err(Error::usage(
            "--id, --from and --edit change one case at a time",
        )),
        (_, Some(id)) => Ok(id),
    }
}

fn refuse_other_revision(before: &Case, expected: Option<u32>) -> Result<(), Error> {
    let Some(rev) = expected.filter(|rev| before.rev != Some(*rev)) else {
        return Ok(());
    };
    let (id, now) = (&before.id, before.rev.unwrap_or_default());
    Err(
        Error::conflict(format!("{id} is at revision {now}, not {rev}"))
            .try_with(format!("cases show {id}")),
    )
}

/// The people whose names look the same as a name that changes, and are written otherwise.
fn look_alike_warnings(store: &Store, changes: &[(Case, Case)]) -> Result<Vec<String>, Error> {
    let mut warnings = Vec::new();
    // Under a new id, whoever looks like the name may be the same case under the old one.
    let renamed = |(before, after): &&(Case, Case)| {
        before.id == after.id && !before.iter_names().eq(after.iter_names())
    };
    for (_, after) in changes.iter().filter(renamed) {
        warnings.extend(warn_of_look_alikes(store, after)?);
    }
    Ok(warnings)
}

/// The case with what was given on the command line, and what is to be said where no date was given; `whole` is the one that
/// was given in its place.
fn apply_changes(
    before: &Case,
    args: &UpdateCaseArgs,
    whole: Option<&Case>,
    sources: &SourceDates,
    today: Date,
) -> Result<(Case, Option<String>), Error> {
    let base = match whole {
        Some(whole) => replace_case(before, whole.clone())?,
        None => before.clone(),
    };
    let mut after = args.change.apply_to(&base, &args.fields.given)?;
    let base = after.clone();
    let as_of = resolve_as_of(before, &after, args, sources, today)?;
    if as_of.basis == AsOfBasis::Given && whole.is_none() {
        after.as_of_basis = None;
    }
    after.add_status(
        args.status.as_ref(),
        args.on.map(|on| on.on(today)),
        as_of.date,
        &args.facts,
    )?;
    args.facts.apply_to(&mut after, &args.entry)?;
    args.facts.add_to(&mut after, args.status.as_ref())?;
    // A fact without any date does not say that the rest was confirmed; a situation does.
    let moves = match as_of.basis {
        AsOfBasis::Given | AsOfBasis::ToCome => false,
        AsOfBasis::Fact | AsOfBasis::Source => true,
        AsOfBasis::Typing => args.status.is_some(),
    };
    let mut notice = None;
    if moves {
        let told = disclosed_as_of(before, base, as_of, args, sources, today)?;
        if let Some(told) = told {
            if after.as_of < Some(told) {
                after.as_of = Some(told);
                after.as_of_basis = as_of.recorded_basis();
            }
            notice = as_of
                .date_notice()
                .map(|notice| format!("The situation is noted {notice}."));
        }
        if told.is_none_or(|told| told < as_of.date) {
            let still = after
                .as_of
                .map_or_else(|| "without a day".to_owned(), |day| format!("as of {day}"));
            notice = Some(format!(
                "What is private or under embargo dates nothing that is told: the record holds {still} (another day: --as-of DATE)."
            ));
        }
    }
    if let Some(id) = args.id.as_ref().filter(|id| **id != before.id) {
        after
            .old_ids
            .push(std::mem::replace(&mut after.id, id.clone()));
    }
    Ok((after, notice))
}

/// A case from a file or an editor, as the successor of the one that is there.
fn replace_case(before: &Case, mut after: Case) -> Result<Case, Error> {
    if after.rev.is_some() && after.rev != before.rev {
        return Err(Error::conflict(format!(
            "{} was changed since this copy was made",
            before.id
        )));
    }
    if after.id != before.id && !after.old_ids.contains(&before.id) {
        return Err(Error::usage(format!(
            "This is the case {}, not {}",
            after.id, before.id
        )));
    }
    after.uid.clone_from(&before.uid);
    after.rev = before.rev;
    after.refresh_date_basis(before);
    Ok(after)
}

fn build_question(count: usize) -> ConfirmationRequest {
    ConfirmationRequest {
        about: None,
        question: format!("Change {count} cases?"),
        default: false,
        yes_agrees: true,
        unasked: Error::usage(format!("{count} cases would be changed"))
            .with_reason("Say so with --yes")
            .try_with("cases update … --yes"),
        refused: "Nothing was changed",
    }
}
