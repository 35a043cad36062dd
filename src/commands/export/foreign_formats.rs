//! Export in formats of other programs, limited to what letters may say.

use super::ExportCasebookArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::output_file::write_output;
use crate::exchange;
use crate::model::{Case, Filter};
use crate::store::Store;

/// A form of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForeignFormat {
    /// Persons, organizations, posts and memberships as JSON.
    Popolo,
    /// A row for each coded fact, as CSV.
    Huridocs,
}

impl ForeignFormat {
    /// All of them.
    pub(super) const ALL: [Self; 2] = [Self::Popolo, Self::Huridocs];

    /// As typed after `--format`.
    pub(super) fn format_name(self) -> &'static str {
        match self {
            Self::Popolo => "popolo",
            Self::Huridocs => "huridocs",
        }
    }
}

/// Writes the cases as disclosed on the day; with everything, also the offices.
pub(super) fn run(
    app: &App,
    args: &ExportCasebookArgs,
    store: &Store,
    filter: Option<Filter>,
    form: ForeignFormat,
) -> Result<(), Error> {
    let is_everything = filter.is_none();
    let filter = filter.unwrap_or_default();
    let day = args.filter.as_of_day(app.today).unwrap_or(app.today);
    let (told, withheld) = app.disclose_cases(store, &filter, day, day)?;
    if withheld > 0 {
        app.terminal.print_note(&format!(
            "{withheld} cases may not be told and are left out."
        ));
    }
    let cases: Vec<&Case> = told.iter().map(|public| &**public).collect();
    if form == ForeignFormat::Huridocs {
        return write_output(app, args.output.as_deref(), args.force, |out| {
            Ok(exchange::write_huridocs(cases.iter().copied(), out)?)
        });
    }
    let offices = if is_everything {
        app.public_offices(store, day)?
    } else {
        Vec::new()
    };
    let value = exchange::to_popolo(
        &cases,
        &offices.iter().collect::<Vec<_>>(),
        &store.load_sources()?,
    );
    write_output(app, args.output.as_deref(), args.force, |out| {
        serde_json::to_writer_pretty(&mut *out, &value)
            .map_err(|error| exchange::Error::Write(error.into()))?;
        Ok(writeln!(out).map_err(exchange::Error::Write)?)
    })
}
