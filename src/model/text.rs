//! Texts at the gate: Unicode NFC, ordinary spaces, nothing invisible that could deceive.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::InvalidValue;

/// The longest line that is accepted, in characters.
pub const LONGEST_LINE: usize = 4_000;
/// The longest text of several lines that is accepted, in characters.
pub const LONGEST_TEXT: usize = 1_000_000;

/// One clean line: NFC, every run of white space one space, no control or invisible characters.
///
/// # Errors
/// The text is empty, too long, or holds a line break, a control character or a direction mark.
pub fn normalize_line(text: &str) -> Result<String, InvalidValue> {
    if is_clean_line(text) {
        check_length(text.to_owned(), LONGEST_LINE)
    } else {
        clean_line(text)
    }
}

fn clean_line(text: &str) -> Result<String, InvalidValue> {
    if let Some(bad) = text
        .trim()
        .chars()
        .find(|&c| c == '\n' || c == '\r' || is_forbidden(c))
    {
        return Err(InvalidValue::new(format!(
            "{} has no place in a line of text",
            describe_char(bad)
        )));
    }
    let clean = text
        .nfc()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if clean.chars().all(|c| !is_visible(c)) {
        return Err(InvalidValue::new("the text is empty"));
    }
    check_length(clean, LONGEST_LINE)
}

/// Clean text of several lines: NFC, LF line ends, no blank space at line ends, no control or invisible characters.
///
/// # Errors
/// The text is empty, too long, or holds a control character or a direction mark.
pub fn normalize_paragraphs(text: &str) -> Result<String, InvalidValue> {
    if is_clean_text(text) {
        check_length(text.to_owned(), LONGEST_TEXT)
    } else {
        clean_paragraphs(text)
    }
}

fn clean_paragraphs(text: &str) -> Result<String, InvalidValue> {
    let unix = text.replace("\r\n", "\n").replace('\t', "    ");
    if let Some(bad) = unix.chars().find(|&c| c != '\n' && is_forbidden(c)) {
        return Err(InvalidValue::new(format!(
            "{} has no place in a text",
            describe_char(bad)
        )));
    }
    let clean = unix
        .nfc()
        .map(|c| {
            if c == '\u{a0}' || c == '\u{202f}' {
                ' '
            } else {
                c
            }
        })
        .collect::<String>()
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n");
    let clean = clean.trim_matches('\n').to_owned();
    if clean.chars().all(|c| !is_visible(c)) {
        return Err(InvalidValue::new("the text is empty"));
    }
    check_length(clean, LONGEST_TEXT)
}

/// Whether a line is already as it has to be, as all stored ones are. A quick test that says no when in doubt.
fn is_clean_line(text: &str) -> bool {
    !text.contains('\n') && !text.starts_with(' ') && !text.contains("  ") && is_clean_text(text)
}

/// The same of a text of several lines.
fn is_clean_text(text: &str) -> bool {
    let plain = |c: char| c == ' ' || c == '\n' || (is_visible(c) && !is_forbidden(c));
    !text.is_empty()
        && !text.starts_with('\n')
        && !text.ends_with([' ', '\n'])
        && !text.contains(" \n")
        && text.chars().all(plain)
        && is_nfc(text)
}

/// Whether a character may never stand in a text: controls, marks that reorder or hide text, and the noncharacters that
/// Unicode keeps for a program's own use.
///
/// The joiners U+200C and U+200D are let through: Persian and emoji need them.
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e007f}'
        )
}

fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}')
}

fn describe_char(c: char) -> String {
    match c {
        '\n' | '\r' => "a line break".to_owned(),
        '\u{1b}' => "an escape character".to_owned(),
        c => format!("the invisible character U+{:04X}", u32::from(c)),
    }
}

fn check_length(text: String, longest: usize) -> Result<String, InvalidValue> {
    if text.len() <= longest {
        return Ok(text);
    }
    let length = text.chars().count();
    if length > longest {
        return Err(InvalidValue::new(format!(
            "the text has {length} characters; {longest} are the most"
        )));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_normalised() {
        assert_eq!(
            normalize_line(" Maks\u{a0}\u{a0}Bokayev ").unwrap(),
            "Maks Bokayev"
        );
        assert_eq!(
            normalize_line("Thorbjo\u{308}rn").unwrap(),
            "Thorbj\u{f6}rn"
        );
        assert_eq!(normalize_line("DE BRÚN").unwrap(), "DE BRÚN");
    }

    #[test]
    fn what_could_deceive_is_refused() {
        for text in [
            "",
            "  ",
            "a\nb",
            "a\u{1b}[2Jb",
            "a\u{7}",
            "\u{200b}",
            "a\u{202e}b",
            "a\0b",
            "a\u{9b}31m",
            "\u{200d}",
        ] {
            assert!(normalize_line(text).is_err(), "{text:?}");
        }
        assert!(normalize_paragraphs("a\u{1b}b").is_err());
        assert_eq!(normalize_paragraphs("a  \r\n\r\nb\n").unwrap(), "a\n\nb");
    }

    #[test]
    fn honest_scripts_pass() {
        for text in ["می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧", "Едіге", "名字"]
        {
            assert_eq!(normalize_line(text).unwrap(), text);
        }
    }

    proptest! {
        #[test]
        fn what_counts_as_clean_is_not_changed_by_cleaning(text in "[ \\n\\t\\rab\u{301}\u{e9}\u{a0}\u{200b}\u{200d}\u{2003}\\x1bЕ]{0,8}") {
            prop_assert!(!is_clean_line(&text) || clean_line(&text) == Ok(text.clone()));
            prop_assert!(!is_clean_text(&text) || clean_paragraphs(&text) == Ok(text.clone()));
        }
    }

    #[test]
    fn what_was_cleaned_counts_as_clean() {
        for text in [
            "  Maks\u{a0} Bokayev ",
            "Thorbjo\u{308}rn",
            "O’Brien & Sons",
            "Едіге",
        ] {
            assert!(is_clean_line(&normalize_line(text).unwrap()));
        }
        assert!(is_clean_text(
            &normalize_paragraphs("\r\n a\t \r\n\r\n- b\u{a0}c\n").unwrap()
        ));
    }
}
