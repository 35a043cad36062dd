//! A case as a file has it.

use crate::model::Case;

/// A record of the file that is looked for.
pub(super) struct ImportedCase<'a> {
    /// The case as the file has it.
    pub(super) case: &'a Case,
    /// What it is called in messages: `row 7`.
    pub(super) place: String,
    /// Whether its id is one that was made from the name, and so says nothing.
    pub(super) has_made_id: bool,
}
