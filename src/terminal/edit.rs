//! Editing a text in the user's editor. What was typed is never lost: the draft is there until it is discarded.

use std::env;
use std::ffi::OsString;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Terminal;
use super::draft::TextDraft;
use super::keyboard::HeldSignals;

/// Where an editor is named, the first that says anything.
const VARIABLES: [&str; 3] = ["CASES_EDITOR", "VISUAL", "EDITOR"];

/// The editors that are tried if none is set.
const USUAL_EDITORS: [&str; 3] = ["nano", "vim", "vi"];

/// So often a text that cannot be taken is given back where nobody can be asked whether to go on.
const ROUNDS: usize = 3;

/// Why there is no edited text. Where a draft is named, what was typed is in it.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Nobody can edit: no terminal and no `CASES_EDITOR`, or `--no-input`.
    #[error("there is no terminal to edit on")]
    NotATerminal,
    /// No editor is named and none of the usual ones is installed.
    #[error("no editor is set; name one in CASES_EDITOR, VISUAL or EDITOR")]
    NoEditor,
    /// The variable that names the editor is not a command.
    #[error("{variable} is not a command: a quotation mark is not closed")]
    NotACommand {
        /// The variable.
        variable: &'static str,
    },
    /// The editor cannot be started.
    #[error("the editor “{editor}” cannot be started: {source}")]
    NotStarted {
        /// The program.
        editor: String,
        /// What the system says.
        source: io::Error,
    },
    /// The user left the editor without a change, or the editor said that it failed.
    #[error("nothing was changed{}", describe_kept_draft(.draft.as_deref()))]
    Cancelled {
        /// What was typed nevertheless.
        draft: Option<PathBuf>,
    },
    /// The user gave up mending a text that cannot be taken.
    #[error("{problem}{}", describe_kept_draft(Some(draft)))]
    GivenUp {
        /// The reason.
        problem: String,
        /// What was typed.
        draft: PathBuf,
    },
    /// What the editor left cannot be read back.
    #[error(
        "the edited text cannot be read: {why}{}",
        describe_kept_draft(Some(draft))
    )]
    Unreadable {
        /// Why.
        why: String,
        /// What was typed.
        draft: PathBuf,
    },
    /// The draft cannot be written.
    #[error("the draft cannot be written: {0}")]
    Draft(#[from] io::Error),
}

fn describe_kept_draft(draft: Option<&Path>) -> String {
    draft
        .map(|draft| format!("; what was typed is kept in {}", draft.display()))
        .unwrap_or_default()
}

impl Terminal {
    /// Lets the user edit a text until `read` accepts it, or the user has enough of it, and returns what was read, with the draft: discard it once the
    /// result is safe. `name` is the file name that the editor sees, its ending tells it the kind of text: `case.toml`.
    ///
    /// The editor is `CASES_EDITOR`, `VISUAL` or `EDITOR`, split into words as a shell does, without a shell. Without a
    /// terminal only `CASES_EDITOR` is run, because it is set on purpose for a script.
    ///
    /// # Errors
    /// See [`EditError`]. Ctrl-C in the editor is the editor's affair.
    pub fn edit_text<T, E: Display>(
        &self,
        name: &str,
        text: &str,
        read: impl FnMut(&str) -> Result<T, E>,
    ) -> Result<(T, TextDraft), EditError> {
        let forbidden = self.options.no_input || self.environment.no_input;
        let scripted = env::var_os(VARIABLES[0]).is_some_and(|editor| !editor.is_empty());
        if forbidden || !(self.can_ask() || scripted) {
            return Err(EditError::NotATerminal);
        }
        let mut rounds = 0;
        let goes_on = |problem: &str| {
            rounds += 1;
            if !self.can_ask() || self.options.yes {
                return rounds < ROUNDS;
            }
            self.print_error(problem);
            self.ask_confirmation("Edit again?", Some(true))
                .unwrap_or(false)
        };
        edit_with(
            &find_editor(|name| env::var_os(name))?,
            name,
            text,
            read,
            goes_on,
        )
    }

    /// The command of the user's editor, as it would be typed.
    ///
    /// # Errors
    /// None is named and none of the usual ones is installed, or what is named is not a command.
    pub fn editor_command(&self) -> Result<String, EditError> {
        Ok(shell_words::join(find_editor(|name| env::var_os(name))?))
    }
}

fn edit_with<T, E: Display>(
    editor: &[String],
    name: &str,
    text: &str,
    mut read: impl FnMut(&str) -> Result<T, E>,
    mut goes_on: impl FnMut(&str) -> bool,
) -> Result<(T, TextDraft), EditError> {
    let mut draft = TextDraft::new(name, text)?;
    let mut before = text.to_owned();
    let mut problem = None;
    loop {
        let succeeded = match run(editor, draft.file_path()) {
            Ok(succeeded) => succeeded,
            Err(source) => return Err(not_started(editor, source, draft, before == text)),
        };
        let after = draft.read_text().map_err(|why| EditError::Unreadable {
            why,
            draft: draft.file_path().to_owned(),
        })?;
        if !succeeded || after == before {
            return Err(explain_no_answer(draft, after == text, problem));
        }
        match read(&after) {
            Ok(value) => return Ok((value, draft)),
            Err(error) => {
                let error = error.to_string();
                if let Err(cause) = draft.add_remark(&error, &after) {
                    return Err(EditError::Unreadable {
                        why: cause.to_string(),
                        draft: draft.file_path().to_owned(),
                    });
                }
                if !goes_on(&error) {
                    return Err(EditError::GivenUp {
                        problem: error,
                        draft: draft.file_path().to_owned(),
                    });
                }
                problem = Some(error);
                before = after;
            }
        }
    }
}

/// What it means that the user left the editor without an answer; an untouched draft is removed.
fn explain_no_answer(draft: TextDraft, untouched: bool, problem: Option<String>) -> EditError {
    if untouched {
        return draft
            .discard()
            .map_or_else(EditError::Draft, |()| EditError::Cancelled { draft: None });
    }
    match problem {
        Some(problem) => EditError::GivenUp {
            problem,
            draft: draft.file_path().to_owned(),
        },
        None => EditError::Cancelled {
            draft: Some(draft.file_path().to_owned()),
        },
    }
}

fn not_started(
    editor: &[String],
    source: io::Error,
    draft: TextDraft,
    untouched: bool,
) -> EditError {
    if !untouched {
        return EditError::Unreadable {
            why: source.to_string(),
            draft: draft.file_path().to_owned(),
        };
    }
    let editor = editor.first().cloned().unwrap_or_default();
    draft
        .discard()
        .map_or_else(EditError::Draft, |()| EditError::NotStarted {
            editor,
            source,
        })
}

/// Whether the editor succeeded. It draws where questions are asked, not into the data on standard output.
fn run(editor: &[String], file: &Path) -> io::Result<bool> {
    let (program, arguments) = editor.split_first().ok_or(io::ErrorKind::NotFound)?;
    let _signals = HeldSignals::hold_signals()?;
    let status = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdout(Stdio::from(io::stderr()))
        .status()?;
    Ok(status.success())
}

fn find_editor(variable: impl Fn(&str) -> Option<OsString>) -> Result<Vec<String>, EditError> {
    for name in VARIABLES {
        let command = variable(name)
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let words =
            shell_words::split(&command).map_err(|_| EditError::NotACommand { variable: name })?;
        if words.first().is_some_and(|program| !program.is_empty()) {
            return Ok(words);
        }
    }
    let path = variable("PATH").unwrap_or_default();
    let is_installed =
        |editor: &&str| env::split_paths(&path).any(|folder| folder.join(editor).is_file());
    USUAL_EDITORS
        .into_iter()
        .find(is_installed)
        .map(|editor| vec![editor.to_owned()])
        .ok_or(EditError::NoEditor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// An editor that is a shell script; the file is its `$1`.
    fn script(script: &str) -> Vec<String> {
        ["sh", "-c", script, "sh"].map(str::to_owned).to_vec()
    }

    fn accept(text: &str) -> Result<String, String> {
        if text.contains("bad") {
            Err("line 1: bad\u{1b}".to_owned())
        } else {
            Ok(text.to_owned())
        }
    }

    fn always(_: &str) -> bool {
        true
    }

    fn kept_draft(error: EditError) -> (String, String) {
        let message = error.to_string();
        let draft = match error {
            EditError::Cancelled { draft } => draft.unwrap(),
            EditError::GivenUp { draft, .. } | EditError::Unreadable { draft, .. } => draft,
            other => panic!("{other}"),
        };
        assert!(message.contains(draft.to_str().unwrap()));
        let text = String::from_utf8_lossy(&fs::read(&draft).unwrap()).into_owned();
        fs::remove_dir_all(draft.parent().unwrap()).unwrap();
        (message, text)
    }

    #[test]
    fn what_was_typed_is_read_and_its_draft_stays_until_discarded() {
        let (text, draft) = edit_with(
            &script("printf new > \"$1\""),
            "case.toml",
            "old",
            accept,
            always,
        )
        .unwrap();
        assert_eq!(
            (text.as_str(), draft.file_path().file_name().unwrap()),
            ("new", "case.toml".as_ref())
        );
        assert!(draft.file_path().exists());
        draft.discard().unwrap();
    }

    #[test]
    fn leaving_without_a_change_cancels_and_leaves_nothing() {
        for script_text in ["true", "exit 1"] {
            let error = edit_with(&script(script_text), "a.md", "old", accept, always).unwrap_err();
            assert!(
                matches!(error, EditError::Cancelled { draft: None }),
                "{error}"
            );
        }
    }

    #[test]
    fn an_editor_that_fails_after_a_change_loses_nothing() {
        let error = edit_with(
            &script("printf typed > \"$1\"; exit 1"),
            "a.md",
            "old",
            accept,
            always,
        )
        .unwrap_err();
        assert_eq!(kept_draft(error).1, "typed");
    }

    #[test]
    fn a_text_that_cannot_be_taken_comes_back_with_the_reason() {
        let mend = script(
            "case $(head -c2 \"$1\") in '#:') sed -i s/bad/good/ \"$1\";; *) echo bad > \"$1\";; esac",
        );
        let (text, draft) = edit_with(&mend, "a.md", "old", accept, always).unwrap();
        assert_eq!(text, "good\n");
        draft.discard().unwrap();
        let error = edit_with(
            &script("case $(cat \"$1\") in old) echo bad > \"$1\";; esac"),
            "a.md",
            "old",
            accept,
            always,
        );
        let (message, draft) = kept_draft(error.unwrap_err());
        assert!(message.starts_with("line 1: bad"));
        assert!(
            draft.starts_with("#: line 1: bad\\u{1b}\n#: ") && draft.ends_with("this.\nbad\n"),
            "{draft}"
        );
    }

    #[test]
    fn an_editor_that_never_mends_its_text_is_not_run_for_ever() {
        let mut said = Vec::new();
        let goes_on = |problem: &str| {
            said.push(problem.to_owned());
            said.len() < 2
        };
        let error = edit_with(
            &script("echo bad >> \"$1\""),
            "a.md",
            "old\n",
            accept,
            goes_on,
        )
        .unwrap_err();
        assert!(matches!(error, EditError::GivenUp { .. }), "{error}");
        let (message, draft) = kept_draft(error);
        assert!(
            message.starts_with("line 1: bad") && draft.ends_with("old\nbad\nbad\n"),
            "{message} {draft}"
        );
        assert_eq!(said.len(), 2);
        let again = edit_with(
            &script("echo bad > \"$1\""),
            "a.md",
            "old\n",
            accept,
            always,
        )
        .unwrap_err();
        assert!(
            matches!(again, EditError::GivenUp { .. }),
            "the same text twice: {again}"
        );
        kept_draft(again);
    }

    #[test]
    fn what_cannot_be_read_back_stays() {
        let error = edit_with(
            &script("printf '\\377' > \"$1\""),
            "a.md",
            "old",
            accept,
            always,
        )
        .unwrap_err();
        assert!(kept_draft(error).0.contains("not UTF-8"));
    }

    #[test]
    fn an_editor_that_cannot_be_started_is_named() {
        let error = edit_with(
            &["/no/such/editor".to_owned()],
            "a.md",
            "old",
            accept,
            always,
        )
        .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("the editor “/no/such/editor” cannot be started")
        );
    }

    #[test]
    fn the_editor_is_the_first_variable_that_says_anything() {
        let with = |pairs: &[(&str, &str)]| {
            find_editor(|name| {
                pairs
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, value)| (*value).into())
            })
        };
        let pairs = [
            ("CASES_EDITOR", " "),
            ("VISUAL", ""),
            ("EDITOR", "code --wait '/a b'"),
        ];
        assert_eq!(with(&pairs).unwrap(), ["code", "--wait", "/a b"]);
        assert!(matches!(
            with(&[("VISUAL", "vi '")]),
            Err(EditError::NotACommand { variable: "VISUAL" })
        ));
        assert!(matches!(
            with(&[("PATH", "/nowhere")]),
            Err(EditError::NoEditor)
        ));
    }

    #[test]
    fn nobody_to_edit_is_said() {
        let terminal = Terminal::new_recording(
            super::super::TerminalOptions {
                no_input: true,
                ..Default::default()
            },
            None,
        );
        assert!(matches!(
            terminal.edit_text("a.md", "old", accept),
            Err(EditError::NotATerminal)
        ));
    }
}
