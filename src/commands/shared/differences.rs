//! What a change does to cases, field by field.

use super::save::RecordEdit;
use crate::app::App;
use crate::model::{Case, Record};
use crate::store::AnyRecord;
use crate::terminal::sanitise::one_line;

/// Says the old and the new value of every field that changes, and the entries that come and go.
pub fn show_differences(app: &App, edits: &[RecordEdit]) {
    for edit in edits {
        let (Some(AnyRecord::Case(before)), Some(AnyRecord::Case(after))) =
            (&edit.before, &edit.after)
        else {
            continue;
        };
        app.terminal.print_note(before.id.as_str());
        for ((field, old), new) in Case::FIELDS.iter().zip(before.cells()).zip(after.cells()) {
            if old != new && field.name != "rev" {
                app.terminal.print_note(&format!(
                    "  {}: {} → {}",
                    field.name,
                    or_dash(&one_line(&old.to_line())),
                    or_dash(&one_line(&new.to_line()))
                ));
            }
        }
        for list in Case::LISTS {
            let (old, new) = (before.rows(list.name), after.rows(list.name));
            for row in new.iter().filter(|row| !old.contains(row)) {
                app.terminal
                    .print_note(&format!("  + {}: {}", list.one, format_row(row)));
            }
            for row in old.iter().filter(|row| !new.contains(row)) {
                app.terminal
                    .print_note(&format!("  - {}: {}", list.one, format_row(row)));
            }
        }
    }
}

fn format_row(row: &[crate::model::Cell]) -> String {
    let parts: Vec<String> = row
        .iter()
        .map(crate::model::Cell::to_line)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}
