//! Between Markdown and the finished letter: what a template wrote becomes blocks, what a value holds stays words.

use std::iter::Peekable;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::letter::{Block, Inline, Url};

/// How deep quotations, lists and emphasis may stand inside one another; what is deeper keeps its words only.
const DEEPEST: usize = 8;

/// What a rendered template says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The words of the first `# heading`, on one line.
    pub subject: Option<String>,
    /// All the rest, in its order.
    pub body: Vec<Block>,
}

/// Reads Markdown (CommonMark, no extensions) as a letter can print it.
///
/// A letter has neither HTML nor code nor pictures: their marks are printed as they were typed, an indented line is an
/// ordinary line, a picture is its description. A link that leads to no [`Url`] is its words. Further headings of the
/// first level become headings of the second.
#[must_use]
pub fn document(markdown: &str) -> Document {
    read(markdown, 0)
}

/// The value as Markdown that prints exactly its characters, wherever in a line it stands, in a heading, in emphasis,
/// and as the words or the address of a link; not between `<` and `>`.
///
/// A line break becomes a space, an empty line a line break (in a heading a space), a control character a space.
#[must_use]
pub fn escape(value: &str) -> String {
    let text = one_line(value);
    let last = text.chars().count().saturating_sub(1);
    let mut escaped = String::with_capacity(text.len() * 2);
    for (place, c) in text.chars().enumerate() {
        match c {
            '\n' => escaped.push_str("&#10;"),
            ' ' if place == 0 || place == last => escaped.push_str("&#32;"),
            c if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text with a space for a line break or a control character, and `\n` for one or more empty lines.
fn one_line(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let mut line = String::with_capacity(unix.len());
    let mut rest = unix.as_str();
    while let Some(c) = rest.chars().next() {
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len();
        if rest[..gap].matches('\n').count() > 1 {
            line.push('\n');
            rest = &rest[gap..];
        } else {
            let is_space = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            line.push(if is_space { ' ' } else { c });
            rest = &rest[c.len_utf8()..];
        }
    }
    line
}

fn read(markdown: &str, depth: usize) -> Document {
    let source = without_code_and_html(markdown);
    let mut reader = Reader { events: parser(&source).peekable(), depth, in_heading: false, subject: None };
    let body = reader.blocks();
    Document { subject: reader.subject, body }
}

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::empty())
}

/// The same Markdown with a backslash before every mark that would begin HTML or code.
fn without_code_and_html(markdown: &str) -> String {
    let mut source = markdown.to_owned();
    loop {
        let marks: Vec<usize> = parser(&source)
            .into_offset_iter()
            .filter_map(|(event, range)| mark(&event, &source[range.clone()]).map(|at| range.start + at))
            .collect();
        if marks.is_empty() {
            return source;
        }
        for at in marks.into_iter().rev() {
            source.insert(at, '\\');
        }
    }
}

/// Where in its source an event of HTML or code has the mark that makes it so.
fn mark(event: &Event<'_>, source: &str) -> Option<usize> {
    match event {
        Event::Code(_) | Event::InlineHtml(_) => Some(0),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => source.find(['`', '~']),
        Event::Html(_) if source.trim_start().starts_with('<') => source.find('<'),
        _ => None,
    }
}

struct Reader<'a> {
    events: Peekable<Parser<'a>>,
    depth: usize,
    in_heading: bool,
    subject: Option<String>,
}

impl Reader<'_> {
    /// Blocks up to the end of what encloses them, which is consumed.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut too_deep = 0_usize;
        while let Some(event) = self.events.peek() {
            if is_inline(event) {
                blocks.extend(paragraph(self.inlines()));
                continue;
            }
            let Some(event) = self.events.next() else { break };
            match event {
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) if self.depth == DEEPEST => too_deep += 1,
                Event::End(_) if too_deep > 0 => too_deep -= 1,
                Event::End(_) => break,
                Event::Start(tag) => self.block(&tag, &mut blocks),
                Event::Rule => blocks.push(Block::Rule),
                _ => {}
            }
        }
        blocks
    }

    fn block(&mut self, tag: &Tag<'_>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Heading { level, .. } => blocks.extend(self.heading(*level as u8)),
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.inside(Self::blocks))),
            Tag::List(start) => blocks.extend(self.inside(|reader| reader.list(*start))),
            Tag::CodeBlock(_) => blocks.extend(self.indented()),
            _ => {
                blocks.extend(paragraph(self.inlines()));
                self.events.next();
            }
        }
    }

    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn heading(&mut self, level: u8) -> Option<Block> {
        self.in_heading = true;
        let text = self.inlines();
        self.in_heading = false;
        self.events.next();
        let words = Inline::plain(&text);
        if words.trim().is_empty() {
            return None;
        }
        if level == 1 && self.depth == 0 && self.subject.is_none() {
            self.subject = Some(words.trim().to_owned());
            return None;
        }
        Some(Block::Heading { level: level.max(2), text })
    }

    fn list(&mut self, start: Option<u64>) -> Option<Block> {
        let mut items = Vec::new();
        while let Some(Event::Start(_)) = self.events.next() {
            items.push(self.blocks());
        }
        items.retain(|item| !item.is_empty());
        (!items.is_empty()).then_some(Block::List { start, items })
    }

    /// Indented lines are ordinary lines.
    fn indented(&mut self) -> Vec<Block> {
        let mut text = String::new();
        while let Some(Event::Text(line)) = self.events.next() {
            text.push_str(&line);
        }
        let lines = text.lines().map(str::trim_start).collect::<Vec<_>>();
        if self.depth == DEEPEST {
            return paragraph(vec![Inline::Text(lines.join(" "))]).into_iter().collect();
        }
        read(&lines.join("\n"), self.depth + 1).body
    }

    /// Words up to the end of what encloses them or the next block, which is not consumed.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut too_deep = 0_usize;
        while let Some(event) = self.events.next_if(|event| is_inline(event) || (too_deep > 0 && is_end(event))) {
            match event {
                Event::Start(_) if self.depth == DEEPEST => too_deep += 1,
                Event::Start(tag) => {
                    let words = self.inside(Self::inlines);
                    self.events.next();
                    dressed(&tag, words).into_iter().for_each(|inline| push(&mut inlines, inline));
                }
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => self.text(&text, &mut inlines),
                Event::SoftBreak => push(&mut inlines, Inline::Text(" ".to_owned())),
                Event::HardBreak => self.line_break(&mut inlines),
                _ => too_deep = too_deep.saturating_sub(1),
            }
        }
        inlines
    }

    fn text(&self, text: &str, inlines: &mut Vec<Inline>) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.line_break(inlines);
            }
            push(inlines, Inline::Text(line.to_owned()));
        }
    }

    fn line_break(&self, inlines: &mut Vec<Inline>) {
        push(inlines, if self.in_heading { Inline::Text(" ".to_owned()) } else { Inline::Break });
    }
}

fn is_end(event: &Event<'_>) -> bool {
    matches!(event, Event::End(_))
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
    )
}

fn paragraph(inlines: Vec<Inline>) -> Option<Block> {
    (!Inline::plain(&inlines).trim().is_empty()).then_some(Block::Paragraph(inlines))
}

fn dressed(tag: &Tag<'_>, words: Vec<Inline>) -> Vec<Inline> {
    match tag {
        Tag::Emphasis => vec![Inline::Emphasis(words)],
        Tag::Strong => vec![Inline::Strong(words)],
        Tag::Link { link_type, dest_url, .. } => link(*link_type, dest_url, words),
        _ => words,
    }
}

fn link(kind: LinkType, address: &str, words: Vec<Inline>) -> Vec<Inline> {
    let url = match kind {
        LinkType::Email => Url::new(&format!("mailto:{address}")),
        _ => Url::new(address),
    };
    match url {
        Some(url) if words.is_empty() => vec![Inline::Link { text: vec![Inline::Text(url.shown().to_owned())], url }],
        Some(url) => vec![Inline::Link { text: words, url }],
        None => words,
    }
}

/// Adds a piece; neighbouring texts are one text.
fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => inlines.push(inline),
    }
}
