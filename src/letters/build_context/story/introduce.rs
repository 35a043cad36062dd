//! Who a person is, behind the name: “a civil society activist from Atyrau”.

use super::names::describe_occupation;
use super::{StorySettings, to_markdown};
use crate::letters::build_context::ContextInput;
use crate::letters::disclosure::PublicCase;
use crate::model::vocabulary::Status;

/// What stands behind the name of a person, without commas; none if nothing is known.
pub(crate) fn describe_person(case: &PublicCase) -> Option<String> {
    let occupation = case
        .occupation
        .as_ref()
        .map(|words| describe_occupation(words.as_str()));
    let place = case.place.as_ref().map(|place| {
        let is_several = place.as_str().contains(" and ");
        let is_in = occupation
            .as_ref()
            .is_some_and(|words| words.ends_with(place.as_str()));
        let names_something = occupation.as_ref().is_some_and(|words| {
            words
                .split(' ')
                .skip(1)
                .any(|word| word.starts_with(char::is_uppercase))
        });
        let preposition = if occupation.is_none() {
            "of"
        } else if is_several || names_something {
            "in"
        } else {
            "from"
        };
        (is_in, format!("{preposition} {place}"))
    });
    match (occupation, place) {
        (Some(occupation), Some((false, place))) => Some(format!("{occupation} {place}")),
        (Some(occupation), _) => Some(occupation),
        (None, Some((_, place))) => Some(place),
        (None, None) => None,
    }
}

/// A paragraph, in Markdown, that names people and says who they are: “**A**, a baker, and **B**, an engineer from Brest, are
/// in prison.”
pub(crate) fn introduce_people(
    input: &ContextInput<'_>,
    settings: &StorySettings,
    people: &[&PublicCase],
) -> Option<String> {
    let lang = input.lang;
    let named: Vec<(String, bool)> = people
        .iter()
        .map(|case| {
            let name = format!("**{}**", to_markdown(case.name.as_str()));
            match describe_person(case) {
                Some(words) => (format!("{name}, {}", to_markdown(&words)), true),
                None => (name, false),
            }
        })
        .collect();
    let has_apposition = named.iter().any(|(_, described)| *described);
    let phrases: Vec<String> = named.into_iter().map(|(phrase, _)| phrase).collect();
    let mut statuses: Vec<(Status, bool)> = people
        .iter()
        .map(|case| {
            let status = if case.situation_is_withheld() {
                Status::Unknown
            } else {
                case.status_on(input.date)
            };
            (status, settings.speaks_in_past(case, input))
        })
        .collect();
    statuses.dedup();
    let [(status, is_past)] = statuses.as_slice() else {
        return has_apposition.then(|| format!("{}.", join_phrases(&phrases)));
    };
    if *status == Status::Unknown {
        return None;
    }
    let words = lang.describe_status(status, *is_past);
    let words = if people.len() > 1 {
        plural_status(&words)
    } else {
        words
    };
    let comma = if has_apposition { "," } else { "" };
    Some(format!(
        "{}{comma} {}.",
        join_phrases(&phrases),
        to_markdown(&words)
    ))
}

/// Phrases that hold commas of their own, in a row.
fn join_phrases(phrases: &[String]) -> String {
    let has_commas = phrases.iter().any(|phrase| phrase.contains(", "));
    match phrases {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] if !has_commas => format!("{one} and {other}"),
        [rest @ .., last] => {
            let separator = if has_commas { "; " } else { ", " };
            if rest.len() == 1 {
                format!("{}, and {last}", rest[0])
            } else {
                format!(
                    "{} and {last}",
                    [rest.join(separator), separator.trim_end().to_owned()].concat()
                )
            }
        }
    }
}

fn plural_status(words: &str) -> String {
    match words.split_once(' ') {
        Some(("is", rest)) => format!("are {rest}"),
        Some(("was", rest)) => format!("were {rest}"),
        Some(("has", rest)) => format!("have {rest}"),
        _ => words.to_owned(),
    }
}
