//! How tables of others are read, under names. A mapping is a habit of the user and no fact: it is not in the history.

use rusqlite::{OptionalExtension, params};

use super::{Error, Store};
use crate::model::Id;

impl Store {
    /// The options of the mapping with this name, as they were kept.
    ///
    /// # Errors
    /// The file fails.
    pub fn mapping(&self, name: &Id) -> Result<Option<String>, Error> {
        let mut statement = self.conn.prepare_cached("SELECT options FROM mappings WHERE name = ?1")?;
        Ok(statement.query_row([name.as_str()], |row| row.get(0)).optional()?)
    }

    /// The names of all mappings, in order.
    ///
    /// # Errors
    /// The file fails.
    pub fn mapping_names(&self) -> Result<Vec<String>, Error> {
        let mut statement = self.conn.prepare_cached("SELECT name FROM mappings ORDER BY name")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Keeps a mapping, a JSON text, in the place of the one with the same name. It is on the disk when this returns.
    ///
    /// # Errors
    /// The file fails, or the text is no JSON.
    pub fn keep_mapping(&mut self, name: &Id, options: &str) -> Result<(), Error> {
        let sql = "INSERT INTO mappings (name, options) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET options = excluded.options";
        let transaction = self.begin_writing()?;
        self.conn.execute(sql, params![name.as_str(), options])?;
        Ok(transaction.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_kept_under_its_name() {
        let mut store = Store::in_memory().unwrap();
        let name: Id = "ours".parse().unwrap();
        assert_eq!(store.mapping(&name).unwrap(), None);
        store.keep_mapping(&name, "{}").unwrap();
        store.keep_mapping(&name, "{\"dates\":\"dmy\"}").unwrap();
        assert_eq!(store.mapping(&name).unwrap().as_deref(), Some("{\"dates\":\"dmy\"}"));
        assert_eq!(store.mapping_names().unwrap(), ["ours"]);
        assert!(store.keep_mapping(&name, "no json").is_err());
    }
}
