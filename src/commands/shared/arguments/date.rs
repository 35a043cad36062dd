//! Dates on the command line, of which one may be today.

use std::fmt;
use std::str::FromStr;

use crate::model::{Date, InvalidValue, PartialDate, written_date};

/// A date that was typed: `2025-03-04`, `04.03.2025`, `4 March 2025`, `март 2025`, `today`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedDate {
    /// The day of the clock.
    Today,
    /// This one.
    Date(PartialDate),
}

/// A full day that was typed, as a [`TypedDate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedDay {
    /// The day of the clock.
    Today,
    /// This one.
    Day(Date),
}

impl TypedDate {
    /// The date, on this day.
    pub fn on(self, today: Date) -> PartialDate {
        match self {
            Self::Today => today.into(),
            Self::Date(date) => date,
        }
    }
}

impl TypedDay {
    /// The day, on this one.
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::Today => today,
            Self::Day(day) => day,
        }
    }
}

impl fmt::Display for TypedDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today => out.write_str("today"),
            Self::Date(date) => date.fmt(out),
        }
    }
}

impl FromStr for TypedDate {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        if is_today(text) {
            return Ok(Self::Today);
        }
        written_date::parse_typed_date(text).map(Self::Date)
    }
}

impl FromStr for TypedDay {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        if is_today(text) {
            return Ok(Self::Today);
        }
        written_date::parse_typed_day(text).map(Self::Day)
    }
}

/// The text for a field that holds a date, with the day for `today`.
pub fn replace_today(text: &str, today: Date) -> String {
    if is_today(text) {
        today.to_string()
    } else {
        text.to_owned()
    }
}

fn is_today(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("today")
}
