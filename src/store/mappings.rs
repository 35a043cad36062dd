//! Named mappings of table columns. A mapping is a habit of the user and no fact: it is not in the history.

use rusqlite::{OptionalExtension, params};

use super::{Error, Operation, Store};
use crate::model::Id;

impl Store {
    /// The options of the mapping with this name, as they were kept.
    pub fn load_mapping(&self, name: &Id) -> Result<Option<String>, Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT options FROM mappings WHERE name = ?1")?;
        Ok(statement
            .query_row([name.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// The names of all mappings, in order.
    pub fn mapping_names(&self) -> Result<Vec<String>, Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT name FROM mappings ORDER BY name")?;
        Ok(statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }
}

impl Operation<'_> {
    /// Keeps a mapping, a JSON text, in the place of the one with the same name. It holds with everything else of this
    /// operation, also if no record is other than before; taking the operation back leaves it.
    pub fn keep_mapping(&mut self, name: &Id, options: &str) -> Result<(), Error> {
        let sql = "INSERT INTO mappings (name, options) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET options = excluded.options";
        self.run_write(|operation| {
            Ok(operation
                .conn
                .execute(sql, params![name.as_str(), options])?)
        })?;
        self.note_side_write();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_kept_under_its_name() {
        let mut store = Store::in_memory().unwrap();
        let name: Id = "ours".parse().unwrap();
        assert_eq!(store.load_mapping(&name).unwrap(), None);
        let mut keep = |text: &str| {
            store.run_operation("import", "now", |operation| {
                operation.keep_mapping(&name, text)
            })
        };
        assert_eq!(
            keep("{}").unwrap().0,
            None,
            "a mapping is not in the history"
        );
        keep("{\"dates\":\"dmy\"}").unwrap();
        assert!(keep("no json").is_err());
        assert_eq!(
            store.load_mapping(&name).unwrap().as_deref(),
            Some("{\"dates\":\"dmy\"}")
        );
        assert_eq!(store.mapping_names().unwrap(), ["ours"]);
    }
}
