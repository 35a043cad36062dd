//! A charge in a cell, as people write it ([`citation`]): `CC 174 part 2: incitement`.
//!
//! What would be read otherwise stands behind `\\=`, in a form that says exactly what it is: what stands before a colon and a
//! space is law, article, a point and part; `\\` stands before each character that would mislead, and a point before or in
//! place of what is missing.

use crate::model::citation::{self, CitedCharge};
use crate::model::{Charge, InvalidValue, Line, Record};

/// What an exact cell begins with.
const EXACT: &str = "\\=";

impl CitedCharge {
    /// The parts of a charge.
    pub(super) fn from_charge(charge: &Charge) -> Self {
        let text = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            code: text(&charge.code),
            article: text(&charge.article),
            part: text(&charge.part),
            title: text(&charge.title),
        }
    }

    /// The charges of an item of a cell.
    pub(super) fn read_item(item: &str) -> Vec<Self> {
        match item.trim().strip_prefix(EXACT) {
            Some(exact) => vec![Self::from_exact(exact)],
            None => citation::parse_charge_item(item),
        }
    }

    /// The charge, with its standing.
    pub(super) fn to_charge(&self, standing: &str) -> Result<Charge, InvalidValue> {
        let parts = [
            ("code", &self.code),
            ("article", &self.article),
            ("part", &self.part),
            ("title", &self.title),
        ];
        let parts = parts
            .into_iter()
            .map(|(field, text)| (field, text.as_str()));
        Charge::from_typed(parts.chain([("standing", standing)]))
    }

    /// The cell, from which [`Self::read_item`] gives the same parts.
    pub(super) fn to_cell(&self) -> String {
        let part = if self.part.is_empty() {
            String::new()
        } else {
            format!("part {}", self.part)
        };
        let reference = [&self.code, &self.article, &part]
            .map(String::as_str)
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let plain = match () {
            () if reference.is_empty() => self.title.clone(),
            () if self.title.is_empty() => reference,
            () => format!("{reference}: {}", self.title),
        };
        let is_one_line = !plain.is_empty() && !plain.contains('\n');
        if is_one_line && Self::read_item(&plain) == [self.clone()] {
            plain
        } else {
            format!("{EXACT}{}", self.to_exact())
        }
    }

    fn to_exact(&self) -> String {
        let code = escape_text(&self.code, &[':'], false);
        let article = escape_text(&self.article, &[':', ' ', '.'], true);
        let part = escape_text(&self.part, &[':', ' '], false);
        let space = if code.is_empty() { "" } else { " " };
        let is_bare = code.is_empty() && article.is_empty() && part.is_empty();
        let point = if !part.is_empty() || (article.is_empty() && !is_bare) {
            "."
        } else {
            ""
        };
        format!("{code}{space}{article}{point}{part}: {}", self.title)
    }

    /// The parts of an exact cell. Without a reference all of it is the offence.
    fn from_exact(cell: &str) -> Self {
        let cell = cell.trim();
        Self::with_reference(cell).unwrap_or_else(|| Self {
            title: cell.to_owned(),
            ..Self::default()
        })
    }

    fn with_reference(cell: &str) -> Option<Self> {
        let ends = |&(at, c): &(usize, char)| {
            c == ':'
                && (cell[at + 1..].is_empty() || cell[at + 1..].starts_with(char::is_whitespace))
        };
        let colon = unescaped_chars(cell).find(ends)?.0;
        let reference = cell[..colon].trim_end();
        let space = unescaped_chars(reference)
            .filter(|(_, c)| c.is_whitespace())
            .last();
        let (code, number) = space.map_or(("", reference), |(at, _)| reference.split_at(at));
        let number = number.trim_start();
        if !reference.is_empty()
            && !number.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '\\')
        {
            return None;
        }
        let point = unescaped_chars(number).find(|&(_, c)| c == '.');
        let (article, part) =
            point.map_or((number, ""), |(at, _)| (&number[..at], &number[at + 1..]));
        let title = cell[colon + 1..].trim().to_owned();
        Some(Self {
            code: unescape_text(code),
            article: unescape_text(article),
            part: unescape_text(part),
            title,
        })
    }
}

/// The characters of a text that have no `\` before them, with their places.
fn unescaped_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut is_escaped = false;
    text.char_indices().filter(move |&(_, c)| {
        let begins = c == '\\' && !is_escaped;
        let counts = !begins && !is_escaped;
        is_escaped = begins;
        counts
    })
}

/// The text with `\` before itself and the given characters, and before a first one that is no digit if that misleads.
fn escape_text(text: &str, special: &[char], first: bool) -> String {
    let mut written = String::new();
    for (at, c) in text.char_indices() {
        if c == '\\' || special.contains(&c) || (first && at == 0 && !c.is_ascii_digit()) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

fn unescape_text(text: &str) -> String {
    let mut read = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        read.extend(if c == '\\' {
            characters.next()
        } else {
            Some(c)
        });
    }
    read.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(code: &str, article: &str, part: &str, title: &str) -> CitedCharge {
        let own = str::to_owned;
        CitedCharge {
            code: own(code),
            article: own(article),
            part: own(part),
            title: own(title),
        }
    }

    #[test]
    fn a_charge_is_written_as_people_write_it() {
        for (cell, expected) in [
            (
                "CC 174.2: incitement",
                parts("CC", "174.2", "", "incitement"),
            ),
            (
                "CC 174 part 2: incitement",
                parts("CC", "174", "2", "incitement"),
            ),
            ("CC 174: incitement", parts("CC", "174", "", "incitement")),
            ("CC 174", parts("CC", "174", "", "")),
            ("405", parts("", "405", "", "")),
            ("hooliganism", parts("", "", "", "hooliganism")),
            (
                "fraud: on a large scale",
                parts("", "", "", "fraud: on a large scale"),
            ),
            ("said at 10:30", parts("", "", "", "said at 10:30")),
            (r"\=: 174: x", parts("", "", "", "174: x")),
            (r"\=CC 174\ bis: x", parts("CC", "174 bis", "", "x")),
            (r"\=\IV.2: x", parts("", "IV", "2", "x")),
            (r"\=CC .: x", parts("CC", "", "", "x")),
            (r"\=.2: x", parts("", "", "2", "x")),
        ] {
            assert_eq!(
                CitedCharge::read_item(cell),
                std::slice::from_ref(&expected),
                "{cell}"
            );
            assert_eq!(expected.to_cell(), cell);
        }
    }

    fn anything() -> BoxedStrategy<String> {
        "[ab1.:\\\\é ]{0,6}"
            .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .boxed()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read(code in anything(), article in anything(), part in anything(), title in anything()) {
            prop_assume!([&code, &article, &part, &title].iter().any(|text| !text.is_empty()));
            let charge = parts(&code, &article, &part, &title);
            prop_assert_eq!(CitedCharge::read_item(&charge.to_cell()), [charge]);
        }
    }
}
