//! `cases sources`: one file per command of its own.

mod add;
mod export;
mod list;
mod remove;
mod show;
mod update;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::error::Error;
use crate::model::vocabulary::SourceKind;
use crate::model::{Line, Source, search_key};

/// Documents that facts rest on: reports, court records, statements, articles.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases sources                                           list
  cases sources add https://example.org/report --title \"A report\" --publisher \"An organisation\" --date 2018-04
  cases sources add --title \"Judgment of 28 November 2016\" --kind court-record --date 2016-11-28
  cases sources show odf-2018-04                          what it is, and which facts rest on it
  cases sources update odf-2018-04 --accessed 2026-11-22
  cases sources list --unused                             those on which nothing rests

A fact names its source by its id: cases update CASE --charge \"…\" --source odf-2018-04. An address in the place of the id,
--source https://…, makes the source where there is none of that address.")]
pub struct SourcesArgs {
    #[command(subcommand)]
    command: Option<SourcesCommand>,
    #[command(flatten)]
    list: list::ListSourcesArgs,
}

/// What can be done with sources.
#[derive(Debug, Subcommand)]
enum SourcesCommand {
    /// List them (also without a command)
    List(list::ListSourcesArgs),
    /// Show one, and which facts rest on it
    Show(show::ShowSourceArgs),
    /// Add one, by its address or its title
    Add(Box<add::AddSourceArgs>),
    /// Change one
    Update(Box<update::UpdateSourceArgs>),
    /// Take out one on which nothing rests (can be undone)
    Remove(remove::RemoveSourceArgs),
    /// Write them to a file
    Export(export::ExportSourcesArgs),
}

/// Does it.
pub fn run(app: &App, args: &SourcesArgs) -> Result<(), Error> {
    if args.command.is_some() && args.list != list::ListSourcesArgs::default() {
        return Err(
            Error::usage("What a list takes stands behind the command that lists")
                .try_with("cases sources list --help"),
        );
    }
    match &args.command {
        None => list::run(app, &args.list),
        Some(SourcesCommand::List(args)) => list::run(app, args),
        Some(SourcesCommand::Show(args)) => show::run(app, args),
        Some(SourcesCommand::Add(args)) => add::run(app, args),
        Some(SourcesCommand::Update(args)) => update::run(app, args),
        Some(SourcesCommand::Remove(args)) => remove::run(app, args),
        Some(SourcesCommand::Export(args)) => export::run(app, args),
    }
}

/// Which sources.
#[derive(Debug, Clone, Default, PartialEq, Args)]
struct SourceFilterArgs {
    /// What kind of material it is, such as ngo-report
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    kind: Vec<SourceKind>,
    /// Words in the id, the title, the publisher and the address, in any spelling
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Only those on which nothing rests
    #[arg(long)]
    unused: bool,
}

impl SourceFilterArgs {
    /// Whether a source with this many uses matches.
    fn matches_source(&self, source: &Source, uses: u64) -> bool {
        let is_kind = |kind: &SourceKind| source.kind.as_ref() == Some(kind);
        (self.kind.is_empty() || self.kind.iter().any(is_kind))
            && (!self.unused || uses == 0)
            && self
                .search
                .as_ref()
                .is_none_or(|words| is_found(source, words))
    }
}

fn is_found(source: &Source, words: &str) -> bool {
    let texts = [
        Some(source.id.as_str()),
        Some(source.title.as_str()),
        source.publisher.as_ref().map(Line::as_str),
        source.url.as_ref().map(Line::as_str),
    ];
    let text = texts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let key = search_key::build_search_key(&text);
    words
        .split_whitespace()
        .all(|word| key.contains(&search_key::build_search_key(word)) || text.contains(word))
}
