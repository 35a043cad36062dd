//! What every part that writes files shares: temporary files that never stay behind, and the files that nothing may replace.
//!
//! ```text
//! scratch   a temporary file or folder, gone when it is dropped, when a signal ends the program, or at the next write
//! folder    a folder that is opened once
//! lock      a folder that one program at a time writes into
//! owner     the name of a temporary file, which says whose it is and whether that process still lives
//! signals   Ctrl-C, hang-up and termination
//! mark      how a casebook is told from any other file, and which one is open
//! ```

pub mod input;
mod lock;
mod mark;
pub mod output;
mod owner;
mod scratch;

use std::io;

pub use lock::{FolderBusy, FolderLock};
pub use mark::{
    APPLICATION_ID, FileIdentity, casebooks_in, companion_paths, is_casebook, note_open,
};
pub use scratch::folder::Folder;
pub use scratch::signals::{act_on_signals, end_by, ignore_file_size_limit, watch_signals};
pub use scratch::{
    ScratchFile, ScratchFolder, find_leftovers, kept_drafts, runtime_folder, sweep_folder,
    sweep_runtime_folder,
};

/// What the system said, in words, without the number of the error: `you have no permission`.
pub fn describe_io_error(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "the folder or file is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a file stands where a folder is needed".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::FileTooLarge => "the file would be larger than is allowed".to_owned(),
        _ => error.to_string(),
    };
    match text.find(" (os error ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}
