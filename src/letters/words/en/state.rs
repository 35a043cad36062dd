//! States as a sentence names them.

use crate::letters::words::cldr::ENGLISH;
use crate::model::Country;

pub(in crate::letters::words) fn state_name(country: Country) -> String {
    let name = usual_name(country);
    if takes_an_article(country) {
        format!("the {name}")
    } else {
        name
    }
}

/// The name of CLDR, but for those that stand in lists and not in sentences.
fn usual_name(country: Country) -> String {
    match country.code() {
        "CD" => "Democratic Republic of the Congo".to_owned(),
        "CG" => "Republic of the Congo".to_owned(),
        "HK" => "Hong Kong".to_owned(),
        "MM" => "Myanmar".to_owned(),
        "MO" => "Macao".to_owned(),
        _ => ENGLISH.state_name(country).replace(" & ", " and "),
    }
}

fn takes_an_article(country: Country) -> bool {
    matches!(
        country.code(),
        "AE" | "BS"
            | "CD"
            | "CF"
            | "CG"
            | "DO"
            | "GB"
            | "GM"
            | "KM"
            | "MH"
            | "MV"
            | "NL"
            | "PH"
            | "PS"
            | "SB"
            | "SC"
            | "US"
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
            ("BA", "Bosnia and Herzegovina"),
            ("MM", "Myanmar"),
        ] {
            assert_eq!(state_name(code.parse().unwrap()), words);
        }
    }
}
