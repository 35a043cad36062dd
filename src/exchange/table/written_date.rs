//! A date as a person types it.

use super::{dates, months};
use crate::model::PartialDate;

/// The date that a person typed: `2025-03-04`, `04.03.2025`, `4 March 2025`, `март 2025`. None where it is no date, where
/// nobody can tell the day from the month, or where the year is of another calendar.
#[must_use]
pub fn parse_written_date(text: &str) -> Option<PartialDate> {
    let exact = text.parse().ok();
    let text = &dates::to_plain_digits(text);
    let plain = || text.parse().ok();
    let dotted = || dates::to_iso_date(text, None).ok()?.parse().ok();
    let spoken = || months::to_iso_date(text)?.parse().ok();
    let is_ours = |date: &PartialDate| date.year() >= dates::EARLIEST_YEAR;
    exact.or_else(|| {
        let read = plain().or_else(dotted).or_else(spoken);
        read.filter(is_ours)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
