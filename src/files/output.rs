//! Files that the program makes: whole or not at all, for the user's eyes only, never over something else.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::{self, Folder, ScratchFile};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOutcome {
    /// It is new.
    Created,
    /// It replaced an older one.
    Replaced,
    /// It was there already with the same content, and was left alone.
    Unchanged,
}

/// Why a file was not written. Whatever stood there before still does.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another file has that name.
    #[error("{} is there already, with other content", .0.display())]
    Exists(PathBuf),
    /// The name is a symbolic link.
    #[error("{} is a symbolic link; name the file itself", .0.display())]
    Link(PathBuf),
    /// The name is a folder, a device or something else that is no ordinary file.
    #[error("{} is not an ordinary file", .0.display())]
    NotAFile(PathBuf),
    /// The file is a casebook, or belongs to one.
    #[error("{} is a casebook, and nothing is written over one", .0.display())]
    Casebook(PathBuf),
    /// The folder is not there.
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
    /// The name of the folder leads to another one than when the command began.
    #[error("{} is not the folder any more that it was when this began", .0.display())]
    Moved(PathBuf),
    /// The system refused.
    #[error("{} could not be written: {}", path.display(), files::describe_io_error(.source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes a file with mode 0600, whole or not at all: once this returns without an error the file is on the disk, and a
/// reader never sees a part of it. The same content that is there already counts as written.
///
/// Another file of that name is refused unless `replace`; a casebook, a link, a folder or a device always is.
pub fn write_new(path: &Path, bytes: &[u8], replace: bool) -> Result<FileOutcome, Error> {
    if check_replaceable(path)?
        && has_content(path, bytes).map_err(|source| io_error(path, source))?
    {
        return Ok(FileOutcome::Unchanged);
    }
    let mut file = NewFile::create(path, replace)?;
    file.write_all(bytes)
        .map_err(|source| io_error(path, source))?;
    file.finish_file()
}

/// A file on its way: written beside its place, with mode 0600, and moved there by [`finish_file`](Self::finish_file). Dropped before
/// that, it leaves nothing behind.
#[derive(Debug)]
pub struct NewFile {
    draft: ScratchFile,
    path: PathBuf,
    name: OsString,
    folder: Arc<Folder>,
    /// Whether another file of that name was there when this one began.
    was_there: bool,
    replaces: bool,
}

impl NewFile {
    /// Begins a file. Another one of that name is refused unless `replace`; a casebook, a link, a folder or a device always
    /// is.
    pub fn create(path: &Path, replace: bool) -> Result<Self, Error> {
        let was_there = check_replaceable(path)?;
        if was_there && !replace {
            return Err(Error::Exists(path.to_owned()));
        }
        let Some(name) = path.file_name().map(OsString::from) else {
            return Err(Error::NotAFile(path.to_owned()));
        };
        let folder = folder_of(path)?;
        let draft = ScratchFile::new(&folder).map_err(|source| io_error(path, source))?;
        Ok(Self {
            draft,
            path: path.to_owned(),
            name,
            folder,
            was_there,
            replaces: replace,
        })
    }

    /// Moves the file to its place. Once this returns without an error, it is on the disk.
    pub fn finish_file(self) -> Result<FileOutcome, Error> {
        let Self {
            draft,
            path,
            name,
            folder,
            was_there,
            replaces,
        } = self;
        // It may have become one meanwhile, or its folder another.
        check_replaceable(&path)?;
        check_in_place(&folder)?;
        draft
            .publish(&name, replaces)
            .map_err(|source| match source.kind() {
                io::ErrorKind::AlreadyExists => Error::Exists(path.clone()),
                _ => io_error(&path, source),
            })?;
        Ok(if was_there {
            FileOutcome::Replaced
        } else {
            FileOutcome::Created
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.file().flush()
    }
}

/// Makes a folder with mode 0700, and those above it that are missing.
pub fn make_folder(folder: &Path) -> Result<(), Error> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| io_error(folder, source))
}

/// The folder of a file, opened once for all files of a command; it must be the same each time.
fn folder_of(path: &Path) -> Result<Arc<Folder>, Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(Error::NoFolder(folder.to_owned()));
    }
    let opened = Folder::open(folder).map_err(|source| io_error(path, source))?;
    check_in_place(&opened)?;
    Ok(opened)
}

fn check_in_place(folder: &Folder) -> Result<(), Error> {
    if folder.is_in_place() {
        Ok(())
    } else {
        Err(Error::Moved(folder.path().to_owned()))
    }
}

/// Whether an ordinary file of that name is there that may be replaced if the user says so.
fn check_replaceable(path: &Path) -> Result<bool, Error> {
    if files::is_casebook(path) {
        return Err(Error::Casebook(path.to_owned()));
    }
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(Error::Link(path.to_owned())),
        Ok(found) if found.is_file() => Ok(true),
        Ok(_) => Err(Error::NotAFile(path.to_owned())),
        // What stands in the way of a folder is told when the folder is looked at.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(false)
        }
        Err(source) => Err(io_error(path, source)),
    }
}

fn has_content(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let same_length = fs::symlink_metadata(path)?.len() == bytes.len() as u64;
    if !same_length {
        return Ok(false);
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let file = match Folder::open(folder)?.open_file(path.file_name().unwrap_or_default()) {
        Ok(Some(file)) => file,
        // What cannot be read cannot be known to be the same.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(false),
        Ok(None) => return Ok(false),
        Err(error) => return Err(error),
    };
    let mut content = Vec::with_capacity(bytes.len());
    file.take(bytes.len() as u64 + 1)
        .read_to_end(&mut content)?;
    Ok(content == bytes)
}

fn io_error(path: &Path, source: io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn a_new_file_is_private_and_leaves_nothing_beside_it() {
        let folder = folder();
        let path = folder.path().join("letter.txt");
        assert_eq!(
            write_new(&path, b"text", false).unwrap(),
            FileOutcome::Created
        );
        assert_eq!(fs::read(&path).unwrap(), b"text");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn another_file_is_replaced_only_when_told() {
        let folder = folder();
        let path = folder.path().join("letter.pdf");
        fs::write(&path, b"\xffold").unwrap();
        let inode = fs::metadata(&path).unwrap().ino();
        assert!(matches!(
            write_new(&path, b"new", false),
            Err(Error::Exists(_))
        ));
        assert!(matches!(
            write_new(&path, b"four", false),
            Err(Error::Exists(_))
        ));
        assert_eq!(
            (
                fs::read(&path).unwrap().as_slice(),
                fs::metadata(&path).unwrap().ino()
            ),
            (&b"\xffold"[..], inode)
        );
        assert_eq!(
            write_new(&path, b"new", true).unwrap(),
            FileOutcome::Replaced
        );
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn what_came_meanwhile_is_replaced_only_when_told() {
        let folder = folder();
        for (name, replace) in [("a", true), ("b", false)] {
            let path = folder.path().join(name);
            let mut begun = NewFile::create(&path, replace).unwrap();
            begun.write_all(b"mine").unwrap();
            fs::write(&path, b"theirs").unwrap();
            assert_eq!(begun.finish_file().is_ok(), replace, "{name}");
            assert_eq!(
                fs::read(&path).unwrap(),
                if replace { &b"mine"[..] } else { b"theirs" }
            );
        }
    }

    #[test]
    fn the_same_content_is_left_alone() {
        let folder = folder();
        let path = folder.path().join("letter.pdf");
        fs::write(&path, b"\xff").unwrap();
        let before = fs::metadata(&path).unwrap();
        for replace in [false, true] {
            assert_eq!(
                write_new(&path, b"\xff", replace).unwrap(),
                FileOutcome::Unchanged
            );
        }
        let after = fs::metadata(&path).unwrap();
        assert_eq!(
            (before.ino(), before.mtime_nsec()),
            (after.ino(), after.mtime_nsec())
        );
    }

    #[test]
    fn links_and_folders_are_refused_and_their_targets_untouched() {
        let folder = folder();
        let (target, link, dangling) = (
            folder.path().join("bashrc"),
            folder.path().join("link"),
            folder.path().join("dangling"),
        );
        fs::write(&target, b"own").unwrap();
        symlink(&target, &link).unwrap();
        symlink(folder.path().join("nowhere"), &dangling).unwrap();
        for replace in [false, true] {
            assert!(matches!(
                write_new(&link, b"own", replace),
                Err(Error::Link(_))
            ));
            assert!(matches!(
                write_new(&dangling, b"x", replace),
                Err(Error::Link(_))
            ));
            assert!(matches!(
                write_new(folder.path(), b"x", replace),
                Err(Error::NotAFile(_))
            ));
            assert!(matches!(
                write_new(Path::new("/dev/null"), b"x", replace),
                Err(Error::NotAFile(_))
            ));
        }
        assert_eq!(fs::read(&target).unwrap(), b"own");
        assert!(!folder.path().join("nowhere").exists());
    }

    #[test]
    fn a_casebook_is_never_replaced_whatever_is_said() {
        let folder = folder();
        let path = folder.path().join("k.db");
        let mut casebook = [&b"SQLite format 3\0"[..], &[0; 84]].concat();
        casebook[68..72].copy_from_slice(&files::APPLICATION_ID.to_be_bytes());
        fs::write(&path, casebook).unwrap();
        let before = fs::read(&path).unwrap();
        let link = folder.path().join("link.db");
        symlink(&path, &link).unwrap();
        for target in [&path, &link, &folder.path().join("k.db-journal")] {
            for replace in [false, true] {
                assert!(matches!(
                    write_new(target, b"Dear", replace),
                    Err(Error::Casebook(_))
                ));
                assert!(matches!(
                    NewFile::create(target, replace),
                    Err(Error::Casebook(_))
                ));
            }
        }
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_folder_that_became_another_gets_nothing() {
        let folder = folder();
        let (letters, elsewhere) = (
            folder.path().join("letters"),
            folder.path().join("elsewhere"),
        );
        fs::create_dir(&letters).unwrap();
        fs::create_dir(&elsewhere).unwrap();
        write_new(&letters.join("a"), b"x", false).unwrap();
        let mut begun = NewFile::create(&letters.join("b"), false).unwrap();
        begun.write_all(b"x").unwrap();
        fs::rename(&letters, folder.path().join("moved")).unwrap();
        symlink(&elsewhere, &letters).unwrap();
        assert!(matches!(begun.finish_file(), Err(Error::Moved(_))));
        assert!(matches!(
            write_new(&letters.join("c"), b"x", false),
            Err(Error::Moved(_))
        ));
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
        assert_eq!(
            fs::read_dir(folder.path().join("moved")).unwrap().count(),
            1
        );
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = folder();
        let path = folder.path().join("no/letter.txt");
        assert!(
            matches!(write_new(&path, b"x", false), Err(Error::NoFolder(named)) if named.ends_with("no"))
        );
        fs::write(folder.path().join("no"), b"").unwrap();
        assert!(matches!(
            write_new(&path, b"x", false),
            Err(Error::NoFolder(_))
        ));
    }

    #[test]
    fn what_fails_leaves_the_old_file() {
        let message = write_new(Path::new("/proc/cases"), b"x", false)
            .unwrap_err()
            .to_string();
        assert!(
            message.starts_with("/proc/cases could not be written: ")
                && !message.contains("os error"),
            "{message}"
        );
    }
}
