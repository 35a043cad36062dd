//! How dialogues of dialoguer look and behave here: plain text in whole words, on a screen that is always restored.

use std::fmt;
use std::io;

use dialoguer::console::Term;
use dialoguer::theme::Theme;

use super::keyboard::RawKeyboard;
use super::prompt::Refused;
use super::sanitise::one_line;
use super::width::cut;

/// The smallest screen, in lines and columns, on which a menu is drawn; dialoguer cannot draw on fewer than 3 lines.
const SMALLEST_SCREEN: (u16, u16) = (8, 30);

/// Whether the screen has room for a menu.
pub(super) fn has_room() -> bool {
    let (lines, columns) = Term::stderr().size();
    lines >= SMALLEST_SCREEN.0 && columns >= SMALLEST_SCREEN.1
}

/// Runs a dialogue of dialoguer with the terminal in our hands.
pub(super) fn drawn<T>(dialogue: impl FnOnce(&Term) -> dialoguer::Result<Option<T>>) -> Result<T, Refused> {
    let keyboard = RawKeyboard::new()?;
    let answer = dialogue(&Term::stderr());
    if keyboard.interrupted() {
        return Err(Refused::Interrupted);
    }
    answer.map_err(io::Error::from)?.ok_or(Refused::Cancelled)
}

/// How dialogues look: plain text in whole words.
///
/// dialoguer is given the positions of items, not their labels, because it takes the length of an item in bytes for its
/// width when it clears the screen, which is wrong for most scripts.
#[derive(Default)]
pub(super) struct Menu {
    labels: Vec<String>,
}

impl Menu {
    /// A menu of these items, each cut to fit beside its mark.
    pub fn of<T: AsRef<str>>(items: &[T]) -> Self {
        let columns = usize::from(Term::stderr().size().1).saturating_sub("> [x] ".len() + 1);
        Self { labels: items.iter().map(|item| cut(&one_line(item.as_ref()), columns).into_owned()).collect() }
    }

    fn label(&self, position: &str) -> &str {
        position.parse::<usize>().ok().and_then(|position| self.labels.get(position)).map_or("", String::as_str)
    }
}

impl Theme for Menu {
    fn format_confirm_prompt(&self, out: &mut dyn fmt::Write, prompt: &str, default: Option<bool>) -> fmt::Result {
        write!(out, "{prompt} yes/no [{}] ", if default == Some(true) { "yes" } else { "no" })
    }

    fn format_select_prompt(&self, out: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        write!(out, "({prompt})")
    }

    fn format_multi_select_prompt(&self, out: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        write!(out, "({prompt})")
    }

    fn format_select_prompt_item(&self, out: &mut dyn fmt::Write, text: &str, active: bool) -> fmt::Result {
        write!(out, "{} {}", if active { ">" } else { " " }, self.label(text))
    }

    fn format_multi_select_prompt_item(
        &self,
        out: &mut dyn fmt::Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        let (at, mark) = (if active { ">" } else { " " }, if checked { "x" } else { " " });
        write!(out, "{at} [{mark}] {}", self.label(text))
    }

    fn format_select_prompt_selection(&self, out: &mut dyn fmt::Write, _: &str, chosen: &str) -> fmt::Result {
        write!(out, "> {}", self.label(chosen))
    }

    fn format_multi_select_prompt_selection(&self, out: &mut dyn fmt::Write, _: &str, chosen: &[&str]) -> fmt::Result {
        match chosen {
            [] => write!(out, "> none"),
            [one] => write!(out, "> {}", self.label(one)),
            many => write!(out, "> {} of {}", many.len(), self.labels.len()),
        }
    }
}

/// What of the keys of a menu can be told beside the number of its page.
pub(super) fn short(keys: &str) -> String {
    let columns = usize::from(Term::stderr().size().1);
    cut(keys, columns.saturating_sub("() [Page 99/99] ".len())).into_owned()
}

/// How many items are shown at a time, so that the question above them stays in sight.
pub(super) fn page() -> usize {
    usize::from(Term::stderr().size().0.saturating_sub(5))
}
