//! The only folder that prints or asks. Knows nobody.
//!
//! Data goes to standard output ([`Data`]), everything else to standard error ([`Terminal`]); every text is made safe to
//! look at on its way ([`sanitise`]). A question is asked only where somebody can answer it.

mod bars;
mod data;
mod dossier;
mod draft;
mod edit;
mod environment;
mod grid;
mod keyboard;
mod line;
mod links;
mod menu;
mod numbered;
mod options;
mod pager;
mod pick;
mod picker;
mod progress;
mod prompt;
pub mod sanitise;
mod screen;
mod table;
mod width;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

pub use bars::bars;
use data::Standard;
pub use data::{Data, Error};
pub use dossier::key_values;
pub use draft::Draft;
pub use edit::EditError;
use environment::Environment;
pub use links::Links;
pub use options::{ColorChoice, Options};
use pager::Paged;
pub use pick::{Answer, Question};
pub use progress::Progress;
pub use prompt::Refused;
use screen::Screen;
pub use table::{Column, Layout, Table};

/// Standard input, output and error, as one command sees them.
///
/// A message that cannot be printed, because standard error is closed or full, is dropped: there is nowhere to say so.
#[derive(Debug, Clone)]
pub struct Terminal {
    options: Options,
    environment: Environment,
    screen: Screen,
    kept: Option<Kept>,
}

/// What a recording terminal has kept.
#[derive(Debug, Clone, Default)]
struct Kept {
    out: Arc<Mutex<Vec<u8>>>,
    err: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    /// The terminal of this process.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self::of(options, Environment::of_this_process())
    }

    /// A terminal for tests, which keeps what is printed ([`recorded`](Self::recorded)) and has nobody to ask. With a
    /// width, standard output is laid out as for a terminal that wide, else as for a pipe.
    #[must_use]
    pub fn recording(options: Options, width: Option<usize>) -> Self {
        let environment = Environment { stdout: width.is_some(), asked_width: width, ..Environment::default() };
        Self::keeping(options, environment, Kept::default())
    }

    fn of(options: Options, environment: Environment) -> Self {
        Self { options, environment, screen: Screen::default(), kept: None }
    }

    fn keeping(options: Options, environment: Environment, kept: Kept) -> Self {
        Self { options, environment, screen: Screen::keeping(Arc::clone(&kept.err)), kept: Some(kept) }
    }

    /// What a recording terminal has printed so far on standard output and on standard error.
    #[must_use]
    pub fn recorded(&self) -> (String, String) {
        let text = |bytes: &Mutex<Vec<u8>>| {
            String::from_utf8_lossy(&bytes.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
        };
        self.kept.as_ref().map(|kept| (text(&kept.out), text(&kept.err))).unwrap_or_default()
    }

    /// What the flags said.
    #[must_use]
    pub fn options(&self) -> Options {
        self.options
    }

    /// Whether a person looks at standard output: then a list is a table and JSON is indented.
    #[must_use]
    pub fn is_for_reading(&self) -> bool {
        self.environment.stdout || self.environment.force_terminal
    }

    /// The number of columns to lay out for: `CASES_FORCE_TTY` if it is a number, `COLUMNS`, the terminal's own, 80.
    #[must_use]
    pub fn width(&self) -> usize {
        self.environment.width()
    }

    /// Whether to colour what goes to standard output.
    #[must_use]
    pub fn color(&self) -> bool {
        self.color_on(self.is_for_reading())
    }

    /// Whether a question can be asked: standard input and standard error are terminals that can move a cursor, and
    /// nothing forbids it.
    #[must_use]
    pub fn can_ask(&self) -> bool {
        let forbidden = self.options.no_input || self.environment.no_input || self.environment.dumb;
        self.environment.stdin && self.environment.stderr && !forbidden && self.kept.is_none()
    }

    /// A writer of data to standard output.
    #[must_use]
    pub fn data(&self) -> Data {
        match &self.kept {
            Some(kept) => Data::kept(Arc::clone(&kept.out)),
            None => Data::standard(self.standard(), self.shows_links()),
        }
    }

    /// A writer of text to standard output that may be longer than the screen: then, where somebody is there to turn
    /// pages, it goes through a pager.
    #[must_use]
    pub fn long(&self) -> Data {
        if self.can_page() { Data::paged(Paged::new(self), self.shows_links()) } else { self.data() }
    }

    /// An empty list with these columns: a table where a person looks, tab-separated values without a header elsewhere.
    #[must_use]
    pub fn table(&self, columns: Vec<Column>) -> Table {
        let screen = Layout::Screen { width: self.width(), color: self.color() };
        Table::new(columns, if self.is_for_reading() { screen } else { Layout::Tsv { header: false } })
    }

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

    /// What the user should know before relying on the result: `Warning: …`.
    pub fn warn(&self, text: &str) {
        self.say("Warning:", "1;33", text);
    }

    /// Why the command failed: its lines, as they are to be read.
    pub fn error(&self, text: &str) {
        self.say("", "", text);
    }

    /// Why the command failed, as one line of JSON.
    pub fn error_json(&self, json: &str) {
        self.print(&format!("{}\n", sanitise::json(json)));
    }

    fn color_on(&self, is_terminal: bool) -> bool {
        match self.options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if self.environment.no_color => false,
            ColorChoice::Auto => self.environment.force_color || (is_terminal && !self.environment.dumb),
        }
    }

    fn say(&self, label: &str, style: &str, text: &str) {
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

    fn standard(&self) -> Standard {
        Standard::new(self.environment.stdout.then(|| self.screen.clone()))
    }

    /// Whether standard output shows links: a terminal that knows them, with nothing against colour either.
    fn shows_links(&self) -> bool {
        let environment = &self.environment;
        environment.stdout && environment.links && !environment.dumb && self.color()
    }

    /// Whether the screen shows all lines of a text at once, with room below for what is typed next.
    fn fits_the_screen(&self, text: &[u8]) -> bool {
        let (columns, rows) = (self.environment.screen_columns().max(1), self.environment.screen_rows());
        let text = String::from_utf8_lossy(text);
        let taken = text.lines().map(|line| textwrap::core::display_width(line).div_ceil(columns).max(1));
        taken.sum::<usize>() < rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(options: Options, environment: Environment, print: impl Fn(&Terminal)) -> String {
        let terminal = Terminal::keeping(options, environment, Kept::default());
        print(&terminal);
        terminal.recorded().1
    }

    #[test]
    fn quiet_silences_notes_and_hints_only() {
        let quiet = Options { quiet: true, ..Options::default() };
        let all = |terminal: &Terminal| {
            terminal.note("note");
            terminal.hint("cases list");
            terminal.detail("detail");
            terminal.warn("warning");
            terminal.error("error");
        };
        assert_eq!(printed(quiet, Environment::default(), all), "Warning: warning\nerror\n");
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

    #[test]
    fn colour_obeys_the_flag_then_the_environment() {
        let on = |color, environment: Environment| {
            let options = Options { color, ..Options::default() };
            Terminal::of(options, environment).color()
        };
        let tty = Environment { stdout: true, ..Environment::default() };
        assert!(on(ColorChoice::Auto, tty.clone()));
        assert!(!on(ColorChoice::Auto, Environment::default()));
        assert!(on(ColorChoice::Auto, Environment { force_color: true, ..Environment::default() }));
        let refused = Environment { no_color: true, force_color: true, ..tty.clone() };
        assert!(!on(ColorChoice::Auto, refused.clone()) && on(ColorChoice::Always, refused));
        assert!(!on(ColorChoice::Auto, Environment { dumb: true, ..tty.clone() }) && !on(ColorChoice::Never, tty));
    }

    #[test]
    fn a_question_needs_a_terminal_at_both_ends_and_leave_to_ask() {
        let can = |options, environment| Terminal::of(options, environment).can_ask();
        let both = Environment { stdin: true, stderr: true, ..Environment::default() };
        assert!(can(Options::default(), both.clone()));
        assert!(!can(Options { no_input: true, ..Options::default() }, both.clone()));
        for change in [
            |e: &mut Environment| e.stdin = false,
            |e: &mut Environment| e.stderr = false,
            |e: &mut Environment| e.dumb = true,
            |e: &mut Environment| e.no_input = true,
        ] {
            let mut environment = both.clone();
            change(&mut environment);
            assert!(!can(Options::default(), environment));
        }
    }

    #[test]
    fn a_recording_terminal_keeps_data_and_messages_apart() {
        let terminal = Terminal::recording(Options::default(), Some(40));
        let mut data = terminal.data();
        data.line("data").unwrap();
        data.finish().unwrap();
        terminal.note("note");
        assert_eq!(terminal.recorded(), ("data\n".to_owned(), "note\n".to_owned()));
        assert!(terminal.is_for_reading() && terminal.width() == 40 && !terminal.can_ask());
    }
}
