//! The recipients of letters and copies, and the people that a letter to each is about.

use std::collections::BTreeSet;

use super::{LetterRun, selection};
use crate::app::error::Error;
use crate::commands::shared::addressee::{AddresseeSelector, find_addressee};
use crate::commands::shared::choose;
use crate::letters::letter_grounds::wrong_state;
use crate::letters::{LetterLanguage, PreflightFinding, PreflightLevel, PublicCase, preflight};
use crate::model::vocabulary::{Role, RoleGroup, Vocabulary};
use crate::model::{Country, Date, Id, Recipient, Record, Sender};
use crate::store::Store;

/// As [`find_addressee`], for who gets a copy.
pub(super) fn find_copy_addressee(
    store: &Store,
    who: &str,
    sender: &Sender,
) -> Result<AddresseeSelector, Error> {
    let found = find_addressee(store, who, sender)?;
    match &found {
        AddresseeSelector::Role(role, offices)
            if offices.is_empty() && role.role_group() != RoleGroup::State =>
        {
            Err(no_office_error(role))
        }
        _ => Ok(found),
    }
}

/// Who gets a copy of a letter about these people to an office, each once: of a role the offices of the states that persecute
/// them. Left out are the addressee, and an office of a state that has no part in anybody’s case. An office that is not on file
/// is named without an address. Findings about all that are returned with them.
pub(super) fn resolve_copies(
    who: &[AddresseeSelector],
    cases: &[PublicCase],
    to: Option<&Recipient>,
    day: Date,
    sender: &Sender,
) -> Result<(Vec<Recipient>, Vec<PreflightFinding>), Error> {
    let (mut copies, mut findings): (Vec<Recipient>, Vec<PreflightFinding>) =
        (Vec::new(), Vec::new());
    for addressee in who {
        let found = match addressee {
            AddresseeSelector::Role(role, offices) if role.role_group() == RoleGroup::State => {
                offices_of_states(role, offices, cases, sender, &mut findings)?
            }
            AddresseeSelector::Role(_, offices) | AddresseeSelector::Offices(offices) => {
                offices.clone()
            }
        };
        for office in found {
            if copies.iter().any(|known| known.id == office.id) {
                continue;
            }
            let why = if to.is_some_and(|to| to.id == office.id) {
                Some("the letter itself goes there".to_owned())
            } else {
                explain_no_part(&office, cases, day)
            };
            match why {
                Some(why) => findings.push(PreflightFinding::new(
                    PreflightLevel::Note,
                    format!("no copy to {}: {why}", office.id),
                )),
                None => copies.push(office),
            }
        }
    }
    Ok((copies, findings))
}

/// Why an office has no part in the case of anybody: it is of another state. None if it has one.
fn explain_no_part(office: &Recipient, cases: &[PublicCase], day: Date) -> Option<String> {
    let wrong: Vec<PreflightFinding> = cases
        .iter()
        .filter_map(|case| wrong_state(case, office, day))
        .collect();
    let is_of_nobody = !wrong.is_empty() && wrong.len() == cases.len();
    wrong
        .into_iter()
        .next()
        .filter(|_| is_of_nobody)
        .map(|finding| finding.what)
}

/// The offices with this role in the states that persecute these people.
fn offices_of_states(
    role: &Role,
    offices: &[Recipient],
    cases: &[PublicCase],
    sender: &Sender,
    findings: &mut Vec<PreflightFinding>,
) -> Result<Vec<Recipient>, Error> {
    let countries: BTreeSet<Country> = cases.iter().map(|case| case.country).collect();
    let mut found = Vec::new();
    for country in countries {
        if let Some(office) = offices
            .iter()
            .find(|office| office.country == Some(country))
        {
            found.push(office.clone());
            continue;
        }
        let office = unknown_office(role, country, sender)?;
        let mut unreached: Vec<PreflightFinding> =
            preflight::check_channel(&office).into_iter().collect();
        fix_by_adding(&mut unreached, &office);
        findings.extend(unreached);
        found.push(office);
    }
    Ok(found)
}

fn no_office_error(role: &Role) -> Error {
    Error::not_found(format!(
        "There is no recipient with the role {}",
        role.slug()
    ))
    .try_with(format!(
        "cases recipients add ID --role {} --office \"OFFICE\"",
        role.slug()
    ))
}

/// The offices that a public document lists: a group or role is a list of its own, offices named one by one are one list.
pub(super) fn list_contacts(
    store: &Store,
    to: &[String],
    sender: &Sender,
) -> Result<Vec<Vec<Recipient>>, Error> {
    let mut lists: Vec<Vec<Recipient>> = Vec::new();
    let mut single: Vec<Recipient> = Vec::new();
    for who in to {
        let mut offices = find_addressee(store, who, sender)?.into_offices();
        if offices.len() == 1 {
            single.append(&mut offices);
        } else {
            lists.push(offices);
        }
    }
    lists.push(single);
    lists.retain(|offices| !offices.is_empty());
    Ok(lists)
}

/// Each recipient with the people that a letter to it is about.
pub(super) fn pair_with_cases(run: &LetterRun<'_>) -> Result<Vec<(Recipient, Vec<Id>)>, Error> {
    let mut pairs: Vec<(Recipient, Vec<Id>)> = Vec::new();
    for who in choose_addressees(run)? {
        let found = match find_addressee(run.store, &who, &run.order.sender)? {
            AddresseeSelector::Offices(offices) => pair_offices(run, offices)?,
            AddresseeSelector::Role(role, offices) => pair_role(run, &role, &offices)?,
        };
        for (recipient, ids) in found {
            if !pairs.iter().any(|(known, _)| known.id == recipient.id) {
                pairs.push((recipient, ids));
            }
        }
    }
    Ok(pairs)
}

/// The `--to` of the command line; asked for where somebody can answer.
fn choose_addressees(run: &LetterRun<'_>) -> Result<Vec<String>, Error> {
    if !run.args.to.is_empty() {
        return Ok(run.args.to.clone());
    }
    if let Some(office) = run
        .order
        .follows
        .as_ref()
        .and_then(|earlier| earlier.recipient.as_ref())
    {
        return Ok(vec![office.to_string()]);
    }
    let needed = Error::usage("--to is needed")
        .try_with("cases letter … --to prosecutor-general")
        .try_with("cases recipients list");
    if !run.app.terminal.can_ask() {
        return Err(needed.with_reason("There is no terminal to ask on"));
    }
    Ok(vec![
        choose::pick_office(run.app, run.store, "To whom?")?
            .id
            .to_string(),
    ])
}

fn pair_offices(
    run: &LetterRun<'_>,
    offices: Vec<Recipient>,
) -> Result<Vec<(Recipient, Vec<Id>)>, Error> {
    offices
        .into_iter()
        .map(|office| {
            let ids = selection::select_ids(run, office.represented_state())?;
            Ok((office, ids))
        })
        .collect()
}

/// One letter per state that holds somebody, in order of its code.
fn pair_role(
    run: &LetterRun<'_>,
    role: &Role,
    offices: &[Recipient],
) -> Result<Vec<(Recipient, Vec<Id>)>, Error> {
    if role.role_group() != RoleGroup::State {
        if offices.is_empty() {
            return Err(no_office_error(role));
        }
        return pair_offices(run, offices.to_vec());
    }
    selection::group_by_country(run, &selection::select_ids(run, None)?)?
        .into_iter()
        .map(|(country, ids)| {
            let office = offices
                .iter()
                .find(|office| office.country == Some(country))
                .cloned();
            Ok((
                office.map_or_else(|| unknown_office(role, country, &run.order.sender), Ok)?,
                ids,
            ))
        })
        .collect()
}

/// An office that is not on file: a letter can be addressed to it by its name, without an address.
pub(super) fn unknown_office(
    role: &Role,
    country: Country,
    sender: &Sender,
) -> Result<Recipient, Error> {
    let english = LetterLanguage::english();
    let title: Vec<String> = role.label().split(' ').map(capitalize_word).collect();
    let mut office = format!(
        "{} of {}",
        title
            .join(" ")
            .replace(" Of ", " of ")
            .replace(" The ", " the "),
        english.state_name(country)
    );
    if let Some(here) = sender.country.filter(|_| *role == Role::Embassy) {
        office = format!("{office} in {}", english.state_name(here));
    }
    let id = Id::from_name(&format!("{} {}", country.code(), role.slug()));
    Ok(Recipient::from_typed([
        ("id", id.as_str()),
        ("role", role.slug()),
        ("office", office.as_str()),
        ("country", country.code()),
    ])?)
}

/// Rewrites the fixes for an office that is not on file: it is added, not changed.
pub(super) fn fix_by_adding(findings: &mut [PreflightFinding], office: &Recipient) {
    let change = format!("cases recipients update {} ", office.id);
    let country = office
        .country
        .map(|country| format!("--country {} ", country.code()))
        .unwrap_or_default();
    let add = format!(
        "cases recipients add {} --role {} {country}--office \"{}\" ",
        office.id,
        office.role.slug(),
        office.office
    );
    for fix in findings
        .iter_mut()
        .filter_map(|finding| finding.fix.as_mut())
    {
        *fix = fix.replace(&change, &add);
    }
}

fn capitalize_word(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
