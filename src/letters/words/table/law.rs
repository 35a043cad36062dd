//! The law behind a letter, in sentences.

use super::{PhraseTable, fill_places};
use crate::letters::law::{CitedTreaty, LawCitation};

/// Up to so many articles of treaties the Universal Declaration is named beside them.
const FEW_ARTICLES: usize = 2;

impl PhraseTable {
    /// “Kazakhstan is bound by the Covenant, which guarantees … (Article 9). These rights stand in the Universal Declaration …”;
    /// none where nothing is cited, or where the language has no sentences for it.
    pub fn describe_law(&self, citation: &LawCitation, state: &str) -> Option<String> {
        let fill = |key: &str, places: &[(&str, &str)]| {
            self.find_phrase("law", key)
                .map(|pattern| fill_places(pattern, places))
        };
        let mut sentences = Vec::new();
        let numbers: Vec<String> = citation
            .declaration
            .iter()
            .map(ToString::to_string)
            .collect();
        let articles = self.format_list(&numbers);
        if citation.treaties.is_empty() {
            let rights: Vec<String> = numbers
                .iter()
                .map(|article| {
                    let right = self.phrase_or_other("right", article);
                    self.fill_pattern("right", &[("right", right), ("article", article)])
                })
                .collect();
            if !rights.is_empty() {
                sentences.push(fill("declared", &[("rights", &self.format_list(&rights))])?);
            }
        } else {
            let treaties: Vec<String> = citation
                .treaties
                .iter()
                .filter_map(|treaty| self.describe_treaty(treaty))
                .collect();
            if treaties.is_empty() {
                return None;
            }
            let key = if citation.several_states {
                "bound_several"
            } else {
                "bound"
            };
            // A second treaty has a sentence of its own and its articles by number, where the language has words for that.
            let bound = |treaties: &str| fill(key, &[("state", state), ("treaties", treaties)]);
            match treaties.split_first() {
                Some((first, _)) if self.find_phrase("law", "bound_also").is_some() => {
                    sentences.push(bound(first)?);
                    let others = citation.treaties.iter().skip(1);
                    let numbered = others.filter_map(|treaty| self.cite_numbers(treaty));
                    sentences.extend(
                        numbered.filter_map(|treaty| fill("bound_also", &[("treaties", &treaty)])),
                    );
                }
                Some(_) | None => sentences.push(bound(&self.format_list(&treaties))?),
            }
            // Who has been told of four articles needs no third list of them.
            let cited: usize = citation
                .treaties
                .iter()
                .map(|treaty| treaty.articles.len())
                .sum();
            let declared = match numbers.len() {
                _ if cited > FEW_ARTICLES => None,
                0 => None,
                1 => fill("declared_one", &[("articles", &articles)]),
                _ => fill("declared_several", &[("articles", &articles)]),
            };
            sentences.extend(declared);
        }
        let rules: Vec<String> = citation
            .rules
            .iter()
            .filter_map(|rule| self.find_phrase("prison_rule", &rule.to_string()))
            .map(str::to_owned)
            .collect();
        if !rules.is_empty() {
            sentences.extend(fill("rules", &[("rules", &self.format_list(&rules))]));
        }
        (!sentences.is_empty()).then(|| capitalize_sentence(&sentences.join(" ")))
    }

    /// A treaty with the numbers of its articles alone.
    fn cite_numbers(&self, treaty: &CitedTreaty) -> Option<String> {
        let numbers: Vec<String> = treaty
            .articles
            .iter()
            .map(|cited| cited.number.clone())
            .collect();
        let key = if numbers.len() == 1 {
            "also_one"
        } else {
            "also_several"
        };
        let pattern = self.find_phrase("law", key)?;
        Some(fill_places(
            pattern,
            &[
                ("treaty", &treaty.name),
                ("articles", &self.format_list(&numbers)),
            ],
        ))
    }

    /// A treaty by its name in the language, with its articles. The tables of law have the English names; a language with names
    /// of its own leaves out what it has no name for.
    fn describe_treaty(&self, treaty: &CitedTreaty) -> Option<String> {
        let article = self.find_phrase("law", "article").unwrap_or("{article}");
        let articles: Vec<String> = treaty
            .articles
            .iter()
            .map(|cited| {
                fill_places(
                    article,
                    &[("article", &cited.number), ("guarantee", &cited.guarantee)],
                )
            })
            .collect();
        let has_names = self.words.contains_key("treaty");
        let english = (!has_names).then_some(treaty.name.as_str());
        let name = self.find_phrase("treaty", treaty.id).or(english)?;
        Some(fill_places(
            self.find_phrase("law", "treaty")
                .unwrap_or("{treaty} ({articles})"),
            &[("treaty", name), ("articles", &self.format_list(&articles))],
        ))
    }
}

fn capitalize_sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
