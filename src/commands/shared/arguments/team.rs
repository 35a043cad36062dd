//! A team’s folder as arguments: which it is, and who decides where both sides changed a fact.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, Command, FromArgMatches};

use crate::app::error::Error;
use crate::model::reconcile::MergeSide;

/// The value of --mine and --theirs for every record.
const ALL: &str = "*";

/// How what others changed is taken in.
#[derive(Debug, Clone, Default, Args)]
pub struct SideArgs {
    /// Of what both changed, keep what is here: of this record, or of all
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = ALL, help_heading = "Team")]
    mine: Vec<String>,
    /// Of what both changed, take what the folder says: of this record, or of all
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = ALL, help_heading = "Team")]
    theirs: Vec<String>,
    /// Take in the rest where something has to be decided (exit 7 nevertheless)
    #[arg(long, help_heading = "Team")]
    pub partial: bool,
    /// Take in somebody again who was erased: the id, as the file has it. Repeat for several
    #[arg(long, value_name = "ID")]
    pub take_back_erased: Vec<String>,
}

/// The folder of `cases import --tree`.
#[derive(Debug, Clone, Default, Args)]
struct TreeFolderArgs {
    /// Take in what others changed in this folder of files
    #[arg(long, value_name = "DIR", hide = true, conflicts_with_all = ["file", "format", "map", "save_map", "values", "dates", "delimiter", "sheet", "country", "as_of", "family_first", "matching", "on_conflict"])]
    tree: Option<PathBuf>,
}

/// `cases import --tree` as it is still understood: the folder and the sides are not in its help.
#[derive(Debug, Clone, Default)]
pub struct TreeArgs {
    folder: TreeFolderArgs,
    /// Who decides.
    pub sides: SideArgs,
}

impl Args for TreeArgs {
    fn augment_args(command: Command) -> Command {
        let command = SideArgs::augment_args(TreeFolderArgs::augment_args(command));
        ["mine", "theirs", "partial"]
            .into_iter()
            .fold(command, |command, name| {
                command.mut_arg(name, |arg| arg.hide(true))
            })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for TreeArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self {
            folder: TreeFolderArgs::from_arg_matches(matches)?,
            sides: SideArgs::from_arg_matches(matches)?,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl TreeArgs {
    /// The folder, if one is to be taken in.
    pub fn tree_folder(&self) -> Result<Option<&Path>, Error> {
        let sides = &self.sides;
        let said = sides.partial || !sides.mine.is_empty() || !sides.theirs.is_empty();
        match &self.folder.tree {
            None if said => Err(Error::usage(
                "--mine, --theirs and --partial are for a team’s folder",
            )
            .try_with("cases sync DIR --mine")),
            folder => Ok(folder.as_deref()),
        }
    }
}

impl SideArgs {
    /// Who decides about the record with these ids.
    pub fn side_for(&self, ids: &[String]) -> Option<MergeSide> {
        let sides = [
            (&self.mine, MergeSide::Mine),
            (&self.theirs, MergeSide::Theirs),
        ];
        let named = |asked: &[String]| ids.iter().any(|id| asked.contains(id));
        let by_name = sides.iter().find(|(asked, _)| named(asked));
        by_name
            .or_else(|| {
                sides
                    .iter()
                    .find(|(asked, _)| asked.iter().any(|one| one == ALL))
            })
            .map(|(_, side)| *side)
    }

    /// Refuses to let both decide about the same.
    pub fn check_sides(&self) -> Result<(), Error> {
        match self.mine.iter().find(|id| self.theirs.contains(id)) {
            Some(id) if id == ALL => Err(Error::usage("Say --mine or --theirs for all, not both")),
            Some(id) => Err(Error::usage(format!(
                "Say --mine or --theirs for {id}, not both"
            ))),
            None => Ok(()),
        }
    }
}
