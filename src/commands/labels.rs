//! `cases labels`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::addressee::find_addressee;
use crate::commands::shared::arguments::TypedDay;
use crate::commands::shared::lost_characters::lost_characters;
use crate::files::output;
use crate::letters::{LetterLanguage, build_context};
use crate::model::{Country, HolderStatus, Recipient, Sender};
use crate::render::{self, LABELS, LabelStock};
use crate::terminal;

/// Print addresses on envelopes or labels.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases labels --to prosecutor-general -o envelopes.pdf
  cases labels --to kz-authorities --on c5 -o envelopes.pdf
  cases labels --to eu --on sheet --skip 4 -o labels.pdf      the first four labels are used already

Envelopes: dl (220 × 110 mm) and c5 (229 × 162 mm), with your address as return address. Labels:
sheet (A4, 3 × 7 labels of 63.5 × 38.1 mm). The country stands on the last line, unless it is yours.
Recipients without a postal address are left out and named on standard error.
Exit 3: no recipient fits, or none has a postal address. Exit 8: a file is in the way.")]
pub struct LabelsArgs {
    /// To whom: a recipient, an office (prosecutor-general, embassy) or a group (kz-authorities); repeat for several
    #[arg(long, value_name = "WHO", value_delimiter = ',', required = true)]
    to: Vec<String>,
    /// What is printed on: dl, c5 or sheet
    #[arg(long, value_name = "STOCK", default_value = "dl")]
    on: LabelStock,
    /// Leave so many labels of the first sheet empty
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
    /// Who holds the office on this day (default: today)
    #[arg(long, value_name = "DATE")]
    date: Option<TypedDay>,
    /// The language of the address (default: yours, then English)
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Prints or saves the addresses.
pub fn run(app: &App, args: &LabelsArgs) -> Result<(), Error> {
    app.refuse_json("cases recipients list --json")?;
    check_args(app, args)?;
    let sender = app.letter_sender();
    let addresses = collect_addresses(app, args, &find_offices(app, args, &sender)?, &sender)?;
    if let Some(what) = lost_characters(&render::unprintable_on_labels(&addresses), "PDF") {
        app.terminal.print_warning(&what);
    }
    let lang = app.letter_language(args.lang.as_deref())?;
    let back = return_address(app, args, &sender, &lang);
    let bytes = render::render_labels(&addresses, &back, args.on, args.skip, lang.code());
    let count = if addresses.len() == 1 {
        "1 address".to_owned()
    } else {
        format!("{} addresses", addresses.len())
    };
    match args.output.as_ref().filter(|path| path.as_os_str() != "-") {
        _ if app.global.dry_run => {}
        Some(path) => {
            output::write_new(path, &bytes, args.force)?;
        }
        None => {
            let mut data = app.terminal.data_writer();
            data.write_all(&bytes).map_err(terminal::Error::from)?;
            data.finish_output()?;
        }
    }
    app.terminal.print_note(&format!(
        "{count}{}",
        if app.global.dry_run {
            " would be printed"
        } else {
            ""
        }
    ));
    Ok(())
}

/// What can be said before anything is read.
fn check_args(app: &App, args: &LabelsArgs) -> Result<(), Error> {
    if args.skip >= LABELS || (args.skip > 0 && args.on.is_envelope()) {
        return Err(
            Error::usage(format!("--skip {} leaves no label", args.skip))
                .with_reason(format!(
                    "A sheet has {LABELS} labels, and an envelope is never used"
                ))
                .try_with("cases labels … --on sheet --skip 4"),
        );
    }
    let to_file = args
        .output
        .as_ref()
        .is_some_and(|path| path.as_os_str() != "-");
    if !to_file && !app.global.dry_run && app.terminal.is_for_reading() {
        return Err(Error::usage("A terminal cannot show a pdf file")
            .try_with("cases labels … -o labels.pdf"));
    }
    Ok(())
}

/// The offices that were asked for, each once.
fn find_offices(app: &App, args: &LabelsArgs, sender: &Sender) -> Result<Vec<Recipient>, Error> {
    let store = app.open_to_read()?;
    let mut offices: Vec<Recipient> = Vec::new();
    for who in &args.to {
        for office in find_addressee(&store, who, sender)?.into_offices() {
            if !offices.iter().any(|known| known.id == office.id) {
                offices.push(office);
            }
        }
    }
    Ok(offices)
}

/// The addresses of the offices that have one; the others are named.
fn collect_addresses(
    app: &App,
    args: &LabelsArgs,
    offices: &[Recipient],
    sender: &Sender,
) -> Result<Vec<Vec<String>>, Error> {
    let (lang, day) = (
        app.letter_language(args.lang.as_deref())?,
        args.date.map_or(app.today, |day| day.on(app.today)),
    );
    let mut addresses = Vec::new();
    for office in offices {
        if office.post.is_empty() {
            let mend = format!(
                "cases recipients update {} --post \"STREET\" --post \"TOWN\" --post-country CODE",
                office.id
            );
            app.terminal.print_warning(&format!(
                "{} has no postal address and is left out\n    {mend}",
                office.office
            ));
            continue;
        }
        let holder = match office.holder_on(day, app.fresh_months()) {
            HolderStatus::Known(holder) => Some(holder),
            HolderStatus::Stale(..) | HolderStatus::Nobody => None,
        };
        let abroad = office
            .post_country
            .filter(|country| Some(*country) != sender.country);
        let mut lines = build_context::address_lines(
            &Recipient {
                post_country: None,
                ..office.clone()
            },
            &lang,
            holder,
        );
        lines.extend(abroad.map(|country| country_line(&lang, country)));
        addresses.push(lines);
    }
    if addresses.is_empty() {
        return Err(
            Error::not_found("Nobody has a postal address").try_with("cases recipients check")
        );
    }
    Ok(addresses)
}

/// The country as the last line of an address that goes abroad.
fn country_line(lang: &LetterLanguage, country: Country) -> String {
    lang.cldr_data().state_name(country).to_uppercase()
}

/// The sender’s address for the back of a letter that does not arrive; empty where there is none.
fn return_address(
    app: &App,
    args: &LabelsArgs,
    sender: &Sender,
    lang: &LetterLanguage,
) -> Vec<String> {
    if !args.on.is_envelope() {
        return Vec::new();
    }
    if sender.address.is_empty() {
        app.terminal
            .print_hint("cases init --address \"STREET\" --address \"TOWN\" --country CODE   (prints a return address)");
        return Vec::new();
    }
    let lines = sender
        .name
        .iter()
        .chain(&sender.organisation)
        .chain(&sender.address)
        .map(ToString::to_string);
    lines
        .chain(sender.country.map(|country| country_line(lang, country)))
        .collect()
}
