//! Selecting, counting and listing cases.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params_from_iter};

use super::records::{id_of, read_ids};
use super::select::{CaseCondition, STATUS, is_arrest, is_release};
use super::value::{quoted_text, read_cell};
use super::{Error, RecordKind, Store};
use crate::model::filter::{SortKey, SortOrder};
use crate::model::vocabulary::{EventKind, Status, Vocabulary};
use crate::model::{Case, CaseColumn, Cell, Date, Filter, Id, Record, ValueKind};

impl Store {
    /// How many cases are selected.
    pub fn count_cases(&self, filter: &Filter, today: Date) -> Result<u64, Error> {
        let selection = CaseCondition::from_filter(filter, today)?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT count(*) FROM cases AS c WHERE {}",
            selection.where_sql()
        ))?;
        let count: i64 =
            statement.query_row(params_from_iter(selection.bound_values()), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The ids of the selected cases, in the given order, not more than `limit`.
    pub fn list_ids(
        &self,
        filter: &Filter,
        sort: SortOrder,
        limit: Option<u64>,
        today: Date,
    ) -> Result<Vec<Id>, Error> {
        let mut selection = CaseCondition::from_filter(filter, today)?;
        let sql = format!("SELECT c.id {}", selection_sql(&mut selection, sort, limit));
        read_ids(
            &self.conn,
            RecordKind::Case,
            &sql,
            params_from_iter(selection.bound_values()),
        )
    }

    /// Gives the selected cases as rows of these columns, in the given order, not more than `limit`; one row at a time is in
    /// memory. Facts dated after the day of the statuses do not count for a computed column. What `each` fails with ends it.
    pub fn each_row<E: From<Error>>(
        &self,
        filter: &Filter,
        sort: SortOrder,
        limit: Option<u64>,
        columns: &[CaseColumn],
        today: Date,
        mut each: impl FnMut(&[Cell]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut selection = CaseCondition::from_filter(filter, today)?;
        let wanted: Vec<String> = columns.iter().map(|column| column_sql(*column)).collect();
        // Only numbers are sorted, not whole rows; the join keeps their order.
        let sql = format!(
            "WITH chosen AS MATERIALIZED (SELECT c.n AS n {})
             SELECT {} FROM chosen CROSS JOIN cases AS c ON c.n = chosen.n",
            selection_sql(&mut selection, sort, limit),
            if wanted.is_empty() {
                "NULL".to_owned()
            } else {
                wanted.join(", ")
            },
        );
        let kinds: Vec<ValueKind> = columns.iter().map(|column| column_kind(*column)).collect();
        let mut cells = vec![Cell::Empty; columns.len()];
        let mut statement = self.conn.prepare_cached(&sql).map_err(Error::from)?;
        let mut rows = statement
            .query(params_from_iter(selection.bound_values()))
            .map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            read_cells(row, &kinds, &mut cells)?;
            each(&cells)?;
        }
        Ok(())
    }

    /// The different values of a field over all cases, in order; none for a computed column.
    pub fn distinct_values(&self, column: CaseColumn) -> Result<Vec<String>, Error> {
        let CaseColumn::Field(position) = column else {
            return Ok(Vec::new());
        };
        let field = &Case::FIELDS[position];
        let (value, table) = if field.kind == ValueKind::List {
            ("value", field.name)
        } else {
            (field.column_name(), "cases")
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT DISTINCT CAST(\"{value}\" AS TEXT) FROM \"{table}\" WHERE \"{value}\" IS NOT NULL ORDER BY 1"
        ))?;
        let values = statement.query_map([], |row| row.get(0))?;
        Ok(values.collect::<Result<_, _>>()?)
    }
}

/// The ids of the selected cases, in order of id.
pub(super) fn ids_in_order(
    conn: &Connection,
    filter: &Filter,
    today: Date,
) -> Result<Vec<Id>, Error> {
    let mut selection = CaseCondition::from_filter(filter, today)?;
    let sort = SortOrder {
        key: SortKey::Id,
        descending: false,
    };
    let sql = format!("SELECT c.id {}", selection_sql(&mut selection, sort, None));
    read_ids(
        conn,
        RecordKind::Case,
        &sql,
        params_from_iter(selection.bound_values()),
    )
}

/// From which cases, in which order, how many.
fn selection_sql(selection: &mut CaseCondition, sort: SortOrder, limit: Option<u64>) -> String {
    let limit =
        selection.bind_value(limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)));
    format!(
        "FROM cases AS c WHERE {} ORDER BY {} LIMIT {limit}",
        selection.where_sql(),
        order_sql(sort)
    )
}

fn read_cells(row: &Row<'_>, kinds: &[ValueKind], cells: &mut [Cell]) -> Result<(), Error> {
    for (number, (kind, place)) in kinds.iter().zip(cells).enumerate() {
        *place = read_cell(*kind, row.get_ref(number)?)?;
    }
    Ok(())
}

/// Cases without the value come last, whichever way round; the id decides last.
fn order_sql(sort: SortOrder) -> String {
    let key = match sort.key {
        SortKey::Name => "c.name_order".to_owned(),
        SortKey::Id => "c.id".to_owned(),
        SortKey::Status => status_rank(),
        SortKey::Place => "c.place_order".to_owned(),
        SortKey::Category => "c.category".to_owned(),
        SortKey::Arrested => column_sql(CaseColumn::Arrested),
        SortKey::Sentenced => column_sql(CaseColumn::Sentenced),
        SortKey::Term => latest_sentence("term_days"),
        SortKey::AsOf => "c.as_of".to_owned(),
    };
    let direction = if sort.descending { "DESC" } else { "ASC" };
    match sort.key {
        SortKey::Id => format!("c.id {direction}"),
        // A name is always there; said so, SQLite can follow its index.
        SortKey::Name => format!("{key} {direction}, c.id"),
        SortKey::Status
        | SortKey::Place
        | SortKey::Category
        | SortKey::Arrested
        | SortKey::Sentenced
        | SortKey::Term
        | SortKey::AsOf => format!("{key} {direction} NULLS LAST, c.id"),
    }
}

/// The place of the status in its vocabulary; words of a newer version have none.
fn status_rank() -> String {
    let ranks: Vec<String> = (0..)
        .zip(Status::WORDS)
        .map(|(rank, word)| format!("WHEN {} THEN {rank}", quoted_text(word.slug)))
        .collect();
    format!("CASE ({STATUS}) {} END", ranks.join(" "))
}

pub(super) fn column_sql(column: CaseColumn) -> String {
    match column {
        CaseColumn::Field(position) => {
            let field = &Case::FIELDS[position];
            match field.kind {
                ValueKind::List => list_sql("value", field.name),
                ValueKind::Line
                | ValueKind::Text
                | ValueKind::Date
                | ValueKind::Term
                | ValueKind::Flag
                | ValueKind::Number
                | ValueKind::Word(..) => format!("c.\"{}\"", field.column_name()),
            }
        }
        CaseColumn::Status => format!("({STATUS})"),
        CaseColumn::Since => since_sql(),
        CaseColumn::Arrested => latest_event(&is_arrest()),
        CaseColumn::Released => latest_event(&is_release()),
        CaseColumn::Sentenced => latest_sentence("date"),
        CaseColumn::Term => latest_sentence("term"),
        CaseColumn::Charges => list_sql(CHARGE, "charges"),
        CaseColumn::Letters => letters_sql("count(DISTINCT letter_id)", ""),
        CaseColumn::LastLetter => letters_sql("max(date)", "JOIN letters ON id = letter_id"),
    }
}

/// The kind of a column's values.
fn column_kind(column: CaseColumn) -> ValueKind {
    match column {
        CaseColumn::Field(position) => Case::FIELDS[position].kind,
        CaseColumn::Charges => ValueKind::List,
        CaseColumn::Letters => ValueKind::Number,
        CaseColumn::Status
        | CaseColumn::Since
        | CaseColumn::Arrested
        | CaseColumn::Released
        | CaseColumn::Sentenced
        | CaseColumn::Term
        | CaseColumn::LastLetter => ValueKind::Line,
    }
}

/// Since when the case `c` has the status of the day `?1`: the date of the first of the latest events that say so without
/// another one between; none if that event only notes it.
fn since_sql() -> String {
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

/// A charge in one line: `Inciting discord (CC 174.2)`; the law alone where no offence is named.
const CHARGE: &str = "CASE WHEN title IS NULL THEN trim(coalesce(code || ' ', '') || coalesce(article || coalesce('.' || part, ''), ''))
    WHEN article IS NULL THEN title || coalesce(' (' || code || ')', '')
    ELSE title || ' (' || coalesce(code || ' ', '') || article || coalesce('.' || part, '') || ')' END";

fn list_sql(value: &str, table: &str) -> String {
    format!(
        "(SELECT json_group_array({value} ORDER BY position) FILTER (WHERE {value} <> '') FROM \"{table}\" WHERE case_id = c.id)"
    )
}

fn latest_sentence(value: &str) -> String {
    format!(
        "(SELECT {value} FROM sentences WHERE case_id = c.id AND (date IS NULL OR date <= ?1)
          ORDER BY date DESC, position DESC LIMIT 1)"
    )
}

fn letters_sql(value: &str, join: &str) -> String {
    format!(
        "(SELECT {value} FROM letter_cases {join}
          WHERE value IN (SELECT c.id UNION SELECT value FROM old_ids WHERE case_id = c.id))"
    )
}

/// The ids of the letters to a recipient that are dated within these days.
pub(super) fn letters_to(
    conn: &Connection,
    recipient: &Id,
    from: Date,
    until: Date,
) -> Result<Vec<Id>, Error> {
    let sql = "SELECT id FROM letters WHERE recipient = ?1 AND date BETWEEN ?2 AND ?3 ORDER BY id";
    read_ids(
        conn,
        RecordKind::Letter,
        sql,
        [recipient.as_str(), &from.to_string(), &until.to_string()],
    )
}

/// The ids of the recorded letters, by the digest of their text.
pub(super) fn letters_by_digest(conn: &Connection) -> Result<HashMap<String, Vec<Id>>, Error> {
    let mut statement = conn.prepare_cached("SELECT sha256, id FROM letters ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut letters: HashMap<String, Vec<Id>> = HashMap::new();
    while let Some(row) = rows.next()? {
        letters
            .entry(row.get(0)?)
            .or_default()
            .push(id_of(RecordKind::Letter, row.get(1)?)?);
    }
    Ok(letters)
}

/// The letters that speak of a case, under its id or an old one, in order of id.
pub(super) fn letters_of(conn: &Connection, case: &Id) -> Result<Vec<Id>, Error> {
    let sql = "SELECT DISTINCT letter_id FROM letter_cases
         WHERE value IN (SELECT ?1 UNION SELECT value FROM old_ids WHERE case_id = ?1) ORDER BY letter_id";
    read_ids(conn, RecordKind::Letter, sql, [case.as_str()])
}

#[cfg(test)]
mod tests;
