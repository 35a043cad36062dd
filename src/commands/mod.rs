//! One file = one command = one line of `cases --help`. A command is glue: it reads its arguments, loads, calls, shows.

pub mod add;
pub mod backup;
pub mod check;
pub mod config;
pub mod doctor;
pub mod due;
pub mod export;
pub mod import;
pub mod init;
pub mod labels;
pub mod letter;
pub mod list;
pub mod log;
pub mod merge;
pub mod recipients;
pub mod redo;
pub mod remove;
pub mod reply;
pub mod report;
pub mod sent;
pub mod show;
pub mod sources;
pub mod start;
pub mod statement;
pub mod stats;
pub mod sync;
pub mod templates;
pub mod timeline;
pub mod undo;
pub mod update;

pub(crate) mod shared;
