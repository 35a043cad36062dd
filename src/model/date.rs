//! Dates that are only as precise as they are known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::value::{ValueKind, text_value};
use super::{InvalidValue, Term};

/// A year, a month or a day. It never pretends to know more than was said.
///
/// Ordered by year, then month, then day, with the less precise date first: the order of the written form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A day that is fully known.
    #[must_use]
    pub fn from_day(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, if it is known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, if it is known.
    pub fn day_of_month(self) -> Option<i8> {
        self.day
    }

    /// The first day it can be.
    pub fn earliest_day(self) -> Date {
        let month = self.month.unwrap_or(1);
        Date::new(self.year, month, self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// The last day it can be.
    pub fn latest_day(self) -> Date {
        let month = self.month.unwrap_or(12);
        let first = Date::new(self.year, month, 1).unwrap_or(Date::MAX);
        match self.day {
            Some(day) => Date::new(self.year, month, day).unwrap_or(Date::MAX),
            None => first.last_of_month(),
        }
    }

    /// Whether it can have come by the given day.
    pub fn may_be_by(self, day: Date) -> bool {
        self.earliest_day() <= day
    }

    /// Whether it must have come by the given day.
    pub fn must_be_by(self, day: Date) -> bool {
        self.latest_day() <= day
    }

    /// Whether both can be the same day.
    pub fn may_be(self, other: Self) -> bool {
        self.earliest_day() <= other.latest_day() && other.earliest_day() <= self.latest_day()
    }

    /// The last day on which a term that began on this date can end; none beyond the calendar. A month from the 31st of March
    /// can be counted to the 30th of April or to the 1st of May: the later day is meant.
    pub fn latest_end_of(self, term: Term) -> Option<Date> {
        let begun = self.latest_day();
        let end = begun.checked_add(term.to_span()).ok()?;
        // No days in the term, and another day of the month: the month was too short.
        let is_cut = term.to_span().get_days() == 0 && end.day() < begun.day();
        if is_cut {
            end.tomorrow().ok()
        } else {
            Some(end)
        }
    }

    /// Whether a term that began on this date must have run out before the given day.
    pub fn term_must_be_over(self, term: Term, day: Date) -> bool {
        self.latest_end_of(term).is_some_and(|end| end < day)
    }

    /// Whole months that have certainly passed from this date to the given day; 0 if none.
    pub fn months_until(self, day: Date) -> u32 {
        let from = self.latest_day();
        if from >= day {
            return 0;
        }
        let months = (i32::from(day.year()) - i32::from(from.year())) * 12
            + (i32::from(day.month()) - i32::from(from.month()))
            - i32::from(day.day() < from.day());
        u32::try_from(months).unwrap_or(0)
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self::from_day(date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let small = |part: &&str| digits(part, 2).and_then(|number| i8::try_from(number).ok());
        let read = match parts.as_slice() {
            [year] => digits(year, 4).map(|year| (year, None, None)),
            [year, month] => digits(year, 4)
                .zip(small(month))
                .map(|(year, month)| (year, Some(month), None)),
            [year, month, day] => digits(year, 4)
                .zip(small(month).zip(small(day)))
                .map(|(year, (month, day))| (year, Some(month), Some(day))),
            _ => None,
        };
        let Some((year, month, day)) = read else {
            return Err(InvalidValue::new(format!(
                "“{text}” is not a date; write 2018, 2018-04 or 2018-04-10"
            )));
        };
        if !(1000..=9998).contains(&year)
            || Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err()
        {
            return Err(InvalidValue::new(format!(
                "there is no such date as {text}"
            )));
        }
        Ok(Self { year, month, day })
    }
}

text_value!(PartialDate, ValueKind::Date);

/// A day that is fully known, as the clock and a letter need it.
pub fn full_day(text: &str) -> Result<Date, InvalidValue> {
    let date: PartialDate = text.parse()?;
    match date.day {
        Some(_) => Ok(date.earliest_day()),
        None => Err(InvalidValue::new(format!(
            "“{text}” is not a full date; write 2018-04-10"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        full_day(text).unwrap()
    }

    #[test]
    fn what_is_partly_known_may_be_the_same_day() {
        for (one, other, same) in [
            ("1980", "1980-05-01", true),
            ("1980-05", "1980-05", true),
            ("1980-05", "1980-06-01", false),
        ] {
            let (one, other): (PartialDate, PartialDate) =
                (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(
                (one.may_be(other), other.may_be(one)),
                (same, same),
                "{one} {other}"
            );
        }
    }

    #[test]
    fn it_stays_partial() {
        for text in ["2018", "2018-04", "2018-04-10", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn impossible_and_ambiguous_dates_are_refused() {
        for text in [
            "2024-02-30",
            "2024-13",
            "2023-02-29",
            "0000-00-00",
            "0000",
            "9999-12-31",
            "01/02/2024",
            "yesterday",
            "",
            "2024-1-1",
            "2018-04-10T00:00",
            "+2018",
            "٢٠٢٤-٠١-٠١",
            "1445/09/01",
            "20180410",
            "2018-",
            "-2018",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
        assert!(full_day("2018-04").is_err());
    }

    #[test]
    fn what_is_certain_and_what_is_possible() {
        let april = date("2018-04");
        assert!(april.may_be_by(day("2018-04-01")) && !april.must_be_by(day("2018-04-01")));
        assert!(april.must_be_by(day("2018-04-30")));
        assert!(date("2018") < april && april < date("2018-04-01"));
    }

    #[test]
    fn a_term_is_over_only_when_it_must_be() {
        let term = |text: &str| text.parse::<Term>().unwrap();
        assert!(!date("2011-11").term_must_be_over(term("10d"), day("2011-12-10")));
        assert!(date("2011-11").term_must_be_over(term("10d"), day("2011-12-11")));
        assert!(!date("2016-09-23").term_must_be_over(term("5y"), day("2021-09-15")));
        assert!(date("2017-05-16").term_must_be_over(term("2y"), day("2021-09-15")));
        assert!(!date("2012").term_must_be_over(term("5y"), day("2017-12-31")));
        for (begun, length, end) in [
            ("2018-03-31", "1m", "2018-05-01"),
            ("2020-02-29", "1y", "2021-03-01"),
            ("2018-03-30", "1m", "2018-04-30"),
            ("2018-03-31", "10d", "2018-04-10"),
        ] {
            assert_eq!(
                date(begun).latest_end_of(term(length)),
                Some(day(end)),
                "{begun} {length}"
            );
        }
    }

    #[test]
    fn months_that_have_certainly_passed() {
        assert_eq!(date("2018-04").months_until(day("2018-05-01")), 0);
        assert_eq!(date("2018-04").months_until(day("2019-04-30")), 12);
        assert_eq!(date("2018-04").months_until(day("2019-04-29")), 11);
        assert_eq!(date("2018-04").months_until(day("2017-01-01")), 0);
    }
}
