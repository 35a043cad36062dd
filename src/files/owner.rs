//! The name of a temporary file, which says whose it is.

use std::fmt;
use std::sync::OnceLock;

use rustix::process::{Pid, getpid, test_kill_process};

/// The process to which a temporary file belongs: its number, when it started, and on which computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OwnerProcess {
    process: i32,
    started: u64,
    computer: u32,
}

impl OwnerProcess {
    /// This process.
    pub fn this_process() -> Self {
        static THIS: OnceLock<OwnerProcess> = OnceLock::new();
        *THIS.get_or_init(|| {
            let process = getpid().as_raw_nonzero().get();
            Self {
                process,
                started: process_start(process).unwrap_or_default(),
                computer: computer_number(),
            }
        })
    }

    /// The owner that a name tells: `12345-9f3a-1c2d3e4f-1`.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut parts = name.split('-');
        let process = parts.next()?.parse().ok().filter(|process| *process > 0)?;
        let started = u64::from_str_radix(parts.next()?, 16).ok()?;
        let computer = u32::from_str_radix(parts.next()?, 16).ok()?;
        parts.next()?.parse::<u32>().ok()?;
        parts.next().is_none().then_some(Self {
            process,
            started,
            computer,
        })
    }

    /// Whether the process is at work still. That of another computer, in a folder that is shared, cannot be asked.
    pub fn is_alive(self) -> Option<bool> {
        if self.computer != computer_number() {
            return None;
        }
        Some(match process_start(self.process) {
            Some(started) => started == self.started,
            None if self.started == 0 => {
                Pid::from_raw(self.process).is_some_and(|pid| test_kill_process(pid).is_ok())
            }
            None => false,
        })
    }

    /// The name of its file with this number.
    pub fn file_name(self, number: u32) -> String {
        format!("{self}-{number}")
    }
}

impl fmt::Display for OwnerProcess {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}-{:x}-{:08x}",
            self.process, self.started, self.computer
        )
    }
}

/// When a process started, in a number that no other process with the same number has; none if there is no such process, or
/// the system does not tell.
fn process_start(process: i32) -> Option<u64> {
    let text = std::fs::read(format!("/proc/{process}/stat")).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    // The name of the program, in brackets, may hold anything. The twentieth number behind it is the start.
    let (_, behind) = text.rsplit_once(") ")?;
    behind.split(' ').nth(19)?.parse().ok()
}

/// A number for this computer, made of its name.
fn computer_number() -> u32 {
    static COMPUTER: OnceLock<u32> = OnceLock::new();
    *COMPUTER.get_or_init(|| {
        let system = rustix::system::uname();
        // FNV-1a: short, and the same in every version.
        let hash = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        system.nodename().to_bytes().iter().fold(0x811c_9dc5, hash)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_owner() {
        let this = OwnerProcess::this_process();
        assert_eq!(OwnerProcess::from_name(&this.file_name(7)), Some(this));
        for wrong in [
            "",
            "Ab12Cd",
            "1-2-3",
            "x-2-3-4",
            "1-2-3-4-5",
            "1-2-3-x",
            "0-0-0-1",
            "-1-2-3-4",
        ] {
            assert_eq!(OwnerProcess::from_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_process_that_has_ended_is_told_from_one_that_lives() {
        let this = OwnerProcess::this_process();
        assert_eq!(this.is_alive(), Some(true));
        assert_eq!(
            OwnerProcess {
                started: this.started + 1,
                ..this
            }
            .is_alive(),
            Some(false),
            "another with the same number"
        );
        assert_eq!(
            OwnerProcess {
                computer: !this.computer,
                ..this
            }
            .is_alive(),
            None
        );
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let process = i32::try_from(child.id()).unwrap();
        child.wait().unwrap();
        assert_eq!(
            OwnerProcess {
                process,
                started: 1,
                ..this
            }
            .is_alive(),
            Some(false)
        );
    }
}
