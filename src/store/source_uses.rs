//! Which records rest on which source.

use std::collections::BTreeMap;

use super::records::id_of;
use super::{Error, RecordKind, Store};
use crate::model::record_kind::with_record_type;
use crate::model::{FieldMeaning, Id, Record, find_meaning};

/// A place that rests on a source: `charges.2` of a case, `holders.1` of a recipient, the `source` of a record itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceUse {
    /// The kind of record.
    pub kind: RecordKind,
    /// Its id.
    pub id: Id,
    /// The place in it.
    pub place: String,
}

/// Every place that can name a source, as a query of kind, id, place and source.
fn uses_sql() -> String {
    let of_kind = |kind: RecordKind| {
        with_record_type!(kind, T => {
            let own = find_meaning(T::FIELDS, FieldMeaning::Source).map(|at| {
                let source = T::FIELDS[at].name;
                format!("SELECT '{kind}' AS kind, id, '{source}' AS place, 0 AS position, {source} AS source FROM {}", kind.list_name())
            });
            let lists = T::sourced_lists().map(|(list, at)| {
                let source = list.fields[at].name;
                let name = list.name;
                format!("SELECT '{kind}', {kind}_id, '{name}.' || position, position, {source} FROM \"{name}\"")
            });
            own.into_iter().chain(lists).collect::<Vec<String>>()
        })
    };
    RecordKind::ALL
        .into_iter()
        .flat_map(of_kind)
        .collect::<Vec<_>>()
        .join(" UNION ALL ")
}

impl Store {
    /// Everything that rests on a source, in order of kind, id and place.
    pub fn source_uses(&self, source: &Id) -> Result<Vec<SourceUse>, Error> {
        let sql = format!(
            "SELECT kind, id, place FROM ({}) WHERE source = ?1 ORDER BY kind, id, place",
            uses_sql()
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([source.as_str()])?;
        let mut uses = Vec::new();
        while let Some(row) = rows.next()? {
            let (slug, id, place): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(kind) = RecordKind::from_slug(&slug) else {
                continue;
            };
            uses.push(SourceUse {
                kind,
                id: id_of(kind, id)?,
                place,
            });
        }
        Ok(uses)
    }

    /// How many places rest on each source that is named anywhere.
    pub fn count_source_uses(&self) -> Result<BTreeMap<Id, u64>, Error> {
        let sql = format!(
            "SELECT source, count(*) FROM ({}) WHERE source NOT NULL GROUP BY source",
            uses_sql()
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut counts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let count: i64 = row.get(1)?;
            counts.insert(
                id_of(RecordKind::Source, row.get(0)?)?,
                count.unsigned_abs(),
            );
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Charge, Holder, Recipient};

    #[test]
    fn every_place_that_names_a_source_is_found() {
        let mut store = Store::in_memory().unwrap();
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        case.charges = ["s", "other", "s"]
            .map(|source| Charge::from_typed([("title", "x"), ("source", source)]).unwrap())
            .into();
        let mut office = Recipient::from_typed([
            ("id", "o"),
            ("role", "ombudsman"),
            ("office", "O"),
            ("source", "s"),
        ])
        .unwrap();
        office.holders = vec![Holder::from_typed([("name", "N"), ("source", "s")]).unwrap()];
        store
            .run_operation("put", "now", |operation| {
                operation.put_case(&case)?;
                operation.put_recipient(&office)
            })
            .unwrap();
        let found: Vec<String> = store
            .source_uses(&"s".parse().unwrap())
            .unwrap()
            .into_iter()
            .map(|one| format!("{} {} {}", one.kind, one.id, one.place))
            .collect();
        assert_eq!(
            found,
            [
                "case a charges.1",
                "case a charges.3",
                "recipient o holders.1",
                "recipient o source"
            ]
        );
        let counts = store.count_source_uses().unwrap();
        assert_eq!(counts[&"s".parse::<Id>().unwrap()], 4);
        assert_eq!(counts[&"other".parse::<Id>().unwrap()], 1);
    }
}
