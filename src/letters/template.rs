//! Finding a template: the user's folder first, file by file, then the ones compiled in.

use std::path::{Path, PathBuf};

use super::builtin;
use super::kind::Settings;
use super::words::Lang;
use super::{Error, check};
use crate::model::Invalid;
use crate::model::vocabulary::{Role, Vocabulary};

/// The ending of a template's text.
const ENDING: &str = ".md.hbs";

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled in.
    Builtin,
    /// A file of the user's, in the templates folder or named directly.
    File(PathBuf),
}

/// A text with the place it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The name that messages use: `appeal/en.md.hbs`.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The text.
    pub text: String,
}

/// A kind of letter in one language, ready to be compiled.
#[derive(Debug, Clone)]
pub struct Template {
    /// The kind: `appeal`.
    pub kind: String,
    /// The language.
    pub lang: Lang,
    /// Its settings.
    pub settings: Settings,
    /// Its text.
    pub text: Text,
    /// The partials of its language, by name.
    pub partials: Vec<(String, Text)>,
}

/// The templates at hand.
#[derive(Debug, Clone, Default)]
pub struct Library {
    folder: Option<PathBuf>,
}

impl Library {
    /// The built-in templates, each file overridden by one of the same name in the folder, if it exists.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder: folder.filter(|folder| folder.is_dir()) }
    }

    /// The names of all kinds, built-in and the user's, in order.
    ///
    /// # Errors
    /// The user's folder cannot be read.
    pub fn kinds(&self) -> Result<Vec<String>, Error> {
        let mut kinds: Vec<String> = builtin::kinds().map(str::to_owned).collect();
        if let Some(folder) = &self.folder {
            let read = |error| Error::File { path: folder.clone(), error };
            for entry in std::fs::read_dir(folder).map_err(read)? {
                let name = entry.map_err(read)?.file_name().to_string_lossy().into_owned();
                if name != "partials" && name.parse::<crate::model::Id>().is_ok() && folder.join(&name).is_dir() {
                    kinds.push(name);
                }
            }
        }
        kinds.sort_unstable();
        kinds.dedup();
        Ok(kinds)
    }

    /// The settings of a kind.
    ///
    /// # Errors
    /// There is no such kind, or its `letter.toml` cannot be read.
    pub fn settings(&self, kind: &str) -> Result<Settings, Error> {
        let kinds = self.kinds()?;
        if !kinds.iter().any(|known| known == kind) {
            return Err(Error::NoKind(Invalid::word("kind of letter", kind, kinds.iter().map(String::as_str))));
        }
        let text =
            self.file(&format!("{kind}/letter.toml"))?.ok_or_else(|| Error::NoSettings { kind: kind.to_owned() })?;
        parse_settings(&text)
    }

    /// The languages in which a kind has a text.
    ///
    /// # Errors
    /// As of [`Library::file`].
    pub fn languages(&self, kind: &str) -> Result<Vec<Lang>, Error> {
        let mut found = Vec::new();
        for lang in Lang::ALL {
            if self.file(&format!("{kind}/{lang}{ENDING}"))?.is_some() {
                found.push(lang);
            }
        }
        Ok(found)
    }

    /// The kind chosen for a role when none is named; the first in order of name if several serve it.
    ///
    /// # Errors
    /// No kind serves the role.
    pub fn kind_for(&self, role: &Role) -> Result<String, Error> {
        for kind in self.kinds()? {
            if self.settings(&kind)?.serves.contains(role) {
                return Ok(kind);
            }
        }
        Err(Error::NoKindForRole { role: role.slug().to_owned() })
    }

    /// A kind of letter in a language.
    ///
    /// # Errors
    /// There is no such kind, or it has no text in the language.
    pub fn load(&self, kind: &str, lang: Lang) -> Result<Template, Error> {
        let settings = self.settings(kind)?;
        let text = self.file(&format!("{kind}/{lang}{ENDING}"))?;
        let text = text.ok_or_else(|| Error::NoText { kind: kind.to_owned(), lang: lang.to_string() })?;
        Ok(Template { kind: kind.to_owned(), lang, settings, text, partials: self.partials(lang)? })
    }

    /// A template from a file of the user's; its settings stand in `letter.toml` beside it, or are those of `like`.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn load_file(&self, path: &Path, lang: Lang, like: &str) -> Result<Template, Error> {
        let text = read_file(path)?;
        let beside = path.with_file_name("letter.toml");
        let settings = if beside.is_file() { parse_settings(&read_file(&beside)?)? } else { self.settings(like)? };
        let kind = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let kind = crate::model::Id::from_name(kind.trim_end_matches(ENDING)).to_string();
        Ok(Template { kind, lang, settings, text, partials: self.partials(lang)? })
    }

    /// One file of the library by its name, `appeal/en.md.hbs`: the user's, else the built-in one.
    ///
    /// # Errors
    /// The user's file cannot be read.
    pub fn file(&self, name: &str) -> Result<Option<Text>, Error> {
        if let Some(path) = self.folder.as_ref().map(|folder| folder.join(name)).filter(|path| path.is_file()) {
            return read_file(&path).map(Some);
        }
        Ok(builtin::text(name).map(|text| Text {
            name: name.to_owned(),
            origin: Origin::Builtin,
            text: text.to_owned(),
        }))
    }

    fn partials(&self, lang: Lang) -> Result<Vec<(String, Text)>, Error> {
        let prefix = format!("partials/{lang}/");
        let mut names: Vec<String> =
            builtin::names().filter(|name| name.starts_with(&prefix)).map(str::to_owned).collect();
        if let Some(folder) = self.folder.as_ref().map(|folder| folder.join(&prefix)).filter(|folder| folder.is_dir()) {
            let read = |error| Error::File { path: folder.clone(), error };
            for entry in std::fs::read_dir(&folder).map_err(read)? {
                names.push(format!("{prefix}{}", entry.map_err(read)?.file_name().to_string_lossy()));
            }
        }
        names.sort_unstable();
        names.dedup();
        let mut partials = Vec::new();
        for name in names.iter().filter(|name| name.ends_with(ENDING)) {
            let short = name.trim_start_matches(&prefix).trim_end_matches(ENDING).to_owned();
            partials.extend(self.file(name)?.map(|text| (short, text)));
        }
        Ok(partials)
    }
}

impl Template {
    /// Everything that is wrong with it: syntax, variables that do not exist, helpers and partials likewise.
    #[must_use]
    pub fn problems(&self) -> Vec<check::Problem> {
        check::template(self)
    }
}

fn parse_settings(text: &Text) -> Result<Settings, Error> {
    toml::from_str(&text.text).map_err(|error| {
        let line = error.span().map_or(1, |span| text.text[..span.start].lines().count().max(1));
        Error::Settings { name: text.name.clone(), line, reason: error.message().to_owned() }
    })
}

/// The largest template that is read, in bytes.
const LARGEST: u64 = 1 << 20;

fn read_file(path: &Path) -> Result<Text, Error> {
    let read = |error| Error::File { path: path.to_owned(), error };
    let size = std::fs::metadata(path).map_err(read)?.len();
    if size > LARGEST {
        return Err(Error::TooLarge { path: path.to_owned() });
    }
    let text = std::fs::read_to_string(path).map_err(read)?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    Ok(Text { name: path.display().to_string(), origin: Origin::File(path.to_owned()), text })
}
