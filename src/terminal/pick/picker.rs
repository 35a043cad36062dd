//! A list on the screen that narrows as one types, redrawn at every key and removed at the end.

use std::io;

use dialoguer::console::{Key, Term};
use unicode_width::UnicodeWidthStr;

use crate::terminal::PromptRefusal;
use crate::terminal::keyboard::RawKeyboard;
use crate::terminal::line_editor::{EditLine, KeyAction};
use crate::terminal::pick::{Answer, Question, find_matching, spell_items};
use crate::terminal::sanitise::one_line;
use crate::terminal::width::truncate_text;

/// The most items that are shown at a time.
const MOST_ROWS: usize = 20;

/// Asks the question below the present text of the screen.
pub(crate) fn run(term: &Term, question: &Question<'_>) -> Result<Answer, PromptRefusal> {
    let keyboard = RawKeyboard::new()?;
    let mut picker = ListPicker::new(question);
    let outcome = loop {
        picker.draw_list(term)?;
        let pressed = picker.press_key(&term.read_key_raw()?);
        if keyboard.was_interrupted() {
            break Err(PromptRefusal::Interrupted);
        }
        if let Some(outcome) = pressed {
            break outcome;
        }
    };
    let said = outcome.as_ref().map_or_else(
        |_| picker.line.text.clone(),
        |answer| picker.in_words(answer),
    );
    let columns = usize::from(term.size().1).saturating_sub(1);
    term.write_str(&format!(
        "\r\u{1b}[J{}\r\n",
        truncate_text(&format!("> {}", one_line(&said)), columns)
    ))?;
    term.flush()?;
    outcome
}

/// What was typed, and what of the list is left.
struct ListPicker<'a> {
    question: &'a Question<'a>,
    spelled: Vec<Vec<String>>,
    line: EditLine,
    fitting: Vec<usize>,
    marked: Option<usize>,
    rows: usize,
}

impl<'a> ListPicker<'a> {
    fn new(question: &'a Question<'a>) -> Self {
        let all = (0..question.items.len()).collect();
        let marked = question.at.filter(|at| *at < question.items.len());
        Self {
            question,
            spelled: spell_items(question),
            line: EditLine::new(question.typed),
            fitting: all,
            marked,
            rows: MOST_ROWS,
        }
    }

    /// The result of a key; none while the question is open.
    fn press_key(&mut self, key: &Key) -> Option<Result<Answer, PromptRefusal>> {
        match key {
            Key::ArrowDown => self.move_mark(1),
            Key::ArrowUp => self.move_mark(-1),
            Key::PageDown => self.move_mark(isize::try_from(self.rows).unwrap_or(1)),
            Key::PageUp => self.move_mark(-isize::try_from(self.rows).unwrap_or(1)),
            Key::Tab | Key::Char('\t') => self.complete_line(),
            key => return self.type_in(key),
        }
        None
    }

    fn type_in(&mut self, key: &Key) -> Option<Result<Answer, PromptRefusal>> {
        let before = self.line.text.clone();
        match self.line.press_key(key) {
            KeyAction::Cancel => Some(Err(PromptRefusal::Cancelled)),
            KeyAction::Interrupt => Some(Err(PromptRefusal::Interrupted)),
            KeyAction::Accept => self.accept_answer().map(Ok),
            KeyAction::Type => {
                if self.line.text != before {
                    self.narrow_list();
                }
                None
            }
        }
    }

    fn narrow_list(&mut self) {
        self.fitting = find_matching(self.question, &self.spelled, &self.line.text);
        let typed = self.line.text.trim();
        let is_answer = self.question.free && (self.question.is_answer)(typed);
        let chooses = !is_answer && !typed.is_empty() && !self.fitting.is_empty();
        self.marked = chooses.then_some(0);
    }

    /// Moves the mark by this many items, from none to the first or the last.
    fn move_mark(&mut self, by: isize) {
        let Some(last) = self.fitting.len().checked_sub(1) else {
            return;
        };
        self.marked = Some(match self.marked {
            None if by < 0 => last,
            None => 0,
            Some(marked) => marked.saturating_add_signed(by).min(last),
        });
    }

    /// Writes the marked item, or the first, into the line, where it can be changed.
    fn complete_line(&mut self) {
        let item = self
            .fitting
            .get(self.marked.unwrap_or(0))
            .filter(|_| self.question.free);
        if let Some(item) = item {
            let value = self.question.values.get(*item);
            self.line = EditLine::new(value.unwrap_or(&self.question.items[*item]));
            self.narrow_list();
        }
    }

    fn accept_answer(&self) -> Option<Answer> {
        let typed = self.line.text.trim();
        if typed == "<" && self.question.back {
            return Some(Answer::Back);
        }
        if typed == "-" && self.question.skip.is_some() {
            return Some(Answer::Skipped);
        }
        if let Some(marked) = self.marked {
            return self.fitting.get(marked).copied().map(Answer::Item);
        }
        match typed {
            "" => self.question.skip.map(|_| Answer::Skipped),
            _ => self.question.free.then(|| Answer::Typed(typed.to_owned())),
        }
    }

    fn in_words(&self, answer: &Answer) -> String {
        match answer {
            Answer::Item(item) => self.question.items[*item].clone(),
            Answer::Typed(typed) => typed.clone(),
            Answer::Skipped => self.question.skip.unwrap_or_default().to_owned(),
            Answer::Back => "back".to_owned(),
        }
    }

    fn draw_list(&mut self, term: &Term) -> io::Result<()> {
        let (lines, columns) = term.size();
        // In the last column a terminal may already have gone to the next line.
        let columns = usize::from(columns).saturating_sub(1);
        self.rows = usize::from(lines).saturating_sub(4).min(MOST_ROWS);
        let below = if lines < 3 {
            Vec::new()
        } else {
            self.lines_below()
        };
        let (left, right) = self.line.visible_parts(columns.saturating_sub("> ".len()));
        let mut screen = format!("\r\u{1b}[J> {left}{right}");
        for line in &below {
            screen.push_str("\r\n");
            screen.push_str(&truncate_text(line, columns));
        }
        if !below.is_empty() {
            screen.push_str(&format!("\u{1b}[{}A", below.len()));
        }
        screen.push_str(&format!("\r\u{1b}[{}C", left.width() + "> ".len()));
        term.write_str(&screen)?;
        term.flush()
    }

    /// The lines below what is typed: the part of the list around the mark, and the keys.
    fn lines_below(&self) -> Vec<String> {
        let top = self.marked.map_or(0, |marked| {
            marked.saturating_sub(self.rows.saturating_sub(1))
        });
        let shown = self.fitting.iter().enumerate().skip(top).take(self.rows);
        let row = |(position, item): (usize, &usize)| {
            let at = if self.marked == Some(position) {
                ">"
            } else {
                " "
            };
            format!("{at} {}", one_line(&self.question.items[*item]))
        };
        shown
            .map(row)
            .chain([format!("({})", self.key_line())])
            .collect()
    }

    fn key_line(&self) -> String {
        let count = self.question.items.len();
        let mut keys = Vec::new();
        if count > self.rows || self.fitting.len() < count {
            keys.push(format!("{} of {count}", self.fitting.len()));
        }
        keys.push(match (self.question.free, count) {
            (true, 0) => "Enter accepts".to_owned(),
            (true, _) if self.marked.is_some() => {
                "Enter takes the marked one; Tab fills in".to_owned()
            }
            (true, _) => "type, or arrows; Tab fills in".to_owned(),
            (false, _) => "type a part, or arrows and Enter".to_owned(),
        });
        keys.extend(self.question.key_hints());
        keys.push("Esc cancels".to_owned());
        keys.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn items() -> Vec<String> {
        ["Yedige", "Омар", "Omarova"].map(str::to_owned).to_vec()
    }

    fn pressed(
        question: &Question<'_>,
        text: &str,
        keys: &[Key],
    ) -> Option<Result<Answer, PromptRefusal>> {
        let mut picker = ListPicker::new(question);
        let typed: Vec<Key> = text.chars().map(Key::Char).collect();
        typed
            .iter()
            .chain(keys)
            .fold(None, |_, key| picker.press_key(key))
    }

    #[test]
    fn typing_narrows_and_enter_takes_the_first_that_fits() {
        let items = items();
        let spellings = |text: &str| vec![any_ascii::any_ascii(text).to_lowercase()];
        let question = Question {
            items: &items,
            spellings,
            ..Question::new("Who?")
        };
        assert_eq!(
            pressed(&question, "едиг", &[Key::Enter]),
            Some(Ok(Answer::Item(0)))
        );
        assert_eq!(
            pressed(&question, "omar", &[Key::Enter]),
            Some(Ok(Answer::Item(1)))
        );
        assert_eq!(
            pressed(
                &question,
                "омар",
                &[Key::ArrowDown, Key::ArrowDown, Key::Enter]
            ),
            Some(Ok(Answer::Item(2)))
        );
        assert_eq!(
            pressed(&question, "", &[Key::ArrowUp, Key::Enter]),
            Some(Ok(Answer::Item(2)))
        );
        assert_eq!(pressed(&question, "", &[Key::Enter]), None);
        assert_eq!(pressed(&question, "q", &[Key::ArrowDown, Key::Enter]), None);
    }

    #[test]
    fn what_is_typed_is_the_answer_where_it_may_be() {
        let items = items();
        let question = Question {
            items: &items,
            free: true,
            skip: Some("not known"),
            back: true,
            ..Question::new("")
        };
        assert_eq!(
            pressed(&question, "Omar ", &[Key::Enter]),
            Some(Ok(Answer::Typed("Omar".to_owned())))
        );
        assert_eq!(
            pressed(&question, "ye", &[Key::ArrowDown, Key::Enter]),
            Some(Ok(Answer::Item(0)))
        );
        let completed = pressed(&question, "ye", &[Key::Tab, Key::Char('!'), Key::Enter]);
        assert_eq!(completed, Some(Ok(Answer::Typed("Yedige!".to_owned()))));
        assert_eq!(
            pressed(&question, "", &[Key::Enter]),
            Some(Ok(Answer::Skipped))
        );
        assert_eq!(
            pressed(&question, "<", &[Key::Enter]),
            Some(Ok(Answer::Back))
        );
        let again = Question {
            typed: "Oral",
            ..question
        };
        assert_eq!(
            pressed(&again, "", &[Key::Enter]),
            Some(Ok(Answer::Typed("Oral".to_owned())))
        );
        assert_eq!(
            pressed(&again, "", &[Key::Char('\u{15}'), Key::Enter]),
            Some(Ok(Answer::Skipped))
        );
    }

    #[test]
    fn what_cannot_be_an_answer_takes_the_first_that_fits() {
        let items = ["BY  Belarus", "BZ  Belize"].map(str::to_owned);
        let values = ["BY", "BZ"].map(str::to_owned);
        let question = Question {
            items: &items,
            values: &values,
            free: true,
            is_answer: |text| text == "UK",
            ..Question::new("")
        };
        assert_eq!(
            pressed(&question, "bela", &[Key::Enter]),
            Some(Ok(Answer::Item(0)))
        );
        assert_eq!(
            pressed(&question, "UK", &[Key::Enter]),
            Some(Ok(Answer::Typed("UK".to_owned())))
        );
        let completed = pressed(&question, "beli", &[Key::Tab, Key::Char('!'), Key::Enter]);
        assert_eq!(completed, Some(Ok(Answer::Typed("BZ!".to_owned()))));
    }

    #[test]
    fn esc_cancels_and_ctrl_c_interrupts() {
        let question = Question::new("");
        assert_eq!(
            pressed(&question, "a", &[Key::Escape]),
            Some(Err(PromptRefusal::Cancelled))
        );
        assert_eq!(
            pressed(&question, "a", &[Key::CtrlC]),
            Some(Err(PromptRefusal::Interrupted))
        );
    }

    proptest! {
        #[test]
        fn no_keys_can_break_the_list(keys in prop::collection::vec(0u8..9, 0..40), rows in 0usize..4) {
            let items = items();
            let question = Question { items: &items, free: rows % 2 == 0, at: Some(9), ..Question::new("") };
            let mut picker = ListPicker::new(&question);
            picker.rows = rows;
            for key in keys {
                let key = match key {
                    0 => Key::ArrowDown,
                    1 => Key::ArrowUp,
                    2 => Key::PageDown,
                    3 => Key::PageUp,
                    4 => Key::Tab,
                    5 => Key::Backspace,
                    6 => Key::Char('о'),
                    7 => Key::Char('O'),
                    _ => Key::Enter,
                };
                if let Some(Ok(answer)) = picker.press_key(&key) {
                    picker.in_words(&answer);
                }
                prop_assert!(picker.lines_below().len() <= rows + 1);
            }
        }
    }
}
