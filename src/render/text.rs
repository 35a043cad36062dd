//! Plain text: a letter that can be read in a terminal, pasted into a form, printed on a typewriter's page.

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::letters::letter::{Block, Inline, Letter};
use crate::render::layout::{LayoutPart, LetterLayout};
use crate::render::text_helpers::{
    is_tight, one_line, split_trimmed, stand_together, unstated_address,
};

/// Columns of a line, except where one word is longer.
const WIDTH: usize = 72;
/// Columns that indentation always leaves.
const NARROWEST: usize = 16;
/// Empty lines in which to sign.
const ROOM_TO_SIGN: usize = 3;

/// The letter in lines of at most 72 columns, without trailing spaces, with one line end at the end. Words are never
/// cut, except between ideographs.
pub fn render(letter: &Letter) -> String {
    let layout = LetterLayout::from_letter(letter);
    let mut text = String::new();
    for part in layout.iter_parts() {
        let lines = lines_of(part);
        if !text.is_empty() && !lines.is_empty() {
            let is_signed = matches!(part, LayoutPart::Signature(_) | LayoutPart::Signatories(_))
                && letter.close.is_some();
            text.push_str(&"\n".repeat(if is_signed { ROOM_TO_SIGN } else { 1 }));
        }
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn lines_of(part: &LayoutPart<'_>) -> Vec<String> {
    match part {
        LayoutPart::Title(title) => underline_lines(wrap_text(title, WIDTH), '='),
        LayoutPart::Sender(lines)
        | LayoutPart::Recipient(lines)
        | LayoutPart::Signature(lines)
        | LayoutPart::Signatories(lines) => write_lines(lines),
        LayoutPart::Delivery(line)
        | LayoutPart::PlaceAndDate(line)
        | LayoutPart::Salutation(line)
        | LayoutPart::Close(line) => wrap_text(line, WIDTH),
        LayoutPart::Reference(label, line) | LayoutPart::Subject(label, line) => {
            let label = if label.is_empty() {
                label.clone()
            } else {
                format!("{label} ")
            };
            let width = WIDTH - display_width(&label).min(WIDTH / 2);
            indent_lines(wrap_text(line, width), &label, &" ".repeat(WIDTH - width))
        }
        LayoutPart::Body(body) => write_blocks(body, WIDTH, 0),
        LayoutPart::Copies(label, lines) | LayoutPart::Enclosures(label, lines) => write_labeled(
            label,
            lines
                .iter()
                .flat_map(|line| indent_lines(wrap_text(line, WIDTH - 4), "  ", "    ")),
        ),
        LayoutPart::Sources(label, lines) => write_labeled(
            label,
            write_numbered(1, lines.len(), WIDTH, |at, width| {
                wrap_text(lines[at], width)
            }),
        ),
    }
}

fn write_blocks(blocks: &[Block], width: usize, depth: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in blocks {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(write_block(piece, width, depth));
    }
    lines
}

fn write_block(block: &Block, width: usize, depth: usize) -> Vec<String> {
    match block {
        Block::Heading { level, text } => underline_lines(
            wrap_text(&write_inlines(text), width),
            if *level > 2 { '~' } else { '-' },
        ),
        Block::Paragraph(text) => wrap_text(&write_inlines(text), width),
        Block::List { start, items } => write_list(*start, items, width, depth),
        Block::Quote(inner) => {
            let indent = "    ";
            indent_lines(
                write_blocks(inner, remaining_width(indent, width), depth),
                indent,
                indent,
            )
        }
        Block::Rule => vec![format!("{}* * *", " ".repeat(width.saturating_sub(5) / 2))],
    }
}

fn write_list(start: Option<u64>, items: &[Vec<Block>], width: usize, depth: usize) -> Vec<String> {
    let is_tight = is_tight(items);
    let item = |at: usize, width: usize| {
        let mut lines = write_blocks(&items[at], width, depth + 1);
        if is_tight {
            lines.retain(|line| !line.is_empty());
        } else if at > 0 {
            lines.insert(0, String::new());
        }
        lines
    };
    match start {
        Some(first) => write_numbered(first, items.len(), width, item),
        None => {
            let bullet = if depth.is_multiple_of(2) {
                "  • "
            } else {
                "  – "
            };
            (0..items.len())
                .flat_map(|at| {
                    indent_lines(item(at, remaining_width(bullet, width)), bullet, "    ")
                })
                .collect()
        }
    }
}

/// Items behind their numbers, which stand right-aligned.
fn write_numbered(
    first: u64,
    count: usize,
    width: usize,
    item: impl Fn(usize, usize) -> Vec<String>,
) -> Vec<String> {
    let number = |at: usize| first.saturating_add(at as u64).to_string();
    let digits = number(count.saturating_sub(1)).len();
    let rest = " ".repeat(digits + 4);
    let width = remaining_width(&rest, width);
    (0..count)
        .flat_map(|at| {
            indent_lines(
                item(at, width),
                &format!("  {:>digits$}. ", number(at)),
                &rest,
            )
        })
        .collect()
}

/// The columns that the indent leaves.
fn remaining_width(indent: &str, width: usize) -> usize {
    width.saturating_sub(display_width(indent)).max(NARROWEST)
}

/// The lines with an indent; empty ones stay empty, and the first that is not has its own.
fn indent_lines(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let mut indent = first;
    lines
        .into_iter()
        .map(|line| {
            if line.is_empty() {
                line
            } else {
                format!("{}{line}", std::mem::replace(&mut indent, rest))
            }
        })
        .collect()
}

fn write_lines(lines: &[&str]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|line| indent_lines(wrap_text(line, WIDTH - 2), "", "  "))
        .collect()
}

fn write_labeled(label: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    wrap_text(label, WIDTH).into_iter().chain(lines).collect()
}

fn underline_lines(mut lines: Vec<String>, line: char) -> Vec<String> {
    let width = lines
        .iter()
        .map(|line| display_width(line))
        .max()
        .unwrap_or(0);
    lines.push(line.to_string().repeat(width.clamp(3, WIDTH)));
    lines
}

/// The words without their dress, `\n` for a line break; a link is followed by its address.
fn write_inlines(inlines: &[Inline]) -> String {
    write_nested(inlines, false)
}

fn write_nested(inlines: &[Inline], in_link: bool) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => one_line(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) => write_nested(inner, in_link),
            Inline::Link { text, url } => match unstated_address(text, url) {
                Some(address) if !in_link => {
                    let words = write_nested(text, true);
                    let (lead, core, tail) = split_trimmed(&words);
                    format!("{lead}{core} ({address}){tail}")
                }
                _ => write_nested(text, true),
            },
            Inline::Break => "\n".to_owned(),
        })
        .collect()
}

fn wrap_text(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .word_separator(WordSeparator::Custom(split_words));
    text.split('\n')
        .map(|line| {
            one_line(line)
                .split_ascii_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|line| !line.is_empty())
        .flat_map(|line| {
            textwrap::wrap(&line, &options)
                .into_iter()
                .map(|line| line.into_owned())
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Words end at a space, but where two stand together; words of ideographs also where Unicode lets a line end. Addresses and hyphens stay whole.
fn split_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let is_wide = |word: &str| {
        word.chars()
            .any(|c| unicode_width::UnicodeWidthChar::width(c) == Some(2))
    };
    Box::new(split_together(line).into_iter().flat_map(move |word| {
        let words: Vec<Word<'_>> = if is_wide(word) {
            WordSeparator::UnicodeBreakProperties
                .find_words(word)
                .collect()
        } else {
            vec![Word::from(word)]
        };
        words
    }))
}

/// The words with the space behind them; those between which no line ends are one.
fn split_together(line: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    let mut parts = line.split_inclusive(' ').peekable();
    while let Some(word) = parts.next() {
        end += word.len();
        // Two words that no line can hold with its indent are parted all the same.
        let goes_on = parts.peek().is_some_and(|next| {
            let both = &line[start..end + next.len()];
            stand_together(word.trim_end(), next) && display_width(both.trim_end()) <= NARROWEST
        });
        if !goes_on {
            words.push(&line[start..end]);
            start = end;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_line_has_at_most_the_columns_it_may_have() {
        let words = "a ".repeat(216);
        assert!(wrap_text(&words, WIDTH).iter().all(|line| line.len() == 71));
        assert_eq!(wrap_text("aa bb", 5), ["aa bb"]);
        assert_eq!(wrap_text("aa bbb", 5), ["aa", "bbb"]);
        assert_eq!(wrap_text("ее ее", 5), ["ее ее"]);
    }

    #[test]
    fn words_stay_whole() {
        let address = "https://example.org/one-two/three-four";
        assert_eq!(
            wrap_text(&format!("see {address} now"), 10),
            ["see", address, "now"]
        );
        assert_eq!(
            wrap_text("Kiil-Nielsen and 10\u{a0}May", 9),
            ["Kiil-Nielsen", "and", "10\u{a0}May"]
        );
    }

    #[test]
    fn ideographs_take_two_columns_and_break_anywhere() {
        assert_eq!(wrap_text("政治犯名单", 6), ["政治犯", "名单"]);
    }

    #[test]
    fn items_hang_and_numbers_stand_right() {
        assert_eq!(
            write_block(&list(None, &["aa bb", "cc"]), 7, 0),
            ["  • aa bb", "  • cc"]
        );
        assert_eq!(
            write_block(&list(None, &["one two three four"]), 20, 1),
            ["  – one two three", "    four"]
        );
        assert_eq!(
            write_block(&list(Some(9), &["a", "b"]), 40, 0),
            ["   9. a", "  10. b"]
        );
    }

    #[test]
    fn items_of_several_paragraphs_stand_apart() {
        let items = vec![vec![paragraph("a"), paragraph("b")], vec![paragraph("c")]];
        let lines = write_block(&Block::List { start: None, items }, 40, 0);
        assert_eq!(lines, ["  • a", "", "    b", "", "  • c"]);
        let items = vec![
            vec![paragraph("a"), list(None, &["b"])],
            vec![paragraph("c")],
        ];
        let lines = write_block(
            &Block::List {
                start: Some(1),
                items,
            },
            40,
            0,
        );
        assert_eq!(lines, ["  1. a", "       – b", "  2. c"]);
    }

    #[test]
    fn a_link_tells_its_address_unless_its_words_do() {
        let link = |words: &str, url: &str| {
            let text = vec![Inline::Text(words.into())];
            super::write_inlines(&[Inline::Link {
                text,
                url: crate::letters::letter::Url::new(url).unwrap(),
            }])
        };
        assert_eq!(
            link("the page", "https://a.org"),
            "the page (https://a.org)"
        );
        assert_eq!(link("https://a.org", "https://a.org"), "https://a.org");
        assert_eq!(link("a@b.org", "mailto:a@b.org"), "a@b.org");
        assert_eq!(link("Anna", "mailto:a@b.org"), "Anna (a@b.org)");
    }
}
