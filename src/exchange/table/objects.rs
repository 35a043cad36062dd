//! JSON as others write it: a list of objects as a table, what is nested under its path.

use serde_json::{Map, Value};

use super::sheet::Sheet;
use crate::exchange::{Error, InvalidField, SourcePosition};
use crate::files::input::{CELLS, COLUMNS, ROWS};

/// The keys of a casebook of this program; a file with one of them is no list of others.
const OWN: [&str; 7] = [
    "schema",
    "cases",
    "case",
    "sources",
    "source",
    "recipients",
    "statements",
];

/// Whether a JSON text is a list of objects that this program did not write.
#[must_use]
pub fn is_object_list(bytes: &[u8]) -> bool {
    find_objects(bytes).is_some()
}

/// The objects of a JSON list, of JSON Lines of plain objects, or of the one list within an object.
fn find_objects(bytes: &[u8]) -> Option<Vec<Map<String, Value>>> {
    let text = std::str::from_utf8(bytes)
        .ok()?
        .trim_start_matches('\u{feff}')
        .trim();
    crate::exchange::input::few_values(text).ok()?;
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) if text.starts_with('{') => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            Value::Array(
                lines
                    .map(|line| serde_json::from_str(line).ok())
                    .collect::<Option<_>>()?,
            )
        }
        Err(_) => return None,
    };
    let list = match value {
        Value::Array(list) => list,
        Value::Object(object) if object.keys().any(|key| OWN.contains(&key.as_str())) => {
            return None;
        }
        Value::Object(object) => {
            let is_list = |value: &Value| matches!(value, Value::Array(list) if list.iter().any(Value::is_object));
            let mut lists = object.into_iter().filter(|(_, value)| is_list(value));
            match (lists.next(), lists.next()) {
                (Some((_, Value::Array(list))), None) => list,
                _ => return None,
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    let objects: Option<Vec<_>> = list
        .into_iter()
        .map(|value| match value {
            Value::Object(object) => Some(object),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => None,
        })
        .collect();
    objects.filter(|objects| {
        let is_own = |object: &Map<String, Value>| {
            object.len() == 1 && object.keys().any(|key| OWN.contains(&key.as_str()))
        };
        !objects.is_empty() && !objects.iter().any(is_own)
    })
}

/// The list as rows under titles; the first object is row 2.
pub(super) fn read_objects(bytes: &[u8]) -> Result<Sheet, Error> {
    let objects = find_objects(bytes).ok_or_else(|| {
        Error::from(InvalidField {
            place: SourcePosition::File,
            id: None,
            field: String::new(),
            reason: "it is not a list of objects".to_owned(),
            nearest: None,
        })
    })?;
    if objects.len() > ROWS.as_usize() {
        return Err(Error::TooMuch(ROWS));
    }
    let mut titles: Vec<String> = Vec::new();
    let mut positions = std::collections::HashMap::new();
    let mut rows = Vec::new();
    let mut count = 0;
    for object in &objects {
        let mut cells: Vec<(String, String)> = Vec::new();
        for (key, value) in object {
            flatten(key, value, &mut cells, 0);
        }
        let mut row = Vec::new();
        for (title, text) in cells {
            let at = *positions.entry(title.clone()).or_insert_with(|| {
                titles.push(title);
                titles.len() - 1
            });
            row.push((at, text));
        }
        count += titles.len();
        if titles.len() > COLUMNS.as_usize() {
            return Err(Error::TooMuch(COLUMNS));
        }
        if count > CELLS.as_usize() {
            return Err(Error::TooMuch(CELLS));
        }
        rows.push(row);
    }
    let width = titles.len();
    let header = (1, csv::StringRecord::from(titles));
    let rows = (2..).zip(rows).map(|(line, row)| {
        let mut cells = vec![String::new(); width];
        for (at, text) in row {
            cells[at] = text;
        }
        (line, csv::StringRecord::from(cells))
    });
    Ok(Sheet {
        rows: std::iter::once(header).chain(rows).collect(),
        ..Sheet::default()
    })
}

/// So deep are objects within objects looked at.
const DEEPEST: usize = 8;

/// The cells of a value: an object by its path, a list of texts in one cell.
fn flatten(path: &str, value: &Value, cells: &mut Vec<(String, String)>, depth: usize) {
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Object(object) if depth < DEEPEST => {
            for (key, value) in object {
                flatten(&format!("{path}.{key}"), value, cells, depth + 1);
            }
            return;
        }
        Value::Array(list)
            if list.iter().any(|item| item.is_object() || item.is_array()) && depth < DEEPEST =>
        {
            // Of several objects each key once, its values in one cell.
            let mut inner = Vec::new();
            for item in list {
                match item {
                    Value::Object(object) => object.iter().for_each(|(key, value)| {
                        flatten(&format!("{path}.{key}"), value, &mut inner, depth + 1)
                    }),
                    other => flatten(path, other, &mut inner, depth + 1),
                }
            }
            for (title, text) in inner {
                match cells.iter_mut().find(|(known, _)| *known == title) {
                    Some((_, known)) if known.is_empty() => *known = text,
                    Some((_, known)) if !text.is_empty() => {
                        known.push_str("; ");
                        known.push_str(&text);
                    }
                    Some(_) => {}
                    None => cells.push((title, text)),
                }
            }
            return;
        }
        Value::Array(list) => {
            let texts = list.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            texts.collect::<Vec<_>>().join("; ")
        }
        Value::Object(_) => value.to_string(),
    };
    cells.push((path.to_owned(), text));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let sheet = read_objects(text.as_bytes()).unwrap();
        sheet
            .rows
            .iter()
            .map(|(_, cells)| cells.iter().collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn what_is_nested_stands_under_its_path() {
        let text = r#"[{"name": "A", "birth": {"date": "1980", "place": "X"}, "tags": ["a", "b"]}, {"name": "B", "links": [{"url": "u"}, {"url": "v"}]}]"#;
        assert_eq!(
            rows(text),
            [
                "name|birth.date|birth.place|tags|links.url",
                "A|1980|X|a; b|",
                "B||||u; v"
            ]
        );
    }

    #[test]
    fn lists_of_others_are_told_from_our_own_files() {
        for text in [
            r#"[{"a": 1}]"#,
            r#"{"data": [{"a": 1}], "count": 1}"#,
            "{\"a\": 1}\n{\"a\": 2}\n",
        ] {
            assert!(is_object_list(text.as_bytes()), "{text}");
        }
        for text in [
            r#"{"schema": 1, "cases": []}"#,
            "{\"schema\": 1}\n{\"case\": {\"id\": \"a\"}}\n",
            "[1, 2]",
            "[]",
            "name,country",
        ] {
            assert!(!is_object_list(text.as_bytes()), "{text}");
        }
    }
}
