//! What to mend before the letters go.

use serde_json::{Map, Value};

use super::plan::{Failure, Plans};
use super::{LetterArgs, Run, Written, consent, embargo};
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::findings::{self, Found};
use crate::letters::advice::{self, Reading};
use crate::letters::disclosure::Why;
use crate::letters::parties::Ground;
use crate::letters::{Finding, Level, PublicCase, preflight};
use crate::render;

/// Reads the letters as those do who teach letter writing, and prints what they would mend.
///
/// # Errors
/// There is something to mend.
pub(super) fn check(run: &Run<'_>, mut plans: Plans) -> Result<(), Error> {
    let (app, args) = (run.app, run.args);
    let failures = std::mem::take(&mut plans.failures);
    let failures: Vec<(String, Finding)> = failures.into_iter().map(unwritable).collect();
    let lifted = embargo::lifted(run, &plans.letters, run.app.earliest_today())?;
    let written = &run.composed(plans)?;
    let read: Vec<(String, Vec<Finding>)> =
        written.iter().map(|letter| (about(letter, written.len() > 1), to_mend(app, args, letter, &lifted))).collect();
    let mut found: Vec<Found<'_>> = Vec::new();
    for (letter, (about, findings)) in written.iter().zip(&read) {
        let names = names(letter);
        for finding in findings {
            let is_same =
                |known: &Found<'_>| known.finding == finding && known.names["recipient"] == names["recipient"];
            if !found.iter().any(is_same) {
                let case = finding.case.as_ref().map(crate::model::Id::as_str);
                let names = names.clone().into_iter().chain([("case".to_owned(), case.into())]).collect();
                found.push(Found { about, names, finding });
            }
        }
    }
    for (what, finding) in &failures {
        let names = [("recipient".to_owned(), Value::Null), ("template".to_owned(), Value::Null)];
        let names = names.into_iter().chain([("case".to_owned(), Value::Null)]).collect();
        found.push(Found { about: what, names, finding });
    }
    if found.is_empty() {
        app.terminal.note("Nothing to mend.");
    }
    findings::print(app, &found)
}

/// A letter that cannot be written, with the reason as a finding.
fn unwritable(failure: Failure) -> (String, Finding) {
    let message = failure.error.to_string();
    let (tries, what): (Vec<&str>, Vec<&str>) =
        message.lines().map(str::trim).partition(|line| line.starts_with("Try: ") || line.starts_with("cases "));
    let finding = Finding::new(Level::Missing, what.join(" ").trim_end_matches('.'));
    let fix = tries.first().map(|line| line.trim_start_matches("Try: "));
    (failure.what, fix.map_or(finding.clone(), |fix| finding.clone().mended_by(fix)))
}

fn to_mend(app: &App, args: &LetterArgs, letter: &Written, lifted: &embargo::Lifted) -> Vec<Finding> {
    let sender = app.sender();
    let composed = &letter.composed;
    let reading = Reading {
        letter: &composed.letter,
        lang: &letter.template.lang,
        settings: &letter.template.settings,
        ground: Ground { cases: &letter.cases, recipient: letter.recipient.as_deref(), sender: &sender },
        demands: &composed.demands,
        pages: render::pages(&composed.letter, args.paper),
    };
    let undecided = letter.cases.iter().flat_map(undecided);
    let leave = embargo::finding(lifted, letter.cases.iter())
        .into_iter()
        .chain(consent::not_asked(letter.cases.iter()).filter(|_| !app.global.public));
    composed.findings.iter().cloned().chain(leave).chain(undecided).chain(advice::advise(&reading)).collect()
}

/// What is kept out of the letter by its kind alone: nobody has said whether it may be told.
fn undecided(case: &PublicCase) -> Vec<Finding> {
    let by_kind = case.kept_out().iter().zip(preflight::kept_out(case)).filter(|(kept, _)| kept.why == Why::Kind);
    by_kind.map(|(_, finding)| finding).chain(preflight::pseudonym(case)).collect()
}

/// The letter on a line: to whom, and about whom where there are several.
fn about(letter: &Written, is_one_of_several: bool) -> String {
    let to = letter.recipient.as_ref().map_or(letter.template.kind.as_str(), |office| office.id.as_str());
    match &*letter.cases {
        [case] if is_one_of_several => format!("{to}, {}", case.id),
        _ => to.to_owned(),
    }
}

fn names(letter: &Written) -> Map<String, Value> {
    let recipient = letter.recipient.as_ref().map(|office| office.id.as_str());
    [("recipient", recipient.into()), ("template", letter.template.kind.as_str().into())]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
