//! Who a person is, behind the name: “a civil society activist from Atyrau”.

use super::names::describe_occupation;
use super::{StorySettings, to_markdown};
use crate::letters::build_context::ContextInput;
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{FactId, mark_facts};
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::Status;
use crate::model::{Country, Date, PartialDate};

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
        let lives_elsewhere = place
            .as_str()
            .parse::<Country>()
            .is_ok_and(|country| country != case.country);
        let preposition = if lives_elsewhere {
            "living in"
        } else if occupation.is_none() {
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
    let named =
        name_alike(people).unwrap_or_else(|| people.iter().map(|case| name_person(case)).collect());
    let has_apposition = named.iter().any(|(_, described)| *described);
    let phrases: Vec<String> = named.into_iter().map(|(phrase, _)| phrase).collect();
    let mut situations: Vec<KnownSituation> = people
        .iter()
        .map(|case| KnownSituation::from_case(input, settings, case))
        .collect();
    situations.dedup();
    let [situation] = situations.as_slice() else {
        return has_apposition.then(|| format!("{}.", join_phrases(&phrases)));
    };
    if situation.status == Status::Unknown {
        return match people {
            [_] => has_apposition.then(|| format!("{}.", join_phrases(&phrases))),
            _ => None,
        };
    }
    let facts = people.iter().map(|case| case.status_fact());
    let comma = if has_apposition { "," } else { "" };
    Some(format!(
        "{}{comma} {}",
        join_phrases(&phrases),
        mark_facts(facts, situation.describe(input.lang, people.len() > 1))
    ))
}

/// People of whom the same is known, in one phrase: “**A** and **B**, each a baker”; none where they differ.
fn name_alike(people: &[&PublicCase]) -> Option<Vec<(String, bool)>> {
    let [first, _, ..] = people else {
        return None;
    };
    let words = describe_person(first)?;
    let is_alike = |case: &&PublicCase| describe_person(case).as_ref() == Some(&words);
    if !people.iter().all(is_alike) {
        return None;
    }
    let names: Vec<String> = people
        .iter()
        .map(|case| format!("**{}**", to_markdown(case.name.as_str())))
        .collect();
    let facts = people.iter().flat_map(|case| described_facts(case));
    let words = mark_facts(facts, to_markdown(&words));
    Some(vec![(
        format!("{}, each {words}", join_phrases(&names)),
        true,
    )])
}

/// The fields that say who a person is.
pub(crate) fn described_facts(case: &PublicCase) -> impl Iterator<Item = FactId> {
    let fields = [
        ("occupation", case.occupation.is_some()),
        ("place", case.place.is_some()),
    ];
    let known = fields.into_iter().filter(|(_, is_known)| *is_known);
    known.map(|(field, _)| case.field_fact(field))
}

/// The name in bold with what stands behind it, and whether anything does.
fn name_person(case: &PublicCase) -> (String, bool) {
    let name = format!("**{}**", to_markdown(case.name.as_str()));
    let Some(words) = describe_person(case) else {
        return (name, false);
    };
    let words = mark_facts(described_facts(case), to_markdown(&words));
    (format!("{name}, {words}"), true)
}

/// Where a person is, and how sure that is on the day of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KnownSituation {
    status: Status,
    /// Whether it is too old, or too doubtful, for the present tense.
    is_past: bool,
    /// The last day on which an old or doubtful situation was known.
    as_of: Option<PartialDate>,
    /// The day by which the term must have run out.
    term_over: Option<Date>,
}

impl KnownSituation {
    fn from_case(
        input: &ContextInput<'_>,
        settings: &StorySettings,
        case: &PublicCase,
    ) -> KnownSituation {
        let status = if case.situation_is_withheld() {
            Status::Unknown
        } else {
            case.status_on(input.date)
        };
        let is_past = status != Status::Deceased && settings.speaks_in_past(case, input);
        KnownSituation {
            status,
            is_past,
            as_of: case.known_as_of(input.date).filter(|_| is_past),
            term_over: case.doubt_on(input.date).and_then(|doubt| doubt.end_date()),
        }
    }

    /// What follows the name, with its full stop, in Markdown.
    fn describe(&self, lang: &LetterLanguage, is_several: bool) -> String {
        let words = lang.describe_status(&self.status, self.is_past);
        let words = if is_several {
            plural_status(&words)
        } else {
            words
        };
        let known = match self.as_of {
            Some(known) => format!(" as of {}", lang.format_date(known)),
            None => String::new(),
        };
        let over = match self.term_over {
            Some(day) => format!(
                " The term must have run out by {}, but no release is known.",
                lang.format_day(day)
            ),
            None => String::new(),
        };
        format!("{}.{over}", to_markdown(&format!("{words}{known}")))
    }
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
