//! A letter on its pages: the head where the window is, then the text, page after page.

use super::paper;
use super::tree::StructureRole;
use crate::letters::letter::Letter;
use crate::render::PaperSize;
use crate::render::layout::{LayoutPart, LetterLayout};
use crate::render::paper::mm_to_points;
use crate::render::pdf::document::PdfDocument;
use crate::render::pdf::flow::{BlockFrame, ColumnArea, FontSettings, GAP, RowFlow, SMALL, TEXT};
use crate::render::pdf::hyphenation;
use crate::render::pdf::lines::{TextLine, Typesetter};
use crate::render::pdf::page::PdfPage;
use crate::render::pdf::rows::{LineRow, PositionedLine, keep_all, split_pages};
use crate::render::text_helpers::one_line;

/// Room to sign above a name.
const ROOM_TO_SIGN: f32 = mm_to_points(13.0);
/// More than these sign on another sheet: their names are a list without room.
const TOO_MANY: usize = 12;
/// Between two columns.
const GUTTER: f32 = 18.0;
/// Below the head of a page.
const BELOW_HEAD: f32 = mm_to_points(9.0);

/// To so great a share of its height a letter may be set closer, so that it keeps to one page.
const TIGHTEST: f32 = 0.87;

/// The type of a letter that needs a page more in the usual one.
const SMALLER_TEXT: FontSettings = FontSettings {
    size: 10.0,
    leading: 13.6,
    ..TEXT
};

/// The letter, set; in smaller type where that saves a page.
pub fn typeset_pages(
    letter: &Letter,
    paper: PaperSize,
    typesetter: &mut Typesetter,
) -> PdfDocument {
    let usual = typeset_in(letter, paper, typesetter, TEXT);
    if letter.is_public() || usual.pages.len() < 2 {
        return usual;
    }
    let smaller = typeset_in(letter, paper, typesetter, SMALLER_TEXT);
    if smaller.pages.len() < usual.pages.len() {
        smaller
    } else {
        usual
    }
}

fn typeset_in(
    letter: &Letter,
    paper: PaperSize,
    typesetter: &mut Typesetter,
    text: FontSettings,
) -> PdfDocument {
    let layout = LetterLayout::from_letter(letter);
    let mut setting = LetterTypesetting {
        story: RowFlow::new(typesetter, hyphenation::find_rules(&letter.lang)),
        column: ColumnArea {
            x: paper::LEFT,
            width: paper.text_width(),
        },
        head: Vec::new(),
        top: paper::LETTER_TOP,
        text,
    };
    layout.head.iter().for_each(|part| setting.add_part(part));
    layout.text.iter().for_each(|part| setting.add_part(part));
    setting.add_closing(&layout.closing);
    layout.foot.iter().for_each(|part| setting.add_part(part));
    if !setting.head.is_empty() {
        tighten_to_page(&mut setting.story.rows, paper.text_bottom() - setting.top);
    }
    let author = letter
        .signatories
        .iter()
        .chain(&letter.sender)
        .find(|line| !line.trim().is_empty());
    PdfDocument {
        lang: letter.lang.clone(),
        title: one_line(letter.subject.trim()),
        author: author.map(|line| one_line(line)),
        date: Some(letter.date),
        ..paginate_story(setting.story, setting.head, setting.top, paper)
    }
}

/// Sets a letter closer where that saves a second page; one that needs more than that keeps its lines as they are.
fn tighten_to_page(rows: &mut [LineRow], room: f32) {
    let total: f32 = rows.iter().map(|row| row.height + row.above).sum();
    if total > room && total * TIGHTEST <= room {
        let share = room / total * 0.999;
        for row in rows {
            row.height *= share;
            row.above *= share;
        }
    }
}

struct LetterTypesetting<'a> {
    story: RowFlow<'a>,
    column: ColumnArea,
    /// What has its place on the first page, with its base lines.
    head: Vec<(f32, PositionedLine)>,
    /// Where the story begins below the head.
    top: f32,
    /// How the text is set.
    text: FontSettings,
}

impl LetterTypesetting<'_> {
    fn add_part(&mut self, part: &LayoutPart<'_>) {
        let text = BlockFrame::new(self.text, self.column);
        match part {
            LayoutPart::Title(title) => self.add_title(title, FontSettings::for_heading(1), 0.0),
            LayoutPart::Sender(lines) if self.is_at_head() => {
                let width = self.column.x + self.column.width - paper::ASIDE;
                self.add_fixed_lines(
                    lines,
                    ColumnArea {
                        x: paper::ASIDE,
                        width,
                    },
                    |_| paper::ASIDE_TOP,
                );
            }
            LayoutPart::Sender(lines) => self.story.add_lines(lines, text, GAP * 2.0),
            LayoutPart::Recipient(lines) => {
                let window = ColumnArea {
                    width: paper::WINDOW_WIDTH,
                    ..self.column
                };
                self.add_fixed_lines(lines, window, paper::address_top);
            }
            LayoutPart::Delivery(line) | LayoutPart::PlaceAndDate(line) => {
                self.story
                    .add_text(line, StructureRole::Paragraph, text, GAP)
            }
            LayoutPart::Reference(label, line) => {
                self.story.add_text(
                    &format!("{label} {line}"),
                    StructureRole::Paragraph,
                    text,
                    GAP,
                );
            }
            LayoutPart::Subject(label, line) => {
                self.add_title(&format!("{label} {line}"), self.text.with_bold(), GAP * 2.0)
            }
            LayoutPart::Salutation(line) => {
                self.story
                    .add_text(line, StructureRole::Paragraph, text, GAP * 2.0);
                self.story.keep_last(true);
            }
            LayoutPart::Body(body) => self.story.add_blocks(body, text, GAP, GAP),
            LayoutPart::Close(line) => {
                self.story
                    .add_text(line, StructureRole::Paragraph, text, GAP * 1.5)
            }
            LayoutPart::Signature(lines) => self.add_signature(lines, GAP * 2.0),
            LayoutPart::Signatories(names) => {
                let room = if names.len() <= TOO_MANY {
                    ROOM_TO_SIGN
                } else {
                    GAP * 2.0
                };
                self.add_signatories(names, room);
            }
            LayoutPart::Copies(label, lines) | LayoutPart::Enclosures(label, lines) => {
                let small = self.add_label(label);
                self.story.add_lines(lines, small, 0.0);
            }
            LayoutPart::Sources(label, lines) => {
                let small = self.add_label(label);
                self.story.add_numbered(lines, small, GAP / 4.0);
            }
        }
    }

    fn is_at_head(&self) -> bool {
        self.story.rows.is_empty()
    }

    /// The title, which stays with what it is the title of.
    fn add_title(&mut self, words: &str, look: FontSettings, above: f32) {
        let start = self.story.rows.len();
        self.story.add_text(
            words,
            StructureRole::Heading(1),
            BlockFrame::new(look, self.column),
            above,
        );
        keep_all(&mut self.story.rows[start..], true);
    }

    /// A label in small type, and the frame of what it announces.
    fn add_label(&mut self, label: &str) -> BlockFrame {
        self.story.add_text(
            label,
            StructureRole::Paragraph,
            BlockFrame::new(SMALL.with_bold(), self.column),
            GAP * 2.0,
        );
        self.story.keep_last(true);
        BlockFrame::new(SMALL, self.column)
    }

    /// Each text in lines of the column.
    fn break_each(&mut self, texts: &[&str], look: FontSettings, width: f32) -> Vec<Vec<TextLine>> {
        texts
            .iter()
            .map(|text| self.story.break_lines(text, look, width))
            .collect()
    }

    /// Lines with a place of their own on the first page; too many of them go into the text.
    fn add_fixed_lines(&mut self, texts: &[&str], column: ColumnArea, top: impl Fn(f32) -> f32) {
        // A line of an address that is a little too long is set smaller, not broken.
        let is_whole = |lines: &Vec<Vec<TextLine>>| lines.iter().all(|lines| lines.len() < 2);
        let smaller = [TEXT.size, 10.0, 9.5, SMALL.size].map(|size| FontSettings { size, ..TEXT });
        let lines = smaller
            .into_iter()
            .map(|look| self.break_each(texts, look, column.width))
            .find(is_whole)
            .unwrap_or_else(|| self.break_each(texts, TEXT, column.width));
        let height = lines.iter().flatten().count() as f32 * TEXT.leading;
        let mut y = top(height);
        if y + height > paper::HEAD_BOTTOM {
            return self
                .story
                .add_lines(texts, BlockFrame::new(self.text, self.column), GAP * 2.0);
        }
        for lines in lines {
            let place = self.story.tree.add(StructureRole::Paragraph, None);
            for line in lines {
                self.head.push((
                    y + TEXT.baseline_offset(),
                    PositionedLine {
                        x: column.x,
                        line,
                        place,
                    },
                ));
                y += TEXT.leading;
            }
        }
        self.top = self.top.max(y + BELOW_HEAD);
    }

    /// Close and signatures, which take at least two lines of the text along.
    fn add_closing(&mut self, parts: &[LayoutPart<'_>]) {
        let start = self.story.rows.len();
        if !parts.is_empty() {
            let from = start.saturating_sub(2);
            keep_all(&mut self.story.rows[from..], true);
        }
        let is_closed = parts
            .iter()
            .any(|part| matches!(part, LayoutPart::Close(_)));
        for part in parts {
            match part {
                LayoutPart::Signature(lines) if is_closed => {
                    self.add_signature(lines, ROOM_TO_SIGN)
                }
                part => self.add_part(part),
            }
        }
        keep_all(&mut self.story.rows[start..], false);
    }

    /// Who signs, with the organisation they write for below.
    fn add_signature(&mut self, lines: &[&str], room: f32) {
        self.story
            .add_lines(lines, BlockFrame::new(self.text, self.column), room);
    }

    /// Several who sign, in two columns, with room for each.
    fn add_signatories(&mut self, names: &[&str], room: f32) {
        let width = (self.column.width - GUTTER) / 2.0;
        for pair in names.chunks(2) {
            let mut rows: Vec<LineRow> = Vec::new();
            for (at, name) in pair.iter().enumerate() {
                let place = self.story.tree.add(StructureRole::Paragraph, None);
                let x = self.column.x + at as f32 * (width + GUTTER);
                for (number, line) in self
                    .story
                    .break_lines(name, self.text, width)
                    .into_iter()
                    .enumerate()
                {
                    if rows.len() == number {
                        let above = if number == 0 { room } else { 0.0 };
                        rows.push(self.text.empty_row(above));
                    }
                    rows[number].cells.push(PositionedLine { x, line, place });
                }
            }
            self.story.rows.append(&mut rows);
        }
    }
}

/// The story on pages, below what has its place at the head of the first one.
pub fn paginate_story(
    mut story: RowFlow<'_>,
    head: Vec<(f32, PositionedLine)>,
    top: f32,
    paper: PaperSize,
) -> PdfDocument {
    let top = if head.is_empty() { paper::TOP } else { top };
    let running = story.running.take();
    let repeated = |row: usize| {
        running
            .as_ref()
            .filter(|(range, _)| range.contains(&row))
            .map(|(_, rows)| rows)
    };
    let height = |rows: &Vec<LineRow>| rows.iter().map(|row| row.height).sum::<f32>();
    let room = |row: usize| {
        let top = if row == 0 { top } else { paper::TOP };
        paper.text_bottom() - top - repeated(row).map_or(0.0, height)
    };
    let ranges = split_pages(&story.rows, room);
    let count = ranges.len().max(1);
    let numbers: Vec<TextLine> = (2..=count)
        .map(|number| story.single_line(&format!("{number} / {count}"), SMALL))
        .collect();
    let mut rows = std::mem::take(&mut story.rows).into_iter();
    let mut set = vec![PdfPage {
        cells: head,
        ..PdfPage::new(paper.page_size())
    }];
    for (at, range) in ranges.into_iter().enumerate() {
        if at > 0 {
            let line = numbers[at - 1].clone();
            let x = (paper.page_size().0 - line.width) / 2.0;
            let number = Some((x, paper.page_size().1 - paper::NUMBER, line));
            set.push(PdfPage {
                number,
                ..PdfPage::new(paper.page_size())
            });
        }
        let top = if at == 0 { top } else { paper::TOP };
        let top = set[at].repeat_rows(repeated(range.start), top);
        set[at].place_rows(rows.by_ref().take(range.len()), top);
    }
    PdfDocument {
        pages: set,
        tree: story.tree,
        ..PdfDocument::default()
    }
}

impl PdfPage {
    /// Puts rows at the head that were in the text before; says where they end.
    fn repeat_rows(&mut self, rows: Option<&Vec<LineRow>>, top: f32) -> f32 {
        let Some(rows) = rows else { return top };
        let text = std::mem::take(&mut self.cells);
        let end = self.place_rows(rows.iter().cloned(), top);
        self.repeated = std::mem::replace(&mut self.cells, text);
        end
    }

    /// Puts rows below one another; says where they end.
    fn place_rows(&mut self, rows: impl Iterator<Item = LineRow>, top: f32) -> f32 {
        let mut y = top;
        for (at, row) in rows.enumerate() {
            y += if at == 0 { 0.0 } else { row.above };
            self.bars
                .extend(row.bar.map(|(x, length)| (x, y + row.base, length)));
            self.rules
                .extend(row.rule.map(|(x, length)| (x, y + row.base, length)));
            self.cells
                .extend(row.cells.into_iter().map(|cell| (y + row.base, cell)));
            y += row.height;
        }
        y
    }
}

#[cfg(test)]
mod tests;
