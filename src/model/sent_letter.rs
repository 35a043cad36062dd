//! A letter that went out, and what came back.

use super::record::record;
use super::vocabulary::{Channel, Impact, ReplyKind};
use super::{Id, Line, Paragraphs, PartialDate};

record! {
    /// A fact as a letter told it.
    pub struct StatedFact, "told fact" {
        needed {
            /// id of the case
            case: Id,
            /// what kind of fact: status, or the list it stands in
            fact: Line,
            /// the fact on one line, as it was then
            text: Line,
        }
        optional {}
        lists {}
    }
}

record! {
    /// An answer to a letter, or that the office took it in.
    pub struct Reply, "reply" {
        needed {
            /// what kind of answer
            kind: ReplyKind,
        }
        optional {
            /// when it came
            date: Option<PartialDate>,
            /// what changed for the person
            impact: Option<Impact>,
            /// the number under which the office keeps the letter
            registration: Option<Line>,
            /// what it says, in your words
            text: Option<Line>,
        }
        lists {}
    }
}

record! {
    /// A recorded letter: the exact text, what it was about and what it told.
    pub struct SentLetter, "letter" {
        needed {
            /// the id: date and recipient
            id: Id,
            /// the date on the letter
            date: PartialDate,
            /// the template
            kind: Id,
            /// the language
            lang: Line,
            /// exactly as it went out
            text: Paragraphs,
            /// digest of the text
            sha256: Line,
        }
        optional {
            /// id of the recipient; absent for a public statement
            recipient: Option<Id>,
            /// ids of the cases it speaks of
            cases: Vec<Id>,
            /// the subject line
            subject: Option<Line>,
            /// the way it went out
            channel: Option<Channel>,
            /// id of the earlier letter that it follows up
            follows: Option<Id>,
        }
        lists {
            /// the facts it told
            told: StatedFact,
            /// what came back
            replies: Reply,
        }
    }
}

impl SentLetter {
    /// The number under which the office keeps it, as the latest answer gives it.
    #[must_use]
    pub fn registration_number(&self) -> Option<&Line> {
        self.replies
            .iter()
            .rev()
            .find_map(|reply| reply.registration.as_ref())
    }

    /// Whether an answer came; that the office took the letter in, or does not answer, is none.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.replies
            .iter()
            .any(|reply| !matches!(reply.kind, ReplyKind::Registered | ReplyKind::None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn a_slip_with_a_number_is_no_answer() {
        let mut letter = SentLetter::from_typed([
            ("id", "a"),
            ("date", "2021-09-15"),
            ("kind", "appeal"),
            ("lang", "en"),
            ("text", "Dear"),
            ("sha256", "0"),
        ])
        .unwrap();
        let reply = |pairs: &[(&str, &str)]| Reply::from_typed(pairs.iter().copied()).unwrap();
        letter.replies.push(reply(&[
            ("kind", "registered"),
            ("registration", "ZT-2021-1"),
        ]));
        assert!(!letter.is_answered());
        letter.replies.push(reply(&[("kind", "token")]));
        assert!(letter.is_answered());
        assert_eq!(
            letter.registration_number().map(Line::as_str),
            Some("ZT-2021-1")
        );
    }
}
