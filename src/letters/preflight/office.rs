//! What the sender should know about the office a letter goes to.

use super::{PreflightFinding, PreflightLevel};
use crate::letters::words::LetterLanguage;
use crate::letters::words::cldr::ENGLISH;
use crate::model::{Date, HolderStatus, InvalidValue, Recipient};

/// What is out of date or missing about a recipient.
pub fn check_recipient(office: &Recipient, day: Date, fresh_months: u32) -> Vec<PreflightFinding> {
    let reach = check_channel(office).or_else(|| check_address(office, day, fresh_months));
    check_holder(office, day, fresh_months)
        .into_iter()
        .chain(reach)
        .collect()
}

/// Whether it is not known who holds the office on a day, though it once was.
pub fn check_holder(office: &Recipient, day: Date, fresh_months: u32) -> Option<PreflightFinding> {
    let fix = format!(
        "cases recipients update {} --holder \"NAME\" --since DATE",
        office.id
    );
    match office.holder_on(day, fresh_months) {
        HolderStatus::Stale(holder, seen) => {
            let what = format!(
                "{} is last known as {} {}; the letter is addressed to the office alone",
                holder.name,
                office.office,
                LetterLanguage::english().on_date(seen)
            );
            Some(PreflightFinding::new(PreflightLevel::Stale, what).with_fix(fix))
        }
        HolderStatus::Nobody if !office.holders.is_empty() => {
            let what = format!(
                "it is not known who spoke for “{}” on {}",
                office.office,
                ENGLISH.format_date(day.into())
            );
            Some(PreflightFinding::new(PreflightLevel::Note, what).with_fix(fix))
        }
        HolderStatus::Known(_) | HolderStatus::Nobody => None,
    }
}

/// Whether no letter can reach a recipient.
pub fn check_channel(office: &Recipient) -> Option<PreflightFinding> {
    let what = format!("no address is known for {}", office.office);
    let fix = format!(
        "cases recipients update {} --post \"STREET\" --post \"TOWN\" --email ADDRESS",
        office.id
    );
    (!office.has_channel()).then(|| PreflightFinding::new(PreflightLevel::Note, what).with_fix(fix))
}

/// Whether the address was not verified for longer than counts as fresh.
pub fn check_address(office: &Recipient, day: Date, fresh_months: u32) -> Option<PreflightFinding> {
    let checked = office
        .checked
        .filter(|checked| checked.months_until(day) > fresh_months)?;
    let what = format!(
        "the address of {} was last checked {}",
        office.office,
        LetterLanguage::english().on_date(checked)
    );
    let fix = format!("cases recipients update {} --checked {day}", office.id);
    Some(PreflightFinding::new(PreflightLevel::Stale, what).with_fix(fix))
}

/// The addresses of a recipient at which nobody can be reached.
pub fn check_mailboxes(office: &Recipient) -> Vec<PreflightFinding> {
    let email = office
        .email
        .iter()
        .filter_map(|one| Some(("email", one.as_str(), one.problem()?)));
    let phone = office
        .phone
        .iter()
        .filter_map(|one| Some(("phone", one.as_str(), one.problem()?)));
    let fax = office
        .fax
        .iter()
        .filter_map(|one| Some(("fax", one.as_str(), one.problem()?)));
    let finding = |(field, address, problem): (&str, &str, InvalidValue)| {
        let flag = format!("{field}.{address}");
        let fix = format!(
            "cases recipients update {} --remove {} --{field} …",
            office.id,
            shell_words::quote(&flag)
        );
        PreflightFinding::new(PreflightLevel::Note, problem.reason).with_fix(fix)
    };
    let found = email.chain(phone).chain(fax).map(finding);
    let form = office
        .web_form
        .as_ref()
        .and_then(|form| form.problem())
        .map(|problem| {
            let fix = format!("cases recipients update {} --web-form https://…", office.id);
            PreflightFinding::new(PreflightLevel::Note, problem.reason).with_fix(fix)
        });
    found.chain(form).collect()
}
