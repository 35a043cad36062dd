//! What happened, in order of time.

use crate::letters::context::{EventInfo, MomentInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::words::{self, Lang};
use crate::model::vocabulary::{EventKind, Standing, Status, StatusGroup, Vocabulary};
use crate::model::{Date, Event, Line, PartialDate, Sentence};

/// The acts of the person, or the other events; a mere note of the status is none.
pub(super) fn infos(lang: Lang, case: &PublicCase, acts: bool) -> Vec<EventInfo> {
    let events = case.events_in_order().into_iter().filter(|event| event.kind.is_act() == acts);
    events.filter_map(|event| info(lang, case, event)).collect()
}

/// What happened to any of the people, each event once, in order of time.
pub(super) fn shared(lang: Lang, cases: &[&PublicCase]) -> Vec<EventInfo> {
    let mut events: Vec<(Option<PartialDate>, EventInfo)> = Vec::new();
    for case in cases {
        for event in case.events_in_order().into_iter().filter(|event| !event.kind.is_act()) {
            let told = info(lang, case, event).map(|info| (event.date, info));
            events.extend(
                told.filter(|told| !events.iter().any(|known| known.0 == told.0 && known.1.text == told.1.text)),
            );
        }
    }
    events.sort_by_key(|(date, _)| *date);
    events.into_iter().map(|(_, info)| info).collect()
}

/// The dated ones of events in order of time, those of one date together.
pub(super) fn timeline(events: &[EventInfo]) -> Vec<MomentInfo> {
    let mut moments: Vec<MomentInfo> = Vec::new();
    for event in events.iter().filter(|event| event.date.is_some()) {
        match moments.last_mut().filter(|moment| moment.date == event.date) {
            Some(moment) => moment.text.push_str(&format!(" {}", event.text)),
            None => moments.push(MomentInfo {
                date: event.date.clone(),
                on_date: event.on_date.clone(),
                text: event.text.clone(),
            }),
        }
    }
    moments
}

/// An event that has something to tell; a mere note of the status has not.
fn info(lang: Lang, case: &PublicCase, event: &Event) -> Option<EventInfo> {
    (event.kind != EventKind::StatusNoted).then_some(())?;
    Some(EventInfo {
        kind: event.kind.slug().to_owned(),
        text: event.text.as_ref()?.to_string(),
        date: event.date.map(|date| words::date(lang, date)),
        on_date: event.date.map(|date| words::on_date(lang, date)),
        sentencing: is_sentencing(case, event),
        alleged: event.standing == Some(Standing::Alleged),
        official: event.standing == Some(Standing::Official),
    })
}

/// Whether the event is the pronouncement of one of the sentences of the case.
fn is_sentencing(case: &PublicCase, event: &Event) -> bool {
    case.sentences.iter().any(|sentence| pronounces(event, sentence))
}

fn pronounces(event: &Event, sentence: &Sentence) -> bool {
    let is_ruling = matches!(event.kind, EventKind::Sentence | EventKind::AppealRuling | EventKind::CassationRuling);
    is_ruling && sentence.date.is_some() && sentence.date == event.date
}

/// What the events say of the pronouncement of a sentence.
pub(super) fn of_sentence(case: &PublicCase, sentence: &Sentence) -> Option<String> {
    let told = case.events.iter().filter(|event| pronounces(event, sentence));
    let texts: Vec<&str> = told.filter_map(|event| event.text.as_ref()).map(Line::as_str).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Since when a person has been held or bound without a sentence, if an event says so.
pub(super) fn since(lang: Lang, case: &PublicCase, day: Date) -> Option<String> {
    let event = case.status_event_on(day).filter(|event| event.kind != EventKind::StatusNoted)?;
    let status = event.status.as_ref()?;
    let lasts = status.group() == Some(StatusGroup::Detained) || matches!(status, Status::HouseArrest | Status::Bail);
    let unsentenced = case.sentence_on(day).is_none() && *status != Status::Disappeared;
    event.date.filter(|_| lasts && unsentenced).map(|date| words::date(lang, date))
}
