use super::*;
use crate::model::date::full_day;
use crate::model::{Concern, Event, Record};

fn day() -> Date {
    full_day("2021-09-15").unwrap()
}

fn case(extra: &[(&str, &str)]) -> Case {
    let flat = [("id", "a"), ("name", "A"), ("country", "KZ"), ("notes", "secret"), ("consent_by", "aunt")];
    Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap()
}

#[test]
fn private_cases_and_refused_consent_do_not_pass() {
    assert!(matches!(PublicCase::disclose(&case(&[("publicity", "private")]), day()), Err(Withheld::Private(_))));
    assert!(matches!(
        PublicCase::disclose(&case(&[("consent", "refused")]), day()),
        Err(Withheld::ConsentRefused(_))
    ));
    let mut newer = case(&[]);
    newer.publicity = Some(crate::model::vocabulary::Vocabulary::from_stored("embargoed"));
    assert!(PublicCase::disclose(&newer, day()).is_err());
}

#[test]
fn private_facts_and_notes_are_taken_out() {
    let mut raw = case(&[]);
    raw.concerns = vec![
        Concern::from_typed([("kind", "torture"), ("text", "hidden by kind")]).unwrap(),
        Concern::from_typed([("kind", "torture"), ("text", "told"), ("private", "no")]).unwrap(),
        Concern::from_typed([("kind", "assembly"), ("text", "hidden by word"), ("private", "yes")]).unwrap(),
    ];
    let told = PublicCase::disclose(&raw, day()).unwrap();
    assert_eq!(told.withheld(), 2);
    let shown = format!("{told:?}");
    assert!(
        shown.contains("told") && !shown.contains("hidden") && !shown.contains("secret") && !shown.contains("aunt")
    );
}

#[test]
fn an_embargo_holds_until_its_day_has_come_for_certain() {
    for (embargo, is_told) in [("2021-09-15", true), ("2021-09-16", false), ("2021-09", false), ("2020", true)] {
        assert_eq!(PublicCase::disclose(&case(&[("embargo", embargo)]), day()).is_ok(), is_told, "{embargo}");
        let mut raw = case(&[]);
        raw.concerns = vec![Concern::from_typed([("kind", "assembly"), ("embargo", embargo)]).unwrap()];
        assert_eq!(PublicCase::disclose(&raw, day()).unwrap().concerns.len(), usize::from(is_told), "{embargo}");
    }
}

#[test]
fn of_a_withheld_name_nothing_is_left() {
    let flat = [("id", "tokaeva-aigul"), ("name", "Aigul Tokaeva"), ("country", "KZ"), ("born", "1980")];
    let more = [("told_as", "A. T."), ("summary", "Mrs. Tokayeva is held."), ("groups", "tokaeva-case; dck")];
    let mut raw = Case::from_typed(flat.into_iter().chain(more)).unwrap();
    raw.aliases = vec!["Айгүл Тоқаева".parse().unwrap()];
    raw.concerns = vec![
        Concern::from_typed([("kind", "unfair-trial"), ("text", "Токаевой отказали в адвокате.")]).unwrap(),
        Concern::from_typed([("kind", "assembly"), ("text", "The rally was peaceful.")]).unwrap(),
    ];
    let told = PublicCase::disclose(&raw, day()).unwrap();
    assert_eq!((told.id.as_str(), told.name.as_str(), told.concerns.len()), ("a-t", "A. T.", 1));
    assert_eq!(told.case_id().as_str(), "tokaeva-aigul");
    let shown = format!("{:?}", told.told).to_lowercase();
    for word in ["toka", "токае", "tokay", "aigul", "1980", "dck"] {
        assert!(!shown.contains(word), "{word}: {shown}");
    }
}

#[test]
fn withheld_names_are_told_apart_and_stand_last() {
    let other = |id: &str, extra: &[(&str, &str)]| {
        let flat = [("id", id), ("name", id), ("country", "KZ")];
        let case = Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap();
        PublicCase::disclose(&case, day()).unwrap()
    };
    let hidden = [("told_as", "A. T.")];
    let mut cases = [other("aaa", &hidden), other("bbb", &[]), other("ccc", &hidden), other("a-t", &[])];
    tell_apart(&mut cases);
    assert_eq!(cases.each_ref().map(|case| case.id.as_str()), ["bbb", "a-t", "a-t-2", "a-t-3"]);
}

#[test]
fn what_came_later_is_not_told() {
    let mut raw = case(&[]);
    raw.events =
        vec![Event::from_typed([("kind", "release"), ("date", "2022-01"), ("status", "released")]).unwrap()];
    assert!(PublicCase::disclose(&raw, day()).unwrap().events.is_empty());
}
