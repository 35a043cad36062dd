//! Templates and cases for the tests of this folder.

use super::disclosure::PublicCase;
use super::kind::{PeopleCount, TemplateSettings, TemplateTone};
use super::letter::{Letter, Mail};
use super::template::{Template, TemplateOrigin, TemplateText};
use super::words::LetterLanguage;
use crate::model::date::full_day;
use crate::model::{Case, Charge, Concern, Date, Event, Record, Sentence, SourceDates};

pub(crate) fn sample_day() -> Date {
    full_day("2018-05-01").unwrap()
}

fn sample_text(name: &str, text: &str) -> TemplateText {
    TemplateText {
        name: name.to_owned(),
        origin: TemplateOrigin::Builtin,
        text: text.to_owned(),
    }
}

/// A template about any number of people, written to nobody.
pub(crate) fn sample_template(body: &str, partials: &[(&str, &str)]) -> Template {
    Template {
        kind: "test".to_owned(),
        lang: LetterLanguage::english(),
        settings: TemplateSettings {
            title: "Test".to_owned(),
            about: "A test.".to_owned(),
            register: TemplateTone::Appeal,
            addressed: false,
            people: PeopleCount::Any,
            serves: Vec::new(),
            contacts: false,
            signed: false,
            brief_from: None,
            story_words: None,
            languages: std::collections::BTreeMap::new(),
        },
        text: sample_text("test.md.hbs", body),
        partials: partials
            .iter()
            .map(|(name, body)| ((*name).to_owned(), sample_text(name, body)))
            .collect(),
    }
}

/// A woman in prison, with a private concern and private notes.
pub(crate) fn sample_person(id: &str) -> Case {
    let mut case = Case::from_typed([
        ("id", id),
        ("name", "Aigul Example"),
        ("family_name", "Example"),
        ("country", "KZ"),
        ("gender", "female"),
        ("as_of", "2018-04"),
        ("notes", "ZQSECRETNOTES"),
        ("consent_by", "ZQSECRETAUNT"),
    ])
    .unwrap();
    case.charges =
        vec![Charge::from_typed([("title", "libel"), ("standing", "convicted")]).unwrap()];
    case.sentences = vec![
        Sentence::from_typed([("kind", "prison"), ("date", "2017-05-16"), ("term", "2y")]).unwrap(),
    ];
    case.events = vec![
        Event::from_typed([
            ("kind", "sentence"),
            ("date", "2017-05-16"),
            ("status", "imprisoned"),
        ])
        .unwrap(),
    ];
    case.concerns = vec![
        Concern::from_typed([("kind", "torture"), ("text", "ZQSECRETCONCERN")]).unwrap(),
        Concern::from_typed([("kind", "unfair-trial"), ("text", "Example had no lawyer.")])
            .unwrap(),
    ];
    case
}

/// The same person as she may be told.
pub(crate) fn sample_public_case(id: &str) -> PublicCase {
    PublicCase::disclose_case(&sample_person(id), sample_day(), &SourceDates::default()).unwrap()
}

/// A letter with nothing in it, in English.
pub(crate) fn empty_letter() -> Letter {
    Letter {
        lang: "en".to_owned(),
        kind: "test".to_owned(),
        subject: crate::letters::TracedText::default(),
        sender: Vec::new(),
        recipient: Vec::new(),
        delivery: None,
        reference: None,
        place_and_date: String::new(),
        date: sample_day(),
        salutation: None,
        body: Vec::new(),
        close: None,
        signatories: Vec::new(),
        copies: Vec::new(),
        enclosures: Vec::new(),
        sources: Vec::new(),
        labels: LetterLanguage::english().letter_labels(),
        mail: Mail::default(),
    }
}
