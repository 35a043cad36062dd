//! Temporary files and folders that never stay behind.
//!
//! One that is dropped is removed; so are all of them when a signal ends the program. What a killed program leaves is told
//! by its name from what a living one is at work on, and is swept by the next write into the same folder.

pub(crate) mod folder;
pub(crate) mod signals;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::owner::OwnerProcess;
use crate::files::scratch::folder::Folder;

/// The beginning of the name of every temporary file.
const PREFIX: &str = ".cases-";
/// The beginning of the name of every temporary folder.
const FOLDER_PREFIX: &str = "cases-";
/// A file in a temporary folder that was left on purpose.
const KEPT: &str = ".kept";
/// What cannot be told to be in use is left alone for so long.
const UNKNOWN_FOR: Duration = Duration::from_secs(24 * 60 * 60);
/// So many temporary files of one process can stand in a folder.
const MOST: u32 = 100_000;

/// A temporary file of mode 0600 in the folder in which it is to stand. Dropped before it is published, it is removed.
#[derive(Debug)]
pub struct ScratchFile {
    folder: Arc<Folder>,
    name: OsString,
    file: File,
    entry: u64,
}

impl ScratchFile {
    /// An empty one.
    pub fn new(folder: &Arc<Folder>) -> io::Result<Self> {
        // Without it, a signal leaves the file to the next sweep.
        let _ = signals::watch_signals();
        let mut registry = lock_registry();
        let flags =
            OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        for number in 1..MOST {
            let name = OsString::from(format!(
                "{PREFIX}{}",
                OwnerProcess::this_process().file_name(number)
            ));
            match rustix::fs::openat(&folder.opened, &name, flags, Mode::from_raw_mode(0o600)) {
                Ok(file) => {
                    let folder = Arc::clone(folder);
                    let entry = registry.add(ScratchEntry::File(Arc::clone(&folder), name.clone()));
                    return Ok(Self {
                        folder,
                        name,
                        file: file.into(),
                        entry,
                    });
                }
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::other("too many temporary files"))
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.folder.path.join(&self.name)
    }

    /// The file.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Brings it to the disk and gives it its name, in the place of what has that name if `replace`. When this returns
    /// without an error, file and name are on the disk.
    ///
    /// # Errors
    /// Something has that name, or the disk fails; then nothing of it remains.
    pub fn publish(self, name: &OsStr, replace: bool) -> io::Result<()> {
        if !replace {
            return self.publish_as([name.to_owned()]).map(drop);
        }
        self.file.sync_all()?;
        {
            let mut registry = lock_registry();
            self.folder.rename_file(&self.name, name)?;
            // Its name may be another’s from now on.
            registry.entries.remove(&self.entry);
        }
        self.folder.sync_to_disk()
    }

    /// As [`publish`](Self::publish), under the first of the names that nothing has.
    ///
    /// # Errors
    /// Something has each of them, or the disk fails; then nothing of it remains.
    pub fn publish_as(self, names: impl IntoIterator<Item = OsString>) -> io::Result<OsString> {
        self.file.sync_all()?;
        let mut refused = io::Error::from(io::ErrorKind::AlreadyExists);
        for name in names {
            let renamed = {
                let mut registry = lock_registry();
                let renamed = self.folder.rename_to_free(&self.name, &name);
                if renamed.is_ok() {
                    // Its name may be another’s from now on.
                    registry.entries.remove(&self.entry);
                }
                renamed
            };
            match renamed {
                Ok(()) => return self.folder.sync_to_disk().map(|()| name),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refused = error,
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        if let Some(entry) = lock_registry().entries.remove(&self.entry) {
            entry.remove_entry();
        }
    }
}

/// A temporary folder of mode 0700, for texts that are edited.
#[derive(Debug)]
pub struct ScratchFolder {
    path: PathBuf,
    entry: u64,
}

impl ScratchFolder {
    /// An empty one, under `XDG_RUNTIME_DIR` or the folder for temporary files. Those of ended processes are swept.
    pub fn new() -> io::Result<Self> {
        let _ = signals::watch_signals();
        sweep_runtime_folder();
        let make = |parent: &Path| {
            let mut registry = lock_registry();
            for number in 1..MOST {
                let path = parent.join(format!(
                    "{FOLDER_PREFIX}{}",
                    OwnerProcess::this_process().file_name(number)
                ));
                match DirBuilder::new().mode(0o700).create(&path) {
                    Ok(()) => {
                        let entry = registry.add(ScratchEntry::Folder(path.clone()));
                        return Ok(Self { path, entry });
                    }
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
            Err(io::Error::other("too many temporary folders"))
        };
        own_runtime_folder()
            .and_then(|folder| make(&folder).ok())
            .map_or_else(|| make(&std::env::temp_dir()), Ok)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it with everything in it.
    pub fn remove_folder(self) -> io::Result<()> {
        lock_registry().entries.remove(&self.entry);
        fs::remove_dir_all(&self.path)
    }

    /// Leaves it where it is, also to every later sweep.
    pub fn keep_folder(self) {
        lock_registry().entries.remove(&self.entry);
        // Without the mark it is kept until the next sweep.
        let _ = File::create(self.path.join(KEPT));
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        if let Some(entry) = lock_registry().entries.remove(&self.entry) {
            entry.remove_entry();
        }
    }
}

/// Where temporary folders are made.
pub fn runtime_folder() -> PathBuf {
    own_runtime_folder().unwrap_or_else(std::env::temp_dir)
}

fn own_runtime_folder() -> Option<PathBuf> {
    std::env::var_os("XDG_RUNTIME_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
}

/// The temporary folders that were left on purpose, because what was typed could not be saved.
pub fn kept_drafts() -> Vec<PathBuf> {
    let entries = fs::read_dir(runtime_folder())
        .into_iter()
        .flatten()
        .flatten();
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER_PREFIX));
        owner.is_some_and(|owner| OwnerProcess::from_name(owner).is_some())
            && entry.path().join(KEPT).exists()
    };
    let mut found: Vec<PathBuf> = entries.filter(is_ours).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// Removes the temporary files in a folder whose processes have ended. Other files, also those of older versions that are
/// younger than a day, are left alone.
pub fn sweep_folder(folder: &Path) -> io::Result<()> {
    for path in find_leftovers(folder)? {
        // Somebody else may sweep too.
        let _ = if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        };
    }
    Ok(())
}

/// Removes the drafts of processes that have ended.
pub fn sweep_runtime_folder() {
    for folder in own_runtime_folder()
        .into_iter()
        .chain([std::env::temp_dir()])
    {
        // What cannot be swept now is swept another time.
        let _ = sweep_folder(&folder);
    }
}

/// The temporary files and folders in a folder whose processes have ended, and that were not left on purpose.
pub fn find_leftovers(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name
            .to_str()
            .filter(|name| name.starts_with(PREFIX) || name.starts_with(FOLDER_PREFIX))
        else {
            continue;
        };
        // Gone meanwhile.
        let Ok(about) = entry.path().symlink_metadata() else {
            continue;
        };
        let is_old = || {
            about.modified().is_ok_and(|time| {
                SystemTime::now()
                    .duration_since(time)
                    .is_ok_and(|age| age > UNKNOWN_FOR)
            })
        };
        let lives = |owner: &str| {
            OwnerProcess::from_name(owner)
                .map(|owner| owner.is_alive().unwrap_or_else(|| !is_old()))
        };
        let is_forsaken = if let Some(owner) = name.strip_prefix(PREFIX).filter(|_| about.is_file())
        {
            let owner = owner.strip_suffix("-journal").unwrap_or(owner);
            match lives(owner) {
                Some(lives) => !lives,
                // As versions before named them.
                None => {
                    owner.len() == 6
                        && owner.bytes().all(|byte| byte.is_ascii_alphanumeric())
                        && is_old()
                }
            }
        } else if let Some(owner) = name.strip_prefix(FOLDER_PREFIX).filter(|_| about.is_dir()) {
            lives(owner) == Some(false) && !entry.path().join(KEPT).exists()
        } else {
            false
        };
        if is_forsaken {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// What there is of this process.
struct ScratchRegistry {
    entries: BTreeMap<u64, ScratchEntry>,
    next: u64,
}

enum ScratchEntry {
    File(Arc<Folder>, OsString),
    Folder(PathBuf),
}

static REGISTRY: Mutex<ScratchRegistry> = Mutex::new(ScratchRegistry {
    entries: BTreeMap::new(),
    next: 0,
});

fn lock_registry() -> MutexGuard<'static, ScratchRegistry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ScratchRegistry {
    fn add(&mut self, entry: ScratchEntry) -> u64 {
        self.next += 1;
        self.entries.insert(self.next, entry);
        self.next
    }
}

impl ScratchEntry {
    fn remove_entry(&self) {
        match self {
            Self::File(folder, name) => {
                folder.remove_file(name);
                let mut journal = name.clone();
                journal.push("-journal");
                folder.remove_file(&journal);
            }
            Self::Folder(path) => {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

/// Removes everything; nothing new comes while the guard is held.
pub(super) fn remove_all() -> impl Drop {
    let mut registry = lock_registry();
    std::mem::take(&mut registry.entries)
        .values()
        .for_each(ScratchEntry::remove_entry);
    registry
}

#[cfg(test)]
mod tests;
