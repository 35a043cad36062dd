//! JSON as nodes. Each value is taken as the piece of text it is, so its place is known.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::exchange::tree::node::{ParsedEntry, ParsedNode, ParsedValue, SyntaxError};

/// How deep a value may stand: twice as deep as anything in the schema.
const DEEPEST: usize = 12;

/// The whole text as one value.
pub(crate) fn parse(text: &str) -> Result<ParsedNode<'_>, SyntaxError> {
    JsonSource { text }.build_node(
        parse_piece(text).map_err(|error| to_malformed(&error, text, 0))?,
        0,
    )
}

struct JsonSource<'a> {
    text: &'a str,
}

impl<'a> JsonSource<'a> {
    fn build_node(&self, raw: &'a RawValue, depth: usize) -> Result<ParsedNode<'a>, SyntaxError> {
        let at = self.offset_of(raw);
        let refused = |error: serde_json::Error| to_malformed(&error, raw.get(), at);
        let value = match raw.get().as_bytes().first() {
            Some(b'[' | b'{') if depth > DEEPEST => ParsedValue::Odd("nested too deeply"),
            Some(b'{') => ParsedValue::Table(
                self.build_entries(parse_piece(raw.get()).map_err(refused)?, depth)?,
            ),
            Some(b'[') => {
                let items: Vec<&RawValue> = parse_piece(raw.get()).map_err(refused)?;
                ParsedValue::List(
                    items
                        .into_iter()
                        .map(|item| self.build_node(item, depth + 1))
                        .collect::<Result<_, _>>()?,
                )
            }
            Some(b'"') => ParsedValue::Text(parse_text(raw).map_err(refused)?),
            Some(b't') => ParsedValue::Flag(true),
            Some(b'f') => ParsedValue::Flag(false),
            Some(b'n') | None => ParsedValue::Nothing,
            Some(_) => ParsedValue::Number(Cow::Borrowed(raw.get())),
        };
        Ok(ParsedNode { at, value })
    }

    fn build_entries(
        &self,
        pairs: ObjectPairs<'a>,
        depth: usize,
    ) -> Result<Vec<ParsedEntry<'a>>, SyntaxError> {
        let entry = |(key, value): (&'a RawValue, &'a RawValue)| {
            let at = self.offset_of(key);
            let name = parse_text(key).map_err(|error| to_malformed(&error, key.get(), at))?;
            Ok(ParsedEntry {
                key: name,
                at,
                node: self.build_node(value, depth + 1)?,
            })
        };
        pairs.0.into_iter().map(entry).collect()
    }

    /// Where a piece of the text begins in it.
    fn offset_of(&self, piece: &RawValue) -> usize {
        (piece.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The keys and values of an object, in order.
struct ObjectPairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for ObjectPairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = ObjectPairs<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<ObjectPairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(ObjectPairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

fn parse_piece<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

/// A text, borrowed where nothing in it is escaped.
fn parse_text(raw: &RawValue) -> Result<Cow<'_, str>, serde_json::Error> {
    let plain = raw
        .get()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match plain {
        Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
        _ => parse_piece::<String>(raw.get()).map(Cow::Owned),
    }
}

/// An error of the parser, whose line and column count from the beginning of a piece of the text.
fn to_malformed(error: &serde_json::Error, piece: &str, at: usize) -> SyntaxError {
    let lines: usize = piece
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or_default();
    SyntaxError {
        at: at + lines + error.column().saturating_sub(1),
        reason: format!("this is not JSON: {said}"),
    }
}
