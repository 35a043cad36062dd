//! Addresses to print on envelopes and on sheets of labels.

use std::str::FromStr;

use super::rows::PositionedLine;
use crate::render::Error;
use crate::render::PaperSize;
use crate::render::paper::mm_to_points;
use crate::render::pdf::document::PdfDocument;
use crate::render::pdf::flow::{FontSettings, TEXT};
use crate::render::pdf::lines::{TextLine, Typesetter};
use crate::render::pdf::page::PdfPage;
use crate::render::pdf::tree::{StructureRole, StructureTree};

/// What addresses are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LabelStock {
    /// Envelopes of 220 × 110 mm, for a sheet folded in three.
    #[default]
    Dl,
    /// Envelopes of 229 × 162 mm, for a sheet folded once.
    C5,
    /// Sheets of 21 labels of 63.5 × 38.1 mm on A4 (Avery L7160 and the like).
    Sheet,
}

/// Labels on a sheet.
pub const LABELS: usize = COLUMNS * ROWS;
const COLUMNS: usize = 3;
const ROWS: usize = 7;

/// The area of a page for one address.
#[derive(Debug, Clone, Copy)]
struct LabelArea {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// Sizes of type, from the best to the smallest: of an address on an envelope, on a label, of a return address.
const ENVELOPE: &[f32] = &[11.0, 10.0, 9.0, 8.0, 7.0, 6.0];
const LABEL: &[f32] = &[9.0, 8.0, 7.0, 6.0];
const RETURN: &[f32] = &[8.0, 7.0, 6.0];
/// Down to this size, lines are rather set smaller than broken.
const WHOLE: f32 = 9.0;
/// The most room for a return address.
const RETURN_FIELD: LabelArea = LabelArea {
    x: mm_to_points(12.0),
    y: mm_to_points(10.0),
    width: mm_to_points(85.0),
    height: mm_to_points(32.0),
};

impl LabelStock {
    /// All kinds, in the order in which help lists them.
    pub const ALL: [Self; 3] = [Self::Dl, Self::C5, Self::Sheet];

    /// As typed: `dl`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Dl => "dl",
            Self::C5 => "c5",
            Self::Sheet => "sheet",
        }
    }

    /// Whether each address has an envelope of its own, with a return address.
    pub fn is_envelope(self) -> bool {
        self != Self::Sheet
    }

    fn page_size(self) -> (f32, f32) {
        match self {
            Self::Dl => (mm_to_points(220.0), mm_to_points(110.0)),
            Self::C5 => (mm_to_points(229.0), mm_to_points(162.0)),
            Self::Sheet => PaperSize::A4.page_size(),
        }
    }

    /// The area of the address at this position of a page.
    fn address_field(self, position: usize) -> LabelArea {
        let envelope = |x, y, bottom| {
            let (width, height) = self.page_size();
            LabelArea {
                x,
                y,
                width: width - x - mm_to_points(12.0),
                height: height - y - bottom,
            }
        };
        match self {
            // Sorting machines read what is right of the middle and above the lowest 16 mm.
            Self::Dl => envelope(mm_to_points(105.0), mm_to_points(48.0), mm_to_points(16.0)),
            Self::C5 => envelope(mm_to_points(110.0), mm_to_points(82.0), mm_to_points(18.0)),
            Self::Sheet => LabelArea {
                x: mm_to_points(7.2 + 4.0) + (position % COLUMNS) as f32 * mm_to_points(66.04),
                y: mm_to_points(15.15 + 2.5) + (position / COLUMNS) as f32 * mm_to_points(38.1),
                width: mm_to_points(63.5 - 8.0),
                height: mm_to_points(38.1 - 5.0),
            },
        }
    }

    fn font_sizes(self) -> &'static [f32] {
        if self.is_envelope() { ENVELOPE } else { LABEL }
    }

    fn per_page(self) -> usize {
        if self.is_envelope() { 1 } else { LABELS }
    }
}

impl FromStr for LabelStock {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = Self::ALL
            .into_iter()
            .find(|stock| stock.slug().eq_ignore_ascii_case(name.trim()));
        known.ok_or_else(|| Error::UnknownStock(name.to_owned()))
    }
}

/// The addresses, line by line, in order; a sheet’s first labels may have been used already. The return address is
/// printed on envelopes.
pub fn typeset_pages(
    addresses: &[Vec<String>],
    sender: &[String],
    stock: LabelStock,
    used: usize,
    typesetter: &mut Typesetter,
) -> PdfDocument {
    let mut book = PdfDocument {
        title: "Addresses".to_owned(),
        ..PdfDocument::default()
    };
    let per_page = stock.per_page();
    let mut position = used % per_page;
    for address in addresses {
        if book.pages.is_empty() || position == per_page {
            position %= per_page;
            let mut page = PdfPage::new(stock.page_size());
            if stock.is_envelope() {
                page.put_address(sender, RETURN_FIELD, RETURN, typesetter, &mut book.tree);
            }
            book.pages.push(page);
        }
        if let Some(page) = book.pages.last_mut() {
            page.put_address(
                address,
                stock.address_field(position),
                stock.font_sizes(),
                typesetter,
                &mut book.tree,
            );
        }
        position += 1;
    }
    book
}

impl PdfPage {
    /// Puts an address into a field, in the largest of the sizes in which it fits.
    fn put_address(
        &mut self,
        address: &[String],
        field: LabelArea,
        sizes: &[f32],
        typesetter: &mut Typesetter,
        tree: &mut StructureTree,
    ) {
        let Some((look, set)) = fit_address(address, field, sizes, typesetter) else {
            return;
        };
        let mut y = field.y + look.baseline_offset();
        for lines in set {
            let place = tree.add(StructureRole::Paragraph, None);
            for line in lines {
                self.cells.push((
                    y,
                    PositionedLine {
                        x: field.x,
                        line,
                        place,
                    },
                ));
                y += look.leading;
            }
        }
    }
}

fn fit_address(
    address: &[String],
    field: LabelArea,
    sizes: &[f32],
    typesetter: &mut Typesetter,
) -> Option<(FontSettings, Vec<Vec<TextLine>>)> {
    let looks: Vec<FontSettings> = sizes
        .iter()
        .map(|size| FontSettings {
            size: *size,
            leading: size * 1.3,
            ..TEXT
        })
        .collect();
    let mut last = None;
    for look in looks {
        let set: Vec<Vec<TextLine>> = address
            .iter()
            .map(|line| look.break_lines(line, field.width, typesetter))
            .collect();
        let count = set.iter().flatten().count();
        // An address line that has to be broken is set smaller, if it can be.
        let is_whole = set.iter().all(|lines| lines.len() <= 1) || look.size <= WHOLE;
        let fits = count as f32 * look.leading <= field.height && is_whole;
        last = Some((look, set));
        if fits {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(lines: usize) -> Vec<String> {
        (1..=lines)
            .map(|line| format!("Line {line} of the address"))
            .collect()
    }

    fn places(count: usize, stock: LabelStock, used: usize) -> Vec<Vec<(f32, f32)>> {
        let addresses = vec![address(1); count];
        let book = typeset_pages(&addresses, &[], stock, used, &mut Typesetter::new());
        book.pages
            .iter()
            .map(|page| page.cells.iter().map(|(y, cell)| (cell.x, *y)).collect())
            .collect()
    }

    #[test]
    fn each_envelope_has_one_address_and_the_sheet_twenty_one() {
        assert_eq!(
            places(3, LabelStock::Dl, 0)
                .iter()
                .map(Vec::len)
                .collect::<Vec<_>>(),
            [1, 1, 1]
        );
        assert_eq!(
            places(22, LabelStock::Sheet, 0)
                .iter()
                .map(Vec::len)
                .collect::<Vec<_>>(),
            [21, 1]
        );
        assert_eq!(
            places(3, LabelStock::Sheet, 20)
                .iter()
                .map(Vec::len)
                .collect::<Vec<_>>(),
            [1, 2]
        );
    }

    #[test]
    fn used_labels_stay_empty() {
        let all = places(21, LabelStock::Sheet, 0);
        assert_eq!(places(2, LabelStock::Sheet, 4)[0], all[0][4..6]);
        assert!(
            all[0][1].0 > all[0][0].0 && all[0][1].1 == all[0][0].1 && all[0][3].1 > all[0][0].1
        );
    }

    #[test]
    fn long_addresses_are_set_smaller_and_stay_in_their_field() {
        for stock in LabelStock::ALL {
            let field = stock.address_field(stock.per_page() - 1);
            for lines in 1..=10 {
                let (look, set) = fit_address(
                    &address(lines),
                    field,
                    stock.font_sizes(),
                    &mut Typesetter::new(),
                )
                .unwrap();
                assert!(
                    set.len() as f32 * look.leading <= field.height,
                    "{stock:?} {lines}"
                );
                assert!(lines > 7 || look.size >= 9.0, "{stock:?} {lines}");
            }
            let (width, height) = stock.page_size();
            assert!(
                field.x + field.width <= width - mm_to_points(7.0)
                    && field.y + field.height <= height - mm_to_points(14.0)
            );
        }
    }
}
