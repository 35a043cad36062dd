//! Rights by the concerns that touch them.

use crate::model::vocabulary::ConcernKind;

/// The articles of the Universal Declaration of Human Rights that the concerns touch, in order, each once.
pub(super) fn udhr_articles(concerns: &[ConcernKind]) -> Vec<u8> {
    let mut articles: Vec<u8> = concerns.iter().filter_map(udhr_article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}

/// The article that a concern touches; none where no article speaks of it plainly.
pub(super) fn udhr_article(concern: &ConcernKind) -> Option<u8> {
    use ConcernKind as C;
    Some(match concern {
        C::LifeAtRisk => 3,
        C::Torture | C::InhumanTreatment => 5,
        C::Discrimination => 7,
        C::AppealBlocked | C::Impunity => 8,
        C::ArbitraryDetention | C::PsychiatricAbuse | C::Incommunicado => 9,
        C::UnfairTrial
        | C::NoPublicTrial
        | C::SecretDecision
        | C::FabricatedEvidence
        | C::FabricatedCharges => 10,
        C::NoCounsel
        | C::WitnessesNotHeard
        | C::PresumptionOfInnocence
        | C::ForcedConfession
        | C::RetroactiveOrVagueLaw => 11,
        C::Privacy | C::ReprisalsOnFamily => 12,
        C::Travel => 13,
        C::TransnationalRepression | C::InterpolMisuse => 14,
        C::AssetFreeze => 17,
        C::Religion => 18,
        C::FreedomOfExpression => 19,
        C::Assembly | C::Association => 20,
        C::PoliticalParticipation => 21,
        C::TradeUnionRights => 23,
        C::MedicalNeglect => 25,
        _ => return None,
    })
}
