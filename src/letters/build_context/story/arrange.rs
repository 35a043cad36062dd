//! Puts the facts of people into one story: each once, in its part, in order of time, the strongest where there is no room
//! for all.

use std::collections::BTreeSet;

use super::court::OBJECT_PLACE;
use super::facts::{FactCollector, StorySentence};
use super::merge::{drop_repeats, drop_restated_concerns, merge_same_texts, merge_twin_actions};
use super::opener::{date_sentence, join_opening};
use super::overlap::MeaningWords;
use super::phase::StoryPhase;
use super::subject::{PeopleSpeaker, SUBJECT_PLACE, StoryPerson};
use super::voice::Attribution;
use super::{
    Story, StoryFact, StoryParagraph, StorySettings, TOLD_PERCENT, narrative, to_markdown,
};
use crate::letters::build_context::{ContextInput, demand};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{self, FactId};
use crate::model::demand_rules::GroundingFact;
use crate::model::vocabulary::ChargeStanding;
use crate::model::{Charge, Line, PartialDate};

/// So many acts are told wherever there is room for anything.
const FIRM_ACTS: usize = 2;

/// A paragraph of so many words may end where another part of the story begins.
const SHORT_PARAGRAPH: usize = 40;

/// A paragraph of so many words ends with the sentence.
const LONG_PARAGRAPH: usize = 110;

/// Where there is little room, a narrative that has this share of the words of a fact tells it.
const TOLD_BRIEFLY_PERCENT: usize = 40;

/// An act is told by a narrative that has this share of its words.
const TOLD_ACT_PERCENT: usize = 67;

/// Beside a narrative, in a letter for which there is little room, only facts of this weight are told.
pub(super) const HEAVY: u8 = 8;

pub(super) fn arrange_story(
    input: &ContextInput<'_>,
    settings: &StorySettings,
    people: &[&PublicCase],
) -> Story {
    let persons = story_people(input, settings, people);
    let names: BTreeSet<String> = persons.iter().flat_map(StoryPerson::name_words).collect();
    let mut sentences: Vec<StorySentence> = Vec::new();
    for (at, case) in people.iter().enumerate() {
        sentences.extend(FactCollector::new(input, settings, case, at, &names).collect());
    }
    let narrated = match people {
        [case] if settings.uses_narrative => {
            narrative::tell_narrative(settings, case, &persons[0], &names)
                .filter(|narrated| narrated.fits(settings.room))
        }
        _ => None,
    };
    sentences.retain(|sentence| !settings.is_told_before(sentence));
    merge_same_texts(&mut sentences);
    merge_twin_actions(&mut sentences);
    sentences.retain(|sentence| !settings.is_told_before(sentence));
    drop_repeats(&mut sentences);
    drop_restated_concerns(&mut sentences, people.len());
    sentences.retain(|sentence| settings.part.holds(sentence, people));
    if let Some(name) = &settings.naming {
        sentences.retain(|sentence| sentence.text.contains(name.as_str()));
    }
    let grounds = ground_facts(input, people);
    let mut story = Story::default();
    if let Some(narrated) = &narrated {
        let needs_all = settings.room.is_none();
        for sentence in &mut sentences {
            cite_articles_alone(input, sentence, &narrated.words, people);
        }
        let (told, rest): (Vec<_>, Vec<_>) = sentences.into_iter().partition(|sentence| {
            let is_charge = sentence.facts.iter().any(|fact| fact.list == "charges");
            let is_whole =
                !(needs_all || is_charge) || sentence.words.has_firm_words_in(&narrated.words);
            let share = if sentence.phase == StoryPhase::Act {
                TOLD_ACT_PERCENT
            } else if needs_all || is_charge {
                TOLD_PERCENT
            } else {
                TOLD_BRIEFLY_PERCENT
            };
            is_whole && sentence.words.percent_in(&narrated.words) >= share
        });
        story
            .told
            .extend(told.into_iter().flat_map(|sentence| sentence.facts));
        sentences = rest;
        if settings.room.is_some() {
            let is_needed =
                |sentence: &StorySentence| sentence.weight >= HEAVY || rests_on(sentence, &grounds);
            let before: usize = sentences.iter().map(|sentence| sentence.facts.len()).sum();
            sentences.retain(is_needed);
            let after: usize = sentences.iter().map(|sentence| sentence.facts.len()).sum();
            story.left_out += before - after;
        }
    }
    let room = settings.room.map(|room| {
        let used = narrated
            .as_ref()
            .map_or(0, |narrated| count_words(&narrated.paragraphs.join(" ")));
        room.saturating_sub(used)
    });
    if let Some(room) = room {
        story.left_out += fit_room(&mut sentences, room, &grounds);
    }
    number_chapters(&mut sentences);
    move_later_measures(&mut sentences);
    sentences.sort_by_key(|sentence| {
        (
            sentence.chapter,
            sentence.phase,
            sentence.date.is_none(),
            sentence.date,
        )
    });
    story.told.extend(
        sentences
            .iter()
            .flat_map(|sentence| sentence.facts.iter().copied()),
    );
    story
        .texts
        .extend(sentences.iter().map(|sentence| sentence.text.clone()));
    story.told.sort();
    story.told.dedup();
    sentences.retain(|sentence| !sentence.is_hidden);
    if let Some(narrated) = narrated {
        story.introduces = narrated.introduces;
        story
            .paragraphs
            .extend(narrated.paragraphs.into_iter().map(|text| StoryParagraph {
                phase: "narrative",
                text,
            }));
    }
    let mut speaker = PeopleSpeaker::new(persons);
    if !story.paragraphs.is_empty() {
        speaker.introduce_all();
    }
    story
        .paragraphs
        .extend(write_paragraphs(input, &sentences, speaker, people));
    story
}

/// The people of a story, by their full names until it has introduced them.
fn story_people(
    input: &ContextInput<'_>,
    settings: &StorySettings,
    people: &[&PublicCase],
) -> Vec<StoryPerson> {
    let person = |case: &&PublicCase| {
        let person = StoryPerson::from_case(case, input.date);
        if settings.is_introduced {
            person
        } else {
            person.before_introduction()
        }
    };
    people.iter().map(person).collect()
}

/// Of charges that a narrative tells in other words only the articles are left to be told.
fn cite_articles_alone(
    input: &ContextInput<'_>,
    sentence: &mut StorySentence,
    narrated: &MeaningWords,
    people: &[&PublicCase],
) {
    let charges: Vec<Charge> = sentence
        .facts
        .iter()
        .filter(|fact| fact.list == "charges")
        .filter_map(|fact| people.get(fact.person)?.charges.get(fact.at))
        .cloned()
        .collect();
    // What a charge told beside itself stands behind it.
    let is_of_charges = sentence
        .facts
        .first()
        .is_some_and(|fact| fact.list == "charges");
    let titles: Vec<&str> = charges
        .iter()
        .filter_map(|charge| charge.title.as_ref())
        .map(Line::as_str)
        .collect();
    let named = MeaningWords::from_text(&titles.join(". "), &BTreeSet::new());
    let is_named = named.len() > 0 && named.percent_in(narrated) >= TOLD_PERCENT;
    if !is_of_charges || !(is_named || sentence.words.percent_in(narrated) >= TOLD_PERCENT) {
        return;
    }
    let Some(articles) = input.lang.cite_articles(&charges) else {
        return;
    };
    let is_past = [" was ", " were "]
        .iter()
        .any(|verb| sentence.text.contains(verb));
    let is_charged = |charge: &Charge| {
        !matches!(
            charge.standing,
            Some(ChargeStanding::Threatened | ChargeStanding::Witness)
        )
    };
    let rests = match (charges.len() == 1, is_past) {
        _ if !charges.iter().all(is_charged) => "The case is one under",
        (true, false) => "The charge rests on",
        (true, true) => "The charge rested on",
        (false, false) => "The charges rest on",
        (false, true) => "The charges rested on",
    };
    sentence.text = format!("{rests} {articles}.");
    sentence.date = None;
    sentence.words = MeaningWords::from_text(&sentence.text, &BTreeSet::new());
}

/// The entries that a sentence tells, as a letter names them.
fn fact_ids(sentence: &StorySentence, people: &[&PublicCase]) -> Vec<FactId> {
    let name = |fact: &StoryFact| {
        let case = people.get(fact.person)?;
        match fact.list {
            "charges" => case.fact_of(case.charges.get(fact.at)?),
            "sentences" => case.fact_of(case.sentences.get(fact.at)?),
            "restrictions" => case.fact_of(case.restrictions.get(fact.at)?),
            "events" => case.fact_of(case.events.get(fact.at)?),
            "concerns" => case.fact_of(case.concerns.get(fact.at)?),
            "officials" => case.fact_of(case.officials.get(fact.at)?),
            "actions" => case.fact_of(case.actions.get(fact.at)?),
            _ => None,
        }
    };
    sentence.facts.iter().filter_map(name).collect()
}

/// The entries on which what is asked rests.
fn ground_facts(input: &ContextInput<'_>, people: &[&PublicCase]) -> Vec<StoryFact> {
    let mut facts = Vec::new();
    for (person, case) in people.iter().enumerate() {
        let told = input
            .cases
            .iter()
            .find(|told| told.case_id() == case.case_id());
        if told.is_none() {
            continue;
        }
        for ground in demand::find_grounds(input, case) {
            let place = match ground {
                GroundingFact::Concern(concern) => ("concerns", place_of(&case.concerns, concern)),
                GroundingFact::Event(event) => ("events", place_of(&case.events, event)),
                GroundingFact::Action(action) => ("actions", place_of(&case.actions, action)),
            };
            if let (list, Some(at)) = place {
                facts.push(StoryFact { person, list, at });
            }
        }
    }
    facts
}

fn place_of<F>(entries: &[F], entry: &F) -> Option<usize> {
    entries.iter().position(|known| std::ptr::eq(known, entry))
}

fn rests_on(sentence: &StorySentence, grounds: &[StoryFact]) -> bool {
    sentence.facts.iter().any(|fact| grounds.contains(fact))
}

/// Leaves out the weakest facts until the rest has room; tells how many.
fn fit_room(sentences: &mut Vec<StorySentence>, room: usize, grounds: &[StoryFact]) -> usize {
    let mut acts = 0;
    for sentence in sentences
        .iter_mut()
        .filter(|sentence| sentence.phase == StoryPhase::Act)
    {
        acts += 1;
        sentence.is_firm = acts <= FIRM_ACTS;
    }
    let mut left_out = 0;
    loop {
        let used: usize = sentences
            .iter()
            .filter(|sentence| !sentence.is_hidden)
            .map(|sentence| count_words(&sentence.text) + 3)
            .sum();
        if used <= room {
            return left_out;
        }
        let weakest = sentences
            .iter()
            .enumerate()
            .filter(|(_, sentence)| !sentence.is_firm && !rests_on(sentence, grounds))
            .min_by_key(|(at, sentence)| (sentence.weight, std::cmp::Reverse(*at)))
            .map(|(at, _)| at);
        let Some(weakest) = weakest else {
            return left_out;
        };
        left_out += sentences.remove(weakest).facts.len().max(1);
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A new arrest or charge after a sentence or a release begins another chapter; what the person did after that end belongs
/// to it as well, and so does what has no date.
fn number_chapters(sentences: &mut [StorySentence]) {
    let mut dated: Vec<(PartialDate, bool, bool)> = sentences
        .iter()
        .filter_map(|sentence| Some((sentence.date?, sentence.begins, sentence.ends)))
        .collect();
    dated.sort();
    // Where chapters begin, and the end before each.
    let mut borders: Vec<(PartialDate, PartialDate)> = Vec::new();
    let mut ended: Option<PartialDate> = None;
    for (date, begins, ends) in dated {
        if let Some(end) = ended.filter(|end| begins && end.latest_day() < date.earliest_day()) {
            borders.push((date, end));
            ended = None;
        }
        if ends {
            ended = Some(date);
        }
    }
    for sentence in sentences.iter_mut() {
        sentence.chapter = match sentence.date {
            None => borders.len(),
            Some(date) => borders
                .iter()
                .filter(|(begin, end)| {
                    if sentence.phase == StoryPhase::Act {
                        date.earliest_day() > end.latest_day()
                    } else {
                        date >= *begin
                    }
                })
                .count(),
        };
        if sentence.date.is_none() && sentence.phase == StoryPhase::Act {
            sentence.chapter = 0;
        }
    }
}

/// What was done to somebody after the trial is told after it, even where it is of a kind that usually precedes one.
fn move_later_measures(sentences: &mut [StorySentence]) {
    let trials: Vec<(usize, PartialDate)> = sentences
        .iter()
        .filter(|sentence| sentence.phase == StoryPhase::Trial)
        .filter_map(|sentence| Some((sentence.chapter, sentence.date?)))
        .collect();
    for sentence in sentences.iter_mut() {
        let Some(date) = sentence
            .date
            .filter(|_| sentence.phase == StoryPhase::Arrest)
        else {
            continue;
        };
        let mut own = trials
            .iter()
            .filter(|(chapter, _)| *chapter == sentence.chapter)
            .peekable();
        let is_later =
            own.peek().is_some() && own.all(|(_, trial)| trial.latest_day() < date.earliest_day());
        if is_later {
            sentence.phase = StoryPhase::Detention;
        }
    }
}

/// Writes sentences in their order as paragraphs.
fn write_paragraphs(
    input: &ContextInput<'_>,
    sentences: &[StorySentence],
    mut speaker: PeopleSpeaker,
    people: &[&PublicCase],
) -> Vec<StoryParagraph> {
    let mut attribution = Attribution::default();
    let mut paragraphs: Vec<(StoryPhase, String)> = Vec::new();
    let mut before: Option<&StorySentence> = None;
    for sentence in sentences {
        let words = paragraphs.last().map_or(0, |(_, text)| count_words(text));
        let is_new_part = before.is_none_or(|before| {
            before.chapter != sentence.chapter
                || (before.phase != sentence.phase && words >= SHORT_PARAGRAPH)
        });
        if is_new_part || words >= LONG_PARAGRAPH {
            paragraphs.push((sentence.phase, String::new()));
            attribution.start_paragraph();
            speaker.start_paragraph();
            before = None;
        }
        let text = place_people(sentence, &speaker);
        let spoken = speaker.speak(&text, sentence.people.first().copied());
        let dated = match sentence.date {
            Some(date) => date_after(input, before.and_then(|before| before.date), date, &spoken),
            None => spoken,
        };
        let said = attribution.attribute(&sentence.voice, dated);
        if let Some((_, paragraph)) = paragraphs.last_mut() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            let marked = provenance::mark_facts(fact_ids(sentence, people), to_markdown(&said));
            paragraph.push_str(&marked);
        }
        before = Some(sentence);
    }
    paragraphs
        .into_iter()
        .map(|(phase, text)| StoryParagraph {
            phase: phase.slug(),
            text,
        })
        .collect()
}

/// A sentence of several people with their names, and its verb for several.
fn place_people(sentence: &StorySentence, speaker: &PeopleSpeaker) -> String {
    if sentence.people.len() < 2 {
        return sentence.text.clone();
    }
    let names = speaker.list_names(&sentence.people);
    let mut text = sentence.text.clone();
    for (one, several) in [("is", "are"), ("was", "were"), ("has", "have")] {
        text = text.replace(
            &format!("{SUBJECT_PLACE} {one} "),
            &format!("{SUBJECT_PLACE} {several} "),
        );
    }
    text.replace(OBJECT_PLACE, &names)
        .replace(SUBJECT_PLACE, &names)
}

/// A sentence with its date; on the date of the sentence before it, with “the same day”.
fn date_after(
    input: &ContextInput<'_>,
    before: Option<PartialDate>,
    date: PartialDate,
    sentence: &str,
) -> String {
    if before != Some(date) {
        return date_sentence(input.lang, date, sentence);
    }
    let dated = date_sentence(input.lang, date, sentence);
    if dated == sentence {
        return dated;
    }
    let opening = if date.day_of_month().is_some() {
        "On the same day"
    } else if date.to_string().len() > 4 {
        "In the same month"
    } else {
        "In the same year"
    };
    join_opening(opening, sentence)
}
