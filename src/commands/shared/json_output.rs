//! The fields of an object that `--json=FIELDS` asks for, in commands that print one thing.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::app::App;
use crate::app::error::Error;
use crate::model::InvalidValue;

/// An object of JSON, or each of an array of them, with the fields that were asked for, in that order; unchanged if none were.
///
/// # Errors
/// There is no such field.
pub fn select_fields(app: &App, json: String) -> Result<String, Error> {
    let asked = app.global.json.as_deref().unwrap_or_default();
    let asked: Vec<&str> = asked
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    if asked.is_empty() {
        return Ok(json);
    }
    let failed = |error: serde_json::Error| Error::failed(error.to_string());
    if !json.trim_start().starts_with('[') {
        return select_from_object(&serde_json::from_str(&json).map_err(failed)?, &asked);
    }
    let objects: Vec<BTreeMap<&str, &RawValue>> = serde_json::from_str(&json).map_err(failed)?;
    let selected: Result<Vec<String>, Error> = objects
        .iter()
        .map(|object| select_from_object(object, &asked))
        .collect();
    Ok(format!("[{}]", selected?.join(",")))
}

fn select_from_object(object: &BTreeMap<&str, &RawValue>, asked: &[&str]) -> Result<String, Error> {
    let field = |name: &&str| {
        let value = object.get(name).ok_or_else(|| {
            let names = object.keys().copied();
            Error::usage(InvalidValue::unknown_word("field", name, names).to_string())
                .try_with("cases help json")
        })?;
        let name = serde_json::to_string(name).map_err(|error| Error::failed(error.to_string()))?;
        Ok(format!("{name}:{}", value.get()))
    };
    let fields: Result<Vec<String>, Error> = asked.iter().map(field).collect();
    Ok(format!("{{{}}}", fields?.join(",")))
}
