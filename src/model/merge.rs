//! Two cases of one person made one.

use super::vocabulary::Consent;
use super::{Case, Cell, Date, FieldMeaning, Id, InvalidValue, Paragraphs, Record};

/// A case that has taken over another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedCase {
    /// The case that stays, with all that both say.
    pub case: Case,
    /// Where both said something else; the value of the one that went is in the notes.
    pub disputed: Vec<DisputedField>,
}

/// A field of which two cases of one person say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputedField {
    /// The field.
    pub field: &'static str,
    /// The value that is kept; none if neither holds for both together.
    pub kept: String,
    /// What went into the notes.
    pub lost: String,
    /// The case that said so.
    pub of: Id,
}

/// Whether a field is not simply the one value or the other.
fn has_own_rule(meaning: FieldMeaning) -> bool {
    meaning.protects_the_person() && meaning != FieldMeaning::Pseudonym
        || matches!(
            meaning,
            FieldMeaning::Id
                | FieldMeaning::FormerId
                | FieldMeaning::RecordKeeping
                | FieldMeaning::RecordDate
                | FieldMeaning::RecordDateBasis
                | FieldMeaning::FullName
                | FieldMeaning::NativeName
                | FieldMeaning::Alias
                | FieldMeaning::ConsentGiver
                | FieldMeaning::NarrativeDate
                | FieldMeaning::Notes
        )
}

impl Case {
    /// This case with all that another says of the same person: its facts, each once; its names as aliases; its ids as old
    /// ids; its fields where this case says nothing.
    ///
    /// Where the fields differ, this case is right and the other’s value goes into the notes, which are in no letter. What
    /// protects the person is kept from either: a private case stays private, refused consent stays refused, the later embargo
    /// holds. The date of
    /// the record is kept only if it was true of the situation that both together tell.
    pub fn merge_case(&self, other: &Self) -> Result<MergedCase, InvalidValue> {
        let (mut case, mut disputed) = self.with_fields_of(other)?;
        for list in Self::LISTS {
            let mut rows = self.rows(list.name);
            let more: Vec<_> = other
                .rows(list.name)
                .into_iter()
                .filter(|row| !rows.contains(row))
                .collect();
            rows.extend(more);
            case.set_rows(list.name, &rows)?;
        }
        case.name_native = self
            .name_native
            .clone()
            .or_else(|| other.name_native.clone());
        for name in other.iter_names() {
            if !case.iter_names().any(|known| known == name) {
                case.aliases.push(name.clone());
            }
        }
        case.old_ids.extend(new_ids(self, other));
        keep_protection(&mut case, self, other);
        case.as_of = as_of(&case, self, other);
        let mut both = [self, other].into_iter();
        let dated = both.find(|own| own.as_of == case.as_of);
        case.as_of_basis = dated.and_then(|own| own.as_of_basis.clone());
        if let Some(own) = [self, other]
            .into_iter()
            .find(|own| own.summary == case.summary)
        {
            case.summary_until = own.summary_until;
            case.date_narrative(Some(own));
        }
        disputed.extend(find_dispute(self, other, &case, "consent_by"));
        disputed.extend(find_dispute(self, other, &case, "as_of"));
        case.notes = merge_notes(&case, other, &disputed)?;
        case.rev = Some(self.rev.unwrap_or_default() + 1);
        Ok(MergedCase { case, disputed })
    }

    /// The flat fields of both, without any list of facts, and where they differ.
    fn with_fields_of(&self, other: &Self) -> Result<(Self, Vec<DisputedField>), InvalidValue> {
        let mut disputed = Vec::new();
        let mut cells = self.cells();
        for ((field, cell), theirs) in Self::FIELDS.iter().zip(&mut cells).zip(other.cells()) {
            if has_own_rule(field.meaning) || theirs.is_empty() || theirs == *cell {
                continue;
            }
            match (&mut *cell, theirs) {
                (Cell::Empty, theirs) => *cell = theirs,
                (Cell::List(items), Cell::List(more)) => {
                    let new: Vec<String> = more
                        .into_iter()
                        .filter(|item| !items.contains(item))
                        .collect();
                    items.extend(new);
                }
                (kept, theirs) => {
                    disputed.push(DisputedField {
                        field: field.name,
                        kept: kept.to_line(),
                        lost: theirs.to_line(),
                        of: other.id.clone(),
                    });
                }
            }
        }
        Ok((Self::from_cells(&cells)?, disputed))
    }
}

/// The ids of the case that goes.
fn new_ids(one: &Case, other: &Case) -> Vec<Id> {
    let ids = std::iter::once(&other.id).chain(&other.old_ids);
    ids.filter(|id| **id != one.id && !one.old_ids.contains(id))
        .cloned()
        .collect()
}

/// Keeps what protects the person, whichever of the two says so.
fn keep_protection(case: &mut Case, one: &Case, other: &Case) {
    let private = [one, other]
        .into_iter()
        .filter_map(|case| case.publicity.as_ref())
        .find(|word| !word.is_public());
    case.publicity = private
        .or(one.publicity.as_ref())
        .or(other.publicity.as_ref())
        .cloned();
    let says = |wanted: &dyn Fn(&Consent) -> bool| {
        [one, other]
            .into_iter()
            .find(|case| case.consent.as_ref().is_some_and(wanted))
    };
    let decides = says(&|word| *word != Consent::Given).or_else(|| says(&|_| true));
    case.consent = decides.and_then(|case| case.consent.clone());
    case.consent_by = decides.and_then(|case| case.consent_by.clone());
    case.embargo = one
        .embargo
        .into_iter()
        .chain(other.embargo)
        .max_by_key(|day| day.latest_day());
}

/// The later day on which one of them was known true, if its situation then was the one that both tell of that day.
fn as_of(case: &Case, one: &Case, other: &Case) -> Option<super::PartialDate> {
    let holds = |day: Date, own: &Case| own.status_on(day) == case.status_on(day);
    let known = [one, other]
        .into_iter()
        .filter_map(|own| own.as_of.filter(|date| holds(date.latest_day(), own)));
    known.max()
}

/// What one of the two says of a field and both together do not.
fn find_dispute(
    one: &Case,
    other: &Case,
    case: &Case,
    field: &'static str,
) -> Option<DisputedField> {
    let line = |case: &Case| {
        case.get_cell(field)
            .map(|cell| cell.to_line())
            .unwrap_or_default()
    };
    let kept = line(case);
    let loses = |own: &&&Case| !line(own).is_empty() && line(own) != kept;
    let loser = [one, other].iter().find(loses).copied()?;
    Some(DisputedField {
        field,
        lost: line(loser),
        of: loser.id.clone(),
        kept,
    })
}

fn merge_notes(
    case: &Case,
    other: &Case,
    disputed: &[DisputedField],
) -> Result<Option<Paragraphs>, InvalidValue> {
    let lines: Vec<String> = disputed
        .iter()
        .map(|found| format!("{} ({}): {}", found.of, found.field, found.lost))
        .collect();
    let theirs = other
        .notes
        .as_ref()
        .filter(|notes| Some(*notes) != case.notes.as_ref())
        .map(Paragraphs::as_str);
    let parts = case
        .notes
        .as_ref()
        .map(Paragraphs::as_str)
        .into_iter()
        .chain(theirs)
        .map(str::to_owned)
        .chain(lines);
    let text = parts.collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        Ok(None)
    } else {
        text.parse().map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Charge, Concern, Event};

    fn case(id: &str, name: &str, extra: &[(&str, &str)]) -> Case {
        let flat = [("id", id), ("name", name), ("country", "KZ")];
        Case::from_typed(flat.into_iter().chain(extra.iter().copied())).unwrap()
    }

    fn event(date: &str, kind: &str, status: &str) -> Event {
        Event::from_typed([("kind", kind), ("date", date), ("status", status)]).unwrap()
    }

    #[test]
    fn facts_names_and_ids_come_together_each_once() {
        let mut one = case("a", "Edige Batyrov", &[("tags", "x"), ("aliases", "E. B.")]);
        let mut other = case(
            "b",
            "Yedige Batyrov",
            &[("tags", "x; y"), ("old_ids", "c"), ("name_native", "Едіге")],
        );
        one.charges = vec![Charge::from_typed([("title", "libel")]).unwrap()];
        other.charges = vec![
            one.charges[0].clone(),
            Charge::from_typed([("title", "fraud")]).unwrap(),
        ];
        let MergedCase { case, disputed } = one.merge_case(&other).unwrap();
        assert_eq!(
            case.get_cell("aliases").unwrap().to_line(),
            "E. B.; Yedige Batyrov"
        );
        assert_eq!(case.get_cell("old_ids").unwrap().to_line(), "b; c");
        assert_eq!(case.get_cell("tags").unwrap().to_line(), "x; y");
        assert_eq!(case.name_native, other.name_native);
        assert_eq!(
            (case.charges.len(), disputed, case.rev),
            (2, Vec::new(), Some(1))
        );
    }

    #[test]
    fn what_differs_is_kept_and_what_goes_is_in_the_notes() {
        let one = case("a", "A", &[("place", "Almaty"), ("notes", "ours")]);
        let other = case(
            "b",
            "B",
            &[
                ("place", "Astana"),
                ("occupation", "poet"),
                ("notes", "theirs"),
            ],
        );
        let MergedCase { case, disputed } = one.merge_case(&other).unwrap();
        assert_eq!(case.get_cell("place").unwrap().to_line(), "Almaty");
        assert_eq!(case.get_cell("occupation").unwrap().to_line(), "poet");
        assert_eq!(
            case.notes.unwrap().as_str(),
            "ours\n\ntheirs\n\nb (place): Astana"
        );
        assert_eq!(disputed[0].field, "place");
    }

    #[test]
    fn whatever_protects_the_person_stays() {
        let open = case(
            "a",
            "A",
            &[
                ("publicity", "public"),
                ("consent", "given"),
                ("consent_by", "herself"),
            ],
        );
        let closed = case(
            "b",
            "A",
            &[
                ("publicity", "private"),
                ("consent", "refused"),
                ("consent_by", "aunt"),
            ],
        );
        for (one, other) in [(&open, &closed), (&closed, &open)] {
            let merged = one.merge_case(other).unwrap().case;
            assert!(!merged.may_be_spoken_of());
            assert_eq!(merged.publicity, closed.publicity);
            assert_eq!(merged.consent, closed.consent);
            assert_eq!(merged.consent_by, closed.consent_by);
            assert!(
                merged
                    .notes
                    .unwrap()
                    .as_str()
                    .contains("a (consent_by): herself")
            );
        }
        let early = case("a", "A", &[("embargo", "2021-01")]);
        assert_eq!(
            early
                .merge_case(&case("b", "A", &[("embargo", "2022")]))
                .unwrap()
                .case
                .embargo,
            "2022".parse().ok()
        );
        let mut secret = case("b", "A", &[]);
        secret.concerns =
            vec![Concern::from_typed([("kind", "assembly"), ("private", "yes")]).unwrap()];
        assert_eq!(
            open.merge_case(&secret).unwrap().case.concerns,
            secret.concerns
        );
    }

    #[test]
    fn a_date_stands_only_for_the_situation_it_was_true_of() {
        let mut held = case("a", "A", &[("as_of", "2021")]);
        held.events = vec![event("2017", "arrest", "imprisoned")];
        let mut freed = case("b", "A", &[("as_of", "2018-05")]);
        freed.events = vec![event("2018-04", "release", "released")];
        let merged = held.merge_case(&freed).unwrap().case;
        assert_eq!(merged.as_of, freed.as_of);
        assert!(merged.notes.unwrap().as_str().contains("a (as_of): 2021"));
        let mut later = freed.clone();
        later.as_of = Some("2020".parse().unwrap());
        assert_eq!(freed.merge_case(&later).unwrap().case.as_of, later.as_of);
    }

    #[test]
    fn a_case_that_says_nothing_more_changes_no_fact() {
        let mut one = case("a", "A", &[("place", "Almaty")]);
        one.events = vec![event("2017", "arrest", "imprisoned")];
        let mut other = one.clone();
        other.id = "b".parse().unwrap();
        let merged = one.merge_case(&other).unwrap().case;
        let expected = Case {
            old_ids: vec![other.id],
            rev: Some(1),
            ..one
        };
        assert_eq!(merged, expected);
    }
}
