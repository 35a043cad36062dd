//! Flat fields of a case that the sender keeps back.

use std::fmt;
use std::str::FromStr;

use super::value::{Cell, CellValue, ValueKind, text_serde};
use super::{Case, InvalidValue, Record};

/// A flat field of a case that can be kept back: `born`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateField(String);

impl PrivateField {
    /// The fields that a letter could mention and can do without.
    pub fn known_names() -> impl Iterator<Item = &'static str> {
        Case::FIELDS
            .iter()
            .filter(|field| field.can_be_withheld())
            .map(|field| field.name)
    }

    /// The name of the field; none of one that this version does not know.
    pub fn field_name(&self) -> Option<&'static str> {
        Self::known_names().find(|known| *known == self.0)
    }
}

impl fmt::Display for PrivateField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for PrivateField {
    type Err = InvalidValue;

    /// Lenient about fields of a newer version, as a vocabulary is.
    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim().to_lowercase().replace([' ', '-'], "_");
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if name.is_empty() || name.len() > 80 || !name.bytes().all(fits) {
            return Err(InvalidValue::unknown_field(
                text.trim(),
                Self::known_names(),
            ));
        }
        Ok(Self(name))
    }
}

impl CellValue for PrivateField {
    const KIND: ValueKind = ValueKind::Line;

    fn to_cell(&self) -> Cell {
        Cell::Text(self.0.clone())
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        cell.to_line().parse()
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        let field: Self = text.parse()?;
        field.unknown_word().map_or(Ok(field), Err)
    }

    fn unknown_word(&self) -> Option<InvalidValue> {
        self.field_name()
            .is_none()
            .then(|| InvalidValue::unknown_field(&self.0, Self::known_names()))
    }
}

text_serde!(PrivateField);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_letters_tell_of_a_person_and_can_do_without_can_be_kept_back() {
        assert_eq!(
            PrivateField::known_names().collect::<Vec<_>>(),
            [
                "name_native",
                "gender",
                "born",
                "place",
                "occupation",
                "organisation",
                "category",
                "held_at",
                "summary",
                "aliases",
                "categories",
                "groups",
            ]
        );
        assert_eq!(
            PrivateField::from_typed("held-at").unwrap().field_name(),
            Some("held_at")
        );
        assert_eq!(
            PrivateField::from_typed("bron")
                .unwrap_err()
                .nearest
                .as_deref(),
            Some("born")
        );
        let newer = PrivateField::from_cell(&Cell::Text("shoe_size".to_owned())).unwrap();
        assert!(newer.field_name().is_none() && newer.unknown_word().is_some());
    }
}
