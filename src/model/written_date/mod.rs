//! Dates as people write them: in words, in numbers, in the digits of their script.

pub(crate) mod months;
pub(crate) mod numeric;
pub(crate) mod persian;

use super::{Date, InvalidValue, PartialDate, date};

pub use numeric::DateOrder;

/// The date that a person typed: `2025-03-04`, `04.03.2025`, `4 March 2025`, `март 2025`. None where it is no date, where
/// nobody can tell the day from the month, or where the year is of another calendar.
pub fn parse_written_date(text: &str) -> Option<PartialDate> {
    let exact = text.parse().ok();
    let text = &numeric::to_plain_digits(text);
    let plain = || text.parse().ok();
    let dotted = || numeric::to_iso_date(text, None).ok()?.parse().ok();
    let spoken = || months::to_iso_date(text)?.parse().ok();
    let is_ours = |date: &PartialDate| date.year() >= numeric::EARLIEST_YEAR;
    exact.or_else(|| {
        let read = plain().or_else(dotted).or_else(spoken);
        read.filter(is_ours)
    })
}

/// The date that a person typed, as by [`parse_written_date`].
///
/// # Errors
/// It is no date, or nobody can tell which number is the month.
pub fn parse_typed_date(text: &str) -> Result<PartialDate, InvalidValue> {
    if let Some(date) = parse_written_date(text) {
        return Ok(date);
    }
    if text.contains('/') && text.contains(|c: char| c.is_ascii_digit()) {
        return Err(InvalidValue::new(format!(
            "of “{}” nobody can tell which number is the month, or of which calendar it is; write 2018-04-10 or 10 April 2018",
            text.trim()
        )));
    }
    text.parse()
}

/// The day that a person typed, as by [`parse_typed_date`].
///
/// # Errors
/// It is no date, or no full one.
pub fn parse_typed_day(text: &str) -> Result<Date, InvalidValue> {
    let read = parse_typed_date(text)?;
    date::full_day(&read.to_string()).map_err(|_| {
        InvalidValue::new(format!(
            "“{}” is not a full date; write 2018-04-10 or 10 April 2018",
            text.trim()
        ))
    })
}

/// A text for a field that holds a date, as it is stored; what is no date stays as it is, and is refused with it.
pub fn to_stored_date(text: &str) -> String {
    parse_written_date(text).map_or_else(|| text.to_owned(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_typed_as_people_write_it_and_never_guessed() {
        for (typed, date) in [
            ("2024-03-05", "2024-03-05"),
            ("5 March 2024", "2024-03-05"),
            ("5. März 2024", "2024-03-05"),
            ("2024年3月5日", "2024-03-05"),
            ("March 2024", "2024-03"),
        ] {
            let read = parse_typed_date(typed).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Ok(date), "{typed}");
        }
        for (typed, why) in [
            ("03/04/2024", "which number is the month"),
            ("1445/09/01", "of which calendar it is"),
            ("2024-02-30", "no such date"),
            ("soon", "is not a date"),
        ] {
            let refused = parse_typed_date(typed).expect_err(typed).to_string();
            assert!(refused.contains(why), "{refused}");
        }
        assert_eq!(
            parse_typed_day("10.04.2018").unwrap().to_string(),
            "2018-04-10"
        );
        assert!(
            parse_typed_day("April 2018").is_err_and(|error| error.reason.contains("full date"))
        );
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        for (typed, date) in [
            ("2025-03-04", "2025-03-04"),
            ("4 March 2025", "2025-03-04"),
            ("March 4, 2025", "2025-03-04"),
            ("04.03.2025", "2025-03-04"),
            ("4.3.2025", "2025-03-04"),
            ("March 2025", "2025-03"),
            ("4 марта 2025 г.", "2025-03-04"),
            ("2025", "2025"),
            ("2025年3月4日", "2025-03-04"),
            ("٤ مارس ٢٠٢٥", "2025-03-04"),
        ] {
            let read = parse_written_date(typed).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some(date), "{typed}");
        }
        for typed in ["03/04/2025", "1403/05/12", "soon", "31 February 2025", ""] {
            assert_eq!(parse_written_date(typed), None, "{typed}");
        }
    }
}
