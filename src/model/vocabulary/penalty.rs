//! What courts impose: sentences, regimes of imprisonment, restrictions.

use super::vocabulary;

vocabulary! {
    /// The main penalty of a sentence.
    pub enum SentenceKind, "sentence" {
        Prison = "prison", "prison", "MT05 0202";
        AdministrativeDetention = "administrative-detention", "administrative detention", "MT29 01";
        RestrictedFreedom = "restricted-freedom", "restricted freedom", "MT25 0301";
        Suspended = "suspended", "a suspended sentence", "";
        Fine = "fine", "a fine", "";
        CommunityService = "community-service", "community service", "";
        Death = "death", "death", "MT04 0101";
        Unclassified = "other", "another penalty", "";
    }
}

impl SentenceKind {
    /// Whether the penalty deprives of liberty.
    pub fn is_custodial(&self) -> bool {
        matches!(self, Self::Prison | Self::AdministrativeDetention)
    }
}

vocabulary! {
    /// The regime of imprisonment.
    pub enum Regime, "regime" {
        Strict = "strict", "strict-regime colony", "";
        Ordinary = "ordinary", "ordinary-regime colony", "";
        ColonySettlement = "colony-settlement", "colony-settlement", "";
        PunishmentCell = "punishment-cell", "punishment cell", "";
        Unclassified = "other", "another regime", "";
    }
}

vocabulary! {
    /// A ban, duty or list that binds a person.
    pub enum RestrictionKind, "restriction" {
        BanPublicActivity = "ban-public-activity", "ban on public activities", "";
        BanJournalism = "ban-journalism", "ban on journalism", "";
        BanSocialMedia = "ban-social-media", "ban on the use of social media", "";
        BanHoldingOffice = "ban-holding-office", "ban on holding senior positions", "";
        BanProfession = "ban-profession", "ban on professional activity", "";
        TravelBan = "travel-ban", "travel ban", "";
        NotifyMovements = "notify-movements", "duty to notify the police of movements", "";
        ReportToHospital = "report-to-hospital", "duty to report to a hospital", "";
        TerrorFinancingList = "terror-financing-list", "listing as associated with the financing of terrorism", "";
        AccountsFrozen = "accounts-frozen", "frozen bank accounts", "";
        Confiscation = "confiscation", "confiscation of property", "";
        CompulsoryPayment = "compulsory-payment", "compulsory payment", "";
        Unclassified = "other", "other restriction", "";
    }
}
