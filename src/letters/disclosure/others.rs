//! Other people’s names in the texts of a case: found, and taken out of what is public.

use std::collections::{BTreeSet, HashSet};

use super::book::{ForbiddenName, HiddenTextCounts, NameBook};
use super::pseudonym::replace_places;
use super::words::split_words;
use crate::model::{Case, Cell, Field, FieldMeaning, Id, Line, Recipient, Record, find_meaning};

impl NameBook {
    /// The place of everybody named in the texts of a case, as it is told.
    pub(super) fn named_in(&self, own: &Id, told: &Case) -> Vec<ForbiddenName> {
        if self.is_empty() {
            return Vec::new();
        }
        let known = self.known_names(told);
        let mut named = self.named_in_record(told, is_text_of_case, Some(&known));
        named.retain(|named| named.who != *own);
        named
    }

    /// The place of everybody named in what letters and lists tell of an office.
    pub fn named_in_office(&self, office: &Recipient) -> Vec<ForbiddenName> {
        self.named_in_record(office, is_text_of_office, None)
    }

    fn named_in_record<R: Record>(
        &self,
        record: &R,
        is_text: IsText,
        known: Option<&HashSet<String>>,
    ) -> Vec<ForbiddenName> {
        let mut all = Vec::new();
        if !self.is_empty() {
            each_text(record, is_text, |place, text| {
                let named = self.find_named(text, known).into_iter();
                all.extend(named.map(|named| ForbiddenName {
                    place: place.to_owned(),
                    ..named
                }));
            });
        }
        all
    }

    /// Puts pseudonyms in the place of names, and takes out the texts with those who have none.
    pub(super) fn hide_in(&self, own: &Id, told: &mut Case) -> HiddenTextCounts {
        if self.is_empty() {
            return HiddenTextCounts::default();
        }
        let known = self.known_names(told);
        self.hide_in_record(told, is_text_of_case, |text| {
            self.find_named(text, Some(&known))
                .into_iter()
                .filter(|named| named.who != *own)
                .collect()
        })
    }

    /// Does the same in an office. An office that cannot be told of without such a name is not told of at all.
    pub fn hidden_in_office(&self, mut office: Recipient) -> (Option<Recipient>, HiddenTextCounts) {
        if self.is_empty() {
            return (Some(office), HiddenTextCounts::default());
        }
        let mut hidden = self.hide_in_record(&mut office, is_text_of_office, |text| {
            self.find_named(text, None)
        });
        if self.named_in_office(&office).is_empty() {
            return (Some(office), hidden);
        }
        hidden.dropped += 1;
        (None, hidden)
    }

    /// The same office without these sources; tells which of them it named.
    pub fn forget_sources_of_office(office: &mut Recipient, unsaid: &BTreeSet<Id>) -> BTreeSet<Id> {
        forget_sources(office, unsaid)
    }

    /// Puts pseudonyms in the place of those whom `find` names in the texts of a record, and takes out what names those who
    /// have none; so it does with ids and addresses, in which no pseudonym can stand. What is needed stays where it is.
    fn hide_in_record<R: Record>(
        &self,
        told: &mut R,
        is_text: IsText,
        find: impl Fn(&str) -> Vec<ForbiddenName>,
    ) -> HiddenTextCounts {
        let mut hidden = HiddenTextCounts::default();
        let mut is_changed = false;
        let mut hide = |field: &Field, text: &mut String| -> bool {
            let named = find(text);
            if named.is_empty() {
                return true;
            }
            is_changed = true;
            let masked = self.mask_names(text, &named).filter(|_| !is_address(field));
            match &masked {
                Some(_) => hidden.changed += 1,
                None => hidden.dropped += 1,
            }
            let is_kept = masked.is_some();
            *text = masked.unwrap_or_default();
            is_kept
        };
        let mut cells = told.cells();
        for (field, cell) in R::FIELDS
            .iter()
            .zip(&mut cells)
            .filter(|(field, _)| is_text(field))
        {
            let before = cell.clone();
            hide_cell(cell, |text| hide(field, text));
            if field.needed && cell.is_empty() {
                *cell = before;
            }
        }
        let mut lists: Vec<(&'static str, Vec<Vec<Cell>>)> = Vec::new();
        for list in R::LISTS {
            let mut rows = told.rows(list.name);
            rows.retain_mut(|row| {
                let texts = list
                    .fields
                    .iter()
                    .zip(row.iter_mut())
                    .filter(|(field, _)| is_text(field));
                texts.for_each(|(field, cell)| hide_cell(cell, |text| hide(field, text)));
                list.fields
                    .iter()
                    .zip(row)
                    .all(|(field, cell)| !field.needed || !cell.is_empty())
            });
            lists.push((list.name, rows));
        }
        if !is_changed {
            return hidden;
        }
        set_cells(told, &cells, is_text);
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
    fn mask_names(&self, text: &str, named: &[ForbiddenName]) -> Option<String> {
        let mut masked = text.to_owned();
        for one in named.iter().rev() {
            masked = replace_places(&masked, &[one.at], one.pseudonym.as_deref()?);
        }
        self.find_named(&masked, None).is_empty().then_some(masked)
    }

    /// The words that are names of those whom a case is about, of officials and judges who may be named, and of places.
    fn known_names(&self, case: &Case) -> HashSet<String> {
        let own = case
            .iter_names()
            .chain(&case.family_name)
            .chain(&case.given_name);
        let officials = case.officials.iter().map(|official| &official.name);
        let judges = case.sentences.iter().flat_map(|sentence| &sentence.judges);
        let may_be_named = |line: &&Line| self.find_named(line.as_str(), None).is_empty();
        let lines = own.chain(officials.chain(judges).filter(may_be_named));
        let places = [&case.place, &case.held_at, &case.organisation]
            .into_iter()
            .flatten();
        let lines = lines
            .chain(places)
            .chain(case.events.iter().filter_map(|event| event.place.as_ref()));
        lines
            .map(Line::as_str)
            .flat_map(split_words)
            .map(|word| word.search_key())
            .collect()
    }
}

/// Puts these values in place of those of a record; if they cannot be, what is not needed of the texts is taken out.
fn set_cells<R: Record>(told: &mut R, cells: &[Cell], is_text: IsText) {
    let bare = || {
        let kept = R::FIELDS.iter().zip(cells);
        kept.map(|(field, cell)| {
            if is_text(field) && !field.needed {
                Cell::Empty
            } else {
                cell.clone()
            }
        })
        .collect::<Vec<_>>()
    };
    if let Ok(rest) = told.with_cells(cells).or_else(|_| told.with_cells(&bare())) {
        *told = rest;
    }
}

fn hide_cell(cell: &mut Cell, mut hide: impl FnMut(&mut String) -> bool) {
    let is_kept = match cell {
        Cell::Text(text) => hide(text),
        Cell::List(items) => {
            items.retain_mut(&mut hide);
            !items.is_empty()
        }
        Cell::Empty | Cell::Flag(_) => true,
    };
    if !is_kept {
        *cell = Cell::Empty;
    }
}

/// Gives every text of a record with its place.
fn each_text<R: Record>(record: &R, is_text: IsText, mut each: impl FnMut(&str, &str)) {
    let mut of_cell = |place: &str, cell: &Cell| match cell {
        Cell::Text(text) => each(place, text),
        Cell::List(items) => items.iter().for_each(|item| each(place, item)),
        Cell::Empty | Cell::Flag(_) => {}
    };
    for (field, cell) in R::FIELDS
        .iter()
        .zip(record.cells())
        .filter(|(field, _)| is_text(field))
    {
        of_cell(field.name, &cell);
    }
    for list in R::LISTS {
        for (row, number) in record.rows(list.name).iter().zip(1..) {
            let texts = list
                .fields
                .iter()
                .zip(row)
                .filter(|(field, _)| is_text(field));
            texts.for_each(|(field, cell)| {
                of_cell(&format!("{}.{number}.{}", list.name, field.name), cell)
            });
        }
    }
}

/// Whether a field holds words in which somebody can be named.
type IsText = fn(&Field) -> bool;

fn is_text_of_case(field: &Field) -> bool {
    field.meaning.can_name_others()
}

fn is_text_of_office(field: &Field) -> bool {
    field.meaning.can_name_others() || field.meaning == FieldMeaning::Id
}

/// Whether no pseudonym can stand in a field.
fn is_address(field: &Field) -> bool {
    matches!(
        field.meaning,
        FieldMeaning::Id | FieldMeaning::Group | FieldMeaning::Email | FieldMeaning::WebAddress
    )
}

/// Takes the names of these sources out of a record; tells which of them it had.
pub(super) fn forget_sources<R: Record>(told: &mut R, unsaid: &BTreeSet<Id>) -> BTreeSet<Id> {
    let named: BTreeSet<Id> = told
        .named_sources()
        .into_iter()
        .filter(|source| unsaid.contains(source))
        .collect();
    if named.is_empty() {
        return named;
    }
    let is_unsaid = |cell: &Cell| {
        cell.to_line()
            .parse()
            .is_ok_and(|id: Id| named.contains(&id))
    };
    let mut cells = told.cells();
    if let Some(cell) = find_meaning(R::FIELDS, FieldMeaning::Source)
        .and_then(|at| cells.get_mut(at))
        .filter(|cell| is_unsaid(cell))
    {
        *cell = Cell::Empty;
        if let Ok(rest) = told.with_cells(&cells) {
            *told = rest;
        }
    }
    for (list, position) in R::sourced_lists() {
        let mut rows = told.rows(list.name);
        rows.iter_mut()
            .map(|row| &mut row[position])
            .filter(|cell| is_unsaid(cell))
            .for_each(|cell| *cell = Cell::Empty);
        if told.set_rows(list.name, &rows).is_err() {
            let none = told.set_rows(list.name, &[]);
            debug_assert!(none.is_ok());
        }
    }
    named
}
