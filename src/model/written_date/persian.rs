//! Days of the Persian calendar, as lists of Iran and Afghanistan write them: `1398/08/25`, `۲۵ آبان ۱۳۹۸`.

use icu_calendar::Date;
use icu_calendar::cal::Iso;

/// The years of this calendar that can be meant: 1821 to 2121 by ours.
const YEARS: std::ops::RangeInclusive<i32> = 1200..=1500;

/// The months of Iran, in order.
const MONTHS: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];

/// The same in Afghanistan.
const AFGHAN_MONTHS: [&str; 12] = [
    "حمل",
    "ثور",
    "جوزا",
    "سرطان",
    "اسد",
    "سنبله",
    "میزان",
    "عقرب",
    "قوس",
    "جدی",
    "دلو",
    "حوت",
];

/// The day by our calendar, as 2019-11-16, if the text is a full day of the Persian one. A month or a year of it is parts of two
/// of ours, so none of these can be said.
pub(crate) fn to_iso_day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | '،' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let year_first = |year: &str, day: &str| Some((year.parse::<i32>().ok()?, day.parse().ok()?));
    let (year, day): (i32, u8) = year_first(first, third)
        .filter(|(year, _)| YEARS.contains(year))
        .or_else(|| year_first(third, first).filter(|(year, _)| YEARS.contains(year)))?;
    let named = |months: &[&str; 12]| months.iter().position(|month| month == second);
    let month: u8 = match second.parse() {
        Ok(month) => month,
        Err(_) => {
            let at = named(&MONTHS).or_else(|| named(&AFGHAN_MONTHS))?;
            u8::try_from(at + 1).ok()?
        }
    };
    let persian = Date::try_new_persian(year, month, day).ok()?;
    let iso = persian.to_calendar(Iso);
    Some(format!(
        "{:04}-{:02}-{:02}",
        iso.year().extended_year(),
        iso.month().ordinal,
        iso.day_of_month().0
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_persian_calendar_is_one_of_ours() {
        for (text, day) in [
            ("1398/08/25", "2019-11-16"),
            ("1401-06-25", "2022-09-16"),
            ("25/06/1401", "2022-09-16"),
            ("25 آبان 1398", "2019-11-16"),
            ("1357/11/22", "1979-02-11"),
        ] {
            assert_eq!(to_iso_day(text).as_deref(), Some(day), "{text}");
        }
        for text in [
            "1398/08",
            "1398",
            "2019-11-16",
            "1398/13/01",
            "1398/07/31",
            "25 آبان",
            "x",
        ] {
            assert_eq!(to_iso_day(text), None, "{text}");
        }
    }
}
