//! Each sentence of a letter names exactly the facts that it tells.
//!
//! `golden/facts/` shows it for the five documents: a sentence, and below it what the casebook says, `asked:` where the
//! sentence asks for something because of it. With `GOLDEN=overwrite` the files are written anew; they are read first.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use cases::letters::compose::compose_letter;
use cases::letters::engine::CompiledTemplate;
use cases::letters::evidence::trace_letter;
use cases::letters::provenance::{FactUse, is_mark};
use cases::letters::template::{TemplateOrigin, TemplateText};
use cases::letters::{Letter, LetterJob, PublicCase};
use cases::model::SourceDates;
use cases::model::date::full_day;
use cases::model::{Action, Case, Charge, Concern, Event, Record};
use cases::render::{self, Format};
use proptest::prelude::*;
use snapbox::{Assert, Data};

use crate::documents;
use crate::harness::{Wanted, made_ready};

/// The sentences of a letter, each with its facts.
fn describe_sentences(letter: &Letter, cases: &[PublicCase]) -> String {
    let mut out = String::new();
    for sentence in trace_letter(letter, cases) {
        writeln!(out, "{}", sentence.text).unwrap();
        for fact in &sentence.backing {
            let asked = match fact.usage {
                FactUse::Stated => "",
                FactUse::Ground => "asked: ",
            };
            let sources: Vec<&str> = fact.sources.iter().map(|id| id.as_str()).collect();
            let sources = sources.join(", ");
            writeln!(
                out,
                "    {asked}{}, {}: {} [{sources}]",
                fact.case, fact.name, fact.says
            )
            .unwrap();
        }
    }
    out
}

#[test]
fn every_sentence_of_the_five_documents_names_its_facts() {
    for (name, wanted) in documents::five() {
        let told = wanted.sifted().told;
        let text = describe_sentences(&wanted.composed().letter, &told);
        let file = format!("tests/letters/golden/facts/{name}.txt");
        let expected = Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file), None);
        Assert::new()
            .action_env("GOLDEN")
            .normalize_paths(false)
            .eq(Data::text(text), expected.raw());
    }
}

#[test]
fn no_mark_is_in_any_format() {
    for (name, wanted) in documents::five() {
        let letter = wanted.composed().letter;
        let printed = format!("{letter:?}");
        assert!(!printed.contains(is_mark), "{name}");
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Eml] {
            let bytes = render::render(&letter, format);
            assert!(!String::from_utf8_lossy(&bytes).contains(is_mark), "{name}");
        }
    }
}

/// A letter with this text about these people.
fn letter_of(text: &str, cases: &[PublicCase]) -> Letter {
    let (template, _) = made_ready("protest");
    let mut template = (*template).clone();
    template.text = TemplateText {
        name: "test.md.hbs".to_owned(),
        origin: TemplateOrigin::Builtin,
        text: text.to_owned(),
    };
    template.settings.people = cases::letters::kind::PeopleCount::Any;
    let engine = CompiledTemplate::new(&template).unwrap();
    let order = Wanted {
        date: "2021-09-15",
        ..Wanted::default()
    }
    .order();
    let job = LetterJob::new(Arc::new(template), cases.into());
    compose_letter(&order, &Arc::new(job), &engine)
        .unwrap()
        .unwrap()
        .letter
}

fn public(case: &Case) -> PublicCase {
    PublicCase::disclose_case(
        case,
        full_day("2021-09-15").unwrap(),
        &SourceDates::default(),
    )
    .unwrap()
}

fn person(number: &str, title: &str) -> Case {
    let flat = [("id", "ann"), ("name", "Ann Cole"), ("country", "KZ")];
    let mut case = Case::from_typed(flat).unwrap();
    let action = [
        ("body", "un-hrc"),
        ("number", number),
        ("text", "It found a violation."),
        ("source", "views"),
    ];
    case.actions = vec![Action::from_typed(action).unwrap()];
    case.charges = vec![
        Charge::from_typed([
            ("title", title),
            ("standing", "accused"),
            ("source", "indictment"),
        ])
        .unwrap(),
    ];
    let arrest = [
        ("kind", "arrest"),
        ("date", "2017-03-05"),
        ("status", "pre-trial-detention"),
        ("text", "Ann Cole was arrested at home."),
        ("source", "press"),
    ];
    case.events = vec![Event::from_typed(arrest).unwrap()];
    case.concerns = vec![
        Concern::from_typed([
            ("kind", "unfair-trial"),
            ("text", "Nobody heard her."),
            ("source", "report"),
        ])
        .unwrap(),
    ];
    case
}

/// The sources behind the sentences of the text, without the subject.
fn sources_of(text: &str, case: &Case) -> Vec<Vec<String>> {
    let cases = [public(case)];
    let letter = letter_of(&format!("# About\n\n{text}\n"), &cases);
    let traced = trace_letter(&letter, &cases);
    let sources = traced.iter().skip(1).map(|sentence| {
        let stated = sentence.backing.iter();
        stated
            .flat_map(|fact| &fact.sources)
            .map(ToString::to_string)
            .collect()
    });
    sources.collect()
}

#[test]
fn a_number_and_a_part_of_a_word_are_no_footnote() {
    for (number, title) in [("5", "war"), ("05", "old"), ("2017", "arrest")] {
        let case = person(number, title);
        let text = "I write towards her release. She is held since {{case.since}}, was arrested on 5 March 2017, and is told so.";
        assert_eq!(sources_of(text, &case), [vec![], vec!["press".to_owned()]]);
    }
}

#[test]
fn a_fact_is_known_in_whatever_form_it_is_printed() {
    let case = person("5", "war");
    for (text, source) in [
        ("{{case.charged}}", "indictment"),
        ("{{capital case.charges_words}}.", "indictment"),
        (
            "{{#each case.charges}}*{{upper title}}*{{/each}}",
            "indictment",
        ),
        ("{{#each case.events}}- {{date}}{{/each}}", "press"),
        ("{{#each case.timeline}}**{{text}}**{{/each}}", "press"),
        ("{{capital case.status_words}}", "press"),
        ("{{#each concerns}}> {{text}}\n{{/each}}", "report"),
        (
            "{{#each case.actions}}{{body}} ({{number}}){{/each}}",
            "views",
        ),
    ] {
        assert_eq!(sources_of(text, &case), [[source.to_owned()]], "{text}");
    }
}

#[test]
fn what_two_people_share_rests_on_the_facts_of_both() {
    let mut other = person("5", "war");
    other.id = "bob".parse().unwrap();
    other.name = "Bob Cole".parse().unwrap();
    other.concerns[0].source = "letter".parse().ok();
    let cases = [public(&person("5", "war")), public(&other)];
    let letter = letter_of("# S\n\n{{#each concerns}}- {{text}}\n{{/each}}", &cases);
    let traced = trace_letter(&letter, &cases);
    let facts: Vec<(&str, &str)> = traced[1]
        .backing
        .iter()
        .map(|fact| (fact.case.as_str(), fact.sources[0].as_str()))
        .collect();
    assert_eq!(traced.len(), 2);
    let mut sorted = facts;
    sorted.sort_unstable();
    assert_eq!(sorted, [("ann", "report"), ("bob", "letter")]);
}

/// What a template may print, with the source of the fact; the words of another fact are among its own.
const PRINTED: [(&str, &str); 5] = [
    ("{{case.charged}}", "indictment"),
    ("{{case.status_words}}", "press"),
    ("{{#each case.concerns}}{{text}}{{/each}}", "report"),
    (
        "{{#each case.actions}}{{text}} {{number}}{{/each}}",
        "views",
    ),
    (
        "It is told towards war, 5 March 2017, arrested at home, nobody heard her, a violation",
        "",
    ),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_fact_is_cited_that_the_template_did_not_print(chosen in proptest::sample::subsequence((0..PRINTED.len()).collect::<Vec<_>>(), 0..=PRINTED.len()).prop_shuffle()) {
        let pieces = chosen.iter().map(|at| format!("Here {}.\n\n", PRINTED[*at].0));
        let mut cited: Vec<String> = sources_of(&pieces.collect::<String>(), &person("5", "war")).concat();
        cited.sort();
        cited.dedup();
        let mut printed: Vec<&str> = chosen.iter().map(|at| PRINTED[*at].1).filter(|source| !source.is_empty()).collect();
        printed.sort_unstable();
        prop_assert_eq!(cited, printed);
    }
}
