//! `cases remove --erase`: a person is forgotten, and what cannot be reached is named.

mod copies;
mod output;

use clap::{Args, ValueEnum};

use copies::NearbyCasebooks;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::reference;
use crate::model::Id;
use crate::store::{self, ErasedLetters, ErasurePerson, ErasureScope, PersonTraces, Store};

/// What is erased, and what beside it.
#[derive(Debug, Clone, Args)]
pub struct EraseArgs {
    /// Erase the person for ever: the case, its history, what is agreed on about it with others; undo cannot bring it back
    #[arg(long, help_heading = "Erasing")]
    pub erase: bool,
    /// What becomes of recorded letters about the person (default: keep)
    #[arg(
        long,
        value_name = "WHAT",
        requires = "erase",
        help_heading = "Erasing"
    )]
    letters: Option<LetterErasure>,
    /// In the copies beside the casebook and in backups/ too; a copy that cannot be rewritten is deleted
    #[arg(long, requires = "erase", help_heading = "Erasing")]
    backups: bool,
    /// Erase beside it. Repeat for several
    #[arg(
        long,
        value_name = "WHAT",
        requires = "erase",
        value_delimiter = ',',
        help_heading = "Erasing"
    )]
    also: Vec<ErasureExtra>,
}

/// What becomes of recorded letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LetterErasure {
    /// They stay, as evidence of what was sent
    Keep,
    /// Of letters about this person alone, only the digest of the text stays
    Digest,
    /// Of letters about this person and others, too
    DigestJoint,
}

/// What can be erased beside a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ErasureExtra {
    /// Sources that only this person’s facts name
    Sources,
    /// Saved mappings of tables that have the name in them
    Mappings,
    /// Former texts of other records that name the person: the history has “(erased)” in their place
    History,
}

/// What is known before anything is done.
struct ErasurePlan {
    person: ErasurePerson,
    traces: PersonTraces,
    erasing: ErasureScope,
    /// Other casebooks that contain the person.
    around: NearbyCasebooks,
    with_copies: bool,
}

/// Shows what an erasure reaches and what it leaves, asks, and erases.
///
/// # Errors
/// Not exactly one person is named, nobody agreed, or the casebook fails.
pub fn run(app: &App, cases: &[String], args: &EraseArgs) -> Result<(), Error> {
    let [reference] = cases else {
        return Err(Error::usage("Erase one person at a time")
            .with_reason("Nothing takes it back")
            .try_with("cases remove CASE --erase -n"));
    };
    let mut store = if app.global.dry_run {
        app.open_to_read()?
    } else {
        app.open_to_write()?
    };
    let id = find_erasable_id(&store, reference)?;
    let progress = app.terminal.start_progress("Looking for every trace");
    let person = store
        .find_person(&id)?
        .ok_or_else(|| Error::not_found(format!("There is no case {id}")))?;
    let traces = store.find_traces(&person)?;
    let around = if app.global.sample {
        NearbyCasebooks::default()
    } else {
        copies::find_casebooks(&app.casebook_path()?, &person)?
    };
    drop(progress);
    let mut plan = ErasurePlan {
        person,
        traces,
        erasing: args.to_erasing(),
        around,
        with_copies: args.backups,
    };
    if app.global.dry_run {
        return output::print_preview(app, &id, &plan);
    }
    if !app.is_json() && !app.global.yes {
        output::print_preview(app, &id, &plan)?;
    }
    confirm_erasure(app, &id, args, &mut plan)?;
    let progress = app.terminal.start_progress("Erasing");
    let erased = store
        .erase_person(&plan.person, plan.erasing, &app.change_time())?
        .ok_or_else(|| Error::conflict(format!("{id} is no longer in the casebook")))?;
    drop(store);
    let copies = if plan.with_copies {
        copies::erase_copies(app, &plan)?
    } else {
        Vec::new()
    };
    drop(progress);
    let left = match app.global.sample {
        true => 0,
        false => store::count_in_file(&app.casebook_path()?, &plan.person.forbidden_texts())?,
    };
    output::print_result(app, &plan, &erased, &copies, left)
}

/// The case that is meant: one that is here, or one that was removed before.
fn find_erasable_id(store: &Store, reference: &str) -> Result<Id, Error> {
    match reference::find_case_id(store, reference) {
        Ok(id) => Ok(id),
        Err(error) => match reference.parse::<Id>() {
            Ok(id) if store.find_person(&id)?.is_some() => Ok(id),
            _ => Err(error),
        },
    }
}

/// Asks what was not said, and for the last word; `--yes` gives it in a script.
fn confirm_erasure(
    app: &App,
    id: &Id,
    args: &EraseArgs,
    plan: &mut ErasurePlan,
) -> Result<(), Error> {
    if app.global.yes {
        return Ok(());
    }
    if !app.terminal.can_ask() {
        return Err(Error::usage("Erasing needs your word")
            .with_reason("There is no terminal to ask on")
            .try_with(format!("cases remove {id} --erase -n"))
            .try_with(format!("cases remove {id} --erase --yes")));
    }
    let ask =
        |question: &str, default: bool| app.terminal.ask_confirmation(question, Some(default));
    if args.letters.is_none() && !plan.traces.letters.is_empty() {
        let keeps = ask(
            "Keep the recorded letters, as evidence of what was sent?",
            true,
        )?;
        plan.erasing.letters = if keeps {
            ErasedLetters::Keep
        } else {
            ErasedLetters::Digest
        };
    }
    if !plan.erasing.sources && !plan.traces.sources.is_empty() {
        plan.erasing.sources = ask(
            "Erase the sources that only this person’s facts name?",
            false,
        )?;
    }
    if !plan.erasing.mappings && !plan.traces.mappings.is_empty() {
        plan.erasing.mappings = ask("Erase the saved mappings with the name in them?", false)?;
    }
    if !plan.erasing.history && !plan.traces.former_texts.is_empty() {
        plan.erasing.history = ask(
            "Erase former texts of other records that name the person?",
            false,
        )?;
    }
    if !plan.with_copies && !plan.around.copies.is_empty() {
        plan.with_copies = ask("Erase in the copies too?", false)?;
    }
    let typed = |answer: &str| {
        if answer.trim() == id.as_str() {
            Ok(())
        } else {
            Err(format!("Type {id}, or Esc"))
        }
    };
    app.terminal.ask_line(
        &format!("Nothing takes this back. To erase, type {id}"),
        None,
        typed,
    )?;
    Ok(())
}

impl EraseArgs {
    fn to_erasing(&self) -> ErasureScope {
        let also = |what: ErasureExtra| self.also.contains(&what);
        ErasureScope {
            letters: match self.letters {
                None | Some(LetterErasure::Keep) => ErasedLetters::Keep,
                Some(LetterErasure::Digest) => ErasedLetters::Digest,
                Some(LetterErasure::DigestJoint) => ErasedLetters::DigestJoint,
            },
            sources: also(ErasureExtra::Sources),
            mappings: also(ErasureExtra::Mappings),
            history: also(ErasureExtra::History),
        }
    }
}
