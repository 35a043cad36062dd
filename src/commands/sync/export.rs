//! What was changed here, written into the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::erased::ErasureRemainder;
use super::{SyncCall, read_mark};
use crate::app::error::Error;
use crate::app::public::named_sources;
use crate::app::{App, uid};
use crate::commands::sync::files::{InvalidTreeFiles, RecordFile, read_files};
use crate::commands::sync::record::{self, TreeRecord, load_sync_base};
use crate::exchange::{FolderMarker, MARK, file_name, record_to_toml};
use crate::files::output::{self, FileOutcome};
use crate::files::{self, Folder, describe_io_error};
use crate::model::record_kind::with_record_type;
use crate::model::{Casebook, CasebookRecord, Id};
use crate::store::{RecordKind, Store, SyncBaseRow};

/// What is to be done with the files of a tree.
#[derive(Default)]
struct TreeExportPlan {
    /// Whether nothing has been written there before: then whoever has the folder has all that is written now.
    is_new: bool,
    /// Whether what others changed would be taken in before, and is not yet: what only they changed is not written then.
    is_after_import: bool,
    /// Files that are to be there, and their texts.
    write: Vec<(PathBuf, String)>,
    /// Files that go.
    remove: Vec<PathBuf>,
    same: usize,
    agreed: Vec<SyncBaseRow>,
    /// What an export before this one had written without coming to its end.
    settled: Vec<SyncBaseRow>,
    /// The records whose files are written or go, and their new texts.
    intended: Vec<(RecordKind, Id, Option<String>)>,
    /// Files in which others have changed what was not taken in yet.
    unseen: Vec<String>,
}

/// Writes the casebook into a folder, one file per record, and deletes the files of removed records.
///
/// # Errors
/// The folder has changes that were not taken in, it is of the other kind, or a file cannot be read or written.
pub(super) fn run(
    app: &App,
    store: &mut Store,
    folder: &Path,
    only_public: bool,
    force: bool,
    call: &SyncCall,
) -> Result<String, Error> {
    let mark = read_mark(folder)?;
    let mut plan = TreeExportPlan {
        is_new: mark.is_none(),
        is_after_import: call.is_both_ways && app.global.dry_run,
        ..TreeExportPlan::default()
    };
    let mark = match mark {
        Some(mark) => {
            check_mark(&mark, folder, only_public, call)?;
            mark
        }
        None => FolderMarker::new(uid::new_uid()?, only_public),
    };
    let mut problems = InvalidTreeFiles::default();
    let progress = app.terminal.start_progress("Comparing with the folder");
    let mut casebook = Casebook::default();
    for kind in RecordKind::ALL {
        with_record_type!(kind, K => {
            *K::list_in_mut(&mut casebook) = load_tree_records::<K>(app, store, &mark)?;
        });
    }
    if mark.public {
        let named = named_sources(&casebook.cases, &casebook.recipients);
        casebook.sources.retain(|source| named.contains(&source.id));
    }
    for kind in RecordKind::ALL {
        with_record_type!(kind, K => {
            plan.add(app, store, folder, &mark, K::list_in(&casebook), &mut problems)?;
        });
    }
    drop(progress);
    problems.fail_if_any(folder)?;
    if !plan.unseen.is_empty() && !force && !plan.is_after_import {
        let again = if call.is_both_ways {
            "sync"
        } else {
            "import --tree"
        };
        let import = format!("cases {again} {}", folder.display());
        return Err(Error::conflict(
            "Nothing was written: others have changed these files since you last took them in",
        )
        .with_details(plan.unseen)
        .try_with(import));
    }
    if app.global.dry_run {
        plan.write.iter().for_each(|(path, _)| {
            app.terminal
                .print_note(&format!("Would write {}", path.display()))
        });
        plan.remove.iter().for_each(|path| {
            app.terminal
                .print_note(&format!("Would remove {}", path.display()))
        });
        let summary = plan.summary_line("Without --dry-run:");
        app.terminal.print_note(&summary);
        return Ok(summary);
    }
    if !plan.settled.is_empty() {
        store.update_sync_base(&mark.tree, &plan.settled)?;
    }
    output::make_folder(folder)?;
    let _: FileOutcome = output::write_new(&folder.join(MARK), mark.to_toml().as_bytes(), true)?;
    // Noted first: whoever is killed from here on can tell the own texts in the tree from those of others.
    if !plan.intended.is_empty() {
        store.save_intended_texts(&mark.tree, &plan.intended)?;
    }
    plan.carry_out(app)?;
    sweep_tree(folder);
    store.update_sync_base(&mark.tree, &plan.agreed)?;
    let summary = plan.summary_line(&format!("{}:", folder.display()));
    app.terminal.print_note(&summary);
    app.terminal.print_note(if mark.public {
        "Private facts are left out."
    } else {
        "It holds private facts too: share it only with those who may know them."
    });
    Ok(summary)
}

/// Removes what killed commands left in the folders of the records, also where nothing is to be written there.
fn sweep_tree(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for place in entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
        // What cannot be swept now is swept another time.
        let _ = files::sweep_folder(&place.path());
    }
}

/// Refuses a folder that is of the other kind than what is asked for.
///
/// # Errors
/// It holds private facts and only public ones are asked for, or the other way round.
pub(super) fn check_mark(
    mark: &FolderMarker,
    folder: &Path,
    only_public: bool,
    call: &SyncCall,
) -> Result<(), Error> {
    let shown = folder.display();
    match (mark.public, only_public) {
        (true, true) | (false, false) => Ok(()),
        (true, false) => Err(Error::refused(format!("The folder {shown} is public"))
            .with_reason("Private facts are never written into it")
            .try_with(format!("cases {} --public", call.command))),
        (false, true) => {
            let verb = if call.is_both_ways {
                "sync"
            } else {
                "export --tree"
            };
            Err(
                Error::refused(format!("The folder {shown} holds private facts"))
                    .with_reason("What is public goes into a folder of its own")
                    .try_with(format!("cases {verb} OTHER-DIR --public")),
            )
        }
    }
}

/// The records of a kind as the tree is to have them.
fn load_tree_records<K: TreeRecord>(
    app: &App,
    store: &Store,
    mark: &FolderMarker,
) -> Result<Vec<K>, Error> {
    let all = store
        .load_records::<K>()?
        .into_iter()
        .map(TreeRecord::without_local_fields);
    if !mark.public {
        return Ok(all.collect());
    }
    Ok(all.filter_map(|record| record.public_part(app)).collect())
}

/// Whether the file of a record says nothing new but what was erased here: it is as it was agreed on before, or, without what
/// was erased, as it is agreed on or as the record is here.
fn is_known_without_erased<K: TreeRecord>(
    store: &Store,
    there: Option<&RecordFile<K>>,
    here: Option<&K>,
    known: Option<&String>,
) -> Result<bool, Error> {
    let Some(RecordFile { record, text, .. }) = there else {
        return Ok(false);
    };
    if store.was_in_sync_base(K::KIND, record.record_id(), text)? {
        return Ok(true);
    }
    match record.clone().without_erased(here, store)? {
        ErasureRemainder::Same(_) => Ok(false),
        rest => {
            let rest = record::record_text(rest.into_remaining().as_ref())?;
            Ok(rest.as_ref() == known || rest == record::record_text(here)?)
        }
    }
}

impl TreeExportPlan {
    /// Adds what is to be done with the files of a kind.
    fn add<K: TreeRecord>(
        &mut self,
        app: &App,
        store: &Store,
        folder: &Path,
        mark: &FolderMarker,
        records: &[K],
        problems: &mut InvalidTreeFiles,
    ) -> Result<(), Error> {
        let files: BTreeMap<Id, RecordFile<K>> = read_files::<K>(app, folder, problems)?
            .into_iter()
            .map(|file| (file.record.record_id().clone(), file))
            .collect();
        let there: BTreeMap<&Id, &K> = files.iter().map(|(id, file)| (id, &file.record)).collect();
        let (agreed, settled) = load_sync_base::<K>(store, &mark.tree, &there)?;
        self.settled.extend(settled);
        let mut texts = BTreeMap::new();
        for record in records {
            texts.insert(record.record_id().clone(), record_to_toml(record)?);
        }
        let by_id: BTreeMap<&Id, &K> = records
            .iter()
            .map(|record| (record.record_id(), record))
            .collect();
        let ids: BTreeSet<&Id> = files
            .keys()
            .chain(agreed.keys())
            .chain(texts.keys())
            .collect();
        for id in ids {
            let (text, there) = (texts.get(id), files.get(id));
            let name = format!("{}/{}", K::KIND.list_name(), file_name(id));
            let agreement = agreed.get(id);
            let known =
                record::record_text(agreement.and_then(|agreement| agreement.record.as_ref()))?;
            let there_now = there.map(|file| &file.text);
            // Whoever was erased here goes from the folder too.
            let is_erased = text.is_none()
                && K::KIND == RecordKind::Case
                && store.id_erasure_day(id)?.is_some();
            let is_seen = there_now == known.as_ref()
                || there_now == text
                || is_erased
                || is_known_without_erased(store, there, by_id.get(id).copied(), known.as_ref())?;
            if !is_seen {
                self.unseen.push(name.clone());
            }
            if self.is_after_import && !is_seen && known.as_ref() == text {
                continue;
            }
            let path = folder.join(name);
            if there_now != text && (text.is_some() || is_seen) {
                self.intended.push((K::KIND, id.clone(), text.cloned()));
            }
            match text {
                Some(text) => self.add_file(
                    path,
                    mark.format_record(text),
                    there.map(|file| file.bytes.as_slice()),
                ),
                None if there.is_some() && is_seen => self.remove.push(path),
                None => {}
            }
            if is_erased {
                continue;
            }
            let older = match agreement.and_then(|agreement| agreement.older.as_ref()) {
                Some(older) => Some(record::record_text(older.as_ref())?),
                None => {
                    (!self.is_new && known.as_ref() != text && there_now != text).then_some(known)
                }
            };
            self.agreed.push(SyncBaseRow {
                subject: K::KIND,
                id: id.clone(),
                text: text.cloned(),
                older,
            });
        }
        Ok(())
    }

    fn add_file(&mut self, path: PathBuf, text: String, there: Option<&[u8]>) {
        if there == Some(text.as_bytes()) {
            self.same += 1;
        } else {
            self.write.push((path, text));
        }
    }

    fn carry_out(&self, app: &App) -> Result<(), Error> {
        let progress = app
            .terminal
            .start_counting("Writing", "files", Some(self.write.len()));
        for (path, text) in &self.write {
            if let Some(parent) = path.parent() {
                output::make_folder(parent)?;
            }
            let _: FileOutcome = output::write_new(path, text.as_bytes(), true)?;
            progress.count_step();
        }
        for path in &self.remove {
            let failed = |error: std::io::Error| {
                Error::failed(format!("{} could not be removed", path.display()))
                    .with_reason(describe_io_error(&error))
            };
            std::fs::remove_file(path).map_err(failed)?;
            // What comes back after a power cut would be taken for the record of another.
            path.parent()
                .map_or(Ok(()), |folder| Folder::open(folder)?.sync_to_disk())
                .map_err(failed)?;
        }
        Ok(())
    }

    fn summary_line(&self, head: &str) -> String {
        let (written, removed) = (self.write.len(), self.remove.len());
        let files = if written == 1 { "file" } else { "files" };
        format!(
            "{head} {written} {files} new or changed, {removed} removed, {} as they were.",
            self.same
        )
    }
}
