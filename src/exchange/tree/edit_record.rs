//! One record as TOML, for an editor.

use ::toml::ser::Error as Unwritable;

use crate::exchange::input::{decode_text, few_values};
use crate::exchange::tree::diagnostics::FieldPath;
use crate::exchange::tree::node::{ParsedEntry, ParsedNode};
use crate::exchange::tree::toml;
use crate::exchange::tree::validate::RecordValidator;
use crate::exchange::{Error, FileContents, tree};
use crate::model::{Casebook, CasebookRecord, Record};

/// A record as TOML with a short explanation above it, as [`one_from_toml`] reads it.
///
/// The explanation names the fields that are not yet filled and the lists of facts.
pub fn one_to_toml<R: CasebookRecord + serde::Serialize>(record: &R) -> String {
    let body: Result<String, Unwritable> = ::toml::to_string_pretty(record);
    format!("{}\n{}", explain_record(record), body.unwrap_or_default())
}

/// A record and the warnings about it, from TOML that is either the record itself or a casebook with exactly this one.
///
/// # Errors
/// As [`crate::exchange::read_casebook`]; also if there is not exactly one, or something beside it.
pub fn one_from_toml<R: CasebookRecord + serde::Serialize>(
    text: &str,
) -> Result<(R, Vec<String>), Error> {
    let (text, _) = decode_text(text.as_bytes())?;
    few_values(text)?;
    let mut gate = RecordValidator::default();
    let casebook = match toml::parse(text) {
        Ok(node) => validate_single::<R>(&mut gate, node)?,
        Err(malformed) => {
            gate.findings.report_malformed(malformed);
            Casebook::default()
        }
    };
    let FileContents {
        mut casebook,
        warnings,
    } = tree::finish_reading(gate, text, casebook)?;
    R::list_in_mut(&mut casebook)
        .pop()
        .map(|record| (record, warnings))
        .ok_or(Error::Empty)
}

/// The one record, as the only thing of a casebook.
fn validate_single<R: CasebookRecord + serde::Serialize>(
    gate: &mut RecordValidator,
    node: ParsedNode<'_>,
) -> Result<Casebook, Error> {
    let at = node.at;
    let is_tree = |entry: &ParsedEntry<'_>| tree::tree_keys().any(|key| key == entry.key);
    if !matches!(&node.value, super::node::ParsedValue::Table(entries) if entries.iter().any(is_tree))
    {
        let mut casebook = Casebook::default();
        R::list_in_mut(&mut casebook).extend(gate.validate_record::<R>(&FieldPath::Top, node));
        return Ok(casebook);
    }
    let entries = gate.expect_table(&FieldPath::Top, node).unwrap_or_default();
    let mut casebook = tree::validate_casebook(gate, entries)?;
    let count = R::list_in_mut(&mut casebook).len();
    if gate.findings.problem_count() == 0 && count != 1 {
        gate.findings.report_problem(
            at,
            &FieldPath::Top,
            format!("one {} is wanted here, not {count}", R::NAME),
            None,
        );
    }
    let all = [
        casebook.sources.len(),
        casebook.recipients.len(),
        casebook.cases.len(),
        casebook.letters.len(),
        casebook.statements.len(),
    ];
    if all.iter().sum::<usize>() != count {
        gate.findings.report_problem(
            at,
            &FieldPath::Top,
            format!(
                "only a {} can be taken in here; import the file to take in the rest",
                R::NAME
            ),
            None,
        );
    }
    Ok(casebook)
}

fn explain_record<R: Record>(record: &R) -> String {
    let cells = record.cells();
    let empty = R::FIELDS
        .iter()
        .zip(&cells)
        .filter(|(_, cell)| cell.is_empty())
        .map(|(field, _)| field.name);
    let lists = R::LISTS
        .iter()
        .map(|list| format!("[[{}]]", list.name))
        .collect::<Vec<_>>();
    let lines = [
        format!("One {}. Lines that begin with # are not read.", R::NAME),
        "Dates are as precise as they are known: \"2018\", \"2018-04\", \"2018-04-10\". Terms: \"2y6m\", \"10d\"."
            .to_owned(),
        format!("Not filled yet: {}.", empty.collect::<Vec<_>>().join(", ")),
        format!("Facts, each under its own heading, after the fields: {}.", lists.join(" ")),
    ];
    let folded = textwrap::Options::new(100)
        .initial_indent("# ")
        .subsequent_indent("#   ");
    lines
        .map(|line| textwrap::fill(&line, &folded) + "\n")
        .concat()
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
            ("summary", "x\ny"),
        ])
        .unwrap();
        case.set_rows(
            "charges",
            &[vec![crate::model::Cell::Text("fraud".to_owned())]],
        )
        .unwrap();
        case
    }

    #[test]
    fn a_case_for_the_editor_says_what_may_be_filled() {
        let text = one_to_toml(&case());
        assert!(text.starts_with("# One case. Lines that begin with # are not read.\n# Dates "));
        assert!(
            text.contains("# Not filled yet: uid, rev, name_native,")
                && text.contains("[[events]]")
        );
        assert!(text.ends_with(
            "\n\nid = \"a\"\nname = \"A\"\ncountry = \"KZ\"\nsummary = \"\"\"\nx\ny\"\"\"\n\n[[charges]]\ntitle = \"fraud\"\n"
        ));
        assert!(text.lines().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn the_case_may_stand_in_a_casebook_of_its_own() {
        let text = "schema = 1\n[[cases]]\nid = \"a\"\nname = \"A\"\ncountry = \"KZ\"\n";
        assert_eq!(one_from_toml::<Case>(text).unwrap().0.id.as_str(), "a");
        let two = format!("{text}[[cases]]\nid = \"b\"\nname = \"B\"\ncountry = \"KZ\"\n");
        assert_eq!(
            one_from_toml::<Case>(&two).unwrap_err().to_string(),
            "line 1, column 1: one case is wanted here, not 2"
        );
        assert!(
            one_from_toml::<Case>("schema = 1\n")
                .unwrap_err()
                .to_string()
                .contains("not 0")
        );
        let more = format!("{text}[[sources]]\nid = \"s\"\ntitle = \"S\"\n");
        assert!(
            one_from_toml::<Case>(&more)
                .unwrap_err()
                .to_string()
                .contains("only a case")
        );
    }

    #[test]
    fn problems_have_the_paths_of_the_case() {
        let error = one_from_toml::<Case>(
            "id = \"a\"\nname = \"A\"\n[[charges]]\ndate = \"2018-4\"\ntitle = \"x\"",
        )
        .unwrap_err();
        let told = error.to_string();
        assert!(
            told.contains("line 1, column 1: country (a): is needed"),
            "{told}"
        );
        assert!(
            told.contains("line 4, column 8: charges[1].date (a): “2018-4” is not a date"),
            "{told}"
        );
        assert!(matches!(
            one_from_toml::<Case>("# nothing\n").unwrap_err(),
            Error::Invalid(_)
        ));
        assert!(matches!(
            one_from_toml::<Case>("  \n").unwrap_err(),
            Error::Empty
        ));
    }
}
