//! The marks that stand in a letter where something is missing.

use super::{BY_HAND, Reading};
use crate::letters::preflight::{Finding, Level};

/// Whether a gap is marked in the text.
pub(super) fn is_in(text: &str) -> bool {
    !gaps(text).is_empty()
}

/// The marks that are left in the letter. A sender without a name is told of elsewhere.
pub(super) fn left(reading: &Reading<'_>) -> Vec<Finding> {
    let letter = reading.letter;
    let mut parts = vec![letter.words(), letter.place_and_date.clone()];
    parts.extend(
        [&letter.delivery, &letter.reference, &letter.salutation, &letter.close].into_iter().flatten().cloned(),
    );
    let lists =
        [&letter.sender, &letter.recipient, &letter.signatories, &letter.copies, &letter.enclosures, &letter.sources];
    parts.extend(lists.into_iter().flatten().cloned());
    let unnamed = letter.sender.first().map(String::as_str);
    let mut left: Vec<&str> = Vec::new();
    for gap in parts.iter().flat_map(|part| gaps(part)) {
        if unnamed != Some(gap) && !left.contains(&gap) {
            left.push(gap);
        }
    }
    let finding = |gap: &&str| Finding::new(Level::Missing, format!("{gap} is left in the letter")).mended_by(BY_HAND);
    left.iter().map(finding).collect()
}

/// The gaps of a text: `⟦court⟧`.
fn gaps(text: &str) -> Vec<&str> {
    let begins = text.match_indices('⟦').map(|(begin, _)| begin);
    begins.filter_map(|begin| text[begin..].split_inclusive('⟧').next()).filter(|gap| gap.ends_with('⟧')).collect()
}
