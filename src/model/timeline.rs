//! What the events say about a day: the status then, and how long ago that was last known.

use jiff::civil::Date;

use super::vocabulary::{EventKind, Status};
use super::{Case, Event, PartialDate};

impl Case {
    /// The events in order of time; undated ones first, those of one date in the order of the record.
    pub fn events_in_order(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.events.iter().collect();
        events.sort_by_key(|event| event.date);
        events
    }

    /// The event that decides the status on a day: the latest one with a status that can have happened by then.
    pub fn status_event_on(&self, day: Date) -> Option<&Event> {
        self.events_in_order().into_iter().rfind(|event| {
            event.status.is_some() && event.date.is_none_or(|date| date.may_be_by(day))
        })
    }

    /// The status on a day; `unknown` if no event says.
    pub fn status_on(&self, day: Date) -> Status {
        self.status_event_on(day)
            .and_then(|event| event.status.clone())
            .unwrap_or(Status::Unknown)
    }

    /// Since when the status of a day has held: the date of the event that began it. None where no event says when it
    /// began, only that it was so on some day, or where that event has no date.
    pub fn since_on(&self, day: Date) -> Option<PartialDate> {
        let status = self.status_on(day);
        let events = self.events_in_order().into_iter().rev();
        let by_then = events.filter(|event| {
            event.status.is_some() && event.date.is_none_or(|date| date.may_be_by(day))
        });
        let first = by_then
            .take_while(|event| event.status.as_ref() == Some(&status))
            .last()?;
        first.date.filter(|_| first.kind != EventKind::StatusNoted)
    }

    /// The date of the latest arrest or other taking into detention that can have come by a day.
    pub fn arrested_on(&self, day: Date) -> Option<PartialDate> {
        self.arrest_events()
            .filter_map(|event| event.date)
            .filter(|date| date.may_be_by(day))
            .max()
    }

    /// The events by which the person was taken, in order of time: arrests, and each beginning of a detention that needs no
    /// sentence, unless the person was held already.
    pub fn arrest_events(&self) -> impl Iterator<Item = &Event> {
        let mut is_held = false;
        self.events_in_order().into_iter().filter(move |event| {
            let was_held = is_held;
            if let Some(status) = &event.status {
                is_held = Status::OF_THE_HELD.contains(status);
            }
            EventKind::ARRESTS.contains(&event.kind) || (event.begins_detention() && !was_held)
        })
    }

    /// The date of the latest release that can have come by a day.
    pub fn released_on(&self, day: Date) -> Option<PartialDate> {
        self.latest_date(day, Event::is_release)
    }

    fn latest_date(&self, day: Date, is: fn(&Event) -> bool) -> Option<PartialDate> {
        let dates = self
            .events
            .iter()
            .filter(|event| is(event))
            .filter_map(|event| event.date);
        dates.filter(|date| date.may_be_by(day)).max()
    }

    /// The latest date by a day on which the status of that day is known to have been true.
    ///
    /// A record whose `as_of` lies after the day confirms the status of the day if no other status came between.
    pub fn known_as_of(&self, day: Date) -> Option<PartialDate> {
        let event = self.status_event_on(day);
        let began = event.and_then(|event| event.date);
        match self.as_of {
            Some(as_of) if as_of.may_be_by(day) => began.max(Some(as_of)),
            Some(as_of) if event.is_some() && self.status_event_on(as_of.latest_day()) == event => {
                Some(day.into())
            }
            _ => began,
        }
    }
}

impl Event {
    /// Whether a detention begins with it that needs no sentence.
    fn begins_detention(&self) -> bool {
        self.kind == EventKind::StatusBegan && self.is_to(&Status::OF_THE_TAKEN)
    }

    /// Whether by it the person came out of detention.
    pub fn is_release(&self) -> bool {
        let begins = self.kind != EventKind::StatusNoted;
        EventKind::RELEASES.contains(&self.kind) || (begins && self.is_to(&Status::OF_THE_LET_OUT))
    }

    fn is_to(&self, statuses: &[Status]) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| statuses.contains(status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{CellValue, Record};

    fn case(events: &[(&str, &str)], as_of: &str) -> Case {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "A"),
            ("country", "KZ"),
            ("as_of", as_of),
        ])
        .unwrap();
        case.events = events
            .iter()
            .map(|(date, status)| {
                Event::from_typed([("kind", "status-noted"), ("date", date), ("status", status)])
                    .unwrap()
            })
            .collect();
        case
    }

    fn day(text: &str) -> Date {
        full_day(text).unwrap()
    }

    #[test]
    fn the_latest_event_by_the_day_decides() {
        let case = case(
            &[("2018-04", "released"), ("2011-09", "imprisoned")],
            "2018-04",
        );
        assert_eq!(case.status_on(day("2011-08-31")), Status::Unknown);
        assert_eq!(case.status_on(day("2011-09-01")), Status::Imprisoned);
        assert_eq!(case.status_on(day("2018-03-31")), Status::Imprisoned);
        assert_eq!(case.status_on(day("2026-01-01")), Status::Released);
    }

    #[test]
    fn a_status_is_known_as_long_as_something_says_so() {
        let held = case(&[("2007-10-18", "imprisoned")], "2018-04");
        assert_eq!(
            held.known_as_of(day("2016-05-01")),
            Some(day("2016-05-01").into())
        );
        assert_eq!(
            held.known_as_of(day("2021-09-15")),
            Some(PartialDate::from_typed("2018-04").unwrap())
        );
        let freed = case(
            &[("2011-09", "imprisoned"), ("2018-04", "released")],
            "2018-04",
        );
        assert_eq!(
            freed.known_as_of(day("2015-01-01")),
            Some(PartialDate::from_typed("2011-09").unwrap())
        );
    }

    #[test]
    fn a_situation_has_a_beginning_only_where_an_event_says_so() {
        let since = |events: &[(&str, &str, &str)], on: &str| {
            let mut case = case(&[], "");
            case.events = events
                .iter()
                .map(|(kind, date, status)| {
                    Event::from_typed([("kind", *kind), ("date", *date), ("status", *status)])
                        .unwrap()
                })
                .collect();
            case.since_on(day(on)).map(|date| date.to_string())
        };
        let is = |text: &str| Some(text.to_owned());
        let sentence = ("sentence", "2016-11", "imprisoned");
        let noted = ("status-noted", "2018-04", "imprisoned");
        assert_eq!(since(&[sentence, noted], "2021-01-01"), is("2016-11"));
        assert_eq!(since(&[noted], "2021-01-01"), None);
        // Noted before: it must have begun earlier than the event that says the same again.
        assert_eq!(
            since(
                &[("status-noted", "2015", "imprisoned"), sentence],
                "2021-01-01"
            ),
            None
        );
        assert_eq!(
            since(&[("transfer", "", "imprisoned"), sentence], "2021-01-01"),
            None
        );
        let moves = [
            ("arrest", "2016-05", "police-custody"),
            sentence,
            ("measure-changed", "2019-02", "house-arrest"),
        ];
        assert_eq!(since(&moves, "2016-05-20"), is("2016-05"));
        assert_eq!(since(&moves, "2018-01-01"), is("2016-11"));
        assert_eq!(since(&moves, "2019-03-01"), is("2019-02"));
        assert_eq!(since(&moves, "2016-01-01"), None);
        assert_eq!(
            since(&[("status-began", "2020", "wanted-abroad")], "2021-01-01"),
            is("2020")
        );
    }

    #[test]
    fn arrests_and_releases_are_known_by_their_kinds_and_by_what_began() {
        let with = |kind: &str, status: &str| {
            let event =
                Event::from_typed([("kind", kind), ("date", "2019"), ("status", status)]).unwrap();
            let release = event.is_release();
            let mut case = case(&[], "");
            case.events = vec![event];
            (case.arrest_events().count() == 1, release)
        };
        assert_eq!(with("arrest", ""), (true, false));
        assert_eq!(with("status-began", "pre-trial-detention"), (true, false));
        assert_eq!(with("status-began", "imprisoned"), (false, false));
        assert_eq!(with("status-noted", "police-custody"), (false, false));
        assert_eq!(with("release", "released-restricted"), (false, true));
        assert_eq!(with("status-noted", "released"), (false, false));
        assert_eq!(with("appeal-ruling", "released"), (false, true));
    }

    #[test]
    fn another_detention_of_somebody_who_is_held_is_no_arrest() {
        let arrested = |events: &[(&str, &str, &str)]| {
            let typed = |(kind, date, status): &(&str, &str, &str)| {
                Event::from_typed([("kind", *kind), ("date", *date), ("status", *status)]).unwrap()
            };
            let mut case = case(&[], "");
            case.events = events.iter().map(typed).collect();
            case.arrested_on(day("2026-12-01"))
                .map(|date| date.to_string())
        };
        let home = ("measure-changed", "2026-01-05", "house-arrest");
        let held = ("status-began", "2026-05-05", "pre-trial-detention");
        assert_eq!(arrested(&[home, held]), None);
        assert_eq!(
            arrested(&[("arrest", "2026-01-02", "police-custody"), held]).as_deref(),
            Some("2026-01-02")
        );
        assert_eq!(
            arrested(&[("release", "2026-02", "released"), held]).as_deref(),
            Some("2026-05-05")
        );
        assert_eq!(arrested(&[held]).as_deref(), Some("2026-05-05"));
    }
}
