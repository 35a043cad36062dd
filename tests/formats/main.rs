//! Formats side by side: the same letter in each of them, against golden files and against one another.
//!
//! `GOLDEN=overwrite cargo test --test formats` writes the golden files anew; read the difference before it is
//! committed.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod letter;
mod mail;
mod office;
mod pdf;
mod pdf_file;
mod properties;
mod samples;
mod words;

use std::path::Path;

use cases::letters::Letter;
use cases::render::{Format, render};
use snapbox::{Assert, Data, IntoData};

fn rendered(letter: &Letter, format: Format) -> String {
    String::from_utf8(render(letter, format)).unwrap()
}

/// What reads the words of a file.
type Reader = fn(&[u8]) -> Vec<String>;

/// How the words of each format are read.
const READERS: &[(Format, Reader)] = &[
    (Format::Text, |bytes| words::of_text(utf8(bytes))),
    (Format::Markdown, |bytes| words::of_markdown(utf8(bytes))),
    (Format::Html, |bytes| words::of_html(utf8(bytes))),
    (Format::Eml, mail::words),
    (Format::Docx, office::words),
];

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Compares what a person can read of the file; a draft is made of the text and the page.
fn golden(name: &str, letter: &Letter) {
    for (ending, text) in [
        ("txt", rendered(letter, Format::Text)),
        ("md", rendered(letter, Format::Markdown)),
        ("html", rendered(letter, Format::Html)),
        ("docx.xml", office::text_part(&render(letter, Format::Docx))),
    ] {
        let file = format!("tests/formats/golden/{name}.{ending}");
        let expected = Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file), None);
        Assert::new()
            .action_env("GOLDEN")
            .normalize_paths(false)
            .eq(text.raw(), expected.raw());
    }
}

#[test]
fn an_appeal_looks_as_it_did() {
    golden("appeal", &samples::appeal());
}

#[test]
fn a_statement_looks_as_it_did() {
    golden("statement", &samples::statement());
}

#[test]
fn hostile_values_look_as_they_did() {
    golden("hostile", &samples::hostile());
}

#[test]
fn every_format_has_the_same_words_in_the_same_order() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        assert_same_words(&letter);
    }
}

/// Panics where a format has not just the words of the letter.
fn assert_same_words(letter: &Letter) {
    let whole = letter::words(letter);
    // A draft says in its header that this is the subject; in its text it is a heading.
    let mut unlabelled = letter.clone();
    unlabelled.labels.subject.clear();
    let in_draft = letter::words(&unlabelled);
    // A page says what its fonts can show: `pdf` compares that.
    for &format in Format::ALL.iter().filter(|format| **format != Format::Pdf) {
        let reader = READERS.iter().find(|(known, _)| *known == format);
        let (_, read) =
            reader.unwrap_or_else(|| panic!("READERS does not say how to read {}", format.slug()));
        let said = read(&render(letter, format));
        let expected = if format == Format::Eml {
            &in_draft
        } else {
            &whole
        };
        let same = said
            .iter()
            .zip(expected)
            .take_while(|(said, expected)| said == expected)
            .count();
        let rest = |words: &[String]| {
            words
                .iter()
                .skip(same)
                .take(12)
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            rest(&said),
            rest(expected),
            "{}, after {same} words",
            format.slug()
        );
    }
}

#[test]
fn hostile_values_stand_in_the_text_letter_byte_for_byte() {
    let text = rendered(&samples::hostile(), Format::Text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for value in samples::HOSTILE {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&value), "{value}");
    }
}

#[test]
fn text_has_short_lines_no_trailing_space_and_one_end() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        let text = rendered(&letter, Format::Text);
        words::assert_tidy(&text);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.starts_with('\n'));
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        let page = rendered(&letter, Format::Html);
        let tags = words::tags(&page);
        for tag in &tags {
            let name = tag
                .trim_start_matches('/')
                .split_whitespace()
                .next()
                .unwrap_or_default();
            assert!(words::KNOWN_TAGS.contains(&name), "<{tag}>");
            assert!(
                !tag.contains(" on") && !tag.contains("src=") && !tag.contains("style="),
                "<{tag}>"
            );
            let address = tag
                .split("href=\"")
                .nth(1)
                .map(|rest| rest.split('"').next().unwrap_or_default());
            assert!(address.is_none_or(|to| {
                ["https://", "http://", "mailto:"]
                    .iter()
                    .any(|kind| to.starts_with(kind))
            }));
        }
        assert!(!page.contains("url(") && !page.contains("@import"));
        assert!(page.contains(r#"content="default-src 'none'; style-src 'unsafe-inline'""#));
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    for &format in Format::ALL {
        assert_eq!(
            render(&samples::appeal(), format),
            render(&samples::appeal(), format)
        );
    }
}

#[test]
fn a_letter_with_nothing_in_it_is_still_a_file() {
    let mut letter = samples::statement();
    letter.subject = cases::letters::TracedText::default();
    letter.place_and_date.clear();
    letter.signatories.clear();
    letter.sender.clear();
    letter.sources.clear();
    letter.body.clear();
    assert_eq!(rendered(&letter, Format::Text), "");
    assert_eq!(rendered(&letter, Format::Markdown), "");
    assert!(rendered(&letter, Format::Html).ends_with("</html>\n"));
    assert_eq!(letter::words(&letter), [""; 0]);
    assert_same_words(&letter);
}
