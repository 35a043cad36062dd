//! Reads a PDF as a screen reader does: the text in the order of the tag tree, and what the document says of itself.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod values;

use std::collections::BTreeMap;

use values::{Reader, codes, reference, shown, utf16};
pub use values::{Value, text_of};

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
        path.split('/')
            .skip(1)
            .try_fold(self.trailer.clone(), |value, key| self.get(&value, key))
    }

    /// A text of the document's own description.
    pub fn info(&self, key: &str) -> Option<String> {
        self.at(&format!("/Info/{key}"))
            .map(|value| text_of(&value))
    }

    /// The pages.
    pub fn pages(&self) -> Vec<Value> {
        let Some(Value::List(pages)) = self.at("/Root/Pages/Kids") else {
            panic!("no pages")
        };
        pages
    }

    /// Where the links of all pages lead, in order.
    pub fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for page in self.pages() {
            let Some(Value::List(notes)) = self.get(&page, "Annots") else {
                continue;
            };
            let target =
                |note: &Value| text_of(&self.get(&self.get(note, "A").unwrap(), "URI").unwrap());
            links.extend(notes.iter().map(target));
        }
        links
    }

    /// The text in the order of the tag tree, a line for each block, without invisible joiners.
    pub fn text(&self) -> String {
        let content: BTreeMap<(usize, usize), String> = self
            .pages()
            .iter()
            .flat_map(|page| self.marked(page))
            .collect();
        let mut text = String::new();
        self.walk(
            &self.at("/Root/StructTreeRoot").unwrap(),
            0,
            &content,
            &mut text,
        );
        text.replace(['\u{ad}', '\u{200d}'], "")
    }

    /// The text that is on the pages but not in the tree.
    pub fn ornaments(&self) -> Vec<String> {
        self.pages()
            .iter()
            .map(|page| {
                self.marked(page)
                    .remove(&(reference(page), usize::MAX))
                    .unwrap_or_default()
            })
            .collect()
    }

    fn walk(
        &self,
        piece: &Value,
        page: usize,
        content: &BTreeMap<(usize, usize), String>,
        text: &mut String,
    ) {
        let page = self
            .get_raw(piece, "Pg")
            .map_or(page, |page| reference(&page));
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
                    let Value::Number(id) = dict["MCID"] else {
                        panic!("{dict:?}")
                    };
                    text.push_str(&content[&(page, id as usize)]);
                }
                Value::Dict(dict) if dict.contains_key("Obj") => {}
                child => self.walk(child, page, content, text),
            }
        }
        if !is_inline {
            text.push(if role == Some(Value::Name("Lbl".to_owned())) {
                ' '
            } else {
                '\n'
            });
        }
    }

    /// The marked text of a page by its number; what has none is under the greatest number.
    fn marked(&self, page: &Value) -> BTreeMap<(usize, usize), String> {
        let number = reference(page);
        let fonts = self.get(&self.get(page, "Resources").unwrap(), "Font");
        let stream = &self.objects[&reference(&self.get_raw(page, "Contents").unwrap())].1;
        let mut reader = Reader {
            bytes: stream,
            at: 0,
        };
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
                    let actual = self
                        .get(&properties, "ActualText")
                        .map(|text| text_of(&text));
                    marked
                        .entry((number, id))
                        .or_default()
                        .push_str(actual.as_deref().unwrap_or_default());
                    marks.push(if actual.is_some() { usize::MAX - 1 } else { id });
                }
                "EMC" => {
                    marks.pop();
                }
                "Tf" => {
                    let Value::Name(name) = &operands[0] else {
                        panic!("{operands:?}")
                    };
                    map = self.characters(&self.get(fonts.as_ref().unwrap(), name).unwrap());
                }
                "Tj" | "TJ" => {
                    let id = marks.last().copied().unwrap_or(usize::MAX);
                    marked
                        .entry((number, id))
                        .or_default()
                        .push_str(&shown(&operands[0], &map));
                }
                _ => {}
            }
            operands.clear();
        }
        assert!(marks.is_empty());
        marked
    }

    fn properties(&self, page: &Value, operand: &Value) -> Value {
        let Value::Name(name) = operand else {
            return operand.clone();
        };
        let all = self
            .get(&self.get(page, "Resources").unwrap(), "Properties")
            .unwrap();
        self.get(&all, name).unwrap()
    }

    /// Which text each code of a font stands for.
    fn characters(&self, font: &Value) -> BTreeMap<u16, String> {
        let stream = &self.objects[&reference(&self.get_raw(font, "ToUnicode").unwrap())].1;
        let mut reader = Reader {
            bytes: stream,
            at: 0,
        };
        let (mut operands, mut map) = (Vec::new(), BTreeMap::new());
        while let Some(value) = reader.value() {
            let Value::Word(operator) = value else {
                operands.push(value);
                continue;
            };
            match operator.as_str() {
                "endbfchar" => map.extend(
                    operands
                        .chunks(2)
                        .map(|pair| (codes(&pair[0])[0], utf16(&pair[1]))),
                ),
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
