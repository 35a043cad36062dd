//! What a row does not say itself: the heading over it, and what holds for the whole list.

use super::cell_value::{CASE, CellPlace, parse_cell};
use super::columns::ColumnTarget;
use super::notes::ReadingKind;
use super::row::TableRow;
use super::tidy::CellNotes;
use super::words;
use crate::exchange::error::{clip_text, reason_of};

impl TableRow<'_> {
    /// What the heading over the row says, where the row does not say otherwise.
    pub(super) fn fill_heading(&mut self, column: &str, text: &str) {
        let Some(target) = ColumnTarget::from_title(column) else {
            return;
        };
        let place = CellPlace {
            title: column,
            unit: None,
            has_no_status: false,
            is_own: false,
            is_workbook: false,
        };
        let mut noted = CellNotes::new();
        match parse_cell(target, text, self.options, place, &mut noted) {
            Ok((values, charges)) => {
                for (list, field, cell) in values {
                    if self.value_of(list, field).is_empty() && !cell.is_empty() {
                        self.values.push((list, field, cell));
                    }
                }
                if self.charges.is_empty() {
                    self.charges.extend(charges);
                }
            }
            Err(invalid) => {
                if words::is_word(target) {
                    self.problems
                        .words
                        .insert((column.to_owned(), clip_text(text)));
                }
                let invalid = words::explain_refusal(target, text, invalid);
                self.report_problem(Some(column), reason_of(&invalid, text), invalid.nearest);
            }
        }
    }

    /// What holds for the whole list, where the row does not say.
    pub(super) fn fill_defaults(&mut self) {
        if let Some(country) = self.options.country {
            self.fill_field("country", country.to_string());
        }
        if let Some(as_of) = self.options.as_of {
            self.fill_field("as_of", as_of.to_string());
        }
        for (column, text) in &self.options.fill {
            self.fill_default(column, text);
        }
    }

    /// The value of a column that the row leaves empty; of an entry of a list, only where the row says something of the entry.
    fn fill_default(&mut self, column: &str, text: &str) {
        let Some(target) = ColumnTarget::from_title(column)
            .filter(|target| !self.faulty.contains(&target.column_name()))
        else {
            return;
        };
        let place = CellPlace {
            title: column,
            unit: None,
            has_no_status: false,
            is_own: true,
            is_workbook: false,
        };
        let Ok((values, charges)) =
            parse_cell(target, text, self.options, place, &mut CellNotes::new())
        else {
            return;
        };
        for (list, field, cell) in values {
            let own = self.value_of(list, field);
            if own.is_empty() && (self.has_entry(list) || column == "status") {
                self.is_status_filled |= column == "status";
                self.values.push((list, field, cell));
            } else if !own.is_empty() && own != cell {
                let title = self.header.title_of(column).unwrap_or(column).to_owned();
                let text = format!(
                    "the row says “{}”, and --fill {column}={text} is for rows that do not",
                    own.to_line()
                );
                self.add_note(&title, ReadingKind::Kept, text);
            }
        }
        if self.charges.is_empty() {
            self.charges.extend(charges);
        }
    }

    /// Whether the row says anything of an entry of the list.
    fn has_entry(&self, list: &str) -> bool {
        match list {
            CASE => true,
            "charges" => !self.charges.is_empty(),
            _ => self.values.iter().any(|(known, _, _)| *known == list),
        }
    }
}
