//! Which records are the same one: the same person under another id, or two of one id.

use crate::model::{Cell, Record};

/// The three states of one record: the sync base, here, and there.
#[derive(Debug, PartialEq, Eq)]
pub struct ThreeWayRecord<'a, R> {
    /// The sync base: what both sides had in common last.
    pub base: Option<&'a R>,
    /// What it is here.
    pub mine: Option<&'a R>,
    /// What it is there.
    pub theirs: Option<&'a R>,
}

impl<R> Clone for ThreeWayRecord<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for ThreeWayRecord<'_, R> {}

impl<'a, R: Record> ThreeWayRecord<'a, R> {
    /// The ids it has, each once.
    pub fn collect_ids(&self) -> Vec<String> {
        let states = [self.mine, self.theirs, self.base].into_iter().flatten();
        let mut ids: Vec<String> = states
            .filter_map(|record| read_field(record, "id"))
            .collect();
        ids.dedup();
        ids
    }
}

/// Puts together the states of each record, by `uid`, else by id, else by an id it had before. Every record of the three
/// lists is in exactly one of them.
pub fn match_records<'a, R: Record>(
    base: &'a [R],
    mine: &'a [R],
    theirs: &'a [R],
) -> Vec<ThreeWayRecord<'a, R>> {
    let (mut base, mut mine) = (UnmatchedRecords::new(base), UnmatchedRecords::new(mine));
    let mut found: Vec<ThreeWayRecord<'a, R>> = mine
        .take_partners(theirs)
        .into_iter()
        .map(|(theirs, mine)| ThreeWayRecord {
            base: None,
            mine,
            theirs: Some(theirs),
        })
        .collect();
    found.extend(mine.remaining_records().map(|mine| ThreeWayRecord {
        base: None,
        mine: Some(mine),
        theirs: None,
    }));
    // Of two states the one that is here knows its former ids best.
    let known: Vec<&'a R> = found
        .iter()
        .filter_map(|three| three.mine.or(three.theirs))
        .collect();
    for (three, (_, base)) in found.iter_mut().zip(base.take_partners(known)) {
        three.base = base;
    }
    for three in found.iter_mut().filter(|three| three.base.is_none()) {
        three.base = three.theirs.and_then(|theirs| base.take_match(theirs));
    }
    found.extend(base.remaining_records().map(|base| ThreeWayRecord {
        base: Some(base),
        mine: None,
        theirs: None,
    }));
    found
}

/// Records that have not been found yet.
struct UnmatchedRecords<'a, R> {
    left: Vec<RecordIdentity<'a, R>>,
}

struct RecordIdentity<'a, R> {
    record: &'a R,
    uid: Option<String>,
    id: Option<String>,
    old_ids: Vec<String>,
}

impl<'a, R: Record> UnmatchedRecords<'a, R> {
    fn new(records: &'a [R]) -> Self {
        Self {
            left: records.iter().map(RecordIdentity::new).collect(),
        }
    }

    /// Each of the records with the one that is the same; a certain match is never given away to a less certain one.
    fn take_partners(
        &mut self,
        wanted: impl IntoIterator<Item = &'a R>,
    ) -> Vec<(&'a R, Option<&'a R>)> {
        let wanted: Vec<RecordIdentity<'a, R>> =
            wanted.into_iter().map(RecordIdentity::new).collect();
        let mut found = vec![None; wanted.len()];
        for is_same in RecordIdentity::WAYS {
            for (one, slot) in wanted
                .iter()
                .zip(&mut found)
                .filter(|(_, slot)| slot.is_none())
            {
                *slot = self.take_by(one, is_same);
            }
        }
        wanted.iter().map(|one| one.record).zip(found).collect()
    }

    fn take_match(&mut self, wanted: &'a R) -> Option<&'a R> {
        let wanted = RecordIdentity::new(wanted);
        RecordIdentity::WAYS
            .into_iter()
            .find_map(|is_same| self.take_by(&wanted, is_same))
    }

    fn take_by(
        &mut self,
        wanted: &RecordIdentity<'a, R>,
        is_same: fn(&RecordIdentity<'a, R>, &RecordIdentity<'a, R>) -> bool,
    ) -> Option<&'a R> {
        let index = self.left.iter().position(|known| is_same(known, wanted))?;
        Some(self.left.remove(index).record)
    }

    fn remaining_records(&self) -> impl Iterator<Item = &'a R> {
        self.left.iter().map(|known| known.record)
    }
}

impl<'a, R: Record> RecordIdentity<'a, R> {
    /// By what two states are the same record, the most certain first.
    const WAYS: [fn(&Self, &Self) -> bool; 3] = [
        |one, other| one.uid.is_some() && one.uid == other.uid,
        |one, other| one.id.is_some() && one.id == other.id,
        |one, other| one.has_old_id_of(other) || other.has_old_id_of(one),
    ];

    fn new(record: &'a R) -> Self {
        let old_ids = match record.get_cell("old_ids") {
            Ok(Cell::List(ids)) => ids,
            _ => Vec::new(),
        };
        Self {
            record,
            uid: read_field(record, "uid"),
            id: read_field(record, "id"),
            old_ids,
        }
    }

    fn has_old_id_of(&self, other: &Self) -> bool {
        let others = self.uid.is_some() && other.uid.is_some();
        !others
            && other
                .id
                .as_ref()
                .is_some_and(|id| self.old_ids.contains(id))
    }
}

/// What a record says in a field; none if nothing, or if it has no such field.
pub(super) fn read_field<R: Record>(record: &R, field: &str) -> Option<String> {
    record
        .get_cell(field)
        .ok()
        .map(|cell| cell.to_line())
        .filter(|text| !text.is_empty())
}
