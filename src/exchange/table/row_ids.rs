//! Ids for rows that have none of their own.

use std::collections::HashMap;

use super::header::TableHeader;

use super::row::{CaseDraft, DraftRow};
use super::sheet::problem_in_row;
use super::survey::CaseRow;
use crate::exchange::InvalidFields;
use crate::model::Id;

/// The rows with their cases, each under an id of its own: that of its row, or one made of its name.
pub(super) fn assign_ids(
    drafts: Vec<DraftRow>,
    header: &TableHeader,
    problems: &mut InvalidFields,
) -> Vec<CaseRow> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for drafted in &drafts {
        let id = drafted
            .draft
            .as_ref()
            .map(|draft| draft.field_text("id"))
            .unwrap_or_default();
        if id.is_empty() {
            continue;
        }
        if let Some(first) = taken.insert(id.clone(), drafted.line) {
            let reason = format!("the id “{id}” stands twice; row {first} has it too");
            problems.push(problem_in_row(
                drafted.line,
                header.title_of("id"),
                reason,
                None,
            ));
        }
    }
    let mut numbers = HashMap::new();
    let mut row = |DraftRow {
                       line,
                       understood,
                       draft,
                       ..
                   }: DraftRow| {
        let mut name = None;
        let mut sources = Vec::new();
        let case = draft.and_then(|draft| {
            sources.clone_from(&draft.sources);
            let id = Some(draft.field_text("id")).filter(|id| !id.is_empty());
            let id = id.unwrap_or_else(|| {
                make_id(
                    line,
                    &mut taken,
                    &mut numbers,
                    name.insert(plain_id(&draft)),
                )
            });
            let case = draft.into_case(id);
            case.map_err(|invalid| {
                problems.push(problem_in_row(line, None, invalid.to_string(), None))
            })
            .ok()
        });
        CaseRow {
            row: line,
            understood,
            case,
            made: name,
            sources,
        }
    };
    drafts.into_iter().map(&mut row).collect()
}

/// An id made of the family and given name, or of the name.
fn plain_id(draft: &CaseDraft) -> Id {
    let family = draft.field_text("family_name");
    if family.is_empty() {
        return Id::from_person_name(&draft.field_text("name"));
    }
    Id::from_name(&format!("{family} {}", draft.field_text("given_name")))
}

/// That id, numbered from 2 if it is taken.
fn make_id(
    line: usize,
    taken: &mut HashMap<String, usize>,
    numbers: &mut HashMap<Id, u32>,
    plain: &Id,
) -> String {
    let number = numbers.entry(plain.clone()).or_insert(1);
    let mut id = plain.to_string();
    while taken.contains_key(&id) {
        *number += 1;
        id = plain.with_number(*number).to_string();
    }
    taken.insert(id.clone(), line);
    id
}
