//! Records for tests, built from the kinds of their fields alone: a new field is in them by itself.

use super::Store;
use crate::model::{Case, Cell, Date, Field, Record, ValueKind};

/// A stream of decisions from which a record is built; when it has run out, nothing more is filled in.
pub(super) struct SampleChoices<'a>(pub std::slice::Iter<'a, u8>);

impl<'a> SampleChoices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    pub fn next(&mut self) -> usize {
        self.0.next().copied().unwrap_or(0).into()
    }
}

/// A record with every field filled and two entries in every list.
pub(super) fn full_record<T: Record>(id: &str) -> T {
    let mut number = 0;
    build_record(id, &mut |_| {
        number += 1;
        number
    })
}

/// A record with some fields filled.
pub(super) fn partial_record<T: Record>(id: &str, choices: &mut SampleChoices<'_>) -> T {
    build_record(id, &mut |most| choices.next() % most)
}

/// A casebook in memory with many different cases, the same ones in every run.
pub(super) fn build_casebook() -> (Store, Vec<Case>) {
    let mut seed = 1_u32;
    let mut bytes = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // Every other field is filled.
        if seed >> 31 == 0 {
            0
        } else {
            (seed >> 16) as u8
        }
    });
    let cases: Vec<Case> = (0..150)
        .map(|number| {
            let bytes: Vec<u8> = bytes.by_ref().take(500).collect();
            let mut case =
                partial_record::<Case>(&format!("c-{number:03}"), &mut SampleChoices::new(&bytes));
            // Ids that cases had before must differ.
            case.old_ids.clear();
            case
        })
        .collect();
    let mut store = Store::in_memory().unwrap();
    store
        .run_operation("put", "now", |operation| {
            cases
                .iter()
                .try_for_each(|case| operation.put_case(case).map(drop))
        })
        .unwrap();
    (store, cases)
}

/// A case with this id, name and events (date, status).
pub(super) fn make_case(id: &str, name: &str, events: &[(&str, &str)]) -> Case {
    let mut case = Case::from_typed([("id", id), ("name", name), ("country", "KZ")]).unwrap();
    let rows: Vec<Vec<Cell>> = events
        .iter()
        .map(|(date, status)| {
            let pairs = [("kind", "status-noted"), ("date", date), ("status", status)];
            crate::model::Event::from_typed(pairs).unwrap().cells()
        })
        .collect();
    case.set_rows("events", &rows).unwrap();
    case
}

pub(super) fn parse_day(text: &str) -> Date {
    crate::model::date::full_day(text).unwrap()
}

pub(super) const DATES: [&str; 7] = [
    "2011",
    "2011-11",
    "2018-04",
    "2018-04-10",
    "2018-04-30",
    "2018",
    "2021-09-02",
];
pub(super) const TERMS: [&str; 6] = ["10d", "1m", "45d", "1y", "2y2m", "14y"];
pub(super) const LINES: [&str; 6] = [
    "Едіге Батыров",
    "O’Brien & Sons’ “union”",
    "174",
    "Almaty",
    "Алматы, prison ЛА-155/14",
    "'; DROP TABLE cases; -- % _ \\ \" *",
];

/// `choose` gives a number below its argument where that matters; 0 leaves a field empty.
fn build_record<T: Record>(id: &str, choose: &mut dyn FnMut(usize) -> usize) -> T {
    let accepts = |field: &Field, cell: &Cell| T::typed(field.name, &cell.to_line()).is_ok();
    let mut cells: Vec<Cell> = T::FIELDS
        .iter()
        .map(|field| make_cell(field, choose(16), accepts))
        .collect();
    if let Ok(position) = T::field_position("id") {
        cells[position] = Cell::Text(id.to_owned());
    }
    let mut record = T::from_cells(&cells).unwrap();
    for list in T::LISTS {
        let accepts = |field: &Field, cell: &Cell| (list.check)(field.name, cell).is_ok();
        let rows: Vec<Vec<Cell>> = (0..choose(4).min(2))
            .map(|_| {
                list.fields
                    .iter()
                    .map(|field| make_cell(field, choose(16), accepts))
                    .collect()
            })
            .collect();
        record.set_rows(list.name, &rows).unwrap();
    }
    record
}

fn make_cell(field: &Field, number: usize, accepts: impl Fn(&Field, &Cell) -> bool) -> Cell {
    let number = number.max(usize::from(field.needed));
    let pick = |texts: &[&str]| Cell::Text(texts[number % texts.len()].to_owned());
    let list = |items: [&str; 2]| Cell::List(items.map(str::to_owned).into());
    let candidates = match field.kind {
        _ if number == 0 => return Cell::Empty,
        ValueKind::Word("event", _) => {
            return pick(&[
                "arrest",
                "verdict",
                "abduction",
                "detention-ordered",
                "new-word",
            ]);
        }
        ValueKind::Word(_, words) => {
            return words
                .get(number % 9)
                .map_or(pick(&["new-word"]), |word| pick(&[word.slug]));
        }
        ValueKind::Line => {
            vec![
                pick(&LINES),
                pick(&["odf-2018", "dck", "x-3"]),
                pick(&["KZ", "RU"]),
                pick(&["https://example.org"]),
            ]
        }
        ValueKind::Text => vec![pick(&[
            "One.\n\n- two\n- three",
            "Ёлка, *stressed* words of a union",
        ])],
        ValueKind::Date => vec![pick(&DATES)],
        ValueKind::Term => vec![pick(&TERMS)],
        ValueKind::Number => vec![Cell::Text(number.to_string())],
        ValueKind::Flag => vec![Cell::Flag(number % 2 == 0)],
        ValueKind::List => vec![
            list(["confiscation: a house", LINES[number % 2]]),
            list(["confiscation: a house", "ban-public-activity 3y"]),
            list(["dck", "x-3"]),
            list(["journalist", "student"]),
            list(["a@example.org", "b@example.org"]),
            list(["+7 7172 1", "112"]),
            list(["born", "held_at"]),
        ],
    };
    candidates
        .into_iter()
        .find(|cell| accepts(field, cell))
        .unwrap()
}
