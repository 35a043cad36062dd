//! `cases man`

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::help;
use crate::app::App;
use crate::app::error::{EXIT_CODES, Error};
use crate::cli::Cli;
use crate::files::output;

/// Manual pages: print one, or write all.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases man letter > cases-letter.1 && man ./cases-letter.1
  cases man -O ~/.local/share/man/man1          all of them; then: man cases, man cases-letter

Exit 8: another file is in the way.")]
pub struct ManArgs {
    /// A command, with its own commands: recipients add (default: cases itself)
    #[arg(value_name = "COMMAND")]
    name: Vec<String>,
    /// Write every page into this folder
    #[arg(short = 'O', long, value_name = "DIR", conflicts_with = "name")]
    output_dir: Option<PathBuf>,
    /// Replace files that are there
    #[arg(long, requires = "output_dir")]
    force: bool,
}

/// Prints a page, or writes all and prints their paths.
pub fn run(app: &App, args: &ManArgs) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    match &args.output_dir {
        None => data.write_lines(&render_page(help::find_command(&args.name)?)?)?,
        Some(folder) => {
            output::make_folder(folder)?;
            for path in write_pages(&collect_commands(Cli::command()), folder, args.force)? {
                data.write_line(&path.display().to_string())?;
            }
        }
    }
    Ok(data.finish_output()?)
}

fn write_pages(commands: &[Command], folder: &Path, force: bool) -> Result<Vec<PathBuf>, Error> {
    let one = |command: &Command| {
        let path = folder.join(format!("{}.1", display_name(command)));
        output::write_new(&path, render_page(command.clone())?.as_bytes(), force)?;
        Ok(path)
    };
    commands.iter().map(one).collect()
}

/// The command and every command below it.
fn collect_commands(mut command: Command) -> Vec<Command> {
    command.build();
    let mut found = vec![command.clone()];
    found.extend(
        command
            .get_subcommands()
            .cloned()
            .flat_map(collect_commands),
    );
    found
}

/// `cases-recipients-add`
fn display_name(command: &Command) -> &str {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
}

/// The page of a command: what it is, how it is called, its options, its examples.
fn render_page(command: Command) -> Result<String, Error> {
    let after = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let is_root = display_name(&command) == command.get_name();
    // What works everywhere is told once.
    let command = if is_root {
        command
    } else {
        command.mut_args(|arg| {
            let is_global = arg.is_global_set();
            arg.hide(is_global)
        })
    };
    let has_options = command.get_arguments().any(|arg| !arg.is_hide_set());
    let has_commands = command.has_subcommands();
    // No date: the same program writes the same bytes.
    let title = format!(
        ".TH {} 1 \"\" \"cases {}\" \"cases\"\n",
        display_name(&command),
        env!("CARGO_PKG_VERSION")
    );
    let man = Man::new(command);
    let mut out = title.into_bytes();
    let failed = |error: std::io::Error| Error::failed(error.to_string());
    man.render_name_section(&mut out).map_err(failed)?;
    man.render_synopsis_section(&mut out).map_err(failed)?;
    man.render_description_section(&mut out).map_err(failed)?;
    if has_options {
        man.render_options_section(&mut out).map_err(failed)?;
    }
    if has_commands {
        man.render_subcommands_section(&mut out).map_err(failed)?;
    }
    let mut end = Roff::new();
    add_explanation(&mut end, if is_root { help::EXAMPLES } else { &after });
    add_conclusion(&mut end, is_root);
    out.extend(end.to_roff().into_bytes());
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// The text after the options: what is indented stays as it is, the rest is prose.
fn add_explanation(roff: &mut Roff, text: &str) {
    let mut is_kept = false;
    for line in text.lines() {
        let keeps = line.starts_with("  ");
        if keeps != is_kept {
            roff.control(if keeps { "nf" } else { "fi" }, []);
            is_kept = keeps;
        }
        match line.trim_end() {
            "Examples:" => drop(roff.control("SH", ["EXAMPLES"])),
            "" => drop(roff.control("PP", [])),
            line => drop(roff.text([roman(line)])),
        }
    }
    if is_kept {
        roff.control("fi", []);
    }
}

fn add_conclusion(roff: &mut Roff, is_root: bool) {
    if !is_root {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([
            bold("cases"),
            roman("(1): the options that work with every command, and the exit codes"),
        ]);
        return;
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (code, _, meaning) in EXIT_CODES {
        roff.control("TP", ["5"]);
        roff.text([bold(code.to_string())]);
        roff.text([roman(meaning)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(format!(
        "cases help TOPIC explains: {}.",
        help::topic_names().join(", ")
    ))]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_that_names_what_it_takes() {
        let commands = collect_commands(Cli::command());
        assert!(commands.len() > 40, "{}", commands.len());
        for command in commands {
            let name = display_name(&command).to_owned();
            let text = render_page(command.clone()).unwrap();
            assert!(
                text.contains(&format!(".TH {name} 1")),
                "{name}: {}",
                text.lines().nth(3).unwrap_or_default()
            );
            assert!(text.contains(".SH SYNOPSIS"), "{name}");
            for arg in command.get_arguments().filter(|arg| !arg.is_global_set()) {
                let Some(long) = arg.get_long() else { continue };
                assert!(text.contains(&long.replace('-', "\\-")), "{name}: --{long}");
            }
            if let Some(example) =
                command
                    .get_after_help()
                    .map(ToString::to_string)
                    .and_then(|text| {
                        text.strip_prefix("Examples:\n  ")?
                            .lines()
                            .next()?
                            .split_whitespace()
                            .next()
                            .map(str::to_owned)
                    })
            {
                let examples = text.split(".SH EXAMPLES").nth(1).unwrap_or_default();
                assert!(
                    examples.contains(&example.replace('-', "\\-")),
                    "{name}: {example}"
                );
            }
        }
    }

    #[test]
    fn no_line_of_a_text_is_taken_for_a_request() {
        let mut roff = Roff::new();
        add_explanation(
            &mut roff,
            "Examples:\n  .so /etc/passwd\n  'x' \\fB\n\n.TH x",
        );
        let text = roff.to_roff();
        let requests: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with(['.', '\'']))
            .collect();
        assert!(
            requests
                .iter()
                .all(|line| [".SH", ".nf", ".fi", ".PP", ".ie", ".el", ".if"]
                    .iter()
                    .any(|known| line.starts_with(known))),
            "{text}"
        );
    }
}
