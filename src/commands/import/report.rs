//! What an import did, person by person.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::answer::ChangeAnswer;
use crate::commands::shared::json_output;
use crate::commands::shared::privacy;
use crate::exchange::{
    CaseRow, InvalidFields, ReadingKind, ReadingNote, SourcePosition, TableSurvey,
};
use crate::model::{Case, FieldDifference, Finding, Id};
use crate::store::{OpId, RecordChange, Store};

/// So many rows that are older than what is here are told of one by one.
const MANY: usize = 8;

/// What an import does.
#[derive(Debug, Default)]
pub(super) struct ImportReport {
    added: usize,
    changed: usize,
    same: usize,
    /// Of those, how many are known true on a later day than before.
    confirmed: usize,
    /// New cases of which no situation is known.
    unknown: usize,
    skipped: usize,
    /// New cases of which no day is known on which they were known true.
    undated: usize,
    /// Cases and other records that are here already and are others.
    pub(super) conflicts: Vec<String>,
    /// The people who change, and in a dry run all others that are new or left out.
    people: Vec<ImportedPerson>,
    /// People of earlier imports of the list who are no longer in it.
    pub(super) gone: Vec<(Id, String)>,
    /// People of whom a later day is known here than the row has.
    older: Vec<String>,
    /// What was left out because it is of people who were erased.
    erased: Vec<String>,
    /// The table as it was understood.
    table: Option<ImportedTable>,
    /// Whether everybody is told of, not only those who change.
    everybody: bool,
    /// How many facts of those who are new or change are kept out of letters by their kind.
    private_by_kind: usize,
}

/// What was understood of a row, by the names of columns.
type ColumnTexts = Vec<(String, String)>;

#[derive(Debug)]
struct ImportedTable {
    /// The rows with the ids of their cases.
    rows: Vec<(usize, ColumnTexts, Option<Id>)>,
    notes: Vec<ReadingNote>,
    problems: InvalidFields,
}

#[derive(Debug)]
struct ImportedPerson {
    id: Id,
    name: String,
    what: &'static str,
    differences: Vec<FieldDifference>,
}

impl ImportReport {
    /// A report that tells of everybody, or only of those who change.
    pub(super) fn new(everybody: bool) -> Self {
        Self {
            everybody,
            ..Self::default()
        }
    }

    /// Remembers how a table was understood; row by row only where everybody is told of.
    pub(super) fn set_table(&mut self, survey: &TableSurvey) {
        let row = |row: &CaseRow| {
            (
                row.row,
                row.understood.clone(),
                row.case.as_ref().map(|case| case.id.clone()),
            )
        };
        self.table = Some(ImportedTable {
            rows: survey
                .rows
                .iter()
                .filter(|_| self.everybody)
                .map(row)
                .collect(),
            notes: survey.notes.clone(),
            problems: survey.problems.clone(),
        });
    }

    /// Remembers under which id the case of a row is here.
    pub(super) fn row_is(&mut self, row: usize, id: &Id) {
        let Some(table) = &mut self.table else { return };
        if let Ok(at) = table.rows.binary_search_by_key(&row, |(known, ..)| *known) {
            table.rows[at].2 = Some(id.clone());
        }
    }

    /// That some of a table have no day on which that was known, if any have none.
    pub(super) fn undated_message(&self) -> Option<String> {
        let _ = self.table.as_ref()?;
        let who = match self.undated {
            0 => return None,
            1 => "1 case has".to_owned(),
            count => format!("{count} cases have"),
        };
        Some(format!(
            "{who} no day on which that was known true: the list says none. --as-of DATE gives one."
        ))
    }

    /// Counts a record, and if it is a case, remembers who it is.
    pub(super) fn count_record(
        &mut self,
        change: Option<RecordChange>,
        person: Option<(&Case, Vec<FieldDifference>)>,
    ) {
        if let Some((case, _)) = person.as_ref().filter(|_| change.is_some()) {
            self.private_by_kind += privacy::count_private_by_kind(case);
        }
        let what = match change {
            Some(RecordChange::Added) => {
                self.added += 1;
                let has_status =
                    |case: &Case| case.events.iter().any(|event| event.status.is_some());
                self.unknown +=
                    usize::from(person.as_ref().is_some_and(|(case, _)| !has_status(case)));
                self.undated += usize::from(
                    person
                        .as_ref()
                        .is_some_and(|(case, _)| case.as_of.is_none()),
                );
                "new"
            }
            // That the list still says the same is no change of the person.
            Some(_)
                if person
                    .as_ref()
                    .is_some_and(|(_, differences)| is_only_confirmed(differences)) =>
            {
                self.same += 1;
                self.confirmed += 1;
                "the same"
            }
            Some(_) => {
                self.changed += 1;
                "changed"
            }
            None => {
                self.same += 1;
                "the same"
            }
        };
        self.add_person(what, person);
    }

    /// Counts a record that is left as it is here.
    pub(super) fn count_skipped(&mut self, person: Option<(&Case, Vec<FieldDifference>)>) {
        self.skipped += 1;
        self.add_person("left out", person);
    }

    /// Notes a row that was true on an earlier day than what is here.
    pub(super) fn add_older(&mut self, here: &Case, row: &Case) {
        if let Some((here_on, row_on)) = here.as_of.zip(row.as_of).filter(|(here, row)| row < here)
        {
            self.older.push(format!(
                "{}: the list is as of {row_on}; what is here stays as of {here_on}",
                here.id
            ));
        }
    }

    /// Notes what is left out because somebody was erased.
    pub(super) fn add_erased(&mut self, line: &str) {
        self.skipped += 1;
        self.erased.push(line.to_owned());
    }

    /// Notes a record that is here already and is another.
    pub(super) fn add_conflict(
        &mut self,
        what: &str,
        id: &Id,
        person: Option<(&Case, Vec<FieldDifference>)>,
    ) {
        self.conflicts.push(format!("{what} {id}"));
        self.add_person("another is here", person);
    }

    fn add_person(&mut self, what: &'static str, person: Option<(&Case, Vec<FieldDifference>)>) {
        if let Some((case, differences)) = person.filter(|_| what == "changed" || self.everybody) {
            self.people.push(ImportedPerson {
                id: case.id.clone(),
                name: case.name.to_string(),
                what,
                differences,
            });
        }
    }

    /// `Took in: 2 new, 1 changed, 5 the same, 0 left out.`
    pub(super) fn summary_line(&self, verb: &str) -> String {
        format!(
            "{verb}: {} new, {} changed, {} the same, {} left out.",
            self.added, self.changed, self.same, self.skipped
        )
    }

    /// How many facts are kept out of letters by their kind, and what lets one in; nothing if none is.
    pub(super) fn kept_out_message(&self) -> Option<String> {
        let facts = match self.private_by_kind {
            0 => return None,
            1 => "1 fact is".to_owned(),
            count => format!("{count} facts are"),
        };
        Some(format!(
            "{facts} kept out of letters by the kind (health, torture, relatives). To see them: cases check --only withheld. To let one in: cases update CASE --entry LIST.NUMBER --private=no"
        ))
    }

    /// How often cells were read otherwise than they stand, in one line; nothing if none was.
    pub(super) fn readings_message(&self) -> Option<String> {
        let notes = &self.table.as_ref()?.notes;
        let mut kinds: Vec<ReadingKind> = notes
            .iter()
            .map(|note| note.reading)
            .filter(|kind| {
                !matches!(
                    kind,
                    ReadingKind::Column
                        | ReadingKind::Encoding
                        | ReadingKind::DateOrder
                        | ReadingKind::States
                        | ReadingKind::OnePerson
                        | ReadingKind::Namesakes
                        | ReadingKind::NoArticle
                )
            })
            .collect();
        kinds.sort_unstable();
        let told = kinds
            .chunk_by(|one, other| one == other)
            .map(|same| format!("{}: {}", same[0].label(), same.len()));
        let told = told.collect::<Vec<_>>().join("; ");
        (!told.is_empty())
            .then(|| format!("Read otherwise than it stands ({told}). See each with --dry-run."))
    }

    /// How the file as a whole was understood: its letters, its columns, charges without an article, people without a status.
    pub(super) fn understanding_lines(&self) -> Vec<String> {
        let Some(table) = &self.table else {
            return Vec::new();
        };
        let of = |kind: ReadingKind| table.notes.iter().filter(move |note| note.reading == kind);
        let mut lines: Vec<String> = of(ReadingKind::Encoding)
            .map(|note| format!("Letters: {}.", note.text))
            .collect();
        lines.extend(
            of(ReadingKind::DateOrder)
                .map(|note| format!("Dates: {}; say otherwise with --dates.", note.text)),
        );
        let columns: Vec<String> = of(ReadingKind::Column)
            .map(|note| {
                format!(
                    "“{}” {}",
                    row_and_column(&note.place).1.unwrap_or_default(),
                    note.text
                )
            })
            .collect();
        if !columns.is_empty() {
            lines.push(format!("Columns by their titles: {}.", columns.join("; ")));
        }
        lines.extend(of(ReadingKind::States).map(|note| {
            let title = row_and_column(&note.place).1.unwrap_or_default();
            format!("States: “{title}” {}.", note.text)
        }));
        lines.extend(table.lines_on_names(ReadingKind::OnePerson));
        lines.extend(table.lines_on_names(ReadingKind::Namesakes));
        let bare: Vec<String> = of(ReadingKind::NoArticle)
            .map(|note| {
                format!(
                    "row {}: {}",
                    row_and_column(&note.place).0.unwrap_or_default(),
                    note.text
                )
            })
            .collect();
        if !bare.is_empty() {
            let noun = if bare.len() == 1 {
                "charge has"
            } else {
                "charges have"
            };
            lines.push(format!(
                "{} {noun} no article of law, and no filter by article finds them:",
                bare.len()
            ));
            lines.extend(bare.iter().take(MANY).map(|line| format!("    {line}")));
            let more = bare.len().saturating_sub(MANY);
            lines.extend(
                (more > 0).then(|| format!("    and {more} more; see each with --dry-run")),
            );
        }
        if self.unknown > 0 {
            let who = if self.unknown == 1 {
                "1 new case has".to_owned()
            } else {
                format!("{} new cases have", self.unknown)
            };
            lines.push(format!(
                "{who} no status: letters cannot say that they are held. --fill status=WORD gives one to all rows (cases help words status)."
            ));
        }
        if self.confirmed > 0 {
            lines.push(format!(
                "Of those who are the same, {} are now known true on a later day.",
                self.confirmed
            ));
        }
        lines
    }

    /// What changes, person by person, as lines.
    pub(super) fn change_lines(&self) -> Vec<String> {
        let people = self.people.iter().filter(|person| person.what == "changed");
        let mut lines: Vec<String> = people.flat_map(ImportedPerson::to_lines).collect();
        lines.extend(self.missing_lines());
        lines
    }

    fn missing_lines(&self) -> Vec<String> {
        let one = |(id, name): &(Id, String)| {
            format!("{name} ({id}): no longer in the list; nothing is changed here")
        };
        let more = self.older.len().saturating_sub(MANY);
        let more = (more > 0).then(|| {
            format!("{more} more: the list is as of an earlier day than what is here, which stays")
        });
        let older = self.older.iter().take(MANY).cloned().chain(more);
        self.erased
            .iter()
            .cloned()
            .chain(self.gone.iter().map(one))
            .chain(older)
            .collect()
    }

    /// Prints what was taken in, where JSON was asked for.
    pub(super) fn print_answer(
        &self,
        app: &App,
        store: &Store,
        operation: Option<OpId>,
        command: &str,
    ) -> Result<(), Error> {
        if !app.is_json() {
            return Ok(());
        }
        let answer = ChangeAnswer {
            command: command.to_owned(),
            message: self.summary_line("Took in"),
            notes: self.missing_lines(),
            warnings: self.undated_message().into_iter().collect(),
            more: vec![
                ("new", self.added.into()),
                ("changed", self.changed.into()),
                ("same", self.same.into()),
                ("left_out", self.skipped.into()),
            ],
            ..ChangeAnswer::default()
        };
        match operation {
            Some(operation) => answer.with_history(store, operation)?.print(app),
            None => answer.print(app),
        }
    }

    /// Prints what would happen, row by row.
    pub(super) fn print_report(&self, app: &App) -> Result<(), Error> {
        let mut data = app.terminal.data_writer();
        if app.is_json() {
            let json = json_output::select_fields(app, self.as_json().to_string())?;
            data.write_json(&json)?;
            return Ok(data.finish_output()?);
        }
        for line in self.to_lines() {
            data.write_line(&line)?;
        }
        Ok(data.finish_output()?)
    }

    fn to_lines(&self) -> Vec<String> {
        let Some(table) = &self.table else {
            let news = self
                .people
                .iter()
                .filter(|person| person.what != "the same");
            return news
                .flat_map(ImportedPerson::to_lines)
                .chain(self.missing_lines())
                .collect();
        };
        let people: BTreeMap<&Id, &ImportedPerson> = self
            .people
            .iter()
            .map(|person| (&person.id, person))
            .collect();
        let mut said = table.messages_by_row();
        let rows: BTreeSet<usize> = table.rows.iter().map(|(row, ..)| *row).collect();
        let others = said
            .iter()
            .filter(|(row, _)| row.is_none_or(|row| !rows.contains(&row)));
        let mut lines: Vec<String> = others
            .flat_map(|(_, texts)| texts.iter().map(|(_, text)| text.clone()))
            .collect();
        for (row, understood, id) in &table.rows {
            let person = id.as_ref().and_then(|id| people.get(id));
            let name = understood
                .iter()
                .find(|(field, _)| field == "name")
                .map_or("no name", |(_, name)| name);
            lines.push(match (id, person) {
                (Some(id), Some(person)) => format!("row {row}  {name} ({id}): {}", person.what),
                (Some(id), None) => format!("row {row}  {name} ({id})"),
                (None, _) => format!("row {row}  {name}: not understood"),
            });
            let fields = understood.iter().filter(|(field, _)| field != "name");
            lines.extend(fields.map(|(field, value)| format!("    {field}: {value}")));
            let texts = said.remove(&Some(*row)).unwrap_or_default();
            lines.extend(
                texts
                    .into_iter()
                    .map(|(mark, text)| format!("  {mark} {text}")),
            );
            lines.extend(
                person
                    .iter()
                    .flat_map(|person| person.differences.iter().map(format_difference)),
            );
        }
        lines.extend(self.missing_lines());
        lines
    }

    fn as_json(&self) -> Value {
        let people = |person: &ImportedPerson| {
            json!({"id": person.id.as_str(), "name": person.name, "change": person.what,
                "differences": person.differences.iter().map(difference_to_json).collect::<Vec<_>>()})
        };
        let gone = |(id, name): &(Id, String)| json!({"id": id.as_str(), "name": name});
        let table = self.table.as_ref();
        json!({
            "new": self.added, "changed": self.changed, "same": self.same, "left_out": self.skipped,
            "rows": table.map(ImportedTable::as_json),
            "notes": table.map(|table| table.notes.iter().map(note_to_json).collect::<Vec<_>>()).unwrap_or_default(),
            "problems": table.map(|table| table.problems.list.iter().map(problem_to_json).collect::<Vec<_>>()).unwrap_or_default(),
            "people": self.people.iter().map(people).collect::<Vec<_>>(),
            "gone": self.gone.iter().map(gone).collect::<Vec<_>>(),
            "erased": self.erased,
        })
    }
}

impl ImportedTable {
    /// Which names stand in several rows, and how they were taken, under a line that says what can be done.
    fn lines_on_names(&self, kind: ReadingKind) -> Vec<String> {
        let of_kind = self.notes.iter().filter(|note| note.reading == kind);
        let told: Vec<String> = of_kind.map(|note| format!("    {}", note.text)).collect();
        let names = match told.len() {
            0 => return Vec::new(),
            1 => "1 name stands".to_owned(),
            count => format!("{count} names stand"),
        };
        let first = if kind == ReadingKind::OnePerson {
            format!("{names} in several rows, which were put together:")
        } else {
            format!(
                "{names} in several rows, each taken for a person. If such rows are of one person: --merge-rows name; if they are \
                 namesakes: --merge-rows no."
            )
        };
        let more = told.len().saturating_sub(MANY);
        let more = (more > 0).then(|| format!("    and {more} more; see each with --dry-run"));
        let shown = told.into_iter().take(MANY);
        std::iter::once(first).chain(shown).chain(more).collect()
    }

    /// What is to be said of each row: `·` before what was read otherwise, `!` before what cannot be.
    fn messages_by_row(&self) -> BTreeMap<Option<usize>, Vec<(char, String)>> {
        let notes = self
            .notes
            .iter()
            .map(|note| (&note.place, '·', note.to_string()));
        let problems = self
            .problems
            .list
            .iter()
            .map(|problem| (&problem.place, '!', problem.to_string()));
        let mut said: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (at, mark, text) in notes.chain(problems) {
            said.entry(row_and_column(at).0)
                .or_default()
                .push((mark, text));
        }
        said
    }

    fn as_json(&self) -> Value {
        let row = |(row, understood, id): &(usize, ColumnTexts, Option<Id>)| {
            let fields = understood
                .iter()
                .map(|(field, value)| json!({"field": field, "value": value}));
            json!({"row": row, "id": id.as_ref().map(Id::as_str), "understood": fields.collect::<Vec<_>>()})
        };
        self.rows.iter().map(row).collect()
    }
}

impl ImportedPerson {
    fn to_lines(&self) -> Vec<String> {
        let head = format!("{} ({}): {}", self.name, self.id, self.what);
        std::iter::once(head)
            .chain(self.differences.iter().map(format_difference))
            .collect()
    }
}

/// Whether nothing changes but the day on which the record was last known true.
fn is_only_confirmed(differences: &[FieldDifference]) -> bool {
    !differences.is_empty()
        && differences
            .iter()
            .all(|difference| difference.field == "as_of")
}

/// `    place: Oral → Atyrau`
fn format_difference(difference: &FieldDifference) -> String {
    let text = match (&difference.before, &difference.after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => format!("+ {after}"),
        (Some(before), None) => format!("- {before}"),
        (None, None) => String::new(),
    };
    format!("    {}: {text}", difference.one)
}

fn difference_to_json(difference: &FieldDifference) -> Value {
    json!({"field": difference.field, "before": difference.before, "after": difference.after})
}

fn row_and_column(place: &SourcePosition) -> (Option<usize>, Option<&str>) {
    match place {
        SourcePosition::Row { row, column } => (Some(*row), column.as_deref()),
        _ => (None, None),
    }
}

fn note_to_json(note: &ReadingNote) -> Value {
    let (row, column) = row_and_column(&note.place);
    json!({"row": row, "column": column, "kind": note.reading.slug(), "text": note.text})
}

fn problem_to_json(problem: &crate::exchange::InvalidField) -> Value {
    let (row, column) = row_and_column(&problem.place);
    let Finding {
        level, place, what, ..
    } = Finding::from(problem);
    json!({"row": row, "column": column, "text": problem.reason, "nearest": problem.nearest,
        "level": level.slug(), "place": place, "message": what, "about": problem.id})
}
