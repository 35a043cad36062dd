//! What a concern or an event says that has no text of its own. `{}` is the place of the person.

use crate::model::Event;
use crate::model::vocabulary::{ConcernKind, EventKind};

/// What the word for an event says of the person, where it says enough and could mean nothing else.
const PLAIN_EVENTS: [(EventKind, &str); 11] = [
    (EventKind::Arrest, "was arrested"),
    (EventKind::Abduction, "was abducted"),
    (EventKind::PunishmentCell, "was put into a punishment cell"),
    (EventKind::HungerStrikeStart, "began a hunger strike"),
    (EventKind::HungerStrikeEnd, "ended a hunger strike"),
    (EventKind::Hospitalised, "was taken to hospital"),
    (EventKind::Death, "died"),
    (EventKind::Release, "was released"),
    (EventKind::Pardon, "was pardoned"),
    (EventKind::Extradited, "was extradited"),
    (EventKind::Acquittal, "was acquitted"),
];

/// A sentence for an event without a text; none where the word alone says too little.
pub(crate) fn state_event(event: &Event) -> Option<String> {
    let (_, verb) = PLAIN_EVENTS.iter().find(|(kind, _)| *kind == event.kind)?;
    let place = event.place.as_ref().map(|place| format!(" in {place}"));
    Some(format!("{{}} {verb}{}.", place.unwrap_or_default()))
}

/// A sentence for a concern without a text; none where the word says too little for one.
pub(crate) fn state_concern(kind: &ConcernKind) -> Option<&'static str> {
    use ConcernKind as C;
    Some(match kind {
        C::ArbitraryDetention => "The detention of {} is arbitrary.",
        C::FreedomOfExpression => {
            "The case against {} punishes the use of the freedom of expression."
        }
        C::Assembly => "The case against {} punishes the use of the freedom of assembly.",
        C::Association => "The case against {} punishes the use of the freedom of association.",
        C::Religion => "The case against {} punishes the practice of a religion.",
        C::PoliticalParticipation => "The case against {} punishes taking part in public affairs.",
        C::TradeUnionRights => "The case against {} punishes work for a trade union.",
        C::RightToStrike => "The case against {} punishes the use of the right to strike.",
        C::Torture => "{} was tortured.",
        C::InhumanTreatment => "{} was treated inhumanly.",
        C::Conditions => "The conditions in which {} is held give cause for concern.",
        C::MedicalNeglect => "{} does not receive the medical care that is needed.",
        C::PsychiatricAbuse => "Psychiatry is misused against {}.",
        C::Incommunicado => "{} is held without contact with the outside world.",
        C::Solitary => "{} is held in solitary confinement.",
        C::UnfairTrial => "The trial of {} was not fair.",
        C::NoPublicTrial => "The trial of {} was not public.",
        C::NoCounsel => "{} was denied a defence lawyer.",
        C::WitnessesNotHeard => "Witnesses in the case of {} were not heard.",
        C::PresumptionOfInnocence => "{} was called guilty before any court had decided.",
        C::FabricatedEvidence => "Evidence against {} was fabricated.",
        C::FabricatedCharges => "The charges against {} are fabricated.",
        C::ForcedConfession => "{} was forced to confess.",
        C::AppealBlocked => "{} cannot make use of the right of appeal.",
        C::SecretDecision => "The decision of the court on {} was kept secret.",
        C::RetroactiveOrVagueLaw => {
            "The law applied to {} is vague, or is applied to what came before it."
        }
        C::Retaliation => "The case against {} is retaliation.",
        C::ReprisalsOnFamily => "The family of {} suffers reprisals.",
        C::ChildAtRisk => "A child is at risk in the case of {}.",
        C::TransnationalRepression => "{} is pursued beyond the borders of the state.",
        C::InterpolMisuse => "INTERPOL is misused against {}.",
        C::AssetFreeze => "The accounts of {} are frozen.",
        C::Travel => "{} may not travel freely.",
        C::Privacy => "{} is under surveillance.",
        C::BanOnActivity => "{} is banned from public or professional activity.",
        C::Impunity => "What was done to {} has not been investigated.",
        C::MonitoringDenied => "Independent observers were refused access to {}.",
        C::PoliticalProsecution => "The prosecution of {} is politically motivated.",
        C::Discrimination => "{} is discriminated against.",
        C::LifeAtRisk => "The life of {} is in danger.",
        C::NonComplianceWithUn => {
            "A decision of the United Nations on {} has not been complied with."
        }
        C::Unclassified | C::Other(_) => return None,
    })
}
