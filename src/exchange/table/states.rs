//! A column of several states, which may be the nationalities of the people.

use std::collections::BTreeSet;

use super::cell_guess::filled_cells;
use super::header::TableHeader;
use super::list_words;
use super::notes::ReadingKind;
use super::sheet::note_on;
use crate::model::Country;

impl TableHeader {
    /// Notes of a column of states which the user said nothing of and that names several: it may be where the people come from.
    pub(super) fn note_states(&mut self, line: usize, rows: &[(usize, csv::StringRecord)]) {
        let has_nationality = self.title_of("nationality").is_some();
        let is_open = |name: &str, title: &str, is_mapped: bool| {
            name == "country" && !is_mapped && !says_who_persecutes(title)
        };
        let found = self.columns.iter().position(|column| {
            is_open(column.target.column_name(), &column.title, column.is_mapped)
        });
        let Some(at) = found.filter(|_| !self.is_own && !has_nationality) else {
            return;
        };
        let states: BTreeSet<Country> = filled_cells(at, rows)
            .iter()
            .filter_map(|cell| cell.parse().ok())
            .collect();
        if states.len() < 2 {
            return;
        }
        let title = self.columns[at].title.clone();
        let named: Vec<&str> = states.iter().take(3).map(|state| state.code()).collect();
        let text = format!(
            "names {} states ({}{}), each read as the one that persecutes; if it is a nationality: --map '{title}=nationality' \
             --country STATE; if it is not: --map '{title}=country'",
            states.len(),
            named.join(", "),
            if states.len() > named.len() {
                " …"
            } else {
                ""
            }
        );
        self.notes
            .push(note_on(line, Some(&title), ReadingKind::States, text));
    }
}

fn says_who_persecutes(title: &str) -> bool {
    let plain = list_words::plain_title(title);
    ["persecut", "detention", "imprison", "holding"]
        .iter()
        .any(|word| plain.contains(word))
}
