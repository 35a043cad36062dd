//! Records made of fields, each field defined once.
//!
//! `record!` takes the fields with their meaning and makes the type, its interchange form, and the table from which the
//! command line, the store, CSV, prompts and the documentation are derived. A new field is one line here and one
//! migration in the store.
//!
//! A field says in brackets who may see it and what it says or names: `born: Option<PartialDate> [Public, BirthDate]`. There is
//! no default: what does not say so does not compile. A field that was renamed keeps its former name behind `formerly`: it is
//! read for ever, and never written.

use super::field::{Field, FieldMeaning, Visibility, find_meaning};
use super::value::Cell;
use super::{Id, InvalidValue};

/// A list of entries inside a record: its name, and the fields of an entry.
#[derive(Debug, Clone, Copy)]
pub struct ListSpec {
    /// As written in files: `charges`. The store's table has the same name.
    pub name: &'static str,
    /// One of them: `charge`.
    pub one: &'static str,
    /// The fields of an entry.
    pub fields: &'static [Field],
    /// [`Record::check`] of an entry.
    pub check: CellCheck,
    /// Who may see its entries.
    pub visibility: Visibility,
}

impl ListSpec {
    /// The field that an entry lacks, where it names neither an offence nor an article and should name one.
    pub fn find_gap(&self, cells: &[Cell]) -> Option<&'static str> {
        let at = |meaning| find_meaning(self.fields, meaning);
        let (offence, article) = (at(FieldMeaning::Offence)?, at(FieldMeaning::Article)?);
        let is_empty = |at: usize| cells.get(at).is_none_or(Cell::is_empty);
        (is_empty(offence) && is_empty(article)).then(|| self.fields[offence].name)
    }
}

/// What a cell of a file says of the named field, as [`Record::check`].
pub type CellCheck = fn(&str, &Cell) -> Result<Option<InvalidValue>, InvalidValue>;

/// What every record can do with its fields. Cells stand in the order of [`Record::FIELDS`].
pub trait Record: Sized {
    /// What one is called: `charge`.
    const NAME: &'static str;
    /// Its fields, in the order of the interchange form.
    const FIELDS: &'static [Field];
    /// Its lists of entries.
    const LISTS: &'static [ListSpec];

    /// The values of all fields.
    fn cells(&self) -> Vec<Cell>;

    /// The record of these values; lists are empty.
    fn from_cells(cells: &[Cell]) -> Result<Self, InvalidValue>;

    /// The cell for a text that a user typed into a field; an empty text gives an empty cell.
    fn typed(field: &str, text: &str) -> Result<Cell, InvalidValue>;

    /// What a cell of a file says of a field: nothing if all is well, or the word that this version does not know and
    /// carries along.
    fn check(field: &str, cell: &Cell) -> Result<Option<InvalidValue>, InvalidValue>;

    /// The entries of a list, each as the values of its fields; empty for a list that does not exist.
    fn rows(&self, list: &str) -> Vec<Vec<Cell>>;

    /// Replaces the entries of a list.
    fn set_rows(&mut self, list: &str, rows: &[Vec<Cell>]) -> Result<(), InvalidValue>;

    /// The position of a field.
    fn field_position(field: &str) -> Result<usize, InvalidValue> {
        Self::FIELDS
            .iter()
            .position(|known| known.is_called(field))
            .ok_or_else(|| {
                InvalidValue::unknown_field(field, Self::FIELDS.iter().map(|known| known.name))
            })
    }

    /// The value of one field.
    fn get_cell(&self, field: &str) -> Result<Cell, InvalidValue> {
        let position = Self::field_position(field)?;
        Ok(self.cells().swap_remove(position))
    }

    /// The same record with other values of its fields; its lists stay.
    fn with_cells(&self, cells: &[Cell]) -> Result<Self, InvalidValue> {
        let mut record = Self::from_cells(cells)?;
        for list in Self::LISTS {
            record.set_rows(list.name, &self.rows(list.name))?;
        }
        Ok(record)
    }

    /// The lists whose entries rest on a source, each with the position of the field that names it.
    fn sourced_lists() -> impl Iterator<Item = (&'static ListSpec, usize)> {
        Self::LISTS
            .iter()
            .filter_map(|list| Some((list, find_meaning(list.fields, FieldMeaning::Source)?)))
    }

    /// The sources that the record and its entries name, as often as they name them.
    fn named_sources(&self) -> Vec<Id> {
        let own = find_meaning(Self::FIELDS, FieldMeaning::Source)
            .map(|at| self.cells()[at].to_line())
            .into_iter();
        let of_lists = Self::sourced_lists().flat_map(|(list, at)| {
            self.rows(list.name)
                .into_iter()
                .map(move |row| row[at].to_line())
        });
        own.chain(of_lists)
            .filter_map(|id| id.parse().ok())
            .collect()
    }

    /// The record of these typed values.
    fn from_typed<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, InvalidValue> {
        let mut cells = vec![Cell::Empty; Self::FIELDS.len()];
        for (field, text) in pairs {
            cells[Self::field_position(field)?] = Self::typed(field, text)?;
        }
        Self::from_cells(&cells)
    }
}

/// Makes a record from its fields. `needed` ones are always there; `lists` hold entries that are records themselves.
macro_rules! record {
    (
        $(#[doc = $about:literal])+
        pub struct $Name:ident, $one:literal {
            needed { $(
                $(#[doc = $need_help:literal])+
                $need:ident: $Need:ty [$need_who:ident, $need_what:ident],
            )* }
            optional { $(
                $(#[doc = $help:literal])+
                $field:ident: $Type:ty [$who:ident, $what:ident $(, formerly $former:literal)?],
            )* }
            lists { $( $(#[doc = $list_help:literal])+ $list:ident: $Entry:ty [$list_who:ident], )* }
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $Name {
            $( $(#[doc = $need_help])+ pub $need: $Need, )*
            $(
                $(#[doc = $help])+
                #[serde(default, skip_serializing_if = "crate::model::CellValue::is_empty" $(, alias = $former)?)]
                pub $field: $Type,
            )*
            $(
                $(#[doc = $list_help])+
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                pub $list: Vec<$Entry>,
            )*
        }

        impl $crate::model::Record for $Name {
            const NAME: &'static str = $one;

            const FIELDS: &'static [$crate::model::Field] = &[
                $( $crate::model::Field {
                    name: stringify!($need),
                    help: concat!($($need_help),+).trim_ascii(),
                    kind: <$Need as $crate::model::CellValue>::KIND,
                    needed: true,
                    visibility: $crate::model::Visibility::$need_who,
                    meaning: $crate::model::FieldMeaning::$need_what,
                    former_name: None,
                }, )*
                $( $crate::model::Field {
                    name: stringify!($field),
                    help: concat!($($help),+).trim_ascii(),
                    kind: <$Type as $crate::model::CellValue>::KIND,
                    needed: false,
                    visibility: $crate::model::Visibility::$who,
                    meaning: $crate::model::FieldMeaning::$what,
                    former_name: $crate::model::field::first_name(&[$($former)?]),
                }, )*
            ];

            const LISTS: &'static [$crate::model::ListSpec] = &[
                $( $crate::model::ListSpec {
                    name: stringify!($list),
                    one: <$Entry as $crate::model::Record>::NAME,
                    fields: <$Entry as $crate::model::Record>::FIELDS,
                    check: <$Entry as $crate::model::Record>::check,
                    visibility: $crate::model::Visibility::$list_who,
                }, )*
            ];

            fn cells(&self) -> Vec<$crate::model::Cell> {
                vec![
                    $( $crate::model::CellValue::to_cell(&self.$need), )*
                    $( $crate::model::CellValue::to_cell(&self.$field), )*
                ]
            }

            fn from_cells(cells: &[$crate::model::Cell]) -> Result<Self, $crate::model::InvalidValue> {
                let mut cells = cells.iter();
                let nothing = $crate::model::Cell::Empty;
                $(
                    let cell = cells.next().unwrap_or(&nothing);
                    if cell.is_empty() {
                        return Err($crate::model::InvalidValue::new("is needed").with_field(stringify!($need)));
                    }
                    let $need = $crate::model::CellValue::from_cell(cell)
                        .map_err(|error| error.with_field(stringify!($need)))?;
                )*
                $(
                    let $field = $crate::model::CellValue::from_cell(cells.next().unwrap_or(&nothing))
                        .map_err(|error| error.with_field(stringify!($field)))?;
                )*
                Ok(Self { $($need,)* $($field,)* $($list: Vec::new(),)* })
            }

            fn typed(field: &str, text: &str) -> Result<$crate::model::Cell, $crate::model::InvalidValue> {
                match field {
                    $( stringify!($need) if text.trim().is_empty() => Ok($crate::model::Cell::Empty),
                    stringify!($need) => <$Need as $crate::model::CellValue>::from_typed(text)
                        .map(|value| $crate::model::CellValue::to_cell(&value))
                        .map_err(|error| error.with_field(field)), )*
                    $( stringify!($field) $(| $former)? => {
                        <$Type as $crate::model::CellValue>::from_typed(text)
                            .map(|value| $crate::model::CellValue::to_cell(&value))
                            .map_err(|error| error.with_field(field))
                    } )*
                    _ => Err($crate::model::InvalidValue::unknown_field(
                        field,
                        <Self as $crate::model::Record>::FIELDS.iter().map(|known| known.name),
                    )),
                }
            }

            fn check(
                field: &str,
                cell: &$crate::model::Cell,
            ) -> Result<Option<$crate::model::InvalidValue>, $crate::model::InvalidValue> {
                match field {
                    $( stringify!($need) if cell.is_empty() => {
                        Err($crate::model::InvalidValue::new("is needed").with_field(field))
                    }
                    stringify!($need) => <$Need as $crate::model::CellValue>::from_cell(cell)
                        .and_then(|value| {
                            $crate::model::CellValue::check_entered(&value)?;
                            Ok($crate::model::CellValue::unknown_word(&value))
                        })
                        .map_err(|error| error.with_field(field)), )*
                    $( stringify!($field) $(| $former)? => {
                        <$Type as $crate::model::CellValue>::from_cell(cell)
                            .and_then(|value| {
                                $crate::model::CellValue::check_entered(&value)?;
                                Ok($crate::model::CellValue::unknown_word(&value))
                            })
                            .map_err(|error| error.with_field(field))
                    } )*
                    _ => Err($crate::model::InvalidValue::unknown_field(
                        field,
                        <Self as $crate::model::Record>::FIELDS.iter().map(|known| known.name),
                    )),
                }
            }

            fn rows(&self, list: &str) -> Vec<Vec<$crate::model::Cell>> {
                match list {
                    $( stringify!($list) => self.$list.iter().map($crate::model::Record::cells).collect(), )*
                    _ => Vec::new(),
                }
            }

            fn set_rows(
                &mut self,
                list: &str,
                rows: &[Vec<$crate::model::Cell>],
            ) -> Result<(), $crate::model::InvalidValue> {
                match list {
                    $( stringify!($list) => {
                        self.$list = rows
                            .iter()
                            .enumerate()
                            .map(|(index, row)| {
                                $crate::model::Record::from_cells(row)
                                    .map_err(|error: $crate::model::InvalidValue| error.with_field(&format!("{list}[{}]", index + 1)))
                            })
                            .collect::<Result<_, _>>()?;
                        Ok(())
                    } )*
                    _ => {
                        let _ = rows;
                        Err($crate::model::InvalidValue::unknown_field(
                            list,
                            <Self as $crate::model::Record>::LISTS.iter().map(|known| known.name),
                        ))
                    }
                }
            }
        }
    };
}
pub(crate) use record;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Sentence};

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_cell_of_a_file_is_checked_field_by_field() {
        assert_eq!(Case::check("born", &text("2018-04")), Ok(None));
        assert_eq!(
            Case::check("born", &text("yesterday"))
                .unwrap_err()
                .field
                .as_deref(),
            Some("born")
        );
        assert_eq!(
            Case::check("name", &Cell::Empty).unwrap_err().reason,
            "is needed"
        );
        assert_eq!(
            Case::check("nmae", &Cell::Empty)
                .unwrap_err()
                .nearest
                .as_deref(),
            Some("name")
        );
    }

    #[test]
    fn a_renamed_field_is_read_by_its_former_name_and_written_by_its_new_one() {
        let old = r#"{"id":"a","name":"A","country":"KZ","told_as":"A. Z."}"#;
        let case: Case = serde_json::from_str(old).unwrap();
        assert_eq!(
            serde_json::to_string(&case).unwrap(),
            r#"{"id":"a","name":"A","country":"KZ","pseudonym":"A. Z."}"#
        );
        for name in ["told_as", "pseudonym"] {
            assert_eq!(case.get_cell(name), Ok(text("A. Z.")));
            assert_eq!(Case::typed(name, "A. Z."), Ok(text("A. Z.")));
            assert_eq!(Case::check(name, &text("A. Z.")), Ok(None));
        }
    }

    #[test]
    fn words_of_a_newer_version_are_seen_also_inside_lists() {
        let unknown = Case::check("category", &text("astronaut"))
            .unwrap()
            .unwrap();
        assert_eq!(
            (unknown.reason.as_str(), unknown.nearest),
            ("“astronaut” is not a known category", None)
        );
        let list = Cell::List(vec!["journalist".to_owned(), "laywer".to_owned()]);
        assert_eq!(
            Case::check("categories", &list)
                .unwrap()
                .unwrap()
                .nearest
                .as_deref(),
            Some("lawyer")
        );
        let further = Cell::List(vec!["confiscation".to_owned(), "travel-bann 2y".to_owned()]);
        assert_eq!(
            Sentence::check("additional", &further)
                .unwrap()
                .unwrap()
                .nearest
                .as_deref(),
            Some("travel-ban")
        );
    }
}
