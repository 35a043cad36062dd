//! Dates in typed facts, in the forms in which people write them.

use std::borrow::Cow;

use crate::model::PartialDate;
use crate::model::written_date::parse_written_date;

/// Of how many words a date is at most: `10 de abril de 2018`.
const MOST_WORDS: usize = 6;

/// The line with its dates as they are stored: `10 April 2018 arrest: At night.` as `2018-04-10 arrest: At night.` Before the
/// colon of an event, a concern and a restriction they may stand anywhere; of any other fact only at the beginning. What no
/// date can be, or could be two, stays as it is.
pub(super) fn to_stored_dates<'a>(list: &str, line: &'a str) -> Cow<'a, str> {
    let is_anywhere = matches!(list, "events" | "concerns" | "restrictions");
    if !is_anywhere && !matches!(list, "charges" | "sentences" | "officials" | "actions") {
        return Cow::Borrowed(line);
    }
    let (head, rest) = line.split_at(line.find(": ").unwrap_or(line.len()));
    if head.contains('=') {
        return Cow::Borrowed(line);
    }
    let spaced = if is_anywhere {
        head.replace("..", " .. ")
    } else {
        head.to_owned()
    };
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut read: Vec<Cow<'_, str>> = Vec::new();
    let (mut at, mut is_changed) = (0, false);
    while at < words.len() {
        let found = (is_anywhere || at == 0)
            .then(|| find_date(&words[at..]))
            .flatten();
        match found {
            Some((date, length)) => {
                read.push(Cow::Owned(date.to_string()));
                at += length;
                is_changed = true;
            }
            None => {
                read.push(Cow::Borrowed(words[at]));
                at += 1;
            }
        }
    }
    if is_changed {
        Cow::Owned(format!("{}{rest}", read.join(" ").replace(" .. ", "..")))
    } else {
        Cow::Borrowed(line)
    }
}

/// The date that the words begin with and that is not written as it is stored, and of how many words it is.
fn find_date(words: &[&str]) -> Option<(PartialDate, usize)> {
    if words.first()?.parse::<PartialDate>().is_ok() && !is_day_of_year(words) {
        return None;
    }
    if !words[0].starts_with(char::is_alphanumeric) {
        return None;
    }
    let range = words.iter().position(|word| *word == "..");
    let longest = range.unwrap_or(words.len()).min(MOST_WORDS);
    (1..=longest).rev().find_map(|length| {
        let text = words[..length].join(" ");
        // A time of day is no part of a date that is kept.
        let date = parse_written_date(&text).filter(|_| !text.contains(':'))?;
        (date.to_string() != text).then_some((date, length))
    })
}

/// Whether a year is followed by its month: `2018 April`.
fn is_day_of_year(words: &[&str]) -> bool {
    let next = words
        .get(1)
        .filter(|word| word.starts_with(char::is_alphabetic));
    next.is_some_and(|next| parse_written_date(&format!("{next} 2018")).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_typed_as_people_write_them() {
        for (list, typed, stored) in [
            (
                "events",
                "10 April 2018 arrest: At night.",
                "2018-04-10 arrest: At night.",
            ),
            ("events", "10.04.2018 arrest", "2018-04-10 arrest"),
            ("events", "arrest 10 апреля 2018", "arrest 2018-04-10"),
            (
                "events",
                "April 10, 2018 arrest imprisoned: x",
                "2018-04-10 arrest imprisoned: x",
            ),
            (
                "concerns",
                "May 2017..June 2018 solitary: x",
                "2017-05..2018-06 solitary: x",
            ),
            (
                "restrictions",
                "travel-ban 1 May 2018 .. 2021",
                "travel-ban 2018-05-01..2021",
            ),
            (
                "sentences",
                "28 November 2016 prison 5y: City Court",
                "2016-11-28 prison 5y: City Court",
            ),
            (
                "charges",
                "14 de marzo de 2017 charged CC 174: x",
                "2017-03-14 charged CC 174: x",
            ),
            (
                "officials",
                "16 May 2017 Alima Adilova, judge",
                "2017-05-16 Alima Adilova, judge",
            ),
            (
                "actions",
                "April 2017 UN Working Group: x",
                "2017-04 UN Working Group: x",
            ),
        ] {
            assert_eq!(to_stored_dates(list, typed), stored, "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_stays_as_it_is() {
        for (list, typed) in [
            ("events", "2018-04-10 arrest: On 5 May 2019 again."),
            ("events", "03/04/2018 arrest"),
            ("events", "2018-04-05 10:30 arrest"),
            ("charges", "CC 205.2: calls of 5 May 2018"),
            ("charges", "2018 CC 174"),
            ("charges", "314/2 TCK"),
            ("charges", "date=10 April 2018; title=x"),
            ("officials", "Mai Nguyen, judge"),
            ("demands", "medical-care: by 5 May 2018"),
        ] {
            assert_eq!(to_stored_dates(list, typed), typed, "{typed}");
        }
    }
}
