//! Fills a checked template: context in, Markdown and the list of missing facts out.

mod parts;

use std::io::Write;
use std::sync::PoisonError;

use handlebars::Handlebars;

use super::context::Context;
use super::helpers::{self, MissingPaths};
use super::template::Template;
use super::{Error, TracedText, markdown};
use crate::files::input::{LETTER, PARAGRAPHS, SizeLimit};
use crate::letters::schema::{TemplateType, UsedVariables, VariableNames};
use parts::PartialTemplates;

/// A template made ready: checked, parsed, with every printed variable watched.
pub struct CompiledTemplate {
    registry: Handlebars<'static>,
    missing: MissingPaths,
    name: String,
    names: VariableNames,
}

/// A filled template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledText {
    /// The Markdown.
    pub markdown: TracedText,
    /// The paths of facts that were printed and are not known: `["cases", "3", "sentence", "term"]`.
    pub missing: Vec<Vec<String>>,
}

impl CompiledTemplate {
    /// Makes a template ready.
    ///
    /// # Errors
    /// Something in it does not exist, or must not be in a letter.
    pub fn new(template: &Template) -> Result<Self, Error> {
        let problems = template.find_problems();
        if !problems.is_empty() {
            return Err(Error::Template(problems));
        }
        let missing = MissingPaths::default();
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(markdown::escape_markdown);
        helpers::register_helpers(&mut registry, missing.clone(), template.lang.cldr_data());
        let name = template.text.name.clone();
        let mut parts = PartialTemplates::new(&template.partials);
        let whole = parts
            .expand_text(&template.text.text)
            .map_err(|reason| Error::Render {
                name: name.clone(),
                reason,
            })?;
        registry.register_template("letter", whole);
        let names = VariableNames::from_text(
            &parts.text_with_partials(&template.text.text),
            &helpers::READ,
        );
        Ok(Self {
            registry,
            missing,
            name,
            names,
        })
    }

    /// Fills the template.
    ///
    /// # Errors
    /// A helper was given something that is not known, or the result is longer than any letter.
    pub fn fill_template(&self, context: &Context) -> Result<FilledText, Error> {
        self.take_missing();
        let mut out = BoundedBuffer {
            text: Vec::new(),
            lines: 0,
            beyond: None,
        };
        let seen = context.value(self.used_variables()).into();
        let rendered = self
            .registry
            .render_with_context_to_write("letter", &seen, &mut out);
        if let Some(limit) = out.beyond {
            return Err(Error::TooLong {
                name: self.name.clone(),
                limit,
            });
        }
        rendered.map_err(|error| Error::Render {
            name: self.name.clone(),
            reason: error.reason().to_string(),
        })?;
        let text = TracedText::from_marked(&String::from_utf8_lossy(&out.text));
        Ok(FilledText {
            markdown: with_single_stops(text),
            missing: self.take_missing(),
        })
    }

    /// Which variables it reads.
    pub fn used_variables(&self) -> UsedVariables<'_> {
        UsedVariables::from_names(&self.names)
    }

    fn take_missing(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut *self.missing.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The text with one full stop where a word that ends in one, such as “S. N.”, ends a sentence. Three dots stay three.
fn with_single_stops(mut text: TracedText) -> TracedText {
    let mut seconds = Vec::new();
    let mut stops = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        stops = if letter == '.' { stops + 1 } else { 0 };
        let next = letters.peek();
        if stops == 2 && next.is_none_or(|(_, next)| !matches!(next, '.' | '/')) {
            seconds.push(at);
        }
    }
    for at in seconds.into_iter().rev() {
        text.delete_words(at..at + 1);
    }
    text
}

/// A buffer that stops a template from filling the memory.
struct BoundedBuffer {
    text: Vec<u8>,
    /// Lines that say something.
    lines: usize,
    beyond: Option<SizeLimit>,
}

impl Write for BoundedBuffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let ends = |(at, &byte): (usize, &u8)| {
            let before = if at == 0 {
                self.text.last()
            } else {
                bytes.get(at - 1)
            };
            byte == b'\n' && before.is_some_and(|&before| before != b'\n')
        };
        self.lines += bytes.iter().enumerate().filter(|&byte| ends(byte)).count();
        if self.text.len() + bytes.len() > LETTER.as_usize() {
            self.beyond = Some(LETTER);
        } else if self.lines > PARAGRAPHS.as_usize() {
            self.beyond = Some(PARAGRAPHS);
        }
        if self.beyond.is_some() {
            return Err(std::io::Error::other("too long"));
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::build_context::{ContextInput, build_context};
    use crate::letters::testing;
    use crate::letters::words::LetterLanguage;
    use crate::model::Sender;

    fn fill(body: &str) -> Result<FilledText, Error> {
        fill_with(body, &[])
    }

    fn fill_with(body: &str, partials: &[(&str, &str)]) -> Result<FilledText, Error> {
        CompiledTemplate::new(&testing::sample_template(body, partials))?.fill_template(&told(None))
    }

    /// What a letter about two people is told from, in a wording.
    fn told(variant: Option<usize>) -> Context {
        let sender = Sender::default();
        let cases = [
            testing::sample_public_case("a"),
            testing::sample_public_case("b"),
        ];
        let english = LetterLanguage::english();
        let telling = ContextInput {
            variant,
            ..ContextInput::plain(&english, testing::sample_day(), &sender, &cases)
        };
        build_context(&telling).unwrap()
    }

    #[test]
    fn wordings_differ_also_where_a_template_names_nothing_of_the_letter() {
        let engine = CompiledTemplate::new(&testing::sample_template(
            "{{#if (variant 1 2)}}one{{else}}other{{/if}}",
            &[],
        ))
        .unwrap();
        let words = |variant| engine.fill_template(&told(Some(variant))).unwrap().markdown;
        assert_eq!([words(1), words(2), words(3)], ["one", "other", "one"]);
    }

    #[test]
    fn known_facts_are_printed() {
        let filled = fill("{{case.name}} {{case.status_words}}, {{letter.count_words}}").unwrap();
        assert_eq!(filled.markdown, "Aigul Example is in prison, two");
        assert!(filled.missing.is_empty());
    }

    #[test]
    fn a_sentence_that_ends_in_an_initial_has_one_stop() {
        for (text, told) in [
            ("about S. N.. It", "about S. N. It"),
            ("S. N\\..\n", "S. N\\.\n"),
            ("and so on... ", "and so on... "),
            ("S. N..", "S. N."),
            ("see ../x and 3.5", "see ../x and 3.5"),
        ] {
            assert_eq!(with_single_stops(text.into()), told);
        }
    }

    #[test]
    fn a_missing_fact_is_shown_and_named() {
        let filled = fill("{{#each cases}}{{held_at}} {{/each}}{{sender.name}}").unwrap();
        assert_eq!(filled.markdown, "⟦held at⟧ ⟦held at⟧ ⟦name⟧");
        assert_eq!(
            filled.missing,
            [
                ["cases", "0", "held_at"].as_slice(),
                &["cases", "1", "held_at"],
                &["sender", "name"]
            ]
        );
    }

    #[test]
    fn what_a_template_asks_for_carefully_is_not_missing() {
        let filled = fill("{{#if case.held_at}}{{case.held_at}}{{else}}somewhere{{/if}}").unwrap();
        assert_eq!(
            (filled.markdown.as_str(), filled.missing.len()),
            ("somewhere", 0)
        );
    }

    #[test]
    fn a_block_about_nothing_is_left_out() {
        let filled = fill("a{{#with recipient}}x{{/with}}{{#each case.acts}}x{{/each}}b").unwrap();
        assert_eq!((filled.markdown.as_str(), filled.missing.len()), ("ab", 0));
    }

    #[test]
    fn a_partial_stands_in_a_line_as_it_is() {
        let partials = [
            ("outer", "a\n{{> inner}}\n"),
            ("inner", "{{capital case.they}} b\n"),
        ];
        assert_eq!(
            fill_with("- {{> outer}}\nc", &partials).unwrap().markdown,
            "- a\nShe b\n\nc"
        );
    }

    #[test]
    fn a_list_can_be_counted() {
        let filled = fill(
            "{{#if (gt (len cases) 1)}}several{{/if}}{{#if (eq (len case.acts) 0)}}, none{{/if}}",
        );
        assert_eq!(filled.unwrap().markdown, "several, none");
    }

    #[test]
    fn values_are_printed_literally() {
        let filled = fill("{{case.name}}").unwrap();
        assert_eq!(
            markdown::parse_document(&filled.markdown).body,
            markdown::parse_document("Aigul Example").body
        );
    }

    #[test]
    fn a_template_that_fills_the_memory_is_stopped() {
        let each = "{{#each @root.cases}}".repeat(24);
        let end = "{{/each}}".repeat(24);
        assert!(matches!(
            fill(&format!("{each}{}{end}", "x".repeat(1000))),
            Err(Error::TooLong { .. })
        ));
    }

    #[test]
    fn no_template_reaches_a_private_value() {
        let whole = told(None).value(UsedVariables::default()).to_string();
        assert!(!whole.contains("ZQSECRET"), "{whole}");
    }
}
