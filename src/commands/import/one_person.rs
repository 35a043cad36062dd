//! Rows of a table that are of one person: a list with a row a year, or a row a charge.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::numbers_in;
use super::merge;
use crate::exchange::{
    CaseRow, InvalidField, MergeRows, ReadingKind, ReadingNote, SourcePosition, TableSurvey,
};
use crate::model::person_match::{LikenessProfile, NameLikeness};
use crate::model::{Case, Date, FieldMeaning, Record, search_key};

/// The rows of one name that nothing tells apart, for each name that has several; by their positions in the survey.
fn find_repeated_names(survey: &TableSurvey) -> Vec<Vec<usize>> {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in survey.rows.iter().enumerate() {
        if let Some(case) = &row.case {
            let key = search_key::build_search_key(case.name.as_str());
            named.entry(key).or_default().push(at);
        }
    }
    let mut groups: Vec<Vec<usize>> = named
        .into_values()
        .filter(|rows| rows.len() > 1)
        .flat_map(|rows| divide_namesakes(survey, &rows))
        .collect();
    groups.sort_unstable();
    groups
}

/// As [`find_repeated_names`], without those that an id or a number of the list tells apart.
pub(super) fn find_open_names(survey: &TableSurvey) -> Vec<Vec<usize>> {
    let is_told_apart = |group: &Vec<usize>| {
        let numbers: BTreeSet<String> = group
            .iter()
            .flat_map(|at| own_numbers(&survey.rows[*at]))
            .collect();
        numbers.len() > 1 || group.iter().all(|at| survey.rows[*at].made.is_none())
    };
    let mut groups = find_repeated_names(survey);
    groups.retain(|group| !is_told_apart(group));
    groups
}

fn own_numbers(row: &CaseRow) -> Vec<String> {
    let notes = row.case.as_ref().and_then(|case| case.notes.as_ref());
    let notes = notes.map(ToString::to_string).unwrap_or_default();
    numbers_in(&notes).map(str::to_owned).collect()
}

/// Divides rows whose names are written alike into people. Where two of them are certainly two people, only rows with one
/// date of birth are of one.
fn divide_namesakes(survey: &TableSurvey, rows: &[usize]) -> Vec<Vec<usize>> {
    let people: Vec<(usize, LikenessProfile)> = rows
        .iter()
        .filter_map(|at| Some((*at, profile(&survey.rows[*at])?)))
        .collect();
    let mut groups: Vec<Vec<&(usize, LikenessProfile)>> = Vec::new();
    for person in &people {
        let is_named = |group: &&mut Vec<&(usize, LikenessProfile)>| {
            group[0].1.compare_names(&person.1) == Some(NameLikeness::Name)
        };
        match groups.iter_mut().find(is_named) {
            Some(group) => group.push(person),
            None => groups.push(vec![person]),
        }
    }
    let may_be_one = |group: &[&(usize, LikenessProfile)]| {
        let mut pairs = group
            .iter()
            .enumerate()
            .flat_map(|(at, one)| group[at + 1..].iter().map(move |other| (one, other)));
        pairs.all(|(one, other)| {
            one.1.find_contradiction(&other.1).is_none() && !one.1.is_elsewhere(&other.1)
        })
    };
    let mut found = Vec::new();
    for group in groups {
        if may_be_one(&group) {
            found.push(group.iter().map(|(at, _)| *at).collect());
            continue;
        }
        let mut born: BTreeMap<String, Vec<&(usize, LikenessProfile)>> = BTreeMap::new();
        for person in &group {
            if let Some(date) = person.1.born {
                born.entry(date.to_string()).or_default().push(person);
            }
        }
        let certain = born.into_values().filter(|group| may_be_one(group));
        found.extend(certain.map(|group| group.iter().map(|(at, _)| *at).collect()));
    }
    found.retain(|group: &Vec<usize>| group.len() > 1);
    found
}

fn profile(row: &CaseRow) -> Option<LikenessProfile> {
    row.case.as_ref().map(LikenessProfile::from_case)
}

/// The rows of one number, for each number that several rows have, where their names are alike and nothing speaks against it.
fn find_repeated_numbers(survey: &TableSurvey) -> Vec<Vec<usize>> {
    let mut numbered: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in survey.rows.iter().enumerate() {
        for number in own_numbers(row) {
            numbered.entry(number).or_default().push(at);
        }
    }
    let mut groups = Vec::new();
    for rows in numbered.into_values() {
        let mut of_number: Vec<(LikenessProfile, Vec<usize>)> = Vec::new();
        for at in rows {
            let Some(person) = profile(&survey.rows[at]) else {
                continue;
            };
            let fits = |(known, _): &&mut (LikenessProfile, Vec<usize>)| {
                known.has_near_name(&person)
                    && known.find_contradiction(&person).is_none()
                    && !known.is_elsewhere(&person)
            };
            match of_number.iter_mut().find(fits) {
                Some((_, group)) => group.push(at),
                None => of_number.push((person, vec![at])),
            }
        }
        groups.extend(of_number.into_iter().map(|(_, group)| group));
    }
    groups.retain(|group| group.len() > 1);
    groups.sort_unstable();
    groups
}

/// Puts the rows of one person together, the earliest first, as an update by the later ones would; says whose rows they were
/// and what differs. Without a word about it, says only which names stand in several rows.
pub(super) fn merge_rows(survey: &mut TableSurvey, by: Option<MergeRows>, today: Date) {
    let groups = match by {
        Some(MergeRows::Never) => return,
        Some(MergeRows::Name) => find_repeated_names(survey),
        Some(MergeRows::Number) => find_repeated_numbers(survey),
        None => {
            let kind = ReadingKind::Namesakes;
            let notes: Vec<ReadingNote> = find_open_names(survey)
                .iter()
                .map(|group| note_on_group(survey, group, kind, "nothing tells them apart"))
                .collect();
            survey.notes.extend(notes);
            return;
        }
    };
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for group in groups {
        match merge_group(survey, &group, today) {
            Ok((merged, said)) => {
                survey
                    .notes
                    .push(note_on_group(survey, &group, ReadingKind::OnePerson, &said));
                let understood = join_understood(survey, &group);
                let sources = group
                    .iter()
                    .flat_map(|at| survey.rows[*at].sources.clone())
                    .collect();
                let first = &mut survey.rows[group[0]];
                (first.case, first.understood, first.sources) = (Some(merged), understood, sources);
                gone.extend(&group[1..]);
            }
            Err(problem) => survey.problems.list.push(*problem),
        }
    }
    let mut at = 0;
    survey.rows.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// The case that rows make together, and what differs between them.
fn merge_group(
    survey: &TableSurvey,
    group: &[usize],
    today: Date,
) -> Result<(Case, String), Box<InvalidField>> {
    let mut rows: Vec<(usize, &Case)> = group
        .iter()
        .filter_map(|at| Some((survey.rows[*at].row, survey.rows[*at].case.as_ref()?)))
        .collect();
    let id = rows.first().map(|(_, case)| case.id.clone());
    // The earliest first; of one day, as they stand.
    rows.sort_by_key(|(_, case)| case.as_of);
    let mut rows = rows.into_iter();
    let at_file = || {
        Box::new(InvalidField::at_place(
            SourcePosition::File,
            "no row of the person is left",
        ))
    };
    let (Some((_, first)), Some(id)) = (rows.next(), id) else {
        return Err(at_file());
    };
    let mut merged = Case {
        id,
        ..first.clone()
    };
    let mut differing: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (row, case) in rows {
        note_differences(&merged, case, &mut differing);
        merged = merge::overlay_row(&merged, case, today).map_err(|error| {
            Box::new(InvalidField::at_place(
                SourcePosition::Row { row, column: None },
                format!("cannot be put together with the other rows of the person: {error}"),
            ))
        })?;
    }
    let told: Vec<String> = differing
        .iter()
        .map(|(field, values)| format!("{field} {}", values.join(" → ")))
        .collect();
    let said = if told.is_empty() {
        "one person".to_owned()
    } else {
        format!("one person; what differs: {}", told.join("; "))
    };
    Ok((merged, said))
}

/// Notes which flat fields of a later row say another thing than what is known before it.
fn note_differences(before: &Case, row: &Case, differing: &mut Vec<(&'static str, Vec<String>)>) {
    let cells = before.cells().into_iter().zip(row.cells());
    for (field, (old, new)) in Case::FIELDS.iter().zip(cells) {
        let is_own = matches!(
            field.meaning,
            FieldMeaning::Id | FieldMeaning::RecordKeeping | FieldMeaning::RecordDate
        );
        if is_own || field.name == "notes" || old.is_empty() || new.is_empty() || old == new {
            continue;
        }
        let (old, new) = (old.to_line(), new.to_line());
        match differing.iter_mut().find(|(known, _)| *known == field.name) {
            Some((_, values)) => values.push(new),
            None => differing.push((field.name, vec![old, new])),
        }
    }
}

/// What was understood of several rows, each thing once.
fn join_understood(survey: &TableSurvey, group: &[usize]) -> Vec<(String, String)> {
    let mut joined: Vec<(String, String)> = Vec::new();
    for pair in group.iter().flat_map(|at| &survey.rows[*at].understood) {
        if !joined.contains(pair) {
            joined.push(pair.clone());
        }
    }
    joined
}

/// `“Rosa Vidal” stands in rows 2, 3 and 4: one person`
fn note_on_group(
    survey: &TableSurvey,
    group: &[usize],
    reading: ReadingKind,
    said: &str,
) -> ReadingNote {
    let rows: Vec<String> = group
        .iter()
        .map(|at| survey.rows[*at].row.to_string())
        .collect();
    let first = &survey.rows[group[0]];
    let name = first
        .case
        .as_ref()
        .map(|case| case.name.to_string())
        .unwrap_or_default();
    ReadingNote {
        place: SourcePosition::Row {
            row: first.row,
            column: None,
        },
        reading,
        text: format!("“{name}” stands in rows {}: {said}", rows.join(", ")),
    }
}
