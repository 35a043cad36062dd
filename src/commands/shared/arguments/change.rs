//! Changes to the fields and lists of a record, as typed.

use clap::Args;

use super::replace_today;
use crate::model::{Cell, Date, InvalidValue, ListSpec, Record, ValueKind, written_date};

/// Changes that work on any field of a record.
#[derive(Debug, Clone, Default, Args)]
pub struct FieldChangeArgs {
    /// Set any field; a list takes its items separated by “;”
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// Empty a field or a whole list
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    pub clear: Vec<String>,
    /// Take out one entry of a list by its number (charges.2) or one item by its text (tags.writer)
    #[arg(long, value_name = "LIST.ENTRY")]
    pub remove: Vec<String>,
}

impl FieldChangeArgs {
    /// Whether a field was given, by its flag, by `--set` or by `--clear`.
    pub fn is_given(&self, given: &[(&'static str, Vec<String>)], field: &str) -> bool {
        let is = |name: &str| name.trim().replace('-', "_") == field;
        given.iter().any(|(name, _)| *name == field)
            || self
                .set
                .iter()
                .any(|pair| pair.split_once('=').is_some_and(|(name, _)| is(name)))
            || self.clear.iter().any(|name| is(name))
    }

    /// These changes, with the day for `today` in fields that hold a date.
    #[must_use]
    pub fn on_day<R: Record>(&self, today: Date) -> Self {
        let replace = |pair: &String| match pair.split_once('=') {
            Some((field, text)) if is_date::<R>(&field.trim().replace('-', "_")) => {
                format!("{field}={}", replace_today(text, today))
            }
            Some(_) | None => pair.clone(),
        };
        Self {
            set: self.set.iter().map(replace).collect(),
            ..self.clone()
        }
    }

    /// The record with the given fields and these changes; a given list field gets further items.
    pub fn apply_to<R: Record + Clone>(
        &self,
        record: &R,
        given: &[(&'static str, Vec<String>)],
    ) -> Result<R, InvalidValue> {
        let mut cells = record.cells();
        for (field, texts) in given {
            set_field::<R>(&mut cells, field, texts)?;
        }
        for pair in &self.set {
            let (field, text) = pair.split_once('=').ok_or_else(|| {
                InvalidValue::new(format!("“{pair}” is not FIELD=VALUE")).with_field("--set")
            })?;
            let field = field.trim().replace('-', "_");
            cells[R::field_position(&field)?] = typed_cell::<R>(&field, text)?;
        }
        let (lists, fields): (Vec<_>, Vec<_>) = self
            .clear
            .iter()
            .map(|name| name.replace('-', "_"))
            .partition(|name| find_list::<R>(name).is_some());
        for field in fields {
            cells[R::field_position(&field)?] = Cell::Empty;
        }
        let mut removed: Vec<(&ListSpec, usize)> = Vec::new();
        for target in &self.remove {
            match find_entry::<R>(record, target)? {
                EntryPosition::Fact(list, position) => removed.push((list, position)),
                EntryPosition::Item(field, position) => remove_item(&mut cells, field, position),
            }
        }
        let mut changed = record.with_cells(&cells)?;
        for list in lists {
            changed.set_rows(&list, &[])?;
        }
        removed.sort_by_key(|(_, position)| std::cmp::Reverse(*position));
        removed.dedup_by_key(|(list, position)| (list.name, *position));
        for (list, position) in removed {
            let mut rows = changed.rows(list.name);
            rows.remove(position);
            changed.set_rows(list.name, &rows)?;
        }
        Ok(changed)
    }
}

/// Whether a field holds a date.
pub(super) fn is_date<R: Record>(field: &str) -> bool {
    R::field_position(field).is_ok_and(|at| R::FIELDS[at].kind == ValueKind::Date)
}

fn find_list<R: Record>(name: &str) -> Option<&'static ListSpec> {
    R::LISTS.iter().find(|list| list.name == name)
}

fn set_field<R: Record>(
    cells: &mut [Cell],
    field: &str,
    texts: &[String],
) -> Result<(), InvalidValue> {
    let position = R::field_position(field)?;
    if R::FIELDS[position].kind != ValueKind::List {
        let text = texts.last().map_or("", String::as_str);
        cells[position] = typed_cell::<R>(field, text)?;
        return Ok(());
    }
    let mut items = match &cells[position] {
        Cell::List(items) => items.clone(),
        _ => Vec::new(),
    };
    for text in texts {
        if let Cell::List(more) = R::typed(field, text)? {
            items.extend(
                more.into_iter()
                    .filter(|item| !items.contains(item))
                    .collect::<Vec<_>>(),
            );
        }
    }
    cells[position] = list_cell(items);
    Ok(())
}

/// The cell of a field as typed: a date in any form in which people write it.
fn typed_cell<R: Record>(field: &str, text: &str) -> Result<Cell, InvalidValue> {
    match R::FIELDS[R::field_position(field)?].kind {
        ValueKind::Date => R::typed(field, &written_date::to_stored_date(text)),
        _ => R::typed(field, text),
    }
}

fn list_cell(items: Vec<String>) -> Cell {
    if items.is_empty() {
        Cell::Empty
    } else {
        Cell::List(items)
    }
}

enum EntryPosition {
    Fact(&'static ListSpec, usize),
    Item(usize, usize),
}

/// `charges.2`, `tags.writer` or `tags.1`: the entry it names, counted from 0.
fn find_entry<R: Record>(record: &R, target: &str) -> Result<EntryPosition, InvalidValue> {
    let (name, which) = target.split_once('.').ok_or_else(|| {
        InvalidValue::new(format!("“{target}” is not LIST.ENTRY, such as charges.2"))
    })?;
    let name = name.replace('-', "_");
    let number = which
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    if let Some(list) = find_list::<R>(&name) {
        let count = record.rows(&name).len();
        return number
            .filter(|number| *number < count)
            .map(|number| EntryPosition::Fact(list, number))
            .ok_or_else(|| {
                InvalidValue::new(format!(
                    "there is no {} {which}; there are {count}",
                    list.one
                ))
                .with_field("--remove")
            });
    }
    let position = R::field_position(&name)?;
    let items = match record.get_cell(&name)? {
        Cell::List(items) => items,
        _ => Vec::new(),
    };
    let found = items
        .iter()
        .position(|item| item == which)
        .or_else(|| number.filter(|number| *number < items.len()));
    found
        .map(|item| EntryPosition::Item(position, item))
        .ok_or_else(|| {
            InvalidValue::new(format!("there is no “{which}” in {name}")).with_field("--remove")
        })
}

fn remove_item(cells: &mut [Cell], field: usize, item: usize) {
    if let Cell::List(items) = &mut cells[field]
        && item < items.len()
    {
        items.remove(item);
        let items = std::mem::take(items);
        cells[field] = list_cell(items);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Case;

    fn case() -> Case {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "A"),
            ("country", "KZ"),
            ("tags", "x; y"),
            ("place", "Aktau"),
        ])
        .unwrap();
        let rows = ["libel", "fraud", "theft"]
            .map(|title| crate::model::shorthand::parse_fact("charges", title).unwrap());
        case.set_rows("charges", &rows).unwrap();
        case
    }

    fn change(set: &[&str], clear: &[&str], remove: &[&str]) -> FieldChangeArgs {
        let own = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
        FieldChangeArgs {
            set: own(set),
            clear: own(clear),
            remove: own(remove),
        }
    }

    #[test]
    fn fields_are_set_lists_grow() {
        let given = [
            ("tags", vec!["y".to_owned(), "z".to_owned()]),
            ("place", vec!["Almaty".to_owned()]),
        ];
        let changed = change(&["born=1970"], &[], &[])
            .apply_to(&case(), &given)
            .unwrap();
        assert_eq!(changed.get_cell("tags").unwrap().to_line(), "x; y; z");
        assert_eq!(changed.get_cell("place").unwrap().to_line(), "Almaty");
        assert_eq!(changed.charges.len(), 3);
    }

    #[test]
    fn entries_and_items_are_taken_out_by_number_and_text() {
        let changed = change(&[], &["place"], &["charges.1", "charges.3", "tags.x"])
            .apply_to(&case(), &[])
            .unwrap();
        assert_eq!(changed.charges.len(), 1);
        assert_eq!(changed.charges[0].title.as_ref().unwrap().as_str(), "fraud");
        assert_eq!(changed.get_cell("tags").unwrap().to_line(), "y");
        assert!(changed.place.is_none());
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for change in [
            change(&["plcae=x"], &[], &[]),
            change(&[], &["nothing"], &[]),
            change(&[], &[], &["charges.9"]),
            change(&[], &[], &["charges.0"]),
            change(&[], &[], &["tags.q"]),
            change(&["name="], &[], &[]),
        ] {
            assert!(change.apply_to(&case(), &[]).is_err(), "{change:?}");
        }
    }
}
