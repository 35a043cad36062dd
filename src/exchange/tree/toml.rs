//! TOML as nodes.

use ::toml::Spanned;
use ::toml::de::{DeInteger, DeTable, DeValue};

use crate::exchange::tree::node::{Entry, Malformed, Node, Value};

/// The whole text as a table. Nesting is bounded by the parser.
pub(crate) fn parse(text: &str) -> Result<Node<'_>, Malformed> {
    let table = DeTable::parse(text).map_err(|error| Malformed {
        at: error.span().map_or(0, |span| span.start),
        reason: format!("this is not TOML: {}", error.message()),
    })?;
    Ok(Node { at: table.span().start, value: Value::Table(build_entries(table.into_inner())) })
}

/// In the order of the text.
fn build_entries(table: DeTable<'_>) -> Vec<Entry<'_>> {
    let entry =
        |(key, value): (Spanned<_>, _)| Entry { at: key.span().start, key: key.into_inner(), node: build_node(value) };
    let mut entries: Vec<_> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn build_node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let at = value.span().start;
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => build_integer(&number),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Array(items) => Value::List(items.into_iter().map(build_node).collect()),
        DeValue::Table(table) => Value::Table(build_entries(table)),
        DeValue::Float(_) => Value::Odd("a number with a point"),
        DeValue::Datetime(_) => Value::Odd("a date without quotes"),
    };
    Node { at, value }
}

fn build_integer(number: &DeInteger<'_>) -> Value<'static> {
    i64::from_str_radix(number.as_str(), number.radix())
        .map_or(Value::Odd("a number out of all proportion"), |number| Value::Number(number.to_string().into()))
}
