//! A casebook as a folder of files, for a team without a server: what export and import share.
//!
//! ```text
//! DIR/casebook.toml            which folder this is, and whether private facts are left out
//! DIR/cases/ID.toml            one file per record; the same record gives the same bytes
//! DIR/recipients/ DIR/sources/ DIR/letters/ DIR/statements/
//! ```

pub mod args;
pub mod export;
pub mod import;
pub(crate) mod public_merge;
pub(crate) mod record;

mod conflict;
mod erased;
mod files;

use std::path::Path;

use crate::app::error::Error;
use crate::exchange::{self, FolderMarker, MARK};
use crate::files::input::{self, FOLDER_MARK};

/// What the folder says of itself; none if it says nothing.
fn read_mark(folder: &Path) -> Result<Option<FolderMarker>, Error> {
    let path = folder.join(MARK);
    match input::read_text_file(&path, FOLDER_MARK) {
        Ok(text) => Ok(Some(FolderMarker::from_toml(&text).map_err(|error| {
            match error {
                exchange::Error::Invalid(problems) => {
                    Error::invalid(format!("{} cannot be used", path.display()))
                        .with_details(problems.list.iter().map(ToString::to_string))
                }
                error => error.into(),
            }
        })?)),
        Err(input::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
