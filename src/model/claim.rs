//! What sources say of a field or a fact, beside what the casebook uses.

use std::fmt;
use std::str::FromStr;

use super::value::{Cell, CellValue, ValueKind, text_serde};
use super::{Case, Claim, Fact, FieldMeaning, InvalidValue, Record, shorthand};

/// What a claim is about: a field of a case (`born`), or a list of facts (`events`; `event` is read too).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSubject(String);

impl ClaimSubject {
    /// As written in files.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn known_names() -> impl Iterator<Item = &'static str> {
        Case::FIELDS
            .iter()
            .map(|field| field.name)
            .chain(Case::LISTS.iter().map(|list| list.name))
    }
}

impl fmt::Display for ClaimSubject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for ClaimSubject {
    type Err = InvalidValue;

    /// Lenient about fields of a newer version, as a vocabulary is.
    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim();
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        if name.is_empty() || name.len() > 80 || !name.bytes().all(fits) {
            return Err(InvalidValue::unknown_field(name, Self::known_names()));
        }
        let list = Case::LISTS.iter().find(|list| list.one == name);
        let field = Case::FIELDS.iter().find(|field| field.is_called(name));
        let known = list.map(|list| list.name).or(field.map(|field| field.name));
        Ok(Self(known.unwrap_or(name).to_owned()))
    }
}

impl CellValue for ClaimSubject {
    const KIND: ValueKind = ValueKind::Line;

    fn to_cell(&self) -> Cell {
        Cell::Text(self.0.clone())
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        cell.to_line().parse()
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        let about: Self = text.parse()?;
        about.unknown_word().map_or(Ok(about), Err)
    }

    fn unknown_word(&self) -> Option<InvalidValue> {
        (!Self::known_names().any(|name| name == self.0))
            .then(|| InvalidValue::unknown_field(&self.0, Self::known_names()))
    }
}

text_serde!(ClaimSubject);

impl Case {
    /// The claims that say otherwise than the casebook does.
    pub fn disputing_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims
            .iter()
            .filter(|claim| !self.has_claimed_value(claim))
    }

    /// The claims that say of this field what the casebook says: its sources.
    pub fn supporting_claims(&self, field: &str) -> impl Iterator<Item = &Claim> {
        self.claims
            .iter()
            .filter(move |claim| claim.about.as_str() == field && self.has_claimed_value(claim))
    }

    /// Whether the casebook says what a claim says. A text that cannot be read as such a value is another value.
    fn has_claimed_value(&self, claim: &Claim) -> bool {
        let about = claim.about.as_str();
        let Some(list) = Case::LISTS.iter().find(|list| list.name == about) else {
            let claimed = Case::typed(about, claim.value.as_str());
            return claimed
                .is_ok_and(|claimed| self.get_cell(about).is_ok_and(|cell| cell == claimed));
        };
        let Ok(claimed) = shorthand::parse_fact(about, claim.value.as_str()) else {
            return false;
        };
        // How a charge stands is what it is: who is said to be convicted is not said to be accused.
        let is_of_charge = |field: &super::Field| {
            field.meaning == FieldMeaning::Standing && list.name == "charges"
        };
        let said = list
            .fields
            .iter()
            .zip(&claimed)
            .enumerate()
            .filter(|(_, (_, cell))| !cell.is_empty());
        let said: Vec<usize> = said
            .filter(|(_, (field, _))| !field.stands_behind() || is_of_charge(field))
            .map(|(at, _)| at)
            .collect();
        self.rows(about)
            .iter()
            .any(|row| said.iter().all(|at| row[*at] == claimed[*at]))
    }
}

/// What a fact is, without what it rests on, as `field=value; field=value`.
pub fn format_fact(fields: &[super::Field], row: &[Cell]) -> String {
    let said = fields
        .iter()
        .zip(row)
        .filter(|(field, cell)| !cell.is_empty() && !field.stands_behind());
    said.map(|(field, cell)| format!("{}={}", field.name, cell.to_line()))
        .collect::<Vec<_>>()
        .join("; ")
}

impl Claim {
    /// The claim in words: “born: 1972 (source: odf-2018-04)”.
    pub fn to_text(&self) -> String {
        let source = self
            .source()
            .map(|source| format!(" (source: {source})"))
            .unwrap_or_default();
        format!(
            "{}: {}{source}",
            self.about.as_str().replace('_', " "),
            self.value
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(claims: &[(&str, &str)]) -> Case {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "A"),
            ("country", "KZ"),
            ("born", "1973-05"),
        ])
        .unwrap();
        case.events = vec![
            super::super::Event::from_typed([
                ("kind", "arrest"),
                ("date", "2018-04-07"),
                ("source", "s"),
            ])
            .unwrap(),
        ];
        case.claims = claims
            .iter()
            .map(|(about, value)| {
                Claim::from_typed([("about", *about), ("value", *value)]).unwrap()
            })
            .collect();
        case
    }

    #[test]
    fn sources_that_say_the_same_do_not_disagree() {
        let case = case(&[
            ("born", "1973-05"),
            ("born", "1972"),
            ("event", "2018-04-07 arrest"),
            ("event", "2018-04-09 arrest"),
        ]);
        assert_eq!(
            case.disputing_claims()
                .map(Claim::to_text)
                .collect::<Vec<_>>(),
            ["born: 1972", "events: 2018-04-09 arrest"]
        );
        assert_eq!(case.supporting_claims("born").count(), 1);
    }

    #[test]
    fn a_source_that_says_convicted_disagrees_with_accused() {
        let mut case = case(&[
            ("charge", "accused CC 174: libel"),
            ("charge", "convicted CC 174: libel"),
            ("charge", "CC 174: libel"),
        ]);
        let charge = shorthand::parse_fact("charges", "accused CC 174: libel").unwrap();
        case.set_rows("charges", &[charge]).unwrap();
        assert_eq!(
            case.disputing_claims()
                .map(Claim::to_text)
                .collect::<Vec<_>>(),
            ["charges: convicted CC 174: libel"]
        );
    }

    #[test]
    fn a_claim_is_about_something_that_there_is() {
        assert_eq!("event".parse::<ClaimSubject>().unwrap().as_str(), "events");
        assert_eq!(
            ClaimSubject::from_typed("bron")
                .unwrap_err()
                .nearest
                .as_deref(),
            Some("born")
        );
        assert_eq!(
            "told_as".parse::<ClaimSubject>().unwrap().as_str(),
            "pseudonym"
        );
        assert!("a field".parse::<ClaimSubject>().is_err());
        assert_eq!(
            "of_a_newer_version"
                .parse::<ClaimSubject>()
                .unwrap()
                .as_str(),
            "of_a_newer_version"
        );
    }
}
