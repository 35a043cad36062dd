//! Facts as they are typed.

use super::*;
use crate::model::{Charge, Concern, Event, Official, Restriction, Sentence};

fn fact<R: Record>(list: &str, line: &str) -> R {
    R::from_cells(&parse_fact(list, line).unwrap()).unwrap()
}

#[test]
fn charges() {
    let charge: Charge = fact(
        "charges",
        "convicted CC 405.2: participation in an extremist organisation",
    );
    assert_eq!(
        charge.title.as_ref().unwrap().as_str(),
        "participation in an extremist organisation"
    );
    assert_eq!(charge.standing, Some(ChargeStanding::Convicted));
    let parts = [&charge.code, &charge.article].map(|part| part.as_ref().unwrap().to_string());
    assert_eq!(parts, ["CC", "405.2"]);
    let bare: Charge = fact("charges", "accused ст. 342 ч. 1 УК РБ");
    assert_eq!((bare.title, bare.part.unwrap().as_str()), (None, "1"));
    assert_eq!(parse_facts("charges", "342, 361-1, 130").unwrap().len(), 3);
    assert!(parse_fact("charges", "342, 361-1").is_err());
    assert_eq!(fact::<Charge>("charges", "libel").article, None);
}

#[test]
fn sentences() {
    let line = "2016-11-28 prison 5y court Atyrau City Court judges A. One; B. Two with ban-public-activity 3y; confiscation";
    let sentence: Sentence = fact("sentences", line);
    assert_eq!(sentence.term.unwrap().to_string(), "5y");
    assert_eq!(sentence.court.unwrap().as_str(), "Atyrau City Court");
    assert_eq!((sentence.judges.len(), sentence.additional.len()), (2, 2));
    let spoken: Sentence = fact("sentences", "2017 prison two and a half years");
    assert_eq!(spoken.term.unwrap().to_string(), "2y6m");
    assert!(parse_fact("sentences", "2016-11-28 jail 5y").is_err());
}

#[test]
fn events_and_restrictions() {
    let event: Event = fact(
        "events",
        "2018-04-05..2018-04-07 arrest pre-trial-detention: Taken to the station: at night.",
    );
    assert_eq!(event.status, Some(Status::PreTrialDetention));
    assert_eq!(event.until.unwrap().to_string(), "2018-04-07");
    assert_eq!(
        event.text.unwrap().as_str(),
        "Taken to the station: at night."
    );
    let days: Event = fact(
        "events",
        "2018-04-05 arrest administrative-detention 10d: Taken to the station.",
    );
    assert_eq!(
        (days.status, days.term),
        (Some(Status::AdministrativeDetention), "10d".parse().ok())
    );
    let restriction: Restriction = fact("restrictions", "travel-ban 2018..2021");
    assert_eq!(restriction.from.unwrap().to_string(), "2018");
    let error = parse_fact("events", "2018-04-05 arest: x").unwrap_err();
    assert_eq!(error.nearest.as_deref(), Some("arrest"));
    assert!(parse_fact("events", "2018-02-30 arrest").is_err());
}

#[test]
fn concerns_and_officials_have_a_date() {
    let concern: Concern = fact(
        "concerns",
        "2017-05..2018 solitary: Nobody may visit: not even her mother.",
    );
    assert_eq!(concern.kind.slug(), "solitary");
    assert_eq!(
        [concern.date, concern.until].map(|date| date.unwrap().to_string()),
        ["2017-05", "2018"]
    );
    assert_eq!(
        concern.text.unwrap().as_str(),
        "Nobody may visit: not even her mother."
    );
    assert_eq!(
        fact::<Concern>("concerns", "No counsel: None came.")
            .kind
            .slug(),
        "no-counsel"
    );
    assert!(
        parse_fact("concerns", "2017-05 solitery: x")
            .is_err_and(|error| error.nearest.as_deref() == Some("solitary"))
    );
    assert!(parse_fact("concerns", "2017-13 solitary: x").is_err());
    let official: Official = fact(
        "officials",
        "2017-05-16 Alima Adilova, judge, Atyrau City Court",
    );
    assert_eq!(
        (
            official.name.as_str(),
            official.date.unwrap().to_string().as_str()
        ),
        ("Alima Adilova", "2017-05-16")
    );
    assert_eq!(
        (official.role, official.office.unwrap().as_str()),
        (Some(OfficialRole::Judge), "Atyrau City Court")
    );
}

#[test]
fn further_fields_stand_behind_any_short_form() {
    let line = "2026-09-01 arrest extradition-detention: Tan was arrested in Bishkek; at night; country=KG";
    let event: Event = fact("events", line);
    assert_eq!(
        event.text.unwrap().as_str(),
        "Tan was arrested in Bishkek; at night"
    );
    assert_eq!(event.country.unwrap().code(), "KG");
    let charge: Charge = fact("charges", "dropped CC 356: treason; date=2026-11-01");
    assert_eq!(
        (
            charge.title.unwrap().as_str(),
            charge.date.unwrap().to_string().as_str()
        ),
        ("treason", "2026-11-01")
    );
    assert!(parse_fact("charges", "CC 356: treason; date=2026-13-01").is_err());
    assert!(
        parse_fact("events", "2026-09-01 arrest: x; date=2026-09-02")
            .is_err_and(|error| error.reason.contains("twice"))
    );
    let unread = "2026-09-01 arrest: In Bishkek; contry=KG";
    assert_eq!(
        fact::<Event>("events", unread).text.unwrap().as_str(),
        "In Bishkek; contry=KG"
    );
    assert_eq!(unread_field("events", unread), Some("contry=KG"));
    for read in [
        line,
        "kind=arrest; country=KG",
        "2026-09-01 arrest: At night; alone",
    ] {
        assert_eq!(unread_field("events", read), None, "{read}");
    }
}

#[test]
fn officials_and_the_long_form() {
    let official: Official = fact(
        "officials",
        "Ak-Hazik Korazbaev, police, Inspector of the Migration Police",
    );
    assert_eq!(official.role, Some(OfficialRole::Police));
    assert_eq!(
        official.office.unwrap().as_str(),
        "Inspector of the Migration Police"
    );
    let charge: Charge = fact("charges", "title=libel; article=130; standing=charged");
    assert_eq!(charge.standing, Some(ChargeStanding::Charged));
    assert!(
        parse_fact("charges", "titel=libel")
            .is_err_and(|error| error.nearest.as_deref() == Some("title"))
    );
}
