//! Selecting, counting and listing cases.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params_from_iter};

use super::records::{id_of, read_ids};
use super::select::{STATUS, Selection, is_arrest, is_release};
use super::value::{cell, quoted_text};
use super::{Error, Store, Subject};
use crate::model::filter::{Sort, SortKey};
use crate::model::vocabulary::{EventKind, Status, Vocabulary};
use crate::model::{Case, Cell, Column, Date, Filter, Id, Kind, Record};

impl Store {
    /// How many cases are selected.
    ///
    /// # Errors
    /// The file fails.
    pub fn count(&self, filter: &Filter, today: Date) -> Result<u64, Error> {
        let selection = Selection::of(filter, today)?;
        let mut statement =
            self.conn.prepare_cached(&format!("SELECT count(*) FROM cases AS c WHERE {}", selection.condition()))?;
        let count: i64 = statement.query_row(params_from_iter(selection.values()), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The ids of the selected cases, in the given order, not more than `limit`.
    ///
    /// # Errors
    /// The file fails.
    pub fn ids(&self, filter: &Filter, sort: Sort, limit: Option<u64>, today: Date) -> Result<Vec<Id>, Error> {
        let mut selection = Selection::of(filter, today)?;
        let sql = format!("SELECT c.id {}", chosen(&mut selection, sort, limit));
        read_ids(&self.conn, Subject::Case, &sql, params_from_iter(selection.values()))
    }

    /// Gives the selected cases as rows of these columns, in the given order, not more than `limit`; one row at a time is in
    /// memory. Facts dated after the day of the statuses do not count for a computed column. What `each` fails with ends it.
    ///
    /// # Errors
    /// The file fails, or `each` does.
    pub fn rows<E: From<Error>>(
        &self,
        filter: &Filter,
        sort: Sort,
        limit: Option<u64>,
        columns: &[Column],
        today: Date,
        mut each: impl FnMut(&[Cell]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut selection = Selection::of(filter, today)?;
        let wanted: Vec<String> = columns.iter().map(|column| expression(*column)).collect();
        // Only numbers are sorted, not whole rows; the join keeps their order.
        let sql = format!(
            "WITH chosen AS MATERIALIZED (SELECT c.n AS n {})
             SELECT {} FROM chosen CROSS JOIN cases AS c ON c.n = chosen.n",
            chosen(&mut selection, sort, limit),
            if wanted.is_empty() { "NULL".to_owned() } else { wanted.join(", ") },
        );
        let kinds: Vec<Kind> = columns.iter().map(|column| kind(*column)).collect();
        let mut cells = vec![Cell::Empty; columns.len()];
        let mut statement = self.conn.prepare_cached(&sql).map_err(Error::from)?;
        let mut rows = statement.query(params_from_iter(selection.values())).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            read(row, &kinds, &mut cells)?;
            each(&cells)?;
        }
        Ok(())
    }

    /// The different values of a field over all cases, in order; none for a computed column.
    ///
    /// # Errors
    /// The file fails.
    pub fn values(&self, column: Column) -> Result<Vec<String>, Error> {
        let Column::Field(position) = column else { return Ok(Vec::new()) };
        let field = &Case::FIELDS[position];
        let (value, table) = if field.kind == Kind::List { ("value", field.name) } else { (field.name, "cases") };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT DISTINCT CAST(\"{value}\" AS TEXT) FROM \"{table}\" WHERE \"{value}\" IS NOT NULL ORDER BY 1"
        ))?;
        let values = statement.query_map([], |row| row.get(0))?;
        Ok(values.collect::<Result<_, _>>()?)
    }
}

/// The ids of the selected cases, in order of id.
pub(super) fn ids_in_order(conn: &Connection, filter: &Filter, today: Date) -> Result<Vec<Id>, Error> {
    let mut selection = Selection::of(filter, today)?;
    let sort = Sort { key: SortKey::Id, descending: false };
    let sql = format!("SELECT c.id {}", chosen(&mut selection, sort, None));
    read_ids(conn, Subject::Case, &sql, params_from_iter(selection.values()))
}

/// From which cases, in which order, how many.
fn chosen(selection: &mut Selection, sort: Sort, limit: Option<u64>) -> String {
    let limit = selection.bind(limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)));
    format!("FROM cases AS c WHERE {} ORDER BY {} LIMIT {limit}", selection.condition(), order(sort))
}

fn read(row: &Row<'_>, kinds: &[Kind], cells: &mut [Cell]) -> Result<(), Error> {
    for (number, (kind, place)) in kinds.iter().zip(cells).enumerate() {
        *place = cell(*kind, row.get_ref(number)?)?;
    }
    Ok(())
}

/// Cases without the value come last, whichever way round; the id decides last.
fn order(sort: Sort) -> String {
    let key = match sort.key {
        SortKey::Name => "c.name_order".to_owned(),
        SortKey::Id => "c.id".to_owned(),
        SortKey::Status => status_rank(),
        SortKey::Place => "c.place_order".to_owned(),
        SortKey::Category => "c.category".to_owned(),
        SortKey::Arrested => expression(Column::Arrested),
        SortKey::Sentenced => expression(Column::Sentenced),
        SortKey::Term => latest_sentence("term_days"),
        SortKey::AsOf => "c.as_of".to_owned(),
    };
    let direction = if sort.descending { "DESC" } else { "ASC" };
    match sort.key {
        SortKey::Id => format!("c.id {direction}"),
        // A name is always there; said so, SQLite can follow its index.
        SortKey::Name => format!("{key} {direction}, c.id"),
        _ => format!("{key} {direction} NULLS LAST, c.id"),
    }
}

/// The place of the status in its vocabulary; words of a newer version have none.
fn status_rank() -> String {
    let ranks: Vec<String> =
        (0..).zip(Status::WORDS).map(|(rank, word)| format!("WHEN {} THEN {rank}", quoted_text(word.slug))).collect();
    format!("CASE ({STATUS}) {} END", ranks.join(" "))
}

pub(super) fn expression(column: Column) -> String {
    match column {
        Column::Field(position) => {
            let field = &Case::FIELDS[position];
            match field.kind {
                Kind::List => list_of("value", field.name),
                _ => format!("c.\"{}\"", field.name),
            }
        }
        Column::Status => format!("({STATUS})"),
        Column::Since => since(),
        Column::Arrested => latest_event(&is_arrest()),
        Column::Released => latest_event(&is_release()),
        Column::Sentenced => latest_sentence("date"),
        Column::Term => latest_sentence("term"),
        Column::Charges => list_of(CHARGE, "charges"),
        Column::Letters => letters("count(DISTINCT letter_id)", ""),
        Column::LastLetter => letters("max(date)", "JOIN letters ON id = letter_id"),
    }
}

/// The kind of a column's values.
fn kind(column: Column) -> Kind {
    match column {
        Column::Field(position) => Case::FIELDS[position].kind,
        Column::Charges => Kind::List,
        Column::Letters => Kind::Number,
        _ => Kind::Line,
    }
}

/// Since when the case `c` has the status of the day `?1`: the date of the first of the latest events that say so without
/// another one between; none if that event only notes it.
fn since() -> String {
    format!(
        "(SELECT CASE kind WHEN {} THEN NULL ELSE date END FROM events AS e
          WHERE case_id = c.id AND status IS NOT NULL AND (date IS NULL OR date <= ?1)
            AND NOT EXISTS (SELECT 1 FROM events AS o
              WHERE o.case_id = c.id AND o.status <> ({STATUS}) AND (o.date IS NULL OR o.date <= ?1)
                AND (coalesce(o.date, ''), o.position) >= (coalesce(e.date, ''), e.position))
          ORDER BY coalesce(date, ''), position LIMIT 1)",
        quoted_text(EventKind::StatusNoted.slug())
    )
}

/// The date of the latest event by the day `?1` that is such.
fn latest_event(is: &str) -> String {
    format!("(SELECT max(date) FROM events WHERE case_id = c.id AND {is} AND date <= ?1)")
}

/// A charge in one line: `Inciting discord (CC 174.2)`.
const CHARGE: &str = "title || CASE WHEN article IS NULL THEN coalesce(' (' || code || ')', '')
    ELSE ' (' || coalesce(code || ' ', '') || article || coalesce('.' || part, '') || ')' END";

fn list_of(value: &str, table: &str) -> String {
    format!("(SELECT json_group_array({value} ORDER BY position) FROM \"{table}\" WHERE case_id = c.id)")
}

fn latest_sentence(value: &str) -> String {
    format!(
        "(SELECT {value} FROM sentences WHERE case_id = c.id AND (date IS NULL OR date <= ?1)
          ORDER BY date DESC, position DESC LIMIT 1)"
    )
}

fn letters(value: &str, join: &str) -> String {
    format!(
        "(SELECT {value} FROM letter_cases {join}
          WHERE value IN (SELECT c.id UNION SELECT value FROM old_ids WHERE case_id = c.id))"
    )
}

/// The ids of the letters to a recipient that are dated within these days.
pub(super) fn letters_to(conn: &Connection, recipient: &Id, from: Date, until: Date) -> Result<Vec<Id>, Error> {
    let sql = "SELECT id FROM letters WHERE recipient = ?1 AND date BETWEEN ?2 AND ?3 ORDER BY id";
    read_ids(conn, Subject::Letter, sql, [recipient.as_str(), &from.to_string(), &until.to_string()])
}

/// The ids of the recorded letters, by the digest of their text.
pub(super) fn letters_by_digest(conn: &Connection) -> Result<HashMap<String, Vec<Id>>, Error> {
    let mut statement = conn.prepare_cached("SELECT sha256, id FROM letters ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut letters: HashMap<String, Vec<Id>> = HashMap::new();
    while let Some(row) = rows.next()? {
        letters.entry(row.get(0)?).or_default().push(id_of(Subject::Letter, row.get(1)?)?);
    }
    Ok(letters)
}

/// The letters that speak of a case, under its id or an old one, in order of id.
pub(super) fn letters_of(conn: &Connection, case: &Id) -> Result<Vec<Id>, Error> {
    let sql = "SELECT DISTINCT letter_id FROM letter_cases
         WHERE value IN (SELECT ?1 UNION SELECT value FROM old_ids WHERE case_id = ?1) ORDER BY letter_id";
    read_ids(conn, Subject::Letter, sql, [case.as_str()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Line, Term, Value, fold};
    use crate::store::sample::{self, day};

    fn every(store: &Store, sort: Sort, columns: &[Column], today: Date) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        let each = |row: &[Cell]| {
            rows.push(row.to_vec());
            Ok::<_, Error>(())
        };
        store.rows(&Filter::default(), sort, None, columns, today, each).unwrap();
        rows
    }

    /// A column once more, from the case itself.
    fn plain(case: &Case, column: Column, today: Date) -> Cell {
        let sentence = case.sentence_on(today);
        match column {
            Column::Field(position) => case.cells().swap_remove(position),
            Column::Status => case.status_on(today).to_cell(),
            Column::Since => case.since_on(today).to_cell(),
            Column::Arrested => case.arrested_on(today).to_cell(),
            Column::Released => case.released_on(today).to_cell(),
            Column::Sentenced => sentence.and_then(|sentence| sentence.date).to_cell(),
            Column::Term => sentence.and_then(|sentence| sentence.term).to_cell(),
            Column::Charges => case.charges.iter().map(charge).collect::<Vec<_>>().to_cell(),
            Column::Letters => Cell::Text("0".to_owned()),
            Column::LastLetter => Cell::Empty,
        }
    }

    fn charge(charge: &crate::model::Charge) -> Line {
        let code = charge.code.as_ref().map(ToString::to_string);
        let part = charge.part.as_ref().map(|part| format!(".{part}")).unwrap_or_default();
        let article = charge.article.as_ref().map(|article| format!("{article}{part}"));
        let law: Vec<String> = code.into_iter().chain(article).collect();
        let law = if law.is_empty() { String::new() } else { format!(" ({})", law.join(" ")) };
        format!("{}{law}", charge.title).parse().unwrap()
    }

    #[test]
    fn every_column_says_what_the_case_says_on_that_day() {
        let (store, cases) = sample::casebook();
        let columns: Vec<Column> = Column::all().collect();
        for today in ["2010-01-01", "2011-11-30", "2018-04-10", "2021-09-15"].map(day) {
            let rows = every(&store, "id".parse().unwrap(), &columns, today);
            assert_eq!(rows.len(), cases.len());
            for (row, case) in rows.iter().zip(&cases) {
                for (cell, column) in row.iter().zip(&columns) {
                    assert_eq!(cell, &plain(case, *column, today), "{} of {}", column.name(), case.id);
                }
            }
        }
    }

    fn key(case: &Case, sort: SortKey, today: Date) -> Option<String> {
        let padded = |number: usize| format!("{number:06}");
        let latin = |text: &str| fold::latin(text).to_lowercase();
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
            SortKey::Status => {
                Status::WORDS.iter().position(|word| word.slug == case.status_on(today).slug()).map(padded)
            }
            SortKey::Place => case.place.as_ref().map(|place| latin(place.as_str())),
            SortKey::Category => case.category.as_ref().map(ToString::to_string),
            SortKey::Arrested => case.arrested_on(today).map(|date| date.to_string()),
            SortKey::Sentenced => {
                case.sentence_on(today).and_then(|sentence| sentence.date).map(|date| date.to_string())
            }
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
        let (store, mut cases) = sample::casebook();
        let today = day("2018-04-10");
        for (_, sort) in SortKey::ALL {
            for descending in [false, true] {
                cases.sort_by(|one, other| {
                    let (left, right) = (key(one, sort, today), key(other, sort, today));
                    let known = left.is_none().cmp(&right.is_none());
                    let value = if descending { right.cmp(&left) } else { left.cmp(&right) };
                    known.then(value).then(one.id.cmp(&other.id))
                });
                let expected: Vec<&Id> = cases.iter().map(|case| &case.id).collect();
                let sort = Sort { key: sort, descending };
                let ids = store.ids(&Filter::default(), sort, None, today).unwrap();
                assert_eq!(ids.iter().collect::<Vec<_>>(), expected, "{sort:?}");
                let rows = every(&store, sort, &["id".parse().unwrap()], today);
                assert_eq!(
                    rows.iter().map(|row| row[0].to_line()).collect::<Vec<_>>(),
                    ids.iter().map(ToString::to_string).collect::<Vec<_>>()
                );
                assert_eq!(store.ids(&Filter::default(), sort, Some(7), today).unwrap(), ids[..7]);
            }
        }
    }

    #[test]
    fn rows_end_where_the_receiver_says() {
        let (store, _) = sample::casebook();
        let mut count = 0;
        let stopped = store.rows(&Filter::default(), Sort::default(), None, &[], day("2020-01-01"), |_| {
            count += 1;
            if count == 3 { Err(Error::Busy) } else { Ok(()) }
        });
        assert!(matches!(stopped, Err(Error::Busy)) && count == 3);
    }

    #[test]
    fn letters_are_counted_under_every_id_of_a_case() {
        let mut store = Store::in_memory().unwrap();
        let mut case = sample::case("new", "A", &[]);
        case.old_ids = vec!["old".parse().unwrap()];
        let letters: Vec<crate::model::SentLetter> =
            [("one", "2020-01", "new"), ("two", "2021-05-01", "old"), ("three", "2019", "other")]
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
            .operate("put", "now", |operation| {
                letters.iter().try_for_each(|letter| operation.put_letter(letter).map(drop))?;
                operation.put_case(&case)
            })
            .unwrap();
        let rows = every(&store, Sort::default(), &[Column::Letters, Column::LastLetter], day("2022-01-01"));
        assert_eq!(rows, [[Cell::Text("2".to_owned()), Cell::Text("2021-05-01".to_owned())]]);
        assert_eq!(store.letters_of(&case.id).unwrap(), letters[..2]);
    }

    #[test]
    fn values_of_a_field_are_given_once_and_in_order() {
        let (store, _) = sample::casebook();
        let countries = store.values("country".parse().unwrap()).unwrap();
        assert_eq!(countries, ["KZ", "RU"]);
        let tags = store.values("tags".parse().unwrap()).unwrap();
        assert!(!tags.is_empty() && tags.is_sorted());
        assert!(store.values(Column::Status).unwrap().is_empty());
    }
}
