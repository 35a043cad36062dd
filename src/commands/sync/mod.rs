//! `cases sync`: a casebook as a folder of files, for a team without a server. `import --tree` and `export --tree` do one half
//! each.
//!
//! ```text
//! DIR/casebook.toml            which folder this is, and whether private facts are left out
//! DIR/cases/ID.toml            one file per record; the same record gives the same bytes
//! DIR/recipients/ DIR/sources/ DIR/letters/ DIR/statements/
//! ```

mod conflict;
mod erased;
mod export;
mod files;
mod import;
mod public_merge;
mod record;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::app::shell::shell_quote;
use crate::commands::shared::answer::{self, ChangeAnswer};
use crate::commands::shared::arguments::{SideArgs, TreeArgs};
use crate::exchange::{self, FolderMarker, MARK};
use crate::files::input::{self, FOLDER_MARK};

/// Share the casebook with others through a folder: first what they changed comes in, then what you changed goes out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases sync team                                 one file per record, for git or a shared folder
  cases sync team --dry-run                       what would come in, and what would go out
  cases sync team --theirs aliyeva-leyla          of what both changed, take theirs
  cases sync website --public                     a folder that holds nothing private

Changes of different facts come together. A fact that was changed here and there is shown with both
values, and nothing is taken in or written until you say --mine or --theirs (exit 7). What is gone
from the folder goes here too, after asking; what is gone from a public folder becomes private here.
A folder without private facts is made with --public, and stays so.")]
pub struct SyncArgs {
    /// The folder; it is made if there is none
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    sides: SideArgs,
}

/// How the user called what is done, for advice and for the history.
struct SyncCall {
    /// As the history has it: `sync team`.
    command: String,
    /// Whether what comes in was shown or taken in just before what goes out.
    is_both_ways: bool,
}

impl SyncCall {
    fn new(verb: &str, folder: &Path) -> Self {
        Self {
            command: format!("{verb} {}", shell_quote(&folder.display().to_string())),
            is_both_ways: false,
        }
    }
}

/// Takes in what others changed in the folder, and writes out what was changed here.
///
/// # Errors
/// The folder is of the other kind, a file in it has problems, or both sides changed a fact and nobody has decided.
pub fn run(app: &App, args: &SyncArgs) -> Result<(), Error> {
    args.sides.check_sides()?;
    answer::check_asked_keys(app)?;
    let folder = &args.folder;
    let call = SyncCall {
        is_both_ways: true,
        ..SyncCall::new("sync", folder)
    };
    let mut store = app.open_whole_to_write()?;
    let mut operation = None;
    if let Some(mark) = read_mark(folder)? {
        export::check_mark(&mark, folder, app.global.public, &call)?;
        operation =
            import::run(app, &mut store, folder, &args.sides, &call).inspect_err(|error| {
                if error.kind() == FailureKind::Conflict {
                    app.terminal
                        .print_note(&format!("Nothing was written into {}.", folder.display()));
                }
            })?;
    }
    let message = export::run(app, &mut store, folder, app.global.public, false, &call)?;
    let answer = ChangeAnswer {
        command: call.command,
        message,
        ..ChangeAnswer::default()
    };
    match operation {
        Some(operation) => answer.with_history(&store, operation)?.print(app),
        None => answer.print(app),
    }
}

/// `cases import --tree`: takes in what others changed.
pub fn import_tree(app: &App, folder: &Path, args: &TreeArgs) -> Result<(), Error> {
    args.sides.check_sides()?;
    let mut store = app.open_to_write()?;
    let call = SyncCall::new("import --tree", folder);
    import::run(app, &mut store, folder, &args.sides, &call).map(drop)
}

/// `cases export --tree`: writes out what was changed here.
pub fn export_tree(app: &App, folder: &Path, force: bool) -> Result<(), Error> {
    let mut store = app.open_whole_to_write()?;
    let call = SyncCall::new("export --tree", folder);
    export::run(app, &mut store, folder, app.global.public, force, &call).map(drop)
}

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
