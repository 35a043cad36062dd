//! The roles of those a letter goes to. What each may be asked is the demand's business.

use super::vocabulary;

vocabulary! {
    /// The role of an office.
    pub enum Role, "role" {
        HeadOfState = "head-of-state", "head of state", "MT24 010101";
        HeadOfGovernment = "head-of-government", "head of government", "MT24 010101";
        ProsecutorGeneral = "prosecutor-general", "prosecutor general", "MT24 0103";
        MinisterInterior = "minister-interior", "minister of internal affairs", "MT24 0104";
        MinisterJustice = "minister-justice", "minister of justice", "MT24 010101";
        MinisterForeignAffairs = "minister-foreign-affairs", "minister of foreign affairs", "MT24 010101";
        SecurityServiceHead = "security-service-head", "head of the security service", "MT24 0106";
        PresidentialAdministration = "presidential-administration", "presidential administration", "MT24 010101";
        Ombudsman = "ombudsman", "ombudsman", "";
        CourtPresident = "court-president", "president of a court", "MT24 0103";
        PrisonAdministration = "prison-administration", "prison administration", "MT24 0105";
        RegionalGovernor = "regional-governor", "regional governor", "MT24 010101";
        Embassy = "embassy", "embassy", "";
        EuHrvp = "eu-hrvp", "EU High Representative", "";
        EuSpecialRepresentative = "eu-special-representative", "EU Special Representative", "";
        EuDelegation = "eu-delegation", "EU delegation", "";
        CommissionPresident = "commission-president", "President of the European Commission", "";
        CouncilPresident = "council-president", "President of the European Council", "";
        EpPresident = "ep-president", "President of the European Parliament", "";
        EpCommitteeChair = "ep-committee-chair", "chair of a committee of the European Parliament", "";
        Mep = "mep", "Member of the European Parliament", "";
        OscePaPresident = "osce-pa-president", "President of the OSCE Parliamentary Assembly", "";
        OscePaCommitteeChair = "osce-pa-committee-chair", "chair of a committee of the OSCE Parliamentary Assembly", "";
        OsceOdihr = "osce-odihr", "OSCE Office for Democratic Institutions and Human Rights", "";
        CoeSecretaryGeneral = "coe-secretary-general", "Secretary General of the Council of Europe", "";
        PacePresident = "pace-president", "President of the Parliamentary Assembly of the Council of Europe", "";
        PaceRapporteur = "pace-rapporteur", "rapporteur of the Parliamentary Assembly of the Council of Europe", "";
        UnHighCommissioner = "un-high-commissioner", "UN High Commissioner for Human Rights", "";
        UnSpecialRapporteur = "un-special-rapporteur", "UN special rapporteur", "";
        UnWorkingGroup = "un-working-group", "UN working group", "";
        UnTreatyBody = "un-treaty-body", "UN treaty body", "";
        UnMission = "un-mission", "mission to the UN", "";
        ForeignMinisterThirdState = "foreign-minister-third-state", "foreign minister of a third state", "";
        ParliamentThirdState = "parliament-third-state", "parliament of a third state", "";
        HeadOfGovernmentThirdState = "head-of-government-third-state", "head of government of a third state", "";
        SanctionsAuthority = "sanctions-authority", "sanctions authority", "";
        InterpolCcf = "interpol-ccf", "commission for the control of INTERPOL's files", "";
        Media = "media", "media", "";
        Unclassified = "other", "other", "";
    }
}

/// Roles that answer for the same things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleGroup {
    /// Offices of the state that persecutes, its embassies included.
    State,
    /// Parliamentarians who can raise a case.
    Parliamentarian,
    /// Other governments and international bodies.
    International,
    /// Neither.
    None,
}

/// Where an office stands towards a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeSide {
    /// It belongs to the state that persecutes; an embassy counts as the state that it represents.
    Persecutor,
    /// It belongs to the other state in whose hands or on whose ground the person is.
    Holder,
    /// It is of another state or of none, and can only intervene.
    Elsewhere,
}

impl Role {
    /// What kind of power the role has over a case.
    pub fn role_group(&self) -> RoleGroup {
        use Role as R;
        match self {
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
            | R::Embassy => RoleGroup::State,
            R::EpPresident
            | R::EpCommitteeChair
            | R::Mep
            | R::OscePaPresident
            | R::OscePaCommitteeChair
            | R::PacePresident
            | R::PaceRapporteur
            | R::ParliamentThirdState => RoleGroup::Parliamentarian,
            R::Media | R::Unclassified | R::Other(_) => RoleGroup::None,
            R::EuHrvp
            | R::EuSpecialRepresentative
            | R::EuDelegation
            | R::CommissionPresident
            | R::CouncilPresident
            | R::OsceOdihr
            | R::CoeSecretaryGeneral
            | R::UnHighCommissioner
            | R::UnSpecialRapporteur
            | R::UnWorkingGroup
            | R::UnTreatyBody
            | R::UnMission
            | R::ForeignMinisterThirdState
            | R::HeadOfGovernmentThirdState
            | R::SanctionsAuthority
            | R::InterpolCcf => RoleGroup::International,
        }
    }

    /// Whether an office with this role and a country speaks for that state, so that it is written to about nobody whom
    /// another state persecutes. Parliamentarians, governments of third states and missions to the United Nations can
    /// intervene for anybody; what an office without a known role is for is not known, so it cannot.
    pub fn is_of_one_state(&self) -> bool {
        match self.role_group() {
            RoleGroup::State => true,
            RoleGroup::None => *self != Self::Media,
            RoleGroup::Parliamentarian | RoleGroup::International => false,
        }
    }
}
