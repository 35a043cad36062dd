//! What a command says when it cannot do what it was asked: the kinds, their exit codes, and the message. Knows nobody.

pub(crate) mod conversions;

use std::fmt;

use serde::Serialize;

/// Why a command ended without doing what it was asked. Each kind is one that a script would treat differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// Input or output failed, or something unexpected happened.
    Failed,
    /// The command line is wrong, or something is needed and nobody can be asked.
    Usage,
    /// What was named is not there, or nothing was selected where something is needed.
    NotFound,
    /// A reference fits several.
    Ambiguous,
    /// Data, a template or settings are not fit for use.
    Invalid,
    /// The user said no.
    Cancelled,
    /// Somebody else is changing the casebook, or has changed it meanwhile.
    Conflict,
    /// A rule that protects people or files forbids it.
    Refused,
    /// The casebook cannot be used.
    Unusable,
    /// The user pressed Ctrl-C.
    Interrupted,
    /// Whoever read the output reads no further, as in `cases list | head -1`. The program ends at once and in silence,
    /// with exit code 0: it has said all that anybody wanted to hear.
    ClosedPipe,
}

/// Exit code, name and meaning of success and of each kind, in the order of the codes.
pub const EXIT_CODES: [(u8, &str, &str); 11] = [
    (
        0,
        "ok",
        "Done; also an empty list, and a reader that stopped reading.",
    ),
    (
        1,
        "failed",
        "Reading or writing failed, or something unexpected happened.",
    ),
    (
        2,
        "usage",
        "The command line is wrong, or input is missing and there is nobody to ask.",
    ),
    (
        3,
        "not-found",
        "What was named is not there, or nothing was selected where something is needed.",
    ),
    (
        4,
        "ambiguous",
        "A reference fits several, and there is nobody to ask.",
    ),
    (
        5,
        "invalid",
        "Data, a template or settings are not fit for use, or a letter lacks facts.",
    ),
    (
        6,
        "cancelled",
        "You said no, pressed Esc, or left the editor without a change.",
    ),
    (
        7,
        "conflict",
        "The casebook is busy, or was changed meanwhile; try again.",
    ),
    (
        8,
        "refused",
        "A private fact, missing consent, or a file that would be overwritten stands against it.",
    ),
    (
        9,
        "unusable",
        "The casebook is missing, damaged, made by a newer version, or not a casebook.",
    ),
    (130, "interrupted", "You pressed Ctrl-C."),
];

impl FailureKind {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        self.table_row().0
    }

    /// The name that scripts see in JSON: `not-found`.
    pub fn json_name(self) -> &'static str {
        self.table_row().1
    }

    fn table_row(self) -> (u8, &'static str, &'static str) {
        EXIT_CODES[match self {
            Self::ClosedPipe => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Ambiguous => 4,
            Self::Invalid => 5,
            Self::Cancelled => 6,
            Self::Conflict => 7,
            Self::Refused => 8,
            Self::Unusable => 9,
            Self::Interrupted => 10,
        }]
    }
}

/// A message for the user: what happened, why, and what to type next. Displayed, it is a few lines without a last line
/// feed, each part a sentence: a plain first word gets its capital letter, and a full stop is added where none stands.
///
/// ```
/// # use cases::app::error::Error;
/// let error = Error::not_found("There is no case “nobody”").try_with("cases list --search nobody");
/// assert_eq!(error.to_string(), "There is no case “nobody”.\nTry: cases list --search nobody");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<ErrorMessage>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct ErrorMessage {
    kind: FailureKind,
    what: String,
    why: Option<String>,
    candidates: Vec<String>,
    details: Vec<String>,
    tries: Vec<String>,
    /// Whether it is only that standard output could not be written.
    is_unprinted: bool,
}

/// One function per kind.
macro_rules! of_kind {
    ($($name:ident $kind:ident)+) => {
        $(
            #[doc = concat!("An error of the kind [`FailureKind::", stringify!($kind), "`].")]
            pub fn $name(what: impl Into<String>) -> Self {
                Self::new(FailureKind::$kind, what)
            }
        )+
    };
}

impl Error {
    /// An error of a kind, and what happened.
    pub fn new(kind: FailureKind, what: impl Into<String>) -> Self {
        let (what, why) = (what.into(), None);
        let (candidates, details, tries) = (Vec::new(), Vec::new(), Vec::new());
        Self(Box::new(ErrorMessage {
            kind,
            what,
            why,
            candidates,
            details,
            tries,
            is_unprinted: false,
        }))
    }

    /// What was to be printed could not be, and why.
    pub fn print_failed(why: impl Into<String>) -> Self {
        let mut error = Self::failed(why);
        error.0.is_unprinted = true;
        error
    }

    /// An error of printing, with what was saved before it, and the command that takes it back.
    #[must_use]
    pub fn with_saved(self, saved: &str, back: impl fmt::Display) -> Self {
        let what = format!("Saved, but could not print {saved}: {}", self.0.what);
        Self::print_failed(what)
            .with_reason(format!("Take it back: {back}"))
            .try_with("cases log --limit 1")
    }

    /// Whether nothing went wrong but the printing of what was done.
    pub fn is_unprinted(&self) -> bool {
        self.0.is_unprinted
    }

    of_kind! {
        failed Failed
        usage Usage
        not_found NotFound
        ambiguous Ambiguous
        invalid Invalid
        cancelled Cancelled
        conflict Conflict
        refused Refused
        unusable Unusable
        interrupted Interrupted
    }

    /// The silent end after a [`FailureKind::ClosedPipe`].
    #[must_use]
    pub fn closed_pipe() -> Self {
        Self::new(
            FailureKind::ClosedPipe,
            "The reader of the output has gone away",
        )
    }

    /// Adds why it happened.
    #[must_use]
    pub fn with_reason(mut self, why: impl fmt::Display) -> Self {
        self.0.why = Some(why.to_string());
        self
    }

    /// Adds a command to type, as it is typed: `cases list`.
    #[must_use]
    pub fn try_with(mut self, command: impl Into<String>) -> Self {
        self.0.tries.push(command.into());
        self
    }

    /// Adds what may have been meant.
    #[must_use]
    pub fn with_candidates<T: Into<String>>(
        mut self,
        candidates: impl IntoIterator<Item = T>,
    ) -> Self {
        self.0
            .candidates
            .extend(candidates.into_iter().map(Into::into));
        self
    }

    /// Adds findings, one line each.
    #[must_use]
    pub fn with_details<T: Into<String>>(mut self, details: impl IntoIterator<Item = T>) -> Self {
        self.0.details.extend(details.into_iter().map(Into::into));
        self
    }

    /// Of what kind it is.
    pub fn kind(&self) -> FailureKind {
        self.0.kind
    }

    /// Whether nothing is to be printed about it.
    pub fn is_silent(&self) -> bool {
        self.0.kind == FailureKind::ClosedPipe
    }

    /// The message as one line of JSON without a line feed:
    /// `{"error":{"code","exit","message","hint","candidates","details"}}`. The hint is the commands to type, one per line,
    /// or null.
    pub fn to_json(&self) -> String {
        let message = match &self.0.why {
            Some(why) => format!("{} {}", sentence(&self.0.what), sentence(why)),
            None => sentence(&self.0.what),
        };
        let body = ErrorBody {
            code: self.0.kind.json_name(),
            exit: self.0.kind.exit_code(),
            message,
            hint: (!self.0.tries.is_empty()).then(|| self.0.tries.join("\n")),
            candidates: &self.0.candidates,
            details: &self.0.details,
        };
        // A struct of texts and numbers always has a JSON form.
        serde_json::to_string(&ErrorEnvelope { error: body }).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct ErrorEnvelope<'a> {
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'static str,
    exit: u8,
    message: String,
    hint: Option<String>,
    candidates: &'a [String],
    details: &'a [String],
}

/// The most candidates and findings that are printed for a person.
const MOST_LINES: usize = 200;

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&sentence(&self.0.what))?;
        if let Some(why) = &self.0.why {
            write!(out, "\n{}", sentence(why))?;
        }
        let lines = self.0.candidates.len() + self.0.details.len();
        for line in self
            .0
            .candidates
            .iter()
            .chain(&self.0.details)
            .take(MOST_LINES)
        {
            write!(out, "\n  {line}")?;
        }
        if lines > MOST_LINES {
            write!(
                out,
                "\n  … and {} more; all of them with --json",
                lines - MOST_LINES
            )?;
        }
        for (position, command) in self.0.tries.iter().enumerate() {
            write!(
                out,
                "\n{}{command}",
                if position == 0 { "Try: " } else { "     " }
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// What follows the name of a file at the start of a message; a name is never given a capital letter.
const NAMED_FIRST: [&str; 9] = [
    " is not a casebook",
    " is not an ordinary file",
    " is a casebook",
    " is a symbolic link",
    " is there already",
    " could not be written",
    " is not a manifest of cases",
    " is not the folder any more",
    " is a folder",
];

/// The text with a capital letter at its start, if it starts with a plain word, and a mark at its end.
fn sentence(text: &str) -> String {
    let mut sentence = text.trim_end().to_owned();
    let first_word = sentence.split([' ', ',', '\n']).next().unwrap_or_default();
    let first_word = if NAMED_FIRST
        .iter()
        .any(|rest| sentence[first_word.len()..].starts_with(rest))
    {
        ""
    } else {
        first_word
    };
    if !first_word.is_empty() && first_word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        sentence[..1].make_ascii_uppercase();
    }
    if !sentence.ends_with(['.', '?', '!', ':', '…']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_the_exit_code_of_the_design() {
        for (kind, code, name) in [
            (FailureKind::Failed, 1, "failed"),
            (FailureKind::Usage, 2, "usage"),
            (FailureKind::NotFound, 3, "not-found"),
            (FailureKind::Ambiguous, 4, "ambiguous"),
            (FailureKind::Invalid, 5, "invalid"),
            (FailureKind::Cancelled, 6, "cancelled"),
            (FailureKind::Conflict, 7, "conflict"),
            (FailureKind::Refused, 8, "refused"),
            (FailureKind::Unusable, 9, "unusable"),
            (FailureKind::Interrupted, 130, "interrupted"),
            (FailureKind::ClosedPipe, 0, "ok"),
        ] {
            assert_eq!((kind.exit_code(), kind.json_name()), (code, name));
        }
    }

    #[test]
    fn a_message_is_what_why_and_what_to_type() {
        let error = Error::ambiguous("“ali” fits 2 cases")
            .with_reason("write more of the id")
            .with_candidates(["aliyeva-leyla", "alizade-kamran"])
            .try_with("cases list --search ali")
            .try_with("cases list");
        let expected = "“ali” fits 2 cases.\nWrite more of the id.\n  aliyeva-leyla\n  alizade-kamran\n\
                        Try: cases list --search ali\n     cases list";
        assert_eq!(error.to_string(), expected);
        assert_eq!(
            Error::failed("config.toml:3:5: no").to_string(),
            "config.toml:3:5: no."
        );
        assert_eq!(
            Error::unusable("ff is not a casebook").to_string(),
            "ff is not a casebook."
        );
        assert_eq!(
            Error::failed("nothing was changed").to_string(),
            "Nothing was changed."
        );
        assert_eq!(Error::failed("Why?").to_string(), "Why?");
        assert_eq!(Error::failed("").to_string(), ".");
    }

    #[test]
    fn json_has_the_keys_of_the_contract_in_order() {
        let error = Error::not_found("no case “nobody”").try_with("cases list --search nobody");
        let expected = "{\"error\":{\"code\":\"not-found\",\"exit\":3,\"message\":\"No case “nobody”.\",\
                        \"hint\":\"cases list --search nobody\",\"candidates\":[],\"details\":[]}}";
        assert_eq!(error.to_json(), expected);
        let error =
            Error::invalid("many").with_details((0..=MOST_LINES).map(|number| number.to_string()));
        assert!(
            error
                .to_string()
                .ends_with("199\n  … and 1 more; all of them with --json"),
            "{error}"
        );
        let error = Error::refused("a\nb").with_reason("c").with_details(["d"]);
        let expected = "{\"error\":{\"code\":\"refused\",\"exit\":8,\"message\":\"A\\nb. C.\",\
                        \"hint\":null,\"candidates\":[],\"details\":[\"d\"]}}";
        assert_eq!(error.to_json(), expected);
    }

    #[test]
    fn only_a_closed_pipe_is_silent() {
        assert!(Error::closed_pipe().is_silent() && !Error::failed("x").is_silent());
    }
}
