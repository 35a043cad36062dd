//! A letter as PDF, ready to print: set in the program’s own fonts, with the address where a window envelope shows it,
//! tagged so that a screen reader reads it.
//!
//! ```text
//! Letter ── layout ── story ── rows ── pages ── book ── bytes
//!            Part      spans, hyphens, lines     tree
//! ```

mod document;
mod flow;
mod fonts;
mod hyphenation;
pub mod labels;
mod letter;
mod lines;
mod outline;
mod page;
pub mod paper;
mod report;
mod rows;
mod styled_text;
mod tree;

use std::cell::RefCell;

use self::document::PdfDocument;
use self::fonts::{FontFaces, UNPRINTABLE};
use self::labels::LabelStock;
use self::lines::Typesetter;
use super::PaperSize;
use crate::letters::letter::Letter;
use crate::render::page::ReportPage;

thread_local! {
    static TYPESETTER: RefCell<Typesetter> = RefCell::new(Typesetter::new());
}

/// The letter on a size of paper.
pub fn render_on(letter: &Letter, paper: PaperSize) -> Vec<u8> {
    TYPESETTER
        .with_borrow_mut(|typesetter| letter::typeset_pages(letter, paper, typesetter).into_bytes())
}

/// How many pages the letter has on a size of paper.
pub fn count_pages(letter: &Letter, paper: PaperSize) -> usize {
    TYPESETTER
        .with_borrow_mut(|typesetter| letter::typeset_pages(letter, paper, typesetter).pages.len())
}

/// How many pages the letter has, and how many lines stand on the last one.
pub fn count_pages_and_last_lines(letter: &Letter, paper: PaperSize) -> (usize, usize) {
    let book =
        TYPESETTER.with_borrow_mut(|typesetter| letter::typeset_pages(letter, paper, typesetter));
    let last_lines = book.pages.last().map_or(0, |page| {
        let mut heights: Vec<f32> = page.cells.iter().map(|(height, _)| *height).collect();
        heights.sort_by(f32::total_cmp);
        heights.dedup();
        heights.len()
    });
    (book.pages.len(), last_lines)
}

/// Addresses on envelopes or labels, in the language of the sender.
pub fn render_labels(
    addresses: &[Vec<String>],
    sender: &[String],
    stock: LabelStock,
    used: usize,
    lang: &str,
) -> Vec<u8> {
    TYPESETTER.with_borrow_mut(|typesetter| {
        let book = labels::typeset_pages(addresses, sender, stock, used, typesetter);
        PdfDocument {
            lang: lang.to_owned(),
            ..book
        }
        .into_bytes()
    })
}

/// The report on A4.
pub fn render_report(page: &ReportPage) -> Vec<u8> {
    TYPESETTER.with_borrow_mut(|typesetter| {
        report::typeset_pages(page, PaperSize::default(), typesetter).into_bytes()
    })
}

/// The characters of the text that are printed as �, each once, in order.
pub fn find_unprintable(text: &str) -> Vec<char> {
    let faces = FontFaces::get();
    let mut lost: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !faces.has_glyph(*c)) {
        if !lost.contains(&c)
            && faces
                .to_printable(c.encode_utf8(&mut [0; 4]))
                .contains(UNPRINTABLE)
        {
            lost.push(c);
        }
    }
    lost
}
