//! The day up to which the narrative of a case reaches, and whether a letter of a given day can still use it.
//!
//! A narrative is written in the present: “has been held since November”. Letters use it until something later is known: a
//! dated event, charge or sentence, or the end of a restriction, that certainly came after its day. A fact without a date
//! does not outdate it. A fact that is entered after the narrative and may have come after its day does:
//! [`Case::date_narrative`] then moves that day to before the fact; of a charge, a sentence or a turn without a date, and of a
//! charge that has come further, to before the newest fact that has one.

use jiff::civil::Date;

use super::vocabulary::{EventKind, Vocabulary};
use super::{Case, Charge, Event, Fact, PartialDate, Sentence};

/// Why a letter of a given day does not use the narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NarrativeMismatch {
    /// It reaches beyond that day.
    Ahead {
        /// The day up to which it reaches.
        until: PartialDate,
    },
    /// Something happened after the day up to which it reaches.
    Overtaken {
        /// The day up to which it reaches.
        until: PartialDate,
        /// What came, in a few words.
        what: String,
        /// When.
        date: PartialDate,
    },
}

impl Case {
    /// The day up to which the narrative reaches: its own, else that of the record. None without a narrative.
    pub fn narrative_until(&self) -> Option<PartialDate> {
        self.summary.as_ref()?;
        self.summary_until.or(self.as_of)
    }

    /// Why a letter of a day cannot use the narrative; none if it can, or if there is no narrative.
    pub fn narrative_outrun_on(&self, day: Date) -> Option<NarrativeMismatch> {
        let until = self.narrative_until()?;
        if !until.may_be_by(day) {
            return Some(NarrativeMismatch::Ahead { until });
        }
        let came = |(_, date): &(String, PartialDate)| {
            date.may_be_by(day) && date.earliest_day() > until.latest_day()
        };
        let latest = self
            .situation_changes()
            .into_iter()
            .filter(came)
            .max_by_key(|(_, date)| *date);
        latest.map(|(what, date)| NarrativeMismatch::Overtaken { until, what, date })
    }

    /// Sets the day up to which the narrative reaches, before the record is saved in place of `before`. A new or changed
    /// narrative without a day reaches up to the day of the record. An unchanged one reaches no further than before, and
    /// not to facts that were added since and may be later.
    pub fn date_narrative(&mut self, before: Option<&Self>) {
        if self.summary.is_none() {
            self.summary_until = None;
            return;
        }
        let stayed = before.filter(|before| before.summary == self.summary);
        let Some(before) = stayed else {
            let is_leftover =
                before.is_some_and(|before| before.summary_until == self.summary_until);
            if self.summary_until.is_none() || is_leftover {
                self.summary_until = self.as_of;
            }
            return;
        };
        if self.summary_until != before.summary_until {
            return;
        }
        let Some(until) = before.narrative_until() else {
            return;
        };
        let known = before.situation_changes();
        let unread = self
            .situation_changes()
            .into_iter()
            .filter(|turn| !known.contains(turn))
            .map(|(_, date)| date);
        let doubtful = unread
            .filter(|date| date.latest_day() >= until.latest_day() || date.may_be(until))
            .min();
        let doubtful = doubtful.or_else(|| self.newest_change_before_news(before, until));
        let yesterday = doubtful.and_then(|date| date.earliest_day().yesterday().ok());
        match yesterday.filter(|day| *day < until.latest_day()) {
            Some(day) => self.summary_until = Some(day.into()),
            None if self.as_of != before.as_of => self.summary_until = Some(until),
            None => {}
        }
    }

    /// The newest dated change by the day up to which the narrative reaches, where something without a day of its own was
    /// added since, which may have come later than all of it.
    fn newest_change_before_news(&self, before: &Self, until: PartialDate) -> Option<PartialDate> {
        let has_news = self.has_undated_news(before);
        let dates = self.situation_changes().into_iter().map(|(_, date)| date);
        dates
            .filter(|date| has_news && date.earliest_day() <= until.latest_day())
            .max()
    }

    /// Whether a charge, a sentence or a turn without a date was added, or a charge has come further and its date has not.
    fn has_undated_news(&self, before: &Self) -> bool {
        let offence = |charge: &Charge| {
            [&charge.title, &charge.code, &charge.article, &charge.part].map(Clone::clone)
        };
        let is_known = |charge: &Charge| {
            let mut alike = before
                .charges
                .iter()
                .filter(|known| known.date == charge.date && offence(known) == offence(charge));
            match (charge.date, alike.clone().next()) {
                (Some(_), None) => true,
                _ => alike.any(|known| known.standing == charge.standing),
            }
        };
        let is_passed = |it: &Sentence| {
            let mut known = before.sentences.iter();
            it.date.is_some() || known.any(|known| known.kind == it.kind && known.term == it.term)
        };
        let is_seen = |event: &Event| {
            let turns = event.status.is_some() || event.kind.resulting_status().is_some();
            let mut known = before.events.iter();
            let mut is_there =
                || known.any(|known| known.kind == event.kind && known.status == event.status);
            event.date.is_some() || !turns || is_there()
        };
        !(self.charges.iter().all(is_known)
            && self.sentences.iter().all(is_passed)
            && self.events.iter().all(is_seen))
    }

    /// What changes the situation of the person, each with its date.
    fn situation_changes(&self) -> Vec<(String, PartialDate)> {
        let dated = |what: String, date: Option<PartialDate>| Some((what, date?));
        // A plan was known before its day.
        let events = self
            .events
            .iter()
            .filter(|event| event.kind != EventKind::TravelPlanned);
        let events = events.filter_map(|event| dated(event.kind.label(), event.date));
        let charges = self
            .charges
            .iter()
            .filter_map(|charge| dated("charge".to_owned(), charge.date()));
        let sentences = self
            .sentences
            .iter()
            .filter_map(|it| dated("sentence".to_owned(), it.date()));
        let ends = self
            .restrictions
            .iter()
            .filter_map(|it| dated(format!("end of {}", it.kind.label()), it.until));
        events.chain(charges).chain(sentences).chain(ends).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Record, Restriction};

    fn case(as_of: &str, until: &str) -> Case {
        Case::from_typed([
            ("id", "a"),
            ("name", "A"),
            ("country", "BY"),
            ("summary", "A has been held since 2024."),
            ("as_of", as_of),
            ("summary_until", until),
        ])
        .unwrap()
    }

    fn event(kind: &str, date: &str) -> Event {
        Event::from_typed([("kind", kind), ("date", date)]).unwrap()
    }

    fn is_told(case: &Case, day: &str) -> bool {
        case.narrative_outrun_on(full_day(day).unwrap()).is_none()
    }

    #[test]
    fn anything_later_overtakes_a_narrative() {
        let later: [fn(&mut Case); 6] = [
            |case| case.events.push(event("transfer", "2025-02")),
            |case| case.events.push(event("death", "2025-02-03")),
            |case| {
                case.charges
                    .push(Charge::from_typed([("title", "libel"), ("date", "2025")]).unwrap())
            },
            |case| {
                case.sentences
                    .push(Sentence::from_typed([("kind", "prison"), ("date", "2025-02")]).unwrap())
            },
            |case| {
                let ban = [
                    ("kind", "travel-ban"),
                    ("from", "2020"),
                    ("until", "2025-02"),
                ];
                case.restrictions
                    .push(Restriction::from_typed(ban).unwrap());
            },
            |case| case.events.push(event("status-noted", "2025-02-28")),
        ];
        for (number, add) in later.iter().enumerate() {
            let mut case = case("2024-11", "");
            case.events.push(event("arrest", "2024-11-03"));
            assert!(is_told(&case, "2025-06-01"), "{number}");
            add(&mut case);
            assert!(!is_told(&case, "2025-06-01"), "{number}");
            assert!(is_told(&case, "2024-12-31"), "{number}");
            case.summary_until = "2025-03".parse().ok();
            assert!(is_told(&case, "2025-06-01"), "{number}");
        }
    }

    #[test]
    fn it_is_not_told_before_its_day_nor_outrun_by_what_has_no_date() {
        let mut case = case("2024-11", "2024-11-20");
        assert!(!is_told(&case, "2024-11-19") && is_told(&case, "2024-11-20"));
        case.sentences
            .push(Sentence::from_typed([("kind", "prison")]).unwrap());
        assert!(is_told(&case, "2026-01-01"));
    }

    #[test]
    fn the_day_is_kept_when_the_record_goes_on() {
        let typed = |text: &str| text.parse::<PartialDate>().ok();
        let mut new = case("2024-11", "");
        new.date_narrative(None);
        assert_eq!(new.summary_until, typed("2024-11"));
        let mut confirmed = Case {
            as_of: typed("2026-01"),
            ..new.clone()
        };
        confirmed.date_narrative(Some(&new));
        assert_eq!(confirmed.summary_until, typed("2024-11"));
        let mut told_anew = Case {
            summary: "A is free.".parse().ok(),
            ..confirmed.clone()
        };
        told_anew.date_narrative(Some(&confirmed));
        assert_eq!(told_anew.summary_until, typed("2026-01"));
        let mut read_again = Case {
            summary_until: typed("2026-01"),
            ..confirmed.clone()
        };
        read_again.date_narrative(Some(&confirmed));
        assert_eq!(read_again.summary_until, typed("2026-01"));
        let imported = case("2024-11", "");
        let mut confirmed = Case {
            as_of: typed("2026-01"),
            ..imported.clone()
        };
        confirmed.date_narrative(Some(&imported));
        assert_eq!(confirmed.summary_until, typed("2024-11"));
    }

    #[test]
    fn what_is_entered_later_and_may_have_come_later_overtakes_it() {
        for (fact, until, told) in [
            ("2024-11-28", "2024-11", false),
            ("2024-11", "2024-11-05", false),
            ("2024-11-05", "2024-11-05", false),
            ("2024-12-01", "2024-11", false),
            ("2024-10-30", "2024-11", true),
            ("2023", "2024-11", true),
        ] {
            let before = case(until, "");
            let mut after = before.clone();
            after.events.push(event("release", fact));
            after.as_of = after.as_of.max(fact.parse().ok());
            after.date_narrative(Some(&before));
            assert_eq!(is_told(&after, "2026-06-15"), told, "{fact} after {until}");
        }
    }

    #[test]
    fn what_has_no_date_and_is_entered_later_overtakes_it() {
        let charge = |standing: &str, date: &str| {
            let typed = [("title", "libel"), ("standing", standing), ("date", date)];
            Charge::from_typed(typed).unwrap()
        };
        let sentence = |date: &str| Sentence::from_typed([("kind", "prison"), ("date", date)]);
        let mut before = case("2024-11", "2024-11");
        before.events.push(event("arrest", "2024-03"));
        before.charges.push(charge("accused", "2024-03"));
        before.charges.push(charge("convicted", ""));
        let is_told_with = |change: &dyn Fn(&mut Case)| {
            let mut after = before.clone();
            change(&mut after);
            after.date_narrative(Some(&before));
            is_told(&after, "2026-06-15")
        };
        assert!(is_told_with(&|_| {}));
        assert!(!is_told_with(&|case| case
            .sentences
            .push(sentence("").unwrap())));
        assert!(!is_told_with(&|case| case
            .events
            .push(event("release", ""))));
        assert!(!is_told_with(&|case| case
            .charges
            .push(charge("charged", ""))));
        assert!(!is_told_with(
            &|case| case.charges[0] = charge("acquitted", "2024-03")
        ));
        assert!(!is_told_with(
            &|case| case.charges[1] = charge("acquitted", "")
        ));
        assert!(is_told_with(&|case| case
            .sentences
            .push(sentence("2024-05").unwrap())));
        assert!(is_told_with(
            &|case| case.charges[0] = charge("convicted", "2024-05")
        ));
        assert!(is_told_with(&|case| case.events.push(event("hearing", ""))));
        assert!(is_told_with(&|case| {
            case.charges[0].source = "a".parse().ok();
            case.charges.swap(0, 1);
        }));
    }
}
