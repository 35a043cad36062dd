//! Who was in an earlier form of a list and is no longer.

use std::collections::BTreeSet;
use std::path::Path;

use crate::app::error::Error;
use crate::model::Id;
use crate::store::{RecordKind, Store};

/// The command of an import, as the history keeps it and later imports of the same list find it.
pub(super) fn format_command(file: &Path, map: Option<&Id>) -> String {
    match map {
        Some(map) => format!("import {} --map @{map}", file.display()),
        None => format!("import {}", file.display()),
    }
}

/// The cases that an earlier import of the same list took in and that are not among the given ones, with their names. A list is
/// the same if its file has the same name, or the same mapping reads it.
pub(super) fn find_missing(
    store: &Store,
    file: &Path,
    map: Option<&Id>,
    here: &BTreeSet<Id>,
) -> Result<Vec<(Id, String)>, Error> {
    let mut earlier = BTreeSet::new();
    for entry in store
        .load_history(None, None)?
        .iter()
        .filter(|entry| entry.undone_by.is_none())
    {
        if is_same_list(&entry.command, file, map) {
            let cases = entry
                .touched
                .iter()
                .filter(|touched| touched.subject == RecordKind::Case);
            earlier.extend(cases.map(|touched| touched.id.clone()));
        }
    }
    let mut gone = Vec::new();
    for id in earlier.difference(here) {
        let case = store.load_case(id)?.filter(|case| !here.contains(&case.id));
        gone.extend(case.map(|case| (case.id, case.name.to_string())));
    }
    Ok(gone)
}

fn is_same_list(command: &str, file: &Path, map: Option<&Id>) -> bool {
    let Some(list) = command.strip_prefix("import ") else {
        return false;
    };
    let (name, mapping) = list
        .rsplit_once(" --map @")
        .map_or((list, None), |(name, map)| (name, Some(map)));
    let named = |path: &Path| {
        path.file_name()
            .filter(|name| *name != "-")
            .map(|name| name.to_string_lossy().into_owned())
    };
    let same_file =
        named(file).is_some_and(|own| named(Path::new(name)).is_some_and(|other| other == own));
    same_file || map.is_some_and(|map| mapping == Some(map.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_known_by_its_file_or_its_mapping() {
        let map: Id = "ours".parse().unwrap();
        let file = Path::new("new/list.csv");
        assert!(is_same_list(
            &format_command(Path::new("old/list.csv"), None),
            file,
            None
        ));
        assert!(is_same_list(
            &format_command(Path::new("2020.csv"), Some(&map)),
            file,
            Some(&map)
        ));
        assert!(!is_same_list(
            &format_command(Path::new("2020.csv"), Some(&map)),
            file,
            None
        ));
        assert!(
            !is_same_list("add --name list.csv", file, None)
                && !is_same_list("import -", Path::new("-"), None)
        );
    }
}
