//! What part an official has in a case.

use super::vocabulary;

vocabulary! {
    /// The part of an official in a case.
    pub enum OfficialRole, "official" {
        Judge = "judge", "judge", "MT24 0103";
        AppealJudge = "appeal-judge", "judge on appeal", "MT24 0103";
        Prosecutor = "prosecutor", "prosecutor", "MT24 0103";
        Investigator = "investigator", "investigator", "MT24 0104";
        Police = "police", "police officer", "MT24 0104";
        SecurityService = "security-service", "officer of the security service", "MT24 0106";
        PrisonOfficial = "prison-official", "prison official", "MT24 0105";
        Plaintiff = "plaintiff", "complainant in the case", "";
        SanctionsTarget = "sanctions-target", "official named for sanctions", "";
        RelatedDecision = "related-decision", "judge of a related decision", "MT24 0103";
        Unclassified = "other", "other official", "MT24 010101";
    }
}
