use std::sync::Arc;

use super::*;
use crate::letters::disclosure::PublicCase;
use crate::letters::{LetterJob, LetterOrder, compose_letter, engine::CompiledTemplate, testing};
use crate::model::{Case, Record, Sender, SourceDates};

/// A letter that nothing is wrong with, to be spoilt.
const GOOD: &str = "# Release of Aigul Example\n\nAigul Example was sentenced in Aktobe on 16 May 2017. I ask you to release her.\n";

struct Scene {
    cases: Vec<PublicCase>,
    office: Recipient,
    sender: Sender,
    settings: TemplateSettings,
    demands: Vec<DemandInfo>,
    letter: Letter,
}

fn make_office(role: &str, country: &str) -> Recipient {
    Recipient::from_typed([
        ("id", "office"),
        ("role", role),
        ("office", "Office"),
        ("country", country),
    ])
    .unwrap()
}

fn make_placed_case() -> Case {
    let mut case = testing::sample_person("a");
    case.place = "Aktobe".parse().ok();
    case
}

fn make_scene(text: &str) -> Scene {
    let mut template = testing::sample_template(text, &[]);
    template.settings.addressed = true;
    template.settings.signed = true;
    let sender = Sender {
        name: "R. Diaz".parse().ok(),
        address: vec!["Calle Mayor 1".parse().unwrap()],
        ..Sender::default()
    };
    let cases = vec![
        PublicCase::disclose_case(
            &make_placed_case(),
            testing::sample_day(),
            &SourceDates::default(),
        )
        .unwrap(),
    ];
    let office = make_office("prosecutor-general", "KZ");
    let engine = CompiledTemplate::new(&template).unwrap();
    let settings = template.settings.clone();
    let order = LetterOrder::plain(testing::sample_day(), sender.clone());
    let job = LetterJob {
        recipient: Some(Arc::new(office.clone())),
        ..LetterJob::new(Arc::new(template), cases.clone().into())
    };
    let letter = compose_letter(&order, &Arc::new(job), &engine)
        .unwrap()
        .unwrap()
        .letter;
    let demands = vec![make_demand("release-immediate")];
    Scene {
        cases,
        office,
        sender,
        settings,
        demands,
        letter,
    }
}

fn make_demand(kind: &str) -> DemandInfo {
    DemandInfo {
        kind: kind.to_owned(),
        text: format!("the {kind}"),
        heading: kind.to_owned(),
        infinitive: None,
        direct: None,
        clause: None,
    }
}

impl Scene {
    fn advice_on(&self, pages: usize) -> Vec<PreflightFinding> {
        let ground = LetterParties {
            cases: &self.cases,
            recipient: Some(&self.office),
            sender: &self.sender,
        };
        let Self {
            letter,
            settings,
            demands,
            ..
        } = self;
        give_advice(&LetterReview {
            letter,
            lang: &LetterLanguage::english(),
            settings,
            ground,
            demands,
            pages,
            last_lines: 20,
        })
    }

    /// The advice on a letter of so many pages, without what is said of every letter about the person.
    fn own_advice(&self, pages: usize) -> Vec<PreflightFinding> {
        let all = self.advice_on(pages).into_iter();
        all.filter(|finding| !is_said_of_everybody(&finding.what))
            .collect()
    }

    #[track_caller]
    fn expect_advice(&self, expected: &[&str]) {
        let said: Vec<String> = self
            .own_advice(1)
            .into_iter()
            .map(|finding| finding.what)
            .collect();
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        said.iter()
            .zip(expected)
            .for_each(|(said, part)| assert!(said.contains(part), "{said}"));
    }
}

/// What is said of every letter about the person of these tests: that one fact is private, and that no law is named.
fn is_said_of_everybody(what: &str) -> bool {
    what.starts_with("no law is named") || what.ends_with("kept back as private")
}

#[test]
fn a_good_letter_needs_no_advice() {
    make_scene(GOOD).expect_advice(&[]);
}

#[test]
fn a_letter_about_one_person_has_one_page_unless_it_is_a_complaint() {
    let mut long = make_scene(GOOD);
    assert_eq!(
        long.own_advice(2)[0].what,
        "the letter has 2 pages; one page about one person is read"
    );
    long.office = make_office("un-working-group", "KZ");
    long.demands = vec![make_demand("public-statement")];
    assert_eq!(long.own_advice(2), []);
    let mut joint = make_scene(GOOD);
    joint.cases.push(joint.cases[0].clone());
    assert_eq!(joint.own_advice(2), []);
}

#[test]
fn name_date_and_place_are_missed() {
    make_scene("# Example\n\nExample was sentenced in Aktobe in 2017.")
        .expect_advice(&["Aigul Example is nowhere named in full"]);
    make_scene("# Aigul Example\n\nShe was sentenced in Aktobe on 16 May.")
        .expect_advice(&["no date is told"]);
    make_scene("# Aigul Example\n\nShe was sentenced in 2017.")
        .expect_advice(&["no place is told"]);
    let advice = make_scene("# Aigul Example\n\nShe was sentenced in 2017.").own_advice(1);
    assert_eq!(
        advice[0].fix.as_deref(),
        Some("cases update a --set held_at=\"PLACE\"")
    );
}

#[test]
fn requests_are_few_and_can_be_granted() {
    let mut scene = make_scene(GOOD);
    scene.demands.clear();
    scene.expect_advice(&["asks for nothing in particular"]);
    scene.demands = vec![make_demand("release-immediate"); 4];
    scene.expect_advice(&["asks for 4 things"]);
    scene.demands = vec![make_demand("medical-care")];
    scene.expect_advice(&["nothing that can be told calls for “the medical-care”"]);
    scene.demands = vec![make_demand("personal-sanctions")];
    scene.expect_advice(&["Office cannot grant “the personal-sanctions”"]);
}

#[test]
fn an_appeal_is_courteous_and_a_protest_need_not_be() {
    let mut loud =
        make_scene(&GOOD.replace("I ask you", "This so-called justice is ABSURD! I ask you"));
    loud.expect_advice(&[
        "exclamation mark",
        "“ABSURD” stands in capitals",
        "“absurd” accuses",
        "“so-called” accuses",
    ]);
    loud.settings.register = TemplateTone::Protest;
    loud.expect_advice(&[]);
}

#[test]
fn the_law_of_kazakhstan_needs_a_name_and_an_address() {
    let mut scene = make_scene(GOOD);
    scene.sender.address.clear();
    let advice = scene.own_advice(1);
    assert_eq!(
        (advice.len(), advice[0].level),
        (1, PreflightLevel::Missing)
    );
    assert_eq!(
        advice[0].fix.as_deref(),
        Some("cases init --address \"STREET\" --address \"TOWN\"")
    );
    scene.letter.signatories.clear();
    scene.expect_advice(&["name and postal address; by the law of Kazakhstan"]);
    scene.office = make_office("prosecutor-general", "AZ");
    assert_eq!(scene.own_advice(1)[0].level, PreflightLevel::Note);
    scene.settings.addressed = false;
    scene.expect_advice(&[]);
}

#[test]
fn a_gap_and_a_letter_without_a_day_are_told() {
    let mut scene = make_scene(&GOOD.replace("in Aktobe", "in {{case.held_at}}, Aktobe"));
    scene.expect_advice(&["⟦held at⟧ is left in the letter"]);
    scene.letter.place_and_date = "Dublin".to_owned();
    scene.expect_advice(&["no date stands on the letter", "⟦held at⟧"]);
}

#[test]
fn the_request_stands_first() {
    let text = "# The case of Aigul Example\n\nAigul Example was sentenced in Aktobe on 16 May 2017.\n\nI ask you to release her.\n";
    make_scene(text).expect_advice(&[
        "the first paragraph asks for nothing",
        "the subject does not say",
    ]);
}

#[test]
fn a_fact_is_told_once() {
    let twice = "She was refused every visit by relatives since winter.";
    make_scene(&format!("{GOOD}\n{twice}\n\n{twice}\n"))
        .expect_advice(&["a fact is told twice: “She was refused every visit"]);
}

#[test]
fn nothing_is_spoken_of_that_was_not_introduced() {
    make_scene(&format!(
        "{GOOD}\nThe court did not examine the photograph.\n"
    ))
    .expect_advice(&["“the photograph” stands in the letter"]);
    make_scene(&format!(
        "{GOOD}\nShe posted a photograph. The court did not examine the photograph.\n"
    ))
    .expect_advice(&[]);
}

#[test]
fn a_treaty_is_cited_to_those_whom_it_binds() {
    let cited = format!("{GOOD}\nThe European Convention on Human Rights protects her.\n");
    make_scene(&cited).expect_advice(&["that it binds Kazakhstan on this day is not known"]);
    make_scene(&cited.replace(
        "European Convention on Human Rights",
        "International Covenant on Civil and Political Rights",
    ))
    .expect_advice(&[]);
}

#[test]
fn a_statement_about_somebody_held_asks_for_the_release() {
    let mut scene =
        make_scene("# Aigul Example\n\nAigul Example was sentenced in Aktobe on 16 May 2017.");
    scene.settings.addressed = false;
    scene.settings.register = TemplateTone::Statement;
    scene.demands.clear();
    let mut held = make_placed_case();
    held.events = vec![
        crate::model::Event::from_typed([
            ("kind", "arrest"),
            ("date", "2018-03"),
            ("status", "imprisoned"),
        ])
        .unwrap(),
    ];
    scene.cases = vec![
        PublicCase::disclose_case(&held, testing::sample_day(), &SourceDates::default()).unwrap(),
    ];
    scene.expect_advice(&["does not ask for the release"]);
}
