//! What it takes to grant a demand, and which offices have it. The tables are a judgement (reference, domain §3.5), not law.

use super::role::{Role, Side};

/// What it takes to grant a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Power {
    /// To let a person go.
    Liberty,
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

impl Power {
    /// Whether an office of this role has it, on this side of a case.
    pub(super) fn is_of(self, role: &Role, side: Side) -> bool {
        match side {
            Side::Persecutor => has_at_home(role, self),
            Side::Holder => has_as_holder(role, self),
            Side::Elsewhere => has_elsewhere(role, self),
        }
    }
}

/// What the state that persecutes can do through this office.
fn has_at_home(role: &Role, power: Power) -> bool {
    use Role as R;
    let of_the_state = match power {
        Power::Liberty
        | Power::Justice
        | Power::Enquiry
        | Power::Discipline
        | Power::Custody
        | Power::Travel
        | Power::Restrictions
        | Power::Accounts
        | Power::Organisations
        | Power::Law
        | Power::UnDecision
        | Power::Unsaid => true,
        Power::Asylum | Power::Interpol | Power::Sanctions | Power::Diplomacy | Power::Speech => false,
    };
    match role {
        // The whole state is reachable through these.
        R::HeadOfState
        | R::HeadOfGovernment
        | R::PresidentialAdministration
        | R::MinisterForeignAffairs
        | R::Embassy
        | R::UnMission => of_the_state,
        R::Ombudsman | R::Unclassified | R::Other(_) => of_the_state && power != Power::Law,
        R::ProsecutorGeneral | R::CourtPresident => of_the_state && !matches!(power, Power::Law | Power::Organisations),
        R::MinisterInterior | R::SecurityServiceHead => matches!(
            power,
            Power::Liberty | Power::Enquiry | Power::Discipline | Power::Custody | Power::Travel | Power::Unsaid
        ),
        R::PrisonAdministration | R::RegionalGovernor => {
            matches!(power, Power::Discipline | Power::Custody | Power::Travel | Power::Unsaid)
        }
        R::MinisterJustice => matches!(
            power,
            Power::Liberty
                | Power::Enquiry
                | Power::Discipline
                | Power::Custody
                | Power::Restrictions
                | Power::Organisations
                | Power::Law
                | Power::UnDecision
                | Power::Unsaid
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
fn has_as_holder(role: &Role, power: Power) -> bool {
    match power {
        Power::Asylum => has_at_home(role, Power::Liberty),
        Power::Liberty | Power::Enquiry | Power::Discipline | Power::Custody | Power::Unsaid => {
            has_at_home(role, power)
        }
        Power::Justice
        | Power::Travel
        | Power::Restrictions
        | Power::Accounts
        | Power::Organisations
        | Power::Law
        | Power::UnDecision
        | Power::Interpol
        | Power::Sanctions
        | Power::Diplomacy
        | Power::Speech => false,
    }
}

/// What others can do: parliaments, governments of third states, international bodies.
fn has_elsewhere(role: &Role, power: Power) -> bool {
    use Role as R;
    let can_speak = matches!(power, Power::Asylum | Power::Diplomacy | Power::Speech | Power::Unsaid);
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
        | R::Other(_) => can_speak || power == Power::Sanctions,
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
        R::InterpolCcf => matches!(power, Power::Interpol | Power::Unsaid),
        R::Media => matches!(power, Power::Speech | Power::Unsaid),
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
        | R::Embassy => power == Power::Unsaid,
    }
}
