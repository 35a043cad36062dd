//! Facts that contradict the status on a day.

use jiff::civil::Date;

use super::vocabulary::{ChargeStanding, EventKind, SentenceKind, Status, StatusGroup};
use super::{Case, Charge, Event, PartialDate, Sentence, Term, charge};

/// Why the status on a day cannot be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusDoubt {
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
    /// Something came after which the status cannot hold, and no situation is noted since.
    Ended {
        /// What it was.
        event: EventKind,
        /// When it was; unknown, it may be later than what the status rests on.
        date: Option<PartialDate>,
        /// The status that has held since then, where it can be concluded.
        leaves: Option<Status>,
    },
    /// The status is detention before trial, and a later sentence is not one of deprivation of liberty.
    SentencedOtherwise {
        /// The penalty.
        kind: SentenceKind,
        /// When it was pronounced.
        date: PartialDate,
    },
    /// The status is detention before trial, and no charge is left.
    NothingCharged {
        /// How the last of them ended.
        standing: ChargeStanding,
        /// When.
        date: Option<PartialDate>,
    },
}

impl StatusDoubt {
    /// The last day of the term or stay on which the status rests; none where it rests on none.
    pub fn end_date(&self) -> Option<Date> {
        match self {
            Self::TermOver { ended, .. } | Self::StayOver { ended, .. } => Some(*ended),
            Self::Ended { .. } | Self::SentencedOtherwise { .. } | Self::NothingCharged { .. } => {
                None
            }
        }
    }
}

impl Case {
    /// The sentence in force on a day: the latest one pronounced by then.
    pub fn sentence_on(&self, day: Date) -> Option<&Sentence> {
        let by_then = self
            .sentences
            .iter()
            .filter(|sentence| sentence.date.is_none_or(|date| date.may_be_by(day)));
        by_then.max_by_key(|sentence| sentence.date)
    }

    /// The last day that the sentence on which the status of a day rests can last; none where no term binds the person.
    pub fn term_end_on(&self, day: Date) -> Option<Date> {
        let of_sentence = self
            .binding_term_on(day)
            .and_then(|(pronounced, term)| pronounced.latest_end_of(term));
        of_sentence.or_else(|| self.stay_on(day).map(|(_, ended)| ended))
    }

    /// What contradicts the status on a day; none if the facts agree or say too little to judge.
    pub fn doubt_on(&self, day: Date) -> Option<StatusDoubt> {
        let ended = || {
            let event = self.ending_on(day)?;
            let acquitted = || (event.kind == EventKind::Acquittal).then_some(Status::Acquitted);
            let leaves = event
                .status
                .clone()
                .or_else(|| event.kind.resulting_status())
                .or_else(acquitted);
            Some(StatusDoubt::Ended {
                event: event.kind.clone(),
                date: event.date,
                leaves,
            })
        };
        ended()
            .or_else(|| self.term_over_on(day))
            .or_else(|| self.stay_over_on(day))
            .or_else(|| self.sentenced_otherwise_on(day))
            .or_else(|| self.nothing_charged_on(day))
    }

    /// The latest event after which the status of a day cannot hold: a release, death, acquittal … without a status, later
    /// than the event that decides; one with a status too, if it has no date and so decides nothing. An acquittal without a
    /// date that the record tells before the sentence that decides was overruled by it.
    pub fn ending_on(&self, day: Date) -> Option<&Event> {
        let decides = self.status_event_on(day)?;
        let status = decides.status.as_ref()?;
        let events = self.events_in_order();
        let place = events
            .iter()
            .position(|event| std::ptr::eq(*event, decides))?;
        let is_overruled = |event: &Event| {
            let mut told_before = self
                .events
                .iter()
                .take_while(|e| !std::ptr::eq(*e, decides));
            decides.kind == EventKind::Sentence && told_before.any(|e| std::ptr::eq(e, event))
        };
        let contradicts = |at: usize, event: &Event| match event.date {
            Some(date) => {
                let may_be_later = at > place
                    || decides
                        .date
                        .is_some_and(|decided| date.latest_day() > decided.latest_day());
                let is_final = event.kind == EventKind::Death;
                let is_open = is_final || event.status.is_none() && may_be_later;
                is_open && date.may_be_by(day) && event.kind.is_end_of(status)
            }
            None => {
                let is_end = (event.kind.resulting_status().is_some()
                    || event.kind == EventKind::Acquittal && !is_overruled(event))
                    && event.kind.is_end_of(status);
                decides.date.is_some() && (is_end || event.is_way_out_of(status))
            }
        };
        let mut later = events.into_iter().enumerate().rev();
        later
            .find(|(at, event)| !std::ptr::eq(*event, decides) && contradicts(*at, event))
            .map(|(_, event)| event)
    }

    fn sentenced_otherwise_on(&self, day: Date) -> Option<StatusDoubt> {
        let decides = self
            .status_event_on(day)
            .filter(|event| event.status.as_ref().is_some_and(awaits_trial))?;
        let sentence = self.sentence_on(day)?;
        let date = sentence.date.filter(|date| Some(*date) > decides.date)?;
        let leaves_free = match sentence.kind {
            SentenceKind::RestrictedFreedom
            | SentenceKind::Suspended
            | SentenceKind::Fine
            | SentenceKind::CommunityService => true,
            SentenceKind::Prison
            | SentenceKind::AdministrativeDetention
            | SentenceKind::Death
            | SentenceKind::Unclassified
            | SentenceKind::Other(_) => false,
        };
        leaves_free.then(|| StatusDoubt::SentencedOtherwise {
            kind: sentence.kind.clone(),
            date,
        })
    }

    fn nothing_charged_on(&self, day: Date) -> Option<StatusDoubt> {
        let decides = self
            .status_event_on(day)
            .filter(|event| event.status.as_ref().is_some_and(awaits_trial))?;
        let is_by_then = |charge: &&Charge| charge.date.is_none_or(|date| date.may_be_by(day));
        let charges: Vec<Charge> = self.charges.iter().filter(is_by_then).cloned().collect();
        let holding = charge::filter_current(&charges);
        let last = holding.iter().max_by_key(|charge| charge.date)?;
        let is_over = |charge: &&Charge| {
            matches!(
                charge.standing,
                Some(ChargeStanding::Acquitted | ChargeStanding::Dropped)
            )
        };
        let is_later = last.date.is_none_or(|date| Some(date) >= decides.date);
        let sentenced = self
            .sentence_on(day)
            .is_some_and(|sentence| sentence.date >= decides.date);
        let standing = last
            .standing
            .clone()
            .filter(|_| holding.iter().all(is_over) && is_later && !sentenced)?;
        Some(StatusDoubt::NothingCharged {
            standing,
            date: last.date,
        })
    }

    fn term_over_on(&self, day: Date) -> Option<StatusDoubt> {
        let (pronounced, term) = self.binding_term_on(day)?;
        let ended = pronounced.latest_end_of(term)?;
        let noted = self.status_event_on(day).and_then(|event| event.date);
        let noted_later = noted.is_some_and(|date| date.earliest_day() > ended);
        (pronounced.term_must_be_over(term, day) && !noted_later).then_some(StatusDoubt::TermOver {
            pronounced,
            term,
            ended,
        })
    }

    fn stay_over_on(&self, day: Date) -> Option<StatusDoubt> {
        let (event, ended) = self.stay_on(day)?;
        (ended < day).then(|| StatusDoubt::StayOver {
            event: event.kind.clone(),
            began: event.date,
            ended,
        })
    }

    /// The event that holds the person for a limited time, as last extended, and the last day of that time. None where a
    /// sentence came after it, or where its end is not known.
    fn stay_on(&self, day: Date) -> Option<(&Event, Date)> {
        let event = self.status_event_on(day)?;
        let group = event.status.as_ref()?.status_group();
        matches!(group, Some(StatusGroup::Detained | StatusGroup::Restricted)).then_some(())?;
        let is_later = |date: Option<PartialDate>| {
            date >= event.date && date.is_none_or(|date| date.may_be_by(day))
        };
        let sentenced = self
            .sentences
            .iter()
            .any(|it| it.kind.is_custodial() && it.date.is_some() && is_later(it.date));
        if sentenced
            && (self.binding_term_on(day).is_none()
                || event.status.as_ref().is_some_and(awaits_trial))
        {
            return None;
        }
        let extended = self.events_in_order().into_iter().rfind(|other| {
            other.kind == EventKind::DetentionExtended
                && other.date.is_some()
                && is_later(other.date)
        });
        Some((event, extended.unwrap_or(event).last_day()?))
    }

    /// The sentence on which the status of a day rests: when it was pronounced, and its term.
    fn binding_term_on(&self, day: Date) -> Option<(PartialDate, Term)> {
        let decides = self.status_event_on(day)?;
        let status = decides.status.as_ref()?;
        let tried_since = |it: &Sentence| {
            awaits_trial(status) && it.kind.is_custodial() && it.date > decides.date
        };
        let sentence = self
            .sentence_on(day)
            .filter(|it| rests_on(status, &it.kind) || tried_since(it))?;
        Some((sentence.date?, sentence.term?))
    }
}

impl Event {
    /// The last day on which what the event began can have lasted, if its end or its length is known. An end that comes
    /// before the beginning is a mistake, and says nothing.
    pub fn last_day(&self) -> Option<Date> {
        let by_term = || self.date?.latest_end_of(self.term?);
        let begun = self.date.map_or(Date::MIN, PartialDate::earliest_day);
        self.until
            .map(PartialDate::latest_day)
            .filter(|end| *end >= begun)
            .or_else(by_term)
    }

    /// Whether it says that somebody of this status is bound no more.
    fn is_way_out_of(&self, status: &Status) -> bool {
        let is_bound = |status: &Status| {
            matches!(
                status.status_group(),
                Some(StatusGroup::Detained | StatusGroup::Restricted)
            )
        };
        let leads_out = |after: &Status| {
            *after == Status::Deceased
                || matches!(
                    after.status_group(),
                    Some(StatusGroup::Free | StatusGroup::StillBound)
                )
        };
        is_bound(status) && self.status.as_ref().is_some_and(leads_out)
    }
}

/// Whether the status lasts until the verdict at most.
fn awaits_trial(status: &Status) -> bool {
    matches!(
        status,
        Status::PoliceCustody | Status::PreTrialDetention | Status::HouseArrest
    )
}

fn rests_on(status: &Status, kind: &SentenceKind) -> bool {
    match status {
        Status::Imprisoned | Status::AdministrativeDetention => kind.is_custodial(),
        Status::PoliceCustody => *kind == SentenceKind::AdministrativeDetention,
        Status::RestrictedFreedom => *kind == SentenceKind::RestrictedFreedom,
        Status::PreTrialDetention
        | Status::PsychiatricDetention
        | Status::ExtraditionDetention
        | Status::Disappeared
        | Status::HouseArrest
        | Status::Bail
        | Status::Paroled
        | Status::ReleasedRestricted
        | Status::Threatened
        | Status::UnderInvestigation
        | Status::WantedAbroad
        | Status::ProtectedAbroad
        | Status::Released
        | Status::Acquitted
        | Status::Pardoned
        | Status::Amnestied
        | Status::ChargesDropped
        | Status::Deceased
        | Status::Unknown
        | Status::Other(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Event, Record};

    fn case(status: &str, kind: &str, date: &str, term: &str) -> Case {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        case.events = vec![
            Event::from_typed([("kind", "sentence"), ("date", date), ("status", status)]).unwrap(),
        ];
        case.sentences =
            vec![Sentence::from_typed([("kind", kind), ("date", date), ("term", term)]).unwrap()];
        case
    }

    fn doubtful(case: &Case, day: &str) -> bool {
        case.doubt_on(full_day(day).unwrap()).is_some()
    }

    #[test]
    fn a_term_that_must_be_over_is_doubtful() {
        let held = case("imprisoned", "prison", "2017-05-16", "2y");
        assert!(!doubtful(&held, "2019-05-16") && doubtful(&held, "2019-05-17"));
        let days = case(
            "administrative-detention",
            "administrative-detention",
            "2011-11",
            "10d",
        );
        assert!(!doubtful(&days, "2011-12-10") && doubtful(&days, "2011-12-11"));
    }

    #[test]
    fn what_says_too_little_is_not() {
        assert!(!doubtful(
            &case("imprisoned", "prison", "", "14y"),
            "2050-01-01"
        ));
        assert!(!doubtful(
            &case("imprisoned", "prison", "2017-05-16", ""),
            "2050-01-01"
        ));
        assert!(!doubtful(
            &case("imprisoned", "restricted-freedom", "2017-05-16", "1y"),
            "2050-01-01"
        ));
    }

    #[test]
    fn the_latest_sentence_counts() {
        let mut raised = case("imprisoned", "prison", "2021-06-21", "1y6m");
        raised.sentences.push(
            Sentence::from_typed([("kind", "prison"), ("date", "2021-09-02"), ("term", "2y2m")])
                .unwrap(),
        );
        assert!(!doubtful(&raised, "2023-06-01") && doubtful(&raised, "2023-11-03"));
    }

    #[test]
    fn a_stay_of_limited_length_that_must_be_over_is_doubtful() {
        let held = |fields: &[(&str, &str)], more: &[&[(&str, &str)]]| {
            let mut case =
                Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
            case.events = [fields]
                .iter()
                .chain(more)
                .map(|it| Event::from_typed(it.iter().copied()).unwrap())
                .collect();
            case
        };
        let month: &[(&str, &str)] = &[
            ("kind", "transfer"),
            ("date", "2018-03-31"),
            ("term", "1m"),
            ("status", "psychiatric-detention"),
        ];
        assert!(
            !doubtful(&held(month, &[]), "2018-05-01") && doubtful(&held(month, &[]), "2018-05-02")
        );
        let days: &[(&str, &str)] = &[
            ("kind", "arrest"),
            ("date", "2024-05"),
            ("term", "10d"),
            ("status", "administrative-detention"),
        ];
        assert!(
            !doubtful(&held(days, &[]), "2024-06-10") && doubtful(&held(days, &[]), "2024-06-11")
        );
        let until: &[(&str, &str)] = &[
            ("kind", "measure-changed"),
            ("date", "2024-01"),
            ("until", "2024-03-10"),
            ("status", "house-arrest"),
        ];
        assert!(doubtful(&held(until, &[]), "2024-03-11"));
        let noted: &[(&str, &str)] = &[
            ("kind", "status-noted"),
            ("date", "2024-04"),
            ("status", "house-arrest"),
        ];
        assert!(!doubtful(&held(until, &[noted]), "2024-06-11"));
        let longer: &[(&str, &str)] = &[
            ("kind", "detention-extended"),
            ("date", "2024-03-09"),
            ("until", "2024-05-10"),
        ];
        assert!(
            !doubtful(&held(until, &[longer]), "2024-05-10")
                && doubtful(&held(until, &[longer]), "2024-05-11")
        );
        let open: &[(&str, &str)] = &[("kind", "detention-extended"), ("date", "2024-03-09")];
        assert!(!doubtful(&held(until, &[open]), "2025-01-01"));
        let wrong: &[(&str, &str)] = &[
            ("kind", "arrest"),
            ("date", "2024-03"),
            ("until", "2024-01"),
            ("status", "police-custody"),
        ];
        assert!(!doubtful(&held(wrong, &[]), "2025-01-01"));
        let search: &[(&str, &str)] = &[
            ("kind", "release"),
            ("date", "2024-01"),
            ("until", "2024-03-10"),
            ("status", "released"),
        ];
        assert!(!doubtful(&held(search, &[]), "2025-01-01"));
        let mut sentenced = held(until, &[]);
        sentenced.sentences = vec![
            Sentence::from_typed([("kind", "prison"), ("date", "2024-02"), ("term", "3y")])
                .unwrap(),
        ];
        assert!(!doubtful(&sentenced, "2025-01-01"));
    }

    fn with_events(lines: &[&str]) -> Case {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "BY")]).unwrap();
        let rows: Vec<_> = lines
            .iter()
            .map(|line| crate::model::shorthand::parse_fact("events", line).unwrap())
            .collect();
        case.set_rows("events", &rows).unwrap();
        case
    }

    #[test]
    fn a_later_end_without_a_status_is_doubtful() {
        let held = "2024-05-01 arrest imprisoned: x";
        for kind in [
            "death",
            "release",
            "pardon",
            "amnesty",
            "parole-granted",
            "term-ended",
            "extradited",
            "acquittal",
        ] {
            let ended = with_events(&[held, &format!("2026-10-05 {kind}: x")]);
            assert!(
                !doubtful(&ended, "2026-10-04") && doubtful(&ended, "2026-10-05"),
                "{kind}"
            );
            let earlier = with_events(&[held, &format!("2023 {kind}: x")]);
            assert_eq!(doubtful(&earlier, "2026-10-05"), kind == "death", "{kind}");
        }
        let since = with_events(&[
            held,
            "2026-10-05 release: x",
            "2026-10-06 arrest police-custody: x",
        ]);
        assert!(!doubtful(&since, "2026-10-07"));
        let free = with_events(&[
            held,
            "2026-10-05 release released: x",
            "2026-10-09 amnesty: x",
        ]);
        assert!(!doubtful(&free, "2026-10-10"));
        assert!(doubtful(
            &with_events(&["2024-05-01 release released", "2025-01-01 death"]),
            "2026-01-01"
        ));
        assert!(doubtful(
            &with_events(&["2024-05-01 arrest imprisoned", "2024-05 release"]),
            "2026-01-01"
        ));
    }

    #[test]
    fn a_release_without_a_day_is_doubtful() {
        assert!(doubtful(
            &with_events(&["2024-05-01 arrest imprisoned", "release released: x"]),
            "2026-01-01"
        ));
        assert!(doubtful(
            &with_events(&["2024-05-01 arrest imprisoned", "release: x"]),
            "2026-01-01"
        ));
        assert!(!doubtful(
            &with_events(&["2024-05-01 release released", "arrest: x"]),
            "2026-01-01"
        ));
        assert!(!doubtful(
            &with_events(&["2024-05-01 arrest imprisoned", "transfer: x"]),
            "2026-01-01"
        ));
        assert!(doubtful(
            &with_events(&["2024-05-01 arrest imprisoned", "acquittal: x"]),
            "2026-01-01"
        ));
    }

    #[test]
    fn an_acquittal_without_a_day_is_overruled_by_a_sentence_told_after_it() {
        let told = ["acquittal: x", "2024-05-01 sentence imprisoned"];
        assert!(!doubtful(&with_events(&told), "2026-01-01"));
        assert!(doubtful(&with_events(&[told[1], told[0]]), "2026-01-01"));
    }

    #[test]
    fn pre_trial_detention_ends_with_the_sentence_and_the_last_charge() {
        let mut held = with_events(&["2024-05-01 arrest pre-trial-detention"]);
        let sentence = |line: &str| {
            Sentence::from_cells(&crate::model::shorthand::parse_fact("sentences", line).unwrap())
        };
        held.sentences = vec![sentence("2024-09-01 fine").unwrap()];
        assert!(!doubtful(&held, "2024-08-31") && doubtful(&held, "2024-09-01"));
        held.sentences = vec![sentence("2024-09-01 prison 1y").unwrap()];
        assert!(!doubtful(&held, "2025-09-01") && doubtful(&held, "2025-09-02"));
        held.sentences = vec![sentence("2023-09-01 prison 1y").unwrap()];
        assert!(!doubtful(&held, "2025-09-02"));
        held.sentences.clear();
        let charge = |standing: &str, date: &str| {
            let fields = [
                ("title", "x"),
                ("code", "CC"),
                ("article", "342"),
                ("standing", standing),
                ("date", date),
            ];
            Charge::from_typed(fields).unwrap()
        };
        held.charges = vec![charge("charged", "2024-05-02")];
        assert!(!doubtful(&held, "2024-12-01"));
        held.charges.push(charge("acquitted", "2024-11"));
        assert!(!doubtful(&held, "2024-10-01") && doubtful(&held, "2024-12-01"));
        held.charges[0].article = "343".parse().ok();
        assert!(!doubtful(&held, "2024-12-01"));
    }

    #[test]
    fn police_custody_rests_on_an_arrest_of_so_many_days() {
        let held = case(
            "police-custody",
            "administrative-detention",
            "2024-05-02",
            "15d",
        );
        assert!(!doubtful(&held, "2024-05-17") && doubtful(&held, "2024-05-18"));
        assert!(!doubtful(
            &case("police-custody", "prison", "2014-05-02", "1y"),
            "2024-05-18"
        ));
    }
}
