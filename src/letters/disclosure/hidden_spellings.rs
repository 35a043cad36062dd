//! Names that a reader of words passes over: letter by letter, in percent signs, behind a small word that is joined to them.

use super::words::{TextWord, WordCasing, WordScript};

/// From so many single letters in a row on, they may spell a name.
const LETTERS: usize = 4;

/// Small words that Arabic and Hebrew join to the next one, the longest first.
const JOINED: [&str; 22] = [
    "وبال", "ولل", "وال", "بال", "كال", "فال", "ول", "وب", "وك", "لل", "ال", "و", "ف", "ب", "ل",
    "ك", "וה", "ו", "ה", "ב", "ל", "מ",
];

/// Single letters in a row, in small Latin letters, each row with the place of its beginning and its end.
pub(super) fn spelt_out(words: &[TextWord<'_>]) -> Vec<(usize, usize, String)> {
    let mut rows: Vec<(usize, usize, String, usize)> = Vec::new();
    let mut goes_on = false;
    for word in words {
        let is_letter = word.script == WordScript::Spaced && word.is_letter();
        let is_near = word
            .gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '.' | '-' | '_' | '*' | '·' | '–'));
        match rows.last_mut() {
            Some((_, end, row, count)) if is_letter && is_near && goes_on => {
                *end = word.end;
                row.push_str(&word.latin_text());
                *count += 1;
            }
            _ if is_letter => rows.push((word.start, word.end, word.latin_text(), 1)),
            _ => {}
        }
        goes_on = is_letter;
    }
    rows.into_iter()
        .filter(|row| row.3 >= LETTERS)
        .map(|(start, end, row, _)| (start, end, row))
        .collect()
}

/// The word without a small one that may be joined before it, in every way it could be.
pub(super) fn without_joined<'a>(word: &TextWord<'a>) -> impl Iterator<Item = TextWord<'a>> {
    let word = word.clone();
    let is_joining = word.casing == WordCasing::None && word.script == WordScript::Spaced;
    JOINED
        .iter()
        .filter(move |_| is_joining)
        .filter_map(move |joined| {
            let text = word
                .text
                .strip_prefix(joined)
                .filter(|rest| rest.chars().count() > 1)?;
            Some(TextWord {
                start: word.start + joined.len(),
                text,
                ..word.clone()
            })
        })
}

/// What stands in a text in percent signs, as addresses have it, in plain letters, each with its place.
pub(super) fn percent_decoded(text: &str) -> Vec<(usize, usize, String)> {
    if !text.contains('%') {
        return Vec::new();
    }
    let pieces = text.split_whitespace().filter(|piece| piece.contains('%'));
    pieces
        .filter_map(|piece| {
            let start = piece.as_ptr() as usize - text.as_ptr() as usize;
            let plain = decode_percent(piece);
            (plain != piece).then(|| (start, start + piece.len(), plain.replace('+', " ")))
        })
        .collect()
}

fn decode_percent(piece: &str) -> String {
    let mut bytes = Vec::with_capacity(piece.len());
    let mut rest = piece.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex
            .and_then(|two| u8::from_str_radix(two, 16).ok())
            .filter(|_| *first == b'%')
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::words::split_words;
    use super::*;

    #[test]
    fn letters_in_a_row_are_one_word() {
        let rows: Vec<String> = spelt_out(&split_words("He is Т а р  а с; A b c; J o h n"))
            .into_iter()
            .map(|row| row.2)
            .collect();
        assert_eq!(rows, ["taras", "john"]);
    }

    #[test]
    fn percent_signs_are_read_as_letters() {
        let text = "see https://a.by/%D0%A2%D0%B0+x%20y 100% of";
        let read = percent_decoded(text);
        assert_eq!(read.len(), 1, "{read:?}");
        assert_eq!(
            (&text[read[0].0..read[0].1], read[0].2.as_str()),
            ("https://a.by/%D0%A2%D0%B0+x%20y", "https://a.by/Та x y")
        );
    }
}
