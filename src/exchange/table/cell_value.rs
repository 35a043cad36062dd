//! What a cell says.

use super::added::{ADDED, ADDED_COLUMNS};
use super::charge::ChargeParts;
use super::columns::{ColumnTarget, EXTRAS};
use super::list_words;
use super::notes::ReadingKind;
use super::tidy::{CellNotes, one_line, tidy_cell};
use crate::exchange::table::{TableOptions, cell_list, dates, months, names, words};
use crate::model::vocabulary::{SentenceKind, Vocabulary};
use crate::model::{Case, Cell, Charge, Event, InvalidValue, Record, Sentence, ValueKind};

/// Where the flat fields stand among the lists of entries.
pub(super) const CASE: &str = "";

/// Values, each with its list and its field.
pub(super) type RowValues = Vec<(&'static str, &'static str, Cell)>;

/// Where a cell stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellPlace<'a> {
    /// The title of its column.
    pub(super) title: &'a str,
    /// The unit of its numbers, where somebody said it: `years`.
    pub(super) unit: Option<&'a str>,
    /// Whether this program wrote the table.
    pub(super) is_own: bool,
    /// Whether a spreadsheet may have made a number of a day.
    pub(super) is_workbook: bool,
}

/// What a cell says, by the rules of typed values: the values it gives, and the charges. A cell of a table that this program
/// wrote says exactly what it says; any other is read as it is meant, and that is noted.
pub(super) fn parse_cell(
    target: ColumnTarget,
    text: &str,
    options: &TableOptions,
    place: CellPlace<'_>,
    noted: &mut CellNotes,
) -> Result<(RowValues, Vec<ChargeParts>), InvalidValue> {
    let text = if place.is_own {
        text.to_owned()
    } else {
        interpret_text(target, text, options, place.title, noted)
    };
    let text = if target.is_date() {
        parse_date(&text, options, place, noted)?
    } else {
        text
    };
    match target {
        ColumnTarget::Ignored => Ok((Vec::new(), Vec::new())),
        ColumnTarget::Added(index) => {
            let added = &ADDED_COLUMNS[index];
            let cell = if added.kind == ValueKind::Date {
                Event::typed("date", &text)?
            } else {
                Event::typed("text", &text)?
            };
            Ok((vec![(ADDED, added.name, cell)], Vec::new()))
        }
        ColumnTarget::Extra(index) if EXTRAS[index].name == "sentence_term" && !place.is_own => {
            Ok((parse_sentence_term(&text, place, noted)?, Vec::new()))
        }
        ColumnTarget::Field(index) => Ok((
            vec![(CASE, Case::FIELDS[index].name, parse_field(index, &text)?)],
            Vec::new(),
        )),
        ColumnTarget::Extra(index) if EXTRAS[index].name == "charge" => {
            Ok((Vec::new(), parse_charges(&text, noted)?))
        }
        ColumnTarget::Extra(index) if EXTRAS[index].name == "charge_standing" => {
            let words = cell_list::split_items(&text)
                .iter()
                .map(|word| Ok(parse_standing(word, options, place.title, noted)?.to_line()))
                .collect::<Result<Vec<_>, InvalidValue>>()?;
            Ok((
                vec![("charges", "standing", Cell::Text(words.join("; ")))],
                Vec::new(),
            ))
        }
        ColumnTarget::Extra(index) => {
            let extra = &EXTRAS[index];
            Ok((
                vec![(extra.list, extra.field, extra.parse_value(&text)?)],
                Vec::new(),
            ))
        }
    }
}

/// The text of a cell without what only serves the eye, and with words for words.
fn interpret_text(
    target: ColumnTarget,
    text: &str,
    options: &TableOptions,
    title: &str,
    noted: &mut CellNotes,
) -> String {
    if target.value_kind() == ValueKind::Text || target == ColumnTarget::Ignored {
        return text.to_owned();
    }
    let tidied = tidy_cell(text, noted);
    let is_name = matches!(
        target.column_name(),
        "name" | "family_name" | "given_name" | "name_native" | "second_family_name"
    );
    let several = target.value_kind() == ValueKind::List
        || matches!(target.column_name(), "charge" | "charge_standing");
    let line = match () {
        () if several => tidied.replace('\n', "; "),
        // Two lines may be two people.
        () if is_name => tidied,
        () => one_line(&tidied, " ", noted),
    };
    let line = words::interpret_word(target, line, options, title, noted);
    if is_name {
        names::lower_capitals(&line, noted)
    } else {
        line
    }
}

fn parse_date(
    text: &str,
    options: &TableOptions,
    place: CellPlace<'_>,
    noted: &mut CellNotes,
) -> Result<String, InvalidValue> {
    let plain = if place.is_own {
        text.to_owned()
    } else {
        dates::to_plain_digits(text)
    };
    if let Some(day) = dates::day_of_number(&plain).filter(|_| place.is_workbook && !place.is_own) {
        noted.push((
            ReadingKind::Date,
            format!("the number {plain} is the day {day} of a spreadsheet"),
        ));
        return Ok(day);
    }
    let written = dates::to_iso_date(&plain, options.dates)?;
    if options.dates.is_none() && written != text.trim() {
        noted.push((
            ReadingKind::Date,
            format!("“{}” is read as {written}", text.trim()),
        ));
    }
    let in_words = months::to_iso_date(&written).filter(|date| *date != written);
    if let Some(date) = &in_words {
        noted.push((ReadingKind::Date, format!("“{written}” is read as {date}")));
    }
    let date = in_words.unwrap_or_else(|| written.into_owned());
    let is_ours = date
        .get(..4)
        .and_then(|year| year.parse::<i16>().ok())
        .is_none_or(|year| year >= dates::EARLIEST_YEAR);
    if !is_ours && !place.is_own {
        return Err(InvalidValue::new(format!(
            "“{}” is of another calendar, or of no year that can be meant; write it as 2018-04-10",
            text.trim()
        )));
    }
    Ok(date)
}

/// A term, with what it says of the kind: for life, death, a number of the column's unit.
fn parse_sentence_term(
    text: &str,
    place: CellPlace<'_>,
    noted: &mut CellNotes,
) -> Result<RowValues, InvalidValue> {
    let kind = |kind: SentenceKind| ("sentences", "kind", Cell::Text(kind.slug().to_owned()));
    if list_words::find_word("sentence_kind", text) == Some(SentenceKind::Death.slug()) {
        return Ok(vec![kind(SentenceKind::Death)]);
    }
    let is_number = !text.trim().is_empty()
        && text
            .trim()
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = place
        .unit
        .or_else(|| unit_of_title(place.title))
        .filter(|_| is_number);
    let text = match unit {
        Some(unit) => {
            noted.push((
                ReadingKind::Word,
                format!("“{}” is read as {} {unit}", text.trim(), text.trim()),
            ));
            format!("{} {unit}", text.trim())
        }
        None if is_number => {
            return Err(InvalidValue::new(format!(
                "“{}” has no unit; say it for the column: --map \"{}=sentence_term:years\"",
                text.trim(),
                place.title
            )));
        }
        None => text.to_owned(),
    };
    Ok(vec![("sentences", "term", Sentence::typed("term", &text)?)])
}

/// The unit that the title of a column names.
fn unit_of_title(title: &str) -> Option<&'static str> {
    let words = list_words::plain_text(title);
    let mut words = words.split([' ', '(', ')', '/']);
    words.find_map(|word| match word {
        "years" | "year" | "yrs" | "años" | "anos" | "ans" | "années" | "jahre" | "jahren"
        | "лет" | "годы" | "років" | "роки" | "гадоў" | "yıl" | "il" | "anni" | "lata" | "年"
        | "سنوات" | "سنة" | "سال" => Some("years"),
        "months" | "month" | "meses" | "mois" | "monate" | "месяцев" | "місяців" | "ay"
        | "mesi" | "月" | "أشهر" | "ماه" => Some("months"),
        "days" | "días" | "dias" | "jours" | "tage" | "суток" | "дней" | "днів" | "gün" => {
            Some("days")
        }
        _ => None,
    })
}

fn parse_charges(text: &str, noted: &mut CellNotes) -> Result<Vec<ChargeParts>, InvalidValue> {
    let charges: Vec<ChargeParts> = cell_list::split_items(text)
        .iter()
        .flat_map(|charge| ChargeParts::read_item(charge))
        .collect();
    for parts in &charges {
        parts.to_charge("")?;
    }
    if charges.len() > 1 {
        noted.push((
            ReadingKind::Charges,
            format!("the cell is read as {} charges", charges.len()),
        ));
    }
    Ok(charges)
}

fn parse_standing(
    word: &str,
    options: &TableOptions,
    title: &str,
    noted: &mut CellNotes,
) -> Result<Cell, InvalidValue> {
    let target = ColumnTarget::from_title("charge_standing").unwrap_or(ColumnTarget::Ignored);
    Charge::typed(
        "standing",
        &words::interpret_word(target, word.to_owned(), options, title, noted),
    )
}

/// The cell of a flat field. An item of a list may hold a `;` here, which it cannot on the command line.
fn parse_field(index: usize, text: &str) -> Result<Cell, InvalidValue> {
    let field = &Case::FIELDS[index];
    if field.kind != ValueKind::List {
        return Case::typed(field.name, text);
    }
    let mut items = Vec::new();
    for item in cell_list::split_items(text) {
        if !item.contains(';') {
            items.push(Case::typed(field.name, &item)?.to_line());
            continue;
        }
        match Case::check(field.name, &Cell::List(vec![item.clone()]))? {
            Some(unknown) => return Err(unknown),
            None => items.push(item),
        }
    }
    Ok(if items.is_empty() {
        Cell::Empty
    } else {
        Cell::List(items)
    })
}
