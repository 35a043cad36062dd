//! From a case and a template to a finished letter: disclosure, context, template, composition. Knows model; the only
//! folder with Handlebars.

pub mod disclosure;
pub mod letter;
pub mod words;

pub use letter::{Block, Inline, Labels, Letter};
