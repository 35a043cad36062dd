//! Runs README.md: every `console` block, in order, in one sandbox that lasts through the page.
//!
//! ````text
//! ```console
//! $ cases list --sample          a command line, as typed; a \ at its end continues it
//! ? 3                            its exit code, where that is not 0
//! 12 cases                       what it prints, both streams as a terminal shows them
//! ...                            any lines
//! since [..], [HOME]/letters     any words; the home folder
//! ```
//! ````
//!
//! Blocks in another language (`sh`, `text`) are not run.

use std::fs;
use std::path::Path;

use snapbox::{Assert, Data};

use crate::sandbox::Sandbox;

/// One command of the page, and what it is said to print.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    /// Line of the page, from 1.
    line: usize,
    command: String,
    code: i32,
    expected: String,
}

#[test]
fn the_readme_tells_the_truth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = if path.exists() {
        fs::read_to_string(path).unwrap()
    } else {
        String::new()
    };
    let untrue = failures(&page);
    assert!(untrue.is_empty(), "\n{}", untrue.join("\n"));
}

/// What of the page is not true, one text per command. After a failure the rest still runs.
fn failures(page: &str) -> Vec<String> {
    let sandbox = Sandbox::new();
    steps(page)
        .iter()
        .filter_map(|step| failure(&sandbox, step))
        .collect()
}

fn failure(sandbox: &Sandbox, step: &Step) -> Option<String> {
    let output = sandbox.shell(&step.command).run();
    let (actual, expected) = (output.stdout.trim_end(), step.expected.trim_end());
    let compared =
        Assert::new()
            .normalize_paths(false)
            .try_eq(None, Data::text(actual), Data::text(expected));
    let Step { line, command, .. } = step;
    match compared {
        Err(difference) => Some(format!("README.md:{line}: {command}{difference}")),
        Ok(()) if output.code != step.code => Some(format!(
            "README.md:{line}: {command}\nexit code {}, not {}",
            output.code, step.code
        )),
        Ok(()) => None,
    }
}

/// The commands of the page's `console` blocks.
fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut fence = None;
    let mut continued = false;
    for (index, line) in page.lines().enumerate() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fence = fence.is_none().then_some(language);
        } else if fence == Some("console") {
            continued = read_line(&mut steps, index + 1, line, continued);
        }
    }
    steps
}

/// Takes one line of a block into the last step, or begins a new one; whether the command goes on in the next line.
fn read_line(steps: &mut Vec<Step>, number: usize, line: &str, continued: bool) -> bool {
    let command = line.strip_prefix("$ ");
    match (command, steps.last_mut()) {
        (Some(command), _) => {
            steps.push(Step {
                line: number,
                command: command.to_owned(),
                code: 0,
                expected: String::new(),
            });
        }
        (None, None) => {
            panic!("README.md:{number}: a console block begins with a command: $ cases …")
        }
        (None, Some(step)) if continued => step.command = format!("{}\n{line}", step.command),
        (None, Some(step)) => match line.strip_prefix("? ").filter(|_| step.expected.is_empty()) {
            Some(code) => {
                step.code = code
                    .trim()
                    .parse()
                    .unwrap_or_else(|_| panic!("README.md:{number}: not an exit code"));
            }
            None => step.expected.push_str(&format!("{line}\n")),
        },
    }
    (continued || command.is_some()) && line.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_codes_and_outputs_are_read() {
        let page = "# A page\n\n```sh\n$ not run\n```\n\n```console\n$ cases add \\\n    --name A\na\n\n$ false\n? 1\n```\n";
        let step = |line, command: &str, code, expected: &str| {
            let (command, expected) = (command.to_owned(), expected.to_owned());
            Step {
                line,
                command,
                code,
                expected,
            }
        };
        assert_eq!(
            steps(page),
            [
                step(8, "cases add \\\n    --name A", 0, "a\n\n"),
                step(12, "false", 1, "")
            ]
        );
    }

    #[test]
    fn what_one_command_leaves_the_next_one_finds() {
        let page = "```console\n$ echo data > \\\n  file; cat file\ndata\n```\n\n```console\n$ cat file; pwd >&2\n...\n[HOME]\n```\n";
        assert_eq!(failures(page), Vec::<String>::new());
    }

    #[test]
    fn words_and_lines_can_be_left_open() {
        let page = "```console\n$ printf 'a 1 b\\nx\\ny\\nend\\n'\na [..] b\n...\nend\n```\n";
        assert_eq!(failures(page), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_true_is_told_with_its_line() {
        let page = "```console\n$ echo one\ntwo\n$ exit 3\n$ echo '\\*'\n/*\n$ exit 3\n? 3\n```\n";
        let found = failures(page);
        let lines: Vec<&str> = found
            .iter()
            .filter_map(|text| text.lines().next())
            .collect();
        assert_eq!(
            lines,
            [
                "README.md:2: echo one",
                "README.md:4: exit 3",
                "README.md:5: echo '\\*'"
            ],
            "{found:?}"
        );
    }

    #[test]
    #[should_panic(expected = "README.md:2: a console block begins with a command")]
    fn a_block_without_a_command_is_refused() {
        steps("```console\noutput\n```\n");
    }
}
