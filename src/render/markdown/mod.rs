//! Markdown: the letter as a text that GitHub, pandoc and every CommonMark reader show as a letter.

mod inline;

use crate::letters::letter::{Block, Letter};
use crate::render::layout::{LayoutPart, LetterLayout};
use inline::{write_inlines, write_text};

/// The letter, one paragraph per line, a `\` where a line must end, values escaped.
pub fn render(letter: &Letter) -> String {
    LetterLayout::from_letter(letter)
        .iter_parts()
        .map(|piece| write_part(piece) + "\n")
        .collect::<Vec<_>>()
        .join("\n")
}

fn write_part(part: &LayoutPart<'_>) -> String {
    match part {
        LayoutPart::Title(title) => write_heading(1, &write_text(title)),
        LayoutPart::Sender(list)
        | LayoutPart::Recipient(list)
        | LayoutPart::Signature(list)
        | LayoutPart::Signatories(list) => write_lines(
            &list
                .iter()
                .map(|line| write_text(line))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        LayoutPart::Delivery(line)
        | LayoutPart::PlaceAndDate(line)
        | LayoutPart::Salutation(line)
        | LayoutPart::Close(line) => write_lines(&write_text(line)),
        LayoutPart::Reference(label, line) | LayoutPart::Subject(label, line) => {
            write_lines(&format!("**{}** {}", write_text(label), write_text(line)))
        }
        LayoutPart::Body(body) => write_blocks(body),
        LayoutPart::Copies(label, list) | LayoutPart::Enclosures(label, list) => {
            write_labeled(label, list, |_| "- ".to_owned())
        }
        LayoutPart::Sources(label, list) => {
            write_labeled(label, list, |at| format!("{}. ", at + 1))
        }
    }
}

fn write_labeled(label: &str, list: &[&str], mark: impl Fn(usize) -> String) -> String {
    let list = list.iter().map(|line| write_lines(&write_text(line)));
    format!(
        "{}\n\n{}",
        write_lines(&write_text(label)),
        write_items(list, mark, "\n")
    )
}

fn write_blocks(blocks: &[Block]) -> String {
    let mut written: Vec<String> = Vec::new();
    let mut is_other = false;
    for (at, piece) in blocks.iter().enumerate() {
        is_other = !is_other && at > 0 && would_join(&blocks[at - 1], piece);
        written.push(write_block(piece, is_other));
    }
    written.join("\n\n")
}

/// Whether two lists side by side would be read as one, were their marks the same.
fn would_join(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::List { start: one, .. }, Block::List { start: other, .. }) => {
            one.is_some() == other.is_some()
        }
        _ => false,
    }
}

fn write_block(block: &Block, is_other: bool) -> String {
    match block {
        Block::Heading { level, text } => write_heading(*level, &write_inlines(text)),
        Block::Paragraph(text) => write_lines(&write_inlines(text)),
        Block::Quote(inner) => prefix_lines(&write_blocks(inner), "> ", "> "),
        Block::Rule => "___".to_owned(),
        Block::List { start, items: list } => {
            let mark = |at: usize| match (start, is_other) {
                (Some(first), false) => format!("{}. ", first.saturating_add(at as u64)),
                (Some(first), true) => format!("{}) ", first.saturating_add(at as u64)),
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
            };
            let is_short = list.iter().all(|item| item.len() < 2);
            write_items(
                list.iter().map(|item| write_blocks(item)),
                mark,
                if is_short { "\n" } else { "\n\n" },
            )
        }
    }
}

fn write_heading(level: u8, words: &str) -> String {
    format!(
        "{} {}",
        "#".repeat(usize::from(level.clamp(1, 6))),
        words.replace('\n', " ").trim_matches(' ')
    )
}

fn write_items(
    list: impl Iterator<Item = String>,
    mark: impl Fn(usize) -> String,
    between: &str,
) -> String {
    let item = |(at, text): (usize, String)| {
        let mark = mark(at);
        prefix_lines(&text, &mark, &" ".repeat(mark.len()))
    };
    list.enumerate().map(item).collect::<Vec<_>>().join(between)
}

/// The lines with a prefix, without trailing spaces.
fn prefix_lines(text: &str, first: &str, rest: &str) -> String {
    let line = |(at, line): (usize, &str)| {
        format!("{}{line}", if at == 0 { first } else { rest })
            .trim_end_matches(' ')
            .to_owned()
    };
    text.split('\n')
        .enumerate()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Lines that stay lines, none of which begins a block of another kind.
fn write_lines(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| line.trim_matches([' ', '\t']))
        .filter(|line| !line.is_empty())
        .map(escape_line_start)
        .collect();
    lines.join("\\\n")
}

/// The line with a backslash where its beginning would make it a list, a heading, a quotation, a rule.
fn escape_line_start(line: &str) -> String {
    if line.starts_with(['+', '-', '=', '>', ':', '%']) {
        return format!("\\{line}");
    }
    let first = line.split(' ').next().unwrap_or_default();
    match first.char_indices().next_back() {
        Some((at, mark @ ('.' | ')'))) if is_number(&first[..at], mark) => {
            format!("{}\\{}", &line[..at], &line[at..])
        }
        _ => line.to_owned(),
    }
}

/// Whether a list could count like that: `7.`, `a)`, `iv.`, `(7)`. An initial, `J.`, is not a number.
fn is_number(text: &str, mark: char) -> bool {
    let text = text.strip_prefix('(').unwrap_or(text);
    let is_all = |is: fn(&char) -> bool| !text.is_empty() && text.chars().all(|c| is(&c));
    match text.len() {
        1 if mark == '.' => is_all(|c| c.is_ascii_digit() || c.is_ascii_lowercase()),
        1 => is_all(char::is_ascii_alphanumeric),
        _ => is_all(char::is_ascii_digit) || is_all(|c| "ivxlcdmIVXLCDM".contains(*c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::letter::Inline;

    fn paragraph(words: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(words.into())])
    }

    fn list(start: Option<u64>, items: &[&str]) -> Block {
        Block::List {
            start,
            items: items.iter().map(|words| vec![paragraph(words)]).collect(),
        }
    }

    #[test]
    fn the_beginning_of_a_line_is_no_mark() {
        for (line, expected) in [
            ("- a", r"\- a"),
            ("+a", r"\+a"),
            ("> a", r"\> a"),
            ("===", r"\==="),
            (": a", r"\: a"),
            ("2018. Then", r"2018\. Then"),
            ("a) b", r"a\) b"),
            ("(iv) b", r"(iv\) b"),
            ("A) b", r"A\) b"),
            ("J. Doe", "J. Doe"),
            ("Mr. Doe", "Mr. Doe"),
            ("12 Any Street", "12 Any Street"),
            (".", "."),
        ] {
            assert_eq!(escape_line_start(line), expected);
        }
    }

    #[test]
    fn lines_end_in_a_backslash_that_no_editor_strips() {
        assert_eq!(write_lines("a\n \n b \n- c\n"), "a\\\nb\\\n\\- c");
    }

    #[test]
    fn two_lists_side_by_side_stay_two() {
        let lists = [
            list(None, &["a"]),
            list(None, &["b"]),
            list(None, &["c"]),
            list(Some(2), &["d"]),
            list(Some(1), &["e"]),
        ];
        assert_eq!(write_blocks(&lists), "- a\n\n* b\n\n- c\n\n2. d\n\n1) e");
    }

    #[test]
    fn what_is_inside_an_item_stands_under_its_words() {
        let items = vec![vec![
            paragraph("a"),
            list(None, &["b", "c"]),
            Block::Quote(vec![paragraph("d"), paragraph("e")]),
        ]];
        let expected = "10. a\n\n    - b\n    - c\n\n    > d\n    >\n    > e";
        assert_eq!(
            write_block(
                &Block::List {
                    start: Some(10),
                    items
                },
                false
            ),
            expected
        );
    }
}
