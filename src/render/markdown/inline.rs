//! Words in Markdown.

use crate::letters::letter::{Inline, Url};
use crate::render::text_helpers::{
    TextPiece, one_line, split_addresses, split_trimmed, unstated_address,
};

/// The text, escaped; an address in it can be followed.
pub fn write_text(text: &str) -> String {
    split_addresses(&one_line(text))
        .into_iter()
        .map(|piece| match piece {
            TextPiece::Words(words) => escape_markdown(words),
            TextPiece::Address(url) => format!("<{}>", url.as_str()),
        })
        .collect()
}

/// The words in their dress, `\n` for a line break. Where Markdown could not tell a mark from the words beside it, the
/// words go without.
pub fn write_inlines(inlines: &[Inline]) -> String {
    write_nested(inlines, &InlineContext::default())
}

/// What stands around a piece.
#[derive(Clone, Copy, Default)]
struct InlineContext {
    before: Option<char>,
    after: Option<char>,
    in_link: bool,
    in_emphasis: bool,
    in_strong: bool,
}

fn write_nested(inlines: &[Inline], outer: &InlineContext) -> String {
    let mut out = String::new();
    for (at, inline) in inlines.iter().enumerate() {
        let before = out.chars().next_back().or(outer.before);
        let after = inlines[at + 1..]
            .iter()
            .find_map(first_char)
            .or(outer.after);
        let beside = InlineContext {
            before,
            after,
            ..*outer
        };
        let piece = match inline {
            Inline::Text(words) if outer.in_link => escape_markdown(&one_line(words)),
            Inline::Text(words) => write_text(words),
            Inline::Emphasis(inner) if outer.in_emphasis => write_nested(inner, &beside),
            Inline::Strong(inner) if outer.in_strong => write_nested(inner, &beside),
            Inline::Emphasis(inner) => write_styled(
                "*",
                inner,
                &InlineContext {
                    in_emphasis: true,
                    ..beside
                },
            ),
            Inline::Strong(inner) => write_styled(
                "**",
                inner,
                &InlineContext {
                    in_strong: true,
                    ..beside
                },
            ),
            Inline::Link { text, .. } if outer.in_link => write_nested(text, &beside),
            Inline::Link { text, url } => write_link(text, url, &beside),
            Inline::Break => "\n".to_owned(),
        };
        if piece.starts_with('[') && out.ends_with('!') {
            out.insert(out.len() - 1, '\\');
        }
        out.push_str(&piece);
    }
    out
}

fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
            inner.iter().find_map(first_char)
        }
        Inline::Break => Some('\n'),
    }
}

/// The words between marks, if the marks will be read as such (CommonMark 0.31, “left-flanking” and “right-flanking”).
fn write_styled(mark: &str, inner: &[Inline], beside: &InlineContext) -> String {
    let words = write_nested(
        inner,
        &InlineContext {
            before: Some('*'),
            after: Some('*'),
            ..*beside
        },
    );
    let (lead, core, tail) = split_trimmed(&words);
    let before = lead.chars().next_back().or(beside.before);
    let after = tail.chars().next().or(beside.after);
    let is_clear = before != Some('*') && !core.starts_with('*');
    let opens = is_clear && (core.starts_with(char::is_alphanumeric) || is_gap(before));
    let closes = core.ends_with(char::is_alphanumeric) || is_gap(after);
    if core.is_empty() || !opens || !closes {
        return write_nested(inner, beside);
    }
    format!("{lead}{mark}{core}{mark}{tail}")
}

fn is_gap(beside: Option<char>) -> bool {
    beside.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}

fn write_link(words: &[Inline], url: &Url, beside: &InlineContext) -> String {
    let address = url.as_str();
    let written = write_nested(
        words,
        &InlineContext {
            before: Some('['),
            after: Some(']'),
            in_link: true,
            ..*beside
        },
    );
    let (lead, core, tail) = split_trimmed(&written);
    if unstated_address(words, url).is_none() && address == url.display_text() {
        return format!("{lead}<{address}>{tail}");
    }
    let address: String = address
        .chars()
        .flat_map(|c| {
            matches!(c, '(' | ')' | '`' | '&')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    format!("{lead}[{core}]({address}){tail}")
}

/// The words with a backslash before every character that Markdown, GitHub or pandoc could read as a mark.
fn escape_markdown(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut before: Option<char> = None;
    let mut rest = words.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        if is_mark(c, before, after) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}

fn is_mark(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' | '^' | '|' | '{' | '}' => true,
        '_' => !(is_word(before) && is_word(after)),
        '&' => after.is_none_or(|c| c == '#' || c.is_ascii_alphanumeric()),
        '#' => before.is_none_or(char::is_whitespace),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.into())]
    }

    #[test]
    fn only_marks_are_escaped() {
        assert_eq!(
            write_text("O'Brien & Sons, $65 (*a*) a_b _c_ &amp; #1 C# [1]"),
            r"O'Brien & Sons, \$65 (\*a\*) a_b \_c\_ \&amp; \#1 C# \[1\]"
        );
        assert_eq!(
            write_text("<script>alert(1)</script> {{x}} a\\"),
            r"\<script>alert(1)\</script> \{\{x\}\} a\\"
        );
        assert_eq!(
            write_text("at https://a.org/b_c*d, now"),
            r"at <https://a.org/b_c*d>, now"
        );
    }

    #[test]
    fn dress_stands_only_where_it_is_read() {
        let strong = |text: &str| Inline::Strong(words(text));
        let text = |text: &str| Inline::Text(text.into());
        assert_eq!(
            write_inlines(&[text("a "), strong("b"), text("c")]),
            "a **b**c"
        );
        assert_eq!(
            write_inlines(&[text("a"), strong(" b "), text("c")]),
            "a **b** c"
        );
        assert_eq!(
            write_inlines(&[text("a"), strong("“b”"), text("c")]),
            "a“b”c"
        );
        assert_eq!(write_inlines(&[strong("“b”"), text(", c")]), "**“b”**, c");
        assert_eq!(write_inlines(&[strong("a"), strong("b")]), "**a**b");
        assert_eq!(write_inlines(&[strong(" ")]), " ");
    }

    #[test]
    fn links_lead_where_they_led() {
        let link = |text: &str, url: &str| {
            write_inlines(&[Inline::Link {
                text: words(text),
                url: Url::new(url).unwrap(),
            }])
        };
        assert_eq!(
            link("a [b]", "https://a.org/(b)?c&amp;d"),
            r"[a \[b\]](https://a.org/\(b\)?c\&amp;d)"
        );
        assert_eq!(link("https://a.org", "https://a.org"), "<https://a.org>");
        let page = Inline::Link {
            text: words("b"),
            url: Url::new("https://a.org").unwrap(),
        };
        assert_eq!(
            write_inlines(&[Inline::Text("a!".into()), page]),
            r"a\![b](https://a.org)"
        );
        assert_eq!(
            link("a@b.org", "mailto:a@b.org"),
            "[a@b.org](mailto:a@b.org)"
        );
        assert_eq!(
            link("https://a.org", "https://b.org"),
            "[https://a.org](https://b.org)"
        );
    }
}
