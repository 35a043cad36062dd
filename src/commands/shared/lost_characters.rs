//! Characters that a file cannot show.

/// That characters are lost, and which; none if there are none.
pub fn lost_characters(lost: &[char], file: &str) -> Option<String> {
    let list: Vec<String> = lost
        .iter()
        .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
        .collect();
    (!list.is_empty()).then(|| {
        format!(
            "the {file} has � in place of characters that its fonts lack: {}",
            list.join(", ")
        )
    })
}
