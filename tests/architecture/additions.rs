//! README’s “Where do I add …?”, made from one list, and the list held against the code: every file it names is there and has the
//! place where the line goes, and no other file knows an example of such a thing.

use std::collections::BTreeSet;
use std::path::Path;

/// Something that people add, and all the places that must know of it.
struct Addition {
    /// What it is: `a letter format`.
    what: &'static str,
    /// Files that are made for it; `<…>`, `N` and `…` stand for what is not the same for all.
    created: &'static [&'static str],
    /// Files that get a line, each with what stands where the line goes.
    lines: &'static [(&'static str, &'static str)],
    /// Who tells somebody that forgets one of them.
    told_by: &'static str,
    /// Words that stand wherever one of them is known, where no other file has a reason to know them.
    examples: &'static [&'static str],
}

const ADDITIONS: &[Addition] = &[
    Addition {
        what: "a letter format",
        created: &["src/render/<format>.rs"],
        lines: &[
            ("src/render/mod.rs", "formats! {"),
            ("tests/formats/main.rs", "const READERS"),
        ],
        told_by: "the list asks what its files are; `tests/formats` asks how they are read",
        examples: &[],
    },
    Addition {
        what: "a command",
        created: &["src/commands/<command>.rs"],
        lines: &[
            ("src/commands/mod.rs", "pub mod "),
            ("src/cli/command.rs", "enum Command"),
            ("src/cli/help.rs", "  timeline "),
        ],
        told_by: "the compiler; a test of `src/cli/help.rs`",
        examples: &[],
    },
    Addition {
        what: "a list that a command prints",
        created: &[],
        lines: &[("tests/cli/listing.rs", "const LISTS")],
        told_by: "a test of `tests/cli/listing.rs`, which asks for every form",
        examples: &[],
    },
    Addition {
        what: "a flat field of a case",
        created: &["src/store/file/migrations/000N_<what>.sql"],
        lines: &[
            ("src/model/case.rs", "optional {"),
            ("src/store/file/migrations.rs", "const STEPS"),
            (
                "src/letters/disclosure/disclosed_fields.rs",
                "fn without_private_fields",
            ),
            ("src/letters/disclosure/foreign.rs", "let Case {"),
            ("data/README.md", "| `held_at` |"),
        ],
        told_by: "the compiler; the golden schema; `tests/data.rs`",
        examples: &[],
    },
    Addition {
        what: "a field of a fact",
        created: &["src/store/file/migrations/000N_<what>.sql"],
        lines: &[
            ("src/model/facts.rs", "optional {"),
            ("src/store/file/migrations.rs", "const STEPS"),
            (
                "src/letters/disclosure/disclosed_fields.rs",
                "disclosed_fact!(",
            ),
            ("data/README.md", "| `held_at` |"),
        ],
        told_by: "the compiler; the golden schema; `tests/data.rs`",
        examples: &[],
    },
    Addition {
        what: "a filter",
        created: &[],
        lines: &[
            ("src/model/filter.rs", "filter! {"),
            (
                "src/commands/shared/arguments/filter.rs",
                "pub struct FilterArgs",
            ),
            ("src/store/select/mod.rs", "let Filter {"),
            ("src/store/select/tests.rs", "match Filter::QUESTIONS"),
            ("src/cli/completions/values.rs", "fn classify_argument"),
            ("src/cli/help/filters.txt", "--arrested-before"),
        ],
        told_by: "the compiler; tests of `src/store/select` and of the completions",
        examples: &["arrested_before", "--arrested-before"],
    },
    Addition {
        what: "a key to sort by",
        created: &[],
        lines: &[
            ("src/model/filter.rs", "sort_keys! {"),
            ("src/store/list/mod.rs", "fn order_sql"),
            ("src/store/list/tests.rs", "SortKey::AsOf"),
        ],
        told_by: "the compiler",
        examples: &["SortKey::AsOf"],
    },
    Addition {
        what: "a demand",
        created: &[],
        lines: &[
            ("src/model/vocabulary/demand.rs", "fn power_and_fit"),
            ("src/letters/words/table/requests.rs", "TransferNearerHome"),
            ("letter-templates/words/de.toml", "transfer-nearer-home"),
            ("letter-templates/words/en.toml", "transfer-nearer-home"),
            ("letter-templates/words/fr.toml", "transfer-nearer-home"),
            ("letter-templates/words/kk.toml", "transfer-nearer-home"),
            ("letter-templates/words/ru.toml", "transfer-nearer-home"),
            ("data/README.md", "transfer-nearer-home"),
        ],
        told_by: "the compiler (who can grant it, in which situation, on which facts); the check of words; `tests/data.rs`",
        examples: &["TransferNearerHome", "transfer-nearer-home"],
    },
    Addition {
        what: "another word of a vocabulary",
        created: &[],
        lines: &[
            ("src/model/vocabulary/", "vocabulary! {"),
            ("data/README.md", "| `held_at` |"),
        ],
        told_by: "the compiler; the check of words; `tests/data.rs`",
        examples: &[],
    },
    Addition {
        what: "a language of letters",
        created: &[
            "letter-templates/words/<lang>.toml",
            "letter-templates/<kind>/<lang>.md.hbs",
        ],
        lines: &[
            ("tests/letters/languages.rs", "const LANGS"),
            ("src/render/docx/properties.rs", "const REGIONS"),
        ],
        told_by: "the check of words and templates; `tests/letters`",
        examples: &[],
    },
    Addition {
        what: "a kind of letter",
        created: &["letter-templates/<kind>/"],
        lines: &[],
        told_by: "the check of templates",
        examples: &[],
    },
    Addition {
        what: "a template variable",
        created: &[],
        lines: &[
            ("src/letters/context/", "shaped! {"),
            ("src/letters/build_context/", "CaseInfo {"),
            ("letter-templates/README.md", "`held_at`"),
        ],
        told_by: "the compiler; a test of the contract’s table",
        examples: &[],
    },
    Addition {
        what: "a better message",
        created: &[],
        lines: &[("src/app/error/conversions.rs", "for Error {")],
        told_by: "the transcripts of `tests/cli`",
        examples: &[],
    },
];

#[test]
fn readme_says_where_to_add_what_as_the_list_does() {
    let readme = read("README.md");
    let table = write_table();
    let (_, section) = readme.split_once("## Where do I add …?").unwrap();
    let (section, _) = section.split_once("\n`src/lib.rs`").unwrap();
    assert!(
        section.trim() == table.trim(),
        "the table of README is not that of the list; it should be\n\n{table}"
    );
}

#[test]
fn every_file_of_the_list_has_the_place_where_the_line_goes() {
    let mut missing = Vec::new();
    for addition in ADDITIONS {
        for (path, marker) in addition.lines {
            if !files_at(path)
                .iter()
                .any(|file| read(file).contains(marker))
            {
                missing.push(format!("{}: “{marker}” is not in {path}", addition.what));
            }
        }
        for created in addition.created {
            let folder: String = created
                .split('/')
                .take_while(|part| !part.contains(['<', 'N']))
                .collect::<Vec<_>>()
                .join("/");
            if !root().join(&folder).is_dir() {
                missing.push(format!("{}: there is no folder {folder}", addition.what));
            }
        }
    }
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

/// The steps are complete: a file that knows an example of the thing, and does not stand in the list, was forgotten there.
#[test]
fn no_file_outside_the_list_knows_an_example() {
    let everything: Vec<String> = ["src", "tests", "data/README.md", "letter-templates"]
        .iter()
        .flat_map(|folder| files_at(folder))
        .filter(|file| !file.starts_with("tests/") || file.starts_with("tests/formats/"))
        .filter(|file| !file.contains("/golden/"))
        .collect();
    for addition in ADDITIONS {
        let known: BTreeSet<&str> = addition.lines.iter().map(|(path, _)| *path).collect();
        for example in addition.examples {
            let unlisted: Vec<&String> = everything
                .iter()
                .filter(|file| !known.contains(file.as_str()) && has_word(&read(file), example))
                .collect();
            assert!(
                unlisted.is_empty(),
                "{}: “{example}” is also in {unlisted:?}; the list has to name them",
                addition.what
            );
        }
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

fn write_table() -> String {
    let mut table = String::from(
        "| I want … | I create | I add a line in | who tells me what I forgot |\n|---|---|---|---|\n",
    );
    let quoted = |paths: &mut dyn Iterator<Item = &str>| {
        let paths: Vec<String> = paths.map(|path| format!("`{path}`")).collect();
        if paths.is_empty() {
            "–".to_owned()
        } else {
            paths.join(", ")
        }
    };
    for addition in ADDITIONS {
        table.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            addition.what,
            quoted(&mut addition.created.iter().copied()),
            quoted(&mut addition.lines.iter().map(|(path, _)| *path)),
            addition.told_by
        ));
    }
    table
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_default()
}

/// A file, or all files of a folder, by their paths from the root.
fn files_at(path: &str) -> Vec<String> {
    let path = path.trim_end_matches('/');
    let Ok(entries) = std::fs::read_dir(root().join(path)) else {
        return vec![path.to_owned()];
    };
    let mut files: Vec<String> = entries
        .flatten()
        .flat_map(|entry| files_at(&format!("{path}/{}", entry.file_name().to_string_lossy())))
        .collect();
    files.sort();
    files
}
