//! `cases config`

use clap::{Args, Subcommand};
use serde_json::json;

use crate::app::App;
use crate::app::config::{self, SETTINGS};
use crate::app::error::Error;
use crate::terminal::{self, ListColumn};

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

Settings say who writes and how letters are made. They never change what list, show or export print, so that a script does the
same for everybody.")]
pub struct ConfigArgs {
    #[command(subcommand)]
    action: Option<ConfigCommand>,
}

/// What is to be done with the settings.
#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Every setting with its value and origin (the default)
    List,
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
    #[must_use]
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
///
/// # Errors
/// There is no such setting, it cannot have that value, or the file cannot be read or written.
pub fn run(app: &App, args: &ConfigArgs) -> Result<(), Error> {
    match &args.action {
        None | Some(ConfigCommand::List) => print_settings(app),
        Some(ConfigCommand::Get { name }) => print_setting(app, name),
        Some(ConfigCommand::Set { name, value }) => change_setting(app, name, Some(value)),
        Some(ConfigCommand::Unset { name }) => change_setting(app, name, None),
        Some(ConfigCommand::Path) => {
            let mut data = app.terminal.data_writer();
            data.write_line(&app.config_path()?.display().to_string())?;
            Ok(data.finish_output()?)
        }
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

fn print_settings(app: &App) -> Result<(), Error> {
    let settings = load_settings(app)?;
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let all: Vec<_> = settings
            .iter()
            .map(|one| json!({"name": one.name, "value": one.value, "origin": one.origin, "help": one.help}))
            .collect();
        data.write_json(&json!(all).to_string())?;
        return Ok(data.finish_output()?);
    }
    let columns = [
        ("setting", 255),
        ("value", 250),
        ("origin", 200),
        ("what it says", 100),
    ];
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .into(),
    );
    for one in settings {
        let row = [
            one.name.to_owned(),
            one.value.unwrap_or_default(),
            one.origin.to_owned(),
            one.help.to_owned(),
        ];
        table
            .add_row(&mut data, &row)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
}

fn print_setting(app: &App, name: &str) -> Result<(), Error> {
    let found = load_settings(app)?.into_iter().find(|one| one.name == name);
    let setting = found.ok_or_else(|| unknown_setting(name))?;
    let value = setting.value.ok_or_else(|| {
        Error::not_found(format!("{name} is not set"))
            .try_with(format!("cases config set {name} VALUE"))
    })?;
    let mut data = app.terminal.data_writer();
    data.write_line(&value)?;
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
    let path = app.config_path()?;
    let said = value.map_or_else(|| "not set".to_owned(), |value| format!("“{value}”"));
    if app.global.dry_run {
        app.terminal.print_note(&format!(
            "Nothing was changed. Without --dry-run: {name} is {said}."
        ));
        return Ok(());
    }
    config::write_setting(&path, name, value.map(String::as_str))?;
    app.terminal
        .print_note(&format!("{name} is {said}, in {}", path.display()));
    Ok(())
}
