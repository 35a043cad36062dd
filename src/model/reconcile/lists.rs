//! The entries of a list, brought together. An entry is one fact: it is taken as a whole, never mixed of two.

use std::collections::{HashMap, HashSet};

use super::{FactConflict, MergeSide, describe_entry};
use crate::model::{Cell, Field, FieldMeaning};

/// A list in its three states.
pub(super) struct ThreeWayList<'a> {
    pub(super) name: &'static str,
    pub(super) fields: &'a [Field],
    pub(super) base: &'a [Vec<Cell>],
    pub(super) mine: &'a [Vec<Cell>],
    pub(super) theirs: &'a [Vec<Cell>],
}

/// An entry, and how many like it stand before it.
type EntryKey<'a> = (&'a [Cell], usize);

/// What became of an entry of the base.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EntryFate<'a> {
    Kept,
    Gone,
    /// It is another now; `surely`, if the two resemble each other.
    Became {
        now: EntryKey<'a>,
        surely: bool,
    },
}

/// What one side made of the list.
struct SideView<'a> {
    /// For each entry of the base.
    fates: Vec<EntryFate<'a>>,
    /// The new entries, each with the entry of the base after which it stands.
    added: Vec<(Option<usize>, EntryKey<'a>)>,
    /// The entries of the base in their order here.
    order: Vec<usize>,
}

impl<'a> ThreeWayList<'a> {
    /// The list with what either side changed, and what both did, which is as `side` has it.
    pub(super) fn merge_entries(
        &self,
        side: MergeSide,
        clashes: &mut Vec<FactConflict>,
    ) -> Vec<Vec<Cell>> {
        if self.mine == self.theirs || self.theirs == self.base {
            return self.mine.to_vec();
        }
        if self.mine == self.base {
            return self.theirs.to_vec();
        }
        let base = number_rows(self.base);
        let (mine, theirs) = (
            self.build_view(&base, self.mine),
            self.build_view(&base, self.theirs),
        );
        let mut lost = self.find_doubles(&mine, &theirs, side, clashes);
        let mut list = ListMerge {
            seen: HashSet::new(),
            rows: Vec::new(),
        };
        list.add_new(None, &mine, &theirs, &lost);
        for index in merge_order(&mine, &theirs) {
            let now = self.merge_entry(
                base[index],
                mine.fates[index],
                theirs.fates[index],
                side,
                clashes,
                &mut lost,
            );
            list.add_keys(now.filter(|now| !lost.contains(now)));
            list.add_new(Some(index), &mine, &theirs, &lost);
        }
        list.rows
    }

    /// The entries of the base of which mine has nothing.
    pub(super) fn removed_entries(&self) -> Vec<Vec<Cell>> {
        let fates = self.build_view(&number_rows(self.base), self.mine).fates;
        let gone = self
            .base
            .iter()
            .zip(fates)
            .filter(|(_, fate)| *fate == EntryFate::Gone);
        gone.map(|(row, _)| row.clone()).collect()
    }

    /// What becomes of one entry of the base.
    fn merge_entry(
        &self,
        base: EntryKey<'a>,
        mine: EntryFate<'a>,
        theirs: EntryFate<'a>,
        side: MergeSide,
        clashes: &mut Vec<FactConflict>,
        lost: &mut HashSet<EntryKey<'a>>,
    ) -> Option<EntryKey<'a>> {
        let now = |fate| match fate {
            EntryFate::Kept => Some(base),
            EntryFate::Gone => None,
            EntryFate::Became { now, .. } => Some(now),
        };
        let unsure = |fate| matches!(fate, EntryFate::Became { surely: false, .. });
        match (mine, theirs) {
            (one, other) if one == other => now(one),
            (EntryFate::Kept, other) | (other, EntryFate::Kept) => now(other),
            (EntryFate::Gone, new) | (new, EntryFate::Gone) if unsure(new) => now(new),
            (one, other) if now(one) == now(other) => now(one),
            (one, other) => {
                self.record_clash(Some(base), now(one), now(other), clashes);
                let (wins, loses) = if side == MergeSide::Mine {
                    (one, other)
                } else {
                    (other, one)
                };
                lost.extend(now(loses));
                now(wins)
            }
        }
    }

    /// Finds new entries of both sides that state the same fact differently; returns those of the side that loses.
    fn find_doubles(
        &self,
        mine: &SideView<'a>,
        theirs: &SideView<'a>,
        side: MergeSide,
        clashes: &mut Vec<FactConflict>,
    ) -> HashSet<EntryKey<'a>> {
        let told: HashMap<_, _> = theirs
            .new_entries()
            .filter_map(|key| Some((self.identify_entry(key.0)?, key)))
            .collect();
        let mut lost = HashSet::new();
        for one in mine.new_entries() {
            let Some(other) = self
                .identify_entry(one.0)
                .and_then(|identity| told.get(&identity))
            else {
                continue;
            };
            let is_elsewhere = one.0 == other.0 || mine.is_against(theirs, one, *other);
            if !is_elsewhere {
                self.record_clash(None, Some(one), Some(*other), clashes);
                lost.insert(if side == MergeSide::Mine { *other } else { one });
            }
        }
        lost
    }

    fn record_clash(
        &self,
        base: Option<EntryKey<'a>>,
        mine: Option<EntryKey<'a>>,
        theirs: Option<EntryKey<'a>>,
        clashes: &mut Vec<FactConflict>,
    ) {
        let text = |key: EntryKey<'a>| describe_entry(self.fields, key.0);
        clashes.push(FactConflict {
            of: Some(self.name),
            base: base.map(text),
            mine: mine.map(text),
            theirs: theirs.map(text),
        });
    }

    /// What identifies the fact of an entry; none if it does not say enough.
    fn identify_entry(&self, row: &'a [Cell]) -> Option<Vec<&'a Cell>> {
        let cells = || self.fields.iter().zip(row);
        let named = cells().find(|(field, _)| field.tells_the_entry());
        if let Some((_, name)) = named {
            return Some(vec![name]);
        }
        let (_, date) = cells()
            .find(|(field, cell)| field.meaning == FieldMeaning::Date && !cell.is_empty())?;
        Some(
            cells()
                .filter(|(field, _)| field.needed)
                .map(|(_, cell)| cell)
                .chain([date])
                .collect(),
        )
    }

    fn build_view(&self, base: &[EntryKey<'a>], side: &'a [Vec<Cell>]) -> SideView<'a> {
        let side = number_rows(side);
        let places: HashMap<EntryKey<'a>, usize> = side
            .iter()
            .enumerate()
            .map(|(index, key)| (*key, index))
            .collect();
        let mut now: Vec<Option<(usize, bool)>> = base
            .iter()
            .map(|key| places.get(key).map(|&at| (at, true)))
            .collect();
        self.pair_entries(base, &side, &mut now);
        let mut origin = vec![None; side.len()];
        for (index, (at, _)) in now
            .iter()
            .enumerate()
            .filter_map(|(index, now)| Some((index, (*now)?)))
        {
            origin[at] = Some(index);
        }
        let fates = base.iter().zip(&now).map(|(key, now)| match now {
            None => EntryFate::Gone,
            Some((at, _)) if side[*at] == *key => EntryFate::Kept,
            Some((at, surely)) => EntryFate::Became {
                now: side[*at],
                surely: *surely,
            },
        });
        let mut anchor = None;
        let mut added = Vec::new();
        for (key, origin) in side.iter().zip(&origin) {
            match origin {
                Some(index) => anchor = Some(*index),
                None => added.push((anchor, *key)),
            }
        }
        SideView {
            fates: fates.collect(),
            added,
            order: insert_removed(origin.into_iter().flatten().collect(), base.len()),
        }
    }

    /// Finds what became of the entries that are not there any more: the most alike first, then whatever is left, because
    /// an entry that goes while another comes may be the same fact told otherwise.
    fn pair_entries(
        &self,
        base: &[EntryKey<'a>],
        side: &[EntryKey<'a>],
        now: &mut [Option<(usize, bool)>],
    ) {
        let taken: HashSet<usize> = now.iter().flatten().map(|(at, _)| *at).collect();
        let mut left: Vec<usize> = (0..side.len()).filter(|at| !taken.contains(at)).collect();
        let gone: Vec<usize> = (0..base.len())
            .filter(|index| now[*index].is_none())
            .collect();
        let alike = |index: usize, at: usize| measure_likeness(base[index].0, side[at].0);
        let mut pairs: Vec<_> = gone
            .iter()
            .flat_map(|&index| left.iter().map(move |&at| (index, at)))
            .collect();
        pairs.sort_by_key(|&(index, at)| std::cmp::Reverse(alike(index, at).0));
        for (index, at) in pairs {
            if now[index].is_none() && left.contains(&at) {
                now[index] = Some((at, alike(index, at).1));
                left.retain(|other| *other != at);
            }
        }
    }
}

impl<'a> SideView<'a> {
    /// Entries that were not in the base.
    fn new_entries(&self) -> impl Iterator<Item = EntryKey<'a>> {
        let became = self.fates.iter().filter_map(|fate| match fate {
            EntryFate::Became { now, .. } => Some(*now),
            EntryFate::Kept | EntryFate::Gone => None,
        });
        became.chain(self.added.iter().map(|(_, key)| *key))
    }

    /// Whether the two stand for the same entry of the base, and so clash there.
    fn is_against(&self, other: &Self, one: EntryKey<'a>, another: EntryKey<'a>) -> bool {
        let is = |fate: &EntryFate<'a>, key| matches!(fate, EntryFate::Became { now, .. } if *now == key);
        self.fates
            .iter()
            .zip(&other.fates)
            .any(|(mine, theirs)| is(mine, one) && is(theirs, another))
    }
}

/// The list on its way; the same entry is not written twice.
struct ListMerge<'a> {
    seen: HashSet<EntryKey<'a>>,
    rows: Vec<Vec<Cell>>,
}

impl<'a> ListMerge<'a> {
    fn add_keys(&mut self, keys: impl IntoIterator<Item = EntryKey<'a>>) {
        for key in keys {
            if self.seen.insert(key) {
                self.rows.push(key.0.to_vec());
            }
        }
    }

    /// What both put after an entry of the base, or at the beginning; whose stands first is the same for both.
    fn add_new(
        &mut self,
        after: Option<usize>,
        mine: &SideView<'a>,
        theirs: &SideView<'a>,
        lost: &HashSet<EntryKey<'a>>,
    ) {
        let of = |view: &SideView<'a>| -> Vec<EntryKey<'a>> {
            view.added
                .iter()
                .filter(|(anchor, key)| *anchor == after && !lost.contains(key))
                .map(|(_, key)| *key)
                .collect()
        };
        let (one, other) = (of(mine), of(theirs));
        let (first, second) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        self.add_keys(first.into_iter().chain(second));
    }
}

/// The entries with their numbers, so that no two are the same.
fn number_rows(rows: &[Vec<Cell>]) -> Vec<EntryKey<'_>> {
    let mut count: HashMap<&[Cell], usize> = HashMap::new();
    let mut number = |row| {
        let before = count.entry(row).or_default();
        *before += 1;
        (row, *before)
    };
    rows.iter().map(|row| number(row.as_slice())).collect()
}

/// How many values two entries share, and whether that is at least half of what either says.
fn measure_likeness(one: &[Cell], other: &[Cell]) -> (usize, bool) {
    let said = |row: &[Cell]| row.iter().filter(|cell| !cell.is_empty()).count();
    let shared = one
        .iter()
        .zip(other)
        .filter(|(one, other)| one == other && !one.is_empty())
        .count();
    (shared, shared * 2 >= said(one).max(said(other)))
}

/// An order of the base, with those that are not in it after the ones that stood before them.
fn insert_removed(mut order: Vec<usize>, count: usize) -> Vec<usize> {
    for index in 0..count {
        if !order.contains(&index) {
            let after = index
                .checked_sub(1)
                .and_then(|before| order.iter().position(|other| *other == before));
            order.insert(after.map_or(0, |place| place + 1), index);
        }
    }
    order
}

/// The order of the side that changed it; that of the base if both did, each otherwise.
fn merge_order(mine: &SideView<'_>, theirs: &SideView<'_>) -> Vec<usize> {
    let plain: Vec<usize> = (0..mine.order.len()).collect();
    match (mine.order == plain, theirs.order == plain) {
        (false, true) => mine.order.clone(),
        (true, false) => theirs.order.clone(),
        _ if mine.order == theirs.order => mine.order.clone(),
        _ => plain,
    }
}
