//! What can go wrong on the way to a letter.

use std::path::PathBuf;

use super::mistake::TemplateMistake;
use crate::model::InvalidValue;

/// Why a letter could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such kind of letter.
    #[error("{invalid}; there is: {}", known.join(", "))]
    NoKind {
        /// What was named.
        invalid: InvalidValue,
        /// The kinds that exist.
        known: Vec<String>,
    },
    /// No kind of letter serves the role.
    #[error("no template is meant for a recipient with the role “{role}”; to be named with --template: {}", known.join(", "))]
    NoKindForRole {
        /// The role.
        role: String,
        /// The kinds that are written to somebody.
        known: Vec<String>,
    },
    /// A user's kind without `letter.toml`.
    #[error("the template “{kind}” has no letter.toml")]
    NoSettings {
        /// The kind.
        kind: String,
    },
    /// A kind without a text in the language.
    #[error("the template “{kind}” has no text in “{lang}”; there is: {}", known.join(", "))]
    NoText {
        /// The kind.
        kind: String,
        /// The language.
        lang: String,
        /// The languages in which it has one.
        known: Vec<String>,
    },
    /// A language without words.
    #[error("letters cannot be written in “{lang}”; there is: {}", known.join(", "))]
    NoLang {
        /// The language.
        lang: String,
        /// The languages that have words.
        known: Vec<String>,
    },
    /// A table of words that is not complete.
    #[error("the words of a language cannot be used")]
    Words(Vec<TemplateMistake>),
    /// A folder that cannot be read.
    #[error("cannot read {}: {}", path.display(), crate::files::describe_io_error(error))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file that was not read.
    #[error(transparent)]
    Input(#[from] crate::files::input::Error),
    /// A `letter.toml` that is not what it should be.
    #[error("{name}:{line}: {reason}")]
    Settings {
        /// The file.
        name: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A template that must not be used.
    #[error("the template cannot be used")]
    Template(Vec<TemplateMistake>),
    /// Rendering failed although the check passed.
    #[error("the template {name} could not be filled: {reason}")]
    Render {
        /// The template.
        name: String,
        /// What the engine said.
        reason: String,
    },
    /// The letter would be longer than any letter.
    #[error("the template {name} makes more than {}, the most for one letter", limit.to_words())]
    TooLong {
        /// The template.
        name: String,
        /// The limit.
        limit: crate::files::input::SizeLimit,
    },
    /// The rendered text does not begin with a subject.
    #[error("the template {name} does not begin with a subject line (“# …”)")]
    NoSubject {
        /// The template.
        name: String,
    },
    /// About one person only, and there are several.
    #[error("the template “{kind}” is for one person, and {count} are selected")]
    OnePersonOnly {
        /// The kind.
        kind: String,
        /// How many were selected.
        count: usize,
    },
}
