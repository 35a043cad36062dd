//! What is wrong with a settings file, and where; never its contents.

use std::fmt;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use crate::model::invalid::nearest;

/// The most bytes of a path and of an explanation in a message, so that it stays within 500.
const LONGEST_PATH: usize = 160;
const LONGEST_WHAT: usize = 280;

/// What is wrong with a settings file: `config.toml:3:1: there is no setting “sender.nmae”; did you mean “name”?`
///
/// The content of the file is not in it, except the name of a setting. It is at most 500 bytes long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSetting {
    /// The file, if its path is not too long, else the end of its path.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, as a sentence without a full stop.
    pub what: String,
}

impl InvalidSetting {
    /// A problem at a byte of a text.
    pub(crate) fn at_byte(file: &Path, text: &str, byte: usize, what: impl Into<String>) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let file = file.display().to_string();
        let tail = file.len().saturating_sub(LONGEST_PATH);
        let file = if tail == 0 {
            file
        } else {
            format!("…{}", &file[file.ceil_char_boundary(tail)..])
        };
        let mut what = what.into();
        if what.len() > LONGEST_WHAT {
            what.truncate(what.floor_char_boundary(LONGEST_WHAT));
            what.push('…');
        }
        Self {
            file,
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            what,
        }
    }
}

impl fmt::Display for InvalidSetting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.what
        )
    }
}

impl std::error::Error for InvalidSetting {}

/// Reads settings from the text of a file.
pub(crate) fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, InvalidSetting> {
    let byte = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    // First the grammar alone: its messages are fixed texts, while those about values quote the value.
    let tree = match DeTable::parse(text) {
        Ok(tree) => tree.into_inner(),
        Err(error) => {
            return Err(InvalidSetting::at_byte(
                file,
                text,
                byte(&error),
                describe_grammar_error(error.message()),
            ));
        }
    };
    toml::from_str(text).map_err(|error| {
        let key = key_at(&tree, byte(&error)).unwrap_or_default();
        InvalidSetting::at_byte(
            file,
            text,
            byte(&error),
            describe_value_error(&key, error.message()),
        )
    })
}

fn describe_grammar_error(message: &str) -> String {
    match message {
        "duplicate key" => "this setting or section stands here for the second time".to_owned(),
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            "this goes too deep".to_owned()
        }
        other => format!("this is not TOML: {other}"),
    }
}

/// What a message about a setting means, without the value that it quotes.
fn describe_value_error(key: &str, message: &str) -> String {
    let key = shorten_key(key);
    if message.starts_with("unknown field") {
        return describe_unknown_key(&key, message);
    }
    let quotes = message.starts_with("invalid type") || message.starts_with("invalid value");
    match message.rsplit_once(", expected ").filter(|_| quotes) {
        Some((_, expected)) => format!("“{key}” must be {}", in_words(expected)),
        None => format!("“{key}”: {message}"),
    }
}

fn describe_unknown_key(key: &str, message: &str) -> String {
    let word = key.rsplit('.').next().unwrap_or(key);
    let expected = message
        .split_once(", expected ")
        .map_or("", |(_, expected)| expected);
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let elsewhere = || {
        super::SETTINGS
            .iter()
            .map(|(name, _)| *name)
            .find(|name| name.rsplit('.').next() == Some(word))
    };
    match nearest(word, known.iter().copied()).or_else(elsewhere) {
        Some(meant) => format!("there is no setting “{key}”; did you mean “{meant}”?"),
        None => format!(
            "there is no setting “{key}”; there are: {}",
            known.join(", ")
        ),
    }
}

fn in_words(expected: &str) -> &str {
    match expected {
        "a string" | "path string" => "a text in quotation marks",
        "a sequence" => "a list, as [\"first line\", \"second line\"]",
        "a boolean" => "true or false",
        "u32" => "a whole number",
        _ if expected.starts_with("struct") => "a section",
        _ => "something else",
    }
}

/// The name of the setting at a byte of the text, with its section: `sender.name`.
fn key_at(table: &DeTable<'_>, byte: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let name = key.get_ref();
        if let DeValue::Table(inner) = value.get_ref()
            && let Some(deeper) = key_at(inner, byte)
        {
            return Some(format!("{name}.{deeper}"));
        }
        let is_here = key.span().contains(&byte) || value.span().contains(&byte);
        is_here.then(|| name.to_string())
    })
}

fn shorten_key(key: &str) -> String {
    match key.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &key[..end]),
        None => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::settings::SettingsFile;

    fn problem(text: &str) -> String {
        let problem = parse::<SettingsFile>(Path::new("config.toml"), text)
            .unwrap_err()
            .to_string();
        assert!(
            problem.len() <= 500 && !problem.contains("hunter2"),
            "{problem}"
        );
        problem
    }

    #[test]
    fn an_unknown_setting_is_named_with_the_nearest() {
        for (text, expected) in [
            (
                "[sender]\nnmae = 'x'",
                "config.toml:2:1: there is no setting “sender.nmae”; did you mean “name”?",
            ),
            (
                "[sendr]\nname = 'x'",
                "config.toml:1:2: there is no setting “sendr”; did you mean “sender”?",
            ),
            (
                "name = 'x'",
                "config.toml:1:1: there is no setting “name”; did you mean “sender.name”?",
            ),
            (
                "[letters]\nxyz = 1",
                "config.toml:2:1: there is no setting “letters.xyz”; there are: \
                                     stale_after_months, strict, consent, templates",
            ),
        ] {
            assert_eq!(problem(text), expected);
        }
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_not_quoted() {
        for (text, expected) in [
            (
                "[letters]\nstrict = 'hunter2'",
                "2:10: “letters.strict” must be true or false",
            ),
            (
                "[letters]\nstale_after_months = 'hunter2'",
                "2:22: “letters.stale_after_months” must be a whole number",
            ),
            (
                "[letters]\nstale_after_months = -3",
                "2:22: “letters.stale_after_months” must be a whole number",
            ),
            (
                "[letters]\ntemplates = 1",
                "2:13: “letters.templates” must be a text in quotation marks",
            ),
            (
                "[sender]\nname = 1",
                "2:8: “sender.name” must be a text in quotation marks",
            ),
            (
                "sender.address = ['a', 1]",
                "1:24: “sender.address” must be a text in quotation marks",
            ),
            ("sender = 'hunter2'", "1:10: “sender” must be a section"),
        ] {
            assert_eq!(problem(text), format!("config.toml:{expected}"));
        }
        let list = problem("[sender]\naddress = 'hunter2'");
        assert!(
            list.starts_with("config.toml:2:11: “sender.address” must be a list"),
            "{list}"
        );
    }

    #[test]
    fn a_value_that_cannot_be_is_not_quoted_either() {
        for (text, expected) in [
            (
                "[sender]\ncountry = 'Irelnd'",
                "2:11: “sender.country”: this is no state; did you mean “IE (Ireland)”?",
            ),
            (
                "[sender]\ncountry = 'hunter2'",
                "2:11: “sender.country”: this is no state; write its ISO code, as IE",
            ),
            (
                "[sender]\nlang = 'hunter2'",
                "2:8: “sender.lang”: this is no code of a language; write it as en or pt-BR",
            ),
            (
                "[letters]\nstale_after_months = 0",
                "2:22: “letters.stale_after_months”: this must be a number from 1 to 1200",
            ),
        ] {
            assert_eq!(problem(text), format!("config.toml:{expected}"));
        }
        assert!(
            problem("[sender]\nname = \"hunter2\\u0007\"")
                .starts_with("config.toml:2:8: “sender.name”: ")
        );
    }

    #[test]
    fn broken_grammar_shows_where_but_not_what() {
        for (text, place) in [
            ("[sender]\nemail = \"hunter2\nname = 'x'", "2:17"),
            ("[sender]\nname = hunter2", "2:8"),
            ("[sender]\nhunter2 x = 1", "2:9"),
            ("[sender]\nname = \"hunter2\\q\"", "2:17"),
            ("[sender]\nname = 'a'\nname = 'b'", "3:1"),
            ("[sender]\n[sender]", "2:2"),
            ("[sender]\n# äö\nname = 'äö' hunter2", "3:13"),
        ] {
            let problem = problem(text);
            assert!(
                problem.starts_with(&format!("config.toml:{place}: this")),
                "{problem}"
            );
        }
    }

    #[test]
    fn monsters_get_a_short_answer() {
        for text in [
            "[".repeat(1_000_000),
            format!("a={}", "[".repeat(1_000_000)),
            format!("a={}", "{a=".repeat(300_000)),
            format!("{}a=1", "a.".repeat(100_000)),
            format!("{} = 1", "hunter".repeat(100_000)),
            format!("[sender]\n{} = 1", "ä".repeat(400_000)),
            "\0".repeat(1000),
        ] {
            problem(&text);
        }
        let deep = InvalidSetting::at_byte(Path::new(&"ä/".repeat(2000)), "", 0, "x".repeat(1000))
            .to_string();
        assert!(
            deep.len() <= 500 && deep.starts_with('…') && deep.ends_with('…'),
            "{}",
            deep.len()
        );
    }
}
