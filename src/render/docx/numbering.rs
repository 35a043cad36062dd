//! Lists: bullets, and numbers that count for themselves.

use crate::render::docx::xml::{DECLARATION, NAMESPACE};

/// How far a list stands in from what it belongs to, in twentieths of a point.
pub const STEP: usize = 425;
/// The deepest level of a list.
const DEEPEST: usize = 8;
/// The kinds of lists, which are also the lists of the styles for bullets, numbers and sources.
const BULLETS: usize = 1;
const NUMBERS: usize = 2;
const SOURCES: usize = 3;

/// The number or bullet of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListMarker {
    /// The list that counts it.
    pub list: usize,
    /// How deep it stands.
    pub level: usize,
}

impl ListMarker {
    /// Of an item of the numbered sources.
    pub const SOURCE: Self = Self {
        list: SOURCES,
        level: 0,
    };

    /// Whether it is a bullet.
    pub fn is_bullet(self) -> bool {
        self.list == BULLETS
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Level and first number of each list that counts for itself.
    counted: Vec<(usize, u64)>,
}

impl Numbering {
    /// The mark of the items of a list that stands so many lists deep.
    pub fn add_list(&mut self, start: Option<u64>, depth: usize) -> ListMarker {
        let level = depth.min(DEEPEST);
        let list = start.map_or(BULLETS, |first| {
            self.counted.push((level, first));
            SOURCES + self.counted.len()
        });
        ListMarker { list, level }
    }

    /// The part that defines the lists.
    pub fn to_xml(&self) -> String {
        let kinds = [
            write_kind(BULLETS, |level| {
                (
                    "bullet",
                    if level % 2 == 0 {
                        "•".to_owned()
                    } else {
                        "–".to_owned()
                    },
                )
            }),
            write_kind(NUMBERS, |level| ("decimal", format!("%{}.", level + 1))),
            write_kind(SOURCES, |level| ("decimal", format!("%{}.", level + 1))),
        ];
        let of_styles = [BULLETS, NUMBERS, SOURCES].map(|list| self::write_list(list, list, ""));
        let counted = self.counted.iter().enumerate().map(|(at, (level, first))| {
            let first = (*first).min(i32::MAX.unsigned_abs().into());
            let start =
                format!(r#"<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>"#);
            write_list(SOURCES + at + 1, NUMBERS, &start)
        });
        let inner: String = kinds.into_iter().chain(of_styles).chain(counted).collect();
        format!("{DECLARATION}<w:numbering {NAMESPACE}>\n{inner}</w:numbering>\n")
    }
}

fn write_kind(id: usize, level: impl Fn(usize) -> (&'static str, String)) -> String {
    let levels: String = (0..=DEEPEST)
        .map(|at| {
            let (format, text) = level(at);
            let left = STEP * (at + 1);
            format!(
                "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
                 <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>\n"
            )
        })
        .collect();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>\n{levels}</w:abstractNum>\n"
    )
}

fn write_list(id: usize, kind: usize, start: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{start}</w:num>\n")
}
