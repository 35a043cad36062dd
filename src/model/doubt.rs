//! Facts that contradict the status on a day.

use jiff::civil::Date;

use super::vocabulary::{SentenceKind, Status};
use super::{Case, PartialDate, Sentence, Term};

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
        let (pronounced, term) = self.binding_term_on(day)?;
        pronounced.latest_end_of(term)
    }

    /// What contradicts the status on a day; nothing if the facts agree, or say too little to tell.
    #[must_use]
    pub fn doubt_on(&self, day: Date) -> Option<Doubt> {
        let (pronounced, term) = self.binding_term_on(day)?;
        let ended = pronounced.latest_end_of(term)?;
        let noted = self.status_event_on(day).and_then(|event| event.date);
        let noted_later = noted.is_some_and(|date| date.earliest() > ended);
        (pronounced.term_must_be_over(term, day) && !noted_later).then_some(Doubt::TermOver { pronounced, term, ended })
    }

    /// The sentence on which the status of a day rests: when it was pronounced, and its term.
    fn binding_term_on(&self, day: Date) -> Option<(PartialDate, Term)> {
        let status = self.status_event_on(day)?.status.as_ref()?;
        let sentence = self.sentence_on(day).filter(|sentence| rests_on(status, &sentence.kind))?;
        Some((sentence.date?, sentence.term?))
    }
}

fn rests_on(status: &Status, kind: &SentenceKind) -> bool {
    match status {
        Status::Imprisoned | Status::AdministrativeDetention => kind.is_custodial(),
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
}
