//! From a case and a template to a finished letter: disclosure, context, template, composition. Knows model; the only
//! folder with Handlebars.

pub mod letter;

pub use letter::{Block, Inline, Labels, Letter};
