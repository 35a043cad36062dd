//! Rights, and the treaties that bind a state.

use super::format_list;
use crate::letters::law::{CitedArticle, CitedTreaty, LawCitation};
use crate::letters::words::law;
use crate::model::vocabulary::ConcernKind;

pub(in crate::letters::words) fn describe_rights(concerns: &[ConcernKind]) -> Option<String> {
    let articles = law::udhr_articles(concerns);
    let words: Vec<String> = articles
        .into_iter()
        .map(|article| format!("{} (Article {article})", right_name(article)))
        .collect();
    (!words.is_empty()).then(|| format_list(&words))
}

/// “Kazakhstan is bound by the Covenant, which guarantees … (Article 9). The Universal Declaration says the same …”
pub(in crate::letters::words) fn describe_law(
    citation: &LawCitation,
    state: &str,
) -> Option<String> {
    let mut sentences = Vec::new();
    let bound: Vec<String> = citation.treaties.iter().map(describe_treaty).collect();
    let declared = &citation.declaration;
    if bound.is_empty() {
        let rights: Vec<String> = declared
            .iter()
            .map(|article| format!("{} (Article {article})", right_name(*article)))
            .collect();
        if !rights.is_empty() {
            sentences.push(format!(
                "The Universal Declaration of Human Rights guarantees {}.",
                format_list(&rights)
            ));
        }
    } else {
        let are = if citation.several_states { "are" } else { "is" };
        sentences.push(format!("{state} {are} bound by {}.", format_list(&bound)));
        let numbers: Vec<String> = declared.iter().map(ToString::to_string).collect();
        let articles = match numbers.len() {
            0 => None,
            1 => Some("Article"),
            _ => Some("Articles"),
        };
        if let Some(articles) = articles {
            sentences.push(format!(
                "These rights stand in the Universal Declaration of Human Rights as well ({articles} {}).",
                format_list(&numbers)
            ));
        }
    }
    sentences.extend(describe_rules(&citation.rules));
    (!sentences.is_empty()).then(|| capitalise(&sentences.join(" ")))
}

fn describe_treaty(treaty: &CitedTreaty) -> String {
    let guarantees: Vec<String> = treaty.articles.iter().map(describe_article).collect();
    format!(
        "{}, which guarantees {}",
        treaty.name,
        format_list(&guarantees)
    )
}

fn describe_article(article: &CitedArticle) -> String {
    format!("{} (Article {})", article.guarantee, article.number)
}

/// What the Nelson Mandela Rules ask for, by the rules cited.
fn describe_rules(rules: &[u8]) -> Option<String> {
    let asked: Vec<String> = rules
        .iter()
        .filter_map(|rule| {
            Some(match rule {
                1 => "treatment with respect for human dignity (Rule 1)".to_owned(),
                24 => "the health care that people outside receive (Rule 24)".to_owned(),
                43 => "that solitary confinement be neither indefinite nor prolonged (Rule 43)"
                    .to_owned(),
                61 => "visits by a lawyer of free choice (Rule 61)".to_owned(),
                _ => return None,
            })
        })
        .collect();
    (!asked.is_empty()).then(|| {
        format!(
            "For every prisoner the United Nations Nelson Mandela Rules ask {}.",
            format_list(&asked)
        )
    })
}

fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn right_name(article: u8) -> &'static str {
    match article {
        3 => "the right to life",
        5 => "freedom from torture and from cruel, inhuman or degrading treatment",
        7 => "equality before the law",
        8 => "the right to an effective remedy",
        9 => "freedom from arbitrary detention",
        10 => "the right to a fair and public hearing",
        11 => "the presumption of innocence and the guarantees of a defence",
        12 => "privacy, family and home",
        13 => "freedom of movement",
        17 => "the right to property",
        18 => "freedom of thought, conscience and religion",
        19 => "freedom of opinion and expression",
        20 => "freedom of peaceful assembly and association",
        21 => "the right to take part in public affairs",
        23 => "the right to form and to join trade unions",
        _ => "human dignity",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_named_once_in_the_order_of_their_articles() {
        let concerns = [
            ConcernKind::FreedomOfExpression,
            ConcernKind::Association,
            ConcernKind::Assembly,
            ConcernKind::UnfairTrial,
            ConcernKind::InterpolMisuse,
        ];
        assert_eq!(
            describe_rights(&concerns).as_deref(),
            Some(
                "the right to a fair and public hearing (Article 10), freedom of opinion and expression (Article 19) \
                 and freedom of peaceful assembly and association (Article 20)"
            )
        );
        assert_eq!(describe_rights(&[ConcernKind::MonitoringDenied]), None);
    }
}
