//! A citation in pieces: numbers, words, signs.

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A number of an article, as printed, in Latin digits.
    Number(String),
    /// A word in small letters.
    Word(String),
    Sign(char),
}

/// A piece of a citation, with its place.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TokenKind,
}

/// Numbers, words and signs with their places.
pub(super) fn split_tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |at: usize| chars.get(at).map_or(text.len(), |(start, _)| *start);
    let mut at = 0;
    while at < chars.len() {
        let (start, c) = chars[at];
        let first = at;
        let kind = match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            c if c.is_ascii_digit() || to_latin_digit(c).is_some() => {
                at = end_of_number(&chars, at);
                let number = chars[first..at]
                    .iter()
                    .map(|(_, c)| to_latin_digit(*c).unwrap_or(*c));
                TokenKind::Number(number.collect())
            }
            c if is_sign_word(c) => {
                at += 1;
                TokenKind::Word(c.to_string())
            }
            c if c.is_alphabetic() => {
                while at < chars.len() && is_in_word(chars[at].1) {
                    at += 1;
                }
                TokenKind::Word(text[start..end_of(at)].to_lowercase())
            }
            c => {
                at += 1;
                TokenKind::Sign(c)
            }
        };
        tokens.push(Token {
            start,
            end: end_of(at),
            kind,
        });
    }
    tokens
}

/// Signs that are words: the mark of a paragraph, Chinese and Korean letters.
pub(super) fn is_sign_word(c: char) -> bool {
    c == '§' || c == '№' || matches!(c, '\u{3400}'..='\u{9fff}' | '조')
}

fn is_in_word(c: char) -> bool {
    (c.is_alphabetic()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '’' | '\''))
        && !is_sign_word(c)
}

/// A digit of any script in which lists are written, as a Latin one.
fn to_latin_digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// Where a number ends: `361-1`, `188.3.1`, `314/2`, `129a`.
fn end_of_number(chars: &[(usize, char)], mut at: usize) -> usize {
    let is_digit = |at: usize| {
        chars
            .get(at)
            .is_some_and(|(_, c)| to_latin_digit(*c).is_some())
    };
    loop {
        while is_digit(at) {
            at += 1;
        }
        let joins = chars
            .get(at)
            .is_some_and(|(_, c)| matches!(c, '.' | '-' | '–' | '/'));
        if !(joins && is_digit(at + 1)) {
            break;
        }
        at += 1;
    }
    while chars
        .get(at)
        .is_some_and(|(_, c)| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'))
    {
        at += 1;
    }
    let is_letter = |at: usize| chars.get(at).is_some_and(|(_, c)| is_in_word(*c));
    if is_letter(at) && !is_letter(at + 1) && !is_digit(at + 1) {
        at += 1;
    }
    at
}
