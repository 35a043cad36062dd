//! The words of a paragraph with their dress, as they are printed: links told on paper, spaces single.

use std::ops::Range;

use hypher::Lang;

use crate::letters::letter::{Inline, Url};
use crate::render::pdf::fonts::FontFaces;
use crate::render::pdf::hyphenation::{SOFT_HYPHEN, hyphenate_text};
pub use crate::render::styled_spans::TextStyle;
use crate::render::text_helpers::{
    TextPiece, one_line, split_addresses, split_trimmed, unstated_address,
};

/// A text of one paragraph; `\n` is a line break. Each stretch of it has a dress.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StyledText {
    /// The characters.
    pub text: String,
    /// Where each stretch ends, with its dress.
    pub stretches: Vec<(usize, TextStyle)>,
}

impl StyledText {
    /// Words of a letter’s line, where addresses can be followed.
    pub fn from_line(text: &str, dress: &TextStyle, rules: Option<Lang>) -> Self {
        let mut dressed = Self::default();
        dressed.add_text(&one_line(text), dress, rules);
        dressed.finish_text()
    }

    /// Words of the body.
    pub fn from_inlines(inlines: &[Inline], dress: &TextStyle, rules: Option<Lang>) -> Self {
        let mut dressed = Self::default();
        dressed.add(inlines, dress, rules);
        dressed.finish_text()
    }

    fn add(&mut self, inlines: &[Inline], dress: &TextStyle, rules: Option<Lang>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.add_text(&one_line(text), dress, rules),
                Inline::Emphasis(inner) => {
                    self.add(
                        inner,
                        &TextStyle {
                            emphasis: !dress.emphasis,
                            ..dress.clone()
                        },
                        rules,
                    );
                }
                Inline::Strong(inner) => self.add(
                    inner,
                    &TextStyle {
                        strong: true,
                        ..dress.clone()
                    },
                    rules,
                ),
                Inline::Link { text, url } if dress.link.is_none() => {
                    self.add_link(text, url, dress, rules)
                }
                Inline::Link { text, .. } => self.add(text, dress, rules),
                Inline::Break => self.push_text("\n", dress),
            }
        }
    }

    fn add_link(&mut self, words: &[Inline], url: &Url, dress: &TextStyle, rules: Option<Lang>) {
        let linked = TextStyle {
            link: Some(url.clone()),
            ..dress.clone()
        };
        let Some(address) = unstated_address(words, url) else {
            return self.add(words, &linked, None);
        };
        let plain = Inline::plain_text(words);
        let tail = split_trimmed(&plain).2.to_owned();
        let start = self.text.len();
        self.add(words, &linked, rules);
        self.cut_spaces(start);
        self.push_text(" (", dress);
        self.push_text(address, &linked);
        self.push_text(&format!("){tail}"), dress);
    }

    fn add_text(&mut self, text: &str, dress: &TextStyle, rules: Option<Lang>) {
        if dress.link.is_some() {
            return self.push_text(&hyphenate_text(text, rules), dress);
        }
        for piece in split_addresses(text) {
            match piece {
                TextPiece::Words(words) => self.push_text(&hyphenate_text(words, rules), dress),
                TextPiece::Address(url) => {
                    let shown = url.as_str().to_owned();
                    self.push_text(
                        &shown,
                        &TextStyle {
                            link: Some(url),
                            ..dress.clone()
                        },
                    );
                }
            }
        }
    }

    /// Adds characters; a space after a space, or at the start of a line, is none.
    fn push_text(&mut self, text: &str, dress: &TextStyle) {
        for c in FontFaces::get().to_printable(text).chars() {
            let is_at_start = self.text.is_empty() || self.text.ends_with(['\n', ' ']);
            match c {
                // What is read aloud has a space where a line ends.
                '\n' => self.text.push_str(if is_at_start { "\n" } else { " \n" }),
                ' ' if is_at_start => {}
                _ => self.text.push(c),
            }
        }
        let end = self.text.len();
        match self.stretches.last_mut() {
            Some((last, same)) if same == dress => *last = end,
            _ => self.stretches.push((end, dress.clone())),
        }
    }

    /// Takes off the spaces at the end, back to the given length at most.
    fn cut_spaces(&mut self, start: usize) {
        let end = start + self.text[start..].trim_end().len();
        self.remove_range(end..self.text.len());
    }

    fn finish_text(mut self) -> Self {
        let lead = self.text.len() - self.text.trim_start_matches([' ', '\n']).len();
        self.remove_range(0..lead);
        let end = self.text.trim_end_matches([' ', '\n']).len();
        self.remove_range(end..self.text.len());
        // No line holds the end of a word alone.
        let last_word = self.text.rfind([' ', '\n']).unwrap_or(0);
        while let Some(at) = self.text[last_word..].find(SOFT_HYPHEN) {
            self.remove_range(last_word + at..last_word + at + SOFT_HYPHEN.len_utf8());
        }
        self
    }

    fn remove_range(&mut self, range: Range<usize>) {
        for (end, _) in &mut self.stretches {
            *end -= (*end).min(range.end).saturating_sub(range.start);
        }
        self.text.drain(range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    fn link(words: &str, url: &str) -> Inline {
        Inline::Link {
            text: vec![text(words)],
            url: Url::new(url).unwrap(),
        }
    }

    fn linked(dressed: &StyledText) -> Vec<(&str, &str)> {
        let mut start = 0;
        let mut found = Vec::new();
        for (end, dress) in &dressed.stretches {
            found.extend(
                dress
                    .link
                    .as_ref()
                    .map(|url| (&dressed.text[start..*end], url.as_str())),
            );
            start = *end;
        }
        found
    }

    #[test]
    fn spaces_are_single_and_controls_gone() {
        let inlines = [
            text(" a  b \u{1b}[2J\n"),
            Inline::Break,
            text("  c "),
            Inline::Strong(vec![text(" d  ")]),
        ];
        let dressed = StyledText::from_inlines(&inlines, &TextStyle::default(), None);
        assert_eq!(dressed.text, "a b [2J \nc d");
        assert_eq!(
            dressed
                .stretches
                .last()
                .map(|(end, dress)| (*end, dress.strong)),
            Some((12, true))
        );
    }

    #[test]
    fn a_link_tells_its_address_unless_its_words_do() {
        let inlines = [
            text("see "),
            link("the page ", "https://a.org"),
            text("or "),
            link("a@b.org", "mailto:a@b.org"),
        ];
        let dressed = StyledText::from_inlines(&inlines, &TextStyle::default(), None);
        assert_eq!(dressed.text, "see the page (https://a.org) or a@b.org");
        let expected = [
            ("the page", "https://a.org"),
            ("https://a.org", "https://a.org"),
            ("a@b.org", "mailto:a@b.org"),
        ];
        assert_eq!(linked(&dressed), expected);
    }

    #[test]
    fn the_last_word_is_never_divided() {
        let rules = crate::render::pdf::hyphenation::find_rules("en");
        let inlines = [
            text("immediately "),
            Inline::Strong(vec![text("imm")]),
            text("ediately."),
        ];
        let dressed = StyledText::from_inlines(&inlines, &TextStyle::default(), rules);
        assert_eq!(dressed.text, "imme\u{ad}di\u{ad}ately immediately.");
        let ends: Vec<usize> = dressed.stretches.iter().map(|(end, _)| *end).collect();
        assert_eq!(ends, [16, 19, 28]);
    }

    #[test]
    fn an_address_in_the_text_can_be_followed() {
        let dressed = StyledText::from_line("(https://a.org/b).", &TextStyle::default(), None);
        assert_eq!(linked(&dressed), [("https://a.org/b", "https://a.org/b")]);
    }
}
