//! The names of states in the languages of CLDR, and those of languages in English: `data/names`, as `data/README.md`
//! describes it.

use std::collections::HashMap;
use std::sync::LazyLock;

const STATES: &str = include_str!("../../data/names/states.tsv");
const LANGUAGES: &str = include_str!("../../data/names/languages.tsv");

/// A state with the codes and the name of ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IsoState {
    /// Two capital letters.
    pub alpha2: &'static str,
    /// Three capital letters.
    pub alpha3: &'static str,
    /// Its English name there, mostly with its article: “The Russian Federation”.
    pub name: &'static str,
}

static ALL: LazyLock<Vec<IsoState>> = LazyLock::new(|| {
    let mut rows = STATES.lines();
    let mut next_row = || rows.next().unwrap_or_default().split('\t').skip(1);
    let [alpha2, alpha3, name] = [next_row(), next_row(), next_row()];
    let codes = alpha2.zip(alpha3);
    codes
        .zip(name)
        .map(|((alpha2, alpha3), name)| IsoState {
            alpha2,
            alpha3,
            name,
        })
        .collect()
});

/// The rows of the table by their heads.
static ROWS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    STATES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Every state, in order of its code.
pub fn all_states() -> &'static [IsoState] {
    &ALL
}

/// The state with this code of two or three capital letters.
pub fn find_state(code: &str) -> Option<IsoState> {
    let place = ALL.binary_search_by(|state| state.alpha2.cmp(code)).ok();
    let place = place.or_else(|| ALL.iter().position(|state| state.alpha3 == code));
    place.map(|place| ALL[place])
}

/// The usual name of a state, by its two letters, in a language: that of the first of these tags for which there is one.
pub fn state_name<'t>(
    tags: impl IntoIterator<Item = &'t str>,
    alpha2: &str,
) -> Option<&'static str> {
    let place = ALL
        .binary_search_by(|state| state.alpha2.cmp(alpha2))
        .ok()?;
    tags.into_iter()
        .find_map(|tag| iter_row(tag).nth(place).filter(|name| !name.is_empty()))
}

/// The names of all states in a language, each with its two letters; nothing for a language that is not there.
pub fn iter_names(tag: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.iter()
        .map(|state| state.alpha2)
        .zip(iter_row(tag))
        .filter(|(_, name)| !name.is_empty())
}

/// The English name of a language, by its code: “Kazakh”.
pub fn language_name(code: &str) -> Option<&'static str> {
    LANGUAGES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find_map(|(known, name)| (known == code).then_some(name))
}

/// What stands in the row with this head, in the order of the codes.
fn iter_row(head: &str) -> impl Iterator<Item = &'static str> {
    let row = ROWS.get(head).copied();
    row.into_iter().flat_map(|names| names.split('\t'))
}
