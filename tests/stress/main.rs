//! What must hold whatever happens: commands side by side, killed in the middle, cut off from power, fed with anything.
//! Real processes of the real binary, each test with a home and a casebook of its own.
//!
//! ```text
//! cargo test --test stress                        the quick part: a few rounds of each, some seconds
//! CASES_STRESS=200 cargo test --test stress       the long part: two hundred times as many rounds
//! ```
//!
//! One file per kind of trouble. A test says how many rounds it ran and what it counted (`--nocapture` shows it).

#![expect(clippy::print_stdout, reason = "the counts are to be read")]
#![expect(clippy::unwrap_used, reason = "what cannot be prepared fails its test")]

mod changed;
mod erased;
mod input;
mod killed;
mod powercut;
mod recorded;
mod replaced;
#[path = "../cli/sandbox.rs"]
#[allow(dead_code, reason = "the transcripts’ tests use more of it")]
mod sandbox;
mod together;

#[path = "../cli/golden.rs"]
#[allow(dead_code, reason = "nothing here is compared with a golden file")]
mod golden;
#[path = "../cli/output.rs"]
#[allow(dead_code, reason = "nothing here is compared with a golden file")]
mod output;

#[allow(dead_code, reason = "each kind of trouble counts its own rounds")]
/// How many rounds to run: this many in the quick part, `CASES_STRESS` times as many in the long one.
pub fn rounds(quick: usize) -> usize {
    let times = std::env::var("CASES_STRESS")
        .ok()
        .and_then(|text| text.parse::<usize>().ok());
    quick * times.unwrap_or(1).max(1)
}
