//! The headings of a long document, to jump to.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use crate::render::pdf::page::PdfPage;
use crate::render::pdf::tree::{StructurePosition, StructureRole, StructureTree};

/// A heading and where it stands.
struct OutlineHeading {
    place: StructurePosition,
    level: u8,
    words: String,
    page: usize,
    y: f32,
}

/// The headings below the title, each under the one it is part of; none where there are not at least two.
pub fn build_outline(pages: &[PdfPage], tree: &StructureTree) -> Option<Outline> {
    let mut headings: Vec<OutlineHeading> = Vec::new();
    for (page, set) in pages.iter().enumerate() {
        for (base, cell) in &set.cells {
            let StructureRole::Heading(level @ 2..) = tree.piece_role(cell.place) else {
                continue;
            };
            let words = cell.line.text.as_str();
            match headings
                .last_mut()
                .filter(|heading| heading.place == cell.place)
            {
                Some(heading) => heading.words.push_str(words),
                None => {
                    let y = base - cell.line.runs.first().map_or(0.0, |run| run.size * 1.5);
                    headings.push(OutlineHeading {
                        place: cell.place,
                        level,
                        words: words.to_owned(),
                        page,
                        y,
                    });
                }
            }
        }
    }
    let mut outline = Outline::new();
    nest_headings(&headings)
        .into_iter()
        .for_each(|node| outline.push_child(node));
    (headings.len() > 1).then_some(outline)
}

fn nest_headings(mut headings: &[OutlineHeading]) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    while let Some((first, rest)) = headings.split_first() {
        let inner = rest
            .iter()
            .take_while(|heading| heading.level > first.level)
            .count();
        let target = XyzDestination::new(first.page, Point::from_xy(0.0, first.y));
        let mut node = OutlineNode::new(first.words.trim().to_owned(), target);
        nest_headings(&rest[..inner])
            .into_iter()
            .for_each(|child| node.push_child(child));
        nodes.push(node);
        headings = &rest[inner..];
    }
    nodes
}
