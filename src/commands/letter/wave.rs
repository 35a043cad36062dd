//! Many letters into a folder: all cores at work, each letter for itself, and again only what is missing or changed.

use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::desk::{Desk, Engines, Plan, Written};
use super::manifest::{Manifest, Row};
use super::output::{digest, lost_characters};
use super::plan::{Failure, Plans};
use super::{Accepts, Run, selection};
use crate::error::Error;
use crate::formats::{self, Format, Paper};
use crate::input::{self, MANIFEST};
use crate::letters::Finding;
use crate::output::{self, Written as FileWritten};

/// What is needed to make the files of a letter, on any core.
struct Work<'a> {
    accepts: Accepts,
    desk: &'a Desk,
    folder: &'a Path,
    formats: &'a [Format],
    paper: Paper,
    force: bool,
    /// Whether letters are to be recorded; one of which no file is new or changed was recorded before.
    keep: bool,
    before: &'a Manifest,
}

/// What came of a plan.
struct Made {
    rows: Vec<(Row, FileWritten)>,
    findings: Vec<Finding>,
    written: Option<Written>,
    failures: Vec<Failure>,
}

/// Writes each letter in each format into the folder, with a manifest. Gives the letters to be recorded, and how the run
/// ends: with an error that lists what failed, if anything did.
///
/// # Errors
/// The folder or its manifest cannot be used, or standard output cannot be written.
pub(super) fn write(run: &Run<'_>, plans: Plans) -> Result<(Vec<Written>, Result<(), Error>), Error> {
    let formats = run.args.formats();
    let folder = run.args.output_dir.as_deref().unwrap_or(Path::new("."));
    if run.app.global.dry_run {
        preview(run, &plans.letters, folder, &formats)?;
        return Ok((Vec::new(), ended(plans.failures)));
    }
    let mut manifest = Manifest::of(folder)?;
    output::make_folder(folder)?;
    let args = run.args;
    let work = Work {
        accepts: run.accepts(),
        desk: &run.desk,
        folder,
        formats: &formats,
        paper: args.paper,
        force: args.force,
        keep: args.record,
        before: &manifest,
    };
    let mut all = all_cores(run, &work, &plans.letters);
    all.failures.splice(0..0, plans.failures);
    let findings: Vec<&Finding> = all.findings.iter().collect();
    selection::summarise(&findings).iter().for_each(|line| run.app.terminal.warn(line));
    tell(run, folder, &all)?;
    manifest.take_in(all.rows.into_iter().map(|(row, _)| row).collect());
    manifest.write(folder)?;
    Ok((all.letters, ended(all.failures)))
}

/// What came of all plans, in their order.
#[derive(Default)]
struct All {
    rows: Vec<(Row, FileWritten)>,
    findings: Vec<Finding>,
    letters: Vec<Written>,
    failures: Vec<Failure>,
}

fn all_cores(run: &Run<'_>, work: &Work<'_>, plans: &[Plan]) -> All {
    let progress = run.app.terminal.counting("Writing", "letters", Some(plans.len()));
    let mut made: Vec<Option<Made>> = plans.iter().map(|_| None).collect();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(plans.len());
    let (next, (done, results)) = (AtomicUsize::new(0), mpsc::channel());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (next, done) = (&next, done.clone());
            scope.spawn(move || {
                let mut engines = Engines::default();
                while let Some((at, plan)) = take(next, plans) {
                    // Nobody listens any more only if the run is over.
                    let _ = done.send((at, work.make(plan, &mut engines)));
                }
            });
        }
        drop(done);
        for (at, result) in results {
            made[at] = Some(result);
            progress.step();
        }
    });
    drop(progress);
    let mut all = All::default();
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

fn take<'a>(next: &AtomicUsize, plans: &'a [Plan]) -> Option<(usize, &'a Plan)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    plans.get(at).map(|plan| (at, plan))
}

impl Work<'_> {
    /// The files of one letter.
    fn make(&self, plan: &Plan, engines: &mut Engines) -> Made {
        let mut made = Made { rows: Vec::new(), findings: Vec::new(), written: None, failures: Vec::new() };
        let stem = plan.file_stem(self.desk.date);
        let written = self.desk.write(plan, engines).and_then(|written| {
            let findings: Vec<&Finding> = written.composed.findings.iter().collect();
            self.accepts.check(&findings)?;
            Ok(written)
        });
        let written = match written {
            Ok(written) => written,
            Err(error) => {
                made.failures.push(Failure { what: stem, error });
                return made;
            }
        };
        let letter = format!("{:?}", written.composed.letter);
        for &format in self.formats {
            let file = format!("{stem}.{}", format.extension());
            match self.file(plan, &written, &letter, format, &file) {
                Ok(row) => made.rows.push(row),
                Err(error) => made.failures.push(Failure { what: file, error }),
            }
        }
        made.findings.clone_from(&written.composed.findings);
        let is_new = made.rows.iter().any(|(_, state)| *state != FileWritten::Unchanged);
        made.written = Some(written).filter(|_| self.keep && is_new && made.failures.is_empty());
        made
    }

    /// One file, made anew only if what it is made from is not what it was.
    fn file(
        &self,
        plan: &Plan,
        written: &Written,
        letter: &str,
        format: Format,
        file: &str,
    ) -> Result<(Row, FileWritten), Error> {
        let path = self.folder.join(file);
        let version = env!("CARGO_PKG_VERSION");
        let made_from = digest(format!("{version} {} {} {letter}", format.slug(), self.paper.slug()).as_bytes());
        let before = self.before.row(file);
        let there = input::file(&path, MANIFEST).ok().map(|bytes| digest(&bytes));
        let is_ours = before.is_some_and(|row| there.as_ref() == Some(&row.sha256));
        if let Some(row) = before.filter(|row| is_ours && row.made_from == made_from) {
            return Ok((row.clone(), FileWritten::Unchanged));
        }
        let bytes = formats::render_on(&written.composed.letter, format, self.paper);
        let state = output::write_new(&path, &bytes, self.force || is_ours)?;
        let lost = lost_characters(&formats::unprintable(&written.composed.letter, format), format.slug());
        let letter = &written.composed.letter;
        let row = Row {
            file: file.to_owned(),
            cases: plan.case_ids().cloned().collect(),
            recipient: plan.recipient.as_ref().map(|recipient| recipient.id.clone()),
            template: plan.template.kind.clone(),
            lang: letter.lang.clone(),
            date: letter.date.to_string(),
            subject: letter.subject.clone(),
            format: format.slug().to_owned(),
            sha256: digest(&bytes),
            made_from,
            warnings: written.composed.findings.iter().map(|finding| finding.what.clone()).chain(lost).collect(),
        };
        Ok((row, state))
    }
}

/// Lists the files that would be written.
fn preview(run: &Run<'_>, plans: &[Plan], folder: &Path, formats: &[Format]) -> Result<(), Error> {
    let mut data = run.app.terminal.data();
    for plan in plans {
        for format in formats {
            let file = format!("{}.{}", plan.file_stem(run.desk.date), format.extension());
            data.line(&folder.join(file).display().to_string())?;
        }
    }
    data.finish()?;
    run.app.terminal.note(&format!("Would write {} files. Nothing was written.", plans.len() * formats.len()));
    Ok(())
}

/// Prints the files, and how many are new.
fn tell(run: &Run<'_>, folder: &Path, all: &All) -> Result<(), Error> {
    let mut data = run.app.terminal.data();
    if run.app.json() {
        let rows: Vec<&Row> = all.rows.iter().map(|(row, _)| row).collect();
        data.json(&serde_json::to_string(&rows).map_err(|error| Error::failed(error.to_string()))?)?;
    } else {
        for (row, _) in &all.rows {
            data.line(&folder.join(&row.file).display().to_string())?;
        }
    }
    data.finish()?;
    let count = |wanted: FileWritten| all.rows.iter().filter(|(_, state)| *state == wanted).count();
    run.app.terminal.note(&format!(
        "{}: {} new, {} changed, {} as before. The list: {}",
        files(all.rows.len()),
        count(FileWritten::Created),
        count(FileWritten::Replaced),
        count(FileWritten::Unchanged),
        folder.join("manifest.csv").display()
    ));
    Ok(())
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// How the run ends: well, or with the list of what failed, as the first of them.
fn ended(failures: Vec<Failure>) -> Result<(), Error> {
    let Some(first) = failures.first() else { return Ok(()) };
    let letters =
        if failures.len() == 1 { "1 letter was".to_owned() } else { format!("{} letters were", failures.len()) };
    let details = failures.iter().map(|failure| format!("{}: {}", failure.what, failure.error.to_string().trim_end()));
    Err(Error::new(first.error.kind(), format!("{letters} not written")).with_details(details))
}
