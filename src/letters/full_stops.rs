//! One full stop where a name that ends with one ends a sentence.

use super::letter::{Block, Inline, Letter};

/// Takes out the second full stop behind these names.
pub(super) fn dedupe_letter_stops(letter: &mut Letter, names: &[String]) {
    if names.is_empty() {
        return;
    }
    letter.subject = dedupe_text_stops(&letter.subject, names);
    letter
        .body
        .iter_mut()
        .for_each(|block| dedupe_block_stops(block, names));
}

fn dedupe_block_stops(block: &mut Block, names: &[String]) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => {
            dedupe_line_stops(text, names, &mut String::new())
        }
        Block::List { items, .. } => items
            .iter_mut()
            .flatten()
            .for_each(|block| dedupe_block_stops(block, names)),
        Block::Quote(blocks) => blocks
            .iter_mut()
            .for_each(|block| dedupe_block_stops(block, names)),
        Block::Rule => {}
    }
}

/// The same of a line, behind the words that stand before it.
fn dedupe_line_stops(line: &mut [Inline], names: &[String], before: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(text) => {
                let follows = text.starts_with('.') && !text.starts_with("..");
                if follows && names.iter().any(|name| before.ends_with(name.as_str())) {
                    text.remove(0);
                }
                *text = dedupe_text_stops(text, names);
                before.push_str(text);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                dedupe_line_stops(inner, names, before);
            }
            Inline::Break => before.push(' '),
        }
    }
}

fn dedupe_text_stops(text: &str, names: &[String]) -> String {
    names.iter().fold(text.to_owned(), |text, name| {
        let twice = format!("{name}.");
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find(&twice) {
            let end = at + twice.len();
            let is_more = rest[end..].starts_with('.');
            out.push_str(&rest[..if is_more { end } else { end - 1 }]);
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once() {
        let names = ["M. H.".to_owned()];
        assert_eq!(
            dedupe_text_stops("The case of M. H.. And M. H.. “M. H.” M. H... ", &names),
            "The case of M. H. And M. H. “M. H.” M. H... "
        );
        let mut line = vec![
            Inline::Strong(vec![Inline::Text("M. H.".to_owned())]),
            Inline::Text(". Next.".to_owned()),
        ];
        dedupe_line_stops(&mut line, &names, &mut String::new());
        assert_eq!(Inline::plain_text(&line), "M. H. Next.");
    }
}
