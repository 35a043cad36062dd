//! What a letter asks for, who can grant it, and for whom it makes sense.

use super::role::{Role, RoleGroup};
use super::status::{Status, StatusGroup};
use super::vocabulary;

vocabulary! {
    /// A demand. Its wording per language is the letters' business; who can grant it stands here.
    pub enum DemandKind, "demand" {
        ReleaseImmediate = "release-immediate", "immediate release", "MT20 0202";
        DropCharges = "drop-charges", "dropping of the charges", "MT20 0202";
        AnnulVerdict = "annul-verdict", "annulment of the verdict", "MT20 0202";
        FairRetrial = "fair-retrial", "a fair retrial", "MT20 0202";
        Rehabilitate = "rehabilitate", "full rehabilitation", "MT20 0202";
        Compensate = "compensate", "compensation", "MT20 0101";
        MedicalCare = "medical-care", "medical care", "MT20 0103";
        IndependentMedicalExam = "independent-medical-exam", "an independent medical examination", "MT20 0103";
        TransferNearerHome = "transfer-nearer-home", "transfer nearer home", "MT20 0106";
        InformationOnCondition = "information-on-condition", "information on conditions and health", "MT20 0106";
        DiscloseWhereabouts = "disclose-whereabouts", "disclosure of the whereabouts", "MT20 0106";
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

impl DemandKind {
    /// Whether an office of this role can grant the demand.
    ///
    /// Offices of the state that persecutes are never asked for sanctions or for diplomacy, and others are never asked
    /// for what only that state can do. The table is a judgement (reference, domain §3.5), not law.
    #[must_use]
    pub fn is_grantable_by(&self, role: &Role) -> bool {
        use Role as R;
        match role {
            // The whole state is reachable through these.
            R::HeadOfState
            | R::HeadOfGovernment
            | R::PresidentialAdministration
            | R::MinisterForeignAffairs
            | R::Embassy => self.is_for_the_state(),
            R::Ombudsman => self.is_for_the_state() && !self.is_about_law(),
            R::ProsecutorGeneral | R::CourtPresident => {
                self.is_for_the_state() && !self.is_about_law() && !self.is_about_organisations()
            }
            R::MinisterInterior | R::PrisonAdministration | R::SecurityServiceHead | R::RegionalGovernor => {
                self.is_about_custody()
                    || matches!(self, Self::AllowTravel | Self::DisciplineOfficial | Self::Unclassified)
            }
            R::MinisterJustice => {
                self.is_about_custody()
                    || self.is_about_organisations()
                    || matches!(
                        self,
                        Self::RepealOrAmendLaw
                            | Self::LiftRestrictions
                            | Self::Delist
                            | Self::ImplementUnDecision
                            | Self::Unclassified
                    )
            }
            R::InterpolCcf => *self == Self::DeleteInterpolNotice,
            _ if role.group() == RoleGroup::State => self.is_for_the_state(),
            _ => !self.is_for_the_state() || *self == Self::Unclassified,
        }
    }

    /// Whether the demand makes sense for a person in this situation; a free man's letter never asks for his release.
    #[must_use]
    pub fn fits(&self, status: &Status) -> bool {
        let group = status.group();
        let detained = group == Some(StatusGroup::Detained);
        let closed = matches!(group, Some(StatusGroup::Free)) || *status == Status::Deceased;
        match self {
            Self::ReleaseImmediate
            | Self::MedicalCare
            | Self::IndependentMedicalExam
            | Self::TransferNearerHome
            | Self::InformationOnCondition
            | Self::DiscloseWhereabouts
            | Self::ParcelsUntampered
            | Self::AccessFamily
            | Self::AccessCounsel
            | Self::AccessObservers
            | Self::StopTorture
            | Self::VisitInDetention
            | Self::ConditionAgreement => detained,
            Self::StopExtradition | Self::GrantProtection | Self::DeleteInterpolNotice => {
                group == Some(StatusGroup::Abroad) || *status == Status::ExtraditionDetention
            }
            Self::DropCharges | Self::LiftRestrictions | Self::AllowTravel | Self::TrialObservation => !closed,
            _ => true,
        }
    }

    /// What is asked for when the casebook names no demand that fits.
    #[must_use]
    pub fn usual_for(status: &Status, role: Option<&Role>) -> Vec<Self> {
        let candidates: &[Self] = match status.group() {
            Some(StatusGroup::Detained) => {
                &[Self::ReleaseImmediate, Self::InformationOnCondition, Self::RaiseInDialogue, Self::VisitInDetention]
            }
            Some(StatusGroup::Restricted | StatusGroup::StillBound) => &[Self::LiftRestrictions, Self::RaiseInDialogue],
            Some(StatusGroup::AtRisk) => &[Self::DropCharges, Self::RaiseInDialogue],
            Some(StatusGroup::Abroad) => {
                &[Self::StopExtradition, Self::DeleteInterpolNotice, Self::DropCharges, Self::RaiseInDialogue]
            }
            _ => &[Self::InvestigateCase, Self::RaiseInDialogue],
        };
        let fitting = candidates.iter().filter(|demand| role.is_none_or(|role| demand.is_grantable_by(role)));
        fitting.cloned().collect()
    }

    fn is_for_the_state(&self) -> bool {
        !matches!(
            self,
            Self::PersonalSanctions
                | Self::RaiseInDialogue
                | Self::VisitInDetention
                | Self::ConditionAgreement
                | Self::PublicStatement
                | Self::TrialObservation
                | Self::StopExtradition
                | Self::GrantProtection
                | Self::DeleteInterpolNotice
        )
    }

    fn is_about_law(&self) -> bool {
        matches!(self, Self::RepealOrAmendLaw | Self::LiftBan)
    }

    fn is_about_organisations(&self) -> bool {
        matches!(self, Self::RegisterOrganisation | Self::NoMeasuresAgainstOrganisation | Self::LiftBan)
    }

    fn is_about_custody(&self) -> bool {
        matches!(
            self,
            Self::MedicalCare
                | Self::IndependentMedicalExam
                | Self::TransferNearerHome
                | Self::InformationOnCondition
                | Self::DiscloseWhereabouts
                | Self::ParcelsUntampered
                | Self::AccessFamily
                | Self::AccessCounsel
                | Self::AccessObservers
                | Self::StopTorture
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::Vocabulary;

    #[test]
    fn no_office_of_the_state_is_asked_for_sanctions() {
        for word in Role::WORDS {
            let role = Role::from_stored(word.slug);
            if role.group() == RoleGroup::State {
                assert!(!DemandKind::PersonalSanctions.is_grantable_by(&role), "{}", word.slug);
            }
        }
    }

    #[test]
    fn nobody_asks_for_the_release_of_a_free_person() {
        for word in Status::WORDS {
            let status = Status::from_stored(word.slug);
            assert_eq!(DemandKind::ReleaseImmediate.fits(&status), status.is_detained(), "{}", word.slug);
        }
    }
}
