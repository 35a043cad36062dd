use super::*;
use crate::letters::provenance::{mark_fact, mark_facts, mark_grounds};
use crate::letters::{TracedText, markdown};
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

/// A letter with this text, which may have marks.
fn make_letter(text: &str) -> Letter {
    let mut letter = crate::letters::testing::empty_letter();
    let document = markdown::parse_traced(TracedText::from_marked(text));
    letter.subject = document.subject.unwrap_or_default();
    letter.body = document.body;
    letter
}

fn told_sources(text: &str, cases: &[PublicCase]) -> Vec<Vec<String>> {
    let traced = trace_letter(&make_letter(text), cases);
    let of_body = traced.iter().filter(|traced| traced.block.is_some());
    of_body
        .map(|sentence| {
            let sources = sentence.backing.iter().flat_map(|fact| &fact.sources);
            sources.map(ToString::to_string).collect()
        })
        .collect()
}

fn penalty(case: &PublicCase) -> String {
    mark_facts(case.fact_of(&case.sentences[0]), "five years in prison")
}

#[test]
fn a_sentence_has_the_sources_of_what_it_tells() {
    let ann = make_case("Ann Lee", "5y", "a");
    let text = format!(
        "# S\n\nAnn Lee was born in {}. She was sentenced to {}. {}\n\nI ask you to act.",
        mark_fact(ann.field_fact("born"), "May 1973"),
        penalty(&ann),
        mark_facts(
            ann.fact_of(&ann.concerns[0]),
            "Nobody heard him (as alleged)."
        ),
    );
    let told = told_sources(&text, &[ann]);
    assert_eq!(told, [vec!["passport"], vec!["a"], vec!["b"], vec![]]);
}

#[test]
fn words_that_could_be_of_anybody_are_of_the_person_they_were_told_of() {
    let cases = [
        make_case("Ann Lee", "5y", "a").at_place(0),
        make_case("Bo Fox", "5y", "c").at_place(1),
    ];
    let text = format!(
        "# S\n\n- {}: Bo Fox.\n- {}: Ann Lee.\n- five years in prison",
        penalty(&cases[1]),
        penalty(&cases[0])
    );
    assert_eq!(told_sources(&text, &cases), [vec!["c"], vec!["a"], vec![]]);
}

#[test]
fn notes_stand_behind_their_sentences_and_none_behind_a_request() {
    let ann = make_case("Ann Lee", "5y", "a");
    let concern = ann.fact_of(&ann.concerns[0]);
    let text = format!(
        "# S\n\n**Ann Lee** was sentenced to *{}*. {} I ask for {}. Born: {}",
        penalty(&ann),
        mark_facts(concern, "Nobody heard him."),
        mark_grounds(concern, "a fair trial"),
        mark_fact(ann.field_fact("born"), "May 1973"),
    );
    let mut letter = make_letter(&text);
    let cases = [ann];
    let before = trace_letter(&letter, &cases);
    cite_sources(&mut letter, &before, CitationStyle::Notes, |id| {
        Some(format!("Source {id}"))
    });
    assert_eq!(
        letter.plain_text().lines().nth(1).unwrap(),
        "Ann Lee was sentenced to five years in prison [1]. Nobody heard him [2]. I ask for a fair trial. Born: May 1973 [3]"
    );
    assert_eq!(letter.sources, ["Source a", "Source b", "Source passport"]);
    let facts = |traced: &[SentenceEvidence]| -> Vec<Vec<FactEvidence>> {
        traced
            .iter()
            .map(|sentence| sentence.backing.clone())
            .collect()
    };
    assert_eq!(facts(&trace_letter(&letter, &cases)), facts(&before));
}

#[test]
fn a_source_that_is_not_on_file_is_not_named() {
    let ann = make_case("Ann Lee", "5y", "a");
    let mut letter = make_letter(&format!("# S\n\nAnn Lee: {}.", penalty(&ann)));
    let traced = trace_letter(&letter, &[ann]);
    let before = letter.body.clone();
    cite_sources(&mut letter, &traced, CitationStyle::Notes, |_| None);
    assert_eq!((letter.sources.len(), letter.body), (0, before));
}

#[test]
fn a_request_rests_on_its_demand_and_on_what_calls_for_it() {
    let mut ann =
        Case::from_typed([("id", "ann"), ("name", "Ann Lee"), ("country", "KZ")]).unwrap();
    let held = [
        ("kind", "arrest"),
        ("date", "2018-03-05"),
        ("status", "imprisoned"),
        ("source", "press"),
    ];
    ann.events = vec![Event::from_typed(held).unwrap()];
    let demand = |kind: &str| {
        crate::model::Demand::from_typed([("kind", kind), ("source", "movement")]).unwrap()
    };
    ann.demands = vec![demand("release-immediate"), demand("medical-care")];
    let neglect = [
        ("kind", "medical-neglect"),
        ("private", "no"),
        ("text", "No doctor came."),
        ("source", "report"),
    ];
    ann.concerns = vec![Concern::from_typed(neglect).unwrap()];
    let day = full_day("2021-09-15").unwrap();
    let ann = [PublicCase::disclose_case(&ann, day, &SourceDates::default()).unwrap()];
    let text = "{{#each demands}}- {{text}}\n{{/each}}";
    let template = crate::letters::testing::sample_template(text, &[]);
    let engine = crate::letters::engine::CompiledTemplate::new(&template).unwrap();
    let sender = crate::model::Sender::default();
    let english = crate::letters::LetterLanguage::english();
    let telling = crate::letters::build_context::ContextInput::plain(&english, day, &sender, &ann);
    let context = crate::letters::build_context::build_context(&telling).unwrap();
    let mut letter = crate::letters::testing::empty_letter();
    letter.body = markdown::parse_traced(engine.fill_template(&context).unwrap().markdown).body;
    let traced = trace_letter(&letter, &ann);
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
    let mut told = told;
    told.sort_unstable();
    assert_eq!(
        told,
        [
            (
                "concern",
                "denial of medical care: No doctor came.",
                "report"
            ),
            ("demand", "immediate release", "movement"),
            ("demand", "medical care", "movement"),
        ]
    );
}

#[test]
fn the_note_of_a_narrative_that_rests_on_several_sources_closes_its_paragraph() {
    let told = "Ann Lee is a poet. She wrote.";
    let told_in = |mut case: Case| {
        case.summary = told.parse().ok();
        case.claims.clear();
        let day = full_day("2021-09-15").unwrap();
        let ann = PublicCase::disclose_case(&case, day, &SourceDates::default()).unwrap();
        let text = mark_fact(ann.field_fact("summary"), told);
        let mut letter = make_letter(&format!("# S\n\n{text}"));
        let traced = trace_letter(&letter, &[ann]);
        cite_sources(&mut letter, &traced, CitationStyle::Notes, |id| {
            Some(format!("Source {id}"))
        });
        letter.plain_text().lines().nth(1).unwrap().to_owned()
    };
    let several = (*make_case("Ann Lee", "5y", "a")).clone();
    let mut one = several.clone();
    one.concerns.clear();
    one.events.clear();
    assert_eq!(told_in(one), "Ann Lee is a poet [1]. She wrote [1].");
    assert_eq!(told_in(several), "Ann Lee is a poet. She wrote [1, 2, 3].");
}
