//! The parts of the letter as paragraphs.

use super::links::Links;
use super::paragraph::Paragraph;
use super::runs::runs;
use crate::letters::letter::Letter;
use crate::render::Paper;
use crate::render::docx::numbering::{Mark, Numbering};
use crate::render::docx::xml::{DECLARATION, NAMESPACE};
use crate::render::layout::{Layout, Part};
use crate::render::spans;

mod body;

/// The text of the document, and what its paragraphs refer to.
#[derive(Debug, Default)]
pub struct Document {
    paragraphs: Vec<Paragraph>,
    /// Where its links lead.
    pub links: Links,
    /// Its lists.
    pub numbering: Numbering,
}

impl Document {
    /// The letter, from top to bottom. Close and signatures stay together, with the end of the text above them.
    pub fn of(letter: &Letter) -> Self {
        let layout = Layout::of(letter);
        let mut document = Self::default();
        let is_public = letter.is_public();
        layout.head.iter().chain(&layout.text).for_each(|part| document.part(part, is_public));
        for part in &layout.closing {
            document.keep_with_next();
            document.part(part, is_public);
        }
        layout.foot.iter().for_each(|part| document.part(part, is_public));
        document
    }

    /// The part with the text, on pages of this size.
    pub fn xml(&self, paper: Paper) -> String {
        let paragraphs: String = self.paragraphs.iter().map(Paragraph::xml).collect();
        let (width, height) = paper.size();
        let [width, height] = [width, height].map(|points| (points * 20.0).round());
        format!(
            r#"{DECLARATION}<w:document {NAMESPACE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
{paragraphs}<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1361" w:right="1361" w:bottom="1361" w:left="1474" w:header="680" w:footer="680" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>
"#
        )
    }

    fn part(&mut self, part: &Part<'_>, is_public: bool) {
        match part {
            Part::Title(line) => self.line("Title", line),
            Part::Sender(lines) => self.lines(if is_public { "Publisher" } else { "Sender" }, lines),
            Part::Recipient(lines) => self.lines("Addressee", lines),
            Part::Delivery(line) => self.line("Delivery", line),
            Part::PlaceAndDate(line) => self.line(if is_public { "Dateline" } else { "Date" }, line),
            Part::Reference(label, line) => self.line("Reference", &format!("{label} {line}")),
            Part::Subject(label, line) => self.line("Subject", &format!("{label} {line}")),
            Part::Salutation(line) => self.line("Salutation", line),
            Part::Body(blocks) => self.body(blocks),
            Part::Close(line) => self.line("Closing", line),
            Part::Signatories(lines) => self.together("Signature", lines),
            Part::Copies(label, lines) => self.below(label, "Copies", lines),
            Part::Enclosures(label, lines) => self.below(label, "Enclosures", lines),
            Part::Sources(label, lines) => {
                let from = self.paragraphs.len() + 1;
                self.below(label, "Sources", lines);
                self.paragraphs.iter_mut().skip(from).for_each(|source| source.mark = Some(Mark::SOURCE));
            }
        }
    }

    fn line(&mut self, style: &'static str, line: &str) {
        let runs = runs(&spans::of_text(line), &mut self.links);
        self.paragraphs.push(Paragraph { style, runs, ..Paragraph::default() });
    }

    fn lines(&mut self, style: &'static str, lines: &[&str]) {
        lines.iter().for_each(|line| self.line(style, line));
    }

    /// Lines that no page tears apart.
    fn together(&mut self, style: &'static str, lines: &[&str]) {
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.keep_with_next();
            }
            self.line(style, line);
        }
    }

    fn below(&mut self, label: &str, style: &'static str, lines: &[&str]) {
        self.line("FootHeading", label);
        self.lines(style, lines);
    }

    /// Keeps the paragraph that was added last on the page of the one that will be next.
    fn keep_with_next(&mut self) {
        if let Some(last) = self.paragraphs.last_mut() {
            last.keeps_next = true;
        }
    }
}
