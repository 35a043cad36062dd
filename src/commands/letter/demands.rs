//! What to ask for in place of what the cases ask for.

use std::sync::Arc;

use super::Run;
use crate::error::Error;
use crate::letters::PublicCase;
use crate::model::vocabulary::{DemandKind, RoleGroup, Vocabulary};
use crate::model::{Demand, Recipient, Record, shorthand};

/// `release-immediate`, `other: the return of her passport`, or a free text.
///
/// # Errors
/// The word is not a demand.
pub(super) fn read(text: &str) -> Result<Demand, Error> {
    let word = text.split(':').next().unwrap_or_default().trim();
    let looks_like_a_kind = !word.contains(' ');
    let cells = if looks_like_a_kind {
        shorthand::read("demands", text)
    } else {
        shorthand::typed("demands", &[("kind", DemandKind::Unclassified.slug().to_owned()), ("text", text.to_owned())])
    };
    Ok(Demand::from_cells(&cells?)?)
}

/// Says which demands that were asked for cannot stand in this letter, and are left out of it.
pub(super) fn warn_of_unfit(run: &Run<'_>, recipient: &Recipient, letters: &[Arc<[PublicCase]>]) {
    for demand in run.desk.demands.iter().flatten() {
        let fits =
            letters.iter().flat_map(|cases| cases.iter()).any(|case| demand.kind.fits(&case.status_on(run.desk.date)));
        let state = recipient.role.group() == RoleGroup::State;
        if !fits || (state && !demand.kind.is_grantable_by(&recipient.role)) {
            let why = if fits { "that office cannot grant it" } else { "it fits nobody’s situation" };
            run.app.terminal.warn(&format!("“{}” is left out for {}: {why}", demand.kind, recipient.office));
        }
    }
}
