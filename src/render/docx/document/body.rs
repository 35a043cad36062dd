//! The blocks of the text as paragraphs.

use super::DocxDocument;
use crate::letters::letter::{Block, Inline};
use crate::render::docx::numbering::{ListMarker, STEP};
use crate::render::docx::paragraph::{Indent, Paragraph};
use crate::render::docx::runs::write_runs;
use crate::render::styled_spans;

/// How far a quotation stands in, in twentieths of a point.
const QUOTE: usize = 567;

/// The styles of headings, from the level below the title.
const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];

/// Where a block stands.
#[derive(Clone, Copy, Default)]
struct BlockPosition {
    lists: usize,
    quotes: usize,
    /// The number or bullet that the next paragraph gets.
    mark: Option<ListMarker>,
}

impl DocxDocument {
    /// Adds the text.
    pub(crate) fn add_body(&mut self, blocks: &[Block]) {
        self.add_blocks(blocks, BlockPosition::default());
    }

    fn add_blocks(&mut self, blocks: &[Block], place: BlockPosition) {
        for (at, block) in blocks.iter().enumerate() {
            self.add_block(
                block,
                if at == 0 {
                    place
                } else {
                    BlockPosition {
                        mark: None,
                        ..place
                    }
                },
            );
            let next = blocks.get(at + 1);
            if matches!(
                (block, next),
                (
                    Block::Paragraph(_),
                    Some(Block::List { .. } | Block::Quote(_))
                )
            ) {
                self.keep_with_next();
            }
        }
    }

    fn add_block(&mut self, block: &Block, place: BlockPosition) {
        match block {
            Block::Heading { level, text } => {
                let level = usize::from(*level)
                    .saturating_sub(2)
                    .min(HEADINGS.len() - 1);
                self.add(HEADINGS[level], text, place);
            }
            Block::Paragraph(text) => self.add(place.paragraph_style(), text, place),
            Block::Quote(inner) => self.add_blocks(
                inner,
                BlockPosition {
                    quotes: place.quotes + 1,
                    ..place
                },
            ),
            Block::Rule => self.add("Rule", &[], place),
            Block::List { start, items } => self.add_list(*start, items, place),
        }
    }

    fn add_list(&mut self, start: Option<u64>, items: &[Vec<Block>], place: BlockPosition) {
        if place.mark.is_some() {
            self.add(place.paragraph_style(), &[], place);
        }
        let mark = Some(self.numbering.add_list(start, place.lists));
        let inside = BlockPosition {
            lists: place.lists + 1,
            mark,
            ..place
        };
        for item in items {
            if item.is_empty() {
                self.add(inside.paragraph_style(), &[], inside);
            }
            self.add_blocks(item, inside);
        }
    }

    fn add(&mut self, style: &'static str, words: &[Inline], place: BlockPosition) {
        let runs = write_runs(&styled_spans::of_inlines(words), &mut self.links);
        let paragraph = Paragraph {
            style,
            keeps_next: false,
            mark: place.mark,
            indent: place.paragraph_indent(),
            runs,
        };
        self.paragraphs.push(paragraph);
    }
}

impl BlockPosition {
    fn paragraph_style(self) -> &'static str {
        match self.mark {
            Some(mark) if mark.is_bullet() => "ListBullet",
            Some(_) => "ListNumber",
            None if self.quotes > 0 => "Quote",
            None if self.lists > 0 => "ListContinue",
            None => "BodyText",
        }
    }

    /// None where the style or the list says it.
    fn paragraph_indent(self) -> Option<Indent> {
        let is_said = match self.mark {
            Some(_) => self.quotes == 0,
            None => self.lists == 0 && self.quotes < 2,
        };
        let left = STEP * self.lists + QUOTE * self.quotes;
        (!is_said).then(|| Indent {
            left,
            hanging: if self.mark.is_some() { STEP } else { 0 },
        })
    }
}
