use proptest::prelude::*;

use super::*;
use crate::model::arbitrary::{self, Words};
use crate::model::date::full_day;

const SECRET: &str = "zqsecret";

/// The same values, with a secret wherever a text can stand.
fn with_secrets(
    fields: &[Field],
    cells: &[Cell],
    check: crate::model::record::CellCheck,
) -> Vec<Cell> {
    let secrets = [
        Cell::Text(SECRET.to_owned()),
        Cell::List(vec![SECRET.to_owned()]),
    ];
    let secret = |field: &Field| {
        secrets
            .iter()
            .find(|cell| check(field.name, cell).is_ok())
            .cloned()
    };
    fields
        .iter()
        .zip(cells)
        .map(|(field, cell)| secret(field).unwrap_or_else(|| cell.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_names_anybody_is_left(raw in arbitrary::any_record::<Case>(Words::Any)) {
        let mut case = Case::from_cells(&with_secrets(Case::FIELDS, &raw.cells(), Case::check)).unwrap();
        for list in Case::LISTS {
            let rows = raw.rows(list.name);
            let rows: Vec<_> = rows.iter().map(|row| with_secrets(list.fields, row, list.check)).collect();
            case.set_rows(list.name, &rows).unwrap();
        }
        let redacted = RedactionKey::new([7; 32]).redact_case(&case).unwrap();
        let shown = serde_json::to_string(&redacted).unwrap();
        prop_assert!(!shown.contains(SECRET), "{}", shown);
        prop_assert!(redacted.summary.is_none() && redacted.notes.is_none() && redacted.claims.is_empty());
    }
}

#[test]
fn structure_years_words_and_articles_stay() {
    let sample = crate::app::sample::load_casebook().unwrap();
    let is_dated = |case: &&Case| {
        case.sentences
            .first()
            .is_some_and(|sentence| sentence.date.is_some())
    };
    let case = sample.cases.iter().find(is_dated).unwrap();
    let redacted = RedactionKey::new([7; 32]).redact_case(case).unwrap();
    assert_eq!(
        (redacted.events.len(), redacted.charges.len()),
        (case.events.len(), case.charges.len())
    );
    assert_eq!(redacted.sentences[0].term, case.sentences[0].term);
    let articles = |case: &Case| {
        case.charges
            .iter()
            .map(|charge| charge.article.clone())
            .collect::<Vec<_>>()
    };
    assert!(sample.cases.iter().all(|case| {
        articles(
            &RedactionKey::new(random_secret())
                .redact_case(case)
                .unwrap(),
        ) == articles(case)
    }));
    assert_eq!(
        redacted.sentences[0].date.unwrap().to_string(),
        case.sentences[0].date.unwrap().year().to_string()
    );
    assert_eq!(
        redacted.status_on(full_day("2021-09-15").unwrap()),
        case.status_on(full_day("2021-09-15").unwrap())
    );
}

#[test]
fn the_same_secret_gives_the_same_names_and_another_others() {
    let name = |secret| RedactionKey::new(secret).make_pseudonym("person", "bokayev-maks");
    assert_eq!(name([1; 32]), name([1; 32]));
    assert_ne!(name([1; 32]), name([2; 32]));
    assert_ne!(name(random_secret()), name(random_secret()));
}

#[test]
fn the_code_is_that_of_the_standard() {
    // RFC 4231, case 1, with the key brought to the length that is used here: zeros behind a key change nothing.
    let mut key = [0; 32];
    key[..20].fill(0x0b);
    let hex: String = compute_hmac(&key, b"Hi There")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        hex,
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
}

#[test]
fn an_article_is_kept_and_a_name_is_not() {
    for (text, kept) in [
        ("174", true),
        ("CC", true),
        ("405.2 (a)", true),
        ("Tokayev", false),
        ("TOKAEV", false),
    ] {
        assert_eq!(is_article(text), kept, "{text}");
    }
}
