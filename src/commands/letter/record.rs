//! Keeping letters in the casebook, with their exact text.

use super::{LetterArgs, Written, output};
use crate::app::App;
use crate::commands::saving;
use crate::error::Error;
use crate::formats::{self, Format};
use crate::letters::told;
use crate::model::{Id, SentLetter};
use crate::store::Store;

/// Records the letters in one operation.
///
/// # Errors
/// The casebook cannot be written.
pub(super) fn keep(
    app: &App,
    args: &LetterArgs,
    store: &mut Store,
    written: &[Written],
    earlier: Option<&Id>,
) -> Result<(), Error> {
    let (operation, ()) = saving::operate(app, store, "letter --record", |operation| {
        for letter in written {
            let sent = sent(args, earlier, letter, |id| Ok::<_, Error>(operation.letter(id)?.is_some()))?;
            operation.put_letter(&sent)?;
        }
        Ok::<_, Error>(())
    })?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Recorded. Take it back: cases undo {operation}"));
    }
    Ok(())
}

fn sent(
    args: &LetterArgs,
    earlier: Option<&Id>,
    letter: &Written,
    taken: impl Fn(&Id) -> Result<bool, Error>,
) -> Result<SentLetter, Error> {
    let document = &letter.composed.letter;
    let text = formats::render(document, Format::Text);
    let to = letter.recipient.as_ref().map_or(document.kind.as_str(), |recipient| recipient.id.as_str());
    Ok(SentLetter {
        id: Id::from_name(&format!("{} {to}", document.date)).first_free(taken)?,
        date: document.date.into(),
        kind: Id::from_name(&document.kind),
        lang: document.lang.parse()?,
        sha256: output::digest(&text).parse()?,
        text: String::from_utf8_lossy(&text).parse()?,
        recipient: letter.recipient.as_ref().map(|recipient| recipient.id.clone()),
        cases: letter.cases.iter().map(|case| case.case_id().clone()).collect(),
        subject: document.subject.parse().ok(),
        channel: args.channel.clone(),
        follows: earlier.cloned(),
        told: told::told(&letter.template.lang, document, &letter.cases),
        replies: Vec::new(),
    })
}
