use proptest::prelude::*;

use super::*;
use crate::model::arbitrary::{self, Words};
use crate::model::date::full_day;
use crate::model::vocabulary::Status;
use crate::model::{Concern, Event, Record};

mod names;

fn letter_day() -> Date {
    full_day("2021-09-15").unwrap()
}

fn make_case(extra: &[(&str, &str)]) -> Case {
    let flat = [
        ("id", "a"),
        ("name", "A"),
        ("country", "KZ"),
        ("notes", "secret"),
        ("consent_by", "aunt"),
    ];
    Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap()
}

#[test]
fn private_cases_and_refused_consent_do_not_pass() {
    assert!(matches!(
        PublicCase::disclose_case(
            &make_case(&[("publicity", "private")]),
            letter_day(),
            &SourceDates::default()
        ),
        Err(WithheldCase::Private(_))
    ));
    assert!(matches!(
        PublicCase::disclose_case(
            &make_case(&[("consent", "refused")]),
            letter_day(),
            &SourceDates::default()
        ),
        Err(WithheldCase::ConsentRefused(_))
    ));
    let mut newer = make_case(&[]);
    newer.publicity = Some(crate::model::vocabulary::Vocabulary::from_stored(
        "embargoed",
    ));
    assert!(PublicCase::disclose_case(&newer, letter_day(), &SourceDates::default()).is_err());
}

#[test]
fn private_facts_and_notes_are_taken_out() {
    let mut raw = make_case(&[]);
    raw.concerns = vec![
        Concern::from_typed([("kind", "torture"), ("text", "hidden by kind")]).unwrap(),
        Concern::from_typed([("kind", "torture"), ("text", "told"), ("private", "no")]).unwrap(),
        Concern::from_typed([
            ("kind", "assembly"),
            ("text", "hidden by word"),
            ("private", "yes"),
        ])
        .unwrap(),
    ];
    let told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    let places: Vec<(&str, WithholdingReason)> = told
        .kept_out()
        .iter()
        .map(|kept| (kept.place.as_str(), kept.why))
        .collect();
    assert_eq!(
        places,
        [
            ("concerns.1", WithholdingReason::Kind),
            ("concerns.3", WithholdingReason::Mark)
        ]
    );
    let shown = format!("{:?}", told.told);
    assert!(
        shown.contains("told")
            && !shown.contains("hidden")
            && !shown.contains("secret")
            && !shown.contains("aunt")
    );
}

#[test]
fn an_embargo_holds_until_its_day_has_come_for_certain() {
    for (embargo, is_told) in [
        ("2021-09-15", true),
        ("2021-09-16", false),
        ("2021-09", false),
        ("2020", true),
    ] {
        assert_eq!(
            PublicCase::disclose_case(
                &make_case(&[("embargo", embargo)]),
                letter_day(),
                &SourceDates::default()
            )
            .is_ok(),
            is_told,
            "{embargo}"
        );
        let mut raw = make_case(&[]);
        raw.concerns =
            vec![Concern::from_typed([("kind", "assembly"), ("embargo", embargo)]).unwrap()];
        assert_eq!(
            PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default())
                .unwrap()
                .concerns
                .len(),
            usize::from(is_told),
            "{embargo}"
        );
    }
}

#[test]
fn of_a_withheld_name_nothing_is_left() {
    let flat = [
        ("id", "tokaeva-aigul"),
        ("name", "Aigul Tokaeva"),
        ("country", "KZ"),
        ("born", "1980"),
    ];
    let more = [
        ("pseudonym", "A. T."),
        ("summary", "Mrs. Tokayeva is held."),
        ("groups", "tokaeva-case; dck"),
    ];
    let mut raw = Case::from_typed(flat.into_iter().chain(more)).unwrap();
    raw.aliases = vec!["Айгүл Тоқаева".parse().unwrap()];
    raw.concerns = vec![
        Concern::from_typed([
            ("kind", "unfair-trial"),
            ("text", "Токаевой отказали в адвокате."),
        ])
        .unwrap(),
        Concern::from_typed([("kind", "assembly"), ("text", "The rally was peaceful.")]).unwrap(),
    ];
    let told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    assert_eq!(
        (told.id.as_str(), told.name.as_str(), told.concerns.len()),
        ("a-t", "A. T.", 2)
    );
    assert_eq!(
        told.summary.as_ref().unwrap().as_str(),
        "Mrs. A. T. is held."
    );
    assert_eq!(
        told.concerns[0].text.as_ref().unwrap().as_str(),
        "A. T. отказали в адвокате."
    );
    assert_eq!(
        (told.changed_texts(), told.dropped_texts().len()),
        (&["summary".to_owned(), "concerns.1.text".to_owned()][..], 0)
    );
    assert_eq!(told.case_id().as_str(), "tokaeva-aigul");
    let shown = format!("{:?}", told.told).to_lowercase();
    assert_eq!(
        told.groups.iter().map(Id::as_str).collect::<Vec<_>>(),
        ["dck"]
    );
    for word in ["toka", "токае", "tokay", "aigul", "1980"] {
        assert!(!shown.contains(word), "{word}: {shown}");
    }
}

#[test]
fn withheld_names_are_told_apart_and_stand_last() {
    let other = |id: &str, extra: &[(&str, &str)]| {
        let flat = [("id", id), ("name", id), ("country", "KZ")];
        let case = Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap();
        PublicCase::disclose_case(&case, letter_day(), &SourceDates::default()).unwrap()
    };
    let hidden = [("pseudonym", "A. T.")];
    let mut cases = [
        other("aaa", &hidden),
        other("bbb", &[]),
        other("ccc", &hidden),
        other("a-t", &[]),
    ];
    tell_apart(&mut cases);
    assert_eq!(
        cases.each_ref().map(|case| case.id.as_str()),
        ["bbb", "a-t", "a-t-2", "a-t-3"]
    );
}

#[test]
fn what_came_later_is_not_told() {
    let mut raw = make_case(&[]);
    raw.events = vec![
        Event::from_typed([
            ("kind", "release"),
            ("date", "2022-01"),
            ("status", "released"),
        ])
        .unwrap(),
    ];
    assert!(
        PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default())
            .unwrap()
            .events
            .is_empty()
    );
}

/// The same case with other secrets: nothing of it may be told otherwise. A name that is withheld is another one.
fn with_other_secrets(case: &Case, secret: &str) -> Case {
    let mut other = case.clone();
    let line = || format!("zq{secret}").parse().unwrap();
    other.notes = format!("zq{secret}").parse().ok();
    other.consent_by = Some(line());
    other.uid = Some(line());
    other.rev = other.rev.map_or(Some(7), |_| None);
    other.embargo = Some("1000".parse().unwrap());
    other.old_ids = vec![format!("zq{secret}").parse().unwrap()];
    other.tags = vec![format!("zq{secret}").parse().unwrap()];
    if other.pseudonym.is_some() {
        other.id = format!("zq{secret}").parse().unwrap();
        (other.name, other.name_native) = (line(), Some(line()));
        (other.family_name, other.given_name) = (Some(line()), None);
        other.born = Some("1901".parse().unwrap());
        other.aliases = vec![line()];
    }
    for list in Case::LISTS {
        let position = |name: &str| {
            list.fields
                .iter()
                .position(|field| field.name == name)
                .unwrap()
        };
        let (private, embargo, source) =
            (position("private"), position("embargo"), position("source"));
        let mut rows = other.rows(list.name);
        let Some(mut row) = rows.first().cloned() else {
            continue;
        };
        row[source] = Cell::Text(format!("zq{secret}"));
        (row[private], row[embargo]) = (Cell::Flag(true), Cell::Empty);
        rows.insert(0, row.clone());
        (row[private], row[embargo]) = (Cell::Flag(false), Cell::Text("9998".to_owned()));
        rows.push(row);
        other.set_rows(list.name, &rows).unwrap();
    }
    other
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn other_secrets_change_nothing_that_is_told(case in arbitrary::any_record::<Case>(Words::Any)) {
        let secrets = [with_other_secrets(&case, "first"), with_other_secrets(&case, "second")];
        let told = secrets.each_ref().map(|case| PublicCase::disclose_case(case, letter_day(), &SourceDates::default()));
        match &told {
            [Ok(one), Ok(other)] => {
                let shown = format!("{:?} {:?} {:?}", one.told, one.to_record(), one.field_sources);
                prop_assert!(!["zqfirst", "zqsecond"].iter().any(|secret| shown.to_lowercase().contains(secret)), "{}", shown);
                prop_assert_eq!(&shown, &format!("{:?} {:?} {:?}", other.told, other.to_record(), other.field_sources));
                prop_assert_eq!(&one.told.notes, &None);
            }
            [Err(_), Err(_)] => {}
            _ => prop_assert!(false, "a secret decides whether a case is told"),
        }
    }

    #[test]
    fn of_what_was_told_the_same_is_told(case in arbitrary::any_record::<Case>(Words::Any)) {
        let Ok(told) = PublicCase::disclose_case(&case, letter_day(), &SourceDates::default()) else { return Ok(()) };
        let again = PublicCase::disclose_case(&told.to_record(), letter_day(), &SourceDates::default()).unwrap();
        // Who gave consent is known to the casebook alone.
        prop_assert_eq!(&again.told, &Case { consent: None, ..told.told.clone() });
        prop_assert_eq!(again.is_under_another_name(), told.is_under_another_name());
        prop_assert!(again.kept_out().is_empty());
        prop_assert_eq!(again.to_record(), told.to_record());
    }
}

#[test]
fn a_claim_backs_only_what_is_told_as_it_is() {
    let claim = |about: &str, value: &str| {
        Claim::from_typed([("about", about), ("value", value), ("source", "s")]).unwrap()
    };
    let mut raw = make_case(&[("born", "1980"), ("place", "Almaty")]);
    raw.claims = vec![
        claim("born", "1980"),
        claim("place", "Almaty"),
        claim("place", "Astana"),
    ];
    let open = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    assert_eq!(
        (
            open.field_sources("born").count(),
            open.field_sources("place").count()
        ),
        (1, 1)
    );
    raw.pseudonym = "A. T.".parse().ok();
    let told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    assert_eq!(
        (
            told.field_sources("born").count(),
            told.field_sources("place").count()
        ),
        (0, 1)
    );
    assert_eq!(
        told.to_record()
            .claims
            .iter()
            .map(Claim::to_text)
            .collect::<Vec<_>>(),
        ["place: Almaty (source: s)"]
    );
}

#[test]
fn a_fact_without_a_date_is_as_old_as_its_source_or_else_as_the_record() {
    let sources: SourceDates = [("late".parse().unwrap(), "2019-03".parse().unwrap())]
        .into_iter()
        .collect();
    let told = |line: &str, as_of: &str, on: &str| {
        let mut raw = make_case(&[("as_of", as_of)]);
        raw.concerns = vec![
            Concern::from_cells(&crate::model::shorthand::parse_fact("concerns", line).unwrap())
                .unwrap(),
        ];
        PublicCase::disclose_case(&raw, full_day(on).unwrap(), &sources)
            .unwrap()
            .concerns
            .len()
            == 1
    };
    for (line, as_of, since) in [
        (
            "kind=unfair-trial; date=2018-02; source=late",
            "2017",
            "2018-02-01",
        ),
        ("kind=unfair-trial; source=late", "2017", "2019-03-01"),
        ("kind=unfair-trial; source=unknown", "2017-05", "2017-05-01"),
        ("kind=unfair-trial", "2017-05", "2017-05-01"),
        (
            "kind=unfair-trial; date=2016; until=2017",
            "2020",
            "2016-01-01",
        ),
    ] {
        let before = full_day(since).unwrap().yesterday().unwrap().to_string();
        assert!(
            told(line, as_of, since) && !told(line, as_of, &before),
            "{line}"
        );
    }
    assert!(told("kind=unfair-trial", "", "1990-01-01"));
}

#[test]
fn what_must_be_over_is_not_told_and_what_can_last_is() {
    let mut raw = make_case(&[]);
    raw.restrictions = vec![
        crate::model::Restriction::from_typed([
            ("kind", "travel-ban"),
            ("from", "2016"),
            ("until", "2017-05"),
        ])
        .unwrap(),
    ];
    let told = |on: &str| {
        let on = full_day(on).unwrap();
        PublicCase::disclose_case(&raw, on, &SourceDates::default())
            .unwrap()
            .without_what_is_over(on)
            .restrictions
            .len()
    };
    assert_eq!([told("2017-05-31"), told("2017-06-01")], [1, 0]);
}

#[test]
fn a_place_of_detention_of_another_turn_is_not_told_of_an_earlier_day() {
    let mut raw = make_case(&[("as_of", "2020"), ("held_at", "Orsha")]);
    let event = |date: &str, status: &str| {
        Event::from_typed([("kind", "transfer"), ("date", date), ("status", status)]).unwrap()
    };
    raw.events = vec![event("2016", "police-custody"), event("2019", "imprisoned")];
    let held_at = |on: &str| {
        let on = full_day(on).unwrap();
        PublicCase::disclose_case(&raw, on, &SourceDates::default())
            .unwrap()
            .held_at
            .is_some()
    };
    assert_eq!(
        [
            held_at("2017-01-01"),
            held_at("2019-06-01"),
            held_at("2021-01-01")
        ],
        [false, true, true]
    );
}

#[test]
fn chosen_fields_are_not_told() {
    let told = PublicCase::disclose_case(
        &make_case(&[
            ("born", "1980"),
            ("place", "Aktau"),
            ("private_fields", "born; place"),
        ]),
        letter_day(),
        &SourceDates::default(),
    )
    .unwrap();
    assert_eq!((told.born, told.place.as_ref()), (None, None));
    assert_eq!(
        told.kept_out()
            .iter()
            .map(|kept| kept.place.as_str())
            .collect::<Vec<_>>(),
        ["born", "place"]
    );
}

#[test]
fn what_somebody_was_made_to_say_is_not_told_as_an_event() {
    let mut raw = make_case(&[]);
    raw.events = [
        ("forced-confession", ""),
        ("repentance-video", "released"),
        ("hearing", ""),
    ]
    .map(|(kind, status)| {
        Event::from_typed([
            ("kind", kind),
            ("date", "2020"),
            ("status", status),
            ("text", "Said."),
        ])
        .unwrap()
    })
    .to_vec();
    let told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    assert_eq!(
        told.events
            .iter()
            .map(|event| event.kind.clone())
            .collect::<Vec<_>>(),
        [EventKind::StatusNoted, EventKind::Hearing]
    );
    assert_eq!(
        (told.status_on(letter_day()), told.events[0].text.as_ref()),
        (Status::Released, None)
    );
}

#[test]
fn a_situation_that_may_not_be_told_is_known_to_the_sender() {
    let mut raw = make_case(&[]);
    let event = |kind: &str, date: &str, status: &str| {
        Event::from_typed([("kind", kind), ("date", date), ("status", status)]).unwrap()
    };
    raw.events = vec![
        event("arrest", "2020", "imprisoned"),
        event("psychiatric-committal", "2021-01", "psychiatric-detention"),
    ];
    let told = PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default()).unwrap();
    let otherwise = told.hidden_situation().unwrap();
    assert_eq!(
        (otherwise.status.clone(), otherwise.is_contradiction()),
        (Status::PsychiatricDetention, false)
    );
    raw.events[1] = Event {
        private: Some(true),
        ..event("release", "2021-01", "released")
    };
    assert!(
        PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default())
            .unwrap()
            .hidden_situation()
            .unwrap()
            .is_contradiction()
    );
    raw.events[1] = event("release", "2021-01", "released");
    assert_eq!(
        PublicCase::disclose_case(&raw, letter_day(), &SourceDates::default())
            .unwrap()
            .hidden_situation(),
        None
    );
}
