//! The templates compiled in: every file of `letter-templates/`, as `build.rs` lists them.

/// The name and the text of each file, in order of name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin_files.rs"));

/// The text of a built-in file.
pub fn file_text(name: &str) -> Option<&'static str> {
    FILES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// The names of all built-in files.
pub fn file_names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// The names of all built-in kinds.
pub fn kind_names() -> impl Iterator<Item = &'static str> {
    file_names().filter_map(|name| name.strip_suffix("/letter.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_texts_partials_and_words_are_compiled_in_and_nothing_else() {
        for name in [
            "appeal/letter.toml",
            "appeal/en.md.hbs",
            "partials/en/profile.md.hbs",
            "words/en.toml",
        ] {
            assert!(
                file_text(name).is_some_and(|text| !text.is_empty()),
                "{name}"
            );
        }
        assert!(file_names().all(|name| !name.contains("README") && !name.contains('\\')));
        assert!(file_names().is_sorted());
    }
}
