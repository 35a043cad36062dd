//! Questions. One is asked only where somebody can answer it ([`Terminal::can_ask`]); elsewhere its default is the answer,
//! and a question without a default is refused. Esc cancels, Ctrl-C interrupts, and the terminal is always restored.

use std::fmt;

use dialoguer::Confirm;
use dialoguer::console::Term;

use super::sanitise::{one_line, visible_lines};
use crate::terminal::confirm::{PlainDialogue, run_dialogue};
use crate::terminal::{PromptRefusal, Terminal, line_editor};

impl Terminal {
    /// Asks for a line until `read` accepts it; what was typed stays there to be mended. The default is taken by Enter,
    /// and where nobody can be asked.
    ///
    /// # Errors
    /// There is nobody to ask and no default, or the user cancels.
    pub fn ask_line<T, E: fmt::Display>(
        &self,
        question: &str,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Result<T, PromptRefusal> {
        if !self.can_ask() {
            return default
                .and_then(|default| read(default).ok())
                .ok_or(PromptRefusal::NotATerminal);
        }
        let mut typed = String::new();
        loop {
            typed = self.read_line(question, default, &typed)?;
            let answer = if typed.trim().is_empty() {
                default.unwrap_or_default()
            } else {
                typed.as_str()
            };
            match read(answer) {
                Ok(answer) => return Ok(answer),
                Err(problem) => self.ask_above(&to_sentence(&problem.to_string())),
            }
        }
    }

    /// Asks for a line that may stay empty. Nothing is the answer of Enter, and where nobody can be asked.
    pub fn ask_optional<T, E: fmt::Display>(
        &self,
        question: &str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, PromptRefusal> {
        self.ask_line(question, Some(""), |typed| {
            if typed.is_empty() {
                Ok(None)
            } else {
                read(typed).map(Some)
            }
        })
    }

    /// Asks a question of yes or no, which `--yes` answers with yes. The default is taken by Enter, and where nobody can
    /// be asked. Without a default, Enter is no, and a script must say `--yes`.
    ///
    /// # Errors
    /// There is nobody to ask and no default, or the user cancels.
    pub fn ask_confirmation(
        &self,
        question: &str,
        default: Option<bool>,
    ) -> Result<bool, PromptRefusal> {
        if self.options().yes {
            return Ok(true);
        }
        if !self.can_ask() {
            return default.ok_or(PromptRefusal::NotATerminal);
        }
        let enter = default.unwrap_or(false);
        if self.environment.accessible {
            return self.ask_line(
                &format!("{question} yes/no"),
                Some(if enter { "yes" } else { "no" }),
                yes_or_no,
            );
        }
        let (words, prompt) = (
            PlainDialogue,
            self.last_line(question, " yes/no [yes] ".len()),
        );
        let confirm = Confirm::with_theme(&words)
            .with_prompt(prompt)
            .default(enter);
        run_dialogue(|term| confirm.interact_on_opt(term)).inspect_err(|refused| {
            if *refused == PromptRefusal::Interrupted {
                self.ask_above("");
            }
        })
    }

    /// Asks for a text that is not shown while it is typed.
    pub fn ask_secret(&self, question: &str) -> Result<String, PromptRefusal> {
        if !self.can_ask() {
            return Err(PromptRefusal::NotATerminal);
        }
        let prompt = self.last_line(&format!("{}: ", one_line(question)), 20);
        run_dialogue(|term| {
            term.write_str(&prompt)?;
            Ok(Some(term.read_secure_line()?))
        })
    }

    /// Reads a line once, whatever it says.
    pub(super) fn read_line(
        &self,
        question: &str,
        default: Option<&str>,
        typed: &str,
    ) -> Result<String, PromptRefusal> {
        let default = default
            .filter(|default| !default.is_empty())
            .map(|default| format!(" [{default}]"));
        let prompt = format!(
            "{}{}: ",
            one_line(question),
            one_line(&default.unwrap_or_default())
        );
        let prompt = self.last_line(&prompt, 20);
        if self.environment.accessible {
            line_editor::read_plain(&prompt)
        } else {
            line_editor::edit_line(&Term::stderr(), &prompt, typed)
        }
    }

    /// Prints all of a long question but its last line, which it returns, so that `room` columns are left beside it.
    fn last_line(&self, question: &str, room: usize) -> String {
        let columns = usize::from(Term::stderr().size().1);
        let question = visible_lines(question);
        let width = columns.saturating_sub(room).max(10);
        let mut lines: Vec<_> = question
            .lines()
            .flat_map(|line| textwrap::wrap(line, width))
            .collect();
        let last = lines.pop().unwrap_or_default().into_owned();
        for line in lines {
            self.ask_above(&line);
        }
        if question.ends_with(' ') {
            last + " "
        } else {
            last
        }
    }

    /// Prints what belongs to a question, even with `--quiet`.
    pub(super) fn ask_above(&self, text: &str) {
        self.print_message("", "", text);
    }
}

fn yes_or_no(typed: &str) -> Result<bool, &'static str> {
    match typed.trim().to_lowercase().as_str() {
        "yes" | "y" => Ok(true),
        "no" | "n" => Ok(false),
        _ => Err("Type yes or no"),
    }
}

/// The text with a mark at its end.
fn to_sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::TerminalOptions;

    fn nobody() -> Terminal {
        Terminal::new_recording(TerminalOptions::default(), None)
    }

    fn number_of(typed: &str) -> Result<u32, std::num::ParseIntError> {
        typed.parse()
    }

    #[test]
    fn where_nobody_can_be_asked_the_default_is_the_answer() {
        let nobody = nobody();
        assert_eq!(nobody.ask_line("How many", Some("3"), number_of), Ok(3));
        assert_eq!(nobody.ask_optional("How many", number_of), Ok(None));
        assert_eq!(nobody.ask_confirmation("Go on?", Some(false)), Ok(false));
        assert_eq!(nobody.recorded_output(), (String::new(), String::new()));
    }

    #[test]
    fn where_nobody_can_be_asked_a_question_without_a_default_is_refused() {
        let nobody = nobody();
        assert_eq!(
            nobody.ask_line("How many", None, number_of),
            Err(PromptRefusal::NotATerminal)
        );
        assert_eq!(
            nobody.ask_line("How many", Some("x"), number_of),
            Err(PromptRefusal::NotATerminal)
        );
        assert_eq!(
            nobody.ask_confirmation("Remove all?", None),
            Err(PromptRefusal::NotATerminal)
        );
    }

    #[test]
    fn yes_answers_questions_of_yes_or_no() {
        let yes = Terminal::new_recording(
            TerminalOptions {
                yes: true,
                ..TerminalOptions::default()
            },
            None,
        );
        assert_eq!(yes.ask_confirmation("Remove all?", None), Ok(true));
    }

    #[test]
    fn yes_and_no_are_read_in_whole_words_too() {
        assert_eq!([yes_or_no("Yes "), yes_or_no("n")], [Ok(true), Ok(false)]);
        assert!(yes_or_no("yeah").is_err());
    }

    #[test]
    fn a_terminal_that_went_away_is_a_no() {
        assert_eq!(
            PromptRefusal::from(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)),
            PromptRefusal::Cancelled
        );
        assert_eq!(
            PromptRefusal::from(std::io::Error::from(std::io::ErrorKind::Interrupted)),
            PromptRefusal::Interrupted
        );
    }
}
