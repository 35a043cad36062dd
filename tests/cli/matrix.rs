//! Every command, with nothing but its name, where nobody can answer: it ends, and each stream gets its own.

use cases::cli::Cli;
use clap::{Command, CommandFactory};

use crate::casebook::small;

/// Commands that print what they found and fail because of it.
const TELL_AND_FAIL: [&str; 4] = ["check", "doctor", "recipients check", "templates check"];

/// The commands with a story of their own, as they are typed.
fn commands(command: &Command, path: &str, found: &mut Vec<String>) {
    for sub in command.get_subcommands() {
        let path = format!("{path} {}", sub.get_name()).trim().to_owned();
        found.push(path.clone());
        commands(sub, &path, found);
    }
}

/// Every command, and the program alone.
pub fn all() -> Vec<String> {
    let mut all = vec![String::new()];
    commands(&Cli::command(), "", &mut all);
    assert!(all.len() > 45, "{all:?}");
    all
}

#[test]
fn every_command_ends_where_nobody_can_answer_and_keeps_the_streams_apart() {
    let sandbox = small();
    for path in all() {
        let words: Vec<&str> = path.split_whitespace().collect();
        let output = sandbox.run(&words);
        assert!((0..=9).contains(&output.code), "{output}");
        assert!(
            !format!("{}{}", output.stdout, output.stderr).contains('\u{1b}'),
            "{output}"
        );
        let tells = output.code == 0 || TELL_AND_FAIL.contains(&path.as_str());
        assert!(tells || output.stdout.is_empty(), "{output}");
        assert!(output.code == 0 || !output.stderr.is_empty(), "{output}");
        let closed = sandbox
            .shell(&format!("cases {path} <&- 2>/dev/null | cat"))
            .run();
        assert!(
            closed.code == 0 && !closed.stdout.contains('\u{1b}'),
            "{closed}"
        );
    }
}
