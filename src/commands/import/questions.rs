//! Who somebody in a file is, where nobody but a person can tell.

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::import::imported_case::ImportedCase;
use crate::commands::shared::choose;
use crate::model::person_match::LikenessProfile;
use crate::model::{Id, search_key};

/// How many questions are told; the rest are counted.
const MOST_TOLD: usize = 20;

/// A record of a file that may be of several people.
#[derive(Debug, Clone)]
pub(super) struct IdentityQuestion {
    /// What the record is called: `row 7`.
    place: String,
    /// Who it is in the file.
    person: LikenessProfile,
    /// Who it may be here.
    people: Vec<LikenessProfile>,
    why: String,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IdentityAnswer {
    /// It is the person of this case.
    Is(Id),
    /// It is somebody who is not here yet.
    New,
}

/// The answers so far, by the place of the record.
#[derive(Debug, Default)]
pub(super) struct IdentityAnswers(BTreeMap<String, IdentityAnswer>);

impl IdentityQuestion {
    pub(super) fn new(
        wanted: &ImportedCase<'_>,
        people: Vec<LikenessProfile>,
        why: String,
    ) -> Self {
        Self {
            place: wanted.place.clone(),
            person: LikenessProfile::from_case(wanted.case),
            people,
            why,
        }
    }

    /// `row 7, Chen Li: its name fits chen-li (Chen Li, born 1967) and chen-li-2 (Chen Li)`
    fn to_line(&self) -> String {
        let people: Vec<String> = self
            .people
            .iter()
            .map(|person| format!("{} is {}", person.id, describe_person(person)))
            .collect();
        format!(
            "{}, {}: {} ({})",
            self.place,
            describe_person(&self.person),
            self.why,
            people.join("; ")
        )
    }
}

impl IdentityAnswers {
    /// What was answered for a record.
    pub(super) fn find_answer(&self, place: &str) -> Option<&IdentityAnswer> {
        self.0.get(place)
    }

    /// Asks a person, one question after the other.
    pub(super) fn ask_questions(
        &mut self,
        app: &App,
        questions: &[IdentityQuestion],
    ) -> Result<(), Error> {
        for question in questions {
            let known = question
                .people
                .iter()
                .map(|person| format!("{}  ({})", describe_person(person), person.id));
            let items: Vec<String> = known
                .chain(["Somebody who is not here yet".to_owned()])
                .collect();
            let text = format!(
                "{}: {}. Who is it?",
                question.place,
                describe_person(&question.person)
            );
            let chosen = choose::pick_one(app, &text, &items)?;
            let answer = question
                .people
                .get(chosen)
                .map_or(IdentityAnswer::New, |person| {
                    IdentityAnswer::Is(person.id.clone())
                });
            self.0.insert(question.place.clone(), answer);
        }
        Ok(())
    }
}

/// That nobody could be asked.
pub(super) fn unanswered_error(questions: &[IdentityQuestion]) -> Error {
    let what = match questions.len() {
        1 => "It is not certain who one of the file is; nothing was taken in".to_owned(),
        count => format!("It is not certain who {count} of the file are; nothing was taken in"),
    };
    let more = questions.len().saturating_sub(MOST_TOLD);
    let rest = (more > 0).then(|| format!("and {more} more"));
    let mut ids: Vec<&Id> = questions
        .iter()
        .flat_map(|question| &question.people)
        .map(|person| &person.id)
        .collect();
    ids.sort_by_key(|id| search_key::build_search_key(id.as_str()));
    ids.dedup();
    let error = Error::conflict(what)
        .with_reason(
            "Facts of one person must not land on another. Say who it is: a column id with the id of the case, another id \
             for somebody else, or a date of birth. If what is here is wrong, mend it first with cases update",
        )
        .with_details(questions.iter().take(MOST_TOLD).map(IdentityQuestion::to_line).chain(rest));
    ids.iter().take(2).fold(error, |error, id| {
        error.try_with(format!("cases show {id}"))
    })
}

/// A person in a few words: the name, and what tells them from others.
fn describe_person(person: &LikenessProfile) -> String {
    let born = person.born.map(|born| format!("born {born}"));
    let gender = person.gender.as_ref().map(ToString::to_string);
    let name = person.names.first().cloned().unwrap_or_default();
    std::iter::once(name)
        .chain(born)
        .chain(gender)
        .collect::<Vec<_>>()
        .join(", ")
}
