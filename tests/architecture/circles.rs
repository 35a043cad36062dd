//! Which files name which, and where that goes round in a circle: two files that know each other are one, or share a third.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{module_of, names};

/// A module, as the words of its path.
type Module = Vec<String>;

/// The circles among the files of `src/`, each as the modules in it. A module and its own parts may know each other.
pub fn circles(files: &[(String, String)]) -> Vec<Vec<String>> {
    let sources: BTreeMap<Module, &(String, String)> = files
        .iter()
        .filter(|(file, _)| file.starts_with("src/") && !is_test(file))
        .map(|source| (module_of(&source.0), source))
        .filter(|(module, _)| !module.is_empty())
        .collect();
    let known: BTreeMap<&Module, BTreeSet<&Module>> = sources
        .iter()
        .map(|(module, (file, text))| (module, known_by(module, file, text, &sources)))
        .collect();
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = known
        .keys()
        .map(|module| (*module, reachable(module, &known)))
        .collect();
    let mut found = BTreeSet::new();
    for (module, far) in &reached {
        let circle: Vec<String> = far
            .iter()
            .filter(|other| reached[*other].contains(module))
            .map(|other| other.join("::"))
            .collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

fn known_by<'a>(
    module: &Module,
    file: &str,
    text: &str,
    sources: &'a BTreeMap<Module, &(String, String)>,
) -> BTreeSet<&'a Module> {
    names(file, without_tests(text))
        .into_iter()
        .filter(|name| name.inside)
        .filter_map(|name| owner(&name.path, sources))
        .filter(|other| !other.starts_with(module) && !module.starts_with(other))
        .collect()
}

/// The file in which a path lies: its longest beginning that is one.
fn owner<'a>(
    path: &[String],
    sources: &'a BTreeMap<Module, &(String, String)>,
) -> Option<&'a Module> {
    (1..=path.len())
        .rev()
        .find_map(|length| sources.get_key_value(&path[..length]))
        .map(|(module, _)| module)
}

fn reachable<'a>(
    from: &'a Module,
    known: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> BTreeSet<&'a Module> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(module) = next.pop() {
        for other in known.get(module).into_iter().flatten() {
            if reached.insert(*other) {
                next.push(other);
            }
        }
    }
    reached
}

/// The text up to its tests.
fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod ")
        .map_or(text, |tests| &text[..tests])
}

/// Whether only tests read the file.
fn is_test(file: &str) -> bool {
    [
        "/tests.rs",
        "/testing.rs",
        "/tests/",
        "/arbitrary.rs",
        "store/sample.rs",
    ]
    .iter()
    .any(|part| file.contains(part))
}

#[cfg(test)]
mod tests {
    use super::circles;

    fn files(texts: &[(&str, &str)]) -> Vec<(String, String)> {
        texts
            .iter()
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn what_goes_round_is_found_and_what_belongs_together_is_not() {
        let round = files(&[
            ("src/a/x.rs", "use super::y::One;"),
            ("src/a/y.rs", "use crate::b::Two;"),
            ("src/b.rs", "fn f() { crate::a::x::three() }"),
        ]);
        assert_eq!(circles(&round), [["a::x", "a::y", "b"]]);
        let kin = files(&[
            ("src/a/mod.rs", "mod x; pub use x::One;"),
            ("src/a/x.rs", "use super::Two;"),
            (
                "src/b.rs",
                "use crate::a::One;\n#[cfg(test)]\nmod tests { use crate::c::Four; }",
            ),
            ("src/c.rs", "use crate::b::Three;"),
        ]);
        assert!(circles(&kin).is_empty());
    }
}
