//! Erasing a person: unlike a removal, it deletes the history too and cannot be undone.
//!
//! ```text
//! person      everything by which the casebook knows somebody, now and in its history
//! traces      where else the casebook mentions them
//! tombstone   digests of what was erased, so that no import brings it back unasked
//! ```

mod person;
mod tombstone;
mod traces;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value;

use super::operation_id::{OpId, parse_image};
use super::{Error, RecordKind, Store, records};
use crate::model::{Case, Id, NameSpellings, Paragraphs, Record, SentLetter, Statement};

pub use person::ErasurePerson;
pub(super) use tombstone::owner_of;
pub use traces::{PersonTraces, TextLocation};

/// What becomes of recorded letters about an erased person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ErasedLetters {
    /// They stay, as evidence of what was sent.
    #[default]
    Keep,
    /// Of letters about this person alone, only the digest of the text stays; letters about others too stay whole.
    Digest,
    /// Of all letters about this person, only the digest stays, also where others lose their text with it.
    DigestJoint,
}

/// What is erased besides the case, its history and its sync base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErasureScope {
    /// What becomes of recorded letters.
    pub letters: ErasedLetters,
    /// Whether sources that only this person’s facts name go too.
    pub sources: bool,
    /// Whether saved mappings with the name in them go too.
    pub mappings: bool,
    /// Whether former texts of other records that name the person go too.
    pub history: bool,
}

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureReport {
    /// The operation under which the history notes that something was.
    pub operation: OpId,
    /// The person, as the casebook knew them.
    pub person: ErasurePerson,
    /// What there was beside the case.
    pub traces: PersonTraces,
    /// Whether the file was written anew, without free space in which something could be left.
    pub is_compact: bool,
}

impl Store {
    /// Erases a person: the case, its history, its sync base, and what `erasing` adds.
    /// All of it is one transaction, on the disk when this returns; then the file is written anew. The history notes that
    /// something was erased, and cannot bring it back. In a casebook that is a copy, the person is known by ids and uids.
    ///
    /// None if the casebook knows nothing of the person.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Full`], or the file fails; then nothing was erased.
    pub fn erase_person(
        &mut self,
        person: &ErasurePerson,
        erasing: ErasureScope,
        at: &str,
    ) -> Result<Option<ErasureReport>, Error> {
        let transaction = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        let here = person.resolve_in(&self.conn)?;
        let traces = traces::collect_traces(&self.conn, &here)?;
        let is_known =
            here.is_here || here.former > 0 || traces.operations > 0 || !traces.letters.is_empty();
        if !is_known && traces.shared == 0 && traces.statements.is_empty() {
            return Ok(None);
        }
        let operation = CaseEraser::begin_erasure(&self.conn, &here, erasing, at)?.run(&traces)?;
        tombstone::remember_person(&self.conn, &here, operation)?;
        transaction.commit()?;
        // What is free in the file was overwritten already; the words of the index stand nowhere else.
        let is_compact = self.conn.execute_batch("VACUUM").is_ok();
        Ok(Some(ErasureReport {
            operation,
            person: here,
            traces,
            is_compact,
        }))
    }
}

struct CaseEraser<'a> {
    conn: &'a Connection,
    person: &'a ErasurePerson,
    erasing: ErasureScope,
    day: String,
    operation: OpId,
    /// Operations of which something is erased.
    touched: BTreeSet<i64>,
}

impl<'a> CaseEraser<'a> {
    /// Notes in the history that something is erased.
    fn begin_erasure(
        conn: &'a Connection,
        person: &'a ErasurePerson,
        erasing: ErasureScope,
        at: &str,
    ) -> Result<Self, Error> {
        let day = at.get(..10).unwrap_or(at).to_owned();
        conn.execute(
            "INSERT INTO history (at, command, erased) VALUES (?1, 'remove --erase', ?2)",
            [at, &day],
        )?;
        let operation = OpId(conn.last_insert_rowid());
        Ok(Self {
            conn,
            person,
            erasing,
            day,
            operation,
            touched: traces::find_operations(conn, person)?,
        })
    }

    fn run(mut self, traces: &PersonTraces) -> Result<OpId, Error> {
        for id in &self.person.ids {
            records::delete_record::<Case>(self.conn, id)?;
            self.forget_record("case", id)?;
        }
        self.erase_letters(traces)?;
        self.erase_from_statements(traces)?;
        self.erase_sources_and_mappings(traces)?;
        if self.erasing.history {
            self.redact_former_texts(traces)?;
        }
        let uids: Vec<&String> = self.person.uids.iter().collect();
        let uids = serde_json::to_string(&uids).unwrap_or_default();
        self.conn.execute(
            "DELETE FROM removed_cases WHERE uid IN (SELECT value FROM json_each(?1))",
            [uids],
        )?;
        self.redact_commands()?;
        for operation in &self.touched {
            self.conn.execute(
                "UPDATE history SET erased = ?2 WHERE id = ?1",
                params![operation, self.day],
            )?;
        }
        // Words of texts stand in the index as in an old page of it; made anew, it has only those of who is there.
        self.conn.execute(
            "INSERT INTO search_index (search_index) VALUES ('rebuild')",
            [],
        )?;
        Ok(self.operation)
    }

    /// Deletes a record from the history, the sync base and the list of ids in use.
    fn forget_record(&mut self, subject: &str, id: &Id) -> Result<(), Error> {
        let id = id.as_str();
        let mut statement = self.conn.prepare_cached(
            "SELECT operation FROM history_changes WHERE subject = ?1 AND id = ?2",
        )?;
        for operation in statement.query_map([subject, id], |row| row.get::<_, i64>(0))? {
            self.touched.insert(operation?);
        }
        self.conn.execute(
            "DELETE FROM history_changes WHERE subject = ?1 AND id = ?2",
            [subject, id],
        )?;
        self.remove_from_sync_base(subject, id)?;
        if subject == RecordKind::Case.slug() {
            self.conn
                .execute("DELETE FROM removed_cases WHERE id = ?1", [id])?;
        }
        Ok(())
    }

    /// Takes a record out of what is agreed on with others. Digests of the texts stay, by which the files that others have are
    /// known as ours.
    fn remove_from_sync_base(&self, subject: &str, id: &str) -> Result<(), Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT text FROM agreed WHERE kind GLOB ?1 AND id = ?2")?;
        let texts =
            statement.query_map([&format!("{subject} *"), id], |row| row.get::<_, String>(0))?;
        for text in texts.collect::<Result<Vec<_>, _>>()? {
            tombstone::remember_text(self.conn, subject, id, &text, self.operation)?;
        }
        self.conn.execute(
            "DELETE FROM agreed WHERE kind GLOB ?1 AND id = ?2",
            [&format!("{subject} *"), id],
        )?;
        Ok(())
    }

    /// Puts digests in the place of letters, as far as is wished; of a letter that was taken back, always.
    fn erase_letters(&mut self, traces: &PersonTraces) -> Result<(), Error> {
        let is_kept = |is_joint: bool| match self.erasing.letters {
            ErasedLetters::Keep => true,
            ErasedLetters::Digest => is_joint,
            ErasedLetters::DigestJoint => false,
        };
        let kept: BTreeSet<&Id> = traces
            .letters
            .iter()
            .filter(|(_, is_joint)| is_kept(*is_joint))
            .map(|(id, _)| id)
            .collect();
        for (id, _) in traces.letters.iter().filter(|(id, _)| !kept.contains(id)) {
            if let Some(letter) = records::load_record::<SentLetter>(self.conn, id)? {
                records::write_record(self.conn, &self.without_text(&letter)?, Some(&letter))?;
                self.remove_from_sync_base(RecordKind::Letter.slug(), id.as_str())?;
            }
        }
        for (row, id, image) in self.former_images(RecordKind::Letter)? {
            if !kept.contains(&id) && traces::is_about(&image, self.person) {
                let letter = self.without_text(&parse_image::<SentLetter>(&id, &image)?)?;
                self.rewrite_image(row, &serde_json::to_string(&letter).unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// A letter of which only the digest is left, and what says nothing of the person.
    fn without_text(&self, letter: &SentLetter) -> Result<SentLetter, Error> {
        let text = format!(
            "The text was erased on {}. Its SHA-256: {}",
            self.day, letter.sha256
        );
        let text: Paragraphs = text.parse().map_err(|_| Error::Torn)?;
        let mut letter = SentLetter {
            text,
            subject: None,
            ..letter.clone()
        };
        letter.cases.retain(|id| !self.person.ids.contains(id));
        letter
            .told
            .retain(|told| !self.person.ids.contains(&told.case));
        letter
            .replies
            .iter_mut()
            .for_each(|reply| reply.text = None);
        Ok(letter)
    }

    /// Takes the case off the lists of joint statements.
    fn erase_from_statements(&mut self, traces: &PersonTraces) -> Result<(), Error> {
        let without = |statement: &Statement| {
            let mut statement = statement.clone();
            statement.cases.retain(|id| !self.person.ids.contains(id));
            statement
        };
        for id in &traces.statements {
            if let Some(statement) = records::load_record::<Statement>(self.conn, id)? {
                records::write_record(self.conn, &without(&statement), Some(&statement))?;
                self.remove_from_sync_base(RecordKind::Statement.slug(), id.as_str())?;
            }
        }
        for (row, id, image) in self.former_images(RecordKind::Statement)? {
            let statement = parse_image::<Statement>(&id, &image)?;
            let new = without(&statement);
            if new != statement {
                self.rewrite_image(row, &serde_json::to_string(&new).unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// Sources and mappings, if they are to go.
    fn erase_sources_and_mappings(&mut self, traces: &PersonTraces) -> Result<(), Error> {
        if self.erasing.sources {
            for (id, _) in &traces.sources {
                records::delete_record::<crate::model::Source>(self.conn, id)?;
                self.forget_record(RecordKind::Source.slug(), id)?;
                tombstone::remember_source(self.conn, id, self.operation)?;
            }
        }
        if self.erasing.mappings {
            for name in &traces.mappings {
                self.conn
                    .execute("DELETE FROM mappings WHERE name = ?1", [name])?;
            }
        }
        Ok(())
    }

    /// Puts “(erased)” in the place of former texts of other records that name the person.
    fn redact_former_texts(&self, traces: &PersonTraces) -> Result<(), Error> {
        let (full, family) = (self.person.full_names(), self.person.family_names());
        for (subject, id, _) in &traces.former_texts {
            for (row, _, image) in self
                .former_images(*subject)?
                .into_iter()
                .filter(|(_, of, _)| of == id)
            {
                let Ok(mut state) = serde_json::from_str::<Value>(&image) else {
                    continue;
                };
                redact_value(&mut state, &|text| full.are_in(text) || family.are_in(text));
                self.rewrite_image(row, &state.to_string())?;
            }
        }
        Ok(())
    }

    /// Takes names and ids out of the commands that the history keeps.
    fn redact_commands(&self) -> Result<(), Error> {
        let (full, family) = (self.person.full_names(), self.person.family_names());
        let mut statement = self.conn.prepare("SELECT id, command FROM history")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?;
        for row in rows {
            let (id, command) = row?;
            if let Some(command) = without_names(&command, &full, &family) {
                self.conn.execute(
                    "UPDATE history SET command = ?2 WHERE id = ?1",
                    params![id, command],
                )?;
            }
        }
        Ok(())
    }

    /// The former states of a kind of record, each with its row.
    fn former_images(&self, subject: RecordKind) -> Result<Vec<(i64, Id, String)>, Error> {
        let mut statement = self.conn.prepare(
            "SELECT rowid, id, before FROM history_changes WHERE subject = ?1 AND before NOTNULL",
        )?;
        let rows = statement.query_map([subject.slug()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let rows: Vec<(i64, String, String)> = rows.collect::<Result<_, _>>()?;
        rows.into_iter()
            .map(|(row, id, image)| Ok((row, records::id_of(subject, id)?, image)))
            .collect()
    }

    fn rewrite_image(&self, row: i64, image: &str) -> Result<(), Error> {
        self.conn.execute(
            "UPDATE history_changes SET before = ?2 WHERE rowid = ?1",
            params![row, image],
        )?;
        Ok(())
    }
}

/// Whether a key is that of a field with names of the subject of a case.
fn is_own_name(key: &str) -> bool {
    Case::FIELDS
        .iter()
        .any(|field| field.is_called(key) && traces::is_own_name(field.meaning))
}

/// Puts “(erased)” in the place of every text that names the person; ids and names of the record itself stay.
fn redact_value(value: &mut Value, is_named: &impl Fn(&str) -> bool) {
    match value {
        Value::String(text) if is_named(text) => "(erased)".clone_into(text),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| redact_value(item, is_named)),
        Value::Object(fields) => {
            let texts = fields.iter_mut().filter(|(field, _)| !is_own_name(field));
            texts.for_each(|(_, value)| redact_value(value, is_named));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The command without the words that name the person; none if it has no such word.
fn without_names(command: &str, full: &NameSpellings, family: &NameSpellings) -> Option<String> {
    let names = |text: &str| full.are_in(text) || family.are_in(text);
    if !names(command) {
        return None;
    }
    let words = command
        .split(' ')
        .map(|word| if names(word) { "(erased)" } else { word });
    let words = words.collect::<Vec<_>>().join(" ");
    // A name over several words.
    Some(if names(&words) {
        format!("{} (erased)", command.split(' ').next().unwrap_or_default())
    } else {
        words
    })
}

/// How often any of the texts occurs in the bytes of a file, ignoring upper and lower case.
pub fn count_in_file(path: &Path, texts: &BTreeSet<String>) -> Result<usize, Error> {
    let failed = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let mut forms: BTreeSet<Vec<u8>> = BTreeSet::new();
    for text in texts {
        forms.extend(
            [text.to_lowercase(), text.to_uppercase(), text.clone()]
                .map(|form| form.to_ascii_lowercase().into_bytes()),
        );
    }
    let longest = forms.iter().map(Vec::len).max().unwrap_or_default();
    let mut file = File::open(path).map_err(failed)?;
    let (mut window, mut chunk) = (Vec::new(), vec![0; 1 << 20]);
    let mut count = 0;
    loop {
        let read = file.read(&mut chunk).map_err(failed)?;
        if read == 0 {
            return Ok(count);
        }
        let known = window.len();
        window.extend(chunk[..read].iter().map(u8::to_ascii_lowercase));
        for form in &forms {
            // What ends in the part that was there before was counted with it.
            let from = (known + 1).saturating_sub(form.len());
            count += window[from..]
                .windows(form.len())
                .filter(|bytes| *bytes == form.as_slice())
                .count();
        }
        let keep = window.len().saturating_sub(longest);
        window.drain(..keep);
    }
}

#[cfg(test)]
mod tests;
