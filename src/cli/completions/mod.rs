//! `cases completions`, and the answer when a shell asks what may come next.

mod values;

use std::ffi::OsString;

use clap::{Args, Command, CommandFactory};
use clap_complete::env::{CompleteEnv, Shells};
use clap_complete::{ArgValueCompleter, Shell};

use crate::app::App;
use crate::app::error::Error;
use crate::cli::Cli;
use values::{CompletionKind, classify_argument};

/// The variable by which a shell asks.
const VARIABLE: &str = "CASES_COMPLETE";

/// In a folder of completions, zsh runs the script as the function `_cases` at the first Tab, and awaits an answer.
const ZSH_FILE: &str =
    "if [[ $funcstack[1] == _cases ]]; then _clap_dynamic_completer_cases \"$@\"; fi\n";

/// Tab completion for your shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  echo 'source <(cases completions bash)' >> ~/.bashrc
  echo 'source <(cases completions zsh)' >> ~/.zshrc              after compinit
  cases completions fish > ~/.config/fish/completions/cases.fish
  cases completions powershell >> $PROFILE

Commands, flags and words are completed, and ids and names from your casebook: cases show Ali, then
Tab. The casebook is only looked at, never waited for. Private cases are completed too: what you
type is yours.")]
pub struct CompletionsArgs {
    /// Your shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints what makes the shell ask this program.
pub fn run(app: &App, args: &CompletionsArgs) -> Result<(), Error> {
    let shell = args.shell.to_string();
    let mut script = Vec::new();
    if let Some(completer) = Shells::builtins().completer(&shell) {
        let failed = |error: std::io::Error| Error::failed(error.to_string());
        completer
            .write_registration(VARIABLE, "cases", "cases", "cases", &mut script)
            .map_err(failed)?;
    }
    if args.shell == Shell::Zsh {
        script.extend_from_slice(ZSH_FILE.as_bytes());
    }
    let mut data = app.terminal.data_writer();
    data.write_lines(String::from_utf8_lossy(&script).trim_start_matches('\n'))?;
    Ok(data.finish_output()?)
}

/// Answers a shell that asks what may come next; none if nobody asks. Says whether there was an answer. Whatever is wrong with
/// the casebook or the settings, nothing is told but fewer words, and nothing is written but the answer.
pub fn answer_shell(arguments: &[OsString]) -> Option<bool> {
    std::env::var_os(VARIABLE).filter(|shell| !shell.is_empty() && shell != "0")?;
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(|| add_completers(Cli::command(), ""))
        .var(VARIABLE)
        .bin("cases");
    Some(
        asked
            .try_complete(arguments.iter().cloned(), folder.as_deref())
            .is_ok(),
    )
}

/// The command with every value completed; `path` are the names of the commands above it.
fn add_completers(command: Command, path: &str) -> Command {
    let command = command.mut_args(|arg| match classify_argument(path, &arg) {
        Some(CompletionKind::Anything) | None => arg,
        Some(known) => arg.add(ArgValueCompleter::new(known)),
    });
    command.mut_subcommands(|sub| {
        let path = format!("{path} {}", sub.get_name());
        add_completers(sub, path.trim_start())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Arg;
    use std::ffi::OsStr;

    /// Every argument with a value, with the names of its commands.
    fn arguments(command: &Command, path: &str) -> Vec<(String, Arg)> {
        let own = command
            .get_arguments()
            .filter(|arg| arg.get_value_names().is_some());
        let mut found: Vec<(String, Arg)> = own.map(|arg| (path.to_owned(), arg.clone())).collect();
        for sub in command.get_subcommands() {
            found.extend(arguments(
                sub,
                format!("{path} {}", sub.get_name()).trim_start(),
            ));
        }
        found
    }

    #[test]
    fn of_every_value_it_is_known_what_it_takes() {
        for (path, arg) in arguments(&Cli::command(), "") {
            let known =
                classify_argument(&path, &arg).is_some() || !arg.get_possible_values().is_empty();
            assert!(
                known,
                "cases {path}: what does {} take? Say it in values.rs",
                arg.get_id()
            );
        }
    }

    #[test]
    fn every_word_that_is_offered_is_accepted() {
        let mut tried = 0;
        let mut cases = Cli::command();
        for (path, arg) in arguments(&Cli::command(), "") {
            let words: Vec<String> = match classify_argument(&path, &arg) {
                Some(CompletionKind::Words(words)) => {
                    words().into_iter().map(|(word, _)| word).collect()
                }
                Some(_) => continue,
                None => {
                    let words = arg.get_possible_values();
                    words
                        .iter()
                        .map(|word| word.get_name().to_owned())
                        .collect()
                }
            };
            assert!(!words.is_empty(), "{path} {}", arg.get_id());
            for word in words {
                let line = ["cases"]
                    .into_iter()
                    .chain(path.split_whitespace())
                    .map(str::to_owned);
                let flag = arg.get_long().map(|long| format!("--{long}={word}"));
                let line = line.chain([flag.unwrap_or(word)]);
                let outcome = cases.try_get_matches_from_mut(line);
                use clap::error::ErrorKind::{InvalidValue, UnknownArgument, ValueValidation};
                if let Err(error) = outcome {
                    assert!(
                        !matches!(
                            error.kind(),
                            InvalidValue | UnknownArgument | ValueValidation
                        ),
                        "{path}: {error}"
                    );
                }
                tried += 1;
            }
        }
        assert!(tried > 500, "{tried}");
    }

    #[test]
    fn words_are_offered_by_their_beginning() {
        let command = add_completers(Cli::command(), "");
        let letter = command.find_subcommand("letter").unwrap();
        let demand = letter
            .get_arguments()
            .find(|arg| arg.get_long() == Some("demand"))
            .unwrap();
        let completer = demand.get::<ArgValueCompleter>().unwrap();
        let offered = completer.complete(OsStr::new("halt"));
        let offered: Vec<_> = offered
            .iter()
            .map(|one| one.get_value().to_string_lossy().into_owned())
            .collect();
        assert_eq!(offered, ["halt-execution"]);
    }
}
