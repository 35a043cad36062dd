//! Letters that pass through an editor: what is not changed stays, and what nobody knows is found.

use cases::letters::parties::LetterParties;
use cases::letters::proofread::{ProofreadInput, proofread_letter};
use cases::letters::{Letter, LetterLanguage, markdown};
use cases::model::date::full_day;
use cases::render::{self, Format};

use crate::everyone::recipient;
use crate::harness::{SAMPLE, Wanted, cases, diaz, office};

const KINDS: [&str; 4] = ["appeal", "mep", "verdict-statement", "status-report"];

fn alone(kind: &'static str, id: &str) -> Wanted {
    let to = recipient(kind);
    Wanted {
        kind,
        date: "2018-05-01",
        cases: cases(&[id]),
        to,
        sender: diaz(),
        allow_doubtful: true,
        ..Wanted::default()
    }
}

fn markdown_of(letter: &Letter) -> String {
    String::from_utf8(render::render(&letter.text_alone(), Format::Markdown)).unwrap()
}

/// What is said of a letter that was edited by replacing these words.
fn findings(wanted: &Wanted, changes: &[(&str, &str)]) -> Vec<String> {
    let before = markdown_of(&wanted.letter());
    let mut after = before.clone();
    for (old, new) in changes {
        assert!(after.contains(old), "“{old}” is not in:\n{after}");
        after = after.replacen(old, new, 1);
    }
    let told = wanted.sifted().told;
    let ground = LetterParties {
        cases: &told,
        recipient: wanted.to.as_ref(),
        sender: &wanted.sender,
    };
    let proof = ProofreadInput {
        lang: &LetterLanguage::english(),
        ground,
        beside: &[],
        date: full_day("2021-09-15").unwrap(),
        before: &before,
        after: &after,
    };
    proofread_letter(&proof)
        .into_iter()
        .map(|finding| finding.what)
        .collect()
}

#[test]
fn every_letter_reads_back_as_it_was_and_nothing_is_found_in_it() {
    for kind in KINDS {
        for case in &SAMPLE.cases {
            let wanted = alone(kind, case.id.as_str());
            let letter = wanted.letter();
            let read = markdown::parse_document(&markdown_of(&letter));
            assert_eq!(
                (read.subject.as_deref(), &read.body),
                (Some(letter.subject.as_str()), &letter.body),
                "{}",
                wanted.name()
            );
            assert_eq!(findings(&wanted, &[]), [""; 0], "{}", wanted.name());
        }
    }
}

fn epshtein() -> Wanted {
    let to = Some(office("kz-prosecutor-general"));
    Wanted {
        kind: "protest",
        date: "2011-11-30",
        cases: cases(&["epshtein-georgii"]),
        to,
        sender: diaz(),
        ..Wanted::default()
    }
}

#[test]
fn a_reworded_letter_gives_no_false_alarm() {
    let changes = [
        (
            "I protest against the arrest of",
            "As a teacher in Spain, I am dismayed by the arrest of",
        ),
        (
            "Supporters from the Socialist Movement Kazakhstan say",
            "Frankly, it is hard to believe: supporters from the Socialist Movement Kazakhstan say",
        ),
        (
            "that he cannot appeal because court staff withhold the written decision",
            "that nobody at the court would hand over the decision on Mr Epshtein",
        ),
        (
            "I therefore demand:",
            "Therefore, Prosecutor General, I demand:",
        ),
        (
            "I expect a written reply",
            "Surely these ten days’ detention cannot stand. Kindly send a written reply",
        ),
    ];
    assert_eq!(findings(&epshtein(), &changes), [""; 0]);
}

#[test]
fn a_wrong_fact_is_found() {
    let changes = [
        ("**Georgii Epshtein**", "**Georgy Epshtein** (Karaganda)"),
        ("November 2011", "December 2011"),
        ("ten days’", "twelve days’"),
        ("14).", "15)."),
        ("Ak-Hazik Korazbaev", "Ak-Hazik Korazbayev"),
    ];
    let found = findings(&epshtein(), &changes);
    for said in [
        "Georgy Epshtein",
        "Karaganda",
        "December 2011",
        "twelve",
        "15",
        "Korazbayev",
    ] {
        assert!(
            found.iter().any(|what| what.contains(said)),
            "{said}: {found:#?}"
        );
    }
    assert_eq!(found.len(), 6, "{found:#?}");
}
