//! A casebook of sourced, dated facts, and letters that can say nothing the casebook does not support.
//!
//! The map of the house, in reading order. Who may know whom is a test (`tests/architecture/rules.rs`), how it is written
//! stands in `docs/style.md`.
//!
//! | room | what it is for | knows |
//! |---|---|---|
//! | [`cli`] | the command line: `Cli`, the list of commands, help, man, completions | [`app`], [`commands`] |
//! | [`app`] | what a command is given: settings, the day, the casebook, errors, the sample | no command, not the command line |
//! | [`commands`] | one file = one command = one line of `cases --help`; they share `commands/shared` and nothing else | all but [`cli`] |
//! | [`model`] | what a case, a date, a term, a status, a recipient is | nobody |
//! | [`store`] | the SQLite file; the only SQL | [`model`] |
//! | [`exchange`] | `tree` (TOML, JSON, JSON Lines, checked), `table` (CSV, XLSX, ODS), `others` (Popolo, HURIDOCS, vCard, calendars) | [`model`] |
//! | [`letters`] | from a case and a template to a finished letter; the only Handlebars; no private fact beyond [`letters::disclosure`] | [`model`] |
//! | [`checks`] | what is wrong, old or doubtful in a casebook, and its fix | [`model`], disclosure |
//! | [`render`] | from a finished letter or report to bytes, one file per format | what it renders |
//! | [`terminal`] | prints, tables, questions; makes every text safe to look at | nobody |
//! | [`files`] | reads, writes and locks files; leaves nothing half written and replaces no casebook | nobody |

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
