//! What happened, in order of time.

use crate::letters::context::{EventInfo, MomentInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{self, adopt_marks, mark_facts, reads_same};
use crate::letters::words::LetterLanguage;
use crate::model::demand_rules::GroundingFact;
use crate::model::vocabulary::{EventKind, Standing, Status, StatusGroup, Vocabulary};
use crate::model::{Date, Event, PartialDate, Sentence};

/// The acts of the person, or the other events, what reads the same once; a mere note of the status is none.
pub(crate) fn event_infos(lang: &LetterLanguage, case: &PublicCase, acts: bool) -> Vec<EventInfo> {
    let events = case
        .events_in_order()
        .into_iter()
        .filter(|event| event.kind.is_act() == acts);
    let mut infos: Vec<EventInfo> = events
        .filter_map(|event| event_info(lang, case, event))
        .collect();
    infos.dedup_by(|next, told| {
        let is_same = is_told_by(next, told);
        if is_same {
            adopt_event(told, next);
        }
        is_same
    });
    infos
}

/// What happened to any of the people, each event once, in order of time.
pub(crate) fn shared_events(lang: &LetterLanguage, cases: &[&PublicCase]) -> Vec<EventInfo> {
    let mut events: Vec<(Option<PartialDate>, EventInfo)> = Vec::new();
    for case in cases {
        for event in case
            .events_in_order()
            .into_iter()
            .filter(|event| !event.kind.is_act())
        {
            let Some(info) = event_info(lang, case, event) else {
                continue;
            };
            let same = |known: &&mut (Option<PartialDate>, EventInfo)| {
                known.0 == event.date && reads_same(&known.1.text, &info.text)
            };
            match events.iter_mut().find(same) {
                Some((_, known)) => adopt_event(known, &info),
                None => events.push((event.date, info)),
            }
        }
    }
    events.sort_by_key(|(date, _)| *date);
    events.into_iter().map(|(_, info)| info).collect()
}

/// Whether two events say the same of the same date.
fn is_told_by(next: &EventInfo, told: &EventInfo) -> bool {
    reads_same(&next.text, &told.text) && is_same_date(next.date.as_ref(), told.date.as_ref())
}

fn is_same_date(one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => reads_same(one, other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Lets what is told of one event stand for another that says the same.
fn adopt_event(told: &mut EventInfo, other: &EventInfo) {
    told.text = adopt_marks(&told.text, &other.text);
    for (told, other) in [
        (&mut told.date, &other.date),
        (&mut told.on_date, &other.on_date),
    ] {
        if let (Some(told), Some(other)) = (told, other) {
            *told = adopt_marks(told, other);
        }
    }
}

/// The dated ones of events in order of time, those of one date together.
pub(crate) fn build_timeline(lang: &LetterLanguage, events: &[EventInfo]) -> Vec<MomentInfo> {
    let mut moments: Vec<MomentInfo> = Vec::new();
    for event in events.iter().filter(|event| event.date.is_some()) {
        match moments
            .last_mut()
            .filter(|moment| is_same_date(moment.date.as_ref(), event.date.as_ref()))
        {
            Some(moment) => {
                moment.text = provenance::join_marked(&moment.text, &event.text, |told, next| {
                    lang.join_events(told, next)
                });
                for (known, other) in [
                    (&mut moment.date, &event.date),
                    (&mut moment.on_date, &event.on_date),
                ] {
                    if let (Some(known), Some(other)) = (known, other) {
                        *known = adopt_marks(known, other);
                    }
                }
            }
            None => moments.push(MomentInfo {
                date: event.date.clone(),
                on_date: event.on_date.clone(),
                text: event.text.clone(),
            }),
        }
    }
    moments
}

/// An event that has something to tell.
pub(crate) fn event_info(
    lang: &LetterLanguage,
    case: &PublicCase,
    event: &Event,
) -> Option<EventInfo> {
    (!is_never_stated(&event.kind)).then_some(())?;
    let fact = case.fact_of(event);
    let mark = |words: String| mark_facts(fact, words);
    Some(EventInfo {
        kind: event.kind.slug().to_owned(),
        text: {
            let text = lang.describe_event(event)?;
            let text = super::story::name_subject(&text, case.name.as_str());
            mark(attribute_event(lang, event, text))
        },
        date: event.date.map(|date| mark(lang.format_date(date))),
        on_date: event.date.map(|date| mark(lang.on_date(date))),
        sentencing: is_sentencing(case, event),
        remedy: event.kind.is_remedy(),
        alleged: event.standing == Some(Standing::Alleged),
        official: event.standing == Some(Standing::Official),
    })
}

/// Whether a letter in the language tells an event.
pub fn can_state_event(lang: &LetterLanguage, event: &Event) -> bool {
    !is_never_stated(&event.kind) && lang.describe_event(event).is_some()
}

/// Whether a fact says something in the language: a text, or a word that says it all.
pub(crate) fn can_state_ground(lang: &LetterLanguage, ground: GroundingFact<'_>) -> bool {
    match ground {
        GroundingFact::Concern(_) | GroundingFact::Action(_) => true,
        GroundingFact::Event(event) => can_state_event(lang, event),
    }
}

/// What is told of an event, as it stands; that a denial is the authorities’ own says itself.
fn attribute_event(lang: &LetterLanguage, event: &Event, text: String) -> String {
    let standing = event
        .standing
        .as_ref()
        .filter(|_| event.kind != EventKind::OfficialDenial);
    lang.attribute_claim(standing, text)
}

/// A mere note of the status has nothing to tell; what was said under pressure does not come this far.
pub(crate) fn is_never_stated(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::StatusNoted
            | EventKind::StatusBegan
            | EventKind::RepentanceVideo
            | EventKind::ForcedConfession
    )
}

/// Whether the event is the pronouncement of one of the sentences of the case.
fn is_sentencing(case: &PublicCase, event: &Event) -> bool {
    case.sentences
        .iter()
        .any(|sentence| is_pronouncement_of(event, sentence))
}

/// Whether a court pronounced or changed a sentence with it.
pub(crate) fn is_ruling(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Sentence | EventKind::AppealRuling | EventKind::CassationRuling
    )
}

fn is_pronouncement_of(event: &Event, sentence: &Sentence) -> bool {
    is_ruling(&event.kind) && sentence.date.is_some() && sentence.date == event.date
}

/// What the events say of the pronouncement of a sentence.
pub(crate) fn sentencing_text(
    lang: &LetterLanguage,
    case: &PublicCase,
    sentence: &Sentence,
) -> Option<String> {
    let told = case
        .events
        .iter()
        .filter(|event| is_pronouncement_of(event, sentence));
    let text = |event: &Event| {
        let text = attribute_event(lang, event, event.text.as_ref()?.to_string());
        Some(mark_facts(case.fact_of(event), text))
    };
    let texts: Vec<String> = told.filter_map(text).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Since when a person has been held or bound without a sentence, if an event says so.
pub(crate) fn held_since(lang: &LetterLanguage, case: &PublicCase, day: Date) -> Option<String> {
    let since = case.since_on(day)?;
    let status = case.status_on(day);
    let lasts = status.status_group() == Some(StatusGroup::Detained)
        || matches!(status, Status::HouseArrest | Status::Bail);
    let unsentenced = case.sentence_on(day).is_none() && status != Status::Disappeared;
    (lasts && unsentenced).then(|| lang.format_date(since))
}
