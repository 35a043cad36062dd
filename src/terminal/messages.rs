//! What is said on standard error: what was done, what to type next, what went wrong.

use std::fmt::Write as _;

use super::{Terminal, sanitise};

impl Terminal {
    /// What was done, in a line or a few. Silenced by `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.options.quiet {
            self.say("", "", text);
        }
    }

    /// A command to type next, as `Try: cases …`. Silenced by `--quiet`.
    pub fn hint(&self, command: &str) {
        self.note(&format!("Try: {command}"));
    }

    /// How something was done; only with `--verbose`.
    pub fn detail(&self, text: &str) {
        if self.options.verbose {
            self.say("", "", text);
        }
    }

    /// What the user should know before relying on the result: `Warning: …`. Silenced by `--quiet`.
    pub fn warn(&self, text: &str) {
        if !self.options.quiet {
            self.say("Warning:", "1;33", text);
        }
    }

    /// Why the command failed: its lines, as they are to be read.
    pub fn error(&self, text: &str) {
        self.say("", "", text);
    }

    /// Why the command failed, as one line of JSON.
    pub fn error_json(&self, json: &str) {
        self.print(&format!("{}\n", sanitise::json(json)));
    }

    pub(super) fn say(&self, label: &str, style: &str, text: &str) {
        let labelled = if label.is_empty() { text.to_owned() } else { format!("{label} {text}") };
        let mut out = String::new();
        for line in sanitise::visible_lines(&labelled).trim_end_matches('\n').split('\n') {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", self.wrapped(line));
        }
        if !label.is_empty() && self.color_on(self.environment.stderr) {
            out = out.replacen(label, &format!("\u{1b}[{style}m{label}\u{1b}[0m"), 1);
        }
        self.print(&out);
    }

    /// A line broken at spaces to fit a terminal; a command to type and an indented line stay whole.
    fn wrapped(&self, line: &str) -> String {
        if !self.environment.stderr || line.starts_with("Try:") || line.starts_with(char::is_whitespace) {
            return line.to_owned();
        }
        let options = textwrap::Options::new(self.width())
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(line, options)
    }

    fn print(&self, text: &str) {
        self.screen.print(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::environment::Environment;
    use crate::terminal::{Kept, Options};

    fn printed(options: Options, environment: Environment, print: impl Fn(&Terminal)) -> String {
        let terminal = Terminal::keeping(options, environment, Kept::default());
        print(&terminal);
        terminal.recorded().1
    }

    #[test]
    fn quiet_leaves_only_what_went_wrong() {
        let quiet = Options { quiet: true, ..Options::default() };
        let all = |terminal: &Terminal| {
            terminal.note("note");
            terminal.hint("cases list");
            terminal.detail("detail");
            terminal.warn("warning");
            terminal.error("error");
        };
        assert_eq!(printed(quiet, Environment::default(), all), "error\n");
        let verbose = Options { verbose: true, ..Options::default() };
        let everything = "note\nTry: cases list\ndetail\nWarning: warning\nerror\n";
        assert_eq!(printed(verbose, Environment::default(), all), everything);
    }

    #[test]
    fn messages_are_made_visible() {
        let hostile = |terminal: &Terminal| {
            terminal.error("no case “\u{1b}[2J”\nTry: cases list");
            terminal.error_json("{\"error\":\"\u{9b}\"}");
        };
        let expected = "no case “\\u{1b}[2J”\nTry: cases list\n{\"error\":\"\\u009b\"}\n";
        assert_eq!(printed(Options::default(), Environment::default(), hostile), expected);
    }

    #[test]
    fn messages_are_wrapped_on_a_terminal_but_commands_are_not() {
        let long = "These words are wrapped where a space is\nTry: cases letter dzhakishev-mukhtar --to embassy";
        let narrow = Environment { stderr: true, asked_width: Some(20), no_color: true, ..Environment::default() };
        let expected =
            "These words are\nwrapped where a\nspace is\nTry: cases letter dzhakishev-mukhtar --to embassy\n";
        assert_eq!(printed(Options::default(), narrow, |terminal| terminal.note(long)), expected);
        assert_eq!(
            printed(Options::default(), Environment::default(), |terminal| terminal.note(long)),
            long.to_owned() + "\n"
        );
    }
}
