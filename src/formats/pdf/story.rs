//! Sets the parts of a letter as rows, one below the other.

use hypher::Lang;

use super::lines::{Line, Typesetter};
use super::rows::{Cell, Row, keep_all, keep_pairs};
use super::spans::{Dress, Dressed};
use super::tree::{Place, Role, Tree};
use crate::formats::words::is_tight;
use crate::letters::letter::{Block, Inline};

/// The size of the text, and how far its lines are apart.
pub const TEXT: Look = Look { size: 10.5, leading: 14.5, strong: false };
/// Of what stands below the signatures.
pub const SMALL: Look = Look { size: 9.0, leading: 12.5, strong: false };
const TITLE: Look = Look { size: 16.0, leading: 21.0, strong: true };

/// Room above a paragraph.
pub const GAP: f32 = 7.5;
/// The narrowest column that indentation leaves.
const NARROWEST: f32 = 120.0;
const INDENT: f32 = 20.0;
/// Between a number or bullet and its text.
const BESIDE: f32 = 5.0;

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Size in points.
    pub size: f32,
    /// From base line to base line.
    pub leading: f32,
    /// Bold.
    pub strong: bool,
}

/// Where rows stand: the left end and how wide.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// From the left edge of the page.
    pub x: f32,
    /// How wide.
    pub width: f32,
}

/// Rows that grow downwards, with what they are part of.
pub struct Story<'a> {
    typesetter: &'a mut Typesetter,
    rules: Option<Lang>,
    /// The rows so far.
    pub rows: Vec<Row>,
    /// What they are part of.
    pub tree: Tree,
}

impl Look {
    /// Of a heading; 1 is the title.
    pub fn heading(level: u8) -> Self {
        match level {
            0 | 1 => TITLE,
            2 => Self { size: 13.0, leading: 17.0, strong: true },
            3 => Self { size: 11.5, leading: 15.5, strong: true },
            _ => Self { strong: true, ..TEXT },
        }
    }

    /// The same in bold.
    pub fn bold(self) -> Self {
        Self { strong: true, ..self }
    }

    /// The base line in a row: ascenders and descenders have the same room.
    pub fn base(self) -> f32 {
        self.leading / 2.0 + self.size * 0.35
    }

    fn dress(self) -> Dress {
        Dress { strong: self.strong, ..Dress::default() }
    }

    fn row(self, above: f32) -> Row {
        Row { above, height: self.leading, base: self.base(), ..Row::default() }
    }
}

impl Column {
    fn indented(self, by: f32) -> Self {
        let by = by.min((self.width - NARROWEST).max(0.0));
        Self { x: self.x + by, width: self.width - by }
    }
}

impl<'a> Story<'a> {
    /// An empty story, whose words are divided by these rules.
    pub fn new(typesetter: &'a mut Typesetter, rules: Option<Lang>) -> Self {
        Self { typesetter, rules, rows: Vec::new(), tree: Tree::default() }
    }

    /// The lines of a text that stands for itself.
    pub fn lines(&mut self, text: &str, look: Look, width: f32) -> Vec<Line> {
        self.typesetter.set(&Dressed::line(text, &look.dress(), None), look.size, width)
    }

    /// A paragraph of plain words that is a piece of its own.
    pub fn words(&mut self, text: &str, role: Role, look: Look, column: Column, above: f32) {
        let rules = self.rules.filter(|_| role == Role::Paragraph && !look.strong);
        let dressed = Dressed::line(text, &look.dress(), rules);
        self.paragraph(&dressed, role, look, column, above, None);
    }

    /// Short texts of which each is a line; where it is too long, it goes on indented.
    pub fn stack(&mut self, texts: &[&str], look: Look, column: Column, above: f32) {
        for (at, text) in texts.iter().enumerate() {
            let start = self.rows.len();
            self.words(text, Role::Paragraph, look, column, if at == 0 { above } else { 0.0 });
            keep_all(&mut self.rows[start..], false);
        }
    }

    /// Blocks of the body.
    pub fn blocks(&mut self, blocks: &[Block], look: Look, column: Column, inside: Option<Place>) {
        for (at, block) in blocks.iter().enumerate() {
            let above = if at == 0 && inside.is_some() { 0.0 } else { GAP };
            self.block(block, look, column, above, inside, 0);
        }
    }

    fn block(&mut self, block: &Block, look: Look, column: Column, above: f32, inside: Option<Place>, depth: usize) {
        match block {
            Block::Heading { level, text } => {
                let heading = Look::heading((*level).max(2));
                let dressed = Dressed::inlines(text, &heading.dress(), None);
                let start = self.rows.len();
                self.paragraph(&dressed, Role::Heading((*level).max(2)), heading, column, above * 2.0, inside);
                keep_all(&mut self.rows[start..], true);
            }
            Block::Paragraph(text) => self.inlines(text, look, column, above, inside),
            Block::List { start, items } => self.list(*start, items, look, column, above, inside, depth),
            Block::Quote(inner) => {
                let quote = self.tree.add(Role::Quote, inside);
                let narrow = Column { width: (column.width - INDENT).max(NARROWEST), ..column }.indented(INDENT);
                self.nested(inner, look, narrow, above, quote, depth, GAP);
            }
            Block::Rule => {
                let length = column.width / 3.0;
                let rule = Some((column.x + (column.width - length) / 2.0, length));
                self.rows.push(Row { rule, keep: true, base: look.leading / 2.0, ..look.row(above) });
            }
        }
    }

    fn inlines(&mut self, text: &[Inline], look: Look, column: Column, above: f32, inside: Option<Place>) {
        let dressed = Dressed::inlines(text, &look.dress(), self.rules);
        self.paragraph(&dressed, Role::Paragraph, look, column, above, inside);
        // What announces a list stands with it.
        if let Some(last) = self.rows.last_mut().filter(|_| dressed.text.ends_with(':')) {
            last.keep = true;
        }
    }

    fn paragraph(
        &mut self,
        dressed: &Dressed,
        role: Role,
        look: Look,
        column: Column,
        above: f32,
        inside: Option<Place>,
    ) {
        let place = self.tree.add(role, inside);
        let start = self.rows.len();
        for line in self.typesetter.set(dressed, look.size, column.width) {
            let above = if self.rows.len() == start { above } else { 0.0 };
            self.rows.push(Row { cells: vec![Cell { x: column.x, line, place }], ..look.row(above) });
        }
        keep_pairs(&mut self.rows[start..]);
    }

    #[expect(clippy::too_many_arguments, reason = "a block and where it stands")]
    fn nested(
        &mut self,
        blocks: &[Block],
        look: Look,
        column: Column,
        above: f32,
        inside: Place,
        depth: usize,
        gap: f32,
    ) {
        for (at, block) in blocks.iter().enumerate() {
            let above = if at == 0 { above } else { gap };
            self.block(block, look, column, above, Some(inside), depth);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a block and where it stands")]
    fn list(
        &mut self,
        start: Option<u64>,
        items: &[Vec<Block>],
        look: Look,
        column: Column,
        above: f32,
        inside: Option<Place>,
        depth: usize,
    ) {
        let list = self.tree.add(Role::List { numbered: start.is_some() }, inside);
        let gap = if is_tight(items) { 2.0 } else { GAP };
        let marks: Vec<Line> = (0..items.len()).map(|at| self.mark(start, at, look, depth)).collect();
        let widest = marks.iter().map(|mark| mark.width).fold(INDENT - BESIDE, f32::max) + BESIDE;
        let body = column.indented(widest);
        for (at, (item, mark)) in items.iter().zip(marks).enumerate() {
            let piece = self.tree.add(Role::Item, Some(list));
            let label = self.tree.add(Role::Label, Some(piece));
            let words = self.tree.add(Role::ItemBody, Some(piece));
            let first = self.rows.len();
            self.nested(item, look, body, if at == 0 { above } else { gap }, words, depth + 1, gap);
            let x = body.x - BESIDE - mark.width;
            let cell = Cell { x, line: mark, place: label };
            match self.rows.get_mut(first) {
                Some(row) => row.cells.insert(0, cell),
                None => self.rows.push(Row { cells: vec![cell], ..look.row(gap) }),
            }
        }
    }

    /// The number or bullet of an item.
    fn mark(&mut self, start: Option<u64>, at: usize, look: Look, depth: usize) -> Line {
        let mark = match start {
            Some(first) => format!("{}.", first.saturating_add(at as u64)),
            None if depth.is_multiple_of(2) => "•".to_owned(),
            None => "–".to_owned(),
        };
        self.typesetter.word(&mark, look.size)
    }

    /// Numbered sources.
    pub fn numbered(&mut self, texts: &[&str], look: Look, column: Column, above: f32) {
        let items: Vec<Vec<Block>> =
            texts.iter().map(|text| vec![Block::Paragraph(vec![Inline::Text((*text).to_owned())])]).collect();
        self.list(Some(1), &items, look, column, above, None, 0);
    }
}
