use super::*;
use crate::model::{CellValue, Line, Term, search_key};
use crate::store::sample::{self, parse_day};

fn all_rows(store: &Store, sort: SortOrder, columns: &[CaseColumn], today: Date) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let each = |row: &[Cell]| {
        rows.push(row.to_vec());
        Ok::<_, Error>(())
    };
    store
        .each_row(&Filter::default(), sort, None, columns, today, each)
        .unwrap();
    rows
}

/// A column once more, from the case itself.
fn column_value(case: &Case, column: CaseColumn, today: Date) -> Cell {
    let sentence = case.sentence_on(today);
    match column {
        CaseColumn::Field(position) => case.cells().swap_remove(position),
        CaseColumn::Status => case.status_on(today).to_cell(),
        CaseColumn::Since => case.since_on(today).to_cell(),
        CaseColumn::Arrested => case.arrested_on(today).to_cell(),
        CaseColumn::Released => case.released_on(today).to_cell(),
        CaseColumn::Sentenced => sentence.and_then(|sentence| sentence.date).to_cell(),
        CaseColumn::Term => sentence.and_then(|sentence| sentence.term).to_cell(),
        CaseColumn::Charges => case
            .charges
            .iter()
            .filter_map(charge_line)
            .collect::<Vec<_>>()
            .to_cell(),
        CaseColumn::Letters => Cell::Text("0".to_owned()),
        CaseColumn::LastLetter => Cell::Empty,
    }
}

/// A charge of which neither offence nor law is known has no line.
fn charge_line(charge: &crate::model::Charge) -> Option<Line> {
    let code = charge.code.as_ref().map(ToString::to_string);
    let part = charge
        .part
        .as_ref()
        .map(|part| format!(".{part}"))
        .unwrap_or_default();
    let article = charge
        .article
        .as_ref()
        .map(|article| format!("{article}{part}"));
    let law: Vec<String> = code.into_iter().chain(article).collect();
    let law = law.join(" ");
    let line = match charge.title.as_ref() {
        Some(title) if law.is_empty() => title.to_string(),
        Some(title) => format!("{title} ({law})"),
        None => law,
    };
    (!line.is_empty()).then(|| line.trim().parse().expect("a line"))
}

#[test]
fn every_column_says_what_the_case_says_on_that_day() {
    let (store, cases) = sample::build_casebook();
    let columns: Vec<CaseColumn> = CaseColumn::iter_all().collect();
    for today in ["2010-01-01", "2011-11-30", "2018-04-10", "2021-09-15"].map(parse_day) {
        let rows = all_rows(&store, "id".parse().unwrap(), &columns, today);
        assert_eq!(rows.len(), cases.len());
        for (row, case) in rows.iter().zip(&cases) {
            for (cell, column) in row.iter().zip(&columns) {
                assert_eq!(
                    cell,
                    &column_value(case, *column, today),
                    "{} of {}",
                    column.name(),
                    case.id
                );
            }
        }
    }
}

fn sort_key(case: &Case, sort: SortKey, today: Date) -> Option<String> {
    let padded = |number: usize| format!("{number:06}");
    let latin = |text: &str| search_key::to_latin(text).to_lowercase();
    match sort {
        SortKey::Name => Some(match &case.family_name {
            None => latin(case.name.as_str()),
            Some(family) => latin(
                &[Some(family), case.given_name.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(Line::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
        }),
        SortKey::Id => Some(case.id.to_string()),
        SortKey::Status => Status::WORDS
            .iter()
            .position(|word| word.slug == case.status_on(today).slug())
            .map(padded),
        SortKey::Place => case.place.as_ref().map(|place| latin(place.as_str())),
        SortKey::Category => case.category.as_ref().map(ToString::to_string),
        SortKey::Arrested => case.arrested_on(today).map(|date| date.to_string()),
        SortKey::Sentenced => case
            .sentence_on(today)
            .and_then(|sentence| sentence.date)
            .map(|date| date.to_string()),
        SortKey::Term => case
            .sentence_on(today)
            .and_then(|one| one.term)
            .map(Term::average_days)
            .map(|days| padded(days as usize)),
        SortKey::AsOf => case.as_of.map(|date| date.to_string()),
    }
}

#[test]
fn every_order_puts_the_unknown_last_and_the_id_decides() {
    let (store, mut cases) = sample::build_casebook();
    let today = parse_day("2018-04-10");
    for &(_, sort) in SortKey::ALL {
        for descending in [false, true] {
            cases.sort_by(|one, other| {
                let (left, right) = (sort_key(one, sort, today), sort_key(other, sort, today));
                let known = left.is_none().cmp(&right.is_none());
                let value = if descending {
                    right.cmp(&left)
                } else {
                    left.cmp(&right)
                };
                known.then(value).then(one.id.cmp(&other.id))
            });
            let expected: Vec<&Id> = cases.iter().map(|case| &case.id).collect();
            let sort = SortOrder {
                key: sort,
                descending,
            };
            let ids = store
                .list_ids(&Filter::default(), sort, None, today)
                .unwrap();
            assert_eq!(ids.iter().collect::<Vec<_>>(), expected, "{sort:?}");
            let rows = all_rows(&store, sort, &["id".parse().unwrap()], today);
            assert_eq!(
                rows.iter().map(|row| row[0].to_line()).collect::<Vec<_>>(),
                ids.iter().map(ToString::to_string).collect::<Vec<_>>()
            );
            assert_eq!(
                store
                    .list_ids(&Filter::default(), sort, Some(7), today)
                    .unwrap(),
                ids[..7]
            );
        }
    }
}

#[test]
fn rows_end_where_the_receiver_says() {
    let (store, _) = sample::build_casebook();
    let mut count = 0;
    let stopped = store.each_row(
        &Filter::default(),
        SortOrder::default(),
        None,
        &[],
        parse_day("2020-01-01"),
        |_| {
            count += 1;
            if count == 3 { Err(Error::Busy) } else { Ok(()) }
        },
    );
    assert!(matches!(stopped, Err(Error::Busy)) && count == 3);
}

#[test]
fn letters_are_counted_under_every_id_of_a_case() {
    let mut store = Store::in_memory().unwrap();
    let mut case = sample::make_case("new", "A", &[]);
    case.old_ids = vec!["old".parse().unwrap()];
    let letters: Vec<crate::model::SentLetter> = [
        ("one", "2020-01", "new"),
        ("two", "2021-05-01", "old"),
        ("three", "2019", "other"),
    ]
    .into_iter()
    .map(|(id, date, about)| {
        crate::model::SentLetter::from_typed([
            ("id", id),
            ("date", date),
            ("kind", "appeal"),
            ("lang", "en"),
            ("text", "x"),
            ("sha256", "0"),
            ("cases", about),
        ])
        .unwrap()
    })
    .collect();
    store
        .run_operation("put", "now", |operation| {
            letters
                .iter()
                .try_for_each(|letter| operation.put_letter(letter).map(drop))?;
            operation.put_case(&case)
        })
        .unwrap();
    let rows = all_rows(
        &store,
        SortOrder::default(),
        &[CaseColumn::Letters, CaseColumn::LastLetter],
        parse_day("2022-01-01"),
    );
    assert_eq!(
        rows,
        [[
            Cell::Text("2".to_owned()),
            Cell::Text("2021-05-01".to_owned())
        ]]
    );
    assert_eq!(store.letters_of(&case.id).unwrap(), letters[..2]);
}

#[test]
fn values_of_a_field_are_given_once_and_in_order() {
    let (store, _) = sample::build_casebook();
    let countries = store.distinct_values("country".parse().unwrap()).unwrap();
    assert_eq!(countries, ["KZ", "RU"]);
    let tags = store.distinct_values("tags".parse().unwrap()).unwrap();
    assert!(!tags.is_empty() && tags.is_sorted());
    assert!(
        store
            .distinct_values(CaseColumn::Status)
            .unwrap()
            .is_empty()
    );
}
