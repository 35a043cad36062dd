//! Who says it: an allegation is attributed once, to the one who makes it; what the writers say themselves they say as “we”.

use std::collections::BTreeMap;

use super::names::add_article;
use super::opener::{capitalize_sentence, continue_sentence};
use super::overlap::words_of_names;
use crate::letters::words::LetterLanguage;
use crate::model::vocabulary::Standing;
use crate::model::{Id, Source};

/// The verbs whose plural does not follow from taking off an `s`.
const VERBS: [(&str, &str); 6] = [
    ("is", "are"),
    ("has", "have"),
    ("was", "were"),
    ("does", "do"),
    ("says", "say"),
    ("goes", "go"),
];

/// After these a name is the subject of what follows.
const CLAUSE_HEADS: [&str; 9] = [
    "; ",
    ", ",
    " that ",
    " when ",
    " and ",
    " while ",
    " because ",
    " as ",
    " which ",
];

/// Endings of names that make all who have them Members of the European Parliament.
const MEMBER_OF_PARLIAMENT: &str = " MEP";
const MEMBERS_OF_PARLIAMENT: &str = "Members of the European Parliament";

/// Whose words a sentence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoryVoice {
    /// Ours, or the text says itself whose.
    Plain,
    /// Of somebody who alleges it, where a source says who.
    Alleged(Option<String>),
    /// Of the authorities.
    Official,
}

/// Who writes, as far as it decides how facts are worded.
#[derive(Debug, Clone, Default)]
pub(crate) struct StoryWriters {
    /// Bodies that speak in the text: its “we”.
    bodies: Vec<String>,
    /// People who sign.
    people: Vec<String>,
}

impl StoryWriters {
    pub(crate) fn new(
        organisation: Option<&str>,
        speaker: Option<&str>,
        signatories: &[String],
    ) -> Self {
        let mut bodies: Vec<String> = organisation
            .into_iter()
            .chain(speaker)
            .map(strip_article)
            .collect();
        bodies.extend(signatories.iter().map(|name| strip_article(name)));
        let is_parliament = !signatories.is_empty()
            && signatories
                .iter()
                .all(|name| name.ends_with(MEMBER_OF_PARLIAMENT));
        if is_parliament {
            bodies.push(MEMBERS_OF_PARLIAMENT.to_owned());
        }
        Self {
            bodies,
            people: signatories.to_vec(),
        }
    }

    /// Whether the writers are this body.
    fn are_body(&self, body: &str) -> bool {
        let body = strip_article(body).to_lowercase();
        self.bodies.iter().any(|own| own.to_lowercase() == body)
    }

    /// A text in which the writers call themselves “we”, and one who signs is “one of us”.
    pub(crate) fn speak(&self, text: &str) -> String {
        let mut said = text.to_owned();
        for body in &self.bodies {
            said = say_we(&said, body);
        }
        let opening: String = said
            .chars()
            .take_while(|c| !matches!(c, ',' | '.'))
            .collect();
        let signs = self.people.iter().any(|signed| {
            let words = words_of_names([signed.trim_end_matches(MEMBER_OF_PARLIAMENT)]);
            let first: Vec<String> = opening
                .split_whitespace()
                .take(words.len())
                .map(str::to_lowercase)
                .collect();
            words.len() > 1
                && first.len() == words.len()
                && first.iter().all(|word| words.contains(word))
        });
        if signs && said[opening.len()..].starts_with(',') {
            said = format!("One of us, {said}");
        }
        said
    }
}

fn strip_article(name: &str) -> String {
    name.strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name)
        .to_owned()
}

/// Turns “The Harbour Union regards” into “We regard”: a body with its verb behind it.
fn say_we(text: &str, body: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(body) {
        let (before, found) = rest.split_at(at);
        let after = &found[body.len()..];
        let verb: String = after
            .strip_prefix(' ')
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_alphabetic())
            .collect();
        let head = before
            .strip_suffix("The ")
            .or_else(|| before.strip_suffix("the "))
            .unwrap_or(before);
        let opens = head.is_empty() || head.ends_with(". ");
        let is_clause = opens || CLAUSE_HEADS.iter().any(|word| head.ends_with(word));
        match plural_verb(&verb).filter(|_| is_clause) {
            Some(plural) => {
                said.push_str(head);
                said.push_str(if opens { "We " } else { "we " });
                said.push_str(&plural);
                rest = &after[1 + verb.len()..];
            }
            None => {
                said.push_str(before);
                said.push_str(body);
                rest = after;
            }
        }
    }
    said.push_str(rest);
    said
}

/// The verb of “we” for the verb of one or of several others; none if it is no verb that can follow a name.
fn plural_verb(verb: &str) -> Option<String> {
    if verb.len() < 2 || verb.starts_with(char::is_uppercase) {
        return None;
    }
    if matches!(
        verb,
        "and"
            | "or"
            | "in"
            | "of"
            | "at"
            | "on"
            | "with"
            | "for"
            | "to"
            | "by"
            | "who"
            | "which"
            | "that"
            | "from"
    ) {
        return None;
    }
    if let Some((_, plural)) = VERBS.iter().find(|(single, _)| *single == verb) {
        return Some((*plural).to_owned());
    }
    if let Some(stem) = verb.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    for ending in ["sses", "ches", "shes", "xes"] {
        if verb.ends_with(ending) {
            return Some(verb[..verb.len() - 2].to_owned());
        }
    }
    let is_single = verb.ends_with('s') && !verb.ends_with("ss");
    Some(if is_single {
        verb[..verb.len() - 1].to_owned()
    } else {
        verb.to_owned()
    })
}

/// The voice of a fact: as it stands, and by its source.
pub(crate) fn find_voice(
    lang: &LetterLanguage,
    writers: &StoryWriters,
    standing: Option<&Standing>,
    source: Option<&Id>,
    sources: &BTreeMap<Id, Source>,
    text: &str,
) -> StoryVoice {
    let (Some(standing), false) = (standing, lang.has_attribution(text)) else {
        return StoryVoice::Plain;
    };
    match standing {
        Standing::Alleged => {
            let publisher = source
                .and_then(|id| sources.get(id))
                .and_then(|source| source.publisher.as_ref())
                .map(ToString::to_string);
            match publisher {
                Some(publisher) if writers.are_body(&publisher) => StoryVoice::Plain,
                Some(publisher) if text.contains(strip_article(&publisher).as_str()) => {
                    StoryVoice::Plain
                }
                publisher => StoryVoice::Alleged(publisher),
            }
        }
        Standing::Official => StoryVoice::Official,
        Standing::Confirmed | Standing::Other(_) => StoryVoice::Plain,
    }
}

/// Attributes sentences in a row, each run of one voice once.
#[derive(Debug, Default)]
pub(crate) struct Attribution {
    before: Option<StoryVoice>,
    /// Who has been named as saying something, the latest last.
    named: Vec<Option<String>>,
}

impl Attribution {
    /// What stands in a paragraph of its own is attributed again.
    pub(crate) fn start_paragraph(&mut self) {
        self.before = None;
    }

    /// The sentence, with whose words it is where a run of that voice begins.
    pub(crate) fn attribute(&mut self, voice: &StoryVoice, sentence: String) -> String {
        let goes_on = self.before.as_ref() == Some(voice);
        self.before = Some(voice.clone());
        if goes_on {
            return sentence;
        }
        match voice {
            StoryVoice::Plain => sentence,
            StoryVoice::Official => format!(
                "According to the authorities, {}",
                continue_sentence(&sentence)
            ),
            StoryVoice::Alleged(who) => {
                let is_known = self.named.contains(who);
                let is_latest = self.named.last() == Some(who);
                self.named.retain(|known| known != who);
                self.named.push(who.clone());
                let opening = match who {
                    None if is_known => "It is also reported that".to_owned(),
                    None => "It is reported that".to_owned(),
                    Some(_) if is_known && is_latest => "According to the same source,".to_owned(),
                    Some(who) => format!("According to {},", add_article(who)),
                };
                format!(
                    "{} {}",
                    capitalize_sentence(&opening),
                    continue_sentence(&sentence)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_writes_says_we() {
        let writers = StoryWriters::new(Some("Harbour Union"), None, &[]);
        for (text, told) in [
            (
                "The Harbour Union regards the trial as revenge.",
                "We regard the trial as revenge.",
            ),
            (
                "Harbour Union demands his release; the Harbour Union has written to the court.",
                "We demand his release; we have written to the court.",
            ),
            (
                "Kos founded a branch of the Harbour Union in May.",
                "Kos founded a branch of the Harbour Union in May.",
            ),
        ] {
            assert_eq!(writers.speak(text), told);
        }
    }

    #[test]
    fn members_of_parliament_who_sign_are_we_and_one_of_us() {
        let signed = ["MURPHY Paul MEP".to_owned(), "MEYER Willy MEP".to_owned()];
        let writers = StoryWriters::new(None, None, &signed);
        assert_eq!(
            writers.speak(
                "The charge is new; Members of the European Parliament reject it as absurd."
            ),
            "The charge is new; we reject it as absurd."
        );
        assert_eq!(
            writers.speak(
                "Paul Murphy, Member of the European Parliament (Ireland), visited the strikers."
            ),
            "One of us, Paul Murphy, Member of the European Parliament (Ireland), visited the strikers."
        );
    }

    #[test]
    fn a_voice_is_named_once_in_a_run() {
        let mut attribution = Attribution::default();
        let vesna = StoryVoice::Alleged(Some("Vesna".to_owned()));
        let said: Vec<String> = [
            (&vesna, "The judge slept."),
            (&vesna, "Nobody was heard."),
            (&StoryVoice::Plain, "A court sentenced her."),
            (&vesna, "She was beaten."),
        ]
        .into_iter()
        .map(|(voice, text)| attribution.attribute(voice, text.to_owned()))
        .collect();
        assert_eq!(
            said,
            [
                "According to Vesna, the judge slept.",
                "Nobody was heard.",
                "A court sentenced her.",
                "According to the same source, she was beaten."
            ]
        );
    }
}
