//! The built-in letters, made from the sample casebook: the facts of the five documents it rests on, in our own words.
//!
//! With `CASES_SHOW_LETTERS` naming a folder, every letter made here is written there, to be read.

#![allow(clippy::unwrap_used)]

mod documents;
mod edited;
mod everyone;
mod harness;
mod joint;
mod kinds;
mod languages;
mod own_language;
mod provenance;
mod readme;
mod told;
