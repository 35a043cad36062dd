//! Dates, numbers and rows.

use crate::letters::words::cldr::ENGLISH;
use crate::model::{PartialDate, Term};

const NUMBERS: [&str; 13] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

pub(super) fn format_date(date: PartialDate) -> String {
    ENGLISH.format_date(date)
}

pub(super) fn on_date(when: PartialDate) -> String {
    let preposition = if when.day_of_month().is_some() {
        "on"
    } else {
        "in"
    };
    format!("{preposition} {}", format_date(when))
}

pub(super) fn format_number(number: usize) -> String {
    NUMBERS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

pub(super) fn format_term(term: Term) -> String {
    if term.is_life() {
        return "life".to_owned();
    }
    let (years, months, days) = term.to_parts();
    let parts: Vec<String> = [(years, "year"), (months, "month"), (days, "day")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| {
            let plural = if number == 1 { "" } else { "s" };
            format!("{} {unit}{plural}", format_number(number as usize))
        })
        .collect();
    format_list(&parts)
}

pub(super) fn format_list(items: &[String]) -> String {
    ENGLISH.format_list(items)
}

/// Clauses in a row, of which each may hold an “and” of its own.
pub(super) fn list_of_clauses(clauses: &[String]) -> String {
    match clauses {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellValue;

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        for (written, words, adverb) in [
            ("2017-05-16", "16 May 2017", "on 16 May 2017"),
            ("2018-03", "March 2018", "in March 2018"),
            ("2012", "2012", "in 2012"),
        ] {
            let value = PartialDate::from_typed(written).unwrap();
            assert_eq!(
                (format_date(value).as_str(), on_date(value).as_str()),
                (words, adverb)
            );
        }
    }

    #[test]
    fn terms_read_aloud() {
        for (written, words) in [
            ("2y2m", "two years and two months"),
            ("1y", "one year"),
            ("10d", "ten days"),
            ("18y", "18 years"),
            ("10y6m", "ten years and six months"),
        ] {
            assert_eq!(format_term(Term::from_typed(written).unwrap()), words);
        }
    }
}
