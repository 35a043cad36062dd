//! `cases reply`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::save::SavePlan;
use crate::commands::shared::{reference, save};
use crate::model::vocabulary::{ReplyKind, Vocabulary};
use crate::model::{Record, Reply};
use crate::store::Store;

/// Keep what came back on a letter: an answer, a registration number, a refusal.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases reply 2021-09-15-kz-prosecutor-general --kind registered --registration ZT-2021-00417
  cases reply 2021-09-15-kz-prosecutor-general --kind denial --impact unchanged --text \"says the court was right\"
  cases reply 2021-09-15-un-wgad --kind none          no answer will come: it is no longer due

KIND: favourable, pledge, denial, inhibits-campaign, asks-for-more, token, none, registered, forwarded.
IMPACT: released, improved, reviewed, unchanged, worsened, unknown.
cases sent lists the letters; cases due says which await an answer.")]
pub struct ReplyArgs {
    /// The letter: its id, or the beginning of it
    #[arg(value_name = "LETTER")]
    letter: String,
    #[command(flatten)]
    fields: FieldArgs<Reply>,
}

/// Adds a reply to a letter.
pub fn run(app: &App, args: &ReplyArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    reference::find_letter(&store, &args.letter)?;
    let today = app.today.to_string();
    let kind = choose_kind(app, args)?;
    let base = Reply::from_typed([("kind", kind.as_str()), ("date", today.as_str())])?;
    let reply = FieldChangeArgs::default().apply_to(&base, &args.fields.on_day(app.today).given)?;
    let plan = |store: &Store| {
        let before = reference::find_letter(store, &args.letter)?;
        let mut after = before.clone();
        after.replies.push(reply.clone());
        let done = format!("Kept with {}: {}.", before.id, reply.kind.label());
        Ok(SavePlan::new(format!("reply {}", before.id), done).with_changed(before, after))
    };
    save::save_plan(app, &mut store, plan, save::show_nothing).map(drop)
}

/// What was given; asked for where somebody can answer.
fn choose_kind(app: &App, args: &ReplyArgs) -> Result<String, Error> {
    if let Some((_, texts)) = args.fields.given.iter().find(|(field, _)| *field == "kind") {
        return Ok(texts.last().cloned().unwrap_or_default());
    }
    if !app.terminal.can_ask() {
        return Err(Error::usage("--kind is needed")
            .with_reason("There is no terminal to ask on")
            .try_with(format!("cases reply {} --kind token", args.letter)));
    }
    let labels: Vec<String> = ReplyKind::WORDS
        .iter()
        .map(|word| format!("{}  {}", word.slug, word.label))
        .collect();
    let chosen = app
        .terminal
        .select_item("What kind of answer?", &labels, None)?;
    Ok(ReplyKind::WORDS[chosen].slug.to_owned())
}
