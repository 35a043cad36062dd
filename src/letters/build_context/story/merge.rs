//! One fact once: what several entries say, of one person or of several, becomes one sentence.

use super::TOLD_PERCENT;
use super::facts::StorySentence;
use super::opener::continue_sentence;
use super::overlap::MeaningWords;
use super::phase::StoryPhase;

/// A concern of which the other sentences have this share of the words is not told again.
const RESTATED_PERCENT: usize = 80;

/// What reads the same of several people is told of them together.
pub(super) fn merge_same_texts(sentences: &mut Vec<StorySentence>) {
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
pub(super) fn merge_twin_actions(sentences: &mut Vec<StorySentence>) {
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
pub(super) fn drop_repeats(sentences: &mut Vec<StorySentence>) {
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
pub(super) fn drop_restated_concerns(sentences: &mut Vec<StorySentence>, people: usize) {
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
