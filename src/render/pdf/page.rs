//! A page whose parts have their places.

use super::lines::TextLine;
use super::rows::PositionedLine;

/// A page that is set.
#[derive(Debug)]
pub struct PdfPage {
    /// Width and height.
    pub size: (f32, f32),
    /// Lines, each with the height of its base line from the upper edge.
    pub cells: Vec<(f32, PositionedLine)>,
    /// Lines of an earlier page that stand here again; no part of the text.
    pub repeated: Vec<(f32, PositionedLine)>,
    /// Rules: where they begin, how high, how long.
    pub rules: Vec<(f32, f32, f32)>,
    /// Bars: where they begin, how high their lower edge, how long.
    pub bars: Vec<(f32, f32, f32)>,
    /// Its number, with the place of its base line; no part of the text.
    pub number: Option<(f32, f32, TextLine)>,
}
