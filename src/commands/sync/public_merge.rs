//! A public tree and the private facts beside it: what is written there, and how what comes back is put over what is here.

use crate::app::error::Error;
use crate::model::{Cell, FieldMeaning, ListSpec, Record, find_meaning, reconcile};

/// The record that is here, with what has changed between its public part and the one that comes. What is private stays as
/// it is; an entry that is no longer public becomes private.
pub fn merge_public<R: Record>(whole: &R, part: &R, coming: &R) -> Result<R, Error> {
    let fields = whole
        .cells()
        .into_iter()
        .zip(part.cells().into_iter().zip(coming.cells()));
    let cells: Vec<Cell> = fields
        .map(|(whole, (part, coming))| if part == coming { whole } else { coming })
        .collect();
    let mut record = R::from_cells(&cells)?;
    for list in R::LISTS {
        record.set_rows(list.name, &merge_entries(list, whole, part, coming))?;
    }
    Ok(record)
}

fn merge_entries<R: Record>(list: &ListSpec, whole: &R, part: &R, coming: &R) -> Vec<Vec<Cell>> {
    let (whole, part, coming) = (
        whole.rows(list.name),
        part.rows(list.name),
        coming.rows(list.name),
    );
    if part == coming {
        return whole;
    }
    let is_private = |row: &&Vec<Cell>| !part.contains(row);
    let mut kept: Vec<Vec<Cell>> = whole.iter().filter(is_private).cloned().collect();
    if let Some(at) = find_meaning(list.fields, FieldMeaning::Privacy) {
        for mut gone in reconcile::find_removed(list.fields, &part, &coming) {
            gone[at] = Cell::Flag(true);
            kept.push(gone);
        }
    }
    coming.into_iter().chain(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Case;
    use crate::model::{Concern, Event};

    fn case(extra: &[(&str, &str)], events: &[(&str, &str)]) -> Case {
        let flat = [("id", "a"), ("name", "A"), ("country", "KZ")];
        let mut case = Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap();
        let event = |(kind, date): &(&str, &str)| {
            Event::from_typed([("kind", *kind), ("date", *date)]).unwrap()
        };
        case.events = events.iter().map(event).collect();
        case
    }

    #[test]
    fn private_facts_stay_and_what_is_no_longer_public_becomes_private() {
        let mut whole = case(
            &[("notes", "secret"), ("place", "Baku")],
            &[("arrest", "2018"), ("release", "2020")],
        );
        whole.concerns =
            vec![Concern::from_typed([("kind", "torture"), ("text", "Hidden.")]).unwrap()];
        let part = case(
            &[("place", "Baku")],
            &[("arrest", "2018"), ("release", "2020")],
        );
        let coming = case(
            &[("place", "Ganja")],
            &[("arrest", "2018-04"), ("transfer", "2019")],
        );
        let merged = merge_public(&whole, &part, &coming).unwrap();
        assert_eq!(
            (merged.notes, merged.concerns),
            (whole.notes.clone(), whole.concerns.clone())
        );
        assert_eq!(merged.place.unwrap().as_str(), "Ganja");
        assert_eq!(merged.events, coming.events, "both were told otherwise");
        let coming = case(&[("place", "Baku")], &[("arrest", "2018")]);
        let merged = merge_public(&whole, &part, &coming).unwrap();
        assert_eq!(
            (merged.events[0].private, merged.events[1].private),
            (None, Some(true))
        );
        assert_eq!(merge_public(&whole, &part, &part).unwrap(), whole);
    }
}
