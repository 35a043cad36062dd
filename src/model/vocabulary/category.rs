//! What a person does or is that explains the prosecution.

use super::vocabulary;

vocabulary! {
    /// A category of people; a case has one leading category and any number of others.
    pub enum Category, "category" {
        CivilSocietyActivist = "civil-society-activist", "civil society activist", "MT23 050202";
        HumanRightsDefender = "human-rights-defender", "human rights defender", "MT23 010303";
        TradeUnionist = "trade-unionist", "trade unionist", "MT23 010305";
        Journalist = "journalist", "journalist", "MT23 010309";
        Lawyer = "lawyer", "lawyer", "MT10 029002010000";
        SocialNetworkUser = "social-network-user", "social network user", "";
        ReligiousBeliever = "religious-believer", "religious believer", "MT23 010307";
        OppositionPolitician = "opposition-politician", "opposition politician", "MT23 0101";
        AccusedOfMovementSupport = "accused-of-movement-support", "accused of supporting a movement", "MT23 0101";
        EnvironmentalDefender = "environmental-defender", "environmental defender", "MT23 010302";
        HousingRightsCampaigner = "housing-rights-campaigner", "housing rights campaigner", "MT23 010310";
        BusinessOrStateManager = "business-or-state-manager", "business or state manager", "";
        WriterOrPoet = "writer-or-poet", "writer or poet", "MT10 029005010000";
        Academic = "academic", "academic", "";
        Student = "student", "student", "";
        RelativeOrAssociate = "relative-or-associate", "relative or associate", "MT23 050101";
        PeacefulProtester = "peaceful-protester", "peaceful protester", "MT23 060100";
        RefugeeOrExile = "refugee-or-exile", "refugee or exile", "MT23 0410";
        Unclassified = "other", "other", "MT23 90";
    }
}
