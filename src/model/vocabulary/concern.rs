//! Why what the state does is wrong.

use super::vocabulary;

vocabulary! {
    /// A right that is violated or a danger that is feared.
    pub enum ConcernKind, "concern" {
        ArbitraryDetention = "arbitrary-detention", "arbitrary detention", "MT03 0108";
        FreedomOfExpression = "freedom-of-expression", "freedom of expression", "MT03 0116";
        Assembly = "assembly", "freedom of assembly", "MT03 0113";
        Association = "association", "freedom of association", "MT03 0114";
        Religion = "religion", "freedom of religion", "MT03 0122";
        PoliticalParticipation = "political-participation", "political participation", "MT03 0138";
        TradeUnionRights = "trade-union-rights", "trade union rights", "MT03 032106";
        RightToStrike = "right-to-strike", "the right to strike", "MT03 032107";
        Torture = "torture", "torture", "MT03 0111";
        InhumanTreatment = "inhuman-treatment", "inhuman treatment", "MT03 0112";
        Conditions = "conditions", "conditions of detention", "MT03 031103";
        MedicalNeglect = "medical-neglect", "denial of medical care", "MT03 031106";
        PsychiatricAbuse = "psychiatric-abuse", "abuse of psychiatry", "";
        Incommunicado = "incommunicado", "incommunicado detention", "MT30 0102";
        Solitary = "solitary", "solitary confinement", "MT05 0318";
        UnfairTrial = "unfair-trial", "unfair trial", "MT03 031014";
        NoPublicTrial = "no-public-trial", "no public trial", "MT03 031015";
        NoCounsel = "no-counsel", "denial of a defence lawyer", "MT03 031009";
        WitnessesNotHeard = "witnesses-not-heard", "witnesses not heard", "MT03 031016";
        PresumptionOfInnocence = "presumption-of-innocence", "presumption of innocence", "MT03 031001";
        FabricatedEvidence = "fabricated-evidence", "fabricated evidence", "MT03 031006";
        FabricatedCharges = "fabricated-charges", "fabricated charges", "MT03 031006";
        ForcedConfession = "forced-confession", "forced confession", "MT03 031020";
        AppealBlocked = "appeal-blocked", "appeal made impossible", "MT03 031201";
        SecretDecision = "secret-decision", "secret court decision", "MT03 031015";
        RetroactiveOrVagueLaw = "retroactive-or-vague-law", "retroactive or vague law", "MT03 031017";
        Retaliation = "retaliation", "retaliation for activism or journalism", "MT23 050202";
        ReprisalsOnFamily = "reprisals-on-family", "reprisals on the family", "MT23 050101";
        ChildAtRisk = "child-at-risk", "a child at risk", "MT03 030101";
        TransnationalRepression = "transnational-repression", "extradition or abduction from abroad", "MT03 030504";
        InterpolMisuse = "interpol-misuse", "misuse of INTERPOL", "";
        AssetFreeze = "asset-freeze", "frozen accounts, financial listing", "MT03 0209";
        Travel = "travel", "freedom of movement", "MT03 0121";
        Privacy = "privacy", "surveillance", "MT03 0128";
        BanOnActivity = "ban-on-activity", "ban on public or professional activity", "";
        Impunity = "impunity", "no investigation", "";
        MonitoringDenied = "monitoring-denied", "observers refused", "";
        PoliticalProsecution = "political-prosecution", "politically motivated prosecution", "";
        Discrimination = "discrimination", "discrimination", "MT03 0131";
        LifeAtRisk = "life-at-risk", "life at risk", "MT03 0101";
        NonComplianceWithUn = "non-compliance-with-un", "UN decision not complied with", "";
        Unclassified = "other", "other concern", "";
    }
}

impl ConcernKind {
    /// About health, torture or relatives: private unless the entry says otherwise (design §2).
    pub fn is_sensitive(&self) -> bool {
        matches!(
            self,
            Self::Torture
                | Self::InhumanTreatment
                | Self::MedicalNeglect
                | Self::PsychiatricAbuse
                | Self::ReprisalsOnFamily
                | Self::ChildAtRisk
                | Self::LifeAtRisk
        )
    }
}
