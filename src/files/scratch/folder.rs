//! A folder, opened once for everything that is written into it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use crate::files::mark::FileIdentity;
use crate::files::scratch::sweep_folder;

/// A folder that was opened once: what is written into it stays in it, also if its name becomes that of another.
#[derive(Debug)]
pub struct Folder {
    pub(crate) opened: OwnedFd,
    pub(crate) path: PathBuf,
    identity: FileIdentity,
}

impl Folder {
    /// Opens a folder, or gives it as it was opened before in this process. The first time it is swept.
    pub fn open(path: &Path) -> io::Result<Arc<Self>> {
        static OPENED: Mutex<BTreeMap<PathBuf, Arc<Folder>>> = Mutex::new(BTreeMap::new());
        let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = opened.get(path) {
            return Ok(Arc::clone(folder));
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
        let identity = FileIdentity::from(&file.metadata()?);
        let folder = Arc::new(Self {
            opened: file.into(),
            path: path.to_owned(),
            identity,
        });
        // What cannot be swept now is swept another time.
        let _ = sweep_folder(path);
        opened.insert(path.to_owned(), Arc::clone(&folder));
        Ok(folder)
    }

    /// Where it was when it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether its name still leads to it.
    pub fn is_in_place(&self) -> bool {
        FileIdentity::from_path(&self.path).is_ok_and(|identity| identity == self.identity)
    }

    /// Opens a file in it to read; none if there is none. A symbolic link is not followed.
    pub fn open_file(&self, name: &OsStr) -> io::Result<Option<File>> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        match rustix::fs::openat(&self.opened, name, flags, Mode::empty()) {
            Ok(file) => Ok(Some(file.into())),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Brings what was done with its names to the disk.
    pub fn sync_to_disk(&self) -> io::Result<()> {
        Ok(rustix::fs::fsync(&self.opened)?)
    }

    /// Gives a file in it a further name that nothing has, or no other name if the file system knows no such thing.
    pub fn link_file(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::linkat(
            &self.opened,
            from,
            &self.opened,
            to,
            AtFlags::empty(),
        )?)
    }

    /// Gives a file in it another name that nothing has.
    pub fn rename_to_free(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match rustix::fs::renameat_with(
            &self.opened,
            from,
            &self.opened,
            to,
            RenameFlags::NOREPLACE,
        ) {
            // A file system that does not know it.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                self.link_file(from, to)?;
                Ok(rustix::fs::unlinkat(&self.opened, from, AtFlags::empty())?)
            }
            done => Ok(done?),
        }
    }

    pub(crate) fn rename_file(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.opened, from, &self.opened, to)?)
    }

    pub(crate) fn remove_file(&self, name: &OsStr) {
        // It may be gone already.
        let _ = rustix::fs::unlinkat(&self.opened, name, AtFlags::empty());
    }
}
