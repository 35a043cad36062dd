//! The command line as a whole: global options, the commands, how a run ends.

mod command;
pub mod completions;
pub mod help;
mod help_text;
pub mod man;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{CommandFactory, FromArgMatches, Parser};

use crate::app::App;
use crate::app::GlobalOptions;
use crate::app::error::Error;
use crate::commands;
use crate::files;
use crate::terminal::{Terminal, TerminalOptions};
pub use command::Command;

/// Keep track of political prisoners' cases and write letters for them.
///
/// Everything stays in one file on this computer. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(
    name = "cases",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = false,
    max_term_width = 100,
    hide_possible_values = true,
    help_template = help::TEMPLATE,
    after_help = help::render_footer()
)]
pub struct Cli {
    /// Options that work with every command.
    #[command(flatten)]
    pub global: GlobalOptions,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    // Nobody but the user may read what is written from here on.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    files::ignore_file_size_limit();
    let unforeseen = Arc::new(Mutex::new(String::new()));
    let place = Arc::clone(&unforeseen);
    panic::set_hook(Box::new(move |panic| {
        *place.lock().unwrap_or_else(PoisonError::into_inner) =
            panic.to_string().replace('\n', " ");
    }));
    panic::catch_unwind(run_process).unwrap_or_else(|_| {
        let what = unforeseen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        report_outcome(TerminalOptions::default(), Err(internal_error(&what)))
    })
}

/// The message for a fault of the program itself: a change in progress is then not saved.
fn internal_error(what: &str) -> Error {
    Error::failed("cases came upon something that it does not foresee, and stopped")
        .with_reason(format!(
            "Nothing was saved but what it said it had saved. For those who make cases: {what}"
        ))
        .try_with("cases log --limit 1")
        .try_with("cases doctor")
}

fn run_process() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if let Some(is_answered) = completions::answer_shell(&arguments) {
        return if is_answered {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    let is_given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let json = is_given("--json")
        || arguments
            .iter()
            .any(|argument| argument.to_string_lossy().starts_with("--json="));
    let options = TerminalOptions {
        json,
        no_input: is_given("--no-input"),
        no_pager: is_given("--no-pager"),
        ..TerminalOptions::default()
    };
    if let Some(error) = empty_argument(&arguments) {
        return report_outcome(options, Err(error));
    }
    let mut command = Cli::command();
    if ["-h", "--help", "help"].iter().any(|word| is_given(word)) {
        let width = help_text::page_width(&Terminal::new(options));
        command = help_text::reflow_help(command, width)
            .help_template(help_text::reflow_text(help::TEMPLATE, width));
    }
    match command
        .try_get_matches_from(&arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => {
            let options = cli.global.terminal_options();
            report_outcome(options, run(cli, Terminal::new(options)))
        }
        Err(error) => report_outcome(
            options,
            clap_outcome(&error, &typed_command(&arguments), &Terminal::new(options)),
        ),
    }
}

fn run(cli: Cli, terminal: Terminal) -> Result<(), Error> {
    let makes_settings = matches!(cli.command, Some(Command::Init(_) | Command::Config(_)));
    let does_without = |wrong: &crate::app::config::Error| {
        cli.command
            .as_ref()
            .is_none_or(|command| command.does_without_settings(wrong))
    };
    let app = App::new(cli.global, terminal, makes_settings, does_without)?;
    let outcome = match cli.command {
        Some(command) => command.run(&app),
        None => commands::start::run(&app),
    };
    outcome.map_err(|error| add_saved(&app, error))
}

/// The error; of output that could not be written, with what was saved all the same.
fn add_saved(app: &App, error: Error) -> Error {
    match app.last_saved().filter(|_| error.is_unprinted()) {
        Some(saved) => {
            let what = if saved.ids.is_empty() {
                "it".to_owned()
            } else {
                saved.ids.join(", ")
            };
            error.with_saved(&what, format!("cases undo {}", saved.operation))
        }
        None => error,
    }
}

/// Prints the error, if there is one, and gives the exit code of its kind. A closed pipe ends quietly.
fn report_outcome(options: TerminalOptions, outcome: Result<(), Error>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_silent() => ExitCode::SUCCESS,
        Err(error) => {
            let terminal = Terminal::new(options);
            if options.json {
                terminal.print_error_json(&error.to_json());
            } else {
                terminal.print_error(&error.to_string());
            }
            ExitCode::from(error.kind().exit_code())
        }
    }
}

/// Help and version are data; every other message of clap is a usage error in clap’s words.
fn clap_outcome(error: &clap::Error, command: &str, terminal: &Terminal) -> Result<(), Error> {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let mut data = terminal.paged_writer();
        data.write_lines(&text)?;
        return Ok(data.finish_output()?);
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let what = lines
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .to_owned();
    let why: Vec<&str> = lines
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .map(str::trim)
        .collect();
    let error = Error::from_typed_word(&what).try_with(format!("{command} --help"));
    Err(if why.is_empty() {
        error
    } else {
        error.with_reason(why.join("; "))
    })
}

/// The command that was meant, with its own commands: `cases recipients add`.
fn typed_command(arguments: &[OsString]) -> String {
    let mut typed = vec!["cases".to_owned()];
    let mut command = Cli::command();
    for word in arguments
        .iter()
        .skip(1)
        .filter_map(|argument| argument.to_str())
    {
        if let Some(inner) = command.find_subcommand(word).cloned() {
            typed.push(word.to_owned());
            command = inner;
        }
    }
    typed.join(" ")
}

/// An empty argument is a script's unset variable; it must never widen a selection.
fn empty_argument(arguments: &[OsString]) -> Option<Error> {
    let is_empty = |argument: &OsString| {
        let text = argument.to_string_lossy();
        let flag = text
            .strip_prefix("--")
            .and_then(|flag| flag.strip_suffix('='));
        text.is_empty() || flag.is_some_and(|flag| !flag.contains('='))
    };
    let position = arguments.iter().skip(1).position(is_empty)?;
    let before = arguments[position].to_string_lossy();
    let why = format!("It stands after “{before}”; a variable in a script is probably not set");
    Some(Error::usage(format!("Argument {} is empty", position + 1)).with_reason(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_offered_on_the_command_that_was_typed() {
        for (typed, command) in [
            ("cases check --severity", "cases check"),
            ("cases recipients add --nonsense", "cases recipients add"),
            ("cases nonsense", "cases"),
        ] {
            let arguments: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
            assert_eq!(typed_command(&arguments), command, "{typed}");
        }
    }

    #[test]
    fn the_command_tree_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn empty_arguments_are_seen() {
        let arguments = |texts: &[&str]| texts.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(empty_argument(&arguments(&["cases", "letter", "", "--to", "x"])).is_some());
        assert!(empty_argument(&arguments(&["cases", "list", "--status="])).is_some());
        assert!(empty_argument(&arguments(&["cases", "update", "a", "--set", "place="])).is_none());
        assert!(empty_argument(&arguments(&["cases", "update", "a", "--set=place="])).is_none());
    }
}
