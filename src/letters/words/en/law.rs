//! Rights by the concerns that touch them.

use super::list;
use crate::model::vocabulary::ConcernKind;

/// The rights of the Universal Declaration of Human Rights that the concerns touch, in the order of its articles.
pub(in crate::letters::words) fn rights(concerns: &[ConcernKind]) -> Option<String> {
    let mut rights: Vec<(u8, &str)> = concerns.iter().filter_map(right).collect();
    rights.sort_unstable();
    rights.dedup();
    let words: Vec<String> = rights.iter().map(|(article, right)| format!("{right} (Article {article})")).collect();
    (!words.is_empty()).then(|| list(&words))
}

/// Article and right; none where no article speaks of it plainly.
fn right(concern: &ConcernKind) -> Option<(u8, &'static str)> {
    use ConcernKind as C;
    Some(match concern {
        C::LifeAtRisk => (3, "the right to life"),
        C::Torture | C::InhumanTreatment => (5, "freedom from torture and from cruel, inhuman or degrading treatment"),
        C::Discrimination => (7, "equality before the law"),
        C::AppealBlocked | C::Impunity => (8, "the right to an effective remedy"),
        C::ArbitraryDetention | C::PsychiatricAbuse | C::Incommunicado => (9, "freedom from arbitrary detention"),
        C::UnfairTrial | C::NoPublicTrial | C::SecretDecision | C::FabricatedEvidence | C::FabricatedCharges => {
            (10, "the right to a fair and public hearing")
        }
        C::NoCounsel
        | C::WitnessesNotHeard
        | C::PresumptionOfInnocence
        | C::ForcedConfession
        | C::RetroactiveOrVagueLaw => (11, "the presumption of innocence and the guarantees of a defence"),
        C::Privacy | C::ReprisalsOnFamily => (12, "privacy, family and home"),
        C::Travel => (13, "freedom of movement"),
        C::TransnationalRepression | C::InterpolMisuse => (14, "the right to asylum from persecution"),
        C::AssetFreeze => (17, "the right to property"),
        C::Religion => (18, "freedom of thought, conscience and religion"),
        C::FreedomOfExpression => (19, "freedom of opinion and expression"),
        C::Assembly | C::Association => (20, "freedom of peaceful assembly and association"),
        C::PoliticalParticipation => (21, "the right to take part in public affairs"),
        C::TradeUnionRights => (23, "the right to form and to join trade unions"),
        C::MedicalNeglect => (25, "the right to medical care"),
        _ => return None,
    })
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
            rights(&concerns).as_deref(),
            Some(
                "the right to a fair and public hearing (Article 10), freedom of opinion and expression (Article 19) \
                 and freedom of peaceful assembly and association (Article 20)"
            )
        );
        assert_eq!(rights(&[ConcernKind::Solitary]), None);
    }
}
