use super::*;
use crate::letters::preflight::screen_cases;
use crate::model::SourceDates;
use crate::model::date::full_day;

fn changed_sample() -> Casebook {
    let mut sample = crate::app::sample::load_casebook().unwrap();
    sample.cases[0].pseudonym = "Student leader".parse().ok();
    sample.cases[1].publicity = Some(crate::model::vocabulary::Publicity::Private);
    sample.recipients[0].note = "zqnote".parse().ok();
    sample
}

fn all_cases(store: &Store, day: Date) -> Vec<Case> {
    let mut cases = Vec::new();
    let add = |case: Case| {
        cases.push(case);
        Ok::<_, Error>(())
    };
    store.each_case(&Filter::default(), day, add).unwrap();
    cases
}

#[test]
fn a_letter_is_told_the_same_from_the_copy() {
    let day = full_day("2021-09-15").unwrap();
    let casebook = changed_sample();
    let copy = disclose_store(&store_in_memory(&casebook, day).unwrap(), day, || {})
        .unwrap()
        .0;
    let names = NameBook::new(&casebook.cases, day);
    let told = |cases: &[Case]| {
        let mut told = screen_cases(cases, day, &SourceDates::default(), true).told;
        told.iter_mut()
            .for_each(|case| _ = case.hide_others(&names));
        tell_apart(&mut told);
        told.sort_by_key(|case| case.id.clone());
        told.iter()
            .map(|case| format!("{:?}", **case))
            .collect::<Vec<_>>()
    };
    let copied = all_cases(&copy, day);
    assert_eq!(copied.len(), casebook.cases.len() - 1);
    assert_eq!(told(&copied), told(&casebook.cases));
    assert_eq!(
        format!("{copied:?}"),
        format!(
            "{:?}",
            all_cases(&disclose_store(&copy, day, || {}).unwrap().0, day)
        )
    );
}

#[test]
fn offices_keep_everything_but_the_note_and_only_named_sources_stay() {
    let day = full_day("2021-09-15").unwrap();
    let mut casebook = changed_sample();
    let mut unused = casebook.sources[0].clone();
    unused.id = "zq-unused".parse().unwrap();
    casebook.sources.push(unused);
    let copy = disclose_store(&store_in_memory(&casebook, day).unwrap(), day, || {})
        .unwrap()
        .0;
    let shown = format!(
        "{:?} {:?}",
        copy.load_recipients().unwrap(),
        copy.load_sources().unwrap()
    );
    assert!(!shown.contains("zq"));
    assert_eq!(
        copy.load_recipients().unwrap().len(),
        casebook.recipients.len()
    );
}

#[test]
fn a_source_that_names_who_is_withheld_is_not_named() {
    let day = full_day("2021-09-15").unwrap();
    let mut casebook = changed_sample();
    let person = casebook.cases[0].name.clone();
    let source = casebook.cases[0]
        .events
        .iter()
        .find_map(|event| event.source.clone())
        .unwrap();
    let record = casebook
        .sources
        .iter_mut()
        .find(|known| known.id == source)
        .unwrap();
    record.title = format!("Interview with {person}").parse().unwrap();
    let copy = disclose_store(&store_in_memory(&casebook, day).unwrap(), day, || {})
        .unwrap()
        .0;
    assert!(
        copy.load_sources()
            .unwrap()
            .iter()
            .all(|known| known.id != source)
    );
    assert!(
        all_cases(&copy, day)
            .iter()
            .flat_map(Record::named_sources)
            .all(|named| named != source)
    );
}
