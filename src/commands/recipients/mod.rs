//! `cases recipients`: one file per command of its own.

mod add;
mod check;
mod export;
mod list;
mod questions;
mod remove;
mod show;
mod update;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{ImportRecipientsArgs, parse_typed_date};
use crate::model::{Cell, Country, Holder, Id, PartialDate, Recipient, Record};

/// Offices that letters go to: prosecutors, ministers, embassies, parliamentarians, UN bodies.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients                                        list
  cases recipients list --country KZ --json
  cases recipients add kz-embassy-es --role embassy --country KZ --accredited-to ES \\
        --office \"Embassy of the Republic of Kazakhstan in Spain\" --post \"STREET\" --post \"28000 Madrid\" --post-country ES
  cases recipients update kz-prosecutor-general --holder \"NAME\" --since 2022-03 --checked 2026-11-22
  cases recipients check                                  what is missing or was not confirmed for a year

A letter goes to the office; the holder is the one in office on its date. A holder not confirmed for a year is not named.")]
pub struct RecipientsArgs {
    #[command(subcommand)]
    command: Option<RecipientsCommand>,
    #[command(flatten)]
    list: list::ListRecipientsArgs,
}

/// What can be done with recipients.
#[derive(Debug, Subcommand)]
enum RecipientsCommand {
    /// List them (also without a command)
    List(list::ListRecipientsArgs),
    /// Show everything known about one
    Show(show::ShowRecipientArgs),
    /// Add an office
    Add(Box<add::AddRecipientArgs>),
    /// Change an office, its address or its holder
    Update(Box<update::UpdateRecipientArgs>),
    /// Take an office out (can be undone)
    Remove(remove::RemoveRecipientArgs),
    /// Read recipients from a TOML or JSON file
    Import(ImportRecipientsArgs),
    /// Write recipients to a file
    Export(export::ExportRecipientsArgs),
    /// Find recipients without an address, and what has not been confirmed for long
    Check(check::CheckRecipientsArgs),
}

/// Does it; `import` is how a file of recipients is read.
pub fn run(
    app: &App,
    args: &RecipientsArgs,
    import: impl FnOnce(&App, &ImportRecipientsArgs) -> Result<(), Error>,
) -> Result<(), Error> {
    if args.command.is_some() && args.list != list::ListRecipientsArgs::default() {
        return Err(
            Error::usage("What a list takes stands behind the command that lists")
                .try_with("cases recipients list --help"),
        );
    }
    match &args.command {
        None => list::run(app, &args.list),
        Some(RecipientsCommand::List(args)) => list::run(app, args),
        Some(RecipientsCommand::Show(args)) => show::run(app, args),
        Some(RecipientsCommand::Add(args)) => add::run(app, args),
        Some(RecipientsCommand::Update(args)) => update::run(app, args),
        Some(RecipientsCommand::Remove(args)) => remove::run(app, args),
        Some(RecipientsCommand::Import(args)) => import(app, args),
        Some(RecipientsCommand::Export(args)) => export::run(app, args),
        Some(RecipientsCommand::Check(args)) => check::run(app, args),
    }
}

/// Which recipients.
#[derive(Debug, Clone, Default, PartialEq, Args)]
struct RecipientFilterArgs {
    /// The office’s role, such as prosecutor-general
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<crate::model::vocabulary::Role>,
    /// The state it belongs to
    #[arg(long, value_name = "COUNTRY", value_delimiter = ',')]
    country: Vec<Country>,
    /// A group, such as kz-authorities
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    group: Vec<Id>,
    /// Words in the office, the body and the holders, in any spelling
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
}

impl RecipientFilterArgs {
    fn matches_office(&self, office: &Recipient) -> bool {
        let text = || {
            let holders = office.holders.iter().map(|holder| holder.name.to_string());
            let texts = [office.id.to_string(), office.office.to_string()]
                .into_iter()
                .chain(office.body.iter().map(ToString::to_string));
            crate::model::search_key::build_search_key(
                &texts.chain(holders).collect::<Vec<_>>().join(" "),
            )
        };
        (self.role.is_empty() || self.role.contains(&office.role))
            && (self.country.is_empty()
                || office
                    .country
                    .is_some_and(|country| self.country.contains(&country)))
            && (self.group.is_empty()
                || self.group.iter().any(|group| office.groups.contains(group)))
            && self.search.as_ref().is_none_or(|words| {
                let text = text();
                words
                    .split_whitespace()
                    .all(|word| text.contains(&crate::model::search_key::build_search_key(word)))
            })
    }
}

/// Holders and forms of address as flags.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Holder and forms of address")]
struct PersonArgs {
    /// Who holds the office
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,
    /// Since when
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date, requires = "holder")]
    since: Option<PartialDate>,
    /// Until when
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date, requires = "holder")]
    until: Option<PartialDate>,
    /// A day on which they are known to hold it (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date, requires = "holder")]
    holder_as_of: Option<PartialDate>,
    /// What comes before the name: H.E., Ms
    #[arg(long, value_name = "TEXT", requires = "holder")]
    style: Option<String>,
    /// Their gender: female, male, other
    #[arg(long, value_name = "WORD", requires = "holder")]
    holder_gender: Option<String>,
    /// The salutation, in the language of --form-lang
    #[arg(long, value_name = "TEXT")]
    salutation: Option<String>,
    /// The close, in the language of --form-lang
    #[arg(long, value_name = "TEXT")]
    close: Option<String>,
    /// The language of --salutation and --close
    #[arg(long, value_name = "LANG", default_value = "en")]
    form_lang: String,
}

impl PersonArgs {
    /// Puts the holder and the forms into a recipient; whoever held the office without an end keeps the date of the last
    /// confirmation, and the new holder is confirmed from today.
    fn apply_to(&self, app: &App, office: &mut Recipient) -> Result<(), Error> {
        if let Some(name) = &self.holder {
            let text =
                |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
            let seen = self
                .holder_as_of
                .or_else(|| self.until.is_none().then(|| app.today.into()));
            let holder = Holder::from_typed([
                ("name", name.as_str()),
                ("gender", self.holder_gender.as_deref().unwrap_or_default()),
                ("style", self.style.as_deref().unwrap_or_default()),
                ("from", &text(self.since)),
                ("until", &text(self.until)),
                ("as_of", &text(seen)),
            ])?;
            match office
                .holders
                .iter_mut()
                .find(|known| known.name == holder.name)
            {
                Some(known) => *known = overlay_record(known, &holder)?,
                None => office.holders.push(holder),
            }
        }
        if self.salutation.is_none() && self.close.is_none() {
            return Ok(());
        }
        let form = crate::model::Form::from_typed([
            ("lang", self.form_lang.as_str()),
            ("salutation", self.salutation.as_deref().unwrap_or_default()),
            ("close", self.close.as_deref().unwrap_or_default()),
        ])?;
        match office
            .forms
            .iter_mut()
            .find(|known| known.lang == form.lang)
        {
            Some(known) => *known = overlay_record(known, &form)?,
            None => office.forms.push(form),
        }
        Ok(())
    }
}

/// A record with what another one says in place of its own.
fn overlay_record<R: Record>(old: &R, new: &R) -> Result<R, Error> {
    let cells: Vec<Cell> = old
        .cells()
        .into_iter()
        .zip(new.cells())
        .map(|(old, new)| if new.is_empty() { old } else { new })
        .collect();
    Ok(old.with_cells(&cells)?)
}
