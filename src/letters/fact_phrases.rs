//! The words by which a fact is known in a text: those that a letter prints of it.

use super::words::LetterLanguage;
use crate::model::{Case, Line, ListSpec};

/// The marks of an entry of a list of facts, each without its full stop; demands and claims have none. A text in which one of
/// them stands as whole words tells the fact. A number alone is no mark: it could be the day of a date.
#[must_use]
pub fn list_phrases(
    lang: &LetterLanguage,
    case: &Case,
    list: &ListSpec,
    index: usize,
) -> Vec<String> {
    let text = |text: Option<&Line>| text.map(ToString::to_string);
    let marks = match list.name {
        "charges" => {
            let charge = &case.charges[index];
            text(charge.title.as_ref())
                .into_iter()
                .chain([lang.cite_article(charge)])
                .collect()
        }
        "sentences" => vec![lang.describe_penalty(&case.sentences[index])],
        "restrictions" => vec![lang.describe_restriction(&case.restrictions[index])],
        "events" => {
            let event = &case.events[index];
            text(event.text.as_ref())
                .into_iter()
                .chain(lang.describe_event(&strip_foreign_text(lang, event)))
                .collect()
        }
        "concerns" => {
            let concern = &case.concerns[index];
            let is_named = concern.text.is_none() || !lang.is_of_casebook();
            text(concern.text.as_ref())
                .into_iter()
                .chain(is_named.then(|| lang.concern_heading(&concern.kind)))
                .collect()
        }
        "officials" => vec![case.officials[index].name.to_string()],
        "actions" => {
            let action = &case.actions[index];
            let printed = [action.text.as_ref(), action.number.as_ref()];
            printed
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .chain([lang.action_body(action)])
                .collect()
        }
        _ => Vec::new(),
    };
    let bare = marks.into_iter().map(|mark| {
        mark.trim_end_matches('.')
            .trim_matches(['[', ']'])
            .to_owned()
    });
    bare.filter(|mark| mark.chars().any(char::is_alphabetic))
        .collect()
}

/// The event as a letter in the language tells it: without its text, where that is in another.
fn strip_foreign_text(lang: &LetterLanguage, event: &crate::model::Event) -> crate::model::Event {
    let mut event = event.clone();
    if !lang.is_of_casebook() {
        event.text = None;
    }
    event
}

/// Where a mark ends that stands in a text as whole words, its first letter in capitals or not.
#[must_use]
pub fn find_phrase_end(text: &str, mark: &str) -> Option<usize> {
    let first = mark.chars().next()?;
    let capital: String = first.to_uppercase().chain(mark.chars().skip(1)).collect();
    let small: String = first.to_lowercase().chain(mark.chars().skip(1)).collect();
    [mark, capital.as_str(), small.as_str()]
        .into_iter()
        .find_map(|mark| {
            text.match_indices(mark)
                .map(|(at, _)| (at, at + mark.len()))
                .find_map(|(start, end)| {
                    let before = text[..start]
                        .chars()
                        .next_back()
                        .is_some_and(char::is_alphanumeric);
                    let after = text[end..]
                        .chars()
                        .next()
                        .is_some_and(char::is_alphanumeric);
                    (!before && !after).then_some(end)
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Charge, Record};

    #[test]
    fn a_mark_is_a_whole_word_and_never_a_number_alone() {
        let mut case =
            Case::from_typed([("id", "a"), ("name", "Ann Cole"), ("country", "KZ")]).unwrap();
        case.charges = vec![Charge::from_typed([("title", "war")]).unwrap()];
        let action = [
            ("body", "The Committee"),
            ("number", "5"),
            ("text", "It found a violation."),
        ];
        case.actions = vec![Action::from_typed(action).unwrap()];
        let marks_of = |name: &str| {
            let list = Case::LISTS.iter().find(|list| list.name == name).unwrap();
            list_phrases(&LetterLanguage::english(), &case, list, 0)
        };
        assert_eq!(marks_of("charges"), ["war"]);
        assert_eq!(
            marks_of("actions"),
            ["It found a violation", "The Committee"]
        );
        assert_eq!(find_phrase_end("I write towards her release.", "war"), None);
        assert_eq!(find_phrase_end("War is the charge.", "war"), Some(3));
    }
}
