//! What becomes of a letter: how it went out, what came back, who signs.

use super::vocabulary;

vocabulary! {
    /// The way a letter went out.
    pub enum Channel, "channel" {
        Post = "post", "by post", "";
        Email = "email", "by e-mail", "";
        Fax = "fax", "by fax", "";
        WebForm = "web-form", "through an on-line form", "";
        Hand = "hand", "handed over", "";
        Published = "published", "published", "";
    }
}

vocabulary! {
    /// What kind of answer came. `registered` is ours: an office of Kazakhstan gives a slip with a number.
    pub enum ReplyKind, "reply" {
        Favourable = "favourable", "favourable answer", "MT27 01";
        Pledge = "pledge", "pledge to act", "MT27 02";
        Denial = "denial", "denial", "MT27 0301";
        InhibitsCampaign = "inhibits-campaign", "steps against the campaign", "MT27 0302";
        AsksForMore = "asks-for-more", "asks for more information", "MT27 04";
        Token = "token", "token answer", "MT27 05";
        None = "none", "no answer is to be expected", "MT27 06";
        Registered = "registered", "taken in under a number", "";
        Forwarded = "forwarded", "passed on to another office", "";
    }
}

vocabulary! {
    /// What changed for the person after the letter. The micro-thesaurus 44 was not at hand, so no code is given.
    pub enum Impact, "impact" {
        Released = "released", "released", "";
        Improved = "improved", "better conditions", "";
        Reviewed = "reviewed", "the case is looked at again", "";
        Unchanged = "unchanged", "nothing changed", "";
        Worsened = "worsened", "worse conditions or pressure", "";
        Unknown = "unknown", "not known", "";
    }
}

vocabulary! {
    /// How far somebody has come who was asked to sign.
    pub enum Signing, "signature" {
        Invited = "invited", "asked to sign", "";
        Agreed = "agreed", "agreed to sign", "";
        Signed = "signed", "signed", "";
        Withdrawn = "withdrawn", "withdrawn", "";
    }
}
