//! A letter as PDF, ready to print: set in the program’s own fonts, with the address where a window envelope shows it,
//! tagged so that a screen reader reads it.
//!
//! ```text
//! Letter ── layout ── story ── rows ── pages ── book ── bytes
//!            Part      spans, hyphens, lines     tree
//! ```

mod book;
mod faces;
mod hyphens;
mod letter;
mod lines;
pub mod paper;
mod rows;
mod spans;
mod story;
mod tree;

use std::cell::RefCell;

use self::faces::Faces;
use self::lines::Typesetter;
use self::paper::Paper;
use super::text;
use crate::letters::letter::Letter;

thread_local! {
    static TYPESETTER: RefCell<Typesetter> = RefCell::new(Typesetter::new());
}

/// The letter on A4.
pub fn render(letter: &Letter) -> Vec<u8> {
    render_on(letter, Paper::default())
}

/// The letter on a size of paper.
pub fn render_on(letter: &Letter, paper: Paper) -> Vec<u8> {
    TYPESETTER.with_borrow_mut(|typesetter| letter::set(letter, paper, typesetter).finish())
}

/// The characters of the letter that are printed as �, each once, in order.
pub fn unprintable(letter: &Letter) -> Vec<char> {
    let faces = Faces::get();
    let mut missing: Vec<char> = Vec::new();
    for c in text::render(letter).chars() {
        let is_lost = || faces.printable(c.encode_utf8(&mut [0; 4])).contains(faces::UNPRINTABLE);
        if c != faces::UNPRINTABLE && !missing.contains(&c) && is_lost() {
            missing.push(c);
        }
    }
    missing
}
