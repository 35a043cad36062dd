//! A text on its way through an editor, in a file of its own that only the user can read.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::sanitise::visible_lines;
use crate::input::{self, RECORD};

/// The start of the lines in which a draft is given back with what is wrong; they are no part of the text.
const REMARK: &str = "#:";

/// A text being edited, in a private file (0600, in a folder 0700) under `XDG_RUNTIME_DIR` or the folder for temporary
/// files. It stays there until [`discard`](Self::discard), so that a failure to save loses nothing; name it in the message.
#[derive(Debug)]
#[must_use = "a draft stays on the disk until it is discarded"]
pub struct Draft {
    folder: PathBuf,
    file: PathBuf,
    has_remarks: bool,
}

impl Draft {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Removes the draft and whatever the editor left beside it.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }

    pub(super) fn new(name: &str, text: &str) -> io::Result<Self> {
        let folder = private_folder()?;
        let file = folder.join(name);
        write_private(&file, text)?;
        Ok(Self { folder, file, has_remarks: false })
    }

    /// The text as it now is, without remarks; or why it cannot be read.
    pub(super) fn read(&self) -> Result<String, String> {
        let text = input::text(&self.file, RECORD).map_err(|error| match error {
            input::Error::TooLong { limit, .. } => format!("it is longer than {}", limit.words()),
            input::Error::NotText { .. } => "it is not UTF-8".to_owned(),
            error => error.to_string(),
        })?;
        Ok(if self.has_remarks { without_remarks(&text).to_owned() } else { text })
    }

    /// Puts what is wrong above the text.
    pub(super) fn remark(&mut self, problem: &str, text: &str) -> io::Result<()> {
        let mut remarked = String::new();
        let advice =
            "Mend it and save, or leave the editor without a change to give up.\nLines are counted below this.";
        for line in visible_lines(&format!("{problem}\n{advice}")).lines() {
            // Writing to a string cannot fail.
            let _ = writeln!(remarked, "{REMARK} {line}");
        }
        let next = self.folder.join(".next");
        write_private(&next, &(remarked + text))?;
        fs::rename(next, &self.file)?;
        self.has_remarks = true;
        Ok(())
    }
}

fn write_private(file: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?.write_all(text.as_bytes())
}

fn private_folder() -> io::Result<PathBuf> {
    let make = |parent: &Path| {
        let permissions = Permissions::from_mode(0o700);
        tempfile::Builder::new()
            .prefix("cases-")
            .permissions(permissions)
            .tempdir_in(parent)
            .map(tempfile::TempDir::keep)
    };
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    own.and_then(|folder| make(&folder).ok()).map_or_else(|| make(&std::env::temp_dir()), Ok)
}

fn without_remarks(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with(REMARK) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_draft_is_private_until_it_is_discarded() {
        let mut draft = Draft::new("case.toml", "#: own comment\n").unwrap();
        assert_eq!(draft.read().unwrap(), "#: own comment\n");
        draft.remark("line 1: \u{1b}\nno", "text").unwrap();
        assert_eq!((mode(&draft.folder), mode(draft.path())), (0o700, 0o600));
        assert!(fs::read_to_string(draft.path()).unwrap().starts_with("#: line 1: \\u{1b}\n#: no\n#: Mend it"));
        assert_eq!(draft.read().unwrap(), "text");
        draft.remark("again", "text").unwrap();
        assert_eq!(draft.read().unwrap(), "text");
        let folder = draft.folder.clone();
        draft.discard().unwrap();
        assert!(!folder.exists());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let draft = Draft::new("a.md", "").unwrap();
        fs::write(draft.path(), b"\xff").unwrap();
        assert_eq!(draft.read().unwrap_err(), "it is not UTF-8");
        fs::File::create(draft.path()).unwrap().set_len(RECORD.most + 1).unwrap();
        assert_eq!(draft.read().unwrap_err(), "it is longer than 16 MiB");
        draft.discard().unwrap();
    }
}
