//! What a text claims in figures: dates, articles of law, numbers; and the addresses it gives.

use super::text::ProofWord;
use crate::letters::LetterLanguage;
use crate::letters::proofread::dates::{MonthNames, TextDate};

/// Numbers that a text writes in words; “one” is more often no number.
const IN_WORDS: std::ops::RangeInclusive<usize> = 2..=12;

/// Beginnings of the words for an article of law, beside its number.
const ARTICLE: [&str; 5] = ["art", "стать", "ст", "бап", "бабы"];

/// What kind of thing is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimKind {
    Date,
    Article,
    Number,
    Address,
}

impl ClaimKind {
    /// As messages name it.
    pub fn kind_name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Article => "article",
            Self::Number => "number",
            Self::Address => "address",
        }
    }
}

/// Something that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckableClaim {
    pub kind: ClaimKind,
    pub line: usize,
    /// As the text says it.
    pub said: String,
    /// As it is compared.
    pub value: String,
    /// Which date it is.
    pub day: Option<TextDate>,
}

/// All claims of a text, in order.
pub(crate) fn find_claims(
    words: &[ProofWord],
    calendar: &MonthNames,
    lang: &LetterLanguage,
) -> Vec<CheckableClaim> {
    let numbers: Vec<(String, usize)> = IN_WORDS
        .map(|number| (lang.format_number(number), number))
        .collect();
    let mut claims = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let claim = |kind, said: String, value| CheckableClaim {
            kind,
            line: word.line,
            said,
            value,
            day: None,
        };
        if let Some((day, end)) = calendar.date_at(words, at) {
            claims.push(CheckableClaim {
                day: Some(day),
                ..claim(ClaimKind::Date, quote_words(&words[at..end]), String::new())
            });
            at = end;
            continue;
        }
        if word.is_address() {
            claims.push(claim(
                ClaimKind::Address,
                word.said.clone(),
                word.said.to_lowercase(),
            ));
        } else if word.is_number() {
            let kind = if is_article(words, at) {
                ClaimKind::Article
            } else {
                ClaimKind::Number
            };
            claims.push(claim(kind, word.said.clone(), normalize_number(&word.said)));
        } else if let Some((_, number)) = numbers
            .iter()
            .find(|(name, _)| *name == word.said.to_lowercase())
        {
            claims.push(claim(
                ClaimKind::Number,
                word.said.clone(),
                number.to_string(),
            ));
        }
        at += 1;
    }
    claims
}

/// Words as they stand in the text.
pub(crate) fn quote_words(words: &[ProofWord]) -> String {
    let mut said = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            said.extend(
                word.gap
                    .chars()
                    .map(|c| if c.is_whitespace() { ' ' } else { c }),
            );
        }
        said.push_str(&word.said);
    }
    said
}

fn is_article(words: &[ProofWord], at: usize) -> bool {
    let names_article = |word: &ProofWord| {
        ARTICLE
            .iter()
            .any(|name| word.comparison_key().starts_with(name))
    };
    let before = at.checked_sub(1).map(|before| &words[before]);
    words[at].gap.contains('§')
        || before.is_some_and(names_article)
        || words
            .get(at + 1)
            .is_some_and(|next| next.gap == "-" && names_article(next))
}

/// A number whatever the marks between its figures: `27,780` is `27780`, `3,5` is `3.5`.
fn normalize_number(figures: &str) -> String {
    let mut parts = figures.split([',', '.']);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_thousands =
        first.len() <= 3 && !rest.is_empty() && rest.iter().all(|part| part.len() == 3);
    if is_thousands {
        figures.replace([',', '.'], "")
    } else {
        figures.replace(',', ".")
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::split_words;
    use super::*;

    #[test]
    fn everything_in_figures_is_a_claim() {
        let text = "Under Article 174 he was given two years on 28 March 2017, with 27,780 tenge to a@b.org.";
        let claims = find_claims(
            &split_words(text),
            &MonthNames::from_language(&LetterLanguage::english()),
            &LetterLanguage::english(),
        );
        let found: Vec<(&str, &str)> = claims
            .iter()
            .map(|claim| (claim.kind.kind_name(), claim.said.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("article", "174"),
                ("number", "two"),
                ("date", "28 March 2017"),
                ("number", "27,780"),
                ("address", "a@b.org")
            ]
        );
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (figures, same) in [
            ("27,780", "27780"),
            ("1.000.000", "1000000"),
            ("3,5", "3.5"),
            ("257.1", "257.1"),
            ("7", "7"),
        ] {
            assert_eq!(normalize_number(figures), same);
        }
    }
}
