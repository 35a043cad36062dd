//! Puts the facts of people into one story: each once, in its part, in order of time, the strongest where there is no room
//! for all.

use std::collections::BTreeSet;

use super::court::OBJECT_PLACE;
use super::facts::{FactCollector, StorySentence};
use super::opener::{continue_sentence, date_sentence, join_opening};
use super::overlap::MeaningWords;
use super::phase::StoryPhase;
use super::subject::{PeopleSpeaker, SUBJECT_PLACE, StoryPerson};
use super::voice::Attribution;
use super::{Story, StoryFact, StoryParagraph, StorySettings, narrative, to_markdown};
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

/// A narrative that has this share of the words of a fact tells it.
const TOLD_PERCENT: usize = 50;

/// Where there is little room, a narrative that has this share of the words of a fact tells it.
const TOLD_BRIEFLY_PERCENT: usize = 40;

/// An act is told by a narrative that has this share of its words.
const TOLD_ACT_PERCENT: usize = 67;

/// A concern of which the other sentences have this share of the words is not told again.
const RESTATED_PERCENT: usize = 80;

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

/// What reads the same of several people is told of them together.
fn merge_same_texts(sentences: &mut Vec<StorySentence>) {
    let mut merged: Vec<StorySentence> = Vec::new();
    for sentence in sentences.drain(..) {
        let same = merged.iter_mut().find(|known| {
            known.text == sentence.text
                && known.date == sentence.date
                && known.voice == sentence.voice
        });
        match same {
            Some(known) => {
                for person in sentence.people {
                    if !known.people.contains(&person) {
                        known.people.push(person);
                    }
                }
                known.facts.extend(sentence.facts);
                known.is_firm |= sentence.is_firm;
                known.weight = known.weight.max(sentence.weight);
            }
            None => merged.push(sentence),
        }
    }
    *sentences = merged;
}

/// What two bodies did in the same words is told of both: “The Union and the delegation protested …”.
fn merge_twin_actions(sentences: &mut Vec<StorySentence>) {
    let mut at = 0;
    while at < sentences.len() {
        let twin = (at + 1..sentences.len())
            .find_map(|other| Some((other, twin_text(&sentences[at], &sentences[other])?)));
        let Some((other, text)) = twin else {
            at += 1;
            continue;
        };
        let gone = sentences.remove(other);
        let kept = &mut sentences[at];
        kept.text = text;
        kept.facts.extend(gone.facts);
        kept.words.join(&gone.words);
        kept.is_firm |= gone.is_firm;
        kept.weight = kept.weight.max(gone.weight);
    }
}

/// So many words at least end both of two sentences that are one but for who acts.
const TWIN_WORDS: usize = 6;

/// So many words at most name who acts.
const ACTOR_WORDS: usize = 9;

/// One sentence for two actions that differ in who acts alone; none for any other two.
fn twin_text(one: &StorySentence, other: &StorySentence) -> Option<String> {
    let is_action = |sentence: &StorySentence| {
        !sentence.facts.is_empty() && sentence.facts.iter().all(|fact| fact.list == "actions")
    };
    let are_alike = is_action(one)
        && is_action(other)
        && (&one.people, one.date, &one.voice) == (&other.people, other.date, &other.voice);
    if !are_alike || one.text == other.text {
        return None;
    }
    let first: Vec<&str> = one.text.split(' ').collect();
    let second: Vec<&str> = other.text.split(' ').collect();
    let ends = first.iter().rev().zip(second.iter().rev());
    let shared = ends.take_while(|(one, other)| one == other).count();
    let (actor, rest) = first.split_at(first.len() - shared);
    let (other_actor, _) = second.split_at(second.len() - shared);
    let names_actor = |words: &[&str]| {
        let joined = words.join(" ");
        (1..=ACTOR_WORDS).contains(&words.len()) && !joined.contains([',', ';', ':', '{', '.'])
    };
    if shared < TWIN_WORDS || !names_actor(actor) || !names_actor(other_actor) {
        return None;
    }
    let verb = match *rest.first()? {
        "has" => "have",
        verb if verb == "have" || verb.ends_with("ed") => verb,
        _ => return None,
    };
    let actor = actor.join(" ");
    let joined = continue_sentence(&other_actor.join(" "));
    Some(format!(
        "{actor} and {joined} {verb} {}",
        rest[1..].join(" ")
    ))
}

/// Takes out sentences whose fact another one tells; that one stands for both.
fn drop_repeats(sentences: &mut Vec<StorySentence>) {
    let mut at = 0;
    while at < sentences.len() {
        let teller = (0..sentences.len())
            .filter(|other| *other != at)
            .find(|other| may_stand_for(&sentences[*other], &sentences[at]));
        let Some(teller) = teller else {
            at += 1;
            continue;
        };
        let gone = sentences.remove(at);
        let kept = &mut sentences[if teller > at { teller - 1 } else { teller }];
        kept.facts.extend(gone.facts);
        kept.date = kept.date.or(gone.date.filter(|_| gone.phase == kept.phase));
        kept.is_firm |= gone.is_firm;
        kept.begins |= gone.begins;
        kept.ends |= gone.ends;
        kept.weight = kept.weight.max(gone.weight);
        at = 0;
    }
}

/// Whether one sentence tells all that another tells.
fn may_stand_for(kept: &StorySentence, gone: &StorySentence) -> bool {
    let is_of_same_people = gone
        .people
        .iter()
        .all(|person| kept.people.contains(person));
    let agree = match (kept.date, gone.date) {
        (Some(one), Some(other)) => {
            one.earliest_day() <= other.latest_day() && other.earliest_day() <= one.latest_day()
        }
        _ => true,
    };
    if gone.is_hidden
        || !is_of_same_people
        || !agree
        || gone.words.len() == 0
        || !gone.words.is_told_by(&kept.words)
    {
        return false;
    }
    let is_act = gone.phase == StoryPhase::Act;
    if kept.is_concern && !gone.is_concern {
        return !is_act && !gone.is_firm && gone.words.percent_in(&kept.words) == 100;
    }
    if is_act && kept.phase != StoryPhase::Act {
        return false;
    }
    // Of two that tell the same, the one with more to say stands; of two alike, the first.
    let is_mutual = kept.words.is_told_by(&gone.words);
    if is_mutual && kept.is_concern == gone.is_concern {
        return kept.is_firm && !gone.is_firm
            || kept.is_firm == gone.is_firm && kept.words.len() >= gone.words.len();
    }
    true
}

/// Takes out concerns that say only what the events, charges, sentences and decisions say already.
fn drop_restated_concerns(sentences: &mut Vec<StorySentence>, people: usize) {
    for person in 0..people {
        let mut union = MeaningWords::default();
        for sentence in sentences.iter().filter(|sentence| !sentence.is_concern) {
            if sentence.people.contains(&person) {
                union.join(&sentence.words);
            }
        }
        let is_restated = |sentence: &StorySentence| {
            sentence.is_concern
                && sentence.people == [person]
                && sentence.words.len() > 2
                && sentence.words.percent_in(&union)
                    >= if sentence.is_freedom {
                        TOLD_PERCENT
                    } else {
                        RESTATED_PERCENT
                    }
                && sentence.words.has_firm_words_in(&union)
        };
        let gone: Vec<StorySentence> = sentences
            .iter()
            .filter(|sentence| is_restated(sentence))
            .cloned()
            .collect();
        sentences.retain(|sentence| !is_restated(sentence));
        let facts = gone.into_iter().flat_map(|sentence| sentence.facts);
        if let Some(kept) = sentences
            .iter_mut()
            .find(|kept| !kept.is_concern && kept.people.contains(&person))
        {
            kept.facts.extend(facts);
        }
    }
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
