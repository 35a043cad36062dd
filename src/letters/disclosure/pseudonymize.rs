//! A case under a pseudonym: every other name of the person is taken out of it, facts, dates and the situation stay.

use super::FactNumbers;
use super::name::PersonNames;
use super::pseudonym::MaskingOutcome;
use crate::model::{
    Case, Cell, Field, FieldMeaning, Id, Line, ListSpec, Record, ValueKind, find_meaning,
};

/// The names that must not be said, and what became of the texts in which they stood.
#[derive(Debug, Clone)]
pub(super) struct PseudonymReplacer {
    names: PersonNames,
    said: String,
    /// Places, in the casebook, of the texts that were changed.
    pub(super) changed: Vec<String>,
    /// Places of those that were taken out.
    pub(super) dropped: Vec<String>,
}

impl PseudonymReplacer {
    pub(super) fn is_given_away_by(&self, text: &str) -> bool {
        self.names.mask_name(text, &self.said) != MaskingOutcome::Same
    }

    /// A text as it may be told, at a place.
    fn mask_text(&mut self, text: &str, place: &str, is_place_name: bool) -> Option<String> {
        match self.names.mask_name(text, &self.said) {
            MaskingOutcome::Same => Some(text.to_owned()),
            MaskingOutcome::Changed(masked) if !(is_place_name && masked == self.said) => {
                self.changed.push(place.to_owned());
                Some(masked)
            }
            MaskingOutcome::Changed(_) | MaskingOutcome::Unsafe => {
                self.dropped.push(place.to_owned());
                None
            }
        }
    }

    /// A value as it may be told.
    fn mask_cell(&mut self, cell: &mut Cell, field: &Field, place: &str) {
        let is_source = field.meaning == FieldMeaning::Source;
        match cell {
            Cell::Text(_) if is_source && self.is_given_away_by(&cell.to_line()) => {
                *cell = Cell::Empty
            }
            Cell::Text(text)
                if matches!(field.kind, ValueKind::Line | ValueKind::Text) && !is_source =>
            {
                let is_place_name = matches!(
                    field.meaning,
                    FieldMeaning::Place
                        | FieldMeaning::Court
                        | FieldMeaning::Organisation
                        | FieldMeaning::Office
                );
                let told = self.mask_text(text, place, is_place_name);
                *cell = told.map_or(Cell::Empty, Cell::Text);
            }
            Cell::List(items) => {
                let told: Vec<String> = items
                    .iter()
                    .filter_map(|item| self.mask_text(item, place, false))
                    .collect();
                *cell = if told.is_empty() {
                    Cell::Empty
                } else {
                    Cell::List(told)
                };
            }
            Cell::Text(_) | Cell::Flag(_) | Cell::Empty => {}
        }
    }
}

/// Puts the pseudonym in the place of every name of the person.
pub(super) fn take_name(
    case: &Case,
    told: &mut Case,
    name: Line,
    numbers: &FactNumbers,
) -> PseudonymReplacer {
    let mut pseudonym = PseudonymReplacer {
        names: PersonNames::from_case(case),
        said: name.to_string(),
        changed: Vec::new(),
        dropped: Vec::new(),
    };
    told.id = Id::from_name(name.as_str());
    told.name = name;
    told.name_native = None;
    told.family_name = None;
    told.given_name = None;
    told.born = None;
    told.aliases.clear();
    let mut cells = told.cells();
    for (field, cell) in Case::FIELDS.iter().zip(&mut cells) {
        // The id and the name are the pseudonym’s already; groups are looked at below.
        let is_settled = matches!(
            field.meaning,
            FieldMeaning::Id | FieldMeaning::FullName | FieldMeaning::Country | FieldMeaning::Group
        );
        if !is_settled {
            pseudonym.mask_cell(cell, field, field.name);
        }
    }
    if let Ok(rest) = told.with_cells(&cells) {
        *told = rest;
    }
    told.groups
        .retain(|group| !pseudonym.is_given_away_by(group.as_str()));
    for list in Case::LISTS {
        take_name_in(told, list, &mut pseudonym, numbers);
    }
    pseudonym
}

fn take_name_in(
    told: &mut Case,
    list: &ListSpec,
    pseudonym: &mut PseudonymReplacer,
    numbers: &FactNumbers,
) {
    let Some(numbers) = numbers.get(list.name) else {
        return;
    };
    let mut rows = told.rows(list.name);
    if rows.is_empty() {
        return;
    }
    let mut kept = Vec::with_capacity(rows.len());
    for (mut row, number) in rows.drain(..).zip(numbers) {
        let had_text =
            find_meaning(list.fields, FieldMeaning::Text).is_some_and(|at| !row[at].is_empty());
        for (field, cell) in list.fields.iter().zip(&mut row) {
            pseudonym.mask_cell(
                cell,
                field,
                &format!("{}.{number}.{}", list.name, field.name),
            );
        }
        let is_whole = list
            .fields
            .iter()
            .zip(&row)
            .all(|(field, cell)| !field.needed || !cell.is_empty());
        let is_mute = had_text && says_nothing(list, &row);
        if is_whole && !is_mute {
            kept.push(row);
        }
    }
    if told.set_rows(list.name, &kept).is_err() {
        // What cannot be put in place of the old is not told at all.
        let none = told.set_rows(list.name, &[]);
        debug_assert!(none.is_ok());
    }
}

/// Whether an entry without its text has nothing to tell.
fn says_nothing(list: &ListSpec, row: &[Cell]) -> bool {
    let is_empty =
        |meaning| find_meaning(list.fields, meaning).is_none_or(|at| row[at].to_line().is_empty());
    is_empty(FieldMeaning::Text)
        && find_meaning(list.fields, FieldMeaning::Kind)
            .is_some_and(|at| matches!(row[at].to_line().as_str(), "" | "other"))
        && is_empty(FieldMeaning::Status)
        && is_empty(FieldMeaning::Body)
}
