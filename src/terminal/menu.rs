//! How a question of yes or no looks: plain text in whole words, on a screen that is always restored.

use std::fmt;
use std::io;

use dialoguer::console::Term;
use dialoguer::theme::Theme;

use super::keyboard::RawKeyboard;
use super::prompt::Refused;

/// Runs a dialogue of dialoguer with the terminal in our hands.
pub(super) fn run_dialogue<T>(dialogue: impl FnOnce(&Term) -> dialoguer::Result<Option<T>>) -> Result<T, Refused> {
    let keyboard = RawKeyboard::new()?;
    let answer = dialogue(&Term::stderr());
    if keyboard.was_interrupted() {
        return Err(Refused::Interrupted);
    }
    answer.map_err(io::Error::from)?.ok_or(Refused::Cancelled)
}

/// Dialogues in whole words.
pub(super) struct Words;

impl Theme for Words {
    fn format_confirm_prompt(&self, out: &mut dyn fmt::Write, prompt: &str, default: Option<bool>) -> fmt::Result {
        write!(out, "{prompt} yes/no [{}] ", if default == Some(true) { "yes" } else { "no" })
    }
}
