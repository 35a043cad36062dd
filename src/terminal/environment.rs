//! What the surroundings of the program say about its terminal.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};

/// The narrowest and the widest line that is supported; a width outside is clamped.
const WIDTHS: (usize, usize) = (10, 10_000);

/// The width if it is unknown.
const USUAL_WIDTH: usize = 80;

/// The number of lines of a screen if it is unknown.
const USUAL_ROWS: usize = 24;

/// Which streams are terminals, and what the environment asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct TerminalEnvironment {
    pub stdin: bool,
    pub stdout: bool,
    pub stderr: bool,
    /// `NO_COLOR` holds anything.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` holds anything but 0.
    pub force_color: bool,
    /// `TERM=dumb`: no cursor can be moved and no colour shown.
    pub dumb: bool,
    /// `CASES_NO_INPUT` holds anything but 0.
    pub no_input: bool,
    /// `CASES_ACCESSIBLE` holds anything but 0: ask by numbered lines, with nothing redrawn.
    pub accessible: bool,
    /// `CASES_FORCE_TTY` holds anything but 0: lay out standard output as if it were a terminal.
    pub force_terminal: bool,
    /// `CASES_FORCE_TTY` if it is a width, else `COLUMNS`.
    pub asked_width: Option<usize>,
    /// What the terminal itself says.
    pub measured_width: Option<usize>,
    /// Whether standard output goes to a file, which nobody sees being written.
    pub stdout_is_file: bool,
    /// How many lines the terminal says it shows.
    pub measured_rows: Option<usize>,
    /// Whether the terminal is known to show links.
    pub links: bool,
}

impl TerminalEnvironment {
    /// The surroundings of this process.
    pub fn of_this_process() -> Self {
        let (columns, rows) = measure_terminal();
        Self {
            stdin: io::stdin().is_terminal(),
            stdout: io::stdout().is_terminal(),
            stdout_is_file: rustix::fs::fstat(io::stdout())
                .is_ok_and(|about| rustix::fs::FileType::from_raw_mode(about.st_mode).is_file()),
            stderr: io::stderr().is_terminal(),
            measured_width: columns,
            measured_rows: rows,
            links: supports_hyperlinks::supports_hyperlinks(),
            ..Self::from_variables(|name| env::var_os(name))
        }
    }

    /// What the variables of an environment ask for.
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name| {
            variable(name)
                .and_then(|value| value.into_string().ok())
                .unwrap_or_default()
        };
        let is_on = |name| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
        let number = |name| {
            text(name)
                .trim()
                .parse::<usize>()
                .ok()
                .filter(|&width| width > 1)
        };
        Self {
            no_color: variable("NO_COLOR").is_some_and(|value| !value.is_empty()),
            force_color: is_on("CLICOLOR_FORCE"),
            dumb: text("TERM") == "dumb",
            no_input: is_on("CASES_NO_INPUT"),
            accessible: is_on("CASES_ACCESSIBLE"),
            force_terminal: is_on("CASES_FORCE_TTY"),
            asked_width: number("CASES_FORCE_TTY").or_else(|| number("COLUMNS")),
            ..Self::default()
        }
    }

    /// The number of columns to lay out for.
    pub fn layout_width(&self) -> usize {
        self.asked_width
            .or(self.measured_width)
            .unwrap_or(USUAL_WIDTH)
            .clamp(WIDTHS.0, WIDTHS.1)
    }

    /// The number of columns that the screen has, whatever is asked for.
    pub fn screen_columns(&self) -> usize {
        self.measured_width.unwrap_or_else(|| self.layout_width())
    }

    /// The number of lines that the screen has.
    pub fn screen_rows(&self) -> usize {
        self.measured_rows.unwrap_or(USUAL_ROWS)
    }
}

/// The columns and rows of the terminal.
fn measure_terminal() -> (Option<usize>, Option<usize>) {
    let size = rustix::termios::tcgetwinsize(io::stdout())
        .or_else(|_| rustix::termios::tcgetwinsize(io::stderr()));
    let told = |number: u16| Some(usize::from(number)).filter(|&number| number > 0);
    size.map_or((None, None), |size| (told(size.ws_col), told(size.ws_row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> TerminalEnvironment {
        TerminalEnvironment::from_variables(|name| {
            variables
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, value)| value.into())
        })
    }

    #[test]
    fn an_empty_variable_asks_for_nothing() {
        let none = with(&[
            ("NO_COLOR", ""),
            ("CLICOLOR_FORCE", "0"),
            ("CASES_NO_INPUT", ""),
            ("CASES_FORCE_TTY", "0"),
        ]);
        assert!(
            !none.no_color
                && !none.force_color
                && !none.no_input
                && !none.force_terminal
                && !none.dumb
        );
        let all = with(&[
            ("NO_COLOR", "1"),
            ("CLICOLOR_FORCE", "1"),
            ("CASES_NO_INPUT", "1"),
            ("TERM", "dumb"),
        ]);
        assert!(all.no_color && all.force_color && all.no_input && all.dumb);
    }

    #[test]
    fn the_width_is_always_one_to_work_with() {
        for (columns, width) in [
            ("0", 80),
            ("1", 80),
            ("5", 10),
            ("132", 132),
            ("100000", 10_000),
            ("x", 80),
            ("-3", 80),
        ] {
            assert_eq!(
                with(&[("COLUMNS", columns)]).layout_width(),
                width,
                "{columns}"
            );
        }
        let forced = with(&[("COLUMNS", "132"), ("CASES_FORCE_TTY", "100")]);
        assert!(forced.force_terminal && forced.layout_width() == 100);
        assert_eq!(
            with(&[("COLUMNS", "132"), ("CASES_FORCE_TTY", "1")]).layout_width(),
            132
        );
        assert_eq!(
            TerminalEnvironment {
                measured_width: Some(61),
                ..TerminalEnvironment::default()
            }
            .layout_width(),
            61
        );
    }
}
