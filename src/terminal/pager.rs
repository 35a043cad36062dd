//! Text that is longer than the screen goes through a pager, so that its beginning is read first. A shorter one is printed.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use super::Terminal;
use super::edit::EditError;
use super::keyboard::HeldSignals;
use super::standard_output::StandardOutput;

/// Where a pager is named; the first that is set, even to nothing.
const VARIABLES: [&str; 2] = ["CASES_PAGER", "PAGER"];

/// The pager that is used if none is set.
const USUAL_PAGER: &str = "less";

/// How less is set where the user has not set it: colours pass, and the text stays on the screen at the end.
const SETTINGS: [(&str, &str); 2] = [("LESS", "FRX"), ("LESSCHARSET", "utf-8")];

impl Terminal {
    /// Whether somebody is there to turn pages: standard input and output are terminals that can move a cursor, and
    /// nothing forbids it.
    pub(super) fn can_page(&self) -> bool {
        let (options, environment) = (self.options, &self.environment);
        let forbidden =
            options.no_pager || options.no_input || options.json || environment.no_input;
        let is_plain = environment.dumb || environment.accessible || environment.force_terminal;
        environment.stdin && environment.stdout && !forbidden && !is_plain && self.kept.is_none()
    }
}

/// Text on its way to the screen; it waits until it is known whether it fits.
#[derive(Debug)]
pub(super) struct PagedText {
    terminal: Terminal,
    state: PagerState,
    problem: Option<String>,
}

#[derive(Debug)]
enum PagerState {
    /// No more than a screen yet: without links for a pager, with links for the screen.
    Waiting {
        plain: Vec<u8>,
        linked: Vec<u8>,
    },
    Paging(PagerProcess),
    Printing(StandardOutput),
    Done,
}

/// A pager at work. Ctrl-C is its affair.
#[derive(Debug)]
struct PagerProcess {
    pager: Child,
    text: Option<ChildStdin>,
    signals: HeldSignals,
}

impl PagedText {
    pub fn new(terminal: &Terminal) -> Self {
        let state = PagerState::Waiting {
            plain: Vec::new(),
            linked: Vec::new(),
        };
        Self {
            terminal: terminal.clone(),
            state,
            problem: None,
        }
    }

    /// Takes a part of the text, without and with its links.
    pub fn write_part(&mut self, plain_part: &[u8], linked_part: &[u8]) -> io::Result<()> {
        match &mut self.state {
            PagerState::Waiting { plain, linked } => {
                plain.extend_from_slice(plain_part);
                linked.extend_from_slice(linked_part);
                let is_long = plain_part.contains(&b'\n') && !self.terminal.fits_the_screen(plain);
                if is_long { self.start_paging() } else { Ok(()) }
            }
            PagerState::Paging(running) => running.write_text(plain_part),
            PagerState::Printing(out) => out.write_all(linked_part),
            PagerState::Done => Ok(()),
        }
    }

    /// Prints what waits, or waits until the user has left the pager.
    pub fn finish_paging(&mut self) -> io::Result<()> {
        let outcome = match std::mem::replace(&mut self.state, PagerState::Done) {
            PagerState::Waiting { linked, .. } => {
                let mut out = self.terminal.stdout_writer();
                out.write_all(&linked).and_then(|()| out.flush())
            }
            PagerState::Printing(mut out) => out.flush(),
            PagerState::Paging(running) => {
                self.problem = running.finish_pager();
                Ok(())
            }
            PagerState::Done => Ok(()),
        };
        if let Some(problem) = self.problem.take() {
            self.terminal
                .print_warning(&format!("{problem}; --no-pager prints long text as it is"));
        }
        outcome
    }

    /// Now that the text is longer than the screen.
    fn start_paging(&mut self) -> io::Result<()> {
        let PagerState::Waiting { plain, linked } =
            std::mem::replace(&mut self.state, PagerState::Done)
        else {
            return Ok(());
        };
        self.terminal.screen.close_line();
        match find_pager(|name| env::var_os(name))
            .and_then(|words| PagerProcess::start_pager(&words))
        {
            Ok(mut running) => {
                let written = running.write_text(&plain);
                self.state = PagerState::Paging(running);
                written
            }
            Err(problem) => {
                self.problem = problem;
                let mut out = self.terminal.stdout_writer();
                let written = out.write_all(&linked);
                self.state = PagerState::Printing(out);
                written
            }
        }
    }
}

impl Drop for PagedText {
    fn drop(&mut self) {
        // Something else went wrong before, and that is what is told.
        let _ = self.finish_paging();
    }
}

impl PagerProcess {
    /// The running pager; else the reason for having none, if the user should know it.
    fn start_pager(words: &[String]) -> Result<Self, Option<String>> {
        let (program, arguments) = words.split_first().ok_or(None)?;
        let unset = SETTINGS
            .into_iter()
            .filter(|(name, _)| env::var_os(name).is_none());
        let is_named = words != [USUAL_PAGER];
        let failed = |error: io::Error| {
            is_named.then(|| format!("the pager “{program}” cannot be started: {error}"))
        };
        let signals = HeldSignals::hold_signals().map_err(failed)?;
        let pager = Command::new(program)
            .args(arguments)
            .envs(unset)
            .stdin(Stdio::piped())
            .spawn();
        let mut pager = pager.map_err(failed)?;
        let text = pager.stdin.take();
        Ok(Self {
            pager,
            text,
            signals,
        })
    }

    /// Passes text to the pager; after the user has left it, nothing more is passed.
    fn write_text(&mut self, text: &[u8]) -> io::Result<()> {
        let Some(pipe) = &mut self.text else {
            return Ok(());
        };
        match pipe.write_all(text) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.text = None,
            written => return written,
        }
        Ok(())
    }

    /// Waits until the user has left; says what went wrong.
    fn finish_pager(mut self) -> Option<String> {
        self.text = None;
        let status = self.pager.wait().ok()?;
        let failed = !status.success() && !self.signals.was_interrupted();
        failed.then(|| format!("the pager failed ({status}), and the text may not have been shown"))
    }
}

/// The command of the user’s pager; else none, and the reason if the user should know it.
fn find_pager(variable: impl Fn(&str) -> Option<OsString>) -> Result<Vec<String>, Option<String>> {
    let named = VARIABLES
        .into_iter()
        .find_map(|name| Some((name, variable(name)?)));
    let Some((name, command)) = named else {
        return Ok(vec![USUAL_PAGER.to_owned()]);
    };
    let words = shell_words::split(&command.to_string_lossy())
        .map_err(|_| Some(EditError::NotACommand { variable: name }.to_string()))?;
    let is_none = words.first().is_none_or(|program| program.is_empty()) || words == ["cat"];
    if is_none { Err(None) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::TerminalOptions;
    use crate::terminal::environment::TerminalEnvironment;

    #[test]
    fn the_pager_is_the_first_variable_that_is_set() {
        let with = |pairs: &[(&str, &str)]| {
            find_pager(|name| {
                pairs
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| (*value).into())
            })
        };
        assert_eq!(with(&[]).unwrap(), ["less"]);
        assert_eq!(
            with(&[("PAGER", "most"), ("CASES_PAGER", "less -S '/a b'")]).unwrap(),
            ["less", "-S", "/a b"]
        );
        assert_eq!(with(&[("PAGER", "most")]).unwrap(), ["most"]);
        for none in ["", " ", "cat", " cat ", "''"] {
            assert_eq!(
                with(&[("CASES_PAGER", none), ("PAGER", "most")]),
                Err(None),
                "{none}"
            );
        }
        let problem = with(&[("PAGER", "less '")]).unwrap_err().unwrap();
        assert!(problem.starts_with("PAGER is not a command"), "{problem}");
    }

    #[test]
    fn only_a_pager_that_the_user_named_is_missed() {
        let missing = ["/no/such/pager".to_owned()];
        let problem = PagerProcess::start_pager(&missing).unwrap_err().unwrap();
        assert!(
            problem.starts_with("the pager “/no/such/pager” cannot be started"),
            "{problem}"
        );
    }

    #[test]
    fn a_pager_that_was_left_is_no_error_and_one_that_fails_is_told() {
        let start = |script: &str| {
            PagerProcess::start_pager(&["sh", "-c", script].map(str::to_owned)).unwrap()
        };
        let mut left = start("exit 0");
        left.pager.wait().unwrap();
        left.write_text(&[b'a'; 1 << 17]).unwrap();
        left.write_text(b"more").unwrap();
        assert_eq!(left.finish_pager(), None);
        let problem = start("cat >/dev/null; exit 127").finish_pager().unwrap();
        assert!(problem.contains("127"), "{problem}");
    }

    #[test]
    fn pages_are_turned_only_by_somebody_at_a_terminal() {
        let can =
            |options, environment| Terminal::with_environment(options, environment).can_page();
        let both = TerminalEnvironment {
            stdin: true,
            stdout: true,
            ..TerminalEnvironment::default()
        };
        assert!(can(TerminalOptions::default(), both.clone()));
        for options in [
            TerminalOptions {
                no_pager: true,
                ..TerminalOptions::default()
            },
            TerminalOptions {
                no_input: true,
                ..TerminalOptions::default()
            },
            TerminalOptions {
                json: true,
                ..TerminalOptions::default()
            },
        ] {
            assert!(!can(options, both.clone()));
        }
        for change in [
            |e: &mut TerminalEnvironment| e.stdin = false,
            |e: &mut TerminalEnvironment| e.stdout = false,
            |e: &mut TerminalEnvironment| e.dumb = true,
            |e: &mut TerminalEnvironment| e.accessible = true,
            |e: &mut TerminalEnvironment| e.no_input = true,
            |e: &mut TerminalEnvironment| e.force_terminal = true,
        ] {
            let mut environment = both.clone();
            change(&mut environment);
            assert!(!can(TerminalOptions::default(), environment));
        }
    }

    #[test]
    fn lines_are_counted_as_they_wrap() {
        let screen = TerminalEnvironment {
            measured_rows: Some(4),
            measured_width: Some(10),
            asked_width: Some(99),
            ..both_ends()
        };
        let fits = |text: &str| {
            Terminal::with_environment(TerminalOptions::default(), screen.clone())
                .fits_the_screen(text.as_bytes())
        };
        assert!(fits("") && fits("a\nb\nc\n") && !fits("a\nb\nc\nd\n"));
        assert!(fits("0123456789\n\u{1b}[1m0123456789\u{1b}[0m\nc\n"));
        assert!(!fits("0123456789a\nb\nc\n") && !fits("名字名字名字\nb\nc\n"));
    }

    fn both_ends() -> TerminalEnvironment {
        TerminalEnvironment {
            stdin: true,
            stdout: true,
            ..TerminalEnvironment::default()
        }
    }
}
