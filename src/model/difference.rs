//! How two states of a record differ, field by field and fact by fact.

use super::{Cell, Field, FieldMeaning, ListSpec, Record, find_meaning};

/// Something that is other than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// The field, or the list in which the fact stands.
    pub field: &'static str,
    /// What one is called: the field again, or one entry of the list (`charge`).
    pub one: &'static str,
    /// Whether it is an entry of a list.
    pub is_fact: bool,
    /// What it was; nothing if it was not there.
    pub before: Option<String>,
    /// What it is; nothing if it is no longer there.
    pub after: Option<String>,
}

/// All that is other, in the order of the fields and lists. An entry whose needed values are the same was changed; any
/// other was added or removed.
pub fn diff_records<R: Record>(before: &R, after: &R) -> Vec<FieldDifference> {
    let cells = R::FIELDS
        .iter()
        .zip(before.cells().into_iter().zip(after.cells()));
    let fields = cells
        .filter(|(_, (old, new))| old != new)
        .map(|(field, (old, new))| FieldDifference {
            field: field.name,
            one: field.name,
            is_fact: false,
            before: format_cell(&old),
            after: format_cell(&new),
        });
    fields
        .chain(
            R::LISTS
                .iter()
                .flat_map(|list| diff_entries(list, before.rows(list.name), after.rows(list.name))),
        )
        .collect()
}

/// An entry on one line: its date, then its values, without what stands behind it: source, standing, privacy. A charge as it is
/// typed: `convicted CC 174.2: incitement`.
pub fn entry_line(fields: &[Field], row: &[Cell]) -> String {
    let value = |meaning| {
        let at = find_meaning(fields, meaning);
        at.map(|at| row[at].to_line())
            .filter(|text| !text.is_empty())
    };
    let when = value(FieldMeaning::Date);
    let said: Vec<String> = if find_meaning(fields, FieldMeaning::Article).is_some() {
        let number = [
            value(FieldMeaning::Article),
            value(FieldMeaning::ArticlePart),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(".");
        let number = Some(number).filter(|number| !number.is_empty());
        let law = [
            value(FieldMeaning::Standing),
            value(FieldMeaning::Law),
            number,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
        let law = Some(law).filter(|law| !law.is_empty());
        vec![
            law.into_iter()
                .chain(value(FieldMeaning::Offence))
                .collect::<Vec<_>>()
                .join(": "),
        ]
    } else {
        let plain = fields.iter().zip(row).filter(|(field, cell)| {
            field.meaning != FieldMeaning::Date && !field.stands_behind() && !cell.is_empty()
        });
        plain.map(|(_, cell)| cell.to_line()).collect()
    };
    when.into_iter().chain(said).collect::<Vec<_>>().join(" · ")
}

fn format_cell(cell: &Cell) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_line())
}

fn diff_entries(
    list: &ListSpec,
    mut before: Vec<Vec<Cell>>,
    after: Vec<Vec<Cell>>,
) -> Vec<FieldDifference> {
    let mut fresh: Vec<Vec<Cell>> = Vec::new();
    for row in after {
        match before.iter().position(|old| *old == row) {
            Some(index) => drop(before.remove(index)),
            None => fresh.push(row),
        }
    }
    let mut found = Vec::new();
    for row in fresh {
        let old = before
            .iter()
            .position(|old| same_one(list.fields, old, &row))
            .map(|index| before.remove(index));
        found.push(diff_entry(list, old.as_deref(), Some(&row)));
    }
    found.extend(before.iter().map(|row| diff_entry(list, Some(row), None)));
    found
}

/// Whether two entries speak of the same thing: what they cannot be without is the same, and law and status do not differ.
fn same_one(fields: &[Field], one: &[Cell], other: &[Cell]) -> bool {
    let cells = fields.iter().zip(one.iter().zip(other));
    cells
        .filter(|(field, _)| {
            field.needed
                || matches!(
                    field.meaning,
                    FieldMeaning::Law
                        | FieldMeaning::Article
                        | FieldMeaning::ArticlePart
                        | FieldMeaning::Status
                )
        })
        .all(|(field, (one, other))| {
            if field.needed {
                one == other
            } else {
                one.is_empty() || other.is_empty() || one == other
            }
        })
}

fn diff_entry(list: &ListSpec, before: Option<&[Cell]>, after: Option<&[Cell]>) -> FieldDifference {
    let line = |row: &[Cell]| entry_line(list.fields, row);
    let (mut old, mut new) = (before.map(line), after.map(line));
    // What is other stands in what a line leaves out.
    if old == new {
        let whole = |row: &[Cell]| {
            row.iter()
                .filter(|cell| !cell.is_empty())
                .map(Cell::to_line)
                .collect::<Vec<_>>()
        };
        (old, new) = (
            before.map(|row| whole(row).join(" · ")),
            after.map(|row| whole(row).join(" · ")),
        );
    }
    FieldDifference {
        field: list.name,
        one: list.one,
        is_fact: true,
        before: old,
        after: new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Charge, Event};

    fn case(place: &str) -> Case {
        Case::from_typed([
            ("id", "a"),
            ("name", "A"),
            ("country", "KZ"),
            ("place", place),
        ])
        .unwrap()
    }

    fn told(before: &Case, after: &Case) -> Vec<(&'static str, Option<String>, Option<String>)> {
        let all = diff_records(before, after).into_iter();
        all.map(|difference| (difference.field, difference.before, difference.after))
            .collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn fields_are_compared_one_by_one() {
        assert_eq!(told(&case("Oral"), &case("Oral")), []);
        assert_eq!(
            told(&case("Oral"), &case("Atyrau")),
            [("place", some("Oral"), some("Atyrau"))]
        );
        assert_eq!(
            told(&case(""), &case("Atyrau")),
            [("place", None, some("Atyrau"))]
        );
    }

    #[test]
    fn an_entry_is_added_changed_or_removed() {
        let charge = |standing| {
            Charge::from_typed([("title", "fraud"), ("article", "1"), ("standing", standing)])
                .unwrap()
        };
        let event = |date| Event::from_typed([("kind", "arrest"), ("date", date)]).unwrap();
        let (mut before, mut after) = (case("x"), case("x"));
        (before.charges, after.charges) = (vec![charge("accused")], vec![charge("convicted")]);
        (before.events, after.events) = (vec![event("2018")], vec![event("2018"), event("2019")]);
        assert_eq!(
            told(&before, &after),
            [
                (
                    "charges",
                    some("accused 1: fraud"),
                    some("convicted 1: fraud")
                ),
                ("events", None, some("2019 · arrest"))
            ]
        );
        after.charges.clear();
        assert_eq!(
            told(&before, &after)[0],
            ("charges", some("accused 1: fraud"), None)
        );
    }
}
