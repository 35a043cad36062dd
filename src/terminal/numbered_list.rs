//! A choice as numbered lines, for screen readers and small screens.

use super::pick::{Answer, Question};
use super::sanitise::one_line;
use super::{Terminal, pick};
use crate::terminal::PromptRefusal;

/// The most lines that are read out at once.
const FEW: usize = 20;

/// What a typed line means.
#[derive(Debug, PartialEq, Eq)]
enum TypedReply {
    Answer(Answer),
    /// These items fit; they are to be listed.
    List(Vec<usize>),
    /// It cannot be an answer.
    Not(String),
}

impl Terminal {
    /// Asks with numbered lines and nothing redrawn.
    pub(super) fn pick_by_number(&self, question: &Question<'_>) -> Result<Answer, PromptRefusal> {
        let mut listed: Vec<usize> = (0..question.items.len()).collect();
        if listed.len() > FEW {
            listed.clear();
            let sign = if question.free { "? and " } else { "" };
            let count = question.items.len();
            self.ask_above(&format!(
                "{count} to choose from; type {sign}a part of one to list those that fit."
            ));
        }
        loop {
            for (number, &item) in listed.iter().enumerate() {
                self.ask_above(&format!(
                    "{:>3}  {}",
                    number + 1,
                    one_line(&question.items[item])
                ));
            }
            let keys = question
                .key_hints()
                .map(|keys| format!(" ({keys})"))
                .unwrap_or_default();
            let wanted = match (question.items.is_empty(), question.free) {
                (true, _) => "Answer",
                (false, true) => "Number or answer",
                (false, false) => "Number or a part of it",
            };
            let default = question.default_text(&listed);
            let typed = self.read_line(&format!("{wanted}{keys}"), default.as_deref(), "")?;
            match interpret_answer(question, &listed, typed.trim()) {
                TypedReply::Answer(answer) => return Ok(answer),
                TypedReply::List(fitting) => listed = fitting,
                TypedReply::Not(problem) => self.ask_above(&problem),
            }
        }
    }
}

fn interpret_answer(question: &Question<'_>, listed: &[usize], typed: &str) -> TypedReply {
    let search = typed.strip_prefix('?').filter(|_| question.free);
    match typed {
        "" => {
            return question.on_enter().map_or_else(
                || TypedReply::Not("An answer is needed.".to_owned()),
                TypedReply::Answer,
            );
        }
        "<" if question.back => return TypedReply::Answer(Answer::Back),
        "-" if question.skip.is_some() => return TypedReply::Answer(Answer::Skipped),
        _ => {}
    }
    if let Some(item) = typed
        .parse::<usize>()
        .ok()
        .and_then(|number| listed.get(number.checked_sub(1)?))
    {
        return TypedReply::Answer(Answer::Item(*item));
    }
    if question.free && search.is_none() && (question.is_answer)(typed) {
        return TypedReply::Answer(Answer::Typed(typed.to_owned()));
    }
    let fitting = pick::find_matching(
        question,
        &pick::spell_items(question),
        search.unwrap_or(typed),
    );
    match fitting.as_slice() {
        // Whoever asks says why it cannot be.
        [] if question.free && search.is_none() => {
            TypedReply::Answer(Answer::Typed(typed.to_owned()))
        }
        [] => TypedReply::Not(format!("Nothing fits “{typed}”.")),
        [one] if search.is_none() => TypedReply::Answer(Answer::Item(*one)),
        many if many.len() > FEW => TypedReply::Not(format!("{} fit; type more.", many.len())),
        _ => TypedReply::List(fitting),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(items: &[String]) -> Question<'_> {
        Question {
            items,
            ..Question::new("Who?")
        }
    }

    #[test]
    fn a_number_or_a_part_chooses() {
        let items = ["Едіге", "Edith", "Omar"].map(str::to_owned);
        let (asked, all) = (question(&items), [0, 1, 2]);
        assert_eq!(
            interpret_answer(&asked, &all, "2"),
            TypedReply::Answer(Answer::Item(1))
        );
        assert_eq!(
            interpret_answer(&asked, &all, "om"),
            TypedReply::Answer(Answer::Item(2))
        );
        assert_eq!(
            interpret_answer(&asked, &[1, 2], "1"),
            TypedReply::Answer(Answer::Item(1))
        );
        assert_eq!(
            interpret_answer(&asked, &all, "x"),
            TypedReply::Not("Nothing fits “x”.".to_owned())
        );
        assert!(
            matches!(interpret_answer(&asked, &all, ""), TypedReply::Not(_))
                && matches!(interpret_answer(&asked, &all, "4"), TypedReply::Not(_))
        );
        assert!(matches!(
            interpret_answer(&asked, &all, "<"),
            TypedReply::Not(_)
        ));
    }

    #[test]
    fn an_answer_of_ones_own_is_taken_where_it_may_be() {
        let items = ["Almaty", "Aktau"].map(str::to_owned);
        let asked = Question {
            free: true,
            skip: Some("not known"),
            back: true,
            ..question(&items)
        };
        assert_eq!(
            interpret_answer(&asked, &[0, 1], "Astana"),
            TypedReply::Answer(Answer::Typed("Astana".to_owned()))
        );
        assert_eq!(
            interpret_answer(&asked, &[0, 1], "?a"),
            TypedReply::List(vec![0, 1])
        );
        assert_eq!(
            interpret_answer(&asked, &[0, 1], ""),
            TypedReply::Answer(Answer::Skipped)
        );
        assert_eq!(
            interpret_answer(&asked, &[0, 1], "<"),
            TypedReply::Answer(Answer::Back)
        );
        let again = Question {
            typed: "Oral",
            ..asked
        };
        assert_eq!(
            interpret_answer(&again, &[0, 1], ""),
            TypedReply::Answer(Answer::Typed("Oral".to_owned()))
        );
        assert_eq!(
            interpret_answer(&again, &[0, 1], "-"),
            TypedReply::Answer(Answer::Skipped)
        );
    }
}
