//! One full stop where a name that ends with one ends a sentence.

use super::letter::{Block, Inline, Letter};
use super::traced_text::TracedText;

/// Takes out the second full stop behind these names.
pub(super) fn dedupe_letter_stops(letter: &mut Letter, names: &[String]) {
    if names.is_empty() {
        return;
    }
    dedupe_text_stops(&mut letter.subject, names);
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
                    text.delete_words(0..1);
                }
                dedupe_text_stops(text, names);
                before.push_str(text);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                dedupe_line_stops(inner, names, before);
            }
            Inline::Break => before.push(' '),
        }
    }
}

fn dedupe_text_stops(text: &mut TracedText, names: &[String]) {
    for name in names {
        let twice = format!("{name}.");
        let ends = text.match_indices(&twice).map(|(at, _)| at + twice.len());
        let ends: Vec<usize> = ends.filter(|end| !text[*end..].starts_with('.')).collect();
        for end in ends.into_iter().rev() {
            text.delete_words(end - 1..end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once() {
        let dedupe = |text: &str, names: &[String]| {
            let mut text = TracedText::from(text);
            dedupe_text_stops(&mut text, names);
            text
        };
        let names = ["M. H.".to_owned()];
        assert_eq!(
            dedupe("The case of M. H.. And M. H.. “M. H.” M. H... ", &names),
            "The case of M. H. And M. H. “M. H.” M. H... "
        );
        let mut line = vec![
            Inline::Strong(vec![Inline::Text("M. H.".into())]),
            Inline::Text(". Next.".into()),
        ];
        dedupe_line_stops(&mut line, &names, &mut String::new());
        assert_eq!(Inline::plain_text(&line), "M. H. Next.");
    }
}
