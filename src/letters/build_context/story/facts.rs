//! The facts of one case as sentences, each with the part of the story, the date and the weight it has.

use std::collections::BTreeSet;

use super::court;
use super::opener::capitalize_sentence;
use super::overlap::MeaningWords;
use super::phase::{StoryPhase, weigh_action, weigh_concern, weigh_event};
use super::texts::{
    action_text, concern_text, end_sentence, is_freedom_to_act, name_place, says_it_lasts,
    shared_date,
};
use super::unsaid::state_event;
use super::voice::{StoryVoice, find_voice};
use super::{StoryFact, StorySettings};
use crate::letters::build_context::{ContextInput, event};
use crate::letters::disclosure::PublicCase;
use crate::model::vocabulary::{
    ActionKind, EventKind, OfficialRole, SentenceKind, Status, StatusGroup,
};
use crate::model::{Charge, Event, Fact, Line, PartialDate, Sentence, charge};

/// A sentence of the story that is not placed yet.
#[derive(Debug, Clone)]
pub(crate) struct StorySentence {
    /// Whom it is about, by their place among the people of the story.
    pub people: Vec<usize>,
    pub phase: StoryPhase,
    pub date: Option<PartialDate>,
    /// As it was typed or made, with places for the person.
    pub text: String,
    pub voice: StoryVoice,
    pub weight: u8,
    /// The entries it tells.
    pub facts: Vec<StoryFact>,
    /// What it says, for comparison.
    pub words: MeaningWords,
    /// Whether it says why something is wrong, in words that may only repeat what other entries say.
    pub is_concern: bool,
    /// Whether it says of a freedom what acts that are told say.
    pub is_freedom: bool,
    /// Whether it may be left out where there is no room.
    pub is_firm: bool,
    /// Whether the text around the story tells it.
    pub is_hidden: bool,
    /// Whether a chapter of the story begins with it, and whether one ends.
    pub begins: bool,
    pub ends: bool,
    /// The chapter: a person may be prosecuted more than once.
    pub chapter: usize,
}

/// What is collected of a case.
pub(crate) struct FactCollector<'a> {
    input: &'a ContextInput<'a>,
    settings: &'a StorySettings,
    case: &'a PublicCase,
    at: usize,
    names: &'a BTreeSet<String>,
    sentences: Vec<StorySentence>,
}

impl<'a> FactCollector<'a> {
    pub(crate) fn new(
        input: &'a ContextInput<'a>,
        settings: &'a StorySettings,
        case: &'a PublicCase,
        at: usize,
        names: &'a BTreeSet<String>,
    ) -> Self {
        Self {
            input,
            settings,
            case,
            at,
            names,
            sentences: Vec::new(),
        }
    }

    /// Everything that may be told of the case.
    pub(crate) fn collect(mut self) -> Vec<StorySentence> {
        self.collect_court();
        self.collect_events();
        self.collect_restrictions();
        self.collect_status();
        self.collect_concerns();
        self.collect_actions();
        self.collect_officials();
        self.sentences
    }

    fn push(
        &mut self,
        phase: StoryPhase,
        date: Option<PartialDate>,
        text: String,
        weight: u8,
        facts: Vec<StoryFact>,
    ) -> &mut StorySentence {
        let at = self.sentences.len();
        let mut whole = text.clone();
        if let Some(date) = date {
            whole = format!("{whole} {}", self.input.lang.format_date(date));
        }
        self.sentences.push(StorySentence {
            people: vec![self.at],
            phase,
            date,
            words: MeaningWords::from_text(&whole, self.names),
            text,
            voice: StoryVoice::Plain,
            weight,
            facts,
            is_concern: false,
            is_freedom: false,
            is_firm: false,
            is_hidden: false,
            begins: false,
            ends: false,
            chapter: 0,
        });
        &mut self.sentences[at]
    }

    fn voice_of(&self, fact: &impl Fact, text: &str) -> StoryVoice {
        find_voice(
            self.input.lang,
            &self.settings.writers,
            fact.standing(),
            fact.source(),
            self.input.sources,
            text,
        )
    }

    /// A text in which the writers say “we”; what they say themselves is nobody’s allegation.
    fn say_as_writers(&self, text: String, voice: StoryVoice) -> (String, StoryVoice) {
        let said = self.settings.writers.speak(&text);
        if said == text {
            (text, voice)
        } else {
            (said, StoryVoice::Plain)
        }
    }

    fn fact(&self, list: &'static str, at: usize) -> StoryFact {
        StoryFact {
            person: self.at,
            list,
            at,
        }
    }

    /// Charges and sentences: a conviction stands in one sentence with what was imposed for it.
    fn collect_court(&mut self) {
        let (lang, case) = (self.input.lang, self.case);
        let current = case.sentence_on(self.input.date);
        let standing = charge::filter_current(&case.charges);
        let places = |charges: &[&Charge]| -> Vec<usize> {
            case.charges
                .iter()
                .enumerate()
                .filter(|(_, known)| charges.iter().any(|charge| std::ptr::eq(*charge, *known)))
                .map(|(at, _)| at)
                .collect()
        };
        let (convicted, others): (Vec<&Charge>, Vec<&Charge>) = standing
            .into_iter()
            .partition(|charge| court::is_conviction(charge));
        let first = case
            .sentences
            .iter()
            .filter(|sentence| sentence.changes.is_none())
            .min_by_key(|sentence| (sentence.date.is_none(), sentence.date));
        let folds_into = first.or(current);
        let is_past = current.is_some()
            || self.settings.speaks_in_past(case, self.input)
            || case.status_on(self.input.date).status_group() == Some(StatusGroup::Free);
        let (ended, open): (Vec<&Charge>, Vec<&Charge>) = others
            .into_iter()
            .partition(|charge| court::is_over(charge));
        let end = case
            .events
            .iter()
            .rfind(|event| matches!(event.kind, EventKind::Acquittal | EventKind::ChargeDropped))
            .and_then(|event| event.date);
        for (charges, phase, date) in [
            (open, StoryPhase::Arrest, None),
            (ended, StoryPhase::Trial, end),
        ] {
            let owned: Vec<Charge> = charges.iter().map(|charge| (*charge).clone()).collect();
            let facts = places(&charges)
                .into_iter()
                .map(|at| self.fact("charges", at))
                .collect();
            if let Some(text) = court::tell_charges(lang, &owned, is_past) {
                let date = date.or(shared_date(&owned).filter(|_| current.is_none()));
                let is_hidden = self.settings.without_sentence;
                let said = self.push(phase, date, text, 9, facts);
                said.is_firm = true;
                said.is_hidden = is_hidden;
            }
        }
        let convictions: Vec<Charge> = convicted.iter().map(|charge| (*charge).clone()).collect();
        let told_elsewhere = self.settings.without_sentence;
        for (at, sentence) in case.sentences.iter().enumerate() {
            let is_current = current.is_some_and(|current| std::ptr::eq(current, sentence));
            let folded = folds_into.is_some_and(|first| std::ptr::eq(first, sentence));
            let is_changed = current.is_some_and(|current| {
                current.changes.is_some() && current.changes == sentence.date
            });
            let is_hidden = told_elsewhere && (is_current || is_changed);
            let mine: &[Charge] = if folded { &convictions } else { &[] };
            let mut facts = vec![self.fact("sentences", at)];
            if !mine.is_empty() {
                facts.extend(
                    places(&convicted)
                        .into_iter()
                        .map(|at| self.fact("charges", at)),
                );
            }
            self.collect_sentence(sentence, mine, facts, is_current, is_hidden);
        }
        if folds_into.is_none() && !convictions.is_empty() {
            let facts = places(&convicted)
                .into_iter()
                .map(|at| self.fact("charges", at))
                .collect();
            if let Some(text) = court::tell_charges(lang, &convictions, true) {
                let said = self.push(StoryPhase::Trial, shared_date(&convictions), text, 9, facts);
                said.is_firm = true;
                said.is_hidden = told_elsewhere;
            }
        }
    }

    fn collect_sentence(
        &mut self,
        sentence: &Sentence,
        convictions: &[Charge],
        facts: Vec<StoryFact>,
        is_current: bool,
        is_hidden: bool,
    ) {
        let text = court::tell_sentence(self.input.lang, self.case, sentence, convictions);
        let text = capitalize_sentence(&text);
        let weight = if is_current { 9 } else { 7 };
        let said = self.push(StoryPhase::Trial, sentence.date, text, weight, facts);
        said.is_firm = is_current;
        said.is_hidden = is_hidden;
        said.ends = true;
    }

    fn collect_events(&mut self) {
        let case = self.case;
        for entry in case.events_in_order() {
            if event::is_never_stated(&entry.kind) {
                continue;
            }
            let is_outrun =
                |text: &&Line| says_it_lasts(text.as_str()) && self.has_turned_since(entry);
            let own_words = entry.text.as_ref().filter(|text| !is_outrun(text));
            let own_words = own_words.map(end_sentence);
            let Some(text) = own_words.or_else(|| state_event(entry)) else {
                continue;
            };
            let is_pronounced = self.settings.without_sentence
                && case
                    .sentence_on(self.input.date)
                    .is_some_and(|current| current.date.is_some() && current.date == entry.date)
                && event::is_ruling(&entry.kind);
            let at = case
                .events
                .iter()
                .position(|known| std::ptr::eq(known, entry));
            let facts = at.map(|at| self.fact("events", at)).into_iter().collect();
            let voice = if event::is_ruling(&entry.kind) || entry.kind == EventKind::OfficialDenial
            {
                StoryVoice::Plain
            } else {
                self.voice_of(entry, &text)
            };
            let weight = weigh_event(&entry.kind);
            let phase = StoryPhase::of_event(&entry.kind);
            let is_act = entry.kind.is_act();
            let begins = self.begins_chapter(entry);
            let ends = entry.is_release()
                || event::is_ruling(&entry.kind)
                || matches!(
                    entry.kind,
                    EventKind::Acquittal | EventKind::ChargeDropped | EventKind::CaseClosed
                );
            let (text, voice) = self.say_as_writers(text, voice);
            let said = self.push(phase, entry.date, text, weight, facts);
            said.voice = voice;
            said.is_firm = is_act;
            said.begins = begins;
            said.ends = ends;
            if is_pronounced {
                // The text around the story tells the sentence; what this says beyond it is compared there.
                said.is_concern = true;
                said.weight = 6;
            }
        }
    }

    /// Whether a later event says that the person is in another kind of situation.
    fn has_turned_since(&self, entry: &Event) -> bool {
        let now = self.case.status_event_on(self.input.date);
        let group = |event: &Event| event.status.as_ref().map(Status::status_group);
        now.is_some_and(|now| now.date > entry.date && group(now) != group(entry))
    }

    fn begins_chapter(&self, entry: &Event) -> bool {
        use crate::model::vocabulary::EventKind as E;
        E::ARRESTS.contains(&entry.kind)
            || matches!(entry.kind, E::CaseOpened | E::Charge | E::Threat)
    }

    fn collect_restrictions(&mut self) {
        let case = self.case;
        let mut voices: Vec<(StoryVoice, Vec<usize>)> = Vec::new();
        for (at, restriction) in case.restrictions.iter().enumerate() {
            let text = self.input.lang.describe_restriction(restriction);
            let voice = self.voice_of(restriction, &text);
            match voices.iter_mut().find(|(known, _)| *known == voice) {
                Some((_, places)) => places.push(at),
                None => voices.push((voice, vec![at])),
            }
        }
        for (voice, places) in voices {
            let entries: Vec<_> = places
                .iter()
                .map(|at| (*at, &case.restrictions[*at]))
                .collect();
            for (places, text) in court::tell_restrictions(self.input.lang, &entries) {
                let facts = places
                    .into_iter()
                    .map(|at| self.fact("restrictions", at))
                    .collect();
                let said = self.push(StoryPhase::Detention, None, text, 8, facts);
                said.voice = voice.clone();
            }
        }
    }

    /// Where the person is now.
    fn collect_status(&mut self) {
        let case = self.case;
        if case.situation_is_withheld() || !self.settings.tells_status {
            return;
        }
        let Some(entry) = case.status_event_on(self.input.date) else {
            return;
        };
        let status = case.status_on(self.input.date);
        let is_past = self.settings.speaks_in_past(case, self.input);
        let held_at = case
            .held_at
            .as_ref()
            .filter(|_| status.status_group() == Some(StatusGroup::Detained))
            .filter(|_| status != Status::Disappeared);
        let sentence = case.sentence_on(self.input.date);
        let is_detained = status.status_group() == Some(StatusGroup::Detained);
        let says_itself = if status == Status::Imprisoned {
            sentence.is_some_and(|sentence| sentence.kind == SentenceKind::Prison)
        } else if status == Status::AdministrativeDetention {
            sentence.is_some_and(|sentence| sentence.kind.is_custodial())
        } else if status == Status::RestrictedFreedom {
            sentence.is_some()
        } else if status == Status::Threatened {
            !case.charges.is_empty() || entry.text.is_some()
        } else if matches!(status, Status::Disappeared | Status::PsychiatricDetention) {
            entry.text.is_some()
        } else {
            !is_detained && entry.text.is_some()
        };
        let is_implied = held_at.is_none() && !is_past && says_itself;
        if is_implied || status == Status::Unknown {
            return;
        }
        if status == Status::Deceased && entry.text.is_some() {
            return;
        }
        let text = self.status_sentence(&status, held_at, is_past);
        let at = case
            .events
            .iter()
            .position(|known| std::ptr::eq(known, entry));
        let facts = at.map(|at| self.fact("events", at)).into_iter().collect();
        let is_narrated = self.settings.uses_narrative && case.summary.is_some() && !is_past;
        let said = self.push(StoryPhase::Detention, None, text, 8, facts);
        if !is_narrated {
            said.words = MeaningWords::default();
        }
        said.is_firm = is_past || held_at.is_some();
    }

    fn status_sentence(&self, status: &Status, held_at: Option<&Line>, is_past: bool) -> String {
        let lang = self.input.lang;
        let since = event::held_since(lang, self.case, self.input.date).filter(|_| !is_past);
        let words = lang.describe_status(status, is_past);
        let held = match held_at {
            Some(place) => {
                let place = name_place(place.as_str());
                let verb = if is_past { "was held" } else { "is held" };
                format!("{verb} in {place}")
            }
            None => words,
        };
        let held = match since {
            Some(since) => match held.strip_prefix("is ") {
                Some(rest) => format!("has been {rest} since {since}"),
                None => format!("{held} since {since}"),
            },
            None => held,
        };
        let known = self.case.known_as_of(self.input.date);
        match known {
            Some(known) if is_past => format!("As of {} {{}} {held}.", lang.format_date(known)),
            None if !is_past => format!("{{}} {held}, as far as is known."),
            Some(_) | None => format!("{{}} {held}."),
        }
    }

    fn collect_concerns(&mut self) {
        let case = self.case;
        let tells_acts = case
            .events
            .iter()
            .any(|event| event.kind.is_act() && event.text.is_some());
        for (at, concern) in case.concerns.iter().enumerate() {
            let Some(text) = concern_text(concern) else {
                continue;
            };
            let voice = self.voice_of(concern, &text);
            let (text, voice) = self.say_as_writers(text, voice);
            let facts = vec![self.fact("concerns", at)];
            let phase = StoryPhase::of_concern(&concern.kind);
            let weight = weigh_concern(&concern.kind);
            let is_freedom = is_freedom_to_act(&concern.kind) && tells_acts;
            let said = self.push(phase, concern.date, text, weight, facts);
            said.voice = voice;
            said.is_concern = true;
            said.is_freedom = is_freedom;
        }
    }

    fn collect_actions(&mut self) {
        let case = self.case;
        for (at, action) in case.actions.iter().enumerate() {
            let is_this = action.kind == Some(ActionKind::JointStatement)
                && self.settings.is_statement
                && action.date.is_some_and(|date| {
                    date.may_be_by(self.input.date) && date.months_until(self.input.date) == 0
                });
            if is_this {
                continue;
            }
            let text = action_text(self.input, action);
            let voice = self.voice_of(action, &text);
            let (text, voice) = self.say_as_writers(text, voice);
            let facts = vec![self.fact("actions", at)];
            let weight = weigh_action(action.kind.as_ref());
            let said = self.push(StoryPhase::Others, action.date, text, weight, facts);
            said.voice = voice;
        }
    }

    fn collect_officials(&mut self) {
        let case = self.case;
        for (at, official) in case.officials.iter().enumerate() {
            let is = |role: OfficialRole| official.role == Some(role);
            let role = if is(OfficialRole::Prosecutor) {
                "The prosecutor was"
            } else if is(OfficialRole::Investigator) {
                "The investigator was"
            } else {
                continue;
            };
            if self.settings.without_sentence && official.role == Some(OfficialRole::Prosecutor) {
                continue;
            }
            let office = official
                .office
                .as_ref()
                .map(|office| format!(", {office}"))
                .unwrap_or_default();
            let text = format!("{role} {}{office}.", official.name);
            let facts = vec![self.fact("officials", at)];
            let phase = if official.role == Some(OfficialRole::Investigator) {
                StoryPhase::Arrest
            } else {
                StoryPhase::Trial
            };
            self.push(phase, None, text, 3, facts);
        }
    }
}
