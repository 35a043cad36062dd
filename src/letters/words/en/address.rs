//! Forms of address, and the words that formats print.

use crate::letters::letter::Labels;
use crate::model::vocabulary::Role;

pub(super) fn letter_labels() -> Labels {
    Labels {
        subject: "Subject".to_owned(),
        reference: "Reference".to_owned(),
        copies: "Copies to".to_owned(),
        enclosures: "Enclosures".to_owned(),
        sources: "Sources".to_owned(),
    }
}

/// Forms of address: reference, domain §4.8 (Amnesty UA 147.20; Canadian Heritage; UN correspondence manual).
pub(super) fn usual_salutation(role: &Role) -> String {
    match role {
        Role::HeadOfState => "Your Excellency,",
        Role::HeadOfGovernment | Role::HeadOfGovernmentThirdState => "Dear Prime Minister,",
        Role::ProsecutorGeneral => "Dear Prosecutor General,",
        Role::MinisterInterior
        | Role::MinisterJustice
        | Role::MinisterForeignAffairs
        | Role::ForeignMinisterThirdState => "Dear Minister,",
        Role::Embassy => "Dear Ambassador,",
        Role::Ombudsman => "Dear Ombudsman,",
        Role::SecurityServiceHead => "Dear Chairman,",
        Role::EuHrvp => "Your Excellency,",
        Role::EuSpecialRepresentative => "Dear Special Representative,",
        Role::CommissionPresident
        | Role::CouncilPresident
        | Role::EpPresident
        | Role::OscePaPresident
        | Role::PacePresident => "Dear President,",
        Role::EpCommitteeChair | Role::OscePaCommitteeChair => "Dear Chair,",
        Role::CoeSecretaryGeneral => "Dear Secretary General,",
        Role::UnHighCommissioner => "Dear High Commissioner,",
        Role::UnSpecialRapporteur => "Dear Special Rapporteur,",
        Role::RegionalGovernor => "Dear Governor,",
        Role::Mep => "Dear Member of the European Parliament,",
        Role::PresidentialAdministration
        | Role::CourtPresident
        | Role::PrisonAdministration
        | Role::EuDelegation
        | Role::OsceOdihr
        | Role::PaceRapporteur
        | Role::UnWorkingGroup
        | Role::UnTreatyBody
        | Role::UnMission
        | Role::ParliamentThirdState
        | Role::SanctionsAuthority
        | Role::InterpolCcf
        | Role::Media
        | Role::Unclassified
        | Role::Other(_) => "Dear Sir or Madam,",
    }
    .to_owned()
}
