//! The program as its users meet it: the real binary in a sealed room, what it says compared with what it said before.
//!
//! ```text
//! cargo test --test cli                       compare
//! GOLDEN=overwrite cargo test --test cli      accept what it says now; then read the diff
//! ```
//!
//! One file per command, named as the command. A test reads
//! `Sandbox::new().run(&["list"]).ok().golden("list-empty")`, and `golden/list-empty.txt` is what the user sees.

mod advice;
mod answers;
mod bad_input;
mod canaries;
mod casebook;
mod changes;
mod closed;
mod completion;
mod contract;
mod dates;
mod erase;
mod golden;
mod keeping;
mod labels;
mod letters;
mod listing;
mod lists;
mod look;
mod mail;
mod matrix;
mod meanwhile;
mod memory;
mod newcomer;
mod outgoing;
mod output;
#[expect(dead_code, reason = "the formats’ tests read more of a file")]
#[path = "../formats/pdf_file/mod.rs"]
mod pdf_file;
mod public_lists;
mod readme;
mod reasons;
mod renamed;
mod sandbox;
mod situations;
mod soundness;
mod sources;
mod sync;
mod tables;
mod team;
mod terminal;
mod trusted;
mod typed;
mod typist;
mod watch;
mod waves;
