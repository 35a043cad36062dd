//! A pseudonym in the place of a name, in the texts about its bearer.
//!
//! Wherever a word can be the name, it is taken for it: what is replaced too often can be read, what is not replaced is a
//! leak. A text in which the name cannot be told apart from what surrounds it is not safe.

use super::name::{LONG, NamePartKind, PersonNames};
use super::ordinary::{is_ordinary, is_the_name, is_title};
use super::words::{TextWord, WordCasing, WordScript, search_key, split_words};
use crate::letters::disclosure::hidden_spellings::percent_decoded;

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MaskingOutcome {
    /// The name is not in it.
    Same,
    /// The pseudonym stands in the place of the name.
    Changed(String),
    /// It cannot be made safe.
    Unsafe,
}

/// From so many letters on, a name with one other letter is the same name.
const UNMISTAKABLE: usize = 7;

/// What may stand before a family name at the beginning of a sentence, and is no given name.
const STARTERS: &[&str] = &[
    "after",
    "afterwards",
    "although",
    "because",
    "before",
    "both",
    "during",
    "earlier",
    "even",
    "finally",
    "friends",
    "guards",
    "here",
    "investigators",
    "later",
    "meanwhile",
    "neither",
    "officers",
    "officials",
    "once",
    "police",
    "relatives",
    "since",
    "soon",
    "then",
    "there",
    "though",
    "today",
    "tomorrow",
    "unless",
    "until",
    "what",
    "whenever",
    "where",
    "whether",
    "while",
    "when",
    "with",
    "yesterday",
];

const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl PersonNames {
    /// The text with the pseudonym in the place of every name.
    pub(super) fn mask_name(&self, text: &str, pseudonym: &str) -> MaskingOutcome {
        if self.is_empty() {
            return MaskingOutcome::Same;
        }
        let Some(places) = self.find_places(text) else {
            return MaskingOutcome::Unsafe;
        };
        let masked = replace_places(text, &places, pseudonym);
        let bare: String = masked
            .chars()
            .filter(|c| !matches!(c, '*' | '_' | '`' | '~' | '\\' | '\u{200c}' | '\u{200d}'))
            .collect();
        if (!places.is_empty() || bare != masked)
            && self.find_places(&bare).is_none_or(|left| !left.is_empty())
        {
            return MaskingOutcome::Unsafe;
        }
        if places.is_empty() {
            MaskingOutcome::Same
        } else {
            MaskingOutcome::Changed(masked)
        }
    }

    /// Where the person is named, in order; none if that cannot be told.
    fn find_places(&self, text: &str) -> Option<Vec<(usize, usize)>> {
        let words = split_words(text);
        let is_named_in = |plain: &str| {
            self.find_places(plain)
                .is_none_or(|places| !places.is_empty())
        };
        if self.is_hidden(text, &words)
            || percent_decoded(text)
                .iter()
                .any(|(_, _, plain)| is_named_in(plain))
        {
            return None;
        }
        let mut places: Vec<(usize, usize)> = self.titled_signs(text).collect();
        for run in &self.runs {
            places.extend(
                text.match_indices(run.as_str())
                    .map(|(at, found)| (at, at + found.len())),
            );
        }
        let mut at = 0;
        while at < words.len() {
            match self.find_span(&words, at) {
                Some(span) => {
                    if self.is_person_named(&words, &span)? {
                        places.push((words[span.from].start, span.end));
                    }
                    at = span.to + 1;
                }
                None => at += 1,
            }
        }
        places.sort_unstable();
        let mut apart: Vec<(usize, usize)> = Vec::new();
        for (start, end) in places {
            match apart.last_mut().filter(|last| start < last.1) {
                Some(last) => last.1 = last.1.max(end),
                None => apart.push((start, end)),
            }
        }
        Some(apart)
    }

    /// Whether the name stands in the text as no word of its own: inside another, letter by letter, in an id.
    fn is_hidden(&self, text: &str, words: &[TextWord<'_>]) -> bool {
        let small = text.to_lowercase();
        let is_id = |id: &String| {
            small.match_indices(id.as_str()).any(|(at, found)| {
                let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                is_apart(small[..at].chars().next_back())
                    && is_apart(small[at + found.len()..].chars().next())
            })
        };
        self.ids.iter().any(is_id)
            || self.is_spelt_out(words)
            || words.iter().any(|word| self.is_inside(word))
    }

    fn is_inside(&self, word: &TextWord<'_>) -> bool {
        if word.script != WordScript::Spaced || word.text.len() < 4 {
            return false;
        }
        let is_handle = word.gap.ends_with(['@', '#', '/', '=', '&']);
        let key = word.search_key();
        if self
            .whole
            .iter()
            .any(|whole| key == *whole || (whole.len() > LONG && key.contains(whole.as_str())))
        {
            return true;
        }
        let least = if word.casing == WordCasing::Small && !is_handle {
            LONG + 1
        } else {
            LONG
        };
        let is_in = |part: &super::name::NamePart| {
            !part.is_told
                && (part.key.len() >= least
                    && key.contains(&part.key)
                    && part.end_in(word).is_none()
                    || (word.casing == WordCasing::None
                        && part.key.len() > 2
                        && key.contains(&part.key)
                        && key != part.key))
        };
        self.parts.iter().any(is_in) || self.parts.iter().any(|part| is_nearly(part, word, &key))
    }

    fn is_spelt_out(&self, words: &[TextWord<'_>]) -> bool {
        let mut run = String::new();
        let mut letters = 0;
        for word in words.iter().map(Some).chain([None]) {
            let is_letter = word.is_some_and(|word| {
                word.script == WordScript::Spaced && word.text.chars().count() == 1
            });
            if let Some(word) = word.filter(|_| is_letter) {
                run.push_str(&word.latin_text());
                letters += 1;
                continue;
            }
            let said = search_key(&run);
            if letters > 2
                && self.parts.iter().any(|part| {
                    !part.is_told
                        && part.plain.len() > 2
                        && (run.contains(&part.plain) || said.contains(&part.key))
                })
            {
                return true;
            }
            run.clear();
            letters = 0;
        }
        false
    }

    /// The words from this one on that together name the person.
    fn find_span(&self, words: &[TextWord<'_>], at: usize) -> Option<NameSpan> {
        if let Some(span) = self.span_of_signs(words, at) {
            return Some(span);
        }
        let (mut part, mut end) = self.find_part(&words[at])?;
        let mut span = NameSpan {
            from: at,
            core: at,
            to: at,
            end,
            parts: vec![part],
            has_initial: false,
        };
        while let Some(next) = words.get(span.to + 1) {
            let joined = is_joined(next.gap) && end == words[span.to].end;
            // “de la” stands between two parts of one name.
            let is_particle = |word: &&TextWord<'_>| {
                is_joined(word.gap) && self.particles.contains(&word.latin_text())
            };
            let particles = words[span.to + 1..].iter().take_while(is_particle).count();
            let behind = words
                .get(span.to + 1 + particles)
                .filter(|word| joined && particles > 0 && is_joined(word.gap));
            if let Some((found, until)) = behind.and_then(|word| self.find_part(word)) {
                (part, end) = (found, until);
                span.to += 1 + particles;
                span.parts.push(part);
                continue;
            }
            let is_turned = next.gap == ", "
                && self.parts[part].kind == NamePartKind::Family
                && end == words[span.to].end;
            if !joined && !is_turned {
                break;
            }
            let further = self
                .find_part(next)
                .filter(|(part, _)| joined || self.parts[*part].kind == NamePartKind::Given);
            let between = words.get(span.to + 2).filter(|word| {
                let stop = next.is_letter() && word.gap.trim_end() == ".";
                joined && self.may_stand_between(next) && (is_joined(word.gap) || stop)
            });
            let beyond = between
                .and_then(|word| self.find_part(word))
                .filter(|(part, _)| !span.parts.contains(part));
            if let Some((found, until)) = further {
                (part, end) = (found, until);
                span.to += 1;
            } else if let Some((found, until)) = beyond {
                (part, end) = (found, until);
                span.to += 2;
            } else if joined
                && next.is_letter()
                && next.casing == WordCasing::Capital
                && self.begins_with(next)
            {
                end = next.end;
                span.to += 1;
                span.has_initial = true;
                break;
            } else {
                break;
            }
            span.parts.push(part);
        }
        span.end = end;
        while let Some(before) = span.from.checked_sub(1).map(|before| &words[before]) {
            let gap = words[span.from].gap;
            let is_initial = before.is_letter()
                && before.casing == WordCasing::Capital
                && self.begins_with(before);
            let is_stopped = matches!(gap, "." | ". " | ".\u{a0}" | ".-" | " " | "-");
            let is_particle = is_joined(gap) && self.particles.contains(&before.latin_text());
            if !(is_particle || (is_initial && is_stopped)) {
                break;
            }
            span.has_initial |= is_initial;
            span.from -= 1;
        }
        Some(span)
    }

    /// A whole name in signs that sound as it does.
    fn span_of_signs(&self, words: &[TextWord<'_>], at: usize) -> Option<NameSpan> {
        let mut sound = String::new();
        for (to, word) in words.iter().enumerate().skip(at).take(8) {
            if word.script != WordScript::Signs || (to > at && !word.gap.is_empty()) {
                return None;
            }
            sound.push_str(&word.search_key());
            if to > at && self.whole.contains(&sound) {
                return Some(NameSpan {
                    from: at,
                    core: at,
                    to,
                    end: word.end,
                    parts: vec![],
                    has_initial: true,
                });
            }
        }
        None
    }

    /// The part of the name that a word is, and where it ends. Of several, one that says more.
    fn find_part(&self, word: &TextWord<'_>) -> Option<(usize, usize)> {
        if word.script != WordScript::Spaced {
            return None;
        }
        let fits = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| Some((at, part.end_in(word)?)));
        fits.max_by_key(|(at, end)| (*end, self.parts[*at].kind == NamePartKind::Family))
    }

    fn may_stand_between(&self, word: &TextWord<'_>) -> bool {
        word.casing == WordCasing::Capital || self.particles.contains(&word.latin_text())
    }

    /// Whether a span names the person; none if that cannot be told.
    fn is_person_named(&self, words: &[TextWord<'_>], span: &NameSpan) -> Option<bool> {
        let (first, last) = (&words[span.from], &words[span.to]);
        let after = words.get(span.to + 1);
        if !span.parts.is_empty() && span.parts.iter().all(|at| self.parts[*at].is_told) {
            return Some(false);
        }
        let mut distinct = span.parts.clone();
        distinct.sort_unstable_by_key(|at| self.parts[*at].key.as_str());
        distinct.dedup_by_key(|at| self.parts[*at].key.as_str());
        let is_strong = span.has_initial || distinct.len() > 1;
        let part = distinct.first().map(|at| &self.parts[*at]);
        let is_handle = first.gap.ends_with(['@', '#', '/', '=', '&'])
            || after.is_some_and(|after| {
                after.gap.starts_with(['@', '/'])
                    || (after.gap == "." && after.casing == WordCasing::Small)
            });
        let is_glued_before =
            span.from > 0 && first.gap.is_empty() && words[span.from - 1].script == first.script;
        let is_glued_behind =
            after.is_some_and(|after| after.gap.is_empty() && after.script == last.script);
        let is_glued = first.script == WordScript::Spaced && (is_glued_before || is_glued_behind);
        if is_handle || is_glued {
            return if is_strong || part.is_some_and(|part| part.plain.len() > 1) {
                None
            } else {
                Some(false)
            };
        }
        let Some(part) = part.filter(|_| !is_strong) else {
            return Some(true);
        };
        let core = &words[span.core];
        match core.casing {
            WordCasing::Small if part.is_long() && core.search_key() == part.key => return None,
            WordCasing::Small => return Some(false),
            WordCasing::Capitals if part.plain.len() <= 3 => return Some(false),
            WordCasing::Capital | WordCasing::Capitals | WordCasing::None => {}
        }
        if is_ordinary(&part.plain) && !is_the_name(words, span.core) {
            return Some(false);
        }
        if part.kind != NamePartKind::Given && is_of_another(words, span.from) {
            return None;
        }
        let is_followed = after.is_some_and(|after| {
            after.gap == " "
                && after.casing == WordCasing::Capital
                && !after.is_letter()
                && after.script == WordScript::Spaced
        });
        if part.kind == NamePartKind::Given && is_followed && span.end == last.end {
            None
        } else {
            Some(true)
        }
    }
}

/// Whether a word is a long name but for one letter: another spelling, or a slip.
fn is_nearly(part: &super::name::NamePart, word: &TextWord<'_>, key: &str) -> bool {
    let is_long = part.key.len() >= UNMISTAKABLE
        && key.len() + 1 >= part.key.len()
        && word.casing != WordCasing::Small;
    is_long
        && !part.is_told
        && part.end_in(word).is_none()
        && strsim::osa_distance(&part.key, key) == 1
}

/// Whether the word before a family name is the given name of somebody else.
fn is_of_another(words: &[TextWord<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else {
        return false;
    };
    let plain = before.latin_text();
    let is_known = is_title(&plain) || CALENDAR.contains(&plain.as_str());
    let starts = before.begins
        && (is_ordinary(&plain) || STARTERS.contains(&plain.as_str()) || plain.ends_with("ly"));
    words[at].gap == " "
        && before.casing == WordCasing::Capital
        && !before.is_letter()
        && !is_known
        && !starts
}

/// Words in a row that name somebody.
struct NameSpan {
    /// The first word, which can be a particle or an initial.
    from: usize,
    /// The first word that is a part of the name itself.
    core: usize,
    to: usize,
    /// Where it ends in the text, without an ending behind an apostrophe.
    end: usize,
    parts: Vec<usize>,
    has_initial: bool,
}

/// Whether two words belong together.
pub(super) fn is_joined(gap: &str) -> bool {
    gap.chars()
        .all(|c| matches!(c, ' ' | '\u{a0}' | '\n' | '-' | '‑' | '_' | '*'))
        && !gap.contains("\n\n")
}

/// The text with the pseudonym at these places; where it ends with a full stop, another does not follow.
pub(super) fn replace_places(text: &str, places: &[(usize, usize)], pseudonym: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end) in places {
        out.push_str(text.get(done..*start).unwrap_or_default());
        out.push_str(pseudonym);
        done = *end;
        let rest = text.get(done..).unwrap_or_default();
        if pseudonym.ends_with('.') && rest.starts_with('.') && !rest.starts_with("..") {
            done += 1;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}
