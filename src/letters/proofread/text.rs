//! A text as words, each with its place: line, sentence, heading.

/// A word, a number or an address of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProofWord {
    /// As it stands there, without the marks of Markdown.
    pub said: String,
    /// The line, from 1.
    pub line: usize,
    /// What stands between the word before and this one; a line break where a block begins.
    pub gap: String,
    /// Whether it stands in a heading.
    pub in_heading: bool,
}

impl ProofWord {
    /// Whether it is a mailbox or a page.
    pub fn is_address(&self) -> bool {
        self.said.contains('@') || self.said.contains("://") || self.said.starts_with("www.")
    }

    /// Whether it begins with a figure.
    pub fn is_number(&self) -> bool {
        self.said.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.said.starts_with(char::is_uppercase)
    }

    /// As it is compared: in small letters, without a possessive ending.
    pub fn comparison_key(&self) -> String {
        let lower = self.said.to_lowercase().replace('’', "'").replace('‑', "-");
        lower
            .trim_end_matches("'s")
            .trim_end_matches('\'')
            .to_owned()
    }

    /// Whether it follows the word before with nothing but spaces between.
    pub fn is_joined(&self) -> bool {
        !self.gap.is_empty() && self.gap.chars().all(|c| c != '\n' && c.is_whitespace())
    }

    /// Whether it follows the initial of a name: “J. Doe”.
    pub fn follows_initial(&self, before: Option<&ProofWord>) -> bool {
        self.gap.trim() == "."
            && before.is_some_and(|word| word.is_capital() && word.said.chars().count() == 1)
    }

    /// Whether a sentence begins with it.
    pub fn begins_sentence(&self, before: Option<&ProofWord>) -> bool {
        before.is_none()
            || (self
                .gap
                .contains(['\n', '.', '!', '?', ':', '…', '“', '«', '„', '"'])
                && !self.follows_initial(before))
    }
}

/// The words of a text, joined by single spaces.
pub(crate) fn plain_text(text: &str) -> String {
    let words: Vec<String> = split_words(text)
        .into_iter()
        .map(|word| word.said)
        .collect();
    words.join(" ")
}

/// The words of a text, which may be Markdown.
pub(crate) fn split_words(text: &str) -> Vec<ProofWord> {
    let mut words: Vec<ProofWord> = Vec::new();
    let mut gap = String::from("\n");
    for (at, line) in text.lines().enumerate() {
        let (content, begins) = without_block_mark(line);
        gap.push(if begins { '\n' } else { ' ' });
        let in_heading = line.trim_start().starts_with('#');
        let mut reader = WordReader {
            line: at + 1,
            in_heading,
            gap: std::mem::take(&mut gap),
            words: &mut words,
        };
        for chunk in content.split_inclusive(char::is_whitespace) {
            reader.read_chunk(chunk);
        }
        gap = reader.gap;
        if in_heading {
            gap.push('\n');
        }
    }
    words
}

/// The line without what marks it as a heading, an item or a quotation, and whether a block begins with it.
fn without_block_mark(line: &str) -> (&str, bool) {
    let trimmed = line.trim_start();
    let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number =
        digits.len() < trimmed.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    if is_number {
        return (&digits[2..], true);
    }
    let content = trimmed.trim_start_matches(['#', '>']);
    let content = ["- ", "+ ", "* "]
        .iter()
        .find_map(|mark| content.strip_prefix(mark))
        .unwrap_or(content);
    (content, content.len() < trimmed.len() || trimmed.is_empty())
}

struct WordReader<'a> {
    line: usize,
    in_heading: bool,
    gap: String,
    words: &'a mut Vec<ProofWord>,
}

impl WordReader<'_> {
    fn read_chunk(&mut self, chunk: &str) {
        let bare: String = chunk
            .chars()
            .filter(|c| !matches!(c, '\\' | '*' | '`'))
            .collect();
        let address = bare
            .trim()
            .trim_matches(['<', '>', '(', ')', '[', ']', ',', '.', ';', ':']);
        let whole = ProofWord {
            said: address.to_owned(),
            line: self.line,
            gap: String::new(),
            in_heading: self.in_heading,
        };
        if whole.is_address() {
            self.push_word(address.to_owned());
            self.gap.extend(
                bare.chars()
                    .rev()
                    .take_while(|c| !c.is_alphanumeric())
                    .filter(|c| !"<>".contains(*c)),
            );
            return;
        }
        let letters: Vec<char> = bare.chars().collect();
        let mut said = String::new();
        for (at, &c) in letters.iter().enumerate() {
            let before = said.chars().next_back();
            let after = letters.get(at + 1).copied();
            if is_word_char(c, before, after) {
                if before.is_some_and(|before| is_other_kind(before, c)) {
                    self.push_word(std::mem::take(&mut said));
                }
                said.push(c);
            } else {
                self.push_word(std::mem::take(&mut said));
                self.gap.push(c);
            }
        }
        self.push_word(said);
    }

    fn push_word(&mut self, said: String) {
        if said.is_empty() {
            return;
        }
        if let Some(last) = self
            .words
            .last_mut()
            .filter(|last| is_thousands(last, &self.gap, &said))
        {
            last.said.push_str(&said);
            self.gap.clear();
            return;
        }
        let gap = std::mem::take(&mut self.gap);
        self.words.push(ProofWord {
            said,
            line: self.line,
            gap,
            in_heading: self.in_heading,
        });
    }
}

/// Whether a character is part of the word that it stands in.
fn is_word_char(c: char, before: Option<char>, after: Option<char>) -> bool {
    let between =
        |is: fn(&char) -> bool| before.as_ref().is_some_and(is) && after.as_ref().is_some_and(is);
    match c {
        '\'' | '’' => between(|c| c.is_alphabetic()),
        '-' | '‑' | '/' => {
            between(|c| c.is_alphabetic()) && c != '/' || between(char::is_ascii_digit)
        }
        '.' | ',' => between(char::is_ascii_digit),
        c => c.is_alphanumeric() || is_combining(c),
    }
}

/// Whether a figure meets a letter.
fn is_other_kind(one: char, other: char) -> bool {
    one.is_alphanumeric()
        && other.is_alphanumeric()
        && one.is_ascii_digit() != other.is_ascii_digit()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether figures go on behind a narrow gap: 27 780.
fn is_thousands(last: &ProofWord, gap: &str, said: &str) -> bool {
    let is_figures = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    matches!(gap, "\u{a0}" | "\u{202f}")
        && is_figures(&last.said)
        && last.said.len() <= 3
        && said.len() == 3
        && is_figures(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        split_words(text)
            .into_iter()
            .map(|word| word.said)
            .collect()
    }

    #[test]
    fn words_lose_their_dress() {
        assert_eq!(
            said(r"**O’Brien** paid 27\,780 \(\$65\)."),
            ["O’Brien", "paid", "27,780", "65"]
        );
        assert_eq!(
            said("<https://a.org/b_c>, a_b@c.org."),
            ["https://a.org/b_c", "a_b@c.org"]
        );
        assert_eq!(
            said("2y2m on 2017-03-28, 27\u{a0}780"),
            ["2", "y", "2", "m", "on", "2017-03-28", "27780"]
        );
    }

    #[test]
    fn sentences_begin_with_blocks_and_behind_full_stops() {
        let text = "# The case of X\n\nOne two\nThree. Four: “Five” J. Doe\n- Six\n2. Seven";
        let words = split_words(text);
        let begins: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(at, word)| {
                word.begins_sentence(at.checked_sub(1).map(|before| &words[before]))
            })
            .map(|(_, word)| word.said.as_str())
            .collect();
        assert_eq!(begins, ["The", "One", "Four", "Five", "Six", "Seven"]);
        assert_eq!(words.last().map(|word| word.line), Some(6));
    }
}
