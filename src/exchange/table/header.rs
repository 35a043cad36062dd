//! The header of a table: which field each column fills.

use super::columns::{Target, plain, table_columns};
use super::row::at;
use super::{TableOptions, guard};
use crate::exchange::Problems;
use crate::exchange::error::clip;
use crate::model::{Case, Invalid, Record};

/// More columns than any table of cases has.
const MOST_COLUMNS: usize = 1_000;

/// The columns of a table, in its order.
pub(super) struct Header {
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// Whether cells carry the guard of spreadsheets.
    pub(super) is_guarded: bool,
}

/// A column of a table.
pub(super) struct Column {
    /// The title, as the file has it; may be empty.
    pub(super) title: String,
    /// What it fills.
    pub(super) target: Target,
}

impl Header {
    /// Reads the header, which stands on the given line.
    pub(super) fn read(
        titles: &csv::StringRecord,
        options: &TableOptions,
        line: usize,
        is_guarded: bool,
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        if titles.len() > MOST_COLUMNS {
            let reason = format!("the header has {} columns; {MOST_COLUMNS} are the most", titles.len());
            problems.push(at(line, None, reason, None));
            return Err(problems);
        }
        let mut header = Self { columns: Vec::new(), is_guarded };
        for title in titles {
            let title = if is_guarded { guard::unguarded(title) } else { title }.trim();
            let target = target(title, options).unwrap_or_else(|unknown| {
                problems.push(at(line, Some(title), unknown.reason, unknown.nearest));
                Target::Ignored
            });
            if let Some(first) = header.title(target.name()) {
                let reason = format!("gives {}, and the column {} gives it already", target.name(), clip(first));
                problems.push(at(line, Some(title), reason, None));
            }
            header.columns.push(Column { title: title.to_owned(), target });
        }
        header.unmapped(options).for_each(|unknown| problems.push(at(line, None, unknown.reason, unknown.nearest)));
        header.missing(options).for_each(|field| {
            let reason =
                format!("there is no column for the {field}; say which one it is with --map \"Title={field}\"");
            problems.push(at(line, None, reason, None));
        });
        if problems.is_empty() { Ok(header) } else { Err(problems) }
    }

    /// The title of the column that gives a field; nothing if none does.
    pub(super) fn title(&self, name: &str) -> Option<&str> {
        let gives = |column: &&Column| column.target != Target::Ignored && column.target.name() == name;
        self.columns.iter().find(gives).map(|column| column.title.as_str())
    }

    fn missing<'a>(&'a self, options: &'a TableOptions) -> impl Iterator<Item = &'static str> {
        let needed = Case::FIELDS.iter().filter(|field| field.needed && field.name != "id").map(|field| field.name);
        needed.filter(|name| self.title(name).is_none() && !(*name == "country" && options.country.is_some()))
    }

    /// Titles that were to be mapped and are not in the table.
    fn unmapped<'a>(&'a self, options: &'a TableOptions) -> impl Iterator<Item = Invalid> {
        let titles = || self.columns.iter().map(|column| column.title.as_str());
        let known = move |wanted: &str| titles().any(|title| plain(title) == plain(wanted));
        options.map.iter().filter(move |(wanted, _)| !known(wanted)).map(move |(wanted, _)| Invalid {
            reason: format!("there is no column “{}” to be mapped", clip(wanted)),
            ..Invalid::word("column", wanted, titles())
        })
    }
}

/// What a title stands for.
fn target(title: &str, options: &TableOptions) -> Result<Target, Invalid> {
    let mapped = options.map.iter().find(|(wanted, _)| plain(wanted) == plain(title));
    match mapped {
        Some((_, field)) if field == "-" => Ok(Target::Ignored),
        Some((_, field)) => Target::named(field)
            .ok_or_else(|| Invalid::unknown_field(&clip(field), table_columns().map(|(name, _)| name))),
        None if title.is_empty() => Ok(Target::Ignored),
        None => Target::named(title).ok_or_else(|| unknown(&clip(title))),
    }
}

fn unknown(title: &str) -> Invalid {
    let names = table_columns().map(|(name, _)| name);
    Invalid {
        reason: format!(
            "is not a field of a case; say what it is with --map \"{title}=field\", or leave it out with --map \"{title}=-\""
        ),
        ..Invalid::unknown_field(&plain(title), names)
    }
}
