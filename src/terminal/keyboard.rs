//! The keyboard during a question: keys are read one by one, and the terminal is restored in every case.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use crate::files;

/// Whether Ctrl-C was pressed since the signals were held.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// The other signal, if any, that asked the program to end since the signals were held.
static ENDED: AtomicUsize = AtomicUsize::new(0);

/// Holds back Ctrl-C, hang-up and termination while it lives, so that nothing is left undone. A signal that asks the
/// program to end, other than Ctrl-C, ends it as soon as this is dropped.
#[derive(Debug)]
pub(super) struct HeldSignals(());

impl HeldSignals {
    pub fn hold_signals() -> io::Result<Self> {
        static INSTALLED: OnceLock<Result<(), io::ErrorKind>> = OnceLock::new();
        INSTALLED
            .get_or_init(|| install_handlers().map_err(|error| error.kind()))
            .map_err(io::Error::from)?;
        INTERRUPTED.store(false, SeqCst);
        ENDED.store(0, SeqCst);
        files::act_on_signals(false);
        Ok(Self(()))
    }

    /// Whether Ctrl-C was pressed since.
    pub fn was_interrupted(&self) -> bool {
        INTERRUPTED.load(SeqCst)
    }
}

impl Drop for HeldSignals {
    fn drop(&mut self) {
        files::act_on_signals(true);
        if let Ok(signal @ 1..) = i32::try_from(ENDED.swap(0, SeqCst)) {
            files::end_by(signal);
        }
    }
}

fn install_handlers() -> io::Result<()> {
    files::watch_signals()?;
    flag::register(SIGINT, &INTERRUPTED)?;
    for signal in [SIGHUP, SIGTERM] {
        flag::register_usize(signal, &ENDED, usize::try_from(signal).unwrap_or_default())?;
    }
    Ok(())
}

/// The keyboard in raw mode while it lives: no echo, no line buffer, between keys either; then as it was before, with the
/// cursor shown.
#[derive(Debug)]
pub(super) struct RawKeyboard {
    before: Termios,
    // Dropped last, so that the terminal is restored before a signal that was held back ends the program.
    signals: HeldSignals,
}

impl RawKeyboard {
    pub fn new() -> io::Result<Self> {
        let signals = HeldSignals::hold_signals()?;
        let before = tcgetattr(io::stdin())?;
        let mut raw = before.clone();
        raw.make_raw();
        raw.output_modes = before.output_modes;
        tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
        Ok(Self { before, signals })
    }

    /// Whether Ctrl-C was pressed since.
    pub fn was_interrupted(&self) -> bool {
        self.signals.was_interrupted()
    }
}

impl Drop for RawKeyboard {
    fn drop(&mut self) {
        // If the terminal has gone away there is nothing to restore.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
        let _ = io::stderr().write_all(b"\x1b[?25h");
    }
}
