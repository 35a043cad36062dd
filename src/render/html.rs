//! A stand-alone page: sent as a file, opened in any browser, printed on A4.

use crate::letters::letter::{Block, Inline, Letter, Url};
use crate::render::layout::{LayoutPart, LetterLayout};
use crate::render::text_helpers::{
    TextPiece, is_right_to_left, is_tight, one_line, split_addresses, unstated_address,
};

const STYLE: &str = include_str!("letter.css");

/// The letter as one page that loads nothing and runs nothing.
pub fn render(letter: &Letter) -> String {
    let layout = LetterLayout::from_letter(letter);
    let day = letter.date.to_string();
    let section = |parts: &[LayoutPart<'_>]| {
        parts
            .iter()
            .map(|piece| write_part(piece, &day))
            .collect::<String>()
    };
    let around = |start: &str, parts: String, end: &str| match parts.as_str() {
        "" => String::new(),
        parts => format!("{start}\n{parts}{end}\n"),
    };
    let closing = around(
        "<section class=\"closing\">",
        section(&layout.closing),
        "</section>",
    );
    [
        write_head(letter),
        around("<header>", section(&layout.head), "</header>"),
        around("<main>", section(&layout.text) + &closing, "</main>"),
        around("<footer>", section(&layout.foot), "</footer>"),
        "</body>\n</html>\n".to_owned(),
    ]
    .concat()
}

fn write_head(letter: &Letter) -> String {
    let lang = escape_html(&letter.lang);
    let dir = if is_right_to_left(&letter.lang) {
        " dir=\"rtl\""
    } else {
        ""
    };
    let kind = if letter.is_public() {
        "public"
    } else {
        "letter"
    };
    let title = escape_html(letter.subject.trim());
    format!(
        r#"<!DOCTYPE html>
<html lang="{lang}"{dir}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body class="{kind}">
"#
    )
}

fn write_part(part: &LayoutPart<'_>, day: &str) -> String {
    match part {
        LayoutPart::Title(title) => format!("<h1>{}</h1>\n", write_text(title)),
        LayoutPart::Sender(lines) => format!(
            "<address class=\"sender\">\n{}</address>\n",
            write_lines(lines)
        ),
        LayoutPart::Recipient(lines) => {
            format!("<p class=\"recipient\">\n{}</p>\n", write_lines(lines))
        }
        LayoutPart::Delivery(line) => write_paragraph("delivery", line),
        LayoutPart::PlaceAndDate(line) => {
            format!(
                "<p class=\"date\"><time datetime=\"{day}\">{}</time></p>\n",
                write_text(line)
            )
        }
        LayoutPart::Reference(label, line) => format!(
            "<p class=\"reference\">{} {}</p>\n",
            write_text(label),
            write_text(line)
        ),
        LayoutPart::Subject(label, line) => {
            let heading = format!("{} {}", write_text(label), write_text(line));
            format!("<h1>{}</h1>\n", heading.trim_start())
        }
        LayoutPart::Salutation(line) => write_paragraph("salutation", line),
        LayoutPart::Body(body) => write_blocks(body),
        LayoutPart::Close(line) => write_paragraph("close", line),
        LayoutPart::Signature(lines) => {
            format!("<ul class=\"signatories\">\n{}</ul>\n", write_items(lines))
        }
        LayoutPart::Signatories(lines) => format!(
            "<ul class=\"signatories each\">\n{}</ul>\n",
            write_items(lines)
        ),
        LayoutPart::Copies(label, lines) | LayoutPart::Enclosures(label, lines) => {
            format!(
                "<p class=\"label\">{}</p>\n<ul class=\"lines\">\n{}</ul>\n",
                write_text(label),
                write_items(lines)
            )
        }
        LayoutPart::Sources(label, lines) => {
            format!(
                "<p class=\"label\">{}</p>\n<ol class=\"sources\">\n{}</ol>\n",
                write_text(label),
                write_items(lines)
            )
        }
    }
}

fn write_paragraph(class: &str, line: &str) -> String {
    format!("<p class=\"{class}\">{}</p>\n", write_text(line))
}

fn write_lines(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| write_text(line))
        .collect::<Vec<_>>()
        .join("<br>\n")
        + "\n"
}

fn write_items(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| format!("<li>{}</li>\n", write_text(line)))
        .collect()
}

fn write_blocks(blocks: &[Block]) -> String {
    blocks.iter().map(write_block).collect()
}

fn write_block(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => {
            let level = level.clamp(&2, &6);
            format!("<h{level}>{}</h{level}>\n", write_inlines(text, false))
        }
        Block::Paragraph(text) => format!("<p>{}</p>\n", write_inlines(text, false)),
        Block::Quote(inner) => format!("<blockquote>\n{}</blockquote>\n", write_blocks(inner)),
        Block::Rule => "<hr>\n".to_owned(),
        Block::List { start, items } => write_list(*start, items),
    }
}

fn write_list(start: Option<u64>, items: &[Vec<Block>]) -> String {
    let is_tight = is_tight(items);
    let item = |item: &Vec<Block>| match item.split_first() {
        Some((Block::Paragraph(text), rest)) if is_tight => {
            let below = if rest.is_empty() {
                String::new()
            } else {
                format!("\n{}", write_blocks(rest))
            };
            format!("<li>{}{below}</li>\n", write_inlines(text, false))
        }
        _ => format!("<li>\n{}</li>\n", write_blocks(item)),
    };
    let items: String = items.iter().map(item).collect();
    match start {
        None => format!("<ul>\n{items}</ul>\n"),
        Some(1) => format!("<ol>\n{items}</ol>\n"),
        Some(first) => format!("<ol start=\"{first}\">\n{items}</ol>\n"),
    }
}

fn write_inlines(pieces: &[Inline], in_link: bool) -> String {
    pieces
        .iter()
        .map(|inline| match inline {
            Inline::Text(words) if in_link => escape_html(words),
            Inline::Text(words) => write_text(words),
            Inline::Emphasis(inner) => format!("<em>{}</em>", write_inlines(inner, in_link)),
            Inline::Strong(inner) => format!("<strong>{}</strong>", write_inlines(inner, in_link)),
            Inline::Link { text, .. } if in_link => write_inlines(text, true),
            Inline::Link { text, url } => {
                write_link(url, unstated_address(text, url), &write_inlines(text, true))
            }
            Inline::Break => "<br>\n".to_owned(),
        })
        .collect()
}

/// A link; on paper it is followed by the address that its words do not tell.
fn write_link(url: &Url, untold: Option<&str>, words: &str) -> String {
    let on_paper = untold
        .map(|address| format!(" data-address=\"{}\"", escape_html(address)))
        .unwrap_or_default();
    format!(
        "<a href=\"{}\"{on_paper}>{words}</a>",
        escape_html(url.as_str())
    )
}

/// The text, escaped; an address in it can be followed.
pub(crate) fn write_text(text: &str) -> String {
    split_addresses(text)
        .into_iter()
        .map(|piece| match piece {
            TextPiece::Words(words) => escape_html(words),
            TextPiece::Address(url) => write_link(&url, None, &escape_html(url.as_str())),
        })
        .collect()
}

/// Text that is text between tags and inside quotation marks.
pub(crate) fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.into())]
    }

    #[test]
    fn no_character_leaves_its_place() {
        assert_eq!(
            escape_html("<b a=\"c\" d='e'>&amp;\0"),
            "&lt;b a=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp; "
        );
    }

    #[test]
    fn addresses_can_be_followed_and_other_words_cannot() {
        let link = "<a href=\"https://a.org/?b&amp;c\">https://a.org/?b&amp;c</a>";
        assert_eq!(write_text("(https://a.org/?b&c)."), format!("({link})."));
        assert_eq!(write_text("javascript:alert(1)"), "javascript:alert(1)");
    }

    #[test]
    fn a_link_tells_its_address_on_paper_and_holds_no_other() {
        let inner = Inline::Link {
            text: words("https://b.org"),
            url: Url::new("https://b.org").unwrap(),
        };
        let link = Inline::Link {
            text: vec![inner],
            url: Url::new("mailto:a@b.org").unwrap(),
        };
        let expected = "<a href=\"mailto:a@b.org\" data-address=\"a@b.org\">https://b.org</a>";
        assert_eq!(write_inlines(&[link], false), expected);
    }

    #[test]
    fn a_short_item_is_not_a_paragraph() {
        let item = |text: &str| vec![Block::Paragraph(words(text))];
        assert_eq!(
            write_list(Some(3), &[item("a")]),
            "<ol start=\"3\">\n<li>a</li>\n</ol>\n"
        );
        assert_eq!(
            write_list(None, &[[item("a"), item("b")].concat()]),
            "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"
        );
    }
}
