//! JSON as others write it: a list of objects as a table, what is nested under its path. Columns stand in the order of the file.

use super::sheet::Sheet;
use crate::exchange::tree::json;
use crate::exchange::tree::node::{ParsedEntry, ParsedNode, ParsedValue};
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

/// The keys of an object with their values.
type Object<'a> = Vec<ParsedEntry<'a>>;

/// Whether a JSON text is a list of objects that this program did not write.
pub fn is_object_list(bytes: &[u8]) -> bool {
    find_objects(bytes).is_some()
}

/// The objects of a JSON list, of JSON Lines of plain objects, or of the one list within an object.
fn find_objects(bytes: &[u8]) -> Option<Vec<Object<'_>>> {
    let text = std::str::from_utf8(bytes)
        .ok()?
        .trim_start_matches('\u{feff}')
        .trim();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    crate::exchange::input::few_values(text).ok()?;
    let list = match json::parse(text) {
        Ok(node) => match node.value {
            ParsedValue::List(list) => list,
            ParsedValue::Table(object) if has_own_key(&object) => return None,
            ParsedValue::Table(object) => find_inner_list(object)?,
            _ => return None,
        },
        Err(_) => parse_lines(text)?,
    };
    let objects: Option<Vec<_>> = if list.iter().all(is_text) {
        Some(list.into_iter().map(into_named).collect())
    } else {
        list.into_iter().map(into_object).collect()
    };
    objects.map(unfold_groups).filter(|objects| {
        let is_own = |object: &Object<'_>| object.len() == 1 && has_own_key(object);
        !objects.is_empty() && !objects.iter().any(is_own)
    })
}

fn is_text(node: &ParsedNode<'_>) -> bool {
    matches!(node.value, ParsedValue::Text(_))
}

/// A text of a list of texts as an object with a name.
fn into_named(node: ParsedNode<'_>) -> Object<'_> {
    vec![ParsedEntry {
        key: "name".into(),
        at: node.at,
        node,
    }]
}

/// Groups of people as people: where no object has a name and each has one list of objects that have one, every object of those
/// lists is a row, with what its group says under the group's keys.
fn unfold_groups(objects: Vec<Object<'_>>) -> Vec<Object<'_>> {
    let is_group = |object: &Object<'_>| !has_name(object) && find_members(object).is_some();
    if objects.is_empty() || !objects.iter().all(is_group) {
        return objects;
    }
    objects.into_iter().flat_map(unfold_group).collect()
}

fn unfold_group<'a>(mut group: Object<'a>) -> Vec<Object<'a>> {
    let Some(at) = find_members(&group) else {
        return vec![group];
    };
    let ParsedValue::List(members) = group.remove(at).node.value else {
        return vec![group];
    };
    let members = members.into_iter().filter_map(into_object);
    let with_group = |mut member: Object<'a>| -> Object<'a> {
        for entry in &group {
            let is_taken = member.iter().any(|own| own.key == entry.key);
            let key = if is_taken {
                format!("group.{}", entry.key).into()
            } else {
                entry.key.clone()
            };
            member.push(ParsedEntry {
                key,
                ..entry.clone()
            });
        }
        member
    };
    members.map(with_group).collect()
}

fn has_name(object: &Object<'_>) -> bool {
    object.iter().any(|entry| {
        entry.key == "name"
            || matches!(
                super::list_words::find_title(&entry.key),
                Some("name" | "family_name")
            )
    })
}

/// The position of the only list of named objects in an object.
fn find_members(object: &Object<'_>) -> Option<usize> {
    let is_list = |entry: &ParsedEntry<'_>| match &entry.node.value {
        ParsedValue::List(list) => list.iter().any(|item| match &item.value {
            ParsedValue::Table(inner) => has_name(inner),
            _ => false,
        }),
        _ => false,
    };
    let mut lists = (0..).zip(object).filter(|(_, entry)| is_list(entry));
    match (lists.next(), lists.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

fn has_own_key(object: &[ParsedEntry<'_>]) -> bool {
    object.iter().any(|entry| OWN.contains(&entry.key.as_ref()))
}

/// The one list of objects within an object.
fn find_inner_list(object: Object<'_>) -> Option<Vec<ParsedNode<'_>>> {
    let mut lists = object
        .into_iter()
        .filter_map(|entry| match entry.node.value {
            ParsedValue::List(list) if list.iter().any(is_object) => Some(list),
            _ => None,
        });
    match (lists.next(), lists.next()) {
        (Some(list), None) => Some(list),
        _ => None,
    }
}

fn parse_lines(text: &str) -> Option<Vec<ParsedNode<'_>>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| json::parse(line).ok()).collect()
}

fn is_object(node: &ParsedNode<'_>) -> bool {
    matches!(node.value, ParsedValue::Table(_))
}

fn into_object(node: ParsedNode<'_>) -> Option<Object<'_>> {
    match node.value {
        ParsedValue::Table(object) => Some(object),
        _ => None,
    }
}

/// The list as rows under titles; the first object is row 2.
pub(super) fn read_objects(bytes: &[u8]) -> Result<Sheet, Error> {
    let objects = find_objects(bytes).ok_or_else(|| {
        let reason = "it is not a list of objects";
        Error::from(InvalidField::at_place(SourcePosition::File, reason))
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
        for entry in object {
            flatten(&entry.key, &entry.node.value, &mut cells);
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

/// The cells of a value: an object by its path, a list of texts in one cell.
fn flatten(path: &str, value: &ParsedValue<'_>, cells: &mut Vec<(String, String)>) {
    match value {
        ParsedValue::Table(object) => {
            for entry in object {
                flatten(&format!("{path}.{}", entry.key), &entry.node.value, cells);
            }
        }
        ParsedValue::List(list) if list.iter().any(is_nested) => {
            // Of several objects each key once, its values in one cell.
            let mut inner = Vec::new();
            for item in list {
                flatten(path, &item.value, &mut inner);
            }
            inner
                .into_iter()
                .for_each(|(title, text)| add_to_cell(cells, title, &text));
        }
        ParsedValue::List(list) => {
            let texts: Vec<String> = list.iter().map(|item| plain_text(&item.value)).collect();
            cells.push((path.to_owned(), texts.join("; ")));
        }
        plain => cells.push((path.to_owned(), plain_text(plain))),
    }
}

fn is_nested(node: &ParsedNode<'_>) -> bool {
    matches!(node.value, ParsedValue::Table(_) | ParsedValue::List(_))
}

fn plain_text(value: &ParsedValue<'_>) -> String {
    match value {
        ParsedValue::Text(text) | ParsedValue::Number(text) => text.clone().into_owned(),
        ParsedValue::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        ParsedValue::Nothing
        | ParsedValue::List(_)
        | ParsedValue::Table(_)
        | ParsedValue::Odd(_) => String::new(),
    }
}

/// Puts a text into the cell of a title, behind what stands there.
fn add_to_cell(cells: &mut Vec<(String, String)>, title: String, text: &str) {
    match cells.iter_mut().find(|(known, _)| *known == title) {
        Some((_, known)) if known.is_empty() => text.clone_into(known),
        Some((_, known)) if !text.is_empty() => {
            known.push_str("; ");
            known.push_str(text);
        }
        Some(_) => {}
        None => cells.push((title, text.to_owned())),
    }
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
    fn people_within_groups_are_rows_each() {
        let text = r#"[{"id": "young", "title": "Young people", "prisoners": [{"id": "a", "name": "A B"}, {"id": "b", "name": "C D"}]},
            {"id": "old", "title": "Others", "prisoners": [{"id": "e", "name": "E F"}]}]"#;
        assert_eq!(
            rows(text),
            [
                "id|name|group.id|title",
                "a|A B|young|Young people",
                "b|C D|young|Young people",
                "e|E F|old|Others"
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
