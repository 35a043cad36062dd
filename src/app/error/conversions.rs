//! How the errors of the folders look to a user: of which kind they are, and what to type next.

use crate::app::error::Error;
use crate::model::{InvalidValue, vocabulary};
use crate::{exchange, letters, store, terminal};

impl From<terminal::Error> for Error {
    fn from(error: terminal::Error) -> Self {
        match error {
            terminal::Error::ClosedPipe => Self::closed_pipe(),
            error => Self::print_failed(error.to_string()),
        }
    }
}

impl From<terminal::PromptRefusal> for Error {
    fn from(refused: terminal::PromptRefusal) -> Self {
        match refused {
            terminal::PromptRefusal::NotATerminal => Self::usage("There is no terminal to ask on"),
            terminal::PromptRefusal::Cancelled => Self::cancelled("Cancelled; nothing was changed"),
            terminal::PromptRefusal::Interrupted => {
                Self::interrupted("Interrupted; nothing was changed")
            }
        }
    }
}

impl From<terminal::EditError> for Error {
    fn from(error: terminal::EditError) -> Self {
        let what = error.to_string();
        match error {
            terminal::EditError::NotATerminal => {
                Self::usage(what).try_with("cases update CASE --from FILE")
            }
            terminal::EditError::Cancelled { .. } => Self::cancelled(what),
            terminal::EditError::GivenUp { .. } => Self::invalid(what),
            _ => Self::failed(what),
        }
    }
}

impl From<&crate::app::config::Error> for Error {
    fn from(error: &crate::app::config::Error) -> Self {
        use crate::app::config::Error as C;
        let what = error.to_string();
        match error {
            C::NotFound(_) => Self::not_found(what).try_with("cases init"),
            C::Unreadable { .. } => Self::failed(what).try_with("cases --no-config …"),
            C::NotAFile { .. } => Self::invalid(what).try_with("cases --no-config …"),
            C::Busy(_) => Self::conflict(what)
                .with_reason("Try again when it has finished")
                .try_with("cases config list"),
            C::TooLong(_) | C::Invalid(_) | C::WrongValue(_) => Self::invalid(what),
            C::NoHome(_) => Self::usage(what),
            C::NoSetting(_) => Self::usage(what).try_with("cases config list"),
            C::Unwritten(_) => Self::failed(what),
        }
    }
}

impl From<crate::app::config::Error> for Error {
    fn from(error: crate::app::config::Error) -> Self {
        match error {
            crate::app::config::Error::Unwritten(error) => error.into(),
            error => Self::from(&error),
        }
    }
}

impl From<crate::files::output::Error> for Error {
    fn from(error: crate::files::output::Error) -> Self {
        use crate::files::output::Error as O;
        let what = error.to_string();
        match error {
            O::Exists(_) => Self::refused(what).with_reason("Say --force to replace it"),
            O::Casebook(_) => Self::refused(what)
                .with_reason("Choose another name; a copy is made with cases backup"),
            O::Moved(_) => Self::refused(what)
                .with_reason("Somebody put another folder or a link in its place"),
            O::Link(_) | O::NotAFile(_) => Self::refused(what),
            O::NoFolder(_) => Self::not_found(what),
            O::Io { path, source } => Self::failed(format!(
                "{} could not be written: {}",
                path.display(),
                crate::files::describe_io_error(&source)
            )),
        }
    }
}

impl From<crate::files::input::Error> for Error {
    fn from(error: crate::files::input::Error) -> Self {
        use crate::files::input::Error as I;
        let what = error.to_string();
        match error {
            I::NotFound(_) => Self::not_found(what),
            I::NotAFile { what: "a folder", .. } => Self::invalid(what).with_reason("Name a file in it"),
            I::NotAFile { .. } => Self::invalid(what)
                .with_reason("Only ordinary files are read by name; where - is taken for a file, it reads standard input"),
            I::TooLong { limit, .. } => {
                Self::invalid(what).with_reason(format!("That is the most for {}", limit.of)).try_with("cases help limits")
            }
            I::NotText { .. } => Self::invalid(what).with_reason("Save it as UTF-8 text"),
            I::Io { .. } => Self::failed(what),
        }
    }
}

impl From<InvalidValue> for Error {
    fn from(error: InvalidValue) -> Self {
        Self::from_typed_word(&error.to_string())
    }
}

impl Error {
    /// A usage error in these words; where they say that a word is not of a vocabulary, with the command that lists its words.
    #[must_use]
    pub fn from_typed_word(what: &str) -> Self {
        let list = vocabulary::ALL
            .iter()
            .find(|(name, _)| what.contains(&format!("is not a known {name}")));
        let told = Self::usage(what);
        match list {
            Some((name, _)) => told.try_with(format!("cases help words {name}")),
            None => told,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as S;
        let what = error.to_string();
        match error {
            S::Missing(_) => Self::unusable(what)
                .try_with("cases init")
                .try_with("cases --sample list"),
            S::Exists(_) => Self::refused(what).try_with("cases list"),
            S::Damaged(_) => Self::unusable(what)
                .try_with("cases doctor")
                .try_with("cases export --salvage -o CONFIDENTIAL-salvaged.toml"),
            S::Empty(_) | S::NotCasebook { .. } | S::Altered { .. } | S::Interrupted(_) => {
                Self::unusable(what)
            }
            S::Newer { .. } => Self::unusable(what)
                .with_reason("Install the newer version; the file was left as it is"),
            S::Unreadable { .. } => Self::unusable(what),
            S::Unsound { .. } => Self::unusable(what)
                .with_reason("Nothing was changed; bring back another copy")
                .try_with("cases backup list"),
            S::Itself(_) => Self::refused(what)
                .with_reason("Name a copy of it")
                .try_with("cases backup list"),
            S::Dangling { .. } => Self::unusable(what).with_reason(
                "Connect the disk that it leads to, or remove the link; nothing was changed",
            ),
            S::NameTooLong(_) => Self::refused(what).try_with("cases --db SHORTER-NAME.db init"),
            S::Busy => Self::conflict(what).with_reason("Try again when it has finished"),
            S::Held { .. } => Self::conflict(what)
                .with_reason("Try again when it has finished; the log says what it did")
                .try_with("cases log"),
            S::Replaced => Self::conflict(what)
                .with_reason("Look at the new one, then try again")
                .try_with("cases log"),
            S::Taken { .. } => Self::refused(what)
                .with_reason("Ids are never given to another person")
                .try_with("cases add … --id OTHER-ID"),
            S::NoOperation(_) | S::Nothing(_) => Self::not_found(what).try_with("cases log"),
            S::NotPossible { .. } | S::Overlap { .. } => Self::conflict(what).try_with("cases log"),
            S::Io { path, source } => Self::failed(format!(
                "{}: {}",
                path.display(),
                crate::files::describe_io_error(&source)
            ))
            .try_with("cases doctor"),
            S::Sqlite(error) => {
                Self::failed("The casebook could not be read or written as it should be")
                    .with_reason(format!("SQLite says: {error}"))
                    .try_with("cases doctor")
            }
            S::TooManyWords(_) => Self::invalid(what)
                .with_reason("Search for fewer")
                .try_with("cases help limits"),
            S::ReadOnly | S::Unwritten | S::Full | S::Torn | S::Uncertain => Self::failed(what),
        }
    }
}

impl From<exchange::Error> for Error {
    fn from(error: exchange::Error) -> Self {
        use exchange::Error as E;
        match error {
            E::Invalid(problems) => {
                let count = problems.count();
                let noun = if count == 1 { "problem" } else { "problems" };
                let details: Vec<String> =
                    problems.to_string().lines().map(str::to_owned).collect();
                Self::invalid(format!("Nothing was taken in: {count} {noun}")).with_details(details)
            }
            E::Read(error) | E::Write(error) => Self::from(terminal::Error::from(error)),
            E::TooMuch(limit)
                if [crate::files::input::WHOLE, crate::files::input::VALUES].contains(&limit) =>
            {
                Self::invalid(format!("There is more than {}", limit.to_words()))
                    .with_reason(format!(
                        "That is the most for {}; JSON Lines may hold more, or divide the file",
                        limit.of
                    ))
                    .try_with("cases help limits")
            }
            E::TooMuch(limit) => Self::invalid(format!("There is more than {}", limit.to_words()))
                .with_reason(format!("That is the most for {}", limit.of))
                .try_with("cases help limits"),
            E::UnclearFormat => {
                Self::usage(error.to_string()).try_with("cases import FILE --format csv")
            }
            error => Self::invalid(error.to_string()),
        }
    }
}

impl From<letters::Error> for Error {
    fn from(error: letters::Error) -> Self {
        use letters::Error as L;
        let what = error.to_string();
        match error {
            L::NoKind { .. } | L::NoText { .. } | L::NoKindForRole { .. } => {
                Self::not_found(what).try_with("cases templates list")
            }
            L::NoLang { .. } => Self::usage(what).try_with("cases letter … --lang en"),
            L::Words(problems) => Self::invalid("The words of a language cannot be used")
                .with_details(problems.iter().map(ToString::to_string)),
            L::Template(problems) => Self::invalid("The template cannot be used")
                .with_details(problems.iter().map(ToString::to_string))
                .try_with("cases templates vars"),
            L::OnePersonOnly { .. } => {
                Self::usage(what).with_reason("Add --each for one letter per person")
            }
            L::Input(error @ crate::files::input::Error::NotFound(_)) => {
                Self::from(error).try_with("cases templates list")
            }
            L::Input(error) => error.into(),
            L::File { .. } => Self::failed(what),
            L::NoSettings { .. }
            | L::Settings { .. }
            | L::Render { .. }
            | L::TooLong { .. }
            | L::NoSubject { .. } => Self::invalid(what).try_with("cases templates check"),
        }
    }
}
