//! Bytes at the gate: UTF-8, of a size that can be held.

use super::{Error, InvalidField, SourcePosition};
use crate::files::input::{CELLS, ROWS, SizeLimit, VALUES, WHOLE};

/// The text of a file, without its byte order mark, and whether there was one.
pub(super) fn decode_text(bytes: &[u8]) -> Result<(&str, bool), Error> {
    if bytes.len() > WHOLE.as_usize() {
        return Err(Error::TooMuch(WHOLE));
    }
    if bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes.iter().take(4).any(|&byte| byte == 0)
    {
        return Err(error_at_place(
            SourcePosition::Line { line: 1, column: 1 },
            "the file is not UTF-8 but UTF-16; save it as UTF-8",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    if plain.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok((plain, plain.len() < text.len()))
}

/// Refuses a tree of more values than can be held; each value has a mark before or after it.
pub(super) fn few_values(text: &str) -> Result<(), Error> {
    at_most(VALUES, text, |byte| {
        matches!(byte, b',' | b'[' | b'{' | b'=')
    })
}

/// Refuses a table of more cells than can be held.
pub(super) fn few_cells(text: &str, delimiter: char) -> Result<(), Error> {
    at_most(CELLS, text, |byte| {
        byte == b'\n' || char::from(byte) == delimiter
    })
}

/// Refuses a table of more rows than can be held, before anything else is asked of it. Line breaks between quotes and empty
/// lines end no row; a table whose quotes are wrong may pass, and is refused for them.
pub(super) fn few_rows(text: &str) -> Result<(), Error> {
    let (mut rows, mut is_quoted, mut is_blank) = (0, false, true);
    for byte in text.bytes() {
        match byte {
            b'"' => {
                is_quoted = !is_quoted;
                is_blank = false;
            }
            b'\n' if !is_quoted => {
                rows += u64::from(!is_blank);
                is_blank = true;
                if rows > ROWS.most {
                    return Err(Error::TooMuch(ROWS));
                }
            }
            b'\n' | b'\r' => {}
            _ => is_blank = false,
        }
    }
    Ok(())
}

fn at_most(limit: SizeLimit, text: &str, is_mark: impl Fn(u8) -> bool) -> Result<(), Error> {
    let marks = text
        .bytes()
        .filter(|&byte| is_mark(byte))
        .take(limit.as_usize())
        .count();
    if marks < limit.as_usize() {
        Ok(())
    } else {
        Err(Error::TooMuch(limit))
    }
}

/// The line and the column of places in a text, given in ascending order of their offsets.
pub(super) struct PositionFinder<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> PositionFinder<'a> {
    /// Counts lines from the given one.
    pub(super) fn new(text: &'a str, line: usize) -> Self {
        Self {
            bytes: text.as_bytes(),
            offset: 0,
            line,
            column: 1,
        }
    }

    /// The line of a byte.
    pub(super) fn find_line(&mut self, offset: usize) -> usize {
        self.find_place(offset);
        self.line
    }

    /// The place of a byte.
    pub(super) fn find_place(&mut self, offset: usize) -> SourcePosition {
        while self.offset < offset.min(self.bytes.len()) {
            match self.bytes[self.offset] {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                byte if byte & 0xc0 == 0x80 => {}
                _ => self.column += 1,
            }
            self.offset += 1;
        }
        SourcePosition::Line {
            line: self.line,
            column: self.column,
        }
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> Error {
    let before = String::from_utf8_lossy(&bytes[..offset]);
    let reason = format!("the byte at offset {offset} is not UTF-8; save the file as UTF-8");
    error_at_place(PositionFinder::new(&before, 1).find_place(offset), &reason)
}

fn error_at_place(place: SourcePosition, reason: &str) -> Error {
    InvalidField::at_place(place, reason).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_taken_off() {
        assert_eq!(decode_text("\u{feff}a".as_bytes()).unwrap(), ("a", true));
        assert_eq!(decode_text(b"a").unwrap(), ("a", false));
        assert!(matches!(decode_text(b""), Err(Error::Empty)));
        assert!(matches!(
            decode_text("\u{feff} \r\n".as_bytes()),
            Err(Error::Empty)
        ));
    }

    #[test]
    fn another_encoding_is_named_with_its_place() {
        let latin = decode_text(
            "ä\nab"
                .as_bytes()
                .iter()
                .chain(b"\xe9")
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
        )
        .unwrap_err()
        .to_string();
        assert_eq!(
            latin,
            "line 2, column 3: the byte at offset 5 is not UTF-8; save the file as UTF-8"
        );
        for bytes in [&b"\xff\xfen\0"[..], b"n\0a\0", b"\0n\0a"] {
            assert!(
                decode_text(bytes)
                    .unwrap_err()
                    .to_string()
                    .contains("UTF-16")
            );
        }
    }

    #[test]
    fn what_cannot_be_held_is_refused() {
        assert!(matches!(
            few_values(&"[".repeat(VALUES.as_usize())),
            Err(Error::TooMuch(VALUES))
        ));
        assert!(few_values(&"a".repeat(VALUES.as_usize())).is_ok());
        assert!(matches!(
            few_cells(&";".repeat(CELLS.as_usize()), ';'),
            Err(Error::TooMuch(CELLS))
        ));
        assert!(matches!(
            decode_text(&vec![b' '; WHOLE.as_usize() + 1]),
            Err(Error::TooMuch(WHOLE))
        ));
    }

    #[test]
    fn columns_count_characters() {
        let mut finder = PositionFinder::new("é1\nб2", 5);
        assert_eq!(
            finder.find_place(2),
            SourcePosition::Line { line: 5, column: 2 }
        );
        assert_eq!(
            finder.find_place(6),
            SourcePosition::Line { line: 6, column: 2 }
        );
        assert_eq!(
            finder.find_place(99),
            SourcePosition::Line { line: 6, column: 3 }
        );
    }
}
