//! Words that know which facts they state. Formats see the words alone.

use std::fmt;
use std::ops::{Deref, Range};

use serde::{Serialize, Serializer};

use super::provenance::{self, StatedSpan};

/// Behind so many stretches nobody looks for one that goes on.
const NEAR: usize = 64;

/// A text, with the stretches of it that state facts, in the order in which they begin. There is no mark in its words,
/// whatever it was made of. Two are equal that read the same.
#[derive(Clone, Default)]
pub struct TracedText {
    text: String,
    spans: Vec<StatedSpan>,
}

impl TracedText {
    /// The words of a text with marks, and what the marks say.
    #[must_use]
    pub fn from_marked(text: &str) -> Self {
        let (text, spans) = provenance::read_marks(text);
        Self { text, spans }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where it states which facts, in bytes.
    pub fn spans(&self) -> &[StatedSpan] {
        &self.spans
    }

    /// Notes that a stretch of it states a fact.
    pub fn add_span(&mut self, span: StatedSpan) {
        let at = self
            .spans
            .partition_point(|known| known.range.start <= span.range.start);
        self.spans.insert(at, span);
    }

    /// Adds words with their facts; a fact that goes on is one stretch.
    pub fn push_traced(&mut self, next: &Self) {
        let end = self.text.len();
        self.text.push_str(&next.text);
        for span in &next.spans {
            let range = span.range.start + end..span.range.end + end;
            let goes_on = |known: &&mut StatedSpan| {
                known.range.end == range.start
                    && known.fact == span.fact
                    && known.usage == span.usage
            };
            match self.spans.iter_mut().rev().take(NEAR).find(goes_on) {
                Some(known) => known.range.end = range.end,
                None => self.spans.push(StatedSpan {
                    range,
                    ..span.clone()
                }),
            }
        }
    }

    /// A part of it.
    #[must_use]
    pub fn slice_text(&self, part: Range<usize>) -> Self {
        Self {
            text: self.text[part.clone()].to_owned(),
            spans: cut_spans(self.spans.iter(), &part),
        }
    }

    /// The same without white space at its ends.
    #[must_use]
    pub fn trim_text(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice_text(start..start + self.text.trim().len())
    }

    /// Puts words in that state nothing of themselves.
    pub fn insert_words(&mut self, at: usize, words: &str) {
        self.text.insert_str(at, words);
        for span in &mut self.spans {
            if span.range.start >= at {
                span.range.start += words.len();
            }
            if span.range.end > at {
                span.range.end += words.len();
            }
        }
    }

    /// Takes a part out.
    pub fn delete_words(&mut self, part: Range<usize>) {
        let moved = |place: usize| {
            if place <= part.start {
                place
            } else {
                place.max(part.end) - (part.end - part.start)
            }
        };
        for span in &mut self.spans {
            span.range = moved(span.range.start)..moved(span.range.end);
        }
        self.spans.retain(|span| !span.range.is_empty());
        self.text.replace_range(part, "");
    }
}

/// The stretches as far as they lie in a part of their text, by the places in the part.
fn cut_spans<'a>(
    spans: impl Iterator<Item = &'a StatedSpan>,
    part: &Range<usize>,
) -> Vec<StatedSpan> {
    let cut = spans.map(|span| StatedSpan {
        range: span.range.start.clamp(part.start, part.end) - part.start
            ..span.range.end.clamp(part.start, part.end) - part.start,
        ..span.clone()
    });
    cut.filter(|span| !span.range.is_empty()).collect()
}

/// Goes through a text from its beginning, part by part.
#[derive(Debug, Clone)]
pub struct TracedReader {
    source: TracedText,
    next: usize,
    open: Vec<usize>,
}

impl TracedReader {
    /// At the beginning of the text.
    #[must_use]
    pub fn new(source: TracedText) -> Self {
        Self {
            source,
            next: 0,
            open: Vec::new(),
        }
    }

    /// What stands for a part that does not begin before the last one: these words, with the facts of the part.
    pub fn trace_words(&mut self, words: &str, part: &Range<usize>) -> TracedText {
        let spans = &self.source.spans;
        while let Some(span) = spans.get(self.next)
            && span.range.start < part.end
        {
            self.open.push(self.next);
            self.next += 1;
        }
        self.open.retain(|at| spans[*at].range.end > part.start);
        let is_verbatim = self.source.text.get(part.clone()) == Some(words);
        let mut spans = cut_spans(self.open.iter().map(|at| &spans[*at]), part);
        if !is_verbatim {
            for span in &mut spans {
                span.range = 0..words.len();
            }
        }
        TracedText {
            text: words.to_owned(),
            spans,
        }
    }
}

impl Deref for TracedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<&str> for TracedText {
    fn from(text: &str) -> Self {
        Self {
            text: provenance::without_marks(text).into_owned(),
            spans: Vec::new(),
        }
    }
}

impl From<String> for TracedText {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// As its words: a digest of a letter must not change with what stands behind them.
impl fmt::Debug for TracedText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, out)
    }
}

/// As its words, like [`fmt::Debug`].
impl Serialize for TracedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl fmt::Display for TracedText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl PartialEq for TracedText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for TracedText {}

impl PartialEq<TracedText> for String {
    fn eq(&self, other: &TracedText) -> bool {
        *self == other.text
    }
}

impl PartialEq<str> for TracedText {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for TracedText {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::provenance::{FactId, FactSubject, mark_fact};

    const PLACE: FactId = FactId {
        case: 0,
        about: FactSubject::Field("place"),
    };
    const STATUS: FactId = FactId {
        case: 0,
        about: FactSubject::Status,
    };

    fn text() -> TracedText {
        TracedText::from_marked(&format!(
            "She {} in {}.",
            mark_fact(STATUS, "is held"),
            mark_fact(PLACE, "Brest")
        ))
    }

    fn said(text: &TracedText) -> Vec<(&str, FactSubject)> {
        let spans = text.spans().iter();
        spans
            .map(|span| (&text[span.range.clone()], span.fact.about))
            .collect()
    }

    #[test]
    fn words_that_come_and_go_leave_facts_where_they_are() {
        let (status, place) = (FactSubject::Status, FactSubject::Field("place"));
        let mut text = text();
        text.insert_words(text.len() - 1, " [1]");
        text.insert_words(0, "> ");
        assert_eq!(text, "> She is held in Brest [1].");
        assert_eq!(said(&text), [("is held", status), ("Brest", place)]);
        text.delete_words(0..9);
        assert_eq!(text, "held in Brest [1].");
        assert_eq!(said(&text), [("held", status), ("Brest", place)]);
        assert_eq!(
            said(&text.slice_text(2..10)),
            [("ld", status), ("Br", place)]
        );
        let mut twice = text.slice_text(0..10);
        twice.push_traced(&text.slice_text(10..18));
        assert_eq!(said(&twice), said(&text));
    }

    #[test]
    fn a_text_is_read_part_by_part() {
        let mut reader = TracedReader::new(text());
        let parts = [
            ("She ", 0..4),
            ("is", 4..6),
            ("HELD in", 7..14),
            ("Brest.", 15..21),
        ];
        let told: Vec<usize> = parts
            .iter()
            .map(|(words, part)| said(&reader.trace_words(words, part)).len())
            .collect();
        assert_eq!(told, [0, 1, 1, 1]);
    }

    #[test]
    fn no_mark_is_in_the_words() {
        assert_eq!(TracedText::from("a\u{fdd0}b\u{fdd1}"), "ab");
    }
}
