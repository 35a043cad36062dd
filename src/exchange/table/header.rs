//! The header of a table: where it stands, and which field each column fills.

use super::columns::{Target, plain, table_columns};
use super::notes::{Note, Reading};
use super::row::at;
use super::sheet::{Sheet, is_blank, note_on, shown};
use super::tidy::{Noted, one_line, tidy};
use super::titles::{guess, is_day_of_event};
use super::{Delimiter, TableOptions, guard};
use crate::exchange::Problems;
use crate::exchange::error::clip;
use crate::files::input::COLUMNS;
use crate::model::{Case, Invalid, Record};

/// Among how many rows at the top the header is looked for.
const HIGHEST: usize = 30;

/// The columns of a table, in its order.
pub(super) struct Header {
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// Whether cells carry the guard of spreadsheets.
    pub(super) is_guarded: bool,
    /// Whether this program wrote the table: then it says exactly what it means.
    pub(super) is_own: bool,
}

/// A column of a table.
pub(super) struct Column {
    /// The title, as the file has it; may be empty.
    pub(super) title: String,
    /// What it fills.
    pub(super) target: Target,
    /// Whether the user said what it fills.
    pub(super) is_mapped: bool,
}

/// The delimiter that divides a header best: the one by which most titles of one line are known; told from the first line
/// where none are.
pub(super) fn delimiter(text: &str, options: &TableOptions) -> Delimiter {
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(HIGHEST);
    let first = Delimiter::of_header(lines().next().unwrap_or_default());
    let known = |delimiter: Delimiter| {
        let titles = |line: &str| {
            let titles =
                line.split(delimiter.character()).take(COLUMNS.size()).map(|title| title.trim().trim_matches('"'));
            titles.filter(|title| is_known(title, false, options)).count()
        };
        lines().map(titles).max().unwrap_or_default()
    };
    let others = [Delimiter::Tab, Delimiter::Semicolon, Delimiter::Comma].into_iter();
    others.fold(first, |best, other| if known(other) > known(best) { other } else { best })
}

/// The position of the header among the rows: that of the first rows which has the most titles that are known. The rows above
/// it are noted.
pub(super) fn find(sheet: &Sheet, options: &TableOptions) -> (usize, Vec<Note>) {
    let known =
        |cells: &csv::StringRecord| cells.iter().filter(|title| is_known(title, sheet.is_guarded, options)).count();
    let counts: Vec<usize> = sheet.rows.iter().take(HIGHEST).map(|(_, cells)| known(cells)).collect();
    let most = counts.iter().copied().max().unwrap_or_default();
    let first = sheet.rows.iter().position(|(_, cells)| !is_blank(cells)).unwrap_or_default();
    let header = if most == 0 { first } else { counts.iter().position(|count| *count == most).unwrap_or(first) };
    let above = sheet.rows[..header].iter().filter(|(_, cells)| !is_blank(cells));
    let notes = above.map(|(line, cells)| {
        note_on(*line, None, Reading::Title, format!("stands above the header and is left out: “{}”", shown(cells)))
    });
    (header, notes.collect())
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
        let own = titles.iter().map(|title| if is_guarded { guard::unguarded(title) } else { title });
        let is_own = options.map.is_empty() && own.eq(table_columns().map(|(name, _)| name));
        let has_notes = titles.iter().any(|title| {
            let title = tidied(title, is_guarded);
            guess(&title) == Some("notes") || Target::named(&title).is_some_and(|target| target.name() == "notes")
        });
        let mut header = Self { columns: Vec::new(), is_guarded, is_own };
        for (number, title) in (1..).zip(titles) {
            let title = &tidied(title, is_guarded);
            let called = if title.is_empty() { &number.to_string() } else { title };
            let target = target(called, title.is_empty(), options).unwrap_or_else(|unknown| {
                if mapped(called, options).is_none() {
                    let is_new = |guess: &&str| {
                        header.title(guess).is_none() && problems.guesses.iter().all(|(_, known)| known != guess)
                    };
                    let guess = match guess(called) {
                        // Who is private is never left out.
                        Some("publicity") => Some("publicity").filter(is_new),
                        None if is_day_of_event(called) => Some("notes").filter(|_| !has_notes).filter(is_new),
                        guess => Some(guess.filter(is_new).unwrap_or("-")),
                    };
                    problems.guesses.extend(guess.map(|guess| (clip(called), guess)));
                }
                problems.push(at(line, Some(title), unknown.reason, unknown.nearest));
                Target::Ignored
            });
            if let Some(first) = header.title(target.name()) {
                let reason = format!("gives {}, and the column {} gives it already", target.name(), clip(first));
                problems.push(at(line, Some(title), reason, None));
            }
            let is_mapped = mapped(called, options).is_some();
            header.columns.push(Column { title: title.clone(), target, is_mapped });
        }
        header.unmapped(options).for_each(|unknown| problems.push(at(line, None, unknown.reason, unknown.nearest)));
        header.missing(options).for_each(|field| {
            let for_all = if field == "country" { ", or name one for all rows with --country" } else { "" };
            let reason = format!(
                "there is no column for the {field}; say which one it is with --map \"Title={field}\"{for_all}"
            );
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
        let is_made = |name: &str| match name {
            "country" => options.country.is_some(),
            "name" => self.title("family_name").is_some() && self.title("given_name").is_some(),
            _ => false,
        };
        needed.filter(move |name| self.title(name).is_none() && !is_made(name))
    }

    /// Titles that were to be mapped and are not in the table.
    fn unmapped<'a>(&'a self, options: &'a TableOptions) -> impl Iterator<Item = Invalid> {
        let titles = || self.columns.iter().map(|column| column.title.as_str());
        let known = move |wanted: &str| {
            let number =
                wanted.trim().parse::<usize>().ok().and_then(|number| self.columns.get(number.checked_sub(1)?));
            titles().any(|title| plain(title) == plain(wanted)) || number.is_some_and(|column| column.title.is_empty())
        };
        options.map.iter().filter(move |(wanted, _)| !known(wanted)).map(move |(wanted, _)| Invalid {
            reason: format!("there is no column “{}” to be mapped", clip(wanted)),
            ..Invalid::word("column", wanted, titles())
        })
    }
}

/// The longest title that is looked at, in bytes.
const LONGEST_TITLE: usize = 4_000;

/// Whether a title names a column, by itself or because the user said which.
fn is_known(title: &str, is_guarded: bool, options: &TableOptions) -> bool {
    if title.len() > LONGEST_TITLE {
        return false;
    }
    let title = tidied(title, is_guarded);
    !title.is_empty()
        && match mapped(&title, options) {
            Some("-") => true,
            Some(field) => Target::named(field).is_some(),
            None => Target::named(&title).is_some(),
        }
}

/// A title on one line, without the marks of footnotes.
fn tidied(title: &str, is_guarded: bool) -> String {
    let title = if is_guarded { guard::unguarded(title) } else { title };
    let mut unsaid = Noted::new();
    let title = tidy(title, &mut unsaid);
    one_line(&title, " ", &mut unsaid)
}

/// What the user says that a title, or the number of a column without one, stands for.
fn mapped<'a>(title: &str, options: &'a TableOptions) -> Option<&'a str> {
    options.map.iter().find(|(wanted, _)| plain(wanted) == plain(title)).map(|(_, field)| field.as_str())
}

/// What a title stands for, or the number of a column without one.
fn target(title: &str, is_number: bool, options: &TableOptions) -> Result<Target, Invalid> {
    match mapped(title, options) {
        Some("-") => Ok(Target::Ignored),
        Some(field) => Target::named(field)
            .ok_or_else(|| Invalid::unknown_field(&clip(field), table_columns().map(|(name, _)| name))),
        None if is_number => Ok(Target::Ignored),
        None => Target::named(title).ok_or_else(|| unknown(&clip(title))),
    }
}

fn unknown(title: &str) -> Invalid {
    let names = table_columns().map(|(name, _)| name);
    let unknown = Invalid::unknown_field(&plain(title), names);
    let nearest = guess(title).map(str::to_owned).or(unknown.nearest);
    let reason = match is_day_of_event(title) {
        true => {
            "is a day that no column takes by itself: keep it in the notes (--map \"Title=notes\"), or say status_date if \
             it is the day since when the status holds"
        }
        false => "is not a field of a case; --map says what it is",
    };
    Invalid { reason: reason.to_owned(), nearest, field: None }
}
