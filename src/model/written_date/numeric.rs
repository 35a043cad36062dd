//! Dates as spreadsheets write them. Which number is the month is never guessed.

use std::borrow::Cow;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::InvalidValue;

/// In lists and in what is typed freely, earlier years are those of other calendars: Persian, Islamic.
pub(crate) const EARLIEST_YEAR: i16 = 1800;

/// What comes first in a date like 01/02/2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// Day, month, year: `dmy`.
    #[serde(rename = "dmy")]
    DayFirst,
    /// Month, day, year: `mdy`.
    #[serde(rename = "mdy")]
    MonthFirst,
    /// Days of the Persian calendar: `persian`.
    #[serde(rename = "persian")]
    Persian,
}

impl FromStr for DateOrder {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match text.trim().to_ascii_lowercase().as_str() {
            "dmy" => Ok(Self::DayFirst),
            "mdy" => Ok(Self::MonthFirst),
            "persian" => Ok(Self::Persian),
            _ => Err(InvalidValue::unknown_word(
                "order of a date",
                text.trim(),
                ["dmy", "mdy", "persian"],
            )),
        }
    }
}

/// The text with Latin digits, without a time of day, and with the parts of a Chinese date joined: `٥ مايو` is `5 مايو`,
/// `2024年3月5日` is `2024-3-5` with two digits each.
pub(crate) fn to_plain_digits(text: &str) -> String {
    let zero = |c: char| match c {
        '٠'..='٩' => Some('٠'),
        '۰'..='۹' => Some('۰'),
        '０'..='９' => Some('０'),
        _ => None,
    };
    let latin: String = text
        .trim()
        .chars()
        .map(|c| {
            zero(c)
                .and_then(|zero| char::from_digit(u32::from(c) - u32::from(zero), 10))
                .unwrap_or(c)
        })
        .collect();
    let plain = without_time(&latin);
    let joined = join_spaced(plain);
    let plain = joined.as_deref().unwrap_or(plain);
    from_chinese(plain)
        .or_else(|| from_year_first(plain))
        .unwrap_or_else(|| plain.to_owned())
}

/// `27. 7. 1968` as `27.7.1968`, as it is written from Prague to Helsinki; also `27 / 7 / 1968` and `27.7.1968.`
fn join_spaced(text: &str) -> Option<String> {
    let bare = text.trim_end_matches('.');
    let joined: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = bare.split(['.', '/', '-']).map(str::trim).collect();
    let are_numbers = parts.len() == 3 && parts.iter().all(|part| is_number(part, 1..=4));
    (are_numbers && joined != text).then_some(joined)
}

/// `2024-01-05T00:00:00Z` and `2024-01-05 00:00` are days.
fn without_time(text: &str) -> &str {
    let is_time = |time: &str| {
        let time = time.trim_end_matches('Z');
        time.starts_with(|c: char| c.is_ascii_digit())
            && time.contains(':')
            && time.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | ' ' | 'A' | 'P' | 'M')
            })
    };
    match text.split_once(['T', ' ']) {
        Some((day, time)) if day.len() >= 8 && is_time(time.trim()) => day,
        Some(_) | None => text,
    }
}

/// `2024年3月5日`, `2024年3月`, `2024年`.
fn from_chinese(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let year = year.trim();
    if !is_number(year, 4..=4) {
        return None;
    }
    let Some((month, rest)) = rest.split_once('月') else {
        return rest.trim().is_empty().then(|| year.to_owned());
    };
    let (month, day) = (month.trim(), rest.trim().trim_end_matches(['日', '号']));
    match (
        is_number(month, 1..=2),
        day.is_empty(),
        is_number(day, 1..=2),
    ) {
        (true, true, _) => Some(format!("{year}-{month:0>2}")),
        (true, false, true) => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        (true, false, false) | (false, _, _) => None,
    }
}

/// `1988/4/2`, `1988.04.02`: with the year in front no order is in doubt.
fn from_year_first(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let (year, rest) = parts.split_first()?;
    if !is_number(year, 4..=4) || !rest.iter().all(|part| is_number(part, 1..=2)) {
        return None;
    }
    match rest {
        [month] => Some(format!("{year}-{month:0>2}")),
        [month, day] => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}

/// The day that a spreadsheet keeps as a number of days: 33000 is 1990-05-07.
pub(crate) fn day_of_number(text: &str) -> Option<String> {
    let number: i64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    let begin = crate::model::Date::constant(1899, 12, 30);
    (7_000..60_000)
        .contains(&number)
        .then(|| begin.checked_add(jiff::Span::new().days(number)).ok())?
        .map(|day| day.to_string())
}

/// The date in the form `2018-04-10`, of which `1.2.2024`, `01/02/2024` and `02/2024` are other spellings; any other text
/// stays as it is. Where nobody says which way round it is meant, dots stand behind day and month, as in every country that
/// writes them (CLDR, the short dates of all its languages).
pub(crate) fn to_iso_date(
    text: &str,
    order: Option<DateOrder>,
) -> Result<Cow<'_, str>, InvalidValue> {
    let text = text.trim();
    let Some((rest, year)) = text
        .rsplit_once(['/', '.', '-'])
        .filter(|(_, year)| is_number(year, 4..=4))
    else {
        return Ok(Cow::Borrowed(text));
    };
    let numbers: Vec<&str> = rest.split(['/', '.', '-']).collect();
    if numbers.len() > 2 || !numbers.iter().all(|number| is_number(number, 1..=2)) {
        return Ok(Cow::Borrowed(text));
    }
    let is_dotted = !text.contains(['/', '-']);
    let is_plain = is_dotted || numbers.len() == 1;
    let order = order
        .filter(|order| *order != DateOrder::Persian)
        .or_else(|| is_plain.then_some(DateOrder::DayFirst))
        .ok_or_else(|| {
            InvalidValue::new(format!(
                "“{text}” is not plain: give the order of its parts with --dates dmy or --dates mdy"
            ))
        })?;
    let date = match (numbers.as_slice(), order) {
        ([month], _) => format!("{year}-{month:0>2}"),
        ([day, month], DateOrder::DayFirst) | ([month, day], DateOrder::MonthFirst) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        (_, DateOrder::DayFirst | DateOrder::MonthFirst | DateOrder::Persian) => text.to_owned(),
    };
    Ok(Cow::Owned(date))
}

/// The order in which a list writes its dates, where one of them can be read in one way only and none in the other; with that
/// one.
pub(crate) fn infer_order<'a>(cells: impl Iterator<Item = &'a str>) -> Option<(DateOrder, String)> {
    let mut shown: Option<(DateOrder, String)> = None;
    for cell in cells {
        let plain = to_plain_digits(cell);
        let parts: Vec<&str> = plain.trim().split(['/', '-']).collect();
        let [first, second, year] = parts.as_slice() else {
            continue;
        };
        if !is_number(first, 1..=2) || !is_number(second, 1..=2) || !is_number(year, 4..=4) {
            continue;
        }
        let is_day = |part: &str| part.parse::<u8>().is_ok_and(|day| (13..=31).contains(&day));
        let order = match (is_day(first), is_day(second)) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => continue,
        };
        match &shown {
            Some((known, _)) if *known != order => return None,
            Some(_) => {}
            None => shown = Some((order, plain.trim().to_owned())),
        }
    }
    shown
}

fn is_number(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_decides() {
        for (text, order, date) in [
            ("01/02/2024", DateOrder::DayFirst, "2024-02-01"),
            ("01/02/2024", DateOrder::MonthFirst, "2024-01-02"),
            (" 1.2.2024 ", DateOrder::DayFirst, "2024-02-01"),
            ("1-2-2024", DateOrder::MonthFirst, "2024-01-02"),
            ("4/2018", DateOrder::MonthFirst, "2018-04"),
            ("25/12/2024", DateOrder::MonthFirst, "2024-25-12"),
        ] {
            assert_eq!(to_iso_date(text, Some(order)).unwrap(), date);
            if text.contains('.') || text == "4/2018" {
                assert_eq!(to_iso_date(text, None).unwrap(), date);
            } else {
                assert!(
                    to_iso_date(text, None)
                        .unwrap_err()
                        .reason
                        .contains("--dates dmy")
                );
            }
        }
    }

    #[test]
    fn everything_else_is_left_to_the_gate() {
        for text in [
            "2018",
            "2018-04",
            "2018-04-10",
            "01/02/24",
            "yesterday",
            "",
            "1/2/3/2024",
            "2024/01/02",
        ] {
            assert_eq!(to_iso_date(text, None).unwrap(), text);
        }
    }

    #[test]
    fn one_date_that_can_be_read_in_one_way_shows_how_the_list_writes_them() {
        let infer = |cells: &[&str]| infer_order(cells.iter().copied()).map(|(order, _)| order);
        assert_eq!(
            infer(&["01/02/2024", "31/03/2021", "2021"]),
            Some(DateOrder::DayFirst)
        );
        assert_eq!(
            infer(&["01-02-2024", "3-31-2021"]),
            Some(DateOrder::MonthFirst)
        );
        assert_eq!(infer(&["01/02/2024", "11/07/2021", "25.12.2024"]), None);
        assert_eq!(
            infer(&["31/03/2021", "03/31/2021"]),
            None,
            "two people filled the list"
        );
    }

    #[test]
    fn spaces_between_the_numbers_mean_nothing() {
        for (text, date) in [
            ("27. 7. 1968", "27.7.1968"),
            ("1968. 7. 27.", "1968-07-27"),
            ("27 / 7 / 1968", "27/7/1968"),
            ("5. 6 let", "5. 6 let"),
            ("27. 7.", "27. 7."),
        ] {
            assert_eq!(to_plain_digits(text), date);
        }
    }

    #[test]
    fn the_order_is_typed() {
        assert_eq!("DMY".parse(), Ok(DateOrder::DayFirst));
        assert_eq!(
            "dmi".parse::<DateOrder>().unwrap_err().nearest.as_deref(),
            Some("dmy")
        );
    }
}
