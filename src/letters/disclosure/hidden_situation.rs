//! What the casebook knows of a situation and may not tell.

use crate::model::vocabulary::Status;
use crate::model::{Case, Date, PartialDate};

/// A situation that may not be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateStatus {
    /// What it is.
    pub status: Status,
    /// The event that brought it: `events.3`.
    pub place: String,
    /// When that was.
    pub date: Option<PartialDate>,
    /// What is told in its place; none if nothing is.
    pub told: Option<Status>,
}

impl PrivateStatus {
    /// Whether what is told would be false: it is not only the kind of detention that is another.
    pub fn is_contradiction(&self) -> bool {
        self.told
            .as_ref()
            .is_some_and(|told| told.status_group() != self.status.status_group())
    }
}

/// The situation on a day, where the event that brought it is not told and what is told says otherwise.
pub(super) fn find_hidden_situation(case: &Case, told: &Case, day: Date) -> Option<PrivateStatus> {
    let said = told.status_event_on(day);
    if let Some(hidden) = hidden_end(case, told, day) {
        return Some(PrivateStatus {
            told: said.and_then(|said| said.status.clone()),
            ..hidden
        });
    }
    let event = case.status_event_on(day)?;
    let number = case
        .events
        .iter()
        .position(|known| std::ptr::eq(known, event))?
        + 1;
    let status = event.status.clone()?;
    let is_said = said.is_some_and(|said| said.status.as_ref() == Some(&status));
    (!is_said).then(|| PrivateStatus {
        status,
        place: format!("events.{number}"),
        date: event.date,
        told: said.and_then(|said| said.status.clone()),
    })
}

/// The situation that an event brought which is not told and notes none, where it ended what is told.
fn hidden_end(case: &Case, told: &Case, day: Date) -> Option<PrivateStatus> {
    let event = case
        .ending_on(day)
        .filter(|_| told.ending_on(day).is_none())?;
    let number = case
        .events
        .iter()
        .position(|known| std::ptr::eq(known, event))?
        + 1;
    let status = event
        .status
        .clone()
        .or_else(|| event.kind.resulting_status())
        .unwrap_or(Status::Unknown);
    Some(PrivateStatus {
        status,
        place: format!("events.{number}"),
        date: event.date,
        told: None,
    })
}
