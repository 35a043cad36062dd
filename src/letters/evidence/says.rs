//! What the casebook says, in words for people, for the sender’s own files.

use crate::letters::words::Lang;
use crate::letters::words::cldr::ENGLISH;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Demand, Event, Line, PartialDate};

/// An entry of a list.
pub(super) fn entry(case: &Case, list: &str, index: usize) -> String {
    let english = Lang::english();
    match list {
        "charges" => {
            let charge = &case.charges[index];
            joined([Some(english.charges(std::slice::from_ref(charge))), date(charge.date)])
        }
        "sentences" => {
            let sentence = &case.sentences[index];
            let further: Vec<String> = sentence.additional.iter().map(|penalty| english.additional(penalty)).collect();
            let all: Vec<String> = std::iter::once(english.penalty(sentence)).chain(further).collect();
            let judges: Vec<String> = sentence.judges.iter().map(ToString::to_string).collect();
            let judges = (!judges.is_empty()).then(|| format!("judged by {}", english.list(&judges)));
            joined([Some(english.list(&all)), date(sentence.date), words(sentence.court.as_ref()), judges])
        }
        "restrictions" => {
            let restriction = &case.restrictions[index];
            let from = restriction.from.map(|from| format!("from {}", ENGLISH.date(from)));
            let until = restriction.until.map(|until| format!("until {}", ENGLISH.date(until)));
            joined([Some(english.restriction(restriction)), from, until])
        }
        "events" => event(&case.events[index]),
        "concerns" => {
            let concern = &case.concerns[index];
            told(concern.kind.label(), concern.text.as_ref())
        }
        "demands" => demand(&case.demands[index]),
        "officials" => {
            let official = &case.officials[index];
            let role = official.role.as_ref().map(Vocabulary::label);
            joined([
                Some(official.name.to_string()),
                role,
                words(official.office.as_ref()),
                words(official.court.as_ref()),
            ])
        }
        "actions" => {
            let action = &case.actions[index];
            let number = action.number.as_ref().map(|number| format!("No. {number}"));
            told(joined([Some(action.body.to_string()), number, date(action.date)]), action.text.as_ref())
        }
        _ => String::new(),
    }
}

/// A situation, with the event that it rests on.
pub(super) fn status(of: &Event, status: &Status) -> String {
    format!("{} ({})", status.label(), event(of))
}

/// A field, as a heading.
pub(super) fn field(name: &str) -> &str {
    match name {
        "held_at" => "place of detention",
        "born" => "date of birth",
        other => other,
    }
}

fn event(event: &Event) -> String {
    told(joined([Some(event.kind.label()), date(event.date), words(event.place.as_ref())]), event.text.as_ref())
}

fn demand(demand: &Demand) -> String {
    let of: Vec<String> = demand.of.iter().map(ToString::to_string).collect();
    let of = (!of.is_empty()).then(|| format!("asked of {}", Lang::english().list(&of)));
    told(joined([Some(demand.kind.label()), date(demand.date), of]), demand.text.as_ref())
}

fn date(date: Option<PartialDate>) -> Option<String> {
    date.map(|date| ENGLISH.date(date))
}

fn words(line: Option<&Line>) -> Option<String> {
    line.map(ToString::to_string)
}

/// What it is, and what is said of it.
fn told(what: String, text: Option<&Line>) -> String {
    text.map_or_else(|| what.clone(), |text| format!("{what}: {text}"))
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
