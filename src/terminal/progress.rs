//! Progress of long work: one line on standard error, only at a terminal, removed at the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Terminal;
use super::width::truncate_text;

/// Nothing is said of a work that takes no longer.
const QUICK: Duration = Duration::from_millis(500);
/// How often the line is drawn anew.
const OFTEN: Duration = Duration::from_millis(100);

/// A work that is being done until this is dropped.
#[derive(Debug)]
#[must_use = "it is said only while this is kept"]
pub struct Progress {
    done: Arc<AtomicUsize>,
    line: Option<ProgressThread>,
}

/// What draws the line.
#[derive(Debug)]
struct ProgressThread {
    end: Sender<()>,
    thread: JoinHandle<()>,
}

/// The message.
struct ProgressState {
    what: &'static str,
    /// What is counted, and the total if it is known.
    things: Option<(&'static str, Option<usize>)>,
    done: Arc<AtomicUsize>,
    began: Instant,
}

impl Terminal {
    /// Shows what is being done (`Checking the copy`), and for how long.
    pub fn start_progress(&self, what: &'static str) -> Progress {
        self.begin_progress(what, None)
    }

    /// Says of a work also how many of something (`cases`) are done, and of how many where that is known.
    pub fn start_counting(
        &self,
        what: &'static str,
        things: &'static str,
        total: Option<usize>,
    ) -> Progress {
        self.begin_progress(what, Some((things, total)))
    }

    fn begin_progress(
        &self,
        what: &'static str,
        things: Option<(&'static str, Option<usize>)>,
    ) -> Progress {
        let done = Arc::new(AtomicUsize::new(0));
        let said = ProgressState {
            what,
            things,
            done: Arc::clone(&done),
            began: Instant::now(),
        };
        let environment = &self.environment;
        let is_seen = environment.stderr
            && !self.options.quiet
            && !environment.dumb
            && !environment.accessible;
        Progress {
            done,
            line: if is_seen {
                self.spawn_drawing(said)
            } else {
                None
            },
        }
    }

    /// Draws the line from a thread of its own; where none can be had there is no line.
    fn spawn_drawing(&self, said: ProgressState) -> Option<ProgressThread> {
        let (end, ended) = mpsc::channel::<()>();
        let screen = self.screen.clone();
        let columns = self.environment.screen_columns().saturating_sub(1);
        let draw = move || {
            let mut pause = QUICK;
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                screen.draw_line(&truncate_text(&said.status_line(), columns));
                pause = OFTEN;
            }
            screen.erase_line();
        };
        Some(ProgressThread {
            end,
            thread: thread::Builder::new().spawn(draw).ok()?,
        })
    }
}

impl Progress {
    /// One more is done.
    pub fn count_step(&self) {
        self.done.fetch_add(1, Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(ProgressThread { end, thread }) = self.line.take() {
            drop(end);
            // The line is decoration: what became of it does not matter.
            let _ = thread.join();
        }
    }
}

impl ProgressState {
    /// `Taking in: 12300 cases, 8 s`
    fn status_line(&self) -> String {
        let done = self.done.load(Relaxed);
        let count = match self.things {
            Some((things, Some(total))) => format!(": {done} of {total} {things}"),
            Some((things, None)) if done > 0 => format!(": {done} {things}"),
            _ => String::new(),
        };
        let time = match self.began.elapsed().as_secs() {
            0 => " …".to_owned(),
            seconds => format!(", {seconds} s"),
        };
        format!("{}{count}{time}", self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::environment::TerminalEnvironment;
    use crate::terminal::{RecordedOutput, TerminalOptions};

    fn terminal(stderr: bool, options: TerminalOptions) -> Terminal {
        let environment = TerminalEnvironment {
            stderr,
            asked_width: Some(40),
            ..TerminalEnvironment::default()
        };
        Terminal::with_recording(options, environment, RecordedOutput::default())
    }

    #[test]
    fn what_is_said_counts_where_it_can() {
        let said = |things, done| {
            let done = Arc::new(AtomicUsize::new(done));
            ProgressState {
                what: "Writing",
                things,
                done,
                began: Instant::now(),
            }
            .status_line()
        };
        assert_eq!(said(None, 0), "Writing …");
        assert_eq!(said(Some(("cases", None)), 0), "Writing …");
        assert_eq!(
            said(Some(("cases", None)), 12_300),
            "Writing: 12300 cases …"
        );
        assert_eq!(
            said(Some(("letters", Some(500))), 120),
            "Writing: 120 of 500 letters …"
        );
    }

    #[test]
    fn what_takes_long_is_said_and_gone_at_the_end() {
        let terminal = terminal(true, TerminalOptions::default());
        let progress = terminal.start_counting("Writing", "letters", Some(2));
        progress.count_step();
        let end = Instant::now() + QUICK * 40;
        while terminal.recorded_output().1.is_empty() && Instant::now() < end {
            thread::sleep(OFTEN);
        }
        terminal.print_note("A note.");
        drop(progress);
        let said = terminal.recorded_output().1;
        assert!(
            said.starts_with("\rWriting: 1 of 2 letters") && said.contains(" \rA note.\n"),
            "{said:?}"
        );
        assert!(
            said.ends_with(" \r") || said.ends_with("\rA note.\n"),
            "{said:?}"
        );
    }

    #[test]
    fn nothing_is_said_of_what_is_quick_or_where_nobody_looks() {
        let quick = terminal(true, TerminalOptions::default());
        drop(quick.start_progress("Reading"));
        assert_eq!(quick.recorded_output().1, "");
        let quiet = terminal(
            true,
            TerminalOptions {
                quiet: true,
                ..TerminalOptions::default()
            },
        );
        for terminal in [terminal(false, TerminalOptions::default()), quiet] {
            assert!(terminal.start_progress("Reading").line.is_none());
        }
    }
}
