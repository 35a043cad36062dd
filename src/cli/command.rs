//! The commands, in the order of the first page, and which module does each.

use clap::Subcommand;

use crate::app::App;
use crate::app::error::Error;
use crate::cli::{completions, help, man};
use crate::commands::{
    add, backup, check, config, doctor, due, export, import, init, labels, letter, list, log,
    merge, recipients, redo, remove, reply, report, sent, show, sources, statement, stats, sync,
    templates, timeline, undo, update,
};

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make your casebook and say who is writing
    Init(init::InitArgs),
    /// Add a case
    #[command(visible_alias = "new")]
    Add(Box<add::AddCaseArgs>),
    /// Change a case
    Update(Box<update::UpdateCaseArgs>),
    /// List cases, with filters
    #[command(visible_alias = "ls")]
    List(Box<list::ListCasesArgs>),
    /// Show everything known about one case
    Show(show::ShowCaseArgs),
    /// See everything dated about one person in order of time
    Timeline(timeline::TimelineArgs),
    /// Count cases by status, article, category, year, place and concern, and the letters about them
    Stats(Box<stats::StatsArgs>),
    /// Write a letter about one case or many
    Letter(Box<letter::LetterArgs>),
    /// See which letters went out, to whom and about whom
    Sent(sent::SentArgs),
    /// Keep what came back on a letter
    Reply(reply::ReplyArgs),
    /// See what awaits an answer, who was never written about, what ends and what comes
    Due(due::DueArgs),
    /// Reports for people: a page about the cases, what changed in the casebook
    Report(report::ReportArgs),
    /// Joint statements: who is asked to sign, and who has signed
    Statement(statement::StatementArgs),
    /// Print addresses on envelopes or labels
    Labels(labels::LabelsArgs),
    /// Find what is wrong in the casebook, with the command that mends it
    Check(Box<check::CheckCasebookArgs>),
    /// Make two cases of one person one
    Merge(merge::MergeArgs),
    /// Take a case out of the casebook (can be undone)
    #[command(visible_alias = "rm")]
    Remove(remove::RemoveCaseArgs),
    /// See what was changed, and when
    Log(log::LogArgs),
    /// Take back a change
    Undo(undo::UndoArgs),
    /// Put back what was taken back
    Redo(redo::RedoArgs),
    /// Offices that letters go to: list, show, add, update, remove, import, export, check
    Recipients(recipients::RecipientsArgs),
    /// Documents that facts rest on: list, show, add, update, remove, export
    Sources(sources::SourcesArgs),
    /// Letter templates: list, show, vars, preview, copy, check
    Templates(templates::TemplatesArgs),
    /// Read cases from a file
    Import(import::ImportCasebookArgs),
    /// Write cases to a file
    Export(Box<export::ExportCasebookArgs>),
    /// Share the casebook through a folder: take in what others changed, write out what you did
    Sync(sync::SyncArgs),
    /// Copy the casebook, list the copies, bring one back
    Backup(backup::BackupArgs),
    /// See and change the settings
    Config(config::ConfigArgs),
    /// See where everything is, and whether it works
    Doctor(doctor::DoctorArgs),
    /// Tab completion for your shell
    Completions(completions::CompletionsArgs),
    /// Manual pages: print one, or write all
    Man(man::ManArgs),
    /// Help on a command or a topic
    Help(help::HelpArgs),
}

impl Command {
    /// Whether it works although the settings cannot be used: commands that help to correct them, and those that need none.
    pub fn does_without_settings(&self, wrong: &crate::app::config::Error) -> bool {
        match self {
            Self::Help(_) | Self::Man(_) | Self::Completions(_) | Self::Doctor(_) => true,
            Self::Config(args) => args.only_shows_path(),
            Self::Init(_) => matches!(wrong, crate::app::config::Error::NotFound(_)),
            _ => false,
        }
    }

    /// Does it.
    pub fn run(self, app: &App) -> Result<(), Error> {
        match self {
            Self::Init(args) => init::run(app, &args),
            Self::Add(args) => add::run(app, &args),
            Self::Update(args) => update::run(app, &args),
            Self::List(args) => list::run(app, &args),
            Self::Show(args) => show::run(app, &args),
            Self::Timeline(args) => timeline::run(app, &args),
            Self::Stats(args) => stats::run(app, &args),
            Self::Letter(args) => letter::run(app, &args),
            Self::Sent(args) => sent::run(app, &args),
            Self::Reply(args) => reply::run(app, &args),
            Self::Due(args) => due::run(app, &args),
            Self::Report(args) => report::run(app, &args),
            Self::Statement(args) => statement::run(app, &args),
            Self::Labels(args) => labels::run(app, &args),
            Self::Check(args) => check::run(app, &args),
            Self::Merge(args) => merge::run(app, &args),
            Self::Remove(args) => remove::run(app, &args),
            Self::Log(args) => log::run(app, &args),
            Self::Undo(args) => undo::run(app, &args),
            Self::Redo(args) => redo::run(app, &args),
            Self::Recipients(args) => recipients::run(app, &args, import::run_for_recipients),
            Self::Sources(args) => sources::run(app, &args),
            Self::Templates(args) => templates::run(app, &args),
            Self::Import(args) => match args.team.tree_folder()? {
                Some(folder) => sync::import_tree(app, folder, &args.team),
                None => import::run(app, &args),
            },
            Self::Export(args) => match &args.tree {
                Some(folder) => sync::export_tree(app, folder, args.force),
                None => export::run(app, &args),
            },
            Self::Sync(args) => sync::run(app, &args),
            Self::Backup(args) => backup::run(app, &args),
            Self::Config(args) => config::run(app, &args),
            Self::Doctor(args) => doctor::run(app, &args),
            Self::Completions(args) => completions::run(app, &args),
            Self::Man(args) => man::run(app, &args),
            Self::Help(args) => help::run(app, &args),
        }
    }
}
