//! What the days of a row say: events, a term, when it was known; and what goes into the notes and the sources.

use super::added::{ADDED, find_added};
use super::cell_value::CASE;
use super::notes::ReadingKind;
use super::row::TableRow;
use crate::model::vocabulary::{EventKind, SentenceKind, Status, StatusGroup, Vocabulary};
use crate::model::{Cell, CellValue, Charge, Claim, Event, PartialDate, Record, Source, Term};

impl TableRow<'_> {
    fn day(&self, column: &str) -> Option<PartialDate> {
        self.value_of(ADDED, column).to_line().parse().ok()
    }

    /// The day on which the row was known, where it says that itself.
    pub(super) fn take_reported(&mut self) {
        if let Some(day) = self.day("reported") {
            self.fill_field("as_of", day.to_string());
        }
    }

    /// Whether the row gives a status, or a day that brings one.
    fn status(&self) -> Option<Status> {
        Option::<Status>::from_cell(&self.value_of("events", "status"))
            .ok()
            .flatten()
    }

    /// The events of the row: its days, and its status as far as none of them brings it.
    pub(super) fn build_events(&mut self) -> Vec<Event> {
        let status = self.status();
        let noted: Option<Event> = self.build_entry("events", "status");
        let (arrested, released) = (self.day("arrested"), self.day("released"));
        let mut events = Vec::new();
        let place = self.value_of(ADDED, "arrest_place").to_line();
        if let Some(day) = arrested {
            // Somebody who was arrested and later released was held in between.
            let is_held = status.is_none()
                && released.is_some_and(|released| day.earliest_day() <= released.latest_day());
            let mut fields = vec![
                ("kind", "arrest".to_owned()),
                ("date", day.to_string()),
                ("place", place),
            ];
            if is_held {
                fields.push(("status", Status::PoliceCustody.slug().to_owned()));
            }
            events.extend(build_event(&fields));
        } else if !place.is_empty() {
            self.note_line("Place of arrest", &place);
        }
        let mut is_told = false;
        if let Some(day) = self.day("disappeared") {
            events.extend(build_status_event(
                "status-began",
                day,
                &Status::Disappeared,
            ));
            is_told |= status == Some(Status::Disappeared);
        }
        if let Some(day) = released {
            let brought = status
                .clone()
                .filter(is_end_of_detention)
                .unwrap_or(Status::Released);
            is_told |= status.as_ref() == Some(&brought);
            events.extend(build_status_event("release", day, &brought));
        }
        if let Some(day) = self.day("died") {
            events.extend(build_status_event("death", day, &Status::Deceased));
            is_told |= status == Some(Status::Deceased);
        }
        if let Some(day) = self.day("charged").filter(|_| self.charges.is_empty()) {
            events.extend(build_event(&[
                ("kind", "charge".to_owned()),
                ("date", day.to_string()),
            ]));
        }
        events.extend(self.take_bare_sentence());
        // A day of its own is a second statement of the same, and stays.
        let is_dated = !self.value_of("events", "date").is_empty()
            && self.header.title_of("status_date").is_some();
        events.extend(noted.filter(|_| !is_told || is_dated));
        events
    }

    /// A sentence of which only the day is known is an event.
    fn take_bare_sentence(&mut self) -> Option<Event> {
        let says = |field: &str| !self.value_of("sentences", field).is_empty();
        if !says("date")
            || says("kind")
            || says("term")
            || self
                .faulty
                .iter()
                .any(|column| column.starts_with("sentence"))
        {
            return None;
        }
        let day = self.value_of("sentences", "date").to_line();
        self.values.retain(|(list, _, _)| *list != "sentences");
        build_event(&[("kind", "sentence".to_owned()), ("date", day)])
    }

    /// What follows from the other cells of a sentence: a term from its end, its kind from its term, its court and judges.
    pub(super) fn complete_sentence(&mut self) {
        let term = self.value_of("sentences", "term").to_line();
        let has_kind = !self.value_of("sentences", "kind").is_empty();
        if !has_kind && term.parse().is_ok_and(Term::is_life) {
            self.values.push((
                "sentences",
                "kind",
                Cell::Text(SentenceKind::Prison.slug().to_owned()),
            ));
        }
        if let Some(end) = self.day("term_ends") {
            self.note_line("End of the term", &end.to_string());
            let sentenced = self.value_of("sentences", "date").to_line().parse().ok();
            let begins = self.day("arrested").or(sentenced);
            let has_kind = !self.value_of("sentences", "kind").is_empty();
            if let Some(length) = begins
                .and_then(|begin| whole_months(begin, end))
                .filter(|_| term.is_empty() && has_kind)
            {
                let title = self
                    .header
                    .title_of("term_ends")
                    .unwrap_or("term_ends")
                    .to_owned();
                let said = format!(
                    "the term {length} is counted from {} to {end}",
                    begins.map(|day| day.to_string()).unwrap_or_default()
                );
                self.values
                    .push(("sentences", "term", Cell::Text(length.to_string())));
                self.add_note(&title, ReadingKind::Date, said);
            }
        }
        let has_sentence = !self.value_of("sentences", "kind").is_empty();
        for (column, field, label) in [("court", "court", "Court"), ("judge", "judges", "Judges")] {
            let text = self.value_of(ADDED, column).to_line();
            match () {
                () if text.is_empty() => {}
                () if !has_sentence => self.note_line(label, &text),
                () if field == "judges" => {
                    let names = text
                        .split(';')
                        .map(|name| name.trim().to_owned())
                        .filter(|name| !name.is_empty());
                    self.values
                        .push(("sentences", field, Cell::List(names.collect())));
                }
                () => self.values.push(("sentences", field, Cell::Text(text))),
            }
        }
    }

    /// The day of the charge belongs to the charges of the row.
    pub(super) fn date_charges(&self, charges: &mut [Charge]) {
        let Some(day) = self.day("charged") else {
            return;
        };
        for charge in charges.iter_mut().filter(|charge| charge.date.is_none()) {
            charge.date = Some(day);
        }
    }

    /// Keeps a text for the notes under a name.
    pub(super) fn note_line(&mut self, label: &str, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.lines.push(format!("{label}: {text}"));
        }
    }

    /// The notes: what has no field, each under its name.
    pub(super) fn complete_notes(&mut self) {
        let labelled: Vec<(&'static str, String)> = self
            .values
            .iter()
            .filter(|(list, _, _)| *list == ADDED)
            .filter_map(|(_, name, cell)| Some((find_added(name)?.label?, cell.to_line())))
            .collect();
        for (label, text) in labelled {
            self.note_line(label, &text);
        }
        if self.lines.is_empty() {
            return;
        }
        let own = self.value_of(CASE, "notes").to_line();
        let lines = std::mem::take(&mut self.lines);
        let text = std::iter::once(own)
            .chain(lines)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        self.values
            .retain(|(list, field, _)| (*list, *field) != (CASE, "notes"));
        self.values.push((CASE, "notes", Cell::Text(text)));
    }

    /// What the sources of the row are cited for where no fact of it can name them.
    pub(super) fn build_claims(&self, sources: &[Source], has_facts: bool) -> Vec<Claim> {
        let name = self.value_of(CASE, "name").to_line();
        sources
            .iter()
            .skip(usize::from(has_facts))
            .filter_map(|source| {
                Claim::from_typed([
                    ("about", "name"),
                    ("value", name.as_str()),
                    ("source", source.id.as_str()),
                ])
                .ok()
            })
            .collect()
    }
}

/// Situations in which a release leaves somebody.
fn is_end_of_detention(status: &Status) -> bool {
    match status.status_group() {
        Some(StatusGroup::Free | StatusGroup::StillBound) => true,
        Some(
            StatusGroup::Detained
            | StatusGroup::Restricted
            | StatusGroup::AtRisk
            | StatusGroup::Abroad,
        )
        | None => false,
    }
}

fn build_event(fields: &[(&str, String)]) -> Option<Event> {
    let filled = fields.iter().filter(|(_, text)| !text.is_empty());
    Event::from_typed(filled.map(|(field, text)| (*field, text.as_str()))).ok()
}

fn build_status_event(kind: &str, day: PartialDate, status: &Status) -> Option<Event> {
    debug_assert!(EventKind::from_stored(kind).is_known());
    build_event(&[
        ("kind", kind.to_owned()),
        ("date", day.to_string()),
        ("status", status.slug().to_owned()),
    ])
}

/// The term from one day to another, where it is one of whole months: the last day counts, or is the day of the release.
fn whole_months(begin: PartialDate, end: PartialDate) -> Option<Term> {
    let full =
        |date: PartialDate| (date.earliest_day() == date.latest_day()).then(|| date.earliest_day());
    let (begin, end) = (full(begin)?, full(end)?);
    let months = |end: crate::model::Date| {
        let months = (i32::from(end.year()) - i32::from(begin.year())) * 12
            + i32::from(end.month())
            - i32::from(begin.month());
        u32::try_from(months)
            .ok()
            .filter(|months| *months > 0 && end.day() == begin.day())
    };
    months(end)
        .or_else(|| months(end.tomorrow().ok()?))
        .map(Term::from_months)
}
