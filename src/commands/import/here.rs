//! Who is in the casebook already.

use std::collections::BTreeMap;

use super::Matching;
use crate::error::Error;
use crate::model::filter::Sort;
use crate::model::{Case, Column, Date, Filter, Id, fold};
use crate::store::Store;

/// Who is here, by what the cases of the file are matched with; looked up once.
pub(super) struct Here {
    matching: Matching,
    known: BTreeMap<String, Id>,
}

impl Here {
    /// Looks up who is here.
    ///
    /// # Errors
    /// The casebook cannot be read.
    pub(super) fn new(matching: Matching, store: &Store, today: Date) -> Result<Self, Error> {
        let mut known = BTreeMap::new();
        let columns = match matching {
            Matching::Id => return Ok(Self { matching, known }),
            Matching::Uid => ["id", "uid"],
            Matching::Name => ["id", "name"],
        };
        let columns = [columns[0].parse::<Column>()?, columns[1].parse::<Column>()?];
        store.rows(&Filter::default(), Sort::default(), None, &columns, today, |cells| {
            let key = Self::key(matching, &cells[1].to_line());
            known.insert(key, cells[0].to_line().parse::<Id>()?);
            Ok::<_, Error>(())
        })?;
        Ok(Self { matching, known })
    }

    fn key(matching: Matching, text: &str) -> String {
        if matching == Matching::Name { fold::key(text) } else { text.to_owned() }
    }

    /// The case that is here and is the same person.
    ///
    /// # Errors
    /// The casebook cannot be read.
    pub(super) fn case(&self, store: &Store, case: &Case) -> Result<Option<Case>, Error> {
        let text = match self.matching {
            Matching::Id => return Ok(store.case(&case.id)?),
            Matching::Uid => case.uid.as_ref().map(ToString::to_string),
            Matching::Name => Some(case.name.to_string()),
        };
        let id = text.and_then(|text| self.known.get(&Self::key(self.matching, &text)));
        Ok(id.map(|id| store.case(id)).transpose()?.flatten())
    }
}
