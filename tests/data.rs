//! `data/README.md` says what the code does: every field of every record, in order, and every word of every vocabulary.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use cases::model::vocabulary as words;
use cases::model::vocabulary::{StatusGroup, Vocabulary, VocabularyWord};
use cases::model::{
    Case, Event, Field, Form, Holder, Recipient, Record, Reply, SentLetter, Signatory, Source,
    StatedFact, Statement,
};

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md")).unwrap()
}

/// The keys of the table below a heading, each with whether it is needed.
fn table(page: &str, heading: &str) -> Vec<(String, bool)> {
    let section = page
        .split(&format!("\n{heading}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("no section {heading}"));
    let section = section
        .split("\n## ")
        .next()
        .unwrap()
        .split("\n### ")
        .next()
        .unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        (
            row.split('`').nth(1).unwrap().to_owned(),
            row.contains("| needed |"),
        )
    })
    .collect()
}

fn fields(fields: &[Field], without: &[&str]) -> Vec<(String, bool)> {
    let shown = fields.iter().filter(|field| !without.contains(&field.name));
    shown
        .map(|field| (field.name.to_owned(), field.needed))
        .collect()
}

#[test]
fn every_field_of_every_record_is_documented_in_order() {
    let page = page();
    let same = |heading: &str, code: Vec<(String, bool)>| {
        assert_eq!(table(&page, heading), code, "{heading}")
    };
    same("## A source", fields(Source::FIELDS, &[]));
    let common: Vec<&str> = Event::FIELDS
        .iter()
        .filter(|field| field.stands_behind())
        .map(|field| field.name)
        .collect();
    for list in Case::LISTS {
        let documented = table(&page, &format!("### `{}`", list.name));
        // A charge has a standing of its own.
        let own = |name: &&str| list.name == "charges" && *name == "standing";
        let without: Vec<&str> = common.iter().copied().filter(|name| !own(name)).collect();
        assert_eq!(documented, fields(list.fields, &without), "{}", list.name);
    }
    same("## A recipient", fields(Recipient::FIELDS, &[]));
    same("### `holders`", fields(Holder::FIELDS, &[]));
    same("### `forms`", fields(Form::FIELDS, &[]));
    let case: Vec<_> = table(&page, "## A case");
    let entries = common.iter().map(|name| ((*name).to_owned(), false));
    let expected: Vec<_> = fields(Case::FIELDS, &[])
        .into_iter()
        .chain(entries)
        .collect();
    assert_eq!(
        case, expected,
        "the flat fields, then what every entry may carry"
    );
    let letter: std::collections::BTreeSet<_> =
        table(&page, "## A recorded letter").into_iter().collect();
    assert_eq!(
        letter,
        fields(SentLetter::FIELDS, &[]).into_iter().collect()
    );
    same("### `told`", fields(StatedFact::FIELDS, &[]));
    same("### `replies`", fields(Reply::FIELDS, &[]));
    same("## A joint statement", fields(Statement::FIELDS, &[]));
    same("### `signatories`", fields(Signatory::FIELDS, &[]));
    let all = [
        Case::LISTS,
        Recipient::LISTS,
        SentLetter::LISTS,
        Statement::LISTS,
    ];
    let lists: Vec<&str> = all.into_iter().flatten().map(|list| list.name).collect();
    let headings: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .collect();
    assert_eq!(headings, lists);
}

#[test]
fn every_column_of_a_table_is_documented_in_order() {
    let columns = cases::exchange::table_columns().map(|(name, _)| (name.to_owned(), false));
    let beyond: Vec<(String, bool)> = columns.skip(Case::FIELDS.len()).collect();
    let page = page();
    let read_only = "These columns are read and never written:";
    let written = page.split(read_only).next().expect("the columns");
    assert_eq!(table(written, "## A table"), beyond);
    let (_, read) = page
        .split_once(read_only)
        .expect("the columns that are read");
    let (read, _) = read.split_once("\n- ").expect("what is said of cells");
    for (name, _) in cases::exchange::added_columns() {
        assert!(read.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_word_of_every_vocabulary_is_documented() {
    let page = page();
    let same = |name: &str, known: &[VocabularyWord]| {
        let line = page
            .lines()
            .find(|line| line.starts_with(&format!("*{name}*: ")))
            .unwrap_or_else(|| panic!("no {name}"));
        let documented: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        assert_eq!(
            documented,
            known.iter().map(|word| word.slug).collect::<Vec<_>>(),
            "{name}"
        );
    };
    same("status", words::Status::WORDS);
    same("category", words::Category::WORDS);
    same("event", words::EventKind::WORDS);
    same("concern", words::ConcernKind::WORDS);
    same("demand", words::DemandKind::WORDS);
    same("charge standing", words::ChargeStanding::WORDS);
    same("sentence", words::SentenceKind::WORDS);
    same("regime", words::Regime::WORDS);
    same("restriction", words::RestrictionKind::WORDS);
    same("official", words::OfficialRole::WORDS);
    same("action", words::ActionKind::WORDS);
    same("role", words::Role::WORDS);
    same("source", words::SourceKind::WORDS);
    same("standing", words::Standing::WORDS);
    same("gender", words::Gender::WORDS);
    same("channel", words::Channel::WORDS);
    same("reply", words::ReplyKind::WORDS);
    same("impact", words::Impact::WORDS);
    same("signature", words::Signing::WORDS);
    for group in StatusGroup::ALL {
        let members: Vec<String> = group
            .member_statuses()
            .iter()
            .map(|status| format!("`{}`", status.slug()))
            .collect();
        let row = format!("| `{}` | {} |", group.slug(), members.join(" "));
        assert!(page.contains(&row), "the page lacks: {row}");
    }
}
