//! Sets a report: its title, its charts, its table and its sources.

use super::letter::paginate_story;
use super::lines::Typesetter;
use super::paper;
use crate::render::PaperSize;
use crate::render::page::{Chart, ReportPage, ReportTable};
use crate::render::pdf::document::PdfDocument;
use crate::render::pdf::flow::{BlockFrame, ColumnArea, FontSettings, GAP, RowFlow, SMALL, TEXT};
use crate::render::pdf::rows::{LineRow, PositionedLine, keep_all};
use crate::render::pdf::tree::{StructurePosition, StructureRole};
use crate::render::text_helpers::one_line;

/// Where bars begin, from the left end of their labels.
const LABELS: f32 = 190.0;
/// Room for the number behind the longest bar.
const NUMBERS: f32 = 40.0;
/// Words in a table.
const CELL: FontSettings = FontSettings {
    size: 8.5,
    leading: 11.5,
    strong: false,
};
/// Between two columns of a table.
const GUTTER: f32 = 8.0;
/// What part of the width each column of a table has; the last one is for sources.
const SHARES: [f32; 6] = [0.21, 0.22, 0.14, 0.19, 0.14, 0.10];
/// What stands in a cell of which nothing is known.
const NOTHING: &str = "–";

/// The report, set.
pub fn typeset_pages(
    page: &ReportPage,
    paper: PaperSize,
    typesetter: &mut Typesetter,
) -> PdfDocument {
    let column = ColumnArea {
        x: paper::LEFT,
        width: paper.text_width(),
    };
    let mut story = RowFlow::new(typesetter, None);
    add_heading(&mut story, &page.title, 1, column, 0.0);
    for line in &page.lead {
        story.add_text(
            line,
            StructureRole::Paragraph,
            BlockFrame::new(TEXT, column),
            GAP,
        );
    }
    page.charts
        .iter()
        .for_each(|chart| self::add_chart(&mut story, chart, column));
    add_heading(&mut story, &page.table.title, 2, column, GAP * 3.0);
    add_table(&mut story, &page.table, column);
    if !page.sources.is_empty() {
        add_heading(&mut story, &page.sources_label, 2, column, GAP * 3.0);
        let sources: Vec<&str> = page.sources.iter().map(String::as_str).collect();
        story.add_numbered(&sources, BlockFrame::new(SMALL, column), GAP);
    }
    PdfDocument {
        lang: page.lang.clone(),
        title: one_line(page.title.trim()),
        date: Some(page.date),
        ..paginate_story(story, Vec::new(), paper::TOP, paper)
    }
}

/// A heading, which stays with what follows.
fn add_heading(story: &mut RowFlow<'_>, words: &str, level: u8, column: ColumnArea, above: f32) {
    let start = story.rows.len();
    story.add_text(
        words,
        StructureRole::Heading(level),
        BlockFrame::new(FontSettings::for_heading(level), column),
        above,
    );
    keep_all(&mut story.rows[start..], true);
}

/// A chart, which stays on one page if it can.
fn add_chart(story: &mut RowFlow<'_>, chart: &Chart, column: ColumnArea) {
    let start = story.rows.len();
    add_heading(story, &chart.title, 3, column, GAP * 2.5);
    if !chart.note.is_empty() {
        story.add_text(
            &chart.note,
            StructureRole::Paragraph,
            BlockFrame::new(SMALL, column),
            0.0,
        );
    }
    let longest = column.width - LABELS - NUMBERS;
    for (label, number) in &chart.bars {
        let place = story.tree.add(StructureRole::Paragraph, None);
        let length = longest * *number as f32 / chart.max_count() as f32;
        let x = column.x + LABELS;
        let lines = story.break_lines(label, SMALL, LABELS - GUTTER);
        let line = story.single_line(&number.to_string(), SMALL);
        let first = story.rows.len();
        story
            .rows
            .extend(lines.into_iter().enumerate().map(|(at, line)| LineRow {
                cells: vec![PositionedLine {
                    x: column.x,
                    line,
                    place,
                }],
                ..SMALL.empty_row(if at == 0 { 2.0 } else { 0.0 })
            }));
        if let Some(row) = story.rows.get_mut(first) {
            row.bar = (*number > 0).then_some((x, length.max(0.75)));
            row.cells.push(PositionedLine {
                x: x + length + GUTTER / 2.0,
                line,
                place,
            });
        }
    }
    keep_all(&mut story.rows[start..], false);
}

fn add_table(story: &mut RowFlow<'_>, table: &ReportTable, column: ColumnArea) {
    let place = story.tree.add(StructureRole::Table, None);
    let head: Vec<(StructureRole, &str)> = table
        .columns
        .iter()
        .map(|title| (StructureRole::TableHead { column: true }, title.as_str()))
        .collect();
    let start = story.rows.len();
    add_row(story, place, &head, column);
    keep_all(&mut story.rows[start..], true);
    let (running, first) = (story.rows[start..].to_vec(), story.rows.len());
    for row in &table.rows {
        let sources = row
            .sources
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(", ");
        let texts = row
            .cells
            .iter()
            .map(String::as_str)
            .chain([sources.as_str()]);
        let cells: Vec<(StructureRole, &str)> = texts
            .enumerate()
            .map(|(at, text)| {
                (
                    if at == 0 {
                        StructureRole::TableHead { column: false }
                    } else {
                        StructureRole::TableCell
                    },
                    text,
                )
            })
            .collect();
        add_row(story, place, &cells, column);
    }
    story.running = Some((first..story.rows.len(), running));
}

/// A row of a table, which is never torn apart, with a rule below it.
fn add_row(
    story: &mut RowFlow<'_>,
    table: StructurePosition,
    cells: &[(StructureRole, &str)],
    column: ColumnArea,
) {
    let record = story.tree.add(StructureRole::TableRow, Some(table));
    let start = story.rows.len();
    let mut x = column.x;
    for ((role, text), share) in cells.iter().zip(SHARES) {
        let place = story.tree.add(*role, Some(record));
        let look = if *role == StructureRole::TableCell {
            CELL
        } else {
            CELL.with_bold()
        };
        let text = if text.trim().is_empty() {
            NOTHING
        } else {
            text
        };
        for (number, line) in story
            .break_lines(text, look, column.width * share - GUTTER)
            .into_iter()
            .enumerate()
        {
            if story.rows.len() == start + number {
                story
                    .rows
                    .push(CELL.empty_row(if number == 0 { 2.0 } else { 0.0 }));
            }
            story.rows[start + number]
                .cells
                .push(PositionedLine { x, line, place });
        }
        x += column.width * share;
    }
    story.rows.push(LineRow {
        rule: Some((column.x, column.width)),
        height: 4.0,
        base: 3.0,
        ..LineRow::default()
    });
    keep_all(&mut story.rows[start..], false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::page::ReportRow as Record;

    #[test]
    fn the_titles_of_the_columns_stand_again_where_a_table_goes_on() {
        let columns: Vec<String> = ["Name", "Situation"].map(str::to_owned).into();
        let record = |number| Record {
            cells: vec![format!("Person {number}"), "held".to_owned()],
            sources: vec![1],
        };
        let page = ReportPage {
            lang: "en".to_owned(),
            title: "People".to_owned(),
            date: jiff::civil::date(2021, 9, 15),
            lead: Vec::new(),
            charts: Vec::new(),
            table: ReportTable {
                title: "All".to_owned(),
                columns: columns.clone(),
                rows: (0..90).map(record).collect(),
            },
            sources_label: "Sources".to_owned(),
            sources: vec!["A source".to_owned(); 60],
        };
        let pages = typeset_pages(&page, PaperSize::default(), &mut Typesetter::new()).pages;
        let repeated: Vec<Vec<&str>> = pages
            .iter()
            .map(|page| {
                page.repeated
                    .iter()
                    .map(|(_, cell)| cell.line.text.as_str())
                    .collect()
            })
            .collect();
        assert!(
            repeated[0].is_empty() && repeated.last().is_some_and(Vec::is_empty),
            "{repeated:?}"
        );
        assert!(
            repeated.iter().filter(|titles| **titles == columns).count() >= 2,
            "{repeated:?}"
        );
        let (head, first) = (pages[1].repeated[0].0, pages[1].cells[0].0);
        assert!(head + CELL.leading < first + 0.1, "{head} {first}");
    }
}
