//! Temporary files and folders that never stay behind.
//!
//! One that is dropped is removed; so are all of them when a signal ends the program. What a killed program leaves is told
//! by its name from what a living one is at work on, and is swept by the next write into the same folder.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use super::mark::Identity;
use super::owner::Owner;
use super::signals;

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

/// A folder that was opened once: what is written into it stays in it, also if its name becomes that of another.
#[derive(Debug)]
pub struct Folder {
    opened: OwnedFd,
    path: PathBuf,
    identity: Identity,
}

impl Folder {
    /// Opens a folder, or gives it as it was opened before in this process. The first time it is swept.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub fn open(path: &Path) -> io::Result<Arc<Self>> {
        static OPENED: Mutex<BTreeMap<PathBuf, Arc<Folder>>> = Mutex::new(BTreeMap::new());
        let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = opened.get(path) {
            return Ok(Arc::clone(folder));
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
        let identity = Identity::from(&file.metadata()?);
        let folder = Arc::new(Self { opened: file.into(), path: path.to_owned(), identity });
        // What cannot be swept now is swept another time.
        let _ = sweep(path);
        opened.insert(path.to_owned(), Arc::clone(&folder));
        Ok(folder)
    }

    /// Where it was when it was opened.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether its name still leads to it.
    #[must_use]
    pub fn is_in_place(&self) -> bool {
        Identity::of(&self.path).is_ok_and(|identity| identity == self.identity)
    }

    /// Opens a file in it to read; none if there is none. A symbolic link is not followed.
    ///
    /// # Errors
    /// It cannot be read, or is a link.
    pub fn read(&self, name: &OsStr) -> io::Result<Option<File>> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        match rustix::fs::openat(&self.opened, name, flags, Mode::empty()) {
            Ok(file) => Ok(Some(file.into())),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Brings what was done with its names to the disk.
    ///
    /// # Errors
    /// The disk fails.
    pub fn sync(&self) -> io::Result<()> {
        Ok(rustix::fs::fsync(&self.opened)?)
    }

    /// Gives a file in it a further name that nothing has, or no other name if the file system knows no such thing.
    ///
    /// # Errors
    /// Something has that name, or the file system refuses.
    pub fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::linkat(&self.opened, from, &self.opened, to, AtFlags::empty())?)
    }

    /// Gives a file in it another name that nothing has.
    ///
    /// # Errors
    /// Something has that name, or the file system refuses.
    pub fn rename_to_free(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match rustix::fs::renameat_with(&self.opened, from, &self.opened, to, RenameFlags::NOREPLACE) {
            // A file system that does not know it.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                self.link(from, to)?;
                Ok(rustix::fs::unlinkat(&self.opened, from, AtFlags::empty())?)
            }
            done => Ok(done?),
        }
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.opened, from, &self.opened, to)?)
    }

    fn remove(&self, name: &OsStr) {
        // It may be gone already.
        let _ = rustix::fs::unlinkat(&self.opened, name, AtFlags::empty());
    }
}

/// A temporary file of mode 0600 in the folder in which it is to stand. Dropped before it is published, it is removed.
#[derive(Debug)]
pub struct Scratch {
    folder: Arc<Folder>,
    name: OsString,
    file: File,
    entry: u64,
}

impl Scratch {
    /// An empty one.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn new(folder: &Arc<Folder>) -> io::Result<Self> {
        // Without it, a signal leaves the file to the next sweep.
        let _ = signals::watch();
        let mut registry = registry();
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        for number in 1..MOST {
            let name = OsString::from(format!("{PREFIX}{}", Owner::this().name(number)));
            match rustix::fs::openat(&folder.opened, &name, flags, Mode::from_raw_mode(0o600)) {
                Ok(file) => {
                    let folder = Arc::clone(folder);
                    let entry = registry.add(Entry::File(Arc::clone(&folder), name.clone()));
                    return Ok(Self { folder, name, file: file.into(), entry });
                }
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::other("too many temporary files"))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path.join(&self.name)
    }

    /// The file.
    #[must_use]
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
            let _nothing_is_removed = registry();
            self.folder.rename(&self.name, name)?;
        }
        self.folder.sync()
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
                let _nothing_is_removed = registry();
                self.folder.rename_to_free(&self.name, &name)
            };
            match renamed {
                Ok(()) => return self.folder.sync().map(|()| name),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refused = error,
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Once it was published, nothing has its old name.
        if let Some(entry) = registry().entries.remove(&self.entry) {
            entry.remove();
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
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new() -> io::Result<Self> {
        let _ = signals::watch();
        sweep_runtime_folder();
        let make = |parent: &Path| {
            let mut registry = registry();
            for number in 1..MOST {
                let path = parent.join(format!("{FOLDER_PREFIX}{}", Owner::this().name(number)));
                match DirBuilder::new().mode(0o700).create(&path) {
                    Ok(()) => {
                        let entry = registry.add(Entry::Folder(path.clone()));
                        return Ok(Self { path, entry });
                    }
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
            Err(io::Error::other("too many temporary folders"))
        };
        own_runtime_folder().and_then(|folder| make(&folder).ok()).map_or_else(|| make(&std::env::temp_dir()), Ok)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it with everything in it.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn discard(self) -> io::Result<()> {
        registry().entries.remove(&self.entry);
        fs::remove_dir_all(&self.path)
    }

    /// Leaves it where it is, also to every later sweep.
    pub fn keep(self) {
        registry().entries.remove(&self.entry);
        // Without the mark it is kept until the next sweep.
        let _ = File::create(self.path.join(KEPT));
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        if let Some(entry) = registry().entries.remove(&self.entry) {
            entry.remove();
        }
    }
}

/// Where temporary folders are made.
#[must_use]
pub fn runtime_folder() -> PathBuf {
    own_runtime_folder().unwrap_or_else(std::env::temp_dir)
}

fn own_runtime_folder() -> Option<PathBuf> {
    std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute())
}

/// The temporary folders that were left on purpose, because what was typed could not be saved.
#[must_use]
pub fn kept_drafts() -> Vec<PathBuf> {
    let entries = fs::read_dir(runtime_folder()).into_iter().flatten().flatten();
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX));
        owner.is_some_and(|owner| Owner::of(owner).is_some()) && entry.path().join(KEPT).exists()
    };
    let mut found: Vec<PathBuf> = entries.filter(is_ours).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// Removes the temporary files in a folder whose processes have ended. Other files, also those of older versions that are
/// younger than a day, are left alone.
///
/// # Errors
/// The folder cannot be read.
pub fn sweep(folder: &Path) -> io::Result<()> {
    for path in forsaken(folder)? {
        // Somebody else may sweep too.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    Ok(())
}

/// Removes the drafts of processes that have ended.
pub fn sweep_runtime_folder() {
    for folder in own_runtime_folder().into_iter().chain([std::env::temp_dir()]) {
        // What cannot be swept now is swept another time.
        let _ = sweep(&folder);
    }
}

/// The temporary files and folders in a folder whose processes have ended, and that were not left on purpose.
///
/// # Errors
/// The folder cannot be read.
pub fn forsaken(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX) || name.starts_with(FOLDER_PREFIX))
        else {
            continue;
        };
        // Gone meanwhile.
        let Ok(about) = entry.path().symlink_metadata() else { continue };
        let is_old = || {
            about.modified().is_ok_and(|time| SystemTime::now().duration_since(time).is_ok_and(|age| age > UNKNOWN_FOR))
        };
        let lives = |owner: &str| Owner::of(owner).map(|owner| owner.lives().unwrap_or_else(|| !is_old()));
        let is_forsaken = if let Some(owner) = name.strip_prefix(PREFIX).filter(|_| about.is_file()) {
            let owner = owner.strip_suffix("-journal").unwrap_or(owner);
            match lives(owner) {
                Some(lives) => !lives,
                // As versions before named them.
                None => owner.len() == 6 && owner.bytes().all(|byte| byte.is_ascii_alphanumeric()) && is_old(),
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
struct Registry {
    entries: BTreeMap<u64, Entry>,
    next: u64,
}

enum Entry {
    File(Arc<Folder>, OsString),
    Folder(PathBuf),
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry { entries: BTreeMap::new(), next: 0 });

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Registry {
    fn add(&mut self, entry: Entry) -> u64 {
        self.next += 1;
        self.entries.insert(self.next, entry);
        self.next
    }
}

impl Entry {
    fn remove(&self) {
        match self {
            Self::File(folder, name) => {
                folder.remove(name);
                let mut journal = name.clone();
                journal.push("-journal");
                folder.remove(&journal);
            }
            Self::Folder(path) => {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

/// Removes everything; nothing new comes while the guard is held.
pub(super) fn remove_all() -> impl Drop {
    let mut registry = registry();
    std::mem::take(&mut registry.entries).values().for_each(Entry::remove);
    registry
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_temporary_file_is_gone_when_it_is_dropped_and_there_when_it_is_published() {
        let folder = tempfile::tempdir().unwrap();
        let opened = Folder::open(folder.path()).unwrap();
        let scratch = Scratch::new(&opened).unwrap();
        assert_eq!(names(folder.path()).len(), 1);
        assert!(scratch.path().exists());
        fs::write(folder.path().join(format!("{}-journal", scratch.name.to_str().unwrap())), "").unwrap();
        drop(scratch);
        assert!(names(folder.path()).is_empty());
        let scratch = Scratch::new(&opened).unwrap();
        scratch.file().write_all(b"text").unwrap();
        scratch.publish(OsStr::new("a"), false).unwrap();
        assert_eq!(
            (names(folder.path()), fs::read(folder.path().join("a")).unwrap().as_slice()),
            (vec!["a".to_owned()], &b"text"[..])
        );
        let refused = Scratch::new(&opened).unwrap().publish(OsStr::new("a"), false).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        Scratch::new(&opened).unwrap().publish(OsStr::new("a"), true).unwrap();
        assert_eq!((names(folder.path()), fs::read(folder.path().join("a")).unwrap().len()), (vec!["a".to_owned()], 0));
    }

    #[test]
    fn only_what_an_ended_process_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let dead = format!("1-{:x}-{}-1", u64::MAX, Owner::this().name(1).rsplit('-').nth(1).unwrap());
        let alive = Owner::this().name(9);
        for name in [
            format!(".cases-{dead}"),
            format!(".cases-{dead}-journal"),
            format!(".cases-{alive}"),
            ".cases-Ab12Cd".to_owned(),
            ".cases-notes".to_owned(),
            "cases.db".to_owned(),
        ] {
            fs::write(folder.path().join(name), "secret").unwrap();
        }
        for name in [format!("cases-{dead}"), format!("cases-{alive}"), "cases-Ab12Cd".to_owned()] {
            fs::create_dir(folder.path().join(&name)).unwrap();
            fs::write(folder.path().join(name).join("case.toml"), "secret").unwrap();
        }
        let kept = format!("{}2", &dead[..dead.len() - 1]);
        fs::create_dir(folder.path().join(format!("cases-{kept}"))).unwrap();
        fs::write(folder.path().join(format!("cases-{kept}/.kept")), "").unwrap();
        sweep(folder.path()).unwrap();
        let mut left = [
            format!(".cases-{alive}"),
            ".cases-Ab12Cd".to_owned(),
            ".cases-notes".to_owned(),
            "cases.db".to_owned(),
            format!("cases-{alive}"),
            format!("cases-{kept}"),
            "cases-Ab12Cd".to_owned(),
        ];
        left.sort();
        assert_eq!(names(folder.path()), left);
    }

    #[test]
    fn a_folder_whose_name_leads_elsewhere_is_known() {
        let outer = tempfile::tempdir().unwrap();
        let path = outer.path().join("letters");
        fs::create_dir(&path).unwrap();
        let folder = Folder::open(&path).unwrap();
        assert!(folder.is_in_place());
        fs::rename(&path, outer.path().join("moved")).unwrap();
        assert!(!folder.is_in_place());
        std::os::unix::fs::symlink(outer.path(), &path).unwrap();
        assert!(!folder.is_in_place());
        Scratch::new(&folder).unwrap().publish(OsStr::new("a"), false).unwrap();
        assert_eq!(names(&outer.path().join("moved")), ["a"]);
    }
}
