//! The tree of TOML and JSON: a schema, and a list of each kind of record.

pub(crate) mod diagnostics;
pub(crate) mod edit_record;
pub(crate) mod json;
pub(crate) mod json_lines;
pub(crate) mod node;
pub(crate) mod record_files;
pub(crate) mod toml;
pub(crate) mod validate;
pub(crate) mod write;

use super::input::{decode_text, few_values};
use super::{Error, FileContents};
use crate::exchange::tree::diagnostics::FieldPath;
use crate::exchange::tree::node::{ParsedEntry, ParsedNode, ParsedValue, SyntaxError};
use crate::exchange::tree::validate::RecordValidator;
use crate::model::casebook::SCHEMA;
use crate::model::record_kind::with_record_type;
use crate::model::{Casebook, CasebookRecord, RecordKind};

/// The key of the version of the schema.
pub(super) const SCHEMA_KEY: &str = "schema";

/// The keys of the tree.
pub(super) fn tree_keys() -> impl Iterator<Item = &'static str> + Clone {
    [SCHEMA_KEY]
        .into_iter()
        .chain(RecordKind::ALL.into_iter().map(RecordKind::list_name))
}

/// Reads a file that is one tree.
pub(super) fn read_tree(
    bytes: &[u8],
    parse: fn(&str) -> Result<ParsedNode<'_>, SyntaxError>,
) -> Result<FileContents, Error> {
    let (text, _) = decode_text(bytes)?;
    few_values(text)?;
    let mut gate = RecordValidator::default();
    let casebook = match parse(text) {
        Ok(node) => {
            let entries = gate.expect_table(&FieldPath::Top, node).unwrap_or_default();
            validate_casebook(&mut gate, entries)?
        }
        Err(malformed) => {
            gate.findings.report_malformed(malformed);
            Casebook::default()
        }
    };
    finish_reading(gate, text, casebook)
}

/// The casebook, if nothing is wrong with it.
pub(super) fn finish_reading(
    mut gate: RecordValidator,
    text: &str,
    casebook: Casebook,
) -> Result<FileContents, Error> {
    let (problems, warnings) = gate.findings.take_problems(text, 1);
    if problems.is_empty() {
        Ok(FileContents { casebook, warnings })
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Takes in what stands in the tree.
pub(super) fn validate_casebook(
    gate: &mut RecordValidator,
    entries: Vec<ParsedEntry<'_>>,
) -> Result<Casebook, Error> {
    for entry in entries.iter().filter(|entry| entry.key == SCHEMA_KEY) {
        check_schema(gate, &entry.node)?;
    }
    let mut casebook = Casebook::default();
    let mut seen = Vec::new();
    for entry in entries {
        if gate.findings.is_full() {
            break;
        }
        let path = FieldPath::Field(&FieldPath::Top, &entry.key);
        if seen.contains(&entry.key) {
            gate.findings
                .report_problem(entry.at, &path, "stands twice", None);
        }
        match RecordKind::from_list_name(&entry.key) {
            Some(kind) => with_record_type!(kind, T => {
                *T::list_in_mut(&mut casebook) = gate.validate_records(&path, entry.node);
            }),
            None if entry.key == SCHEMA_KEY => {}
            None => {
                gate.unknown_key(&FieldPath::Top, &entry, tree_keys());
                continue;
            }
        }
        seen.push(entry.key);
    }
    Ok(casebook)
}

/// Refuses the schema of a newer version before anything else is said of the file.
pub(super) fn check_schema(gate: &mut RecordValidator, node: &ParsedNode<'_>) -> Result<(), Error> {
    let number = match &node.value {
        ParsedValue::Number(number) => number.parse::<u64>().ok(),
        _ => None,
    };
    match number {
        Some(found) if found > u64::from(SCHEMA) => return Err(Error::NewerSchema { found }),
        Some(1..) => {}
        _ => gate.findings.report_problem(
            node.at,
            &FieldPath::Field(&FieldPath::Top, SCHEMA_KEY),
            format!("must be the number {SCHEMA}"),
            None,
        ),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::tree::{json, toml};
    use crate::exchange::{FileFormat, InvalidField, read_casebook as read_file};

    fn problems(format: FileFormat, text: &str) -> Vec<InvalidField> {
        match read_file(format, text.as_bytes()) {
            Err(Error::Invalid(problems)) => problems.list,
            other => panic!("{other:?}"),
        }
    }

    fn told(format: FileFormat, text: &str) -> Vec<String> {
        problems(format, text)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    const HEAD: &str = "schema = 1\n[[cases]]\nid = \"a\"\nname = \"A\"\ncountry = \"KZ\"\n";

    #[test]
    fn every_problem_is_told_with_its_place_field_and_id() {
        let text = format!(
            "{HEAD}born = \"yesterday\"\ncategory = \"laywer\"\nnmae = \"B\"\n\n[[cases.charges]]\ndate = 2018-04-10\n\
             titel = \"x\"\n[[cases]]\nid = \"a\"\ncountry = \"Kazakstan\"\naliases = [\"é\", 5]\n"
        );
        assert_eq!(
            told(FileFormat::Toml, &text),
            [
                "line 6, column 8: cases[1].born (a): “yesterday” is not a date; write 2018, 2018-04 or 2018-04-10",
                "line 7, column 12: cases[1].category (a): “laywer” is not a known category; did you mean “lawyer”?",
                "line 8, column 1: cases[1].nmae (a): there is no field “nmae”; did you mean “name”?",
                "line 11, column 8: cases[1].charges[1].date (a): must be a text in quotes, but is a date without quotes",
                "line 12, column 1: cases[1].charges[1].titel (a): there is no field “titel”; did you mean “title”?",
                "line 13, column 1: cases[2].name (a): is needed",
                "line 13, column 1: cases[2].id (a): the id “a” stands twice; cases[1] has it too",
                "line 15, column 11: cases[2].country (a): “Kazakstan” is not a country code or name; \
                 did you mean “KZ (Kazakhstan)”?",
                "line 16, column 17: cases[2].aliases[2] (a): must be a text in quotes, but is a number",
            ]
        );
    }

    #[test]
    fn json_is_told_the_same_way() {
        let text = "{\n  \"cases\": [\n    {\"id\": \"é\", \"name\": \"\\u0041\", \"country\": \"KZ\", \"rev\": 1.5,\n     \
                    \"events\": [{\"kind\": \"arest\", \"private\": \"no\"}], \"name\": \"B\"}\n  ],\n  \"case\": null\n}";
        assert_eq!(
            told(FileFormat::Json, text),
            [
                "line 3, column 12: cases[1].id (é): “é” cannot be an id; use small Latin letters and digits, joined by -",
                "line 3, column 59: cases[1].rev (é): “1.5” is not a whole number",
                "line 4, column 26: cases[1].events[1].kind (é): “arest” is not a known event; did you mean “arrest”?",
                "line 4, column 46: cases[1].events[1].private (é): must be true or false, but is a text",
                "line 4, column 54: cases[1].name (é): stands twice",
                "line 6, column 3: case: there is no field “case”; did you mean “cases”?",
            ]
        );
    }

    #[test]
    fn nothing_but_the_place_is_told_of_a_text_that_cannot_be_read() {
        for (format, text, place) in [
            (
                FileFormat::Toml,
                "a = 1\nnotes = \"hunter2\nb = 2\n",
                "line 2, column 17: ",
            ),
            (FileFormat::Toml, "notes hunter2\n", "line 1, column "),
            (
                FileFormat::Json,
                "{\"notes\": \"hunter2\n\"}",
                "line 1, column 1",
            ),
            (FileFormat::Json, "{\n\"a\": hunter2}", "line 2, column 6: "),
            (
                FileFormat::Json,
                "{\n\"cases\": [{\"notes\":\n \"hunter2 \\ud800\"}]}",
                "line 3, column ",
            ),
            (
                FileFormat::Jsonl,
                "{\"schema\":1}\n\n{\"case\":{\"notes\":\"hunter2}}\n",
                "line 3, column ",
            ),
        ] {
            let told = told(format, text);
            assert_eq!(told.len(), 1);
            assert!(
                told[0].starts_with(place) && !told[0].contains("hunter2") && told[0].len() < 200,
                "{}",
                told[0]
            );
        }
    }

    #[test]
    fn an_unknown_word_is_kept_with_one_warning_and_a_misspelt_one_refused() {
        let text = format!(
            "{HEAD}category = \"astronaut\"\ncategories = [\"astronaut\", \"journalist\"]\n"
        );
        let read = read_file(FileFormat::Toml, text.as_bytes()).unwrap();
        assert_eq!(
            read.casebook.cases[0]
                .category
                .as_ref()
                .unwrap()
                .to_string(),
            "astronaut"
        );
        assert_eq!(
            read.warnings,
            [
                "line 6, column 12: cases[1].category (a): “astronaut” is not a known category; it is kept as it is"
            ]
        );
        let further = format!(
            "{HEAD}[[cases.sentences]]\nkind = \"prison\"\nadditional = [\"travel-bann 2y\"]\n"
        );
        assert!(told(FileFormat::Toml, &further)[0].ends_with("did you mean “travel-ban”?"));
    }

    #[test]
    fn a_newer_schema_is_refused_before_all_else() {
        for (format, text) in [
            (FileFormat::Toml, "what = 1\nschema = 2\n"),
            (FileFormat::Json, "{\"what\": [1], \"schema\": 2}"),
            (FileFormat::Jsonl, "{\"schema\":2}\n{\"what\":1}"),
        ] {
            let error = read_file(format, text.as_bytes()).unwrap_err();
            assert!(matches!(error, Error::NewerSchema { found: 2 }), "{error}");
            assert!(error.to_string().contains("newer version"));
        }
        assert_eq!(
            told(FileFormat::Toml, "schema = 0"),
            ["line 1, column 10: schema: must be the number 1"]
        );
        assert_eq!(
            told(FileFormat::Toml, "schema = \"1\""),
            ["line 1, column 10: schema: must be the number 1"]
        );
    }

    #[test]
    fn an_empty_text_or_null_says_that_nothing_is_known() {
        let text = "{\"cases\":[{\"id\":\"a\",\"name\":\"A\",\"country\":\"KZ\",\"born\":null,\"place\":\"\",\"charges\":null,\"aliases\":[]}]}";
        let case = read_file(FileFormat::Json, text.as_bytes())
            .unwrap()
            .casebook
            .cases
            .remove(0);
        assert!(
            case.born.is_none()
                && case.place.is_none()
                && case.charges.is_empty()
                && case.aliases.is_empty()
        );
        let empty = told(
            FileFormat::Json,
            "{\"cases\":[{\"id\":\"\",\"name\":\" \",\"country\":\"KZ\",\"aliases\":[\"\"]}]}",
        );
        assert_eq!(empty.len(), 3, "{empty:?}");
    }

    #[test]
    fn honest_names_pass_as_they_are_and_dishonest_ones_do_not() {
        let read = |name: &str| {
            let text = serde_json::json!({"cases": [{"id": "a", "name": name, "country": "KZ"}]})
                .to_string();
            read_file(FileFormat::Json, text.as_bytes())
                .map(|read| read.casebook.cases[0].name.to_string())
        };
        for name in [
            "O'Brien & Sons",
            "null",
            "NaN",
            "true",
            "-1",
            "-- --help",
            "🕊🕊🕊",
            "ﷺ",
            "नि",
            "x",
        ] {
            assert_eq!(read(name).unwrap(), name);
        }
        for name in [
            "",
            "   ",
            "\u{200b}",
            &"x".repeat(1 << 20),
            "a\u{1b}[2J",
            "a\nb",
            "\u{202e}a",
        ] {
            assert!(read(name).unwrap_err().to_string().len() < 500);
        }
    }

    #[test]
    fn what_is_not_a_tree_is_told_so() {
        assert_eq!(
            told(FileFormat::Json, "[]"),
            ["line 1, column 1: must be a table, but is a list"]
        );
        assert_eq!(
            told(FileFormat::Toml, "[cases]\nid = \"a\""),
            ["line 1, column 1: cases: must be a list of tables, but is a table"]
        );
        assert!(matches!(
            read_file(FileFormat::Toml, b" \n"),
            Err(Error::Empty)
        ));
        assert!(matches!(
            read_file(FileFormat::Jsonl, b"\n\n"),
            Err(Error::Empty)
        ));
    }

    #[test]
    fn bombs_are_refused_with_a_short_message() {
        let deep = format!("{{\"cases\":{}{}}}", "[".repeat(500), "]".repeat(500));
        let deeper = "{\"a\":".repeat(100_000);
        let dotted = format!("{}a = 1", "a.".repeat(100_000));
        let brackets = "[".repeat(100_000);
        let long_key = format!("{} = 1", "k".repeat(1_000_000));
        let long_value = format!(
            "{HEAD}born = \"{}\"\nplace = \"{}\"",
            "(".repeat(100_000),
            "x".repeat(1_000_000)
        );
        for (format, text) in [
            (FileFormat::Json, &deep),
            (FileFormat::Json, &deeper),
            (FileFormat::Toml, &dotted),
            (FileFormat::Toml, &brackets),
            (FileFormat::Json, &brackets),
            (FileFormat::Toml, &long_key),
            (FileFormat::Toml, &long_value),
        ] {
            assert!(told(format, text).iter().all(|problem| problem.len() < 500));
        }
    }

    #[test]
    fn a_parser_never_sees_a_text_it_cannot_place() {
        for text in [
            "{\"a\":\"\\ud800\"}",
            "{\"é\":[1,]}",
            "{",
            "\"",
            "{\"a\" 1}",
        ] {
            let malformed = json::parse(text).unwrap_err();
            assert!(malformed.at <= text.len(), "{text}");
        }
        assert!(toml::parse("a = \"").unwrap_err().at <= 5);
    }
}
