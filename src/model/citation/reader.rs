//! A citation read piece by piece.

use super::CitedCharge;
use super::tokens::{Token, TokenKind, is_sign_word, split_tokens};
use super::words::{CitationWord, LAW_WORDS};

/// What the next number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Article,
    Part,
    Point,
}

/// Reads a citation token by token, as far as it is one.
pub(super) struct CitationReader<'a> {
    text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    charges: Vec<CitedCharge>,
    /// Whether each charge was named by a law already.
    has_law: Vec<bool>,
    law: String,
    parts: Vec<String>,
    point: String,
    expected: Expected,
    /// Whether a word or a law says that this is a citation.
    pub(super) is_marked: bool,
}

impl<'a> CitationReader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            tokens: split_tokens(text),
            at: 0,
            charges: Vec::new(),
            has_law: Vec::new(),
            law: String::new(),
            parts: Vec::new(),
            point: String::new(),
            expected: Expected::Article,
            is_marked: false,
        }
    }

    pub(super) fn into_charges(self) -> Vec<CitedCharge> {
        self.charges
    }

    pub(super) fn read(&mut self) {
        while let Some(token) = self.tokens.get(self.at).cloned() {
            let goes_on = match &token.kind {
                TokenKind::Number(number) => self.read_number(number),
                TokenKind::Word(word) => self.read_word(word),
                TokenKind::Sign('(' | '（') => self.read_bracket(&token),
                TokenKind::Sign(sign @ ('-' | '–' | '—')) => self.is_joining(*sign),
                TokenKind::Sign(':' | '：') => false,
                TokenKind::Sign(
                    ',' | '.' | '،' | '、' | '/' | '+' | '«' | '»' | '"' | '“' | '”',
                ) => {
                    let is_quote = matches!(token.kind, TokenKind::Sign('«' | '"' | '“'));
                    // A quote opens a point («а») or an offence.
                    if is_quote && self.expected != Expected::Point && !self.charges.is_empty() {
                        false
                    } else {
                        self.at += 1;
                        true
                    }
                }
                TokenKind::Sign(_) => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    fn word_at(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => Some(word),
            Some(TokenKind::Number(_) | TokenKind::Sign(_)) | None => None,
        }
    }

    /// The word behind a number, joined to it by a hyphen or a point or not: `174-бап`, `314. madde`.
    fn word_behind(&self) -> Option<(usize, &str)> {
        let next = self.at + 1;
        let joined = matches!(
            self.tokens.get(next).map(|token| &token.kind),
            Some(TokenKind::Sign('-' | '–' | '.'))
        );
        let at = next + usize::from(joined);
        self.word_at(at).map(|word| (at, word))
    }

    fn read_number(&mut self, number: &str) -> bool {
        let behind = self.word_behind().map(|(at, word)| {
            let is_article = LAW_WORDS.article_behind.contains(word);
            (at, is_article, LAW_WORDS.part_behind.contains(word))
        });
        match behind {
            Some((at, true, _)) => {
                self.is_marked = true;
                self.push_article(number);
                self.at = at + 1;
                return true;
            }
            Some((at, _, true)) => {
                self.push_part(number);
                self.at = at + 1;
                return true;
            }
            Some(_) | None => {}
        }
        let is_small = number.parse::<u32>().is_ok_and(|number| number <= 20);
        match self.expected {
            Expected::Point => {
                self.push_point(number);
            }
            Expected::Part if is_small || self.charges.is_empty() => self.push_part(number),
            Expected::Part | Expected::Article => self.push_article(number),
        }
        self.at += 1;
        true
    }

    fn push_article(&mut self, number: &str) {
        self.expected = Expected::Article;
        for (article, part) in split_number(number) {
            let parts = std::mem::take(&mut self.parts);
            let point = std::mem::take(&mut self.point);
            let mut parts = parts
                .into_iter()
                .chain((!part.is_empty()).then_some(part))
                .collect::<Vec<_>>();
            if parts.is_empty() {
                parts.push(String::new());
            }
            for part in parts {
                let part = format!("{part}{point}");
                self.charges.push(CitedCharge {
                    code: self.law.clone(),
                    article: article.clone(),
                    part: part.trim().to_owned(),
                    title: String::new(),
                });
                self.has_law.push(!self.law.is_empty());
            }
        }
    }

    /// A part of the article before it, or of the next one: `ст. 174 ч. 2`, `ч. 2 ст. 174`.
    fn push_part(&mut self, number: &str) {
        if self.charges.is_empty() || self.leads_to_article() {
            let point = std::mem::take(&mut self.point);
            self.parts.push(format!("{number}{point}"));
            return;
        }
        let Some(last) = self.charges.last().cloned() else {
            return;
        };
        if last.part.is_empty() {
            if let Some(last) = self.charges.last_mut() {
                last.part = number.to_owned();
            }
        } else {
            let has_law = self.has_law.last().copied().unwrap_or_default();
            self.charges.push(CitedCharge {
                part: number.to_owned(),
                ..last
            });
            self.has_law.push(has_law);
        }
    }

    fn push_point(&mut self, point: &str) {
        self.expected = Expected::Article;
        let point = format!(" ({point})");
        if self.charges.is_empty() || self.leads_to_article() {
            match self.parts.last_mut() {
                Some(part) => part.push_str(&point),
                None => self.point = point,
            }
        } else if let Some(last) = self.charges.last_mut() {
            last.part = format!("{}{point}", last.part).trim().to_owned();
        }
    }

    /// Whether an article follows with no comma between: parts and points before it are its own.
    fn leads_to_article(&self) -> bool {
        let mut at = self.at + 1;
        loop {
            match self.tokens.get(at).map(|token| &token.kind) {
                Some(TokenKind::Word(word)) => match LAW_WORDS.find(word) {
                    Some(CitationWord::Article) => return true,
                    Some(CitationWord::Part | CitationWord::Point | CitationWord::Filler) => {}
                    Some(CitationWord::And) | None => return false,
                },
                Some(TokenKind::Number(number)) if number.len() < 3 => {}
                Some(TokenKind::Sign('.' | '«' | '»' | '"')) => {}
                Some(TokenKind::Number(_) | TokenKind::Sign(_)) | None => return false,
            }
            at += 1;
        }
    }

    fn read_word(&mut self, word: &str) -> bool {
        if self.expected == Expected::Point && word.chars().count() == 1 {
            self.push_point(word);
            self.at += 1;
            return true;
        }
        let words = self.words_from(self.at);
        if let Some((length, is_criminal)) = LAW_WORDS.find_law(&words) {
            // A short word in small letters is no abbreviation of a law.
            let end = self.at + length - 1;
            let printed = &self.text[self.tokens[self.at].start..self.tokens[end].end];
            if length > 1
                || printed.chars().any(char::is_uppercase)
                || printed.chars().count() > 3
                || is_sign_word(printed.chars().next().unwrap_or_default())
            {
                let law = if is_criminal {
                    "CC".to_owned()
                } else {
                    printed.to_owned()
                };
                self.take_law(law, length);
                return true;
            }
        }
        if let Some(length) = self.length_of_law_noun(self.at) {
            let end = self.at + length - 1;
            let printed = self.text[self.tokens[self.at].start..self.tokens[end].end].trim();
            self.take_law(printed.to_owned(), length);
            return true;
        }
        if (!self.charges.is_empty() || !self.law.is_empty())
            && let Some(length) = LAW_WORDS.find_state(&words)
        {
            self.at += length;
            return true;
        }
        match LAW_WORDS.find(word) {
            Some(CitationWord::Article) => {
                self.is_marked = true;
                self.expected = Expected::Article;
            }
            Some(CitationWord::Part) => self.expected = Expected::Part,
            Some(CitationWord::Point) => self.expected = Expected::Point,
            Some(CitationWord::And) if self.charges.is_empty() || !self.continues() => {
                return false;
            }
            Some(CitationWord::Filler) if !self.continues() => return false,
            Some(CitationWord::And | CitationWord::Filler) => {}
            None => return self.read_country(),
        }
        self.at += 1;
        true
    }

    /// Whether more of the citation follows a word that says nothing of its own.
    fn continues(&self) -> bool {
        let mut at = self.at + 1;
        loop {
            match self.tokens.get(at).map(|token| &token.kind) {
                Some(TokenKind::Number(_)) => return true,
                Some(TokenKind::Sign('.')) => {}
                Some(TokenKind::Word(word)) => match LAW_WORDS.find(word) {
                    Some(CitationWord::Article | CitationWord::Part | CitationWord::Point) => {
                        return true;
                    }
                    Some(CitationWord::Filler | CitationWord::And) => {}
                    None => {
                        let words = self.words_from(at);
                        let is_law = LAW_WORDS.find_law(&words).is_some()
                            || self.length_of_law_noun(at).is_some();
                        return is_law
                            || LAW_WORDS.find_state(&words).is_some()
                            || self.country_length(at).is_some();
                    }
                },
                Some(TokenKind::Sign(_)) | None => return false,
            }
            at += 1;
        }
    }

    fn words_from(&self, at: usize) -> Vec<String> {
        (at..self.tokens.len().min(at + 8))
            .map_while(|at| self.word_at(at).map(str::to_owned))
            .collect()
    }

    /// The words from there, those that hyphens join too, each with how many tokens there are up to its end: `anti-terrorism law`.
    fn hyphened_words(&self, at: usize) -> Vec<(String, usize)> {
        let mut words = Vec::new();
        let mut next = at;
        while let Some(word) = self.word_at(next).filter(|_| words.len() < 8) {
            words.push((word.to_owned(), next + 1 - at));
            let is_joined = matches!(
                self.tokens.get(next + 1).map(|token| &token.kind),
                Some(TokenKind::Sign('-' | '‑'))
            );
            next += 1 + usize::from(is_joined);
        }
        words
    }

    /// `Anti-Terrorism Law`, `Закона об оружии`: how many tokens, if a law begins here and a citation stands before it.
    fn length_of_law_noun(&self, at: usize) -> Option<usize> {
        let words = self.hyphened_words(at);
        let is_behind = !self.charges.is_empty() && self.is_marked;
        let (first, _) = words.first()?;
        if !is_behind || LAW_WORDS.find(first).is_some() {
            return None;
        }
        let noun = words
            .iter()
            .take(6)
            .position(|(word, _)| LAW_WORDS.law_noun.contains(word))?;
        // A noun in front tells its law behind it, as far as the words go.
        let last = if noun == 0 {
            words.len().min(6) - 1
        } else {
            noun
        };
        words.get(last).map(|(_, length)| *length)
    }

    fn take_law(&mut self, mut law: String, length: usize) {
        self.at += length;
        if let Some(year) = self.year_here() {
            law = format!("{law} {year}");
        }
        self.is_marked = true;
        let mut is_behind = false;
        for (charge, has_law) in self
            .charges
            .iter_mut()
            .zip(&mut self.has_law)
            .filter(|(_, has_law)| !**has_law)
        {
            charge.code.clone_from(&law);
            *has_law = true;
            is_behind = true;
        }
        self.law = if is_behind { String::new() } else { law };
        self.expected = Expected::Article;
    }

    /// The year of a law behind its name: `CC 1997`, `УК 1997 года`, `Criminal Code of 1997`; an article follows or stands before.
    fn year_here(&mut self) -> Option<String> {
        let at = self.at + usize::from(self.word_at(self.at) == Some("of"));
        let Some(TokenKind::Number(number)) = self.tokens.get(at).map(|token| token.kind.clone())
        else {
            return None;
        };
        let is_year = number.len() == 4
            && number
                .parse::<u32>()
                .is_ok_and(|year| (1900..2100).contains(&year));
        let follows = match self.tokens.get(at + 1).map(|token| &token.kind) {
            Some(TokenKind::Number(_)) | Some(TokenKind::Word(_)) => true,
            Some(TokenKind::Sign(_)) | None => !self.charges.is_empty(),
        };
        if !(is_year && (follows || at > self.at)) {
            return None;
        }
        self.at = at + 1;
        if matches!(self.word_at(self.at), Some("года" | "г" | "года." | "року")) {
            self.at += 1;
        }
        Some(number)
    }

    /// A state behind a law, as people name it.
    fn read_country(&mut self) -> bool {
        let has_law = !self.law.is_empty() || self.has_law.iter().any(|has_law| *has_law);
        match self.country_length(self.at).filter(|_| has_law) {
            Some(length) => {
                self.at += length;
                true
            }
            None => self.read_unknown_law(),
        }
    }

    fn country_length(&self, at: usize) -> Option<usize> {
        let words = self.words_from(at);
        (1..=words.len().min(4)).rev().find(|&length| {
            let end = at + length - 1;
            let printed = &self.text[self.tokens[at].start..self.tokens[end].end];
            printed.starts_with(char::is_uppercase)
                && printed.chars().count() > 3
                && printed.parse::<crate::model::Country>().is_ok()
        })
    }

    /// Capitals behind a marked article or before a number are a law that nobody here knows: `Art. 5 LOPNNA`, `TMK 7/2`.
    fn read_unknown_law(&mut self) -> bool {
        let token = &self.tokens[self.at];
        let printed = &self.text[token.start..token.end];
        let length = printed.chars().count();
        let is_short = (2..=8).contains(&length) && printed.chars().all(char::is_uppercase);
        let is_before = matches!(
            self.tokens.get(self.at + 1).map(|token| &token.kind),
            Some(TokenKind::Number(_))
        );
        let is_behind =
            !self.charges.is_empty() && self.is_marked && self.has_law.last() == Some(&false);
        if !is_short || !(is_before && self.charges.is_empty() || is_behind) {
            return false;
        }
        let law = printed.to_owned();
        self.take_law(law, 1);
        true
    }

    /// `174 (2)` is a part, `п. (а)` a point; anything else in brackets is the offence of the article before it.
    fn read_bracket(&mut self, token: &Token) -> bool {
        let rest = &self.text[token.end..];
        let Some(close) = rest.find([')', '）']) else {
            return false;
        };
        let inside = rest[..close].trim();
        let is_part = !inside.is_empty()
            && inside.chars().count() <= 2
            && inside.chars().all(|c| c.is_ascii_digit());
        let is_letter = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
        let Some(last) = self.charges.last_mut() else {
            return false;
        };
        match () {
            () if is_part && last.part.is_empty() => last.part = inside.to_owned(),
            () if is_letter || is_part => {
                last.part = format!("{} ({inside})", last.part).trim().to_owned()
            }
            () if last.title.is_empty() => last.title = inside.to_owned(),
            () => return false,
        }
        self.is_marked = true;
        let end = token.end + close;
        while self
            .tokens
            .get(self.at)
            .is_some_and(|token| token.start <= end)
        {
            self.at += 1;
        }
        true
    }

    /// A hyphen that joins a number and its word; a dash before an offence is none.
    fn is_joining(&mut self, sign: char) -> bool {
        let next = self.tokens.get(self.at + 1);
        let is_known = matches!(next.map(|token| &token.kind), Some(TokenKind::Word(word)) if LAW_WORDS.find(word) == Some(CitationWord::Article));
        if sign == '-' && is_known {
            self.at += 1;
        }
        sign == '-' && is_known
    }
}

/// Article and part of a number: `314/2` is a part where the second number is small, else two articles.
fn split_number(number: &str) -> Vec<(String, String)> {
    let pieces: Vec<&str> = number.split('/').collect();
    let value = |text: &str| text.parse::<u32>().ok();
    match pieces.as_slice() {
        [one, two] if value(two).is_some_and(|two| two < 20) => {
            vec![((*one).to_owned(), (*two).to_owned())]
        }
        all => all
            .iter()
            .map(|one| ((*one).to_owned(), String::new()))
            .collect(),
    }
}
