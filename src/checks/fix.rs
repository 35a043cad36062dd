//! Corrections that change no fact: spaces, and look-alike letters of another script.

use crate::model::{Cell, Field, InvalidValue, Record, ValueKind, search_key};

/// One correction in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCorrection {
    /// The present text.
    pub old: String,
    /// The corrected text.
    pub new: String,
    /// The reason, in a few words.
    pub what: String,
}

impl TextCorrection {
    /// Whether it is about spaces.
    pub fn is_space(&self) -> bool {
        self.old.contains(char::is_whitespace)
    }
}

/// A corrected record, and each correction with its field: `name`, `charges.2.title`.
#[derive(Debug, Clone)]
pub struct FixedRecord<R> {
    /// The corrected record.
    pub record: R,
    /// The corrections.
    pub slips: Vec<(String, TextCorrection)>,
}

/// The record with doubled and odd spaces made one, and look-alike letters in an otherwise Latin or Cyrillic word made
/// letters of its script; none if nothing is wrong. A word that could be of either script stays.
pub fn fix_record<R: Record>(
    record: &R,
    wanted: impl Fn(&TextCorrection) -> bool,
) -> Result<Option<FixedRecord<R>>, InvalidValue> {
    let mut slips = Vec::new();
    let (cells, lists) = visit_texts(record, |field, text| {
        let (fixed, found) = correct_text(text, &wanted);
        *text = fixed;
        slips.extend(found.into_iter().map(|slip| (field.to_owned(), slip)));
    });
    if slips.is_empty() {
        return Ok(None);
    }
    let mut record = R::from_cells(&cells)?;
    for (list, rows) in lists {
        record.set_rows(list, &rows)?;
    }
    Ok(Some(FixedRecord { record, slips }))
}

/// The texts of a record, each with its field: `name`, `charges.2.title`.
pub(crate) fn record_texts<R: Record>(record: &R) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    visit_texts(record, |field, text| {
        texts.push((field.to_owned(), text.clone()))
    });
    texts
}

/// The fields of a record and the entries of its lists, by name.
type RecordParts = (Vec<Cell>, Vec<(&'static str, Vec<Vec<Cell>>)>);

/// The parts of a record, after each of its texts was visited with its field.
fn visit_texts<R: Record>(record: &R, mut visit: impl FnMut(&str, &mut String)) -> RecordParts {
    let mut visit = |name: &str, field: &Field, cell: &mut Cell| match cell {
        Cell::Text(text) if holds_text(field) => visit(name, text),
        Cell::List(items) => items.iter_mut().for_each(|item| visit(name, item)),
        _ => {}
    };
    let mut cells = record.cells();
    R::FIELDS
        .iter()
        .zip(&mut cells)
        .for_each(|(field, cell)| visit(field.name, field, cell));
    let mut lists = Vec::new();
    for list in R::LISTS {
        let mut rows = record.rows(list.name);
        for (row, number) in rows.iter_mut().zip(1..) {
            for (field, cell) in list.fields.iter().zip(row) {
                visit(
                    &format!("{}.{number}.{}", list.name, field.name),
                    field,
                    cell,
                );
            }
        }
        lists.push((list.name, rows));
    }
    (cells, lists)
}

fn holds_text(field: &Field) -> bool {
    matches!(field.kind, ValueKind::Line | ValueKind::Text)
}

/// The corrections of a text.
pub(crate) fn find_slips(text: &str) -> Vec<TextCorrection> {
    correct_text(text, |_| true).1
}

/// The text with the wanted corrections, and what they are.
fn correct_text(
    text: &str,
    wanted: impl Fn(&TextCorrection) -> bool,
) -> (String, Vec<TextCorrection>) {
    let mut fixed = String::with_capacity(text.len());
    let mut slips = Vec::new();
    for piece in split_pieces(text) {
        let slip = find_slip(piece, fixed.is_empty() || fixed.ends_with('\n')).filter(&wanted);
        fixed.push_str(slip.as_ref().map_or(piece, |slip| &slip.new));
        slips.extend(slip);
    }
    (fixed, slips)
}

/// What is wrong with a word or a run of spaces. Plain spaces at the beginning of a line are Markdown’s.
fn find_slip(piece: &str, begins_line: bool) -> Option<TextCorrection> {
    if piece.starts_with(is_space) {
        let is_odd = piece.chars().any(|c| c != ' ');
        let what = if is_odd { "odd space" } else { "doubled space" };
        return (is_odd || (piece.len() > 1 && !begins_line)).then(|| TextCorrection {
            old: piece.to_owned(),
            new: if begins_line {
                " ".repeat(piece.chars().count())
            } else {
                " ".to_owned()
            },
            what: what.to_owned(),
        });
    }
    let new = in_one_script(piece)?;
    Some(TextCorrection {
        old: piece.to_owned(),
        what: format!("has {}", foreign_letters(piece)),
        new,
    })
}

/// Words, runs of spaces, and what is between them.
fn split_pieces(text: &str) -> impl Iterator<Item = &str> {
    let kind = |c: char| {
        if is_space(c) {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (piece, left) = rest.split_at(end);
        rest = left;
        Some(piece)
    })
}

/// The words of a text: runs of letters.
pub(crate) fn iter_words(text: &str) -> impl Iterator<Item = &str> {
    split_pieces(text).filter(|piece| piece.starts_with(char::is_alphabetic))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// A word that mixes Latin and Cyrillic, all in the script of those of its letters that have no twin in the other; none if
/// it does not mix them, or if that is not one script.
pub(crate) fn in_one_script(word: &str) -> Option<String> {
    if !search_key::mixes_scripts(word) {
        return None;
    }
    let all_in = |twin: fn(char) -> Option<char>, is_own: fn(char) -> bool| -> Option<String> {
        word.chars()
            .map(|c| if is_own(c) { Some(c) } else { twin(c) })
            .collect()
    };
    let latin = all_in(latin_twin, |c| !is_cyrillic(c) && !is_greek(c));
    let cyrillic = all_in(cyrillic_twin, is_cyrillic);
    match (latin, cyrillic) {
        (Some(word), None) | (None, Some(word)) => Some(word),
        _ => None,
    }
}

/// The letters of a word that are of another script than most of it: `М (Cyrillic)`.
pub(crate) fn foreign_letters(word: &str) -> String {
    let of = |is: fn(char) -> bool, script: &'static str| {
        let mut letters: Vec<String> = Vec::new();
        for letter in word.chars().filter(|c| is(*c)).map(String::from) {
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
        (letters, script)
    };
    let is_latin = |c: char| !is_cyrillic(c) && !is_greek(c);
    let mut scripts = [
        of(is_cyrillic, "Cyrillic"),
        of(is_greek, "Greek"),
        of(is_latin, "Latin"),
    ];
    scripts.sort_by_key(|(letters, _)| letters.len());
    let few = scripts[..2]
        .iter()
        .filter(|(letters, _)| !letters.is_empty());
    few.map(|(letters, script)| format!("{} ({script})", letters.join(" and ")))
        .collect::<Vec<_>>()
        .join(", ")
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}')
}

/// Letters of the two scripts that look the same in print, in one order.
const CYRILLIC: &str = "АВЕКМНОРСТУХІаеорсухі";
const LATIN: &str = "ABEKMHOPCTYXIaeopcyxi";

/// The Latin letter that looks the same.
fn latin_twin(c: char) -> Option<char> {
    find_twin(CYRILLIC, LATIN, c)
}

/// The Cyrillic letter that looks the same.
fn cyrillic_twin(c: char) -> Option<char> {
    find_twin(LATIN, CYRILLIC, c)
}

fn find_twin(from: &str, to: &str, c: char) -> Option<char> {
    from.chars()
        .zip(to.chars())
        .find(|(letter, _)| *letter == c)
        .map(|(_, twin)| twin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Recipient};

    #[test]
    fn look_alikes_become_letters_of_the_word() {
        for (word, fixed) in [
            ("Мukhtar", Some("Mukhtar")),
            ("Маkhambet", Some("Makhambet")),
            ("Таtiana", Some("Tatiana")),
            ("Оlesya", Some("Olesya")),
            ("Нaвaльный", Some("Навальный")),
            ("Едirе", None),
            ("Жakan", None),
            ("Olьga", None),
            ("Аca", None),
            ("Алматы", None),
            ("Thorbjørn", None),
        ] {
            assert_eq!(in_one_script(word).as_deref(), fixed, "{word}");
        }
    }

    #[test]
    fn every_letter_has_one_twin() {
        assert_eq!(CYRILLIC.chars().count(), LATIN.chars().count());
        assert!(CYRILLIC.chars().all(is_cyrillic) && LATIN.is_ascii());
    }

    #[test]
    fn spaces_become_one_and_indents_stay() {
        let fixed = |text: &str| correct_text(text, |_| true).0;
        assert_eq!(fixed("a  b\u{2003}c"), "a b c");
        assert_eq!(fixed("- a\n    b  c\n\u{3000}d"), "- a\n    b c\n d");
        assert_eq!(find_slips("a b\n  c"), []);
    }

    #[test]
    fn all_texts_of_a_record_are_corrected_and_nothing_else() {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "Мukhtar"),
            ("country", "KZ"),
            ("tags", "x"),
        ])
        .unwrap();
        case.charges = vec![
            crate::model::Record::from_typed([("title", "libel of Аset"), ("article", "174")])
                .unwrap(),
        ];
        let mended = fix_record(&case, |_| true).unwrap().unwrap();
        let fields: Vec<&str> = mended
            .slips
            .iter()
            .map(|(field, _)| field.as_str())
            .collect();
        assert_eq!(fields, ["name", "charges.1.title"]);
        assert_eq!(
            mended.record.charges[0].title.as_ref().unwrap().as_str(),
            "libel of Aset"
        );
        let again = super::fix_record(&mended.record, |_| true).unwrap();
        assert!(again.is_none());
        let office =
            Recipient::from_typed([("id", "a"), ("role", "mep"), ("office", "Tel")]).unwrap();
        assert!(super::fix_record(&office, |_| true).unwrap().is_none());
    }
}
