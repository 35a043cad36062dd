//! A document for an office program (Office Open XML, ECMA-376): the letter in named styles, so that an office can go on
//! working with it.

mod document;
mod links;
mod numbering;
mod package;
mod paragraph;
mod properties;
mod runs;
mod xml;

use super::PaperSize;
use crate::letters::letter::Letter;
use document::DocxDocument;

const CONTENT_TYPES: &str = include_str!("content-types.xml");
const RELATIONSHIPS: &str = include_str!("relationships.xml");
const SETTINGS: &str = include_str!("settings.xml");
const FOOTER: &str = include_str!("footer.xml");

/// The letter as a document on this paper. It names nothing of the machine it was made on, and its times are the day of the
/// letter.
pub fn render_on(letter: &Letter, paper: PaperSize) -> Vec<u8> {
    let document = DocxDocument::from_letter(letter);
    package::pack_parts(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("docProps/core.xml", &properties::write_core(letter)),
        ("word/document.xml", &document.to_xml(paper)),
        ("word/_rels/document.xml.rels", &document.links.to_xml()),
        ("word/styles.xml", &properties::write_styles(letter)),
        ("word/numbering.xml", &document.numbering.to_xml()),
        ("word/settings.xml", SETTINGS),
        ("word/footer.xml", FOOTER),
    ])
}
