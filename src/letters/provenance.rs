//! Which facts of the casebook a text states, carried by the words themselves.
//!
//! A value of the context that tells a fact stands between marks: noncharacters of Unicode that no text of a user can
//! hold ([`crate::model::text::is_forbidden`]) and that only this file writes and reads. They pass through the template with
//! the words; before Markdown is read they become [`StatedSpan`]s, and the text is what it would be without them.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use crate::model::{
    Action, Case, Charge, Concern, Demand, Event, Official, Record, Restriction, Sentence,
};

/// All marks lie in here; Unicode keeps these for programs to use inside themselves.
const MARKS: std::ops::RangeInclusive<char> = '\u{fdd0}'..='\u{fdef}';
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';
/// Between the numbers that name a fact.
const BETWEEN: char = '\u{fdd2}';
/// Between the name of a fact and the words that tell it.
const WORDS: char = '\u{fdd3}';
/// The digit 0 of a number in base 16; the others follow.
const ZERO: u32 = 0xfde0;

/// A fact that may be told, of one of the people of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// The person: the place among the cases that the letter was made of, from 0.
    pub case: usize,
    /// What of the person.
    pub about: FactSubject,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactSubject {
    /// The situation on the day of the letter.
    Status,
    /// A flat field: `place`; the narrative is `summary`.
    Field(&'static str),
    /// An entry of a list, by its place in the case as disclosed, from 0.
    Entry(&'static str, usize),
}

/// What words do with a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactUse {
    /// They state it.
    Stated,
    /// They ask for something that rests on it.
    Ground,
}

/// A stretch of a text, in bytes, and a fact behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedSpan {
    /// From where to where.
    pub range: Range<usize>,
    /// The fact.
    pub fact: FactId,
    /// Whether it is stated or asked from.
    pub usage: FactUse,
}

/// An entry of one of the lists of facts of a case.
pub trait CaseEntry: PartialEq + Sized {
    /// The name of the list.
    const LIST: &'static str;

    /// The entries of the list.
    fn list_entries(case: &Case) -> &[Self];
}

macro_rules! case_entries {
    ($($list:ident: $Entry:ty),+ $(,)?) => {
        $(impl CaseEntry for $Entry {
            const LIST: &'static str = stringify!($list);

            fn list_entries(case: &Case) -> &[Self] {
                &case.$list
            }
        })+
    };
}
case_entries!(
    charges: Charge,
    sentences: Sentence,
    restrictions: Restriction,
    events: Event,
    concerns: Concern,
    demands: Demand,
    officials: Official,
    actions: Action,
);

/// The words of a beginning of a text behind the last mark in it.
pub fn words_behind_marks(beginning: &str) -> &str {
    beginning.rsplit(is_mark).next().unwrap_or(beginning)
}

/// The text with the mark that it states a fact; an empty text stays as it is.
pub fn mark_fact(fact: FactId, text: impl Into<String>) -> String {
    mark_text(fact, FactUse::Stated, text.into())
}

/// The text with the marks that it states these facts, all of them.
pub fn mark_facts(facts: impl IntoIterator<Item = FactId>, text: impl Into<String>) -> String {
    facts
        .into_iter()
        .fold(text.into(), |text, fact| mark_fact(fact, text))
}

/// The text with the marks that what it asks for rests on these facts.
pub fn mark_grounds(facts: impl IntoIterator<Item = FactId>, text: impl Into<String>) -> String {
    facts.into_iter().fold(text.into(), |text, fact| {
        mark_text(fact, FactUse::Ground, text)
    })
}

fn mark_text(fact: FactId, usage: FactUse, text: String) -> String {
    if text.is_empty() {
        return text;
    }
    let (kind, name, index) = match fact.about {
        FactSubject::Status => (0, 0, 0),
        FactSubject::Field(name) => {
            let place = Case::FIELDS.iter().position(|field| field.name == name);
            let Some(place) = place else { return text };
            (1, place, 0)
        }
        FactSubject::Entry(name, index) => {
            let place = Case::LISTS.iter().position(|list| list.name == name);
            let Some(place) = place else { return text };
            (2, place, index)
        }
    };
    let usage = match usage {
        FactUse::Stated => 0,
        FactUse::Ground => 1,
    };
    let mut marked = String::with_capacity(text.len() + 36);
    marked.push(BEGIN);
    for number in [kind, usage, fact.case, name, index] {
        push_number(&mut marked, number);
        marked.push(BETWEEN);
    }
    marked.push(WORDS);
    marked.push_str(&text);
    marked.push(END);
    marked
}

fn push_number(to: &mut String, number: usize) {
    let mut digits = String::new();
    // Writing into a text cannot fail.
    let _ = write!(digits, "{number:x}");
    to.extend(
        digits
            .chars()
            .filter_map(|digit| char::from_u32(ZERO + digit.to_digit(16)?)),
    );
}

/// Whether a character is part of a mark.
pub fn is_mark(c: char) -> bool {
    MARKS.contains(&c)
}

/// The text without marks.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains(is_mark) {
        Cow::Owned(text.replace(is_mark, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether two texts read the same.
pub fn reads_same(one: &str, other: &str) -> bool {
    without_marks(one) == without_marks(other)
}

/// A text that also states the facts of another that reads the same.
pub fn adopt_marks(text: &str, other: &str) -> String {
    let (_, own) = read_marks(text);
    let (_, further) = read_marks(other);
    let new = further
        .into_iter()
        .filter(|span| !own.iter().any(|known| known.fact == span.fact));
    new.fold(text.to_owned(), |text, span| {
        mark_text(span.fact, span.usage, text)
    })
}

/// Two texts as one, joined by words that know nothing of marks: each part keeps its facts.
pub fn join_marked(one: &str, other: &str, join: impl Fn(&str, &str) -> String) -> String {
    let (first, mut spans) = read_marks(one);
    let (second, further) = read_marks(other);
    let joined = join(&first, &second);
    let shared = first
        .char_indices()
        .zip(joined.chars())
        .find(|((_, one), other)| one != other)
        .map_or(first.len().min(joined.len()), |((at, _), _)| at);
    for span in &mut spans {
        span.range = span.range.start.min(shared)..span.range.end.min(shared);
    }
    // What the second text tells begins where the first ends, whatever stands between them.
    let rest = joined[shared..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = joined.len() - rest.len();
    spans.extend(further.into_iter().map(|span| StatedSpan {
        range: start..joined.len(),
        ..span
    }));
    with_marks(&joined, &spans)
}

/// A text with marks around these stretches of it.
fn with_marks(text: &str, spans: &[StatedSpan]) -> String {
    let mut edges: Vec<usize> = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .chain([0, text.len()])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let pieces = edges.windows(2).map(|edge| {
        let covering = spans
            .iter()
            .filter(|span| span.range.start <= edge[0] && edge[1] <= span.range.end);
        covering.fold(text[edge[0]..edge[1]].to_owned(), |piece, span| {
            mark_text(span.fact, span.usage, piece)
        })
    });
    pieces.collect()
}

/// The text without its marks, and what they say. A mark that is not closed, as when a text was cut off, ends with its line;
/// one that is not whole says nothing.
pub fn read_marks(text: &str) -> (String, Vec<StatedSpan>) {
    let mut words = String::with_capacity(text.len());
    let mut spans: Vec<StatedSpan> = Vec::new();
    // The places in `spans` of those that are open; none of one that is not whole.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_mark) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = rest.chars().next().unwrap_or(END);
        if mark == BEGIN {
            let length = rest
                .find(|c| !is_mark(c) || c == WORDS)
                .unwrap_or(rest.len());
            let head = &rest[BEGIN.len_utf8()..length.max(BEGIN.len_utf8())];
            let fact = read_head(head);
            open.push(fact.is_some().then_some(spans.len()));
            spans.extend(fact.map(|(fact, usage)| StatedSpan {
                range: words.len()..usize::MAX,
                fact,
                usage,
            }));
            rest = &rest[length..];
        } else {
            if mark == END
                && let Some(Some(closed)) = open.pop()
            {
                spans[closed].range.end = words.len();
            }
            rest = &rest[mark.len_utf8()..];
        }
    }
    words.push_str(rest);
    for span in spans.iter_mut().filter(|span| span.range.end == usize::MAX) {
        let line = words[span.range.start..].find('\n');
        span.range.end = line.map_or(words.len(), |length| span.range.start + length);
    }
    spans.retain(|span| !span.range.is_empty());
    (words, spans)
}

/// The fact that the numbers of a mark name.
fn read_head(head: &str) -> Option<(FactId, FactUse)> {
    let numbers: Vec<usize> = head
        .strip_suffix(BETWEEN)?
        .split(BETWEEN)
        .map(read_number)
        .collect::<Option<_>>()?;
    let [kind, usage, case, name, index] = numbers.try_into().ok()?;
    let about = match kind {
        0 => FactSubject::Status,
        1 => FactSubject::Field(Case::FIELDS.get(name)?.name),
        2 => FactSubject::Entry(Case::LISTS.get(name)?.name, index),
        _ => return None,
    };
    let usage = match usage {
        0 => FactUse::Stated,
        1 => FactUse::Ground,
        _ => return None,
    };
    Some((FactId { case, about }, usage))
}

fn read_number(digits: &str) -> Option<usize> {
    if digits.is_empty() {
        return None;
    }
    digits.chars().try_fold(0_usize, |number, digit| {
        let digit = u32::from(digit)
            .checked_sub(ZERO)
            .filter(|digit| *digit < 16)?;
        number
            .checked_mul(16)?
            .checked_add(usize::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLACE: FactId = FactId {
        case: 0,
        about: FactSubject::Field("place"),
    };
    const CHARGE: FactId = FactId {
        case: 300,
        about: FactSubject::Entry("charges", 17),
    };
    const STATUS: FactId = FactId {
        case: 1,
        about: FactSubject::Status,
    };

    fn told(text: &str) -> (String, Vec<(String, FactId, FactUse)>) {
        let (words, spans) = read_marks(text);
        let told = spans
            .iter()
            .map(|span| (words[span.range.clone()].to_owned(), span.fact, span.usage))
            .collect();
        (words, told)
    }

    #[test]
    fn words_carry_their_facts() {
        let text = format!(
            "She {}, {}, and I ask for {}.",
            mark_fact(STATUS, "is in prison"),
            mark_facts([PLACE, CHARGE], "in Brest"),
            mark_grounds(
                [CHARGE],
                format!("the release of {}", mark_fact(PLACE, "Ann"))
            )
        );
        let (words, mut told) = told(&text);
        assert_eq!(
            words,
            "She is in prison, in Brest, and I ask for the release of Ann."
        );
        told.sort();
        let said = |text: &str, fact, usage| (text.to_owned(), fact, usage);
        assert_eq!(
            told,
            [
                said("Ann", PLACE, FactUse::Stated),
                said("in Brest", PLACE, FactUse::Stated),
                said("in Brest", CHARGE, FactUse::Stated),
                said("is in prison", STATUS, FactUse::Stated),
                said("the release of Ann", CHARGE, FactUse::Ground),
            ]
        );
        assert_eq!(without_marks(&text), words);
        assert!(reads_same(&text, &words) && !reads_same(&text, "She"));
    }

    #[test]
    fn a_text_that_was_cut_off_tells_its_fact_in_its_line_alone() {
        let whole = mark_fact(PLACE, "in Brest");
        let cut = whole.trim_end_matches(END);
        assert_eq!(
            told(&format!("Held {cut} now.\nElse.")).1,
            [("in Brest now.".to_owned(), PLACE, FactUse::Stated)]
        );
        let torn: String = whole.chars().filter(|c| *c != BETWEEN).collect();
        assert_eq!(
            told(&format!("{torn}{END}")),
            ("in Brest".to_owned(), vec![])
        );
        assert_eq!(mark_fact(PLACE, ""), "");
    }

    proptest! {
        #[test]
        fn no_mark_is_ever_left_and_no_word_lost(text in "[a-c .\n\u{fdd0}-\u{fdd4}\u{fde0}-\u{fde3}]{0,60}") {
            let (words, spans) = read_marks(&text);
            prop_assert_eq!(&words, &without_marks(&text));
            for span in spans {
                prop_assert!(words.get(span.range).is_some());
            }
        }

        #[test]
        fn what_a_user_types_is_no_mark(text in any::<String>()) {
            if let Ok(line) = text.parse::<crate::model::Line>() {
                prop_assert!(!line.as_str().contains(is_mark));
            }
            if let Ok(lines) = text.parse::<crate::model::Paragraphs>() {
                prop_assert!(!lines.as_str().contains(is_mark));
            }
        }
    }

    #[test]
    fn a_mark_has_no_place_in_a_line_of_a_user() {
        for c in MARKS {
            assert!(format!("a{c}b").parse::<crate::model::Line>().is_err());
            assert!(
                format!("a{c}b")
                    .parse::<crate::model::Paragraphs>()
                    .is_err()
            );
        }
    }
}
