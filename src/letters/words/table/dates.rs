//! Dates, terms, numbers and rows.

use super::{PhraseTable, fill_places};
use crate::model::{Date, PartialDate, Term};

impl PhraseTable {
    /// A date as a text writes it: “16 May 2017”, “March 2018”, “2012”.
    pub fn format_date(&self, date: PartialDate) -> String {
        if let Some(words) = self.date_in_own_months(date) {
            return words;
        }
        let words = self.cldr.format_date(date);
        match (date.month(), date.day_of_month()) {
            (None, _) => self
                .find_phrase("date", "year")
                .map_or(words.clone(), |year| fill_places(year, &[("year", &words)])),
            (_, Some(1)) => self
                .find_phrase("date", "first")
                .map_or(words.clone(), |first| words.replacen('1', first, 1)),
            _ => words,
        }
    }

    /// A date with a month that the table itself names.
    fn date_in_own_months(&self, date: PartialDate) -> Option<String> {
        let month = self.find_phrase("month", &date.month()?.to_string())?;
        let year = date.year().to_string();
        let Some(day) = date.day_of_month() else {
            let pattern = self.find_phrase("date", "month")?;
            return Some(fill_places(pattern, &[("month", month), ("year", &year)]));
        };
        let first = self.find_phrase("date", "first").filter(|_| day == 1);
        let day = first.map_or_else(|| day.to_string(), str::to_owned);
        let pattern = self.find_phrase("date", "day")?;
        let places = [("day", day.as_str()), ("month", month), ("year", &year)];
        Some(fill_places(pattern, &places))
    }

    /// A date as an adverb, “on 16 May 2017”; the date alone where that would have to be inflected.
    pub fn on_date(&self, date: PartialDate) -> String {
        let words = self.format_date(date);
        let key = match (date.month(), date.day_of_month()) {
            (None, _) => "in_year",
            (Some(_), None) => "in_month",
            (Some(_), Some(_)) => "on_day",
        };
        self.find_phrase("date", key)
            .map_or(words.clone(), |adverb| {
                fill_places(adverb, &[("date", &words)])
            })
    }

    /// The day of a letter.
    pub fn format_day(&self, day: Date) -> String {
        self.format_date(day.into())
    }

    /// A number in a running text: “twelve”, “13”.
    pub fn format_number(&self, number: usize) -> String {
        let figures = number.to_string();
        self.find_phrase("number", &figures)
            .map_or(figures.clone(), str::to_owned)
    }

    /// A length of time: “two years and two months”.
    pub fn format_term(&self, term: Term) -> String {
        if term.is_life() {
            return self
                .find_phrase("life", "term")
                .unwrap_or_default()
                .to_owned();
        }
        let (years, months, days) = term.to_parts();
        let parts: Vec<String> = [("years", years), ("months", months), ("days", days)]
            .into_iter()
            .filter_map(|(unit, number)| self.format_unit(unit, number))
            .collect();
        if self.find_phrase("pattern", "lengths").is_none() {
            return self.format_list(&parts);
        }
        parts
            .into_iter()
            .reduce(|first, then| {
                self.fill_pattern("lengths", &[("first", &first), ("then", &then)])
            })
            .unwrap_or_default()
    }

    fn format_unit(&self, unit: &str, number: u32) -> Option<String> {
        let form = self.cldr.plural_form(number as usize);
        let words = self.format_number(number as usize);
        (number > 0).then(|| fill_places(self.phrase_or_other(unit, form), &[("n", &words)]))
    }

    /// Items in a row: “A, B and C”.
    pub fn format_list(&self, items: &[String]) -> String {
        self.cldr.format_list(items)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;
    use super::*;
    use crate::model::CellValue;

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        for (written, words, adverb) in [
            ("2017-05-16", "16 May 2017", "on 16 May 2017"),
            ("2018-03", "March 2018", "in March 2018"),
            ("2012", "2012", "in 2012"),
        ] {
            let date = PartialDate::from_typed(written).unwrap();
            assert_eq!(
                (english().format_date(date), english().on_date(date)),
                (words.to_owned(), adverb.to_owned())
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
            ("1y2m3d", "one year, two months and three days"),
        ] {
            assert_eq!(
                english().format_term(Term::from_typed(written).unwrap()),
                words
            );
        }
    }
}
