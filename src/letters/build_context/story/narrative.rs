//! The narrative of a case as a letter prints it: the person called as everywhere, the rest as it was written.

use std::collections::BTreeSet;

use super::StorySettings;
use super::overlap::MeaningWords;
use super::subject::{PeopleSpeaker, StoryPerson};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance;

/// A narrative that is told.
pub(super) struct Narrative {
    /// Its paragraphs, in Markdown.
    pub paragraphs: Vec<String>,
    pub words: MeaningWords,
    /// Whether it opens by saying who the person is.
    pub introduces: bool,
}

/// A narrative may be longer by so many words than the room for a story.
const NARRATIVE_SLACK: usize = 60;

impl Narrative {
    /// Whether there is room for it.
    pub(super) fn fits(&self, room: Option<usize>) -> bool {
        let words = self.paragraphs.iter();
        let words: usize = words.map(|text| text.split_whitespace().count()).sum();
        room.is_none_or(|room| words <= room + NARRATIVE_SLACK)
    }
}

pub(super) fn tell_narrative(
    settings: &StorySettings,
    case: &PublicCase,
    person: &StoryPerson,
    names: &BTreeSet<String>,
) -> Option<Narrative> {
    let text = case.summary.as_ref()?.as_str();
    let mut speaker = PeopleSpeaker::new(vec![person.clone()]);
    let paragraphs: Vec<String> = split_paragraphs(text)
        .into_iter()
        .map(|paragraph| {
            speaker.start_paragraph();
            if is_plain(paragraph) {
                let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
                speaker.speak(&settings.writers.speak(&line), Some(0))
            } else {
                paragraph.to_owned()
            }
        })
        .collect();
    Some(Narrative {
        words: MeaningWords::from_text(text, names),
        paragraphs: paragraphs
            .into_iter()
            .map(|paragraph| provenance::mark_fact(case.field_fact("summary"), paragraph))
            .collect(),
        introduces: opens_with_introduction(case),
    })
}

/// Whether the narrative opens by saying who the person is: “Ann Cole is a teacher …”, “Ann Cole, a teacher, …”.
pub(super) fn opens_with_introduction(case: &PublicCase) -> bool {
    let Some(text) = &case.summary else {
        return false;
    };
    let openings = [
        ", ", " is a", " is one", " is the", " was a", " was one", " was the",
    ];
    text.as_str()
        .trim_start()
        .strip_prefix(case.name.as_str())
        .is_some_and(|rest| openings.iter().any(|opening| rest.starts_with(opening)))
}

fn split_paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n'))
        .filter(|paragraph| !paragraph.trim().is_empty())
        .collect()
}

/// Whether a paragraph of Markdown is running text, and no list, heading, quotation or code.
fn is_plain(paragraph: &str) -> bool {
    paragraph.lines().all(|line| {
        let is_numbered = line
            .trim_start()
            .split_once(['.', ')'])
            .is_some_and(|(number, rest)| {
                !number.is_empty()
                    && number.chars().all(|c| c.is_ascii_digit())
                    && rest.starts_with(' ')
            });
        !is_numbered
            && !line.starts_with(['#', '>', '-', '*', '+', '|', '`', '\t'])
            && !line.starts_with("    ")
    })
}
