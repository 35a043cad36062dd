use super::*;
use crate::letters::disclosure::PublicCase;
use crate::letters::testing;
use crate::model::{Case, Charge, Record, Sender, SourceDates};

const BEFORE: &str = "# The case of Aigul Example\n\nOn 16 May 2017 Judge Serik Sample sentenced **Aigul Example** to two \
                      years in prison for “libel” (Article 130).\n\nI ask you for her release.";

fn sample_people() -> Vec<PublicCase> {
    let mut case = testing::sample_person("a");
    case.charges = vec![Charge::from_typed([("title", "libel"), ("article", "130")]).unwrap()];
    case.sentences[0].judges = vec!["Serik Sample".parse().unwrap()];
    let other =
        Case::from_typed([("id", "b"), ("name", "Askar Sarsenov"), ("country", "KZ")]).unwrap();
    [case, other]
        .iter()
        .map(|case| {
            PublicCase::disclose_case(case, testing::sample_day(), &SourceDates::default()).unwrap()
        })
        .collect()
}

fn proofread_edit(after: &str) -> Vec<String> {
    let cases = sample_people();
    let sender = Sender::default();
    let ground = LetterParties {
        cases: &cases,
        recipient: None,
        sender: &sender,
    };
    let proof = ProofreadInput {
        lang: &LetterLanguage::english(),
        ground,
        beside: &[],
        date: crate::model::date::full_day("2021-09-15").unwrap(),
        before: BEFORE,
        after,
    };
    proofread_letter(&proof)
        .into_iter()
        .map(|finding| finding.what)
        .collect()
}

fn proofread_sentence(sentence: &str) -> Vec<String> {
    let findings = proofread_edit(&format!("{BEFORE}\n\n{sentence}"));
    findings
        .into_iter()
        .map(|what| {
            what.replace(" that the casebook knows", "")
                .replace("line 7: ", "")
        })
        .collect()
}

const NONE: [&str; 0] = [];

#[test]
fn an_unedited_letter_is_as_it_was() {
    assert_eq!(proofread_edit(BEFORE), NONE);
}

#[test]
fn what_nobody_knows_is_told_with_its_line() {
    assert_eq!(
        proofread_edit(&BEFORE.replace("16 May", "28 March").replace("130", "131")),
        [
            "line 3: “28 March 2017” is no date that the casebook knows",
            "line 3: “131” is no article that the casebook knows"
        ]
    );
    assert_eq!(
        proofread_sentence("He was held for three years."),
        ["“three” is no number"]
    );
    assert_eq!(
        proofread_sentence("Write to a@b.org with 42 others."),
        ["“a@b.org” is no address", "“42” is no number"]
    );
    assert_eq!(
        proofread_sentence("It happened in Karaganda."),
        ["“Karaganda” is no name"]
    );
    assert_eq!(
        proofread_sentence("It was ordered by Nursultan Nazarbayev."),
        ["“Nursultan Nazarbayev” is no name"]
    );
    assert_eq!(
        proofread_sentence("Nursultan Nazarbayev ordered it."),
        ["“Nursultan Nazarbayev” is no name"]
    );
}

#[test]
fn a_date_may_be_told_less_precisely_and_not_more() {
    assert_eq!(
        proofread_sentence(
            "In May 2017, and on 16 May, and in 2017, and in April 2018, and on 2017-05-16."
        ),
        NONE
    );
    assert_eq!(
        proofread_sentence("It was on 3 April 2018."),
        ["“3 April 2018” is no date"]
    );
}

#[test]
fn other_words_for_the_same_are_no_findings() {
    for sentence in [
        "Moreover, Example had no lawyer. Perhaps nobody told Mr Example why.",
        "Yesterday we learnt: “Nothing has changed.” Because of this I write again.",
        "## Why It Matters And What Follows\n\nMuch depends on it.",
        "- Furthermore, the Judge can act.\n- Kindly act.",
        "When Example was tried, Kazakhstan’s courts knew Aigul’s work.",
        "May I ask why? In May nobody knew.",
        "J. Sample was the judge.",
    ] {
        assert_eq!(proofread_sentence(sentence), NONE, "{sentence}");
    }
}

#[test]
fn a_misspelt_name_is_found_even_where_a_sentence_begins() {
    assert_eq!(
        proofread_sentence("Sarsenof was not told."),
        ["“Sarsenof” is no name"]
    );
    assert_eq!(
        proofread_sentence("## The Rights Of Exampel\n\nNone."),
        ["“Exampel” is no name"]
    );
}

#[test]
fn the_names_of_two_people_are_not_one() {
    assert_eq!(
        proofread_sentence("Then Askar Example was tried."),
        ["“Askar Example” is no name"]
    );
    assert_eq!(
        proofread_sentence("Then Askar Sarsenov and Aigul Example were tried."),
        NONE
    );
}

#[test]
fn who_is_no_longer_named_is_told() {
    let edited = BEFORE
        .replace("Aigul Example", "Example")
        .replace("Judge Serik Sample", "a judge");
    assert_eq!(
        proofread_edit(&edited),
        [
            "“Aigul Example” is no longer named in full",
            "“Serik Sample” is no longer named in full"
        ]
    );
}
