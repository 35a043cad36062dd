//! A table for a screen: one line per row, never wider than the screen.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, TableStyle, Width};
use unicode_width::UnicodeWidthStr;

use crate::terminal::table::ListColumn;
use crate::terminal::width::truncate_text;

/// How many rows are looked at before the widths are settled, and how many are held at a time.
pub(crate) const ROWS_HELD: usize = 1_000;

/// The columns between two columns.
const GAP: usize = 2;

/// The width to which any column but the most important may be narrowed before one is left out: that of a date.
const NARROWEST: usize = 10;

/// Lays out rows of clean one-line cells. The widths follow from the first [`ROWS_HELD`] rows and hold for all that come
/// later, so that no more than those are ever in memory.
#[derive(Debug)]
pub(crate) struct TextGrid {
    width: usize,
    color: bool,
    held: Vec<Vec<String>>,
    settled: Option<Vec<ColumnPosition>>,
}

/// The position of a shown column among all columns, and its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ColumnPosition {
    column: usize,
    width: usize,
}

impl TextGrid {
    pub fn new(width: usize, color: bool) -> Self {
        Self {
            width,
            color,
            held: Vec::new(),
            settled: None,
        }
    }

    /// Takes a row, which has one cell per column.
    pub fn add_row(
        &mut self,
        out: &mut impl Write,
        columns: &[ListColumn],
        cells: Vec<String>,
    ) -> io::Result<()> {
        self.held.push(
            cells
                .iter()
                .map(|cell| truncate_text(cell, self.width).into_owned())
                .collect(),
        );
        if self.held.len() < ROWS_HELD {
            Ok(())
        } else {
            self.print_held(out, columns)
        }
    }

    /// Prints the held rows; says which columns did not fit.
    pub fn finish_table(
        mut self,
        out: &mut impl Write,
        columns: &[ListColumn],
    ) -> io::Result<Vec<String>> {
        if !self.held.is_empty() {
            self.print_held(out, columns)?;
        }
        let Some(places) = self.settled else {
            return Ok(Vec::new());
        };
        let is_shown = |index| places.iter().any(|place| place.column == index);
        Ok((0..columns.len())
            .filter(|&index| !is_shown(index))
            .map(|index| columns[index].title.clone())
            .collect())
    }

    fn print_held(&mut self, out: &mut impl Write, columns: &[ListColumn]) -> io::Result<()> {
        let rows = std::mem::take(&mut self.held);
        if let Some(places) = &self.settled {
            return print_rows(out, places, rows);
        }
        let places = fit_columns(columns, &rows, self.width);
        let titles = columns.iter().map(|column| column.title.clone()).collect();
        let mut header = Vec::new();
        print_rows(&mut header, &places, vec![titles])?;
        let (on, off) = if self.color {
            ("\u{1b}[1m", "\u{1b}[0m")
        } else {
            ("", "")
        };
        writeln!(
            out,
            "{on}{}{off}",
            String::from_utf8_lossy(&header).trim_end()
        )?;
        print_rows(out, self.settled.insert(places), rows)
    }
}

fn print_rows(
    out: &mut impl Write,
    places: &[ColumnPosition],
    rows: Vec<Vec<String>>,
) -> io::Result<()> {
    let mut table = comfy_table::Table::new();
    table.load_style(TableStyle::new());
    for row in rows {
        table.add_row(
            places
                .iter()
                .map(|place| truncate_text(&row[place.column], place.width).into_owned()),
        );
    }
    for (column, place) in table.column_iter_mut().zip(places) {
        let padding = u16::try_from(GAP).unwrap_or_default();
        let width = u16::try_from(place.width)
            .unwrap_or(u16::MAX)
            .saturating_add(padding);
        column
            .set_padding((0, padding))
            .set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
    }
    table
        .lines()
        .try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// The columns that are shown, with widths that fit: the least important are narrowed first, and left out if that is not
/// enough. One column always stays.
fn fit_columns(columns: &[ListColumn], rows: &[Vec<String>], width: usize) -> Vec<ColumnPosition> {
    let wanted = |index: usize| {
        let cells = rows.iter().map(|row| row[index].width()).max().unwrap_or(0);
        cells.max(columns[index].title.width()).clamp(1, width)
    };
    let mut by_importance: Vec<usize> = (0..columns.len()).collect();
    by_importance.sort_by_key(|&index| std::cmp::Reverse(columns[index].importance));
    let mut shown: Vec<ColumnRoom> = by_importance
        .iter()
        .map(|&column| ColumnRoom::for_column(column, wanted(column)))
        .collect();
    if let Some(first) = shown.first_mut() {
        first.least = first.width;
    }
    while shown.len() > 1 && total_width(&shown, |room| room.least) > width {
        shown.pop();
    }
    let mut excess = total_width(&shown, |room| room.width).saturating_sub(width);
    for room in shown.iter_mut().rev() {
        let less = excess.min(room.width - room.least);
        room.width -= less;
        excess -= less;
    }
    shown.sort_by_key(|room| room.column);
    shown
        .iter()
        .map(|room| ColumnPosition {
            column: room.column,
            width: room.width,
        })
        .collect()
}

struct ColumnRoom {
    column: usize,
    width: usize,
    least: usize,
}

impl ColumnRoom {
    fn for_column(column: usize, width: usize) -> Self {
        Self {
            column,
            width,
            least: width.min(NARROWEST),
        }
    }
}

fn total_width(shown: &[ColumnRoom], width: impl Fn(&ColumnRoom) -> usize) -> usize {
    shown.iter().map(width).sum::<usize>() + GAP * shown.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns(titles: &[(&str, u8)]) -> Vec<ListColumn> {
        titles
            .iter()
            .map(|(title, importance)| ListColumn::new(*title, *importance))
            .collect()
    }

    fn laid_out(columns: &[ListColumn], rows: &[&[&str]], width: usize) -> (String, Vec<String>) {
        let (mut out, mut grid) = (Vec::new(), TextGrid::new(width, false));
        for row in rows {
            grid.add_row(
                &mut out,
                columns,
                row.iter().map(|&cell| cell.to_owned()).collect(),
            )
            .unwrap();
        }
        let missing = grid.finish_table(&mut out, columns).unwrap();
        (String::from_utf8(out).unwrap(), missing)
    }

    const PEOPLE: &[&[&str]] = &[
        &[
            "dzhakishev-mukhtar",
            "Mukhtar Dzhakishev",
            "imprisoned",
            "Semey, colony of a very long name",
        ],
        &["na", "名字", "bail", "Алматы"],
        &["e", "Ame\u{301}lie", "released", "مکان"],
    ];

    #[test]
    fn columns_are_aligned_in_every_script() {
        let columns = columns(&[("id", 9), ("name", 8), ("status", 7), ("place", 1)]);
        let (text, missing) = laid_out(&columns, PEOPLE, 100);
        let expected = "\
id                  name                status      place
dzhakishev-mukhtar  Mukhtar Dzhakishev  imprisoned  Semey, colony of a very long name
na                  名字                bail        Алматы
e                   Ame\u{301}lie              released    مکان
";
        assert_eq!((text.as_str(), missing.len()), (expected, 0));
    }

    #[test]
    fn the_least_important_column_is_narrowed_then_left_out() {
        let columns = columns(&[("id", 9), ("name", 8), ("status", 7), ("place", 1)]);
        let (text, missing) = laid_out(&columns, &PEOPLE[..1], 66);
        assert!(
            text.ends_with("imprisoned  Semey, colony…\n") && missing.is_empty(),
            "{text}"
        );
        let (text, missing) = laid_out(&columns, &PEOPLE[..1], 50);
        assert_eq!(
            text.lines().last(),
            Some("dzhakishev-mukhtar  Mukhtar Dzhakishev  imprisoned")
        );
        assert_eq!(missing, ["place"]);
        let (text, missing) = laid_out(&columns, &PEOPLE[..1], 10);
        assert_eq!(text, "id\ndzhakishe…\n");
        assert_eq!(missing, ["name", "status", "place"]);
    }

    #[test]
    fn the_header_is_bold_only_with_colour() {
        let (mut out, mut grid) = (Vec::new(), TextGrid::new(80, true));
        grid.add_row(&mut out, &columns(&[("id", 1)]), vec!["a".to_owned()])
            .unwrap();
        grid.finish_table(&mut out, &columns(&[("id", 1)])).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\u{1b}[1mid\u{1b}[0m\na\n");
    }

    #[test]
    fn a_long_list_streams_with_settled_widths() {
        let columns = columns(&[("id", 1)]);
        let (mut out, mut grid) = (Vec::new(), TextGrid::new(80, false));
        for _ in 0..ROWS_HELD {
            grid.add_row(&mut out, &columns, vec!["abc".to_owned()])
                .unwrap();
        }
        assert_eq!(
            out.len(),
            "id\n".len() + ROWS_HELD * 4,
            "printed before the end"
        );
        grid.add_row(&mut out, &columns, vec!["longer".to_owned()])
            .unwrap();
        grid.finish_table(&mut out, &columns).unwrap();
        assert!(out.ends_with("abc\nlo…\n".as_bytes()));
    }

    #[test]
    fn nothing_is_printed_for_no_rows() {
        assert_eq!(
            laid_out(&columns(&[("id", 1)]), &[], 80),
            (String::new(), vec![])
        );
    }

    proptest! {
        #[test]
        fn every_row_is_one_line_within_the_width(
            rows in prop::collection::vec(prop::collection::vec("[a名e\u{301}👨\u{200d}👩 .\u{5d0}]{0,30}", 4), 1..5),
            width in 10usize..120,
        ) {
            let columns = columns(&[("a", 3), ("b", 2), ("c", 1), ("d", 2)]);
            let rows: Vec<Vec<&str>> = rows
                .iter()
                .map(|row| row.iter().map(String::as_str).collect())
                .collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let (text, _) = laid_out(&columns, &rows, width);
            prop_assert_eq!(text.lines().count(), rows.len() + 1);
            prop_assert!(text.lines().all(|line| line.width() <= width), "{}", text);
        }
    }
}
