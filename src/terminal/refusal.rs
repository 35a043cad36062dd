//! Why a question has no answer.

use std::io;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PromptRefusal {
    /// Nobody can be asked: no terminal, `--no-input`, `CASES_NO_INPUT` or `TERM=dumb`.
    #[error("there is no terminal to ask on")]
    NotATerminal,
    /// The user pressed Esc, or the terminal went away.
    #[error("cancelled")]
    Cancelled,
    /// The user pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

impl From<io::Error> for PromptRefusal {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::Interrupted {
            Self::Interrupted
        } else {
            Self::Cancelled
        }
    }
}
