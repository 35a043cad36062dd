//! Facts that contradict the status on a day.

use jiff::civil::Date;

use super::vocabulary::{EventKind, SentenceKind, Status, StatusGroup};
use super::{Case, Event, PartialDate, Sentence, Term};

/// Why the status on a day cannot be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The term of the sentence on which the status rests must have run out before that day.
    TermOver {
        /// When the sentence was pronounced.
        pronounced: PartialDate,
        /// Its term.
        term: Term,
        /// The last day it can have lasted.
        ended: Date,
    },
    /// The stay of limited length on which the status rests must have ended before that day.
    StayOver {
        /// How it began.
        event: EventKind,
        /// When it began.
        began: Option<PartialDate>,
        /// The last day it can have lasted.
        ended: Date,
    },
}

impl Doubt {
    /// The last day on which the status can have rested on what it rests on.
    #[must_use]
    pub fn ended(&self) -> Date {
        match self {
            Self::TermOver { ended, .. } | Self::StayOver { ended, .. } => *ended,
        }
    }
}

impl Case {
    /// The sentence in force on a day: the latest one pronounced by then.
    #[must_use]
    pub fn sentence_on(&self, day: Date) -> Option<&Sentence> {
        let by_then = self.sentences.iter().filter(|sentence| sentence.date.is_none_or(|date| date.may_be_by(day)));
        by_then.max_by_key(|sentence| sentence.date)
    }

    /// The last day that the sentence on which the status of a day rests can last; none where no term binds the person.
    #[must_use]
    pub fn term_end_on(&self, day: Date) -> Option<Date> {
        let of_sentence = self.binding_term_on(day).and_then(|(pronounced, term)| pronounced.latest_end_of(term));
        of_sentence.or_else(|| self.stay_on(day).map(|(_, ended)| ended))
    }

    /// What contradicts the status on a day; nothing if the facts agree, or say too little to tell.
    #[must_use]
    pub fn doubt_on(&self, day: Date) -> Option<Doubt> {
        self.term_over_on(day).or_else(|| self.stay_over_on(day))
    }

    fn term_over_on(&self, day: Date) -> Option<Doubt> {
        let (pronounced, term) = self.binding_term_on(day)?;
        let ended = pronounced.latest_end_of(term)?;
        let noted = self.status_event_on(day).and_then(|event| event.date);
        let noted_later = noted.is_some_and(|date| date.earliest() > ended);
        (pronounced.term_must_be_over(term, day) && !noted_later).then_some(Doubt::TermOver { pronounced, term, ended })
    }

    fn stay_over_on(&self, day: Date) -> Option<Doubt> {
        let (event, ended) = self.stay_on(day)?;
        (ended < day).then(|| Doubt::StayOver { event: event.kind.clone(), began: event.date, ended })
    }

    /// The event that holds the person for a limited time, as last extended, and the last day of that time. None where a
    /// sentence came after it, or where its end is not known.
    fn stay_on(&self, day: Date) -> Option<(&Event, Date)> {
        let event = self.status_event_on(day)?;
        let group = event.status.as_ref()?.group();
        matches!(group, Some(StatusGroup::Detained | StatusGroup::Restricted)).then_some(())?;
        let is_later = |date: Option<PartialDate>| date >= event.date && date.is_none_or(|date| date.may_be_by(day));
        let sentenced =
            self.sentences.iter().any(|it| it.kind.is_custodial() && it.date.is_some() && is_later(it.date));
        if sentenced && self.binding_term_on(day).is_none() {
            return None;
        }
        let extended = self
            .events_in_order()
            .into_iter()
            .rfind(|other| other.kind == EventKind::DetentionExtended && other.date.is_some() && is_later(other.date));
        Some((event, extended.unwrap_or(event).last_day()?))
    }

    /// The sentence on which the status of a day rests: when it was pronounced, and its term.
    fn binding_term_on(&self, day: Date) -> Option<(PartialDate, Term)> {
        let status = self.status_event_on(day)?.status.as_ref()?;
        let sentence = self.sentence_on(day).filter(|sentence| rests_on(status, &sentence.kind))?;
        Some((sentence.date?, sentence.term?))
    }
}

impl Event {
    /// The last day on which what the event began can have lasted, if its end or its length is known. An end that comes
    /// before the beginning is a mistake, and says nothing.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let by_term = || self.date?.latest_end_of(self.term?);
        let begun = self.date.map_or(Date::MIN, PartialDate::earliest);
        self.until.map(PartialDate::latest).filter(|end| *end >= begun).or_else(by_term)
    }
}

fn rests_on(status: &Status, kind: &SentenceKind) -> bool {
    match status {
        Status::Imprisoned | Status::AdministrativeDetention => kind.is_custodial(),
        Status::PoliceCustody => *kind == SentenceKind::AdministrativeDetention,
        Status::RestrictedFreedom => *kind == SentenceKind::RestrictedFreedom,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Event, Record};

    fn case(status: &str, kind: &str, date: &str, term: &str) -> Case {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        case.events = vec![Event::from_typed([("kind", "sentence"), ("date", date), ("status", status)]).unwrap()];
        case.sentences = vec![Sentence::from_typed([("kind", kind), ("date", date), ("term", term)]).unwrap()];
        case
    }

    fn doubtful(case: &Case, day: &str) -> bool {
        case.doubt_on(full_day(day).unwrap()).is_some()
    }

    #[test]
    fn a_term_that_must_be_over_is_doubtful() {
        let held = case("imprisoned", "prison", "2017-05-16", "2y");
        assert!(!doubtful(&held, "2019-05-16") && doubtful(&held, "2019-05-17"));
        let days = case("administrative-detention", "administrative-detention", "2011-11", "10d");
        assert!(!doubtful(&days, "2011-12-10") && doubtful(&days, "2011-12-11"));
    }

    #[test]
    fn what_says_too_little_is_not() {
        assert!(!doubtful(&case("imprisoned", "prison", "", "14y"), "2050-01-01"));
        assert!(!doubtful(&case("imprisoned", "prison", "2017-05-16", ""), "2050-01-01"));
        assert!(!doubtful(&case("imprisoned", "restricted-freedom", "2017-05-16", "1y"), "2050-01-01"));
    }

    #[test]
    fn the_latest_sentence_counts() {
        let mut raised = case("imprisoned", "prison", "2021-06-21", "1y6m");
        raised
            .sentences
            .push(Sentence::from_typed([("kind", "prison"), ("date", "2021-09-02"), ("term", "2y2m")]).unwrap());
        assert!(!doubtful(&raised, "2023-06-01") && doubtful(&raised, "2023-11-03"));
    }

    #[test]
    fn a_stay_of_limited_length_that_must_be_over_is_doubtful() {
        let held = |fields: &[(&str, &str)], more: &[&[(&str, &str)]]| {
            let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
            case.events =
                [fields].iter().chain(more).map(|it| Event::from_typed(it.iter().copied()).unwrap()).collect();
            case
        };
        let month: &[(&str, &str)] =
            &[("kind", "transfer"), ("date", "2018-03-31"), ("term", "1m"), ("status", "psychiatric-detention")];
        assert!(!doubtful(&held(month, &[]), "2018-05-01") && doubtful(&held(month, &[]), "2018-05-02"));
        let days: &[(&str, &str)] =
            &[("kind", "arrest"), ("date", "2024-05"), ("term", "10d"), ("status", "administrative-detention")];
        assert!(!doubtful(&held(days, &[]), "2024-06-10") && doubtful(&held(days, &[]), "2024-06-11"));
        let until: &[(&str, &str)] =
            &[("kind", "measure-changed"), ("date", "2024-01"), ("until", "2024-03-10"), ("status", "house-arrest")];
        assert!(doubtful(&held(until, &[]), "2024-03-11"));
        let noted: &[(&str, &str)] = &[("kind", "status-noted"), ("date", "2024-04"), ("status", "house-arrest")];
        assert!(!doubtful(&held(until, &[noted]), "2024-06-11"));
        let longer: &[(&str, &str)] =
            &[("kind", "detention-extended"), ("date", "2024-03-09"), ("until", "2024-05-10")];
        assert!(!doubtful(&held(until, &[longer]), "2024-05-10") && doubtful(&held(until, &[longer]), "2024-05-11"));
        let open: &[(&str, &str)] = &[("kind", "detention-extended"), ("date", "2024-03-09")];
        assert!(!doubtful(&held(until, &[open]), "2025-01-01"));
        let wrong: &[(&str, &str)] =
            &[("kind", "arrest"), ("date", "2024-03"), ("until", "2024-01"), ("status", "police-custody")];
        assert!(!doubtful(&held(wrong, &[]), "2025-01-01"));
        let search: &[(&str, &str)] =
            &[("kind", "release"), ("date", "2024-01"), ("until", "2024-03-10"), ("status", "released")];
        assert!(!doubtful(&held(search, &[]), "2025-01-01"));
        let mut sentenced = held(until, &[]);
        sentenced.sentences =
            vec![Sentence::from_typed([("kind", "prison"), ("date", "2024-02"), ("term", "3y")]).unwrap()];
        assert!(!doubtful(&sentenced, "2025-01-01"));
    }

    #[test]
    fn police_custody_rests_on_an_arrest_of_so_many_days() {
        let held = case("police-custody", "administrative-detention", "2024-05-02", "15d");
        assert!(!doubtful(&held, "2024-05-17") && doubtful(&held, "2024-05-18"));
        assert!(!doubtful(&case("police-custody", "prison", "2014-05-02", "1y"), "2024-05-18"));
    }
}
