//! What courts impose.

use super::{format_term, label};
use crate::model::vocabulary::{Regime, RestrictionKind, SentenceKind, Vocabulary};
use crate::model::{Penalty, Sentence};

pub(super) fn describe_penalty(sentence: &Sentence) -> String {
    let length = sentence.term.map(format_term);
    let main = match (&sentence.kind, length) {
        (SentenceKind::Prison, Some(length)) => format!("{length} in prison"),
        (SentenceKind::Prison, None) => "imprisonment".to_owned(),
        (SentenceKind::AdministrativeDetention, Some(length)) => {
            format!("{length} of administrative detention")
        }
        (SentenceKind::RestrictedFreedom, Some(length)) => {
            format!("{length} of restricted freedom")
        }
        (SentenceKind::Suspended, Some(length)) => format!("a suspended sentence of {length}"),
        (SentenceKind::CommunityService, Some(length)) => format!("{length} of community service"),
        (kind, Some(length)) => format!("{} ({length})", kind.label()),
        (kind, None) => kind.label(),
    };
    match &sentence.regime {
        Some(Regime::Strict) => format!("{main} in a strict-regime colony"),
        Some(Regime::Ordinary) => format!("{main} in an ordinary-regime colony"),
        Some(Regime::ColonySettlement) => format!("{main} in a colony-settlement"),
        Some(Regime::PunishmentCell | Regime::Unclassified | Regime::Other(_)) | None => main,
    }
    .replace(" in prison in a ", " in a ")
}

pub(super) fn describe_additional(penalty: &Penalty) -> String {
    let text = penalty.text.as_ref().map(|text| text.as_str());
    let length = penalty
        .term
        .map(|length| format!(" for {}", format_term(length)))
        .unwrap_or_default();
    let what = match (&penalty.kind, text) {
        (RestrictionKind::CompulsoryPayment, Some(text)) => {
            return format!("a compulsory payment of {text}");
        }
        (RestrictionKind::Unclassified | RestrictionKind::Other(_), Some(text)) => {
            return format!("{text}{length}");
        }
        (RestrictionKind::BanHoldingOffice, Some(text)) => format!("a ban on holding {text}"),
        (RestrictionKind::BanPublicActivity, Some(text)) => format!("a ban on {text}"),
        (kind, Some(text)) => format!("{} ({text})", label::restriction_noun(kind)),
        (kind, None) => label::restriction_noun(kind),
    };
    format!("{what}{length}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn penalties_read_aloud() {
        let prison =
            Sentence::from_typed([("kind", "prison"), ("term", "12y"), ("regime", "strict")])
                .unwrap();
        assert_eq!(
            describe_penalty(&prison),
            "twelve years in a strict-regime colony"
        );
        for (written, words) in [
            (
                "ban-public-activity 3y",
                "a ban on public activities for three years",
            ),
            ("ban-journalism 3y", "a ban on journalism for three years"),
            ("confiscation", "confiscation of property"),
            (
                "ban-holding-office 10y: executive positions",
                "a ban on holding executive positions for ten years",
            ),
            ("travel-ban: no passport", "a travel ban (no passport)"),
        ] {
            assert_eq!(describe_additional(&written.parse().unwrap()), words);
        }
    }
}
