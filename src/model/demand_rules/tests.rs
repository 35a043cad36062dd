use super::*;
use crate::model::Record;
use crate::model::date::full_day;
use crate::model::vocabulary::{ActionKind, Vocabulary};

fn day() -> Date {
    full_day("2021-09-15").unwrap()
}

fn case(events: &[&[(&str, &str)]]) -> Case {
    let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
    case.events = events
        .iter()
        .map(|event| Event::from_typed(event.iter().copied()).unwrap())
        .collect();
    case
}

fn office(role: &str, country: &str) -> Recipient {
    let given = [
        ("id", "o"),
        ("role", role),
        ("office", "Office"),
        ("country", country),
    ];
    Recipient::from_typed(given.into_iter().filter(|(_, value)| !value.is_empty())).unwrap()
}

fn kinds(case: &Case, office: &Recipient) -> Vec<String> {
    let usual = case.usual_demands(
        DemandAddressee::Office(office),
        &case.status_on(day()),
        day(),
    );
    usual.iter().map(|kind| kind.slug().to_owned()).collect()
}

#[test]
fn a_case_is_put_to_its_own_state_to_its_host_and_to_those_who_intervene() {
    let held_abroad = case(&[&[
        ("kind", "arrest"),
        ("date", "2021-08-10"),
        ("status", "extradition-detention"),
        ("country", "KG"),
    ]]);
    let at_home = case(&[&[
        ("kind", "arrest"),
        ("date", "2021-08-10"),
        ("status", "imprisoned"),
    ]]);
    for (role, country, abroad, home) in [
        ("prosecutor-general", "KZ", true, true),
        ("prosecutor-general", "KG", true, false),
        ("prosecutor-general", "BY", false, false),
        ("embassy", "BY", false, false),
        ("other", "BY", false, false),
        ("foreign-minister-third-state", "FR", true, true),
        ("mep", "FR", true, true),
        ("un-working-group", "", true, true),
    ] {
        let office = office(role, country);
        assert_eq!(
            held_abroad.may_be_put_to(&office, day()),
            abroad,
            "{role} {country}, abroad"
        );
        assert_eq!(
            at_home.may_be_put_to(&office, day()),
            home,
            "{role} {country}, at home"
        );
    }
    let mut freed = held_abroad;
    freed.events.push(
        Event::from_typed([
            ("kind", "release"),
            ("date", "2021-09-01"),
            ("status", "released"),
            ("country", "KG"),
        ])
        .unwrap(),
    );
    assert!(!freed.may_be_put_to(&office("prosecutor-general", "KG"), day()));
}

#[test]
fn the_state_that_holds_is_asked_not_to_extradite_and_the_other_to_end_the_case() {
    let held = case(&[&[
        ("kind", "arrest"),
        ("date", "2021-08-10"),
        ("status", "extradition-detention"),
        ("country", "KG"),
    ]]);
    assert_eq!(
        kinds(&held, &office("prosecutor-general", "KG")),
        ["stop-extradition", "release-immediate", "grant-protection"]
    );
    assert_eq!(
        kinds(&held, &office("prosecutor-general", "KZ")),
        ["withdraw-extradition-request", "drop-charges"]
    );
    assert_eq!(
        kinds(&held, &office("interpol-ccf", "")),
        ["delete-interpol-notice"]
    );
}

#[test]
fn a_notice_that_was_lifted_is_not_to_be_deleted() {
    let lifted = case(&[
        &[("kind", "interpol-notice"), ("date", "2015")],
        &[
            ("kind", "interpol-notice-removed"),
            ("date", "2017-04"),
            ("status", "protected-abroad"),
        ],
    ]);
    let commission = office("interpol-ccf", "");
    let ask = |case: &Case| {
        case.find_obstacle(
            &DemandKind::DeleteInterpolNotice,
            DemandAddressee::Office(&commission),
            &Status::ProtectedAbroad,
            day(),
        )
    };
    assert_eq!(ask(&lifted), Some(DemandObstacle::Settled));
    let mut again = lifted.clone();
    again
        .events
        .push(Event::from_typed([("kind", "interpol-notice"), ("date", "2019")]).unwrap());
    assert_eq!(ask(&again), None);
}

#[test]
fn requests_follow_the_facts() {
    let torture = |role: &str| {
        let mut held = case(&[&[
            ("kind", "arrest"),
            ("date", "2021-08-10"),
            ("status", "pre-trial-detention"),
        ]]);
        held.concerns = vec![Concern {
            kind: ConcernKind::Torture,
            ..concern()
        }];
        kinds(&held, &office(role, "KZ"))
    };
    let all = ["stop-torture", "investigate-torture", "release-immediate"];
    for role in [
        "prosecutor-general",
        "minister-interior",
        "minister-justice",
        "embassy",
    ] {
        assert_eq!(torture(role), all, "{role}");
    }
    let gone = case(&[&[
        ("kind", "abduction"),
        ("date", "2021-07"),
        ("status", "disappeared"),
    ]]);
    assert_eq!(
        kinds(&gone, &office("minister-interior", "KZ")),
        [
            "disclose-whereabouts",
            "investigate-disappearance",
            "release-immediate"
        ]
    );
    let freed = case(&[&[
        ("kind", "release"),
        ("date", "2021-07"),
        ("status", "released"),
    ]]);
    assert_eq!(kinds(&freed, &office("prosecutor-general", "KZ")), [""; 0]);
    assert_eq!(kinds(&freed, &office("mep", "")), [""; 0]);
}

#[test]
fn ill_treatment_is_not_called_torture_and_a_hospital_is_left() {
    let mut held = case(&[&[
        ("kind", "arrest"),
        ("date", "2021-08-10"),
        ("status", "psychiatric-detention"),
    ]]);
    held.concerns = vec![Concern {
        kind: ConcernKind::InhumanTreatment,
        ..concern()
    }];
    let asked = kinds(&held, &office("minister-interior", "KZ"));
    assert_eq!(
        asked,
        [
            "release-immediate",
            "independent-medical-exam",
            "stop-torture"
        ]
    );
}

#[test]
fn whoever_is_not_charged_is_not_to_be_freed_of_charges() {
    let mut away = case(&[&[
        ("kind", "asylum-granted"),
        ("date", "2014"),
        ("status", "protected-abroad"),
    ]]);
    let prosecutor = office("prosecutor-general", "KZ");
    assert_eq!(kinds(&away, &prosecutor), [""; 0]);
    away.charges = vec![
        super::super::Charge::from_typed([("title", "fraud"), ("standing", "charged")]).unwrap(),
    ];
    assert_eq!(kinds(&away, &prosecutor), ["drop-charges"]);
}

fn concern() -> Concern {
    Concern::from_typed([("kind", "unfair-trial"), ("text", "Beaten.")]).unwrap()
}

#[test]
fn a_decision_is_the_ground_of_its_request() {
    let mut held = case(&[&[
        ("kind", "arrest"),
        ("date", "2021-08-10"),
        ("status", "imprisoned"),
    ]]);
    held.actions =
        vec![Action::from_typed([("body", "The Group"), ("kind", "un-opinion")]).unwrap()];
    let ground = held.grounds_of(&DemandKind::ImplementUnDecision).next();
    assert!(
        matches!(ground, Some(GroundingFact::Action(action)) if action.kind == Some(ActionKind::UnOpinion))
    );
    assert_eq!(
        kinds(&held, &office("prosecutor-general", "KZ")),
        ["release-immediate", "implement-un-decision"]
    );
}

fn held(concerns: &[ConcernKind], sentence: Option<&str>) -> Case {
    let mut held = case(&[&[
        ("kind", "arrest"),
        ("date", "2021-01-10"),
        ("status", "imprisoned"),
    ]]);
    held.concerns = concerns
        .iter()
        .map(|kind| Concern {
            kind: kind.clone(),
            ..concern()
        })
        .collect();
    held.sentences = sentence
        .map(|kind| {
            super::super::Sentence::from_typed([("kind", kind), ("date", "2021-03")]).unwrap()
        })
        .into_iter()
        .collect();
    held
}

#[test]
fn a_life_is_asked_for_first() {
    let sentenced = held(&[ConcernKind::NoCounsel], Some("death"));
    assert_eq!(
        kinds(&sentenced, &office("head-of-state", "KZ")),
        ["halt-execution", "commute-sentence", "release-immediate"]
    );
    assert_eq!(
        kinds(&sentenced, &office("minister-interior", "KZ")),
        ["halt-execution", "release-immediate"]
    );
}

#[test]
fn a_death_in_custody_is_investigated_and_another_death_enquired_into() {
    let arrest = [
        ("kind", "arrest"),
        ("date", "2021-03-11"),
        ("status", "pre-trial-detention"),
    ];
    let death = [
        ("kind", "death"),
        ("date", "2021-03-12"),
        ("status", "deceased"),
    ];
    let prosecutor = office("prosecutor-general", "KZ");
    assert_eq!(
        kinds(&case(&[&arrest, &death]), &prosecutor),
        ["investigate-death", "prosecute-official", "return-body"]
    );
    assert_eq!(kinds(&case(&[&death]), &prosecutor), ["investigate-case"]);
}

#[test]
fn whoever_was_tried_unfairly_is_to_be_tried_again_and_whoever_was_not_is_to_have_a_lawyer() {
    let prosecutor = office("prosecutor-general", "KZ");
    let tried = held(&[ConcernKind::NoCounsel], Some("prison"));
    assert_eq!(
        kinds(&tried, &prosecutor),
        ["release-immediate", "fair-retrial"]
    );
    let awaiting = held(&[ConcernKind::NoCounsel], None);
    assert_eq!(
        kinds(&awaiting, &prosecutor),
        ["release-immediate", "access-counsel"]
    );
    let blocked = held(&[ConcernKind::AppealBlocked], Some("prison"));
    assert_eq!(
        kinds(&blocked, &prosecutor),
        ["release-immediate", "provide-court-decision"]
    );
    let ill = held(
        &[ConcernKind::UnfairTrial, ConcernKind::MedicalNeglect],
        Some("prison"),
    );
    assert_eq!(
        kinds(&ill, &prosecutor),
        ["release-immediate", "medical-care", "fair-retrial"]
    );
}
