//! What a cell says.

use super::charge::ChargeParts;
use super::columns::{ColumnTarget, EXTRAS};
use super::notes::ReadingKind;
use super::tidy::{CellNotes, one_line, tidy_cell};
use crate::exchange::table::{TableOptions, cell_list, dates, months, names, words};
use crate::model::{Case, Cell, Charge, InvalidValue, Record, ValueKind};

/// Where the flat fields stand among the lists of entries.
pub(super) const CASE: &str = "";

/// Values, each with its list and its field.
pub(super) type RowValues = Vec<(&'static str, &'static str, Cell)>;

/// What a cell says, by the rules of typed values: the values it gives, and the charges. A cell of a table that this program
/// wrote says exactly what it says; any other is read as it is meant, and that is noted.
pub(super) fn parse_cell(
    target: ColumnTarget,
    text: &str,
    options: &TableOptions,
    is_own: bool,
    noted: &mut CellNotes,
) -> Result<(RowValues, Vec<ChargeParts>), InvalidValue> {
    let text = if is_own {
        text.to_owned()
    } else {
        interpret_text(target, text, options, noted)
    };
    let text = if target.is_date() {
        parse_date(&text, options, noted)?
    } else {
        text
    };
    match target {
        ColumnTarget::Ignored => Ok((Vec::new(), Vec::new())),
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
                .map(|word| Ok(parse_standing(word, options, noted)?.to_line()))
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
    noted: &mut CellNotes,
) -> String {
    if target.value_kind() == ValueKind::Text || target == ColumnTarget::Ignored {
        return text.to_owned();
    }
    let tidied = tidy_cell(text, noted);
    let is_name = matches!(
        target.column_name(),
        "name" | "family_name" | "given_name" | "name_native"
    );
    let several = target.value_kind() == ValueKind::List
        || matches!(target.column_name(), "charge" | "charge_standing");
    let line = match () {
        () if several => tidied.replace('\n', "; "),
        // Two lines may be two people.
        () if is_name => tidied,
        () => one_line(&tidied, " ", noted),
    };
    let line = words::interpret_word(target, line, options, noted);
    if is_name {
        names::lower_capitals(&line, noted)
    } else {
        line
    }
}

fn parse_date(
    text: &str,
    options: &TableOptions,
    noted: &mut CellNotes,
) -> Result<String, InvalidValue> {
    let written = dates::to_iso_date(text, options.dates)?;
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
    Ok(in_words.unwrap_or_else(|| written.into_owned()))
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
    noted: &mut CellNotes,
) -> Result<Cell, InvalidValue> {
    let target = ColumnTarget::from_title("charge_standing").unwrap_or(ColumnTarget::Ignored);
    Charge::typed(
        "standing",
        &words::interpret_word(target, word.to_owned(), options, noted),
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
