//! Finding a template: the user's folder first, file by file, then the ones compiled in.

use std::path::{Path, PathBuf};

use super::Error;
use super::builtin;
use super::kind::TemplateSettings;
use super::mistake::TemplateMistake;
use super::words::{LetterLanguage, PhraseTable, table};
use crate::files::input::{self, TEMPLATE};
use crate::model::InvalidValue;
use crate::model::vocabulary::{Role, Vocabulary};

/// The ending of a template's text.
const ENDING: &str = ".md.hbs";
/// The ending of a table of words.
const WORDS: &str = ".toml";

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateOrigin {
    /// Compiled in.
    Builtin,
    /// A file of the user's, in the templates folder or named directly.
    File(PathBuf),
}

/// A text with the place it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateText {
    /// The name that messages use: `appeal/en.md.hbs`.
    pub name: String,
    /// Where it comes from.
    pub origin: TemplateOrigin,
    /// The text.
    pub text: String,
}

/// A kind of letter in one language, ready to be compiled.
#[derive(Debug, Clone)]
pub struct Template {
    /// The kind: `appeal`.
    pub kind: String,
    /// The language.
    pub lang: LetterLanguage,
    /// Its settings.
    pub settings: TemplateSettings,
    /// Its text.
    pub text: TemplateText,
    /// The partials of its language, by name.
    pub partials: Vec<(String, TemplateText)>,
}

/// The templates at hand.
#[derive(Debug, Clone, Default)]
pub struct TemplateLibrary {
    folder: Option<PathBuf>,
}

impl TemplateLibrary {
    /// The built-in templates, each file overridden by one of the same name in the folder, if it exists.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder: folder.filter(|folder| folder.is_dir()),
        }
    }

    /// The names of all kinds, built-in and the user's, in order.
    pub fn list_kinds(&self) -> Result<Vec<String>, Error> {
        let mut kinds: Vec<String> = builtin::kind_names().map(str::to_owned).collect();
        if let Some(folder) = &self.folder {
            let read = |error| Error::File {
                path: folder.clone(),
                error,
            };
            for entry in std::fs::read_dir(folder).map_err(read)? {
                let name = entry
                    .map_err(read)?
                    .file_name()
                    .to_string_lossy()
                    .into_owned();
                if !matches!(name.as_str(), "partials" | "words")
                    && name.parse::<crate::model::Id>().is_ok()
                    && folder.join(&name).is_dir()
                {
                    kinds.push(name);
                }
            }
        }
        kinds.sort_unstable();
        kinds.dedup();
        Ok(kinds)
    }

    /// The settings of a kind.
    pub fn load_settings(&self, kind: &str) -> Result<TemplateSettings, Error> {
        let kinds = self.list_kinds()?;
        if !kinds.iter().any(|known| known == kind) {
            let invalid = InvalidValue::unknown_word(
                "kind of letter",
                kind,
                kinds.iter().map(String::as_str),
            );
            return Err(Error::NoKind {
                invalid,
                known: kinds,
            });
        }
        let text = self
            .find_file(&format!("{kind}/letter.toml"))?
            .ok_or_else(|| Error::NoSettings {
                kind: kind.to_owned(),
            })?;
        parse_settings(&text)
    }

    /// The languages in which a kind has a text, by their codes, in order.
    pub fn list_kind_languages(&self, kind: &str) -> Result<Vec<String>, Error> {
        self.names_in(kind, ENDING)
    }

    /// The languages that have words, by their codes, in order.
    pub fn list_languages(&self) -> Result<Vec<String>, Error> {
        self.names_in("words", WORDS)
    }

    /// The language with this code: its built-in table, with the words of the user's.
    pub fn load_language(&self, code: &str) -> Result<LetterLanguage, Error> {
        let code = code.trim().to_lowercase();
        let is_code = code.parse::<crate::model::Id>().is_ok();
        let name = format!("words/{code}{WORDS}");
        let text = if is_code {
            self.find_file(&name)?
        } else {
            None
        };
        let Some(text) = text else {
            return Err(Error::NoLang {
                lang: code,
                known: self.list_languages()?,
            });
        };
        match PhraseTable::read_toml(&code, &text.text, builtin::file_text(&name)) {
            Ok(table) => Ok(LetterLanguage::of_table(&code, table)),
            Err(faults) => Err(Error::Words(
                faults
                    .into_iter()
                    .map(|fault| fault_problem(&text.name, fault))
                    .collect(),
            )),
        }
    }

    /// The kind chosen for a role when none is named; the first in order of name if several serve it.
    pub fn kind_for(&self, role: &Role) -> Result<String, Error> {
        let mut known = Vec::new();
        for kind in self.list_kinds()? {
            let settings = self.load_settings(&kind)?;
            if settings.serves.contains(role) {
                return Ok(kind);
            }
            known.extend(settings.addressed.then_some(kind));
        }
        Err(Error::NoKindForRole {
            role: role.slug().to_owned(),
            known,
        })
    }

    /// The language of a text by the name of its file, `…/ru.md.hbs`; English, if the name does not say.
    pub fn lang_of_file(&self, name: &str) -> Result<LetterLanguage, Error> {
        let code = Path::new(name)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let code = code.trim_end_matches(ENDING).to_owned();
        if self.list_languages()?.contains(&code) {
            self.load_language(&code)
        } else {
            self.load_language(LetterLanguage::english().code())
        }
    }

    /// A kind of letter in a language.
    pub fn load_template(&self, kind: &str, lang: &LetterLanguage) -> Result<Template, Error> {
        let settings = self.load_settings(kind)?;
        let Some(text) = self.find_file(&format!("{kind}/{lang}{ENDING}"))? else {
            let known = self.list_kind_languages(kind)?;
            return Err(Error::NoText {
                kind: kind.to_owned(),
                lang: lang.to_string(),
                known,
            });
        };
        Ok(Template {
            kind: kind.to_owned(),
            lang: lang.clone(),
            settings,
            text,
            partials: self.load_partials(lang)?,
        })
    }

    /// A template from a file of the user's; its settings stand in `letter.toml` beside it, or are those of `like`.
    pub fn load_template_file(
        &self,
        path: &Path,
        lang: &LetterLanguage,
        like: &str,
    ) -> Result<Template, Error> {
        let text = read_file(path)?;
        let beside = path.with_file_name("letter.toml");
        let settings = if beside.exists() {
            parse_settings(&read_file(&beside)?)?
        } else {
            self.load_settings(like)?
        };
        let kind = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let kind = crate::model::Id::from_name(kind.trim_end_matches(ENDING)).to_string();
        Ok(Template {
            kind,
            lang: lang.clone(),
            settings,
            text,
            partials: self.load_partials(lang)?,
        })
    }

    /// One file of the library by its name, `appeal/en.md.hbs`: the user's, else the built-in one.
    pub fn find_file(&self, name: &str) -> Result<Option<TemplateText>, Error> {
        if let Some(path) = self
            .folder
            .as_ref()
            .map(|folder| folder.join(name))
            .filter(|path| path.exists())
        {
            return read_file(&path).map(Some);
        }
        Ok(builtin::file_text(name).map(|text| TemplateText {
            name: name.to_owned(),
            origin: TemplateOrigin::Builtin,
            text: text.to_owned(),
        }))
    }

    fn load_partials(&self, lang: &LetterLanguage) -> Result<Vec<(String, TemplateText)>, Error> {
        let folder = format!("partials/{lang}");
        let mut partials = Vec::new();
        for short in self.names_in(&folder, ENDING)? {
            let text = self.find_file(&format!("{folder}/{short}{ENDING}"))?;
            partials.extend(text.map(|text| (short, text)));
        }
        Ok(partials)
    }

    /// The names of the files with this ending in a folder of the library, built-in and the user's, without the ending.
    fn names_in(&self, folder: &str, ending: &str) -> Result<Vec<String>, Error> {
        let prefix = format!("{folder}/");
        let mut names: Vec<String> = builtin::file_names()
            .filter_map(|name| name.strip_prefix(&prefix))
            .map(str::to_owned)
            .collect();
        if let Some(folder) = self
            .folder
            .as_ref()
            .map(|own| own.join(folder))
            .filter(|folder| folder.is_dir())
        {
            let read = |error| Error::File {
                path: folder.clone(),
                error,
            };
            for entry in std::fs::read_dir(&folder).map_err(read)? {
                names.push(
                    entry
                        .map_err(read)?
                        .file_name()
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
        names.retain(|name| name.ends_with(ending));
        names
            .iter_mut()
            .for_each(|name| name.truncate(name.len() - ending.len()));
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }
}

fn fault_problem(name: &str, fault: table::InvalidPhrase) -> TemplateMistake {
    TemplateMistake {
        name: name.to_owned(),
        line: fault.line,
        column: 1,
        what: fault.what,
        nearest: fault.nearest,
    }
}

fn parse_settings(text: &TemplateText) -> Result<TemplateSettings, Error> {
    toml::from_str(&text.text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text.text[..span.start].lines().count().max(1));
        Error::Settings {
            name: text.name.clone(),
            line,
            reason: explain_toml_error(error.message()),
        }
    })
}

/// What a message of the reader means for who wrote the file.
fn explain_toml_error(message: &str) -> String {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match names.split_first() {
        Some((name, known)) if message.starts_with("unknown field") => {
            InvalidValue::unknown_field(name, known.iter().copied()).to_string()
        }
        Some((name, known)) if message.starts_with("unknown variant") => {
            format!(
                "“{name}” has no place here; there are: {}",
                known.join(", ")
            )
        }
        Some((name, _)) if message.starts_with("missing field") => format!("“{name}” is needed"),
        _ if message.starts_with("invalid type") => {
            let wanted = message.rsplit(", expected ").next().unwrap_or_default();
            let wanted = match wanted {
                "a string" => "a text in quotation marks",
                "a boolean" => "true or false",
                "a sequence" => "a list, as [\"a\", \"b\"]",
                "a map" => "a section",
                _ => "something else",
            };
            format!("this must be {wanted}")
        }
        _ => format!("this is not TOML: {message}"),
    }
}

fn read_file(path: &Path) -> Result<TemplateText, Error> {
    let text = input::read_text_file(path, TEMPLATE)?.replace("\r\n", "\n");
    Ok(TemplateText {
        name: path.display().to_string(),
        origin: TemplateOrigin::File(path.to_owned()),
        text,
    })
}
