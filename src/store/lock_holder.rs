//! Which program holds the lock of a casebook, as far as the system says.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::connection::PATIENCE;
use super::{Error, Store};

/// Adds the program that holds the lock to a busy error; returns any other error unchanged.
pub(super) fn name_holder(error: Error, path: &Path) -> Error {
    match error {
        Error::Busy => Error::Held {
            waited: PATIENCE.as_secs(),
            by: find_holder(path),
        },
        error => error,
    }
}

impl Store {
    /// As [`name_holder`], of this casebook.
    pub(super) fn name_holder(&self, error: Error) -> Error {
        match self.conn.path() {
            Some(path) => name_holder(error, Path::new(path)),
            None => error,
        }
    }
}

/// Another program that has locked a file: its name and number. The file is not opened for this: closing it again would let
/// go of the locks that this program has itself.
fn find_holder(path: &Path) -> Option<String> {
    let about = fs::metadata(path).ok()?;
    let (major, minor) = (
        rustix::fs::major(about.dev()),
        rustix::fs::minor(about.dev()),
    );
    let file = format!("{major:02x}:{minor:02x}:{}", about.ino());
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let process = holder_of(&locks, &file, std::process::id())?;
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
    Some(format!("{} (process {process})", name.trim_end()))
}

/// The process that has locked a file, in the words of `/proc/locks`: who writes before who reads, and never this one.
fn holder_of(locks: &str, file: &str, own: u32) -> Option<u32> {
    let mut holders: Vec<(bool, u32)> = Vec::new();
    for line in locks.lines().filter(|line| !line.contains("->")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [_, _, _, kind, process, place, ..] = words.as_slice()
            && *place == file
            && let Some(process) = process
                .parse()
                .ok()
                .filter(|process| *process != own && *process != 0)
        {
            holders.push((*kind != "WRITE", process));
        }
    }
    holders.into_iter().min().map(|(_, process)| process)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_is_named_before_who_reads_and_nobody_names_itself() {
        let locks = "1: POSIX  ADVISORY  READ 20 08:01:77 1073741826 1073742335\n\
                     2: POSIX  ADVISORY  WRITE 30 08:01:77 1073741825 1073741825\n\
                     2: -> POSIX  ADVISORY  WRITE 40 08:01:77 1073741825 1073741825\n\
                     3: FLOCK  ADVISORY  WRITE 50 08:01:78 0 EOF\n";
        assert_eq!(holder_of(locks, "08:01:77", 1), Some(30));
        assert_eq!(holder_of(locks, "08:01:77", 30), Some(20));
        assert_eq!(holder_of(locks, "08:01:78", 50), None);
        assert_eq!(holder_of("no such thing", "08:01:77", 1), None);
    }
}
