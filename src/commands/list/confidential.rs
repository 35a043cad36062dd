//! Warnings about confidential contents of a table, which a table cannot mark itself.

use std::collections::BTreeSet;

use super::ListQuery;
use crate::app::App;
use crate::app::error::Error;
use crate::letters::PublicCase;
use crate::letters::disclosure::WithheldCase;
use crate::model::{Case, CaseColumn, FieldMeaning, SourceDates};

/// Whether a column names a person.
fn names_the_person(column: &CaseColumn) -> bool {
    column
        .case_field()
        .is_some_and(|field| field.meaning.names_the_person())
}

/// Warns of people in a table who may not be disclosed, or not under their name.
pub(super) fn warn_confidential(
    app: &App,
    listing: &ListQuery<'_>,
    columns: &[CaseColumn],
) -> Result<(), Error> {
    let has = |meaning: FieldMeaning| {
        let mut fields = columns.iter().filter_map(|column| column.case_field());
        fields.any(|field| field.meaning == meaning)
    };
    if app.global.public || !columns.iter().any(names_the_person) {
        return Ok(());
    }
    let listed = listed_ids(listing)?;
    let is_listed = |case: &Case| {
        listed
            .as_ref()
            .is_none_or(|ids| ids.contains(case.id.as_str()))
    };
    let (mut withheld, mut renamed, mut unsaid) = (0_usize, 0_usize, 0_usize);
    listing
        .store
        .each_case(&listing.filter, listing.today, |case| {
            if !is_listed(&case) {
                return Ok(());
            }
            let said_by =
                match PublicCase::disclose_case(&case, listing.today, &SourceDates::default()) {
                    Ok(told) if told.is_under_another_name() => {
                        renamed += 1;
                        FieldMeaning::Pseudonym
                    }
                    Ok(_) => return Ok(()),
                    Err(why) => {
                        withheld += 1;
                        match why {
                            WithheldCase::Private(_) => FieldMeaning::Publicity,
                            WithheldCase::ConsentRefused(_) => FieldMeaning::Consent,
                            WithheldCase::Embargo(..) => FieldMeaning::Embargo,
                        }
                    }
                };
            unsaid += usize::from(!has(said_by));
            Ok::<_, Error>(())
        })?;
    let counted = [
        (
            withheld,
            "who are private, refused consent or are under an embargo",
        ),
        (renamed, "who may go out under another name only"),
    ];
    let counted: Vec<String> = counted
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, who)| format!("{count} {who}"))
        .collect();
    if counted.is_empty() {
        return Ok(());
    }
    let unsaid = match unsaid {
        0 => String::new(),
        count => {
            format!("; of {count} no column says so, and who imports it takes them for public")
        }
    };
    app.terminal.print_warning(&format!(
        "this table has the real names of people that must not go out: {}{unsaid}. cases --public list leaves them out",
        counted.join(", ")
    ));
    Ok(())
}

/// The ids in the table, where it has a limit.
fn listed_ids(listing: &ListQuery<'_>) -> Result<Option<BTreeSet<String>>, Error> {
    if listing.limit.is_none() {
        return Ok(None);
    }
    let id: Vec<CaseColumn> = CaseColumn::iter_all()
        .filter(|column| {
            column
                .case_field()
                .is_some_and(|field| field.meaning == FieldMeaning::Id)
        })
        .collect();
    let mut ids = BTreeSet::new();
    listing.for_each_row(&id, |cells| {
        ids.extend(cells.first().map(crate::model::Cell::to_line));
        Ok(())
    })?;
    Ok(Some(ids))
}
