//! `cases letter`

pub(super) mod addressees;
mod args;
mod check;
mod demands;
mod edit;
pub(super) mod output;
mod record;
mod selection;

use crate::app::App;
use crate::commands::statement;
use crate::error::Error;
use crate::letters::engine::Engine;
use crate::letters::kind::People;
use crate::letters::preflight::{self, Sifted};
use crate::letters::tell::Telling;
use crate::letters::{Composed, Finding, Lang, Level, Order, PublicCase, Template, compose};
use crate::model::{Case, Date, Demand, Recipient, Sender, Statement};
use crate::store::Store;

/// From so many letters, or people in one letter, on, it is asked whether that is meant.
const MANY: usize = 50;

pub use args::LetterArgs;

/// The kind of a statement that names none.
const JOINT_STATEMENT: &str = "joint-statement";

/// The names under a statement.
fn signed(statement: &Statement) -> Result<Vec<String>, Error> {
    let names = statement.signed();
    if names.is_empty() {
        return Err(Error::not_found(format!("Nobody has signed {} yet", statement.id))
            .try_with(format!("cases statement sign {} \"NAME\"", statement.id)));
    }
    Ok(names)
}

/// Everything that is the same for all letters of one run.
struct Run<'a> {
    app: &'a App,
    args: &'a LetterArgs,
    store: &'a Store,
    lang: Lang,
    date: Date,
    sender: Sender,
    demands: Option<Vec<Demand>>,
    signatories: Vec<String>,
    statement: Option<Statement>,
    copies: Vec<Recipient>,
}

/// One letter that is to be written: to whom, about whom.
struct Plan {
    template: Template,
    recipient: Option<Recipient>,
    /// Groups of offices that a public document lists.
    contacts: Vec<Vec<Recipient>>,
    cases: Vec<PublicCase>,
}

/// A letter that is written, with what is to be said of it.
pub(super) struct Written {
    composed: Composed,
    template: Template,
    recipient: Option<Recipient>,
    cases: Vec<PublicCase>,
    lang: Lang,
}

/// Writes the letters.
///
/// # Errors
/// Nobody fits, facts are missing or doubtful, something private stands against it, or a file is in the way.
pub fn run(app: &App, args: &LetterArgs) -> Result<(), Error> {
    let mut store = app.read()?;
    let mut written = {
        let run = Run::new(app, args, &store)?;
        let plans = run.plans()?;
        run.agreed(&plans)?;
        let written = plans.into_iter().map(|plan| run.write(plan)).collect::<Result<Vec<_>, _>>()?;
        if args.check {
            return check::check(app, args, &written);
        }
        run.report(&written)?;
        written
    };
    let draft = if args.edit { Some(edit::edit(app, args, &mut written)?) } else { None };
    edit::settle(app, output::write(app, args, &written), draft)?;
    if args.record && !app.global.dry_run {
        if !app.global.sample {
            store = app.write()?;
        }
        record::keep(app, args, &mut store, &written)?;
    }
    Ok(())
}

impl<'a> Run<'a> {
    fn new(app: &'a App, args: &'a LetterArgs, store: &'a Store) -> Result<Self, Error> {
        let date = args.date.unwrap_or(app.today);
        let sender = app.sender();
        let mut copies = Vec::new();
        for who in &args.cc {
            copies.extend(addressees::find(store, who, &sender)?.offices());
        }
        let statement = args.statement.as_ref().map(|id| statement::find(store, id)).transpose()?;
        let demands = args.demand.iter().map(|text| demands::read(text)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            app,
            args,
            store,
            lang: app.lang(args.lang.as_deref())?,
            date,
            sender,
            demands: (!demands.is_empty()).then_some(demands),
            signatories: match &statement {
                Some(statement) => signed(statement)?,
                None => args.sign.iter().map(ToString::to_string).collect(),
            },
            statement,
            copies,
        })
    }

    /// The letters that were asked for.
    fn plans(&self) -> Result<Vec<Plan>, Error> {
        match self.named_template()? {
            Some(template) if !template.settings.addressed => self.public(template),
            named => self.addressed(named),
        }
    }

    /// The kind that was named, or that the statement is of; a statement to somebody is of the kind for the role.
    fn kind(&self) -> Option<String> {
        let of_statement = |statement: &Statement| match &statement.kind {
            Some(kind) => Some(kind.to_string()),
            None => self.args.to.is_empty().then(|| JOINT_STATEMENT.to_owned()),
        };
        self.args.template.clone().or_else(|| self.statement.as_ref().and_then(of_statement))
    }

    /// The template that was named, if one was.
    fn named_template(&self) -> Result<Option<Template>, Error> {
        let library = self.app.library();
        let Some(name) = self.kind() else { return Ok(None) };
        let path = std::path::Path::new(&name);
        if name.contains(['/', '.']) {
            return Ok(Some(library.load_file(path, self.lang, "appeal")?));
        }
        Ok(Some(library.load(&name, self.lang)?))
    }

    /// A document for everybody: `--to` names the offices that it lists.
    fn public(&self, template: Template) -> Result<Vec<Plan>, Error> {
        let contacts = addressees::contacts(self.store, &self.args.to, &self.sender)?;
        let cases = selection::cases(self, None)?;
        let told = self.sift(&cases)?;
        Ok(self
            .split(&template, told)
            .into_iter()
            .map(|(template, cases)| Plan { template, recipient: None, contacts: contacts.clone(), cases })
            .collect())
    }

    /// Letters to somebody: one per recipient, or one per recipient and person.
    fn addressed(&self, named: Option<Template>) -> Result<Vec<Plan>, Error> {
        let mut plans = Vec::new();
        for (recipient, cases) in addressees::with_cases(self)? {
            let template = match &named {
                Some(template) => template.clone(),
                None => {
                    let library = self.app.library();
                    library.load(&library.kind_for(&recipient.role)?, self.lang)?
                }
            };
            let told = self.sift(&cases)?;
            demands::warn_of_unfit(self, &recipient, &told);
            for (template, cases) in self.split(&template, told) {
                plans.push(Plan { template, recipient: Some(recipient.clone()), contacts: Vec::new(), cases });
            }
        }
        Ok(plans)
    }

    /// One group of people per letter.
    fn split(&self, template: &Template, told: Vec<PublicCase>) -> Vec<(Template, Vec<PublicCase>)> {
        if self.args.each {
            return told.into_iter().map(|case| (template.clone(), vec![case])).collect();
        }
        vec![(template.clone(), told)]
    }

    /// Who can be told. Somebody named who must not be told is a refusal; the others are left out and named.
    fn sift(&self, cases: &[Case]) -> Result<Vec<PublicCase>, Error> {
        let sifted = preflight::sift(cases, self.date, self.lang, self.args.allow_doubtful);
        self.refuse_withheld(&sifted)?;
        let left_out = if self.args.allow_doubtful { 0 } else { sifted.doubtful.len() };
        if sifted.told.is_empty() && left_out > 0 {
            let details = sifted.doubtful.iter().map(with_fix);
            return Err(Error::invalid("The facts contradict the status on the day of the letter")
                .with_details(details)
                .try_with("cases letter … --allow-doubtful   (writes in the past tense)"));
        }
        if left_out > 0 {
            let people = if left_out == 1 { "1 person is".to_owned() } else { format!("{left_out} people are") };
            let names: Vec<String> =
                sifted.doubtful.iter().map(|finding| format!("\n  {}", with_fix(finding))).collect();
            let why = format!("{people} left out, because the facts contradict the status on {}:", self.date);
            self.app.terminal.warn(&format!("{why}{}", names.concat()));
        }
        for finding in &sifted.findings {
            self.app.terminal.detail(&finding.what);
        }
        if sifted.told.is_empty() {
            return Err(Error::not_found("Nobody is left to write about").try_with("cases list"));
        }
        Ok(sifted.told)
    }

    fn refuse_withheld(&self, sifted: &Sifted) -> Result<(), Error> {
        if sifted.withheld.is_empty() {
            return Ok(());
        }
        if self.args.cases.is_empty() {
            // A selection passes over them without a word on who they are.
            self.app.terminal.detail(&format!("{} left out: private, or consent refused", sifted.withheld.len()));
            return Ok(());
        }
        let ids: Vec<&str> = sifted.withheld.iter().map(|withheld| withheld.case().as_str()).collect();
        Err(Error::refused(format!("{} must not be in a letter", ids.join(", ")))
            .because("The case is private, or consent was refused")
            .try_with(format!("cases show {}", ids[0])))
    }

    fn agreed(&self, plans: &[Plan]) -> Result<(), Error> {
        let people = plans.iter().map(|plan| plan.cases.len()).max().unwrap_or(0);
        let limit = plans.first().is_some_and(|plan| plan.template.settings.contacts);
        if (plans.len() <= MANY && (people <= MANY || limit)) || self.app.global.yes {
            return Ok(());
        }
        let what = if plans.len() > MANY {
            format!("{} letters", plans.len())
        } else {
            format!("{people} people in one letter")
        };
        if !self.app.terminal.can_ask() {
            return Err(Error::usage(format!("That would be {what}"))
                .because("Say with --yes that this is meant")
                .try_with("cases letter … --yes"));
        }
        if self.app.terminal.confirm(&format!("That would be {what}. Go on?"), Some(false))? {
            return Ok(());
        }
        Err(Error::cancelled("No letter was written"))
    }

    fn write(&self, plan: Plan) -> Result<Written, Error> {
        if plan.template.settings.people == People::One && plan.cases.len() > 1 {
            return Err(Error::from(crate::letters::Error::OnePersonOnly {
                kind: plan.template.kind,
                count: plan.cases.len(),
            }));
        }
        let engine = Engine::new(&plan.template)?;
        let sources = if self.args.sources { selection::sources(self.store, &plan.cases)? } else { Vec::new() };
        let order = Order {
            telling: Telling {
                lang: self.lang,
                date: self.date,
                fresh_months: self.app.fresh_months(),
                sender: &self.sender,
                several_sign: self.signatories.len() > 1,
                recipient: plan.recipient.as_ref(),
                cases: &plan.cases,
                demands: self.demands.as_deref(),
                contacts: &plan.contacts,
            },
            signatories: &self.signatories,
            copies: &self.copies,
            sources: &sources,
        };
        let composed = compose(&plan.template, &engine, &order)?;
        let composed =
            composed.ok_or_else(|| Error::not_found("Nobody is left to write about").try_with("cases list"))?;
        let mut composed = composed;
        if let Some(office) = &plan.recipient
            && self.store.recipient(&office.id)?.is_none()
        {
            addressees::mend_by_adding(&mut composed.findings, office);
        }
        Ok(Written { composed, recipient: plan.recipient, cases: plan.cases, lang: self.lang, template: plan.template })
    }

    /// What was found on the way, once for all letters; stops if a fact is missing, or at anything if that was asked.
    fn report(&self, written: &[Written]) -> Result<(), Error> {
        let mut findings: Vec<&Finding> = Vec::new();
        for finding in written.iter().flat_map(|letter| &letter.composed.findings) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        let missing = findings.iter().any(|finding| finding.level == Level::Missing);
        let strict = (self.args.strict || self.app.config().letters.strict) && !findings.is_empty();
        if (missing && !self.args.allow_missing) || strict {
            let what = if missing { "Facts are missing" } else { "There are warnings" };
            let error = Error::invalid(what).with_details(findings.iter().map(|finding| with_fix(finding)));
            return Err(if missing {
                error.try_with("cases letter … --allow-missing   (prints ⟦what⟧ in their place)")
            } else {
                error
            });
        }
        selection::summarise(&findings).iter().for_each(|line| self.app.terminal.warn(line));
        Ok(())
    }
}

/// A finding and the command that mends it.
fn with_fix(finding: &Finding) -> String {
    finding.fix.as_ref().map_or_else(|| finding.what.clone(), |fix| format!("{}\n    {fix}", finding.what))
}
