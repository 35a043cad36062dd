//! Whether the people of a letter, or those who speak for them, were asked.

use crate::app::error::Error;
use crate::commands::shared::save;
use crate::letters::{PreflightFinding, PreflightLevel, PublicCase};

/// From so many people on only the first are named.
const NAMED: usize = 10;

/// That nobody has asked some of these people, said once for all of them.
pub(super) fn unasked_finding<'a>(
    cases: impl IntoIterator<Item = &'a PublicCase>,
) -> Option<PreflightFinding> {
    let mut unasked: Vec<&PublicCase> = Vec::new();
    for case in cases.into_iter().filter(|case| case.consent.is_none()) {
        if !unasked
            .iter()
            .any(|known| known.case_id() == case.case_id())
        {
            unasked.push(case);
        }
    }
    match unasked.as_slice() {
        [] => None,
        [one] => {
            let what = format!("no consent to write about {} is on record", one.name);
            Some(
                PreflightFinding::new(PreflightLevel::Note, what)
                    .with_case(one.case_id())
                    .with_fix(consent_fix(one.case_id().as_str())),
            )
        }
        several => {
            let what = format!(
                "no consent is on record to write about {} people: {}",
                several.len(),
                join_case_ids(several)
            );
            Some(PreflightFinding::new(PreflightLevel::Note, what).with_fix(consent_fix("CASE")))
        }
    }
}

/// Refuses to write about people whom nobody has asked.
pub(super) fn require_consent(cases: &[PublicCase]) -> Result<(), Error> {
    let unasked: Vec<&PublicCase> = cases.iter().filter(|case| case.consent.is_none()).collect();
    let [first, ..] = unasked.as_slice() else {
        return Ok(());
    };
    Err(Error::refused(format!(
        "No consent to write about {} is on record",
        join_case_ids(&unasked)
    ))
    .with_reason("The setting letters.consent is “required”")
    .try_with(consent_fix(first.case_id().as_str())))
}

fn consent_fix(id: &str) -> String {
    format!("cases update {id} --consent given --consent-by \"WHO\"")
}

fn join_case_ids(cases: &[&PublicCase]) -> String {
    let ids: Vec<&str> = cases.iter().map(|case| case.case_id().as_str()).collect();
    save::join_at_most(NAMED, &ids, ", ")
}
