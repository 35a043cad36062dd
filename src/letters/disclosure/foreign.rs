//! The same case for a letter in another language: by a name in its script, without texts that are not in it.

use std::borrow::Cow;

use super::PublicCase;
use crate::letters::words::LetterLanguage;
use crate::model::Case;
use crate::model::vocabulary::{
    ActionKind, ConcernKind, DemandKind, EventKind, RestrictionKind, Status, StatusGroup,
};

impl PublicCase {
    /// The case as a letter in this language tells it: under a name in the script of the language, if there is one; of
    /// the casebook’s own texts, those that are in the language.
    pub fn in_words_of(&self, lang: &LetterLanguage) -> Cow<'_, Self> {
        let native = self.name_native.as_ref().filter(|native| {
            !lang.uses_script_of(self.name.as_str()) && lang.uses_script_of(native.as_str())
        });
        if native.is_none() && lang.is_of_casebook() {
            return Cow::Borrowed(self);
        }
        let mut told = self.clone();
        if let Some(native) = native {
            told.told.name = native.clone();
            told.told.family_name = None;
        }
        told.told
            .aliases
            .retain(|alias| lang.uses_script_of(alias.as_str()));
        if !lang.is_of_casebook() {
            take_texts(&mut told);
        }
        Cow::Owned(told)
    }

    /// Whether no name in the script of the language is known.
    pub fn lacks_name_in(&self, lang: &LetterLanguage) -> bool {
        !self
            .iter_names()
            .take(1)
            .chain(&self.name_native)
            .any(|name| lang.uses_script_of(name.as_str()))
    }

    /// How many of the casebook’s own texts a letter in this language leaves out.
    pub fn texts_left_out(&self, lang: &LetterLanguage) -> usize {
        if lang.is_of_casebook() {
            0
        } else {
            take_texts(&mut self.clone())
        }
    }
}

/// Takes out all texts of the casebook’s own, and entries that say nothing without theirs; tells how many texts went.
fn take_texts(public: &mut PublicCase) -> usize {
    let mut taken = 0;
    let mut count = |was: bool| taken += usize::from(was);
    // Taken apart by name, so that a new text has to be spoken of here.
    let Case {
        occupation,
        place,
        held_at,
        summary,
        charges,
        sentences,
        restrictions,
        events,
        concerns,
        demands,
        officials,
        actions,
        // Names of people and organisations stay, so do words of vocabularies, dates, ids, and what is never told.
        name: _,
        name_native: _,
        family_name: _,
        given_name: _,
        aliases: _,
        organisation: _,
        pseudonym: _,
        country: _,
        gender: _,
        category: _,
        categories: _,
        groups: _,
        tags: _,
        born: _,
        as_of: _,
        as_of_basis: _,
        summary_until: _,
        id: _,
        old_ids: _,
        uid: _,
        rev: _,
        publicity: _,
        consent: _,
        consent_by: _,
        embargo: _,
        private_fields: _,
        notes: _,
        claims: _,
    } = &mut public.told;
    for text in [occupation, place, held_at] {
        count(text.take().is_some());
    }
    count(summary.take().is_some());
    charges.iter().for_each(|_| count(true));
    for sentence in sentences {
        count(sentence.court.take().is_some());
        sentence
            .additional
            .iter_mut()
            .for_each(|penalty| count(penalty.text.take().is_some()));
    }
    let texts = restrictions
        .iter_mut()
        .map(|restriction| &mut restriction.text)
        .chain(events.iter_mut().map(|event| &mut event.text))
        .chain(concerns.iter_mut().map(|concern| &mut concern.text))
        .chain(demands.iter_mut().map(|demand| &mut demand.text))
        .chain(officials.iter_mut().map(|official| &mut official.office))
        .chain(actions.iter_mut().map(|action| &mut action.text));
    texts.for_each(|text| count(text.take().is_some()));
    take_places(public);
    public.retain_entries(
        |case| &mut case.restrictions,
        |restriction| restriction.kind != RestrictionKind::Unclassified,
    );
    let mut told = Vec::new();
    public.retain_entries(
        |case| &mut case.concerns,
        |concern| {
            let is_new = concern.kind != ConcernKind::Unclassified && !told.contains(&concern.kind);
            told.push(concern.kind.clone());
            is_new
        },
    );
    public.retain_entries(
        |case| &mut case.demands,
        |demand| demand.kind != DemandKind::Unclassified,
    );
    public.retain_entries(
        |case| &mut case.actions,
        |action| action.kind.as_ref().is_some_and(says_itself),
    );
    taken
}

/// Takes out what happened to somebody who went abroad and of which no state is known: without its text it would be told
/// as if it had happened at home.
fn take_places(public: &mut PublicCase) {
    let is_abroad = |status: &Status| {
        *status == Status::ExtraditionDetention
            || status.status_group() == Some(StatusGroup::Abroad)
    };
    if public
        .events
        .iter()
        .any(|event| event.status.as_ref().is_some_and(is_abroad))
    {
        public.retain_entries(
            |case| &mut case.events,
            |event| {
                event.country.is_some() || event.status.is_some() || !event.kind.needs_its_state()
            },
        );
        for event in public
            .told
            .events
            .iter_mut()
            .filter(|event| event.country.is_none() && event.kind.needs_its_state())
        {
            event.kind = EventKind::StatusNoted;
        }
    }
}

/// Whether the name of a kind says what the others decided or said: who refused an extradition, what INTERPOL or a court
/// decided, it does not.
fn says_itself(kind: &ActionKind) -> bool {
    match kind {
        ActionKind::UnOpinion
        | ActionKind::UnViews
        | ActionKind::UnUrgentAppeal
        | ActionKind::EpResolution
        | ActionKind::Recognition
        | ActionKind::ObserverMission
        | ActionKind::ForeignStatement
        | ActionKind::JointStatement => true,
        ActionKind::CourtDecision
        | ActionKind::ExtraditionRefusal
        | ActionKind::Protection
        | ActionKind::InterpolDecision
        | ActionKind::Appeal
        | ActionKind::Unclassified
        | ActionKind::Other(_) => false,
    }
}
