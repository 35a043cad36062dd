//! What a command that changes something answers in JSON: the same object for every command.

use serde_json::{Map, Value, json};

use crate::app::App;
use crate::app::error::Error;
use crate::model::difference::entry_line;
use crate::model::{FieldDifference, InvalidValue, Record, diff_records};
use crate::store::{AnyRecord, LogEntry, OpId, Store};

/// The keys of an answer.
const KEYS: [&str; 8] = [
    "op", "command", "dry_run", "id", "touched", "message", "notes", "warnings",
];

/// How every message of a dry run begins.
const NOTHING_CHANGED: &str = "Nothing was changed.";

/// What is said with --dry-run, of what would be said when it is done.
pub fn dry_run_note(done: &str) -> String {
    format!("{NOTHING_CHANGED} Without --dry-run: {done}")
}

/// What was changed, or would be.
#[derive(Debug, Clone, Default)]
pub struct ChangeAnswer {
    /// The number of the change, as `cases undo` takes it; none if nothing was changed, or not in the casebook.
    pub operation: Option<OpId>,
    /// The command, as the history has it.
    pub command: String,
    /// The id of what was added, if it is one thing.
    pub id: Option<String>,
    /// What became other.
    pub touched: Vec<TouchedThing>,
    /// What is said of it, in a sentence.
    pub message: String,
    /// What else is said of it.
    pub notes: Vec<String>,
    /// What is to be known before relying on it.
    pub warnings: Vec<String>,
    /// What only this command answers.
    pub more: Vec<(&'static str, Value)>,
}

/// Something that was added, changed or removed.
#[derive(Debug, Clone)]
pub struct TouchedThing {
    /// What kind of thing: `case`, `recipient`, `setting`, `copy` …
    pub kind: &'static str,
    /// Its id, or its place.
    pub id: String,
    /// `added`, `changed` or `removed`.
    pub change: &'static str,
    /// What is other in it.
    pub fields: Vec<FieldDifference>,
}

impl TouchedThing {
    /// A thing without fields: a file, a casebook.
    pub fn new(kind: &'static str, id: impl Into<String>, change: &'static str) -> Self {
        Self {
            kind,
            id: id.into(),
            change,
            fields: Vec::new(),
        }
    }

    /// A record as it was and as it is. None if neither is there.
    #[must_use]
    pub fn from_records(before: Option<&AnyRecord>, after: Option<&AnyRecord>) -> Option<Self> {
        let change = match (before, after) {
            (None, Some(_)) => "added",
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "removed",
            (None, None) => return None,
        };
        let record = after.or(before)?;
        Some(Self {
            kind: record.record_kind().slug(),
            id: record.record_id().to_string(),
            change,
            fields: record_differences(before, after),
        })
    }

    fn to_json(&self) -> Value {
        let fields: Vec<Value> = self
            .fields
            .iter()
            .map(|one| json!({"field": one.field, "before": one.before, "after": one.after}))
            .collect();
        json!({"kind": self.kind, "id": self.id, "change": self.change, "fields": fields})
    }
}

impl ChangeAnswer {
    /// What an operation of the history changed.
    pub fn with_history(mut self, store: &Store, operation: OpId) -> Result<Self, Error> {
        self.operation = Some(operation);
        if let Some(LogEntry { touched, .. }) = store.operation_entry(operation)? {
            for one in touched {
                let (before, after) = store.load_change(operation, one.subject, &one.id)?;
                self.touched
                    .extend(TouchedThing::from_records(before.as_ref(), after.as_ref()));
            }
        }
        Ok(self)
    }

    /// Prints the answer where JSON was asked for; nothing elsewhere.
    pub fn print(&self, app: &App) -> Result<(), Error> {
        let Some(asked) = asked_keys(app)? else {
            return Ok(());
        };
        let touched: Vec<Value> = self.touched.iter().map(TouchedThing::to_json).collect();
        let is_planned = app.global.dry_run && !touched.is_empty();
        let message = match is_planned && !self.message.starts_with(NOTHING_CHANGED) {
            true => dry_run_note(&self.message),
            false => self.message.clone(),
        };
        let mut whole = Map::new();
        let values = [
            self.operation.map(|operation| operation.0).into(),
            self.command.as_str().into(),
            app.global.dry_run.into(),
            self.id.as_deref().into(),
            touched.into(),
            message.into(),
            self.notes.clone().into(),
            self.warnings.clone().into(),
        ];
        for (key, value) in KEYS.into_iter().zip(values) {
            if asked.contains(&key) {
                whole.insert(key.to_owned(), value);
            }
        }
        if asked.len() == KEYS.len() {
            let more = self.more.iter();
            whole.extend(more.map(|(key, value)| ((*key).to_owned(), value.clone())));
        }
        let mut data = app.terminal.data_writer();
        data.write_json(&Value::Object(whole).to_string())?;
        Ok(data.finish_output()?)
    }
}

/// Refuses what an answer does not have, before anything is changed.
pub fn check_asked_keys(app: &App) -> Result<(), Error> {
    asked_keys(app).map(drop)
}

/// The keys that were asked for, all of them unless some were named; none where no JSON was asked for.
fn asked_keys(app: &App) -> Result<Option<Vec<&'static str>>, Error> {
    let Some(asked) = &app.global.json else {
        return Ok(None);
    };
    if asked.is_empty() {
        return Ok(Some(KEYS.into()));
    }
    let find_key = |name: &str| {
        KEYS.into_iter()
            .find(|key| *key == name.trim())
            .ok_or_else(|| {
                Error::usage(InvalidValue::unknown_word("field", name.trim(), KEYS).to_string())
                    .try_with("cases help json")
            })
    };
    asked
        .split(',')
        .filter(|name| !name.is_empty())
        .map(find_key)
        .collect::<Result<_, _>>()
        .map(Some)
}

fn record_differences(
    before: Option<&AnyRecord>,
    after: Option<&AnyRecord>,
) -> Vec<FieldDifference> {
    macro_rules! differences {
        ($($Kind:ident),+) => {
            match (before, after) {
                $((Some(AnyRecord::$Kind(before)), Some(AnyRecord::$Kind(after))) => {
                    diff_records(&**before, &**after)
                })+
                $((None, Some(AnyRecord::$Kind(after))) => whole_record(&**after, true),)+
                $((Some(AnyRecord::$Kind(before)), None) => whole_record(&**before, false),)+
                (Some(_), Some(_)) | (None, None) => Vec::new(),
            }
        };
    }
    differences!(Case, Recipient, Source, Letter, Statement)
}

/// Everything that a record says, as it came or went.
fn whole_record<R: Record>(record: &R, is_added: bool) -> Vec<FieldDifference> {
    let difference = |field, one, is_fact, text: String| {
        let (before, after) = if is_added {
            (None, Some(text))
        } else {
            (Some(text), None)
        };
        FieldDifference {
            field,
            one,
            is_fact,
            before,
            after,
        }
    };
    let cells = R::FIELDS.iter().zip(record.cells());
    let fields = cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(field, cell)| difference(field.name, field.name, false, cell.to_line()));
    let lists = R::LISTS.iter().flat_map(|list| {
        record
            .rows(list.name)
            .into_iter()
            .map(move |row| difference(list.name, list.one, true, entry_line(list.fields, &row)))
    });
    fields.chain(lists).collect()
}
