//! What a table of cases tells that must not go out, and does not say so itself.

use std::collections::BTreeSet;

use super::Listing;
use crate::app::App;
use crate::error::Error;
use crate::letters::PublicCase;
use crate::model::{Case, Column, SourceDates};

/// The columns that name a person.
const NAMES: [&str; 6] = ["id", "name", "name_native", "family_name", "given_name", "aliases"];

/// The columns that say who may not be named.
const CONFIDENCE: [&str; 4] = ["publicity", "consent", "embargo", "told_as"];

/// Warns of people in a table of whom nothing may be told, or not under their name.
///
/// # Errors
/// The casebook cannot be read.
pub(super) fn warn(app: &App, listing: &Listing<'_>, columns: &[Column]) -> Result<(), Error> {
    let has = |name: &&str| columns.iter().any(|column| column.name() == *name);
    if app.global.public || !NAMES.iter().any(|name| has(name)) {
        return Ok(());
    }
    let listed = listed(listing)?;
    let is_listed = |case: &Case| listed.as_ref().is_none_or(|ids| ids.contains(case.id.as_str()));
    let (mut withheld, mut renamed) = (0_usize, 0_usize);
    listing.store.each_case(&listing.filter, listing.today, |case| {
        if is_listed(&case) {
            match PublicCase::disclose(&case, listing.today, &SourceDates::default()) {
                Ok(told) => renamed += usize::from(told.is_under_another_name()),
                Err(_) => withheld += 1,
            }
        }
        Ok::<_, Error>(())
    })?;
    if withheld + renamed == 0 {
        return Ok(());
    }
    let read_as_public = if CONFIDENCE.iter().all(|name| has(name)) {
        ""
    } else {
        ", and the table does not say so: who imports it takes them for public"
    };
    app.terminal.warn(&format!(
        "this table has the real names of {withheld} who are private, refused consent or are under an embargo, and of \
         {renamed} who go by another name{read_as_public}; cases --public list leaves them out"
    ));
    Ok(())
}

/// The ids in the table, where it has a limit.
fn listed(listing: &Listing<'_>) -> Result<Option<BTreeSet<String>>, Error> {
    if listing.limit.is_none() {
        return Ok(None);
    }
    let id: Vec<Column> = Column::all().filter(|column| column.name() == "id").collect();
    let mut ids = BTreeSet::new();
    listing.each(&id, |cells| {
        ids.extend(cells.first().map(crate::model::Cell::to_line));
        Ok(())
    })?;
    Ok(Some(ids))
}
