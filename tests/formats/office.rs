//! Documents, read as an office program reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use cases::letters::Letter;
use cases::render::{Format, render};
use roxmltree::{Document, Node};

use super::{samples, words as read};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The children of a paragraph’s and of a run’s properties that are written, in the order of the schema (ECMA-376, part
/// 1, 17.3.1.26 and 17.3.2.28).
const IN_ORDER: [&str; 23] = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "color",
    "sz",
    "szCs",
    "u",
    "rtl",
    "lang",
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "numPr",
    "pBdr",
    "bidi",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
];

/// The parts by name, as they stand in the package.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..package.len())
        .map(|at| {
            let mut file = package.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            assert_eq!(
                file.last_modified().unwrap(),
                zip::DateTime::default(),
                "{name}"
            );
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

fn parts_of(letter: &Letter) -> BTreeMap<String, String> {
    parts(&render(letter, Format::Docx))
}

/// The part with the text.
pub fn text_part(bytes: &[u8]) -> String {
    parts(bytes).remove("word/document.xml").unwrap()
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |node| node.tag_name().name() == name)
}

fn attribute<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

fn value<'a>(node: Node<'a, 'a>, name: &'static str) -> Option<&'a str> {
    named(node, name)
        .next()
        .and_then(|node| attribute(node, "val"))
}

/// The words of a document, its lists counted as office programs count them.
pub fn words(bytes: &[u8]) -> Vec<String> {
    let parts = parts(bytes);
    let (document, numbering) = (&parts["word/document.xml"], &parts["word/numbering.xml"]);
    let (document, numbering) = (
        Document::parse(document).unwrap(),
        Document::parse(numbering).unwrap(),
    );
    let mut lists = Lists {
        numbering: &numbering,
        counts: BTreeMap::new(),
        begun: BTreeSet::new(),
    };
    let mut text = String::new();
    for paragraph in named(document.root(), "p") {
        if let Some(mark) = named(paragraph, "numPr").next() {
            text.push_str(&lists.mark(value(mark, "numId").unwrap(), value(mark, "ilvl").unwrap()));
        }
        for node in paragraph.descendants() {
            match node.tag_name().name() {
                "t" => text.push_str(node.text().unwrap_or_default()),
                "br" => text.push('\n'),
                _ => {}
            }
        }
        text.push('\n');
    }
    read::split(&text).collect()
}

/// The lists of a document while they are counted. Lists of one kind share their counts, unless one says its start.
struct Lists<'a> {
    numbering: &'a Document<'a>,
    counts: BTreeMap<(String, u64), u64>,
    begun: BTreeSet<String>,
}

impl Lists<'_> {
    fn mark(&mut self, list: &str, level: &str) -> String {
        let with = |name, attribute_name: &'static str, value: &str| {
            let value = value.to_owned();
            named(self.numbering.root(), name)
                .find(move |node| attribute(*node, attribute_name) == Some(&value))
                .unwrap()
        };
        let list_node = with("num", "numId", list);
        let kind = value(list_node, "abstractNumId").unwrap().to_owned();
        let level_node = named(with("abstractNum", "abstractNumId", &kind), "lvl");
        let level_node = level_node
            .into_iter()
            .find(|node| attribute(*node, "ilvl") == Some(level))
            .unwrap();
        if value(level_node, "numFmt") == Some("bullet") {
            return "• ".to_owned();
        }
        let start =
            named(list_node, "lvlOverride").find(|node| attribute(*node, "ilvl") == Some(level));
        let start = start
            .and_then(|node| value(node, "startOverride"))
            .map(|start| start.parse::<u64>().unwrap());
        let key = (kind, level.parse().unwrap());
        let is_first = self.begun.insert(list.to_owned());
        let next = self.counts.get(&key).map_or(1, |count| count + 1);
        let number = start.filter(|_| is_first).unwrap_or(next);
        self.counts.insert(key, number);
        format!("{number}. ")
    }
}

#[test]
fn every_part_is_xml_and_the_package_knows_it() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        let parts = parts_of(&letter);
        let documents: BTreeMap<&str, Document<'_>> = parts
            .iter()
            .map(|(name, text)| (name.as_str(), Document::parse(text).unwrap()))
            .collect();
        let types = &documents["[Content_Types].xml"];
        let typed: BTreeSet<&str> = named(types.root(), "Override")
            .filter_map(|part| attribute(part, "PartName"))
            .collect();
        let expected: BTreeSet<String> = parts
            .keys()
            .filter(|name| !name.ends_with(".rels") && *name != "[Content_Types].xml")
            .map(|name| format!("/{name}"))
            .collect();
        assert_eq!(typed, expected.iter().map(String::as_str).collect());
        for (file, folder) in [
            ("_rels/.rels", ""),
            ("word/_rels/document.xml.rels", "word/"),
        ] {
            for link in named(documents[file].root(), "Relationship") {
                let target = attribute(link, "Target").unwrap();
                let is_outside = attribute(link, "TargetMode") == Some("External");
                assert!(
                    is_outside || parts.contains_key(&format!("{folder}{target}")),
                    "{target}"
                );
            }
        }
    }
}

#[test]
fn what_a_paragraph_refers_to_is_there() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        let parts = parts_of(&letter);
        let document = Document::parse(&parts["word/document.xml"]).unwrap();
        let ids = |part: &str, name: &'static str, id: &str| -> BTreeSet<String> {
            let part = Document::parse(&parts[part]).unwrap();
            named(part.root(), name)
                .filter_map(|node| attribute(node, id).map(str::to_owned))
                .collect()
        };
        let styles = ids("word/styles.xml", "style", "styleId");
        let lists = ids("word/numbering.xml", "num", "numId");
        let links = ids("word/_rels/document.xml.rels", "Relationship", "Id");
        for node in document.descendants() {
            let known = match node.tag_name().name() {
                "pStyle" | "rStyle" => &styles,
                "numId" => &lists,
                _ => continue,
            };
            assert!(known.contains(attribute(node, "val").unwrap()), "{node:?}");
        }
        for link in document
            .descendants()
            .filter_map(|node| node.attribute((OFFICE, "id")))
        {
            assert!(links.contains(link), "{link}");
        }
    }
}

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    for letter in [samples::appeal(), samples::statement()] {
        let parts = parts_of(&letter);
        for part in ["word/document.xml", "word/styles.xml", "word/footer.xml"] {
            let document = Document::parse(&parts[part]).unwrap();
            for properties in document
                .descendants()
                .filter(|node| matches!(node.tag_name().name(), "pPr" | "rPr"))
            {
                let names = properties
                    .children()
                    .filter(Node::is_element)
                    .map(|child| child.tag_name().name());
                let names: Vec<&str> = names.filter(|name| *name != "outlineLvl").collect();
                let place = |name: &&str| IN_ORDER.iter().position(|known| known == name);
                assert!(
                    names.iter().all(|name| place(name).is_some()) && names.is_sorted_by_key(place),
                    "{names:?}"
                );
            }
        }
    }
}

#[test]
fn an_office_finds_every_part_by_its_style() {
    let styles = |letter: &Letter| -> Vec<String> {
        let parts = parts_of(letter);
        let document = Document::parse(&parts["word/document.xml"]).unwrap();
        let mut styles: Vec<String> = named(document.root(), "pStyle")
            .filter_map(|node| attribute(node, "val").map(str::to_owned))
            .collect();
        styles.dedup();
        styles
    };
    let appeal = styles(&samples::appeal());
    let (head, foot) = (&appeal[..7], &appeal[appeal.len() - 8..]);
    assert_eq!(
        head,
        [
            "Sender",
            "Addressee",
            "Delivery",
            "Date",
            "Reference",
            "Subject",
            "Salutation"
        ]
    );
    let expected = [
        "Closing",
        "Signature",
        "FootHeading",
        "Copies",
        "FootHeading",
        "Enclosures",
        "FootHeading",
        "Sources",
    ];
    assert_eq!(foot, expected);
    let statement = styles(&samples::statement());
    let expected = [
        "Heading1",
        "Heading2",
        "ListBullet",
        "ListContinue",
        "ListNumber",
        "Publisher",
        "Quote",
        "Rule",
        "Title",
    ];
    for style in expected {
        assert!(statement.iter().any(|used| used == style), "{style}");
    }
}

#[test]
fn the_document_says_what_it_is() {
    let parts = parts_of(&Letter {
        lang: "kk".to_owned(),
        ..samples::appeal()
    });
    let core = Document::parse(&parts["docProps/core.xml"]).unwrap();
    let said = |name| {
        named(core.root(), name)
            .next()
            .and_then(|node| node.text())
            .unwrap()
    };
    assert_eq!(samples::appeal().subject, said("title"));
    assert_eq!(
        said("creator"),
        "Nora Example, for the Campaign for Fair Trials"
    );
    assert_eq!(
        (said("created"), said("modified")),
        ("2021-09-15T12:00:00Z", "2021-09-15T12:00:00Z")
    );
    let styles = Document::parse(&parts["word/styles.xml"]).unwrap();
    let defaults = named(styles.root(), "rPrDefault").next().unwrap();
    assert_eq!(
        (value(defaults, "lang"), said("language")),
        (Some("kk-KZ"), "kk-KZ")
    );
    let document = Document::parse(&parts["word/document.xml"]).unwrap();
    assert_eq!(
        named(document.root(), "titlePg").count(),
        1,
        "no number on the first page"
    );
    let footer = Document::parse(&parts["word/footer.xml"]).unwrap();
    let fields: Vec<_> = named(footer.root(), "fldSimple")
        .filter_map(|field| attribute(field, "instr"))
        .collect();
    assert_eq!(fields, [" PAGE ", " NUMPAGES "]);
}

#[test]
fn some_languages_run_from_right_to_left() {
    let styles = |lang: &str| {
        parts_of(&Letter {
            lang: lang.to_owned(),
            ..samples::appeal()
        })
        .remove("word/styles.xml")
        .unwrap()
    };
    assert!(
        styles("fa").contains("<w:bidi/>")
            && styles("fa").contains("<w:rtl/>")
            && !styles("en").contains("<w:bidi/>")
    );
}

#[test]
fn the_end_of_the_letter_stays_together() {
    let parts = parts_of(&Letter {
        signatories: vec!["A".to_owned(), "B".to_owned()],
        ..samples::appeal()
    });
    let document = Document::parse(&parts["word/document.xml"]).unwrap();
    let paragraphs: Vec<_> = named(document.root(), "p").collect();
    let close = paragraphs
        .iter()
        .position(|paragraph| value(*paragraph, "pStyle") == Some("Closing"))
        .unwrap();
    let keeps = |at: usize| named(paragraphs[at], "keepNext").count() == 1;
    let styles = Document::parse(&parts["word/styles.xml"]).unwrap();
    let style = named(styles.root(), "style")
        .find(|style| attribute(*style, "styleId") == Some("Closing"))
        .unwrap();
    assert_eq!(named(style, "keepNext").count(), 1);
    assert!(keeps(close - 1) && keeps(close + 1) && !keeps(close + 2));
}
