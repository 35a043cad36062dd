//! Prints findings: what is wrong, doubtful or worth knowing, each with what puts it right. One form for all who find.

use super::arguments::SortedListingArgs;
use super::listing::{ListingIds, ListingSchema};
use crate::app::App;
use crate::app::error::Error;
use crate::model::{Finding, FindingLevel};
use crate::render::listing::{ListingCell, ListingColumn};

/// What a list of findings can say.
pub fn findings_schema(command: &'static str) -> ListingSchema {
    let columns = vec![
        ListingColumn::new(
            "level",
            240,
            "error, missing, doubtful, warning, stale, withheld, note",
        ),
        ListingColumn::new("kind", 200, "of which kind, where kinds have names"),
        ListingColumn::new("about", 255, "what it is about"),
        ListingColumn::new("case", 60, "the case"),
        ListingColumn::new("recipient", 60, "the recipient"),
        ListingColumn::new("template", 60, "the template"),
        ListingColumn::new("place", 120, "where it stands, as line:column"),
        ListingColumn::new("message", 250, "what was found"),
        ListingColumn::new("why", 50, "why that matters"),
        ListingColumn::new("fix", 150, "the command that puts it right"),
        ListingColumn::new("severity", 10, "the same as level"),
        ListingColumn::new("code", 10, "the same as level"),
    ];
    let mut json: Vec<&str> = columns.iter().map(|column| column.name).collect();
    json.sort_unstable();
    ListingSchema::new(command, columns)
        .with_table(&["level", "kind", "about", "message", "fix"])
        .with_json(&json)
        .with_ids(ListingIds::Others("about"))
}

/// A finding as a row of [`findings_schema`].
pub fn finding_cells(finding: &Finding) -> Vec<ListingCell> {
    let Finding {
        level,
        kind,
        about,
        place,
        what,
        why,
        fix,
    } = finding;
    let level = || ListingCell::text_of(level.slug());
    vec![
        level(),
        ListingCell::optional_text(*kind),
        ListingCell::text_of(about.to_string()),
        ListingCell::optional_text(about.case.as_ref()),
        ListingCell::optional_text(about.recipient.as_ref()),
        ListingCell::optional_text(about.template.as_ref()),
        ListingCell::optional_text(place.as_ref()),
        ListingCell::text_of(what),
        ListingCell::optional_text(*why),
        ListingCell::optional_text(fix.as_ref()),
        level(),
        level(),
    ]
}

/// Prints findings, each on a line with what puts it right below it, or as the list that was asked for.
pub fn print_findings(
    app: &App,
    listing: &SortedListingArgs,
    command: &'static str,
    found: &[Finding],
) -> Result<(), Error> {
    if !listing.is_usual() || app.is_json() {
        let schema = findings_schema(command);
        let Some(view) = listing.prepare(app, &schema)? else {
            return Ok(());
        };
        view.print(app, |sink| {
            found
                .iter()
                .try_for_each(|finding| sink.add_row(finding_cells(finding)))
        })?;
    } else {
        let mut data = app.terminal.data_writer();
        for finding in found {
            data.write_line(&format_finding(finding))?;
            finding
                .fix
                .iter()
                .try_for_each(|fix| data.write_line(&format!("    {fix}")))?;
        }
        data.finish_output()?;
    }
    let count = found
        .iter()
        .filter(|finding| finding.level != FindingLevel::Good)
        .count();
    match count {
        0 => Ok(()),
        1 => Err(Error::invalid("1 thing to mend")),
        count => Err(Error::invalid(format!("{count} things to mend"))),
    }
}

/// A finding on one line with its place: `appeal/en.md.hbs:3:12: there is no variable “nmae”`.
pub fn format_finding(finding: &Finding) -> String {
    let about = finding.about.to_string();
    let parts = [
        Some(about).filter(|about| !about.is_empty()),
        finding.place.clone(),
    ];
    let before: Vec<String> = parts.into_iter().flatten().collect();
    if before.is_empty() {
        finding.what.clone()
    } else {
        format!("{}: {}", before.join(":"), finding.what)
    }
}
