//! `cases letter`

pub(super) mod addressees;
mod args;
mod check;
mod demands;
mod desk;
mod edit;
mod evidence;
mod guide;
mod manifest;
mod names;
pub(super) mod output;
mod plan;
mod record;
mod selection;
mod tellable;
mod wave;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Arc;

use crate::app::{App, public};
use crate::commands::{reference, statement};
use crate::error::Error;
use crate::letters::{Finding, Level, PublicCase};
use crate::model::{Country, Id, Source, Statement};
use crate::store::Store;
use desk::{Desk, Engines, Plan, Written};
use plan::{Failure, Plans};

pub use args::LetterArgs;

/// The kind of a statement that names none.
const JOINT_STATEMENT: &str = "joint-statement";

/// People who can be told, letter by letter.
type Told = Arc<[Arc<[PublicCase]>]>;

/// One run of the command.
struct Run<'a> {
    app: &'a App,
    args: &'a LetterArgs,
    store: &'a Store,
    statement: Option<Statement>,
    desk: Desk,
    /// What was found to tell of these people.
    told: RefCell<BTreeMap<Vec<Id>, Told>>,
    /// Whom the filters select, by the state of the office.
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
    let mut store = app.read()?;
    let guided = guide::completed(app, &store, args)?;
    let args = guided.as_ref().unwrap_or(args);
    let (written, ended, earlier) = {
        let run = Run::new(app, args, &store)?;
        let plans = plan::plans(&run)?;
        if args.check {
            return check::check(app, args, &run.composed(plans)?);
        }
        let (written, ended) = if run.is_wave() { wave::write(&run, plans)? } else { (run.write(plans)?, Ok(())) };
        evidence::write(&run, &written)?;
        (written, ended, run.desk.follows.map(|letter| letter.id))
    };
    if args.record && !app.global.dry_run && !written.is_empty() {
        if !app.global.sample {
            store = app.write()?;
        }
        record::keep(app, args, &mut store, &written, earlier.as_ref())?;
    }
    ended
}

impl<'a> Run<'a> {
    fn new(app: &'a App, args: &'a LetterArgs, store: &'a Store) -> Result<Self, Error> {
        let sender = app.sender();
        let mut copies = Vec::new();
        for who in &args.cc {
            copies.extend(addressees::find(store, who, &sender)?.offices());
        }
        let statement = args.statement.as_ref().map(|id| statement::find(store, id)).transpose()?;
        let demands = args.demand.iter().map(|text| demands::read(text)).collect::<Result<Vec<_>, _>>()?;
        let date = args.date.unwrap_or(app.today);
        let desk = Desk {
            lang: app.lang(args.lang.as_deref())?,
            date,
            fresh_months: app.fresh_months(),
            sender,
            demands: (!demands.is_empty()).then_some(demands),
            signatories: match &statement {
                Some(statement) => signed(statement)?,
                None => args.sign.iter().map(ToString::to_string).collect(),
            },
            copies,
            variant: args.variant.map(NonZero::get),
            citing: args.sources.unwrap_or_default(),
            sources: if args.names_sources() { sources(store)? } else { BTreeMap::new() },
            names: public::names(store, date)?,
            may_be_named: args.allow_named.iter().cloned().collect(),
            checks_only: args.check,
            follows: args.follow_up.as_ref().map(|letter| reference::letter(store, letter)).transpose()?,
        };
        Ok(Self { app, args, store, statement, desk, told: RefCell::default(), selected: RefCell::default() })
    }

    /// Whether the letters go into a folder, each for itself: one that fails does not stop the others.
    fn is_wave(&self) -> bool {
        self.args.output_dir.is_some()
    }

    /// Writes all letters or none.
    fn composed(&self, plans: Plans) -> Result<Vec<Written>, Error> {
        if let Some(Failure { error, .. }) = plans.failures.into_iter().next() {
            return Err(error);
        }
        let mut engines = Engines::default();
        plans.letters.iter().map(|plan| self.desk.write(plan, &mut engines)).collect()
    }

    /// Writes all letters or none, and prints them or saves one.
    fn write(&self, plans: Plans) -> Result<Vec<Written>, Error> {
        let mut written = self.composed(plans)?;
        let mut findings: Vec<&Finding> = Vec::new();
        for finding in written.iter().flat_map(|letter| &letter.composed.findings) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        self.accepts().check(&findings)?;
        selection::summarise(&findings).iter().for_each(|line| self.app.terminal.warn(line));
        let is_edited = self.args.edit || (self.args.look && guide::look(self.app, &written)? == guide::Look::Edit);
        let draft = if is_edited { Some(edit::edit(self.app, self.args, &self.desk, &mut written)?) } else { None };
        edit::settle(self.app, output::write(self.app, self.args, &written), draft)?;
        Ok(written)
    }

    /// With what a letter is written all the same.
    fn accepts(&self) -> Accepts {
        let strict = self.args.strict || self.app.config().letters.strict;
        Accepts { missing: self.args.allow_missing, warnings: !strict }
    }
}

/// With what a letter is written all the same.
#[derive(Debug, Clone, Copy)]
struct Accepts {
    missing: bool,
    warnings: bool,
}

impl Accepts {
    /// Stops if a fact is missing, or at anything if that was asked.
    fn check(self, findings: &[&Finding]) -> Result<(), Error> {
        let missing = findings.iter().any(|finding| finding.level == Level::Missing);
        if (!missing || self.missing) && (self.warnings || findings.is_empty()) {
            return Ok(());
        }
        let what = if missing { "Facts are missing" } else { "There are warnings" };
        let error = Error::invalid(what).with_details(findings.iter().map(|finding| with_fix(finding)));
        Err(if missing {
            error.try_with("cases letter … --allow-missing   (prints ⟦what⟧ in their place)")
        } else {
            error
        })
    }
}

fn sources(store: &Store) -> Result<BTreeMap<Id, Source>, Error> {
    Ok(store.sources()?.into_iter().map(|source| (source.id.clone(), source)).collect())
}

/// The names under a statement.
fn signed(statement: &Statement) -> Result<Vec<String>, Error> {
    let names = statement.signed();
    if names.is_empty() {
        return Err(Error::not_found(format!("Nobody has signed {} yet", statement.id))
            .try_with(format!("cases statement sign {} \"NAME\"", statement.id)));
    }
    Ok(names)
}

/// A finding and the command that mends it.
fn with_fix(finding: &Finding) -> String {
    finding.fix.as_ref().map_or_else(|| finding.what.clone(), |fix| format!("{}\n    {fix}", finding.what))
}
