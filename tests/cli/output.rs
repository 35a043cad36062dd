//! What a command says, as a transcript.

use std::fmt;

/// What a command left behind. Its `Display` is the transcript that golden files hold.
#[derive(Debug, Clone)]
pub struct Output {
    /// What it printed as data.
    pub stdout: String,
    /// What it said beside the data.
    pub stderr: String,
    /// Its exit code; 128 and the number of the signal if one ended it.
    pub code: i32,
    /// The command line, as it would be typed.
    pub title: String,
}

impl Output {
    /// The same, once it is certain that the command did what was asked.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.fails_with(0)
    }

    /// The same, once it is certain that the command ended with this code.
    #[track_caller]
    pub fn fails_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "another exit code:\n{self}");
        self
    }

    /// Compares the transcript with `golden/NAME.txt`; it must be the same to the byte.
    #[track_caller]
    pub fn golden(&self, name: &str) {
        crate::golden::compare(name, &self.to_string());
    }
}

impl fmt::Display for Output {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "$ {}", visible(&self.title))?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if text.is_empty() {
                continue;
            }
            writeln!(out, "--- {name}")?;
            write!(out, "{}", visible(text))?;
            if !text.ends_with('\n') {
                writeln!(out, "\n--- (no line break at the end)")?;
            }
        }
        writeln!(out, "--- exit code {}", self.code)
    }
}

/// Control characters as their pictures, so that a transcript shows an escape sequence or a carriage return.
fn visible(text: &str) -> String {
    text.chars().map(picture).collect()
}

fn picture(c: char) -> String {
    match c {
        '\n' | '\t' => c.to_string(),
        '\u{7f}' => '\u{2421}'.to_string(),
        c if c.is_ascii_control() => char::from_u32(0x2400 + u32::from(c))
            .unwrap_or(c)
            .to_string(),
        c if c.is_control() => c.escape_unicode().to_string(),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_left_out() {
        let output = Output {
            stdout: "one\n".into(),
            stderr: String::new(),
            code: 0,
            title: "cases list".into(),
        };
        assert_eq!(
            output.to_string(),
            "$ cases list\n--- stdout\none\n--- exit code 0\n"
        );
    }

    #[test]
    fn control_characters_are_seen() {
        assert_eq!(
            visible("a\r\n\tb\u{1b}[0m\u{7f}\0\u{9b}"),
            "a␍\n\tb␛[0m␡␀\\u{9b}"
        );
    }
}
