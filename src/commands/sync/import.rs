//! What others changed in the folder, taken in.

use std::collections::BTreeMap;
use std::path::Path;

use super::SyncCall;
use super::erased::ErasureRemainder;
use crate::app::App;
use crate::app::copies;
use crate::app::error::Error;
use crate::commands::shared::arguments::SideArgs;
use crate::commands::shared::save;
use crate::commands::sync::conflict::{self, RecordConflict};
use crate::commands::sync::files::{InvalidTreeFiles, read_files};
use crate::commands::sync::record::{SyncBase, TreeRecord, load_sync_base, record_text};
use crate::commands::sync::{public_merge, read_mark};
use crate::exchange::{FolderMarker, MARK, file_name};
use crate::model::reconcile::{
    FactConflict, MergeSide, RecordOutcome, ThreeWayRecord, diff_states, if_it_had_arrived,
    match_records, merge_states,
};
use crate::model::record_kind::{with_any_record, with_record_type};
use crate::model::{AnyRecord, Casebook, CasebookRecord, Id, Record};
use crate::store::{OpId, Operation, RecordKind, Store, SyncBaseRow};

/// How many records are named; the history names them all.
const MOST_LINES: usize = 20;

/// What an import does, over all kinds.
#[derive(Default)]
struct TreeImportPlan {
    /// The sync base of each record once the plan is carried out.
    agreed: BTreeMap<(RecordKind, Id), SyncBaseRow>,
    /// What an export had written without coming to its end.
    settled: Vec<SyncBaseRow>,
    conflicts: Vec<RecordConflict>,
    /// What is to be said of each record that becomes another.
    lines: Vec<String>,
    removed_cases: Vec<String>,
    same: usize,
    /// What is left out, and why.
    notes: Vec<String>,
}

/// A record that becomes another: as it is here, and as it will be.
struct RecordStep<K> {
    before: Option<K>,
    after: Option<K>,
}

/// The steps of every kind, in the order of the kinds.
type RecordSteps = Vec<Vec<RecordStep<AnyRecord>>>;

/// Takes in what others changed in a folder of files, as one operation.
///
/// # Errors
/// The folder is no tree, a file in it has problems, or something was changed on both sides; then nothing is taken in,
/// except with --partial.
pub(super) fn run(
    app: &App,
    store: &mut Store,
    folder: &Path,
    args: &SideArgs,
    call: &SyncCall,
) -> Result<Option<OpId>, Error> {
    let shown = folder.display().to_string();
    let mark = read_mark(folder)?.ok_or_else(|| {
        Error::not_found(format!(
            "There is no casebook in {shown}: the file {MARK} is missing"
        ))
        .try_with(format!("cases sync {shown}"))
    })?;
    let theirs = read_folder(app, folder)?;
    let plan = |store: &Store| build_plan(app, store, &theirs, &mark, args);
    let (seen, plan) =
        store.with_snapshot(|store| Ok::<_, Error>((store.data_version()?, plan(store)?)))?;
    refuse_conflicts(&plan.0, call, args)?;
    if app.global.dry_run {
        plan.0.print_summary(app, "Would take in");
        return plan.0.fail_on_conflicts(call).map(|()| None);
    }
    if !plan.0.removed_cases.is_empty() {
        let gone = plan.0.removed_cases.join(", ");
        app.terminal
            .print_note(&format!("Gone from the folder, and unchanged here: {gone}"));
        save::removal_question(&gone, format!("cases {} --yes", call.command))
            .confirm_action(app)?;
    }
    let copy = copies::make_safety_copy(app, store, "import")?;
    if !plan.0.settled.is_empty() {
        store.update_sync_base(&mark.tree, &plan.0.settled)?;
    }
    let progress = app.terminal.start_progress("Saving");
    let (operation, plan) = save::run_operation(app, store, &call.command, |operation| {
        let (plan, steps) = if operation.data_version()? == seen {
            plan
        } else {
            let now = build_plan(app, operation, &theirs, &mark, args)?;
            refuse_conflicts(&now.0, call, args)?;
            refuse_other_removals(&plan.0, &now.0, call)?;
            now
        };
        steps
            .iter()
            .try_for_each(|of_kind| carry_out(of_kind, operation))?;
        let agreed: Vec<SyncBaseRow> = plan.agreed.values().cloned().collect();
        operation.update_sync_base(&mark.tree, &agreed)?;
        Ok::<_, Error>(plan)
    })?;
    drop(progress);
    copy.keep_if_changed(app, operation.is_some())?;
    plan.print_summary(app, "Took in");
    if let Some(operation) = operation {
        app.terminal
            .print_note(&format!("Take it back: cases undo {operation}"));
    }
    plan.fail_on_conflicts(call)?;
    Ok(operation)
}

fn refuse_conflicts(plan: &TreeImportPlan, call: &SyncCall, args: &SideArgs) -> Result<(), Error> {
    if plan.conflicts.is_empty() || args.partial {
        Ok(())
    } else {
        Err(conflict::conflict_error(
            &plan.conflicts,
            &call.command,
            false,
        ))
    }
}

/// Refuses to remove records other than those the user agreed to.
fn refuse_other_removals(
    seen: &TreeImportPlan,
    now: &TreeImportPlan,
    call: &SyncCall,
) -> Result<(), Error> {
    if seen.removed_cases == now.removed_cases {
        return Ok(());
    }
    Err(
        Error::conflict("The casebook was changed meanwhile, and nothing was saved")
            .with_reason(format!(
                "Other cases would go now: {}",
                now.removed_cases.join(", ")
            ))
            .try_with(format!("cases {}", call.command)),
    )
}

/// Everything in the files of a folder.
fn read_folder(app: &App, folder: &Path) -> Result<Casebook, Error> {
    let _progress = app.terminal.start_progress("Reading the folder");
    let mut problems = InvalidTreeFiles::default();
    let mut theirs = Casebook::default();
    for kind in RecordKind::ALL {
        with_record_type!(kind, K => {
            *K::list_in_mut(&mut theirs) = read_files::<K>(app, folder, &mut problems)?
                .into_iter()
                .map(|file| file.record)
                .collect();
        });
    }
    problems.fail_if_any(folder)?;
    Ok(theirs)
}

fn build_plan(
    app: &App,
    store: &Store,
    theirs: &Casebook,
    mark: &FolderMarker,
    args: &SideArgs,
) -> Result<(TreeImportPlan, RecordSteps), Error> {
    let mut plan = TreeImportPlan::default();
    let mut taking = TreeImporter {
        app,
        store,
        mark,
        args,
        plan: &mut plan,
    };
    let mut steps = RecordSteps::new();
    for kind in RecordKind::ALL {
        steps.push(with_record_type!(kind, K => {
            let of_kind = taking.plan_kind::<K>(K::list_in(theirs))?;
            of_kind.into_iter().map(RecordStep::into_any_record).collect()
        }));
    }
    Ok((plan, steps))
}

/// What the plan for each kind is made from.
struct TreeImporter<'a> {
    app: &'a App,
    store: &'a Store,
    mark: &'a FolderMarker,
    args: &'a SideArgs,
    plan: &'a mut TreeImportPlan,
}

impl TreeImporter<'_> {
    /// What becomes of the records of a kind.
    fn plan_kind<K: TreeRecord>(&mut self, theirs: &[K]) -> Result<Vec<RecordStep<K>>, Error> {
        let all: Vec<K> = self.store.load_records::<K>()?;
        let mine: Vec<K> = all
            .iter()
            .filter_map(|record| self.to_tree_part(record.clone()))
            .collect();
        let mut theirs: Vec<K> = theirs
            .iter()
            .filter_map(|record| self.to_tree_part(record.clone()))
            .collect();
        self.leave_out_erased(&mine, &mut theirs)?;
        let there: BTreeMap<&Id, &K> = theirs
            .iter()
            .map(|record| (record.record_id(), record))
            .collect();
        let (agreed, settled) = load_sync_base::<K>(self.store, &self.mark.tree, &there)?;
        self.plan.settled.extend(settled);
        for id in agreed.keys() {
            self.plan.set_base(SyncBaseRow {
                subject: K::KIND,
                id: id.clone(),
                text: None,
                older: None,
            });
        }
        let base: Vec<K> = agreed
            .values()
            .filter_map(|agreement| agreement.record.clone())
            .collect();
        let mut steps = Vec::new();
        for three in match_records(&base, &mine, &theirs) {
            let named = |id: &Id| all.iter().find(|record| record.record_id() == id);
            let hidden = three
                .theirs
                .filter(|_| self.mark.public && three.mine.is_none());
            if let Some(hidden) = hidden.and_then(|theirs| named(theirs.record_id())) {
                let id = hidden.record_id();
                self.plan.notes.push(format!(
                    "{id} is private here: what the folder says of it was left out."
                ));
                self.keep_base(&three, &agreed)?;
                continue;
            }
            let whole = three.mine.and_then(|mine| named(mine.record_id()));
            steps.extend(self.plan_step(&three, whole, &agreed)?);
        }
        self.refuse_duplicate_ids(&all, &steps);
        Ok(steps)
    }

    /// Of people who were erased here, the folder says nothing, unless somebody asks for them again.
    fn leave_out_erased<K: TreeRecord>(
        &self,
        mine: &[K],
        theirs: &mut Vec<K>,
    ) -> Result<(), Error> {
        let mut kept = Vec::new();
        for record in theirs.drain(..) {
            let id = record.record_id().clone();
            if self
                .args
                .take_back_erased
                .iter()
                .any(|asked| asked == id.as_str())
            {
                kept.push(record);
                continue;
            }
            let here = mine.iter().find(|mine| mine.record_id() == &id);
            let name = format!("{}/{}", K::KIND.list_name(), file_name(&id));
            if let (Some(here), Some(told)) = (here, record_text(Some(&record))?)
                && self.store.was_in_sync_base(K::KIND, &id, &told)?
            {
                if told != record_text(Some(here))?.unwrap_or_default() {
                    self.print_note(&format!(
                        "{name}: left as it is here, because what the folder says was erased."
                    ));
                }
                kept.push(here.clone());
                continue;
            }
            match record.without_erased(here, self.store)? {
                ErasureRemainder::Same(record) => kept.push(record),
                ErasureRemainder::Part(record, day) => {
                    self.print_note(&format!(
                        "{name}: taken in without what was erased on {day}."
                    ));
                    kept.push(record);
                }
                ErasureRemainder::Nothing(day) => self.print_note(&format!(
                    "{name}: left out, erased on {day}. To take it in: --take-back-erased {id}"
                )),
            }
        }
        *theirs = kept;
        Ok(())
    }

    fn print_note(&self, text: &str) {
        self.app.terminal.print_note(text);
    }

    /// What of a record the tree can hold.
    fn to_tree_part<K: TreeRecord>(&self, record: K) -> Option<K> {
        let record = record.without_local_fields();
        if self.mark.public {
            record.public_part(self.app)
        } else {
            Some(record)
        }
    }

    fn plan_step<K: TreeRecord>(
        &mut self,
        three: &ThreeWayRecord<'_, K>,
        whole: Option<&K>,
        agreed: &BTreeMap<Id, SyncBase<K>>,
    ) -> Result<Option<RecordStep<K>>, Error> {
        let side = self.args.side_for(&three.collect_ids());
        let older = find_older_base(three, agreed);
        let known = older
            .map(|older| if_it_had_arrived(older, three.base, three.theirs))
            .transpose()?
            .flatten();
        let theirs = match &known {
            Some(known) if side == Some(MergeSide::Mine) => known.as_ref(),
            _ => three.theirs,
        };
        let mut merged = merge_states(
            ThreeWayRecord { theirs, ..*three },
            side.unwrap_or(MergeSide::Mine),
        )?;
        if let Some(known) = &known {
            let told =
                |clash: &FactConflict| merged.clashes.iter().any(|other| other.of == clash.of);
            let more: Vec<FactConflict> = diff_states(known.as_ref(), three.theirs)
                .into_iter()
                .filter(|one| !told(one))
                .collect();
            merged.clashes.extend(more);
        }
        if side.is_none() && !merged.clashes.is_empty() {
            self.plan.conflicts.push(RecordConflict::from_clashes(
                self.store,
                three,
                &merged.clashes,
                known.is_none(),
            )?);
            self.keep_base(three, agreed)?;
            return Ok(None);
        }
        if three.theirs == three.base {
            self.keep_base(three, agreed)?;
        } else {
            self.update_base(three.theirs)?;
        }
        let after = match (merged.outcome, whole) {
            (RecordOutcome::Same, _) => {
                self.plan.same += usize::from(whole.is_some());
                return Ok(None);
            }
            (RecordOutcome::Remove, Some(whole)) if self.mark.public => Some(whole.to_hidden()),
            (RecordOutcome::Remove, _) => None,
            (RecordOutcome::Put(record), Some(whole)) if self.mark.public => Some(
                public_merge::merge_public(whole, three.mine.unwrap_or(whole), &record)?
                    .with_old_id(whole),
            ),
            (RecordOutcome::Put(record), _) => Some(*record),
        };
        let step = RecordStep {
            before: whole.cloned(),
            after: after.map(|after| after.with_next_revision(whole)),
        };
        self.plan.add_step(&step);
        Ok(Some(step))
    }

    /// This becomes the sync base, and others have it.
    fn update_base<K: TreeRecord>(&mut self, record: Option<&K>) -> Result<(), Error> {
        if let Some(record) = record {
            let (subject, id) = (K::KIND, record.record_id().clone());
            self.plan.set_base(SyncBaseRow {
                subject,
                id,
                text: record_text(Some(record))?,
                older: None,
            });
        }
        Ok(())
    }

    /// The sync base stays.
    fn keep_base<K: TreeRecord>(
        &mut self,
        three: &ThreeWayRecord<'_, K>,
        agreed: &BTreeMap<Id, SyncBase<K>>,
    ) -> Result<(), Error> {
        let ids = three.collect_ids();
        for (id, agreement) in agreed
            .iter()
            .filter(|(id, _)| ids.iter().any(|one| one == id.as_str()))
        {
            let older = agreement
                .older
                .as_ref()
                .map(|older| record_text(older.as_ref()))
                .transpose()?;
            let (subject, id, text) =
                (K::KIND, id.clone(), record_text(agreement.record.as_ref())?);
            self.plan.set_base(SyncBaseRow {
                subject,
                id,
                text,
                older,
            });
        }
        Ok(())
    }

    /// No two people may end with one id.
    fn refuse_duplicate_ids<K: TreeRecord>(&mut self, all: &[K], steps: &[RecordStep<K>]) {
        let mut count: BTreeMap<&Id, i32> =
            all.iter().map(|record| (record.record_id(), 1)).collect();
        for step in steps {
            step.before
                .iter()
                .for_each(|before| *count.entry(before.record_id()).or_default() -= 1);
            step.after
                .iter()
                .for_each(|after| *count.entry(after.record_id()).or_default() += 1);
        }
        let twice = count.into_iter().filter(|(_, count)| *count > 1);
        self.plan
            .conflicts
            .extend(twice.map(|(id, _)| RecordConflict::from_shared_id(K::KIND.list_name(), id)));
    }
}

impl TreeImportPlan {
    fn set_base(&mut self, agreed: SyncBaseRow) {
        self.agreed
            .insert((agreed.subject, agreed.id.clone()), agreed);
    }

    fn add_step<K: TreeRecord>(&mut self, step: &RecordStep<K>) {
        let name =
            |record: &K| format!("{}/{}", K::KIND.list_name(), file_name(record.record_id()));
        let line = match (&step.before, &step.after) {
            (None, Some(after)) => format!("new      {}", name(after)),
            (Some(before), Some(after)) => {
                format!(
                    "changed  {}: {}",
                    name(after),
                    changed_parts(before, after).join(", ")
                )
            }
            (Some(before), None) => format!("removed  {}", name(before)),
            (None, None) => return,
        };
        self.lines.push(line);
        if K::KIND == RecordKind::Case && step.after.is_none() {
            self.removed_cases.extend(
                step.before
                    .iter()
                    .map(|before| before.record_id().to_string()),
            );
        }
    }

    fn fail_on_conflicts(&self, call: &SyncCall) -> Result<(), Error> {
        if self.conflicts.is_empty() {
            Ok(())
        } else {
            Err(conflict::conflict_error(
                &self.conflicts,
                &call.command,
                true,
            ))
        }
    }

    fn print_summary(&self, app: &App, verb: &str) {
        self.notes
            .iter()
            .for_each(|note| app.terminal.print_note(note));
        let shown = if app.global.dry_run {
            self.lines.len()
        } else {
            MOST_LINES
        };
        self.lines
            .iter()
            .take(shown)
            .for_each(|line| app.terminal.print_note(&format!("  {line}")));
        if let Some(more @ 1..) = self.lines.len().checked_sub(shown) {
            app.terminal.print_note(&format!("  and {more} more"));
        }
        let count = |what: &str| {
            self.lines
                .iter()
                .filter(|line| line.starts_with(what))
                .count()
        };
        let (new, changed, removed) = (count("new "), count("changed "), count("removed "));
        app.terminal.print_note(&format!(
            "{verb}: {new} new, {changed} changed, {removed} removed, {} the same.",
            self.same
        ));
    }
}

/// The sync base of a record before it was written into the folder, if others may not have the new text yet.
fn find_older_base<'a, K: TreeRecord>(
    three: &ThreeWayRecord<'_, K>,
    agreed: &'a BTreeMap<Id, SyncBase<K>>,
) -> Option<Option<&'a K>> {
    let ids = three.collect_ids();
    let of_it = agreed
        .iter()
        .filter(|(id, _)| ids.iter().any(|one| one == id.as_str()));
    let older: Vec<Option<&K>> = of_it
        .filter_map(|(_, agreement)| Some(agreement.older.as_ref()?.as_ref()))
        .collect();
    older
        .iter()
        .find(|older| older.is_some())
        .or(older.first())
        .copied()
}

/// The fields and lists in which two states of a record differ.
fn changed_parts<R: Record>(before: &R, after: &R) -> Vec<&'static str> {
    let cells = before.cells().into_iter().zip(after.cells());
    let fields = R::FIELDS
        .iter()
        .zip(cells)
        .filter(|(field, (old, new))| old != new && field.name != "rev");
    let lists = R::LISTS
        .iter()
        .filter(|list| before.rows(list.name) != after.rows(list.name));
    fields
        .map(|(field, _)| field.name)
        .chain(lists.map(|list| list.name))
        .collect()
}

impl<K: TreeRecord> RecordStep<K> {
    fn into_any_record(self) -> RecordStep<AnyRecord> {
        RecordStep {
            before: self.before.map(K::into_any_record),
            after: self.after.map(K::into_any_record),
        }
    }
}

/// First what goes, also under an id that it will not have any more; then what comes.
fn carry_out(steps: &[RecordStep<AnyRecord>], operation: &mut Operation<'_>) -> Result<(), Error> {
    for step in steps {
        if let Some(before) = step.before.as_ref().filter(|before| {
            step.after.as_ref().map(AnyRecord::record_id) != Some(before.record_id())
        }) {
            operation.remove_any_record(before.record_kind(), before.record_id())?;
        }
    }
    for step in steps {
        if let Some(after) = &step.after {
            if step.before.is_none() {
                with_any_record!(after, record => record.take_back_erased(operation))?;
            }
            operation.put_any_record(after)?;
        }
    }
    Ok(())
}
