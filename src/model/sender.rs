//! Who writes.

use super::{Country, Line};

/// The sender of a letter, as far as they have said who they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sender {
    /// The name that signs.
    pub name: Option<Line>,
    /// The organisation they write for.
    pub organisation: Option<Line>,
    /// Postal lines, without the country.
    pub address: Vec<Line>,
    /// An e-mail address.
    pub email: Option<Line>,
    /// Who they are, as it follows “I am” or “We are”: a teacher in Madrid.
    pub introduction: Option<Line>,
    /// The country they write from: its embassy is “the embassy”.
    pub country: Option<Country>,
}
