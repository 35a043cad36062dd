//! Which of the requested letters have a reason: they go to a state that has a part in the case, state a fact, and
//! can ask for something.

use std::sync::Arc;

use super::{LetterRun, with_fix};
use crate::app::error::Error;
use crate::letters::kind::TemplateTone;
use crate::letters::letter_grounds::{no_ground, nothing_to_ask, wrong_state};
use crate::letters::{LetterLanguage, PreflightFinding, PublicCase, Template};
use crate::model::demand_rules::DemandAddressee;
use crate::model::vocabulary::Role;
use crate::model::{Id, Recipient};

/// The people of a letter about whom it can be written. Those for whom there is no reason are left out and named.
///
/// # Errors
/// The office is of a state that has no part in the case, or nobody is left.
pub(super) fn retain_with_reason(
    run: &LetterRun<'_>,
    template: &Template,
    office: Option<&Recipient>,
    cases: &Arc<[PublicCase]>,
) -> Result<Arc<[PublicCase]>, Error> {
    let office = office.filter(|_| template.settings.addressed);
    if let Some(office) = office {
        refuse_wrong_state(run, office, cases)?;
    }
    for case in cases.iter().filter(|case| case.situation_is_outrun()) {
        let id = case.case_id();
        run.app.terminal.print_warning(&format!(
            "a later situation of {id} is private; the letter tells the one before it\n    cases show {id}"
        ));
    }
    let lacks = |case: &PublicCase| find_missing_reason(run, template, office, case);
    let lacking: Vec<(&Id, PreflightFinding)> = cases
        .iter()
        .filter_map(|case| Some((case.case_id(), lacks(case)?)))
        .collect();
    if lacking.is_empty() {
        return Ok(Arc::clone(cases));
    }
    let findings = lacking.iter().map(|(_, finding)| with_fix(finding));
    if lacking.len() == cases.len() {
        return Err(Error::invalid("There is no reason for this letter").with_details(findings));
    }
    let names: Vec<String> = findings.map(|finding| format!("\n  {finding}")).collect();
    run.app.terminal.print_warning(&format!(
        "left out, because there is no reason to write about them:{}",
        names.concat()
    ));
    Ok(cases
        .iter()
        .filter(|case| lacking.iter().all(|(id, _)| *id != case.case_id()))
        .cloned()
        .collect())
}

fn find_missing_reason(
    run: &LetterRun<'_>,
    template: &Template,
    office: Option<&Recipient>,
    case: &PublicCase,
) -> Option<PreflightFinding> {
    // A report asks for nothing.
    if template.settings.register == TemplateTone::Report {
        return None;
    }
    let no_ground = no_ground(case, &template.lang, !template.settings.addressed);
    no_ground.or_else(|| {
        let chosen = run.order.demands.as_deref();
        // Who examines complaints examines what is over, too.
        let examines = office.is_some_and(|office| {
            matches!(
                office.role,
                Role::UnHighCommissioner
                    | Role::UnSpecialRapporteur
                    | Role::UnWorkingGroup
                    | Role::UnTreatyBody
            )
        });
        if examines {
            None
        } else {
            let of = office.map_or(DemandAddressee::Everyone, DemandAddressee::Office);
            // A sheet prints what supporters ask of the state, and nothing that is asked of others.
            let asked = if template.settings.register == TemplateTone::Sheet {
                &[DemandAddressee::State][..]
            } else {
                &[of, DemandAddressee::State]
            };
            nothing_to_ask(case, asked, chosen, run.order.date)
        }
    })
}

/// Refuses a letter to an office of a state that has no part in somebody’s case, and names the office that has.
fn refuse_wrong_state(
    run: &LetterRun<'_>,
    office: &Recipient,
    cases: &[PublicCase],
) -> Result<(), Error> {
    let wrong: Vec<(&PublicCase, PreflightFinding)> = cases
        .iter()
        .filter_map(|case| Some((case, wrong_state(case, office, run.order.date)?)))
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let state = office
        .represented_state()
        .map_or_else(String::new, |state| {
            format!(" of {}", LetterLanguage::english().state_name(state))
        });
    let mut error = Error::invalid(format!(
        "{} cannot be written to about people of another state",
        office.id
    ))
    .with_reason(format!(
        "An office{state} is written to about those whom that state persecutes or holds"
    ))
    .with_details(wrong.iter().map(|(_, finding)| finding.what.clone()));
    let mut tried = Vec::new();
    for (case, _) in &wrong {
        if !tried.contains(&case.country) {
            tried.push(case.country);
            let of_one: Vec<&str> = wrong
                .iter()
                .filter(|(other, _)| other.country == case.country)
                .map(|(other, _)| other.case_id().as_str())
                .collect();
            let to = right_office(run, office, case)?;
            error = error.try_with(format!("cases letter {} --to {to}", of_one.join(" ")));
        }
    }
    let is_wrong = |case: &&PublicCase| {
        wrong
            .iter()
            .any(|(other, _)| other.case_id() == case.case_id())
    };
    let right: Vec<&str> = cases
        .iter()
        .filter(|case| !is_wrong(case))
        .map(|case| case.case_id().as_str())
        .collect();
    let id = &office.id;
    if !right.is_empty() {
        error = error.try_with(format!("cases letter {} --to {id}", right.join(" ")));
    }
    Err(error.try_with(format!(
        "cases recipients update {id} --role foreign-minister-third-state   (or parliament-third-state, mep …: an office that \
         intervenes with another state)"
    )))
}

/// The office with the same role in the state that persecutes, else the role, which stands for it.
fn right_office(
    run: &LetterRun<'_>,
    office: &Recipient,
    case: &PublicCase,
) -> Result<String, Error> {
    let offices = run.store.load_recipients()?;
    let same =
        |other: &&Recipient| other.role == office.role && other.country == Some(case.country);
    let here = [office.accredited_to, run.order.sender.country];
    let is_here =
        |other: &&&Recipient| other.accredited_to.is_some() && here.contains(&other.accredited_to);
    let same: Vec<&Recipient> = offices.iter().filter(same).collect();
    let nearest = same.iter().find(is_here).or(same.first());
    let role = if office.role == Role::Unclassified {
        Role::ProsecutorGeneral
    } else {
        office.role.clone()
    };
    Ok(nearest.map_or_else(|| role.to_string(), |office| office.id.to_string()))
}
