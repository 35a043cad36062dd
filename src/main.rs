//! The program `cases`. Everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cases::cli::main()
}
