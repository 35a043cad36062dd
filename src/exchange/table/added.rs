//! Columns that are read and never written: days that become events, and what has no field and goes into the private notes.

use crate::model::ValueKind;

/// Where the values of these columns stand among the lists of entries.
pub(super) const ADDED: &str = "+";

/// What the line of the notes is called that has the number which a list gives a person.
pub const NUMBER_LABEL: &str = "Number in the list";

/// A column that is only read.
#[derive(Debug)]
pub(super) struct AddedColumn {
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) kind: ValueKind,
    /// What its line in the notes is called, where it has no other place.
    pub(super) label: Option<&'static str>,
}

/// A day that becomes an event.
const fn day(name: &'static str, help: &'static str) -> AddedColumn {
    AddedColumn {
        name,
        help,
        kind: ValueKind::Date,
        label: None,
    }
}

/// A text with a place of its own.
const fn line(name: &'static str, help: &'static str) -> AddedColumn {
    AddedColumn {
        name,
        help,
        kind: ValueKind::Line,
        label: None,
    }
}

/// A text that goes into the notes under a name.
const fn note(name: &'static str, help: &'static str, label: &'static str) -> AddedColumn {
    AddedColumn {
        name,
        help,
        kind: ValueKind::Line,
        label: Some(label),
    }
}

/// The columns.
pub(super) const ADDED_COLUMNS: [AddedColumn; 23] = [
    day(
        "arrested",
        "the day of the arrest, or since when the person is held",
    ),
    day("charged", "the day of the charge"),
    day("released", "the day of the release"),
    day("died", "the day of the death"),
    day("disappeared", "the day of the disappearance"),
    day("term_ends", "the day on which the term ends"),
    day("reported", "the day on which what the row says was known"),
    line("arrest_place", "where the person was arrested"),
    line("court", "the court of the sentence"),
    line("judge", "the judges of the sentence"),
    line(
        "second_family_name",
        "a second family name in a column of its own",
    ),
    line(
        "source",
        "where what the row says can be read: a link or a title",
    ),
    note(
        "number",
        "the number that the list gives the person",
        NUMBER_LABEL,
    ),
    note(
        "nationality",
        "the nationality; the state that persecutes is country",
        "Nationality",
    ),
    note("ethnicity", "the ethnic group", "Ethnicity"),
    note("age", "the age", "Age"),
    note("age_at_arrest", "the age at the arrest", "Age at arrest"),
    note("birth_place", "the place of birth", "Place of birth"),
    note("photo", "a path or a link to a photograph", "Photograph"),
    note(
        "case_number",
        "the number of the court's file",
        "Case number",
    ),
    note("lawyer", "the lawyer", "Lawyer"),
    note(
        "family_contact",
        "how the family can be reached",
        "Contact of the family",
    ),
    note("health", "the state of health", "Health"),
];

/// The column of a name.
pub(super) fn find_added(name: &str) -> Option<&'static AddedColumn> {
    ADDED_COLUMNS.iter().find(|column| column.name == name)
}

/// The names of these columns, with what they say.
pub fn added_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    ADDED_COLUMNS
        .iter()
        .map(|column| (column.name, column.help))
}
