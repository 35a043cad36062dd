//! What the casebook says, in words for people, for the sender’s own files.

use crate::letters::words::LetterLanguage;
use crate::letters::words::cldr::ENGLISH;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Demand, Event, Line, PartialDate};

/// An entry of a list.
pub(super) fn describe_entry(case: &Case, list: &str, index: usize) -> String {
    let english = LetterLanguage::english();
    match list {
        "charges" => {
            let charge = &case.charges[index];
            join_parts([
                Some(english.describe_charges(std::slice::from_ref(charge))),
                format_date(charge.date),
            ])
        }
        "sentences" => {
            let sentence = &case.sentences[index];
            let further: Vec<String> = sentence
                .additional
                .iter()
                .map(|penalty| english.describe_additional(penalty))
                .collect();
            let all: Vec<String> = std::iter::once(english.describe_penalty(sentence))
                .chain(further)
                .collect();
            let judges: Vec<String> = sentence.judges.iter().map(ToString::to_string).collect();
            let judges =
                (!judges.is_empty()).then(|| format!("judged by {}", english.format_list(&judges)));
            join_parts([
                Some(english.format_list(&all)),
                format_date(sentence.date),
                line_text(sentence.court.as_ref()),
                judges,
            ])
        }
        "restrictions" => {
            let restriction = &case.restrictions[index];
            let from = restriction
                .from
                .map(|from| format!("from {}", ENGLISH.format_date(from)));
            let until = restriction
                .until
                .map(|until| format!("until {}", ENGLISH.format_date(until)));
            join_parts([Some(english.describe_restriction(restriction)), from, until])
        }
        "events" => describe_event(&case.events[index]),
        "concerns" => {
            let concern = &case.concerns[index];
            append_text(concern.kind.label(), concern.text.as_ref())
        }
        "demands" => describe_demand(&case.demands[index]),
        "officials" => {
            let official = &case.officials[index];
            let role = official.role.as_ref().map(Vocabulary::label);
            join_parts([
                Some(official.name.to_string()),
                role,
                line_text(official.office.as_ref()),
                line_text(official.court.as_ref()),
            ])
        }
        "actions" => {
            let action = &case.actions[index];
            let number = action.number.as_ref().map(|number| format!("No. {number}"));
            append_text(
                join_parts([
                    Some(action.body.to_string()),
                    number,
                    format_date(action.date),
                ]),
                action.text.as_ref(),
            )
        }
        _ => String::new(),
    }
}

/// A situation, with the event that it rests on.
pub(super) fn describe_status(of: &Event, status: &Status) -> String {
    format!("{} ({})", status.label(), describe_event(of))
}

/// What a field says; of a narrative how it begins.
pub(super) fn describe_value(case: &Case, field: &str, entry: &str) -> String {
    const BEGINNING: usize = 120;
    match field {
        "born" => format_date(case.born).unwrap_or_default(),
        "category" => case
            .category
            .as_ref()
            .map(Vocabulary::label)
            .unwrap_or_default(),
        _ if entry.chars().count() > BEGINNING => {
            let beginning: String = entry.chars().take(BEGINNING).collect();
            format!("{} …", beginning.trim_end())
        }
        _ => entry.to_owned(),
    }
}

/// A field, as a heading.
pub(super) fn describe_field(name: &str) -> &str {
    match name {
        "held_at" => "place of detention",
        "born" => "date of birth",
        "aliases" => "other names",
        "summary" => "narrative",
        other => other,
    }
}

fn describe_event(event: &Event) -> String {
    append_text(
        join_parts([
            Some(event.kind.label()),
            format_date(event.date),
            line_text(event.place.as_ref()),
        ]),
        event.text.as_ref(),
    )
}

fn describe_demand(demand: &Demand) -> String {
    let of: Vec<String> = demand.of.iter().map(ToString::to_string).collect();
    let of = (!of.is_empty())
        .then(|| format!("asked of {}", LetterLanguage::english().format_list(&of)));
    append_text(
        join_parts([Some(demand.kind.label()), format_date(demand.date), of]),
        demand.text.as_ref(),
    )
}

fn format_date(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| ENGLISH.format_date(date))
}

fn line_text(line: Option<&Line>) -> Option<String> {
    line.map(ToString::to_string)
}

/// What it is, and what is said of it.
fn append_text(what: String, text: Option<&Line>) -> String {
    text.map_or_else(|| what.clone(), |text| format!("{what}: {text}"))
}

fn join_parts<const N: usize>(parts: [Option<String>; N]) -> String {
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
