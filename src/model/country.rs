//! States, by their ISO 3166-1 codes.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use super::state_names::{self, IsoState};
use super::value::{ValueKind, text_value};
use super::{InvalidValue, invalid, search_key};

/// A state: two capital letters, `KZ`. Its name is typed as well as its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(&'static str);

impl Country {
    /// Every state, in order of its code.
    pub fn iter_all() -> impl Iterator<Item = Self> {
        state_names::all_states()
            .iter()
            .map(|state| Self(state.alpha2))
    }

    /// The code: `KZ`.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The name in English, as a text names it: “Kazakhstan”.
    pub fn name(self) -> &'static str {
        state_names::find_state(self.0).map_or(self.0, short_name)
    }
}

/// Names that people type and that are not of one state alone.
const AMBIGUOUS: [(&str, &str); 2] = [
    ("Korea", "KR (South Korea), KP (North Korea)"),
    (
        "Congo",
        "CD (Congo, the Democratic Republic), CG (Congo, the Republic)",
    ),
];

/// Names that people type and CLDR does not have, or has not alone.
const ALIASES: [(&str, &str); 61] = [
    ("UK", "GB"),
    ("U.K.", "GB"),
    ("Britain", "GB"),
    ("Great Britain", "GB"),
    ("England", "GB"),
    ("Scotland", "GB"),
    ("Wales", "GB"),
    ("Великобритания", "GB"),
    ("U.S.", "US"),
    ("U.S.A.", "US"),
    ("America", "US"),
    ("США", "US"),
    ("Russian Federation", "RU"),
    ("РФ", "RU"),
    ("Belorussia", "BY"),
    ("Byelorussia", "BY"),
    ("Белоруссия", "BY"),
    ("РБ", "BY"),
    ("Weißrussland", "BY"),
    ("Biélorussie", "BY"),
    ("Czech Republic", "CZ"),
    ("Ivory Coast", "CI"),
    ("Viet Nam", "VN"),
    ("Burma", "MM"),
    ("Holland", "NL"),
    ("UAE", "AE"),
    ("Emirates", "AE"),
    ("ОАЭ", "AE"),
    ("DRC", "CD"),
    ("DR Congo", "CD"),
    ("Democratic Republic of Congo", "CD"),
    ("Democratic Republic of the Congo", "CD"),
    ("Republic of the Congo", "CG"),
    ("Republic of Korea", "KR"),
    ("DPRK", "KP"),
    ("PRC", "CN"),
    ("КНР", "CN"),
    ("Swaziland", "SZ"),
    ("Turkey", "TR"),
    ("Northern Ireland", "GB"),
    ("Bosnia", "BA"),
    ("Herzegovina", "BA"),
    ("Burkina", "BF"),
    ("Trinidad", "TT"),
    ("Tobago", "TT"),
    ("Vatican", "VA"),
    ("Holy See", "VA"),
    ("Macau", "MO"),
    ("Malvinas", "FK"),
    ("Sao Tome", "ST"),
    ("Saint Kitts", "KN"),
    ("St Kitts", "KN"),
    ("Saint Vincent", "VC"),
    ("St Vincent", "VC"),
    ("United Kingdom of Great Britain", "GB"),
    ("Macedonia", "MK"),
    ("Cape Verde", "CV"),
    ("East Timor", "TL"),
    ("Palestine", "PS"),
    ("Kyrgyz Republic", "KG"),
    ("Киргизия", "KG"),
];

/// So many letters of a state’s name begin the words made of it: “Kazakhstani”, “Turkish”.
const STEM: usize = 4;

impl Country {
    /// Whether a text speaks of states, and of this one not at all.
    pub fn is_left_out_of(self, text: &str) -> bool {
        let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
        let split = |c: char| !c.is_alphanumeric() && c != '-';
        let words: Vec<&str> = text.split(split).filter(|word| !word.is_empty()).collect();
        let pairs = words
            .windows(2)
            .map(|pair| format!("{} {}", pair[0], pair[1]));
        let single = words.iter().copied().filter(is_capital).map(str::to_owned);
        let named: Vec<&str> = single
            .chain(pairs)
            .filter(|name| name.len() > 3)
            .filter_map(|name| find_by_name(&name))
            .collect();
        let stem: String = name_key(self.name()).chars().take(STEM).collect();
        let is_of_it = |word: &&str| !stem.is_empty() && name_key(word).starts_with(&stem);
        !named.is_empty() && !named.contains(&self.code()) && !words.iter().any(is_of_it)
    }
}

/// The languages in which the names of states are read, as CLDR has them.
const LANGUAGES: [&str; 16] = [
    "en-GB", "en", "ru", "kk", "fr", "de", "es", "pt", "uk", "be", "pl", "tr", "az", "ar", "fa",
    "zh",
];

/// The state of this name, in any of the languages, whatever its case, accents or script.
fn find_by_name(text: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<String, Option<&'static str>>> = LazyLock::new(load_names);
    NAMES.get(&name_key(text)).copied().flatten()
}

/// The codes by the keys of the names; none where two states share one.
fn load_names() -> HashMap<String, Option<&'static str>> {
    let mut names: HashMap<String, Option<&'static str>> = HashMap::new();
    let mut add = |name: &str, code: &'static str| {
        let key = name_key(name);
        if !key.is_empty() {
            names
                .entry(key)
                .and_modify(|known| *known = known.filter(|known| *known == code))
                .or_insert(Some(code));
        }
    };
    for state in state_names::all_states() {
        add(short_name(*state), state.alpha2);
        add(state.name, state.alpha2);
    }
    for (code, name) in LANGUAGES.into_iter().flat_map(state_names::iter_names) {
        add(name, code);
    }
    for (name, code) in ALIASES {
        names.insert(name_key(name), Some(code));
    }
    names
}

/// A name without its case, accents, marks and script.
fn name_key(name: &str) -> String {
    let latin = search_key::to_latin(name).to_lowercase();
    let latin = latin.trim();
    let latin = latin.strip_prefix("the ").unwrap_or(latin);
    latin.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The official name without its article, or a common one where the official one is long.
fn short_name(state: IsoState) -> &'static str {
    match state.alpha2 {
        "GB" => "United Kingdom",
        "US" => "United States",
        "RU" => "Russia",
        _ => state.name.strip_prefix("The ").unwrap_or(state.name),
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
        if let Some((_, several)) = AMBIGUOUS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
        {
            return Err(InvalidValue::new(format!(
                "“{text}” may be several states: {several}"
            )));
        }
        let code = text.to_uppercase();
        let found = state_names::find_state(&code)
            .map(|state| state.alpha2)
            .or_else(|| find_by_name(text));
        if let Some(code) = found.filter(|_| !text.bytes().any(|b| b.is_ascii_digit())) {
            return Ok(Self(code));
        }
        let all = || state_names::all_states().iter().copied();
        // Only a slip of the pen is guessed at: “Brittain” is never Bahrain, Prussia never Russia.
        let nearest = invalid::nearest(text, all().map(short_name))
            .filter(|name| {
                let (text, name) = (text.to_lowercase(), name.to_lowercase());
                text.chars().next() == name.chars().next()
                    && strsim::osa_distance(&text, &name) <= 2
            })
            .and_then(|name| all().find(|state| short_name(*state) == name));
        let mut error = InvalidValue::new(format!("“{text}” is not a country code or name"));
        error.nearest = nearest.map(|state| format!("{} ({})", state.alpha2, short_name(state)));
        Err(error)
    }
}

text_value!(Country, ValueKind::Line);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_leaves_a_state_out_that_names_others_alone() {
        let kazakhstan: Country = "KZ".parse().unwrap();
        for (text, is_left_out) in [
            ("Russia and Ukraine repeated their requests.", true),
            ("The Czech Republic refused it.", true),
            ("Ukraine refused the request of Kazakhstan.", false),
            ("The Kazakhstani authorities asked Ukraine.", false),
            ("Her extradition was requested twice.", false),
        ] {
            assert_eq!(kazakhstan.is_left_out_of(text), is_left_out, "{text}");
        }
    }

    #[test]
    fn codes_and_names_are_read() {
        for text in ["KZ", "kz", "Kazakhstan", "kazakhstan"] {
            assert_eq!(text.parse::<Country>().unwrap().code(), "KZ");
        }
        assert_eq!("United Kingdom".parse::<Country>().unwrap().code(), "GB");
        assert_eq!("CZ".parse::<Country>().unwrap().code(), "CZ");
    }

    #[test]
    fn countries_are_read_as_people_write_them() {
        for (text, code) in [
            ("UK", "GB"),
            ("USA", "US"),
            ("Britain", "GB"),
            ("Czech Republic", "CZ"),
            ("Czechia", "CZ"),
            ("Ivory Coast", "CI"),
            ("Côte d’Ivoire", "CI"),
            ("Viet Nam", "VN"),
            ("Deutschland", "DE"),
            ("Россия", "RU"),
            ("Russian Federation", "RU"),
            ("Казахстан", "KZ"),
            ("España", "ES"),
            ("Allemagne", "DE"),
            ("Türkei", "TR"),
            ("Turkey", "TR"),
            ("KAZ", "KZ"),
            ("South Korea", "KR"),
            ("DR Congo", "CD"),
            ("Беларусь", "BY"),
            ("the Netherlands", "NL"),
            ("إيران", "IR"),
            ("Iran", "IR"),
            ("Venezuela", "VE"),
            ("Syria", "SY"),
            ("Samoa", "WS"),
            ("American Samoa", "AS"),
            ("Bosnia", "BA"),
            ("Niger", "NE"),
            ("Nigeria", "NG"),
        ] {
            let read = text.parse::<Country>().map(Country::code);
            assert_eq!(read.ok(), Some(code), "{text}");
        }
    }

    #[test]
    fn no_guess_crosses_to_another_state() {
        for text in ["Korea", "Congo"] {
            let error = text.parse::<Country>().unwrap_err();
            assert!(error.reason.contains("several states"), "{error}");
        }
        for text in ["Brittany", "Southern Korea", "Prussia", "bela"] {
            let error = text.parse::<Country>().unwrap_err();
            assert_eq!(error.nearest, None, "{text}");
        }
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
