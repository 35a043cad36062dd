//! Reads a PDF as a screen reader does: the text in the order of the tag tree, and what the document says of itself.

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

/// A PDF in memory.
pub struct Pdf {
    objects: BTreeMap<usize, (Value, Vec<u8>)>,
    trailer: Value,
}

impl Pdf {
    /// Reads all objects; panics where it is not a PDF as the program writes them.
    pub fn read(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let mut reader = Reader { bytes, at: 0 };
        let mut objects = BTreeMap::new();
        loop {
            match reader.value().expect("a trailer") {
                Value::Number(number) => {
                    reader.value();
                    reader.value();
                    let value = reader.value().unwrap();
                    let stream = reader.stream(&value);
                    objects.insert(number as usize, (value, stream));
                }
                Value::Word(word) if word == "xref" => {
                    while reader.value() != Some(Value::Word("trailer".to_owned())) {}
                    let trailer = reader.value().unwrap();
                    return Self { objects, trailer };
                }
                _ => {}
            }
        }
    }

    /// What `/A/B/C` leads to, from the trailer on.
    pub fn at(&self, path: &str) -> Option<Value> {
        path.split('/').skip(1).try_fold(self.trailer.clone(), |value, key| self.get(&value, key))
    }

    /// A text of the document's own description.
    pub fn info(&self, key: &str) -> Option<String> {
        self.at(&format!("/Info/{key}")).map(|value| text_of(&value))
    }

    /// The pages.
    pub fn pages(&self) -> Vec<Value> {
        let Some(Value::List(pages)) = self.at("/Root/Pages/Kids") else { panic!("no pages") };
        pages
    }

    /// Where the links of all pages lead, in order.
    pub fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for page in self.pages() {
            let Some(Value::List(notes)) = self.get(&page, "Annots") else { continue };
            let target = |note: &Value| text_of(&self.get(&self.get(note, "A").unwrap(), "URI").unwrap());
            links.extend(notes.iter().map(target));
        }
        links
    }

    /// The text in the order of the tag tree, a line for each block, without invisible joiners.
    pub fn text(&self) -> String {
        let content: BTreeMap<(usize, usize), String> =
            self.pages().iter().flat_map(|page| self.marked(page)).collect();
        let mut text = String::new();
        self.walk(&self.at("/Root/StructTreeRoot").unwrap(), 0, &content, &mut text);
        text.replace(['\u{ad}', '\u{200d}'], "")
    }

    /// The text that is on the pages but not in the tree.
    pub fn ornaments(&self) -> Vec<String> {
        self.pages()
            .iter()
            .map(|page| self.marked(page).remove(&(reference(page), usize::MAX)).unwrap_or_default())
            .collect()
    }

    fn walk(&self, piece: &Value, page: usize, content: &BTreeMap<(usize, usize), String>, text: &mut String) {
        let page = self.get_raw(piece, "Pg").map_or(page, |page| reference(&page));
        let role = self.get(piece, "S");
        let is_inline = role == Some(Value::Name("Link".to_owned()));
        if !is_inline {
            text.push('\n');
        }
        let children = match self.get_raw(piece, "K") {
            Some(Value::List(children)) => children,
            child => child.into_iter().collect(),
        };
        for child in children {
            match &child {
                Value::Number(id) => text.push_str(&content[&(page, *id as usize)]),
                Value::Dict(dict) if dict.contains_key("MCID") => {
                    let page = dict.get("Pg").map_or(page, reference);
                    let Value::Number(id) = dict["MCID"] else { panic!("{dict:?}") };
                    text.push_str(&content[&(page, id as usize)]);
                }
                Value::Dict(dict) if dict.contains_key("Obj") => {}
                child => self.walk(child, page, content, text),
            }
        }
        if !is_inline {
            text.push(if role == Some(Value::Name("Lbl".to_owned())) { ' ' } else { '\n' });
        }
    }

    /// The marked text of a page by its number; what has none is under the greatest number.
    fn marked(&self, page: &Value) -> BTreeMap<(usize, usize), String> {
        let number = reference(page);
        let fonts = self.get(&self.get(page, "Resources").unwrap(), "Font");
        let stream = &self.objects[&reference(&self.get_raw(page, "Contents").unwrap())].1;
        let mut reader = Reader { bytes: stream, at: 0 };
        let (mut operands, mut marks, mut map) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut marked: BTreeMap<(usize, usize), String> = BTreeMap::new();
        while let Some(value) = reader.value() {
            let Value::Word(operator) = value else {
                operands.push(value);
                continue;
            };
            match operator.as_str() {
                "BMC" => marks.push(usize::MAX),
                "BDC" => {
                    let properties = self.properties(page, &operands[1]);
                    let outer = marks.last().copied().unwrap_or(usize::MAX);
                    let id = match self.get(&properties, "MCID") {
                        Some(Value::Number(id)) => id as usize,
                        _ => outer,
                    };
                    let actual = self.get(&properties, "ActualText").map(|text| text_of(&text));
                    marked.entry((number, id)).or_default().push_str(actual.as_deref().unwrap_or_default());
                    marks.push(if actual.is_some() { usize::MAX - 1 } else { id });
                }
                "EMC" => {
                    marks.pop();
                }
                "Tf" => {
                    let Value::Name(name) = &operands[0] else { panic!("{operands:?}") };
                    map = self.characters(&self.get(fonts.as_ref().unwrap(), name).unwrap());
                }
                "Tj" | "TJ" => {
                    let id = marks.last().copied().unwrap_or(usize::MAX);
                    marked.entry((number, id)).or_default().push_str(&shown(&operands[0], &map));
                }
                _ => {}
            }
            operands.clear();
        }
        assert!(marks.is_empty());
        marked
    }

    fn properties(&self, page: &Value, operand: &Value) -> Value {
        let Value::Name(name) = operand else { return operand.clone() };
        let all = self.get(&self.get(page, "Resources").unwrap(), "Properties").unwrap();
        self.get(&all, name).unwrap()
    }

    /// Which text each code of a font stands for.
    fn characters(&self, font: &Value) -> BTreeMap<u16, String> {
        let stream = &self.objects[&reference(&self.get_raw(font, "ToUnicode").unwrap())].1;
        let mut reader = Reader { bytes: stream, at: 0 };
        let (mut operands, mut map) = (Vec::new(), BTreeMap::new());
        while let Some(value) = reader.value() {
            let Value::Word(operator) = value else {
                operands.push(value);
                continue;
            };
            match operator.as_str() {
                "endbfchar" => map.extend(operands.chunks(2).map(|pair| (codes(&pair[0])[0], utf16(&pair[1])))),
                "endbfrange" => panic!("ranges are not read"),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    fn get_raw(&self, value: &Value, key: &str) -> Option<Value> {
        match self.resolved(value) {
            Value::Dict(dict) => dict.get(key).cloned(),
            _ => None,
        }
    }

    /// An entry of a dictionary; a reference is followed.
    pub fn get(&self, value: &Value, key: &str) -> Option<Value> {
        self.get_raw(value, key).map(|value| self.resolved(&value))
    }

    fn resolved(&self, value: &Value) -> Value {
        match value {
            Value::Reference(number) => self.objects[number].0.clone(),
            value => value.clone(),
        }
    }
}

fn reference(value: &Value) -> usize {
    let Value::Reference(number) = value else { panic!("{value:?} is no reference") };
    *number
}

fn codes(value: &Value) -> Vec<u16> {
    let Value::Bytes(bytes) = value else { panic!("{value:?} is no string") };
    bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

fn utf16(value: &Value) -> String {
    String::from_utf16(&codes(value)).unwrap()
}

fn shown(operand: &Value, map: &BTreeMap<u16, String>) -> String {
    match operand {
        Value::List(values) => values.iter().map(|value| shown(value, map)).collect(),
        Value::Bytes(_) => codes(operand).iter().map(|code| map[code].as_str()).collect(),
        _ => String::new(),
    }
}

/// A text string: UTF-16 with a mark at its start, or ASCII.
pub fn text_of(value: &Value) -> String {
    let Value::Bytes(bytes) = value else { panic!("{value:?} is no string") };
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(units) => utf16(&Value::Bytes(units.to_vec())),
        None => String::from_utf8(bytes.clone()).unwrap(),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
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
    fn value(&mut self) -> Option<Value> {
        while self.at < self.bytes.len() && (self.peek().is_ascii_whitespace() || self.peek() == b'%') {
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
        let Ok(number) = word.parse::<f64>() else { return Value::Word(word) };
        let end = self.at;
        if let Some(rest) = self.bytes[end..].strip_prefix(b" 0 R") {
            if rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()) {
                self.at += 4;
                return Value::Reference(number as usize);
            }
        }
        Value::Number(number)
    }

    fn dict(&mut self) -> Value {
        self.at += 2;
        let mut dict = BTreeMap::new();
        while let Some(key) = self.value() {
            let Value::Name(key) = key else { panic!("{key:?} is no key") };
            dict.insert(key, self.value().unwrap());
        }
        self.at += 1;
        Value::Dict(dict)
    }

    fn hex(&mut self) -> Value {
        self.at += 1;
        let mut digits = Vec::new();
        while self.peek() != b'>' {
            digits.extend(char::from(self.next()).to_digit(16).map(|digit| digit as u8));
        }
        self.at += 1;
        Value::Bytes(digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).unwrap_or(&0)).collect())
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
                    code = if self.peek().is_ascii_digit() { code * 8 + u32::from(self.next() - b'0') } else { code };
                }
                code as u8
            }
            byte => byte,
        }
    }

    /// The bytes of the stream that follows its dictionary, unpacked.
    fn stream(&mut self, value: &Value) -> Vec<u8> {
        let before = self.at;
        if self.value() != Some(Value::Word("stream".to_owned())) {
            self.at = before;
            return Vec::new();
        }
        let Value::Dict(dict) = value else { panic!("{value:?} has a stream") };
        let Value::Number(length) = dict["Length"] else { panic!("no length") };
        let start = self.at + if self.peek() == b'\r' { 2 } else { 1 };
        self.at = start + length as usize;
        let packed = &self.bytes[start..self.at];
        let mut bytes = Vec::new();
        if dict.contains_key("Filter") {
            flate2::read::ZlibDecoder::new(packed).read_to_end(&mut bytes).unwrap();
        } else {
            bytes.extend(packed);
        }
        bytes
    }
}
