//! Letters with a future date, which say what is still under embargo today.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::LetterRun;
use crate::app::error::Error;
use crate::letters::{LetterJob, PreflightFinding, PreflightLevel, PublicCase};
use crate::model::embargo::lifted_between;
use crate::model::{Date, Id, PartialDate};

/// People of whom something is under embargo on a day and told on the day of the letters, with the last day that an embargo
/// names.
pub(super) type LiftedEmbargoes = BTreeMap<Id, PartialDate>;

/// Whose embargoes hold on a day and are lifted by the date of the letters.
pub(super) fn find_lifted(
    run: &LetterRun<'_>,
    jobs: &[Arc<LetterJob>],
    day: Date,
) -> Result<LiftedEmbargoes, Error> {
    let mut lifted = LiftedEmbargoes::new();
    if run.order.date <= day {
        return Ok(lifted);
    }
    for case in jobs.iter().flat_map(|job| job.cases.iter()) {
        if lifted.contains_key(case.case_id()) {
            continue;
        }
        let whole = run.store.load_case(case.case_id())?;
        if let Some(until) = whole.and_then(|whole| lifted_between(&whole, day, run.order.date)) {
            lifted.insert(case.case_id().clone(), until);
        }
    }
    Ok(lifted)
}

/// That a letter about these people must not go out yet, for the sender.
pub(super) fn embargo_finding<'a>(
    lifted: &LiftedEmbargoes,
    cases: impl IntoIterator<Item = &'a PublicCase>,
) -> Option<PreflightFinding> {
    let mut about: Vec<(&Id, PartialDate)> = Vec::new();
    for case in cases {
        if let Some((id, until)) = lifted.get_key_value(case.case_id())
            && !about.iter().any(|(known, _)| *known == id)
        {
            about.push((id, *until));
        }
    }
    let last = about.iter().map(|(_, until)| *until).max()?;
    let ids: Vec<&str> = about.iter().map(|(id, _)| id.as_str()).collect();
    Some(PreflightFinding::new(
        PreflightLevel::Withheld,
        format!("{} It is about {}", embargo_sentence(last), ids.join(", ")),
    ))
}

/// The same for a list that lies beside the letter; it names nobody.
pub(super) fn embargo_note(lifted: &LiftedEmbargoes, cases: &[PublicCase]) -> Option<String> {
    cases
        .iter()
        .filter_map(|case| lifted.get(case.case_id()))
        .max()
        .map(|until| embargo_sentence(*until))
}

fn embargo_sentence(until: PartialDate) -> String {
    format!("the letter tells what is under embargo until {until}; do not send it before then.")
}
