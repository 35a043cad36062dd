//! The only door from the casebook to a letter.
//!
//! A [`PublicCase`] can be made in one way: here, from a case that may be spoken of, with everything private taken out
//! and nothing later than the day of the letter. Whatever a template asks for, there is nothing else to be had. In a
//! letter of another language than the casebook’s it is told without the casebook’s own texts.

mod foreign;

use std::ops::Deref;

use crate::model::{Case, Date, Fact, Id};

/// A case as it may be told, on a day.
#[derive(Debug, Clone)]
pub struct PublicCase {
    told: Case,
    withheld: usize,
}

/// Why a case cannot be told at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withheld {
    /// The case is private.
    Private(Id),
    /// Consent was refused.
    ConsentRefused(Id),
}

impl Withheld {
    /// The case in question.
    #[must_use]
    pub fn case(&self) -> &Id {
        match self {
            Self::Private(id) | Self::ConsentRefused(id) => id,
        }
    }
}

impl PublicCase {
    /// What may be told of a case on a day.
    ///
    /// # Errors
    /// The case is private, or consent was refused.
    pub fn disclose(case: &Case, day: Date) -> Result<Self, Withheld> {
        if !case.publicity.as_ref().is_none_or(crate::model::vocabulary::Publicity::is_public) {
            return Err(Withheld::Private(case.id.clone()));
        }
        if !case.may_be_spoken_of() {
            return Err(Withheld::ConsentRefused(case.id.clone()));
        }
        let mut told = case.clone();
        told.notes = None;
        told.consent_by = None;
        told.uid = None;
        told.rev = None;
        told.old_ids.clear();
        told.tags.clear();
        if told.as_of.is_some_and(|as_of| !as_of.may_be_by(day)) {
            told.summary = None;
        }
        let withheld = keep(&mut told.charges, day)
            + keep(&mut told.sentences, day)
            + keep(&mut told.restrictions, day)
            + keep(&mut told.events, day)
            + keep(&mut told.concerns, day)
            + keep(&mut told.demands, day)
            + keep(&mut told.officials, day)
            + keep(&mut told.actions, day);
        Ok(Self { told, withheld })
    }

    /// How many private facts were taken out.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.withheld
    }
}

impl Deref for PublicCase {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.told
    }
}

/// Keeps public facts that can have come about by the day; tells how many private ones went.
fn keep<F: Fact>(facts: &mut Vec<F>, day: Date) -> usize {
    facts.retain(|fact| fact.date().is_none_or(|date| date.may_be_by(day)));
    let before = facts.len();
    facts.retain(|fact| !fact.is_private());
    before - facts.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Concern, Event, Record};

    fn day() -> Date {
        full_day("2021-09-15").unwrap()
    }

    fn case(extra: &[(&str, &str)]) -> Case {
        let flat = [("id", "a"), ("name", "A"), ("country", "KZ"), ("notes", "secret"), ("consent_by", "aunt")];
        Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap()
    }

    #[test]
    fn private_cases_and_refused_consent_do_not_pass() {
        assert!(matches!(PublicCase::disclose(&case(&[("publicity", "private")]), day()), Err(Withheld::Private(_))));
        assert!(matches!(
            PublicCase::disclose(&case(&[("consent", "refused")]), day()),
            Err(Withheld::ConsentRefused(_))
        ));
        let mut newer = case(&[]);
        newer.publicity = Some(crate::model::vocabulary::Vocabulary::from_stored("embargoed"));
        assert!(PublicCase::disclose(&newer, day()).is_err());
    }

    #[test]
    fn private_facts_and_notes_are_taken_out() {
        let mut raw = case(&[]);
        raw.concerns = vec![
            Concern::from_typed([("kind", "torture"), ("text", "hidden by kind")]).unwrap(),
            Concern::from_typed([("kind", "torture"), ("text", "told"), ("private", "no")]).unwrap(),
            Concern::from_typed([("kind", "assembly"), ("text", "hidden by word"), ("private", "yes")]).unwrap(),
        ];
        let told = PublicCase::disclose(&raw, day()).unwrap();
        assert_eq!(told.withheld(), 2);
        let shown = format!("{told:?}");
        assert!(
            shown.contains("told") && !shown.contains("hidden") && !shown.contains("secret") && !shown.contains("aunt")
        );
    }

    #[test]
    fn what_came_later_is_not_told() {
        let mut raw = case(&[]);
        raw.events =
            vec![Event::from_typed([("kind", "release"), ("date", "2022-01"), ("status", "released")]).unwrap()];
        assert!(PublicCase::disclose(&raw, day()).unwrap().events.is_empty());
    }
}
