//! What all formats hold of words.

use crate::letters::letter::{Block, Inline, Url};

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPiece<'a> {
    /// Words.
    Words(&'a str),
    /// A web address that is printed in the text.
    Address(Url),
}

/// The text on one line: a space for every control character and line break. Nothing else is changed.
pub fn one_line(text: &str) -> String {
    text.replace(
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        " ",
    )
}

/// The text in stretches, so that an address in it can be followed. Together they are the text.
pub fn split_addresses(text: &str) -> Vec<TextPiece<'_>> {
    let mut pieces = Vec::new();
    let mut words = 0;
    let mut from = 0;
    while let Some(start) = text[from..].find("http").map(|at| from + at) {
        let end = start + address_length(&text[start..]);
        let is_inside_a_word = text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        match Url::new(&text[start..end]) {
            Some(url) if !is_inside_a_word => {
                pieces.extend((words < start).then(|| TextPiece::Words(&text[words..start])));
                pieces.push(TextPiece::Address(url));
                words = end;
                from = end;
            }
            _ => from = start + "http".len(),
        }
    }
    pieces.extend((words < text.len()).then(|| TextPiece::Words(&text[words..])));
    pieces
}

/// Whether no line ends between two words: between “Article” and its number, “Mr” and the name, a number and its unit.
pub fn stand_together(word: &str, next: &str) -> bool {
    // At the beginning of a line “2017.” or “311)” would be read as the number of a point.
    let digits = next
        .trim_end()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    if next.starts_with(|c: char| c.is_ascii_digit()) && digits.starts_with(['.', ')']) {
        return true;
    }
    let word = word.trim_start_matches(['(', '“', '[']);
    let is_number = next.starts_with(|c: char| c.is_ascii_digit());
    let is_name = next.starts_with(char::is_uppercase);
    match word {
        "Article" | "Articles" | "Part" | "Parts" | "Rule" | "Rules" | "No." | "Nos."
        | "Category" => is_number || (word == "Category" && is_name),
        "Mr" | "Ms" | "Mrs" | "Dr" => is_name,
        _ => false,
    }
}

/// The address of a link, where its words do not show it.
pub fn unstated_address<'a>(words: &[Inline], url: &'a Url) -> Option<&'a str> {
    (Inline::plain_text(words).trim() != url.display_text()).then(|| url.display_text())
}

/// The white space before the words, the words, and the white space after them.
pub fn split_trimmed(words: &str) -> (&str, &str, &str) {
    let (start, core) = (words.len() - words.trim_start().len(), words.trim());
    (&words[..start], core, &words[start + core.len()..])
}

/// Whether the language is written from right to left.
pub fn is_right_to_left(lang: &str) -> bool {
    let language = lang
        .split('-')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&language.as_str())
}

/// Whether the items of a list are short enough to stand without empty lines between them: one paragraph each, and
/// lists below it.
pub fn is_tight(items: &[Vec<Block>]) -> bool {
    items.iter().all(|item| {
        item.iter()
            .skip(1)
            .all(|block| matches!(block, Block::List { .. }))
    })
}

/// How long the address is with which the text begins; a mark that ends a sentence or a bracket is not part of it.
fn address_length(text: &str) -> usize {
    let is_end = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '"' | '\\' | '“' | '”' | '‘' | '’' | '«' | '»'
            )
    };
    let mut address = &text[..text.find(is_end).unwrap_or(text.len())];
    while let Some(last) = address.chars().next_back() {
        let is_open = |open, close| address.matches(open).count() >= address.matches(close).count();
        let belongs = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…' => false,
            ')' => is_open('(', ')'),
            ']' => is_open('[', ']'),
            _ => true,
        };
        if belongs {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        split_addresses(text)
            .into_iter()
            .filter_map(|piece| match piece {
                TextPiece::Address(url) => Some(url.as_str().to_owned()),
                TextPiece::Words(_) => None,
            })
            .collect()
    }

    #[test]
    fn addresses_are_found_without_the_marks_around_them() {
        let text = "See https://a.org/b_c. (http://d.org/e_(f)), “https://g.org/”; https: xhttps://no.org http://";
        assert_eq!(
            addresses(text),
            ["https://a.org/b_c", "http://d.org/e_(f)", "https://g.org/"]
        );
    }

    #[test]
    fn a_line_ends_neither_behind_a_title_nor_before_a_number_of_an_article() {
        assert!(stand_together("(Article", "311)") && stand_together("Mr", "Kos"));
        assert!(stand_together("Articles", "9") && stand_together("No.", "16/2017,"));
        assert!(stand_together("November", "2017. ") && stand_together("(as", "12)"));
        assert!(!stand_together("Article", "of") && !stand_together("in", "2016"));
    }

    #[test]
    fn some_languages_run_from_right_to_left() {
        assert!(is_right_to_left("fa-IR") && is_right_to_left("AR") && !is_right_to_left("kk"));
    }

    #[test]
    fn line_breaks_and_controls_are_spaces() {
        assert_eq!(
            one_line("a\r\nb\u{1b}[2Jc\u{2028}d\u{a0}e"),
            "a  b [2Jc d\u{a0}e"
        );
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "([a-z .,()é“”<]|http://|https://){0,20}") {
            let whole: String = split_addresses(&text)
                .iter()
                .map(|piece| match piece {
                    TextPiece::Words(words) => *words,
                    TextPiece::Address(url) => url.as_str(),
                })
                .collect();
            prop_assert_eq!(whole, text);
        }
    }
}
