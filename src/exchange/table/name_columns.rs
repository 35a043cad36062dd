//! What titles of columns with names mean beside each other: “Name” beside “Surname” is the given name.

use super::columns::ColumnTarget;
use super::{added, list_words};
use crate::model::InvalidValue;

/// Which columns of names a table has: what “name” alone means depends on them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NameColumns {
    name: bool,
    family: bool,
    given: bool,
    /// Whether a column of ours has the family name, or the given name, under its own name.
    is_own: bool,
}

impl NameColumns {
    /// By the titles of the table.
    pub(super) fn of(
        said: &[Result<ColumnTarget, InvalidValue>],
        usual: &[Option<&'static str>],
    ) -> Self {
        let is_said = |name: &str| {
            said.iter()
                .flatten()
                .any(|target| target.column_name() == name)
        };
        let has = |name: &str| is_said(name) || usual.iter().flatten().any(|usual| *usual == name);
        Self {
            name: has("name"),
            family: has("family_name"),
            given: has("given_name"),
            is_own: is_said("family_name") || is_said("given_name"),
        }
    }

    /// What a column of ours means in a table of others: “Name” beside “Surname” is the given name. What goes into the notes is
    /// said too.
    pub(super) fn refine(self, target: ColumnTarget) -> (ColumnTarget, Option<&'static str>) {
        let name = match target.column_name() {
            "name" if !self.is_own && self.family && !self.given => "given_name",
            "name" if !self.is_own && self.given && !self.family => "family_name",
            name => {
                let is_noted = added::find_added(name).is_some_and(|added| added.label.is_some());
                return (target, is_noted.then_some(name));
            }
        };
        let refined = ColumnTarget::from_title(name).unwrap_or(target);
        (refined, Some(refined.column_name()))
    }
}

/// What a title usually means. “Nombre” is the given name beside “Apellidos”, and the whole name where it stands alone; “Nom”
/// beside “Prénom” is the family name.
pub(super) fn usual_target(title: &str, names: NameColumns) -> Option<ColumnTarget> {
    let name = match list_words::find_title(title)? {
        "given_name" if !names.family && !names.name => "name",
        "name" if is_whole_name(title) => "name",
        "name" if names.family && !names.given => "given_name",
        "name" if names.given && !names.family => "family_name",
        name => name,
    };
    ColumnTarget::from_title(name)
}

/// Whether a title says that the name is whole: by several words (`full name`), or by all its parts (`ФИО`).
fn is_whole_name(title: &str) -> bool {
    let plain = list_words::plain_title(title);
    plain.contains(' ') || matches!(plain.as_str(), "фио" | "піб" | "піп" | "姓名")
}
