//! A row of a table over the case that is here: it fills in and adds, and takes nothing away.

use crate::app::error::Error;
use crate::model::vocabulary::EventKind;
use crate::model::{
    Case, Cell, Charge, Date, Event, Field, FieldMeaning, PartialDate, Record, Sentence, ValueKind,
};

/// What a row says over what is here; what was known true later stays so. An entry that says no more than one that is here is not added; one that speaks of the
/// same charge or sentence completes it.
///
/// # Errors
/// The row gives another status or sentence and no date for it, while the one that is here has one.
pub(super) fn overlay_row(here: &Case, row: &Case, today: Date) -> Result<Case, Error> {
    let cells = Case::FIELDS
        .iter()
        .zip(here.cells().into_iter().zip(row.cells()));
    let keeps = |field: &Field| {
        matches!(
            field.meaning,
            FieldMeaning::Id | FieldMeaning::RecordKeeping
        )
    };
    let cells = cells.map(|(field, (old, new))| {
        let is_older = field.meaning == FieldMeaning::RecordDate && row.as_of < here.as_of;
        let stays = new.is_empty()
            || keeps(field)
            || is_older
            || field.kind == ValueKind::Date && says_less(&new, &old);
        match () {
            () if stays => old,
            () if field.name == "notes" => Cell::Text(merge_notes(&old.to_line(), &new.to_line())),
            () => new,
        }
    });
    let cells: Vec<Cell> = cells.collect();
    let mut case = here.with_cells(&cells)?;
    if case.as_of != here.as_of {
        case.as_of_basis.clone_from(&row.as_of_basis);
    }
    for event in &row.events {
        if says_more(here, event, today)? {
            case.events.push(event.clone());
        }
    }
    for (list, key) in [
        (
            "charges",
            &[
                FieldMeaning::Offence,
                FieldMeaning::Law,
                FieldMeaning::Article,
                FieldMeaning::ArticlePart,
            ][..],
        ),
        ("sentences", &[FieldMeaning::Kind, FieldMeaning::Date]),
    ] {
        let mut rows = case.rows(list);
        let fields = Case::LISTS
            .iter()
            .find(|known| known.name == list)
            .map_or(&[][..], |known| known.fields);
        for new in row.rows(list) {
            if list == "charges" && is_known_charge(here, &new) {
                continue;
            }
            merge_entry(fields, key, &mut rows, &new);
        }
        case.set_rows(list, &rows)?;
    }
    for sentence in &row.sentences {
        refuse_undated(here, sentence)?;
    }
    case.date_narrative(Some(here));
    Ok(case)
}

/// Notes with those of a row: a line under a name takes the place of the one that had it, and what is typed here stays.
fn merge_notes(old: &str, new: &str) -> String {
    let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
    for line in new.lines().filter(|line| !line.trim().is_empty()) {
        if lines.iter().any(|known| known == line) {
            continue;
        }
        let label = line.split_once(": ").map(|(label, _)| format!("{label}: "));
        match label.and_then(|label| lines.iter_mut().find(|known| known.starts_with(&label))) {
            Some(known) => line.clone_into(known),
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

/// Whether a charge of a row says no more than one that is here: the same article, whichever way its part is written, and nothing
/// that is not known.
fn is_known_charge(here: &Case, new: &[Cell]) -> bool {
    let Ok(new) = Charge::from_cells(new) else {
        return false;
    };
    let number = |charge: &Charge| {
        let part = charge
            .part
            .as_ref()
            .map(|part| format!(".{part}"))
            .unwrap_or_default();
        charge
            .article
            .as_ref()
            .map(|article| format!("{article}{part}"))
    };
    let says_no_more = |known: &Charge| {
        number(known).is_some()
            && number(known) == number(&new)
            && (new.code.is_none() || new.code == known.code)
            && (new.title.is_none() || new.title == known.title)
            && (new.standing.is_none() || new.standing == known.standing)
            && (new.date.is_none() || new.date == known.date)
    };
    here.charges.iter().any(says_no_more)
}

/// Whether a date says the same as another and less of it: 1967 and 1967-05-01.
fn says_less(new: &Cell, old: &Cell) -> bool {
    let date = |cell: &Cell| cell.to_line().parse::<PartialDate>().ok();
    let (Some(new), Some(old)) = (date(new), date(old)) else {
        return false;
    };
    new.earliest_day() <= old.earliest_day() && old.latest_day() <= new.latest_day()
}

/// Refuses a sentence without a date that is another than one with a date: nobody could tell which holds.
fn refuse_undated(here: &Case, sentence: &Sentence) -> Result<(), Error> {
    let is_known = here
        .sentences
        .iter()
        .any(|known| is_superset(&known.cells(), &sentence.cells()));
    let other = here.sentences.iter().filter_map(|known| known.date).max();
    match other.filter(|_| sentence.date.is_none() && !is_known) {
        None => Ok(()),
        Some(date) => Err(Error::invalid(format!(
            "{}: the list has another sentence than that of {date}, and does not say when it was pronounced",
            here.id
        ))
        .with_reason("Without a date it cannot be told which holds")
        .try_with("cases import FILE --map \"COLUMN=sentence_date\"")),
    }
}

/// Whether an event of a row says what is not known here.
fn says_more(here: &Case, event: &Event, today: Date) -> Result<bool, Error> {
    let is_situation = matches!(event.kind, EventKind::StatusNoted | EventKind::StatusBegan);
    let status = event.status.clone().filter(|_| is_situation);
    let Some(status) = status else {
        return Ok(!here
            .events
            .iter()
            .any(|known| is_superset(&known.cells(), &event.cells())));
    };
    let day = event
        .date
        .map_or(today, |date| date.latest_day().min(today));
    if here.status_on(day) == status {
        return Ok(event.kind == EventKind::StatusBegan && here.since_on(day).is_none());
    }
    let dated = here
        .status_event_on(day)
        .filter(|known| known.date.is_some() && event.date.is_none());
    match dated.and_then(|known| known.date) {
        None => Ok(true),
        Some(date) => {
            let known = here.status_on(day);
            Err(Error::invalid(format!(
                "{}: the list says “{status}” and not since when; here it is “{known}” since {date}",
                here.id
            ))
            .with_reason("Without a date it cannot be told which is later")
            .try_with("cases import FILE --as-of DATE"))
        }
    }
}

/// Whether an entry says everything that another one says.
fn is_superset(known: &[Cell], new: &[Cell]) -> bool {
    known
        .iter()
        .zip(new)
        .all(|(known, new)| new.is_empty() || known == new)
}

/// Completes the entry with the same key, or adds the new one, if it says anything that none does.
fn merge_entry(fields: &[Field], key: &[FieldMeaning], rows: &mut Vec<Vec<Cell>>, new: &[Cell]) {
    if rows.iter().any(|known| is_superset(known, new)) {
        return;
    }
    let same = |row: &&mut Vec<Cell>| {
        let mut cells = fields
            .iter()
            .zip(row.iter().zip(new))
            .filter(|(field, _)| key.contains(&field.meaning));
        cells.all(|(_, (old, new))| old == new)
    };
    match rows.iter_mut().find(same) {
        Some(row) => {
            row.iter_mut()
                .zip(new)
                .filter(|(_, new)| !new.is_empty())
                .for_each(|(old, new)| *old = new.clone());
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
            Event::from_typed([
                ("kind", "status-noted"),
                ("date", *date),
                ("status", *status),
            ])
            .unwrap()
        };
        case.events = events.iter().map(event).collect();
        case
    }

    fn events(here: &[(&str, &str)], row: &[(&str, &str)]) -> Option<usize> {
        overlay_row(&case(here), &case(row), full_day("2021-09-15").unwrap())
            .ok()
            .map(|case| case.events.len())
    }

    #[test]
    fn a_status_is_added_only_where_it_is_another() {
        assert_eq!(
            events(&[("2018", "imprisoned")], &[("2020", "imprisoned")]),
            Some(1)
        );
        assert_eq!(
            events(&[("2018", "imprisoned")], &[("2020", "released")]),
            Some(2)
        );
        assert_eq!(
            events(&[("2018", "imprisoned")], &[("", "imprisoned")]),
            Some(1)
        );
        assert_eq!(
            events(&[("2018", "imprisoned")], &[("", "released")]),
            None,
            "which is later?"
        );
        assert_eq!(events(&[], &[("", "released")]), Some(1));
    }

    #[test]
    fn notes_that_were_typed_here_stay() {
        assert_eq!(
            merge_notes("called in May\nAge: 31", "Age: 32\nLawyer: A. One"),
            "called in May\nAge: 32\nLawyer: A. One"
        );
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
        let merged = overlay_row(&here, &row, full_day("2021-09-15").unwrap()).unwrap();
        assert_eq!(
            merged.charges,
            [charge("fraud", "convicted", "s"), charge("theft", "", "")]
        );
    }

    #[test]
    fn a_sentence_without_a_date_never_stands_in_for_one_with_a_date() {
        fn sentence(date: &str, term: &str) -> Sentence {
            Sentence::from_typed([("kind", "prison"), ("date", date), ("term", term)]).unwrap()
        }
        let merged = |here: &[(&str, &str)], new: (&str, &str)| {
            let (mut known, mut row) = (case(&[]), case(&[]));
            known.sentences = here
                .iter()
                .map(|(date, term)| sentence(date, term))
                .collect();
            row.sentences = vec![sentence(new.0, new.1)];
            overlay_row(&known, &row, full_day("2021-09-15").unwrap())
                .ok()
                .map(|case| case.sentences)
        };
        let appealed = [("2016", "5y"), ("2018", "4y")];
        assert_eq!(merged(&appealed, ("", "4y")).map(|all| all.len()), Some(2));
        assert_eq!(merged(&appealed, ("", "3y")), None);
        assert_eq!(
            merged(&appealed, ("2020", "3y")).map(|all| all.len()),
            Some(3)
        );
        assert_eq!(
            merged(&[("", "5y")], ("", "4y")),
            Some(vec![sentence("", "4y")])
        );
        assert_eq!(
            merged(&[("2016", "")], ("2016", "5y")),
            Some(vec![sentence("2016", "5y")])
        );
    }
}
