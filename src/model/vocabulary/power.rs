//! What it takes to grant a demand, and which offices have it. The tables are a judgement (reference, domain §3.5), not law.

use super::role::{OfficeSide, Role};

/// What it takes to grant a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfficePower {
    /// To let a person go.
    Liberty,
    /// To keep a person from being put to death.
    Life,
    /// To spare a person a penalty, or to have a verdict reviewed.
    Clemency,
    /// Over charges, verdicts and what follows from them.
    Justice,
    /// To have something investigated.
    Enquiry,
    /// Over those who serve under it.
    Discipline,
    /// Over how a person is held.
    Custody,
    /// To let people travel.
    Travel,
    /// Over restrictions and official lists.
    Restrictions,
    /// Over bank accounts.
    Accounts,
    /// Over organisations.
    Organisations,
    /// To propose or make law.
    Law,
    /// To carry out what the United Nations decided.
    UnDecision,
    /// To refuse to hand a person over, and to protect.
    Asylum,
    /// Over the files of INTERPOL.
    Interpol,
    /// To impose sanctions on officials of another state.
    Sanctions,
    /// To speak with another state, to visit, to observe.
    Diplomacy,
    /// To speak in public.
    Speech,
    /// Not said.
    Unsaid,
}

impl OfficePower {
    /// Whether an office of this role has it, on this side of a case.
    pub(super) fn is_of(self, role: &Role, side: OfficeSide) -> bool {
        match side {
            OfficeSide::Persecutor => has_at_home(role, self),
            OfficeSide::Holder => has_as_holder(role, self),
            OfficeSide::Elsewhere => has_elsewhere(role, self),
        }
    }
}

/// What the state that persecutes can do through this office.
fn has_at_home(role: &Role, power: OfficePower) -> bool {
    use Role as R;
    let of_the_state = match power {
        OfficePower::Liberty
        | OfficePower::Life
        | OfficePower::Clemency
        | OfficePower::Justice
        | OfficePower::Enquiry
        | OfficePower::Discipline
        | OfficePower::Custody
        | OfficePower::Travel
        | OfficePower::Restrictions
        | OfficePower::Accounts
        | OfficePower::Organisations
        | OfficePower::Law
        | OfficePower::UnDecision
        | OfficePower::Unsaid => true,
        OfficePower::Asylum
        | OfficePower::Interpol
        | OfficePower::Sanctions
        | OfficePower::Diplomacy
        | OfficePower::Speech => false,
    };
    match role {
        // The whole state is reachable through these.
        R::HeadOfState
        | R::HeadOfGovernment
        | R::PresidentialAdministration
        | R::MinisterForeignAffairs
        | R::Embassy
        | R::UnMission => of_the_state,
        R::Ombudsman | R::Unclassified | R::Other(_) => of_the_state && power != OfficePower::Law,
        R::ProsecutorGeneral | R::CourtPresident => {
            of_the_state && !matches!(power, OfficePower::Law | OfficePower::Organisations)
        }
        R::MinisterInterior | R::SecurityServiceHead => matches!(
            power,
            OfficePower::Liberty
                | OfficePower::Life
                | OfficePower::Enquiry
                | OfficePower::Discipline
                | OfficePower::Custody
                | OfficePower::Travel
                | OfficePower::Unsaid
        ),
        R::PrisonAdministration | R::RegionalGovernor => {
            matches!(
                power,
                OfficePower::Discipline
                    | OfficePower::Life
                    | OfficePower::Custody
                    | OfficePower::Travel
                    | OfficePower::Unsaid
            )
        }
        R::MinisterJustice => matches!(
            power,
            OfficePower::Liberty
                | OfficePower::Life
                | OfficePower::Clemency
                | OfficePower::Enquiry
                | OfficePower::Discipline
                | OfficePower::Custody
                | OfficePower::Restrictions
                | OfficePower::Organisations
                | OfficePower::Law
                | OfficePower::UnDecision
                | OfficePower::Unsaid
        ),
        R::EuHrvp
        | R::EuSpecialRepresentative
        | R::EuDelegation
        | R::CommissionPresident
        | R::CouncilPresident
        | R::EpPresident
        | R::EpCommitteeChair
        | R::Mep
        | R::OscePaPresident
        | R::OscePaCommitteeChair
        | R::OsceOdihr
        | R::CoeSecretaryGeneral
        | R::PacePresident
        | R::PaceRapporteur
        | R::UnHighCommissioner
        | R::UnSpecialRapporteur
        | R::UnWorkingGroup
        | R::UnTreatyBody
        | R::ForeignMinisterThirdState
        | R::ParliamentThirdState
        | R::HeadOfGovernmentThirdState
        | R::SanctionsAuthority
        | R::InterpolCcf
        | R::Media => has_elsewhere(role, power),
    }
}

/// What the state can do that holds a person for another one, through this office.
fn has_as_holder(role: &Role, power: OfficePower) -> bool {
    match power {
        OfficePower::Asylum => has_at_home(role, OfficePower::Liberty),
        OfficePower::Liberty
        | OfficePower::Enquiry
        | OfficePower::Discipline
        | OfficePower::Custody
        | OfficePower::Unsaid => has_at_home(role, power),
        OfficePower::Justice
        | OfficePower::Life
        | OfficePower::Clemency
        | OfficePower::Travel
        | OfficePower::Restrictions
        | OfficePower::Accounts
        | OfficePower::Organisations
        | OfficePower::Law
        | OfficePower::UnDecision
        | OfficePower::Interpol
        | OfficePower::Sanctions
        | OfficePower::Diplomacy
        | OfficePower::Speech => false,
    }
}

/// What others can do: parliaments, governments of third states, international bodies.
fn has_elsewhere(role: &Role, power: OfficePower) -> bool {
    use Role as R;
    let can_speak = matches!(
        power,
        OfficePower::Asylum | OfficePower::Diplomacy | OfficePower::Speech | OfficePower::Unsaid
    );
    match role {
        R::EuHrvp
        | R::EuSpecialRepresentative
        | R::EuDelegation
        | R::CommissionPresident
        | R::CouncilPresident
        | R::EpPresident
        | R::EpCommitteeChair
        | R::Mep
        | R::UnMission
        | R::ForeignMinisterThirdState
        | R::ParliamentThirdState
        | R::HeadOfGovernmentThirdState
        | R::SanctionsAuthority
        | R::Unclassified
        | R::Other(_) => can_speak || power == OfficePower::Sanctions,
        R::OscePaPresident
        | R::OscePaCommitteeChair
        | R::OsceOdihr
        | R::CoeSecretaryGeneral
        | R::PacePresident
        | R::PaceRapporteur
        | R::UnHighCommissioner
        | R::UnSpecialRapporteur
        | R::UnWorkingGroup
        | R::UnTreatyBody => can_speak,
        R::InterpolCcf => matches!(power, OfficePower::Interpol | OfficePower::Unsaid),
        R::Media => matches!(power, OfficePower::Speech | OfficePower::Unsaid),
        // An office of a state that has no part in the case.
        R::HeadOfState
        | R::HeadOfGovernment
        | R::ProsecutorGeneral
        | R::MinisterInterior
        | R::MinisterJustice
        | R::MinisterForeignAffairs
        | R::SecurityServiceHead
        | R::PresidentialAdministration
        | R::Ombudsman
        | R::CourtPresident
        | R::PrisonAdministration
        | R::RegionalGovernor
        | R::Embassy => power == OfficePower::Unsaid,
    }
}
