//! A text on its way through an editor, in a file of its own that only the user can read.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::sanitise::visible_lines;
use crate::files::ScratchFolder;
use crate::files::input::{self, RECORD};

/// The start of remark lines, which report problems in a draft and are no part of its text.
const REMARK: &str = "#:";

/// A text being edited, in a private file (0600, in a folder 0700) under `XDG_RUNTIME_DIR` or the folder for temporary
/// files. It stays there until [`discard`](Self::discard), so that a failure to save loses nothing; name it in the message.
/// It is deleted even if the program is interrupted.
#[derive(Debug)]
#[must_use = "a draft stays on the disk until it is discarded"]
pub struct TextDraft {
    /// Deleted only after the draft.
    folder: Option<ScratchFolder>,
    file: PathBuf,
    has_remarks: bool,
}

impl TextDraft {
    /// The file.
    pub fn file_path(&self) -> &Path {
        &self.file
    }

    /// Removes the draft and whatever the editor left beside it.
    pub fn discard(mut self) -> io::Result<()> {
        self.folder
            .take()
            .map_or(Ok(()), ScratchFolder::remove_folder)
    }

    pub(super) fn new(name: &str, text: &str) -> io::Result<Self> {
        let folder = ScratchFolder::new()?;
        let file = folder.path().join(name);
        write_private(&file, text)?;
        Ok(Self {
            folder: Some(folder),
            file,
            has_remarks: false,
        })
    }

    /// The present text without remarks, or why it cannot be read.
    pub(super) fn read_text(&self) -> Result<String, String> {
        let text = input::read_text_file(&self.file, RECORD).map_err(|error| match error {
            input::Error::TooLong { limit, .. } => {
                format!("it is longer than {}", limit.to_words())
            }
            input::Error::NotText { .. } => "it is not UTF-8".to_owned(),
            error => error.to_string(),
        })?;
        Ok(if self.has_remarks {
            without_remarks(&text).to_owned()
        } else {
            text
        })
    }

    /// Puts the problems above the text.
    pub(super) fn add_remark(&mut self, problem: &str, text: &str) -> io::Result<()> {
        let mut remarked = String::new();
        let advice = "Mend it and save, or leave the editor without a change to give up.\nLines are counted below this.";
        for line in visible_lines(&format!("{problem}\n{advice}")).lines() {
            // Writing to a string cannot fail.
            let _ = writeln!(remarked, "{REMARK} {line}");
        }
        let next = self.file.with_file_name(".next");
        write_private(&next, &(remarked + text))?;
        fs::rename(next, &self.file)?;
        self.has_remarks = true;
        Ok(())
    }
}

impl Drop for TextDraft {
    fn drop(&mut self) {
        if let Some(folder) = self.folder.take() {
            folder.keep_folder();
        }
    }
}

fn write_private(file: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?
        .write_all(text.as_bytes())
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
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_draft_is_private_until_it_is_discarded() {
        let mut draft = TextDraft::new("case.toml", "#: own comment\n").unwrap();
        assert_eq!(draft.read_text().unwrap(), "#: own comment\n");
        draft.add_remark("line 1: \u{1b}\nno", "text").unwrap();
        assert_eq!(
            (
                mode(draft.file_path().parent().unwrap()),
                mode(draft.file_path())
            ),
            (0o700, 0o600)
        );
        assert!(
            fs::read_to_string(draft.file_path())
                .unwrap()
                .starts_with("#: line 1: \\u{1b}\n#: no\n#: Mend it")
        );
        assert_eq!(draft.read_text().unwrap(), "text");
        draft.add_remark("again", "text").unwrap();
        assert_eq!(draft.read_text().unwrap(), "text");
        let folder = draft.file_path().parent().unwrap().to_owned();
        draft.discard().unwrap();
        assert!(!folder.exists());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let draft = TextDraft::new("a.md", "").unwrap();
        fs::write(draft.file_path(), b"\xff").unwrap();
        assert_eq!(draft.read_text().unwrap_err(), "it is not UTF-8");
        fs::File::create(draft.file_path())
            .unwrap()
            .set_len(RECORD.most + 1)
            .unwrap();
        assert_eq!(draft.read_text().unwrap_err(), "it is longer than 16 MiB");
        draft.discard().unwrap();
    }
}
