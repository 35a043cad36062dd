//! Questions whose answer is chosen from a list by typing a part of it, in any script; or typed, where that is allowed.

pub(crate) mod picker;

use dialoguer::console::Term;

use crate::terminal::PromptRefusal;
use crate::terminal::Terminal;

/// The smallest screen, in lines and columns, on which a list is drawn and drawn again.
const SMALLEST_SCREEN: (u16, u16) = (8, 30);

/// A question with what can be chosen.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The question.
    pub text: &'a str,
    /// What can be chosen, one line each.
    pub items: &'a [String],
    /// What Enter alone chooses, if anything.
    pub at: Option<usize>,
    /// Whether an answer may be typed that is not in the list.
    pub free: bool,
    /// Whether a typed text can be the answer. Where it cannot, Enter takes the first item that fits.
    pub is_answer: fn(&str) -> bool,
    /// What Tab writes for an item, by its position; the item itself where there is none.
    pub values: &'a [String],
    /// The text that is typed at the start.
    pub typed: &'a str,
    /// That no answer is needed, and what it then means: “not known”.
    pub skip: Option<&'a str>,
    /// Whether `<` leads to the question before.
    pub back: bool,
    /// The search keys of a text; two texts are the same if one of their keys is.
    pub spellings: fn(&str) -> Vec<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One of the items, by its position.
    Item(usize),
    /// What was typed, never empty.
    Typed(String),
    /// No answer.
    Skipped,
    /// The question before is wanted again.
    Back,
}

impl<'a> Question<'a> {
    /// A question that needs an answer.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let spellings = |text: &str| vec![text.to_lowercase()];
        Self {
            text,
            items: &[],
            at: None,
            free: false,
            is_answer: |_| true,
            values: &[],
            typed: "",
            skip: None,
            back: false,
            spellings,
        }
    }

    /// What Enter alone answers.
    pub(super) fn on_enter(&self) -> Option<Answer> {
        let typed = (!self.typed.is_empty()).then(|| Answer::Typed(self.typed.to_owned()));
        let skipped = self.skip.map(|_| Answer::Skipped);
        self.at
            .filter(|at| *at < self.items.len())
            .map(Answer::Item)
            .or(typed)
            .or(skipped)
    }

    /// What Enter alone answers, in words, where these items are listed.
    pub(super) fn default_text(&self, listed: &[usize]) -> Option<String> {
        match self.on_enter()? {
            Answer::Item(item) => match listed.iter().position(|listed| *listed == item) {
                Some(number) => Some((number + 1).to_string()),
                None => self.items.get(item).cloned(),
            },
            Answer::Typed(typed) => Some(typed),
            Answer::Skipped | Answer::Back => None,
        }
    }

    /// The keys that the question itself does not show.
    pub(super) fn key_hints(&self) -> Option<String> {
        let skip = self.skip.map(|meaning| match self.on_enter() {
            Some(Answer::Skipped) => format!("Enter alone: {meaning}"),
            _ => format!("- alone: {meaning}"),
        });
        let back = self.back.then(|| "<: back".to_owned());
        let keys: Vec<String> = skip.into_iter().chain(back).collect();
        (!keys.is_empty()).then(|| keys.join("; "))
    }
}

/// The items of a question in every spelling.
pub(super) fn spell_items(question: &Question<'_>) -> Vec<Vec<String>> {
    question
        .items
        .iter()
        .map(|item| (question.spellings)(item))
        .collect()
}

/// The positions of the items in which every word of the text begins a word, then of those in which it stands elsewhere.
pub(super) fn find_matching(
    question: &Question<'_>,
    spelled: &[Vec<String>],
    typed: &str,
) -> Vec<usize> {
    let wanted = (question.spellings)(typed);
    let has = |item: usize, fits: fn(&str, &str) -> bool| {
        let both = wanted.iter().zip(&spelled[item]);
        both.into_iter()
            .any(|(wanted, text)| wanted.split_whitespace().all(|word| fits(text, word)))
    };
    let begins = |text: &str, word: &str| {
        text.match_indices(word)
            .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
    };
    let (first, rest): (Vec<usize>, Vec<usize>) =
        (0..spelled.len()).partition(|item| has(*item, begins));
    let rest = rest
        .into_iter()
        .filter(|item| has(*item, |text, word| text.contains(word)));
    first.into_iter().chain(rest).collect()
}

impl Terminal {
    /// Asks a question that lists what can be chosen; typing narrows the list.
    ///
    /// Where nobody can be asked, what Enter alone would answer is the answer.
    ///
    /// # Errors
    /// There is nobody to ask and an answer is needed, nothing can be answered, or the user cancels.
    pub fn pick_answer(&self, question: &Question<'_>) -> Result<Answer, PromptRefusal> {
        let can_be_answered =
            question.free || question.skip.is_some() || !question.items.is_empty();
        if !self.can_ask() || !can_be_answered {
            return question.on_enter().ok_or(PromptRefusal::NotATerminal);
        }
        self.ask_above(question.text);
        let (lines, columns) = Term::stderr().size();
        if self.environment.accessible || lines < SMALLEST_SCREEN.0 || columns < SMALLEST_SCREEN.1 {
            return self.pick_by_number(question);
        }
        picker::run(&Term::stderr(), question)
    }

    /// Asks for one of a list, by its position. The default is taken by Enter, and where nobody can be asked; without one
    /// nothing is marked at first.
    ///
    /// # Errors
    /// There is nobody to ask and no default, the list is empty, or the user cancels.
    pub fn select_item(
        &self,
        question: &str,
        items: &[String],
        default: Option<usize>,
    ) -> Result<usize, PromptRefusal> {
        match self.pick_answer(&Question {
            items,
            at: default,
            ..Question::new(question)
        })? {
            Answer::Item(item) => Ok(item),
            Answer::Typed(_) | Answer::Skipped | Answer::Back => Err(PromptRefusal::Cancelled),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::TerminalOptions;

    #[test]
    fn where_nobody_can_be_asked_enter_is_the_answer() {
        let nobody = Terminal::new_recording(TerminalOptions::default(), None);
        let items = ["a", "b"].map(str::to_owned);
        assert_eq!(nobody.select_item("Which", &items, Some(1)), Ok(1));
        assert_eq!(
            nobody.select_item("Which", &items, None),
            Err(PromptRefusal::NotATerminal)
        );
        assert_eq!(
            nobody.select_item("Which", &[], Some(0)),
            Err(PromptRefusal::NotATerminal)
        );
        let optional = Question {
            skip: Some("none"),
            ..Question::new("Which")
        };
        assert_eq!(nobody.pick_answer(&optional), Ok(Answer::Skipped));
        assert_eq!(nobody.recorded_output(), (String::new(), String::new()));
    }

    #[test]
    fn what_begins_a_word_comes_first() {
        let items = ["Karaganda", "Agadil", "North Aga"].map(str::to_owned);
        let question = Question {
            items: &items,
            ..Question::new("")
        };
        assert_eq!(
            find_matching(&question, &spell_items(&question), "aga"),
            [1, 2, 0]
        );
        assert_eq!(
            find_matching(&question, &spell_items(&question), "aga north"),
            [2]
        );
        assert_eq!(
            find_matching(&question, &spell_items(&question), " "),
            [0, 1, 2]
        );
        assert!(find_matching(&question, &spell_items(&question), "x").is_empty());
    }
}
