//! A fact as pages for the user show it: when, what, and what it rests on.

use crate::letters::LetterLanguage;
use crate::model::{Cell, Field, FieldMeaning, ValueKind, find_meaning};

/// A fact in parts.
pub(crate) struct FactDisplay {
    /// When it came about; empty if that is not known.
    pub(crate) when: String,
    /// What it is.
    pub(crate) what: String,
    /// Its standing, its source, whether it is private, and until when it is under embargo.
    pub(crate) behind: Vec<String>,
}

impl FactDisplay {
    /// A fact by its fields.
    pub(crate) fn from_fields(fields: &[Field], row: &[Cell]) -> Self {
        let named = |meaning| {
            find_meaning(fields, meaning)
                .map(|at| row[at].to_line())
                .filter(|text| !text.is_empty())
        };
        let behind = [
            named(FieldMeaning::Standing),
            named(FieldMeaning::Source),
            named(FieldMeaning::Privacy)
                .filter(|private| private == "true")
                .map(|_| "private".to_owned()),
            named(FieldMeaning::Embargo).map(|day| format!("not before {day}")),
        ];
        let what: Vec<String> = fields
            .iter()
            .zip(row)
            .filter(|(field, cell)| {
                !cell.is_empty() && field.meaning != FieldMeaning::Date && !field.stands_behind()
            })
            .map(|(field, cell)| format_field(field, cell))
            .collect();
        Self {
            when: named(FieldMeaning::Date).unwrap_or_default(),
            what: what.join(" · "),
            behind: behind.into_iter().flatten().collect(),
        }
    }

    /// In one line: date first, then what it is, then in brackets what it rests on.
    pub(crate) fn to_line(&self) -> String {
        let when = if self.when.is_empty() {
            String::new()
        } else {
            format!("{}  ", self.when)
        };
        let behind = if self.behind.is_empty() {
            String::new()
        } else {
            format!(" [{}]", self.behind.join(", "))
        };
        format!("{when}{}{behind}", self.what)
    }
}

/// A value that does not explain itself with the name of its field.
fn format_field(field: &Field, cell: &Cell) -> String {
    let text = cell.to_line();
    match field.meaning {
        FieldMeaning::Kind
        | FieldMeaning::Offence
        | FieldMeaning::Text
        | FieldMeaning::Body
        | FieldMeaning::Law
        | FieldMeaning::Role
        | FieldMeaning::Office
        | FieldMeaning::ClaimedValue => text,
        FieldMeaning::PersonName if field.kind != ValueKind::List => text,
        FieldMeaning::Term => text
            .parse()
            .map_or(text, |term| LetterLanguage::english().format_term(term)),
        FieldMeaning::Article => format!("Article {text}"),
        FieldMeaning::ArticlePart => format!("Part {text}"),
        FieldMeaning::Status => format!("→ {text}"),
        // Everything else is said with the name of its field.
        _ => format!("{}: {text}", field.name.replace('_', " ")),
    }
}
