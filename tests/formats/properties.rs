//! Rules that hold for any text.

use cases::letters::{Block, Inline, Letter, Url};
use cases::render::Format;
use proptest::prelude::*;

use super::{assert_same_words, pdf, rendered, samples, words as read};

/// Marks of all the formats, and words.
const PIECES: &str = r#"- + * _ # = ~ ` | \ < > & ; : ! ( ) [ ] { } . ' " $ % ^ @ / ? , 1. 12) a) (iv) &amp; <b>
    https://a.b/c_d http a b word қазақ ٱ “ ” é"#;
/// What stands between words.
const SPACES: [&str; 8] = [" ", " ", " ", " ", " ", "  ", "\n", "\u{a0}"];

fn words() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split_whitespace().chain(SPACES).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..16).prop_map(|pieces| pieces.concat())
}

fn inline() -> impl Strategy<Value = Inline> {
    let text = words().prop_map(|text| Inline::Text(text.into()));
    let leaf = prop_oneof![6 => text, 1 => Just(Inline::Break)];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let inner = prop::collection::vec(inner, 0..4);
        prop_oneof![
            inner.clone().prop_map(Inline::Emphasis),
            inner.clone().prop_map(Inline::Strong),
            (inner, "(https://|mailto:)[a-z@.()_*&;?]{1,9}").prop_map(|(text, url)| Inline::Link {
                text: not_blank(text),
                url: Url::new(&url).unwrap()
            }),
        ]
    })
}

/// Words that are not blank, as a letter has them.
fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 1..5).prop_map(not_blank)
}

fn not_blank(mut words: Vec<Inline>) -> Vec<Inline> {
    if Inline::plain_text(&words).trim().is_empty() {
        words.push(Inline::Text("word".into()));
    }
    words
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(Block::Paragraph),
        1 => (2..=6_u8, inlines()).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => Just(Block::Rule),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..4);
        prop_oneof![
            blocks.clone().prop_map(Block::Quote),
            (
                prop::option::of(0..200_u64),
                prop::collection::vec(blocks, 1..4)
            )
                .prop_map(|(start, items)| Block::List { start, items }),
        ]
    })
}

fn letter() -> impl Strategy<Value = Letter> {
    (
        prop::collection::vec(block(), 0..5),
        words(),
        prop::collection::vec(words(), 0..4),
    )
        .prop_map(|(body, line, lines)| Letter {
            body,
            subject: format!("Subject {line}").into(),
            recipient: lines.clone(),
            signatories: lines.clone(),
            sources: lines,
            salutation: Some(line),
            ..samples::appeal()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_letter_is_whole_in_every_format(letter in letter()) {
        read::assert_tidy(&rendered(&letter, Format::Text));
        assert_well_formed(&rendered(&letter, Format::Html));
        assert_same_words(&letter);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_letter_is_whole_as_pdf(letter in letter()) {
        let (pdf, text) = pdf::both_words(&letter);
        prop_assert_eq!(pdf, text);
    }
}

fn assert_well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in read::tags(page) {
        let name = tag.split(' ').next().unwrap_or_default();
        assert!(
            read::KNOWN_TAGS.contains(&name.trim_start_matches('/')),
            "<{tag}>"
        );
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if !["!DOCTYPE", "meta", "br", "hr"].contains(&name) => open.push(name),
            None => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
