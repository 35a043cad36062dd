//! Where words may be divided.

use hypher::Lang;

/// What shows only where a line ends at it.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Letters that stay together at each end of a word.
const ENDS: usize = 4;
/// Letters of the shortest word that is divided.
const SHORTEST: usize = 10;
/// In German every noun has a capital letter; a name is rarely as long as this.
const SHORTEST_CAPITAL: usize = 12;

/// The rules of a language; none for one whose words stay whole.
pub fn find_rules(lang: &str) -> Option<Lang> {
    let language = lang.split('-').next()?.to_ascii_lowercase();
    Lang::from_iso(language.as_bytes().try_into().ok()?)
}

/// The text with a soft hyphen wherever a word may be divided. Names, addresses and words with digits stay whole.
pub fn hyphenate_text(text: &str, rules: Option<Lang>) -> String {
    let Some(lang) = rules else {
        return text.to_owned();
    };
    text.split_inclusive(char::is_whitespace)
        .map(|token| hyphenate_token(token, lang))
        .collect()
}

fn hyphenate_token(token: &str, lang: Lang) -> String {
    if token.contains(['@', '/', '\\', '_', SOFT_HYPHEN]) || token.chars().any(char::is_numeric) {
        return token.to_owned();
    }
    let mut softened = String::with_capacity(token.len() + 8);
    for word in split_words(token) {
        if may_be_divided(word, lang) {
            softened.push_str(
                &hypher::hyphenate_bounded(word, lang, ENDS, ENDS)
                    .collect::<Vec<_>>()
                    .join(&SOFT_HYPHEN.to_string()),
            );
        } else {
            softened.push_str(word);
        }
    }
    softened
}

/// The token in stretches of letters and stretches of other characters.
fn split_words(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        let kind = rest.chars().next()?.is_alphabetic();
        let end = rest
            .find(|c: char| c.is_alphabetic() != kind)
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn may_be_divided(word: &str, lang: Lang) -> bool {
    let mut letters = word.chars();
    let has_capital = letters.next().is_some_and(|first| !first.is_lowercase());
    let is_plain = letters.all(char::is_lowercase);
    let shortest = match (has_capital, lang) {
        (false, _) => SHORTEST,
        (true, Lang::German) => SHORTEST_CAPITAL,
        (true, _) => return false,
    };
    is_plain && word.chars().count() >= shortest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, lang: &str) -> String {
        hyphenate_text(text, find_rules(lang)).replace('\u{ad}', "·")
    }

    #[test]
    fn long_words_may_be_divided_in_four_languages() {
        assert_eq!(
            shown("(immediately), at once", "en-IE"),
            "(imme·di·ately), at once"
        );
        assert!(shown("заключённого", "ru").contains('·'));
        assert!(shown("emprisonnement", "fr").contains('·'));
        assert!(shown("Strafgesetzbuch", "de").contains('·'));
        assert_eq!(shown("айыпталушыларды", "kk"), "айыпталушыларды");
    }

    #[test]
    fn names_and_addresses_stay_whole() {
        for text in [
            "Mukhtar Dzhakishev",
            "Дженбаевской",
            "someone@example.international",
            "https://example.org/international",
        ] {
            assert_eq!(shown(text, if text.is_ascii() { "en" } else { "ru" }), text);
        }
    }
}
