//! Rows of set lines, and how they fall into pages.

use std::ops::Range;

use super::lines::TextLine;
use super::tree::StructurePosition;

/// A line that has its place in a row and in the document.
#[derive(Debug, Clone)]
pub struct PositionedLine {
    /// Where it begins, from the left edge of the page.
    pub x: f32,
    /// The line.
    pub line: TextLine,
    /// What it is part of.
    pub place: StructurePosition,
}

/// What stands side by side on one base line.
#[derive(Debug, Clone, Default)]
pub struct LineRow {
    /// Room above, which falls away at the top of a page.
    pub above: f32,
    /// How high it is.
    pub height: f32,
    /// Its base line, from its top.
    pub base: f32,
    /// Whether the next row must stand on the same page.
    pub keep: bool,
    /// Its lines.
    pub cells: Vec<PositionedLine>,
    /// A rule across, from where and how long.
    pub rule: Option<(f32, f32)>,
    /// A bar, from where and how long.
    pub bar: Option<(f32, f32)>,
}

/// Keeps at least two lines of a paragraph on each side of a page break.
pub fn keep_pairs(paragraph: &mut [LineRow]) {
    let count = paragraph.len();
    for (at, row) in paragraph.iter_mut().enumerate() {
        row.keep |= at + 1 < count && (at == 0 || at + 2 == count);
    }
}

/// Keeps all rows together, and those that follow them on the same page if `with_next`.
pub fn keep_all(rows: &mut [LineRow], with_next: bool) {
    let count = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        row.keep |= with_next || at + 1 < count;
    }
}

/// The rows of each page: as many as a page that begins with this row has room for, none parted from one it must be kept
/// with, unless these alone are higher than a page.
pub fn split_pages(rows: &[LineRow], room: impl Fn(usize) -> f32) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let end = start + count_fitting(&rows[start..], room(start)).max(1);
        let may_part = |cut: usize| cut == rows.len() || !rows[cut - 1].keep;
        let cut = (start + 1..=end)
            .rev()
            .find(|&cut| may_part(cut))
            .unwrap_or(end);
        pages.push(start..cut);
        start = cut;
    }
    pages
}

/// How many of the rows, from the first on, have room.
fn count_fitting(rows: &[LineRow], room: f32) -> usize {
    let mut used = 0.0;
    let has_room = |(at, row): &(usize, &LineRow)| {
        used += row.height + if *at == 0 { 0.0 } else { row.above };
        used <= room
    };
    rows.iter().enumerate().take_while(has_room).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A row for each mark: `.` may be parted from the next, `-` may not.
    fn rows(marks: &str) -> Vec<LineRow> {
        marks
            .chars()
            .map(|mark| LineRow {
                height: 10.0,
                keep: mark == '-',
                ..LineRow::default()
            })
            .collect()
    }

    fn paragraph(lines: usize) -> Vec<LineRow> {
        let mut rows = rows(&".".repeat(lines));
        keep_pairs(&mut rows);
        rows
    }

    fn cuts(rows: &[LineRow], first: f32, other: f32) -> Vec<usize> {
        split_pages(rows, |row| if row == 0 { first } else { other })
            .into_iter()
            .map(|page| page.end)
            .collect()
    }

    #[test]
    fn pages_are_filled() {
        assert_eq!(cuts(&rows("......."), 20.0, 30.0), [2, 5, 7]);
        assert_eq!(cuts(&[], 20.0, 30.0), [0_usize; 0]);
    }

    #[test]
    fn room_above_falls_away_at_the_top_of_a_page() {
        let mut rows = rows("....");
        rows.iter_mut().for_each(|row| row.above = 5.0);
        assert_eq!(cuts(&rows, 25.0, 25.0), [2, 4]);
    }

    #[test]
    fn a_paragraph_has_two_lines_on_each_side_of_a_break() {
        assert_eq!(cuts(&paragraph(5), 40.0, 100.0), [3, 5]);
        assert_eq!(
            cuts(&[rows("..."), paragraph(4)].concat_rows(), 40.0, 100.0),
            [3, 7]
        );
        assert_eq!(
            cuts(&[rows("."), paragraph(3)].concat_rows(), 30.0, 100.0),
            [1, 4]
        );
    }

    #[test]
    fn a_heading_stays_with_the_lines_below() {
        assert_eq!(
            cuts(&[rows(".-"), paragraph(4)].concat_rows(), 30.0, 100.0),
            [1, 6]
        );
    }

    #[test]
    fn signatures_take_two_lines_of_text_along() {
        let mut closing = rows("...");
        keep_all(&mut closing, false);
        let mut text = rows("...");
        keep_all(&mut text[1..], true);
        assert_eq!(cuts(&[text, closing].concat_rows(), 50.0, 100.0), [1, 6]);
    }

    #[test]
    fn what_is_higher_than_a_page_is_parted_somewhere() {
        assert_eq!(cuts(&rows("-----."), 20.0, 30.0), [2, 5, 6]);
        assert_eq!(cuts(&rows(".."), 5.0, 5.0), [1, 2]);
    }

    trait Concat {
        fn concat_rows(self) -> Vec<LineRow>;
    }

    impl<const N: usize> Concat for [Vec<LineRow>; N] {
        fn concat_rows(self) -> Vec<LineRow> {
            self.into_iter().flatten().collect()
        }
    }

    proptest! {
        #[test]
        fn every_row_is_on_one_page_and_no_page_is_too_full(
            paragraphs in prop::collection::vec(1..9_usize, 0..20), first in 4..9_u8, other in 4..12_u8,
        ) {
            let rows: Vec<LineRow> = paragraphs.into_iter().flat_map(paragraph).collect();
            let (first, other) = (f32::from(first) * 10.0, f32::from(other) * 10.0);
            let pages = split_pages(&rows, |row| if row == 0 { first } else { other });
            let placed: Vec<usize> = pages.iter().flat_map(Clone::clone).collect();
            prop_assert_eq!(placed, (0..rows.len()).collect::<Vec<_>>());
            for (number, page) in pages.iter().enumerate() {
                let room = if number == 0 { first } else { other };
                prop_assert!(page.len() as f32 * 10.0 <= room);
                prop_assert!(page.end == rows.len() || !rows[page.end - 1].keep);
            }
        }
    }
}
