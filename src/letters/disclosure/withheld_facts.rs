//! What the door kept back of a case, and by which words the sender may let it in. For the sender alone.

use crate::model::vocabulary::EventKind;
use crate::model::{
    Case, Cell, CellValue, Date, Fact, FieldMeaning, Id, ListSpec, PartialDate, PrivateField,
    Record, find_meaning,
};

/// Something that is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldFact {
    /// Where it stands in the casebook: `concerns.2`, `born`.
    pub place: String,
    /// What it is, in its first words: `torture “Beaten in April …”`.
    pub what: String,
    /// Why it is not told.
    pub why: WithholdingReason,
}

/// Why something is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithholdingReason {
    /// Facts of its kind are about health, torture or relatives, and nobody said that this one may be told.
    Kind,
    /// It is marked private.
    Mark,
    /// Not before this day.
    Embargo(PartialDate),
    /// The field is one of the case’s private fields.
    Field,
    /// What was said under pressure is never told as an event.
    Pressure,
}

/// How many letters of a text are named.
const FIRST_WORDS: usize = 40;

impl WithheldFact {
    /// Why it is not told, as a clause.
    pub fn reason_clause(&self) -> String {
        match self.why {
            WithholdingReason::Kind => "private by its kind".to_owned(),
            WithholdingReason::Mark => "marked private".to_owned(),
            WithholdingReason::Embargo(day) => format!("not before {day}"),
            WithholdingReason::Field => "a private field".to_owned(),
            WithholdingReason::Pressure => {
                "said under pressure: letters tell it as a concern only".to_owned()
            }
        }
    }

    /// What it is and why it is not told, in a sentence without a full stop.
    pub fn reason_sentence(&self) -> String {
        format!(
            "{} ({}) is kept out of letters: {}",
            self.place,
            self.what,
            self.reason_clause()
        )
    }

    /// The command that lets it in.
    pub fn disclose_command(&self, case: &Id) -> String {
        match self.why {
            WithholdingReason::Kind | WithholdingReason::Mark => {
                format!("cases update {case} --entry {} --private=no", self.place)
            }
            WithholdingReason::Embargo(_) => format!("cases update {case} --edit"),
            WithholdingReason::Field => {
                format!("cases update {case} --remove private_fields.{}", self.place)
            }
            WithholdingReason::Pressure => {
                format!("cases update {case} --concern \"forced-confession: WHAT WAS DONE\"")
            }
        }
    }
}

/// Everything of a case that a letter of a day keeps out, in the order of the record.
pub fn kept_out(case: &Case, day: Date) -> Vec<WithheldFact> {
    let mut found: Vec<WithheldFact> = Vec::new();
    for field in case
        .private_fields
        .iter()
        .filter_map(PrivateField::field_name)
    {
        if let Some(cell) = case.get_cell(field).ok().filter(|cell| !cell.is_empty()) {
            found.push(WithheldFact {
                place: field.to_owned(),
                what: first_words(&cell.to_line()),
                why: WithholdingReason::Field,
            });
        }
    }
    found.extend(of_list(case, "charges", &case.charges, day));
    found.extend(of_list(case, "sentences", &case.sentences, day));
    found.extend(of_list(case, "restrictions", &case.restrictions, day));
    found.extend(of_list(case, "events", &case.events, day));
    found.extend(of_list(case, "concerns", &case.concerns, day));
    found.extend(of_list(case, "demands", &case.demands, day));
    found.extend(of_list(case, "officials", &case.officials, day));
    found.extend(of_list(case, "actions", &case.actions, day));
    found
}

fn of_list<F: Fact + Record>(
    case: &Case,
    list: &'static str,
    facts: &[F],
    day: Date,
) -> Vec<WithheldFact> {
    let numbered = facts
        .iter()
        .zip(1..)
        .filter(|(fact, _)| fact.date().is_none_or(|date| date.may_be_by(day)));
    let kept = numbered.filter_map(|(fact, number)| {
        let pressure = list == "events" && is_under_pressure(&case.events[number - 1].kind);
        let why = find_reason(fact, day).or(pressure.then_some(WithholdingReason::Pressure))?;
        Some(WithheldFact {
            place: format!("{list}.{number}"),
            what: describe_fact(F::FIELDS, &fact.cells()),
            why,
        })
    });
    kept.collect()
}

/// Why a fact is not told on a day; none if it is.
pub(super) fn find_reason<F: Fact + Record>(fact: &F, day: Date) -> Option<WithholdingReason> {
    if fact.is_private() {
        let mark = F::FIELDS
            .iter()
            .zip(fact.cells())
            .find(|(field, _)| field.meaning == FieldMeaning::Privacy);
        let is_marked = mark.is_some_and(|(_, cell)| cell == true.to_cell());
        return Some(if is_marked {
            WithholdingReason::Mark
        } else {
            WithholdingReason::Kind
        });
    }
    fact.embargo()
        .filter(|embargo| super::is_embargoed(*embargo, day))
        .map(WithholdingReason::Embargo)
}

/// Whether an event is what somebody was made to say.
pub fn is_under_pressure(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::ForcedConfession | EventKind::RepentanceVideo
    )
}

/// Why an entry of a list is not told on a day, as pages for the sender say it; none if it is.
pub fn entry_kept_out(
    case: &Case,
    list: &ListSpec,
    index: usize,
    day: Date,
) -> Option<WithheldFact> {
    let place = format!("{}.{}", list.name, index + 1);
    kept_out(case, day)
        .into_iter()
        .find(|kept| kept.place == place)
}

/// What a fact is: its kind and its first words.
fn describe_fact(fields: &[crate::model::Field], row: &[Cell]) -> String {
    let cell = |meaning| {
        let found = find_meaning(fields, meaning).map(|at| row[at].to_line());
        found.filter(|text| !text.is_empty())
    };
    let heads = [
        FieldMeaning::Kind,
        FieldMeaning::Offence,
        FieldMeaning::PersonName,
        FieldMeaning::Body,
    ];
    let head = heads.into_iter().find_map(cell);
    let text = cell(FieldMeaning::Text)
        .or_else(|| cell(FieldMeaning::Date))
        .map(|text| format!("“{}”", first_words(&text)));
    [head, text]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn first_words(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= FIRST_WORDS {
        return line;
    }
    let short: String = line.chars().take(FIRST_WORDS).collect();
    let short = short
        .rsplit_once(' ')
        .map_or(short.as_str(), |(words, _)| words);
    format!("{} …", short.trim_end_matches([',', ';', '.']))
}
