//! `cases letter --check`: what to improve before the letters go.

use super::plan::{LetterFailure, LetterPlans};
use super::{LetterArgs, LetterRun, consent, embargo};
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::findings;
use crate::letters::advice::{self, LetterReview};
use crate::letters::disclosure::WithholdingReason;
use crate::letters::parties::LetterParties;
use crate::letters::{ComposedLetter, PreflightFinding, PreflightLevel, PublicCase, preflight};
use crate::model::{Finding, FindingSubject};
use crate::render;

/// Compares the letters with what guides to letter writing advise, and prints what to improve.
pub(super) fn check_letters(run: &LetterRun<'_>, mut plans: LetterPlans) -> Result<(), Error> {
    let (app, args) = (run.app, run.args);
    let failures = std::mem::take(&mut plans.failures);
    let failures: Vec<(String, PreflightFinding)> =
        failures.into_iter().map(failure_finding).collect();
    let lifted = embargo::find_lifted(run, &plans.letters, run.app.earliest_today())?;
    let written = &run.compose_letters(plans)?;
    let read: Vec<(String, Vec<PreflightFinding>)> = written
        .iter()
        .map(|letter| {
            (
                describe_letter(letter, written.len() > 1),
                collect_findings(app, args, letter, &lifted),
            )
        })
        .collect();
    let mut found: Vec<Finding> = Vec::new();
    for (letter, (about, findings)) in written.iter().zip(read) {
        for finding in findings {
            let finding = place_finding(letter, &about, finding);
            let is_same = |known: &Finding| {
                let FindingSubject {
                    case, recipient, ..
                } = &known.about;
                (case, recipient) == (&finding.about.case, &finding.about.recipient)
                    && (known.level, &known.what, &known.fix)
                        == (finding.level, &finding.what, &finding.fix)
            };
            if !found.iter().any(is_same) {
                found.push(finding);
            }
        }
    }
    for (what, finding) in failures {
        let mut finding = Finding::from(finding);
        finding.about.label = Some(what);
        found.push(finding);
    }
    if found.is_empty() {
        app.terminal.print_note("Nothing to mend.");
    }
    let usual = SortedListingArgs::default();
    findings::print_findings(app, &usual, "cases letter --check", &found)
}

/// A finding with the letter that it is about.
fn place_finding(letter: &ComposedLetter, about: &str, finding: PreflightFinding) -> Finding {
    let mut finding = Finding::from(finding);
    finding.about.recipient = letter
        .job
        .recipient
        .as_ref()
        .map(|office| office.id.clone());
    finding.about.template = Some(letter.job.template.kind.to_string());
    finding.about.label = Some(about.to_owned());
    finding
}

/// A letter that cannot be written, with the reason as a finding.
fn failure_finding(failure: LetterFailure) -> (String, PreflightFinding) {
    let message = failure.error.to_string();
    let (tries, what): (Vec<&str>, Vec<&str>) = message
        .lines()
        .map(str::trim)
        .partition(|line| line.starts_with("Try: ") || line.starts_with("cases "));
    let finding = PreflightFinding::new(
        PreflightLevel::Missing,
        what.join(" ").trim_end_matches('.'),
    );
    let fix = tries.first().map(|line| line.trim_start_matches("Try: "));
    (
        failure.what,
        fix.map_or(finding.clone(), |fix| finding.clone().with_fix(fix)),
    )
}

fn collect_findings(
    app: &App,
    args: &LetterArgs,
    letter: &ComposedLetter,
    lifted: &embargo::LiftedEmbargoes,
) -> Vec<PreflightFinding> {
    let sender = app.letter_sender();
    let (pages, last_lines) = render::count_pages_and_last_lines(&letter.letter, args.paper);
    let reading = LetterReview {
        letter: &letter.letter,
        lang: &letter.job.template.lang,
        settings: &letter.job.template.settings,
        ground: LetterParties {
            cases: &letter.job.cases,
            recipient: letter.job.recipient.as_deref(),
            sender: &sender,
        },
        demands: &letter.demands,
        pages,
        last_lines,
    };
    let undecided = letter.job.cases.iter().flat_map(find_undecided);
    let leave = embargo::embargo_finding(lifted, letter.job.cases.iter())
        .into_iter()
        .chain(consent::unasked_finding(letter.job.cases.iter()).filter(|_| !app.global.public));
    letter
        .findings
        .iter()
        .cloned()
        .chain(leave)
        .chain(undecided)
        .chain(advice::give_advice(&reading))
        .collect()
}

/// Facts that are left out of the letter only because of their kind: nobody has decided whether they are private.
fn find_undecided(case: &PublicCase) -> Vec<PreflightFinding> {
    let by_kind = case
        .kept_out()
        .iter()
        .zip(preflight::report_withheld(case))
        .filter(|(kept, _)| kept.why == WithholdingReason::Kind);
    by_kind
        .map(|(_, finding)| finding)
        .chain(preflight::check_pseudonym(case))
        .collect()
}

/// The letter on one line: its recipient, and the person where there are several.
fn describe_letter(letter: &ComposedLetter, is_one_of_several: bool) -> String {
    let to = letter
        .job
        .recipient
        .as_ref()
        .map_or(letter.job.template.kind.as_str(), |office| {
            office.id.as_str()
        });
    match &*letter.job.cases {
        [case] if is_one_of_several => format!("{to}, {}", case.id),
        _ => to.to_owned(),
    }
}
