//! What CLDR knows of a language: dates, rows, plural forms, names of states. Nothing here is a sentence.

use std::cell::RefCell;
use std::rc::Rc;

use icu_calendar::{Date as CalendarDate, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules};

use crate::model::{Country, PartialDate, state_names};

/// A language as CLDR knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CldrLocale(Locale);

/// English in British spelling.
pub static ENGLISH: CldrLocale = CldrLocale(locale!("en-GB"));

/// What formats in a language.
struct CldrFormatters {
    day: DateTimeFormatter<YMD>,
    month: DateTimeFormatter<YM>,
    year: DateTimeFormatter<Y>,
    row: ListFormatter,
    rules: PluralRules,
}

thread_local! {
    static READY: RefCell<Vec<(Locale, Rc<CldrFormatters>)>> = const { RefCell::new(Vec::new()) };
}

impl CldrFormatters {
    fn new(locale: &Locale) -> Option<Self> {
        Some(Self {
            day: DateTimeFormatter::try_new(locale.into(), YMD::long()).ok()?,
            month: DateTimeFormatter::try_new(locale.into(), YM::long()).ok()?,
            year: DateTimeFormatter::try_new(locale.into(), Y::long()).ok()?,
            row: ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default()).ok()?,
            rules: PluralRules::try_new_cardinal(locale.into()).ok()?,
        })
    }
}

impl CldrLocale {
    /// The language with this code; none if it is not the code of a language.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let locale: Locale = code.parse().ok()?;
        (!locale.id.language.is_unknown()).then_some(Self(locale))
    }

    /// A date as precise as it is known, as it stands alone: “16 May 2017”, “May 2017”, “2017”. Of the spaces that do not
    /// break it has the one that every font has.
    pub fn format_date(&self, date: PartialDate) -> String {
        self.try_format_date(date).map_or_else(
            || date.to_string(),
            |words| words.replace('\u{202f}', "\u{a0}"),
        )
    }

    fn try_format_date(&self, date: PartialDate) -> Option<String> {
        let month = date.month().and_then(|month| u8::try_from(month).ok());
        let day = date.day_of_month().and_then(|day| u8::try_from(day).ok());
        let known: CalendarDate<Iso> =
            CalendarDate::try_new_iso(date.year().into(), month.unwrap_or(1), day.unwrap_or(1))
                .ok()?;
        let ready = self.load_formatters()?;
        Some(match (month, day) {
            (Some(_), Some(_)) => ready.day.format(&known).to_string(),
            (Some(_), None) => ready.month.format(&known).to_string(),
            _ => ready.year.format(&known).to_string(),
        })
    }

    /// Items in a row: “A, B and C”.
    pub fn format_list(&self, items: &[String]) -> String {
        self.load_formatters().map_or_else(
            || items.join(", "),
            |ready| ready.row.format_to_string(items.iter()),
        )
    }

    /// The plural form that a number asks for: `one`, `few`, `many`, `other` …
    pub fn plural_form(&self, number: usize) -> &'static str {
        self.load_formatters().map_or("other", |ready| {
            plural_slug(ready.rules.category_for(number))
        })
    }

    /// The plural forms that whole numbers and others can ask for, in the order zero, one, two, few, many, other.
    pub fn plural_forms(&self) -> Vec<&'static str> {
        use PluralCategory as P;
        let used: Vec<P> = self
            .load_formatters()
            .map_or_else(Vec::new, |ready| ready.rules.categories().collect());
        let order = [P::Zero, P::One, P::Two, P::Few, P::Many, P::Other];
        order
            .into_iter()
            .filter(|category| used.contains(category))
            .map(plural_slug)
            .collect()
    }

    /// What formats in this language, made once per thread: to make one costs as much as a hundred dates.
    fn load_formatters(&self) -> Option<Rc<CldrFormatters>> {
        READY.with_borrow_mut(|all| {
            if let Some((_, ready)) = all.iter().find(|(known, _)| *known == self.0) {
                return Some(Rc::clone(ready));
            }
            let ready = Rc::new(CldrFormatters::new(&self.0)?);
            all.push((self.0.clone(), Rc::clone(&ready)));
            Some(ready)
        })
    }

    /// The usual name of a state, as it stands alone; in English where the language has none.
    pub fn state_name(&self, country: Country) -> String {
        let id = &self.0.id;
        let language = id.language.as_str();
        let with = |part: Option<String>| part.map(|part| format!("{language}-{part}"));
        let tags = [
            with(id.script.map(|script| script.to_string())),
            with(id.region.map(|region| region.to_string())),
            Some(language.to_owned()),
        ];
        let tags = tags.iter().flatten().map(String::as_str);
        state_names::state_name(tags, country.code())
            .unwrap_or_else(|| country.name())
            .to_owned()
    }

    /// The English name of a language: “Kazakh”; of an unknown one, its code.
    pub fn language_name(code: &str) -> String {
        state_names::language_name(code).unwrap_or(code).to_owned()
    }
}

fn plural_slug(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> CldrLocale {
        CldrLocale::new(code).unwrap()
    }

    #[test]
    fn dates_stand_alone_and_are_as_precise_as_they_are_known() {
        for (code, words) in [
            (
                "ru",
                ["2 сентября 2021\u{a0}г.", "сентябрь 2021\u{a0}г.", "2021"],
            ),
            ("fr", ["2 septembre 2021", "septembre 2021", "2021"]),
            ("de", ["2. September 2021", "September 2021", "2021"]),
            (
                "kk",
                ["2021\u{a0}ж. 2 қыркүйек", "2021\u{a0}ж. қыркүйек", "2021"],
            ),
        ] {
            let told = ["2021-09-02", "2021-09", "2021"]
                .map(|date| of(code).format_date(date.parse().unwrap()));
            assert_eq!(told, words, "{code}");
        }
    }

    #[test]
    fn numbers_ask_for_forms() {
        let forms = [1, 2, 5, 11, 21].map(|number| of("ru").plural_form(number));
        assert_eq!(forms, ["one", "few", "many", "many", "one"]);
        assert_eq!(of("ru").plural_forms(), ["one", "few", "many", "other"]);
        assert_eq!(of("kk").plural_forms(), ["one", "other"]);
    }

    #[test]
    fn states_languages_and_rows_have_their_names() {
        assert_eq!(of("de").state_name("KZ".parse().unwrap()), "Kasachstan");
        assert_eq!(CldrLocale::language_name("kk"), "Kazakh");
        assert_eq!(
            of("ru").format_list(&["А".to_owned(), "Б".to_owned(), "В".to_owned()]),
            "А, Б и В"
        );
        assert_eq!(CldrLocale::new("not a code"), None);
    }
}
