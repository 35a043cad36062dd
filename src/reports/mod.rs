//! From cases as they may be told to a finished report. Knows model, disclosure and the words of letters.
//!
//! ```text
//! PublicCase ── people ── Page ── format
//! ```

pub mod page;
mod people;

pub use page::Page;
pub use people::{Asked, people};
