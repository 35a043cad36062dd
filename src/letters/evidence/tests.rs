use super::*;
use crate::letters::markdown;
use crate::model::date::full_day;
use crate::model::{Claim, Concern, Event, Sentence, SourceDates};

fn make_case(name: &str, penalty: &str, source: &str) -> PublicCase {
    let id = name.to_lowercase().replace(' ', "-");
    let family = name.rsplit(' ').next().unwrap();
    let flat = [
        ("id", id.as_str()),
        ("name", name),
        ("family_name", family),
        ("country", "KZ"),
        ("born", "1973-05"),
    ];
    let mut case = Case::from_typed(flat).unwrap();
    case.sentences = vec![
        Sentence::from_typed([("kind", "prison"), ("term", penalty), ("source", source)]).unwrap(),
    ];
    case.concerns = vec![
        Concern::from_typed([
            ("kind", "unfair-trial"),
            ("text", "Nobody heard him."),
            ("source", "b"),
            ("standing", "alleged"),
        ])
        .unwrap(),
    ];
    case.events = vec![
        Event::from_typed([
            ("kind", "arrest"),
            ("text", "Somebody else came."),
            ("source", "z"),
        ])
        .unwrap(),
    ];
    case.claims = vec![
        Claim::from_typed([
            ("about", "born"),
            ("value", "1973-05"),
            ("source", "passport"),
        ])
        .unwrap(),
        Claim::from_typed([("about", "born"), ("value", "1972"), ("source", "rumour")]).unwrap(),
    ];
    PublicCase::disclose_case(
        &case,
        full_day("2021-09-15").unwrap(),
        &SourceDates::default(),
    )
    .unwrap()
}

fn make_letter(text: &str) -> Letter {
    let mut letter = crate::letters::testing::empty_letter();
    let document = markdown::parse_document(text);
    letter.subject = document.subject.unwrap_or_default();
    letter.body = document.body;
    letter
}

fn trace_sources(text: &str, cases: &[PublicCase]) -> Vec<(String, Vec<String>)> {
    let traced = trace_letter(&LetterLanguage::english(), &make_letter(text), cases, &[]);
    let sources = |sentence: &SentenceEvidence| {
        sentence
            .backing
            .iter()
            .flat_map(|fact| &fact.sources)
            .map(ToString::to_string)
            .collect()
    };
    traced
        .iter()
        .filter(|traced| traced.block.is_some())
        .map(|traced| (traced.text.clone(), sources(traced)))
        .collect()
}

#[test]
fn a_sentence_has_the_sources_of_what_it_tells() {
    let text = "# S\n\nAnn Lee was born in May 1973. She was sentenced to five years in prison. Nobody heard him (as alleged).\n\nI ask you to act.";
    let found = trace_sources(text, &[make_case("Ann Lee", "5y", "a")]);
    let sources: Vec<&[String]> = found
        .iter()
        .map(|(_, sources)| sources.as_slice())
        .collect();
    assert_eq!(
        sources,
        [
            &["passport".to_owned()][..],
            &["a".to_owned()],
            &["b".to_owned()],
            &[]
        ]
    );
}

#[test]
fn words_that_could_be_of_anybody_are_of_the_person_spoken_of() {
    let cases = [
        make_case("Ann Lee", "5y", "a"),
        make_case("Bo Fox", "5y", "c"),
    ];
    let found = trace_sources(
        "# S\n\n- Bo Fox: five years in prison.\n- Ann Lee: five years in prison.",
        &cases,
    );
    assert_eq!(
        found
            .iter()
            .map(|(_, sources)| sources.join(" "))
            .collect::<Vec<_>>(),
        ["c", "a"]
    );
}

#[test]
fn part_of_a_word_is_no_fact() {
    assert_eq!(
        trace_sources(
            "# S\n\nAnn Lee: twenty-five years in prisons.",
            &[make_case("Ann Lee", "5y", "a")]
        )[0]
        .1,
        [""; 0]
    );
}

#[test]
fn notes_stand_behind_their_sentences() {
    let text = "# S\n\n**Ann Lee** was sentenced to *five years in prison*. Nobody heard him. Act, please. Born: May 1973";
    let mut letter = make_letter(text);
    let traced = trace_letter(
        &LetterLanguage::english(),
        &letter,
        &[make_case("Ann Lee", "5y", "a")],
        &[],
    );
    cite_sources(&mut letter, &traced, CitationStyle::Notes, |id| {
        Some(format!("Source {id}"))
    });
    assert_eq!(
        letter.plain_text().lines().nth(1).unwrap(),
        "Ann Lee was sentenced to five years in prison [1]. Nobody heard him [2]. Act, please. Born: May 1973 [3]"
    );
    assert_eq!(letter.sources, ["Source a", "Source b", "Source passport"]);
}

#[test]
fn a_source_that_is_not_on_file_is_not_named() {
    let mut letter = make_letter("# S\n\nAnn Lee: five years in prison.");
    let traced = trace_letter(
        &LetterLanguage::english(),
        &letter,
        &[make_case("Ann Lee", "5y", "a")],
        &[],
    );
    let before = letter.body.clone();
    cite_sources(&mut letter, &traced, CitationStyle::Notes, |_| None);
    assert_eq!((letter.sources.len(), letter.body), (0, before));
}

#[test]
fn a_number_and_a_part_of_a_word_are_no_footnote() {
    let mut ann =
        Case::from_typed([("id", "ann"), ("name", "Ann Cole"), ("country", "KZ")]).unwrap();
    let action = [
        ("body", "un-hrc"),
        ("number", "5"),
        ("text", "It found a violation."),
        ("source", "views"),
    ];
    ann.actions = vec![crate::model::Action::from_typed(action).unwrap()];
    ann.charges =
        vec![crate::model::Charge::from_typed([("title", "war"), ("source", "press")]).unwrap()];
    let ann = [PublicCase::disclose_case(
        &ann,
        full_day("2021-09-15").unwrap(),
        &SourceDates::default(),
    )
    .unwrap()];
    let text = "# S\n\nI write towards the release of Ann Cole, held since 5 March 2017.";
    assert_eq!(
        trace_sources(text, &ann),
        [(
            text.lines().last().unwrap().to_owned(),
            Vec::<String>::new()
        )]
    );
}

#[test]
fn a_request_rests_on_its_demand_or_on_what_calls_for_it() {
    let mut ann =
        Case::from_typed([("id", "ann"), ("name", "Ann Lee"), ("country", "KZ")]).unwrap();
    let held = [
        ("kind", "arrest"),
        ("date", "2018-03-05"),
        ("status", "imprisoned"),
        ("source", "press"),
    ];
    ann.events = vec![Event::from_typed(held).unwrap()];
    let demand = [("kind", "release-immediate"), ("source", "movement")];
    ann.demands = vec![crate::model::Demand::from_typed(demand).unwrap()];
    let neglect = [
        ("kind", "medical-neglect"),
        ("private", "no"),
        ("text", "No doctor came."),
        ("source", "report"),
    ];
    ann.concerns = vec![Concern::from_typed(neglect).unwrap()];
    let ann = [PublicCase::disclose_case(
        &ann,
        full_day("2021-09-15").unwrap(),
        &SourceDates::default(),
    )
    .unwrap()];
    let request = |kind: &str, text: &str| DemandInfo {
        kind: kind.to_owned(),
        text: text.to_owned(),
        heading: text.to_owned(),
        infinitive: None,
        direct: None,
        clause: None,
    };
    let requests = [
        request("release-immediate", "the immediate release of Ann Lee"),
        request("medical-care", "adequate medical care for Ann Lee"),
        request("access-family", "visits by the family to Ann Lee"),
    ];
    let text = "# S\n\n- the immediate release of Ann Lee;\n- adequate medical care for Ann Lee;\n- visits by the family to Ann Lee.";
    let traced = trace_letter(
        &LetterLanguage::english(),
        &make_letter(text),
        &ann,
        &requests,
    );
    let told: Vec<(&str, &str, &str)> = traced
        .iter()
        .flat_map(|sentence| &sentence.backing)
        .map(|fact| {
            (
                fact.name.as_str(),
                fact.says.as_str(),
                fact.sources[0].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("demand", "immediate release", "movement"),
            (
                "concern",
                "denial of medical care: No doctor came.",
                "report"
            ),
            ("situation", "in prison (arrest, 5 March 2018)", "press"),
        ]
    );
}
