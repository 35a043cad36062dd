//! How a wave ends.

use std::path::Path;

use super::outdated::{self, OutdatedFile};
use super::plan::LetterFailure;
use crate::app::error::Error;

/// How the run ends: well, or with the list of what failed, as the first of them, and of what must not go out any more.
pub(super) fn wave_result(
    failures: Vec<LetterFailure>,
    folder: &Path,
    outdated: &[OutdatedFile],
) -> Result<(), Error> {
    let Some(first) = failures.first() else {
        return forbidden_error(folder, outdated).map_or(Ok(()), Err);
    };
    let letters = if failures.len() == 1 {
        "1 letter was".to_owned()
    } else {
        format!("{} letters were", failures.len())
    };
    let details = failures
        .iter()
        .map(|failure| format!("{}: {}", failure.what, failure.error.to_string().trim_end()));
    let what = format!("{letters} not written");
    Err(match forbidden_error(folder, outdated) {
        None => Error::new(first.error.kind(), what).with_details(details),
        Some(outdated) => outdated.with_details(std::iter::once(what + ":").chain(details)),
    })
}

/// That files must not go out any more; none if they may.
fn forbidden_error(folder: &Path, outdated: &[OutdatedFile]) -> Option<Error> {
    let forbidden: Vec<&OutdatedFile> = outdated
        .iter()
        .filter(|outdated| outdated.forbidden.is_some())
        .collect();
    (!forbidden.is_empty()).then(|| {
        let what = format!(
            "{} in {} must not go out any more",
            outdated::format_file_count(forbidden.len()),
            folder.display()
        );
        let error = Error::refused(what)
            .with_details(forbidden.iter().map(|outdated| outdated.to_line(folder)));
        outdated::removal_commands(folder, &forbidden)
            .into_iter()
            .fold(error, Error::try_with)
    })
}

/// Why no letter is written at all, and what lies in the folder of an earlier run all the same.
pub(super) fn with_outdated(refused: Error, folder: &Path, outdated: &[OutdatedFile]) -> Error {
    match forbidden_error(folder, outdated) {
        None => refused,
        Some(outdated) => outdated.with_details(
            refused
                .to_string()
                .lines()
                .take_while(|line| !line.starts_with("Try:")),
        ),
    }
}
