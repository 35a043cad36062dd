//! The shape of the code, checked: who may know whom, what only one folder does, how long a file may be and how many
//! libraries there may be. The rules are the tables at the top of `rules.rs`.
//!
//! ```text
//! cargo test --test architecture
//! ```

mod additions;
mod circles;
mod names;
mod rules;

use std::fs;
use std::path::Path;

use rules::{Breach, breaches, too_many_packages};

#[test]
fn the_code_keeps_its_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        collect(root, &root.join(folder), &mut files);
    }
    assert!(
        files.iter().any(|(file, _)| file == "src/lib.rs"),
        "the code was not found"
    );
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let found = files
        .iter()
        .flat_map(|(file, text)| breaches(file, text))
        .chain(too_many_packages(&lock));
    let found: Vec<String> = found.map(|breach: Breach| breach.to_string()).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    let circles: Vec<String> = circles::circles(&files)
        .iter()
        .map(|circle| circle.join(" ↔ "))
        .collect();
    assert!(
        circles.is_empty(),
        "files that know each other:\n{}",
        circles.join("\n")
    );
}

/// Every Rust file under a folder, by its path from the root, with its text.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            files.push((name, text));
        }
    }
}
