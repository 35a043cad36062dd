//! The columns a list of cases can have: every flat field, and a few that are computed.

use super::value::ValueKind;
use super::{Case, Field, InvalidValue, Record, Visibility};

/// A column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseColumn {
    /// A flat field, by its position in [`Case::FIELDS`].
    Field(usize),
    /// The status on the day of the list.
    Status,
    /// Since when the person has had that status, where an event says when it began.
    Since,
    /// The date of the latest arrest or detention.
    Arrested,
    /// The date of the latest release.
    Released,
    /// The date of the latest sentence.
    Sentenced,
    /// The term of the latest sentence.
    Term,
    /// The charges, each with its article.
    Charges,
    /// How many letters were recorded.
    Letters,
    /// The date of the latest recorded letter.
    LastLetter,
}

impl CaseColumn {
    /// The computed columns with their names and meanings.
    pub const COMPUTED: [(&'static str, Self, &'static str); 9] = [
        ("status", Self::Status, "the status on the day of the list"),
        (
            "since",
            Self::Since,
            "since when the person has had that status, where an event says when it began",
        ),
        (
            "arrested",
            Self::Arrested,
            "the date of the latest arrest or detention",
        ),
        ("released", Self::Released, "the date of the latest release"),
        (
            "sentenced",
            Self::Sentenced,
            "the date of the latest sentence",
        ),
        ("term", Self::Term, "the term of the latest sentence"),
        (
            "charges",
            Self::Charges,
            "the charges, each with its article",
        ),
        ("letters", Self::Letters, "how many letters were recorded"),
        (
            "last_letter",
            Self::LastLetter,
            "the date of the latest recorded letter",
        ),
    ];

    /// Every column: the fields, then the computed ones.
    pub fn iter_all() -> impl Iterator<Item = Self> {
        (0..Case::FIELDS.len())
            .map(Self::Field)
            .chain(Self::COMPUTED.iter().map(|(_, column, _)| *column))
    }

    /// The name, as typed after `--fields`.
    pub fn name(self) -> &'static str {
        self.name_and_help().0
    }

    /// What it says.
    pub fn help_text(self) -> &'static str {
        self.name_and_help().1
    }

    /// Whether it holds several texts.
    pub fn is_list(self) -> bool {
        match self {
            Self::Field(position) => Case::FIELDS[position].kind == ValueKind::List,
            other => other == Self::Charges,
        }
    }

    /// Whether it holds a whole number.
    pub fn is_number(self) -> bool {
        match self {
            Self::Field(position) => Case::FIELDS[position].kind == ValueKind::Number,
            other => other == Self::Letters,
        }
    }

    /// The field of a case that it is; none, if it is computed.
    pub fn case_field(self) -> Option<&'static Field> {
        match self {
            Self::Field(position) => Some(&Case::FIELDS[position]),
            Self::Status
            | Self::Since
            | Self::Arrested
            | Self::Released
            | Self::Sentenced
            | Self::Term
            | Self::Charges
            | Self::Letters
            | Self::LastLetter => None,
        }
    }

    /// Whether it is in a table only where it is asked for by name: notes and details of consent.
    pub fn is_private(self) -> bool {
        self.case_field()
            .is_some_and(|field| field.visibility == Visibility::Never)
    }

    fn name_and_help(self) -> (&'static str, &'static str) {
        match self {
            Self::Field(position) => (Case::FIELDS[position].name, Case::FIELDS[position].help),
            other => Self::COMPUTED
                .iter()
                .find(|(_, column, _)| *column == other)
                .map_or(("", ""), |(name, _, help)| (name, help)),
        }
    }
}

impl std::str::FromStr for CaseColumn {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim().replace('-', "_");
        Self::iter_all()
            .find(|column| {
                let is_field = column
                    .case_field()
                    .is_some_and(|field| field.is_called(&name));
                is_field || column.name() == name
            })
            .ok_or_else(|| {
                InvalidValue::unknown_word("column", text.trim(), Self::iter_all().map(Self::name))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let mut names: Vec<_> = CaseColumn::iter_all().map(CaseColumn::name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(
            CaseColumn::iter_all().all(|column| column.name().parse::<CaseColumn>() == Ok(column))
        );
    }
}
