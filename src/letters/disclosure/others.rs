//! Other people’s names in the texts of a case: found, and taken out of what is public.

use std::collections::HashSet;

use super::book::{Hidden, NameBook, Named};
use super::pseudonym::replaced;
use super::words::words;
use crate::model::{Case, Cell, Id, Line, Record};

impl NameBook {
    /// The place of everybody named in the texts of a case, as it is told.
    pub(super) fn named_in(&self, own: &Id, told: &Case) -> Vec<Named> {
        let mut all = Vec::new();
        if self.is_empty() {
            return all;
        }
        let known = known_names(told);
        each_text(told, |place, text| {
            let named = self.named(text, Some(&known)).into_iter().filter(|named| named.who != *own);
            all.extend(named.map(|named| Named { place: place.to_owned(), ..named }));
        });
        all
    }

    /// Puts pseudonyms in the place of names, and takes out the texts with those who have none.
    pub(super) fn hide_in(&self, own: &Id, told: &mut Case) -> Hidden {
        let mut hidden = Hidden::default();
        if self.is_empty() {
            return hidden;
        }
        let known = known_names(told);
        let mut is_changed = false;
        let mut hide = |text: &mut String| -> bool {
            let named: Vec<Named> =
                self.named(text, Some(&known)).into_iter().filter(|named| named.who != *own).collect();
            if named.is_empty() {
                return true;
            }
            is_changed = true;
            let masked = self.masked(text, &named);
            match &masked {
                Some(_) => hidden.changed += 1,
                None => hidden.dropped += 1,
            }
            let is_kept = masked.is_some();
            *text = masked.unwrap_or_default();
            is_kept
        };
        let mut cells = told.cells();
        let texts = Case::FIELDS.iter().zip(&mut cells).filter(|(field, _)| is_text(field.name));
        texts.for_each(|(_, cell)| hide_cell(cell, &mut hide));
        let mut lists: Vec<(&'static str, Vec<Vec<Cell>>)> = Vec::new();
        for list in Case::LISTS {
            let mut rows = told.rows(list.name);
            rows.retain_mut(|row| {
                list.fields
                    .iter()
                    .zip(row.iter_mut())
                    .filter(|(field, _)| is_text(field.name))
                    .for_each(|(_, cell)| hide_cell(cell, &mut hide));
                list.fields.iter().zip(row).all(|(field, cell)| !field.needed || !cell.is_empty())
            });
            lists.push((list.name, rows));
        }
        if !is_changed {
            return hidden;
        }
        if let Ok(rest) = told.with_cells(&cells) {
            *told = rest;
        } else {
            told.summary = None;
        }
        for (list, rows) in lists {
            if told.set_rows(list, &rows).is_err() {
                // What cannot be put in place of the old is not told at all.
                let none = told.set_rows(list, &[]);
                debug_assert!(none.is_ok());
            }
        }
        hidden
    }

    /// The text with the pseudonyms of these people; none if one of them has none, or can still be known by it.
    fn masked(&self, text: &str, named: &[Named]) -> Option<String> {
        let mut masked = text.to_owned();
        for one in named.iter().rev() {
            masked = replaced(&masked, &[one.at], one.told_as.as_deref()?);
        }
        self.named(&masked, None).is_empty().then_some(masked)
    }
}

fn hide_cell(cell: &mut Cell, hide: &mut impl FnMut(&mut String) -> bool) {
    let is_kept = match cell {
        Cell::Text(text) => hide(text),
        Cell::List(items) => {
            items.retain_mut(&mut *hide);
            !items.is_empty()
        }
        Cell::Empty | Cell::Flag(_) => true,
    };
    if !is_kept {
        *cell = Cell::Empty;
    }
}

/// Gives every text of a case with its place.
fn each_text(case: &Case, mut each: impl FnMut(&str, &str)) {
    let mut of_cell = |place: &str, cell: &Cell| match cell {
        Cell::Text(text) => each(place, text),
        Cell::List(items) => items.iter().for_each(|item| each(place, item)),
        Cell::Empty | Cell::Flag(_) => {}
    };
    for (field, cell) in Case::FIELDS.iter().zip(case.cells()).filter(|(field, _)| is_text(field.name)) {
        of_cell(field.name, &cell);
    }
    for list in Case::LISTS {
        for (row, number) in case.rows(list.name).iter().zip(1..) {
            let texts = list.fields.iter().zip(row).filter(|(field, _)| is_text(field.name));
            texts.for_each(|(field, cell)| of_cell(&format!("{}.{number}.{}", list.name, field.name), cell));
        }
    }
}

/// Whether a field holds words of the casebook’s own in which somebody can be named.
fn is_text(field: &str) -> bool {
    matches!(
        field,
        "place"
            | "occupation"
            | "organisation"
            | "held_at"
            | "summary"
            | "text"
            | "title"
            | "court"
            | "judges"
            | "additional"
            | "of"
            | "office"
            | "body"
            | "aliases"
            | "value"
    ) || field == "groups"
}

/// The words that are names of those whom a case is about, of officials and judges, and of places.
fn known_names(case: &Case) -> HashSet<String> {
    let lines = case.names().chain(&case.family_name).chain(&case.given_name);
    let lines = lines.chain(case.officials.iter().map(|official| &official.name));
    let lines = lines.chain(case.sentences.iter().flat_map(|sentence| &sentence.judges));
    let places = [&case.place, &case.held_at, &case.organisation].into_iter().flatten();
    let lines = lines.chain(places).chain(case.events.iter().filter_map(|event| event.place.as_ref()));
    lines.map(Line::as_str).flat_map(words).map(|word| word.key()).collect()
}
