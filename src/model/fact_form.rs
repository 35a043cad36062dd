//! How facts are typed on one line: date first, then the word, then the text after a colon.

use super::invalid::nearest;
use super::vocabulary::{
    ConcernKind, DemandKind, EventKind, OfficialRole, RestrictionKind, SentenceKind, Vocabulary,
};
use super::{PartialDate, Term};

/// How the facts of one list are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactForm {
    /// The list: `events`.
    pub list: &'static str,
    /// The flag, and the word for one: `event`.
    pub one: &'static str,
    /// What it is, in a few words.
    pub help: &'static str,
    /// The form, its parts in capitals.
    pub form: &'static str,
    /// Lines as people type them.
    pub examples: &'static [&'static str],
}

/// All forms, in the order of the lists of a case.
pub const FACT_FORMS: [FactForm; 9] = [
    FactForm {
        list: "charges",
        one: "charge",
        help: "what the state accuses them of",
        form: "[DATE] [STANDING] [LAW] ARTICLE: OFFENCE",
        examples: &[
            "2017-03-14 charged CC 174: inciting social discord",
            "convicted CC 405.2: participation in an extremist organisation",
        ],
    },
    FactForm {
        list: "sentences",
        one: "sentence",
        help: "what a court pronounced",
        form: "DATE KIND [TERM][: COURT] [judges A; B] [with PENALTY; PENALTY]",
        examples: &[
            "2016-11-28 prison 5y: Atyrau City Court",
            "2018-04-05 administrative-detention 10d",
        ],
    },
    FactForm {
        list: "restrictions",
        one: "restriction",
        help: "what they may not do outside prison",
        form: "FROM[..UNTIL] KIND[: WHAT EXACTLY]",
        examples: &["2018..2021 travel-ban: may not leave Almaty"],
    },
    FactForm {
        list: "events",
        one: "event",
        help: "what happened",
        form: "DATE[..UNTIL] KIND [STATUS] [TERM][: WHAT HAPPENED]",
        examples: &[
            "2018-04-07 arrest pre-trial-detention: Police took her from her home.",
            "2018-05 hearing: The judge heard no witness.",
        ],
    },
    FactForm {
        list: "concerns",
        one: "concern",
        help: "what is wrong, and why",
        form: "[DATE[..UNTIL]] KIND[: WHY]",
        examples: &["2017-05 unfair-trial: No lawyer was present."],
    },
    FactForm {
        list: "demands",
        one: "demand",
        help: "what is asked for",
        form: "KIND[: WHAT]",
        examples: &["medical-care: to be seen by a heart specialist"],
    },
    FactForm {
        list: "officials",
        one: "official",
        help: "who did it in the name of the state",
        form: "[DATE] NAME[, ROLE][, OFFICE]   or   [DATE] ROLE: NAME[, OFFICE]",
        examples: &[
            "2017-05-16 Alima Adilova, judge, Atyrau City Court",
            "2017-05-16 judge: Alima Adilova, Atyrau City Court",
        ],
    },
    FactForm {
        list: "actions",
        one: "action",
        help: "what the UN, a parliament or others decided",
        form: "[DATE] BODY[: WHAT IT DECIDED]",
        examples: &["2017-04 UN Working Group on Arbitrary Detention: called for her release"],
    },
    FactForm {
        list: "claims",
        one: "claim",
        help: "what a source says otherwise; kept beside what is used, never told",
        form: "FIELD: WHAT A SOURCE SAYS",
        examples: &["born: 1953-05"],
    },
];

/// The form of a list.
pub fn find_form(list: &str) -> Option<&'static FactForm> {
    FACT_FORMS.iter().find(|form| form.list == list)
}

/// The line as it was probably meant, in the right form; what was not understood is in capitals. None for lists that
/// have no kind.
pub fn suggest_line(list: &str, line: &str) -> Option<String> {
    let (kinds, unknown, text_name): (Vec<&str>, &str, &str) = match list {
        "sentences" => (list_slugs::<SentenceKind>(), "KIND", ""),
        "restrictions" => (list_slugs::<RestrictionKind>(), "KIND", ""),
        "events" => (list_slugs::<EventKind>(), "KIND", "WHAT HAPPENED"),
        "concerns" => (list_slugs::<ConcernKind>(), "KIND", "WHY IT IS WRONG"),
        "demands" => (list_slugs::<DemandKind>(), "KIND", ""),
        "officials" => (list_slugs::<OfficialRole>(), "ROLE", "NAME"),
        _ => return None,
    };
    let (head, text) = line
        .split_once(':')
        .map_or((line, None), |(head, text)| (head, Some(text.trim())));
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let date = take_word(&mut words, read_dates);
    let term = take_term(&mut words).filter(|_| matches!(list, "sentences" | "events"));
    let kind = take_kind(&mut words, &kinds);
    let rest = words.join(" ");
    let text = text
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .or_else(|| (!rest.is_empty()).then(|| rest.clone()))
        .or_else(|| (!text_name.is_empty()).then(|| text_name.to_owned()));
    let mut parts: Vec<String> = date
        .into_iter()
        .chain([kind.unwrap_or_else(|| unknown.to_owned())])
        .collect();
    parts.extend(term);
    let head = parts.join(" ");
    Some(match text {
        Some(text) => format!("{head}: {text}"),
        None => head,
    })
}

fn list_slugs<V: Vocabulary>() -> Vec<&'static str> {
    V::WORDS.iter().map(|word| word.slug).collect()
}

/// Takes the first word that can be read so out of the line.
fn take_word(words: &mut Vec<&str>, read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (at, found) = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| Some((at, read(word)?)))?;
    words.remove(at);
    Some(found)
}

/// A date or a range, also as 04.03.2025.
fn read_dates(word: &str) -> Option<String> {
    let word = word.trim_end_matches([',', ';']);
    if let Some((from, until)) = word.split_once("..") {
        return Some(format!("{}..{}", read_date(from)?, read_date(until)?));
    }
    read_date(word)
}

fn read_date(word: &str) -> Option<String> {
    if let Ok(date) = word.parse::<PartialDate>() {
        return Some(date.to_string());
    }
    let parts: Vec<&str> = word.split('.').collect();
    let dotted = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [month, year] if year.len() == 4 => format!("{year}-{month:0>2}"),
        _ => return None,
    };
    dotted
        .parse::<PartialDate>()
        .ok()
        .map(|date| date.to_string())
}

/// A term of one word, or of a number and its unit.
fn take_term(words: &mut Vec<&str>) -> Option<String> {
    let is_term =
        |text: &str| text.chars().any(char::is_alphabetic) && text.parse::<Term>().is_ok();
    for at in 0..words.len() {
        if is_term(words[at]) {
            return words
                .remove(at)
                .parse::<Term>()
                .ok()
                .map(|term| term.to_string());
        }
        if let Some(unit) = words.get(at + 1) {
            let both = format!("{} {unit}", words[at]);
            if is_term(&both) {
                words.drain(at..=at + 1);
                return both.parse::<Term>().ok().map(|term| term.to_string());
            }
        }
    }
    None
}

/// The word or two words that are a kind, or most like one.
fn take_kind(words: &mut Vec<&str>, kinds: &[&'static str]) -> Option<String> {
    for count in [3, 2, 1] {
        for at in 0..(words.len() + 1).saturating_sub(count) {
            let joined = words[at..at + count].join("-").to_lowercase();
            if let Some(kind) = kinds.iter().find(|kind| **kind == joined) {
                words.drain(at..at + count);
                return Some((*kind).to_owned());
            }
        }
    }
    let (at, kind) = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| Some((at, nearest(word, kinds.iter().copied())?)))?;
    words.remove(at);
    Some(kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Case, Record, shorthand};

    #[test]
    fn every_list_has_its_form_and_its_examples_are_read() {
        let lists: Vec<&str> = Case::LISTS.iter().map(|list| list.name).collect();
        let forms: Vec<&str> = FACT_FORMS.iter().map(|form| form.list).collect();
        assert!(lists.iter().all(|list| forms.contains(list)), "{lists:?}");
        for form in FACT_FORMS {
            let spec = Case::LISTS.iter().find(|list| list.name == form.list);
            assert_eq!(spec.map(|list| list.one), Some(form.one));
            for example in form.examples {
                let read = shorthand::parse_fact(form.list, example);
                assert!(read.is_ok(), "{example}: {read:?}");
            }
        }
    }

    #[test]
    fn what_was_typed_comes_back_in_the_right_form() {
        for (list, typed, meant) in [
            (
                "events",
                "arest 2018-04-05: Taken from home.",
                "2018-04-05 arrest: Taken from home.",
            ),
            (
                "events",
                "arrested 05.04.2018",
                "2018-04-05 arrest: WHAT HAPPENED",
            ),
            (
                "sentences",
                "2016-11-28 prizon 5 years",
                "2016-11-28 prison 5y",
            ),
            (
                "sentences",
                "5y prison 28.11.2016: City Court",
                "2016-11-28 prison 5y: City Court",
            ),
            ("concerns", "no lawyr: Nobody came.", "KIND: Nobody came."),
            (
                "concerns",
                "unfair trial 2017-05",
                "2017-05 unfair-trial: WHY IT IS WRONG",
            ),
            (
                "restrictions",
                "travel-bann 2018..2021",
                "2018..2021 travel-ban",
            ),
        ] {
            assert_eq!(suggest_line(list, typed).as_deref(), Some(meant), "{typed}");
        }
    }
}
