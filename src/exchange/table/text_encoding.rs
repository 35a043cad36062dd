//! In what letters the text of a table is written: UTF-8, UTF-16, or one of the older code pages of Windows.

use std::fmt;
use std::str::FromStr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

use crate::exchange::{Error, InvalidField, SourcePosition};
use crate::model::InvalidValue;

/// An encoding of text, by the name it has on the web: `windows-1251`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

impl FromStr for TextEncoding {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim().to_ascii_lowercase();
        let name = name
            .strip_prefix("cp")
            .map_or_else(|| name.clone(), |page| format!("windows-{page}"));
        Encoding::for_label(name.as_bytes())
            .map(Self)
            .ok_or_else(|| {
                InvalidValue::unknown_word(
                    "encoding",
                    text.trim(),
                    [
                        "utf-8",
                        "utf-16",
                        "windows-1250",
                        "windows-1251",
                        "windows-1252",
                        "windows-1254",
                        "windows-1256",
                        "gbk",
                        "koi8-r",
                    ],
                )
            })
    }
}

impl fmt::Display for TextEncoding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.name().to_lowercase())
    }
}

impl Serialize for TextEncoding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TextEncoding {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|error: InvalidValue| serde::de::Error::custom(error.to_string()))
    }
}

/// The text of a table in UTF-8, and the encoding it had if that was another one.
///
/// # Errors
/// It is not certain in which letters the text is written, or it is not written in those that were named.
pub(super) fn to_utf8(
    bytes: &[u8],
    named: Option<TextEncoding>,
) -> Result<(Vec<u8>, Option<TextEncoding>), Error> {
    let encoding = match named {
        Some(TextEncoding(encoding)) => encoding,
        None => match Encoding::for_bom(bytes)
            .map(|(encoding, _)| encoding)
            .or_else(|| wide_encoding(bytes))
        {
            Some(encoding) => encoding,
            None if std::str::from_utf8(bytes).is_ok() => return Ok((bytes.to_vec(), None)),
            None => guess_encoding(bytes)?,
        },
    };
    let (text, encoding, is_damaged) = encoding.decode(bytes);
    if is_damaged {
        let name = TextEncoding(encoding);
        return Err(refuse(format!(
            "the file is not written in {name}; name its letters with --encoding, or save it as UTF-8"
        )));
    }
    let told = (encoding != UTF_8).then_some(TextEncoding(encoding));
    Ok((text.into_owned().into_bytes(), told))
}

/// UTF-16 without its mark: every other byte of its first line is empty.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b, ..] if *b != 0 => Some(UTF_16BE),
        [a, 0, ..] if *a != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// A code page: the letters it is for, in small ones, and of these the ones that its languages write most.
type Page = (&'static Encoding, &'static str, &'static str);

/// No other page has most of its letters at the same places.
const PAGES: [Page; 5] = [
    (
        encoding_rs::WINDOWS_1251,
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "",
    ),
    (
        encoding_rs::WINDOWS_1252,
        "àâäáãçéèêëíìîïñóòôöõúùûüßœæøå",
        "éèàáíóñçãäöü",
    ),
    (
        encoding_rs::WINDOWS_1250,
        "ąćęłńóśźżáčďéěíňřšťúůýžăâîőűđ",
        "łąęóáíěžšřčý",
    ),
    (encoding_rs::WINDOWS_1254, "çğıöşüâîûİ", "ışğüöç"),
    (
        encoding_rs::WINDOWS_1256,
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئپچژگ",
        "",
    ),
];

/// How much more familiar the letters of a text must be in one page than in another that reads as well.
const CLEARLY: i64 = 2;

/// The code page in which the text says most, where no other says nearly as much.
fn guess_encoding(bytes: &[u8]) -> Result<&'static Encoding, Error> {
    let mut scores: Vec<(i64, i64, &'static Encoding)> = PAGES
        .iter()
        .map(|(encoding, letters, usual)| {
            let text = encoding.decode(bytes).0;
            let small = text.to_lowercase();
            let familiar = small.chars().filter(|c| usual.contains(*c)).count();
            let familiar = i64::try_from(familiar).unwrap_or(i64::MAX);
            (score_text(&text, letters), familiar, *encoding)
        })
        .collect();
    scores.sort_by_key(|(score, familiar, _)| (-score, -familiar));
    match scores.as_slice() {
        [(best, usual, encoding), (second, less, other), ..]
            if *best > 0
                && (best > second
                    || *usual >= less + CLEARLY
                    || is_same_text(bytes, encoding, other)) =>
        {
            Ok(encoding)
        }
        _ => Err(refuse(
            "the file is not UTF-8, and it is not certain in which letters it is written; name them with --encoding, such as \
             windows-1250, windows-1251 or windows-1252, or save it as UTF-8"
                .to_owned(),
        )),
    }
}

fn is_same_text(bytes: &[u8], one: &'static Encoding, other: &'static Encoding) -> bool {
    one.decode(bytes).0 == other.decode(bytes).0
}

/// How well a text reads: letters of its language count for it, signs and capitals within words against it.
fn score_text(text: &str, letters: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            let small = c.to_lowercase().next().unwrap_or(c);
            let is_own = letters.contains(small);
            let is_capital_within = c.is_uppercase() && before.is_lowercase();
            let is_mixed =
                before.is_ascii_alphabetic() && matches!(small, 'а'..='я' | '\u{600}'..='\u{6ff}');
            score += match () {
                () if !c.is_alphabetic()
                    && !matches!(
                        c,
                        '«' | '»'
                            | '“'
                            | '”'
                            | '„'
                            | '’'
                            | '–'
                            | '—'
                            | '№'
                            | '\u{a0}'
                            | '…'
                            | '°'
                    ) =>
                {
                    -4
                }
                () if is_capital_within || is_mixed => -3,
                () if is_own => 2,
                () if c.is_alphabetic() => -1,
                () => 0,
            };
        }
        before = c;
    }
    score
}

fn refuse(reason: String) -> Error {
    InvalidField::at_place(SourcePosition::File, reason).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: &'static Encoding, text: &str) -> Option<String> {
        let (bytes, _, _) = encoding.encode(text);
        let (text, _) = to_utf8(&bytes, None).ok()?;
        String::from_utf8(text).ok()
    }

    #[test]
    fn letters_are_told_from_the_text() {
        for (encoding, text) in [
            (encoding_rs::WINDOWS_1251, "Имя;Страна\nГалина Барысик;BY\n"),
            (
                encoding_rs::WINDOWS_1252,
                "Nom;Prénom;Pays\nLefèvre;Zoé;FR\n",
            ),
            (encoding_rs::WINDOWS_1252, "Año;Niñez\nMuñoz;José\n"),
            (encoding_rs::WINDOWS_1250, "name;country\nŁukasz Żuk;PL\n"),
            (encoding_rs::WINDOWS_1256, "الاسم;البلد\nسمير حمدان;SY\n"),
        ] {
            assert_eq!(
                read(encoding, text).as_deref(),
                Some(text),
                "{}",
                encoding.name()
            );
        }
    }

    #[test]
    fn the_two_bytes_of_utf_16_are_known_with_and_without_their_mark() {
        for mark in [&b"\xff\xfe"[..], b""] {
            let bytes: Vec<u8> = mark
                .iter()
                .copied()
                .chain("name;Имя\n".encode_utf16().flat_map(u16::to_le_bytes))
                .collect();
            assert_eq!(to_utf8(&bytes, None).unwrap().0, "name;Имя\n".as_bytes());
        }
    }

    #[test]
    fn a_name_of_an_encoding_is_typed_as_people_do() {
        assert_eq!(
            "cp1251".parse::<TextEncoding>().unwrap().to_string(),
            "windows-1251"
        );
        assert_eq!(
            "UTF-16".parse::<TextEncoding>().unwrap().to_string(),
            "utf-16le"
        );
        assert!("latin-27".parse::<TextEncoding>().is_err());
    }
}
