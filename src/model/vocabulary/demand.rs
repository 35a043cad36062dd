//! What a letter asks for, who can grant it, and for whom it makes sense.

use super::power::OfficePower;
use super::role::{OfficeSide, Role};
use super::status::{Status, StatusGroup};
use super::vocabulary;
use super::{ActionKind, ConcernKind, EventKind};

vocabulary! {
    /// A demand. Its wording per language is the letters' business; who can grant it stands here.
    pub enum DemandKind, "demand" {
        ReleaseImmediate = "release-immediate", "immediate release", "MT20 0202";
        DropCharges = "drop-charges", "dropping of the charges", "MT20 0202";
        AnnulVerdict = "annul-verdict", "annulment of the verdict", "MT20 0202";
        FairRetrial = "fair-retrial", "a fair retrial", "MT20 0202";
        ReviewVerdict = "review-verdict", "a review of the verdict", "MT20 0202";
        AllowAppeal = "allow-appeal", "a new period for appeal", "MT20 0102";
        ExcludeForcedEvidence = "exclude-forced-evidence", "exclusion of what was extracted by force", "MT20 0102";
        HaltExecution = "halt-execution", "a halt to the execution", "MT20 0106";
        CommuteSentence = "commute-sentence", "commutation of the death sentence", "MT20 0106";
        Rehabilitate = "rehabilitate", "full rehabilitation", "MT20 0202";
        Compensate = "compensate", "compensation", "MT20 0101";
        MedicalCare = "medical-care" | "provide-medical-care", "medical care", "MT20 0103";
        IndependentMedicalExam = "independent-medical-exam", "an independent medical examination", "MT20 0103";
        EndForcedTreatment = "end-forced-treatment", "no forced treatment", "MT20 0103";
        EndSolitary = "end-solitary", "an end to solitary confinement", "MT20 0106";
        ImproveConditions = "improve-conditions", "humane conditions of detention", "MT20 0106";
        TransferNearerHome = "transfer-nearer-home", "transfer nearer home", "MT20 0106";
        InformationOnCondition = "information-on-condition", "information on conditions and health", "MT20 0106";
        DiscloseWhereabouts = "disclose-whereabouts", "disclosure of the whereabouts", "MT20 0106";
        InvestigateDisappearance = "investigate-disappearance", "an investigation of the disappearance", "MT20 0201";
        InvestigateDeath = "investigate-death", "an investigation of the death", "MT20 0201";
        ReturnBody = "return-body", "post-mortem and body for the family", "MT20 0106";
        ParcelsUntampered = "parcels-untampered", "parcels handed over untouched", "MT20 0106";
        AccessFamily = "access-family", "access for the family", "MT20 0106";
        AccessCounsel = "access-counsel", "access for counsel", "MT20 0102";
        AccessObservers = "access-observers", "access for observers", "MT20 0106";
        StopTorture = "stop-torture", "an end to torture and ill-treatment", "MT20 0106";
        InvestigateTorture = "investigate-torture", "an investigation of torture", "MT20 0201";
        InvestigateCase = "investigate-case", "an enquiry into the case", "MT20 0201";
        DisciplineOfficial = "discipline-official", "dismissal of officials", "MT20 0201";
        ProsecuteOfficial = "prosecute-official", "prosecution of officials", "MT20 0201";
        ProvideCourtDecision = "provide-court-decision", "a copy of the court decision", "MT20 0102";
        NoMeasuresAgainstOrganisation = "no-measures-against-organisation", "no measures against an organisation", "MT20 0106";
        RegisterOrganisation = "register-organisation", "registration of an organisation", "MT20 0106";
        AllowTravel = "allow-travel", "freedom to travel", "MT20 0106";
        LiftRestrictions = "lift-restrictions", "lifting of the restrictions", "MT20 0106";
        Delist = "delist", "removal from the list", "MT20 0106";
        UnfreezeAccounts = "unfreeze-accounts", "access to the accounts", "MT20 0106";
        EndReprisals = "end-reprisals", "no reprisals on the family", "MT20 0106";
        WithdrawExtraditionRequest = "withdraw-extradition-request", "withdrawal of the extradition request", "MT20 0106";
        StopExtradition = "stop-extradition", "no extradition", "MT20 0106";
        GrantProtection = "grant-protection", "protection", "MT20 0106";
        DeleteInterpolNotice = "delete-interpol-notice", "deletion of the INTERPOL notice", "MT20 0106";
        ImplementUnDecision = "implement-un-decision", "compliance with the UN decision", "MT20 0106";
        RepealOrAmendLaw = "repeal-or-amend-law", "change of the law", "MT20 0106";
        LiftBan = "lift-ban", "lifting of the ban on an organisation", "MT20 0106";
        PersonalSanctions = "personal-sanctions", "personal sanctions on officials", "MT20 0106";
        RaiseInDialogue = "raise-in-dialogue", "raising the case", "MT20 0105";
        VisitInDetention = "visit-in-detention", "a visit in detention", "MT20 0105";
        ConditionAgreement = "condition-agreement", "release as a condition of an agreement", "MT20 0106";
        PublicStatement = "public-statement", "a public statement", "MT20 0203";
        TrialObservation = "trial-observation", "observation of the trial", "MT20 0102";
        Unclassified = "other", "another demand", "MT20 0106";
    }
}

/// In which situations a demand makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DemandFit {
    /// Deprived of liberty, wherever that is.
    Held,
    /// Held in a place that can be named, visited and asked about.
    HeldInKnownPlace,
    /// Held, or vanished from sight.
    HeldOrLost,
    /// Abroad, or held there.
    Abroad,
    /// Neither free nor dead.
    Open,
    /// Not cleared by a court or by those who prosecute.
    NotCleared,
    /// Alive.
    Alive,
    /// Dead.
    Dead,
    /// In every situation.
    Every,
}

/// The facts that can justify a demand; one without any of its own is justified by every disclosed fact.
#[derive(Debug, Clone, Copy, Default)]
pub struct DemandGrounds {
    /// Concerns of these kinds.
    pub concerns: &'static [ConcernKind],
    /// Events of these kinds.
    pub events: &'static [EventKind],
    /// Decisions and statements of these kinds.
    pub actions: &'static [ActionKind],
    /// Events that say that it was granted.
    pub granted: &'static [EventKind],
    /// Events after which it can be asked for again.
    pub undone: &'static [EventKind],
}

impl DemandGrounds {
    /// What calls for medical care.
    const MEDICAL_CARE: Self = Self::from_facts(
        &[ConcernKind::MedicalNeglect, ConcernKind::LifeAtRisk],
        &[
            EventKind::MedicalCareDenied,
            EventKind::HealthDeteriorated,
            EventKind::Hospitalised,
            EventKind::HungerStrikeStart,
        ],
        &[],
    );

    /// What calls for an independent medical examination.
    const MEDICAL_EXAM: Self = Self::from_facts(
        &[
            ConcernKind::MedicalNeglect,
            ConcernKind::PsychiatricAbuse,
            ConcernKind::Torture,
            ConcernKind::InhumanTreatment,
            ConcernKind::LifeAtRisk,
        ],
        &[
            EventKind::PsychiatricCommittal,
            EventKind::ForcedMedication,
            EventKind::HealthDeteriorated,
            EventKind::MedicalOpinion,
        ],
        &[],
    );

    /// Facts of these kinds; nothing says that the demand was granted.
    const fn from_facts(
        concerns: &'static [ConcernKind],
        events: &'static [EventKind],
        actions: &'static [ActionKind],
    ) -> Self {
        Self {
            concerns,
            events,
            actions,
            granted: &[],
            undone: &[],
        }
    }

    /// Whether any disclosed fact is enough.
    pub fn are_any(&self) -> bool {
        self.concerns.is_empty() && self.events.is_empty() && self.actions.is_empty()
    }
}

impl DemandKind {
    /// Whether an office of this role, on this side of the case, can grant the demand.
    ///
    /// Offices of the state that persecutes are never asked for sanctions or for diplomacy, and others are never asked
    /// for what only that state can do. The table is a judgement (reference, domain §3.5), not law.
    pub fn is_grantable_by(&self, role: &Role, side: OfficeSide) -> bool {
        self.needed_power().is_of(role, side)
    }

    /// Whether the state that persecutes can grant it, through whichever office.
    pub fn is_for_the_state(&self) -> bool {
        self.is_grantable_by(&Role::HeadOfState, OfficeSide::Persecutor)
    }

    /// Whether the demand makes sense for a person in this situation, asked of an office on this side: a free man’s letter
    /// never asks for his release, and a state does not release whom another one holds.
    pub fn can_apply_to(&self, status: &Status, side: OfficeSide) -> bool {
        let is_in_other_hands =
            *status == Status::ExtraditionDetention && side == OfficeSide::Persecutor;
        let is_held = status.is_detained() && !is_in_other_hands;
        let is_free = status.status_group() == Some(StatusGroup::Free);
        let is_dead = *status == Status::Deceased;
        match self.situation_fit() {
            DemandFit::Held => is_held,
            DemandFit::HeldInKnownPlace => is_held && *status != Status::Disappeared,
            DemandFit::HeldOrLost => is_held || *status == Status::Unknown,
            DemandFit::Abroad => {
                status.status_group() == Some(StatusGroup::Abroad)
                    || *status == Status::ExtraditionDetention
            }
            DemandFit::Open => !is_free && !is_dead,
            DemandFit::NotCleared => !matches!(status, Status::Acquitted | Status::ChargesDropped),
            DemandFit::Alive => !is_dead,
            DemandFit::Dead => is_dead,
            DemandFit::Every => true,
        }
    }

    /// The facts on which the demand can rest.
    pub fn possible_grounds(&self) -> DemandGrounds {
        use ActionKind as A;
        use ConcernKind as C;
        use EventKind as E;
        let of = DemandGrounds::from_facts;
        let granted = |granted, undone| DemandGrounds {
            granted,
            undone,
            ..DemandGrounds::default()
        };
        match self {
            Self::MedicalCare => DemandGrounds::MEDICAL_CARE,
            Self::IndependentMedicalExam => DemandGrounds::MEDICAL_EXAM,
            Self::DiscloseWhereabouts => of(&[C::Incommunicado], &[E::Abduction, E::Transfer], &[]),
            Self::InvestigateDisappearance => of(&[C::Incommunicado], &[E::Abduction], &[]),
            Self::InvestigateDeath | Self::ReturnBody => of(&[], &[E::Death], &[]),
            Self::EndForcedTreatment => of(
                &[C::PsychiatricAbuse],
                &[E::ForcedMedication, E::PsychiatricCommittal],
                &[],
            ),
            Self::EndSolitary => of(&[C::Solitary], &[E::PunishmentCell], &[]),
            Self::ImproveConditions => of(&[C::Conditions], &[], &[]),
            Self::ExcludeForcedEvidence => of(
                &[C::ForcedConfession],
                &[E::ForcedConfession, E::StatementWithdrawn],
                &[],
            ),
            Self::AllowAppeal => of(
                &[C::AppealBlocked, C::SecretDecision],
                &[E::CourtCopyWithheld],
                &[],
            ),
            Self::EndReprisals => of(&[C::ReprisalsOnFamily], &[E::ThreatToFamily], &[]),
            Self::WithdrawExtraditionRequest => of(
                &[C::TransnationalRepression],
                &[E::ExtraditionRequested],
                &[],
            ),
            Self::ParcelsUntampered => of(&[C::Conditions], &[E::ParcelRefused], &[]),
            Self::AccessFamily => of(&[C::Incommunicado], &[E::VisitRefused, E::Abduction], &[]),
            Self::AccessCounsel => of(&[C::NoCounsel, C::Incommunicado], &[], &[]),
            Self::AccessObservers => of(&[C::MonitoringDenied], &[E::VisitRefused], &[]),
            Self::StopTorture => of(
                &[C::Torture, C::InhumanTreatment],
                &[E::TortureAllegation, E::IllTreatmentAllegation],
                &[],
            ),
            Self::InvestigateTorture => of(&[C::Torture], &[E::TortureAllegation], &[]),
            Self::ProvideCourtDecision => of(
                &[C::AppealBlocked, C::SecretDecision],
                &[E::CourtCopyWithheld],
                &[],
            ),
            Self::Delist => DemandGrounds {
                granted: &[E::Delisted],
                undone: &[E::Listed],
                ..of(&[C::AssetFreeze], &[E::Listed], &[])
            },
            Self::UnfreezeAccounts => of(&[C::AssetFreeze], &[E::Listed, E::Seizure], &[]),
            Self::DeleteInterpolNotice => DemandGrounds {
                granted: &[E::InterpolNoticeRemoved],
                undone: &[E::InterpolNotice],
                ..of(&[C::InterpolMisuse], &[E::InterpolNotice], &[])
            },
            Self::GrantProtection => granted(
                &[E::AsylumGranted, E::ProtectionExtended],
                &[E::AsylumRefused],
            ),
            Self::Rehabilitate => granted(&[E::Rehabilitation], &[]),
            Self::ImplementUnDecision => of(
                &[C::NonComplianceWithUn],
                &[],
                &[A::UnOpinion, A::UnViews, A::UnUrgentAppeal],
            ),
            Self::ReleaseImmediate
            | Self::DropCharges
            | Self::AnnulVerdict
            | Self::FairRetrial
            | Self::ReviewVerdict
            | Self::HaltExecution
            | Self::CommuteSentence
            | Self::Compensate
            | Self::TransferNearerHome
            | Self::InformationOnCondition
            | Self::InvestigateCase
            | Self::DisciplineOfficial
            | Self::ProsecuteOfficial
            | Self::NoMeasuresAgainstOrganisation
            | Self::RegisterOrganisation
            | Self::AllowTravel
            | Self::LiftRestrictions
            | Self::StopExtradition
            | Self::RepealOrAmendLaw
            | Self::LiftBan
            | Self::PersonalSanctions
            | Self::RaiseInDialogue
            | Self::VisitInDetention
            | Self::ConditionAgreement
            | Self::PublicStatement
            | Self::TrialObservation
            | Self::Unclassified
            | Self::Other(_) => DemandGrounds::default(),
        }
    }

    fn needed_power(&self) -> OfficePower {
        self.power_and_fit().0
    }

    fn situation_fit(&self) -> DemandFit {
        self.power_and_fit().1
    }

    /// The table in which every demand says what it takes to grant it, and in which situations it makes sense.
    fn power_and_fit(&self) -> (OfficePower, DemandFit) {
        match self {
            Self::ReleaseImmediate => (OfficePower::Liberty, DemandFit::Held),
            Self::DropCharges => (OfficePower::Justice, DemandFit::Open),
            Self::AnnulVerdict => (OfficePower::Justice, DemandFit::NotCleared),
            Self::FairRetrial => (OfficePower::Justice, DemandFit::NotCleared),
            Self::ReviewVerdict => (OfficePower::Clemency, DemandFit::NotCleared),
            Self::AllowAppeal | Self::ExcludeForcedEvidence => {
                (OfficePower::Justice, DemandFit::NotCleared)
            }
            Self::HaltExecution => (OfficePower::Life, DemandFit::Held),
            Self::CommuteSentence => (OfficePower::Clemency, DemandFit::Held),
            Self::Rehabilitate | Self::Compensate => (OfficePower::Justice, DemandFit::Every),
            Self::MedicalCare | Self::IndependentMedicalExam => {
                (OfficePower::Custody, DemandFit::HeldInKnownPlace)
            }
            Self::TransferNearerHome | Self::InformationOnCondition | Self::ParcelsUntampered => {
                (OfficePower::Custody, DemandFit::HeldInKnownPlace)
            }
            Self::EndForcedTreatment | Self::EndSolitary | Self::ImproveConditions => {
                (OfficePower::Custody, DemandFit::HeldInKnownPlace)
            }
            Self::DiscloseWhereabouts => (OfficePower::Custody, DemandFit::HeldOrLost),
            Self::InvestigateDisappearance => (OfficePower::Enquiry, DemandFit::HeldOrLost),
            Self::InvestigateDeath => (OfficePower::Enquiry, DemandFit::Dead),
            Self::ReturnBody => (OfficePower::Custody, DemandFit::Dead),
            Self::EndReprisals => (OfficePower::Enquiry, DemandFit::Every),
            Self::WithdrawExtraditionRequest => (OfficePower::Justice, DemandFit::Abroad),
            Self::AccessFamily | Self::AccessCounsel => (OfficePower::Custody, DemandFit::Held),
            Self::AccessObservers => (OfficePower::Custody, DemandFit::HeldInKnownPlace),
            Self::StopTorture => (OfficePower::Custody, DemandFit::Held),
            Self::InvestigateTorture | Self::InvestigateCase => {
                (OfficePower::Enquiry, DemandFit::Every)
            }
            Self::DisciplineOfficial => (OfficePower::Discipline, DemandFit::Every),
            Self::ProsecuteOfficial => (OfficePower::Justice, DemandFit::Every),
            Self::ProvideCourtDecision => (OfficePower::Justice, DemandFit::Every),
            Self::NoMeasuresAgainstOrganisation | Self::RegisterOrganisation => {
                (OfficePower::Organisations, DemandFit::Every)
            }
            Self::AllowTravel => (OfficePower::Travel, DemandFit::Open),
            Self::LiftRestrictions => (OfficePower::Restrictions, DemandFit::Open),
            Self::Delist => (OfficePower::Restrictions, DemandFit::Alive),
            Self::UnfreezeAccounts => (OfficePower::Accounts, DemandFit::Every),
            Self::StopExtradition | Self::GrantProtection => {
                (OfficePower::Asylum, DemandFit::Abroad)
            }
            Self::DeleteInterpolNotice => (OfficePower::Interpol, DemandFit::Abroad),
            Self::ImplementUnDecision => (OfficePower::UnDecision, DemandFit::Every),
            Self::RepealOrAmendLaw => (OfficePower::Law, DemandFit::Every),
            Self::LiftBan => (OfficePower::Law, DemandFit::Every),
            Self::PersonalSanctions => (OfficePower::Sanctions, DemandFit::Every),
            Self::RaiseInDialogue => (OfficePower::Diplomacy, DemandFit::Every),
            Self::VisitInDetention => (OfficePower::Diplomacy, DemandFit::HeldInKnownPlace),
            Self::ConditionAgreement => (OfficePower::Diplomacy, DemandFit::Held),
            Self::PublicStatement => (OfficePower::Speech, DemandFit::Every),
            Self::TrialObservation => (OfficePower::Diplomacy, DemandFit::Open),
            Self::Unclassified | Self::Other(_) => (OfficePower::Unsaid, DemandFit::Every),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::{RoleGroup, Vocabulary};

    const SIDES: [OfficeSide; 3] = [
        OfficeSide::Persecutor,
        OfficeSide::Holder,
        OfficeSide::Elsewhere,
    ];

    #[test]
    fn no_office_of_the_state_is_asked_for_sanctions() {
        for word in Role::WORDS {
            let role = Role::from_stored(word.slug);
            if role.role_group() == RoleGroup::State {
                let is_asked = SIDES
                    .iter()
                    .any(|side| DemandKind::PersonalSanctions.is_grantable_by(&role, *side));
                assert!(!is_asked, "{}", word.slug);
            }
        }
    }

    #[test]
    fn nobody_asks_for_the_release_of_a_free_person() {
        for word in Status::WORDS {
            let status = Status::from_stored(word.slug);
            let fits = DemandKind::ReleaseImmediate.can_apply_to(&status, OfficeSide::Elsewhere);
            assert_eq!(fits, status.is_detained(), "{}", word.slug);
        }
    }

    #[test]
    fn a_state_is_not_asked_to_release_whom_another_one_holds() {
        let fits = |kind: DemandKind, side| kind.can_apply_to(&Status::ExtraditionDetention, side);
        for kind in [
            DemandKind::ReleaseImmediate,
            DemandKind::MedicalCare,
            DemandKind::StopTorture,
        ] {
            assert!(!fits(kind.clone(), OfficeSide::Persecutor) && fits(kind, OfficeSide::Holder));
        }
        let prosecutor = Role::ProsecutorGeneral;
        assert!(DemandKind::StopExtradition.is_grantable_by(&prosecutor, OfficeSide::Holder));
        assert!(!DemandKind::StopExtradition.is_grantable_by(&prosecutor, OfficeSide::Persecutor));
        assert!(!DemandKind::DropCharges.is_grantable_by(&prosecutor, OfficeSide::Holder));
    }

    #[test]
    fn every_demand_can_be_granted_by_somebody_and_fits_somebody() {
        for word in DemandKind::WORDS {
            let kind = DemandKind::from_stored(word.slug);
            let roles = Role::WORDS.iter().map(|word| Role::from_stored(word.slug));
            let granted = roles
                .into_iter()
                .any(|role| SIDES.iter().any(|side| kind.is_grantable_by(&role, *side)));
            let fits = Status::WORDS
                .iter()
                .any(|word| kind.can_apply_to(&Status::from_stored(word.slug), OfficeSide::Holder));
            assert!(granted && fits, "{}", word.slug);
        }
    }

    #[test]
    fn the_commission_for_files_deletes_notices_and_nothing_else() {
        for word in DemandKind::WORDS {
            let kind = DemandKind::from_stored(word.slug);
            let is_theirs = matches!(
                kind,
                DemandKind::DeleteInterpolNotice | DemandKind::Unclassified
            );
            assert_eq!(
                kind.is_grantable_by(&Role::InterpolCcf, OfficeSide::Elsewhere),
                is_theirs,
                "{}",
                word.slug
            );
        }
    }

    #[test]
    fn whoever_has_vanished_is_asked_after_and_not_visited() {
        let fits =
            |kind: DemandKind| kind.can_apply_to(&Status::Disappeared, OfficeSide::Persecutor);
        assert!(fits(DemandKind::DiscloseWhereabouts) && !fits(DemandKind::InformationOnCondition));
        assert!(!fits(DemandKind::VisitInDetention));
    }
}
