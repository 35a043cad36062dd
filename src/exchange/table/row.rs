//! One row of a table as a case.

use super::charge::Parts;
use super::columns::{EXTRAS, Target};
use super::header::Header;
use super::{TableOptions, dates, guard, list};
use crate::exchange::error::reason_of;
use crate::exchange::{Place, Problem, Problems};
use crate::model::{Case, Cell, Charge, Event, Invalid, Kind, Record, Sentence};

/// A case whose id may still have to be made.
pub(super) struct Draft {
    /// The line on which the row begins.
    pub(super) row: usize,
    fields: Vec<Cell>,
    event: Option<Event>,
    charge: Option<Charge>,
    sentence: Option<Sentence>,
}

impl Draft {
    /// A flat field as text; empty if nothing is known.
    pub(super) fn field(&self, name: &str) -> String {
        Case::position(name).map_or_else(|_| String::new(), |index| self.fields[index].to_line())
    }

    /// The case, under an id.
    pub(super) fn named(mut self, id: String) -> Result<Case, Invalid> {
        self.fields[Case::position("id")?] = Cell::Text(id);
        let mut case = Case::from_cells(&self.fields)?;
        case.events.extend(self.event);
        case.charges.extend(self.charge);
        case.sentences.extend(self.sentence);
        Ok(case)
    }
}

/// The case of a row that begins on the given line; nothing if the row is blank.
pub(super) fn draft(
    header: &Header,
    options: &TableOptions,
    line: usize,
    cells: &csv::StringRecord,
) -> Result<Option<Draft>, Problems> {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(None);
    }
    let mut row = Row { header, options, line, values: Vec::new(), faulty: Vec::new(), problems: Problems::default() };
    if cells.len() != header.columns.len() {
        row.problem(
            None,
            format!("the row has {} cells, and the header has {}", cells.len(), header.columns.len()),
            None,
        );
        return Err(row.problems);
    }
    (1..).zip(cells).for_each(|(number, text)| row.cell(number, text));
    row.country();
    row.needed();
    row.status();
    let draft = Draft {
        row: line,
        fields: row.cells::<Case>(CASE),
        event: row.entry("events", "status"),
        charge: row.entry("charges", "charge"),
        sentence: row.entry("sentences", "sentence_kind"),
    };
    if row.problems.is_empty() { Ok(Some(draft)) } else { Err(row.problems) }
}

/// Where the flat fields stand among the lists of entries.
const CASE: &str = "";

/// A row that is being read.
struct Row<'a> {
    header: &'a Header,
    options: &'a TableOptions,
    line: usize,
    /// The values found, each with its list and its field.
    values: Vec<(&'static str, &'static str, Cell)>,
    /// The columns whose cells cannot be.
    faulty: Vec<&'static str>,
    problems: Problems,
}

impl Row<'_> {
    fn cell(&mut self, number: usize, text: &str) {
        let column = &self.header.columns[number - 1];
        let text = if self.header.is_guarded { guard::unguarded(text) } else { text };
        if column.title.is_empty() && !text.trim().is_empty() {
            self.problem(Some(&number.to_string()), "the column has no title in the header".to_owned(), None);
        }
        match read(column.target, text, self.options) {
            Ok(values) => self.values.extend(values.into_iter().filter(|(_, _, cell)| !cell.is_empty())),
            Err(invalid) => {
                self.faulty.push(column.target.name());
                self.problem(Some(&column.title), reason_of(&invalid, text), invalid.nearest);
            }
        }
    }

    /// The country of rows that name none.
    fn country(&mut self) {
        let is_open = self.value(CASE, "country").is_empty() && !self.faulty.contains(&"country");
        if let Some(country) = self.options.country.filter(|_| is_open) {
            self.values.push((CASE, "country", Cell::Text(country.to_string())));
        }
    }

    /// Tells what a case needs and the row leaves empty; an id can be made.
    fn needed(&mut self) {
        for field in Case::FIELDS.iter().filter(|field| field.needed && field.name != "id") {
            let is_missing = self.value(CASE, field.name).is_empty() && !self.faulty.contains(&field.name);
            if let Some(title) = self.header.title(field.name).filter(|_| is_missing) {
                self.problem(Some(title), "is needed".to_owned(), None);
            }
        }
    }

    /// A status is an event of the date the table gives it: its own, or the day on which the record was last known true
    /// where the table has no column for its own.
    fn status(&mut self) {
        if self.value("events", "status").is_empty() {
            return;
        }
        self.values.push(("events", "kind", Cell::Text("status-noted".to_owned())));
        if self.header.title("status_date").is_none() {
            self.values.push(("events", "date", self.value(CASE, "as_of")));
        }
    }

    /// The entry of a list, if the row says anything of it; the leading column must then be filled.
    fn entry<R: Record>(&mut self, list: &str, leading: &'static str) -> Option<R> {
        let (_, given, _) = *self.values.iter().find(|(name, _, _)| *name == list)?;
        let entry = R::from_cells(&self.cells::<R>(list)).ok();
        if entry.is_none() && !self.faulty.contains(&leading) {
            let title = self.header.title(leading).unwrap_or(leading);
            self.problem(Some(title), format!("is needed, because the row gives a {given} that goes with it"), None);
        }
        entry
    }

    fn cells<R: Record>(&self, list: &str) -> Vec<Cell> {
        R::FIELDS.iter().map(|field| self.value(list, field.name)).collect()
    }

    fn value(&self, list: &str, field: &str) -> Cell {
        let found = self.values.iter().find(|(name, known, _)| *name == list && *known == field);
        found.map(|(_, _, cell)| cell.clone()).unwrap_or_default()
    }

    fn problem(&mut self, title: Option<&str>, reason: String, nearest: Option<String>) {
        self.problems.push(at(self.line, title, reason, nearest));
    }
}

/// A problem of a row.
pub(super) fn at(row: usize, title: Option<&str>, reason: impl Into<String>, nearest: Option<String>) -> Problem {
    let field = title.and_then(Target::named).map_or("", Target::name).to_owned();
    let place = Place::Row { row, column: title.map(crate::exchange::error::clip) };
    Problem { place, id: None, field, reason: reason.into(), nearest }
}

/// What a cell says, by the rules of typed values: the values it gives, each with its list and its field.
fn read(
    target: Target,
    text: &str,
    options: &TableOptions,
) -> Result<Vec<(&'static str, &'static str, Cell)>, Invalid> {
    let text = if target.is_date() { dates::iso(text, options.dates)? } else { text.into() };
    match target {
        Target::Ignored => Ok(Vec::new()),
        Target::Field(index) => Ok(vec![(CASE, Case::FIELDS[index].name, typed(index, &text)?)]),
        Target::Extra(index) if EXTRAS[index].name == "charge" => {
            let Parts { code, article, part, title } = Parts::read(&text);
            let parts = [("code", code), ("article", article), ("part", part), ("title", title)];
            parts.into_iter().map(|(field, text)| Ok(("charges", field, Charge::typed(field, &text)?))).collect()
        }
        Target::Extra(index) => {
            let extra = &EXTRAS[index];
            Ok(vec![(extra.list, extra.field, extra.typed(&text)?)])
        }
    }
}

/// The cell of a flat field. An item of a list may hold a `;` here, which it cannot on the command line.
fn typed(index: usize, text: &str) -> Result<Cell, Invalid> {
    let field = &Case::FIELDS[index];
    if field.kind != Kind::List {
        return Case::typed(field.name, text);
    }
    let mut items = Vec::new();
    for item in list::split(text) {
        if !item.contains(';') {
            items.push(Case::typed(field.name, &item)?.to_line());
            continue;
        }
        match Case::check(field.name, &Cell::List(vec![item.clone()]))? {
            Some(unknown) => return Err(unknown),
            None => items.push(item),
        }
    }
    Ok(if items.is_empty() { Cell::Empty } else { Cell::List(items) })
}
