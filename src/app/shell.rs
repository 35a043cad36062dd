//! Texts as they are typed in a shell.

/// A text as it is typed in a shell, in quotes where it needs them.
pub fn shell_quote(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || "-_.,/:@".contains(c))
        && !text.is_empty();
    if plain {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
