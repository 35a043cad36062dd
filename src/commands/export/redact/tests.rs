use proptest::prelude::*;

use super::*;
use crate::model::arbitrary::{self, Words};
use crate::model::date::full_day;

const SECRET: &str = "zqsecret";

/// The same values, with a secret wherever a text can stand.
fn with_secrets(fields: &[Field], cells: &[Cell], check: crate::model::record::Check) -> Vec<Cell> {
    let secrets = [Cell::Text(SECRET.to_owned()), Cell::List(vec![SECRET.to_owned()])];
    let secret = |field: &Field| secrets.iter().find(|cell| check(field.name, cell).is_ok()).cloned();
    fields.iter().zip(cells).map(|(field, cell)| secret(field).unwrap_or_else(|| cell.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_names_anybody_is_left(raw in arbitrary::record::<Case>(Words::Any)) {
        let mut case = Case::from_cells(&with_secrets(Case::FIELDS, &raw.cells(), Case::check)).unwrap();
        for list in Case::LISTS {
            let rows = raw.rows(list.name);
            let rows: Vec<_> = rows.iter().map(|row| with_secrets(list.fields, row, list.check)).collect();
            case.set_rows(list.name, &rows).unwrap();
        }
        let redacted = Redaction::new(Some("key")).case(&case).unwrap();
        let shown = serde_json::to_string(&redacted).unwrap();
        prop_assert!(!shown.contains(SECRET), "{}", shown);
        prop_assert!(redacted.summary.is_none() && redacted.notes.is_none() && redacted.claims.is_empty());
    }
}

#[test]
fn structure_years_words_and_articles_stay() {
    let sample = crate::sample::casebook().unwrap();
    let is_dated = |case: &&Case| case.sentences.first().is_some_and(|sentence| sentence.date.is_some());
    let case = sample.cases.iter().find(is_dated).unwrap();
    let redacted = Redaction::new(Some("key")).case(case).unwrap();
    assert_eq!((redacted.events.len(), redacted.charges.len()), (case.events.len(), case.charges.len()));
    assert_eq!(redacted.sentences[0].term, case.sentences[0].term);
    let articles = |case: &Case| case.charges.iter().map(|charge| charge.article.clone()).collect::<Vec<_>>();
    assert!(sample.cases.iter().all(|case| articles(&Redaction::new(None).case(case).unwrap()) == articles(case)));
    assert_eq!(redacted.sentences[0].date.unwrap().to_string(), case.sentences[0].date.unwrap().year().to_string());
    assert_eq!(redacted.status_on(full_day("2021-09-15").unwrap()), case.status_on(full_day("2021-09-15").unwrap()));
}

#[test]
fn the_same_key_gives_the_same_names_and_no_key_others() {
    let name = |key| Redaction::new(key).pseudonym("person", "bokayev-maks");
    assert_eq!(name(Some("a")), name(Some("a")));
    assert_ne!(name(Some("a")), name(Some("b")));
    assert_ne!(name(None), name(None));
}

#[test]
fn an_article_is_kept_and_a_name_is_not() {
    for (text, kept) in [("174", true), ("CC", true), ("405.2 (a)", true), ("Tokayev", false), ("TOKAEV", false)] {
        assert_eq!(is_article(text), kept, "{text}");
    }
}
