//! `cases merge`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::differences::show_differences;
use crate::commands::shared::save::{ConfirmationRequest, SavePlan};
use crate::commands::shared::{reference, save};
use crate::model::merge::{DisputedField, MergedCase};
use crate::model::{Case, Id, Statement};
use crate::store::Store;

/// Make two cases of one person one: the first stays and takes over what the second says.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases check --only duplicates                  who may be the same person
  cases merge batyrov-edige batyrov-yedige -n    what would become of the case
  cases merge batyrov-edige batyrov-yedige

Facts, groups and tags of both are kept, each once; names of the second become aliases, and its id
goes on leading to the case, also from letters that were recorded. Where both say something else of
a field, the first is right and the value of the second goes into the private notes. A case stays
private, and consent refused, if either is. Shows everything and asks first; in a script it needs
--yes. cases undo brings both back.")]
pub struct MergeArgs {
    /// The case that stays
    #[arg(value_name = "CASE")]
    stays: String,
    /// The case that is taken over
    #[arg(value_name = "OTHER")]
    goes: String,
}

/// Merges two cases in one operation.
pub fn run(app: &App, args: &MergeArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(app, store, args),
        |plan| {
            show_differences(app, &plan.edits);
            Ok(())
        },
    )
    .map(drop)
}

fn build_plan(app: &App, store: &Store, args: &MergeArgs) -> Result<SavePlan, Error> {
    let one = reference::load_case(store, &reference::find_case_id(store, &args.stays)?)?;
    let other = reference::load_case(store, &reference::find_case_id(store, &args.goes)?)?;
    let (stays, goes) = (one.id.clone(), other.id.clone());
    if stays == goes {
        return Err(Error::usage(format!(
            "“{}” and “{}” are both {stays}",
            args.stays, args.goes
        ))
        .with_reason("A case cannot be merged with itself"));
    }
    let merged = one.merge_case(&other)?;
    let plan = SavePlan {
        warnings: collect_warnings(app, &one, &other, &merged),
        ..SavePlan::new(
            format!("merge {stays} {goes}"),
            format!("{goes} is now part of {stays}."),
        )
    };
    let plan = plan
        .with_dry_run_note(Some("Nothing was changed.".to_owned()))
        .with_question(Some(build_question(&stays, &goes)));
    let plan = plan.with_removed(other).with_changed(one, merged.case);
    Ok(repoint_statements(store, &stays, &goes)?
        .into_iter()
        .fold(plan, |plan, (before, after)| {
            plan.with_changed(before, after)
        }))
}

/// The statements that speak of the case that goes, each as it is and speaking of the one that stays. Letters went out as
/// they are: they find the case by its old id.
fn repoint_statements(
    store: &Store,
    stays: &Id,
    goes: &Id,
) -> Result<Vec<(Statement, Statement)>, Error> {
    let mut statements = store.load_statements()?;
    statements.retain(|statement| statement.cases.contains(goes));
    let speaking_of_one = |before: Statement| {
        let mut after = before.clone();
        let place = after.cases.iter().position(|id| id == stays || id == goes);
        after.cases.retain(|id| id != stays && id != goes);
        after.cases.insert(place.unwrap_or_default(), stays.clone());
        (before, after)
    };
    Ok(statements.into_iter().map(speaking_of_one).collect())
}

/// What is disputed, and whether the situation is another than it was.
fn collect_warnings(app: &App, one: &Case, other: &Case, merged: &MergedCase) -> Vec<String> {
    let mut warnings = Vec::new();
    for DisputedField {
        field,
        kept,
        lost,
        of,
    } in &merged.disputed
    {
        let kept = if kept.is_empty() {
            "it is left empty".to_owned()
        } else {
            format!("“{kept}” is kept")
        };
        warnings.push(format!(
            "{field}: {kept}; “{lost}”, as {of} says, goes into the notes"
        ));
    }
    let (before, after) = (one.status_on(app.today), merged.case.status_on(app.today));
    if before != after {
        warnings.push(format!(
            "the situation of {} is “{after}” by what {} says; it was “{before}”",
            one.id, other.id
        ));
    }
    if one.may_be_spoken_of() && !merged.case.may_be_spoken_of() {
        let id = &other.id;
        warnings.push(format!(
            "no letter will speak of {} any more: {id} is private, or consent was refused",
            one.id
        ));
    }
    warnings
}

fn build_question(stays: &Id, goes: &Id) -> ConfirmationRequest {
    ConfirmationRequest {
        about: None,
        question: format!("Make {goes} part of {stays}?"),
        default: false,
        yes_agrees: true,
        unasked: Error::usage("Merging needs your word")
            .with_reason("There is no terminal to ask on")
            .try_with(format!("cases merge {stays} {goes} --yes")),
        refused: "Nothing was merged",
    }
}
