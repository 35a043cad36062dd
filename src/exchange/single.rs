//! One case as TOML, for an editor.

use ::toml::ser::Error as Unwritable;

use super::findings::Path;
use super::gate::Gate;
use super::input::{decode, few_values};
use super::node::{Entry, Node};
use super::{Error, Read, toml, tree};
use crate::model::{Case, Casebook, Record};

/// A case as TOML with a short explanation above it, as [`case_from_toml`] reads it.
///
/// The explanation names the fields that are not yet filled and the lists of facts.
#[must_use]
pub fn case_to_toml(case: &Case) -> String {
    let body: Result<String, Unwritable> = ::toml::to_string_pretty(case);
    format!("{}\n{}", explanation(case), body.unwrap_or_default())
}

/// A case and the warnings about it, from TOML that is either the case itself or a casebook with exactly this case.
///
/// # Errors
/// As [`super::read`]; also if there is not exactly one case, or something beside it.
pub fn case_from_toml(text: &str) -> Result<(Case, Vec<String>), Error> {
    let (text, _) = decode(text.as_bytes())?;
    few_values(text)?;
    let mut gate = Gate::default();
    let casebook = match toml::parse(text) {
        Ok(node) => taken(&mut gate, node)?,
        Err(malformed) => {
            gate.findings.malformed(malformed);
            Casebook::default()
        }
    };
    let Read { mut casebook, warnings } = tree::finish(gate, text, casebook)?;
    casebook.cases.pop().map(|case| (case, warnings)).ok_or(Error::Empty)
}

/// The one case, as the only thing of a casebook.
fn taken(gate: &mut Gate, node: Node<'_>) -> Result<Casebook, Error> {
    let at = node.at;
    let is_tree = |entry: &Entry<'_>| tree::KEYS.contains(&entry.key.as_ref());
    if !matches!(&node.value, super::node::Value::Table(entries) if entries.iter().any(is_tree)) {
        let cases = gate.record(&Path::Top, node).into_iter().collect();
        return Ok(Casebook { cases, ..Casebook::default() });
    }
    let entries = gate.table(&Path::Top, node).unwrap_or_default();
    let casebook = tree::casebook(gate, entries)?;
    if gate.findings.count() == 0 && casebook.cases.len() != 1 {
        gate.findings.problem(at, &Path::Top, format!("one case is wanted here, not {}", casebook.cases.len()), None);
    }
    if !(casebook.sources.is_empty()
        && casebook.recipients.is_empty()
        && casebook.letters.is_empty()
        && casebook.statements.is_empty())
    {
        gate.findings.problem(
            at,
            &Path::Top,
            "only a case can be taken in here; import the file to take in the rest",
            None,
        );
    }
    Ok(casebook)
}

fn explanation(case: &Case) -> String {
    let cells = case.cells();
    let empty = Case::FIELDS.iter().zip(&cells).filter(|(_, cell)| cell.is_empty()).map(|(field, _)| field.name);
    let lists = Case::LISTS.iter().map(|list| format!("[[{}]]", list.name)).collect::<Vec<_>>();
    let lines = [
        "One case. Lines that begin with # are not read.".to_owned(),
        "Dates are as precise as they are known: \"2018\", \"2018-04\", \"2018-04-10\". Terms: \"2y6m\", \"10d\"."
            .to_owned(),
        format!("Not filled yet: {}.", empty.collect::<Vec<_>>().join(", ")),
        format!("Facts, each under its own heading, after the fields: {}.", lists.join(" ")),
    ];
    let folded = textwrap::Options::new(100).initial_indent("# ").subsequent_indent("#   ");
    lines.map(|line| textwrap::fill(&line, &folded) + "\n").concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> Case {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ"), ("summary", "x\ny")]).unwrap();
        case.set_rows("charges", &[vec![crate::model::Cell::Text("fraud".to_owned())]]).unwrap();
        case
    }

    #[test]
    fn a_case_for_the_editor_says_what_may_be_filled() {
        let text = case_to_toml(&case());
        assert!(text.starts_with("# One case. Lines that begin with # are not read.\n# Dates "));
        assert!(text.contains("# Not filled yet: uid, rev, name_native,") && text.contains("[[events]]"));
        assert!(text.ends_with(
            "\n\nid = \"a\"\nname = \"A\"\ncountry = \"KZ\"\nsummary = \"\"\"\nx\ny\"\"\"\n\n[[charges]]\ntitle = \"fraud\"\n"
        ));
        assert!(text.lines().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn the_case_may_stand_in_a_casebook_of_its_own() {
        let text = "schema = 1\n[[cases]]\nid = \"a\"\nname = \"A\"\ncountry = \"KZ\"\n";
        assert_eq!(case_from_toml(text).unwrap().0.id.as_str(), "a");
        let two = format!("{text}[[cases]]\nid = \"b\"\nname = \"B\"\ncountry = \"KZ\"\n");
        assert_eq!(case_from_toml(&two).unwrap_err().to_string(), "line 1, column 1: one case is wanted here, not 2");
        assert!(case_from_toml("schema = 1\n").unwrap_err().to_string().contains("not 0"));
        let more = format!("{text}[[sources]]\nid = \"s\"\ntitle = \"S\"\n");
        assert!(case_from_toml(&more).unwrap_err().to_string().contains("only a case"));
    }

    #[test]
    fn problems_have_the_paths_of_the_case() {
        let error =
            case_from_toml("id = \"a\"\nname = \"A\"\n[[charges]]\ndate = \"2018-4\"\ntitle = \"x\"").unwrap_err();
        let told = error.to_string();
        assert!(told.contains("line 1, column 1: country (a): is needed"), "{told}");
        assert!(told.contains("line 4, column 8: charges[1].date (a): “2018-4” is not a date"), "{told}");
        assert!(matches!(case_from_toml("# nothing\n").unwrap_err(), Error::Invalid(_)));
        assert!(matches!(case_from_toml("  \n").unwrap_err(), Error::Empty));
    }
}
