//! `cases doctor`

mod derived_values;
mod kept_files;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;

use crate::app::error::{Error, FailureKind};
use crate::app::{App, copies};
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::findings;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::template_problems;
use crate::files;
use crate::model::{Finding, FindingLevel, FindingSubject};
use crate::render::listing::{ListingCell, ListingColumn};
use crate::store::{self, AccessMode, Store};

/// After this many days without a copy, doctor recommends one.
const COPY_IS_OLD: u64 = 30;

/// See where everything is, and whether it works: casebook, settings, templates, copies, editor, terminal.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases doctor
  cases doctor --json
  cases doctor --fix

Names nobody, and writes ~ for your home folder, so that it can be shown to somebody who helps.

Reads the whole casebook, which takes seconds for a large one: every page, every rule, every record,
every earlier state, and whether lists and searches go by what the records say. Other commands look
at the whole of a casebook only up to 2 MiB, and of a larger one at its head, its tables and its
length.

Nothing is changed, but with --fix: what is derived from the records (the status of lists, the keys
of names, the words of searches) is written anew from them where it differs.

Exit 9: the casebook cannot be used; exit 1: something else is wrong. The list is printed all the same.")]
pub struct DoctorArgs {
    /// Write anew, from the records, what lists and searches go by, where it differs.
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DoctorState {
    Good,
    Note,
    Bad(FailureKind),
}

impl DoctorState {
    fn state_slug(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Bad(_) => "bad",
        }
    }
}

/// One thing that was looked at.
struct DoctorResult {
    what: &'static str,
    state: DoctorState,
    says: String,
    fix: Option<String>,
}

impl DoctorResult {
    fn new(what: &'static str, state: DoctorState, says: impl Into<String>) -> Self {
        Self {
            what,
            state,
            says: says.into(),
            fix: None,
        }
    }

    fn new_good(what: &'static str, says: impl Into<String>) -> Self {
        Self::new(what, DoctorState::Good, says)
    }

    fn with_fix(self, command: impl Into<String>) -> Self {
        Self {
            fix: Some(command.into()),
            ..self
        }
    }
}

/// Prints what was looked at, and how it is.
pub fn run(app: &App, args: &DoctorArgs) -> Result<(), Error> {
    let schema = schema();
    let Some(view) = args.listing.prepare(app, &schema)? else {
        return Ok(());
    };
    let mut findings = vec![DoctorResult::new_good("version", env!("CARGO_PKG_VERSION"))];
    if args.fix {
        derived_values::fix_derived_values(app)?;
    }
    findings.extend(check_casebook(app)?);
    findings.extend(check_leftovers(app)?);
    findings.push(check_backups(app)?);
    if !app.global.sample {
        let path = app.casebook_path()?;
        findings.extend(kept_files::check_kept_files(folder_of(&path), &path)?);
    }
    findings.push(check_settings(app)?);
    findings.push(check_templates(app)?);
    findings.push(DoctorResult::new_good("fonts", "compiled in"));
    findings.push(check_editor(app));
    findings.push(check_terminal(app));
    for finding in &mut findings {
        finding.says = at_home(&finding.says);
        finding.fix = finding.fix.as_deref().map(at_home);
    }
    view.print(app, |sink| {
        findings
            .iter()
            .try_for_each(|finding| sink.add_row(finding.to_cells()))
    })?;
    judge_findings(&findings)
}

/// The casebook: where, of which form, sound, and for nobody else to read.
fn check_casebook(app: &App) -> Result<Vec<DoctorResult>, Error> {
    if app.global.sample {
        return Ok(vec![DoctorResult::new_good(
            "casebook",
            "the sample, in memory",
        )]);
    }
    let path = app.casebook_path()?;
    let place = DoctorResult::new_good("casebook", path.display().to_string());
    // SQLite knows the rules of the tables only where it may write.
    let opened = match Store::open(&path, AccessMode::Write) {
        Err(store::Error::ReadOnly) => {
            Store::open(&path, AccessMode::Read).map(|store| (store, false))
        }
        opened => opened.map(|store| (store, true)),
    };
    let (store, may_write) = match opened {
        Ok(opened) => opened,
        Err(error) => return Ok(vec![report_unusable(&path, error)]),
    };
    let counted = store
        .count_recipients_and_letters()
        .and_then(|(recipients, letters)| {
            let cases = store.count_cases(&crate::model::Filter::default(), app.today)?;
            Ok(format!(
                "form {}; cases: {cases}, recipients: {recipients}, letters: {letters}",
                store.schema_version()?
            ))
        });
    let contents = match counted {
        Ok(contents) => DoctorResult::new_good("contents", contents),
        Err(error) => return Ok(vec![place, report_unusable(&path, error)]),
    };
    let progress = app.terminal.start_progress("Checking the casebook");
    let checked = store.check_integrity();
    drop(progress);
    let sound = match checked {
        Ok(()) if may_write => DoctorResult::new_good(
            "integrity",
            "every page and every record was read, and is sound",
        ),
        Ok(()) => {
            let says = "every page and every record was read; you may not write the file, so its rules were not checked";
            DoctorResult::new("integrity", DoctorState::Note, says)
        }
        Err(error) => DoctorResult {
            what: "integrity",
            ..report_unusable(&path, error)
        },
    };
    let mut findings = vec![place, contents, sound, check_permissions(&path)?];
    if matches!(findings[2].state, DoctorState::Bad(_)) {
        return Ok(findings);
    }
    findings.push(derived_values::check_derived_values(&store)?);
    findings.extend(derived_values::check_moments(&store)?);
    Ok(findings)
}

/// A casebook that cannot be used, and the way out: the youngest copy that is sound, or what can still be read.
fn report_unusable(path: &Path, error: store::Error) -> DoctorResult {
    let is_unsound = matches!(
        error,
        store::Error::Damaged(_)
            | store::Error::Unreadable { .. }
            | store::Error::Unsound { .. }
            | store::Error::Empty(_)
    );
    let error = Error::from(error);
    let text = error
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    let found = DoctorResult::new("casebook", DoctorState::Bad(error.kind()), text);
    if !path.exists() {
        return found.with_fix("cases init");
    }
    match copies::newest_sound(path) {
        Some(copy) => found.with_fix(format!(
            "cases backup restore {}",
            crate::app::shell::shell_quote(&copy.display().to_string())
        )),
        None if is_unsound => {
            found.with_fix("cases export --salvage -o CONFIDENTIAL-salvaged.toml")
        }
        None => found.with_fix("cases backup list"),
    }
}

/// Files beside the casebook that should not be there: conflicting copies of another computer, and leftovers of killed
/// commands.
fn check_leftovers(app: &App) -> Result<Vec<DoctorResult>, Error> {
    if app.global.sample {
        return Ok(Vec::new());
    }
    let path = app.casebook_path()?;
    let folder = folder_of(&path);
    let mut found = Vec::new();
    for other in find_conflicted_copies(folder, &path) {
        let other = other.display().to_string();
        let says = format!(
            "{other} seems to be the same casebook as another computer changed it: take in what is only there"
        );
        let quoted = crate::app::shell::shell_quote(&other);
        let fix = format!("cases --db {quoted} export --format toml -o CONFIDENTIAL-other.toml");
        found.push(
            DoctorResult::new(
                "second casebook",
                DoctorState::Bad(FailureKind::Failed),
                says,
            )
            .with_fix(fix),
        );
    }
    for companion in files::companion_paths(&path)
        .into_iter()
        .filter(|companion| companion.exists())
    {
        let says = format!(
            "{}: left by a command that was interrupted, or one is at work",
            companion.display()
        );
        found.push(DoctorResult::new("journal", DoctorState::Note, says));
    }
    let mut places = vec![
        folder.to_owned(),
        copies::copies_folder(app)?,
        files::runtime_folder(),
        std::env::temp_dir(),
    ];
    places.extend(std::env::current_dir());
    places.extend(
        app.config_path()
            .ok()
            .and_then(|path| path.parent().map(Path::to_owned)),
    );
    let mut left: Vec<PathBuf> = places
        .iter()
        .flat_map(|place| files::find_leftovers(place).unwrap_or_default())
        .collect();
    left.sort();
    left.dedup();
    for path in left {
        let says = format!(
            "{}: left by a command that was killed; the next change in that folder removes it",
            path.display()
        );
        found.push(DoctorResult::new("temporary file", DoctorState::Note, says));
    }
    for path in files::kept_drafts() {
        let says = format!(
            "{}: what you typed and could not be saved; remove it when you need it no more",
            path.display()
        );
        let fix = format!(
            "rm -r {}",
            crate::app::shell::shell_quote(&path.display().to_string())
        );
        found.push(DoctorResult::new("draft", DoctorState::Note, says).with_fix(fix));
    }
    Ok(found)
}

fn folder_of(casebook: &Path) -> &Path {
    casebook
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Casebooks beside this one whose names say that a service that shares folders could not bring two states together:
/// `k (conflicted copy 2026-11-28).db`, `k.sync-conflict-20261128-101530-ABC.db`, `k (1).db`, `k 2.db`.
fn find_conflicted_copies(folder: &Path, casebook: &Path) -> Vec<PathBuf> {
    let (Some(name), Some(stem)) = (
        casebook.file_name(),
        casebook.file_stem().and_then(|stem| stem.to_str()),
    ) else {
        return Vec::new();
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_second = |path: &Path| {
        let rest = path
            .file_stem()
            .and_then(|other| other.to_str())
            .and_then(|other| other.strip_prefix(stem));
        let Some(rest) = rest.map(str::to_lowercase) else {
            return false;
        };
        let numbered = rest
            .trim_start()
            .trim_start_matches('(')
            .trim_end_matches(')');
        ["conflict", "konflikt", "conflit", "конфликт", "конфлікт"]
            .iter()
            .any(|word| rest.contains(word))
            || (rest.starts_with(' ') && is_number(numbered))
    };
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries
        .filter(|path| {
            path.file_name() != Some(name) && is_second(path) && files::is_casebook(path)
        })
        .collect();
    found.sort();
    found
}

fn check_permissions(path: &Path) -> Result<DoctorResult, Error> {
    let about = std::fs::metadata(path).map_err(|error| {
        Error::failed(format!("{} cannot be looked at", path.display()))
            .with_reason(files::describe_io_error(&error))
    })?;
    let mode = about.permissions().mode() & 0o777;
    let says = format!("mode {mode:03o}, {} bytes", about.len());
    if mode & 0o077 == 0 {
        return Ok(DoctorResult::new_good(
            "permissions",
            format!("only you can read it ({says})"),
        ));
    }
    Ok(DoctorResult::new(
        "permissions",
        DoctorState::Bad(FailureKind::Failed),
        format!("others on this computer can read it ({says})"),
    )
    .with_fix(format!(
        "chmod 600 {}",
        crate::app::shell::shell_quote(&path.display().to_string())
    )))
}

fn check_backups(app: &App) -> Result<DoctorResult, Error> {
    let folder = copies::copies_folder(app)?;
    let copies = copies::list_copies(&folder)?;
    let time = |path: &std::path::PathBuf| {
        std::fs::metadata(path)
            .and_then(|about| about.modified())
            .ok()
    };
    let Some(latest) = copies.iter().filter_map(time).max() else {
        return Ok(DoctorResult::new(
            "backups",
            DoctorState::Note,
            "there is no copy in the folder backups yet",
        )
        .with_fix("cases backup"));
    };
    let days = SystemTime::now()
        .duration_since(latest)
        .map_or(0, |age| age.as_secs() / 86_400);
    let says = format!(
        "{} in {}, the latest {days} days old",
        copies.len(),
        folder.display()
    );
    Ok(match days > COPY_IS_OLD {
        true => DoctorResult::new("backups", DoctorState::Note, says).with_fix("cases backup"),
        false => DoctorResult::new_good("backups", says),
    })
}

fn check_settings(app: &App) -> Result<DoctorResult, Error> {
    if app.global.no_config {
        return Ok(DoctorResult::new_good("settings", "not read (--no-config)"));
    }
    if let Some(wrong) = &app.no_settings {
        let says = wrong
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        return Ok(
            DoctorResult::new("settings", DoctorState::Bad(wrong.kind()), says)
                .with_fix("cases --no-config …"),
        );
    }
    let path = app.config_path()?;
    if !path.exists() {
        let says = format!(
            "no file yet ({}); every setting has its default",
            path.display()
        );
        return Ok(DoctorResult::new("settings", DoctorState::Note, says).with_fix("cases init"));
    }
    let place = path.display().to_string();
    Ok(match app.config().sender.name {
        Some(_) => DoctorResult::new_good("settings", place),
        None => DoctorResult::new(
            "settings",
            DoctorState::Note,
            format!("{place}; nobody is set to sign letters"),
        )
        .with_fix("cases init"),
    })
}

fn check_templates(app: &App) -> Result<DoctorResult, Error> {
    let folder = app.templates_folder().ok().filter(|folder| folder.is_dir());
    let Some(folder) = folder else {
        return Ok(DoctorResult::new_good(
            "templates",
            "built in, none of your own",
        ));
    };
    let library = app.template_library();
    let problems = library
        .list_kinds()
        .map_err(Error::from)
        .and_then(|kinds| template_problems::find_problems(&library, &kinds));
    let place = folder.display();
    Ok(match problems {
        Ok(problems) if problems.is_empty() => {
            DoctorResult::new_good("templates", format!("{place}: nothing wrong"))
        }
        Ok(problems) => DoctorResult::new(
            "templates",
            DoctorState::Bad(FailureKind::Failed),
            format!("{place}: {} wrong", problems.len()),
        )
        .with_fix("cases templates check"),
        Err(error) => DoctorResult::new(
            "templates",
            DoctorState::Bad(FailureKind::Failed),
            error.to_string().replace('\n', " "),
        )
        .with_fix("cases templates check"),
    })
}

fn check_editor(app: &App) -> DoctorResult {
    match app.terminal.editor_command() {
        Ok(command) => DoctorResult::new_good("editor", command),
        Err(error) => DoctorResult::new("editor", DoctorState::Note, error.to_string()),
    }
}

fn check_terminal(app: &App) -> DoctorResult {
    if !app.terminal.is_for_reading() {
        return DoctorResult::new_good(
            "terminal",
            "none: lists are tab-separated, nothing is asked",
        );
    }
    let color = if app.terminal.has_color() {
        "in colour"
    } else {
        "without colour"
    };
    DoctorResult::new_good(
        "terminal",
        format!("{} columns, {color}", app.terminal.layout_width()),
    )
}

/// The text with `~` for the home folder, whose name is often that of a person.
fn at_home(text: &str) -> String {
    match etcetera::home_dir()
        .ok()
        .and_then(|home| home.to_str().map(str::to_owned))
    {
        Some(home) if home.len() > 1 => text.replace(&home, "~"),
        _ => text.to_owned(),
    }
}

/// What it can say of everything that it looked at: its own words, and those of findings.
fn schema() -> ListingSchema {
    let mut columns = vec![
        ListingColumn::new("what", 255, "what was looked at"),
        ListingColumn::new("state", 254, "good, note or bad"),
        ListingColumn::new("says", 253, "how it is"),
    ];
    columns.extend(findings::findings_schema("cases doctor").columns);
    for column in &mut columns {
        if column.name == "fix" {
            *column = column.clone().with_title("mended by");
            column.importance = 252;
        }
    }
    let mut json: Vec<&str> = columns.iter().map(|column| column.name).collect();
    json.sort_unstable();
    ListingSchema::new("cases doctor", columns)
        .with_table(&["what", "state", "says", "fix"])
        .with_json(&json)
        .with_ids(ListingIds::Nothing)
}

impl DoctorResult {
    fn to_cells(&self) -> Vec<ListingCell> {
        let mut cells = vec![
            ListingCell::text_of(self.what),
            ListingCell::text_of(self.state.state_slug()),
            ListingCell::text_of(&self.says),
        ];
        cells.extend(findings::finding_cells(&self.to_finding()));
        cells
    }

    fn to_finding(&self) -> Finding {
        let level = match self.state {
            DoctorState::Good => FindingLevel::Good,
            DoctorState::Note => FindingLevel::Note,
            DoctorState::Bad(_) => FindingLevel::Error,
        };
        let about = FindingSubject {
            label: Some(self.what.to_owned()),
            ..FindingSubject::default()
        };
        Finding {
            fix: self.fix.clone(),
            ..Finding::new(level, about, &self.says)
        }
    }
}

/// What is worst decides: a casebook that cannot be used before anything else.
fn judge_findings(findings: &[DoctorResult]) -> Result<(), Error> {
    let bad = findings.iter().filter_map(|one| match one.state {
        DoctorState::Bad(kind) => Some((kind, one)),
        _ => None,
    });
    match bad.max_by_key(|(kind, _)| *kind == FailureKind::Unusable) {
        None => Ok(()),
        Some((kind, one)) => {
            let error = Error::new(kind, format!("Something is wrong with the {}", one.what))
                .with_reason(&one.says);
            Err(one.fix.iter().fold(error, |error, fix| error.try_with(fix)))
        }
    }
}
