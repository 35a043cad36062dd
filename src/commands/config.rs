//! `cases config`

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::config::{self, SETTINGS};
use crate::app::error::Error;
use crate::commands::shared::answer::{self, ChangeAnswer, TouchedThing};
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::save;
use crate::model::FieldDifference;
use crate::render::listing::{ListingCell, ListingColumn};

/// See and change the settings: who writes, language, when facts count as old.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases config                                    every setting, its value and where that comes from
  cases config set sender.name \"R. Diaz\"
  cases config set sender.address \"Calle Mayor 1; 28013 Madrid\"
  cases config set letters.stale_after_months 6
  cases config unset sender.phone
  cases config path                               where the settings file is

Settings say who writes and how letters are made. They never change what list, show or export print,
so that a script does the same for everybody.")]
pub struct ConfigArgs {
    #[command(subcommand)]
    action: Option<ConfigCommand>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// What is to be done with the settings.
#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Every setting with its value and origin (the default)
    List(SortedListingArgs),
    /// Print the value of one setting
    Get {
        /// The setting: sender.name
        #[arg(value_name = "SETTING")]
        name: String,
    },
    /// Change one setting
    Set {
        /// The setting: sender.name
        #[arg(value_name = "SETTING")]
        name: String,
        /// Its value; the lines of an address with ; between them
        #[arg(value_name = "VALUE")]
        value: String,
    },
    /// Take one setting out, so that its default holds
    Unset {
        /// The setting: sender.phone
        #[arg(value_name = "SETTING")]
        name: String,
    },
    /// Print where the settings file is
    Path,
}

impl ConfigArgs {
    /// Whether only the place of the file is asked, which is known whatever is in it.
    pub fn only_shows_path(&self) -> bool {
        matches!(self.action, Some(ConfigCommand::Path))
    }
}

/// A setting as it holds.
struct EffectiveSetting {
    name: &'static str,
    help: &'static str,
    value: Option<String>,
    origin: &'static str,
}

/// Shows or changes settings.
pub fn run(app: &App, args: &ConfigArgs) -> Result<(), Error> {
    if args.action.is_some() {
        args.listing.refuse_before_command()?;
    }
    match &args.action {
        None => print_settings(app, &args.listing),
        Some(ConfigCommand::List(listing)) => print_settings(app, listing),
        Some(ConfigCommand::Get { name }) => print_setting(app, name),
        Some(ConfigCommand::Set { name, value }) => change_setting(app, name, Some(value)),
        Some(ConfigCommand::Unset { name }) => change_setting(app, name, None),
        Some(ConfigCommand::Path) => print_text(app, &app.config_path()?.display().to_string()),
    }
}

fn load_settings(app: &App) -> Result<Vec<EffectiveSetting>, Error> {
    let path = app.config_path()?;
    let letters = config::LetterConfig::default();
    let one = |(name, help): (&'static str, &'static str)| {
        let written = if app.global.no_config {
            None
        } else {
            config::read_setting(&path, name)?
        };
        let default = match name {
            "letters.stale_after_months" => Some(letters.stale_after_months.to_string()),
            "letters.strict" => Some(letters.strict.to_string()),
            "letters.consent" => Some(letters.consent.slug().to_owned()),
            "letters.templates" => app
                .templates_folder()
                .ok()
                .map(|folder| folder.display().to_string()),
            _ => None,
        };
        let origin = match (&written, &default) {
            (Some(_), _) => "settings file",
            (None, Some(_)) => "default",
            (None, None) => "not set",
        };
        Ok(EffectiveSetting {
            name,
            help,
            value: written.or(default),
            origin,
        })
    };
    SETTINGS.into_iter().map(one).collect()
}

fn print_settings(app: &App, listing: &SortedListingArgs) -> Result<(), Error> {
    let columns = vec![
        ListingColumn::new("name", 255, "the setting").with_title("setting"),
        ListingColumn::new("value", 250, "what holds"),
        ListingColumn::new("origin", 200, "where that comes from"),
        ListingColumn::new("help", 100, "what the setting says").with_title("what it says"),
    ];
    let schema = ListingSchema::new("cases config list", columns)
        .with_json(&["help", "name", "origin", "value"])
        .with_ids(ListingIds::Own("name"));
    let to_cells = |one: EffectiveSetting| {
        vec![
            ListingCell::text_of(one.name),
            ListingCell::optional_text(one.value),
            ListingCell::text_of(one.origin),
            ListingCell::text_of(one.help),
        ]
    };
    listing.print_rows(app, &schema, || {
        Ok(load_settings(app)?.into_iter().map(to_cells).collect())
    })
}

fn print_setting(app: &App, name: &str) -> Result<(), Error> {
    let found = load_settings(app)?.into_iter().find(|one| one.name == name);
    let setting = found.ok_or_else(|| unknown_setting(name))?;
    let value = setting.value.ok_or_else(|| {
        Error::not_found(format!("{name} is not set"))
            .try_with(format!("cases config set {name} VALUE"))
    })?;
    print_text(app, &value)
}

/// A text on a line; in JSON as a string.
fn print_text(app: &App, text: &str) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        data.write_json(&serde_json::Value::from(text).to_string())?;
    } else {
        data.write_line(text)?;
    }
    Ok(data.finish_output()?)
}

fn unknown_setting(name: &str) -> Error {
    let names = SETTINGS.iter().map(|(known, _)| *known);
    Error::usage(crate::model::InvalidValue::unknown_word("setting", name, names).to_string())
        .try_with("cases config list")
}

fn change_setting(app: &App, name: &str, value: Option<&String>) -> Result<(), Error> {
    if !SETTINGS.iter().any(|(known, _)| *known == name) {
        return Err(unknown_setting(name));
    }
    answer::check_asked_keys(app)?;
    let path = app.config_path()?;
    let said = value.map_or_else(|| "not set".to_owned(), |value| format!("“{value}”"));
    let before = if app.is_json() {
        config::read_setting(&path, name)?
    } else {
        None
    };
    let is_dry = app.global.dry_run;
    if !is_dry {
        config::write_setting(&path, name, value.map(String::as_str))?;
    }
    let done = format!("{name} is {said}, in {}", path.display());
    ChangeAnswer {
        message: done.clone(),
        ..answer_for(name, before, value.cloned())
    }
    .print(app)?;
    app.terminal.print_note(&if is_dry {
        save::dry_run_note(&format!("{name} is {said}."))
    } else {
        done
    });
    Ok(())
}

/// What becomes of a setting.
fn answer_for(name: &str, before: Option<String>, after: Option<String>) -> ChangeAnswer {
    let verb = if after.is_some() { "set" } else { "unset" };
    let change = match (&before, &after) {
        (None, None) => None,
        (None, Some(_)) => Some("added"),
        (Some(_), None) => Some("removed"),
        (Some(_), Some(_)) => Some("changed"),
    };
    let known = SETTINGS.iter().find(|(known, _)| *known == name);
    let touched = change.zip(known).map(|(change, (field, _))| TouchedThing {
        fields: vec![FieldDifference {
            field,
            one: field,
            is_fact: false,
            before,
            after,
        }],
        ..TouchedThing::new("setting", name, change)
    });
    ChangeAnswer {
        command: format!("config {verb} {name}"),
        touched: touched.into_iter().collect(),
        ..ChangeAnswer::default()
    }
}
