//! The templates compiled in: the files of `letter-templates/`, each named once.

/// Names a file of `letter-templates/` and takes in its text.
macro_rules! files {
    ($($name:literal,)+) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/letter-templates/", $name))),)+]
    };
}

const FILES: &[(&str, &str)] = files![
    "appeal/letter.toml",
    "appeal/en.md.hbs",
    "protest/letter.toml",
    "protest/en.md.hbs",
    "embassy/letter.toml",
    "embassy/en.md.hbs",
    "mep/letter.toml",
    "mep/en.md.hbs",
    "joint-statement/letter.toml",
    "joint-statement/en.md.hbs",
    "verdict-statement/letter.toml",
    "verdict-statement/en.md.hbs",
    "appeal-ruling-statement/letter.toml",
    "appeal-ruling-statement/en.md.hbs",
    "status-report/letter.toml",
    "status-report/en.md.hbs",
    "action-sheet/letter.toml",
    "action-sheet/en.md.hbs",
    "partials/en/about.md.hbs",
    "partials/en/action.md.hbs",
    "partials/en/actions.md.hbs",
    "partials/en/acts.md.hbs",
    "partials/en/bounds.md.hbs",
    "partials/en/case-against.md.hbs",
    "partials/en/charged.md.hbs",
    "partials/en/concern.md.hbs",
    "partials/en/concerns.md.hbs",
    "partials/en/contacts.md.hbs",
    "partials/en/entry.md.hbs",
    "partials/en/facts.md.hbs",
    "partials/en/group-count.md.hbs",
    "partials/en/last-known.md.hbs",
    "partials/en/law.md.hbs",
    "partials/en/main-concern.md.hbs",
    "partials/en/person.md.hbs",
    "partials/en/profile.md.hbs",
    "partials/en/requests.md.hbs",
    "partials/en/sanctions.md.hbs",
    "partials/en/sentence.md.hbs",
    "partials/en/situation.md.hbs",
    "partials/en/statement-demands.md.hbs",
    "partials/en/term-over.md.hbs",
    "partials/en/timeline.md.hbs",
];

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
