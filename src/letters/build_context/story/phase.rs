//! To which part of a story a fact belongs, and how much it weighs. A new kind must say both: there is no other arm.

use crate::model::vocabulary::{ActionKind, ConcernKind, EventKind};

/// A part of a story, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StoryPhase {
    /// What the person did.
    Act,
    /// Threats, arrest, charge and investigation.
    Arrest,
    /// Trial, sentence and appeals.
    Trial,
    /// Where and how the person is held, and what else binds or harms.
    Detention,
    /// What others decided or said.
    Others,
}

impl StoryPhase {
    /// The name by which a template knows it.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Arrest => "arrest",
            Self::Trial => "trial",
            Self::Detention => "detention",
            Self::Others => "others",
        }
    }

    /// The part to which an event belongs.
    pub(crate) fn of_event(kind: &EventKind) -> Self {
        use EventKind as E;
        match kind {
            E::Protest | E::Expression | E::Organising => Self::Act,
            E::Threat
            | E::ThreatToFamily
            | E::Surveillance
            | E::Interrogation
            | E::Search
            | E::Seizure
            | E::Summons
            | E::Arrest
            | E::Abduction
            | E::DetentionOrdered
            | E::DetentionExtended
            | E::MeasureChanged
            | E::Charge
            | E::ChargeChanged
            | E::ChargeDropped
            | E::CaseOpened
            | E::CaseClosed
            | E::Listed
            | E::ForcedConfession
            | E::RepentanceVideo
            | E::StatementWithdrawn
            | E::EvidenceContested
            | E::TravelPlanned
            | E::NewspaperClosed
            | E::UnionRegistrationRefused
            | E::WebsiteBlocked
            | E::Unclassified
            | E::Other(_) => Self::Arrest,
            E::TrialOpened
            | E::Hearing
            | E::Verdict
            | E::Acquittal
            | E::Sentence
            | E::PsychiatricCommittal
            | E::AppealFiled
            | E::AppealRuling
            | E::CassationRuling
            | E::CourtCopyWithheld => Self::Trial,
            E::StatusNoted
            | E::StatusBegan
            | E::TermReplaced
            | E::Transfer
            | E::RegimeChange
            | E::PunishmentCell
            | E::Visit
            | E::VisitRefused
            | E::ParcelRefused
            | E::TortureAllegation
            | E::IllTreatmentAllegation
            | E::ForcedMedication
            | E::MedicalCareDenied
            | E::MedicalOpinion
            | E::Hospitalised
            | E::HealthDeteriorated
            | E::HungerStrikeStart
            | E::HungerStrikeEnd
            | E::Death
            | E::ComplaintFiled
            | E::InvestigationOpened
            | E::InvestigationClosed
            | E::OfficialDenial
            | E::Release
            | E::ParoleGranted
            | E::ParoleRefused
            | E::SentenceCut
            | E::Pardon
            | E::Amnesty
            | E::Rehabilitation
            | E::TermEnded
            | E::Delisted
            | E::MovementBanned => Self::Detention,
            E::ExtraditionRequested
            | E::ExtraditionRefused
            | E::Extradited
            | E::InterpolNotice
            | E::InterpolNoticeRemoved
            | E::AsylumRefused
            | E::AsylumGranted
            | E::ProtectionExtended => Self::Others,
        }
    }

    /// The part to which a concern belongs.
    pub(crate) fn of_concern(kind: &ConcernKind) -> Self {
        use ConcernKind as C;
        match kind {
            C::FreedomOfExpression
            | C::Assembly
            | C::Association
            | C::Religion
            | C::PoliticalParticipation
            | C::TradeUnionRights
            | C::RightToStrike
            | C::FabricatedEvidence
            | C::FabricatedCharges
            | C::ForcedConfession
            | C::RetroactiveOrVagueLaw
            | C::Retaliation
            | C::PoliticalProsecution
            | C::Discrimination
            | C::Privacy => Self::Arrest,
            C::UnfairTrial
            | C::NoPublicTrial
            | C::NoCounsel
            | C::WitnessesNotHeard
            | C::PresumptionOfInnocence
            | C::AppealBlocked
            | C::SecretDecision => Self::Trial,
            C::ArbitraryDetention
            | C::Torture
            | C::InhumanTreatment
            | C::Conditions
            | C::MedicalNeglect
            | C::PsychiatricAbuse
            | C::Incommunicado
            | C::Solitary
            | C::ReprisalsOnFamily
            | C::ChildAtRisk
            | C::AssetFreeze
            | C::Travel
            | C::BanOnActivity
            | C::Impunity
            | C::MonitoringDenied
            | C::LifeAtRisk
            | C::Unclassified
            | C::Other(_) => Self::Detention,
            C::TransnationalRepression | C::InterpolMisuse | C::NonComplianceWithUn => Self::Others,
        }
    }
}

/// How much an event weighs in a letter that cannot tell everything, from 0 to 9.
pub(crate) fn weigh_event(kind: &EventKind) -> u8 {
    use EventKind as E;
    match kind {
        E::Death
        | E::Abduction
        | E::TortureAllegation
        | E::Sentence
        | E::PsychiatricCommittal
        | E::Arrest
        | E::Acquittal => 9,
        E::Protest
        | E::Expression
        | E::Organising
        | E::Verdict
        | E::AppealRuling
        | E::CassationRuling
        | E::Extradited
        | E::Release
        | E::Pardon
        | E::Amnesty
        | E::ParoleGranted
        | E::TermEnded => 8,
        E::IllTreatmentAllegation
        | E::ForcedMedication
        | E::MedicalCareDenied
        | E::HungerStrikeStart
        | E::ForcedConfession
        | E::RepentanceVideo
        | E::CourtCopyWithheld
        | E::DetentionOrdered
        | E::Charge
        | E::Threat
        | E::ExtraditionRequested
        | E::EvidenceContested => 7,
        E::HealthDeteriorated
        | E::Hospitalised
        | E::PunishmentCell
        | E::TermReplaced
        | E::ChargeChanged
        | E::ChargeDropped
        | E::OfficialDenial
        | E::ThreatToFamily
        | E::InterpolNotice
        | E::InterpolNoticeRemoved
        | E::ExtraditionRefused
        | E::AsylumGranted
        | E::AsylumRefused
        | E::StatementWithdrawn
        | E::DetentionExtended
        | E::InvestigationClosed => 6,
        E::Hearing
        | E::TrialOpened
        | E::AppealFiled
        | E::VisitRefused
        | E::ParcelRefused
        | E::Search
        | E::CaseOpened
        | E::CaseClosed
        | E::MeasureChanged
        | E::ComplaintFiled
        | E::MovementBanned
        | E::ParoleRefused
        | E::SentenceCut
        | E::Rehabilitation
        | E::Transfer
        | E::TravelPlanned
        | E::Listed => 5,
        E::Surveillance
        | E::Interrogation
        | E::Seizure
        | E::Summons
        | E::Delisted
        | E::RegimeChange
        | E::MedicalOpinion
        | E::HungerStrikeEnd
        | E::InvestigationOpened
        | E::ProtectionExtended
        | E::NewspaperClosed
        | E::UnionRegistrationRefused
        | E::WebsiteBlocked
        | E::Unclassified
        | E::Other(_) => 4,
        E::Visit | E::StatusNoted | E::StatusBegan => 3,
    }
}

/// How much a concern weighs in a letter that cannot tell everything, from 0 to 9.
pub(crate) fn weigh_concern(kind: &ConcernKind) -> u8 {
    use ConcernKind as C;
    match kind {
        C::Torture | C::LifeAtRisk | C::Incommunicado => 9,
        C::NoCounsel
        | C::MedicalNeglect
        | C::PsychiatricAbuse
        | C::ForcedConfession
        | C::AppealBlocked
        | C::InhumanTreatment => 8,
        C::UnfairTrial
        | C::WitnessesNotHeard
        | C::FabricatedEvidence
        | C::FabricatedCharges
        | C::NonComplianceWithUn
        | C::Solitary
        | C::Conditions => 7,
        C::NoPublicTrial
        | C::ArbitraryDetention
        | C::FreedomOfExpression
        | C::Assembly
        | C::Association
        | C::Religion
        | C::TradeUnionRights
        | C::RightToStrike
        | C::PoliticalParticipation
        | C::Retaliation
        | C::ReprisalsOnFamily
        | C::ChildAtRisk
        | C::TransnationalRepression
        | C::InterpolMisuse
        | C::Impunity => 6,
        C::PresumptionOfInnocence
        | C::SecretDecision
        | C::RetroactiveOrVagueLaw
        | C::PoliticalProsecution
        | C::AssetFreeze
        | C::Travel
        | C::BanOnActivity
        | C::Discrimination => 5,
        C::Privacy | C::MonitoringDenied | C::Unclassified | C::Other(_) => 4,
    }
}

/// How much a decision or statement of others weighs in a letter that cannot tell everything, from 0 to 9.
pub(crate) fn weigh_action(kind: Option<&ActionKind>) -> u8 {
    use ActionKind as A;
    match kind {
        Some(A::UnOpinion | A::UnViews) => 9,
        Some(A::EpResolution | A::CourtDecision | A::UnUrgentAppeal | A::InterpolDecision) => 8,
        Some(A::ExtraditionRefusal | A::Protection) => 7,
        Some(
            A::Recognition
            | A::ObserverMission
            | A::ForeignStatement
            | A::JointStatement
            | A::Appeal
            | A::Unclassified
            | A::Other(_),
        )
        | None => 5,
    }
}
