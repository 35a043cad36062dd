//! Breaks the closing texts of help for the width of the screen.

use clap::Command;
use textwrap::core::display_width;

use crate::terminal::{Terminal, break_line};

/// Help is never wider, also where nobody says how wide the screen is.
pub(super) const WIDEST: usize = 100;

/// A line of at least this length continues in the next one.
const GOES_ON: usize = 80;

/// How wide a page of help is: as the screen, and no wider than people read; in a pipe the widest.
pub(super) fn page_width(terminal: &Terminal) -> usize {
    if terminal.is_for_reading() {
        terminal.layout_width().min(WIDEST)
    } else {
        WIDEST
    }
}

/// The command and all under it with their closing texts broken for a screen of this width.
pub(super) fn reflow_help(command: Command, width: usize) -> Command {
    let width = width.clamp(20, WIDEST);
    let reflow = |text: Option<&clap::builder::StyledStr>| {
        text.map(|text| reflow_text(&text.to_string(), width))
    };
    let (short, long) = (
        reflow(command.get_after_help()),
        reflow(command.get_after_long_help()),
    );
    let mut command = command.term_width(width);
    if let Some(short) = short {
        command = command.after_help(short);
    }
    if let Some(long) = long {
        command = command.after_long_help(long);
    }
    command.mut_subcommands(|inner| reflow_help(inner, width))
}

/// Breaks the paragraphs of a text for a page of this width. Indented lines, such as examples, stay lines of their own; their
/// continuation is indented further.
pub(super) fn reflow_text(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    let mut goes_on = false;
    for line in text.lines() {
        let is_prose = !line.is_empty() && !line.starts_with(' ');
        if is_prose && goes_on {
            paragraph.push(' ');
        } else {
            lines.extend(break_line(&std::mem::take(&mut paragraph), width));
        }
        if is_prose {
            paragraph.push_str(line);
        } else if line.is_empty() {
            lines.push(String::new());
        } else {
            lines.extend(break_line(line, width));
        }
        goes_on = is_prose && display_width(line) >= GOES_ON;
    }
    lines.extend(break_line(&paragraph, width));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn check_pages(command: &Command, path: &str, width: usize) {
        let page = command.clone().render_long_help().to_string();
        let closing = command
            .get_after_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        for line in closing.lines() {
            assert!(
                page.lines().any(|printed| printed == line),
                "{path} at {width} columns breaks “{line}” in its middle"
            );
        }
        for inner in command.get_subcommands() {
            check_pages(inner, &format!("{path} {}", inner.get_name()), width);
        }
    }

    #[test]
    fn no_closing_text_is_broken_in_the_middle_of_its_lines() {
        for width in [80, 100] {
            check_pages(&reflow_help(Cli::command(), width), "cases", width);
        }
    }

    #[test]
    fn paragraphs_are_broken_anew_and_examples_stay() {
        let prose = "word ".repeat(20);
        let text = format!(
            "Examples:\n  cases list\n  cases a very long command of many words   what it does and why\n\n{prose}end\nof it.\nShort."
        );
        assert_eq!(
            reflow_text(&text, 60),
            "Examples:\n  cases list\n  cases a very long command of many words   what it does and\n      why\n\n\
             word word word word word word word word word word word word\n\
             word word word word word word word word end of it.\nShort."
        );
    }
}
