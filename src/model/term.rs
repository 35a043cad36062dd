//! Lengths of time as courts pronounce them.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, ToSpan};

use super::InvalidValue;
use super::value::{ValueKind, text_value};

/// A term of months and days; years are twelve months. Written `2y2m`, `10d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    months: u32,
    days: u32,
}

/// The number of months that represents a life term: more than any other term may have.
const LIFE_MONTHS: u32 = 120_000;

impl Term {
    /// For life.
    pub const LIFE: Self = Self {
        months: LIFE_MONTHS,
        days: 0,
    };

    /// Whether it is for life.
    pub fn is_life(self) -> bool {
        self.months >= LIFE_MONTHS
    }

    /// A term of whole months.
    #[must_use]
    pub fn from_months(months: u32) -> Self {
        Self { months, days: 0 }
    }

    /// The whole years, the months beyond them, and the days.
    pub fn to_parts(self) -> (u32, u32, u32) {
        (self.months / 12, self.months % 12, self.days)
    }

    /// All its months; the days are apart.
    pub fn total_months(self) -> u32 {
        self.months
    }

    /// Its length in days, a month being a twelfth of the average Gregorian year: `1y` and `365d` are equally long.
    pub fn average_days(self) -> u32 {
        // 400 years are 4,800 months and 146,097 days.
        let months = (u64::from(self.months) * 146_097 + 2_400) / 4_800;
        u32::try_from(months)
            .unwrap_or(u32::MAX)
            .saturating_add(self.days)
    }

    /// The difference of two terms of whole months; none where days are involved or nothing is left.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let months = self
            .months
            .checked_sub(other.months)
            .filter(|_| !self.is_life())?;
        (self.days == 0 && other.days == 0 && months > 0).then_some(Self::from_months(months))
    }

    pub(super) fn to_span(self) -> Span {
        i64::from(self.months).months().days(i64::from(self.days))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_life() {
            return out.write_str("life");
        }
        let (years, months, days) = self.to_parts();
        for (number, letter) in [(years, 'y'), (months, 'm'), (days, 'd')] {
            if number > 0 {
                write!(out, "{number}{letter}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Term {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let refused = || {
            InvalidValue::new(format!(
                "“{}” is not a length of time; write 5y, 2y6m, 18m or 10d",
                text.trim()
            ))
        };
        let lower = text.trim().to_lowercase();
        if LIFE.contains(&lower.as_str()) {
            return Ok(Self::LIFE);
        }
        let parts = read_iso(&lower)
            .or_else(|| read_words(&lower))
            .ok_or_else(refused)?;
        let mut term = Self { months: 0, days: 0 };
        for (tenths, unit) in parts {
            let scaled = tenths
                .checked_mul(unit.scale_factor())
                .filter(|scaled| scaled % 10 == 0)
                .ok_or_else(refused)?
                / 10;
            let total = if unit.in_months() {
                &mut term.months
            } else {
                &mut term.days
            };
            *total = total
                .checked_add(scaled)
                .filter(|&sum| sum <= 36_500)
                .ok_or_else(refused)?;
        }
        if term.months == 0 && term.days == 0 {
            return Err(refused());
        }
        Ok(term)
    }
}

text_value!(Term, ValueKind::Term);

/// For life, in the languages of lists.
const LIFE: &[&str] = &[
    "life",
    "life imprisonment",
    "life sentence",
    "life term",
    "imprisonment for life",
    "life in prison",
    "for life",
    "пожизненно",
    "пожизненное",
    "пожизненный срок",
    "пожизненное лишение свободы",
    "пожизненное заключение",
    "довічно",
    "довічне ув'язнення",
    "довічне позбавлення волі",
    "пажыццёва",
    "cadena perpetua",
    "perpetua",
    "prisión perpetua",
    "prisão perpétua",
    "perpétua",
    "perpétuité",
    "à perpétuité",
    "réclusion à perpétuité",
    "prison à vie",
    "à vie",
    "lebenslang",
    "lebenslänglich",
    "lebenslange haft",
    "ergastolo",
    "dożywocie",
    "müebbet",
    "müebbet hapis",
    "ağırlaştırılmış müebbet",
    "ömürlük",
    "ömürlük həbs",
    "өмір бойы",
    "өмір бойына",
    "مؤبد",
    "السجن المؤبد",
    "سجن مؤبد",
    "المؤبد",
    "حبس ابد",
    "ابد",
    "无期",
    "无期徒刑",
    "無期徒刑",
    "מאסר עולם",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum TermUnit {
    Year,
    Month,
    Week,
    Day,
}

impl TermUnit {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "y" | "yr" | "yrs" | "year" | "years" => Some(Self::Year),
            "m" | "mo" | "month" | "months" => Some(Self::Month),
            "w" | "week" | "weeks" => Some(Self::Week),
            "d" | "day" | "days" => Some(Self::Day),
            "an" | "ans" | "année" | "années" | "jahr" | "jahre" | "jahren" | "год" | "года"
            | "лет" | "г" | "л" | "рік" | "роки" | "років" | "р" | "год." | "гады" | "гадоў"
            | "año" | "años" | "ano" | "anos" | "anno" | "anni" | "rok" | "lata" | "lat"
            | "yıl" | "il" | "yil" | "жыл" | "år" | "سنة" | "سنوات" | "سنين" | "عام" | "عاما"
            | "عامًا" | "أعوام" | "سال" | "年" | "տարի" | "წელი" | "שנים" | "שנה" => {
                Some(Self::Year)
            }
            "mois" | "monat" | "monate" | "monaten" | "месяц" | "месяца" | "месяцев" | "мес"
            | "місяць" | "місяці" | "місяців" | "міс" | "месяцаў" | "mes" | "meses" | "mês"
            | "mese" | "mesi" | "miesiąc" | "miesiące" | "miesięcy" | "ay" | "oy" | "ай"
            | "måned" | "måneder" | "شهر" | "شهرا" | "شهرًا" | "أشهر" | "شهور" | "ماه" | "月"
            | "个月" | "個月" | "ամիս" | "თვე" | "חודשים" | "חודש" => {
                Some(Self::Month)
            }
            "semaine" | "semaines" | "woche" | "wochen" | "неделя" | "недели" | "недель"
            | "semana" | "semanas" | "hafta" | "тиждень" | "тижні" | "тижнів" => {
                Some(Self::Week)
            }
            "jour" | "jours" | "tag" | "tage" | "день" | "дня" | "дней" | "сутки" | "суток"
            | "дн" | "сут" | "днів" | "дні" | "доба" | "діб" | "дзён" | "día" | "días" | "dia"
            | "dias" | "giorno" | "giorni" | "dzień" | "dni" | "gün" | "күн" | "dag" | "dager"
            | "dagar" | "يوم" | "يوما" | "يومًا" | "أيام" | "روز" | "天" | "日" | "օր" | "დღე"
            | "ימים" => Some(Self::Day),
            _ => None,
        }
    }

    fn scale_factor(self) -> u32 {
        match self {
            Self::Year => 12,
            Self::Week => 7,
            Self::Month | Self::Day => 1,
        }
    }

    fn in_months(self) -> bool {
        matches!(self, Self::Year | Self::Month)
    }
}

/// `P2Y2M`: pairs of tenths and units.
fn read_iso(text: &str) -> Option<Vec<(u32, TermUnit)>> {
    let rest = text.strip_prefix('p')?;
    (!rest.contains(char::is_whitespace))
        .then(|| read_words(rest))
        .flatten()
}

/// `2y2m`, `3,5 years`, `two and a half years`, `4 years and 8 months`, `2 года 6 месяцев`.
fn read_words(text: &str) -> Option<Vec<(u32, TermUnit)>> {
    let mut parts = Vec::new();
    let mut number: Option<u32> = None;
    let mut words = split_tokens(text).into_iter().peekable();
    while let Some(word) = words.next() {
        match word.as_str() {
            "and" | "et" | "und" | "и" | "y" | "e" | "і" | "та" | "ve" | "və" | "и," | "و"
            | "i" | "och" | "og"
                if number.is_none() && !parts.is_empty() => {}
            "half" if number.is_none() && parts.is_empty() => {
                let year = words.next_if(|word| word == "a").and(words.next());
                (year.as_deref() == Some("year")).then(|| parts.push((60, TermUnit::Month)))?;
            }
            "a" | "an" | "un" | "una" | "uno" | "une" | "ein" | "eine" | "один" | "одна"
            | "bir"
                if number.is_none()
                    && words
                        .peek()
                        .is_some_and(|word| TermUnit::from_word(word).is_some()) =>
            {
                number = Some(10);
            }
            "and" => {
                let half =
                    words.next().as_deref() == Some("a") && words.next().as_deref() == Some("half");
                number = Some(number?.checked_add(if half { 5 } else { return None })?);
            }
            word => match (parse_tenths(word), TermUnit::from_word(word)) {
                (Some(read), _) if number.is_none() => number = Some(read),
                (_, Some(unit)) => parts.push((number.take()?, unit)),
                _ => return None,
            },
        }
    }
    (number.is_none() && !parts.is_empty()).then_some(parts)
}

/// Splits at blanks and where digits and letters meet; the dot of a shortened word falls away.
fn split_tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    for c in text.chars() {
        // “1-year”: the hyphen behind a number joins its unit.
        if c.is_whitespace() || (c == '-' && last == Some(true)) {
            last = None;
            continue;
        }
        if c == '.' && last == Some(false) {
            continue;
        }
        let numeric = c.is_ascii_digit() || c == '.' || c == ',';
        match tokens.last_mut() {
            Some(token) if last == Some(numeric) => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = Some(numeric);
    }
    tokens
}

/// A number in tenths: `3,5` is 35, `two` is 20.
fn parse_tenths(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if let Some(position) = WORDS.iter().position(|known| *known == word) {
        return u32::try_from(position + 1).ok().map(|number| number * 10);
    }
    let (whole, tenth) = word.split_once(['.', ',']).unwrap_or((word, "0"));
    if tenth.len() != 1 || whole.is_empty() || whole.len() > 5 {
        return None;
    }
    Some(whole.parse::<u32>().ok()? * 10 + tenth.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_one_way_out() {
        for (text, written) in [
            ("2y2m", "2y2m"),
            ("P2Y2M", "2y2m"),
            ("3.5 years", "3y6m"),
            ("3,5 years", "3y6m"),
            ("7.5 years", "7y6m"),
            ("10 days", "10d"),
            ("two and a half years", "2y6m"),
            ("4 years and 8 months", "4y8m"),
            ("2 years 6 months", "2y6m"),
            ("56m", "4y8m"),
            ("ten days", "10d"),
            ("two weeks", "14d"),
            ("1y10d", "1y10d"),
            ("2 года 6 месяцев", "2y6m"),
            ("3,5 года", "3y6m"),
            ("10 суток", "10d"),
            ("5 лет и 1 месяц", "5y1m"),
            ("2 г. 6 мес.", "2y6m"),
            ("15 сут.", "15d"),
            ("2 ans et 6 mois", "2y6m"),
            ("1 Jahr 3 Monate", "1y3m"),
            ("5 años y 6 meses", "5y6m"),
            ("5 yıl", "5y"),
            ("5 år", "5y"),
            ("5年6个月", "5y6m"),
            ("5 سنوات و6 أشهر", "5y6m"),
            ("1-year", "1y"),
            ("half a year", "6m"),
            ("a month", "1m"),
            ("un an", "1y"),
            ("life", "life"),
            ("Cadena perpetua", "life"),
            ("пожизненно", "life"),
        ] {
            assert_eq!(text.parse::<Term>().unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_term_is_refused() {
        for text in [
            "",
            "5",
            "years",
            "0y",
            "-5y",
            "3.55 years",
            "2.5d x",
            "lifelong",
            "99999y",
            "1 a",
            "1.5d",
            "p",
            "5y5",
        ] {
            assert!(text.parse::<Term>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_and_days_can_be_compared() {
        let days = |text: &str| text.parse::<Term>().unwrap().average_days();
        assert_eq!(days("1y"), days("365d"));
        assert!(
            days("45d") > days("1m") && days("45d") < days("2m") && days("8y") > days("7y11m20d")
        );
    }

    #[test]
    fn a_term_raised_on_appeal() {
        let term = |text: &str| text.parse::<Term>().unwrap();
        assert_eq!(
            term("2y2m").checked_sub(term("1y6m")).unwrap().to_string(),
            "8m"
        );
        assert_eq!(term("1y").checked_sub(term("1y")), None);
    }
}
