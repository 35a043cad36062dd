//! What the events say about a day: the status then, and how long ago that was last known.

use jiff::civil::Date;

use super::vocabulary::Status;
use super::{Case, Event, PartialDate};

impl Case {
    /// The events in order of time; undated ones first, those of one date in the order of the record.
    #[must_use]
    pub fn events_in_order(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.events.iter().collect();
        events.sort_by_key(|event| event.date);
        events
    }

    /// The event that decides the status on a day: the latest one with a status that can have happened by then.
    #[must_use]
    pub fn status_event_on(&self, day: Date) -> Option<&Event> {
        self.events_in_order()
            .into_iter()
            .rfind(|event| event.status.is_some() && event.date.is_none_or(|date| date.may_be_by(day)))
    }

    /// The status on a day; `unknown` if no event says.
    #[must_use]
    pub fn status_on(&self, day: Date) -> Status {
        self.status_event_on(day).and_then(|event| event.status.clone()).unwrap_or(Status::Unknown)
    }

    /// The latest date by a day on which the status of that day is known to have been true.
    ///
    /// A record whose `as_of` lies after the day confirms the status of the day if no other status came between.
    #[must_use]
    pub fn known_as_of(&self, day: Date) -> Option<PartialDate> {
        let event = self.status_event_on(day);
        let began = event.and_then(|event| event.date);
        match self.as_of {
            Some(as_of) if as_of.may_be_by(day) => began.max(Some(as_of)),
            Some(as_of) if event.is_some() && self.status_event_on(as_of.latest()) == event => Some(day.into()),
            _ => began,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Record, Value};

    fn case(events: &[(&str, &str)], as_of: &str) -> Case {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ"), ("as_of", as_of)]).unwrap();
        case.events = events
            .iter()
            .map(|(date, status)| {
                Event::from_typed([("kind", "status-noted"), ("date", date), ("status", status)]).unwrap()
            })
            .collect();
        case
    }

    fn day(text: &str) -> Date {
        full_day(text).unwrap()
    }

    #[test]
    fn the_latest_event_by_the_day_decides() {
        let case = case(&[("2018-04", "released"), ("2011-09", "imprisoned")], "2018-04");
        assert_eq!(case.status_on(day("2011-08-31")), Status::Unknown);
        assert_eq!(case.status_on(day("2011-09-01")), Status::Imprisoned);
        assert_eq!(case.status_on(day("2018-03-31")), Status::Imprisoned);
        assert_eq!(case.status_on(day("2026-01-01")), Status::Released);
    }

    #[test]
    fn a_status_is_known_as_long_as_something_says_so() {
        let held = case(&[("2007-10-18", "imprisoned")], "2018-04");
        assert_eq!(held.known_as_of(day("2016-05-01")), Some(day("2016-05-01").into()));
        assert_eq!(held.known_as_of(day("2021-09-15")), Some(PartialDate::from_typed("2018-04").unwrap()));
        let freed = case(&[("2011-09", "imprisoned"), ("2018-04", "released")], "2018-04");
        assert_eq!(freed.known_as_of(day("2015-01-01")), Some(PartialDate::from_typed("2011-09").unwrap()));
    }
}
