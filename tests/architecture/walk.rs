//! `docs/walk.md` names functions with their files; they are there.

use std::path::Path;

/// The functions that a page names, each with the file named last before it.
fn named_functions(page: &str) -> Vec<(String, String)> {
    let mut file = String::new();
    let mut named = Vec::new();
    for code in page.split('`').skip(1).step_by(2) {
        if code.ends_with(".rs") {
            code.clone_into(&mut file);
        } else if let Some(function) = code.strip_suffix("()") {
            named.push((file.clone(), function.to_owned()));
        }
    }
    named
}

#[test]
fn the_walk_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/walk.md")).unwrap();
    let named = named_functions(&page);
    assert!(named.len() > 25, "the walk is short: {named:?}");
    for (file, function) in named {
        let text = std::fs::read_to_string(root.join(&file))
            .unwrap_or_else(|error| panic!("docs/walk.md names {file}: {error}"));
        let is_there = [format!("fn {function}("), format!("fn {function}<")]
            .iter()
            .any(|start| text.contains(start.as_str()));
        assert!(is_there, "docs/walk.md: there is no {function} in {file}");
    }
}

#[test]
fn a_function_that_is_gone_is_noticed() {
    let page = "1. `src/a.rs` `run()`, then `go()`; `src/b.rs` `B`.";
    let named = |file: &str, function: &str| (file.to_owned(), function.to_owned());
    assert_eq!(
        named_functions(page),
        [named("src/a.rs", "run"), named("src/a.rs", "go")]
    );
}
