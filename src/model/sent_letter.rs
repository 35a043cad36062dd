//! A letter that went out, and what came back.

use super::record::record;
use super::vocabulary::{Channel, Impact, ReplyKind};
use super::{Id, Line, Paragraphs, PartialDate};

record! {
    /// A fact as a letter states it.
    pub struct StatedFact, "told fact" {
        needed {
            /// id of the case
            case: Id [Public, Cases],
            /// what kind of fact: status, or the list it stands in
            fact: Line [Public, Subject],
            /// the fact on one line, as it was then
            text: Line [Public, Text],
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
            kind: ReplyKind [Private, Kind],
        }
        optional {
            /// when it came
            date: Option<PartialDate> [Private, Date],
            /// what changed for the person
            impact: Option<Impact> [Private, Detail],
            /// the number under which the office keeps the letter
            registration: Option<Line> [Public, Number],
            /// what it says, in your words
            text: Option<Line> [Private, Text],
        }
        lists {}
    }
}

record! {
    /// A recorded letter: the exact text, the people it is about and the facts it states.
    pub struct SentLetter, "letter" {
        needed {
            /// the id: date and recipient
            id: Id [Public, Id],
            /// the date on the letter
            date: PartialDate [Public, Date],
            /// the template
            kind: Id [Public, Template],
            /// the language
            lang: Line [Public, Language],
            /// exactly as it went out
            text: Paragraphs [Public, Text],
            /// digest of the text
            sha256: Line [Public, Number],
        }
        optional {
            /// id of the recipient; absent for a public statement
            recipient: Option<Id> [Public, Reference],
            /// ids of the cases it speaks of
            cases: Vec<Id> [Public, Cases],
            /// the subject line
            subject: Option<Line> [Public, Title],
            /// the way it went out
            channel: Option<Channel> [Private, Detail],
            /// id of the earlier letter that it follows up
            follows: Option<Id> [Private, Reference],
        }
        lists {
            /// the facts it told
            told: StatedFact [Public],
            /// what came back
            replies: Reply [Private],
        }
    }
}

impl SentLetter {
    /// The number under which the office keeps it, as the latest answer gives it.
    pub fn registration_number(&self) -> Option<&Line> {
        self.replies
            .iter()
            .rev()
            .find_map(|reply| reply.registration.as_ref())
    }

    /// Whether an answer came; that the office took the letter in, or does not answer, is none.
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
