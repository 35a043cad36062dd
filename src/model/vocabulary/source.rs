//! What kind of material a fact rests on.

use super::vocabulary;

vocabulary! {
    /// The kind of a source.
    pub enum SourceKind, "source kind" {
        CourtRecord = "court-record", "court record", "MT16 031521182001";
        VictimTestimony = "victim-testimony", "testimony of the person", "MT16 220903200901";
        WitnessTestimony = "witness-testimony", "testimony of a witness", "MT16 230920140501";
        NgoReport = "ngo-report", "report of an organisation", "MT16 161805191902";
        UrgentAction = "urgent-action", "urgent action", "MT16 161805191902";
        JointStatement = "joint-statement", "joint statement", "";
        Press = "press", "press", "MT16 140523191601";
        GovernmentStatement = "government-statement", "statement of the government", "MT16 161805191901";
        UnDocument = "un-document", "UN document", "";
        Photo = "photo", "photograph", "";
        Video = "video", "video", "";
        Unclassified = "other", "other", "";
    }
}
