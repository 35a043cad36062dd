//! Words and their dress, in a row.

use super::links::Links;
use super::xml::escape;
use crate::formats::words::{Piece, one_line, pieces, untold};
use crate::letters::letter::{Inline, Url};

/// Words in one dress; `\n` is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Span {
    text: String,
    dress: Dress,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Dress {
    strong: bool,
    emphasis: bool,
    link: Option<Url>,
}

/// A line as runs; an address in it can be followed.
pub fn of_text(text: &str, links: &mut Links) -> String {
    runs(&spans(&[Inline::Text(text.to_owned())], &Dress::default()), links)
}

/// The words as runs. A link is followed by the address that its words do not tell, since paper cannot be clicked.
pub fn of_inlines(inlines: &[Inline], links: &mut Links) -> String {
    runs(&spans(inlines, &Dress::default()), links)
}

fn spans(inlines: &[Inline], dress: &Dress) -> Vec<Span> {
    let span = |text: String, link: Option<Url>| Span { text, dress: Dress { link, ..dress.clone() } };
    let piece = |piece: Piece<'_>| match piece {
        Piece::Words(words) => span(words.to_owned(), None),
        Piece::Address(url) => span(url.as_str().to_owned(), Some(url)),
    };
    inlines
        .iter()
        .flat_map(|inline| match inline {
            Inline::Text(text) if dress.link.is_some() => vec![span(one_line(text), dress.link.clone())],
            Inline::Text(text) => pieces(&one_line(text)).into_iter().map(piece).collect(),
            Inline::Emphasis(inner) => spans(inner, &Dress { emphasis: true, ..dress.clone() }),
            Inline::Strong(inner) => spans(inner, &Dress { strong: true, ..dress.clone() }),
            Inline::Link { text, .. } if dress.link.is_some() => spans(text, dress),
            Inline::Link { text, url } => link(text, url, dress),
            Inline::Break => vec![span("\n".to_owned(), dress.link.clone())],
        })
        .collect()
}

fn link(words: &[Inline], url: &Url, dress: &Dress) -> Vec<Span> {
    let mut linked = spans(words, &Dress { link: Some(url.clone()), ..dress.clone() });
    if let Some(address) = untold(words, url) {
        let tail = taken_from_end(&mut linked);
        linked.push(Span { text: format!(" ({address}){tail}"), dress: dress.clone() });
    }
    linked
}

/// Takes the white space at the end away.
fn taken_from_end(spans: &mut Vec<Span>) -> String {
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

fn runs(spans: &[Span], links: &mut Links) -> String {
    let mut out = String::new();
    for together in spans.chunk_by(|one, other| one.dress.link == other.dress.link) {
        let words: String = together.iter().map(run).collect();
        let url = together.first().and_then(|span| span.dress.link.as_ref());
        out.push_str(&match url.and_then(|url| links.id(url)) {
            Some(id) => format!(r#"<w:hyperlink r:id="{id}" w:history="1">{words}</w:hyperlink>"#),
            None => words,
        });
    }
    out
}

fn run(span: &Span) -> String {
    let dress = [
        (span.dress.link.is_some(), r#"<w:rStyle w:val="Hyperlink"/>"#),
        (span.dress.strong, "<w:b/><w:bCs/>"),
        (span.dress.emphasis, "<w:i/><w:iCs/>"),
    ];
    let dress: String = dress.iter().filter(|(is_worn, _)| *is_worn).map(|(_, element)| *element).collect();
    let dress = if dress.is_empty() { dress } else { format!("<w:rPr>{dress}</w:rPr>") };
    let lines = span.text.split('\n').map(|line| match line {
        "" => String::new(),
        line => format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line)),
    });
    format!("<w:r>{dress}{}</w:r>", lines.collect::<Vec<_>>().join("<w:br/>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    fn shown(inlines: &[Inline]) -> String {
        of_inlines(inlines, &mut Links::default())
    }

    #[test]
    fn dress_is_put_on_in_the_order_of_the_schema() {
        let both = Inline::Emphasis(vec![Inline::Strong(words("a"))]);
        let expected = r#"<w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">a</w:t></w:r>"#;
        assert_eq!(shown(&[both]), expected);
    }

    #[test]
    fn a_line_break_stands_between_texts() {
        let text = r#"<w:t xml:space="preserve">"#;
        let expected = format!("<w:r>{text}a</w:t></w:r><w:r><w:br/></w:r><w:r>{text}b</w:t></w:r>");
        assert_eq!(shown(&[words("a"), vec![Inline::Break], words("b")].concat()), expected);
    }

    #[test]
    fn a_link_tells_its_address_and_leaves_the_space_behind_it() {
        let url = Url::new("https://a.org/?b&c").unwrap();
        let linked = link(&[words("a "), vec![Inline::Strong(words(" "))]].concat(), &url, &Dress::default());
        let texts: Vec<&str> = linked.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(texts, ["a", " (https://a.org/?b&c)  "]);
        assert!(shown(&[Inline::Link { text: words("a"), url }]).starts_with(r#"<w:hyperlink r:id="link1""#));
    }
}
