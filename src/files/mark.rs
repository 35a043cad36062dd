//! How a casebook is told from any other file, and which one is open.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// `application_id` of a casebook: “CSBK”. It stands in every casebook at byte 68.
pub const APPLICATION_ID: u32 = 0x4353_424b;

/// The first bytes of every SQLite file.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Which file it is, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileIdentity {
    device: u64,
    inode: u64,
}

impl FileIdentity {
    /// That of the file at a path; links are followed.
    pub fn from_path(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|about| Self::from(&about))
    }
}

impl From<&Metadata> for FileIdentity {
    fn from(about: &Metadata) -> Self {
        Self {
            device: about.dev(),
            inode: about.ino(),
        }
    }
}

/// The casebooks that this process has opened.
static OPEN: Mutex<Vec<FileIdentity>> = Mutex::new(Vec::new());

/// Notes that this file is a casebook in use: from now on nothing replaces it, and nothing opens it beside SQLite.
pub fn note_open(identity: FileIdentity) {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if !open.contains(&identity) {
        open.push(identity);
    }
}

/// Whether a file is a casebook, in use or not, or belongs to one (its journal). Links are followed; what cannot be read is
/// none.
pub fn is_casebook(path: &Path) -> bool {
    is_marked(path) || companion_owner(path).is_some_and(|casebook| is_marked(&casebook))
}

/// The casebooks that lie in a folder, in order of name; none if there is no such folder. What SQLite keeps beside them, and
/// what cannot be read, is left out.
pub fn casebooks_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    let mut found: Vec<PathBuf> = paths.into_iter().filter(|path| is_marked(path)).collect();
    found.sort_unstable();
    Ok(found)
}

/// The files that SQLite keeps beside a casebook while it is written, there or not.
pub fn companion_paths(path: &Path) -> [PathBuf; 3] {
    SUFFIXES.map(|suffix| {
        let mut name = OsString::from(path);
        name.push(suffix);
        PathBuf::from(name)
    })
}

const SUFFIXES: [&str; 3] = ["-journal", "-wal", "-shm"];

fn companion_owner(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let casebook = SUFFIXES
        .into_iter()
        .find_map(|suffix| name.strip_suffix(suffix))?;
    Some(path.with_file_name(casebook))
}

fn is_marked(path: &Path) -> bool {
    let Ok(about) = fs::metadata(path) else {
        return false;
    };
    if !about.is_file() {
        return false;
    }
    // To open a file that SQLite has locked, and to close it again, would give up the lock.
    if OPEN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .contains(&FileIdentity::from(&about))
    {
        return true;
    }
    let mut head = [0; 72];
    let read = File::open(path).and_then(|file| file.read_exact_at(&mut head, 0));
    read.is_ok() && head.starts_with(SQLITE) && head[68..] == APPLICATION_ID.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_casebook_is_told_by_its_mark_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letter.txt");
        assert!(!is_casebook(&path));
        fs::write(&path, b"Dear Sir").unwrap();
        assert!(!is_casebook(&path));
        let mut bytes = vec![0; 100];
        bytes[..16].copy_from_slice(SQLITE);
        fs::write(&path, &bytes).unwrap();
        assert!(!is_casebook(&path), "the file of another program");
        bytes[68..72].copy_from_slice(&APPLICATION_ID.to_be_bytes());
        fs::write(&path, &bytes).unwrap();
        assert!(is_casebook(&path) && is_casebook(&folder.path().join("letter.txt-journal")));
        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        assert!(is_casebook(&folder.path().join("link")));
    }

    #[test]
    fn what_is_open_is_known_without_being_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.db");
        fs::write(&path, b"").unwrap();
        note_open(FileIdentity::from_path(&path).unwrap());
        fs::hard_link(&path, folder.path().join("other")).unwrap();
        assert!(is_casebook(&path) && is_casebook(&folder.path().join("other")));
    }
}
