//! Arbitrary records for property tests of any room, made from the tables of fields.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::record::CellCheck;
use super::vocabulary::{Category, RestrictionKind, Vocabulary, VocabularyWord};
use super::{
    Case, Casebook, Cell, Field, Recipient, Record, SentLetter, Source, Statement, ValueKind,
};

/// Which words a record may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Those this version knows.
    Known,
    /// Also words of a newer version, none of which looks like a misspelling.
    Any,
}

/// A record with any values its fields and lists can hold.
pub fn any_record<R: Record + std::fmt::Debug + 'static>(words: Words) -> BoxedStrategy<R> {
    let lists: Vec<_> = R::LISTS
        .iter()
        .map(|list| vec(any_cells(list.fields, list.check, words), 0..3).boxed())
        .collect();
    (any_cells(R::FIELDS, R::check, words), lists)
        .prop_map(|(cells, lists)| {
            let mut record = R::from_cells(&cells).unwrap();
            for (list, mut rows) in R::LISTS.iter().zip(lists) {
                rows.retain(|cells| list.find_gap(cells).is_none());
                record.set_rows(list.name, &rows).unwrap();
            }
            record
        })
        .boxed()
}

/// A casebook in which every id stands once.
pub fn any_casebook(words: Words) -> BoxedStrategy<Casebook> {
    let things = (
        vec(any_record::<Source>(words), 0..3),
        vec(any_record::<Recipient>(words), 0..3),
        vec(any_record::<Case>(words), 0..4),
        vec(any_record::<SentLetter>(words), 0..3),
        vec(any_record::<Statement>(words), 0..2),
    );
    things
        .prop_map(|(sources, recipients, cases, letters, statements)| {
            let mut all = Casebook {
                sources,
                recipients,
                cases,
                letters,
                statements,
                ..Casebook::default()
            };
            (1..)
                .zip(&mut all.sources)
                .for_each(|(number, source)| source.id = source.id.with_number(number));
            (1..)
                .zip(&mut all.recipients)
                .for_each(|(number, recipient)| recipient.id = recipient.id.with_number(number));
            (1..)
                .zip(&mut all.cases)
                .for_each(|(number, case)| case.id = case.id.with_number(number));
            (1..)
                .zip(&mut all.letters)
                .for_each(|(number, letter)| letter.id = letter.id.with_number(number));
            (1..)
                .zip(&mut all.statements)
                .for_each(|(number, statement)| statement.id = statement.id.with_number(number));
            all
        })
        .boxed()
}

/// Values for the fields of a record, in their order.
fn any_cells(fields: &'static [Field], check: CellCheck, words: Words) -> BoxedStrategy<Vec<Cell>> {
    fields
        .iter()
        .map(|field| any_cell(*field, check, words))
        .collect::<Vec<_>>()
        .boxed()
}

fn any_cell(field: Field, check: CellCheck, words: Words) -> BoxedStrategy<Cell> {
    let fits = move |text: &str| match check(field.name, &Cell::Text(text.to_owned())) {
        Ok(unknown) => unknown.is_none_or(|word| words == Words::Any && word.nearest.is_none()),
        Err(_) => false,
    };
    let fitting = list_candidates(field.kind)
        .into_iter()
        .filter(|(example, _)| fits(example));
    let texts = Union::new(fitting.map(|(example, texts)| {
        texts
            .prop_map(move |text| {
                if fits(&text) {
                    text
                } else {
                    example.to_owned()
                }
            })
            .boxed()
    }));
    let value = match field.kind {
        ValueKind::Flag => any::<bool>().prop_map(Cell::Flag).boxed(),
        ValueKind::List => vec(texts, 1..4).prop_map(Cell::List).boxed(),
        _ => texts.prop_map(Cell::Text).boxed(),
    };
    if field.needed {
        value
    } else {
        prop_oneof![Just(Cell::Empty), value].boxed()
    }
}

/// Texts of every form, each with an example; some form fits any field of the kind.
fn list_candidates(kind: ValueKind) -> Vec<(&'static str, BoxedStrategy<String>)> {
    let mut forms = vec![
        ("A. Last", any_text()),
        ("an-id", "[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}".boxed()),
        ("zx0zx0zx", "[xz0-9]{6,9}".boxed()),
        ("journalist", any_word(Category::WORDS)),
        ("confiscation", any_penalty()),
        ("KZ", "(KZ|GB|BY|RU|AZ)".boxed()),
        ("2018-04", "[1-9][0-9]{3}(-0[1-9](-[12][0-9])?)?".boxed()),
        ("2y2m", "[1-9][0-9]?(y|m|d|y3m)".boxed()),
        ("7", "[0-9]{1,9}".boxed()),
        ("true", "(true|false)".boxed()),
        ("born", "(born|place|charges|events)".boxed()),
        ("a@example.org", "[a-z]{1,8}@[a-z]{1,8}\\.org".boxed()),
        ("+7 7172 1", "\\+[0-9]{3,12}".boxed()),
        (
            "https://example.org",
            "https://[a-z]{1,9}\\.org/[a-z]{0,5}".boxed(),
        ),
    ];
    if let ValueKind::Word(_, words) = kind {
        forms.push((words[0].slug, any_word(words)));
    }
    forms
}

fn any_word(words: &'static [VocabularyWord]) -> BoxedStrategy<String> {
    (0..words.len())
        .prop_map(|index| words[index].slug.to_owned())
        .boxed()
}

fn any_penalty() -> BoxedStrategy<String> {
    let text = prop_oneof![
        Just(String::new()),
        any_text().prop_map(|text| format!(": {text}"))
    ];
    (any_word(RestrictionKind::WORDS), "( [1-9]y)?", text)
        .prop_map(|(word, term, text)| format!("{word}{term}{text}"))
        .boxed()
}

/// A text of everything that a file format, a shell, a table or a person could stumble over.
pub fn any_text() -> BoxedStrategy<String> {
    let pieces = [
        "\"",
        "\"\"\"",
        "'",
        "'''",
        "\\",
        "\\n",
        "\n",
        "\n\n",
        " ",
        ";",
        "; ",
        ":",
        ": ",
        ",",
        "=",
        "+",
        "-",
        "@",
        "#",
        "[",
        "]]",
        "{",
        "}",
        "|",
        "%",
        "\t",
        "é",
        "e\u{301}",
        "Ә",
        "名",
        "می\u{200c}خواهم",
        "🕊",
        "<b>",
        "&amp;",
        "null",
        "true",
        "1.5",
        "=1+1",
        "--help",
        "$(x)",
    ];
    let piece = prop_oneof![
        4 => (0..pieces.len()).prop_map(move |index| pieces[index].to_owned()),
        2 => "[a-zA-Z0-9]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 1..12).prop_map(|pieces| pieces.concat()).boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_record_is_made_again_from_its_cells(case in any_record::<Case>(Words::Any)) {
            let mut again = Case::from_cells(&case.cells()).unwrap();
            for list in Case::LISTS {
                again.set_rows(list.name, &case.rows(list.name)).unwrap();
            }
            prop_assert_eq!(again, case);
        }
    }
}
