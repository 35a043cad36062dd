//! Words and their dress in a row, for formats whose marks do not stand inside one another.

use crate::letters::letter::{Inline, Url};
use crate::render::text_helpers::{TextPiece, one_line, split_addresses, unstated_address};

/// Words in one dress; `\n` is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StyledSpan {
    /// The words.
    pub text: String,
    /// How they look, and where they lead.
    pub dress: TextStyle,
}

/// How words look, and where they lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextStyle {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Where they lead.
    pub link: Option<Url>,
}

/// A line in a row; an address in it can be followed.
pub fn of_text(text: &str) -> Vec<StyledSpan> {
    link_addresses(&one_line(text), &TextStyle::default())
}

/// The words in a row. A link is followed by the address that its words do not tell, since paper cannot be clicked.
pub fn of_inlines(inlines: &[Inline]) -> Vec<StyledSpan> {
    style_inlines(inlines, &TextStyle::default())
}

fn style_inlines(inlines: &[Inline], dress: &TextStyle) -> Vec<StyledSpan> {
    let span = |text: String| {
        vec![StyledSpan {
            text,
            dress: dress.clone(),
        }]
    };
    inlines
        .iter()
        .flat_map(|inline| match inline {
            Inline::Text(text) if dress.link.is_some() => span(one_line(text)),
            Inline::Text(text) => link_addresses(&one_line(text), dress),
            Inline::Emphasis(inner) => style_inlines(
                inner,
                &TextStyle {
                    emphasis: true,
                    ..dress.clone()
                },
            ),
            Inline::Strong(inner) => style_inlines(
                inner,
                &TextStyle {
                    strong: true,
                    ..dress.clone()
                },
            ),
            Inline::Link { text, .. } if dress.link.is_some() => style_inlines(text, dress),
            Inline::Link { text, url } => style_link(text, url, dress),
            Inline::Break => span("\n".to_owned()),
        })
        .collect()
}

fn link_addresses(text: &str, dress: &TextStyle) -> Vec<StyledSpan> {
    let span = |piece: TextPiece<'_>| match piece {
        TextPiece::Words(words) => StyledSpan {
            text: words.to_owned(),
            dress: dress.clone(),
        },
        TextPiece::Address(url) => StyledSpan {
            text: url.as_str().to_owned(),
            dress: TextStyle {
                link: Some(url),
                ..dress.clone()
            },
        },
    };
    split_addresses(text).into_iter().map(span).collect()
}

fn style_link(words: &[Inline], url: &Url, dress: &TextStyle) -> Vec<StyledSpan> {
    let linked = TextStyle {
        link: Some(url.clone()),
        ..dress.clone()
    };
    let mut spans = style_inlines(words, &linked);
    if let Some(address) = unstated_address(words, url) {
        let tail = cut_from_end(&mut spans);
        spans.extend([
            StyledSpan {
                text: " (".to_owned(),
                dress: dress.clone(),
            },
            StyledSpan {
                text: address.to_owned(),
                dress: linked,
            },
            StyledSpan {
                text: format!("){tail}"),
                dress: dress.clone(),
            },
        ]);
    }
    spans
}

/// Takes the white space at the end away.
fn cut_from_end(spans: &mut Vec<StyledSpan>) -> String {
    let mut tail = String::new();
    while let Some(last) = spans.last_mut() {
        let core = last.text.trim_end().len();
        tail.insert_str(0, &last.text.split_off(core));
        if core > 0 {
            break;
        }
        spans.pop();
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Inline {
        Inline::Text(text.into())
    }

    /// The texts, and where each leads.
    fn told(inlines: &[Inline]) -> Vec<(String, Option<String>)> {
        let spans = of_inlines(inlines);
        spans
            .into_iter()
            .map(|span| {
                (
                    span.text,
                    span.dress.link.map(|url| url.as_str().to_owned()),
                )
            })
            .collect()
    }

    #[test]
    fn a_link_tells_its_address_and_leaves_the_space_behind_it() {
        let url = Url::new("https://a.org").unwrap();
        let text = vec![words("a "), Inline::Strong(vec![words(" ")])];
        let page = Some("https://a.org".to_owned());
        let expected = [
            ("a", page.clone()),
            (" (", None),
            ("https://a.org", page),
            (")  ", None),
        ];
        assert_eq!(
            told(&[Inline::Link { text, url }]),
            expected.map(|(text, url)| (text.to_owned(), url))
        );
    }

    #[test]
    fn a_link_that_tells_its_address_tells_it_once() {
        let url = Url::new("mailto:a@b.org").unwrap();
        let expected = [("a@b.org".to_owned(), Some("mailto:a@b.org".to_owned()))];
        assert_eq!(
            told(&[Inline::Link {
                text: vec![words("a@b.org")],
                url
            }]),
            expected
        );
    }

    #[test]
    fn dress_is_worn_by_all_that_is_inside() {
        let inner = vec![
            Inline::Emphasis(vec![words("a https://a.org")]),
            Inline::Break,
        ];
        let spans = of_inlines(&[Inline::Strong(inner)]);
        let dress: Vec<_> = spans
            .iter()
            .map(|span| (span.text.as_str(), span.dress.strong, span.dress.emphasis))
            .collect();
        assert_eq!(
            dress,
            [
                ("a ", true, true),
                ("https://a.org", true, true),
                ("\n", true, false)
            ]
        );
    }
}
