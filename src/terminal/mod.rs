//! The only folder that prints or asks. Knows nobody.
//!
//! Data goes to standard output ([`DataWriter`]), everything else to standard error ([`Terminal`]); every text is made safe to
//! look at on its way ([`sanitise`]). A question is asked only where somebody can answer it.

mod bars;
mod confirm;
mod data;
mod draft;
mod edit;
mod environment;
mod key_values;
mod keyboard;
mod line_editor;
mod links;
mod messages;
mod numbered_list;
mod options;
mod pager;
mod pick;
mod progress;
mod prompt;
mod refusal;
pub mod sanitise;
mod screen;
mod standard_output;
mod table;
mod width;
mod wrap;

use std::sync::{Arc, Mutex, PoisonError};

pub use bars::render_bars;
pub use data::{DataWriter, Error};
pub use draft::TextDraft;
pub use edit::EditError;
use environment::TerminalEnvironment;
pub use key_values::key_values;
pub use links::TerminalLinks;
pub use options::{ColorChoice, TerminalOptions};
use pager::PagedText;
pub use pick::{Answer, Question};
pub use progress::Progress;
pub use refusal::PromptRefusal;
use screen::Screen;
use standard_output::StandardOutput;
pub use table::{ListColumn, ListLayout, ListTable};
pub use wrap::break_line;

/// Standard input, output and error, as one command sees them.
///
/// A message that cannot be printed, because standard error is closed or full, is dropped: there is nowhere to say so.
#[derive(Debug, Clone)]
pub struct Terminal {
    options: TerminalOptions,
    environment: TerminalEnvironment,
    screen: Screen,
    kept: Option<RecordedOutput>,
}

/// What a recording terminal has kept.
#[derive(Debug, Clone, Default)]
struct RecordedOutput {
    out: Arc<Mutex<Vec<u8>>>,
    err: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    /// The terminal of this process.
    #[must_use]
    pub fn new(options: TerminalOptions) -> Self {
        Self::with_environment(options, TerminalEnvironment::of_this_process())
    }

    /// A terminal for tests, which keeps what is printed ([`recorded_output`](Self::recorded_output)) and has nobody to ask. With a
    /// width, standard output is laid out as for a terminal that wide, else as for a pipe.
    #[must_use]
    pub fn new_recording(options: TerminalOptions, width: Option<usize>) -> Self {
        let environment = TerminalEnvironment {
            stdout: width.is_some(),
            asked_width: width,
            ..TerminalEnvironment::default()
        };
        Self::with_recording(options, environment, RecordedOutput::default())
    }

    fn with_environment(options: TerminalOptions, environment: TerminalEnvironment) -> Self {
        Self {
            options,
            environment,
            screen: Screen::default(),
            kept: None,
        }
    }

    fn with_recording(
        options: TerminalOptions,
        environment: TerminalEnvironment,
        kept: RecordedOutput,
    ) -> Self {
        Self {
            options,
            environment,
            screen: Screen::new_recording(Arc::clone(&kept.err)),
            kept: Some(kept),
        }
    }

    /// What a recording terminal has printed so far on standard output and on standard error.
    pub fn recorded_output(&self) -> (String, String) {
        let text = |bytes: &Mutex<Vec<u8>>| {
            String::from_utf8_lossy(&bytes.lock().unwrap_or_else(PoisonError::into_inner))
                .into_owned()
        };
        self.kept
            .as_ref()
            .map(|kept| (text(&kept.out), text(&kept.err)))
            .unwrap_or_default()
    }

    /// What the flags said.
    pub fn options(&self) -> TerminalOptions {
        self.options
    }

    /// Whether a person looks at standard output: then a list is a table and JSON is indented.
    pub fn is_for_reading(&self) -> bool {
        self.environment.stdout || self.environment.force_terminal
    }

    /// The number of columns to lay out for: `CASES_FORCE_TTY` if it is a number, `COLUMNS`, the terminal's own, 80.
    pub fn layout_width(&self) -> usize {
        self.environment.layout_width()
    }

    /// Whether to colour what goes to standard output.
    pub fn has_color(&self) -> bool {
        self.color_on(self.is_for_reading())
    }

    /// Whether a question can be asked: standard input and standard error are terminals that can move a cursor, and
    /// nothing forbids it.
    pub fn can_ask(&self) -> bool {
        let forbidden = self.options.no_input || self.environment.no_input || self.environment.dumb;
        self.environment.stdin && self.environment.stderr && !forbidden && self.kept.is_none()
    }

    /// Whether somebody sits at a terminal: standard input and standard error are one.
    pub fn is_attended(&self) -> bool {
        self.environment.stdin && self.environment.stderr
    }

    /// A writer of data to standard output.
    pub fn data_writer(&self) -> DataWriter {
        match &self.kept {
            Some(kept) => DataWriter::new_recording(Arc::clone(&kept.out)),
            None => DataWriter::new_standard(self.stdout_writer(), self.shows_links()),
        }
    }

    /// A writer of text to standard output that may be longer than the screen: then, where somebody is there to turn
    /// pages, it goes through a pager.
    pub fn paged_writer(&self) -> DataWriter {
        if self.can_page() {
            DataWriter::new_paged(PagedText::new(self), self.shows_links())
        } else {
            self.data_writer()
        }
    }

    /// An empty list with these columns: a table where a person looks, tab-separated values without a header elsewhere.
    pub fn new_table(&self, columns: Vec<ListColumn>) -> ListTable {
        let screen = ListLayout::Screen {
            width: self.layout_width(),
            color: self.has_color(),
        };
        ListTable::new(
            columns,
            if self.is_for_reading() {
                screen
            } else {
                ListLayout::Tsv { header: false }
            },
        )
    }

    fn color_on(&self, is_terminal: bool) -> bool {
        match self.options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if self.environment.no_color => false,
            ColorChoice::Auto => {
                self.environment.force_color || (is_terminal && !self.environment.dumb)
            }
        }
    }

    fn stdout_writer(&self) -> StandardOutput {
        // What is read by another program may come to the same screen.
        StandardOutput::new((!self.environment.stdout_is_file).then(|| self.screen.clone()))
    }

    /// Whether standard output shows links: a terminal that knows them, with nothing against colour either.
    fn shows_links(&self) -> bool {
        let environment = &self.environment;
        environment.stdout && environment.links && !environment.dumb && self.has_color()
    }

    /// Whether the screen shows all lines of a text at once, with room below for what is typed next.
    fn fits_the_screen(&self, text: &[u8]) -> bool {
        let (columns, rows) = (
            self.environment.screen_columns().max(1),
            self.environment.screen_rows(),
        );
        let text = String::from_utf8_lossy(text);
        let taken = text
            .lines()
            .map(|line| textwrap::core::display_width(line).div_ceil(columns).max(1));
        taken.sum::<usize>() < rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_obeys_the_flag_then_the_environment() {
        let on = |color, environment: TerminalEnvironment| {
            let options = TerminalOptions {
                color,
                ..TerminalOptions::default()
            };
            Terminal::with_environment(options, environment).has_color()
        };
        let tty = TerminalEnvironment {
            stdout: true,
            ..TerminalEnvironment::default()
        };
        assert!(on(ColorChoice::Auto, tty.clone()));
        assert!(!on(ColorChoice::Auto, TerminalEnvironment::default()));
        assert!(on(
            ColorChoice::Auto,
            TerminalEnvironment {
                force_color: true,
                ..TerminalEnvironment::default()
            }
        ));
        let refused = TerminalEnvironment {
            no_color: true,
            force_color: true,
            ..tty.clone()
        };
        assert!(!on(ColorChoice::Auto, refused.clone()) && on(ColorChoice::Always, refused));
        assert!(
            !on(
                ColorChoice::Auto,
                TerminalEnvironment {
                    dumb: true,
                    ..tty.clone()
                }
            ) && !on(ColorChoice::Never, tty)
        );
    }

    #[test]
    fn a_question_needs_a_terminal_at_both_ends_and_leave_to_ask() {
        let can = |options, environment| Terminal::with_environment(options, environment).can_ask();
        let both = TerminalEnvironment {
            stdin: true,
            stderr: true,
            ..TerminalEnvironment::default()
        };
        assert!(can(TerminalOptions::default(), both.clone()));
        assert!(!can(
            TerminalOptions {
                no_input: true,
                ..TerminalOptions::default()
            },
            both.clone()
        ));
        for change in [
            |e: &mut TerminalEnvironment| e.stdin = false,
            |e: &mut TerminalEnvironment| e.stderr = false,
            |e: &mut TerminalEnvironment| e.dumb = true,
            |e: &mut TerminalEnvironment| e.no_input = true,
        ] {
            let mut environment = both.clone();
            change(&mut environment);
            assert!(!can(TerminalOptions::default(), environment));
        }
    }

    #[test]
    fn a_recording_terminal_keeps_data_and_messages_apart() {
        let terminal = Terminal::new_recording(TerminalOptions::default(), Some(40));
        let mut data = terminal.data_writer();
        data.write_line("data").unwrap();
        data.finish_output().unwrap();
        terminal.print_note("note");
        assert_eq!(
            terminal.recorded_output(),
            ("data\n".to_owned(), "note\n".to_owned())
        );
        assert!(terminal.is_for_reading() && terminal.layout_width() == 40 && !terminal.can_ask());
    }
}
