//! The sheet that a letter is printed on.

use std::str::FromStr;

use super::Error;

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PaperSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 inches.
    Letter,
}

impl PaperSize {
    /// All sizes, in the order in which help lists them.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// As typed: `a4`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// Width and height in points.
    pub(crate) fn page_size(self) -> (f32, f32) {
        match self {
            Self::A4 => (mm_to_points(210.0), mm_to_points(297.0)),
            Self::Letter => (612.0, 792.0),
        }
    }
}

impl FromStr for PaperSize {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = Self::ALL
            .into_iter()
            .find(|paper| paper.slug().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| Error::UnknownPaper(name.to_owned()))
    }
}

/// Millimetres in points.
pub(crate) const fn mm_to_points(length: f32) -> f32 {
    length * 72.0 / 25.4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_known_by_its_name() {
        for paper in PaperSize::ALL {
            assert_eq!(paper.slug().to_uppercase().parse(), Ok(paper));
        }
        assert_eq!(
            "a5".parse::<PaperSize>().unwrap_err().to_string(),
            "“a5” is not a size of paper; the sizes are a4, letter"
        );
    }
}
