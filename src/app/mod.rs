//! What a command is given: the terminal, the settings, the day, and the casebook when it first asks for it.

pub mod clock;
pub mod config;
pub mod copies;
pub mod error;
pub mod global;
pub mod public;
pub mod sample;
pub mod shell;
pub mod uid;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::app::config::{Config, ConfigFlags};
use crate::app::error::Error;
use crate::files;
use crate::letters::disclosure::NameBook;
use crate::letters::words::count_people;
use crate::letters::{LetterLanguage, PublicCase, TemplateLibrary};
use crate::model::embargo::lifted_between;
use crate::model::{Date, Filter, Id, Recipient, Sender};
use crate::store::{AccessMode, OpId, Store};
use crate::terminal::Terminal;
pub use global::GlobalOptions;

/// One run of the program.
#[derive(Debug)]
pub struct App {
    /// Where data and messages go, and who can be asked.
    pub terminal: Terminal,
    /// The day on which everything happens.
    pub today: Date,
    /// The global options.
    pub global: GlobalOptions,
    config: Config,
    /// Settings of the file that are not in force, as they stand there.
    unused_settings: Vec<String>,
    /// Why there are no settings, where they could not be used.
    pub no_settings: Option<Error>,
    saved: Mutex<Option<SavedOperation>>,
    names: OnceCell<NameBook>,
    /// Those who gave consent, of the copy of what may be told, which does not say it.
    consenting: OnceCell<BTreeSet<Id>>,
}

/// An operation that this run has saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedOperation {
    /// Its number.
    pub operation: OpId,
    /// The ids of what it changed, as far as they are few.
    pub ids: Vec<String>,
}

impl App {
    /// Reads the settings and the clock. A command that makes the settings file needs none. Settings that cannot be used are
    /// those of nobody, if `does_without` says of the reason that the command can do without them.
    pub fn new(
        global: GlobalOptions,
        terminal: Terminal,
        makes_file: bool,
        does_without: impl Fn(&config::Error) -> bool,
    ) -> Result<Self, Error> {
        let (mut config, wrong) = Config::load_or_none(&ConfigFlags {
            db: global.db.clone(),
            config: global.config.clone(),
            no_config: global.no_config,
            templates: None,
            makes_file,
        });
        if let Some(wrong) = wrong.as_ref().filter(|wrong| !does_without(wrong)) {
            return Err(Error::from(wrong).try_with("cases doctor"));
        }
        let unused_settings = if terminal.is_attended() {
            Vec::new()
        } else {
            config.leave_out_for_scripts()
        };
        let today = clock::resolve_today(&global)?;
        let no_settings = wrong.as_ref().map(Error::from);
        let (saved, names) = (Mutex::new(None), OnceCell::new());
        let consenting = OnceCell::new();
        Ok(Self {
            terminal,
            today,
            global,
            config,
            unused_settings,
            no_settings,
            saved,
            names,
            consenting,
        })
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Says which settings would change the words of a letter and do not, because nobody sits at a terminal.
    pub fn warn_of_unused_settings(&self) {
        for setting in &self.unused_settings {
            self.terminal.print_warning(&format!(
                "{setting} is not used where there is no terminal, so that a script words letters alike for everybody\n    \
                 cases letter … --config FILE   # uses it: cases help settings"
            ));
        }
    }

    /// The casebook file.
    pub fn casebook_path(&self) -> Result<PathBuf, Error> {
        Ok(self.config.casebook_path()?.to_owned())
    }

    /// The settings file that is in use or would be written.
    pub fn config_path(&self) -> Result<PathBuf, Error> {
        Ok(self.config.settings_path()?.to_owned())
    }

    /// The casebook, to read.
    pub fn open_to_read(&self) -> Result<Store, Error> {
        self.open_casebook(AccessMode::Read)
    }

    /// The casebook, to change.
    pub fn open_to_write(&self) -> Result<Store, Error> {
        self.open_casebook(AccessMode::Write)
    }

    /// The casebook, to add to: where there is none and somebody can answer, it is made after asking.
    ///
    /// # Errors
    /// There is none and it is not wanted, or it cannot be used.
    pub fn write_or_make(&self) -> Result<Store, Error> {
        let path = self.casebook_path()?;
        self.may_write()?;
        if !self.global.sample && !path.exists() && self.terminal.can_ask() {
            let question = format!("There is no casebook yet. Make one at {}?", path.display());
            if self.terminal.ask_confirmation(&question, Some(true))? {
                return match Store::create(&path) {
                    Err(crate::store::Error::Exists(_)) => self.open_to_write(),
                    made => Ok(made?),
                };
            }
            return Err(Error::cancelled("Nothing was added"));
        }
        self.open_to_write()
    }

    /// The disclosed casebook, to read.
    pub fn open_public(&self) -> Result<Store, Error> {
        let whole = self.open_whole(AccessMode::Read)?;
        self.warn_of_lifted_embargoes(&whole, &Filter::default(), self.today, self.today)?;
        let progress = self
            .terminal
            .start_counting("Taking what may be told", "cases", None);
        let (store, look) = public::disclose_store(&whole, self.today, || progress.count_step())?;
        drop(progress);
        self.show_warnings(&look);
        let _ = self.consenting.set(look.consenting);
        Ok(store)
    }

    /// Those of the copy of what may be told who, or whose family, gave consent: the copy does not say it. Nobody where the
    /// casebook itself is open, whose records do.
    pub fn consenting_people(&self) -> &BTreeSet<Id> {
        self.consenting.get_or_init(BTreeSet::new)
    }

    /// The names of those who may not be named today.
    pub fn name_book(&self) -> Result<&NameBook, Error> {
        if let Some(known) = self.names.get() {
            return Ok(known);
        }
        let store = if self.global.sample {
            sample::open_store()?
        } else {
            Store::open(&self.casebook_path()?, AccessMode::Read)?
        };
        let names = public::load_name_book(&store, self.today)?;
        Ok(self.names.get_or_init(|| names))
    }

    /// Prints what the sender should review before a disclosed casebook goes out.
    fn show_warnings(&self, look: &public::DisclosureReview) {
        look.to_warnings()
            .iter()
            .for_each(|warning| self.terminal.print_warning(warning));
    }

    /// The matching cases of `today` as disclosed on a day, and how many matching cases may not be disclosed.
    pub fn disclose_cases(
        &self,
        casebook: &Store,
        filter: &Filter,
        today: Date,
        day: Date,
    ) -> Result<(Vec<PublicCase>, usize), Error> {
        self.warn_of_lifted_embargoes(casebook, filter, today, day)?;
        let progress = self
            .terminal
            .start_counting("Taking what may be told", "cases", None);
        let (told, withheld, look) =
            public::disclose_cases(casebook, filter, today, day, || progress.count_step())?;
        drop(progress);
        self.show_warnings(&look);
        Ok((told, withheld))
    }

    /// The offices as anybody may see them on a day; says what was left out of them.
    pub fn public_offices(&self, casebook: &Store, day: Date) -> Result<Vec<Recipient>, Error> {
        let mut look = public::DisclosureReview::default();
        let offices = public::disclose_offices(casebook, day, &mut look)?;
        self.show_warnings(&look);
        Ok(offices)
    }

    /// Says if a day that was given lifts embargoes that hold by the clock of this computer.
    fn warn_of_lifted_embargoes(
        &self,
        casebook: &Store,
        filter: &Filter,
        today: Date,
        day: Date,
    ) -> Result<(), Error> {
        let now = self.earliest_today();
        if day <= now {
            return Ok(());
        }
        let sources = casebook.source_dates()?;
        let (mut people, mut last) = (0_usize, None);
        casebook.each_case(filter, today, |case| {
            let lifted = lifted_between(&case, now, day)
                .filter(|_| PublicCase::disclose_case(&case, day, &sources).is_ok());
            people += usize::from(lifted.is_some());
            last = last.max(lifted);
            Ok::<_, Error>(())
        })?;
        if let Some(until) = last {
            let whom = count_people(people);
            self.terminal.print_warning(&format!(
                "{day} is yet to come: what is told of {whom} is under embargo until {until}; do not pass it on before then"
            ));
        }
        Ok(())
    }

    /// The day on which everything happens, or that of the computer’s clock if it is earlier.
    pub fn earliest_today(&self) -> Date {
        self.today.min(jiff::Zoned::now().date())
    }

    /// The whole casebook, to change, even where only the disclosed part is written elsewhere.
    pub fn open_whole_to_write(&self) -> Result<Store, Error> {
        self.open_whole(AccessMode::Write)
    }

    fn open_casebook(&self, access: AccessMode) -> Result<Store, Error> {
        if !self.global.public {
            return self.open_whole(access);
        }
        if access == AccessMode::Write {
            self.may_write()?;
        }
        let public = self.open_public()?;
        self.terminal.print_note(&format!(
            "What may be told on {}: a throw-away copy, nothing private.",
            self.today
        ));
        Ok(public)
    }

    fn open_whole(&self, access: AccessMode) -> Result<Store, Error> {
        if self.global.sample {
            let day = self.today;
            self.terminal.print_note(&format!(
                "Sample casebook, a throw-away copy. Its day is {day}; --today changes it."
            ));
            return sample::open_store();
        }
        let path = self.casebook_path()?;
        let Some(day) = self.global.known_on else {
            if access == AccessMode::Write {
                sweep_leftovers(&path, self.config.settings_path().ok());
            }
            return Store::open(&path, access).map_err(|error| copies::with_way_out(error, &path));
        };
        if access == AccessMode::Write {
            return Err(earlier_day(day));
        }
        self.terminal
            .print_note(&format!("The casebook as it was at the end of {day}."));
        let now = Store::open(&path, AccessMode::Read)
            .map_err(|error| copies::with_way_out(error, &path))?;
        let next_day = day
            .tomorrow()
            .map_or_else(|_| day.to_string(), |next| next.to_string());
        let erased = now.erasures_since(&next_day)?;
        if !erased.is_empty() {
            self.terminal.print_note(&format!(
                "Without what was erased since: {}.",
                erased.join(", ")
            ));
        }
        let _progress = self.terminal.start_progress("Going back to that day");
        Ok(now.copy_as_of(day)?)
    }

    /// Refuses to change a casebook that is only for reading: a disclosed one, or that of an earlier day.
    pub fn may_write(&self) -> Result<(), Error> {
        if self.global.public {
            return Err(
                Error::usage("What may be told is a copy and cannot be changed")
                    .with_reason("--public is for commands that only read"),
            );
        }
        self.global
            .known_on
            .map_or(Ok(()), |day| Err(earlier_day(day)))
    }

    /// The moment of a change, for the history: the real one, or the start of the day that was set.
    pub fn change_time(&self) -> String {
        if self.global.today.is_some()
            || self.global.sample
            || std::env::var_os("SOURCE_DATE_EPOCH").is_some()
        {
            return format!("{}T00:00:00Z", self.today);
        }
        jiff::Timestamp::now()
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string()
    }

    /// Remembers that an operation was saved, even if something fails after it.
    pub fn remember_saved(&self, operation: OpId) {
        self.update_saved(|saved| {
            *saved = Some(SavedOperation {
                operation,
                ids: Vec::new(),
            })
        });
    }

    /// Keeps in mind which records the operation that was saved last has changed.
    pub fn remember_ids(&self, ids: Vec<String>) {
        self.update_saved(|saved| {
            saved
                .iter_mut()
                .for_each(|saved| saved.ids.clone_from(&ids))
        });
    }

    /// The last operation that this run has saved.
    pub fn last_saved(&self) -> Option<SavedOperation> {
        self.saved
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn update_saved(&self, change: impl FnOnce(&mut Option<SavedOperation>)) {
        change(&mut self.saved.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The templates at hand.
    pub fn template_library(&self) -> TemplateLibrary {
        TemplateLibrary::new(self.templates_folder().ok())
    }

    /// The folder of the user’s own templates.
    pub fn templates_folder(&self) -> Result<PathBuf, Error> {
        let folder = self
            .config
            .templates_folder()
            .map(std::path::Path::to_owned);
        folder.ok_or_else(|| Error::usage("There is no templates folder with --no-config"))
    }

    /// Who writes.
    pub fn letter_sender(&self) -> Sender {
        let sender = self.config.sender.clone();
        Sender {
            name: sender.name,
            organisation: sender.organisation,
            address: sender.address,
            email: sender.email,
            country: sender.country,
            introduction: sender.introduction,
        }
    }

    /// The language of letters when none is asked for.
    ///
    /// # Errors
    /// The settings name a language in which no letter can be written.
    pub fn letter_language(&self, asked: Option<&str>) -> Result<LetterLanguage, Error> {
        let text = asked.or(self.config.sender.lang.as_deref()).unwrap_or("en");
        Ok(self.template_library().load_language(text)?)
    }

    /// After how many months a status or an address counts as stale.
    pub fn fresh_months(&self) -> u32 {
        self.config.letters.stale_after_months
    }

    /// Refuses `--json` where nothing is answered in JSON; `instead` is what to type.
    pub fn refuse_json(&self, instead: &str) -> Result<(), Error> {
        if self.is_json() {
            return Err(Error::usage("This command has no answer in JSON").try_with(instead));
        }
        Ok(())
    }

    /// Whether JSON was asked for.
    pub fn is_json(&self) -> bool {
        self.global.json.is_some()
    }
}

/// Removes what killed commands left: beside the casebook, its copies and the settings, where the command runs, and drafts.
/// What stands in other folders goes with the next command that writes there.
fn sweep_leftovers(casebook: &Path, settings: Option<&Path>) {
    let beside = |file: &Path| {
        file.parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .map(Path::to_owned)
    };
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let settings = settings.and_then(beside);
    let places = [
        beside(casebook).unwrap_or_else(|| here.clone()),
        copies::folder_beside(casebook),
        here,
    ];
    for folder in places.into_iter().chain(settings) {
        // What cannot be swept now is swept another time.
        let _ = files::sweep_folder(&folder);
    }
    files::sweep_runtime_folder();
}

fn earlier_day(day: Date) -> Error {
    Error::usage(format!("What was known on {day} cannot be changed"))
        .with_reason("--known-on is for commands that only read")
}
