//! The words by which a fact is known in a text: those that a letter prints of it.

use super::words::Lang;
use crate::model::{Case, ListSpec};

/// The marks of an entry of a list of facts, each without its full stop; demands and claims have none. A text that has one of
/// them tells the fact.
#[must_use]
pub fn marks(lang: &Lang, case: &Case, list: &ListSpec, index: usize) -> Vec<String> {
    let marks = match list.name {
        "charges" => {
            let charge = &case.charges[index];
            vec![charge.title.to_string(), lang.article(charge)]
        }
        "sentences" => vec![lang.penalty(&case.sentences[index])],
        "restrictions" => vec![lang.restriction(&case.restrictions[index])],
        "events" => {
            let event = &case.events[index];
            event.text.as_ref().map(ToString::to_string).into_iter().chain(lang.event(event)).collect()
        }
        "concerns" => {
            let concern = &case.concerns[index];
            vec![concern.text.as_ref().map_or_else(|| lang.concern(&concern.kind), ToString::to_string)]
        }
        "officials" => vec![case.officials[index].name.to_string()],
        "actions" => {
            let action = &case.actions[index];
            let printed = [action.text.as_ref(), action.number.as_ref()];
            printed.into_iter().flatten().map(ToString::to_string).chain([lang.action(action)]).collect()
        }
        _ => Vec::new(),
    };
    let bare = marks.into_iter().map(|mark| mark.trim_end_matches('.').trim_matches(['[', ']']).to_owned());
    bare.filter(|mark| !mark.is_empty()).collect()
}
