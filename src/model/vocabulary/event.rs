//! What happened to a person, or what the person did.

use super::status::{Status, StatusGroup};
use super::vocabulary;

vocabulary! {
    /// The kind of an event.
    pub enum EventKind, "event" {
        Protest = "protest", "took part in a protest", "";
        Expression = "expression", "spoke, wrote or published", "";
        Organising = "organising", "founded or worked for an organisation", "";
        StatusNoted = "status-noted", "situation as reported on this date", "";
        StatusBegan = "status-began", "situation that began on this date", "";
        Threat = "threat", "threat", "MT04 020103010100";
        ThreatToFamily = "threat-to-family", "threat to the family", "MT04 020103010200";
        Surveillance = "surveillance", "surveillance", "MT04 020103030000";
        Interrogation = "interrogation", "interrogation", "";
        Search = "search", "search", "MT04 040101";
        Seizure = "seizure", "seizure", "";
        Summons = "summons", "summons", "";
        Arrest = "arrest", "arrest", "MT04 030101";
        Abduction = "abduction", "abduction", "MT04 030104";
        DetentionOrdered = "detention-ordered", "detention ordered", "MT04 030102";
        DetentionExtended = "detention-extended", "detention extended", "MT04 030102";
        MeasureChanged = "measure-changed", "preventive measure changed", "MT04 030105";
        PsychiatricCommittal = "psychiatric-committal", "psychiatric committal", "MT05 0204";
        Charge = "charge", "charge", "MT03 031007";
        ChargeChanged = "charge-changed", "charge changed", "MT03 031007";
        ChargeDropped = "charge-dropped", "charge dropped", "";
        CaseOpened = "case-opened", "criminal case opened", "";
        CaseClosed = "case-closed", "criminal case closed", "";
        Listed = "listed", "put on an official list", "";
        Delisted = "delisted", "taken off an official list", "";
        TrialOpened = "trial-opened", "trial opened", "MT04 350114";
        Hearing = "hearing", "hearing", "MT04 350115";
        Verdict = "verdict", "verdict", "";
        Acquittal = "acquittal", "acquittal", "MT25 020104";
        Sentence = "sentence", "sentence", "";
        AppealFiled = "appeal-filed", "appeal filed", "";
        AppealRuling = "appeal-ruling", "ruling on appeal", "";
        CassationRuling = "cassation-ruling", "ruling in cassation", "";
        CourtCopyWithheld = "court-copy-withheld", "copy of the decision withheld", "MT04 360101030000";
        TermReplaced = "term-replaced", "rest of the term replaced", "";
        Transfer = "transfer", "transfer", "MT30 0101020";
        RegimeChange = "regime-change", "change of regime", "";
        PunishmentCell = "punishment-cell", "punishment cell", "";
        Visit = "visit", "visit", "";
        VisitRefused = "visit-refused", "visit refused", "";
        ParcelRefused = "parcel-refused", "parcel refused", "MT04 360102030000";
        TortureAllegation = "torture-allegation", "allegation of torture", "MT04 020111110000";
        IllTreatmentAllegation = "ill-treatment-allegation", "allegation of ill-treatment", "MT05 030100";
        ForcedMedication = "forced-medication", "forced medication", "MT05 032500";
        MedicalCareDenied = "medical-care-denied", "medical care denied", "MT04 360102040000";
        MedicalOpinion = "medical-opinion", "medical opinion", "";
        Hospitalised = "hospitalised", "taken to hospital", "";
        HealthDeteriorated = "health-deteriorated", "health deteriorated", "";
        HungerStrikeStart = "hunger-strike-start", "hunger strike begun", "";
        HungerStrikeEnd = "hunger-strike-end", "hunger strike ended", "";
        Death = "death", "death", "MT04 010106010000";
        ForcedConfession = "forced-confession", "confession under pressure", "MT36 01";
        RepentanceVideo = "repentance-video", "statement of regret under pressure", "MT04 350118000000";
        StatementWithdrawn = "statement-withdrawn", "statement withdrawn", "";
        EvidenceContested = "evidence-contested", "evidence contested", "";
        ComplaintFiled = "complaint-filed", "complaint filed", "MT28 0102";
        InvestigationOpened = "investigation-opened", "investigation opened", "";
        InvestigationClosed = "investigation-closed", "investigation closed", "";
        OfficialDenial = "official-denial", "official denial", "MT28 0104";
        Release = "release", "release", "MT25 020105";
        ParoleGranted = "parole-granted", "parole granted", "";
        ParoleRefused = "parole-refused", "parole refused", "";
        SentenceCut = "sentence-cut", "sentence cut", "MT03 031301";
        Pardon = "pardon", "pardon", "MT03 031302";
        Amnesty = "amnesty", "amnesty", "MT01";
        Rehabilitation = "rehabilitation", "rehabilitation", "";
        TermEnded = "term-ended", "term ended", "MT25 020105";
        ExtraditionRequested = "extradition-requested", "extradition requested", "MT01";
        ExtraditionRefused = "extradition-refused", "extradition refused", "MT01";
        Extradited = "extradited", "extradited", "MT01";
        InterpolNotice = "interpol-notice", "INTERPOL notice", "";
        InterpolNoticeRemoved = "interpol-notice-removed", "INTERPOL notice removed", "";
        AsylumRefused = "asylum-refused", "asylum refused", "MT03 030502";
        AsylumGranted = "asylum-granted", "asylum granted", "MT03 030502";
        ProtectionExtended = "protection-extended", "protection extended", "";
        TravelPlanned = "travel-planned", "journey planned", "";
        MovementBanned = "movement-banned", "movement banned", "MT04 120103";
        NewspaperClosed = "newspaper-closed", "newspaper closed", "MT04 100101";
        UnionRegistrationRefused = "union-registration-refused", "registration of a union refused", "MT04 300104010000";
        WebsiteBlocked = "website-blocked", "web site blocked", "";
        Unclassified = "other", "other event", "";
    }
}

impl EventKind {
    /// The kinds of events that are an arrest.
    pub const ARRESTS: [Self; 4] = [
        Self::Arrest,
        Self::Abduction,
        Self::DetentionOrdered,
        Self::PsychiatricCommittal,
    ];

    /// The kinds of events by which somebody comes out of detention.
    pub const RELEASES: [Self; 5] = [
        Self::Release,
        Self::ParoleGranted,
        Self::TermEnded,
        Self::Pardon,
        Self::Amnesty,
    ];

    /// The kinds of events that leave somebody in one situation and no other, with that situation.
    const LEAVES: [(Self, Status); 6] = [
        (Self::Release, Status::Released),
        (Self::TermEnded, Status::Released),
        (Self::ParoleGranted, Status::Paroled),
        (Self::Pardon, Status::Pardoned),
        (Self::Amnesty, Status::Amnestied),
        (Self::Death, Status::Deceased),
    ];

    /// The situation in which it leaves the person, where its kind alone says that.
    pub fn resulting_status(&self) -> Option<Status> {
        Self::LEAVES
            .iter()
            .find(|(kind, _)| kind == self)
            .map(|(_, status)| status.clone())
    }

    /// Whether it ends the situation that came before it.
    pub fn is_end_of(&self, status: &Status) -> bool {
        let group = status.status_group();
        let is_bound = matches!(group, Some(StatusGroup::Detained | StatusGroup::Restricted));
        match self {
            Self::Death => *status != Status::Deceased,
            Self::Extradited => is_bound || group == Some(StatusGroup::Abroad),
            Self::Acquittal => is_bound || *status == Status::UnderInvestigation,
            kind => is_bound && Self::RELEASES.contains(kind),
        }
    }

    /// Somebody turned to a court or an authority for redress, or was answered.
    pub fn is_remedy(&self) -> bool {
        matches!(
            self,
            Self::AppealFiled
                | Self::AppealRuling
                | Self::CassationRuling
                | Self::CourtCopyWithheld
                | Self::ComplaintFiled
                | Self::InvestigationOpened
                | Self::InvestigationClosed
        )
    }

    /// Something the person did, for which the state prosecutes.
    pub fn is_act(&self) -> bool {
        matches!(self, Self::Protest | Self::Expression | Self::Organising)
    }

    /// Whether the name of the kind alone, with a date, tells what happened, so that it may stand for a text that is in
    /// another language. What it was that somebody said, who asked for an extradition, how a court decided: a name cannot
    /// say it, and a reader takes it for something else (reference, languages L2).
    pub fn says_itself(&self) -> bool {
        match self {
            Self::Expression
            | Self::Organising
            | Self::StatusNoted
            | Self::StatusBegan
            | Self::MeasureChanged
            | Self::Verdict
            | Self::AppealRuling
            | Self::CassationRuling
            | Self::Visit
            | Self::MedicalOpinion
            | Self::ForcedConfession
            | Self::RepentanceVideo
            | Self::ComplaintFiled
            | Self::OfficialDenial
            | Self::ExtraditionRequested
            | Self::ExtraditionRefused
            | Self::Extradited
            | Self::AsylumRefused
            | Self::AsylumGranted
            | Self::ProtectionExtended
            | Self::Unclassified
            | Self::Other(_) => false,
            Self::Protest
            | Self::Threat
            | Self::ThreatToFamily
            | Self::Surveillance
            | Self::Interrogation
            | Self::Search
            | Self::Seizure
            | Self::Summons
            | Self::Arrest
            | Self::Abduction
            | Self::DetentionOrdered
            | Self::DetentionExtended
            | Self::PsychiatricCommittal
            | Self::Charge
            | Self::ChargeChanged
            | Self::ChargeDropped
            | Self::CaseOpened
            | Self::CaseClosed
            | Self::Listed
            | Self::Delisted
            | Self::TrialOpened
            | Self::Hearing
            | Self::Acquittal
            | Self::Sentence
            | Self::AppealFiled
            | Self::CourtCopyWithheld
            | Self::TermReplaced
            | Self::Transfer
            | Self::RegimeChange
            | Self::PunishmentCell
            | Self::VisitRefused
            | Self::ParcelRefused
            | Self::TortureAllegation
            | Self::IllTreatmentAllegation
            | Self::ForcedMedication
            | Self::MedicalCareDenied
            | Self::Hospitalised
            | Self::HealthDeteriorated
            | Self::HungerStrikeStart
            | Self::HungerStrikeEnd
            | Self::Death
            | Self::StatementWithdrawn
            | Self::EvidenceContested
            | Self::InvestigationOpened
            | Self::InvestigationClosed
            | Self::Release
            | Self::ParoleGranted
            | Self::ParoleRefused
            | Self::SentenceCut
            | Self::Pardon
            | Self::Amnesty
            | Self::Rehabilitation
            | Self::TermEnded
            | Self::InterpolNotice
            | Self::InterpolNoticeRemoved
            | Self::TravelPlanned
            | Self::MovementBanned
            | Self::NewspaperClosed
            | Self::UnionRegistrationRefused
            | Self::WebsiteBlocked => true,
        }
    }

    /// Whether it is something that a state does to a person it has before it, so that it matters in which state.
    pub fn needs_its_state(&self) -> bool {
        matches!(
            self,
            Self::Arrest
                | Self::Abduction
                | Self::DetentionOrdered
                | Self::DetentionExtended
                | Self::Interrogation
                | Self::Search
                | Self::Hearing
                | Self::Transfer
                | Self::Release
        )
    }

    /// About health, torture or relatives: private unless the entry says otherwise (design §2).
    pub fn is_sensitive(&self) -> bool {
        matches!(
            self,
            Self::ThreatToFamily
                | Self::TortureAllegation
                | Self::IllTreatmentAllegation
                | Self::ForcedMedication
                | Self::MedicalCareDenied
                | Self::MedicalOpinion
                | Self::Hospitalised
                | Self::HealthDeteriorated
                | Self::HungerStrikeStart
                | Self::HungerStrikeEnd
                | Self::PsychiatricCommittal
        )
    }
}
