//! Cases as rows of coded facts: every status, event, concern and other word with its HURIDOCS code, or an explicit `none`.

use std::io::Write;

use crate::exchange::{Error, table};
use crate::model::vocabulary::{Category, Vocabulary, VocabularyWord};
use crate::model::{Case, Cell, Field, FieldMeaning, Record, ValueKind, find_meaning};

/// The titles of the columns.
pub const COLUMNS: [&str; 11] = [
    "case", "name", "fact", "word", "label", "code", "date", "until", "text", "source", "standing",
];

/// Writes the cases, in their order; no cell is a formula.
pub fn write_huridocs<'a>(
    cases: impl IntoIterator<Item = &'a Case>,
    out: impl Write,
) -> Result<(), Error> {
    let mut table = csv::Writer::from_writer(out);
    let mut write = |cells: &[String]| {
        let cells = cells.iter().map(|cell| table::guard_cell(cell));
        table
            .write_record(cells.map(|cell| cell.into_owned()))
            .map_err(Error::from)
    };
    write(&COLUMNS.map(str::to_owned))?;
    cases
        .into_iter()
        .flat_map(build_rows)
        .try_for_each(|row| write(&row))?;
    Ok(table.flush()?)
}

/// One row for each coded word of a case.
fn build_rows(case: &Case) -> Vec<[String; 11]> {
    let mut rows = Vec::new();
    let mut push = |fact: &str,
                    word: &str,
                    words: &[VocabularyWord],
                    [date, until, text, source, standing]: [String; 5]| {
        let known = words.iter().find(|known| known.slug == word);
        let label = known.map_or_else(|| word.replace('-', " "), |known| known.label.to_owned());
        let code = known
            .map(|known| known.code)
            .filter(|code| !code.is_empty())
            .unwrap_or("none");
        let (case, name) = (case.id.to_string(), case.name.to_string());
        rows.push([
            case,
            name,
            fact.to_owned(),
            word.to_owned(),
            label,
            code.to_owned(),
            date,
            until,
            text,
            source,
            standing,
        ]);
    };
    for category in case.category.iter().chain(&case.categories) {
        push(
            "category",
            category.slug(),
            Category::WORDS,
            Default::default(),
        );
    }
    for list in Case::LISTS {
        for row in case.rows(list.name) {
            for (field, words, word) in coded_words(list.fields, &row) {
                let value = |meanings: &[FieldMeaning]| {
                    let found = meanings
                        .iter()
                        .find_map(|meaning| find_meaning(list.fields, *meaning));
                    found.map(|index| row[index].to_line()).unwrap_or_default()
                };
                let standing = if field.meaning == FieldMeaning::Standing {
                    String::new()
                } else {
                    value(&[FieldMeaning::Standing])
                };
                let behind = [
                    value(&[FieldMeaning::Date]),
                    value(&[FieldMeaning::EndDate]),
                    value(&[FieldMeaning::Text, FieldMeaning::Offence]),
                    value(&[FieldMeaning::Source]),
                    standing,
                ];
                let fact = if field.meaning == FieldMeaning::Kind {
                    list.one.to_owned()
                } else {
                    field.name.to_owned()
                };
                push(&fact, &word, words, behind);
            }
        }
    }
    rows
}

/// The words of an entry that are of a vocabulary with codes.
fn coded_words<'a>(
    fields: &'a [Field],
    row: &'a [Cell],
) -> impl Iterator<Item = (&'a Field, &'static [VocabularyWord], String)> {
    fields
        .iter()
        .zip(row)
        .filter_map(|(field, cell)| match field.kind {
            ValueKind::Word(_, words)
                if !cell.is_empty() && words.iter().any(|word| !word.code.is_empty()) =>
            {
                Some((field, words, cell.to_line()))
            }
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Concern, Event};

    #[test]
    fn every_status_event_and_concern_has_a_row_with_its_code_or_none() {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "=A, \"B\""),
            ("country", "KZ"),
            ("category", "journalist"),
        ])
        .unwrap();
        case.events = vec![
            Event::from_typed([
                ("kind", "arrest"),
                ("date", "2018-04"),
                ("status", "paroled"),
                ("source", "s"),
            ])
            .unwrap(),
        ];
        case.concerns = vec![
            Concern::from_typed([("kind", "psychiatric-abuse"), ("text", "one\ttwo")]).unwrap(),
        ];
        let mut bytes = Vec::new();
        write_huridocs([&case], &mut bytes).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().unwrap(), &COLUMNS[..]);
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row[2].as_str(),
                    row[3].as_str(),
                    row[5].as_str(),
                    row[6].as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("category", "journalist", "MT23 010309", ""),
                ("event", "arrest", "MT04 030101", "2018-04"),
                ("status", "paroled", "none", "2018-04"),
                ("concern", "psychiatric-abuse", "none", ""),
            ]
        );
        assert_eq!(
            (rows[1][1].as_str(), rows[1][9].as_str()),
            ("'=A, \"B\"", "s")
        );
    }
}
