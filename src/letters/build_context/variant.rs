//! Which wording a letter takes where a template offers several, so that an office does not get the same letter from all.

use sha2::{Digest, Sha256};

use super::ContextInput;

/// Every number of wordings up to six divides it, so that each is as likely.
const VARIANTS: usize = 60;

/// A number from 1 to 60 that follows from who writes to whom about whom; the same in every run.
pub(crate) fn choose_variant(telling: &ContextInput<'_>) -> usize {
    let mut digest = Sha256::new();
    let sender = [
        telling.sender.name.as_ref(),
        telling.sender.organisation.as_ref(),
    ];
    let names = sender.into_iter().flatten().map(|line| line.as_str());
    let ids = telling
        .recipient
        .iter()
        .map(|office| &office.id)
        .chain(telling.cases.iter().map(|case| &case.id));
    for part in names.chain(ids.map(|id| id.as_str())) {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let first = digest
        .finalize()
        .iter()
        .take(4)
        .fold(0_usize, |number, byte| (number << 8) | usize::from(*byte));
    first % VARIANTS + 1
}
