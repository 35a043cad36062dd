//! What the program said before: one file per transcript, in `golden/`.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::{Assert, Data};

/// The variable that, set to `overwrite`, makes the files say what the program says now.
const ACCEPT: &str = "GOLDEN";

/// Compares a text with `golden/NAME.txt`; it must be the same to the byte.
///
/// # Panics
/// It differs, and the files are not to be overwritten.
#[track_caller]
pub fn compare(name: &str, text: &str) {
    compare_by(Assert::new().action_env(ACCEPT), name, text);
}

#[track_caller]
fn compare_by(assert: Assert, name: &str, text: &str) {
    let expected = Data::read_from(&folder().join(format!("{name}.txt")), None).raw();
    assert.normalize_paths(false).eq(Data::text(text), expected);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/golden")
}

/// The golden files whose names no source quotes.
fn leftovers(files: &[String], sources: &[String]) -> Vec<String> {
    let is_used = |file: &&String| {
        let name = format!("\"{}\"", file.trim_end_matches(".txt"));
        sources.iter().any(|source| source.contains(&name))
    };
    files
        .iter()
        .filter(|file| !is_used(file))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect()
    }

    fn name(path: &Path) -> String {
        path.file_name().unwrap().to_string_lossy().into_owned()
    }

    #[test]
    fn every_golden_file_has_its_test() {
        let files: Vec<String> = entries(&folder()).iter().map(|path| name(path)).collect();
        let sources = entries(folder().parent().unwrap())
            .into_iter()
            .filter(|path| path.is_file());
        let sources: Vec<String> = sources
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        let left = leftovers(&files, &sources);
        assert!(
            left.is_empty(),
            "no test uses {left:?} in tests/cli/golden; remove them"
        );
    }

    #[test]
    fn a_file_without_a_test_is_a_leftover() {
        let files = [
            "list-empty.txt".to_owned(),
            "list.txt".to_owned(),
            "notes.md".to_owned(),
        ];
        let sources = [
            "output.golden(\"list-empty\")".to_owned(),
            "list".to_owned(),
        ];
        assert_eq!(leftovers(&files, &sources), ["list.txt", "notes.md"]);
    }

    #[test]
    #[should_panic(expected = "golden/no-such-file.txt")]
    fn a_missing_file_fails() {
        compare_by(Assert::new(), "no-such-file", "text\n");
    }

    #[test]
    fn neither_wildcards_nor_slashes_are_forgiven() {
        let expected = fs::read_to_string(folder().join("exact.txt")).unwrap();
        compare_by(Assert::new(), "exact", &expected);
        for (one, other) in [
            ("[..]", "anything"),
            ("...", "anything"),
            ("\\", "/"),
            ("\n\n", "\n"),
            ("é", "e\u{301}"),
        ] {
            assert!(expected.contains(one));
            let changed = expected.replacen(one, other, 1);
            let compared =
                std::panic::catch_unwind(|| compare_by(Assert::new(), "exact", &changed));
            assert!(compared.is_err(), "{one} was taken for {other}");
        }
    }
}
