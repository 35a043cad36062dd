//! States, by their ISO 3166-1 codes.

use std::fmt;
use std::str::FromStr;

use super::value::{ValueKind, text_value};
use super::{InvalidValue, invalid};

/// A state: two capital letters, `KZ`. Its name is typed as well as its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(&'static str);

impl Country {
    /// Every state, in order of its code.
    pub fn iter_all() -> impl Iterator<Item = Self> {
        let mut codes: Vec<&str> = celes::Country::get_countries()
            .iter()
            .map(|country| country.alpha2)
            .collect();
        codes.sort_unstable();
        codes.into_iter().map(Self)
    }

    /// The code: `KZ`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The name in English, as a text names it: “Kazakhstan”.
    #[must_use]
    pub fn name(self) -> &'static str {
        celes::Country::from_alpha2(self.0).map_or(self.0, |country| short_name(&country))
    }
}

/// The official name without its article, or a common one where the official one is long.
fn short_name(country: &celes::Country) -> &'static str {
    match country.alpha2 {
        "GB" => "United Kingdom",
        "US" => "United States",
        "RU" => "Russia",
        _ => country
            .long_name
            .strip_prefix("The ")
            .unwrap_or(country.long_name),
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl FromStr for Country {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let found = celes::Country::from_alpha2(text.to_uppercase())
            .or_else(|_| celes::Country::from_alias(text))
            .ok()
            .or_else(|| {
                celes::Country::get_countries()
                    .into_iter()
                    .find(|country| short_name(country).eq_ignore_ascii_case(text))
            });
        if let Some(country) = found.filter(|_| !text.bytes().any(|b| b.is_ascii_digit())) {
            return Ok(Self(country.alpha2));
        }
        let all = celes::Country::get_countries();
        let nearest = invalid::nearest(text, all.iter().map(short_name))
            .and_then(|name| all.iter().find(|country| short_name(country) == name));
        let mut error = InvalidValue::new(format!("“{text}” is not a country code or name"));
        error.nearest =
            nearest.map(|country| format!("{} ({})", country.alpha2, short_name(country)));
        Err(error)
    }
}

text_value!(Country, ValueKind::Line);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_read() {
        for text in ["KZ", "kz", "Kazakhstan", "kazakhstan"] {
            assert_eq!(text.parse::<Country>().unwrap().code(), "KZ");
        }
        assert_eq!("United Kingdom".parse::<Country>().unwrap().code(), "GB");
        assert_eq!("CZ".parse::<Country>().unwrap().code(), "CZ");
    }

    #[test]
    fn a_misspelt_country_names_the_nearest() {
        let error = "Kazakstan".parse::<Country>().unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("KZ (Kazakhstan)"));
        for text in ["", "XX", "398", "K", "KZZ"] {
            assert!(text.parse::<Country>().is_err(), "{text}");
        }
    }
}
