//! Settings: who writes, how letters are made, and where everything is. They never change formats, sorting or filters, so
//! that a script does the same for everybody.

mod problem;
mod settings;
mod write;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::files::input;
use crate::files::output;
pub use problem::InvalidSetting;
use settings::SettingsFile;
pub use settings::{ConsentPolicy, LetterConfig, SETTINGS, SenderSettings};
pub use write::{read_setting, write_sender, write_setting};

/// What the command line says about settings and places.
#[derive(Debug, Clone, Default)]
pub struct ConfigFlags {
    /// The casebook (`--db`).
    pub db: Option<PathBuf>,
    /// The settings file (`--config`).
    pub config: Option<PathBuf>,
    /// Read no settings file and use no templates of the user (`--no-config`).
    pub no_config: bool,
    /// The folder of templates (`--templates`).
    pub templates: Option<PathBuf>,
    /// The command makes the settings file that was named, if it is not there.
    pub makes_file: bool,
}

/// The settings in force: what a flag says, else the environment, else the settings file, else the default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// Who writes.
    pub sender: SenderSettings,
    /// How letters are made.
    pub letters: LetterConfig,
    /// Whether the settings file was named, and is not the usual one.
    is_named: bool,
    places: ConfigPaths,
}

/// Why there are no settings, or no place for something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings file that was named is not there.
    #[error("there is no settings file {}", .0.display())]
    NotFound(PathBuf),
    /// The settings file cannot be read.
    #[error("the settings file {} cannot be read: {}", path.display(), crate::files::describe_io_error(source))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The path of the settings file leads to a pipe, a folder or a device.
    #[error("the settings file {} is {what}, not a file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
    },
    /// The settings file cannot be a settings file.
    #[error("{} is longer than a settings file can be (1 MiB)", .0.display())]
    TooLong(PathBuf),
    /// The settings file holds something that is wrong.
    #[error(transparent)]
    Invalid(#[from] InvalidSetting),
    /// No home folder is known, so there is no usual place.
    #[error("no home folder is known; say with {0} where it is")]
    NoHome(&'static str),
    /// There is no such setting.
    #[error("{0}")]
    NoSetting(crate::model::InvalidValue),
    /// Another program is writing settings in this folder, and has not ended for some seconds.
    #[error("another program is changing the settings in {}, and nothing was saved", .0.display())]
    Busy(PathBuf),
    /// A setting cannot have that value.
    #[error("{0}")]
    WrongValue(crate::model::InvalidValue),
    /// The settings file could not be written.
    #[error(transparent)]
    Unwritten(#[from] output::Error),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct ConfigPaths {
    casebook: Option<PathBuf>,
    config: Option<PathBuf>,
    templates: Option<PathBuf>,
}

impl Config {
    /// The settings in force.
    ///
    /// # Errors
    /// The settings file cannot be read or holds something wrong, or one that was named is not there, except for a command that
    /// makes it.
    pub fn load(flags: &ConfigFlags) -> Result<Self, Error> {
        let base = etcetera::base_strategy::Xdg::new().ok();
        let usual = base.map(|base| DefaultPaths {
            home: base.home_dir().into(),
            config: base.config_dir(),
            data: base.data_dir(),
        });
        load_from(
            flags,
            |name| std::env::var_os(name),
            usual.filter(|usual| usual.config.is_absolute()),
        )
    }

    /// Leaves out what a script must not take from a settings file that it did not name, because it would print something
    /// else for everybody: the words of a letter. Who writes, one's own templates, and what only refuses a letter stay. Gives
    /// the settings that were left out, each as it stands in the file.
    pub fn leave_out_for_scripts(&mut self) -> Vec<String> {
        let usual = LetterConfig::default().stale_after_months;
        if self.is_named || self.letters.stale_after_months == usual {
            return Vec::new();
        }
        let said = std::mem::replace(&mut self.letters.stale_after_months, usual);
        vec![format!("letters.stale_after_months = {said}")]
    }

    /// The settings in force; where the settings file cannot be used, those of nobody, with all places, and what is wrong.
    pub fn load_or_none(flags: &ConfigFlags) -> (Self, Option<Error>) {
        match Self::load(flags) {
            Ok(config) => (config, None),
            Err(error) => {
                let without = Self::load(&ConfigFlags {
                    no_config: true,
                    ..flags.clone()
                });
                (without.unwrap_or_default(), Some(error))
            }
        }
    }

    /// The casebook: `--db`, `CASES_DB`, or `cases/cases.db` under `XDG_DATA_HOME`.
    pub fn casebook_path(&self) -> Result<&Path, Error> {
        self.places
            .casebook
            .as_deref()
            .ok_or(Error::NoHome("--db or CASES_DB"))
    }

    /// The settings file, there or not: `--config`, `CASES_CONFIG`, or `cases/config.toml` under `XDG_CONFIG_HOME`.
    pub fn settings_path(&self) -> Result<&Path, Error> {
        self.places
            .config
            .as_deref()
            .ok_or(Error::NoHome("--config or CASES_CONFIG"))
    }

    /// The folder of the user's own templates, there or not: `--templates`, the setting, or `templates` beside the settings
    /// file. None with `--no-config`, unless the flag names one.
    pub fn templates_folder(&self) -> Option<&Path> {
        self.places.templates.as_deref()
    }
}

/// The usual places of this user.
#[derive(Debug, Clone)]
struct DefaultPaths {
    home: PathBuf,
    config: PathBuf,
    data: PathBuf,
}

fn load_from(
    flags: &ConfigFlags,
    variable: impl Fn(&str) -> Option<OsString>,
    usual: Option<DefaultPaths>,
) -> Result<Config, Error> {
    let set = |name| {
        variable(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let named = flags.config.clone().or_else(|| set("CASES_CONFIG"));
    let is_named = named.is_some();
    let config = named.clone().or_else(|| {
        usual
            .as_ref()
            .map(|usual| usual.config.join("cases/config.toml"))
    });
    let casebook = flags.db.clone().or_else(|| set("CASES_DB"));
    let casebook = casebook.or_else(|| {
        usual
            .as_ref()
            .map(|usual| usual.data.join("cases/cases.db"))
    });
    let settings = match &config {
        Some(file) if !flags.no_config => read_settings(file)?,
        _ => None,
    };
    if let (None, Some(file), false) = (&settings, named, flags.no_config || flags.makes_file) {
        return Err(Error::NotFound(file));
    }
    let settings = settings.unwrap_or_default();
    let folder = config
        .as_deref()
        .and_then(Path::parent)
        .filter(|_| !flags.no_config);
    let own = folder.map(|folder| match &settings.letters.templates {
        Some(templates) => {
            from_home(templates, usual.as_ref()).unwrap_or_else(|| folder.join(templates))
        }
        None => folder.join("templates"),
    });
    let places = ConfigPaths {
        casebook,
        templates: flags.templates.clone().or(own),
        config,
    };
    Ok(Config {
        sender: settings.sender,
        letters: settings.letters,
        is_named,
        places,
    })
}

fn from_home(path: &Path, usual: Option<&DefaultPaths>) -> Option<PathBuf> {
    path.strip_prefix("~")
        .ok()
        .zip(usual)
        .map(|(rest, usual)| usual.home.join(rest))
}

fn read_settings(file: &Path) -> Result<Option<SettingsFile>, Error> {
    text_of(file)?
        .map(|text| problem::parse(file, &text))
        .transpose()
        .map_err(Error::Invalid)
}

/// The text of a settings file without a byte order mark; none if there is no such file.
fn text_of(file: &Path) -> Result<Option<String>, Error> {
    let unreadable = |source| Error::Unreadable {
        path: file.to_owned(),
        source,
    };
    let bytes = match input::read_file(file, input::SETTINGS) {
        Ok(bytes) => bytes,
        Err(input::Error::NotFound(_)) => return Ok(None),
        Err(input::Error::TooLong { .. }) => return Err(Error::TooLong(file.to_owned())),
        Err(input::Error::NotAFile { path, what }) => return Err(Error::NotAFile { path, what }),
        Err(input::Error::Io { source, .. }) => return Err(unreadable(source)),
        Err(error @ input::Error::NotText { .. }) => {
            return Err(unreadable(io::Error::other(error.to_string())));
        }
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()])
            .into_owned();
        InvalidSetting::at_byte(file, &before, before.len(), "here the file is not UTF-8")
    })?;
    Ok(Some(
        text.strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Country;
    use std::collections::BTreeMap;
    use std::fs;

    fn usual(folder: &Path) -> Option<DefaultPaths> {
        Some(DefaultPaths {
            home: folder.join("home"),
            config: folder.join("config"),
            data: folder.join("data"),
        })
    }

    fn written(folder: &Path, text: impl AsRef<[u8]>) -> PathBuf {
        let file = folder.join("config/cases/config.toml");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    fn loaded(
        flags: &ConfigFlags,
        variables: &[(&str, &str)],
        usual: Option<DefaultPaths>,
    ) -> Result<Config, Error> {
        let variables: BTreeMap<&str, &str> = variables.iter().copied().collect();
        load_from(flags, |name| variables.get(name).map(OsString::from), usual)
    }

    #[test]
    fn without_a_file_the_defaults_hold() {
        let folder = tempfile::tempdir().unwrap();
        let config = loaded(&ConfigFlags::default(), &[], usual(folder.path())).unwrap();
        assert_eq!(
            (config.sender.clone(), config.letters.clone()),
            (SenderSettings::default(), LetterConfig::default())
        );
        assert_eq!(
            (config.letters.stale_after_months, config.letters.strict),
            (12, false)
        );
        assert_eq!(
            config.casebook_path().unwrap(),
            folder.path().join("data/cases/cases.db")
        );
        assert_eq!(
            config.settings_path().unwrap(),
            folder.path().join("config/cases/config.toml")
        );
        assert_eq!(
            config.templates_folder(),
            Some(folder.path().join("config/cases/templates").as_path())
        );
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "nothing is made by looking"
        );
    }

    #[test]
    fn a_flag_goes_before_the_environment_and_that_before_the_usual_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = written(folder.path(), "");
        let (path, other) = (file.to_str().unwrap(), folder.path().join("nowhere"));
        let flags = ConfigFlags {
            db: Some("/flag.db".into()),
            config: Some(file.clone()),
            ..ConfigFlags::default()
        };
        let environment = [
            ("CASES_DB", "/env.db"),
            ("CASES_CONFIG", other.to_str().unwrap()),
        ];
        let config = loaded(&flags, &environment, usual(folder.path())).unwrap();
        assert_eq!(
            (
                config.casebook_path().unwrap(),
                config.settings_path().unwrap()
            ),
            (Path::new("/flag.db"), file.as_path())
        );
        let config = loaded(
            &ConfigFlags::default(),
            &[("CASES_DB", "/env.db"), ("CASES_CONFIG", path)],
            None,
        )
        .unwrap();
        assert_eq!(
            (
                config.casebook_path().unwrap(),
                config.settings_path().unwrap()
            ),
            (Path::new("/env.db"), file.as_path())
        );
        let config = loaded(
            &ConfigFlags::default(),
            &[("CASES_DB", ""), ("CASES_CONFIG", "")],
            usual(folder.path()),
        )
        .unwrap();
        assert!(config.casebook_path().unwrap().starts_with(folder.path()));
    }

    #[test]
    fn a_file_that_was_named_must_be_there() {
        let named = ConfigFlags {
            config: Some("/no/such/file".into()),
            ..ConfigFlags::default()
        };
        assert!(matches!(loaded(&named, &[], None), Err(Error::NotFound(_))));
        assert!(matches!(
            loaded(&ConfigFlags::default(), &[("CASES_CONFIG", "/no")], None),
            Err(Error::NotFound(_))
        ));
        assert!(matches!(
            loaded(&ConfigFlags::default(), &[("CASES_CONFIG", "/")], None),
            Err(Error::NotAFile { .. })
        ));
        loaded(
            &ConfigFlags {
                no_config: true,
                ..named
            },
            &[],
            None,
        )
        .unwrap();
    }

    #[test]
    fn without_a_home_only_what_is_needed_is_missed() {
        let config = loaded(&ConfigFlags::default(), &[], None).unwrap();
        assert!(
            matches!(config.casebook_path(), Err(Error::NoHome(_)))
                && config.templates_folder().is_none()
        );
        assert!(matches!(config.settings_path(), Err(Error::NoHome(_))));
    }

    #[test]
    fn no_config_reads_nothing() {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path(), "nonsense");
        let flags = ConfigFlags {
            no_config: true,
            ..ConfigFlags::default()
        };
        let config = loaded(&flags, &[], usual(folder.path())).unwrap();
        assert!(config.templates_folder().is_none() && config.casebook_path().is_ok());
        let flags = ConfigFlags {
            templates: Some("t".into()),
            ..flags
        };
        assert_eq!(
            loaded(&flags, &[], None).unwrap().templates_folder(),
            Some(Path::new("t"))
        );
    }

    #[test]
    fn every_setting_is_read_and_listed() {
        let folder = tempfile::tempdir().unwrap();
        let text = "\u{feff}[sender]\r\nname = 'A'\r\norganisation = 'B'\r\naddress = ['C', 'D']\r\nemail = 'e@f'\r\n\
                    phone = '+1'\r\nintroduction = 'a teacher'\r\ncountry = 'ireland'\r\nlang = 'pt-BR'\r\n\
                    [letters]\r\nstale_after_months = 6\r\n\
                    strict = true\r\nconsent = 'required'\r\ntemplates = 'own'\r\n";
        let file = written(folder.path(), text);
        let config = loaded(&ConfigFlags::default(), &[], usual(folder.path())).unwrap();
        assert_eq!(
            (config.sender.address.len(), config.sender.lang.as_deref()),
            (2, Some("pt-BR"))
        );
        assert_eq!(config.sender.country.map(Country::code), Some("IE"));
        assert_eq!(
            (config.letters.stale_after_months, config.letters.strict),
            (6, true)
        );
        assert_eq!(
            config.templates_folder(),
            Some(file.with_file_name("own").as_path())
        );
        let table: toml::Table = toml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        let read = table.iter().flat_map(|(section, keys)| {
            keys.as_table()
                .unwrap()
                .keys()
                .map(move |key| format!("{section}.{key}"))
        });
        let (mut read, mut listed): (Vec<_>, Vec<_>) = (
            read.collect(),
            SETTINGS.map(|(name, _)| name.to_owned()).into(),
        );
        read.sort();
        listed.sort();
        assert_eq!(read, listed);
    }

    #[test]
    fn a_script_words_letters_alike_for_everybody_unless_it_names_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let text = "letters = { stale_after_months = 24, strict = true, consent = 'required' }\nsender.name = 'A'";
        let file = written(folder.path(), text);
        let mut config = loaded(&ConfigFlags::default(), &[], usual(folder.path())).unwrap();
        assert_eq!(
            config.leave_out_for_scripts(),
            ["letters.stale_after_months = 24"]
        );
        assert_eq!(
            (config.letters.stale_after_months, config.letters.strict),
            (12, true)
        );
        assert!(config.letters.consent.is_required() && config.sender.name.is_some());
        assert!(config.leave_out_for_scripts().is_empty());
        let named = ConfigFlags {
            config: Some(file.clone()),
            ..ConfigFlags::default()
        };
        for (flags, variables) in [
            (named, vec![]),
            (
                ConfigFlags::default(),
                vec![("CASES_CONFIG", file.to_str().unwrap())],
            ),
        ] {
            let mut config = loaded(&flags, &variables, usual(folder.path())).unwrap();
            assert!(config.leave_out_for_scripts().is_empty());
            assert_eq!(config.letters.stale_after_months, 24);
        }
    }

    #[test]
    fn a_folder_of_templates_may_start_at_home() {
        let folder = tempfile::tempdir().unwrap();
        for (text, expected) in [("~/t", folder.path().join("home/t")), ("/t", "/t".into())] {
            written(folder.path(), format!("letters.templates = '{text}'"));
            let config = loaded(&ConfigFlags::default(), &[], usual(folder.path())).unwrap();
            assert_eq!(config.templates_folder(), Some(expected.as_path()));
        }
    }

    #[test]
    fn what_cannot_be_a_settings_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let load = || {
            loaded(&ConfigFlags::default(), &[], usual(folder.path()))
                .map(|_| ())
                .unwrap_err()
        };
        written(folder.path(), b"[sender]\nname = '\xe4'");
        let Error::Invalid(problem) = load() else {
            panic!()
        };
        assert_eq!((problem.line, problem.column), (2, 9));
        let file = written(folder.path(), "");
        fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_len(100 << 20)
            .unwrap();
        assert!(matches!(load(), Error::TooLong(_)));
    }
}
