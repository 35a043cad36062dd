//! Everybody alone, and people of whom little is known, in every kind of letter: nothing missing, nothing private, and
//! it reads well.

use std::sync::LazyLock;

use cases::letters::kind::PeopleCount;
use cases::letters::letter::Letter;
use cases::letters::{Block, Inline};
use cases::model::date::full_day;
use cases::model::vocabulary::{EventKind, Status, Vocabulary};
use cases::model::{Case, Event, Fact, Recipient, Record, Sentence};

use crate::harness::{SAMPLE, Wanted, body, diaz, embassy, lines, made_ready, office};

pub const KINDS: [&str; 10] = [
    "appeal",
    "protest",
    "embassy",
    "mep",
    "un-communication",
    "joint-statement",
    "verdict-statement",
    "appeal-ruling-statement",
    "status-report",
    "action-sheet",
];

const DATES: [&str; 3] = ["2011-11-30", "2018-05-01", "2021-09-15"];

pub fn recipient(kind: &str) -> Option<Recipient> {
    match kind {
        "appeal" | "protest" => Some(office("kz-prosecutor-general")),
        "embassy" => Some(embassy()),
        "mep" => Some(office("ep-droi-chair")),
        "un-communication" => Some(office("un-wgad")),
        _ => None,
    }
}

fn alone(kind: &'static str, date: &'static str, case: &Case) -> Wanted {
    let cases = vec![case.clone()];
    Wanted {
        kind,
        date,
        cases,
        to: recipient(kind),
        sender: diaz(),
        allow_doubtful: true,
        ..Wanted::default()
    }
}

/// Every letter about one person of the sample, with its lines.
static ALL: LazyLock<Vec<(Wanted, Letter, String)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for kind in KINDS {
        for date in DATES {
            for case in &SAMPLE.cases {
                let wanted = alone(kind, date, case);
                let letter = wanted.letter();
                let text = lines(&letter).join("\n");
                all.push((wanted, letter, text));
            }
        }
    }
    all
});

fn each(mut check: impl FnMut(&Wanted, &Letter, &str)) {
    ALL.iter()
        .for_each(|(wanted, letter, text)| check(wanted, letter, text));
}

#[test]
fn nothing_is_missing_and_everything_reads_well() {
    each(|wanted, letter, text| {
        assert!(
            text.contains(wanted.cases[0].name.as_str()),
            "{}",
            wanted.name()
        );
        assert_reads_well(&wanted.name(), letter);
    });
}

/// What no letter may look like, whoever it is about.
pub fn assert_reads_well(name: &str, letter: &Letter) {
    for line in lines(letter) {
        for ugly in [
            "⟦",
            "  ",
            " ,",
            " .",
            " ;",
            " :",
            "..",
            ",,",
            ";.",
            ".;",
            ",.",
            "()",
            "“”",
            "{{",
            "**",
            "a a ",
            "the the ",
            " null",
            "(s)",
            ": :",
            "::",
            " who.",
            "of .",
            "for .",
            " is is ",
            " was was ",
            "’s’s",
        ] {
            assert!(!line.contains(ugly), "{name}: “{ugly}” in “{line}”");
        }
        assert!(
            line.trim() == line && !line.trim_matches(['-', '.', ' ']).is_empty(),
            "{name}: “{line}”"
        );
    }
    for (place, block) in letter.body.iter().enumerate() {
        let next = letter.body.get(place + 1);
        match block {
            Block::Paragraph(text) => assert_paragraph(name, &Inline::plain_text(text), next),
            Block::Heading { text, .. } => {
                assert!(
                    next.is_some(),
                    "{name}: nothing below “{}”",
                    Inline::plain_text(text)
                );
            }
            Block::List { items, .. } => {
                for item in items {
                    let item = body(item).join(" ");
                    assert!(item.ends_with(['.', ';']), "{name}: “{item}”");
                }
            }
            Block::Quote(paragraphs) => assert!(!paragraphs.is_empty(), "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

fn assert_paragraph(name: &str, text: &str, next: Option<&Block>) {
    assert!(text.ends_with(['.', ':']), "{name}: “{text}”");
    if text.ends_with(':') {
        assert!(
            matches!(next, Some(Block::List { .. })),
            "{name}: nothing follows “{text}”"
        );
    }
    let capital = text
        .chars()
        .next()
        .is_some_and(|first| !first.is_lowercase());
    let follows_the_salutation =
        name.starts_with("de-") && (text.starts_with("ich ") || text.starts_with("wir "));
    assert!(capital || follows_the_salutation, "{name}: “{text}”");
}

/// All texts of a case that a letter may print as they are, the longest first.
pub fn data_texts(case: &Case) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(case.summary.iter().map(|it| {
        it.to_string()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }));
    texts.extend(
        case.events
            .iter()
            .filter_map(|it| it.text.as_ref())
            .map(ToString::to_string),
    );
    texts.extend(
        case.concerns
            .iter()
            .filter_map(|it| it.text.as_ref())
            .map(ToString::to_string),
    );
    texts.extend(
        case.actions
            .iter()
            .filter_map(|it| it.text.as_ref())
            .map(ToString::to_string),
    );
    texts.extend(
        case.demands
            .iter()
            .filter_map(|it| it.text.as_ref())
            .map(ToString::to_string),
    );
    texts.extend(
        case.restrictions
            .iter()
            .filter_map(|it| it.text.as_ref())
            .map(ToString::to_string),
    );
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}

#[test]
fn nobody_of_unknown_gender_is_he_or_she() {
    let unknown = SAMPLE
        .cases
        .iter()
        .filter(|case| case.gender.is_none())
        .count();
    assert!(unknown >= 10, "{unknown}");
    each(|wanted, letter, _| {
        let case = &wanted.cases[0];
        if case.gender.is_some() {
            return;
        }
        let text = body(&letter.body)
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let ours = data_texts(case)
            .iter()
            .fold(text, |text, data| text.replace(data.as_str(), ""));
        for word in ours.split(|c: char| !c.is_alphabetic()) {
            let gendered =
                ["he", "she", "him", "his", "her", "hers"].contains(&word.to_lowercase().as_str());
            assert!(!gendered, "{}: “{word}” in “{ours}”", wanted.name());
        }
    });
}

#[test]
fn nothing_private_is_told() {
    let mut secrets: Vec<String> = Vec::new();
    for case in &SAMPLE.cases {
        secrets.extend(case.notes.iter().map(ToString::to_string));
        let private = |fact: &dyn Fact, text: &Option<cases::model::Line>| {
            text.as_ref()
                .filter(|_| fact.is_private())
                .map(ToString::to_string)
        };
        secrets.extend(case.events.iter().filter_map(|it| private(it, &it.text)));
        secrets.extend(case.concerns.iter().filter_map(|it| private(it, &it.text)));
    }
    assert!(secrets.len() > 40, "{}", secrets.len());
    each(|wanted, _, text| {
        for secret in &secrets {
            assert!(
                !text.contains(secret.as_str()),
                "{}: {secret}",
                wanted.name()
            );
        }
    });
}

#[test]
fn what_was_said_under_pressure_is_not_told() {
    let is_said = |kind: &EventKind| {
        matches!(
            kind,
            EventKind::RepentanceVideo | EventKind::ForcedConfession
        )
    };
    let events = SAMPLE
        .cases
        .iter()
        .flat_map(|case| &case.events)
        .filter(|event| is_said(&event.kind));
    let texts: Vec<String> = events
        .filter(|event| !event.is_private())
        .filter_map(|event| event.text.as_ref())
        .map(ToString::to_string)
        .collect();
    assert_eq!(texts.len(), 2);
    each(|wanted, _, text| {
        for said in &texts {
            assert!(!text.contains(said.as_str()), "{}: {said}", wanted.name());
        }
    });
}

#[test]
fn only_people_who_are_held_are_asked_free() {
    each(|wanted, letter, _| {
        let case = &wanted.cases[0];
        let day = full_day(wanted.date).unwrap();
        if case.status_on(day).is_detained() && case.doubt_on(day).is_none() {
            return;
        }
        let text = body(&letter.body).join("\n");
        // What others called for in their day is a fact, and no request of this letter.
        let asked = text.replace("called for the immediate release of", "");
        assert!(
            !asked.contains(&format!("the immediate release of {}", case.name)),
            "{}: {text}",
            wanted.name()
        );
    });
}

#[test]
fn a_letter_about_one_person_is_one_page() {
    each(|wanted, letter, _| {
        let words: usize = body(&letter.body)
            .iter()
            .map(|line| line.split_whitespace().count())
            .sum();
        let most = match wanted.kind {
            "appeal" => 430,
            "protest" | "embassy" => 480,
            _ => return,
        };
        assert!(words <= most, "{}: {words} words", wanted.name());
    });
}

/// A person of whom only the name, the country and perhaps the status are known.
pub fn thin(status: Option<&str>, dated: bool) -> Case {
    let mut case =
        Case::from_typed([("id", "thin"), ("name", "Kim Example"), ("country", "US")]).unwrap();
    case.events.extend(status.map(|status| {
        let date = if dated { "2018-04" } else { "" };
        let pairs = [("kind", EventKind::Arrest.slug()), ("date", date)];
        let event =
            Event::from_typed(pairs.into_iter().filter(|(_, value)| !value.is_empty())).unwrap();
        Event {
            status: Some(Status::from_stored(status)),
            ..event
        }
    }));
    case
}

#[test]
fn a_thin_record_reads_well_in_every_situation() {
    for kind in KINDS {
        for status in Status::WORDS
            .iter()
            .map(|word| Some(word.slug))
            .chain([None, Some("under-siege")])
        {
            for (date, dated) in [
                ("2018-05-01", true),
                ("2018-05-01", false),
                ("2021-09-15", true),
            ] {
                let wanted = alone(kind, date, &thin(status, dated));
                let name = format!("{} {status:?}", wanted.name());
                let letter = wanted.letter();
                assert_reads_well(&name, &letter);
                assert!(lines(&letter).join(" ").contains("Kim Example"), "{name}");
            }
        }
    }
}

#[test]
fn a_sentence_reads_well_however_little_is_known_of_it() {
    for (facts, words) in [
        (
            &[("kind", "prison")][..],
            "A court sentenced Kim Example to imprisonment.",
        ),
        (
            &[("kind", "prison"), ("date", "2017")],
            "In 2017 a court sentenced Kim Example to imprisonment.",
        ),
        (
            &[("kind", "prison"), ("date", "2017-03"), ("term", "2y")],
            "In March 2017 a court sentenced Kim Example to two",
        ),
        (
            &[("kind", "fine"), ("court", "the Example court")],
            "The Example court sentenced Kim Example to a fine.",
        ),
        (
            &[("kind", "suspended"), ("term", "1y6m")],
            "to a suspended sentence of one year and six months.",
        ),
        (
            &[("kind", "prison"), ("judges", "A. One; B. Two")],
            "Judges A. One and B. Two",
        ),
        (&[("kind", "prison"), ("judges", "A. One")], "Judge A. One"),
        (
            &[
                ("kind", "death"),
                ("court", "the court"),
                ("date", "2018-04-01"),
            ],
            "On 1 April 2018 the court sentenced",
        ),
    ] {
        let mut case = thin(Some("imprisoned"), true);
        case.sentences = vec![Sentence::from_typed(facts.iter().copied()).unwrap()];
        for kind in KINDS {
            let letter = alone(kind, "2018-05-01", &case).letter();
            assert_reads_well(&format!("{kind} {words}"), &letter);
            let text = body(&letter.body).join(" ");
            let is_in_a_line = kind == "status-report" && text.contains("Sentenced ");
            assert!(
                kind == "verdict-statement" || is_in_a_line || text.contains(words),
                "{kind}: {text}"
            );
        }
    }
}

#[test]
fn two_thin_records_read_well() {
    for kind in KINDS
        .into_iter()
        .filter(|kind| made_ready(kind).0.settings.people == PeopleCount::Any)
    {
        for status in Status::WORDS {
            let mut other = thin(Some("imprisoned"), true);
            other.id = "other".parse().unwrap();
            other.name = "Sam Sample".parse().unwrap();
            other.country = "KZ".parse().unwrap();
            let mut wanted = alone(kind, "2018-05-01", &thin(Some(status.slug), true));
            wanted.cases.push(other);
            let name = format!("{} {}", wanted.name(), status.slug);
            let letter = wanted.letter();
            assert_reads_well(&name, &letter);
            let text = lines(&letter).join(" ");
            assert!(
                !text.contains("of United States") && text.contains("Sam Sample"),
                "{name}"
            );
        }
    }
}

#[test]
fn a_sender_not_yet_named_is_shown_and_nothing_else_is_missing() {
    for kind in KINDS {
        let wanted = Wanted {
            sender: cases::model::Sender::default(),
            ..alone(kind, "2018-05-01", &SAMPLE.cases[5])
        };
        let letter = wanted.letter();
        let addressed = made_ready(kind).0.settings.addressed;
        assert_eq!(
            lines(&letter).join(" ").matches("⟦your name⟧").count(),
            if addressed { 2 } else { 0 },
            "{kind}"
        );
        assert!(!body(&letter.body).join(" ").contains('⟦'), "{kind}");
    }
}
