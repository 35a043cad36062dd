//! Markdown without code and HTML.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::letters::TracedText;

/// The events of the text, read as CommonMark without extensions.
pub fn new_parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::empty())
}

/// The same text with a backslash before every mark that would begin HTML or code; indented code stays.
pub fn without_code_and_html(markdown: TracedText) -> TracedText {
    let mut source = markdown;
    loop {
        let marks = find_marks(&source);
        if marks.is_empty() {
            return source;
        }
        for at in marks.into_iter().rev() {
            source.insert_words(at, "\\");
        }
    }
}

fn find_marks(source: &str) -> Vec<usize> {
    new_parser(source)
        .into_offset_iter()
        .filter_map(|(event, range)| Some(range.start + find_mark(&event, &source[range])?))
        .collect()
}

/// Where in its source an event of HTML or code has the mark that makes it so.
fn find_mark(event: &Event<'_>, source: &str) -> Option<usize> {
    match event {
        Event::Code(_) | Event::InlineHtml(_) => Some(0),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => source.find(['`', '~']),
        Event::Html(_) if source.trim_start().starts_with('<') => source.find('<'),
        _ => None,
    }
}
