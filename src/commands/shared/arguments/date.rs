//! A date as people type it on the command line.

use crate::exchange;
use crate::model::{InvalidValue, PartialDate};

/// The date that was typed: `2025-03-04`, `04.03.2025`, `4 March 2025`, `март 2025`. Where nobody can tell the day from the month
/// it is refused, and never guessed.
pub fn parse_typed_date(text: &str) -> Result<PartialDate, InvalidValue> {
    if let Some(date) = exchange::parse_written_date(text) {
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

/// A text for a field that holds a date, as it is stored; what is no date stays as it is, and is refused with it.
pub(super) fn to_stored_date(text: &str) -> String {
    exchange::parse_written_date(text).map_or_else(|| text.to_owned(), |date| date.to_string())
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
    }
}
