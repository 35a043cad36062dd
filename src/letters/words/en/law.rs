//! Rights of the Universal Declaration of Human Rights.

use super::format_list;
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
        14 => "the right to asylum from persecution",
        17 => "the right to property",
        18 => "freedom of thought, conscience and religion",
        19 => "freedom of opinion and expression",
        20 => "freedom of peaceful assembly and association",
        21 => "the right to take part in public affairs",
        23 => "the right to form and to join trade unions",
        25 => "the right to medical care",
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
            ConcernKind::Solitary,
        ];
        assert_eq!(
            describe_rights(&concerns).as_deref(),
            Some(
                "the right to a fair and public hearing (Article 10), freedom of opinion and expression (Article 19) \
                 and freedom of peaceful assembly and association (Article 20)"
            )
        );
        assert_eq!(describe_rights(&[ConcernKind::Solitary]), None);
    }
}
