//! A fact as pages for the user show it: when, what, and what it rests on.

use crate::letters::LetterLanguage;
use crate::model::claim::BEHIND;
use crate::model::{Cell, Field};

/// A fact in parts.
pub(crate) struct FactDisplay {
    /// When it came about; empty if that is not known.
    pub(crate) when: String,
    /// What it is.
    pub(crate) what: String,
    /// How it stands, its source, whether it is private, until when it is not told.
    pub(crate) behind: Vec<String>,
}

impl FactDisplay {
    /// A fact by its fields.
    pub(crate) fn from_fields(fields: &[Field], row: &[Cell]) -> Self {
        let named = |name: &str| {
            fields
                .iter()
                .position(|field| field.name == name)
                .map(|at| row[at].to_line())
                .filter(|text| !text.is_empty())
        };
        let behind = [
            named("standing"),
            named("source"),
            named("private")
                .filter(|private| private == "true")
                .map(|_| "private".to_owned()),
            named("embargo").map(|day| format!("not before {day}")),
        ];
        let what: Vec<String> = fields
            .iter()
            .zip(row)
            .filter(|(field, cell)| {
                !cell.is_empty() && !is_date(field.name) && !BEHIND.contains(&field.name)
            })
            .map(|(field, cell)| format_field(field, cell))
            .collect();
        Self {
            when: ["date", "from"]
                .iter()
                .find_map(|name| named(name))
                .unwrap_or_default(),
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

fn is_date(name: &str) -> bool {
    matches!(name, "date" | "from")
}

/// A value that does not explain itself with the name of its field.
fn format_field(field: &Field, cell: &Cell) -> String {
    let text = cell.to_line();
    match field.name {
        "kind" | "title" | "text" | "name" | "body" | "code" | "role" | "office" | "value" => text,
        "term" => text
            .parse()
            .map_or(text, |term| LetterLanguage::english().format_term(term)),
        "article" => format!("Article {text}"),
        "part" => format!("Part {text}"),
        "status" => format!("→ {text}"),
        name => format!("{}: {text}", name.replace('_', " ")),
    }
}
