//! The columns a table of cases can have.

use super::added::ADDED_COLUMNS;
use crate::exchange::table::public_cells::{self, DisclosedCell};
use crate::model::vocabulary::VocabularyWord;
use crate::model::{Case, Cell, Charge, Date, Event, InvalidValue, Record, Sentence, ValueKind};

/// What the cells of a column say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnTarget {
    /// A flat field, by its position in [`Case::FIELDS`].
    Field(usize),
    /// A column beyond the fields, by its position in [`EXTRAS`].
    Extra(usize),
    /// A column that is only read, by its position in [`ADDED_COLUMNS`].
    Added(usize),
    /// Nothing that is wanted.
    Ignored,
}

/// A column beyond the fields: a field of one entry of a list.
#[derive(Debug)]
pub(super) struct ExtraColumn {
    pub(super) name: &'static str,
    help: &'static str,
    pub(super) list: &'static str,
    pub(super) field: &'static str,
    /// What it shows of a case on a day, as a table is written.
    pub(super) shows: fn(&Case, Date) -> DisclosedCell,
}

/// The columns beyond the fields. Each says what it shows, and so what it does with what is private.
pub(super) const EXTRAS: [ExtraColumn; 7] = [
    ExtraColumn {
        name: "status",
        help: "the status",
        list: "events",
        field: "status",
        shows: public_cells::show_status,
    },
    ExtraColumn {
        name: "status_date",
        help: "since when, or on which day, that was the status",
        list: "events",
        field: "date",
        shows: public_cells::show_status_date,
    },
    ExtraColumn {
        name: "charge",
        help: "charges, divided by ;: CC 174.1: the offence",
        list: "charges",
        field: "title",
        shows: public_cells::show_charges,
    },
    ExtraColumn {
        name: "charge_standing",
        help: "how far the charges have come: one word for all, or one for each",
        list: "charges",
        field: "standing",
        shows: public_cells::show_standings,
    },
    ExtraColumn {
        name: "sentence_date",
        help: "when the latest sentence was pronounced",
        list: "sentences",
        field: "date",
        shows: public_cells::show_sentence_date,
    },
    ExtraColumn {
        name: "sentence_kind",
        help: "its main penalty",
        list: "sentences",
        field: "kind",
        shows: public_cells::show_sentence_kind,
    },
    ExtraColumn {
        name: "sentence_term",
        help: "how long",
        list: "sentences",
        field: "term",
        shows: public_cells::show_sentence_term,
    },
];

/// The columns of a table, in the order in which they are written: the name and what it says.
pub fn table_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let fields = Case::FIELDS.iter().map(|field| (field.name, field.help));
    fields.chain(EXTRAS.iter().map(|extra| (extra.name, extra.help)))
}

/// The words that the cells of a column take, if it is one of words.
pub fn column_words(name: &str) -> Option<&'static [VocabularyWord]> {
    ColumnTarget::from_title(name)?
        .value_kind()
        .vocabulary_words()
}

/// Whether a title names a column.
pub(in crate::exchange) fn is_column(title: &str) -> bool {
    ColumnTarget::from_title(title).is_some()
}

/// A title as it is compared: `Family Name`, `family-name` and `family_name` are one.
pub(super) fn normalize_title(title: &str) -> String {
    title.trim().to_lowercase().replace([' ', '-'], "_")
}

impl ColumnTarget {
    /// The column of a title.
    pub(super) fn from_title(title: &str) -> Option<Self> {
        let name = normalize_title(title);
        let field = Case::FIELDS
            .iter()
            .position(|field| field.is_called(&name))
            .map(Self::Field);
        let extra = || {
            EXTRAS
                .iter()
                .position(|extra| extra.name == name)
                .map(Self::Extra)
        };
        let added = || {
            ADDED_COLUMNS
                .iter()
                .position(|added| added.name == name)
                .map(Self::Added)
        };
        field.or_else(extra).or_else(added)
    }

    /// Whether several columns may fill it together: texts that go into the notes.
    pub(super) fn takes_several(self) -> bool {
        match self {
            Self::Field(index) => Case::FIELDS[index].name == "notes",
            Self::Added(index) => {
                ADDED_COLUMNS[index].label.is_some() || ADDED_COLUMNS[index].name == "source"
            }
            Self::Extra(_) => false,
            Self::Ignored => true,
        }
    }

    /// The name of the column.
    pub(super) fn column_name(self) -> &'static str {
        match self {
            Self::Field(index) => Case::FIELDS[index].name,
            Self::Extra(index) => EXTRAS[index].name,
            Self::Added(index) => ADDED_COLUMNS[index].name,
            Self::Ignored => "-",
        }
    }

    /// What kind of value the cells hold.
    pub(super) fn value_kind(self) -> ValueKind {
        match self {
            Self::Field(index) => Case::FIELDS[index].kind,
            Self::Extra(index) => EXTRAS[index].value_kind(),
            Self::Added(index) => ADDED_COLUMNS[index].kind,
            Self::Ignored => ValueKind::Text,
        }
    }

    /// Whether the cells are dates.
    pub(super) fn is_date(self) -> bool {
        self.value_kind() == ValueKind::Date
    }
}

impl ExtraColumn {
    /// What kind of value the field holds.
    fn value_kind(&self) -> ValueKind {
        let list = Case::LISTS.iter().find(|list| list.name == self.list);
        let field = list.and_then(|list| list.fields.iter().find(|field| field.name == self.field));
        field.map_or(ValueKind::Line, |field| field.kind)
    }

    /// The cell for a typed text, by the rules of the entry's field.
    pub(super) fn parse_value(&self, text: &str) -> Result<Cell, InvalidValue> {
        match self.list {
            "events" => Event::typed(self.field, text),
            "charges" => Charge::typed(self.field, text),
            _ => Sentence::typed(self.field, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_name_in_any_spelling() {
        for (name, help) in table_columns() {
            assert_eq!(ColumnTarget::from_title(name).unwrap().column_name(), name);
            assert_eq!(
                ColumnTarget::from_title(&format!(" {} ", name.to_uppercase().replace('_', "-")))
                    .unwrap()
                    .column_name(),
                name
            );
            assert!(!help.is_empty());
        }
        assert!(!is_column("nom") && !is_column(""));
    }

    #[test]
    fn every_extra_column_is_a_field_of_its_entry() {
        assert!(
            EXTRAS
                .iter()
                .all(|extra| extra.parse_value("") == Ok(Cell::Empty))
        );
        assert_eq!(
            EXTRAS[0].parse_value("imprisoned"),
            Ok(Cell::Text("imprisoned".to_owned()))
        );
    }
}
