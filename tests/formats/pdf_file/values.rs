//! The values that a PDF is made of.

use std::collections::BTreeMap;
use std::io::Read;

/// A value of a PDF.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// `/Name`, without the stroke.
    Name(String),
    /// A string of bytes.
    Bytes(Vec<u8>),
    /// `[…]`
    List(Vec<Value>),
    /// `<<…>>`
    Dict(BTreeMap<String, Value>),
    /// `7 0 R`
    Reference(usize),
    /// Anything else: `true`, an operator.
    Word(String),
}

/// The number of the object that is referred to.
pub fn reference(value: &Value) -> usize {
    let Value::Reference(number) = value else {
        panic!("{value:?} is no reference")
    };
    *number
}

/// The two-byte codes of a string.
pub fn codes(value: &Value) -> Vec<u16> {
    let Value::Bytes(bytes) = value else {
        panic!("{value:?} is no string")
    };
    bytes
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect()
}

/// A string of UTF-16.
pub fn utf16(value: &Value) -> String {
    String::from_utf16(&codes(value)).unwrap()
}

/// The text that an operand shows.
pub fn shown(operand: &Value, map: &BTreeMap<u16, String>) -> String {
    match operand {
        Value::List(values) => values.iter().map(|value| shown(value, map)).collect(),
        Value::Bytes(_) => codes(operand)
            .iter()
            .map(|code| map[code].as_str())
            .collect(),
        _ => String::new(),
    }
}

/// A text string: UTF-16 with a mark at its start, or ASCII.
pub fn text_of(value: &Value) -> String {
    let Value::Bytes(bytes) = value else {
        panic!("{value:?} is no string")
    };
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(units) => utf16(&Value::Bytes(units.to_vec())),
        None => String::from_utf8(bytes.clone()).unwrap(),
    }
}

/// Reads one value after another.
pub struct Reader<'a> {
    /// What is read.
    pub bytes: &'a [u8],
    /// How far it is read.
    pub at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn next(&mut self) -> u8 {
        self.at += 1;
        self.bytes[self.at - 1]
    }

    /// The next value; none at the end, or at the end of a list.
    pub fn value(&mut self) -> Option<Value> {
        while self.at < self.bytes.len()
            && (self.peek().is_ascii_whitespace() || self.peek() == b'%')
        {
            if self.next() == b'%' {
                while self.at < self.bytes.len() && self.next() != b'\n' {}
            }
        }
        if self.at >= self.bytes.len() {
            return None;
        }
        Some(match (self.peek(), self.bytes.get(self.at + 1)) {
            (b'<', Some(b'<')) => self.dict(),
            (b'<', _) => self.hex(),
            (b'(', _) => self.literal(),
            (b'[', _) => {
                self.at += 1;
                Value::List(std::iter::from_fn(|| self.value()).collect())
            }
            (b']', _) | (b'>', _) => {
                self.at += 1;
                return None;
            }
            (b'/', _) => {
                self.at += 1;
                Value::Name(self.word())
            }
            _ => self.number_or_word(),
        })
    }

    fn word(&mut self) -> String {
        let rest = &self.bytes[self.at..];
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"/<>[]()%".contains(byte);
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at += length;
        String::from_utf8_lossy(&rest[..length]).into_owned()
    }

    fn number_or_word(&mut self) -> Value {
        let word = self.word();
        let Ok(number) = word.parse::<f64>() else {
            return Value::Word(word);
        };
        let end = self.at;
        let after = self.bytes[end..].strip_prefix(b" 0 R");
        if after.is_some_and(|rest| {
            rest.first()
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
        }) {
            self.at += 4;
            return Value::Reference(number as usize);
        }
        Value::Number(number)
    }

    fn dict(&mut self) -> Value {
        self.at += 2;
        let mut dict = BTreeMap::new();
        while let Some(key) = self.value() {
            let Value::Name(key) = key else {
                panic!("{key:?} is no key")
            };
            dict.insert(key, self.value().unwrap());
        }
        self.at += 1;
        Value::Dict(dict)
    }

    fn hex(&mut self) -> Value {
        self.at += 1;
        let mut digits = Vec::new();
        while self.peek() != b'>' {
            digits.extend(
                char::from(self.next())
                    .to_digit(16)
                    .map(|digit| digit as u8),
            );
        }
        self.at += 1;
        Value::Bytes(
            digits
                .chunks(2)
                .map(|pair| pair[0] * 16 + pair.get(1).unwrap_or(&0))
                .collect(),
        )
    }

    fn literal(&mut self) -> Value {
        self.at += 1;
        let (mut bytes, mut depth) = (Vec::new(), 1);
        loop {
            match self.next() {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    bytes.push(self.escaped());
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                return Value::Bytes(bytes);
            }
            bytes.push(self.bytes[self.at - 1]);
        }
    }

    fn escaped(&mut self) -> u8 {
        match self.next() {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            digit @ b'0'..=b'7' => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    code = if self.peek().is_ascii_digit() {
                        code * 8 + u32::from(self.next() - b'0')
                    } else {
                        code
                    };
                }
                code as u8
            }
            byte => byte,
        }
    }

    /// The bytes of the stream that follows its dictionary, unpacked.
    pub fn stream(&mut self, value: &Value) -> Vec<u8> {
        let before = self.at;
        if self.value() != Some(Value::Word("stream".to_owned())) {
            self.at = before;
            return Vec::new();
        }
        let Value::Dict(dict) = value else {
            panic!("{value:?} has a stream")
        };
        let Value::Number(length) = dict["Length"] else {
            panic!("no length")
        };
        let start = self.at + if self.peek() == b'\r' { 2 } else { 1 };
        self.at = start + length as usize;
        let packed = &self.bytes[start..self.at];
        let mut bytes = Vec::new();
        if dict.contains_key("Filter") {
            flate2::read::ZlibDecoder::new(packed)
                .read_to_end(&mut bytes)
                .unwrap();
        } else {
            bytes.extend(packed);
        }
        bytes
    }
}
