//! Small closed lists about a person, a record and a claim.

use super::vocabulary;

vocabulary! {
    /// The gender of a person. Absent means not known; then wording stays neutral.
    pub enum Gender, "gender" {
        Female = "female", "female", "";
        Male = "male", "male", "";
        Unspecified = "other", "other", "";
    }
}

vocabulary! {
    /// Whether a case may be spoken of at all.
    pub enum Publicity, "publicity" {
        Public = "public", "public", "";
        Private = "private", "private: in no letter", "";
    }
}

impl Publicity {
    /// Anything but `public` keeps the case out of letters, an unknown word too.
    pub fn is_public(&self) -> bool {
        *self == Self::Public
    }
}

vocabulary! {
    /// Whether the person or the family agreed to publicity. Absent means not asked.
    pub enum Consent, "consent" {
        Given = "given", "given", "";
        Refused = "refused", "refused: in no letter", "";
        Withdrawn = "withdrawn", "given once and withdrawn: in no letter", "";
    }
}

vocabulary! {
    /// What says as of when a record holds, where nobody said it. Absent means somebody did.
    pub enum DateBasis, "date basis" {
        Fact = "fact", "the newest date among the facts", "";
        Source = "source", "the date of the source", "";
        Typing = "typing", "the day on which it was typed in", "";
    }
}

vocabulary! {
    /// How a claim stands; its wording in a letter follows from it.
    pub enum Standing, "standing" {
        Alleged = "alleged", "alleged", "MT41";
        Official = "official", "stated by the authorities", "MT41";
        Confirmed = "confirmed", "confirmed", "MT41";
    }
}
