//! `cases init`

use std::path::Path;

use clap::Args;

use crate::app::config::{self, SenderSettings};
use crate::app::error::Error;
use crate::app::{App, sample};
use crate::commands::shared::answer::{self, ChangeAnswer, TouchedThing};
use crate::commands::shared::save;
use crate::model::address::EmailAddress;
use crate::model::{Country, InvalidValue, Line};
use crate::store::{Operation, Store};

/// Make your casebook and say who is writing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases init                                  asks who is writing
  cases init --name \"R. Diaz\" --country ES --address \"Calle Mayor 1\" --address \"28013 Madrid\"
  cases --db ./campaign.db init               a casebook of your choice
  cases init --offices                        with offices of the UN, EU, Council of Europe and OSCE

A casebook that is there already is never touched; run it again to change who is writing. In a script, what is
not given is left empty.")]
pub struct InitArgs {
    /// The name that signs
    #[arg(long, value_name = "NAME")]
    name: Option<Line>,
    /// The organisation you write for
    #[arg(long, value_name = "NAME")]
    organisation: Option<Line>,
    /// A line of your postal address; repeat for several
    #[arg(long, value_name = "LINE")]
    address: Vec<Line>,
    /// Your e-mail address
    #[arg(long, value_name = "ADDRESS", value_parser = email_address)]
    email: Option<Line>,
    /// The country you write from; its embassy is “the embassy”
    #[arg(long, value_name = "COUNTRY")]
    country: Option<Country>,
    /// The language of your letters
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Take in offices of the UN, the EU, the Council of Europe and the OSCE, with addresses of 2018 that are to be checked
    #[arg(long)]
    offices: bool,
}

/// Makes the casebook if there is none, and keeps who is writing.
pub fn run(app: &App, args: &InitArgs) -> Result<(), Error> {
    answer::check_asked_keys(app)?;
    let path = app.casebook_path()?;
    let exists = path.exists();
    if exists {
        // Refuses what is not a casebook before anything else is written.
        drop(Store::open(&path, crate::store::AccessMode::Read)?);
    }
    app.letter_language(args.lang.as_deref())?;
    let sender = ask_sender(app, args)?;
    if app.global.dry_run {
        let done = if exists {
            format!("Kept the casebook {}.", path.display())
        } else {
            format!("Made an empty casebook: {}", path.display())
        };
        answer_for(&path, exists, None, &done).print(app)?;
        app.terminal.print_note(&save::dry_run_note(&done));
        return Ok(());
    }
    let made = if exists {
        format!("The casebook is there already: {}", path.display())
    } else {
        format!("Made an empty casebook: {}", path.display())
    };
    let aside = if exists {
        None
    } else {
        Some(Store::create_reporting_leftovers(&path)?.1)
    };
    app.terminal.print_note(&made);
    if let Some(aside) = &aside {
        crate::app::copies::tell_aside(app, aside);
    }
    let kept = &app.config().sender;
    let lang = args.lang.clone().or_else(|| kept.lang.clone());
    let sender = config::SenderSettings {
        phone: kept.phone.clone(),
        lang,
        ..sender
    };
    let settings = app.config_path();
    // A settings file that was named must be there for every other command.
    let is_missing =
        app.global.config.is_some() && settings.as_ref().is_ok_and(|path| !path.exists());
    let mut written = None;
    if sender != *kept || is_missing && !app.global.no_config {
        let settings = settings?;
        config::write_sender(&settings, kept, &sender)?;
        app.terminal
            .print_note(&format!("Kept who is writing in {}", settings.display()));
        written = Some(settings);
    }
    add_offices(app, args, !exists)?;
    answer_for(&path, exists, written.as_deref(), &made).print(app)?;
    app.terminal.print_hint("cases add");
    Ok(())
}

/// Takes in the starter set of offices where it is wanted: by the flag, or, in a new casebook, when somebody is asked.
fn add_offices(app: &App, args: &InitArgs, is_new: bool) -> Result<(), Error> {
    let starter = sample::starter_offices()?;
    let count = starter.recipients.len();
    let question = format!(
        "Take in {count} offices of the UN, the EU, the Council of Europe and the OSCE? Their addresses are of April 2018: look \
         at each before you use it"
    );
    let is_wanted = args.offices
        || (is_new
            && wants_questions(app, args)
            && app.terminal.ask_confirmation(&question, Some(true))?);
    if !is_wanted {
        return Ok(());
    }
    let mut store = app.open_to_write()?;
    let take_in = |operation: &mut Operation<'_>| {
        for source in &starter.sources {
            if operation.load_source(&source.id)?.is_none() {
                operation.put_source(source)?;
            }
        }
        for office in &starter.recipients {
            if operation.load_recipient(&office.id)?.is_none() {
                operation.put_recipient(office)?;
            }
        }
        Ok::<_, Error>(())
    };
    let (operation, ()) = save::run_operation(app, &mut store, "init --offices", take_in)?;
    let Some(operation) = operation else {
        app.terminal.print_note("The offices are there already.");
        return Ok(());
    };
    app.terminal.print_note(&format!(
        "Took in offices of the UN, the EU, the Council of Europe and the OSCE. Take it back: cases undo {operation}"
    ));
    app.terminal.print_note(
        "Their addresses were last checked in April 2018, and who holds them is not named.\n    cases recipients check",
    );
    Ok(())
}

/// Whether the questions are asked: somebody can answer, and no flag said who is writing.
fn wants_questions(app: &App, args: &InitArgs) -> bool {
    let nothing_given = args.name.is_none()
        && args.organisation.is_none()
        && args.address.is_empty()
        && args.email.is_none();
    app.terminal.can_ask() && nothing_given && args.country.is_none()
}

/// What was made: the casebook, unless it was there, and the settings, if they became others.
fn answer_for(
    casebook: &Path,
    exists: bool,
    settings: Option<&Path>,
    message: &str,
) -> ChangeAnswer {
    let casebook =
        (!exists).then(|| TouchedThing::new("casebook", casebook.display().to_string(), "added"));
    let settings =
        settings.map(|path| TouchedThing::new("settings", path.display().to_string(), "changed"));
    ChangeAnswer {
        command: "init".to_owned(),
        touched: casebook.into_iter().chain(settings).collect(),
        message: message.to_owned(),
        ..ChangeAnswer::default()
    }
}

/// A line that is one e-mail address.
fn email_address(text: &str) -> Result<Line, InvalidValue> {
    text.parse::<EmailAddress>()?.as_str().parse()
}

/// Who is writing: what was given, over what is known; the rest is asked where somebody can answer.
fn ask_sender(app: &App, args: &InitArgs) -> Result<SenderSettings, Error> {
    let known = app.config().sender.clone();
    let ask = wants_questions(app, args);
    if ask {
        app.terminal.print_note(
            "Enter leaves an answer as it is, or empty; Esc ends, and nothing is kept.",
        );
    }
    type AnswerParser = fn(&str) -> Result<Line, InvalidValue>;
    let line = |label: &str,
                given: &Option<Line>,
                known: &Option<Line>,
                read: AnswerParser|
     -> Result<Option<Line>, Error> {
        if !ask {
            return Ok(given.clone().or_else(|| known.clone()));
        }
        let known = known.as_ref().map_or("", Line::as_str);
        let read = |typed: &str| {
            if typed.is_empty() {
                Ok(None)
            } else {
                read(typed).map(Some)
            }
        };
        Ok(app.terminal.ask_line(label, Some(known), read)?)
    };
    let name = line(
        "Your name, as it signs letters",
        &args.name,
        &known.name,
        str::parse,
    )?;
    let organisation = line(
        "Your organisation",
        &args.organisation,
        &known.organisation,
        str::parse,
    )?;
    let email = line(
        "Your e-mail address",
        &args.email,
        &known.email,
        email_address,
    )?;
    let address = match (args.address.is_empty(), ask) {
        (false, _) => args.address.clone(),
        (true, false) => known.address.clone(),
        (true, true) => {
            let shown = known
                .address
                .iter()
                .map(Line::as_str)
                .collect::<Vec<_>>()
                .join("; ");
            let read = |typed: &str| {
                typed
                    .split(';')
                    .filter(|line| !line.trim().is_empty())
                    .map(str::parse::<Line>)
                    .collect::<Result<Vec<_>, _>>()
            };
            app.terminal.ask_line(
                "Your postal address (lines separated by ;)",
                Some(&shown),
                read,
            )?
        }
    };
    let country = match (args.country, ask) {
        (Some(country), _) => Some(country),
        (None, false) => known.country,
        (None, true) => {
            let shown = known.country.map_or("", Country::code);
            let read = |typed: &str| {
                if typed.is_empty() {
                    Ok(None)
                } else {
                    typed.parse::<Country>().map(Some)
                }
            };
            app.terminal
                .ask_line("The country you write from", Some(shown), read)?
        }
    };
    Ok(SenderSettings {
        name,
        organisation,
        address,
        email,
        country,
        ..SenderSettings::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_refused() {
        assert_eq!(
            email_address(" r@diaz.example.org ").unwrap().as_str(),
            "r@diaz.example.org"
        );
        for wrong in [
            "12 Main Street; Dublin",
            "diaz",
            "r@diaz",
            "a@b.org, c@d.org",
        ] {
            assert!(
                email_address(wrong)
                    .unwrap_err()
                    .reason
                    .contains("name@example.org"),
                "{wrong}"
            );
        }
    }
}
