//! Sets the parts of a letter as rows, one below the other.

use std::ops::Range;

use hypher::Lang;

use crate::letters::letter::{Block, Inline};
use crate::render::pdf::lines::{TextLine, Typesetter};
use crate::render::pdf::rows::{LineRow, PositionedLine, keep_all, keep_pairs};
use crate::render::pdf::styled_text::{StyledText, TextStyle};
use crate::render::pdf::tree::{StructurePosition, StructureRole, StructureTree};
use crate::render::text_helpers::is_tight;

/// The size of the text, and how far its lines are apart.
pub const TEXT: FontSettings = FontSettings {
    size: 10.5,
    leading: 14.5,
    strong: false,
};
/// Of what stands below the signatures.
pub const SMALL: FontSettings = FontSettings {
    size: 9.0,
    leading: 12.5,
    strong: false,
};
const TITLE: FontSettings = FontSettings {
    size: 16.0,
    leading: 21.0,
    strong: true,
};

/// Room above a paragraph.
pub const GAP: f32 = 7.5;
/// The narrowest column that indentation leaves.
const NARROWEST: f32 = 120.0;
const INDENT: f32 = 20.0;
/// Between a number or bullet and its text.
const BESIDE: f32 = 5.0;
/// Between items of a list that are short.
const TIGHT: f32 = 2.0;

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub struct FontSettings {
    /// Size in points.
    pub size: f32,
    /// From base line to base line.
    pub leading: f32,
    /// Bold.
    pub strong: bool,
}

/// Where rows stand: the left end and how wide.
#[derive(Debug, Clone, Copy)]
pub struct ColumnArea {
    /// From the left edge of the page.
    pub x: f32,
    /// How wide.
    pub width: f32,
}

/// How and where a block stands.
#[derive(Debug, Clone, Copy)]
pub struct BlockFrame {
    /// How its words are set.
    pub look: FontSettings,
    /// Where its rows stand.
    pub column: ColumnArea,
    /// What it is part of.
    inside: Option<StructurePosition>,
    /// In how many lists it is.
    depth: usize,
}

/// Rows that grow downwards, with what they are part of.
pub struct RowFlow<'a> {
    typesetter: &'a mut Typesetter,
    rules: Option<Lang>,
    /// The rows so far.
    pub rows: Vec<LineRow>,
    /// What they are part of.
    pub tree: StructureTree,
    /// Rows that stand again at the head of a page that begins between these; no part of the text there.
    pub running: Option<(Range<usize>, Vec<LineRow>)>,
}

impl FontSettings {
    /// Of a heading; 1 is the title.
    pub fn for_heading(level: u8) -> Self {
        match level {
            0 | 1 => TITLE,
            2 => Self {
                size: 13.0,
                leading: 17.0,
                strong: true,
            },
            3 => Self {
                size: 11.5,
                leading: 15.5,
                strong: true,
            },
            _ => Self {
                strong: true,
                ..TEXT
            },
        }
    }

    /// The same in bold.
    pub fn with_bold(self) -> Self {
        Self {
            strong: true,
            ..self
        }
    }

    /// The base line in a row: ascenders and descenders have the same room.
    pub fn baseline_offset(self) -> f32 {
        self.leading / 2.0 + self.size * 0.35
    }

    /// The lines of a text in which no word is divided.
    pub fn break_lines(self, text: &str, width: f32, typesetter: &mut Typesetter) -> Vec<TextLine> {
        typesetter.break_lines(
            &StyledText::from_line(text, &self.to_style(), None),
            self.size,
            width,
        )
    }

    fn to_style(self) -> TextStyle {
        TextStyle {
            strong: self.strong,
            ..TextStyle::default()
        }
    }

    /// An empty row.
    pub fn empty_row(self, above: f32) -> LineRow {
        LineRow {
            above,
            height: self.leading,
            base: self.baseline_offset(),
            ..LineRow::default()
        }
    }
}

impl ColumnArea {
    fn with_indent(self, by: f32) -> Self {
        let by = by.min((self.width - NARROWEST).max(0.0));
        Self {
            x: self.x + by,
            width: self.width - by,
        }
    }
}

impl BlockFrame {
    /// At the left margin of a column.
    pub fn new(look: FontSettings, column: ColumnArea) -> Self {
        Self {
            look,
            column,
            inside: None,
            depth: 0,
        }
    }
}

impl<'a> RowFlow<'a> {
    /// An empty story, whose words are divided by these rules.
    pub fn new(typesetter: &'a mut Typesetter, rules: Option<Lang>) -> Self {
        Self {
            typesetter,
            rules,
            rows: Vec::new(),
            tree: StructureTree::default(),
            running: None,
        }
    }

    /// The lines of a text that is not part of the rows.
    pub fn break_lines(&mut self, text: &str, look: FontSettings, width: f32) -> Vec<TextLine> {
        look.break_lines(text, width, self.typesetter)
    }

    /// A line that is not part of the rows, however wide.
    pub fn single_line(&mut self, text: &str, look: FontSettings) -> TextLine {
        self.typesetter.single_line(text, look.size)
    }

    /// A paragraph of plain words that is a piece of its own.
    pub fn add_text(&mut self, text: &str, role: StructureRole, frame: BlockFrame, above: f32) {
        let rules = self
            .rules
            .filter(|_| role == StructureRole::Paragraph && !frame.look.strong);
        self.add_paragraph(
            &StyledText::from_line(text, &frame.look.to_style(), rules),
            role,
            frame,
            above,
        );
    }

    /// Short texts of which each is a line, or a few that stay together.
    pub fn add_lines(&mut self, texts: &[&str], frame: BlockFrame, above: f32) {
        for (at, text) in texts.iter().enumerate() {
            let start = self.rows.len();
            self.add_text(
                text,
                StructureRole::Paragraph,
                frame,
                if at == 0 { above } else { 0.0 },
            );
            keep_all(&mut self.rows[start..], false);
        }
    }

    /// Numbered sources.
    pub fn add_numbered(&mut self, texts: &[&str], frame: BlockFrame, above: f32) {
        let item = |text: &&str| vec![Block::Paragraph(vec![Inline::Text((*text).into())])];
        self.add_list(
            Some(1),
            &texts.iter().map(item).collect::<Vec<_>>(),
            frame,
            above,
        );
    }

    /// Blocks one below the other.
    pub fn add_blocks(&mut self, blocks: &[Block], frame: BlockFrame, above: f32, between: f32) {
        for (at, block) in blocks.iter().enumerate() {
            self.add_block(block, frame, if at == 0 { above } else { between });
        }
    }

    fn add_block(&mut self, block: &Block, frame: BlockFrame, above: f32) {
        match block {
            Block::Heading { level, text } => {
                self.add_heading((*level).max(2), text, frame, above * 2.0)
            }
            Block::Paragraph(text) => {
                let dressed = StyledText::from_inlines(text, &frame.look.to_style(), self.rules);
                self.add_paragraph(&dressed, StructureRole::Paragraph, frame, above);
                // What announces a list stands with it.
                self.keep_last(dressed.text.ends_with(':'));
            }
            Block::List { start, items } => self.add_list(*start, items, frame, above),
            Block::Quote(inner) => {
                let quote = self.tree.add(StructureRole::Quote, frame.inside);
                let column = frame.column.with_indent(INDENT);
                self.add_blocks(
                    inner,
                    BlockFrame {
                        column,
                        inside: Some(quote),
                        ..frame
                    },
                    above,
                    GAP,
                );
            }
            Block::Rule => {
                let ColumnArea { x, width } = frame.column;
                let rule = Some((x + width / 3.0, width / 3.0));
                self.rows.push(LineRow {
                    rule,
                    keep: true,
                    base: frame.look.leading / 2.0,
                    ..frame.look.empty_row(above)
                });
            }
        }
    }

    fn add_heading(&mut self, level: u8, text: &[Inline], frame: BlockFrame, above: f32) {
        let look = FontSettings::for_heading(level);
        let dressed = StyledText::from_inlines(text, &look.to_style(), None);
        let start = self.rows.len();
        self.add_paragraph(
            &dressed,
            StructureRole::Heading(level),
            BlockFrame { look, ..frame },
            above,
        );
        keep_all(&mut self.rows[start..], true);
    }

    fn add_paragraph(
        &mut self,
        dressed: &StyledText,
        role: StructureRole,
        frame: BlockFrame,
        above: f32,
    ) {
        let BlockFrame {
            look,
            column,
            inside,
            ..
        } = frame;
        let place = self.tree.add(role, inside);
        let start = self.rows.len();
        for line in self
            .typesetter
            .break_lines(dressed, look.size, column.width)
        {
            let above = if self.rows.len() == start { above } else { 0.0 };
            self.rows.push(LineRow {
                cells: vec![PositionedLine {
                    x: column.x,
                    line,
                    place,
                }],
                ..look.empty_row(above)
            });
        }
        keep_pairs(&mut self.rows[start..]);
    }

    fn add_list(
        &mut self,
        start: Option<u64>,
        items: &[Vec<Block>],
        frame: BlockFrame,
        above: f32,
    ) {
        let list = self.tree.add(
            StructureRole::List {
                numbered: start.is_some(),
            },
            frame.inside,
        );
        let gap = if is_tight(items) { TIGHT } else { GAP };
        let marks: Vec<TextLine> = (0..items.len())
            .map(|at| self.item_mark(start, at, frame))
            .collect();
        let widest = marks
            .iter()
            .map(|mark| mark.width)
            .fold(INDENT - BESIDE, f32::max)
            + BESIDE;
        let column = frame.column.with_indent(widest);
        for (at, (item, mark)) in items.iter().zip(marks).enumerate() {
            let piece = self.tree.add(StructureRole::Item, Some(list));
            let label = self.tree.add(StructureRole::Label, Some(piece));
            let body = self.tree.add(StructureRole::ItemBody, Some(piece));
            let first = self.rows.len();
            let above = if at == 0 { above } else { gap };
            self.add_blocks(
                item,
                BlockFrame {
                    column,
                    inside: Some(body),
                    depth: frame.depth + 1,
                    ..frame
                },
                above,
                gap,
            );
            if self.rows.len() == first {
                self.rows.push(frame.look.empty_row(above));
            }
            let x = column.x - BESIDE - mark.width;
            self.rows[first].cells.insert(
                0,
                PositionedLine {
                    x,
                    line: mark,
                    place: label,
                },
            );
        }
    }

    /// The number or bullet of an item.
    fn item_mark(&mut self, start: Option<u64>, at: usize, frame: BlockFrame) -> TextLine {
        let mark = match start {
            Some(first) => format!("{}.", first.saturating_add(at as u64)),
            None if frame.depth.is_multiple_of(2) => "•".to_owned(),
            None => "–".to_owned(),
        };
        self.single_line(&mark, frame.look)
    }

    /// Keeps the last row with what will follow.
    pub fn keep_last(&mut self, keep: bool) {
        if let Some(last) = self.rows.last_mut() {
            last.keep |= keep;
        }
    }
}
