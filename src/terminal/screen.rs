//! Standard error: messages, and below them sometimes one line of progress.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unicode_width::UnicodeWidthStr;

/// Where messages go. All copies are the same screen.
#[derive(Debug, Clone, Default)]
pub(super) struct Screen {
    /// Where they go instead, in tests.
    pub kept: Option<Arc<Mutex<Vec<u8>>>>,
    line: Arc<Mutex<ProgressLine>>,
}

/// The line below the messages.
#[derive(Debug, Default)]
struct ProgressLine {
    /// How many columns it takes now; 0 where there is none.
    columns: usize,
    /// Whether there must be none any more.
    is_over: bool,
}

impl Screen {
    /// A screen for tests that records what is printed.
    pub fn new_recording(kept: Arc<Mutex<Vec<u8>>>) -> Self {
        Self {
            kept: Some(kept),
            ..Self::default()
        }
    }

    /// Prints whole lines, where the line stood; where nobody listens nothing can be said.
    pub fn print_text(&self, text: &str) {
        let mut line = self.lock_line();
        self.write_text(&(blank_line(&mut line) + text));
    }

    /// Draws the line, which must be safe to look at and fit the screen.
    pub fn draw_line(&self, text: &str) {
        let mut line = self.lock_line();
        if !line.is_over {
            let before = std::mem::replace(&mut line.columns, text.width());
            self.write_text(&format!(
                "\r{text}{}",
                " ".repeat(before.saturating_sub(line.columns))
            ));
        }
    }

    /// Takes the line away.
    pub fn erase_line(&self) {
        self.print_text("");
    }

    /// Removes the line for good: something else now uses the screen.
    pub fn close_line(&self) {
        let mut line = self.lock_line();
        line.is_over = true;
        self.write_text(&blank_line(&mut line));
    }

    fn lock_line(&self) -> MutexGuard<'_, ProgressLine> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_text(&self, text: &str) {
        if text.is_empty() {
            return;
        }
        let _ = match &self.kept {
            Some(kept) => kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .write_all(text.as_bytes()),
            None => io::stderr().lock().write_all(text.as_bytes()),
        };
    }
}

/// What makes the line blank: spaces and no escape sequence, which not every terminal knows.
fn blank_line(line: &mut ProgressLine) -> String {
    match std::mem::take(&mut line.columns) {
        0 => String::new(),
        columns => format!("\r{}\r", " ".repeat(columns)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(print: impl Fn(&Screen)) -> String {
        let kept = Arc::new(Mutex::new(Vec::new()));
        print(&Screen::new_recording(Arc::clone(&kept)));
        String::from_utf8(kept.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn a_message_stands_where_the_line_stood() {
        let text = written(|screen| {
            screen.draw_line("Reading 名, 1 s");
            screen.draw_line("Reading, 2 s");
            screen.print_text("a message\n");
            screen.print_text("another\n");
            screen.draw_line("b");
            screen.erase_line();
        });
        let blank = " ".repeat(12);
        assert_eq!(
            text,
            format!("\rReading 名, 1 s\rReading, 2 s   \r{blank}\ra message\nanother\n\rb\r \r")
        );
    }

    #[test]
    fn below_what_belongs_to_something_else_nothing_is_drawn() {
        let text = written(|screen| {
            screen.draw_line("a");
            screen.close_line();
            screen.draw_line("b");
            screen.print_text("message\n");
        });
        assert_eq!(text, "\ra\r \rmessage\n");
    }
}
