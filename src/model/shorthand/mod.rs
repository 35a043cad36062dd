//! Facts as they are typed on one line.
//!
//! ```text
//! charge       [STANDING] [LAW] ARTICLE[.PART]: OFFENCE        convicted CC 174: inciting social discord
//! sentence     [DATE] KIND [TERM] [court COURT] [judges A; B] [with PENALTY; PENALTY]
//!                                                          2016-11-28 prison 5y court Atyrau City Court
//! restriction  KIND [FROM[..UNTIL]][: WHAT EXACTLY]            travel-ban 2018..2021
//! event        [DATE[..UNTIL]] KIND [STATUS] [TERM][: WHAT HAPPENED]
//!                                                          2018-04-07 arrest pre-trial-detention: Taken to …
//! concern      [DATE[..UNTIL]] KIND[: WHY]                     2017-05 unfair-trial: No lawyer was present.
//! demand       KIND[: WHAT]                                   medical-care
//! official     [DATE] NAME[, ROLE][, OFFICE]                   2017-05 Alima Adilova, judge
//! action       [DATE] BODY[: WHAT IT DECIDED]                  2017-04 UN Working Group: asked for the release
//! claim        FIELD: WHAT THE SOURCE SAYS                     born: 1953-05
//! ```
//!
//! Any of them can also be written as `field=value; field=value`, with the fields of `data/README.md`; and behind any of them
//! further fields can stand: `2018-04-07 arrest: Taken to the station; country=KG`.

#[cfg(test)]
mod tests;
mod typed_dates;

use super::citation::{self, CitedCharge};
use super::vocabulary::{
    ChargeStanding, ConcernKind, DemandKind, EventKind, OfficialRole, RestrictionKind,
    SentenceKind, Status, Vocabulary,
};
use super::{Case, Cell, InvalidValue, PartialDate, Record, Term, written_date};

/// Why a charge that names nothing cannot be.
const NO_CHARGE: &str = "a charge has an article or an offence: “CC 174: the offence”";

/// Field and text of each value of a fact.
type FieldTexts = Vec<(&'static str, String)>;

/// The fact that a line describes, as the cells of an entry of this list (`charges`, `events` …).
///
/// # Errors
/// There is no such list, or the line cannot be read as such a fact.
pub fn parse_fact(list: &str, line: &str) -> Result<Vec<Cell>, InvalidValue> {
    let spec = Case::LISTS.iter().find(|spec| spec.name == list);
    let spec = spec.ok_or_else(|| {
        InvalidValue::unknown_field(list, Case::LISTS.iter().map(|spec| spec.name))
    })?;
    let line = &typed_dates::to_stored_dates(list, line);
    let pairs = match long_form(spec.fields, line) {
        Some(pairs) => pairs?,
        None => {
            let (line, further) = without_fields(spec.fields, line);
            let (date, line) = leading_date(list, line);
            let mut pairs = short_form(list, line)?;
            pairs.extend(date.map(|date| ("date", date)));
            for (field, value) in further {
                if pairs.iter().any(|(given, _)| *given == field) {
                    return Err(InvalidValue::new("is given twice")
                        .with_field(field)
                        .with_field(spec.one));
                }
                pairs.push((field, value));
            }
            pairs
        }
    };
    parse_cells(list, &pairs).map_err(|error| error.with_field(spec.one))
}

/// The facts that a line describes: of charges there may be several, `CC 174, 405`.
///
/// # Errors
/// As [`parse_fact`].
pub fn parse_facts(list: &str, line: &str) -> Result<Vec<Vec<Cell>>, InvalidValue> {
    let line = &typed_dates::to_stored_dates(list, line);
    let spec = Case::LISTS.iter().find(|spec| spec.name == list);
    let is_long = spec.is_some_and(|spec| long_form(spec.fields, line).is_some());
    let Some(spec) = spec.filter(|_| list == "charges" && !is_long) else {
        return Ok(vec![parse_fact(list, line)?]);
    };
    let (line, further) = without_fields(spec.fields, line);
    let (date, charged) = leading_date(list, line);
    let charges = parse_charges(charged);
    if charges.len() < 2 {
        return Ok(vec![parse_fact(list, line_with(line, &further).as_str())?]);
    }
    charges
        .into_iter()
        .map(|mut pairs| {
            pairs.extend(date.iter().map(|date| ("date", date.clone())));
            pairs.extend(further.iter().cloned());
            parse_cells(list, &pairs).map_err(|error| error.with_field(spec.one))
        })
        .collect()
}

/// A line with its further fields again.
fn line_with(line: &str, further: &FieldTexts) -> String {
    further
        .iter()
        .fold(line.to_owned(), |line, (field, value)| {
            format!("{line}; {field}={value}")
        })
}

/// The date at the beginning of a charge, and the rest: `2017-03 charged CC 174: discord`. A year alone is an article where
/// nothing else stands before the colon.
fn leading_date<'a>(list: &str, line: &'a str) -> (Option<String>, &'a str) {
    let found = line
        .trim_start()
        .split_once(char::is_whitespace)
        .filter(|(word, rest)| {
            list == "charges" && word.parse::<PartialDate>().is_ok() && !rest.trim().is_empty()
        });
    found.map_or((None, line), |(word, rest)| {
        (Some(word.to_owned()), rest.trim_start())
    })
}

/// The end of a line that looks like a further field, `; contry=KG`, and is none: it stays a part of the text.
pub fn unread_field<'a>(list: &str, line: &'a str) -> Option<&'a str> {
    let spec = Case::LISTS.iter().find(|spec| spec.name == list)?;
    if long_form(spec.fields, line).is_some() {
        return None;
    }
    let (_, last) = without_fields(spec.fields, line).0.rsplit_once(';')?;
    let (name, _) = last.split_once('=')?;
    is_field_name(name.trim()).then_some(last.trim())
}

/// A line without the `; field=value` at its end, and those fields in order.
fn without_fields<'a>(fields: &'static [super::Field], line: &'a str) -> (&'a str, FieldTexts) {
    let (mut rest, mut pairs) = (line, FieldTexts::new());
    while let Some((before, last)) = rest.rsplit_once(';') {
        let Some((name, value)) = last.split_once('=') else {
            break;
        };
        let Some(field) = fields.iter().find(|field| field.name == name.trim()) else {
            break;
        };
        pairs.insert(0, (field.name, value_of(field, value.trim())));
        rest = before;
    }
    (rest.trim_end(), pairs)
}

fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// A value as it is read: inner lists are separated by commas, a date is written as people write it.
fn value_of(field: &super::Field, value: &str) -> String {
    match field.kind {
        super::ValueKind::List => value.replace(',', ";"),
        super::ValueKind::Date => written_date::to_stored_date(value),
        super::ValueKind::Line
        | super::ValueKind::Text
        | super::ValueKind::Term
        | super::ValueKind::Flag
        | super::ValueKind::Number
        | super::ValueKind::Word(..) => value.to_owned(),
    }
}

/// The cells of an entry of a list from typed values.
///
/// # Errors
/// A field does not exist in such an entry, or its value cannot be.
pub fn parse_cells(
    list: &str,
    pairs: &[(&'static str, String)],
) -> Result<Vec<Cell>, InvalidValue> {
    use super::{Action, Charge, Claim, Concern, Demand, Event, Official, Restriction, Sentence};
    let pairs = pairs.iter().map(|(field, text)| (*field, text.as_str()));
    match list {
        "charges" => {
            let cells = Charge::from_typed(pairs)?.cells();
            let spec = Case::LISTS.iter().find(|spec| spec.name == list);
            if spec.is_some_and(|spec| spec.find_gap(&cells).is_some()) {
                return Err(InvalidValue::new(NO_CHARGE));
            }
            Ok(cells)
        }
        "sentences" => Sentence::from_typed(pairs).map(|fact| fact.cells()),
        "restrictions" => Restriction::from_typed(pairs).map(|fact| fact.cells()),
        "events" => Event::from_typed(pairs).map(|fact| fact.cells()),
        "concerns" => Concern::from_typed(pairs).map(|fact| fact.cells()),
        "demands" => Demand::from_typed(pairs).map(|fact| fact.cells()),
        "officials" => Official::from_typed(pairs).map(|fact| fact.cells()),
        "claims" => Claim::from_typed(pairs).map(|fact| fact.cells()),
        _ => Action::from_typed(pairs).map(|fact| fact.cells()),
    }
}

/// `field=value; field=value`, if the line begins with a field and `=`; inner lists are separated by commas.
fn long_form(
    fields: &'static [super::Field],
    line: &str,
) -> Option<Result<FieldTexts, InvalidValue>> {
    let (first, _) = line.split_once('=')?;
    if !first
        .trim()
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b == b'_')
    {
        return None;
    }
    let pair = |part: &str| {
        let (name, value) = part
            .split_once('=')
            .ok_or_else(|| InvalidValue::new(format!("“{}” lacks an =", part.trim())))?;
        let field = fields.iter().find(|field| field.name == name.trim());
        let field = field.ok_or_else(|| {
            InvalidValue::unknown_field(name.trim(), fields.iter().map(|field| field.name))
        })?;
        Ok((field.name, value_of(field, value)))
    };
    Some(
        line.split(';')
            .filter(|part| !part.trim().is_empty())
            .map(pair)
            .collect(),
    )
}

fn short_form(list: &str, line: &str) -> Result<FieldTexts, InvalidValue> {
    let (head, text) = match line.split_once(": ") {
        Some((head, text)) => (head.trim(), Some(text.trim().to_owned())),
        None => (line.trim().trim_end_matches(':'), None),
    };
    match list {
        "charges" => parse_charge(line),
        "sentences" => parse_sentence(line),
        "restrictions" => parse_dated::<RestrictionKind>(head, text, ["from", "until"]),
        "events" => parse_event(head, text),
        "concerns" => parse_concern(head, text),
        "demands" => Ok(kind_and_text(DemandKind::from_typed(head)?.slug(), text)),
        "officials" => Ok(parse_official(line)),
        "claims" => parse_claim(line),
        _ => Ok(parse_action(head, text)),
    }
}

fn kind_and_text(kind: &str, text: Option<String>) -> FieldTexts {
    [("kind", kind.to_owned())]
        .into_iter()
        .chain(text.map(|text| ("text", text)))
        .collect()
}

/// A kind that is one word, with or without a date, or as people write it: “no counsel”.
fn parse_concern(head: &str, text: Option<String>) -> Result<FieldTexts, InvalidValue> {
    match ConcernKind::from_typed(head) {
        Ok(kind) => Ok(kind_and_text(kind.slug(), text)),
        Err(_) if head.contains(char::is_whitespace) => {
            parse_dated::<ConcernKind>(head, text, ["date", "until"])
        }
        Err(error) => Err(error),
    }
}

fn parse_claim(line: &str) -> Result<FieldTexts, InvalidValue> {
    let (about, value) = line
        .split_once(':')
        .ok_or_else(|| InvalidValue::new("a claim is written as “FIELD: VALUE”"))?;
    Ok(vec![
        ("about", about.trim().to_owned()),
        ("value", value.trim().to_owned()),
    ])
}

/// A standing, and the charges behind it, as [`citation`] reads them.
fn parse_charges(line: &str) -> Vec<FieldTexts> {
    let line = line.trim();
    let standing = line
        .split_once(char::is_whitespace)
        .and_then(|(word, rest)| {
            let standing = ChargeStanding::from_stored(word.trim_end_matches(':'));
            (standing.is_known() && !rest.trim().is_empty())
                .then(|| (standing.slug().to_owned(), rest))
        });
    let (standing, text) = standing.map_or((None, line), |(standing, rest)| (Some(standing), rest));
    citation::parse_charges(text)
        .into_iter()
        .map(|charge| {
            let CitedCharge {
                code,
                article,
                part,
                title,
            } = charge;
            [
                ("title", Some(title)),
                ("standing", standing.clone()),
                ("article", Some(article)),
                ("part", Some(part)),
                ("code", Some(code)),
            ]
            .into_iter()
            .filter_map(|(field, text)| Some((field, text.filter(|text| !text.is_empty())?)))
            .collect()
        })
        .collect()
}

/// The one charge of a line.
fn parse_charge(line: &str) -> Result<FieldTexts, InvalidValue> {
    let mut charges = parse_charges(line);
    match (charges.pop(), charges.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(InvalidValue::new(NO_CHARGE)),
        (Some(_), others) => Err(InvalidValue::new(format!(
            "“{}” is {} charges; write them one by one",
            line.trim(),
            others + 1
        ))),
    }
}

fn parse_sentence(line: &str) -> Result<FieldTexts, InvalidValue> {
    let mut pairs = FieldTexts::new();
    let mut head = line.trim();
    // Behind the colon stands the court, as the text does in every other fact.
    let court = head
        .split_once(": ")
        .filter(|(before, _)| !before.contains(" court ") && !before.contains(" with "));
    let with_court = court.map(|(before, court)| format!("{before} court {court}"));
    if let Some(line) = &with_court {
        head = line;
    }
    for (word, field) in [
        (" with ", "additional"),
        (" judges ", "judges"),
        (" judge ", "judges"),
        (" court ", "court"),
    ] {
        if let Some((before, after)) = head.split_once(word) {
            pairs.push((field, after.trim().to_owned()));
            head = before;
        }
    }
    let mut words = head.split_whitespace().peekable();
    if let Some(date) = words.next_if(|word| word.parse::<PartialDate>().is_ok()) {
        pairs.push(("date", date.to_owned()));
    }
    let kind = words
        .next()
        .ok_or_else(|| InvalidValue::new("the kind of sentence is missing, such as prison"))?;
    pairs.push(("kind", SentenceKind::from_typed(kind)?.slug().to_owned()));
    let rest: Vec<&str> = words.collect();
    if !rest.is_empty() {
        pairs.push(("term", rest.join(" ").parse::<Term>()?.to_string()));
    }
    Ok(pairs)
}

fn parse_event(head: &str, text: Option<String>) -> Result<FieldTexts, InvalidValue> {
    let is_term = |word: &str| {
        word.ends_with(|c: char| c.is_ascii_alphabetic()) && word.parse::<Term>().is_ok()
    };
    let (head, term) = match head.rsplit_once(' ') {
        Some((before, last)) if is_term(last) => (before, Some(("term", last.to_owned()))),
        _ => (head, None),
    };
    let (head, status) = match head.rsplit_once(' ') {
        Some((before, last))
            if Status::from_stored(last).is_known() && !EventKind::from_stored(last).is_known() =>
        {
            (before, Some(("status", last.to_owned())))
        }
        _ => (head, None),
    };
    let mut pairs = parse_dated::<EventKind>(head, text, ["date", "until"])?;
    pairs.extend(status);
    pairs.extend(term);
    Ok(pairs)
}

/// A kind and a date or range of dates, in either order, and a text.
fn parse_dated<V: Vocabulary>(
    head: &str,
    text: Option<String>,
    [from, until]: [&'static str; 2],
) -> Result<FieldTexts, InvalidValue> {
    let mut pairs: FieldTexts = text.map(|text| ("text", text)).into_iter().collect();
    for part in head.split_whitespace() {
        let (first, last) = part
            .split_once("..")
            .map_or((part, None), |(first, last)| (first, Some(last)));
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            pairs.push((from, first.to_owned()));
            pairs.extend(last.map(|last| (until, last.to_owned())));
        } else {
            pairs.push(("kind", V::from_typed(part)?.slug().to_owned()));
        }
    }
    Ok(pairs)
}

fn parse_official(line: &str) -> FieldTexts {
    let dated = line
        .trim()
        .split_once(' ')
        .filter(|(date, _)| date.parse::<PartialDate>().is_ok());
    let line = dated.map_or(line, |(_, rest)| rest);
    // “judge: Alima Adilova, City Court” is “Alima Adilova, judge, City Court”.
    let by_role = line
        .split_once(": ")
        .filter(|(role, _)| OfficialRole::from_typed(role.trim()).is_ok())
        .map(|(role, rest)| match rest.split_once(',') {
            Some((name, office)) => format!("{name}, {role}, {office}"),
            None => format!("{rest}, {role}"),
        });
    let line = by_role.as_deref().unwrap_or(line);
    let mut parts = line
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut pairs: FieldTexts = dated
        .map(|(date, _)| ("date", date.to_owned()))
        .into_iter()
        .collect();
    pairs.extend(parts.next().map(|name| ("name", name.to_owned())));
    let mut office = Vec::new();
    for part in parts {
        match OfficialRole::from_typed(part) {
            Ok(role) if !pairs.iter().any(|(field, _)| *field == "role") => {
                pairs.push(("role", role.slug().to_owned()))
            }
            _ => office.push(part),
        }
    }
    if !office.is_empty() {
        pairs.push(("office", office.join(", ")));
    }
    pairs
}

fn parse_action(head: &str, text: Option<String>) -> FieldTexts {
    let mut pairs: FieldTexts = text.map(|text| ("text", text)).into_iter().collect();
    match head.split_once(' ') {
        Some((date, body)) if date.parse::<PartialDate>().is_ok() => {
            pairs.push(("date", date.to_owned()));
            pairs.push(("body", body.to_owned()));
        }
        _ => pairs.push(("body", head.to_owned())),
    }
    pairs
}
