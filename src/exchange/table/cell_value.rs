//! What a cell says.

use super::added::{ADDED, ADDED_COLUMNS};
use super::columns::{ColumnTarget, EXTRAS};
use super::list_words;
use super::notes::ReadingKind;
use super::tidy::{CellNotes, one_line, tidy_cell};
use crate::exchange::table::{TableOptions, cell_list, names, words};
use crate::model::citation::{self, CitedCharge};
use crate::model::vocabulary::{SentenceKind, Status, Vocabulary};
use crate::model::written_date::{DateOrder, months, numeric, persian};
use crate::model::{
    Case, Cell, Charge, Event, Id, InvalidValue, PartialDate, Record, Sentence, Term, ValueKind,
};

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
    /// Whether no column of the table holds the situation.
    pub(super) has_no_status: bool,
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
) -> Result<(RowValues, Vec<CitedCharge>), InvalidValue> {
    let text = if place.is_own {
        text.to_owned()
    } else {
        interpret_text(target, text, options, place.title, noted)
    };
    let text = if target.column_name() == "id" && !place.is_own {
        to_id(text, noted)
    } else {
        text
    };
    let is_day = target.is_date() && (place.is_own || !is_day_word(target.column_name(), &text));
    let text = if is_day {
        parse_date(&text, options, place, noted)?
    } else {
        text
    };
    match target {
        ColumnTarget::Ignored => Ok((Vec::new(), Vec::new())),
        ColumnTarget::Added(index) => {
            let added = &ADDED_COLUMNS[index];
            if let Some(values) = parse_day_word(added.name, &text, place, noted)? {
                return Ok((values, Vec::new()));
            }
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
        ColumnTarget::Field(index)
            if Case::FIELDS[index].name == "held_at"
                && place.has_no_status
                && find_situation(&text).is_some() =>
        {
            let status = find_situation(&text).unwrap_or_default();
            noted.push((
                ReadingKind::Word,
                format!(
                    "“{}” is no place, and is read as the status {status}",
                    text.trim()
                ),
            ));
            Ok((
                vec![("events", "status", Cell::Text(status.to_owned()))],
                Vec::new(),
            ))
        }
        ColumnTarget::Field(index) => Ok((
            vec![(CASE, Case::FIELDS[index].name, parse_field(index, &text)?)],
            Vec::new(),
        )),
        ColumnTarget::Extra(index) if EXTRAS[index].name == "charge" => {
            Ok((Vec::new(), parse_charges(&text, place.is_own, noted)?))
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

/// An id as lists write it, in the form of ours: `Vidal_R` and `EXP/2024/17` as `vidal-r` and `exp-2024-17`. Other letters stay, and
/// are refused.
fn to_id(text: String, noted: &mut CellNotes) -> String {
    let is_usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '.' | '-');
    if text.is_empty() || text.parse::<Id>().is_ok() || !text.chars().all(is_usual) {
        return text;
    }
    let id = Id::from_name(&text.replace('_', "-")).to_string();
    noted.push((
        ReadingKind::Word,
        format!("the id “{text}” is read as {id}"),
    ));
    id
}

/// The status that stands in a column of prisons: a word of a list, or one of ours that --values gave.
fn find_situation(text: &str) -> Option<&'static str> {
    let own = || {
        Status::WORDS
            .iter()
            .find(|word| word.slug == text.trim())
            .map(|word| word.slug)
    };
    list_words::find_word("status", text)
        .or_else(own)
        .filter(|status| *status != "unknown")
}

/// What a word in a column of days says: that it was so, on no known day (`died`: yes); that a term has no end.
fn day_status(column: &str, text: &str) -> Option<Option<Status>> {
    let status = match column {
        "died" => Status::Deceased,
        "released" => Status::Released,
        "disappeared" => Status::Disappeared,
        _ => return None,
    };
    let plain = list_words::plain_text(text);
    match list_words::find_word("publicity", text) {
        Some("private") if plain != "private" => Some(Some(status)),
        Some("public") if plain != "public" => Some(None),
        _ if ["1", "true", "+", "x", "✓"].contains(&plain.as_str()) => Some(Some(status)),
        _ if ["0", "false"].contains(&plain.as_str()) => Some(None),
        _ => None,
    }
}

fn is_endless_term(text: &str) -> bool {
    list_words::find_word("sentence_kind", text) == Some(SentenceKind::Death.slug())
        || text.parse().is_ok_and(Term::is_life)
}

fn is_day_word(column: &str, text: &str) -> bool {
    day_status(column, text).is_some() || column == "term_ends" && is_endless_term(text)
}

fn parse_day_word(
    column: &str,
    text: &str,
    place: CellPlace<'_>,
    noted: &mut CellNotes,
) -> Result<Option<RowValues>, InvalidValue> {
    if place.is_own {
        return Ok(None);
    }
    if column == "term_ends" && is_endless_term(text) {
        return parse_sentence_term(text, place, noted).map(Some);
    }
    let Some(status) = day_status(column, text) else {
        return Ok(None);
    };
    let Some(status) = status else {
        return Ok(Some(Vec::new()));
    };
    noted.push((
        ReadingKind::Word,
        format!(
            "“{}” is read as the status {status}, of no known day",
            text.trim()
        ),
    ));
    Ok(Some(vec![(
        "events",
        "status",
        Cell::Text(status.slug().to_owned()),
    )]))
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
        numeric::to_plain_digits(text)
    };
    if let Some(day) = numeric::day_of_number(&plain).filter(|_| place.is_workbook && !place.is_own)
    {
        noted.push((
            ReadingKind::Date,
            format!("the number {plain} is the day {day} of a spreadsheet"),
        ));
        return Ok(day);
    }
    if options.dates == Some(DateOrder::Persian)
        && !place.is_own
        && let Some(day) = persian::to_iso_day(&plain)
    {
        noted.push((
            ReadingKind::Date,
            format!("“{}” of the Persian calendar is {day}", text.trim()),
        ));
        return Ok(day);
    }
    let written = numeric::to_iso_date(&plain, options.dates)?;
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
        .is_none_or(|year| year >= numeric::EARLIEST_YEAR);
    if !is_ours && !place.is_own {
        return Err(InvalidValue::new(format!(
            "“{}” is of another calendar, or of no year that can be meant{}",
            text.trim(),
            match persian::to_iso_day(&plain) {
                Some(day) => format!("; if it is of the Persian one, {day}: --dates persian"),
                None => "; write it as 2018-04-10".to_owned(),
            }
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
    // “Fine” beside a column of kinds says the same once more.
    if let Some(word) = list_words::find_word("sentence_kind", text) {
        noted.push((
            ReadingKind::Word,
            format!(
                "“{}” is no length of time, and is read as the kind {word}",
                text.trim()
            ),
        ));
        return Ok(vec![("sentences", "kind", Cell::Text(word.to_owned()))]);
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
    if let Some(status) = list_words::find_word("status", &text) {
        noted.push((
            ReadingKind::Word,
            format!(
                "“{}” is no sentence, and is read as the status {status}",
                text.trim()
            ),
        ));
        return Ok(vec![("events", "status", Cell::Text(status.to_owned()))]);
    }
    let is_date = text.trim().len() > 4 && text.trim().parse::<PartialDate>().is_ok();
    if is_date {
        return Err(InvalidValue::new(format!(
            "“{}” is a day and no length of time; if the term ends then: --map \"{}=term_ends\", if it is the day of the \
             sentence: --map \"{}=sentence_date\"",
            text.trim(),
            place.title,
            place.title
        )));
    }
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

/// The charges of a cell. In a list of others what stands in brackets is not divided, and a law holds for the articles behind it.
fn parse_charges(
    text: &str,
    is_own: bool,
    noted: &mut CellNotes,
) -> Result<Vec<CitedCharge>, InvalidValue> {
    let is_plain = !is_own && !text.contains('\\');
    let items: Vec<String> = if is_plain {
        citation::split_charges(text)
            .into_iter()
            .map(str::to_owned)
            .collect()
    } else {
        cell_list::split_items(text)
    };
    let mut charges: Vec<CitedCharge> = items
        .iter()
        .flat_map(|charge| CitedCharge::read_item(charge))
        .collect();
    let mut law = String::new();
    for charge in charges
        .iter_mut()
        .filter(|charge| is_plain && !charge.article.is_empty())
    {
        if charge.code.is_empty() {
            charge.code.clone_from(&law);
        } else {
            law.clone_from(&charge.code);
        }
    }
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
