//! What the index of words is asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{search_key, spelling};

/// The query for all of these keys, each as the beginning of a word; a word of the texts they come from may also stand as
/// another language writes it.
pub(super) fn word_query(keys: &BTreeSet<&str>, texts: &[String]) -> String {
    let others = other_spellings(texts);
    let query: Vec<String> = keys
        .iter()
        .map(|key| {
            let also = others.get(*key).into_iter().flatten();
            let any: Vec<String> = std::iter::once(*key)
                .chain(also.map(String::as_str))
                .map(|key| format!("\"{key}\"*"))
                .collect();
            format!("({})", any.join(" OR "))
        })
        .collect();
    query.join(" AND ")
}

/// The keys of words that are read as other languages write them, by the keys of their own.
fn other_spellings(texts: &[String]) -> BTreeMap<String, Vec<String>> {
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words
        .filter_map(|word| {
            let others = spelling::spelling_keys(word);
            (!others.is_empty()).then(|| (search_key::build_search_key(word), others))
        })
        .collect()
}
