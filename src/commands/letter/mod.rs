//! `cases letter`

mod addressees;
mod args;
mod check;
mod consent;
mod demands;
mod disclosed_selection;
mod edit;
mod embargo;
mod evidence;
mod guide;
mod manifest;
mod named_people;
mod outdated;
pub(super) mod output;
mod plan;
mod reasons;
mod record;
mod redact_warning;
mod selection;
mod text_digest;
mod wave;
mod wave_result;
mod write;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

use crate::app::error::Error;
use crate::app::{App, public};
use crate::commands::shared::addressee::AddresseeSelector;
use crate::commands::shared::{records, reference};
use crate::letters::{
    ComposedLetter, LetterLanguage, LetterOrder, PreflightFinding, PreflightLevel, PublicCase,
};
use crate::model::{Country, Id, SentLetter, Source, Statement};
use crate::render::Format;
use crate::store::Store;
use crate::terminal::TextDraft;
use plan::{LetterFailure, LetterPlans};
use record::RecordingReport;
use write::CompiledTemplates;

pub use args::LetterArgs;

/// The kind of a statement that names none.
const JOINT_STATEMENT: &str = "joint-statement";

/// The disclosed people of each letter.
type LetterGroups = Arc<[Arc<[PublicCase]>]>;

/// One run of the command.
struct LetterRun<'a> {
    app: &'a App,
    args: &'a LetterArgs,
    store: &'a Store,
    statement: Option<Statement>,
    lang: LetterLanguage,
    /// Who gets a copy, as it was asked for.
    copies: Vec<AddresseeSelector>,
    order: LetterOrder,
    /// The disclosed people of each list of ids that was asked for already.
    told: RefCell<BTreeMap<Vec<Id>, LetterGroups>>,
    /// The people whom the filters select, by the state of the office.
    selected: RefCell<BTreeMap<Option<Country>, Vec<Id>>>,
}

/// Writes the letters.
///
/// # Errors
/// Nobody fits, facts are missing or doubtful, something private stands against it, or a file is in the way.
pub fn run(app: &App, args: &LetterArgs) -> Result<(), Error> {
    if args.record {
        app.may_write()?;
    }
    outdated::refuse_unasked_prune(app, args)?;
    args.check_attachment()?;
    let mut store = app.open_to_read()?;
    let guided = guide::complete_args(app, &store, args)?;
    let args = guided.as_ref().unwrap_or(args);
    let run = LetterRun::new(app, args, &store)?;
    let plans = plan::build_plans(&run);
    if args.check {
        return check::check_letters(&run, plans?);
    }
    if run.is_wave() {
        let wave = wave::write_wave(&run, plans)?;
        let recorded = record_if_asked(app, args, &mut store, &wave.letters);
        return wave.print_result(app, recorded);
    }
    let Some(letters) = run.write_letters(plans?)? else {
        return Ok(());
    };
    let recorded = record_if_asked(app, args, &mut store, &letters.sent);
    let told = recorded.and_then(|recorded| {
        output::print_letters(app, args, &letters.written, &letters.ready, recorded)
    });
    edit::finish_edit(app, told, letters.draft)
}

/// Letters that are written, and whose files are saved.
struct SavedLetters {
    written: Vec<ComposedLetter>,
    ready: output::PrintableLetters,
    /// As they are kept in the casebook, where that was asked for.
    sent: Vec<SentLetter>,
    draft: Option<TextDraft>,
}

/// Records the letters where that was asked for.
fn record_if_asked(
    app: &App,
    args: &LetterArgs,
    sample: &mut Store,
    sent: &[SentLetter],
) -> Result<Option<RecordingReport>, Error> {
    if !args.record || app.global.dry_run || sent.is_empty() {
        return Ok(None);
    }
    if app.global.sample {
        return record::record_letters(app, sample, sent).map(Some);
    }
    let mut store = app
        .open_to_write()
        .map_err(|error| record::not_recorded_error(error, sent.len()))?;
    record::record_letters(app, &mut store, sent).map(Some)
}

impl<'a> LetterRun<'a> {
    fn new(app: &'a App, args: &'a LetterArgs, store: &'a Store) -> Result<Self, Error> {
        app.warn_of_unused_settings();
        let sender = app.letter_sender();
        let copies = args
            .cc
            .iter()
            .map(|who| addressees::find_copy_addressee(store, who, &sender));
        let copies = copies.collect::<Result<Vec<_>, _>>()?;
        let statement = args
            .statement
            .as_ref()
            .map(|id| records::find_record::<Statement>(store, id.as_str()))
            .transpose()?;
        let demands = args
            .demand
            .iter()
            .map(|text| demands::parse_demand(text))
            .collect::<Result<Vec<_>, _>>()?;
        let date = args.date.map_or(app.today, |day| day.on(app.today));
        let order = LetterOrder {
            date,
            fresh_months: app.fresh_months(),
            sender,
            demands: (!demands.is_empty()).then_some(demands),
            signatories: match &statement {
                Some(statement) => list_signatories(statement)?,
                None => args.sign.iter().map(ToString::to_string).collect(),
            },
            speaker: args.speaker.as_ref().map(ToString::to_string),
            keeps_order: !args.cases.is_empty(),
            background: Vec::new(),
            opening: args.opening.as_ref().map(ToString::to_string),
            added: args.add.iter().map(ToString::to_string).collect(),
            variant: args.variant.map(NonZero::get),
            citing: args.sources.unwrap_or_default(),
            sources: load_sources(store)?,
            names: public::load_name_book(store, date)?,
            may_be_named: args.allow_named.iter().cloned().collect(),
            checks_only: args.check,
            follows: args
                .follow_up
                .as_ref()
                .map(|letter| reference::find_letter(store, letter))
                .transpose()?,
        };
        let mut request = Self {
            app,
            args,
            store,
            statement,
            lang: app.letter_language(args.lang.as_deref())?,
            copies,
            order,
            told: RefCell::default(),
            selected: RefCell::default(),
        };
        request.order.background = selection::disclose_background(&request)?;
        Ok(request)
    }

    /// Whether the letters go into a folder, each for itself: one that fails does not stop the others.
    fn is_wave(&self) -> bool {
        self.args.output_dir.is_some()
    }

    /// Writes all letters or none.
    fn compose_letters(&self, plans: LetterPlans) -> Result<Vec<ComposedLetter>, Error> {
        if let Some(LetterFailure { error, .. }) = plans.failures.into_iter().next() {
            return Err(error);
        }
        let mut engines = CompiledTemplates::default();
        plans
            .letters
            .iter()
            .map(|plan| write::write_letter(&self.order, plan, self.args.paper, &mut engines))
            .collect()
    }

    /// Writes all letters or none, and saves the one that goes into a file. None where nothing was to be written.
    fn write_letters(&self, plans: LetterPlans) -> Result<Option<SavedLetters>, Error> {
        let lifted = embargo::find_lifted(self, &plans.letters, self.app.earliest_today())?;
        let mut written = self.compose_letters(plans)?;
        self.require_consent(written.iter().map(|letter| &*letter.job.cases))?;
        let is_draft = self.args.mailto || self.args.one_format()? == Format::Eml;
        for letter in &mut written {
            let nobody =
                output::missing_addressee_finding(&letter.letter, letter.job.recipient.as_deref());
            letter.findings.extend(nobody.filter(|_| is_draft));
            letter
                .findings
                .extend(embargo::embargo_finding(&lifted, letter.job.cases.iter()));
        }
        let unasked =
            consent::unasked_finding(written.iter().flat_map(|letter| letter.job.cases.iter()))
                .filter(|_| !self.app.global.public);
        let mut findings: Vec<&PreflightFinding> = Vec::new();
        for finding in written
            .iter()
            .flat_map(|letter| &letter.findings)
            .chain(&unasked)
        {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        self.accept_policy().check_findings(&findings)?;
        selection::summarize_findings(&findings)
            .iter()
            .for_each(|line| self.app.terminal.print_warning(line));
        for letter in &mut written {
            letter.findings.extend(
                consent::unasked_finding(letter.job.cases.iter())
                    .filter(|_| !self.app.global.public),
            );
        }
        let is_edited = self.args.edit.is_some()
            || (self.args.look
                && guide::review_letters(self.app, &written)? == guide::ReviewChoice::Edit);
        let draft = if is_edited {
            edit::edit_letter(self.app, self.args, &self.order, &mut written)?
        } else {
            None
        };
        match self.save_files(&written) {
            Ok((Some(ready), sent)) => Ok(Some(SavedLetters {
                written,
                ready,
                sent,
                draft,
            })),
            Ok((None, _)) => edit::finish_edit(self.app, Ok(()), draft).map(|()| None),
            Err(error) => edit::finish_edit(self.app, Err(error), draft).map(|()| None),
        }
    }

    /// The letters ready to be printed, their files saved, and as they are kept in the casebook.
    fn save_files(
        &self,
        written: &[ComposedLetter],
    ) -> Result<(Option<output::PrintableLetters>, Vec<SentLetter>), Error> {
        let sheet = evidence::render(self, written)?;
        let ready = output::save_letters(self.app, self.args, written)?;
        evidence::save_sheet(self, sheet.as_deref())?;
        let sent = if self.args.record {
            self.build_sent_letters(written)?
        } else {
            Vec::new()
        };
        Ok((ready, sent))
    }

    fn build_sent_letters(&self, written: &[ComposedLetter]) -> Result<Vec<SentLetter>, Error> {
        let earlier = self.order.follows.as_ref().map(|earlier| &earlier.id);
        written
            .iter()
            .map(|letter| record::build_sent_letter(self.args, earlier, letter))
            .collect()
    }

    /// Refuses people whose consent nobody has asked for, if the settings say so.
    fn require_consent<'c>(
        &self,
        letters: impl Iterator<Item = &'c [PublicCase]>,
    ) -> Result<(), Error> {
        if !self.app.config().letters.consent.is_required() {
            return Ok(());
        }
        letters
            .into_iter()
            .try_for_each(|cases| consent::require_consent(cases, self.app.consenting_people()))
    }

    /// With what a letter is written all the same.
    fn accept_policy(&self) -> AcceptedFindings {
        let strict = self.args.strict || self.app.config().letters.strict;
        AcceptedFindings {
            missing: self.args.allow_missing,
            warnings: !strict,
        }
    }
}

/// With what a letter is written all the same.
#[derive(Debug, Clone, Copy)]
struct AcceptedFindings {
    missing: bool,
    warnings: bool,
}

impl AcceptedFindings {
    /// Stops if a fact is missing, or at anything if that was asked.
    fn check_findings(self, findings: &[&PreflightFinding]) -> Result<(), Error> {
        let missing = findings
            .iter()
            .any(|finding| finding.level == PreflightLevel::Missing);
        if (!missing || self.missing) && (self.warnings || findings.is_empty()) {
            return Ok(());
        }
        let what = if missing {
            "Facts are missing"
        } else {
            "There are warnings"
        };
        let error =
            Error::invalid(what).with_details(findings.iter().map(|finding| with_fix(finding)));
        Err(if missing {
            error.try_with("cases letter … --allow-missing   (prints ⟦what⟧ in their place)")
        } else {
            error
        })
    }
}

fn load_sources(store: &Store) -> Result<BTreeMap<Id, Source>, Error> {
    Ok(store
        .load_sources()?
        .into_iter()
        .map(|source| (source.id.clone(), source))
        .collect())
}

/// The names under a statement.
fn list_signatories(statement: &Statement) -> Result<Vec<String>, Error> {
    let names = statement.signed_names();
    if names.is_empty() {
        return Err(
            Error::not_found(format!("Nobody has signed {} yet", statement.id))
                .try_with(format!("cases statement sign {} \"NAME\"", statement.id)),
        );
    }
    Ok(names)
}

/// A finding and the command that fixes it.
fn with_fix(finding: &PreflightFinding) -> String {
    finding.fix.as_ref().map_or_else(
        || finding.what.clone(),
        |fix| format!("{}\n    {fix}", finding.what),
    )
}
