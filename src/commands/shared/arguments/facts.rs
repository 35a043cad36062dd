//! The facts of a case as flags, and what all facts of one command have in common.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::replace_today;
use crate::app::error::Error;
use crate::commands::shared::source_address::SourceResolver;
use crate::model::source_address::is_address;
use crate::model::vocabulary::{Standing, Status, Vocabulary};
use crate::model::{
    Case, Cell, Date, Event, Id, InvalidValue, ListSpec, Record, fact_form, shorthand,
};
use crate::store::Store;

/// One flag for each list of facts (`--charge`, `--sentence` …), written as in [`shorthand`].
#[derive(Debug, Clone)]
pub struct FactArgs {
    /// The lines that were given, by list.
    pub given: Vec<(&'static str, Vec<String>)>,
    /// Where the facts of this command come from.
    pub source: Option<Id>,
    /// The same, where it was named by its address.
    pub source_address: Option<String>,
    /// How they stand.
    pub standing: Option<Standing>,
    /// Whether they are private.
    pub private: Option<bool>,
}

/// The form of a list and a line of it, as the help of its flag.
fn list_example(list: &ListSpec) -> String {
    fact_form::find_form(list.name).map_or_else(String::new, |form| {
        format!("{}, such as \"{}\"", form.form, form.examples[0])
    })
}

/// The refusal of a line, with the line in the right form.
fn with_right_form(error: InvalidValue, list: &str, line: &str) -> InvalidValue {
    let suggested = fact_form::suggest_line(list, line).filter(|meant| meant != line);
    let form = fact_form::find_form(list);
    let reason = match (suggested, form) {
        (Some(meant), Some(form)) => format!(
            "{}; write --{} \"{meant}\" (cases help facts)",
            error.reason, form.one
        ),
        (None, Some(form)) => format!(
            "{}; the form is --{} \"{}\" (cases help facts)",
            error.reason, form.one, form.form
        ),
        (_, None) => error.reason,
    };
    InvalidValue { reason, ..error }
}

impl Args for FactArgs {
    fn augment_args(command: Command) -> Command {
        let lists = Case::LISTS.iter().map(|list| {
            Arg::new(list.name)
                .long(list.one)
                .value_name("FACT")
                .help(list_example(list))
                .action(ArgAction::Append)
                .help_heading("Facts (repeat for several)")
        });
        let common = "Facts (repeat for several)";
        command
            .args(lists)
            .arg(
                Arg::new("source")
                    .long("source")
                    .value_name("SOURCE")
                    .help("The source of the facts given here: its id, or https://… (made if there is none)")
                    .help_heading(common),
            )
            .arg(
                Arg::new("standing")
                    .long("standing")
                    .value_name("WORD")
                    .help("How they stand: alleged, official, confirmed")
                    .help_heading(common),
            )
            .arg(
                Arg::new("private")
                    .long("private")
                    .value_name("yes|no")
                    .num_args(0..=1)
                    .require_equals(true)
                    .default_missing_value("yes")
                    .help("Keep them out of every letter (=no: let a sensitive one in)")
                    .help_heading(common),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FactArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let text = |name: &str| matches.get_one::<String>(name);
        let refused = |error: InvalidValue| {
            clap::Error::raw(
                clap::error::ErrorKind::ValueValidation,
                format!("{error}\n"),
            )
        };
        let given = Case::LISTS
            .iter()
            .filter_map(|list| {
                Some((
                    list.name,
                    matches.get_many::<String>(list.name)?.cloned().collect(),
                ))
            })
            .collect();
        let (addresses, ids): (Vec<&String>, Vec<&String>) = text("source")
            .into_iter()
            .partition(|text| is_address(text));
        Ok(Self {
            given,
            source_address: addresses.first().map(ToString::to_string),
            source: ids
                .first()
                .map(|text| {
                    text.parse::<Id>()
                        .map_err(|error| refused(error.with_field("--source")))
                })
                .transpose()?,
            standing: text("standing")
                .map(|text| text.parse::<Standing>().map_err(refused))
                .transpose()?,
            private: text("private")
                .map(|text| {
                    <bool as crate::model::CellValue>::from_typed(text)
                        .map_err(|error| refused(error.with_field("--private")))
                })
                .transpose()?,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl FactArgs {
    /// Adds the facts to a case, each with the source, standing and privacy that the command gave. A release, a death and
    /// what else leaves one situation alone bring it, unless the command gives a status.
    ///
    /// # Errors
    /// A line cannot be read as such a fact, or an end without a day would decide nothing.
    pub fn add_to(&self, case: &mut Case, status: Option<&Status>) -> Result<(), InvalidValue> {
        for (list, lines) in &self.given {
            let mut rows = case.rows(list);
            for line in lines {
                let facts = shorthand::parse_facts(list, line)
                    .map_err(|error| with_right_form(error, list, line))?;
                for mut row in facts {
                    self.complete_row(list, &mut row);
                    if *list == "events" {
                        row = Self::with_status(&Event::from_cells(&row)?, case, status)?.cells();
                    }
                    rows.push(row);
                }
            }
            case.set_rows(list, &rows)?;
        }
        Ok(())
    }

    /// These facts with the day for `today`, where a line begins with it or a field is given so.
    #[must_use]
    pub fn on_day(&self, today: Date) -> Self {
        let mut facts = self.clone();
        for line in facts.given.iter_mut().flat_map(|(_, lines)| lines) {
            let is_dated = |rest: &str| rest.is_empty() || rest.starts_with([' ', '.']);
            if let Some((first, rest)) = line.trim_start().split_at_checked("today".len())
                && first.eq_ignore_ascii_case("today")
                && is_dated(rest)
            {
                *line = format!("{today}{rest}");
            }
            let parts = line.split(';').map(|part| match part.split_once('=') {
                Some((name, value)) if name.trim() == "date" => {
                    format!("{name}={}", replace_today(value, today))
                }
                Some(_) | None => part.to_owned(),
            });
            *line = parts.collect::<Vec<_>>().join(";");
        }
        facts
    }

    /// These facts with the ids of sources in the place of addresses, and the sources that are to be made for that.
    pub fn resolve_sources(&self, store: &Store) -> Result<(Self, SourceResolver), Error> {
        let mut facts = self.clone();
        let mut lines = self.given.iter().flat_map(|(_, lines)| lines);
        if self.source_address.is_none() && !lines.any(|line| line.contains("://")) {
            return Ok((facts, SourceResolver::default()));
        }
        let mut sources = SourceResolver::new(store)?;
        if let Some(address) = facts.source_address.take() {
            facts.source = Some(sources.resolve_source(&address)?);
        }
        for line in facts.given.iter_mut().flat_map(|(_, lines)| lines) {
            *line = sources.resolve_in_line(line)?;
        }
        Ok((facts, sources))
    }

    /// What stands at the end of a line like a field, `; contry=KG`, and is taken for text: a sentence for each.
    pub fn unread_fields(&self) -> Vec<String> {
        let unread = |(list, lines): &(&'static str, Vec<String>)| {
            let ends = lines
                .iter()
                .filter_map(|line| shorthand::unread_field(list, line));
            ends.map(|end| {
                format!("“{end}” is no field of these facts, and is taken for a part of the text")
            })
            .collect::<Vec<_>>()
        };
        self.given.iter().flat_map(unread).collect()
    }

    /// The situation that an event of these facts brings by its kind alone, if it is the one that holds of the case on a day.
    pub fn status_by_event(&self, case: &Case, day: Date) -> Option<Status> {
        let lines = self
            .given
            .iter()
            .filter(|(list, _)| *list == "events")
            .flat_map(|(_, lines)| lines);
        let typed = lines.filter_map(|line| {
            Event::from_cells(&shorthand::parse_fact("events", line).ok()?).ok()
        });
        let holds = case.status_event_on(day)?;
        let mut brought = typed.filter(|event| {
            event.status.is_none() && event.kind.resulting_status() == holds.status
        });
        brought
            .find(|event| (&event.kind, event.date) == (&holds.kind, holds.date))
            .and(holds.status.clone())
    }

    /// An event with the situation that it brings.
    fn with_status(
        event: &Event,
        case: &Case,
        status: Option<&Status>,
    ) -> Result<Event, InvalidValue> {
        let is_end = event.kind.resulting_status().is_some() || event.is_release();
        let is_dated_otherwise = || {
            case.events
                .iter()
                .any(|known| known.status.is_some() && known.date.is_some())
        };
        if event.date.is_none() && is_end && is_dated_otherwise() {
            let kind = event.kind.label();
            let why = "without a date it decides nothing: write the day, month or year before it";
            return Err(InvalidValue::new(format!(
                "when was the {kind}? {why}, “2026-10 {}”",
                event.kind.slug()
            ))
            .with_field("--event"));
        }
        let leaves = event
            .kind
            .resulting_status()
            .filter(|_| event.status.is_none() && status.is_none());
        Ok(Event {
            status: event.status.clone().or(leaves),
            ..event.clone()
        })
    }

    /// Gives entries that are there (`concerns.1`) the source, standing and privacy that the command gave.
    pub fn apply_to(&self, case: &mut Case, entries: &[String]) -> Result<(), InvalidValue> {
        if !entries.is_empty()
            && self.source.is_none()
            && self.standing.is_none()
            && self.private.is_none()
        {
            return Err(InvalidValue::new(
                "say what changes: --private, --private=no, --standing or --source",
            )
            .with_field("--entry"));
        }
        for target in entries {
            let unknown = |why: String| InvalidValue::new(why).with_field("--entry");
            let (name, number) = target.split_once('.').ok_or_else(|| {
                unknown(format!("“{target}” is not LIST.ENTRY, such as concerns.1"))
            })?;
            let list = Case::LISTS
                .iter()
                .find(|list| list.name == name || list.one == name);
            let list = list.ok_or_else(|| {
                InvalidValue::unknown_field(name, Case::LISTS.iter().map(|list| list.name))
            })?;
            let mut rows = case.rows(list.name);
            let count = rows.len();
            let at = number
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1));
            let row = at.and_then(|at| rows.get_mut(at));
            let row = row.ok_or_else(|| {
                unknown(format!(
                    "there is no {} {number}; there are {count}",
                    list.one
                ))
            })?;
            for (field, value) in self.common_cells() {
                let Some(value) = value else { continue };
                let position = list.fields.iter().position(|known| known.name == field);
                row[position.ok_or_else(|| unknown(format!("a {} has no {field}", list.one)))?] =
                    value;
            }
            case.set_rows(list.name, &rows)?;
        }
        Ok(())
    }

    /// Source, standing and privacy as they were given, each with its field.
    fn common_cells(&self) -> [(&'static str, Option<Cell>); 3] {
        let text = |text: String| Cell::Text(text);
        [
            (
                "source",
                self.source.as_ref().map(ToString::to_string).map(text),
            ),
            (
                "standing",
                self.standing.as_ref().map(ToString::to_string).map(text),
            ),
            ("private", self.private.map(Cell::Flag)),
        ]
    }

    /// Fills in source, standing and privacy where the line did not say them and the list has them.
    pub fn complete_row(&self, list: &str, row: &mut [Cell]) {
        let Some(spec) = Case::LISTS.iter().find(|spec| spec.name == list) else {
            return;
        };
        // A charge has a standing of its own.
        let fits = |name: &str| name != "standing" || list != "charges";
        for (name, value) in self
            .common_cells()
            .into_iter()
            .filter(|(name, _)| fits(name))
        {
            let position = spec.fields.iter().position(|field| field.name == name);
            if let Some((cell, value)) = position.map(|position| &mut row[position]).zip(value)
                && cell.is_empty()
            {
                *cell = value;
            }
        }
    }
}
