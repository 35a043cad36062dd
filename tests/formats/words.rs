//! The words of a finished file, without the marks of its format. A link is followed by the address it leads to, an
//! item of a numbered list comes after its number.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use textwrap::core::display_width;

/// The tags a page may have.
pub const KNOWN_TAGS: [&str; 30] = [
    "!DOCTYPE",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "address",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "time",
    "br",
    "ul",
    "ol",
    "li",
    "a",
    "em",
    "strong",
    "blockquote",
    "hr",
];

/// The words of plain text.
pub fn of_text(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.strip_suffix("* * *").unwrap_or(line);
        words.extend(split(line));
    }
    words
}

/// The words of Markdown as GitHub and pandoc read it; panics where a mark became HTML, code, a table or the like.
pub fn of_markdown(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_WIKILINKS;
    let mut text = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut link: Option<(usize, String)> = None;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::Rule => text.push('\n'),
            Event::Start(Tag::List(start)) => lists.push(start),
            Event::Start(Tag::Item) => {
                text.push('\n');
                number(lists.last_mut().unwrap(), &mut text);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = Some((text.len(), dest_url.into_string()))
            }
            Event::Start(Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {}
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_)) => {
                text.push('\n')
            }
            Event::End(TagEnd::Link) => {
                let (start, address) = link.take().unwrap();
                add_address(&mut text, start, &address);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::End(_) => text.push('\n'),
            other => panic!("{other:?} in {markdown}"),
        }
    }
    split(&text).collect()
}

/// The words of a page.
pub fn of_html(page: &str) -> Vec<String> {
    let body = &page[page.find("<body").unwrap()..];
    let mut text = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut link: Option<(usize, String)> = None;
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        text.push_str(&unescaped(&rest[..start].replace('\n', " ")));
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        match tag.split(' ').next().unwrap() {
            "ul" => lists.push(None),
            "ol" => lists.push(Some(
                attribute(tag, "start").map_or(1, |start| start.parse().unwrap()),
            )),
            "/ul" | "/ol" => {
                lists.pop();
            }
            "li" => {
                text.push('\n');
                number(lists.last_mut().unwrap(), &mut text);
            }
            "a" => link = Some((text.len(), attribute(tag, "href").unwrap())),
            "/a" => {
                let (start, address) = link.take().unwrap();
                add_address(&mut text, start, &address);
            }
            "em" | "/em" | "strong" | "/strong" | "time" | "/time" => {}
            _ => text.push('\n'),
        }
    }
    split(&text).collect()
}

/// The insides of all tags of a page, its style sheet left out.
pub fn tags(page: &str) -> Vec<&str> {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    [head, body]
        .iter()
        .flat_map(|part| {
            part.split('<')
                .skip(1)
                .map(|piece| piece.split('>').next().unwrap())
        })
        .collect()
}

/// Panics where a line is longer than 72 columns although it could have been broken, or ends in a space.
pub fn assert_tidy(text: &str) {
    for line in text.lines() {
        assert!(!line.ends_with([' ', '\t']), "{line:?}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
        let words = line.split(": ").last().unwrap();
        let words = words
            .split(' ')
            .filter(|word| !is_mark_of_a_list(word))
            .count();
        assert!(display_width(line) <= 72 || words == 1, "{line:?}");
    }
}

fn is_mark_of_a_list(word: &str) -> bool {
    word.is_empty()
        || word == "•"
        || word == "–"
        || word
            .strip_suffix('.')
            .is_some_and(|number| number.parse::<u64>().is_ok())
}

fn number(list: &mut Option<u64>, text: &mut String) {
    if let Some(number) = list {
        text.push_str(&format!("{number}. "));
        *number += 1;
    }
}

fn add_address(text: &mut String, start: usize, address: &str) {
    let shown = address.strip_prefix("mailto:").unwrap_or(address);
    let end = text.trim_end().len().max(start);
    if text[start..].trim() != shown {
        text.insert_str(end, &format!(" ({shown})"));
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, character)| {
        text.replace(entity, character)
    })
}

/// Words between ordinary spaces; a no-break space is part of a word. A line under a heading is none, nor is a bullet.
pub fn split(text: &str) -> impl Iterator<Item = String> {
    let is_line = |word: &str| {
        word.len() > 2
            && ['=', '-', '~']
                .iter()
                .any(|mark| word.trim_matches(*mark).is_empty())
    };
    text.split_ascii_whitespace()
        .filter(move |&word| !is_line(word) && word != "•" && word != "–")
        .map(str::to_owned)
}
