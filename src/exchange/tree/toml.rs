//! TOML as nodes.

use ::toml::Spanned;
use ::toml::de::{DeInteger, DeTable, DeValue};

use crate::exchange::tree::node::{ParsedEntry, ParsedNode, ParsedValue, SyntaxError};

/// The whole text as a table. Nesting is bounded by the parser.
pub(crate) fn parse(text: &str) -> Result<ParsedNode<'_>, SyntaxError> {
    let table = DeTable::parse(text).map_err(|error| SyntaxError {
        at: error.span().map_or(0, |span| span.start),
        reason: format!("this is not TOML: {}", error.message()),
    })?;
    Ok(ParsedNode {
        at: table.span().start,
        value: ParsedValue::Table(build_entries(table.into_inner())),
    })
}

/// In the order of the text.
fn build_entries(table: DeTable<'_>) -> Vec<ParsedEntry<'_>> {
    let entry = |(key, value): (Spanned<_>, _)| ParsedEntry {
        at: key.span().start,
        key: key.into_inner(),
        node: build_node(value),
    };
    let mut entries: Vec<_> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn build_node(value: Spanned<DeValue<'_>>) -> ParsedNode<'_> {
    let at = value.span().start;
    let value = match value.into_inner() {
        DeValue::String(text) => ParsedValue::Text(text),
        DeValue::Integer(number) => build_integer(&number),
        DeValue::Boolean(flag) => ParsedValue::Flag(flag),
        DeValue::Array(items) => ParsedValue::List(items.into_iter().map(build_node).collect()),
        DeValue::Table(table) => ParsedValue::Table(build_entries(table)),
        DeValue::Float(_) => ParsedValue::Odd("a number with a point"),
        DeValue::Datetime(_) => ParsedValue::Odd("a date without quotes"),
    };
    ParsedNode { at, value }
}

fn build_integer(number: &DeInteger<'_>) -> ParsedValue<'static> {
    i64::from_str_radix(number.as_str(), number.radix()).map_or(
        ParsedValue::Odd("a number out of all proportion"),
        |number| ParsedValue::Number(number.to_string().into()),
    )
}
