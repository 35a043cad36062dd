//! Many letters into a folder: all cores at work, each letter for itself, and again only what is missing or changed.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::manifest::{self, Manifest, ManifestRow};
use super::outdated::{self, OutdatedFile};
use super::output::{missing_addressee_finding, unprinted_error};
use super::plan::{LetterFailure, LetterPlans};
use super::record::RecordingReport;
use super::text_digest::hex_digest;
use super::{AcceptedFindings, LetterArgs, LetterRun, consent, embargo, record, selection};
use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::commands::letter::redact_warning::redact_warning;
use crate::commands::letter::wave_result::{wave_result, with_outdated};
use crate::commands::letter::write::{CompiledTemplates, write_letter};
use crate::commands::shared::json_output;
use crate::commands::shared::lost_characters::lost_characters;
use crate::files::FolderLock;
use crate::files::input::{self, MANIFEST};
use crate::files::output::{self, FileOutcome as FileWritten};
use crate::letters::{ComposedLetter, LetterJob, LetterOrder, PreflightFinding, PreflightLevel};
use crate::model::{Id, SentLetter};
use crate::render::{self, Format};

/// What is needed to make the files of a letter, on any core.
struct WaveJob<'a> {
    run: WaveContext<'a>,
    folder: &'a Path,
    formats: &'a [Format],
    /// Whose embargoes are lifted only by the date of the letters.
    lifted: &'a embargo::LiftedEmbargoes,
    before: &'a Manifest,
}

/// Of the run what all cores may look at.
struct WaveContext<'a> {
    args: &'a LetterArgs,
    order: &'a LetterOrder,
    accepts: AcceptedFindings,
    must_ask: bool,
    consenting: &'a BTreeSet<Id>,
}

impl<'a> WaveContext<'a> {
    fn from_run(run: &'a LetterRun<'_>) -> Self {
        let must_ask = run.app.config().letters.consent.is_required();
        Self {
            args: run.args,
            order: &run.order,
            accepts: run.accept_policy(),
            must_ask,
            consenting: run.app.consenting_people(),
        }
    }
}

/// What came of a plan.
struct PlanOutcome {
    rows: Vec<(ManifestRow, FileWritten)>,
    findings: Vec<PreflightFinding>,
    written: Option<SentLetter>,
    failures: Vec<LetterFailure>,
}

/// A wave whose files are written and listed.
pub(super) struct LetterWave {
    folder: PathBuf,
    rows: Vec<(ManifestRow, FileWritten)>,
    /// The letters to be recorded.
    pub(super) letters: Vec<SentLetter>,
    /// How the run ends: with an error that lists what failed and what must not go out any more, if anything did.
    ended: Result<(), Error>,
    /// Kept until the letters are recorded; none in a dry run.
    lock: Option<FolderLock>,
}

/// Writes each letter in each format into the folder, with a manifest, and looks there for what must not go out any more.
///
/// # Errors
/// Nothing is to be written and nothing is in the way; or the folder or its manifest cannot be used.
pub(super) fn write_wave(
    run: &LetterRun<'_>,
    plans: Result<LetterPlans, Error>,
) -> Result<LetterWave, Error> {
    let formats = run.args.output_formats();
    let folder = run.args.output_dir.as_deref().unwrap_or(Path::new("."));
    // Where nobody may be told of any more, the letters of an earlier run still lie there.
    let (plans, refused) = match plans {
        Ok(plans) => (plans, None),
        Err(error)
            if !matches!(
                error.kind(),
                FailureKind::NotFound | FailureKind::Invalid | FailureKind::Refused
            ) =>
        {
            return Err(error);
        }
        Err(error) => (
            LetterPlans {
                letters: Vec::new(),
                failures: Vec::new(),
            },
            Some(error),
        ),
    };
    let is_dry = run.app.global.dry_run;
    if refused.is_none() && !is_dry {
        output::make_folder(folder)?;
    }
    let stems = || {
        plans
            .letters
            .iter()
            .map(|job| job.file_stem(run.order.date))
            .collect::<Vec<_>>()
    };
    let lock = (!is_dry)
        .then(|| manifest::lock_folder(folder, &stems(), run.args.record))
        .transpose()?;
    let mut manifest = Manifest::read_from(folder)?;
    let lifted = embargo::find_lifted(run, &plans.letters, run.app.earliest_today())?;
    if is_dry {
        let told = || plans.letters.iter().flat_map(|job| job.cases.iter());
        let ahead = embargo::embargo_finding(&lifted, told())
            .into_iter()
            .chain(consent::unasked_finding(told()).filter(|_| !run.app.global.public));
        ahead.for_each(|finding| run.app.terminal.print_warning(&super::with_fix(&finding)));
        let outdated = outdated::find_outdated(
            run,
            folder,
            &manifest,
            &plans.letters,
            &planned_files(run, &plans.letters, &formats),
        )?;
        if let Some(error) = refused {
            return Err(with_outdated(error, folder, &outdated));
        }
        preview_files(run, &plans.letters, folder, &formats, &outdated)?;
        return Ok(LetterWave {
            folder: folder.to_owned(),
            rows: Vec::new(),
            letters: Vec::new(),
            ended: wave_result(plans.failures, folder, &outdated),
            lock: None,
        });
    }
    let listed_lifted = embargo::find_lifted(run, &plans.letters, run.app.today)?;
    let work = WaveJob {
        run: WaveContext::from_run(run),
        folder,
        formats: &formats,
        lifted: &listed_lifted,
        before: &manifest,
    };
    let mut all = write_in_parallel(run, &work, &plans.letters);
    all.failures.splice(0..0, plans.failures);
    let told = || plans.letters.iter().flat_map(|job| job.cases.iter());
    let extra: Vec<PreflightFinding> = embargo::embargo_finding(&lifted, told())
        .into_iter()
        .chain(consent::unasked_finding(told()).filter(|_| !run.app.global.public))
        .collect();
    let findings: Vec<&PreflightFinding> = all.findings.iter().chain(&extra).collect();
    selection::summarize_findings(&findings)
        .iter()
        .for_each(|line| run.app.terminal.print_warning(line));

    manifest.merge_rows(all.rows.iter().map(|(row, _)| row.clone()).collect());
    let made: BTreeSet<String> = all.rows.iter().map(|(row, _)| row.file.clone()).collect();
    let mut outdated = outdated::find_outdated(run, folder, &manifest, &plans.letters, &made)?;
    if run.args.prune {
        outdated = outdated::prune_files(run, folder, &mut manifest, outdated)?;
    }
    if let Some(line) = outdated::describe_unchosen(folder, &outdated) {
        run.app.terminal.print_warning(&line);
    }
    if refused.is_none() || run.args.prune {
        manifest.write_files(folder)?;
    }
    if let Some(error) = refused {
        return Err(with_outdated(error, folder, &outdated));
    }
    let ended = wave_result(all.failures, folder, &outdated);
    Ok(LetterWave {
        folder: folder.to_owned(),
        rows: all.rows,
        letters: all.letters,
        ended,
        lock,
    })
}

/// The files that these letters become.
fn planned_files(
    run: &LetterRun<'_>,
    jobs: &[Arc<LetterJob>],
    formats: &[Format],
) -> BTreeSet<String> {
    let files = |job: &Arc<LetterJob>| {
        let stem = job.file_stem(run.order.date);
        formats
            .iter()
            .map(move |format| format!("{stem}.{}", format.extension()))
            .collect::<Vec<_>>()
    };
    jobs.iter().flat_map(files).collect()
}

/// What came of all plans, in their order.
#[derive(Default)]
struct WaveOutcome {
    rows: Vec<(ManifestRow, FileWritten)>,
    findings: Vec<PreflightFinding>,
    letters: Vec<SentLetter>,
    failures: Vec<LetterFailure>,
}

fn write_in_parallel(
    run: &LetterRun<'_>,
    work: &WaveJob<'_>,
    jobs: &[Arc<LetterJob>],
) -> WaveOutcome {
    let progress = run
        .app
        .terminal
        .start_counting("Writing", "letters", Some(jobs.len()));
    let mut made: Vec<Option<PlanOutcome>> = jobs.iter().map(|_| None).collect();
    let cores = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(jobs.len());
    let (next, (done, results)) = (AtomicUsize::new(0), mpsc::channel());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (next, done) = (&next, done.clone());
            scope.spawn(move || {
                let mut engines = CompiledTemplates::default();
                while let Some((at, job)) = take_next(next, jobs) {
                    // Nobody listens any more only if the run is over.
                    let _ = done.send((at, work.make_files(job, &mut engines)));
                }
            });
        }
        drop(done);
        for (at, result) in results {
            made[at] = Some(result);
            progress.count_step();
        }
    });
    drop(progress);
    let mut all = WaveOutcome::default();
    for one in made.into_iter().flatten() {
        all.rows.extend(one.rows);
        all.letters.extend(one.written);
        all.failures.extend(one.failures);
        for finding in one.findings {
            if !all.findings.contains(&finding) {
                all.findings.push(finding);
            }
        }
    }
    all
}

fn take_next<'a>(
    next: &AtomicUsize,
    jobs: &'a [Arc<LetterJob>],
) -> Option<(usize, &'a Arc<LetterJob>)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(at).map(|job| (at, job))
}

impl WaveJob<'_> {
    /// The files of one letter.
    fn make_files(&self, job: &Arc<LetterJob>, engines: &mut CompiledTemplates) -> PlanOutcome {
        let mut made = PlanOutcome {
            rows: Vec::new(),
            findings: Vec::new(),
            written: None,
            failures: Vec::new(),
        };
        let order = self.run.order;
        let stem = job.file_stem(order.date);
        let (written, sent) = match self.write_letter(job, engines) {
            Ok(written) => written,
            Err(error) => {
                made.failures.push(LetterFailure { what: stem, error });
                return made;
            }
        };
        let letter = match serde_json::to_string(&written.letter) {
            Ok(letter) => letter,
            Err(error) => {
                let error = Error::failed(error.to_string());
                made.failures.push(LetterFailure { what: stem, error });
                return made;
            }
        };
        made.findings.clone_from(&written.findings);
        for &format in self.formats {
            let file = format!("{stem}.{}", format.extension());
            match self.write_file(job, &written, &letter, format, &file) {
                Ok((row, state, found)) => {
                    made.rows.push((row, state));
                    made.findings.extend(found);
                }
                Err(error) => made.failures.push(LetterFailure { what: file, error }),
            }
        }
        made.written = sent.filter(|_| made.failures.is_empty());
        made
    }

    /// The letter, and as it is kept in the casebook where that was asked for.
    fn write_letter(
        &self,
        job: &Arc<LetterJob>,
        engines: &mut CompiledTemplates,
    ) -> Result<(ComposedLetter, Option<SentLetter>), Error> {
        let WaveContext {
            args,
            order,
            accepts,
            must_ask,
            consenting,
        } = &self.run;
        let (args, order) = (*args, *order);
        if *must_ask {
            consent::require_consent(&job.cases, consenting)?;
        }
        let written = write_letter(order, job, args.paper, engines)?;
        let extra = embargo::embargo_finding(self.lifted, job.cases.iter()).into_iter();
        let extra: Vec<PreflightFinding> = extra
            .chain(consent::unasked_finding(job.cases.iter()))
            .collect();
        accepts.check_findings(&written.findings.iter().chain(&extra).collect::<Vec<_>>())?;
        let earlier = order.follows.as_ref().map(|earlier| &earlier.id);
        let sent = args
            .record
            .then(|| record::build_sent_letter(args, earlier, &written))
            .transpose()?;
        Ok((written, sent))
    }

    /// One file, made anew only if what it is made from is not what it was.
    fn write_file(
        &self,
        job: &Arc<LetterJob>,
        written: &ComposedLetter,
        letter: &str,
        format: Format,
        file: &str,
    ) -> Result<(ManifestRow, FileWritten, Vec<PreflightFinding>), Error> {
        let args = self.run.args;
        let letter_of = &written.letter;
        let found = format_findings(written, format);
        let warnings = written
            .findings
            .iter()
            .chain(&found)
            .map(|finding| finding.what.clone());
        let warnings = warnings.chain(embargo::embargo_note(self.lifted, &job.cases));
        let warnings: Vec<String> = warnings
            .map(|warning| redact_warning(warning, &job.cases))
            .collect();
        let path = self.folder.join(file);
        let version = env!("CARGO_PKG_VERSION");
        let made_from = hex_digest(
            format!("{version} {} {} {letter}", format.slug(), args.paper.slug()).as_bytes(),
        );
        let before = self.before.find_row(file);
        let there = input::read_file(&path, MANIFEST)
            .ok()
            .map(|bytes| hex_digest(&bytes));
        let is_ours = before.is_some_and(|row| there.as_ref() == Some(&row.sha256));
        if let Some(row) = before.filter(|row| is_ours && row.made_from == made_from) {
            return Ok((
                ManifestRow {
                    warnings,
                    ..row.clone()
                },
                FileWritten::Unchanged,
                found,
            ));
        }
        let bytes = render::render_with(letter_of, format, args.paper, args.attach);
        let state = output::write_new(&path, &bytes, args.force || is_ours)?;
        let row = ManifestRow {
            file: file.to_owned(),
            cases: job.case_ids().cloned().collect(),
            recipient: job.recipient.as_ref().map(|recipient| recipient.id.clone()),
            template: job.template.kind.clone(),
            lang: letter_of.lang.clone(),
            date: letter_of.date.to_string(),
            subject: letter_of.subject.to_string(),
            format: format.slug().to_owned(),
            sha256: hex_digest(&bytes),
            made_from,
            warnings,
        };
        Ok((row, state, found))
    }
}

/// What is to be said of a letter in one format.
fn format_findings(written: &ComposedLetter, format: Format) -> Vec<PreflightFinding> {
    let letter = &written.letter;
    let lost = lost_characters(&render::find_unprintable(letter, format), format.slug());
    let lost = lost.map(|what| {
        PreflightFinding::new(PreflightLevel::Note, what).with_fix("cases letter … --format html")
    });
    let nobody = missing_addressee_finding(letter, written.job.recipient.as_deref())
        .filter(|_| format == Format::Eml);
    lost.into_iter().chain(nobody).collect()
}

/// Lists the files that would be written.
fn preview_files(
    run: &LetterRun<'_>,
    jobs: &[Arc<LetterJob>],
    folder: &Path,
    formats: &[Format],
    outdated: &[OutdatedFile],
) -> Result<(), Error> {
    if run.args.prune && !outdated.is_empty() {
        let lines: Vec<String> = outdated
            .iter()
            .map(|outdated| format!("\n  {}", outdated.to_line(folder)))
            .collect();
        run.app.terminal.print_note(&format!(
            "Would take away {}:{}",
            outdated::format_file_count(outdated.len()),
            lines.concat()
        ));
    }
    let mut data = run.app.terminal.data_writer();
    for job in jobs {
        for format in formats {
            let file = format!("{}.{}", job.file_stem(run.order.date), format.extension());
            data.write_line(&folder.join(file).display().to_string())?;
        }
    }
    data.finish_output()?;
    run.app.terminal.print_note(&format!(
        "Would write {} files. Nothing was written.",
        jobs.len() * formats.len()
    ));
    Ok(())
}

impl LetterWave {
    /// Prints the files, says how many are new and how many are recorded, and ends as the run ends. Nothing is left to be
    /// done after it.
    ///
    /// # Errors
    /// Something was not written, must not go out any more, was not recorded, or could not be printed.
    pub(super) fn print_result(
        self,
        app: &App,
        recorded: Result<Option<RecordingReport>, Error>,
    ) -> Result<(), Error> {
        if self.lock.is_none() {
            return self.ended;
        }
        let recorded = match (recorded, &self.ended) {
            (Ok(recorded), _) => recorded,
            (Err(error), Ok(())) => return Err(error),
            (Err(error), Err(ended)) => {
                app.terminal.print_warning(&ended.to_string());
                return Err(error);
            }
        };
        let printed = self.print_files(app);
        let count = |wanted: FileWritten| {
            self.rows
                .iter()
                .filter(|(_, state)| *state == wanted)
                .count()
        };
        app.terminal.print_note(&format!(
            "{}: {} new, {} changed, {} as before. The list: {}",
            outdated::format_file_count(self.rows.len()),
            count(FileWritten::Created),
            count(FileWritten::Replaced),
            count(FileWritten::Unchanged),
            self.folder.join("manifest.csv").display()
        ));
        if let Some(recorded) = recorded {
            app.terminal.print_note(&recorded.summary_line());
        }
        self.ended?;
        printed.map_err(|error| unprinted_error(error, recorded))
    }

    fn print_files(&self, app: &App) -> Result<(), Error> {
        let mut data = app.terminal.data_writer();
        if app.is_json() {
            let rows: Vec<&ManifestRow> = self.rows.iter().map(|(row, _)| row).collect();
            let json =
                serde_json::to_string(&rows).map_err(|error| Error::failed(error.to_string()))?;
            data.write_json(&json_output::select_fields(app, json)?)?;
        } else {
            for (row, _) in &self.rows {
                data.write_line(&self.folder.join(&row.file).display().to_string())?;
            }
        }
        Ok(data.finish_output()?)
    }
}
