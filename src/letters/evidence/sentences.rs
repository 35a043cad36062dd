//! A text in sentences.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text, one after the other; an initial (“K. Massimov”) does not end one.
pub(super) fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.len();
        match ranges
            .last_mut()
            .filter(|last| ends_in_initial(&text[last.start..last.end]))
        {
            Some(last) => last.end = end,
            None => ranges.push(start..end),
        }
    }
    ranges
}

fn ends_in_initial(sentence: &str) -> bool {
    let mut ending = sentence.trim_end().chars().rev();
    ending.next() == Some('.')
        && ending.next().is_some_and(char::is_uppercase)
        && ending.next().is_none_or(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_ends_no_sentence() {
        let text = "It was K. Massimov. He left. Why?";
        let sentences: Vec<&str> = split_sentences(text)
            .into_iter()
            .map(|range| text[range].trim())
            .collect();
        assert_eq!(sentences, ["It was K. Massimov.", "He left.", "Why?"]);
        assert!(split_sentences("").is_empty());
    }
}
