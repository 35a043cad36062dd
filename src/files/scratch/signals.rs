//! Ctrl-C, hang-up and termination: temporary files go, then the program ends as any program would.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

use crate::files::scratch;

/// Whether signals end the program; not while somebody holds them.
static ACT: AtomicBool = AtomicBool::new(true);

/// Says whether Ctrl-C, hang-up and termination end the program from now on.
pub fn act_on_signals(yes: bool) {
    ACT.store(yes, SeqCst);
}

/// From now on a signal that ends the program takes its temporary files with it.
///
/// # Errors
/// The system refuses; then signals act as in any program.
pub fn watch_signals() -> io::Result<()> {
    static WATCHING: OnceLock<Result<(), io::ErrorKind>> = OnceLock::new();
    WATCHING
        .get_or_init(|| start_watching().map_err(|error| error.kind()))
        .map_err(io::Error::from)
}

fn start_watching() -> io::Result<()> {
    let (mut bell, rope) = UnixStream::pair()?;
    let which = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&which);
    std::thread::Builder::new()
        .name("signals".to_owned())
        .stack_size(128 << 10)
        .spawn(move || {
            let mut one = [0];
            loop {
                match bell.read(&mut one) {
                    Ok(1) => {}
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    _ => return,
                }
                if let (true, Ok(signal @ 1..)) =
                    (ACT.load(SeqCst), i32::try_from(seen.load(SeqCst)))
                {
                    end_by(signal);
                }
            }
        })?;
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        flag::register_usize(
            signal,
            Arc::clone(&which),
            usize::try_from(signal).unwrap_or_default(),
        )?;
        low_level::pipe::register(signal, rope.try_clone()?)?;
    }
    Ok(())
}

/// Removes the temporary files of this process and ends it as the signal does, so that a shell sees 130, 143 or 129.
pub fn end_by(signal: i32) {
    let _nothing_new = scratch::remove_all();
    // It does not return for these signals.
    let _ = low_level::emulate_default_handler(signal);
}

/// A file that grows beyond what the system allows (`ulimit -f`) is an error of writing, and not the end of the program.
pub fn ignore_file_size_limit() {
    /// The same number on Linux and macOS.
    const SIGXFSZ: i32 = 25;
    // If it fails, it is as before.
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
