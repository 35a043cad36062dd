//! The gate: nodes become records field by field, and all that cannot be is told with its place.

use std::collections::{HashMap, HashSet};

use crate::exchange::error::{clip_text, reason_of};
use crate::exchange::tree::diagnostics::{FieldPath, FileDiagnostics};
use crate::exchange::tree::node::{ParsedEntry, ParsedNode, ParsedValue};
use crate::files::input::ENTRIES;
use crate::model::record::CellCheck;
use crate::model::{Cell, Field, InvalidValue, ListSpec, Record, ValueKind, text};

/// Takes in the records of one file, and holds what is found in them.
#[derive(Debug, Default)]
pub(crate) struct RecordValidator {
    pub(crate) findings: FileDiagnostics,
    /// The line that is being read, where each line is a record of its own.
    pub(crate) line: Option<usize>,
    /// Where the records of each kind stand, by their ids.
    ids: HashMap<(&'static str, String), String>,
}

/// The fields of one record or entry, and what else stands in its table.
struct RecordFields<'a> {
    cells: Vec<Cell>,
    others: Vec<ParsedEntry<'a>>,
}

/// The entries of lists, each as the values of its fields.
type ListCells = Vec<(&'static str, Vec<Vec<Cell>>)>;

impl RecordValidator {
    /// A key that is not in the schema.
    pub(crate) fn unknown_key<'k>(
        &mut self,
        path: &FieldPath<'_>,
        entry: &ParsedEntry<'_>,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let unknown = InvalidValue::unknown_field(&clip_text(&entry.key), known);
        self.findings.report_problem(
            entry.at,
            &FieldPath::Field(path, &entry.key),
            unknown.reason,
            unknown.nearest,
        );
    }

    /// The entries of a table; a problem and nothing if it is something else.
    pub(crate) fn expect_table<'a>(
        &mut self,
        path: &FieldPath<'_>,
        node: ParsedNode<'a>,
    ) -> Option<Vec<ParsedEntry<'a>>> {
        match node.value {
            ParsedValue::Table(entries) => Some(entries),
            other => {
                self.report_wrong_type(node.at, path, "a table", &other);
                None
            }
        }
    }

    /// The records of a section.
    pub(crate) fn validate_records<R: Record>(
        &mut self,
        path: &FieldPath<'_>,
        node: ParsedNode<'_>,
    ) -> Vec<R> {
        let mut records = Vec::new();
        for (number, item) in (1..).zip(self.expect_items(path, node)) {
            if self.findings.is_full() {
                break;
            }
            records.extend(self.validate_record(&FieldPath::Item(path, number), item));
        }
        records
    }

    /// One record, if nothing in it is wrong. Its id, if it has one, must be the first of its kind in the file.
    pub(crate) fn validate_record<R: Record>(
        &mut self,
        path: &FieldPath<'_>,
        node: ParsedNode<'_>,
    ) -> Option<R> {
        let before = self.findings.problem_count();
        let at = node.at;
        self.findings.id = find_id(&node);
        let record = self
            .validate_fields(path, R::FIELDS, R::check, node)
            .and_then(|fields| {
                self.seen_once::<R>(&fields.cells, at, path);
                let lists = self.validate_lists::<R>(path, fields.others);
                (self.findings.problem_count() == before)
                    .then(|| assemble_record(&fields.cells, &lists))
            });
        if let Some(Err(invalid)) = &record {
            self.findings
                .report_problem(at, path, invalid.to_string(), None);
        }
        self.findings.id = None;
        record?.ok()
    }

    fn seen_once<R: Record>(&mut self, cells: &[Cell], at: usize, path: &FieldPath<'_>) {
        let id = R::field_position("id")
            .map(|index| cells[index].to_line().trim().to_owned())
            .unwrap_or_default();
        if id.is_empty() {
            return;
        }
        let here = self
            .line
            .map_or_else(|| path.to_string(), |line| format!("line {line}"));
        let short = clip_text(&id);
        if let Some(first) = self.ids.insert((R::NAME, id), here) {
            let reason = format!("the id “{short}” stands twice; {first} has it too");
            self.findings
                .report_problem(at, &FieldPath::Field(path, "id"), reason, None);
        }
    }

    /// The values of the fields in a table; nothing if it is no table. What is needed must be there.
    fn validate_fields<'a>(
        &mut self,
        path: &FieldPath<'_>,
        fields: &[Field],
        check: CellCheck,
        node: ParsedNode<'a>,
    ) -> Option<RecordFields<'a>> {
        let at = node.at;
        let mut found: Vec<Option<Option<Cell>>> = vec![None; fields.len()];
        let mut seen = HashSet::new();
        let mut others = Vec::new();
        for entry in self.expect_table(path, node)? {
            if self.findings.is_full() {
                break;
            }
            let here = FieldPath::Field(path, &entry.key);
            let position = fields.iter().position(|field| field.is_called(&entry.key));
            let name = position.map_or(&*entry.key, |index| fields[index].name);
            if !seen.insert(name.to_owned()) {
                self.findings
                    .report_problem(entry.at, &here, "stands twice", None);
            }
            match position {
                Some(index) => {
                    found[index] =
                        Some(self.validate_cell(&here, &fields[index], check, entry.node))
                }
                None => others.push(entry),
            }
        }
        // A value that is there and cannot be has been told already.
        let is_missing =
            |value: &Option<Option<Cell>>| !matches!(value, Some(None) | Some(Some(Cell::Text(_))));
        for (field, _) in fields
            .iter()
            .zip(&found)
            .filter(|(field, value)| field.needed && is_missing(value))
        {
            self.findings.report_problem(
                at,
                &FieldPath::Field(path, field.name),
                "is needed",
                None,
            );
        }
        let cells = found
            .into_iter()
            .map(|value| value.flatten().unwrap_or_default())
            .collect();
        Some(RecordFields { cells, others })
    }

    fn validate_lists<R: Record>(
        &mut self,
        path: &FieldPath<'_>,
        entries: Vec<ParsedEntry<'_>>,
    ) -> ListCells {
        let mut found = Vec::new();
        for entry in entries {
            if self.findings.is_full() {
                break;
            }
            let here = FieldPath::Field(path, &entry.key);
            match R::LISTS.iter().find(|list| list.name == entry.key) {
                Some(list) => found.push((list.name, self.validate_rows(&here, list, entry.node))),
                None => {
                    let fields = R::FIELDS.iter().map(|field| field.name);
                    self.unknown_key(
                        path,
                        &entry,
                        fields.chain(R::LISTS.iter().map(|list| list.name)),
                    );
                }
            }
        }
        found
    }

    fn validate_rows(
        &mut self,
        path: &FieldPath<'_>,
        list: &ListSpec,
        node: ParsedNode<'_>,
    ) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for (number, item) in (1..).zip(self.expect_items(path, node)) {
            if self.findings.is_full() || !self.may_have(path, item.at, number) {
                break;
            }
            let here = FieldPath::Item(path, number);
            let (at, before) = (item.at, self.findings.problem_count());
            let Some(fields) = self.validate_fields(&here, list.fields, list.check, item) else {
                continue;
            };
            let gap = list.find_gap(&fields.cells);
            if let Some(field) = gap.filter(|_| self.findings.problem_count() == before) {
                let reason = format!(
                    "a {} names an offence or an article: title or article is needed",
                    list.one
                );
                self.findings
                    .report_problem(at, &FieldPath::Field(&here, field), reason, None);
            }
            for other in fields.others {
                self.unknown_key(&here, &other, list.fields.iter().map(|field| field.name));
            }
            rows.push(fields.cells);
        }
        rows
    }

    /// Whether a list may have so many entries; a problem if not.
    fn may_have(&mut self, path: &FieldPath<'_>, at: usize, number: usize) -> bool {
        let may = number <= ENTRIES.as_usize();
        if !may {
            self.findings.report_problem(
                at,
                path,
                format!(
                    "has more than {}, the most for one list",
                    ENTRIES.to_words()
                ),
                None,
            );
        }
        may
    }

    fn expect_items<'a>(
        &mut self,
        path: &FieldPath<'_>,
        node: ParsedNode<'a>,
    ) -> Vec<ParsedNode<'a>> {
        match node.value {
            ParsedValue::List(items) => items,
            ParsedValue::Nothing => Vec::new(),
            other => {
                self.report_wrong_type(node.at, path, "a list of tables", &other);
                Vec::new()
            }
        }
    }

    /// The cell of a field; nothing if it cannot be. An empty text says that nothing is known.
    fn validate_cell(
        &mut self,
        path: &FieldPath<'_>,
        field: &Field,
        check: CellCheck,
        node: ParsedNode<'_>,
    ) -> Option<Cell> {
        match (field.kind, node.value) {
            (_, ParsedValue::Nothing) => Some(Cell::Empty),
            (ValueKind::Flag, ParsedValue::Flag(flag)) => Some(Cell::Flag(flag)),
            (ValueKind::List, ParsedValue::List(items)) => {
                self.validate_list(path, field, check, items)
            }
            (ValueKind::Flag, other) => {
                self.report_wrong_type(node.at, path, "true or false", &other)
            }
            (ValueKind::List, other) => {
                self.report_wrong_type(node.at, path, "a list of texts", &other)
            }
            (ValueKind::Number, ParsedValue::Number(text)) => {
                self.validate_text(node.at, path, field, check, &text)
            }
            (ValueKind::Number, other) => {
                self.report_wrong_type(node.at, path, "a whole number", &other)
            }
            (_, ParsedValue::Text(text)) if text.is_empty() => Some(Cell::Empty),
            (_, ParsedValue::Text(text)) => self.validate_text(node.at, path, field, check, &text),
            (_, other) => self.report_wrong_type(node.at, path, "a text in quotes", &other),
        }
    }

    fn validate_list(
        &mut self,
        path: &FieldPath<'_>,
        field: &Field,
        check: CellCheck,
        items: Vec<ParsedNode<'_>>,
    ) -> Option<Cell> {
        let mut texts = Vec::with_capacity(items.len());
        for (number, item) in (1..).zip(items) {
            if !self.may_have(path, item.at, number) {
                return None;
            }
            let here = FieldPath::Item(path, number);
            texts.push(match item.value {
                ParsedValue::Text(text) => self.validate_text(item.at, &here, field, check, &text),
                other => self.report_wrong_type(item.at, &here, "a text in quotes", &other),
            });
        }
        let texts: Option<Vec<Cell>> = texts.into_iter().collect();
        texts.map(|texts| Cell::List(texts.iter().map(Cell::to_line).collect()))
    }

    /// The cell of a text, if it can be the value of a field, or an item of its value.
    fn validate_text(
        &mut self,
        at: usize,
        path: &FieldPath<'_>,
        field: &Field,
        check: CellCheck,
        text: &str,
    ) -> Option<Cell> {
        match check_text(field, check, text) {
            Ok(None) => {}
            Ok(Some(unknown)) if unknown.nearest.is_none() => {
                self.findings
                    .report_warning(at, path, &reason_of(&unknown, text))
            }
            Ok(Some(invalid)) | Err(invalid) => {
                self.findings
                    .report_problem(at, path, reason_of(&invalid, text), invalid.nearest);
                return None;
            }
        }
        Some(Cell::Text(text.to_owned()))
    }

    fn report_wrong_type(
        &mut self,
        at: usize,
        path: &FieldPath<'_>,
        wanted: &str,
        value: &ParsedValue<'_>,
    ) -> Option<Cell> {
        self.findings.report_problem(
            at,
            path,
            format!("must be {wanted}, but is {}", value.describe_type()),
            None,
        );
        None
    }
}

/// What a file's text says of a field; too long a text is not looked at.
fn check_text(
    field: &Field,
    check: CellCheck,
    value: &str,
) -> Result<Option<InvalidValue>, InvalidValue> {
    let longest = if field.kind == ValueKind::Text {
        text::LONGEST_TEXT
    } else {
        text::LONGEST_LINE
    };
    if value.len() > longest && value.chars().count() > longest {
        return Err(InvalidValue::new(format!(
            "the text is longer than {longest} characters"
        )));
    }
    let cell = match field.kind {
        ValueKind::List => Cell::List(vec![value.to_owned()]),
        _ => Cell::Text(value.to_owned()),
    };
    check(field.name, &cell)
}

fn assemble_record<R: Record>(cells: &[Cell], lists: &ListCells) -> Result<R, InvalidValue> {
    let mut record = R::from_cells(cells)?;
    for (list, rows) in lists {
        record.set_rows(list, rows)?;
    }
    Ok(record)
}

/// The id a table says it has, as messages show it.
fn find_id(node: &ParsedNode<'_>) -> Option<String> {
    let ParsedValue::Table(entries) = &node.value else {
        return None;
    };
    let id = entries.iter().find(|entry| entry.key == "id")?;
    match &id.node.value {
        ParsedValue::Text(text) => Some(clip_text(text.trim())).filter(|id| !id.is_empty()),
        _ => None,
    }
}
