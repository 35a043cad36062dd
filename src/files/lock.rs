//! A folder that one program at a time writes into.

use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::fs::FlockOperation;
use rustix::io::Errno;

/// How long another program is waited for; as long as for a casebook.
const PATIENCE: Duration = Duration::from_secs(5);

/// The right to write into a folder, until it is dropped or the program ends. It leaves nothing in the folder. Where there is
/// no folder, or its file system knows no locks, nobody is kept out.
#[derive(Debug)]
#[must_use = "the folder is locked only as long as this is kept"]
pub struct FolderLock {
    _folder: Option<File>,
}

/// Another program still writes into the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderBusy;

impl FolderLock {
    /// Waits until no other program has the right, for some seconds.
    pub fn wait_for(folder: &Path) -> Result<Self, FolderBusy> {
        Self::lock_within(folder, PATIENCE)
    }

    fn lock_within(folder: &Path, patience: Duration) -> Result<Self, FolderBusy> {
        let Ok(file) = File::open(folder) else {
            return Ok(Self { _folder: None });
        };
        let end = Instant::now() + patience;
        loop {
            match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {
                    return Ok(Self {
                        _folder: Some(file),
                    });
                }
                Err(Errno::WOULDBLOCK) if Instant::now() < end => sleep(Duration::from_millis(5)),
                Err(Errno::WOULDBLOCK) => return Err(FolderBusy),
                Err(_) => return Ok(Self { _folder: None }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_has_the_folder_and_nothing_stays_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::lock_within(folder.path(), Duration::ZERO).unwrap();
        assert_eq!(
            FolderLock::lock_within(folder.path(), Duration::from_millis(20)).unwrap_err(),
            FolderBusy
        );
        drop(first);
        let _second = FolderLock::lock_within(folder.path(), Duration::ZERO).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(FolderLock::lock_within(&folder.path().join("none"), Duration::ZERO).is_ok());
    }
}
