//! `cases recipients export`

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::RecipientFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::words::{offered_words, plain_words};
use crate::commands::shared::output_file::write_output;
use crate::exchange::{self, CasebookWriter, FileFormat, WriteOptions};
use crate::model::{HolderStatus, InvalidValue, Recipient};
use crate::terminal;

/// Write recipients to a file, to be read by cases recipients import, or as cards of an address book.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients export --country KZ -o offices.toml
  cases recipients export --group kz-authorities --format vcard -o offices.vcf

A card (vCard 4.0) is made of each office that has an address, a telephone or a form. Your notes are not in it.")]
pub struct ExportRecipientsArgs {
    #[command(flatten)]
    which: RecipientFilterArgs,
    /// toml (default), json, jsonl; vcard: for address books
    #[arg(long, value_name = "FORMAT")]
    format: Option<RecipientExportFormat>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// A form that comes back through import, or cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RecipientExportFormat {
    File(FileFormat),
    Cards,
}

const KNOWN_FORMATS: [&str; 4] = ["toml", "json", "jsonl", "vcard"];

offered_words! {
    RecipientExportFormat: plain_words(KNOWN_FORMATS);
}

impl FromStr for RecipientExportFormat {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match text.trim().to_ascii_lowercase().as_str() {
            "vcard" | "vcf" => Ok(Self::Cards),
            name => match name.parse::<FileFormat>() {
                Ok(format) if !format.is_table() => Ok(Self::File(format)),
                Ok(_) => Err(InvalidValue::new(
                    "recipients do not fit into a table; write toml, json, jsonl or vcard",
                )),
                Err(_) => Err(InvalidValue::unknown_word(
                    "file format",
                    name,
                    KNOWN_FORMATS,
                )),
            },
        }
    }
}

/// Writes the recipients that fit and their sources, in order of id.
pub fn run(app: &App, args: &ExportRecipientsArgs) -> Result<(), Error> {
    app.refuse_json("cases recipients export --format json")?;
    let store = app.open_to_read()?;
    let offices: Vec<_> = store
        .load_recipients()?
        .into_iter()
        .filter(|office| args.which.matches_office(office))
        .collect();
    let format = match args
        .format
        .unwrap_or(RecipientExportFormat::File(FileFormat::Toml))
    {
        RecipientExportFormat::File(format) => format,
        RecipientExportFormat::Cards => return write_cards(app, args, &offices),
    };
    let sources = store.load_sources()?;
    let options = WriteOptions {
        day: app.today,
        excel: false,
    };
    write_output(app, args.output.as_deref(), args.force, |out| {
        let mut writer = CasebookWriter::new(format, out, options)?;
        for source in &sources {
            let holder = |office: &&crate::model::Recipient| {
                office
                    .holders
                    .iter()
                    .any(|holder| holder.source.as_ref() == Some(&source.id))
            };
            if offices
                .iter()
                .any(|office| office.source.as_ref() == Some(&source.id) || holder(&office))
            {
                writer.write_record(source)?;
            }
        }
        for office in &offices {
            writer.write_record(office)?;
        }
        writer.finish_file()?;
        Ok(())
    })
}

/// Writes a card for each office that can be reached, and names the others.
fn write_cards(app: &App, args: &ExportRecipientsArgs, offices: &[Recipient]) -> Result<(), Error> {
    let holder = |office: &'_ Recipient| match office.holder_on(app.today, app.fresh_months()) {
        HolderStatus::Known(holder) => Some(holder.clone()),
        _ => None,
    };
    let mut text = String::new();
    for office in offices {
        match exchange::to_vcard(office, holder(office).as_ref()) {
            Some(card) => text.push_str(&card),
            None => app
                .terminal
                .print_warning(&format!("{} has no address and gets no card", office.id)),
        }
    }
    write_output(app, args.output.as_deref(), args.force, |out| {
        Ok(out
            .write_all(text.as_bytes())
            .map_err(terminal::Error::from)?)
    })
}
