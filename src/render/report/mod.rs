//! A finished report as a file.

mod html;

use std::path::Path;
use std::str::FromStr;

use super::Error;
use crate::render::page::ReportPage;

/// A kind of file a report can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// One stand-alone page for a browser.
    Html,
    /// Pages to print.
    Pdf,
}

impl ReportFormat {
    /// All of them, in the order in which help lists them.
    pub const ALL: [Self; 2] = [Self::Html, Self::Pdf];

    /// As typed, and the ending of its file names: `html`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }

    /// The format of a file with this name; none if its ending is that of no format.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.parse().ok()
    }
}

impl FromStr for ReportFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = Self::ALL
            .into_iter()
            .find(|format| format.slug().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| Error::UnknownReport(name.to_owned()))
    }
}

/// The report as a file of the format. The same report gives the same bytes.
pub fn render_report(page: &ReportPage, format: ReportFormat) -> Vec<u8> {
    match format {
        ReportFormat::Html => html::render(page).into(),
        ReportFormat::Pdf => super::pdf::render_report(page),
    }
}

/// All that the report says, without its dress.
pub(crate) fn collect_text(page: &ReportPage) -> String {
    let texts = page
        .lead
        .iter()
        .chain(&page.sources)
        .chain(&page.table.columns);
    let bars = page
        .charts
        .iter()
        .flat_map(|chart| chart.bars.iter().map(|(label, _)| label));
    let cells = page.table.rows.iter().flat_map(|row| &row.cells);
    texts
        .chain(bars)
        .chain(cells)
        .fold(page.title.clone(), |words, text| words + " " + text)
}
