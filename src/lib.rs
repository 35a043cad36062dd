//! A casebook of sourced, dated facts, and letters that can say nothing the casebook does not support.
//!
//! The map of the house, in reading order. Who may know whom is a test (`tests/architecture.rs`).
//!
//! | room | what it is for | what it never does |
//! |---|---|---|
//! | [`model`] | what a case, a date, a term, a status, a recipient is | knows nobody |
//! | [`store`] | the SQLite file; the only SQL | prints, asks, knows a letter |
//! | [`exchange`] | casebooks in and out of TOML, JSON, CSV; lists in, and out in the forms of others | opens a file |
//! | [`letters`] | from a case and a template to a finished letter; the only Handlebars | sees a private fact beyond [`letters::disclosure`] |
//! | [`watch`] | what is wrong, old or doubtful in a casebook, and how it is mended | reads or changes the casebook |
//! | [`reports`] | from cases as they may be told to a finished report | sees what a letter may not tell |
//! | [`formats`] | from a finished letter or report to bytes, one file per format | knows a case or a template |
//! | [`terminal`] | prints, tables, questions; makes every text safe to look at | knows a case |
//! | [`arguments`] | arguments that commands share, made from the field tables | |
//! | [`commands`] | one file = one command = one line of `cases --help` | what another command needs too |
//!
//! [`cli`] reads the command line and ends the program, [`app`] is what a command is given, [`config`] are the settings,
//! [`error`] is what a user is told, [`input`] reads and [`output`] writes files, [`files`] keeps them from being left behind or
//! replaced, [`sample`] is the casebook that is compiled in.

#![forbid(unsafe_code)]

pub mod model;

pub mod checks;
pub mod exchange;
pub mod letters;
pub mod render;
pub mod store;
pub mod terminal;

pub mod app;
pub mod cli;
pub mod commands;
pub mod files;
