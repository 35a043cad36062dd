//! A row of a table over the case that is here: it fills in and adds, and takes nothing away.

use crate::error::Error;
use crate::model::vocabulary::EventKind;
use crate::model::{Case, Cell, Date, Event, Field, Record};

/// What a row says over what is here. An entry that says no more than one that is here is not added; one that speaks of the
/// same charge or sentence completes it.
///
/// # Errors
/// The row gives another status and no date for it, while the status that is here has one.
pub(super) fn overlaid(here: &Case, row: &Case, today: Date) -> Result<Case, Error> {
    let cells = Case::FIELDS.iter().zip(here.cells().into_iter().zip(row.cells()));
    let keeps = |field: &Field| matches!(field.name, "id" | "uid" | "rev");
    let cells: Vec<Cell> =
        cells.map(|(field, (old, new))| if new.is_empty() || keeps(field) { old } else { new }).collect();
    let mut case = here.with_cells(&cells)?;
    for event in &row.events {
        if says_more(here, event, today)? {
            case.events.push(event.clone());
        }
    }
    for (list, key) in [("charges", &["title", "code", "article", "part"][..]), ("sentences", &["kind", "date"])] {
        let mut rows = case.rows(list);
        let fields = Case::LISTS.iter().find(|known| known.name == list).map_or(&[][..], |known| known.fields);
        row.rows(list).iter().for_each(|new| complete(fields, key, &mut rows, new));
        case.set_rows(list, &rows)?;
    }
    Ok(case)
}

/// Whether an event of a row says what is not known here.
fn says_more(here: &Case, event: &Event, today: Date) -> Result<bool, Error> {
    let status = event.status.clone().filter(|_| event.kind == EventKind::StatusNoted);
    let Some(status) = status else {
        return Ok(!here.events.iter().any(|known| covers(&known.cells(), &event.cells())));
    };
    let day = event.date.map_or(today, |date| date.latest().min(today));
    if here.status_on(day) == status {
        return Ok(false);
    }
    let dated = here.status_event_on(day).filter(|known| known.date.is_some() && event.date.is_none());
    match dated.and_then(|known| known.date) {
        None => Ok(true),
        Some(date) => {
            let known = here.status_on(day);
            Err(Error::invalid(format!(
                "{}: the list says “{status}” and not since when; here it is “{known}” since {date}",
                here.id
            ))
            .because("Without a date it cannot be told which is later")
            .try_with("cases import FILE --as-of DATE"))
        }
    }
}

/// Whether an entry says everything that another one says.
fn covers(known: &[Cell], new: &[Cell]) -> bool {
    known.iter().zip(new).all(|(known, new)| new.is_empty() || known == new)
}

/// Completes the entry with the same key, or adds the new one.
fn complete(fields: &[Field], key: &[&str], rows: &mut Vec<Vec<Cell>>, new: &[Cell]) {
    let same = |row: &Vec<Cell>| {
        let cells = fields.iter().zip(row.iter().zip(new)).filter(|(field, _)| key.contains(&field.name));
        let (mut cells, lenient) = (cells, key.contains(&"date"));
        cells.all(|(field, (old, new))| old == new || (lenient && field.name == "date" && new.is_empty()))
    };
    match rows.iter_mut().find(|row| same(row)) {
        Some(row) => {
            row.iter_mut().zip(new).filter(|(_, new)| !new.is_empty()).for_each(|(old, new)| *old = new.clone())
        }
        None => rows.push(new.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;

    fn case(events: &[(&str, &str)]) -> Case {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        let event = |(date, status): &(&str, &str)| {
            Event::from_typed([("kind", "status-noted"), ("date", *date), ("status", *status)]).unwrap()
        };
        case.events = events.iter().map(event).collect();
        case
    }

    fn events(here: &[(&str, &str)], row: &[(&str, &str)]) -> Option<usize> {
        overlaid(&case(here), &case(row), full_day("2021-09-15").unwrap()).ok().map(|case| case.events.len())
    }

    #[test]
    fn a_status_is_added_only_where_it_is_another() {
        assert_eq!(events(&[("2018", "imprisoned")], &[("2020", "imprisoned")]), Some(1));
        assert_eq!(events(&[("2018", "imprisoned")], &[("2020", "released")]), Some(2));
        assert_eq!(events(&[("2018", "imprisoned")], &[("", "imprisoned")]), Some(1));
        assert_eq!(events(&[("2018", "imprisoned")], &[("", "released")]), None, "which is later?");
        assert_eq!(events(&[], &[("", "released")]), Some(1));
    }

    #[test]
    fn the_same_charge_is_completed_and_another_added() {
        let charge = |title, standing, source| {
            crate::model::Charge::from_typed([
                ("title", title),
                ("article", "1"),
                ("standing", standing),
                ("source", source),
            ])
            .unwrap()
        };
        let (mut here, mut row) = (case(&[]), case(&[]));
        here.charges = vec![charge("fraud", "accused", "s")];
        row.charges = vec![charge("fraud", "convicted", ""), charge("theft", "", "")];
        let merged = overlaid(&here, &row, full_day("2021-09-15").unwrap()).unwrap();
        assert_eq!(merged.charges, [charge("fraud", "convicted", "s"), charge("theft", "", "")]);
    }
}
