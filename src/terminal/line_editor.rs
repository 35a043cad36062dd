//! One line being typed. dialoguer's own input knows no Esc and loses its place among wide letters; this one does not.

use std::io::{self, Write};

use dialoguer::console::{Key, Term};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::keyboard::RawKeyboard;
use super::sanitise::visible_text;
use super::width::truncate_text;
use crate::terminal::PromptRefusal;

/// Reads a line behind a prompt, which must be short and safe to look at. Arrows, Home, End, Delete and the usual Ctrl
/// keys edit it; Enter accepts it.
pub(super) fn edit_line(term: &Term, prompt: &str, initial: &str) -> Result<String, PromptRefusal> {
    let keyboard = RawKeyboard::new()?;
    let mut line = EditLine::new(initial);
    loop {
        line.draw_line(term, prompt)?;
        let step = line.press_key(&term.read_key_raw()?);
        if step == KeyAction::Type && !keyboard.was_interrupted() {
            continue;
        }
        line.at = 0;
        line.draw_line(term, prompt)?;
        term.write_line("")?;
        return match step {
            KeyAction::Accept => Ok(line.text),
            KeyAction::Cancel => Err(PromptRefusal::Cancelled),
            KeyAction::Type | KeyAction::Interrupt => Err(PromptRefusal::Interrupted),
        };
    }
}

/// Reads a line as the terminal itself edits it, for screen readers: nothing is drawn but the prompt.
pub(super) fn read_plain(prompt: &str) -> Result<String, PromptRefusal> {
    io::stderr().write_all(prompt.as_bytes())?;
    let mut line = String::new();
    match io::stdin().read_line(&mut line)? {
        0 => Err(PromptRefusal::Cancelled),
        _ => Ok(line.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

/// What a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyAction {
    /// More may be typed.
    Type,
    /// The line is accepted.
    Accept,
    /// The user cancels.
    Cancel,
    /// The user interrupts.
    Interrupt,
}

/// A text and the position of the cursor in it.
#[derive(Debug)]
pub(super) struct EditLine {
    /// What was typed.
    pub text: String,
    at: usize,
}

impl EditLine {
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            at: text.len(),
        }
    }

    /// What a key does to the line.
    pub fn press_key(&mut self, key: &Key) -> KeyAction {
        match key {
            Key::Enter => return KeyAction::Accept,
            Key::Escape => return KeyAction::Cancel,
            Key::Char('\u{4}') if self.text.is_empty() => return KeyAction::Cancel,
            Key::CtrlC => return KeyAction::Interrupt,
            Key::Backspace => self.remove_range(self.at - self.length_before(), self.at),
            Key::Del | Key::Char('\u{4}') => {
                self.remove_range(self.at, self.at + self.length_after())
            }
            Key::ArrowLeft => self.at -= self.length_before(),
            Key::ArrowRight => self.at += self.length_after(),
            Key::Home => self.at = 0,
            Key::End => self.at = self.text.len(),
            Key::Char('\u{b}') => self.text.truncate(self.at),
            Key::Char('\u{15}') => self.remove_range(0, self.at),
            Key::Char('\u{17}') => self.remove_range(self.word_start(), self.at),
            Key::Char(letter) if !letter.is_control() => {
                self.text.insert(self.at, *letter);
                self.at += letter.len_utf8();
            }
            _ => {}
        }
        KeyAction::Type
    }

    fn remove_range(&mut self, from: usize, until: usize) {
        self.text.replace_range(from..until, "");
        self.at = from;
    }

    /// The length of the letter before the cursor, with its accents.
    fn length_before(&self) -> usize {
        self.text[..self.at]
            .graphemes(true)
            .next_back()
            .map_or(0, str::len)
    }

    fn length_after(&self) -> usize {
        self.text[self.at..]
            .graphemes(true)
            .next()
            .map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.text[..self.at].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |space| {
            space + before[space..].chars().next().map_or(0, char::len_utf8)
        })
    }

    fn draw_line(&self, term: &Term, prompt: &str) -> io::Result<()> {
        let columns = usize::from(term.size().1);
        let (left, right) = self.visible_parts(columns.saturating_sub(prompt.width() + 1));
        term.write_str(&format!("\r{prompt}{left}{right}\u{1b}[K"))?;
        term.move_cursor_left(right.width())?;
        term.flush()
    }

    /// What is shown left and right of the cursor where the line is longer than the room for it.
    pub fn visible_parts(&self, room: usize) -> (String, String) {
        let (left, right) = (
            visible_text(&self.text[..self.at]),
            visible_text(&self.text[self.at..]),
        );
        let mut start = left.len();
        let mut width = 0;
        for letter in left.graphemes(true).rev() {
            width += letter.width();
            if width > room {
                break;
            }
            start -= letter.len();
        }
        let left = left[start..].to_owned();
        let right = truncate_text(&right, room.saturating_sub(left.width())).into_owned();
        (left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(initial: &str, keys: &[Key]) -> EditLine {
        let mut line = EditLine::new(initial);
        for key in keys {
            assert_eq!(line.press_key(key), KeyAction::Type);
        }
        line
    }

    #[test]
    fn letters_of_every_script_are_typed_and_taken_back_whole() {
        let line = typed(
            "",
            &[
                Key::Char('Е'),
                Key::Char('名'),
                Key::Char('e'),
                Key::Char('\u{301}'),
                Key::Char('\u{7}'),
            ],
        );
        assert_eq!(line.text, "Е名e\u{301}");
        assert_eq!(typed("Е名e\u{301}", &[Key::Backspace]).text, "Е名");
        assert_eq!(
            typed("👨\u{200d}👩", &[Key::Backspace, Key::Backspace]).text,
            ""
        );
    }

    #[test]
    fn the_usual_keys_edit() {
        let line = typed(
            "Alise Lee",
            &[
                Key::Home,
                Key::ArrowRight,
                Key::ArrowRight,
                Key::ArrowRight,
                Key::Del,
                Key::Char('c'),
            ],
        );
        assert_eq!((line.text.as_str(), line.at), ("Alice Lee", 4));
        assert_eq!(typed("one two  ", &[Key::Char('\u{17}')]).text, "one ");
        assert_eq!(
            typed(
                "one",
                &[
                    Key::Char('\u{15}'),
                    Key::ArrowLeft,
                    Key::Backspace,
                    Key::Del
                ]
            )
            .text,
            ""
        );
        assert_eq!(
            typed(
                "one",
                &[
                    Key::ArrowLeft,
                    Key::Char('\u{b}'),
                    Key::End,
                    Key::ArrowRight
                ]
            )
            .text,
            "on"
        );
    }

    #[test]
    fn esc_cancels_and_ctrl_c_interrupts() {
        assert_eq!(
            EditLine::new("a").press_key(&Key::Escape),
            KeyAction::Cancel
        );
        assert_eq!(
            EditLine::new("").press_key(&Key::Char('\u{4}')),
            KeyAction::Cancel
        );
        assert_eq!(
            EditLine::new("a").press_key(&Key::CtrlC),
            KeyAction::Interrupt
        );
        assert_eq!(EditLine::new("a").press_key(&Key::Enter), KeyAction::Accept);
    }

    #[test]
    fn a_long_line_is_shown_around_the_cursor() {
        let mut line = EditLine::new("abcdefghij");
        assert_eq!(line.visible_parts(5), ("fghij".to_owned(), String::new()));
        line.at = 2;
        assert_eq!(line.visible_parts(5), ("ab".to_owned(), "cd…".to_owned()));
        assert_eq!(line.visible_parts(0), (String::new(), String::new()));
        assert_eq!(EditLine::new("a\u{202e}").visible_parts(20).0, "a\\u{202e}");
    }

    proptest! {
        #[test]
        fn no_keys_can_break_the_line(keys in prop::collection::vec(0u8..14, 0..60), room in 0usize..12) {
            let mut line = EditLine::new("");
            for key in keys {
                line.press_key(&match key {
                    0 => Key::Backspace,
                    1 => Key::Del,
                    2 => Key::ArrowLeft,
                    3 => Key::ArrowRight,
                    4 => Key::Home,
                    5 => Key::End,
                    6 => Key::Char('\u{17}'),
                    7 => Key::Char('\u{15}'),
                    8 => Key::Char('名'),
                    9 => Key::Char('\u{301}'),
                    10 => Key::Char('\u{a0}'),
                    11 => Key::Char('\u{200d}'),
                    12 => Key::Char('👩'),
                    _ => Key::Char(' '),
                });
                let (left, right) = line.visible_parts(room);
                prop_assert!(left.width() + right.width() <= room.max(left.width()) && left.width() <= room);
            }
        }
    }
}
