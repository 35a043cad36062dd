//! A casebook of sourced, dated facts, and letters that can say nothing the casebook does not support.

#![forbid(unsafe_code)]

pub mod arguments;
pub mod commands;
pub mod exchange;
pub mod formats;
pub mod letters;
pub mod model;
pub mod store;
pub mod terminal;
