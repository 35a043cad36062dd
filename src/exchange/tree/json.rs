//! JSON as nodes. Each value is taken as the piece of text it is, so its place is known.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::exchange::tree::node::{Entry, Malformed, Node, Value};

/// How deep a value may stand: twice as deep as anything in the schema.
const DEEPEST: usize = 12;

/// The whole text as one value.
pub(crate) fn parse(text: &str) -> Result<Node<'_>, Malformed> {
    Source { text }.build_node(parse_piece(text).map_err(|error| to_malformed(&error, text, 0))?, 0)
}

struct Source<'a> {
    text: &'a str,
}

impl<'a> Source<'a> {
    fn build_node(&self, raw: &'a RawValue, depth: usize) -> Result<Node<'a>, Malformed> {
        let at = self.offset_of(raw);
        let refused = |error: serde_json::Error| to_malformed(&error, raw.get(), at);
        let value = match raw.get().as_bytes().first() {
            Some(b'[' | b'{') if depth > DEEPEST => Value::Odd("nested too deeply"),
            Some(b'{') => Value::Table(self.build_entries(parse_piece(raw.get()).map_err(refused)?, depth)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = parse_piece(raw.get()).map_err(refused)?;
                Value::List(items.into_iter().map(|item| self.build_node(item, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Value::Text(parse_text(raw).map_err(refused)?),
            Some(b't') => Value::Flag(true),
            Some(b'f') => Value::Flag(false),
            Some(b'n') | None => Value::Nothing,
            Some(_) => Value::Number(Cow::Borrowed(raw.get())),
        };
        Ok(Node { at, value })
    }

    fn build_entries(&self, pairs: Pairs<'a>, depth: usize) -> Result<Vec<Entry<'a>>, Malformed> {
        let entry = |(key, value): (&'a RawValue, &'a RawValue)| {
            let at = self.offset_of(key);
            let name = parse_text(key).map_err(|error| to_malformed(&error, key.get(), at))?;
            Ok(Entry { key: name, at, node: self.build_node(value, depth + 1)? })
        };
        pairs.0.into_iter().map(entry).collect()
    }

    /// Where a piece of the text begins in it.
    fn offset_of(&self, piece: &RawValue) -> usize {
        (piece.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The keys and values of an object, in order.
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Pairs<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

fn parse_piece<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

/// A text, borrowed where nothing in it is escaped.
fn parse_text(raw: &RawValue) -> Result<Cow<'_, str>, serde_json::Error> {
    let plain = raw.get().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match plain {
        Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
        _ => parse_piece::<String>(raw.get()).map(Cow::Owned),
    }
}

/// An error of the parser, whose line and column count from the beginning of a piece of the text.
fn to_malformed(error: &serde_json::Error, piece: &str, at: usize) -> Malformed {
    let lines: usize = piece.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or_default();
    Malformed { at: at + lines + error.column().saturating_sub(1), reason: format!("this is not JSON: {said}") }
}
