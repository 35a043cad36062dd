//! What the facts of a casebook say, each text once: to choose from while a further case is typed.

use super::{Error, Store};
use crate::model::{Case, Record};

impl Store {
    /// The different texts of these fields over all entries of a list of facts, in order; none for a list or a field that
    /// does not exist.
    pub fn texts_of<const N: usize>(
        &self,
        list: &str,
        fields: [&str; N],
    ) -> Result<Vec<[Option<String>; N]>, Error> {
        let Some(spec) = Case::LISTS.iter().find(|spec| spec.name == list) else {
            return Ok(Vec::new());
        };
        if !fields
            .iter()
            .all(|name| spec.fields.iter().any(|field| field.name == *name))
        {
            return Ok(Vec::new());
        }
        let names = fields.map(|name| format!("\"{name}\"")).join(", ");
        let order: Vec<String> = (1..=N).map(|number| number.to_string()).collect();
        let sql = format!(
            "SELECT DISTINCT {names} FROM \"{list}\" ORDER BY {}",
            order.join(", ")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut entries = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut entry = std::array::from_fn(|_| None);
            for (number, text) in entry.iter_mut().enumerate() {
                *text = row.get(number)?;
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::sample;

    #[test]
    fn entries_of_a_list_are_given_once_and_in_order() {
        let (store, cases) = sample::build_casebook();
        let titles = store.texts_of("charges", ["title"]).unwrap();
        let mut expected: Vec<_> = cases
            .iter()
            .flat_map(|case| &case.charges)
            .map(|charge| [charge.title.as_ref().map(ToString::to_string)])
            .collect();
        expected.sort();
        expected.dedup();
        assert!(!titles.is_empty() && titles == expected);
        assert!(
            store.texts_of("charges", ["no"]).unwrap().is_empty()
                && store.texts_of("no", ["title"]).unwrap().is_empty()
        );
    }
}
