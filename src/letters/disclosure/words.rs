//! A text as words that could be names, each with its place and the key under which names are compared.

use unicode_normalization::char::is_combining_mark;

use crate::model::search_key;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordCasing {
    /// It begins with a capital.
    Capital,
    /// All of it, of two letters or more, is capitals.
    Capitals,
    /// It begins with a small letter.
    Small,
    /// Its script has no capitals.
    None,
}

/// How words are written in a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordScript {
    /// With spaces between them.
    Spaced,
    /// A sign is a syllable or a word, and nothing stands between them: Chinese, Japanese.
    Signs,
    /// Without spaces: Thai, Lao, Khmer, Burmese.
    Unspaced,
    /// With spaces, and with particles at the end of a word: Korean.
    Hangul,
}

/// A word of a text.
#[derive(Debug, Clone)]
pub(super) struct TextWord<'a> {
    /// Where it begins and ends, in bytes.
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub casing: WordCasing,
    pub script: WordScript,
    /// What stands between it and the word before.
    pub gap: &'a str,
    /// Whether a sentence can begin with it.
    pub begins: bool,
}

impl TextWord<'_> {
    /// The key under which it is searched, without what follows an apostrophe where that is an ending.
    pub fn search_key(&self) -> String {
        search_key(self.text)
    }

    /// In small Latin letters, as spelt.
    pub fn latin_text(&self) -> String {
        latin_text(self.text)
    }

    /// Whether it is one letter, as an initial is.
    pub fn is_letter(&self) -> bool {
        self.text.chars().filter(|c| !is_combining_mark(*c)).count() == 1
            && self.casing != WordCasing::None
    }

    /// The same up to its last apostrophe: `Hu` of `Hu’s`.
    pub fn before_apostrophe(&self) -> Option<Self> {
        let at = self.text.rfind(is_apostrophe)?;
        Some(Self {
            end: self.start + at,
            text: &self.text[..at],
            ..self.clone()
        })
    }
}

pub(super) fn search_key(text: &str) -> String {
    search_key::build_search_key(text).replace(' ', "")
}

pub(super) fn latin_text(text: &str) -> String {
    search_key::to_latin(text)
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// The script of a sign that is written without spaces; none of others.
pub(super) fn script_of(c: char) -> WordScript {
    match u32::from(c) {
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f => {
            WordScript::Unspaced
        }
        0x3040..=0x30ff
        | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xf900..=0xfaff
        | 0x20000..=0x323af => WordScript::Signs,
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => WordScript::Hangul,
        _ => WordScript::Spaced,
    }
}

/// The words of a text. A word is parted where a capital follows a small letter, a figure a letter, or a script another.
pub(super) fn split_words(text: &str) -> Vec<TextWord<'_>> {
    let mut words: Vec<TextWord<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let (mut begin, mut last): (Option<usize>, char) = (None, ' ');
    let mut done = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let belongs = is_of_word(c)
            || (begin.is_some() && is_apostrophe(c) && next.is_some_and(char::is_alphabetic));
        if let Some(start) = begin.filter(|_| !belongs || is_boundary(last, c)) {
            push_word(&mut words, text, start, at, &mut done);
            begin = None;
        }
        if belongs && begin.is_none() {
            begin = Some(at);
        }
        if belongs && !is_combining_mark(c) {
            last = c;
        }
    }
    if let Some(start) = begin {
        push_word(&mut words, text, start, text.len(), &mut done);
    }
    words
}

fn push_word<'a>(
    words: &mut Vec<TextWord<'a>>,
    text: &'a str,
    start: usize,
    end: usize,
    done: &mut usize,
) {
    let (said, gap) = (&text[start..end], &text[*done..start]);
    let first = said.chars().next().unwrap_or(' ');
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let casing = match () {
        () if first.is_uppercase() && letters > 1 && said.chars().all(|c| !c.is_lowercase()) => {
            WordCasing::Capitals
        }
        () if first.is_uppercase() => WordCasing::Capital,
        () if first.is_lowercase() => WordCasing::Small,
        () => WordCasing::None,
    };
    let begins = words.is_empty()
        || gap.contains([
            '.', '!', '?', ':', ';', '…', '“', '«', '„', '"', '\n', '•', '—',
        ]);
    words.push(TextWord {
        start,
        end,
        text: said,
        casing,
        script: script_of(first),
        gap,
        begins,
    });
    *done = end;
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a word ends between two signs although no space does.
fn is_boundary(one: char, other: char) -> bool {
    let (before, here) = (script_of(one), script_of(other));
    let is_mark = is_combining_mark(other)
        || is_apostrophe(other)
        || matches!(other, '\u{200c}' | '\u{200d}');
    if is_mark || is_apostrophe(one) {
        return false;
    }
    before != here
        || here == WordScript::Signs
        || (one.is_lowercase() && other.is_uppercase())
        || one.is_numeric() != other.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_where_a_name_could_hide() {
        let said = |text| {
            split_words(text)
                .into_iter()
                .map(|word| word.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            said("mrsHolub, O’Brien’s @marta_holub"),
            ["mrs", "Holub", "O’Brien’s", "marta", "holub"]
        );
        assert_eq!(
            said("Hu在法庭2025年 홍길동은"),
            ["Hu", "在", "法", "庭", "2025", "年", "홍길동은"]
        );
        assert_eq!(said("H o l u b"), ["H", "o", "l", "u", "b"]);
    }

    #[test]
    fn sentences_begin_behind_a_stop() {
        let text = "An officer. Do spoke: An did";
        let begins = split_words(text)
            .into_iter()
            .filter(|word| word.begins)
            .map(|word| word.text)
            .collect::<Vec<_>>();
        assert_eq!(begins, ["An", "Do", "An"]);
    }
}
