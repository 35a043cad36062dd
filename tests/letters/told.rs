//! How people of our own are told of: by name and pronoun, each fact once and in its time.

use cases::model::vocabulary::Consent;
use cases::model::{Action, Case, Concern, Event, Official, Recipient, Record, Sentence};

use crate::harness::{Wanted, body, diaz};

const DAY: &str = "2026-06-15";

fn event(pairs: &[(&str, &str)]) -> Event {
    Event::from_typed(pairs.iter().copied()).unwrap()
}

/// A man who is held for a poem.
fn held() -> Case {
    let flat = [
        ("id", "kos-uladzimir"),
        ("name", "Uladzimir Kos"),
        ("family_name", "Kos"),
        ("given_name", "Uladzimir"),
        ("gender", "male"),
        ("country", "BY"),
        ("as_of", "2026-06-01"),
    ];
    let mut case = Case::from_typed(flat).unwrap();
    case.consent = Some(Consent::Given);
    case.events = vec![
        event(&[
            ("kind", "expression"),
            ("date", "2025-02"),
            ("text", "Kos read a poem at a vigil."),
        ]),
        event(&[
            ("kind", "arrest"),
            ("date", "2025-03-04"),
            ("status", "imprisoned"),
            ("text", "Police arrested Kos."),
        ]),
    ];
    case
}

fn office(role: &str, country: &str) -> Recipient {
    Recipient::from_typed([
        ("id", "an-office"),
        ("role", role),
        ("office", "Office"),
        ("country", country),
    ])
    .unwrap()
}

fn letter(kind: &'static str, to: Option<Recipient>, case: &Case) -> String {
    let wanted = Wanted {
        kind,
        date: DAY,
        cases: vec![case.clone()],
        to,
        sender: diaz(),
        ..Wanted::default()
    };
    let letter = wanted.letter();
    format!("{}\n{}", letter.subject, body(&letter.body).join("\n"))
}

fn appeal(case: &Case) -> String {
    letter("appeal", Some(office("prosecutor-general", "BY")), case)
}

#[test]
fn two_bodies_that_did_the_same_are_told_of_once() {
    let mut case = held();
    for body in ["European Union", "US delegation to the OSCE"] {
        let text = format!("The {body} protested over the long imprisonment of Uladzimir Kos.");
        let action = [("body", body), ("text", text.as_str())];
        case.actions.push(Action::from_typed(action).unwrap());
    }
    let text = letter("joint-statement", None, &case);
    assert!(
        text.contains("The European Union and the US delegation to the OSCE protested over"),
        "{text}"
    );
    assert_eq!(text.matches("protested").count(), 1, "{text}");
}

#[test]
fn a_captivity_that_lasts_is_not_told_of_the_freed() {
    let mut case = held();
    case.events[1].text = "Police arrested Kos, who has been held since then."
        .parse()
        .ok();
    assert!(appeal(&case).contains("has been held since then"));
    case.events.push(event(&[
        ("kind", "release"),
        ("date", "2026-05-01"),
        ("status", "released-restricted"),
    ]));
    let text = appeal(&case);
    assert!(
        !text.contains("held since then") && text.contains("was arrested"),
        "{text}"
    );
}

#[test]
fn a_request_after_the_first_takes_up_the_person() {
    let mut case = held();
    let torture = [("kind", "torture"), ("text", "Officers beat Kos.")];
    case.concerns.push(Concern::from_typed(torture).unwrap());
    case.concerns[0].private = Some(false);
    let text = appeal(&case);
    assert!(
        text.contains("have his reported torture investigated"),
        "{text}"
    );
    case.gender = None;
    let text = appeal(&case);
    assert!(
        text.contains("have the reported torture of Uladzimir Kos investigated"),
        "{text}"
    );
}

#[test]
fn somebody_without_a_known_surname_is_never_called_by_one() {
    let mut case = held();
    (case.family_name, case.given_name) = (None, None);
    let text = appeal(&case);
    let bare = text.matches("Kos").count() - text.matches("Uladzimir Kos").count();
    assert_eq!(bare, 0, "{text}");
}

#[test]
fn what_was_done_after_the_trial_is_told_after_it() {
    let mut case = held();
    let sentence = [("kind", "prison"), ("date", "2025-06-01"), ("term", "4y")];
    case.sentences.push(Sentence::from_typed(sentence).unwrap());
    case.events.push(event(&[
        ("kind", "measure-changed"),
        ("date", "2026-01"),
        ("text", "The regime of Kos was made stricter."),
    ]));
    let text = letter("verdict-statement", None, &case);
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    assert!(at("sentenced") < at("made stricter"));
    assert!(
        text.starts_with(
            "Uladzimir Kos sentenced to imprisonment: Belarus must release him immediately"
        ),
        "{text}"
    );
    assert_eq!(text.matches("four years").count(), 1, "{text}");
}

#[test]
fn a_call_for_sanctions_says_who_did_what_and_what_the_law_reaches() {
    let mut case = held();
    case.officials = vec![
        Official::from_typed([("name", "Ivan Hryn"), ("role", "sanctions-target")]).unwrap(),
        Official::from_typed([("name", "Piotr Bel"), ("role", "sanctions-target")]).unwrap(),
    ];
    case.events.push(event(&[
        ("kind", "interrogation"),
        ("date", "2025-03-05"),
        ("text", "Ivan Hryn questioned Kos through the night."),
    ]));
    let of = |country: &str| {
        letter(
            "sanctions-call",
            Some(office("sanctions-authority", country)),
            &case,
        )
    };
    let british = of("GB");
    let told = "Ivan Hryn. On 5 March 2025 Ivan Hryn questioned Uladzimir Kos through the night.";
    assert!(british.contains(told), "{british}");
    assert!(british.contains("and no others"), "{british}");
    let mut union = office("sanctions-authority", "GB");
    union.country = None;
    let union = letter("sanctions-call", Some(union), &case);
    assert!(
        union.contains("arbitrary arrests or detentions (Article 2(1)(c)(v))"),
        "{union}"
    );
}

#[test]
fn a_communication_tells_its_facts_in_sentences() {
    let mut case = held();
    let concern = [
        ("kind", "no-counsel"),
        ("text", "Kos was questioned without a lawyer."),
        ("standing", "alleged"),
        ("source", "vesna"),
    ];
    case.concerns.push(Concern::from_typed(concern).unwrap());
    let text = letter(
        "un-communication",
        Some(office("un-working-group", "CH")),
        &case,
    );
    assert!(!text.contains("(as alleged)"), "{text}");
    assert!(
        text.contains("In February 2025 Uladzimir Kos read a poem at a vigil."),
        "{text}"
    );
    assert!(
        text.contains("Uladzimir Kos was questioned without a lawyer."),
        "{text}"
    );
}
