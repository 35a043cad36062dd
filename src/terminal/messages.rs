//! Messages on standard error: what was done, what to type next, what went wrong.

use std::fmt::Write as _;

use super::{Terminal, sanitise};

impl Terminal {
    /// What was done, in a line or a few. Silenced by `--quiet`.
    pub fn print_note(&self, text: &str) {
        if !self.options.quiet {
            self.print_message("", "", text);
        }
    }

    /// A command to type next, as `Try: cases …`. Silenced by `--quiet`.
    pub fn print_hint(&self, command: &str) {
        self.print_note(&format!("Try: {command}"));
    }

    /// How something was done; only with `--verbose`.
    pub fn print_detail(&self, text: &str) {
        if self.options.verbose {
            self.print_message("", "", text);
        }
    }

    /// What the user should know before relying on the result: `Warning: …`. Silenced by `--quiet`.
    pub fn print_warning(&self, text: &str) {
        if !self.options.quiet {
            self.print_message("Warning:", "1;33", text);
        }
    }

    /// Why the command failed: its lines, as they are to be read.
    pub fn print_error(&self, text: &str) {
        self.print_message("", "", text);
    }

    /// Why the command failed, as one line of JSON.
    pub fn print_error_json(&self, json: &str) {
        self.print_text(&format!("{}\n", sanitise::visible_json(json)));
    }

    pub(super) fn print_message(&self, label: &str, style: &str, text: &str) {
        let labelled = if label.is_empty() {
            text.to_owned()
        } else {
            format!("{label} {text}")
        };
        let mut out = String::new();
        for line in sanitise::visible_lines(&labelled)
            .trim_end_matches('\n')
            .split('\n')
        {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", self.wrap_line(line));
        }
        if !label.is_empty() && self.color_on(self.environment.stderr) {
            out = out.replacen(label, &format!("\u{1b}[{style}m{label}\u{1b}[0m"), 1);
        }
        self.print_text(&out);
    }

    /// A line broken at spaces to fit a terminal; a command to type and an indented line stay whole.
    fn wrap_line(&self, line: &str) -> String {
        if !self.environment.stderr
            || line.starts_with("Try:")
            || line.starts_with(char::is_whitespace)
        {
            return line.to_owned();
        }
        let options = textwrap::Options::new(self.layout_width())
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(line, options)
    }

    fn print_text(&self, text: &str) {
        self.screen.print_text(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::environment::TerminalEnvironment;
    use crate::terminal::{RecordedOutput, TerminalOptions};

    fn printed(
        options: TerminalOptions,
        environment: TerminalEnvironment,
        print: impl Fn(&Terminal),
    ) -> String {
        let terminal = Terminal::with_recording(options, environment, RecordedOutput::default());
        print(&terminal);
        terminal.recorded_output().1
    }

    #[test]
    fn quiet_leaves_only_what_went_wrong() {
        let quiet = TerminalOptions {
            quiet: true,
            ..TerminalOptions::default()
        };
        let all = |terminal: &Terminal| {
            terminal.print_note("note");
            terminal.print_hint("cases list");
            terminal.print_detail("detail");
            terminal.print_warning("warning");
            terminal.print_error("error");
        };
        assert_eq!(
            printed(quiet, TerminalEnvironment::default(), all),
            "error\n"
        );
        let verbose = TerminalOptions {
            verbose: true,
            ..TerminalOptions::default()
        };
        let everything = "note\nTry: cases list\ndetail\nWarning: warning\nerror\n";
        assert_eq!(
            printed(verbose, TerminalEnvironment::default(), all),
            everything
        );
    }

    #[test]
    fn messages_are_made_visible() {
        let hostile = |terminal: &Terminal| {
            terminal.print_error("no case “\u{1b}[2J”\nTry: cases list");
            terminal.print_error_json("{\"error\":\"\u{9b}\"}");
        };
        let expected = "no case “\\u{1b}[2J”\nTry: cases list\n{\"error\":\"\\u009b\"}\n";
        assert_eq!(
            printed(
                TerminalOptions::default(),
                TerminalEnvironment::default(),
                hostile
            ),
            expected
        );
    }

    #[test]
    fn messages_are_wrapped_on_a_terminal_but_commands_are_not() {
        let long = "These words are wrapped where a space is\nTry: cases letter dzhakishev-mukhtar --to embassy";
        let narrow = TerminalEnvironment {
            stderr: true,
            asked_width: Some(20),
            no_color: true,
            ..TerminalEnvironment::default()
        };
        let expected = "These words are\nwrapped where a\nspace is\nTry: cases letter dzhakishev-mukhtar --to embassy\n";
        assert_eq!(
            printed(TerminalOptions::default(), narrow, |terminal| terminal
                .print_note(long)),
            expected
        );
        assert_eq!(
            printed(
                TerminalOptions::default(),
                TerminalEnvironment::default(),
                |terminal| terminal.print_note(long)
            ),
            long.to_owned() + "\n"
        );
    }
}
