//! The letters to be written: their recipients, people and templates.

use std::path::Path;
use std::sync::Arc;

use super::demands::DemandSelection;
use super::{JOINT_STATEMENT, LetterRun, addressees, reasons, record, selection};
use crate::app::error::Error;
use crate::commands::letter::write::{CompiledTemplates, write_letter};
use crate::letters::{LetterJob, PublicCase, Template};
use crate::model::vocabulary::Role;
use crate::model::{Id, Recipient, SentLetter, Statement};

/// From this many letters, or people in one letter, on, the user is asked whether that is meant.
const MANY: usize = 50;

/// Writing the same to the same office within this many days is probably not meant.
const A_WEEK: i64 = 6;

/// The requested letters, and the recipients for whom none can be planned, with the reason.
pub(super) struct LetterPlans {
    pub(super) letters: Vec<Arc<LetterJob>>,
    pub(super) failures: Vec<LetterFailure>,
}

/// A letter that cannot be written.
pub(super) struct LetterFailure {
    /// Its file, or the office.
    pub(super) what: String,
    pub(super) error: Error,
}

/// The letters that were asked for.
pub(super) fn build_plans(run: &LetterRun<'_>) -> Result<LetterPlans, Error> {
    let plans = match named_template(run)? {
        Some(template) if !template.settings.addressed => plan_public(run, template)?,
        named => plan_addressed(run, named)?,
    };
    confirm_count(run, &plans.letters)?;
    Ok(plans)
}

/// The kind that was named, or that the statement is of; a statement to somebody is of the kind for the role.
fn template_kind(run: &LetterRun<'_>) -> Option<String> {
    let of_statement = |statement: &Statement| match &statement.kind {
        Some(kind) => Some(kind.to_string()),
        None => run.args.to.is_empty().then(|| JOINT_STATEMENT.to_owned()),
    };
    run.args
        .template
        .clone()
        .or_else(|| run.statement.as_ref().and_then(of_statement))
}

/// The template that was named, if one was.
fn named_template(run: &LetterRun<'_>) -> Result<Option<Arc<Template>>, Error> {
    let library = run.app.template_library();
    let Some(name) = template_kind(run) else {
        return Ok(None);
    };
    let template = if name.contains(['/', '.']) {
        library.load_template_file(Path::new(&name), &run.lang, "appeal")?
    } else {
        library.load_template(&name, &run.lang)?
    };
    Ok(Some(Arc::new(template)))
}

/// The template for a role, loaded once.
fn template_for(
    run: &LetterRun<'_>,
    role: &Role,
    loaded: &mut Vec<Arc<Template>>,
) -> Result<Arc<Template>, Error> {
    let library = run.app.template_library();
    let kind = library.kind_for(role)?;
    if let Some(known) = loaded.iter().find(|template| template.kind == kind) {
        return Ok(Arc::clone(known));
    }
    let template = Arc::new(library.load_template(&kind, &run.lang)?);
    loaded.push(Arc::clone(&template));
    Ok(template)
}

/// A document for everybody: `--to` names the offices that it lists.
fn plan_public(run: &LetterRun<'_>, template: Arc<Template>) -> Result<LetterPlans, Error> {
    let contacts = Arc::new(addressees::list_contacts(
        run.store,
        &run.args.to,
        &run.order.sender,
    )?);
    let told = selection::disclose_cases(run, selection::select_ids(run, None)?)?;
    let mut plans = LetterPlans {
        letters: Vec::new(),
        failures: Vec::new(),
    };
    for cases in told.iter() {
        match reasons::retain_with_reason(run, &template, None, cases) {
            Ok(cases) => {
                let job = LetterJob {
                    contacts: Arc::clone(&contacts),
                    ..LetterJob::new(Arc::clone(&template), cases)
                };
                plans.letters.push(with_copies(run, job)?);
            }
            Err(error) if told.len() > 1 && (run.is_wave() || run.args.check) => {
                plans.failures.push(LetterFailure {
                    what: format!("{}, {}", template.kind, describe_cases(cases)),
                    error,
                });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(plans)
}

/// Letters to somebody: one per recipient, or one per recipient and person. In a wave, one that cannot be written does not
/// stop the others.
fn plan_addressed(run: &LetterRun<'_>, named: Option<Arc<Template>>) -> Result<LetterPlans, Error> {
    let mut plans = LetterPlans {
        letters: Vec::new(),
        failures: Vec::new(),
    };
    let mut loaded = Vec::new();
    let pairs = addressees::pair_with_cases(run)?;
    let is_alone = pairs.len() == 1;
    let mut chosen = DemandSelection::new(run);
    for (recipient, ids) in pairs {
        let template = match &named {
            Some(template) => Ok(Arc::clone(template)),
            None => template_for(run, &recipient.role, &mut loaded),
        };
        let what = recipient.id.to_string();
        let found = template
            .and_then(|template| plan_recipient(run, &template, recipient, ids, &mut chosen));
        let letters = match found {
            Ok(letters) => letters,
            Err(error) => vec![Err(LetterFailure { what, error })],
        };
        let is_wave = run.is_wave() && !(is_alone && letters.len() == 1);
        for letter in letters {
            match letter {
                Ok(plan) => plans.letters.push(plan),
                Err(failure) if is_wave || run.args.check => plans.failures.push(failure),
                Err(failure) => return Err(failure.error),
            }
        }
    }
    chosen.refuse_ungrantable(is_alone)?;
    Ok(plans)
}

/// The letters to one office, each planned, or the reason why it cannot be written.
fn plan_recipient(
    run: &LetterRun<'_>,
    template: &Arc<Template>,
    recipient: Recipient,
    ids: Vec<Id>,
    chosen: &mut DemandSelection<'_>,
) -> Result<Vec<Result<Arc<LetterJob>, LetterFailure>>, Error> {
    let told = selection::disclose_cases(run, ids)?;
    let on_file = run.store.load_recipient(&recipient.id)?.is_some();
    let recipient = Arc::new(recipient);
    let mut letters = Vec::with_capacity(told.len());
    for cases in told.iter() {
        let found = reasons::retain_with_reason(run, template, Some(&recipient), cases);
        let planned = found.and_then(|cases| {
            let job = LetterJob {
                recipient: Some(Arc::clone(&recipient)),
                on_file,
                ..LetterJob::new(Arc::clone(template), cases)
            };
            with_copies(run, job)
        });
        letters.push(match planned {
            Ok(job) => Ok(job),
            Err(error) => Err(LetterFailure {
                what: format!("{}, {}", recipient.id, describe_cases(cases)),
                error,
            }),
        });
    }
    let planned: Vec<&Arc<LetterJob>> = letters.iter().flatten().collect();
    if !planned.is_empty() {
        chosen.check_office(
            &recipient,
            &planned.iter().map(|plan| &plan.cases).collect::<Vec<_>>(),
        );
        warn_of_repeats(run, &template.kind, &recipient, &planned)?;
    }
    Ok(letters)
}

/// The letter with those who get a copy of it, and what is to be said of them.
fn with_copies(run: &LetterRun<'_>, mut job: LetterJob) -> Result<Arc<LetterJob>, Error> {
    (job.copies, job.findings) = addressees::resolve_copies(
        &run.copies,
        &job.cases,
        job.recipient.as_deref(),
        run.order.date,
        &run.order.sender,
    )?;
    Ok(Arc::new(job))
}

/// The ids of the people of a letter, few by name.
fn describe_cases(cases: &[PublicCase]) -> String {
    match cases {
        [one] => one.id.to_string(),
        several => format!("{} people", several.len()),
    }
}

/// Says if the same office was written to about the same person in the same kind of letter within a week. A letter that is to
/// be recorded, and is, does not repeat itself.
fn warn_of_repeats(
    run: &LetterRun<'_>,
    kind: &str,
    recipient: &Recipient,
    plans: &[&Arc<LetterJob>],
) -> Result<(), Error> {
    let date = run.order.date;
    let week_before = date.saturating_sub(jiff::Span::new().days(A_WEEK));
    for earlier in run.store.letters_to(&recipient.id, week_before, date)? {
        let is_followed = run
            .order
            .follows
            .as_ref()
            .is_some_and(|followed| followed.id == earlier.id);
        let is_about = |case: &PublicCase| earlier.cases.contains(case.case_id());
        let is_repeated = earlier.kind.as_str() == kind
            && plans
                .iter()
                .flat_map(|plan| plan.cases.iter())
                .any(is_about);
        if is_repeated
            && !is_followed
            && !(run.args.record && plans.iter().any(|plan| is_letter(run, plan, &earlier)))
        {
            run.app.terminal.print_warning(&format!(
                "{} was written to about the same less than a week before, on {}\n    cases sent {}",
                recipient.office, earlier.date, earlier.id
            ));
        }
    }
    Ok(())
}

/// Whether a letter becomes this recorded letter again, word for word.
fn is_letter(run: &LetterRun<'_>, job: &Arc<LetterJob>, earlier: &SentLetter) -> bool {
    let is_about = |case: &PublicCase| earlier.cases.contains(case.case_id());
    if earlier.date != run.order.date.into() || !job.cases.iter().all(is_about) {
        return false;
    }
    let written = write_letter(
        &run.order,
        job,
        run.args.paper,
        &mut CompiledTemplates::default(),
    );
    written
        .and_then(|written| record::build_sent_letter(run.args, None, &written))
        .is_ok_and(|sent| sent.sha256 == earlier.sha256)
}

/// Asks whether that many letters are meant.
fn confirm_count(run: &LetterRun<'_>, plans: &[Arc<LetterJob>]) -> Result<(), Error> {
    let people = plans.iter().map(|plan| plan.cases.len()).max().unwrap_or(0);
    let limit = plans
        .first()
        .is_some_and(|plan| plan.template.settings.contacts);
    let global = &run.app.global;
    if (plans.len() <= MANY && (people <= MANY || limit)) || global.yes || global.dry_run {
        return Ok(());
    }
    let what = if plans.len() > MANY {
        format!("{} letters", plans.len())
    } else {
        format!("{people} people in one letter")
    };
    if !run.app.terminal.can_ask() {
        return Err(Error::usage(format!("That would be {what}"))
            .with_reason("Say with --yes that this is meant")
            .try_with("cases letter … --yes"));
    }
    if run
        .app
        .terminal
        .ask_confirmation(&format!("That would be {what}. Go on?"), Some(false))?
    {
        return Ok(());
    }
    Err(Error::cancelled("No letter was written"))
}
