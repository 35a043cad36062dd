//! A paragraph in its style.

use super::numbering::ListMarker;

/// A paragraph; what it does not say is said by its style.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The id of its style.
    pub style: &'static str,
    /// Whether the next one must stand on the same page.
    pub keeps_next: bool,
    /// Its number or bullet.
    pub mark: Option<ListMarker>,
    /// Where it begins, in place of where its style or list begins.
    pub indent: Option<Indent>,
    /// Its words.
    pub runs: String,
}

/// Where a paragraph begins, in twentieths of a point.
#[derive(Debug, Clone, Copy)]
pub struct Indent {
    /// Of all lines.
    pub left: usize,
    /// How much further out the first line begins.
    pub hanging: usize,
}

impl Paragraph {
    /// The paragraph with its properties in the order of the schema.
    pub fn to_xml(&self) -> String {
        let keeps_next = if self.keeps_next { "<w:keepNext/>" } else { "" };
        let mark = self.mark.map(|ListMarker { list, level }| {
            format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#)
        });
        let indent = self.indent.map(|Indent { left, hanging }| {
            format!(r#"<w:ind w:left="{left}" w:hanging="{hanging}"/>"#)
        });
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{keeps_next}{}{}</w:pPr>{}</w:p>\n",
            self.style,
            mark.unwrap_or_default(),
            indent.unwrap_or_default(),
            self.runs
        )
    }
}
