//! Words and their dress.

use pulldown_cmark::{LinkType, Tag};

use crate::letters::letter::{Inline, Url};

/// The words in the dress of the tag; without any, if a letter has none for it.
pub fn style_words(tag: &Tag<'_>, words: Vec<Inline>) -> Vec<Inline> {
    match tag {
        Tag::Emphasis => vec![Inline::Emphasis(words)],
        Tag::Strong => vec![Inline::Strong(words)],
        Tag::Link {
            link_type,
            dest_url,
            ..
        } => make_link(*link_type, dest_url, words),
        _ => words,
    }
}

/// Adds a piece; neighbouring texts are one text.
pub fn push_inline(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_traced(&text),
        (_, inline) => inlines.push(inline),
    }
}

fn make_link(kind: LinkType, address: &str, words: Vec<Inline>) -> Vec<Inline> {
    let url = match kind {
        LinkType::Email => Url::new(&format!("mailto:{address}")),
        _ => Url::new(address),
    };
    match url {
        Some(url) if Inline::plain_text(&words).trim().is_empty() => {
            vec![Inline::Link {
                text: vec![Inline::Text(url.display_text().into())],
                url,
            }]
        }
        Some(url) => vec![Inline::Link { text: words, url }],
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_document;
    use super::*;
    use crate::letters::letter::Block;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    fn body(markdown: &str) -> Vec<Block> {
        parse_document(markdown).body
    }

    #[test]
    fn only_pages_and_mailboxes_are_links() {
        let link = |words, url| {
            [Block::Paragraph(vec![Inline::Link {
                text: vec![text(words)],
                url: Url::new(url).unwrap(),
            }])]
        };
        assert_eq!(
            body("[words](https://example.org/a_b)"),
            link("words", "https://example.org/a_b")
        );
        assert_eq!(
            body("[](https://example.org)"),
            link("https://example.org", "https://example.org")
        );
        assert_eq!(
            body("<https://example.org>"),
            link("https://example.org", "https://example.org")
        );
        assert_eq!(
            body("<a@example.org>"),
            link("a@example.org", "mailto:a@example.org")
        );
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "&#1;javascript:x",
            "#there",
        ] {
            assert_eq!(body(&format!("a [*b* c]({address})")).len(), 1);
            assert_eq!(
                body(&format!("[words]({address})")),
                [Block::Paragraph(vec![text("words")])],
                "{address}"
            );
        }
        assert_eq!(
            body("![a picture](https://example.org/x.png)"),
            [Block::Paragraph(vec![text("a picture")])]
        );
    }
}
