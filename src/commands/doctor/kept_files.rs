//! Files beside a casebook: those this program made, and others about the same people.

use std::path::{Path, PathBuf};

use super::{DoctorResult, DoctorState};
use crate::app::error::Error;
use crate::files::{self, FileIdentity, describe_io_error};

/// A kind of file that is kept beside a casebook.
struct SideFileKind {
    what: &'static str,
    /// What the files are, and when they may go.
    says: &'static str,
    is: fn(name: &str, casebook: &str) -> bool,
}

/// The kinds, the narrowest first.
const KINDS: [SideFileKind; 4] = [
    SideFileKind {
        what: "journals aside",
        says: "left by interrupted commands and put aside; delete them once the casebook is known to be whole",
        is: |name, _| is_aside(name),
    },
    SideFileKind {
        what: "replaced casebooks",
        says: "the casebook as it was before backup restore; delete them once nothing in them is missed",
        is: |name, _| name.contains(".replaced-"),
    },
    SideFileKind {
        what: "earlier forms",
        says: "the casebook as an earlier version wrote it; delete them once this version has proved itself",
        is: |name, casebook| {
            name.trim_start_matches('.')
                .starts_with(&format!("{casebook}.before-v"))
        },
    },
    SideFileKind {
        what: "other casebooks",
        says: "copies of yours, or casebooks of others; each holds everything that it did when it was made",
        is: |_, _| true,
    },
];

fn is_aside(name: &str) -> bool {
    let is_of_other = name.contains(".replaced-") || name.contains(".set-aside");
    is_of_other
        && ["-journal", "-wal", "-shm"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// What is kept beside a casebook: of each kind how many, how large, their names, and what may be deleted.
pub(super) fn check_kept_files(folder: &Path, casebook: &Path) -> Result<Vec<DoctorResult>, Error> {
    let failed = |error: std::io::Error| {
        Error::failed(format!("The folder {} cannot be read", folder.display()))
            .with_reason(describe_io_error(&error))
    };
    let name_of = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let own = FileIdentity::from_path(casebook).ok();
    let mut paths = files::casebooks_in(folder).map_err(failed)?;
    paths.retain(|path| FileIdentity::from_path(path).ok() != own);
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    paths.extend(entries.filter(|path| is_aside(&name_of(path))));
    paths.sort();
    let mut found: Vec<Vec<PathBuf>> = KINDS.iter().map(|_| Vec::new()).collect();
    for path in paths {
        if let Some(kind) = KINDS
            .iter()
            .position(|kind| (kind.is)(&name_of(&path), &name_of(casebook)))
        {
            found[kind].push(path);
        }
    }
    let finding = |(kind, paths): (&SideFileKind, Vec<PathBuf>)| {
        let size: u64 = paths
            .iter()
            .filter_map(|path| path.metadata().ok())
            .map(|about| about.len())
            .sum();
        let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
        let files = if paths.len() == 1 { "file" } else { "files" };
        let says = format!(
            "{} {files}, {size} bytes: {}: {}",
            paths.len(),
            names.join(", "),
            kind.says
        );
        DoctorResult::new(kind.what, DoctorState::Note, says)
    };
    Ok(KINDS
        .iter()
        .zip(found)
        .filter(|(_, paths)| !paths.is_empty())
        .map(finding)
        .collect())
}
