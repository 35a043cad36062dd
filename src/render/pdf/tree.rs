//! What each piece of a page is, for a reader who hears it: paragraphs, headings, lists and what they hold.

use std::num::NonZeroU16;

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// What a piece of the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureRole {
    /// A heading; 1 is the title.
    Heading(u8),
    /// A paragraph, or a line that stands for itself.
    Paragraph,
    /// A list of items.
    List {
        /// Whether its items are numbered.
        numbered: bool,
    },
    /// An item: its number or bullet, then its body.
    Item,
    /// The number or bullet of an item.
    Label,
    /// What an item says.
    ItemBody,
    /// A quotation.
    Quote,
    /// A table.
    Table,
    /// A row of a table.
    TableRow,
    /// The heading of a column or, if not, of a row.
    TableHead {
        /// Whether it is that of a column.
        column: bool,
    },
    /// Another cell of a table.
    TableCell,
}

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StructurePosition(usize);

/// Room for a link in a piece.
#[derive(Debug)]
pub struct LinkRoom(StructurePosition, usize);

/// The pieces of a document in reading order, each inside another or at the top.
#[derive(Debug, Default)]
pub struct StructureTree {
    pieces: Vec<(StructureRole, Option<StructurePosition>)>,
    marked: Vec<Vec<Node>>,
}

impl StructureTree {
    /// Adds a piece after all others.
    pub fn add(
        &mut self,
        role: StructureRole,
        inside: Option<StructurePosition>,
    ) -> StructurePosition {
        self.pieces.push((role, inside));
        self.marked.push(Vec::new());
        StructurePosition(self.pieces.len() - 1)
    }

    /// What the piece is.
    pub fn piece_role(&self, place: StructurePosition) -> StructureRole {
        self.pieces[place.0].0
    }

    /// Says that marked content of a page belongs to the piece, after what already does.
    pub fn add_content(&mut self, place: StructurePosition, content: Identifier) {
        self.marked[place.0].push(content.into());
    }

    /// Keeps room in the piece for a link, after what already belongs to it.
    pub fn begin_link(&mut self, place: StructurePosition) -> LinkRoom {
        let marked = &mut self.marked[place.0];
        marked.push(TagGroup::new(Tag::Link).into());
        LinkRoom(place, marked.len() - 1)
    }

    /// Puts the link into its room: the marked content it covers, and its annotation.
    pub fn finish_link(
        &mut self,
        LinkRoom(place, at): LinkRoom,
        contents: Vec<Identifier>,
        annotation: Identifier,
    ) {
        let children = contents
            .into_iter()
            .chain([annotation])
            .map(Node::from)
            .collect();
        self.marked[place.0][at] = TagGroup::with_children(Tag::Link, children).into();
    }

    /// The tree as the file holds it. Pieces without content are left out.
    pub fn into_tag_tree(self) -> TagTree {
        let mut groups: Vec<TagGroup> = self
            .pieces
            .iter()
            .map(|(role, _)| TagGroup::new(role.to_tag()))
            .collect();
        for (group, marked) in groups.iter_mut().zip(self.marked) {
            group.children.extend(marked);
        }
        // A piece stands after the one it is inside: from the last to the first, each is whole when it is put away.
        let mut top = Vec::new();
        for (_, inside) in self.pieces.iter().rev() {
            let Some(group) = groups.pop().filter(|group| !group.children.is_empty()) else {
                continue;
            };
            match inside {
                Some(StructurePosition(outer)) => groups[*outer].children.insert(0, group.into()),
                None => top.push(group),
            }
        }
        let mut tree = TagTree::new();
        top.into_iter().rev().for_each(|group| tree.push(group));
        tree
    }
}

impl StructureRole {
    fn to_tag(self) -> TagKind {
        match self {
            Self::Heading(level) => Tag::Hn(
                NonZeroU16::MIN.saturating_add(u16::from(level.saturating_sub(1))),
                None,
            )
            .into(),
            Self::Paragraph => Tag::P.into(),
            Self::List { numbered: true } => Tag::L(ListNumbering::Decimal).into(),
            Self::List { numbered: false } => Tag::L(ListNumbering::Disc).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::ItemBody => Tag::LBody.into(),
            Self::Quote => Tag::BlockQuote.into(),
            Self::Table => Tag::Table.into(),
            Self::TableRow => Tag::TR.into(),
            Self::TableHead { column: true } => Tag::TH(TableHeaderScope::Column).into(),
            Self::TableHead { column: false } => Tag::TH(TableHeaderScope::Row).into(),
            Self::TableCell => Tag::TD.into(),
        }
    }
}
