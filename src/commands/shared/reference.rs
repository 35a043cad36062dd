//! Finding the case or the recipient that somebody means.

use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::files::input::{IDS, Input};
use crate::model::vocabulary::Vocabulary;
use crate::model::{Case, Id, Recipient, SentLetter, invalid, search_key};
use crate::store::{ReferenceMatch, Store};

/// The id of the case that is meant by an id, the beginning of one, or a name.
pub fn find_case_id(store: &Store, reference: &str) -> Result<Id, Error> {
    match store.find_case(reference)? {
        ReferenceMatch::One(id) => Ok(id),
        ReferenceMatch::Several(fitting) => Err(Error::ambiguous(format!(
            "“{reference}” fits {} cases",
            fitting.len()
        ))
        .with_reason("Write more of the id")
        .with_candidates(fitting.iter().map(|(id, name)| format!("{id}  {name}")))),
        ReferenceMatch::None { nearest } => {
            let error = Error::not_found(format!("There is no case “{reference}”"));
            let error = match nearest.first() {
                Some(_) => error
                    .with_reason("These are most like it")
                    .with_candidates(nearest.iter().map(ToString::to_string)),
                None => error,
            };
            Err(error.try_with(format!("cases list --search {}", shell_quote(reference))))
        }
    }
}

/// The ids of the cases that are meant, in order, each once; `-` reads them from standard input.
pub fn resolve_case_ids(_: &App, store: &Store, references: &[String]) -> Result<Vec<Id>, Error> {
    find_case_ids(store, &expand_references(references)?)
}

/// The ids of the cases that are meant by texts as [`expand_references`] gives them, in order, each once.
pub fn find_case_ids(store: &Store, typed: &[String]) -> Result<Vec<Id>, Error> {
    let mut ids = Vec::new();
    for reference in typed {
        let id = find_case_id(store, reference)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The case with an id.
pub fn load_case(store: &Store, id: &Id) -> Result<Case, Error> {
    store
        .load_case(id)?
        .ok_or_else(|| Error::not_found(format!("There is no case {id}")))
}

/// What was typed to name cases; in the place of `-`, the lines of standard input.
pub fn expand_references(references: &[String]) -> Result<Vec<String>, Error> {
    let mut typed = Vec::new();
    for reference in references {
        if reference == "-" {
            typed.extend(read_standard_input()?)
        } else {
            typed.push(reference.clone())
        }
    }
    Ok(typed)
}

/// The lines of standard input that are not blank; NUL separates as well as a line feed.
fn read_standard_input() -> Result<Vec<String>, Error> {
    let text = Input::standard_input().read_text(IDS)?;
    Ok(text
        .split(['\n', '\0'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}

/// The recorded letter with an id, or the beginning of one.
pub fn find_letter(store: &Store, reference: &str) -> Result<SentLetter, Error> {
    if let Ok(id) = reference.parse::<Id>()
        && let Some(letter) = store.load_letter(&id)?
    {
        return Ok(letter);
    }
    let mut begun = store.load_letters()?;
    begun.retain(|letter| letter.id.as_str().starts_with(reference.trim()));
    match begun.len() {
        0 => Err(
            Error::not_found(format!("There is no recorded letter “{reference}”"))
                .try_with("cases sent"),
        ),
        1 => Ok(begun.remove(0)),
        several => Err(
            Error::ambiguous(format!("“{reference}” fits {several} letters"))
                .with_reason("Write more of the id")
                .with_candidates(begun.iter().map(|letter| letter.id.to_string())),
        ),
    }
}

/// The recipient with an id.
pub fn find_recipient(store: &Store, reference: &str) -> Result<Recipient, Error> {
    let found = match reference.parse::<Id>() {
        Ok(id) => store.load_recipient(&id)?,
        Err(_) => None,
    };
    match found {
        Some(recipient) => Ok(recipient),
        None => Err(no_recipient_error(store, reference)?),
    }
}

/// “There is no recipient …”, with the nearest id, role or group.
pub fn no_recipient_error(store: &Store, reference: &str) -> Result<Error, Error> {
    let all = store.load_recipients()?;
    let mut known: Vec<&str> = all.iter().map(|recipient| recipient.id.as_str()).collect();
    known.extend(
        crate::model::vocabulary::Role::WORDS
            .iter()
            .map(|word| word.slug),
    );
    known.extend(
        all.iter()
            .flat_map(|recipient| recipient.groups.iter().map(Id::as_str)),
    );
    let error = Error::not_found(format!(
        "There is no recipient, office or group “{reference}”"
    ));
    let error = match invalid::nearest(reference, known) {
        Some(nearest) => error.with_reason(format!("Did you mean “{nearest}”?")),
        None => error,
    };
    Ok(error.try_with("cases recipients list"))
}

/// The ways to write a text: what is the same in one of them may be meant.
pub fn list_spellings(text: &str) -> Vec<String> {
    vec![
        search_key::build_search_key(text),
        search_key::to_latin(text)
            .to_lowercase()
            .replace(['-', '_'], " "),
    ]
}
