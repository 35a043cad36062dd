//! How far a charge has come.

use super::vocabulary;

vocabulary! {
    /// The standing of a charge. `threatened` and `witness` are ours: the documents know both.
    pub enum ChargeStanding, "charge standing" {
        Threatened = "threatened", "threatened with", "";
        Witness = "witness", "questioned as a witness in a case of", "";
        Accused = "accused", "accused of", "";
        Charged = "charged", "charged with", "";
        Convicted = "convicted", "convicted of", "";
        Acquitted = "acquitted", "acquitted of", "";
        Dropped = "dropped", "no longer charged with", "";
        Requalified = "requalified", "first accused of", "";
    }
}

impl ChargeStanding {
    /// The standings of a charge that was raised and not taken back.
    pub const STANDING: [Self; 3] = [Self::Accused, Self::Charged, Self::Convicted];
}
