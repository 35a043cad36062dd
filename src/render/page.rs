//! The finished report: all that a format may know.

use crate::model::Date;

/// A finished page, before any file format. Every text in it is plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPage {
    /// Language of the words, BCP 47: `en`.
    pub lang: String,
    /// The title.
    pub title: String,
    /// The day of which it tells.
    pub date: Date,
    /// What it tells of and how it is to be read, a paragraph each.
    pub lead: Vec<String>,
    /// Numbers to look at.
    pub charts: Vec<Chart>,
    /// The people, or what else is listed.
    pub table: ReportTable,
    /// The word for sources.
    pub sources_label: String,
    /// The sources, in the order in which they are numbered from 1.
    pub sources: Vec<String>,
}

/// Numbers with bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What is counted.
    pub title: String,
    /// What has to be known to read it; empty if nothing.
    pub note: String,
    /// Labels with their numbers.
    pub bars: Vec<(String, u64)>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTable {
    /// What it lists.
    pub title: String,
    /// The headings of the columns; the last one is for the sources.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<ReportRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// Its cells but the last; the first one names the row.
    pub cells: Vec<String>,
    /// The numbers of its sources.
    pub sources: Vec<usize>,
}

impl Chart {
    /// The same in words: “detained: 12; free: 3”.
    pub fn in_words(&self) -> String {
        self.bars
            .iter()
            .map(|(label, number)| format!("{label}: {number}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// The greatest number; at least 1.
    pub fn max_count(&self) -> u64 {
        self.bars
            .iter()
            .map(|(_, number)| *number)
            .max()
            .unwrap_or(1)
            .max(1)
    }
}
