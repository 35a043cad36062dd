//! Values that Markdown prints as they are.

use crate::letters::provenance::is_mark;

/// The value as Markdown that prints exactly its characters, wherever in a line it stands: in a paragraph, a heading,
/// emphasis, the words or the address of a link `[words](address)`. Not for between `<` and `>`.
///
/// A line break becomes a space, empty lines become one line break (in a heading a space), line breaks at the ends fall
/// away. Any other control character becomes a space.
pub fn escape_markdown(value: &str) -> String {
    let text = flow_text(value);
    let mut words = text.char_indices().filter(|(_, c)| !is_mark(*c));
    let first = words.next().map(|(place, _)| place);
    let last = words.next_back().map_or(first, |(place, _)| Some(place));
    let mut escaped = String::with_capacity(text.len() * 2);
    for (place, c) in text.char_indices() {
        match c {
            '\n' => escaped.push_str("&#10;"),
            ' ' if Some(place) == first || Some(place) == last => escaped.push_str("&#32;"),
            c if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text with spaces for line breaks and control characters, and one `\n` where there were empty lines.
fn flow_text(value: &str) -> String {
    let is_blank = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let unix = value
        .replace("\r\n", "\n")
        .replace(|c| c != '\n' && is_blank(c), " ");
    if !unix.contains('\n') {
        return unix;
    }
    let mut text = String::with_capacity(unix.len());
    let mut after_empty = false;
    for line in unix.split('\n').map(|line| line.trim_matches(' ')) {
        if line.is_empty() {
            after_empty = true;
            continue;
        }
        if !text.is_empty() {
            text.push(if after_empty { '\n' } else { ' ' });
        }
        text.push_str(line);
        after_empty = false;
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse_document;
    use super::*;
    use crate::letters::letter::{Block, Inline};

    const MARKS: &str = r#"([-+*_#>=~`|\\<&;:!()\[\]{}.'"$%^@/?,]|[0-9]{1,2}[.)]|&amp;|<b>|https://a\.b|[a-zé ]){0,12}"#;

    /// The words of a text that must be one paragraph.
    fn paragraph(markdown: &str) -> String {
        let body = parse_document(markdown).body;
        let [Block::Paragraph(words)] = body.as_slice() else {
            panic!("{markdown:?} became {body:?}")
        };
        Inline::plain_text(words)
    }

    fn spaced(text: &str) -> Vec<&str> {
        text.split(|c: char| c == ' ' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// Any text of one line.
    fn line() -> impl Strategy<Value = String> {
        let is_break =
            |c: char| c.is_control() || is_mark(c) || matches!(c, '\u{2028}' | '\u{2029}');
        let text = prop_oneof![2 => MARKS.boxed(), 1 => any::<String>().boxed()];
        text.prop_map(move |text| text.replace(is_break, "!"))
            .prop_filter("words", |text| !text.trim().is_empty())
    }

    #[test]
    fn what_begins_a_block_is_literal() {
        for value in [
            "1.", "1)", "- a", "+ a", "* a", "# a", "> a", "===", "---", "***", "```", "~~~",
            "    a", "| a |",
        ] {
            assert_eq!(paragraph(&escape_markdown(value)), value);
            assert_eq!(
                paragraph(&format!("before\n{}\nafter", escape_markdown(value))),
                format!("before {value} after")
            );
        }
    }

    #[test]
    fn what_dresses_words_is_literal() {
        for value in [
            "*a*",
            "__a__",
            "`a`",
            "[a](https://b)",
            "![a](b)",
            "<https://a>",
            "<b>",
            "&amp;",
            "&#33;",
            "a\\",
            "{{a}}",
        ] {
            assert_eq!(paragraph(&escape_markdown(value)), value);
            assert_eq!(paragraph(&format!("**{}**", escape_markdown(value))), value);
        }
    }

    #[test]
    fn line_breaks_fit_where_they_stand() {
        assert_eq!(escape_markdown("a\nb\r\nc"), "a b c");
        assert_eq!(escape_markdown("\n- a\n\n  \n- b\n"), "\\- a&#10;\\- b");
        let words = |text: &str| Inline::Text(text.into());
        let body = parse_document(&format!("> {}", escape_markdown("a\n\nb"))).body;
        let lines = Block::Paragraph(vec![words("a"), Inline::Break, words("b")]);
        assert_eq!(body, [Block::Quote(vec![lines])]);
        assert_eq!(
            parse_document(&format!("# {}", escape_markdown("a\n\nb")))
                .subject
                .as_deref(),
            Some("a b")
        );
    }

    fn link_addresses(body: &[Block]) -> Vec<&str> {
        let inlines = body.iter().flat_map(|block| match block {
            Block::Paragraph(inlines) | Block::Heading { text: inlines, .. } => inlines.as_slice(),
            Block::List { .. } | Block::Quote(_) | Block::Rule => &[],
        });
        inlines
            .filter_map(|inline| match inline {
                Inline::Link { url, .. } => Some(url.as_str()),
                Inline::Text(_) | Inline::Emphasis(_) | Inline::Strong(_) | Inline::Break => None,
            })
            .collect()
    }

    #[test]
    fn a_value_cannot_lead_a_link_astray() {
        for value in ["https://a) <b>", "https://a \"title\"", "https://a\n\nb"] {
            let body = parse_document(&format!("[words]({})", escape_markdown(value))).body;
            assert_eq!(link_addresses(&body), [""; 0], "{value}");
        }
        let body = parse_document(&format!(
            "[words]({})",
            escape_markdown("https://a.b/c_(d)?e=*f*&amp;g")
        ))
        .body;
        assert_eq!(link_addresses(&body), ["https://a.b/c_(d)?e=*f*&amp;g"]);
    }

    proptest! {
        #[test]
        fn any_value_prints_as_it_is_at_the_start_of_a_line(value in line()) {
            prop_assert_eq!(paragraph(&escape_markdown(&value)), &*value);
            let after = paragraph(&format!("before\n{}\nafter", escape_markdown(&value)));
            prop_assert_eq!(after, format!("before {value} after"));
            let item = parse_document(&format!("- {}", escape_markdown(&value))).body;
            let expected = Block::Paragraph(vec![Inline::Text(value.into())]);
            prop_assert_eq!(item, vec![Block::List { start: None, items: vec![vec![expected]] }]);
        }

        #[test]
        fn any_value_prints_as_it_is_inside_a_line(value in line()) {
            for (before, after) in [("a", "b"), ("a ", " b"), ("&", " &"), ("<", ">"), ("1", " b"), ("(", ")")] {
                let read = paragraph(&format!("{before}{}{after}", escape_markdown(&value)));
                prop_assert_eq!(read, format!("{before}{value}{after}"));
            }
        }

        #[test]
        fn two_values_side_by_side_are_two_values(one in line(), two in line()) {
            prop_assert_eq!(paragraph(&format!("{}{}", escape_markdown(&one), escape_markdown(&two))), format!("{one}{two}"));
        }

        #[test]
        fn any_value_at_all_keeps_its_words(value in any::<String>(), line in "[a\n\r\t *#]{0,9}") {
            for value in [value.replace(is_mark, "!"), line] {
                let read = paragraph(&format!("before {} after", escape_markdown(&value)));
                let expected = format!("before {value} after");
                prop_assert_eq!(spaced(&read), spaced(&expected));
                let subject = parse_document(&format!("# before {} after", escape_markdown(&value))).subject.unwrap_or_default();
                prop_assert_eq!(spaced(&subject), spaced(&expected));
            }
        }
    }
}
