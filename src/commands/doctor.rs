//! `cases doctor`

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::SystemTime;

use clap::Args;
use serde_json::json;

use super::{backup, templates};
use crate::app::App;
use crate::error::{Error, Kind};
use crate::store::{Access, Store};
use crate::terminal::{self, Column};

/// After so many days without a copy it is time for one.
const COPY_IS_OLD: u64 = 30;

/// See where everything is, and whether it works: casebook, settings, templates, copies, editor, terminal.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases doctor
  cases doctor --json

Names nobody, and writes ~ for your home folder, so that it can be shown to somebody who helps. Reads the whole casebook, which
takes seconds for a large one. Exit 9: the casebook cannot be used; exit 1: something else is wrong. The list is printed all the same.")]
pub struct DoctorArgs {}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    Note,
    Bad(Kind),
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Bad(_) => "bad",
        }
    }
}

/// One thing that was looked at.
struct Finding {
    what: &'static str,
    state: State,
    says: String,
    fix: Option<String>,
}

impl Finding {
    fn new(what: &'static str, state: State, says: impl Into<String>) -> Self {
        Self { what, state, says: says.into(), fix: None }
    }

    fn good(what: &'static str, says: impl Into<String>) -> Self {
        Self::new(what, State::Good, says)
    }

    fn mended_by(self, command: impl Into<String>) -> Self {
        Self { fix: Some(command.into()), ..self }
    }
}

/// Prints what was looked at, and how it is.
///
/// # Errors
/// Something is wrong.
pub fn run(app: &App, _: &DoctorArgs) -> Result<(), Error> {
    let mut findings = vec![Finding::good("version", env!("CARGO_PKG_VERSION"))];
    findings.extend(casebook(app)?);
    findings.push(copies(app)?);
    findings.push(settings(app)?);
    findings.push(own_templates(app)?);
    findings.push(Finding::good("fonts", "compiled in"));
    findings.push(editor(app));
    findings.push(screen(app));
    for finding in &mut findings {
        finding.says = at_home(&finding.says);
        finding.fix = finding.fix.as_deref().map(at_home);
    }
    print(app, &findings)?;
    verdict(&findings)
}

/// The casebook: where, of which form, sound, and for nobody else to read.
fn casebook(app: &App) -> Result<Vec<Finding>, Error> {
    if app.global.sample {
        return Ok(vec![Finding::good("casebook", "the sample, in memory")]);
    }
    let path = app.casebook_path()?;
    let place = Finding::good("casebook", path.display().to_string());
    let store = match Store::open(&path, Access::Read) {
        Ok(store) => store,
        Err(error) => {
            let error = Error::from(error);
            let text = error.to_string().lines().next().unwrap_or_default().to_owned();
            let fix = if path.exists() { "cases backup list" } else { "cases init" };
            return Ok(vec![Finding::new("casebook", State::Bad(error.kind()), text).mended_by(fix)]);
        }
    };
    let (recipients, letters) = store.counts()?;
    let cases = store.count(&crate::model::Filter::default(), app.today)?;
    let contents = format!("form {}; cases: {cases}, recipients: {recipients}, letters: {letters}", store.version()?);
    let progress = app.terminal.progress("Checking the casebook");
    let checked = store.check();
    drop(progress);
    let sound = match checked {
        Ok(()) => Finding::good("integrity", "every page was read, and is sound"),
        Err(error) => Finding::new("integrity", State::Bad(Kind::Unusable), error.to_string())
            .mended_by("cases backup restore FILE"),
    };
    Ok(vec![place, Finding::good("contents", contents), sound, permissions(&path)?])
}

fn permissions(path: &Path) -> Result<Finding, Error> {
    let about = std::fs::metadata(path).map_err(|error| Error::failed(format!("{}: {error}", path.display())))?;
    let mode = about.permissions().mode() & 0o777;
    let says = format!("mode {mode:03o}, {} bytes", about.len());
    if mode & 0o077 == 0 {
        return Ok(Finding::good("permissions", format!("only you can read it ({says})")));
    }
    Ok(Finding::new("permissions", State::Bad(Kind::Failed), format!("others on this computer can read it ({says})"))
        .mended_by(format!("chmod 600 {}", super::reference::quoted(&path.display().to_string()))))
}

fn copies(app: &App) -> Result<Finding, Error> {
    let folder = backup::folder(app)?;
    let copies = backup::copies(&folder)?;
    let time = |path: &std::path::PathBuf| std::fs::metadata(path).and_then(|about| about.modified()).ok();
    let Some(latest) = copies.iter().filter_map(time).max() else {
        return Ok(Finding::new("backups", State::Note, "there is no copy yet").mended_by("cases backup"));
    };
    let days = SystemTime::now().duration_since(latest).map_or(0, |age| age.as_secs() / 86_400);
    let says = format!("{} in {}, the latest {days} days old", copies.len(), folder.display());
    Ok(match days > COPY_IS_OLD {
        true => Finding::new("backups", State::Note, says).mended_by("cases backup"),
        false => Finding::good("backups", says),
    })
}

fn settings(app: &App) -> Result<Finding, Error> {
    if app.global.no_config {
        return Ok(Finding::good("settings", "not read (--no-config)"));
    }
    if let Some(wrong) = &app.no_settings {
        let says = wrong.to_string().lines().next().unwrap_or_default().to_owned();
        return Ok(Finding::new("settings", State::Bad(wrong.kind()), says).mended_by("cases --no-config …"));
    }
    let path = app.config_path()?;
    if !path.exists() {
        let says = format!("no file yet ({}); every setting has its default", path.display());
        return Ok(Finding::new("settings", State::Note, says).mended_by("cases init"));
    }
    let place = path.display().to_string();
    Ok(match app.config().sender.name {
        Some(_) => Finding::good("settings", place),
        None => Finding::new("settings", State::Note, format!("{place}; nobody is set to sign letters"))
            .mended_by("cases init"),
    })
}

fn own_templates(app: &App) -> Result<Finding, Error> {
    let folder = app.templates_folder().ok().filter(|folder| folder.is_dir());
    let Some(folder) = folder else { return Ok(Finding::good("templates", "built in, none of your own")) };
    let library = app.library();
    let problems = library.kinds().map_err(Error::from).and_then(|kinds| templates::problems(&library, &kinds));
    let place = folder.display();
    Ok(match problems {
        Ok(problems) if problems.is_empty() => Finding::good("templates", format!("{place}: nothing wrong")),
        Ok(problems) => {
            Finding::new("templates", State::Bad(Kind::Failed), format!("{place}: {} wrong", problems.len()))
                .mended_by("cases templates check")
        }
        Err(error) => Finding::new("templates", State::Bad(Kind::Failed), error.to_string().replace('\n', " "))
            .mended_by("cases templates check"),
    })
}

fn editor(app: &App) -> Finding {
    match app.terminal.editor() {
        Ok(command) => Finding::good("editor", command),
        Err(error) => Finding::new("editor", State::Note, error.to_string()),
    }
}

fn screen(app: &App) -> Finding {
    if !app.terminal.is_for_reading() {
        return Finding::good("terminal", "none: lists are tab-separated, nothing is asked");
    }
    let color = if app.terminal.color() { "in colour" } else { "without colour" };
    Finding::good("terminal", format!("{} columns, {color}", app.terminal.width()))
}

/// The text with `~` for the home folder, whose name is often that of a person.
fn at_home(text: &str) -> String {
    match etcetera::home_dir().ok().and_then(|home| home.to_str().map(str::to_owned)) {
        Some(home) if home.len() > 1 => text.replace(&home, "~"),
        _ => text.to_owned(),
    }
}

fn print(app: &App, findings: &[Finding]) -> Result<(), Error> {
    let mut data = app.terminal.data();
    if app.json() {
        let all: Vec<_> = findings
            .iter()
            .map(|one| json!({"what": one.what, "state": one.state.word(), "says": one.says, "fix": one.fix}))
            .collect();
        data.json(&json!(all).to_string())?;
        return Ok(data.finish()?);
    }
    let columns = [("what", 255), ("state", 254), ("says", 253), ("mended by", 252)];
    let mut table = app.terminal.table(columns.map(|(title, importance)| Column::new(title, importance)).into());
    for one in findings {
        let fix = one.fix.clone().unwrap_or_default();
        let row = [one.what.to_owned(), one.state.word().to_owned(), one.says.clone(), fix];
        table.row(&mut data, &row).map_err(terminal::Error::from)?;
    }
    table.finish(&mut data).map_err(terminal::Error::from)?;
    Ok(data.finish()?)
}

/// What is worst decides: a casebook that cannot be used before anything else.
fn verdict(findings: &[Finding]) -> Result<(), Error> {
    let bad = findings.iter().filter_map(|one| match one.state {
        State::Bad(kind) => Some((kind, one)),
        _ => None,
    });
    match bad.max_by_key(|(kind, _)| *kind == Kind::Unusable) {
        None => Ok(()),
        Some((kind, one)) => {
            let error = Error::new(kind, format!("Something is wrong with the {}", one.what)).because(&one.says);
            Err(one.fix.iter().fold(error, |error, fix| error.try_with(fix)))
        }
    }
}
