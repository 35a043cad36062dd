//! Records that both sides changed, and how a conflict is printed.

use crate::app::error::Error;
use crate::commands::sync::record::TreeRecord;
use crate::exchange::file_name;
use crate::model::reconcile::{FactConflict, ThreeWayRecord};
use crate::model::{Id, KeptRecord};
use crate::store::{RecordKind, Store};

/// A record of which both sides say something else.
pub struct RecordConflict {
    /// The id by which it can be decided.
    pub id: String,
    lines: Vec<String>,
}

impl RecordConflict {
    /// The conflict about a record, with both values of each fact, and who changed it here last.
    pub fn from_clashes<K: TreeRecord>(
        store: &Store,
        three: &ThreeWayRecord<'_, K>,
        clashes: &[FactConflict],
        arrived: bool,
    ) -> Result<Self, Error> {
        let id = three
            .mine
            .or(three.theirs)
            .or(three.base)
            .map(KeptRecord::record_id);
        let mut lines: Vec<String> = id
            .map(|id| format!("{}/{}", K::KIND.list_name(), file_name(id)))
            .into_iter()
            .collect();
        for clash in clashes {
            lines.push(format!("  {}", clash.of.unwrap_or(describe_clash(clash))));
            let states = [
                ("here", &clash.mine),
                ("in the tree", &clash.theirs),
                ("before", &clash.base),
            ];
            let is_said = |name: &str, text: &Option<String>| text.is_some() || name != "before";
            let said = states
                .into_iter()
                .filter(|(name, text)| is_said(name, text));
            lines.extend(
                said.map(|(name, text)| format!("    {name}: {}", text.as_deref().unwrap_or("—"))),
            );
        }
        if !arrived {
            lines.push(
                "  you wrote this into the folder; it never arrived there, or was taken back"
                    .to_owned(),
            );
        }
        lines.extend(
            id.map(|id| last_change(store, K::KIND, id))
                .transpose()?
                .flatten(),
        );
        let is_of_two = |clash: &FactConflict| {
            clash.of.is_none() && clash.mine.is_some() && clash.theirs.is_some()
        };
        if clashes.iter().any(is_of_two) {
            lines.extend(id.map(|id| {
                let other = id.with_number(2);
                format!("  if they are two: in the folder, rename the file to {other}.toml, and the id in it; then import again")
            }));
        }
        Ok(Self {
            id: id.map(ToString::to_string).unwrap_or_default(),
            lines,
        })
    }

    /// Two people who would have one id.
    pub fn from_shared_id(folder: &str, id: &Id) -> Self {
        let lines = vec![
            format!("{folder}/{}", file_name(id)),
            "  two people would have this id".to_owned(),
        ];
        Self {
            id: id.to_string(),
            lines,
        }
    }
}

/// The lines for a conflict about the whole record.
fn describe_clash(clash: &FactConflict) -> &'static str {
    match (&clash.mine, &clash.theirs) {
        (None, _) => "removed here, changed in the tree",
        (_, None) => "changed here, gone from the tree",
        _ => "perhaps two people under one id",
    }
}

/// The latest operation here that touched a record.
fn last_change(store: &Store, subject: RecordKind, id: &Id) -> Result<Option<String>, Error> {
    let entries = match subject {
        RecordKind::Case => store.load_history(Some(id), Some(1))?,
        RecordKind::Source | RecordKind::Recipient | RecordKind::Letter | RecordKind::Statement => {
            store.load_history(None, None)?
        }
    };
    let touched =
        |id: &Id, other: &crate::store::TouchedRecord| other.subject == subject && other.id == *id;
    let entry = entries.into_iter().find(|entry| {
        subject == RecordKind::Case || entry.touched.iter().any(|one| touched(id, one))
    });
    Ok(entry.map(|entry| {
        format!(
            "  changed here last on {}: {} (operation {})",
            &entry.at, entry.command, entry.operation
        )
    }))
}

/// What is said when somebody has to decide; `command` is what was typed.
pub fn conflict_error(conflicts: &[RecordConflict], command: &str, rest_was_taken: bool) -> Error {
    let count = conflicts.len();
    let what = match (count, rest_was_taken) {
        (1, false) => "Nothing was taken in: 1 record was changed here and in the tree".to_owned(),
        (_, false) => {
            format!("Nothing was taken in: {count} records were changed here and in the tree")
        }
        (1, true) => {
            "1 record was changed here and in the tree, and was left as it is here".to_owned()
        }
        (_, true) => format!(
            "{count} records were changed here and in the tree, and were left as they are here"
        ),
    };
    let lines = conflicts.iter().flat_map(|conflict| conflict.lines.clone());
    let first = conflicts
        .first()
        .map(|conflict| conflict.id.clone())
        .unwrap_or_default();
    let command = format!("cases {command}");
    let error = Error::conflict(what)
        .with_reason("What both changed, somebody has to decide")
        .with_details(lines)
        .try_with(format!("{command} --mine {first}"))
        .try_with(format!("{command} --theirs {first}"));
    if rest_was_taken {
        error
    } else {
        error.try_with(format!("{command} --partial"))
    }
}
