//! Lists: a table for a screen, tab-separated values for a script, a Markdown table for a document.

pub(crate) mod grid;

use std::io::{self, Write};

use super::sanitise;
use crate::terminal::table::grid::TextGrid;

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumn {
    /// Its heading.
    pub title: String,
    /// Which columns stay when a screen is narrow: those with the highest number; among equals, the leftmost.
    pub importance: u8,
}

impl ListColumn {
    /// A column with a heading, made safe to look at.
    pub fn new(title: impl AsRef<str>, importance: u8) -> Self {
        Self {
            title: sanitise::one_line(title.as_ref()).into_owned(),
            importance,
        }
    }
}

/// What a list looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLayout {
    /// For a screen so many columns wide: one line per row, long cells cut with `…`, columns that do not fit left out, the
    /// header bold if there is colour. Without rows nothing is printed.
    Screen {
        /// The width of the screen.
        width: usize,
        /// Whether to colour.
        color: bool,
    },
    /// Tab-separated values: nothing cut, nothing left out; a tab or a line break in a cell is a space.
    Tsv {
        /// Whether the first line names the columns.
        header: bool,
    },
    /// A table of GitHub-flavoured Markdown: nothing cut, nothing left out.
    Markdown,
}

/// A list that is written row by row, and never held in memory whole.
///
/// A screen table looks at the first 1,000 rows to settle the widths of its columns; a longer list is printed by the
/// thousand, with those widths.
#[derive(Debug)]
pub struct ListTable {
    columns: Vec<ListColumn>,
    shape: ListBackend,
    has_rows: bool,
}

#[derive(Debug)]
enum ListBackend {
    Screen(TextGrid),
    Tsv { header: bool },
    Markdown,
}

impl ListTable {
    /// An empty list.
    #[must_use]
    pub fn new(columns: Vec<ListColumn>, layout: ListLayout) -> Self {
        let shape = match layout {
            ListLayout::Screen { width, color } => ListBackend::Screen(TextGrid::new(width, color)),
            ListLayout::Tsv { header } => ListBackend::Tsv { header },
            ListLayout::Markdown => ListBackend::Markdown,
        };
        Self {
            columns,
            shape,
            has_rows: false,
        }
    }

    /// Adds a row: one text per column, made safe to look at here. A missing cell is empty, one too many is not shown.
    pub fn add_row<T: AsRef<str>>(
        &mut self,
        out: &mut impl Write,
        cells: impl IntoIterator<Item = T>,
    ) -> io::Result<()> {
        let mut row: Vec<String> = cells
            .into_iter()
            .map(|cell| sanitise::one_line(cell.as_ref()).into_owned())
            .collect();
        row.resize(self.columns.len(), String::new());
        self.write_header(out)?;
        match &mut self.shape {
            ListBackend::Screen(grid) => grid.add_row(out, &self.columns, row),
            ListBackend::Tsv { .. } => write_tsv(out, &row),
            ListBackend::Markdown => write_markdown(out, &row),
        }
    }

    /// Writes what is left, and says which columns did not fit on the screen.
    pub fn finish_table(mut self, out: &mut impl Write) -> io::Result<Vec<String>> {
        self.write_header(out)?;
        match self.shape {
            ListBackend::Screen(grid) => grid.finish_table(out, &self.columns),
            ListBackend::Tsv { .. } | ListBackend::Markdown => Ok(Vec::new()),
        }
    }

    fn write_header(&mut self, out: &mut impl Write) -> io::Result<()> {
        if std::mem::replace(&mut self.has_rows, true) {
            return Ok(());
        }
        let titles: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.title.clone())
            .collect();
        match self.shape {
            ListBackend::Tsv { header: true } => write_tsv(out, &titles),
            ListBackend::Markdown => {
                write_markdown(out, &titles)?;
                writeln!(out, "|{}", " --- |".repeat(titles.len()))
            }
            ListBackend::Screen(_) | ListBackend::Tsv { header: false } => Ok(()),
        }
    }
}

fn write_tsv(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    writeln!(out, "{}", cells.join("\t"))
}

fn write_markdown(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    out.write_all(b"|")?;
    for cell in cells {
        write!(out, " {} |", as_markdown(cell))?;
    }
    out.write_all(b"\n")
}

/// The text with a backslash before every character that means something in a Markdown cell.
fn as_markdown(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        if matches!(
            c,
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(layout: ListLayout, rows: &[&[&str]]) -> String {
        let mut table = ListTable::new(
            vec![ListColumn::new("id", 2), ListColumn::new("na\tme", 1)],
            layout,
        );
        let mut out = Vec::new();
        for row in rows {
            table.add_row(&mut out, *row).unwrap();
        }
        table.finish_table(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const FORGED: &[&[&str]] = &[
        &["a", "Ali\r\n│ 7\t│ RELEASED │\u{1b}[2J"],
        &["b"],
        &["c", "d", "e"],
    ];

    #[test]
    fn tsv_has_one_line_per_row_and_a_header_only_when_asked() {
        let rows = "a\tAli │ 7 │ RELEASED │\\u{1b}[2J\nb\t\nc\td\n";
        assert_eq!(written(ListLayout::Tsv { header: false }, FORGED), rows);
        assert_eq!(
            written(ListLayout::Tsv { header: true }, FORGED),
            format!("id\tna me\n{rows}")
        );
        assert_eq!(
            written(ListLayout::Tsv { header: true }, &[]),
            "id\tna me\n"
        );
        assert_eq!(written(ListLayout::Tsv { header: false }, &[]), "");
    }

    #[test]
    fn markdown_cells_cannot_leave_their_cell() {
        let expected = "| id | na me |\n| --- | --- |\n| a\\|b | \\<b\\>\\*x\\* |\n";
        assert_eq!(
            written(ListLayout::Markdown, &[&["a|b", "<b>*x*"]]),
            expected
        );
    }

    #[test]
    fn a_screen_shows_one_line_per_row() {
        let text = written(
            ListLayout::Screen {
                width: 40,
                color: false,
            },
            FORGED,
        );
        assert_eq!(
            text,
            "id  na me\na   Ali │ 7 │ RELEASED │\\u{1b}[2J\nb\nc   d\n"
        );
    }
}
