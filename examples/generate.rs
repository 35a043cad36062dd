//! Writes an invented casebook as JSON Lines, for `cases import`.
//!
//! ```text
//! cargo run --release --example generate -- 1000 > cases.jsonl        so many cases
//! cargo run --release --example generate -- 1000 7 > cases.jsonl      others, with another seed
//! ```

#[path = "../benches/invented/mod.rs"]
mod invented;

use std::env;
use std::error::Error;
use std::io::{BufWriter, Write, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let cases = arguments
        .next()
        .ok_or("how many cases? generate CASES [SEED]")?
        .parse()?;
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let mut out = BufWriter::new(stdout().lock());
    invented::write(&invented::casebook(cases, seed), &mut out)?;
    Ok(out.flush()?)
}
