//! How a question of yes or no looks: plain text in whole words, on a screen that is always restored.

use std::fmt;
use std::io;

use dialoguer::console::Term;
use dialoguer::theme::Theme;

use super::keyboard::RawKeyboard;
use crate::terminal::PromptRefusal;

/// Runs a dialogue of dialoguer with the terminal in our hands.
pub(super) fn run_dialogue<T>(
    dialogue: impl FnOnce(&Term) -> dialoguer::Result<Option<T>>,
) -> Result<T, PromptRefusal> {
    let keyboard = RawKeyboard::new()?;
    let answer = dialogue(&Term::stderr());
    if keyboard.was_interrupted() {
        return Err(PromptRefusal::Interrupted);
    }
    answer
        .map_err(io::Error::from)?
        .ok_or(PromptRefusal::Cancelled)
}

/// Dialogues in whole words.
pub(super) struct PlainDialogue;

impl Theme for PlainDialogue {
    fn format_confirm_prompt(
        &self,
        out: &mut dyn fmt::Write,
        prompt: &str,
        default: Option<bool>,
    ) -> fmt::Result {
        write!(
            out,
            "{prompt} yes/no [{}] ",
            if default == Some(true) { "yes" } else { "no" }
        )
    }
}
