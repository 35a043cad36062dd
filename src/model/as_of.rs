//! As of when holds what somebody types in.
//!
//! ```text
//! the day that was given (--as-of)
//!   else the newest day of a fact that was given with it, a beginning of a situation (--on) too
//!     else the newest date of a source of these facts
//!       else the day of typing, and the answer says so
//! ```

use jiff::civil::Date;

use super::source::SourceDates;
use super::vocabulary::DateBasis;
use super::{Case, Fact, FieldMeaning, Id, PartialDate, Record};

/// The day as of which a record holds, and what says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day.
    pub date: PartialDate,
    /// What says so.
    pub basis: AsOfBasis,
}

/// What says as of when a record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOfBasis {
    /// Somebody gave the day.
    Given,
    /// The newest fact that was given.
    Fact,
    /// The newest source of the facts that were given.
    Source,
    /// Nothing: it is the day of typing.
    Typing,
    /// The day of typing, since all dates that were given are still to come.
    ToCome,
}

/// What a record says that it did not say before: the days of its facts, and the sources of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewFacts {
    /// The days of the facts.
    pub dates: Vec<PartialDate>,
    /// Their sources.
    pub sources: Vec<Id>,
}

impl AsOf {
    /// The day as of which holds what was typed in. Days that are still to come say nothing of today.
    #[must_use]
    pub fn infer_date(
        given: Option<PartialDate>,
        news: &NewFacts,
        sources: &SourceDates,
        today: Date,
    ) -> Self {
        let newest = |dates: &mut dyn Iterator<Item = PartialDate>| {
            dates.filter(|date| date.may_be_by(today)).max()
        };
        let fact = || newest(&mut news.dates.iter().copied());
        let source = || {
            newest(
                &mut news
                    .sources
                    .iter()
                    .filter_map(|source| sources.find_date(source)),
            )
        };
        let found = [
            given.map(|date| (date, AsOfBasis::Given)),
            fact().map(|date| (date, AsOfBasis::Fact)),
            source().map(|date| (date, AsOfBasis::Source)),
        ];
        let nothing = if news.dates.is_empty() {
            AsOfBasis::Typing
        } else {
            AsOfBasis::ToCome
        };
        let (date, basis) = found
            .into_iter()
            .flatten()
            .next()
            .unwrap_or((today.into(), nothing));
        Self { date, basis }
    }

    /// Whether it is only the day of typing, so that the answer has to say it.
    pub fn is_of_typing(&self) -> bool {
        matches!(self.basis, AsOfBasis::Typing | AsOfBasis::ToCome)
    }

    /// What the answer says where no date says as of when; nothing where one does.
    pub fn date_notice(&self) -> Option<String> {
        self.is_of_typing().then(|| {
            format!(
                "as of {} ({}; another day: --as-of DATE)",
                self.date,
                self.describe_basis()
            )
        })
    }

    /// What the record keeps of it: nothing where somebody gave the day.
    pub fn recorded_basis(&self) -> Option<DateBasis> {
        match self.basis {
            AsOfBasis::Given => None,
            AsOfBasis::Fact => Some(DateBasis::Fact),
            AsOfBasis::Source => Some(DateBasis::Source),
            AsOfBasis::Typing | AsOfBasis::ToCome => Some(DateBasis::Typing),
        }
    }

    /// On what it rests, in a few words.
    pub fn describe_basis(&self) -> &'static str {
        match self.basis {
            AsOfBasis::Given => "as you said",
            AsOfBasis::Fact => "the newest date among the facts",
            AsOfBasis::Source => "the date of the source",
            AsOfBasis::Typing => "today, because no date was given",
            AsOfBasis::ToCome => "today, because the dates given are still to come",
        }
    }
}

/// Lists whose dates say nothing about the person’s situation: demands, and claims of a source.
const SILENT: [&str; 2] = ["demands", "claims"];

/// What is always told of some of the facts.
macro_rules! keep_told {
    ($case:ident: $($list:ident),+) => {
        $($case.$list.retain(|fact| !fact.is_private() && fact.embargo().is_none());)+
    };
}

impl Case {
    /// Forgets what the day of the record was taken from where another day was put in its place and nothing says from what,
    /// before the record is saved in place of `before`.
    pub fn refresh_date_basis(&mut self, before: &Self) {
        let is_leftover = self.as_of != before.as_of && self.as_of_basis == before.as_of_basis;
        if self.as_of.is_none() || is_leftover {
            self.as_of_basis = None;
        }
    }

    /// Whether the day of the record is only that on which somebody typed it in.
    pub fn is_dated_by_typing(&self) -> bool {
        self.as_of.is_some() && self.as_of_basis == Some(DateBasis::Typing)
    }

    /// The same without facts that are private or under embargo: their days are not disclosed, so no other day may depend on
    /// them.
    #[must_use]
    pub fn without_undisclosed(&self) -> Self {
        let mut told = self.clone();
        keep_told!(told: charges, sentences, restrictions, events, concerns, demands, officials, actions);
        told
    }

    /// What the facts of the case say that those of an earlier state of it did not.
    pub fn news_since(&self, before: Option<&Self>) -> NewFacts {
        let mut news = NewFacts::default();
        for list in Self::LISTS
            .iter()
            .filter(|list| !SILENT.contains(&list.name))
        {
            let known = before
                .map(|before| before.rows(list.name))
                .unwrap_or_default();
            for row in self
                .rows(list.name)
                .iter()
                .filter(|row| !known.contains(row))
            {
                for (field, cell) in list.fields.iter().zip(row) {
                    if matches!(field.meaning, FieldMeaning::Date | FieldMeaning::EndDate) {
                        news.dates.extend(cell.to_line().parse::<PartialDate>());
                    } else if field.meaning == FieldMeaning::Source {
                        news.sources.extend(cell.to_line().parse::<Id>());
                    }
                }
            }
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Cell, shorthand};

    fn decided(given: &str, facts: &[(&str, &str)], dated: &[(&str, &str)]) -> (String, AsOfBasis) {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "BY")]).unwrap();
        for (list, line) in facts {
            let mut rows = case.rows(list);
            rows.push(shorthand::parse_fact(list, line).unwrap());
            case.set_rows(list, &rows).unwrap();
        }
        let sources = dated
            .iter()
            .map(|(id, date)| (id.parse().unwrap(), date.parse().unwrap()))
            .collect();
        let today = full_day("2026-06-15").unwrap();
        let as_of = AsOf::infer_date(given.parse().ok(), &case.news_since(None), &sources, today);
        (as_of.date.to_string(), as_of.basis)
    }

    #[test]
    fn a_day_rests_on_what_was_given_then_on_facts_then_on_sources_then_on_today() {
        let event = ("events", "2015-04 arrest imprisoned");
        let sourced = ("concerns", "kind=unfair-trial; source=paper");
        let paper = [("paper", "2019-11-02")];
        assert_eq!(
            decided("2026-05", &[event, sourced], &paper),
            ("2026-05".to_owned(), AsOfBasis::Given)
        );
        assert_eq!(
            decided("", &[event, sourced], &paper),
            ("2015-04".to_owned(), AsOfBasis::Fact)
        );
        assert_eq!(
            decided("", &[sourced], &paper),
            ("2019-11-02".to_owned(), AsOfBasis::Source)
        );
        assert_eq!(
            decided("", &[sourced], &[]),
            ("2026-06-15".to_owned(), AsOfBasis::Typing)
        );
        assert_eq!(
            decided("", &[], &paper),
            ("2026-06-15".to_owned(), AsOfBasis::Typing)
        );
    }

    #[test]
    fn the_newest_fact_counts_and_none_that_is_still_to_come() {
        let facts = [
            ("sentences", "2016-11-28 prison 5y"),
            ("restrictions", "travel-ban 2015..2030"),
            ("events", "2026-07-01 hearing"),
            ("charges", "title=libel; date=2016-03"),
        ];
        assert_eq!(
            decided("", &facts, &[]),
            ("2016-11-28".to_owned(), AsOfBasis::Fact)
        );
        assert_eq!(
            decided("", &facts[2..3], &[]),
            ("2026-06-15".to_owned(), AsOfBasis::ToCome)
        );
        assert_eq!(
            decided("", &[("demands", "kind=release-immediate; date=2020")], &[]).1,
            AsOfBasis::Typing
        );
    }

    #[test]
    fn what_is_not_told_dates_nothing() {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "BY")]).unwrap();
        let row = |line| shorthand::parse_fact("concerns", line).unwrap();
        case.set_rows(
            "concerns",
            &[
                row("kind=torture; date=2021-03"),
                row("kind=unfair-trial; date=2021-04; private=yes"),
                row("kind=unfair-trial; date=2021-05; embargo=2030"),
                row("kind=unfair-trial; date=2021-02"),
            ],
        )
        .unwrap();
        assert_eq!(
            case.without_undisclosed().news_since(None).dates,
            ["2021-02".parse().unwrap()]
        );
    }

    #[test]
    fn what_was_there_before_is_no_news() {
        let mut before = Case::from_typed([("id", "a"), ("name", "A"), ("country", "BY")]).unwrap();
        before
            .set_rows(
                "events",
                &[shorthand::parse_fact("events", "2015 arrest").unwrap()],
            )
            .unwrap();
        let mut after = before.clone();
        assert_eq!(after.news_since(Some(&before)), NewFacts::default());
        let rows: Vec<Vec<Cell>> = ["2015 arrest", "2016-02 hearing"]
            .map(|line| shorthand::parse_fact("events", line).unwrap())
            .to_vec();
        after.set_rows("events", &rows).unwrap();
        assert_eq!(
            after.news_since(Some(&before)).dates,
            ["2016-02".parse().unwrap()]
        );
    }
}
