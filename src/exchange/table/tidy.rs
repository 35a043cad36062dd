//! Cells as people fill them: spaces that do not break, footnote marks, a dash for nothing.

use super::notes::ReadingKind;
use crate::model::text::is_forbidden;

/// What the reading of a cell has noted.
pub(super) type CellNotes = Vec<(ReadingKind, String)>;

/// The text without what only serves the eye. Line breaks stay; they mean different things in different columns.
pub(super) fn tidy_cell(text: &str, noted: &mut CellNotes) -> String {
    let plain = tidy_spaces(text, noted);
    let bare = strip_footnotes(&plain);
    if bare.len() < plain.len() {
        noted.push((
            ReadingKind::Footnote,
            format!(
                "the footnote mark “{}” is left out",
                plain[bare.len()..].trim()
            ),
        ));
    }
    if matches!(bare, "-" | "–" | "—") {
        noted.push((ReadingKind::Dash, format!("“{bare}” is read as nothing")));
        return String::new();
    }
    bare.to_owned()
}

/// The lines of a cell joined by `joint`; more than one is noted.
pub(super) fn one_line(text: &str, joint: &str, noted: &mut CellNotes) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > 1 {
        noted.push((
            ReadingKind::Space,
            format!("{} lines of the cell are joined", lines.len()),
        ));
    }
    lines.join(joint)
}

fn tidy_spaces(text: &str, noted: &mut CellNotes) -> String {
    let is_odd = |c: char| c != ' ' && c != '\n' && c.is_whitespace() && !is_forbidden(c);
    let is_unseen = |c: char| c != '\n' && c != '\r' && !c.is_control() && is_forbidden(c);
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if !text.contains(|c| is_odd(c) || is_unseen(c)) {
        return text.to_owned();
    }
    noted.push((
        ReadingKind::Space,
        "spaces that do not break or invisible characters are made plain".to_owned(),
    ));
    let plain: String = text
        .chars()
        .filter(|&c| !is_unseen(c))
        .map(|c| if is_odd(c) { ' ' } else { c })
        .collect();
    plain.trim().to_owned()
}

/// The text before the footnote marks at its end: `*`, `†`, `[1]`, a raised number. A raised number after a number may be
/// the article of a law, and one after a bracketed text is a mark only if the text is not all of it.
fn strip_footnotes(text: &str) -> &str {
    let mut bare = text;
    loop {
        let shorter = without_mark(bare).trim_end();
        if shorter.len() == bare.len() || shorter.is_empty() {
            return bare;
        }
        bare = shorter;
    }
}

fn without_mark(text: &str) -> &str {
    let raised = text.trim_end_matches(|c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
    if raised.len() < text.len() && !raised.ends_with(|c: char| c.is_ascii_digit()) {
        return raised;
    }
    if let Some((before, inside)) = text
        .strip_suffix(']')
        .and_then(|rest| rest.rsplit_once('['))
    {
        let is_number = !inside.is_empty()
            && inside.len() <= 3
            && inside.bytes().all(|byte| byte.is_ascii_digit());
        return if is_number { before } else { text };
    }
    text.trim_end_matches(['*', '†', '‡'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<ReadingKind>) {
        let mut noted = CellNotes::new();
        let read = tidy_cell(text, &mut noted);
        (
            read,
            noted.into_iter().map(|(reading, _)| reading).collect(),
        )
    }

    #[test]
    fn marks_spaces_and_dashes_are_told() {
        for (text, plain, readings) in [
            ("Maks Bokayev¹", "Maks Bokayev", vec![ReadingKind::Footnote]),
            (
                "Maks Bokayev [12]*",
                "Maks Bokayev",
                vec![ReadingKind::Footnote],
            ),
            ("a\u{a0}b", "a b", vec![ReadingKind::Space]),
            ("a\u{200e}", "a", vec![ReadingKind::Space]),
            ("—", "", vec![ReadingKind::Dash]),
        ] {
            assert_eq!(read(text), (plain.to_owned(), readings), "{text}");
        }
    }

    #[test]
    fn what_says_something_stays() {
        for text in [
            "Art. 280¹",
            "[without title]",
            "a [b]",
            "*",
            "[1]",
            "a - b",
            "x²y",
            "",
            "two\nlines",
        ] {
            assert_eq!(read(text), (text.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn lines_are_joined_and_told() {
        let mut noted = CellNotes::new();
        assert_eq!(one_line("a \n\n b", "; ", &mut noted), "a; b");
        assert_eq!(noted.len(), 1);
    }
}
