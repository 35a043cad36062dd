//! `cases templates preview`

use std::sync::Arc;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::reference;
use crate::letters::build_context::{self, ContextInput};
use crate::letters::context::Context;
use crate::letters::engine::CompiledTemplate;
use crate::letters::preflight;
use crate::letters::{LetterJob, LetterLanguage, LetterOrder, PublicCase, compose_letter};
use crate::model::Recipient;
use crate::render::{self, Format};
use crate::store::Store;

/// Fill a template for a case; what is missing shows as ⟦what⟧.
#[derive(Debug, Args)]
pub struct PreviewArgs {
    /// The kind of letter, or a template file
    #[arg(value_name = "NAME|FILE")]
    name: String,
    /// The case (default: the first one that can be told)
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    /// To whom
    #[arg(long, value_name = "WHO")]
    to: Option<String>,
    /// The language
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Prints the letter as text.
pub fn run(app: &App, args: &PreviewArgs) -> Result<(), Error> {
    app.refuse_json("cases letter CASE --to WHO --json")?;
    let lang = app.letter_language(args.lang.as_deref())?;
    let library = app.template_library();
    let template = if args.name.contains(['/', '.']) {
        library.load_template_file(std::path::Path::new(&args.name), &lang, "appeal")?
    } else {
        library.load_template(&args.name, &lang)?
    };
    let store = app.open_to_read()?;
    let cases = [find_disclosed_case(app, &store, args.case.as_deref())?];
    let recipient = find_recipient(&store, args.to.as_deref(), template.settings.serves.first())?;
    let order = LetterOrder {
        fresh_months: app.fresh_months(),
        ..LetterOrder::plain(app.today, app.letter_sender())
    };
    let engine = CompiledTemplate::new(&template)?;
    let job = LetterJob {
        recipient: recipient
            .filter(|_| template.settings.addressed)
            .map(Arc::new),
        ..LetterJob::new(Arc::new(template), Arc::new(cases))
    };
    let composed = compose_letter(&order, &Arc::new(job), &engine)?.ok_or_else(|| {
        Error::not_found("There is no case to fill the template with").try_with("cases list")
    })?;
    let mut data = app.terminal.paged_writer();
    data.write_lines(&String::from_utf8_lossy(&render::render(
        &composed.letter,
        Format::Text,
    )))?;
    Ok(data.finish_output()?)
}

/// What a template sees of a case.
pub fn build_context(app: &App, case: &str, to: Option<&str>) -> Result<Context, Error> {
    let store = app.open_to_read()?;
    let cases = [find_disclosed_case(app, &store, Some(case))?];
    let recipient = find_recipient(&store, to, None)?;
    let sender = app.letter_sender();
    let context = build_context::build_context(&ContextInput {
        fresh_months: app.fresh_months(),
        recipient: recipient.as_ref(),
        ..ContextInput::plain(&LetterLanguage::english(), app.today, &sender, &cases)
    });
    context.ok_or_else(|| Error::not_found("There is nothing to tell"))
}

/// The named case, or the first one that may be disclosed.
fn find_disclosed_case(app: &App, store: &Store, case: Option<&str>) -> Result<PublicCase, Error> {
    let ids = match case {
        Some(case) => vec![reference::find_case_id(store, case)?],
        None => store.list_ids(
            &crate::model::Filter::default(),
            crate::model::filter::SortOrder::default(),
            Some(20),
            app.today,
        )?,
    };
    let sources = store.source_dates()?;
    for id in &ids {
        let Some(found) = store.load_case(id)? else {
            continue;
        };
        let sifted = preflight::screen_cases(&[found], app.today, &sources, true);
        if let Some(told) = sifted.told.into_iter().next() {
            return Ok(told);
        }
        if case.is_some() {
            return Err(Error::refused(format!("{id} must not be in a letter"))
                .with_reason("The case is private, or consent was refused"));
        }
    }
    Err(
        Error::not_found("There is no case to fill the template with")
            .try_with("cases --sample templates preview appeal"),
    )
}

fn find_recipient(
    store: &Store,
    to: Option<&str>,
    role: Option<&crate::model::vocabulary::Role>,
) -> Result<Option<Recipient>, Error> {
    match to {
        Some(id) => reference::find_recipient(store, id).map(Some),
        None => Ok(store
            .load_recipients()?
            .into_iter()
            .find(|office| Some(&office.role) == role)),
    }
}
