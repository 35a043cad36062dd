//! The names of those who may not be named, and where other people’s texts name them.
//!
//! Somebody is named by family name and given name (or its initial) beside each other, in any order, script, spelling and case;
//! by a family name alone where nobody else is known to bear it, of those whom the text is about, who judge, sign or are
//! written to, and no other given name stands before it. A given name alone is nobody’s.

use std::collections::{HashMap, HashSet};

use super::name::{LONG, NamePartKind, PersonNames};
use super::ordinary::{is_ordinary, is_title};
use super::pseudonym::is_joined;
use super::words::{TextWord, WordCasing, WordScript, search_key, split_words};
use super::{PublicCase, WithheldCase};
use crate::letters::disclosure::hidden_spellings::{percent_decoded, spelt_out, without_joined};
use crate::model::{Case, Date, Id, spelling};

/// Those who may not be named.
#[derive(Debug, Clone, Default)]
pub struct NameBook {
    people: Vec<ProtectedPerson>,
    /// The people and parts of names that a whole word can be, by its key.
    exact: HashMap<String, Vec<(usize, usize)>>,
    /// The same of long words, by their beginning.
    stems: HashMap<String, Vec<(usize, usize)>>,
    /// Whole names written as one word.
    whole: HashMap<String, usize>,
    /// Names in scripts without spaces, by their first sign.
    runs: HashMap<char, Vec<(String, usize)>>,
    /// Words in small letters that are looked at.
    small: HashSet<String>,
}

#[derive(Debug, Clone)]
struct ProtectedPerson {
    id: Id,
    names: PersonNames,
    why: String,
    pseudonym: Option<String>,
}

/// Somebody named who may not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForbiddenName {
    /// Whose text it is, and where it stands: `events.1.text`; empty where that is not known.
    pub place: String,
    /// Who is named.
    pub who: Id,
    /// Why that may not be, in a sentence without a full stop.
    pub why: String,
    /// The words by which.
    pub said: String,
    /// Where these begin and end in the text, in bytes.
    pub at: (usize, usize),
    /// The name that stands in the place of it elsewhere.
    pub pseudonym: Option<String>,
}

/// How many texts were changed because they name others, and how many taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HiddenTextCounts {
    /// A pseudonym stands in the place of the name.
    pub changed: usize,
    /// The text is gone.
    pub dropped: usize,
}

impl std::ops::AddAssign for HiddenTextCounts {
    fn add_assign(&mut self, other: Self) {
        self.changed += other.changed;
        self.dropped += other.dropped;
    }
}

impl NameBook {
    /// Of these people, those who may not be named on a day.
    pub fn new<'a>(cases: impl IntoIterator<Item = &'a Case>, day: Date) -> Self {
        let mut book = Self::default();
        for case in cases {
            let (why, pseudonym) = match WithheldCase::from_case(case, day) {
                Some(withheld) => (withheld.reason_sentence(), None),
                None => match &case.pseudonym {
                    Some(pseudonym) => (
                        format!("the name of {} is withheld", case.id),
                        Some(pseudonym.to_string()),
                    ),
                    None => continue,
                },
            };
            book.add(ProtectedPerson {
                id: case.id.clone(),
                names: PersonNames::from_case(case),
                why,
                pseudonym,
            });
        }
        book
    }

    /// Whether everybody may be named.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    fn add(&mut self, person: ProtectedPerson) {
        let at = self.people.len();
        for (number, part) in person.names.parts.iter().enumerate() {
            self.exact
                .entry(part.key.clone())
                .or_default()
                .push((at, number));
            self.small.insert(part.plain.clone());
            let stem = if part.is_long() {
                part.stem.clone()
            } else {
                part.key
                    .trim_end_matches(['a', 'e', 'i', 'o', 'u'])
                    .to_owned()
            };
            if stem.len() > 1 {
                self.stems.entry(stem).or_default().push((at, number));
            }
        }
        for whole in person.names.whole.iter().filter(|whole| whole.len() > LONG) {
            self.whole.insert(whole.clone(), at);
            self.small.insert(whole.clone());
        }
        let whole_runs = person
            .names
            .runs
            .iter()
            .filter(|run| run.chars().count() > 1);
        // The longest is the whole name; a given name alone is nobody’s.
        for run in whole_runs.take(1) {
            if let Some(first) = run.chars().next() {
                self.runs.entry(first).or_default().push((run.clone(), at));
            }
        }
        self.people.push(person);
    }

    /// Who is named in a text. `known` are words that are names of others as well; with none, a family name alone counts
    /// for nobody.
    pub fn find_named(&self, text: &str, known: Option<&HashSet<String>>) -> Vec<ForbiddenName> {
        if self.people.is_empty() {
            return Vec::new();
        }
        let mut words = split_words(text);
        let mut found: Vec<(usize, usize, usize)> = self.runs_in(text);
        let mut marks: HashMap<usize, Vec<(usize, usize, usize)>> = HashMap::new();
        for (start, end, letters) in spelt_out(&words) {
            let spelt = (0..self.people.len())
                .filter(|person| self.people[*person].names.are_spelt_by(&letters));
            found.extend(spelt.map(|person| (start, end, person)));
        }
        for (start, end, plain) in percent_decoded(text) {
            let named = self.find_named(&plain, known).into_iter();
            let person =
                |named: ForbiddenName| self.people.iter().position(|person| person.id == named.who);
            found.extend(named.filter_map(person).map(|person| (start, end, person)));
        }
        for (at, word) in words.iter_mut().enumerate() {
            if word.script == WordScript::Spaced
                && (word.casing != WordCasing::Small || self.is_looked_at(word))
            {
                found.extend(
                    self.whole
                        .get(&word.search_key())
                        .map(|person| (word.start, word.end, *person)),
                );
                if !self.mark_parts(word, at, &mut marks) {
                    let bare =
                        without_joined(word).find(|bare| self.mark_parts(bare, at, &mut marks));
                    *word = bare.unwrap_or_else(|| word.clone());
                }
            }
        }
        found.extend(self.sounds_in(&words));
        for (person, marks) in marks {
            self.find_spans(person, &marks, &words, known, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        let named = |(start, end, person): (usize, usize, usize)| {
            let person = &self.people[person];
            ForbiddenName {
                place: String::new(),
                who: person.id.clone(),
                why: person.why.clone(),
                said: text[start..end].to_owned(),
                at: (start, end),
                pseudonym: person.pseudonym.clone(),
            }
        };
        found.into_iter().map(named).collect()
    }

    /// Whether what is said of a source names somebody: there a family name alone is enough.
    pub fn is_named_by_source(&self, text: &str) -> bool {
        !self.find_named(text, Some(&HashSet::new())).is_empty()
    }

    fn is_looked_at(&self, word: &TextWord<'_>) -> bool {
        self.small.contains(word.text) || !word.text.is_ascii()
    }

    fn runs_in(&self, text: &str) -> Vec<(usize, usize, usize)> {
        if self.runs.is_empty() || text.is_ascii() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, c) in text.char_indices() {
            for (run, person) in self.runs.get(&c).into_iter().flatten() {
                if text[at..].starts_with(run.as_str()) {
                    found.push((at, at + run.len(), *person));
                }
            }
        }
        found
    }

    /// Where signs sound as a whole name does, of three or four signs, written otherwise: 劉曉波, 刘晓波.
    fn sounds_in(&self, words: &[TextWord<'_>]) -> Vec<(usize, usize, usize)> {
        let is_row = |row: &[TextWord<'_>]| {
            row.iter().all(|word| word.script == WordScript::Signs)
                && row[1..].iter().all(|word| word.gap.is_empty())
        };
        let rows = (3..=4)
            .flat_map(|count| words.windows(count))
            .filter(|row| is_row(row));
        let sounding = rows.filter_map(|row| {
            let sound: String = row.iter().map(TextWord::search_key).collect();
            Some((
                row[0].start,
                row[row.len() - 1].end,
                *self.whole.get(&sound)?,
            ))
        });
        sounding.collect()
    }

    /// Notes which parts of whose names a word can be: person, then place of the word, part, end. Tells whether it can be any.
    fn mark_parts(
        &self,
        word: &TextWord<'_>,
        at: usize,
        marks: &mut HashMap<usize, Vec<(usize, usize, usize)>>,
    ) -> bool {
        let bare = word.before_apostrophe();
        let read = spelling::spelling_keys(word.text)
            .into_iter()
            .map(|key| Some(key.replace(' ', "")));
        let keys = [
            Some(word.search_key()),
            bare.map(|word| search_key(word.text)),
        ]
        .into_iter()
        .chain(read);
        let mut seen = HashSet::new();
        let mut is_marked = false;
        for key in keys.flatten() {
            let begun = (2..=key.len())
                .rev()
                .take(8)
                .filter_map(|end| self.stems.get(&key[..end]));
            for (person, part) in self.exact.get(&key).into_iter().chain(begun).flatten() {
                if seen.insert((*person, *part))
                    && let Some(end) = self.people[*person].names.parts[*part].end_in(word)
                {
                    marks.entry(*person).or_default().push((at, *part, end));
                    is_marked = true;
                }
            }
        }
        is_marked
    }

    fn find_spans(
        &self,
        person: usize,
        marks: &[(usize, usize, usize)],
        words: &[TextWord<'_>],
        known: Option<&HashSet<String>>,
        found: &mut Vec<(usize, usize, usize)>,
    ) {
        let names = &self.people[person].names;
        let mut at = 0;
        while at < marks.len() {
            let mut to = at;
            while let Some(next) = marks
                .get(to + 1)
                .filter(|next| is_beside(words, marks[to].0, next.0))
            {
                debug_assert!(next.0 >= marks[to].0);
                to += 1;
            }
            let span = &marks[at..=to];
            at = to + 1;
            let (first, last) = (span[0].0, span[span.len() - 1].0);
            let (initial_before, initial_after) = (
                find_initial(names, words, first, true),
                find_initial(names, words, last, false),
            );
            let start = initial_before.unwrap_or(first);
            let parts: HashSet<(usize, &str)> = span
                .iter()
                .map(|(at, part, _)| (*at, names.parts[*part].key.as_str()))
                .collect();
            let distinct: HashSet<&str> = parts.iter().map(|(_, key)| *key).collect();
            let places: HashSet<usize> = span.iter().map(|(at, ..)| *at).collect();
            let is_family = |(_, part, _): &&(usize, usize, usize)| {
                names.parts[*part].kind == NamePartKind::Family
            };
            let has_family = span.iter().any(|mark| is_family(&mark))
                || !names
                    .parts
                    .iter()
                    .any(|part| part.kind == NamePartKind::Family);
            let is_two = distinct.len() > 1 && places.len() > 1;
            let is_full = has_family
                && (is_two
                    || ((initial_before.is_some() || initial_after.is_some())
                        && !is_ordinary(&words[first].latin_text())));
            let is_mononym = names.parts.len() == 1
                && names.parts[0].is_long()
                && words[first].casing != WordCasing::Small;
            if span.iter().all(|(_, part, _)| names.parts[*part].is_told) {
                continue;
            }
            let is_alone = known.is_some_and(|known| is_family_alone(names, span, words, known));
            if is_full || is_mononym || is_alone {
                let end = initial_after.map_or(span[span.len() - 1].2, |at| words[at].end);
                found.push((words[start].start, end, person));
            }
        }
    }
}

/// Whether two marked words belong to one name: side by side, or with an initial or another name between.
fn is_beside(words: &[TextWord<'_>], one: usize, other: usize) -> bool {
    let gap = |at: usize| words[at].gap;
    match other - one {
        0 => true,
        1 => is_joined(gap(other)) || matches!(gap(other), ", " | "." | "+" | "/"),
        2 => {
            let between = &words[one + 1];
            let stops = between.is_letter() && gap(other).trim_end() == ".";
            between.casing == WordCasing::Capital
                && is_joined(between.gap)
                && (is_joined(gap(other)) || stops)
        }
        _ => false,
    }
}

/// The place of an initial before or behind a word.
fn find_initial(
    names: &PersonNames,
    words: &[TextWord<'_>],
    at: usize,
    is_before: bool,
) -> Option<usize> {
    let place = if is_before {
        at.checked_sub(1)?
    } else {
        at + 1
    };
    let letter = words.get(place)?;
    let gap = if is_before { words[at].gap } else { letter.gap };
    let is_near = if is_before {
        matches!(gap, "." | ". " | ".\u{a0}" | " ")
    } else {
        gap == " "
    };
    let is_of_handle = is_before && gap == "." && words[at].casing == WordCasing::Small;
    let is_initial = letter.is_letter()
        && (letter.casing == WordCasing::Capital || is_of_handle)
        && names.begins_with(letter);
    (is_near && is_initial).then_some(place)
}

/// Whether a family name stands alone, is long, and is nobody else’s here.
fn is_family_alone(
    names: &PersonNames,
    span: &[(usize, usize, usize)],
    words: &[TextWord<'_>],
    known: &HashSet<String>,
) -> bool {
    let Some((at, part, _)) = span
        .iter()
        .find(|(_, part, _)| names.parts[*part].kind == NamePartKind::Family)
    else {
        return false;
    };
    let (word, part) = (&words[*at], &names.parts[*part]);
    let is_known = known.iter().any(|known| {
        known == &part.key || (known.starts_with(&part.stem) && known.len() <= part.key.len() + 3)
    });
    if !part.is_long() || is_known || word.casing == WordCasing::Small || is_ordinary(&part.plain) {
        return false;
    }
    let before = at.checked_sub(1).map(|before| &words[before]);
    let is_of_another = before.is_some_and(|before| {
        word.gap == " "
            && before.casing == WordCasing::Capital
            && !before.begins
            && !is_title(&before.latin_text())
    });
    let follows = words
        .get(at + 1)
        .is_some_and(|after| after.gap == " " && matches!(after.casing, WordCasing::Capital));
    !is_of_another && !follows
}

impl WithheldCase {
    /// Why a case may not be told on a day; none if it may.
    #[must_use]
    pub fn from_case(case: &Case, day: Date) -> Option<Self> {
        PublicCase::find_refusal(case, day)
    }
}
