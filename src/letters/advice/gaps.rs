//! The marks that stand in a letter where something is missing.

use super::{BY_HAND, LetterReview};
use crate::letters::preflight::{PreflightFinding, PreflightLevel};

/// Whether a gap is marked in the text.
pub(super) fn has_gap(text: &str) -> bool {
    !find_gaps(text).is_empty()
}

/// The marks that are left in the letter. A sender without a name is told of elsewhere.
pub(super) fn check_gaps(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let letter = reading.letter;
    let mut parts = vec![letter.plain_text(), letter.place_and_date.clone()];
    parts.extend(
        [
            &letter.delivery,
            &letter.reference,
            &letter.salutation,
            &letter.close,
        ]
        .into_iter()
        .flatten()
        .cloned(),
    );
    let lists = [
        &letter.sender,
        &letter.recipient,
        &letter.signatories,
        &letter.copies,
        &letter.enclosures,
        &letter.sources,
    ];
    parts.extend(lists.into_iter().flatten().cloned());
    let mut left: Vec<&str> = Vec::new();
    for gap in parts.iter().flat_map(|part| find_gaps(part)) {
        if gap != reading.lang.your_name() && !left.contains(&gap) {
            left.push(gap);
        }
    }
    let finding = |gap: &&str| {
        PreflightFinding::new(
            PreflightLevel::Missing,
            format!("{gap} is left in the letter"),
        )
        .with_fix(BY_HAND)
    };
    left.iter().map(finding).collect()
}

/// The gaps of a text: `⟦court⟧`.
fn find_gaps(text: &str) -> Vec<&str> {
    let begins = text.match_indices('⟦').map(|(begin, _)| begin);
    begins
        .filter_map(|begin| text[begin..].split_inclusive('⟧').next())
        .filter(|gap| gap.ends_with('⟧'))
        .collect()
}
