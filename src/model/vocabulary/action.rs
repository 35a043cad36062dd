//! What others have decided or said about a case.

use super::vocabulary;

vocabulary! {
    /// The kind of an action by a body outside the state that persecutes.
    pub enum ActionKind, "action" {
        UnOpinion = "un-opinion", "opinion of a UN working group", "";
        UnViews = "un-views", "views of a UN treaty body", "";
        UnUrgentAppeal = "un-urgent-appeal", "UN urgent appeal", "";
        EpResolution = "ep-resolution", "resolution of the European Parliament", "";
        Recognition = "recognition", "recognition", "";
        ObserverMission = "observer-mission", "observer mission", "";
        ForeignStatement = "foreign-statement", "statement from abroad", "";
        JointStatement = "joint-statement", "joint statement", "";
        CourtDecision = "court-decision", "decision of a foreign court", "";
        ExtraditionRefusal = "extradition-refusal", "refusal of extradition", "";
        Protection = "protection", "protection granted", "MT03 030502";
        InterpolDecision = "interpol-decision", "decision of INTERPOL", "";
        Appeal = "appeal", "appeal or intervention", "";
        Unclassified = "other", "other action", "";
    }
}
