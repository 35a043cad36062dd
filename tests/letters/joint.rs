//! Letters about many, to the office that can act.

use std::collections::BTreeSet;

use cases::letters::Block;
use cases::letters::kind::PeopleCount;
use cases::letters::letter::Letter;

use crate::everyone::{KINDS, assert_reads_well, recipient};
use crate::harness::{SAMPLE, Wanted, body, cases, detained_on, diaz, embassy, made_ready, office};

fn appeal(date: &'static str) -> Wanted {
    let to = Some(office("kz-prosecutor-general"));
    Wanted {
        kind: "appeal",
        date,
        cases: detained_on(date),
        to,
        sender: diaz(),
        ..Wanted::default()
    }
}

/// What is told of each person.
fn entries(letter: &Letter) -> Vec<String> {
    let numbered = letter.body.iter().find_map(|block| match block {
        Block::List {
            start: Some(1),
            items,
        } => Some(items),
        _ => None,
    });
    numbered
        .unwrap()
        .iter()
        .map(|item| body(item).join(" "))
        .collect()
}

fn requests(letter: &Letter) -> Vec<String> {
    let last = letter.body.iter().rev().find_map(|block| match block {
        Block::List { start: None, items } => {
            Some(items.iter().map(|item| body(item).join(" ")).collect())
        }
        _ => None,
    });
    last.unwrap()
}

#[test]
fn the_appeal_of_2018_is_about_twenty_five_people() {
    let wanted = appeal("2018-05-01");
    let sifted = wanted.sifted();
    assert_eq!(
        sifted
            .doubtful
            .iter()
            .map(|finding| finding.case.as_ref().unwrap().as_str())
            .collect::<Vec<_>>(),
        ["epshtein-georgii"]
    );
    let letter = wanted.letter();
    let entries = entries(&letter);
    assert_eq!((entries.len(), sifted.told.len()), (25, 25));
    for (case, entry) in sifted.told.iter().map(|case| {
        (
            case,
            entries
                .iter()
                .find(|entry| entry.starts_with(case.name.as_str())),
        )
    }) {
        let entry = entry.unwrap_or_else(|| panic!("{} is not told", case.name));
        assert!(
            entry.split_whitespace().count() < 120,
            "what is asked about is told, and little else: {entry}"
        );
        let opened = entries
            .iter()
            .filter(|entry| entry.starts_with(case.name.as_str()));
        assert_eq!(opened.count(), 1, "{}", case.name);
    }
    assert_eq!(
        requests(&letter),
        [
            "to seek the immediate release of the people named above;",
            "to carry out the decisions of the United Nations on Maks Bokayev and Mukhtar Dzhakishev;",
            "to have the reported torture of Mukhtar Dzhakishev, Saken Tulbayev, Muratkhan Tokmadi and Iskander \
             Yerimbetov investigated promptly and independently.",
        ]
    );
    assert!(wanted.text().contains("K.P. Kozhamzharov"));
    assert!(
        wanted.text().contains(
            "Evgeniy Zhovtis, a human rights activist, was in prison as of September 2011."
        )
    );
}

const DOUBTFUL: [&str; 10] = [
    "abzhan-makhambet",
    "ashim-ardak",
    "batyrov-edige",
    "bukenov-sanat",
    "dosov-sanat",
    "eleusinov-amin",
    "epshtein-georgii",
    "kushakbayev-nurbek",
    "sychev-igor",
    "tulbayev-saken",
];

#[test]
fn the_appeal_of_2021_leaves_out_ten_whose_terms_or_stays_must_be_over() {
    let wanted = appeal("2021-09-15");
    let doubtful: BTreeSet<String> = wanted
        .sifted()
        .doubtful
        .iter()
        .map(|finding| finding.case.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(doubtful, DOUBTFUL.map(str::to_owned).into());
    let letter = wanted.letter();
    let entries = entries(&letter);
    assert_eq!(entries.len(), 17);
    let present = entries
        .iter()
        .filter(|entry| !entry.contains(" as of "))
        .collect::<Vec<_>>();
    assert!(
        matches!(present.as_slice(), [one] if one.starts_with("Askar Kaiyrbek, of Astana, is in prison.")),
        "{present:#?}"
    );
    assert!(present[0].contains("eight months more"));
    assert_eq!(
        requests(&letter).len(),
        3,
        "the release of all is one request"
    );
    let text = wanted.text();
    assert!(text.contains("nothing later is known to me"));
    for case in cases(&DOUBTFUL) {
        assert!(!text.contains(case.name.as_str()), "{}", case.name);
    }
}

#[test]
fn doubtful_people_are_told_in_the_past_and_not_asked_free() {
    let wanted = Wanted {
        allow_doubtful: true,
        cases: cases(&DOUBTFUL),
        ..appeal("2021-09-15")
    };
    let letter = wanted.letter();
    for entry in entries(&letter) {
        assert!(
            entry.contains(" was ") && entry.contains("must have run out by"),
            "{entry}"
        );
        assert!(
            !entry.contains("is in prison") && !entry.contains("is held"),
            "{entry}"
        );
    }
    assert!(
        requests(&letter)
            .iter()
            .all(|request| !request.contains("release")),
        "{:#?}",
        requests(&letter)
    );
}

#[test]
fn every_kind_about_many_reads_well() {
    let all = SAMPLE.cases.clone();
    let kinds = KINDS
        .into_iter()
        .filter(|kind| made_ready(kind).0.settings.people == PeopleCount::Any);
    for kind in kinds {
        for (date, people) in [
            ("2018-05-01", detained_on("2018-05-01")),
            ("2018-05-01", all.clone()),
            ("2021-09-15", all.clone()),
        ] {
            for allow_doubtful in [false, true] {
                let wanted = Wanted {
                    kind,
                    date,
                    cases: people.clone(),
                    to: recipient(kind),
                    allow_doubtful,
                    ..appeal("2018-05-01")
                };
                let letter = wanted.letter();
                assert_reads_well(&wanted.name(), &letter);
                let text = body(&letter.body).join(" ");
                for told in wanted.sifted().told {
                    assert!(
                        text.contains(told.name.as_str()),
                        "{}: {}",
                        wanted.name(),
                        told.name
                    );
                }
            }
        }
    }
}

#[test]
fn an_embassy_passes_on_and_a_parliament_raises() {
    let to_embassy = Wanted {
        kind: "embassy",
        to: Some(embassy()),
        ..appeal("2018-05-01")
    }
    .text();
    assert!(
        to_embassy.contains(
            "convey to your government my request for the immediate release of the 25 people"
        ),
        "{to_embassy}"
    );
    let to_chair = Wanted {
        kind: "mep",
        to: Some(office("ep-droi-chair")),
        ..appeal("2018-05-01")
    }
    .text();
    for words in [
        "I ask you to raise, with the authorities of Kazakhstan, the cases of the 25 people named below, \
         and to ask that they be released immediately.",
        "Please ask to visit the people named above in detention.",
        "Please ask the authorities of Kazakhstan to release the people named above immediately, to carry out the \
         decisions of the United Nations on Maks Bokayev and Mukhtar Dzhakishev and to have the reported torture of \
         Mukhtar Dzhakishev, Saken Tulbayev, Muratkhan Tokmadi and Iskander Yerimbetov investigated promptly and \
         independently.",
        "In December 2015 the UN Human Rights Committee found",
    ] {
        assert!(to_chair.contains(words), "{words}");
    }
}

#[test]
fn a_sheet_and_a_statement_about_many_ask_for_all_of_them() {
    for kind in ["action-sheet", "joint-statement"] {
        let text = Wanted {
            kind,
            to: None,
            ..appeal("2018-05-01")
        }
        .text();
        assert!(
            text.contains("- the immediate release of the people named above;"),
            "{text}"
        );
    }
}

#[test]
fn only_those_who_can_impose_sanctions_are_asked_for_them() {
    let about = cases(&["zhaubatyrov-asylkhan", "kaiyrbek-askar"]);
    for to in [
        "us-2021",
        "eu-2021",
        "uk-2021",
        "canada-2021",
        "canada-prime-minister",
    ] {
        let wanted = Wanted {
            kind: "mep",
            cases: about.clone(),
            to: Some(office(to)),
            ..appeal("2021-09-15")
        };
        let text = wanted.text();
        assert!(
            text.contains("personal sanctions on the officials responsible for the persecution of"),
            "{text}"
        );
        assert!(
            text.contains("Karim MASSIMOV, head of the National Security Committee;"),
            "{to}"
        );
    }
    for (kind, to) in [
        ("appeal", office("kz-prosecutor-general")),
        ("appeal", office("kz-national-security-committee")),
        ("protest", office("kz-minister-internal-affairs")),
        ("embassy", embassy()),
        ("mep", office("un-wgad")),
    ] {
        let wanted = Wanted {
            kind,
            cases: about.clone(),
            to: Some(to),
            ..appeal("2021-09-15")
        };
        let text = body(&wanted.letter().body).join(" ");
        assert!(
            !text.contains("anction") && !text.contains("MASSIMOV"),
            "{}",
            wanted.name()
        );
    }
}

#[test]
fn several_writers_are_we() {
    let signatories = vec!["A. One".to_owned(), "B. Two".to_owned()];
    let text = Wanted {
        signatories,
        ..appeal("2018-05-01")
    }
    .text();
    assert!(
        text.contains("We write to ask you to seek the immediate release of")
            && text.contains("We therefore respectfully ask you:")
            && text.contains("let us know"),
        "{text}"
    );
    assert!(!text.contains(" I ") && !text.contains(" me ") && !text.contains(" my "));
}
