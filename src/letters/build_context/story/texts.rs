//! Texts of a casebook as sentences, before anybody is placed in them.

use super::names::add_article;
use super::opener::capitalize_sentence;
use super::unsaid::state_concern;
use crate::letters::build_context::ContextInput;
use crate::model::vocabulary::ConcernKind;
use crate::model::{Action, Charge, Concern, Line, PartialDate};

/// Whether it is a freedom that acts of the person show in use.
pub(super) fn is_freedom_to_act(kind: &ConcernKind) -> bool {
    matches!(
        kind,
        ConcernKind::Assembly
            | ConcernKind::Association
            | ConcernKind::FreedomOfExpression
            | ConcernKind::RightToStrike
            | ConcernKind::TradeUnionRights
            | ConcernKind::Religion
            | ConcernKind::PoliticalParticipation
    )
}

pub(super) fn concern_text(concern: &Concern) -> Option<String> {
    match &concern.text {
        Some(text) => Some(end_sentence(text)),
        None => state_concern(&concern.kind).map(str::to_owned),
    }
}

/// The number of a decision without what it is a number of: “Opinion No. 7/2026” is 7/2026.
fn bare_number(number: &str) -> &str {
    number.rsplit("No. ").next().unwrap_or(number)
}

/// What a body decided or said, with its number; the body named where the text does not name it.
pub(super) fn action_text(input: &ContextInput<'_>, action: &Action) -> String {
    let body = add_article(&input.lang.action_body(action));
    let number = action
        .number
        .as_ref()
        .map(|number| format!(" (No. {})", bare_number(number.as_str())))
        .unwrap_or_default();
    let Some(text) = &action.text else {
        return format!(
            "{} has spoken on the case of {{}}{number}.",
            capitalize_sentence(&body)
        );
    };
    let text = end_sentence(text);
    let bare = body.strip_prefix("the ").unwrap_or(&body).to_lowercase();
    let text = name_body_at_head(&text, &body);
    let names_body = text.to_lowercase().contains(&bare)
        || bare
            .split(' ')
            .filter(|word| word.len() > 4)
            .all(|word| text.to_lowercase().contains(word));
    let said = match (&action.number, text.strip_suffix('.')) {
        (Some(shown), Some(sentence)) if !text.contains(shown.as_str()) => {
            format!("{sentence}{number}.")
        }
        _ => text,
    };
    if names_body {
        said
    } else {
        format!("{} stated: {said}", capitalize_sentence(&body))
    }
}

/// “The Committee found …” with the whole name of the body.
fn name_body_at_head(text: &str, body: &str) -> String {
    let Some(rest) = text.strip_prefix("The ") else {
        return text.to_owned();
    };
    if text.to_lowercase().starts_with(&body.to_lowercase()) {
        return text.to_owned();
    }
    let named: Vec<&str> = rest
        .split(' ')
        .take_while(|word| word.starts_with(char::is_uppercase))
        .collect();
    let own: Vec<&str> = body.split(' ').collect();
    let is_part = !named.is_empty()
        && named.len() + 1 < own.len()
        && named.iter().all(|word| own.contains(word));
    match rest.get(named.join(" ").len()..).filter(|_| is_part) {
        Some(after) => format!("{}{after}", capitalize_sentence(body)),
        None => text.to_owned(),
    }
}

/// A text as a sentence: with a stop at its end.
pub(super) fn end_sentence(text: &Line) -> String {
    let text = capitalize_if_word(text.as_str().trim());
    let is_ended = text
        .trim_end_matches(['”', '’', '"', '»', ')'])
        .ends_with(['.', '!', '?', '…']);
    if is_ended { text } else { format!("{text}.") }
}

/// Capitals open a sentence, but for a place of the subject.
fn capitalize_if_word(text: &str) -> String {
    if text.starts_with('{') {
        text.to_owned()
    } else {
        capitalize_sentence(text)
    }
}

/// Words by which a text says of a day that something lasts on the day on which it is read.
const LASTING: [&str; 11] = [
    "been held since",
    "been detained since",
    "been imprisoned since",
    "been in custody since",
    "been in detention since",
    "been in prison since",
    "been behind bars since",
    "remains in custody",
    "remains in detention",
    "remains in prison",
    "is still held",
];

/// Whether a text speaks of a captivity that lasts: it is true no longer once the person is out.
pub(super) fn says_it_lasts(text: &str) -> bool {
    LASTING.iter().any(|words| text.contains(words))
}

/// A place of detention as it follows “in”.
pub(super) fn name_place(place: &str) -> String {
    let opens_small = place.starts_with(char::is_lowercase);
    let has_article = ["a ", "an ", "the ", "his ", "her ", "their ", "one "]
        .iter()
        .any(|word| place.to_lowercase().starts_with(word));
    if opens_small && !has_article {
        format!("the {place}")
    } else {
        place.to_owned()
    }
}

/// The date that all charges share.
pub(super) fn shared_date(charges: &[Charge]) -> Option<PartialDate> {
    let first = charges.first()?.date?;
    let standing = &charges.first()?.standing;
    charges
        .iter()
        .all(|charge| charge.date == Some(first) && charge.standing == *standing)
        .then_some(first)
}
