//! What stands where on a sheet.

use crate::render::PaperSize;
use crate::render::paper::mm_to_points;

impl PaperSize {
    /// The width of the text.
    pub(crate) fn text_width(self) -> f32 {
        self.page_size().0 - LEFT - RIGHT
    }

    /// Where the text of a page ends.
    pub(crate) fn text_bottom(self) -> f32 {
        self.page_size().1 - BOTTOM
    }
}

/// Margins of the text.
pub(crate) const LEFT: f32 = mm_to_points(25.0);
const RIGHT: f32 = mm_to_points(20.0);
/// Where the text of a page begins.
pub(crate) const TOP: f32 = mm_to_points(25.0);
const BOTTOM: f32 = mm_to_points(25.0);
/// Base line of the page number, from the lower edge.
pub(crate) const NUMBER: f32 = mm_to_points(14.0);

/// What a window envelope shows of a sheet folded in three (DIN 5008 form B in ISO 269 DL), with a margin for slipping.
const WINDOW_TOP: f32 = mm_to_points(47.0);
const WINDOW_BOTTOM: f32 = mm_to_points(88.5);
pub(crate) const WINDOW_WIDTH: f32 = mm_to_points(80.0);
/// Where an address of up to six lines begins in the window.
const ADDRESS_TOP: f32 = mm_to_points(62.7);
/// The column of the sender and the date, beside the window.
pub(crate) const ASIDE: f32 = mm_to_points(125.0);
pub(crate) const ASIDE_TOP: f32 = mm_to_points(18.0);
/// Where the text of a letter begins at the earliest: below the first fold’s window.
pub(crate) const LETTER_TOP: f32 = mm_to_points(98.5);
/// An address that ends below this is not set in the window but in the text.
pub(crate) const HEAD_BOTTOM: f32 = mm_to_points(150.0);

/// Where an address of this height begins, so that the window shows all of it if it can.
pub(crate) fn address_top(height: f32) -> f32 {
    ADDRESS_TOP.min(WINDOW_BOTTOM - height).max(WINDOW_TOP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_addresses_of_up_to_eight_lines() {
        assert_eq!(address_top(mm_to_points(20.0)), ADDRESS_TOP);
        for lines in 1..=8_u8 {
            let height = f32::from(lines) * 14.5;
            let top = address_top(height);
            assert!(
                top >= WINDOW_TOP && top + height <= WINDOW_BOTTOM + 0.01,
                "{lines}"
            );
        }
        assert_eq!(address_top(mm_to_points(60.0)), WINDOW_TOP);
    }

    #[test]
    fn the_sender_stands_beside_the_window_on_both_sizes() {
        const { assert!(ASIDE >= LEFT + WINDOW_WIDTH) };
        for paper in PaperSize::ALL {
            assert!(LEFT + paper.text_width() - ASIDE > mm_to_points(60.0));
        }
    }
}
