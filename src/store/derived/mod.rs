//! Derived columns of a case: the status, the sort key of its name, the search keys.

mod compare;
mod form;

use rusqlite::{Connection, params};

pub(super) use form::{is_current_form, update_form};

use super::Error;
use crate::model::{Case, Date, search_key};

/// The derived columns of a case, in the order of [`column_values`].
pub(super) const COLUMNS: [&str; 5] = [
    "status",
    "status_since",
    "name_order",
    "place_order",
    "place_key",
];

/// The values of the derived columns. The status is the one after all events, also after those still to come;
/// `status_since` is the date of the event that decides it, whether it began then or was only so.
pub(super) fn column_values(case: &Case) -> [Option<String>; 5] {
    let event = case.status_event_on(Date::MAX);
    [
        Some(case.status_on(Date::MAX).to_string()),
        event
            .and_then(|event| event.date)
            .map(|date| date.to_string()),
        Some(name_order(case)),
        case.place
            .as_ref()
            .map(|place| search_key::to_latin(place.as_str()).to_lowercase()),
        case.place
            .as_ref()
            .map(|place| search_key::build_search_key(place.as_str())),
    ]
}

/// The folded words that a search can find, each once, in alphabetical order.
pub(super) fn search_words(case: &Case) -> String {
    let lines = [&case.place, &case.occupation, &case.organisation]
        .into_iter()
        .flatten();
    let titles = case
        .charges
        .iter()
        .filter_map(|charge| charge.title.as_ref());
    let texts = case
        .iter_names()
        .chain(lines)
        .chain(titles)
        .map(|line| line.as_str());
    let keys: Vec<String> = texts
        .chain(case.summary.iter().map(|text| text.as_str()))
        .map(search_key::build_search_key)
        .collect();
    let mut words: Vec<&str> = keys
        .iter()
        .flat_map(|key| key.split(' '))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// Brings the keys of a case up to date.
pub(super) fn update_search_keys(
    case: &Case,
    before: Option<&Case>,
    conn: &Connection,
) -> Result<(), Error> {
    let keys = case.name_keys();
    if before.is_none_or(|before| before.name_keys() != keys) {
        if before.is_some() {
            conn.prepare_cached("DELETE FROM name_keys WHERE case_id = ?1")?
                .execute([case.id.as_str()])?;
        }
        let mut insert = conn
            .prepare_cached("INSERT INTO name_keys (case_id, position, key) VALUES (?1, ?2, ?3)")?;
        for (position, key) in (1..).zip(&keys) {
            insert.execute(params![case.id.as_str(), position, key])?;
        }
    }
    let words = search_words(case);
    match before.map(search_words) {
        None => {
            let n: i64 = conn
                .prepare_cached("SELECT n FROM cases WHERE id = ?1")?
                .query_row([case.id.as_str()], |row| row.get(0))?;
            for table in ["search (n, words)", "search_index (rowid, words)"] {
                conn.prepare_cached(&format!("INSERT INTO {table} VALUES (?1, ?2)"))?
                    .execute(params![n, words])?;
            }
        }
        Some(before) if before != words => {
            conn.prepare_cached(
                "UPDATE search SET words = ?2 WHERE n = (SELECT n FROM cases WHERE id = ?1)",
            )?
            .execute([case.id.as_str(), &words])?;
        }
        Some(_) => {}
    }
    Ok(())
}

/// If an operation replaces or removes at least this many records, the index is rebuilt once, at its end.
pub(super) const MANY_ERASURES: usize = 256;

/// How the index follows the words of the people while they change one by one; put aside while very many change.
#[derive(Debug, Default)]
pub(super) struct IndexFollower(Vec<String>);

/// From now on the index does not follow what changes, and finds the words that were there. [`rebuild_index`] must follow.
pub(super) fn pause_index(conn: &Connection) -> Result<IndexFollower, Error> {
    let mut statement = conn.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'search'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let triggers: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    for (name, _) in &triggers {
        conn.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    Ok(IndexFollower(
        triggers.into_iter().map(|(_, sql)| sql).collect(),
    ))
}

/// Writes the index anew from the words that are there now, and lets it follow them again. Of the words that are gone
/// nothing is left in the file.
///
/// Not by FTS5's `optimize`: with `detail = 'none'` what it leaves is damaged by a later `secure-delete` (seen with SQLite
/// 3.54.1; no other way of writing the index does so).
pub(super) fn rebuild_index(conn: &Connection, following: &IndexFollower) -> Result<(), Error> {
    following
        .0
        .iter()
        .try_for_each(|sql| conn.execute_batch(sql))?;
    conn.execute(
        "INSERT INTO search_index (search_index) VALUES ('rebuild')",
        [],
    )?;
    Ok(())
}

/// The sort key of a name: family name first, in lower-case Latin letters.
fn name_order(case: &Case) -> String {
    let given = case
        .given_name
        .as_ref()
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    let name = match &case.family_name {
        Some(family) => format!("{family}{given}"),
        None => case.name.to_string(),
    };
    search_key::to_latin(&name).to_lowercase()
}

#[cfg(test)]
mod tests;
