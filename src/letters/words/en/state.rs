//! States as a sentence names them.

use crate::model::Country;

pub(in crate::letters::words) fn state(country: Country) -> String {
    let name = usual(country);
    if takes_an_article(country) { format!("the {name}") } else { name.to_owned() }
}

/// The usual name where the official one is long.
fn usual(country: Country) -> &'static str {
    match country.code() {
        "BN" => "Brunei",
        "CD" => "Democratic Republic of the Congo",
        "CG" => "Republic of the Congo",
        "IR" => "Iran",
        "KP" => "North Korea",
        "KR" => "South Korea",
        "LA" => "Laos",
        "SY" => "Syria",
        "TW" => "Taiwan",
        "TZ" => "Tanzania",
        "VE" => "Venezuela",
        "VN" => "Vietnam",
        _ => country.name(),
    }
}

fn takes_an_article(country: Country) -> bool {
    matches!(
        country.code(),
        "AE" | "BS" | "CD" | "CF" | "CG" | "DO" | "GB" | "GM" | "KM" | "MH" | "MV" | "NL" | "PH" | "SB" | "SC" | "US"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_its_article_and_its_usual_name() {
        for (code, words) in [
            ("KZ", "Kazakhstan"),
            ("US", "the United States"),
            ("IR", "Iran"),
            ("AE", "the United Arab Emirates"),
            ("RU", "Russia"),
            ("PH", "the Philippines"),
        ] {
            assert_eq!(state(code.parse().unwrap()), words);
        }
    }
}
