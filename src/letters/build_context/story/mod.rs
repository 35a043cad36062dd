//! The story of a case: what the person did, what was done, why it is wrong, in paragraphs, each fact once.
//!
//! The narrative, where it tells up to the day of the letter; else it is composed from the facts by phase. English alone is
//! composed: a letter in another language has no story and tells its lists.

mod arrange;
mod court;
mod facts;
mod introduce;
mod merge;
mod names;
mod narrative;
mod opener;
mod overlap;
mod phase;
mod subject;
mod texts;
mod unsaid;
mod voice;

use crate::letters::build_context::ContextInput;
use crate::letters::disclosure::PublicCase;
use crate::letters::markdown::escape_markdown;
use crate::letters::schema::MarkdownText;
use crate::letters::words::LetterLanguage;
use crate::model::PartialDate;
use crate::model::vocabulary::ConcernKind;

pub(crate) use introduce::{describe_person, described_facts, introduce_people};
pub(crate) use subject::StoryPerson;
pub(crate) use voice::StoryWriters;

/// A narrative that has this share of the words of a fact tells it.
const TOLD_PERCENT: usize = 50;

/// An entry of one of the people of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StoryFact {
    /// The person’s place among the people of the story.
    pub person: usize,
    /// The list of the case: `events`.
    pub list: &'static str,
    /// The place in that list of what may be told.
    pub at: usize,
}

/// How a story is to be told.
#[derive(Debug, Clone, Default)]
pub(crate) struct StorySettings {
    /// Who writes.
    pub writers: StoryWriters,
    /// For about so many words there is room; without a number everything is told.
    pub room: Option<usize>,
    /// Whether the text around it tells the sentence in force.
    pub without_sentence: bool,
    /// Whether the narrative may stand for it.
    pub uses_narrative: bool,
    /// Whether it says where the person is now.
    pub tells_status: bool,
    /// Whether it stands in a public statement of those who sign.
    pub is_statement: bool,
    /// Whether the text before it has named its people.
    pub is_introduced: bool,
    /// What has been told of others in the same letter.
    pub told_before: Vec<String>,
    /// What of it is told.
    pub part: StoryPart,
    /// Only what names this person is told.
    pub naming: Option<String>,
}

/// A part of what is known, where a text asks for one after the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum StoryPart {
    /// Everything.
    #[default]
    Whole,
    /// What the person did, and what was done.
    Circumstances,
    /// Why it is wrong.
    Reasons,
    /// Who turned to whom for redress, and what other bodies decided or said.
    Remedies,
}

impl StoryPart {
    /// Whether a sentence about these people belongs to it.
    fn holds(self, sentence: &facts::StorySentence, people: &[&PublicCase]) -> bool {
        let is_remedy = |fact: &StoryFact| match fact.list {
            "actions" => true,
            "events" => people
                .get(fact.person)
                .and_then(|case| case.events.get(fact.at))
                .is_some_and(|event| event.kind.is_remedy()),
            _ => false,
        };
        let own = if sentence.is_concern {
            Self::Reasons
        } else if sentence.facts.iter().any(is_remedy) {
            Self::Remedies
        } else {
            Self::Circumstances
        };
        self == Self::Whole || self == own
    }
}

/// A paragraph of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoryParagraph {
    /// The part of the story it begins with; `narrative` for a paragraph of the narrative.
    pub phase: &'static str,
    /// In Markdown.
    pub text: String,
}

/// A story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Story {
    pub paragraphs: Vec<StoryParagraph>,
    /// The facts it tells.
    pub told: Vec<StoryFact>,
    /// The texts it was made of, to be told once in a letter.
    pub texts: Vec<String>,
    /// How many facts there was no room for.
    pub left_out: usize,
    /// Whether the narrative opens by saying who the person is.
    pub introduces: bool,
}

impl StorySettings {
    /// Whether the same text has been told of somebody else; a text with a place for its subject tells of each anew.
    fn is_told_before(&self, sentence: &facts::StorySentence) -> bool {
        !sentence.text.contains(subject::SUBJECT_PLACE)
            && !sentence.text.contains(court::OBJECT_PLACE)
            && self.told_before.contains(&sentence.text)
    }

    /// Whether what is known of the person is too old, or too doubtful, for the present tense.
    fn speaks_in_past(&self, case: &PublicCase, input: &ContextInput<'_>) -> bool {
        let known = case.known_as_of(input.date);
        case.doubt_on(input.date).is_some()
            || known.is_some_and(|known| known.months_until(input.date) > input.fresh_months)
    }
}

impl Story {
    /// Whether it tells a fact of the first of its people.
    pub(crate) fn tells(&self, person: usize, list: &str, at: usize) -> bool {
        self.told
            .iter()
            .any(|fact| fact.person == person && fact.list == list && fact.at == at)
    }
}

/// Tells people in one story: one person, or those with one fate.
pub(crate) fn tell_story(
    input: &ContextInput<'_>,
    settings: &StorySettings,
    people: &[&PublicCase],
) -> Story {
    if !input.lang.is_of_casebook() {
        return Story::default();
    }
    arrange::arrange_story(input, settings, people)
}

/// Whether the narrative of a case opens by saying who the person is.
pub(crate) fn narrative_introduces(case: &PublicCase) -> bool {
    narrative::opens_with_introduction(case)
}

/// Whether a concern is told wherever there is little room.
pub(crate) fn is_grave_concern(kind: &ConcernKind) -> bool {
    phase::weigh_concern(kind) >= arrange::HEAVY || *kind == ConcernKind::NonComplianceWithUn
}

/// A text with the full name in the place of its subject, for a list that is no story.
pub(crate) fn name_subject(text: &str, name: &str) -> String {
    text.replace(subject::SUBJECT_PLACE, name)
}

/// A text with the date of what it tells before it.
pub(crate) fn date_text(lang: &LetterLanguage, date: PartialDate, text: &str) -> String {
    opener::date_sentence(lang, date, text)
}

/// A text of ours as Markdown that prints exactly it.
fn to_markdown(text: &str) -> String {
    escape_markdown(text)
}

/// As a template prints it.
pub(crate) fn paragraph_text(paragraph: &StoryParagraph) -> MarkdownText {
    MarkdownText(Some(paragraph.text.clone()))
}
