//! The three-way merge of records that two sides changed since their sync base.
//!
//! ```text
//! base ──┬── mine ────┐
//!        └── theirs ──┴── merged, or the facts that both changed
//! ```
//!
//! A fact is a field, or an entry of a list as a whole. What one side changed is taken; what both changed alike is taken
//! once; what both changed otherwise is a [`FactConflict`], and nobody but a person decides it. Which side is mine and which is
//! theirs makes no difference but for that decision. `rev` counts the changes of one casebook, and is no fact.

use std::collections::BTreeSet;

pub use matching::{ThreeWayRecord, match_records};

use self::lists::ThreeWayList;
use super::{Cell, Field, FieldMeaning, InvalidValue, Record, ValueKind};

/// Whose word holds where both have changed a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeSide {
    /// The one whose casebook it is.
    Mine,
    /// The other.
    Theirs,
}

/// A fact that both sides changed, each in its own way; none where it is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactConflict {
    /// The field, or the list it is an entry of; none if it is the whole record.
    pub of: Option<&'static str>,
    /// The sync base: what both sides had in common last.
    pub base: Option<String>,
    /// What it is here.
    pub mine: Option<String>,
    /// What it is there.
    pub theirs: Option<String>,
}

/// What a merge does to a record here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordOutcome<R> {
    /// Nothing.
    Same,
    /// This is put in its place.
    Put(Box<R>),
    /// It goes.
    Remove,
}

/// An outcome, and what had to be decided by the given side for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReconciledRecord<R> {
    /// What is to be done.
    pub outcome: RecordOutcome<R>,
    /// Facts that both changed, in the order of the record; the outcome has them as `side` says.
    pub clashes: Vec<FactConflict>,
}

/// Whether a list of values is one fact, because their order is what they say.
fn is_one_fact(field: &Field) -> bool {
    matches!(
        field.meaning,
        FieldMeaning::Language | FieldMeaning::PostalLine
    )
}

/// Whether the later date holds, as it does when one person writes both.
fn is_later_date_right(field: &Field) -> bool {
    field.meaning == FieldMeaning::RecordDate
}

/// What becomes of a record of which there are up to three states. Where both sides changed the same, `side` holds.
pub fn merge_states<R: Record + Clone + PartialEq>(
    three: ThreeWayRecord<'_, R>,
    side: MergeSide,
) -> Result<ReconciledRecord<R>, InvalidValue> {
    let put = |record: &R| RecordOutcome::Put(Box::new(record.clone()));
    let whole = |outcome: RecordOutcome<R>| {
        let clash = FactConflict {
            of: None,
            base: three.base.map(summarize_record),
            mine: three.mine.map(summarize_record),
            theirs: three.theirs.map(summarize_record),
        };
        Ok(ReconciledRecord {
            outcome: if side == MergeSide::Mine {
                RecordOutcome::Same
            } else {
                outcome
            },
            clashes: vec![clash],
        })
    };
    let outcome = match (three.base, three.mine, three.theirs) {
        (_, _, None) if three.mine == three.base => three
            .mine
            .map_or(RecordOutcome::Same, |_| RecordOutcome::Remove),
        (None, _, None) | (_, None, None) => RecordOutcome::Same,
        (Some(_), Some(_), None) => return whole(RecordOutcome::Remove),
        (base, None, Some(theirs)) if base == Some(theirs) => RecordOutcome::Same,
        (None, None, Some(theirs)) => put(theirs),
        (Some(_), None, Some(theirs)) => return whole(put(theirs)),
        (base, Some(mine), Some(theirs)) if may_be_two(base, mine, theirs) => {
            return whole(put(theirs));
        }
        (base, Some(mine), Some(theirs)) => {
            let (record, clashes) = merge_records(base, mine, theirs, side)?;
            let outcome = if record == *mine {
                RecordOutcome::Same
            } else {
                RecordOutcome::Put(Box::new(record))
            };
            return Ok(ReconciledRecord { outcome, clashes });
        }
    };
    Ok(ReconciledRecord {
        outcome,
        clashes: Vec::new(),
    })
}

/// What the other side would say if what `base` changed since the `older` state had arrived there; none if it has, because
/// some of it is there, or because nothing is as before. What has not arrived may also have been taken back there.
pub fn if_it_had_arrived<R: Record + Clone + PartialEq>(
    older: Option<&R>,
    base: Option<&R>,
    theirs: Option<&R>,
) -> Result<Option<Option<R>>, InvalidValue> {
    Ok(match (older, base, theirs) {
        (Some(_), None, Some(_)) => Some(None),
        (None, Some(base), None) => Some(Some(base.clone())),
        (Some(older), Some(base), Some(theirs)) => {
            let (with_it, _) = merge_records(Some(older), base, theirs, MergeSide::Theirs)?;
            let there = diff_states(Some(older), Some(theirs));
            let has_arrived = diff_states(Some(older), Some(base))
                .iter()
                .any(|change| there.contains(change));
            (!has_arrived && with_it != *theirs).then_some(Some(with_it))
        }
        _ => None,
    })
}

/// The facts in which two states differ, as clashes between the two.
pub fn diff_states<R: Record>(mine: Option<&R>, theirs: Option<&R>) -> Vec<FactConflict> {
    let (Some(one), Some(other)) = (mine, theirs) else {
        return vec![FactConflict {
            of: None,
            base: None,
            mine: mine.map(summarize_record),
            theirs: theirs.map(summarize_record),
        }];
    };
    let text = |cell: &Cell| (!cell.is_empty()).then(|| cell.to_line());
    let cells = one.cells().into_iter().zip(other.cells());
    let fields = R::FIELDS
        .iter()
        .zip(cells)
        .filter(|(_, (one, other))| one != other)
        .map(|(field, (one, other))| FactConflict {
            of: Some(field.name),
            base: None,
            mine: text(&one),
            theirs: text(&other),
        });
    let lists = R::LISTS.iter().flat_map(|list| {
        let (one, other) = (one.rows(list.name), other.rows(list.name));
        let only = |rows: &[Vec<Cell>], others: &[Vec<Cell>]| -> Vec<String> {
            rows.iter()
                .filter(|row| !others.contains(row))
                .map(|row| describe_entry(list.fields, row))
                .collect()
        };
        let clash = |mine, theirs| FactConflict {
            of: Some(list.name),
            base: None,
            mine,
            theirs,
        };
        let mine = only(&one, &other)
            .into_iter()
            .map(move |text| clash(Some(text), None));
        mine.chain(
            only(&other, &one)
                .into_iter()
                .map(move |text| clash(None, Some(text))),
        )
        .collect::<Vec<_>>()
    });
    fields.chain(lists).collect()
}

/// Whether the records may be of two people: facts of two people are never mixed.
fn may_be_two<R: Record>(base: Option<&R>, mine: &R, theirs: &R) -> bool {
    let differ = |field| {
        let values = (
            matching::read_field(mine, field),
            matching::read_field(theirs, field),
        );
        matches!(values, (Some(mine), Some(theirs)) if mine != theirs)
    };
    differ("uid") || base.is_none() && differ("name")
}

/// A record in a few words: its id, and the first text it needs.
fn summarize_record<R: Record>(record: &R) -> String {
    let cells = record.cells();
    let named = R::FIELDS
        .iter()
        .zip(&cells)
        .filter(|(field, _)| field.needed && !matches!(field.kind, ValueKind::Text));
    named
        .take(2)
        .map(|(_, cell)| cell.to_line())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The record that has what either side changed, and what both did.
fn merge_records<R: Record + Clone + PartialEq>(
    base: Option<&R>,
    mine: &R,
    theirs: &R,
    side: MergeSide,
) -> Result<(R, Vec<FactConflict>), InvalidValue> {
    if mine == theirs || base == Some(theirs) {
        return Ok((mine.clone(), Vec::new()));
    }
    if base == Some(mine) {
        return Ok((theirs.clone(), Vec::new()));
    }
    let mut clashes = Vec::new();
    let before = base.map_or_else(|| vec![Cell::Empty; R::FIELDS.len()], R::cells);
    let (my_cells, their_cells) = (mine.cells(), theirs.cells());
    let mut cells = Vec::with_capacity(before.len());
    for (index, field) in R::FIELDS.iter().enumerate() {
        let three = [&before[index], &my_cells[index], &their_cells[index]];
        cells.push(merge_cell(field, three, side, &mut clashes));
    }
    let mut record = R::from_cells(&cells)?;
    for list in R::LISTS {
        let before = base.map(|base| base.rows(list.name)).unwrap_or_default();
        let (mine, theirs) = (mine.rows(list.name), theirs.rows(list.name));
        let lists = ThreeWayList {
            name: list.name,
            fields: list.fields,
            base: &before,
            mine: &mine,
            theirs: &theirs,
        };
        record.set_rows(list.name, &lists.merge_entries(side, &mut clashes))?;
    }
    Ok((record, clashes))
}

fn merge_cell(
    field: &Field,
    [base, mine, theirs]: [&Cell; 3],
    side: MergeSide,
    clashes: &mut Vec<FactConflict>,
) -> Cell {
    if mine == theirs || theirs == base {
        return mine.clone();
    }
    if mine == base {
        return theirs.clone();
    }
    if is_later_date_right(field) {
        // Written in full, a later date is the later text; a date that says less gives way.
        return mine.clone().max(theirs.clone());
    }
    if field.kind == ValueKind::List && !is_one_fact(field) {
        return merge_sets(list_items(base), list_items(mine), list_items(theirs));
    }
    let text = |cell: &Cell| (!cell.is_empty()).then(|| cell.to_line());
    clashes.push(FactConflict {
        of: Some(field.name),
        base: text(base),
        mine: text(mine),
        theirs: text(theirs),
    });
    if side == MergeSide::Mine {
        mine.clone()
    } else {
        theirs.clone()
    }
}

fn list_items(cell: &Cell) -> &[String] {
    if let Cell::List(items) = cell {
        items
    } else {
        &[]
    }
}

/// Values that stand for themselves: those neither side took away, then those that either added, in one order for both.
fn merge_sets(base: &[String], mine: &[String], theirs: &[String]) -> Cell {
    let kept = base
        .iter()
        .filter(|item| mine.contains(item) && theirs.contains(item));
    let added: BTreeSet<&String> = mine
        .iter()
        .chain(theirs)
        .filter(|item| !base.contains(item))
        .collect();
    let all: Vec<String> = kept.chain(added).cloned().collect();
    if all.is_empty() {
        Cell::Empty
    } else {
        Cell::List(all)
    }
}

/// The entries that were removed from a list, neither unchanged nor reworded.
pub fn find_removed(fields: &[Field], before: &[Vec<Cell>], now: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    ThreeWayList {
        name: "",
        fields,
        base: before,
        mine: now,
        theirs: now,
    }
    .removed_entries()
}

/// The fields of an entry that say something, as messages show them.
fn describe_entry(fields: &[Field], row: &[Cell]) -> String {
    let said = fields.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
    said.map(|(field, cell)| format!("{} {}", field.name, cell.to_line()))
        .collect::<Vec<_>>()
        .join(", ")
}

mod lists;
mod matching;
#[cfg(test)]
mod tests;
