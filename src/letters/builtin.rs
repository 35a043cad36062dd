//! The templates compiled in: the files of `letter-templates/`, each named once.

/// Names a file of `letter-templates/` and takes in its text.
macro_rules! files {
    ($($name:literal,)+) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/letter-templates/", $name))),)+]
    };
}

const FILES: &[(&str, &str)] = files!["appeal/letter.toml", "appeal/en.md.hbs", "partials/en/person.md.hbs",];

/// The text of a built-in file.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The names of all built-in files.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// The names of all built-in kinds.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    names().filter_map(|name| name.strip_suffix("/letter.toml"))
}
