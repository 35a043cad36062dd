//! `cases completions`

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::app::App;
use crate::cli::Cli;
use crate::error::Error;

/// Tab completion for your shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases completions bash > ~/.local/share/bash-completion/completions/cases
  cases completions zsh > \"${fpath[1]}/_cases\"
  cases completions fish > ~/.config/fish/completions/cases.fish")]
pub struct CompletionsArgs {
    /// Your shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the completion script.
///
/// # Errors
/// It cannot be printed.
pub fn run(app: &App, args: &CompletionsArgs) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cases", &mut script);
    let mut data = app.terminal.data();
    data.lines(&String::from_utf8_lossy(&script))?;
    Ok(data.finish()?)
}
