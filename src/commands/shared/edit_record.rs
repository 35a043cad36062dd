//! A record as a person writes it: in an editor or a file, and what in its name looks like somebody else's.

use crate::app::App;
use crate::app::error::Error;
use crate::checks::fix_record;
use crate::exchange;
use crate::files::input::{Input, RECORD};
use crate::model::{Case, Id};
use crate::store::Store;
use crate::terminal::TextDraft;

/// A record as it comes back from the editor, where it is a file of this name; what cannot be is shown on top of the form,
/// which opens again. The draft is discarded once the record is saved: `save::with_draft`.
///
/// # Errors
/// There is no terminal, the editor failed, or nothing was changed.
pub fn edit_record<R: exchange::SingleRecord>(
    app: &App,
    name: &str,
    record: &R,
    check: impl Fn(&R) -> Result<(), String>,
) -> Result<(R, TextDraft), Error> {
    let read = |text: &str| {
        let (edited, _) = exchange::one_from_toml::<R>(text).map_err(|error| error.to_string())?;
        check(&edited).map(|()| edited)
    };
    Ok(app
        .terminal
        .edit_text(name, &exchange::one_to_toml(record), read)?)
}

/// A case from a TOML file; `-` is standard input.
pub fn case_from_file(app: &App, path: &std::path::Path) -> Result<Case, Error> {
    let text = Input::open(path)?.read_text(RECORD)?;
    let (case, warnings) = exchange::one_from_toml::<Case>(&text)?;
    warnings
        .iter()
        .for_each(|warning| app.terminal.print_warning(warning));
    Ok(case)
}

/// A warning for each name of the case that is written with look-alike letters of another script, and without them is the
/// name of somebody who is there.
pub fn warn_of_look_alikes(store: &Store, case: &Case) -> Result<Vec<String>, Error> {
    let Some(mended) = fix_record(case, |slip| !slip.is_space())? else {
        return Ok(Vec::new());
    };
    let named = case
        .iter_names()
        .zip(mended.record.iter_names())
        .find(|(name, plain)| name != plain);
    let Some((name, _)) = named else {
        return Ok(Vec::new());
    };
    let alike = store.similar_cases(&mended.record)?;
    let warning = |(id, other): (Id, String)| {
        format!(
            "“{name}” has look-alike letters of another script, and looks like “{other}” ({id}): if it is the same person, \
             cases merge {id} {}; else cases check --fix puts the letters right",
            case.id
        )
    };
    Ok(alike
        .into_iter()
        .filter(|(id, _)| *id != case.id)
        .map(warning)
        .collect())
}
