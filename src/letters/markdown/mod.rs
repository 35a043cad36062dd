//! Between Markdown and the finished letter: what a template wrote becomes blocks, what a value holds stays words.

mod escape;
mod source;
mod words;

use std::iter::Peekable;

use pulldown_cmark::{Event, OffsetIter, Tag};

use super::letter::{Block, Inline};
use super::traced_text::{TracedReader, TracedText};

pub use escape::escape_markdown;
use words::{push_inline, style_words};

/// How deep quotations, lists and emphasis may stand inside one another; what is deeper keeps its words only.
const DEEPEST: usize = 8;

/// What a rendered template says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownDocument {
    /// The words of the first `# heading`, on one line.
    pub subject: Option<TracedText>,
    /// All the rest, in its order.
    pub body: Vec<Block>,
}

/// Reads Markdown (CommonMark, no extensions) as a letter can print it.
///
/// A letter has neither HTML nor code nor pictures: their marks are printed as they were typed, an indented line is an
/// ordinary line, a picture is its description. A link that leads to no [`Url`](super::letter::Url) is its words. Further headings of the
/// first level become headings of the second.
pub fn parse_document(markdown: &str) -> MarkdownDocument {
    parse_traced(TracedText::from(markdown))
}

/// The same of a text that states facts: what becomes of its words states them.
pub fn parse_traced(markdown: TracedText) -> MarkdownDocument {
    parse_at_depth(markdown, 0)
}

fn parse_at_depth(markdown: TracedText, depth: usize) -> MarkdownDocument {
    let source = source::without_code_and_html(markdown);
    let text = source.to_string();
    let mut reader = MarkdownReader {
        events: source::new_parser(&text).into_offset_iter().peekable(),
        source: TracedReader::new(source),
        depth,
        in_heading: false,
        subject: None,
    };
    let body = reader.read_blocks();
    MarkdownDocument {
        subject: reader.subject,
        body,
    }
}

struct MarkdownReader<'a> {
    events: Peekable<OffsetIter<'a>>,
    source: TracedReader,
    depth: usize,
    in_heading: bool,
    subject: Option<TracedText>,
}

impl MarkdownReader<'_> {
    /// Blocks up to the end of what encloses them, which is consumed.
    fn read_blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut too_deep = 0_usize;
        while let Some((event, _)) = self.events.peek() {
            if is_inline(event) {
                blocks.extend(make_paragraph(self.read_inlines()));
                continue;
            }
            let Some((event, _)) = self.events.next() else {
                break;
            };
            match event {
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item)
                    if self.depth == DEEPEST =>
                {
                    too_deep += 1
                }
                Event::End(_) if too_deep > 0 => too_deep -= 1,
                Event::End(_) => break,
                Event::Start(tag) => self.read_block(&tag, &mut blocks),
                Event::Rule => blocks.push(Block::Rule),
                _ => {}
            }
        }
        blocks
    }

    fn read_block(&mut self, tag: &Tag<'_>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Heading { level, .. } => blocks.extend(self.read_heading(*level as u8)),
            Tag::BlockQuote(_) => blocks.extend(make_quote(self.read_inside(Self::read_blocks))),
            Tag::List(start) => blocks.extend(self.read_inside(|reader| reader.read_list(*start))),
            Tag::CodeBlock(_) => blocks.extend(self.read_indented()),
            _ => {
                blocks.extend(make_paragraph(self.read_inlines()));
                self.events.next();
            }
        }
    }

    fn read_inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn read_heading(&mut self, level: u8) -> Option<Block> {
        self.in_heading = true;
        let text = self.read_inlines();
        self.in_heading = false;
        self.events.next();
        let words = Inline::plain_text(&text);
        if words.trim().is_empty() {
            return None;
        }
        if level == 1 && self.depth == 0 && self.subject.is_none() {
            self.subject = Some(Inline::traced_text(&text).trim_text());
            return None;
        }
        Some(Block::Heading {
            level: level.max(2),
            text,
        })
    }

    fn read_list(&mut self, start: Option<u64>) -> Option<Block> {
        let mut items = Vec::new();
        while let Some((Event::Start(_), _)) = self.events.next() {
            items.push(self.read_blocks());
        }
        items.retain(|item| !item.is_empty());
        (!items.is_empty()).then_some(Block::List { start, items })
    }

    /// Indented lines are ordinary lines.
    fn read_indented(&mut self) -> Vec<Block> {
        let mut text = TracedText::default();
        while let Some((Event::Text(line), range)) = self.events.next() {
            text.push_traced(&self.source.trace_words(&line, &range));
        }
        let is_deepest = self.depth == DEEPEST;
        let end = TracedText::from(if is_deepest { " " } else { "\n" });
        let mut lines = TracedText::default();
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            if number > 0 {
                lines.push_traced(&end);
            }
            let words = line.trim_end_matches('\n').trim_start();
            let indent = line.len() - line.trim_start().len();
            let from = start + indent.min(line.trim_end_matches('\n').len());
            lines.push_traced(&text.slice_text(from..from + words.len()));
            start += line.len();
        }
        if is_deepest {
            return make_paragraph(vec![Inline::Text(lines)])
                .into_iter()
                .collect();
        }
        parse_at_depth(lines, self.depth + 1).body
    }

    /// Words up to the end of what encloses them or the next block, which is not consumed.
    fn read_inlines(&mut self) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut too_deep = 0_usize;
        while let Some((event, range)) = self
            .events
            .next_if(|(event, _)| is_inline(event) || (too_deep > 0 && is_end(event)))
        {
            match event {
                Event::Start(_) if self.depth == DEEPEST => too_deep += 1,
                Event::Start(tag) => {
                    let words = self.read_inside(Self::read_inlines);
                    self.events.next();
                    style_words(&tag, words)
                        .into_iter()
                        .for_each(|inline| push_inline(&mut inlines, inline));
                }
                Event::Text(text)
                | Event::Code(text)
                | Event::InlineHtml(text)
                | Event::Html(text) => {
                    let text = self.source.trace_words(&text, &range);
                    self.push_text(&text, &mut inlines);
                }
                Event::SoftBreak => {
                    let space = self.source.trace_words(" ", &range);
                    push_inline(&mut inlines, Inline::Text(space));
                }
                Event::HardBreak => self.line_break(&mut inlines),
                _ => too_deep = too_deep.saturating_sub(1),
            }
        }
        inlines
    }

    fn push_text(&self, text: &TracedText, inlines: &mut Vec<Inline>) {
        let mut start = 0;
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.line_break(inlines);
            }
            let line = text.slice_text(start..start + line.len());
            start += line.len() + 1;
            push_inline(inlines, Inline::Text(line));
        }
    }

    fn line_break(&self, inlines: &mut Vec<Inline>) {
        push_inline(
            inlines,
            if self.in_heading {
                Inline::Text(" ".into())
            } else {
                Inline::Break
            },
        );
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
            | Event::Html(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
    )
}

fn make_quote(blocks: Vec<Block>) -> Option<Block> {
    (!blocks.is_empty()).then_some(Block::Quote(blocks))
}

fn make_paragraph(inlines: Vec<Inline>) -> Option<Block> {
    (!Inline::plain_text(&inlines).trim().is_empty()).then_some(Block::Paragraph(inlines))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    fn plain(words: &str) -> Block {
        Block::Paragraph(vec![text(words)])
    }

    fn body(markdown: &str) -> Vec<Block> {
        parse_document(markdown).body
    }

    #[test]
    fn the_first_heading_of_the_first_level_is_the_subject() {
        let document =
            parse_document("# Release of *Askar*  Kaiyrbek\n\nOne.\n\n# Two\n\n### Three");
        assert_eq!(
            document.subject.as_deref(),
            Some("Release of Askar  Kaiyrbek")
        );
        let heading = |level, words| Block::Heading {
            level,
            text: vec![text(words)],
        };
        assert_eq!(
            document.body,
            [plain("One."), heading(2, "Two"), heading(3, "Three")]
        );
    }

    #[test]
    fn a_heading_inside_a_quotation_is_no_subject() {
        assert_eq!(parse_document("> # Quoted").subject, None);
        assert_eq!(parse_document("#\n\ntext").subject, None);
    }

    #[test]
    fn lines_of_a_paragraph_flow_and_hard_breaks_stay() {
        assert_eq!(body("one\ntwo"), [plain("one two")]);
        assert_eq!(
            body("one\\\ntwo"),
            [Block::Paragraph(vec![
                text("one"),
                Inline::Break,
                text("two")
            ])]
        );
    }

    #[test]
    fn lists_keep_their_numbers_and_their_nesting() {
        let nested = Block::List {
            start: None,
            items: vec![vec![plain("b")]],
        };
        assert_eq!(
            body("3. a\n   - b\n4. c\n\n   d\n5.\n"),
            [Block::List {
                start: Some(3),
                items: vec![vec![plain("a"), nested], vec![plain("c"), plain("d")]]
            }]
        );
    }

    #[test]
    fn quotations_rules_and_dress_are_read() {
        assert_eq!(
            body(">\n\n> a\n\n---"),
            [Block::Quote(vec![plain("a")]), Block::Rule]
        );
        let strong = Inline::Strong(vec![text("b"), Inline::Emphasis(vec![text("c")])]);
        assert_eq!(
            body("a **b*c***"),
            [Block::Paragraph(vec![text("a "), strong])]
        );
    }

    #[test]
    fn html_is_printed_as_it_was_typed() {
        for html in [
            "<script>alert(1)</script>",
            "a <b>c</b> <!-- d -->",
            "<div><p title='<i>'>x</p></div>",
            "<!DOCTYPE html>",
            "<?php x ?>",
            "<a b=\"<c>\">",
        ] {
            assert_eq!(body(html), [plain(html)]);
        }
        assert_eq!(
            body("<div>\n\nx\n\n</div>"),
            [plain("<div>"), plain("x"), plain("</div>")]
        );
        assert_eq!(
            body("> <pre>\n> x\n> </pre>"),
            [Block::Quote(vec![plain("<pre> x </pre>")])]
        );
    }

    #[test]
    fn values_inside_html_and_code_are_still_literal() {
        let value = escape_markdown("O'Brien & *Sons*");
        for (before, after) in [
            ("<div>", "</div>"),
            ("<script>\n", "\n</script>"),
            ("`", "`"),
            ("```\n", "\n```"),
        ] {
            let blocks = body(&format!("{before}{value}{after}"));
            let [Block::Paragraph(inlines)] = blocks.as_slice() else {
                panic!("{blocks:?}")
            };
            assert!(
                Inline::plain_text(inlines).contains("O'Brien & *Sons*"),
                "{blocks:?}"
            );
        }
        assert_eq!(
            body(&format!("    - {value}\n    - b")),
            body(&format!("- {value}\n- b"))
        );
    }

    #[test]
    fn no_depth_and_no_length_is_too_much() {
        for (piece, count) in [
            ("> ", 20_000),
            ("- ", 20_000),
            (">     ", 5_000),
            ("*a **b ", 5_000),
            ("[", 20_000),
            ("`", 999),
        ] {
            let words = body(&format!("{}end", piece.repeat(count)));
            assert!(format!("{words:?}").contains("end"), "{piece}");
        }
        let deep: String = (0..200)
            .map(|depth| format!("{}- word\n", "  ".repeat(depth)))
            .collect();
        assert_eq!(format!("{:?}", body(&deep)).matches("word").count(), 200);
    }
}
