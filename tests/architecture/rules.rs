//! The rules that the code keeps about itself, each a table or a number, and what breaks them.

use std::fmt;

use crate::names::{Name, Role, names};

/// Who may know whom: a folder or file of `src/`, and what of the crate it may name beside itself. Siblings meet only in
/// the glue.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("store", &["model", "files"]),
    ("exchange", &["model", "files::input"]),
    ("letters", &["model", "files"]),
    (
        "render",
        &[
            "letters::letter",
            "model::Date",
            "exchange::guard_cell",
            "terminal",
        ],
    ),
    (
        "checks",
        &["model", "letters::preflight", "letters::disclosure"],
    ),
    ("terminal", &["files"]),
    ("files", &[]),
    (
        "app",
        &["model", "store", "exchange", "letters", "terminal", "files"],
    ),
    (
        "commands",
        &[
            "model", "store", "exchange", "letters", "render", "checks", "terminal", "files", "app",
        ],
    ),
];

/// Folders and files of `src/` that put the others together, and may know them all.
const GLUE: &[&str] = &["main", "lib", "cli"];

/// Libraries that one folder keeps to itself.
const KEPT: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("handlebars", "letters"),
    ("comfy_table", "terminal"),
    ("dialoguer", "terminal"),
];

/// Where a raw case or the casebook can never be named: what is written there has passed disclosure.
const DISCLOSED: &[&str] = &[
    "src/letters/context/",
    "src/commands/report/people.rs",
    "src/render/",
];

/// The commands that open a transaction: the way to save, and a report on a copy in memory.
const WRITERS: &[&str] = &[
    "src/commands/shared/save.rs",
    "src/commands/report/cases.rs",
    "src/commands/letter/disclosed_selection.rs",
];

/// The most lines of a file in `src/`.
pub const LONGEST_FILE: usize = 600;

/// The most lines of a file in `tests/`, `benches/` and `examples/`, which are lists of sentences.
pub const LONGEST_TEST: usize = 750;

/// The most packages in `Cargo.lock`, our own included. A library that is worth more raises it in the same commit.
pub const MOST_PACKAGES: usize = 310;

/// A rule that was broken, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Breach {
    /// Path of the file from the root of the repository.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What was done, and what may be done.
    pub rule: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.rule)
    }
}

/// What breaks a rule in a file of the repository, given by its path from the root and its text.
pub fn breaches(file: &str, text: &str) -> Vec<Breach> {
    let mut found = Vec::from_iter(too_long(file, text));
    if file.starts_with("src/") {
        let names = names(file, text);
        for rule in [imports, libraries, printing, disclosure, network, saving] {
            found.extend(names.iter().filter_map(|name| {
                rule(file, name).map(|rule| Breach {
                    file: file.to_owned(),
                    line: name.line,
                    rule,
                })
            }));
        }
    }
    found
}

/// What breaks the ceiling on packages in the text of `Cargo.lock`.
pub fn too_many_packages(lock: &str) -> Option<Breach> {
    let packages = lock.lines().filter(|line| *line == "[[package]]").count();
    let rule = format!("{packages} packages; {MOST_PACKAGES} are the most");
    (packages > MOST_PACKAGES).then(|| Breach {
        file: "Cargo.lock".to_owned(),
        line: 1,
        rule,
    })
}

fn too_long(file: &str, text: &str) -> Option<Breach> {
    let lines = text.lines().count();
    let most = if file.starts_with("src/") {
        LONGEST_FILE
    } else {
        LONGEST_TEST
    };
    let rule = format!("{lines} lines; {most} are the most: look for the second subject");
    (lines > most).then(|| Breach {
        file: file.to_owned(),
        line: most + 1,
        rule,
    })
}

fn imports(file: &str, name: &Name) -> Option<String> {
    let room = room(file);
    if GLUE.contains(&room) || !name.inside {
        return None;
    }
    let Some((_, allowed)) = MAY_KNOW.iter().find(|(known, _)| *known == room) else {
        return Some(format!(
            "no rule says whom {room} may know; give it a line in MAY_KNOW or GLUE"
        ));
    };
    let is_known = allowed
        .iter()
        .chain([&room])
        .any(|prefix| is_within(&name.path, prefix));
    let allowed = if allowed.is_empty() {
        "nobody".to_owned()
    } else {
        format!("only {}", allowed.join(" and "))
    };
    (!is_known).then(|| {
        format!(
            "{room} knows {allowed}, not crate::{}",
            name.path.join("::")
        )
    })
}

fn libraries(file: &str, name: &Name) -> Option<String> {
    let (library, keeper) = KEPT
        .iter()
        .find(|(library, _)| name.path.iter().any(|word| word == library))?;
    (room(file) != *keeper).then(|| format!("{library} is used in src/{keeper}/ only"))
}

fn printing(file: &str, name: &Name) -> Option<String> {
    let last = name.path.last()?.as_str();
    let prints = match name.role {
        Role::Macro => matches!(last, "print" | "println" | "eprint" | "eprintln" | "dbg"),
        Role::Call => matches!(last, "stdout" | "stderr"),
        Role::Mention => {
            matches!(last, "stdout" | "stderr" | "Stdout" | "Stderr") && name.path.len() > 1
        }
        Role::Member => false,
    };
    (prints && room(file) != "terminal")
        .then(|| format!("{last}: printing is for src/terminal/ only"))
}

fn disclosure(file: &str, name: &Name) -> Option<String> {
    let word = name
        .path
        .iter()
        .find(|word| matches!(word.as_str(), "Case" | "Store"))?;
    let disclosed = DISCLOSED.iter().any(|place| file.starts_with(place));
    disclosed.then(|| format!("{word} has not passed disclosure and cannot be named here"))
}

fn network(_: &str, name: &Name) -> Option<String> {
    is_within(&name.path, "std::net").then(|| "nothing touches the network".to_owned())
}

/// A command that opens a transaction of its own can write what it read before it over what others wrote since.
fn saving(file: &str, name: &Name) -> Option<String> {
    let is_outside = file.starts_with("src/commands/") && !WRITERS.contains(&file);
    let is_own =
        name.role == Role::Member && name.path.last().is_some_and(|word| word == "operate");
    (is_outside && is_own)
        .then(|| "a command changes the casebook through commands/shared/save.rs only".to_owned())
}

/// The folder directly under `src/` that a file is in, or the file itself without its ending.
fn room(file: &str) -> &str {
    let inner = file.trim_start_matches("src/");
    inner
        .split_once('/')
        .map_or(inner.trim_end_matches(".rs"), |(folder, _)| folder)
}

fn is_within(path: &[String], prefix: &str) -> bool {
    let prefix: Vec<&str> = prefix.split("::").collect();
    path.len() >= prefix.len()
        && prefix
            .iter()
            .zip(path)
            .all(|(expected, word)| expected == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(file: &str, text: &str, part_of_rule: &str) {
        let found = breaches(file, text);
        assert!(
            found
                .iter()
                .any(|breach| breach.rule.contains(part_of_rule)),
            "{file}: {text}: {found:?}"
        );
    }

    #[track_caller]
    fn allowed(file: &str, text: &str) {
        assert_eq!(breaches(file, text), [], "{file}: {text}");
    }

    #[test]
    fn siblings_never_import_each_other() {
        for (room, known) in MAY_KNOW {
            let file = format!("src/{room}/any.rs");
            let rooms = MAY_KNOW.iter().map(|(other, _)| *other).chain(["cli"]);
            for other in rooms.filter(|other| other != room && !known.contains(other)) {
                refused(
                    &file,
                    &format!("use crate::{other}::Thing;"),
                    &format!("not crate::{other}::Thing"),
                );
                refused(
                    &file,
                    &format!("fn f(thing: super::super::{other}::Thing) {{}}"),
                    &format!("{room} knows"),
                );
            }
        }
    }

    #[test]
    fn what_may_be_known_may_be_imported() {
        allowed(
            "src/store/cases.rs",
            "use crate::model::{Case, Id}; use super::schema; use crate::store::Error;",
        );
        allowed(
            "src/render/text.rs",
            "use crate::letters::letter::{Block, Letter}; use super::Format;",
        );
        allowed(
            "src/model/case.rs",
            "use super::{Id, record::record}; use jiff::civil::Date;",
        );
        allowed(
            "src/commands/list.rs",
            "use crate::{app::App, store::Store, letters, render::Format};",
        );
        allowed(
            "src/main.rs",
            "fn main() -> ExitCode { cases::cli::main() }",
        );
    }

    #[test]
    fn renderers_know_the_finished_letter_and_no_more_of_letters() {
        for text in [
            "use crate::letters::Letter;",
            "use crate::letters as l;",
            "use crate::letters::context::Facts;",
        ] {
            refused(
                "src/render/pdf.rs",
                text,
                "render knows only letters::letter and model::Date and",
            );
        }
    }

    #[test]
    fn the_whole_crate_cannot_be_imported() {
        for text in [
            "use crate::*;",
            "use crate as root;",
            "use super::super::*;",
            "use crate::Case;",
        ] {
            refused(
                "src/letters/compose.rs",
                text,
                "letters knows only model and files",
            );
        }
    }

    #[test]
    fn the_breach_is_told_with_file_and_line() {
        let found = breaches(
            "src/render/text.rs",
            "use std::fmt;\n\nuse crate::{\n    model,\n};\n",
        );
        assert_eq!(
            found[0].to_string(),
            "src/render/text.rs:4: render knows only letters::letter and model::Date and exchange::guard_cell and terminal, not \
             crate::model"
        );
    }

    #[test]
    fn a_new_room_needs_a_rule() {
        refused(
            "src/clock.rs",
            "use crate::model::Date;",
            "no rule says whom clock may know",
        );
        refused(
            "src/network/mod.rs",
            "use super::model;",
            "no rule says whom network may know",
        );
    }

    #[test]
    fn libraries_stay_in_their_room() {
        for (library, keeper) in KEPT {
            refused(
                "src/commands/list.rs",
                &format!("use {library}::Thing;"),
                library,
            );
            refused(
                "src/model/id.rs",
                &format!("fn f() {{ ::{library}::thing(); }}"),
                library,
            );
            allowed(
                &format!("src/{keeper}/any.rs"),
                &format!("use {library}::Thing;"),
            );
        }
    }

    #[test]
    fn printing_stays_in_the_terminal() {
        for text in [
            "fn f() { print!(\"\") }",
            "fn f() { std::eprintln!(\"\") }",
            "use std::io::{stdout, Write};",
            "use std::io::Stderr;",
            "fn f() { std::io::stderr().flush() }",
            "fn f() { writeln!(stdout(), \"\") }",
        ] {
            refused("src/commands/show.rs", text, "src/terminal/ only");
            allowed("src/terminal/mod.rs", text);
        }
        allowed(
            "src/commands/show.rs",
            "fn f(command: Command) { command.stdout(Stdio::piped()); write!(out, \"\") }",
        );
    }

    #[test]
    fn a_raw_case_is_not_named_behind_disclosure() {
        for text in [
            "use crate::model::Case;",
            "fn f(case: &model::case::Case) {}",
            "fn f(store: Store) {}",
        ] {
            refused(
                "src/letters/context/mod.rs",
                text,
                "has not passed disclosure",
            );
            refused("src/render/html.rs", text, "has not passed disclosure");
            refused(
                "src/commands/report/people.rs",
                text,
                "has not passed disclosure",
            );
        }
        allowed("src/letters/disclosure.rs", "use crate::model::Case;");
    }

    #[test]
    fn nothing_touches_the_network() {
        refused(
            "src/commands/letter.rs",
            "use std::{fs, net::TcpStream};",
            "network",
        );
    }

    #[test]
    fn commands_change_the_casebook_in_one_way() {
        let own = "fn run(store: &mut Store) { store.operate(\"add\", \"now\", |_| Ok(())); }";
        refused(
            "src/commands/add/mod.rs",
            own,
            "through commands/shared/save.rs",
        );
        allowed("src/commands/shared/save.rs", own);
        allowed(
            "src/commands/import/mod.rs",
            "fn run() { save::operate(app, store, \"import\", body) }",
        );
    }

    #[test]
    fn long_files_and_long_lists_of_packages_are_refused() {
        refused(
            "tests/cli/list.rs",
            &"\n".repeat(LONGEST_TEST + 1),
            "751 lines",
        );
        allowed("tests/cli/list.rs", &"\n".repeat(LONGEST_TEST));
        assert!(too_many_packages(&"[[package]]\n".repeat(MOST_PACKAGES + 1)).is_some());
        assert!(too_many_packages(&"[[package]]\n".repeat(MOST_PACKAGES)).is_none());
    }
}
