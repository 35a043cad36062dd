//! One row of a table as a case.

use super::TableOptions;
use super::added::ADDED;
use super::columns::{ColumnTarget, EXTRAS};
use super::header::TableHeader;
use super::notes::{ReadingKind, ReadingNote};
use super::sheet::{CellRemark, Sheet, is_blank, note_on, problem_in_row};
use super::tidy::CellNotes;
use crate::exchange::InvalidFields;
use crate::exchange::error::{clip_text, reason_of};
use crate::exchange::table::cell_value::{CASE, CellPlace, RowValues, parse_cell};
use crate::exchange::table::{formula_guard, list_words, names, source_cell, words};
use crate::model::citation::CitedCharge;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{
    Case, Cell, Charge, Claim, Event, InvalidValue, PartialDate, Record, Sentence, Source,
    ValueKind,
};

/// A row that was read.
pub(super) struct DraftRow {
    /// The line on which the row begins.
    pub(super) line: usize,
    /// What was understood, by the names of columns.
    pub(super) understood: Vec<(String, String)>,
    /// The case, if nothing is wrong.
    pub(super) draft: Option<CaseDraft>,
    /// What was read otherwise than it stands.
    pub(super) notes: Vec<ReadingNote>,
    /// What cannot be.
    pub(super) problems: InvalidFields,
}

/// A case whose id may still have to be made.
pub(super) struct CaseDraft {
    fields: Vec<Cell>,
    events: Vec<Event>,
    charges: Vec<Charge>,
    sentence: Option<Sentence>,
    claims: Vec<Claim>,
    /// Where the row says that it can be read; its facts rest on the first.
    pub(super) sources: Vec<Source>,
}

impl CaseDraft {
    /// A flat field as text; empty if nothing is known.
    pub(super) fn field_text(&self, name: &str) -> String {
        Case::field_position(name)
            .map_or_else(|_| String::new(), |index| self.fields[index].to_line())
    }

    /// The case, under an id.
    pub(super) fn into_case(mut self, id: String) -> Result<Case, InvalidValue> {
        self.fields[Case::field_position("id")?] = Cell::Text(id);
        let mut case = Case::from_cells(&self.fields)?;
        case.events.extend(self.events);
        case.charges.extend(self.charges);
        case.sentences.extend(self.sentence);
        if let Some(source) = self.sources.first().map(|source| &source.id) {
            case.events
                .iter_mut()
                .for_each(|event| event.source = Some(source.clone()));
            case.charges
                .iter_mut()
                .for_each(|charge| charge.source = Some(source.clone()));
            case.sentences
                .iter_mut()
                .for_each(|sentence| sentence.source = Some(source.clone()));
        }
        case.claims.extend(self.claims);
        Ok(case)
    }
}

/// The row that begins on the given line; nothing if it is blank.
pub(super) fn draft_row(
    header: &TableHeader,
    options: &TableOptions,
    sheet: &Sheet,
    heading: Option<(&str, &str)>,
    (line, cells): &(usize, csv::StringRecord),
) -> Option<DraftRow> {
    if is_blank(cells) {
        return None;
    }
    let mut row = TableRow {
        header,
        options,
        sheet,
        line: *line,
        values: Vec::new(),
        charges: Vec::new(),
        sources: Vec::new(),
        lines: Vec::new(),
        faulty: Vec::new(),
        is_status_filled: false,
        notes: Vec::new(),
        problems: InvalidFields::default(),
    };
    let is_short = cells.len() < header.columns.len() && !header.is_own && cells.len() > 1;
    if cells.len() != header.columns.len() && !is_short {
        let reason = format!(
            "the row has {} cells, and the header has {}",
            cells.len(),
            header.columns.len()
        );
        row.report_problem(None, reason, None);
        return Some(row.into_drafted(None));
    }
    (1..)
        .zip(cells)
        .for_each(|(number, text)| row.read_cell(number, text));
    if let Some((column, text)) = heading {
        row.fill_heading(column, text);
    }
    row.fill_name();
    row.take_reported();
    row.fill_defaults();
    row.fill_by_patronymic();
    row.check_needed();
    row.complete_status();
    row.complete_sentence();
    let events = row.build_events();
    row.known_on();
    row.complete_notes();
    let mut charges = row.build_charges();
    row.date_charges(&mut charges);
    let sentence = row.build_entry("sentences", "sentence_kind");
    let has_facts = !(events.is_empty() && charges.is_empty() && sentence.is_none());
    let sources = std::mem::take(&mut row.sources);
    let draft = CaseDraft {
        fields: row.entry_cells::<Case>(CASE),
        claims: row.build_claims(&sources, has_facts),
        events,
        charges,
        sentence,
        sources,
    };
    Some(row.into_drafted(Some(draft)))
}

/// A row that is being read.
pub(super) struct TableRow<'a> {
    pub(super) header: &'a TableHeader,
    pub(super) options: &'a TableOptions,
    sheet: &'a Sheet,
    line: usize,
    pub(super) values: RowValues,
    /// The charges of the row, without their standing.
    pub(super) charges: Vec<CitedCharge>,
    /// Where the row says that it can be read.
    sources: Vec<Source>,
    /// What goes into the notes, each under its name.
    pub(super) lines: Vec<String>,
    /// The columns whose cells cannot be.
    pub(super) faulty: Vec<&'static str>,
    /// Whether the row has its status from what holds for the whole list.
    pub(super) is_status_filled: bool,
    notes: Vec<ReadingNote>,
    pub(super) problems: InvalidFields,
}

impl TableRow<'_> {
    fn read_cell(&mut self, number: usize, text: &str) {
        let column = &self.header.columns[number - 1];
        let text = if self.header.is_guarded {
            formula_guard::unguard_cell(text)
        } else {
            text
        };
        if column.title.is_empty()
            && column.target == ColumnTarget::Ignored
            && !text.trim().is_empty()
            && !column.is_mapped
        {
            let reason = format!(
                "the column has no title in the header; leave it out with --map \"{number}=-\""
            );
            self.report_problem(Some(&number.to_string()), reason, None);
        }
        if column.target == ColumnTarget::Ignored {
            return;
        }
        let title = if column.title.is_empty() {
            number.to_string()
        } else {
            column.title.clone()
        };
        match self.sheet.remarks.get(&(self.line, number)) {
            Some(CellRemark::Faulty(reason)) => {
                self.faulty.push(column.target.column_name());
                self.report_problem(Some(&title), reason.clone(), None);
            }
            Some(CellRemark::Noted(reading, text)) => self.add_note(&title, *reading, text.clone()),
            None => {}
        }
        let mut noted = CellNotes::new();
        let place = CellPlace {
            title: &title,
            unit: column.unit.as_deref(),
            has_no_status: self.header.title_of("status").is_none(),
            is_own: self.header.is_own,
            is_workbook: !self.header.is_guarded,
        };
        match parse_cell(column.target, text, self.options, place, &mut noted) {
            Ok((values, _))
                if column.target.column_name() == "notes"
                    && !self.header.is_own
                    && self.header.is_labelled(&title) =>
            {
                for (_, _, cell) in values {
                    if list_words::find_word("nothing", &cell.to_line()).is_none() {
                        self.note_line(&title, &cell.to_line());
                    }
                }
            }
            Ok((values, _)) if column.target.column_name() == "source" => {
                for (_, _, cell) in values.iter().filter(|(_, _, cell)| !cell.is_empty()) {
                    match source_cell::parse_sources(&cell.to_line()) {
                        Ok(sources) => self.sources.extend(sources),
                        Err(invalid) => self.report_problem(Some(&title), invalid.reason, None),
                    }
                }
                self.values
                    .extend(values.into_iter().filter(|(_, _, cell)| !cell.is_empty()));
            }
            Ok((mut values, charges)) => {
                self.note_bare_charges(&title, &charges);
                if column.target.column_name() != "status" {
                    self.take_other_status(&mut values);
                }
                self.values
                    .extend(values.into_iter().filter(|(_, _, cell)| !cell.is_empty()));
                self.charges.extend(charges);
            }
            Err(invalid) => {
                self.faulty.push(column.target.column_name());
                if words::is_word(column.target) && !text.trim().is_empty() {
                    self.problems
                        .words
                        .insert((clip_text(&title), clip_text(text.trim())));
                }
                let invalid = words::explain_refusal(column.target, text, invalid);
                self.report_problem(Some(&title), reason_of(&invalid, text), invalid.nearest);
            }
        }
        noted
            .into_iter()
            .for_each(|(reading, text)| self.add_note(&title, reading, text));
    }

    /// A status that a column of something else gives: a death is one whatever the column of the status says, any other
    /// only where there is no such column.
    fn take_other_status(&mut self, values: &mut RowValues) {
        let is_status =
            |(list, field, _): &(&str, &str, Cell)| (*list, *field) == ("events", "status");
        let Some(at) = values.iter().position(is_status) else {
            return;
        };
        let is_death = values[at].2.to_line() == Status::Deceased.slug();
        if is_death {
            self.values.retain(|value| !is_status(value));
        } else if self.header.title_of("status").is_some() {
            values.remove(at);
        }
    }

    /// Says which charges have no article: no filter finds them by one.
    fn note_bare_charges(&mut self, title: &str, charges: &[CitedCharge]) {
        if self.header.is_own {
            return;
        }
        for charge in charges.iter().filter(|charge| charge.article.is_empty()) {
            let text = format!(
                "no article of law in “{}”; it is taken as the name of an offence",
                clip_text(&charge.title)
            );
            self.add_note(title, ReadingKind::NoArticle, text);
        }
    }

    /// The name, where it begins with the family name or stands in two columns.
    fn fill_name(&mut self) {
        let second = self.value_of(ADDED, "second_family_name").to_line();
        if !second.is_empty() {
            let family = self.value_of(CASE, "family_name").to_line();
            self.values
                .retain(|(list, field, _)| (*list, *field) != (CASE, "family_name"));
            self.fill_field(
                "family_name",
                format!("{family} {second}").trim().to_owned(),
            );
        }
        let value = |name: &str| self.value_of(CASE, name).to_line();
        let (name, family, given) = (value("name"), value("family_name"), value("given_name"));
        let (full, said) = match names::split_family_name(&name)
            .filter(|_| self.options.family_first)
        {
            Some((first, last)) => {
                let full = format!("{first} {last}");
                let said =
                    format!("“{name}” is read as the name “{full}”, with the family name “{last}”");
                self.fill_field("given_name", first);
                self.fill_field("family_name", last);
                (full, said)
            }
            None if name.is_empty() && !family.is_empty() && !given.is_empty() => {
                // A given name that ends with the family name is the whole name already.
                let is_whole = given.ends_with(&format!(" {family}"));
                let full = if is_whole {
                    given.clone()
                } else {
                    format!("{given} {family}")
                };
                let said = format!("the name “{full}” is made of the given and the family name");
                (full, said)
            }
            None => return,
        };
        self.values
            .retain(|(list, field, _)| (*list, *field) != (CASE, "name"));
        self.fill_field("name", full);
        let title = self
            .header
            .title_of("name")
            .or(self.header.title_of("family_name"))
            .unwrap_or("name")
            .to_owned();
        self.add_note(&title, ReadingKind::Order, said);
    }

    /// The gender that a patronymic says, and the family name that it tells apart, where the row says none; that is noted.
    fn fill_by_patronymic(&mut self) {
        if self.header.is_own {
            return;
        }
        let country = self.value_of(CASE, "country").to_line();
        let found = ["name", "name_native"].into_iter().find_map(|field| {
            let name = self.value_of(CASE, field).to_line();
            names::gender_of_patronymic(&name, &country).map(|gender| (name, gender))
        });
        let Some((name, gender)) = found else {
            return;
        };
        let is_open = |field: &str| self.value_of(CASE, field).is_empty();
        let (has_gender, is_whole) = (
            !is_open("gender"),
            is_open("family_name") && is_open("given_name"),
        );
        let split = names::split_by_patronymic(&name, &country)
            .filter(|_| is_whole && self.value_of(CASE, "name").to_line() == name);
        let mut said = Vec::new();
        if !has_gender {
            self.fill_field("gender", gender.to_owned());
            said.push(format!("says {gender}"));
        }
        if let Some((given, family)) = split {
            said.push(format!("tells that “{family}” is the family name"));
            self.fill_field("given_name", given);
            self.fill_field("family_name", family);
        }
        if !said.is_empty() {
            let title = self.header.title_of("name").unwrap_or("name").to_owned();
            let text = format!("the patronymic of “{name}” {}", said.join(", and "));
            self.add_note(&title, ReadingKind::Patronymic, text);
        }
    }

    pub(super) fn fill_field(&mut self, field: &'static str, text: String) {
        if self.value_of(CASE, field).is_empty() && !self.faulty.contains(&field) {
            self.values.push((CASE, field, Cell::Text(text)));
        }
    }

    /// Tells what a case needs and the row leaves empty; an id can be made.
    fn check_needed(&mut self) {
        for field in Case::FIELDS
            .iter()
            .filter(|field| field.needed && field.name != "id")
        {
            let is_missing =
                self.value_of(CASE, field.name).is_empty() && !self.faulty.contains(&field.name);
            if is_missing {
                let title = self
                    .header
                    .title_of(field.name)
                    .unwrap_or(field.name)
                    .to_owned();
                self.report_problem(Some(&title), "is needed".to_owned(), None);
            }
        }
    }

    /// A status is an event of the date the table gives it: its own, on which it began if the title says since when, or the day on which the record was last known true
    /// where the table has no column for its own, or where the status is that of the whole list.
    fn complete_status(&mut self) {
        if self.value_of("events", "status").is_empty() {
            return;
        }
        let is_undated = self.value_of("events", "date").is_empty();
        let title = self.header.title_of("status_date");
        let begins = !is_undated && title.is_some_and(says_since);
        let kind = if begins {
            "status-began"
        } else {
            "status-noted"
        };
        self.values
            .push(("events", "kind", Cell::Text(kind.to_owned())));
        if title.is_none() || self.is_status_filled && is_undated {
            self.values
                .push(("events", "date", self.value_of(CASE, "as_of")));
        }
    }

    /// The day on which the row was known true, where nobody says: that of its newest dated fact.
    fn known_on(&mut self) {
        let dates = ["events", "sentences"].map(|list| {
            self.value_of(list, "date")
                .to_line()
                .parse::<PartialDate>()
                .ok()
        });
        let days = ["arrested", "charged", "released", "died", "disappeared"].map(|column| {
            self.value_of(ADDED, column)
                .to_line()
                .parse::<PartialDate>()
                .ok()
        });
        let newest = dates
            .into_iter()
            .chain(days)
            .flatten()
            .max_by_key(|date| date.latest_day());
        let is_unsaid = !self.header.is_own && self.value_of(CASE, "as_of").is_empty();
        if let Some(date) = newest.filter(|_| is_unsaid) {
            self.fill_field("as_of", date.to_string());
            self.fill_field("as_of_basis", "fact".to_owned());
        }
    }

    /// The charges with their standing: one word for all, or one for each.
    fn build_charges(&mut self) -> Vec<Charge> {
        let standing = self.value_of("charges", "standing").to_line();
        let words: Vec<&str> = standing
            .split("; ")
            .filter(|word| !word.is_empty())
            .collect();
        let is_faulty = |column: &str| self.faulty.contains(&column);
        if is_faulty("charge") || is_faulty("charge_standing") {
            return Vec::new();
        }
        if words.len() > 1 && words.len() != self.charges.len() {
            let reason = format!(
                "has {} words for {} charges; write one for all, or one for each",
                words.len(),
                self.charges.len()
            );
            let title = self.header.title_of("charge_standing").map(str::to_owned);
            self.report_problem(title.as_deref(), reason, None);
            return Vec::new();
        }
        if self.charges.is_empty() && !words.is_empty() {
            self.report_missing("charge", "standing");
        }
        let one = |(index, parts): (usize, &CitedCharge)| {
            let word = if words.len() > 1 {
                words.get(index)
            } else {
                words.first()
            };
            parts.to_charge(word.copied().unwrap_or_default()).ok()
        };
        self.charges.iter().enumerate().filter_map(one).collect()
    }

    /// The entry of a list, if the row says anything of it; the leading column must then be filled.
    pub(super) fn build_entry<R: Record>(
        &mut self,
        list: &str,
        leading: &'static str,
    ) -> Option<R> {
        let (_, given, _) = *self.values.iter().find(|(name, _, _)| *name == list)?;
        let entry = R::from_cells(&self.entry_cells::<R>(list)).ok();
        if entry.is_none() && !self.faulty.contains(&leading) {
            self.report_missing(leading, given);
        }
        entry
    }

    fn report_missing(&mut self, leading: &'static str, given: &str) {
        let title = self.header.title_of(leading).unwrap_or(leading).to_owned();
        let is_word = ColumnTarget::from_title(leading)
            .is_some_and(|target| matches!(target.value_kind(), ValueKind::Word(..)));
        let help = if is_word {
            format!("; --fill {leading}=WORD gives it to all such rows")
        } else {
            String::new()
        };
        let reason = format!("is needed, because the row gives a {given} that goes with it{help}");
        self.report_problem(Some(&title), reason, None);
    }

    fn entry_cells<R: Record>(&self, list: &str) -> Vec<Cell> {
        R::FIELDS
            .iter()
            .map(|field| self.value_of(list, field.name))
            .collect()
    }

    pub(super) fn value_of(&self, list: &str, field: &str) -> Cell {
        let found = self
            .values
            .iter()
            .find(|(name, known, _)| *name == list && *known == field);
        found.map(|(_, _, cell)| cell.clone()).unwrap_or_default()
    }

    pub(super) fn add_note(&mut self, title: &str, reading: ReadingKind, text: String) {
        self.notes
            .push(note_on(self.line, Some(title), reading, text));
    }

    pub(super) fn report_problem(
        &mut self,
        title: Option<&str>,
        reason: String,
        nearest: Option<String>,
    ) {
        self.problems
            .push(problem_in_row(self.line, title, reason, nearest));
    }

    fn into_drafted(self, draft: Option<CaseDraft>) -> DraftRow {
        let column = |list: &str, field: &'static str| {
            let extra = EXTRAS
                .iter()
                .find(|extra| extra.list == list && extra.field == field);
            if list == CASE || list == ADDED {
                Some(field)
            } else {
                extra.map(|extra| extra.name)
            }
        };
        let values = self.values.iter().filter(|(_, _, cell)| !cell.is_empty());
        let understood = values.filter_map(|(list, field, cell)| {
            Some((column(list, field)?.to_owned(), cell.to_line()))
        });
        let charges = self
            .charges
            .iter()
            .map(|parts| ("charge".to_owned(), parts.to_cell()));
        DraftRow {
            line: self.line,
            understood: understood.chain(charges).collect(),
            draft: draft.filter(|_| self.problems.is_empty()),
            notes: self.notes,
            problems: self.problems,
        }
    }
}

/// Whether a title of the table says since when something is so.
fn says_since(title: &str) -> bool {
    const SINCE: [&str; 6] = ["since", "depuis", "seit", "desde", "с", "бері"];
    let title = title.to_lowercase();
    title
        .split(|c: char| !c.is_alphabetic())
        .any(|word| SINCE.contains(&word))
}
