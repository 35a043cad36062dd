//! How far a long work has come, on standard error and only where a person looks at it.

use std::time::{Duration, Instant};

use super::Terminal;

/// Nothing is said of a work that takes no longer.
const QUICK: Duration = Duration::from_millis(500);
/// How often the line is drawn anew.
const OFTEN: Duration = Duration::from_millis(100);

/// A line that counts up, and is gone at the end.
#[derive(Debug)]
pub struct Progress<'a> {
    terminal: &'a Terminal,
    what: &'static str,
    total: usize,
    done: usize,
    drawn: Instant,
    shown: bool,
}

impl Terminal {
    /// Counts so many of something (`letters`).
    #[must_use]
    pub fn progress(&self, what: &'static str, total: usize) -> Progress<'_> {
        Progress { terminal: self, what, total, done: 0, drawn: Instant::now() + QUICK - OFTEN, shown: false }
    }
}

impl Progress<'_> {
    /// One more is done.
    pub fn step(&mut self) {
        self.done += 1;
        let is_seen =
            self.terminal.environment.stderr && !self.terminal.options.quiet && !self.terminal.environment.dumb;
        if is_seen && Instant::now().saturating_duration_since(self.drawn) >= OFTEN {
            self.drawn = Instant::now();
            self.shown = true;
            self.terminal.print(&format!("\r{} of {} {}\u{1b}[K", self.done, self.total, self.what));
        }
    }

    /// Takes the line away.
    pub fn finish(self) {
        if self.shown {
            self.terminal.print("\r\u{1b}[K");
        }
    }
}
