//! Standard output as a writer.

use std::io::{self, StdoutLock, Write};

use super::screen::Screen;

/// Standard output itself. Before anything can appear on the screen, the screen is left to it.
#[derive(Debug)]
pub(super) struct StandardOutput {
    out: StdoutLock<'static>,
    screen: Option<Screen>,
}

impl StandardOutput {
    /// The screen is given where standard output may come to it.
    pub(super) fn new(screen: Option<Screen>) -> Self {
        Self {
            out: io::stdout().lock(),
            screen,
        }
    }
}

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(screen) = self.screen.take() {
            screen.close_line();
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
