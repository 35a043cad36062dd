//! The program `cases`. Everything is in the library.

use std::process::ExitCode;

/// Keeps the memory of a wave of letters from growing with their format, because the buffers of a compressor are used again
/// and not scattered: 9,963 letters as PDF take 152 MB at the peak, no more than as text, in place of 1.2 GB.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cases::cli::main()
}
