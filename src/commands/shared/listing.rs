//! Prints a listing in the form that was asked for; the only place that does.

use std::collections::HashSet;
use std::io::Write;

use super::arguments::{ListFormat, ListingArgs, SortedListingArgs};
use crate::app::App;
use crate::app::error::Error;
use crate::letters::line_template::LineTemplate;
use crate::model::InvalidValue;
use crate::render::listing::{
    ListingCell, ListingColumn, ListingForm, ListingOrder, ListingWriter,
};
use crate::terminal::{self, DataWriter, sanitise};

/// What a list can say, and what it says unless something else is asked for.
#[derive(Debug, Clone)]
pub struct ListingSchema {
    /// The command, for advice: `cases sent`.
    pub command: &'static str,
    /// Every column.
    pub columns: Vec<ListingColumn>,
    /// The columns of tables and of tab-separated values.
    pub table: Vec<&'static str>,
    /// The columns of JSON.
    pub json: Vec<&'static str>,
    /// The columns of CSV.
    pub csv: Vec<&'static str>,
    /// The column that holds the ids, if rows have any.
    pub ids: ListingIds,
    /// Whether each JSON object is printed on lines of its own; else only on a terminal.
    pub is_laid_out: bool,
    /// Whether a long list goes through a pager.
    pub is_paged: bool,
}

/// Which ids a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListingIds {
    /// None.
    Nothing,
    /// This column holds the id of the row.
    Own(&'static str),
    /// This column holds ids of other things, which may come again in other rows; each is printed once.
    Others(&'static str),
}

impl ListingSchema {
    /// A list that says every column in every form and whose rows have no ids.
    #[must_use]
    pub fn new(command: &'static str, columns: Vec<ListingColumn>) -> Self {
        let names: Vec<&'static str> = columns.iter().map(|column| column.name).collect();
        Self {
            command,
            table: names.clone(),
            json: names.clone(),
            csv: names,
            columns,
            ids: ListingIds::Nothing,
            is_laid_out: false,
            is_paged: false,
        }
    }

    /// With the columns of tables, which are those of CSV too.
    #[must_use]
    pub fn with_table(self, names: &[&'static str]) -> Self {
        Self {
            table: names.to_vec(),
            csv: names.to_vec(),
            ..self
        }
    }

    /// With the columns of JSON, in this order.
    #[must_use]
    pub fn with_json(self, names: &[&'static str]) -> Self {
        Self {
            json: names.to_vec(),
            ..self
        }
    }

    /// With the column that holds the ids.
    #[must_use]
    pub fn with_ids(self, ids: ListingIds) -> Self {
        Self { ids, ..self }
    }

    /// With a pager where the list is long.
    #[must_use]
    pub fn with_pager(self) -> Self {
        Self {
            is_paged: true,
            ..self
        }
    }

    fn find_column(&self, name: &str) -> Result<usize, Error> {
        let typed = name.trim().replace('-', "_");
        let is_named = |column: &ListingColumn| {
            known_names(column).any(|known| known == typed) || column.title == name.trim()
        };
        self.columns.iter().position(is_named).ok_or_else(|| {
            let names = self.columns.iter().map(|column| column.name);
            Error::usage(InvalidValue::unknown_word("column", name.trim(), names).to_string())
                .try_with(format!("{} --fields help", self.command))
        })
    }

    fn find_columns<'a>(
        &self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<usize>, Error> {
        names
            .into_iter()
            .map(|name| self.find_column(name))
            .collect()
    }

    fn print_columns(&self, app: &App) -> Result<(), Error> {
        let longest = self.columns.iter().map(|column| column.name.len() + 2);
        let width = longest.max().unwrap_or(0).max(14);
        let mut data = app.terminal.data_writer();
        for column in &self.columns {
            data.write_line(&format!("{:<width$}{}", column.name, column.help))?;
        }
        Ok(data.finish_output()?)
    }
}

/// A list that is about to be printed: in which form, which columns, in which order, how many rows.
pub struct ListingView {
    output: ListingOutput,
    /// The columns that are printed, by their positions in the schema.
    positions: Vec<usize>,
    columns: Vec<ListingColumn>,
    order: Option<ListingOrder>,
    limit: Option<u64>,
    is_paged: bool,
}

enum ListingOutput {
    Form(ListingForm),
    Ids { ends_with_nul: bool, seen: bool },
    Count,
    Lines(Box<LineTemplate>),
}

impl SortedListingArgs {
    /// What is to be printed. None if the columns were asked for, which are printed then.
    ///
    /// # Errors
    /// There is no such column, or forms were asked for that do not go together or that this list does not have.
    pub fn prepare(&self, app: &App, schema: &ListingSchema) -> Result<Option<ListingView>, Error> {
        let Some(view) = self.listing.prepare(app, schema)? else {
            return Ok(None);
        };
        let order = self.sort.as_deref().map(|sort| {
            let (name, is_descending) = match sort.strip_suffix('-') {
                Some(name) => (name, true),
                None => (sort, false),
            };
            schema.find_column(name).map(|column| ListingOrder {
                column,
                is_descending,
            })
        });
        Ok(Some(ListingView {
            order: order.transpose()?,
            ..view
        }))
    }

    /// Prints rows, each with one cell per column of the schema. They are made only if they are to be printed.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare); or the rows cannot be made or written.
    pub fn print_rows(
        &self,
        app: &App,
        schema: &ListingSchema,
        rows: impl FnOnce() -> Result<Vec<Vec<ListingCell>>, Error>,
    ) -> Result<(), Error> {
        let Some(view) = self.prepare(app, schema)? else {
            return Ok(());
        };
        let rows = rows()?;
        view.print(app, |sink| {
            rows.into_iter().try_for_each(|row| sink.add_row(row))
        })
        .map(drop)
    }
}

impl ListingArgs {
    /// As [`SortedListingArgs::prepare`], for a list with an order of its own.
    pub fn prepare(&self, app: &App, schema: &ListingSchema) -> Result<Option<ListingView>, Error> {
        self.refuse_contradictions(app, schema)?;
        if self.fields.iter().any(|field| field == "help") {
            schema.print_columns(app)?;
            return Ok(None);
        }
        let (output, positions) = self.choose_output(app, schema)?;
        let columns = positions.iter().map(|at| schema.columns[*at].clone());
        Ok(Some(ListingView {
            columns: columns.collect(),
            output,
            positions,
            order: None,
            limit: self.limit,
            is_paged: schema.is_paged,
        }))
    }

    /// The form, and the columns that it needs.
    fn choose_output(
        &self,
        app: &App,
        schema: &ListingSchema,
    ) -> Result<(ListingOutput, Vec<usize>), Error> {
        if self.count {
            return Ok((ListingOutput::Count, Vec::new()));
        }
        if self.ids || self.print0 {
            let (column, seen) = match schema.ids {
                ListingIds::Nothing => return Err(no_ids(schema)),
                ListingIds::Own(column) => (column, false),
                ListingIds::Others(column) => (column, true),
            };
            let output = ListingOutput::Ids {
                ends_with_nul: self.print0,
                seen,
            };
            return Ok((output, vec![schema.find_column(column)?]));
        }
        if let Some(template) = &self.template {
            let names: Vec<&str> = schema.columns.iter().flat_map(known_names).collect();
            let template = LineTemplate::new(template, &names)?;
            let is_used =
                |column: &ListingColumn| known_names(column).any(|name| template.uses_column(name));
            let used = (0..schema.columns.len()).filter(|at| is_used(&schema.columns[*at]));
            let used = used.collect();
            return Ok((ListingOutput::Lines(Box::new(template)), used));
        }
        let form = self.choose_form(app, schema);
        let asked: Vec<&str> = self
            .fields
            .iter()
            .map(String::as_str)
            .chain(app.global.json.as_deref().unwrap_or_default().split(','))
            .filter(|name| !name.is_empty())
            .collect();
        let usual = match form {
            ListingForm::Table { .. } | ListingForm::Tsv { .. } | ListingForm::Markdown => {
                &schema.table
            }
            ListingForm::Csv => &schema.csv,
            ListingForm::Json { .. } | ListingForm::JsonLines => &schema.json,
        };
        let positions = if asked.is_empty() {
            schema.find_columns(usual.iter().copied())
        } else {
            schema.find_columns(asked)
        };
        Ok((ListingOutput::Form(form), positions?))
    }

    /// The form that was asked for; else JSON, or what suits a terminal or a pipe.
    pub fn choose_form(&self, app: &App, schema: &ListingSchema) -> ListingForm {
        let is_read = app.terminal.is_for_reading();
        let usual = match (app.is_json(), is_read) {
            (true, _) => ListFormat::Json,
            (false, true) => ListFormat::Table,
            (false, false) => ListFormat::Tsv,
        };
        let asked = if self.jsonl {
            Some(ListFormat::Jsonl)
        } else {
            self.format
        };
        match asked.unwrap_or(usual) {
            ListFormat::Table | ListFormat::Bars => ListingForm::Table {
                width: app.terminal.layout_width(),
                color: app.terminal.has_color(),
            },
            ListFormat::Tsv => ListingForm::Tsv {
                header: self.header,
            },
            ListFormat::Csv => ListingForm::Csv,
            ListFormat::Md => ListingForm::Markdown,
            ListFormat::Json => ListingForm::Json {
                is_laid_out: schema.is_laid_out || is_read,
            },
            ListFormat::Jsonl => ListingForm::JsonLines,
        }
    }

    /// Two forms at once are a mistake, whichever were meant.
    fn refuse_contradictions(&self, app: &App, schema: &ListingSchema) -> Result<(), Error> {
        let format = self.format.filter(|format| !format.is_json());
        let other = [
            (self.ids, "--ids"),
            (self.print0, "-0"),
            (self.template.is_some(), "--template"),
            (format.is_some(), "--format"),
        ];
        let refuse =
            |what: String| Err(Error::usage(what).try_with(format!("{} --help", schema.command)));
        if let Some((_, flag)) = other
            .iter()
            .find(|(is_given, _)| *is_given && app.is_json())
        {
            return refuse(format!("--json and {flag} are two forms of one list"));
        }
        let is_json = app.is_json() || self.format.is_some_and(ListFormat::is_json);
        if self.header && is_json {
            return refuse("--header is for tab-separated values".to_owned());
        }
        if self.format == Some(ListFormat::Bars) {
            return refuse("Bars are for numbers: cases stats draws them".to_owned());
        }
        Ok(())
    }
}

/// The name of a column, and the one that it had once.
fn known_names(column: &ListingColumn) -> impl Iterator<Item = &'static str> + use<> {
    std::iter::once(column.name).chain(column.former_name)
}

fn no_ids(schema: &ListingSchema) -> Error {
    Error::usage("These rows have no ids")
        .with_reason("Each is about something that has no id of its own")
        .try_with(format!("{} --fields help", schema.command))
}

impl ListingView {
    /// The columns that are needed, by their positions in the schema.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// Whether only the number of rows is asked for.
    pub fn is_count(&self) -> bool {
        matches!(self.output, ListingOutput::Count)
    }

    /// The form, if it is one with columns.
    pub fn form(&self) -> Option<ListingForm> {
        match &self.output {
            ListingOutput::Form(form) => Some(*form),
            ListingOutput::Ids { .. } | ListingOutput::Count | ListingOutput::Lines(_) => None,
        }
    }

    /// Prints the rows that `fill` adds, one after the other, and gives their number. None is kept unless an order was asked
    /// for.
    pub fn print(
        self,
        app: &App,
        fill: impl FnOnce(&mut ListingSink) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let data = if self.is_paged {
            app.terminal.paged_writer()
        } else {
            app.terminal.data_writer()
        };
        let writer = match &self.output {
            ListingOutput::Form(form) => Some(ListingWriter::new(self.columns.clone(), *form)),
            ListingOutput::Ids { .. } | ListingOutput::Count | ListingOutput::Lines(_) => None,
        };
        let mut sink = ListingSink {
            view: self,
            data,
            writer,
            held: Vec::new(),
            seen: HashSet::new(),
            count: 0,
        };
        fill(&mut sink)?;
        sink.finish()
    }
}

/// Where the rows of a list go.
pub struct ListingSink {
    view: ListingView,
    data: DataWriter,
    writer: Option<ListingWriter>,
    held: Vec<Vec<ListingCell>>,
    seen: HashSet<String>,
    count: u64,
}

impl ListingSink {
    /// Adds a row with one cell per column of the schema.
    pub fn add_row(&mut self, mut cells: Vec<ListingCell>) -> Result<(), Error> {
        if self.view.order.is_some() {
            self.held.push(cells);
            return Ok(());
        }
        let positions = &self.view.positions;
        let is_all = positions.len() == cells.len()
            && positions
                .iter()
                .enumerate()
                .all(|(at, position)| at == *position);
        if !is_all {
            cells = positions.iter().map(|at| cells[*at].clone()).collect();
        }
        self.write_row(&cells)
    }

    /// Writes a row with a cell for each of the [`positions`](ListingView::positions), at once.
    pub fn write_row(&mut self, cells: &[ListingCell]) -> Result<(), Error> {
        if self.view.limit.is_some_and(|limit| self.count >= limit) {
            return Ok(());
        }
        self.count += 1;
        match &self.view.output {
            ListingOutput::Count => Ok(()),
            ListingOutput::Form(_) => {
                if let Some(writer) = &mut self.writer {
                    writer
                        .write_row(&mut self.data, cells)
                        .map_err(terminal::Error::from)?;
                }
                Ok(())
            }
            ListingOutput::Ids {
                ends_with_nul,
                seen,
            } => {
                for id in cells.iter().flat_map(ListingCell::texts) {
                    if *seen && !self.seen.insert(id.clone().into_owned()) {
                        continue;
                    }
                    if *ends_with_nul {
                        write!(self.data, "{id}\0").map_err(terminal::Error::from)?;
                    } else {
                        self.data.write_line(&id)?;
                    }
                }
                Ok(())
            }
            ListingOutput::Lines(template) => {
                let columns = self.view.columns.iter().zip(cells);
                let values = columns.flat_map(|(column, cell)| {
                    known_names(column).map(|name| (name, cell.text().into_owned()))
                });
                let line = template.fill_line(values)?;
                let cells: Vec<_> = line.split('\t').map(sanitise::visible_lines).collect();
                Ok(writeln!(self.data, "{}", cells.join("\t")).map_err(terminal::Error::from)?)
            }
        }
    }

    fn finish(mut self) -> Result<u64, Error> {
        let mut held = std::mem::take(&mut self.held);
        if let Some(order) = self.view.order.take() {
            order.sort_rows(&mut held);
        }
        held.into_iter().try_for_each(|row| self.add_row(row))?;
        if self.view.is_count() {
            self.data.write_line(&self.count.to_string())?;
        }
        if let Some(writer) = self.writer.take() {
            writer
                .finish(&mut self.data)
                .map_err(terminal::Error::from)?;
        }
        self.data.finish_output()?;
        Ok(self.count)
    }
}
