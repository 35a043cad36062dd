//! The facts of a person as a letter names them for itself.

use std::collections::BTreeMap;

use super::PublicCase;
use crate::letters::provenance::{CaseEntry, FactId, FactSubject};

/// Which person of a letter a case is, and where its entries stood before some were left out for a language.
#[derive(Debug, Clone, Default)]
pub(super) struct FactOrigin {
    /// The place among the cases of the letter.
    place: usize,
    /// The places that the entries of a list had; a list that is not in here has all of its entries.
    entries: BTreeMap<&'static str, Vec<usize>>,
}

impl PublicCase {
    /// The case as the one at this place among the cases of a letter: its facts are named by it.
    #[must_use]
    pub fn at_place(mut self, place: usize) -> Self {
        self.origin.place = place;
        self
    }

    /// The fact that is an entry of one of the lists of this case; none of an entry that it does not have.
    pub fn fact_of<E: CaseEntry>(&self, entry: &E) -> Option<FactId> {
        let entries = E::list_entries(self);
        let index = entries
            .iter()
            .position(|known| std::ptr::eq(known, entry))
            .or_else(|| entries.iter().position(|known| known == entry))?;
        let index = match self.origin.entries.get(E::LIST) {
            Some(places) => *places.get(index)?,
            None => index,
        };
        Some(self.name_fact(FactSubject::Entry(E::LIST, index)))
    }

    /// The fact that stands in a field.
    pub fn field_fact(&self, field: &'static str) -> FactId {
        self.name_fact(FactSubject::Field(field))
    }

    /// The situation of the person on the day of the letter.
    pub fn status_fact(&self) -> FactId {
        self.name_fact(FactSubject::Status)
    }

    fn name_fact(&self, about: FactSubject) -> FactId {
        FactId {
            case: self.origin.place,
            about,
        }
    }

    /// Keeps the entries of a list that are to stay, and remembers where they stood.
    pub(super) fn retain_entries<E: CaseEntry>(
        &mut self,
        list: impl Fn(&mut crate::model::Case) -> &mut Vec<E>,
        mut stays: impl FnMut(&E) -> bool,
    ) {
        let entries = list(&mut self.told);
        let before = self
            .origin
            .entries
            .remove(E::LIST)
            .unwrap_or_else(|| (0..entries.len()).collect());
        let mut places = before.into_iter();
        let mut kept = Vec::new();
        entries.retain(|entry| {
            let place = places.next();
            let stays = stays(entry);
            kept.extend(place.filter(|_| stays));
            stays
        });
        self.origin.entries.insert(E::LIST, kept);
    }
}
