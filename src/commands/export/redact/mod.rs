//! What of a casebook can be given away to be counted or to show a fault: its structure, under pseudonyms.
//!
//! Kept are words of the vocabularies, countries, years, terms and articles of law. Whoever and whatever is named has a
//! pseudonym, the same wherever it is named. Nothing else is kept: a field that is not spoken of here is empty.

use sha2::{Digest, Sha256};

use crate::app::error::Error;
use crate::app::public;
use crate::model::{
    Case, Casebook, Cell, Date, Field, FieldMeaning, Filter, InvalidValue, PartialDate, Recipient,
    Record, Source, ValueKind, Visibility,
};
use crate::store::Store;

/// Gives pseudonyms: to the same text with the same key always the same one.
#[derive(Debug)]
pub struct RedactionKey {
    secret: [u8; 32],
}

/// The length of a block of SHA-256, in bytes.
const BLOCK: usize = 64;

/// A secret that nobody knows.
pub(super) fn random_secret() -> [u8; 32] {
    let parts = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()].map(uuid::Uuid::into_bytes);
    Sha256::digest(parts.concat()).into()
}

impl RedactionKey {
    /// With a secret; anyone who has it can find out who is who.
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// A casebook in memory with the structure of the disclosed one.
    pub fn redact_store(&self, told: &Store, day: Date) -> Result<Store, Error> {
        let mut cases = Vec::new();
        told.each_case(&Filter::default(), day, |case| {
            cases.push(self.redact_case(&case)?);
            Ok::<_, Error>(())
        })?;
        let sources = told
            .load_sources()?
            .iter()
            .map(|source| self.redact_source(source))
            .collect::<Result<_, _>>()?;
        let recipients = told
            .load_recipients()?
            .iter()
            .map(redact_recipient)
            .collect::<Result<_, _>>()?;
        public::store_in_memory(
            &Casebook {
                sources,
                recipients,
                cases,
                ..Casebook::default()
            },
            day,
        )
    }

    fn redact_case(&self, case: &Case) -> Result<Case, InvalidValue> {
        let mut cells = self.redact_cells(Case::FIELDS, &case.cells(), Case::check);
        let pseudonym = self.make_pseudonym("person", case.id.as_str());
        cells[Case::field_position("id")?] = Cell::Text(pseudonym.clone());
        cells[Case::field_position("name")?] = Cell::Text(pseudonym);
        let mut redacted = Case::from_cells(&cells)?;
        for list in Case::LISTS
            .iter()
            .filter(|list| list.visibility == Visibility::Public)
        {
            let rows: Vec<Vec<Cell>> = case
                .rows(list.name)
                .iter()
                .map(|row| {
                    let mut cells = self.redact_cells(list.fields, row, list.check);
                    self.fill_required(list.fields, row, &mut cells);
                    cells
                })
                .filter(|row| {
                    list.fields
                        .iter()
                        .zip(row)
                        .all(|(field, cell)| !field.needed || !cell.is_empty())
                })
                .collect();
            redacted.set_rows(list.name, &rows)?;
        }
        Ok(redacted)
    }

    fn redact_source(&self, source: &Source) -> Result<Source, InvalidValue> {
        let mut cells = self.redact_cells(Source::FIELDS, &source.cells(), Source::check);
        let pseudonym = self.make_pseudonym("source", source.id.as_str());
        cells[Source::field_position("id")?] = Cell::Text(pseudonym.clone());
        cells[Source::field_position("title")?] = Cell::Text(pseudonym);
        Source::from_cells(&cells)
    }

    /// Puts a pseudonym where an entry cannot be without a text.
    fn fill_required(&self, fields: &[Field], row: &[Cell], cells: &mut [Cell]) {
        for (field, (was, is)) in fields.iter().zip(row.iter().zip(cells)) {
            if field.needed && field.kind == ValueKind::Line {
                *is = Cell::Text(self.make_pseudonym(field.name, &was.to_line()));
            }
        }
    }

    fn redact_cells(
        &self,
        fields: &[Field],
        cells: &[Cell],
        check: crate::model::record::CellCheck,
    ) -> Vec<Cell> {
        let known = |field: &Field, cell: &Cell| {
            check(field.name, cell).is_ok_and(|unknown| unknown.is_none())
        };
        fields
            .iter()
            .zip(cells)
            .map(|(field, cell)| {
                if known(field, cell) {
                    self.redact_cell(field, cell)
                } else {
                    Cell::Empty
                }
            })
            .collect()
    }

    fn redact_cell(&self, field: &Field, cell: &Cell) -> Cell {
        let pseudonym = |kind| map_texts(cell, |id| Some(self.make_pseudonym(kind, id)));
        match field.meaning {
            FieldMeaning::Source => pseudonym("source"),
            FieldMeaning::Group => pseudonym("group"),
            FieldMeaning::RecordDate
            | FieldMeaning::BirthDate
            | FieldMeaning::Embargo
            | FieldMeaning::NarrativeDate
            | FieldMeaning::Date
            | FieldMeaning::EndDate
            | FieldMeaning::OtherDate => map_texts(cell, |date| {
                date.parse::<PartialDate>()
                    .ok()
                    .map(|date| format!("{:04}", date.year()))
            }),
            // Words of a vocabulary; what stands behind a colon is left out.
            FieldMeaning::Country | FieldMeaning::Category | FieldMeaning::Penalty => {
                map_texts(cell, |text| text.split(':').next().map(str::to_owned))
            }
            FieldMeaning::Law | FieldMeaning::Article | FieldMeaning::ArticlePart => {
                map_texts(cell, |text| is_article(text).then(|| text.to_owned()))
            }
            FieldMeaning::Gender
            | FieldMeaning::Publicity
            | FieldMeaning::RecordDateBasis
            | FieldMeaning::Consent
            | FieldMeaning::Privacy
            | FieldMeaning::Term
            | FieldMeaning::Kind
            | FieldMeaning::Status
            | FieldMeaning::Standing
            | FieldMeaning::Role
            | FieldMeaning::Detail => cell.clone(),
            FieldMeaning::Id
            | FieldMeaning::FormerId
            | FieldMeaning::RecordKeeping
            | FieldMeaning::FullName
            | FieldMeaning::NativeName
            | FieldMeaning::NamePart
            | FieldMeaning::Alias
            | FieldMeaning::Pseudonym
            | FieldMeaning::Occupation
            | FieldMeaning::Organisation
            | FieldMeaning::Tag
            | FieldMeaning::ConsentGiver
            | FieldMeaning::PrivateFields
            | FieldMeaning::Narrative
            | FieldMeaning::Notes
            | FieldMeaning::Place
            | FieldMeaning::Offence
            | FieldMeaning::Court
            | FieldMeaning::PersonName
            | FieldMeaning::NameStyle
            | FieldMeaning::Office
            | FieldMeaning::Body
            | FieldMeaning::Addressee
            | FieldMeaning::Text
            | FieldMeaning::Title
            | FieldMeaning::Number
            | FieldMeaning::Cases
            | FieldMeaning::Reference
            | FieldMeaning::Template
            | FieldMeaning::Subject
            | FieldMeaning::ClaimedValue
            | FieldMeaning::Language
            | FieldMeaning::PostalLine
            | FieldMeaning::AddressForm
            | FieldMeaning::Email
            | FieldMeaning::Phone
            | FieldMeaning::WebAddress => Cell::Empty,
        }
    }

    fn make_pseudonym(&self, kind: &str, text: &str) -> String {
        let digest = compute_hmac(&self.secret, format!("{kind}\0{text}").as_bytes());
        let hex: String = digest
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{kind}-{hex}")
    }
}

/// HMAC with SHA-256 (RFC 2104), of a key that is no longer than a block.
fn compute_hmac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let padded = |mark: u8| {
        let mut block = [mark; BLOCK];
        block
            .iter_mut()
            .zip(key)
            .for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(text)
        .finalize();
    Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

/// The same cell with other texts; what has none is left out.
fn map_texts(cell: &Cell, text: impl Fn(&str) -> Option<String>) -> Cell {
    match cell {
        Cell::Text(one) => text(one).map_or(Cell::Empty, Cell::Text),
        Cell::List(several) => Cell::List(several.iter().filter_map(|one| text(one)).collect()),
        other => other.clone(),
    }
}

/// Whether a text is an article of law, such as `CC 174-1` or `405.2 (a)`, and no name.
fn is_article(text: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let is_number = |word: &str| word.chars().any(|c| c.is_ascii_digit()) && letters(word) <= 2;
    let is_short = |word: &str| {
        letters(word) <= 1 || (letters(word) <= 4 && !word.chars().any(char::is_lowercase))
    };
    text.split(' ')
        .all(|word| is_number(word) || is_short(word))
}

/// Whether a field says what an office is, which anybody may know.
fn is_of_the_office(meaning: FieldMeaning) -> bool {
    matches!(
        meaning,
        FieldMeaning::Id
            | FieldMeaning::Role
            | FieldMeaning::Office
            | FieldMeaning::Country
            | FieldMeaning::Body
            | FieldMeaning::Group
            | FieldMeaning::Language
    )
}

fn redact_recipient(office: &Recipient) -> Result<Recipient, InvalidValue> {
    let cells = Recipient::FIELDS.iter().zip(office.cells());
    let kept = cells.map(|(field, cell)| {
        if is_of_the_office(field.meaning) {
            cell
        } else {
            Cell::Empty
        }
    });
    Recipient::from_cells(&kept.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
