//! The parts of the letter as paragraphs.

use super::links::DocxLinks;
use super::paragraph::Paragraph;
use super::runs::write_runs;
use crate::letters::letter::Letter;
use crate::render::PaperSize;
use crate::render::docx::numbering::{ListMarker, Numbering};
use crate::render::docx::xml::{DECLARATION, NAMESPACE};
use crate::render::layout::{LayoutPart, LetterLayout};
use crate::render::styled_spans;

mod body;

/// The text of the document, and what its paragraphs refer to.
#[derive(Debug, Default)]
pub struct DocxDocument {
    paragraphs: Vec<Paragraph>,
    /// Where its links lead.
    pub links: DocxLinks,
    /// Its lists.
    pub numbering: Numbering,
}

impl DocxDocument {
    /// The letter, from top to bottom. Close and signatures stay together, with the end of the text above them.
    pub fn from_letter(letter: &Letter) -> Self {
        let layout = LetterLayout::from_letter(letter);
        let mut document = Self::default();
        let is_public = letter.is_public();
        layout
            .head
            .iter()
            .chain(&layout.text)
            .for_each(|part| document.add_part(part, is_public));
        for part in &layout.closing {
            document.keep_with_next();
            document.add_part(part, is_public);
        }
        layout
            .foot
            .iter()
            .for_each(|part| document.add_part(part, is_public));
        document
    }

    /// The part with the text, on pages of this size.
    pub fn to_xml(&self, paper: PaperSize) -> String {
        let paragraphs: String = self.paragraphs.iter().map(Paragraph::to_xml).collect();
        let (width, height) = paper.page_size();
        let [width, height] = [width, height].map(|points| (points * 20.0).round());
        format!(
            r#"{DECLARATION}<w:document {NAMESPACE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
{paragraphs}<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1361" w:right="1361" w:bottom="1361" w:left="1474" w:header="680" w:footer="680" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>
"#
        )
    }

    fn add_part(&mut self, part: &LayoutPart<'_>, is_public: bool) {
        match part {
            LayoutPart::Title(line) => self.add_line("Title", line),
            LayoutPart::Sender(lines) => {
                self.add_lines(if is_public { "Publisher" } else { "Sender" }, lines)
            }
            LayoutPart::Recipient(lines) => self.add_lines("Addressee", lines),
            LayoutPart::Delivery(line) => self.add_line("Delivery", line),
            LayoutPart::PlaceAndDate(line) => {
                self.add_line(if is_public { "Dateline" } else { "Date" }, line)
            }
            LayoutPart::Reference(label, line) => {
                self.add_line("Reference", &format!("{label} {line}"))
            }
            LayoutPart::Subject(label, line) => {
                self.add_line("Subject", &format!("{label} {line}"))
            }
            LayoutPart::Salutation(line) => self.add_line("Salutation", line),
            LayoutPart::Body(blocks) => self.add_body(blocks),
            LayoutPart::Close(line) => self.add_line("Closing", line),
            LayoutPart::Signature(lines) => self.add_unbroken_lines("Signature", lines),
            LayoutPart::Signatories(lines) => self.add_unbroken_lines("Signatory", lines),
            LayoutPart::Copies(label, lines) => self.add_labeled_lines(label, "Copies", lines),
            LayoutPart::Enclosures(label, lines) => {
                self.add_labeled_lines(label, "Enclosures", lines)
            }
            LayoutPart::Sources(label, lines) => {
                let from = self.paragraphs.len() + 1;
                self.add_labeled_lines(label, "Sources", lines);
                self.paragraphs
                    .iter_mut()
                    .skip(from)
                    .for_each(|source| source.mark = Some(ListMarker::SOURCE));
            }
        }
    }

    fn add_line(&mut self, style: &'static str, line: &str) {
        let runs = write_runs(&styled_spans::of_text(line), &mut self.links);
        self.paragraphs.push(Paragraph {
            style,
            runs,
            ..Paragraph::default()
        });
    }

    fn add_lines(&mut self, style: &'static str, lines: &[&str]) {
        lines.iter().for_each(|line| self.add_line(style, line));
    }

    /// Lines that no page tears apart.
    fn add_unbroken_lines(&mut self, style: &'static str, lines: &[&str]) {
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.keep_with_next();
            }
            self.add_line(style, line);
        }
    }

    fn add_labeled_lines(&mut self, label: &str, style: &'static str, lines: &[&str]) {
        self.add_line("FootHeading", label);
        self.add_lines(style, lines);
    }

    /// Keeps the paragraph that was added last on the page of the one that will be next.
    fn keep_with_next(&mut self) {
        if let Some(last) = self.paragraphs.last_mut() {
            last.keeps_next = true;
        }
    }
}
