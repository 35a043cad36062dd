//! A template in one piece: every partial in the place where it is called, every printed variable watched.
//!
//! The engine copies all that a partial can see each time it calls one; a report in one piece takes a tenth of the time.

use std::collections::BTreeMap;

use handlebars::Path;
use handlebars::template::{DecoratorTemplate, Parameter, Template as Parsed, TemplateElement};

use crate::letters::helpers;
use crate::letters::template::TemplateText;

/// The most pieces of a template with its partials in their places; the longest of ours has a thousand.
const MOST: usize = 100_000;

/// The partials of a language, each parsed when it is first called.
pub(super) struct PartialTemplates<'a> {
    texts: &'a [(String, TemplateText)],
    parsed: BTreeMap<String, Parsed>,
    pieces: usize,
}

impl<'a> PartialTemplates<'a> {
    pub(super) fn new(texts: &'a [(String, TemplateText)]) -> Self {
        Self {
            texts,
            parsed: BTreeMap::new(),
            pieces: 0,
        }
    }

    /// The template with its partials in it.
    pub(super) fn expand_text(&mut self, text: &str) -> Result<Parsed, String> {
        let parsed = Parsed::compile(text).map_err(|error| error.to_string())?;
        self.expand_template(parsed)
    }

    /// The text of a template with those of all partials called so far, each once.
    pub(super) fn text_with_partials(&self, own: &str) -> String {
        let called = self
            .texts
            .iter()
            .filter(|(short, _)| self.parsed.contains_key(short));
        called.fold(own.to_owned(), |text, (_, partial)| text + &partial.text)
    }

    fn expand_template(&mut self, parsed: Parsed) -> Result<Parsed, String> {
        self.pieces += parsed.elements.len();
        if self.pieces > MOST {
            return Err("the partials call each other too often".to_owned());
        }
        let mut whole = Parsed::new();
        for (at, element) in parsed.elements.into_iter().enumerate() {
            let place = parsed.mapping.get(at).cloned();
            for element in self.expand_element(element)? {
                whole.elements.push(element);
                whole.mapping.extend(place.clone());
            }
        }
        Ok(whole)
    }

    fn expand_element(
        &mut self,
        mut element: TemplateElement,
    ) -> Result<Vec<TemplateElement>, String> {
        match &mut element {
            TemplateElement::Expression(call) | TemplateElement::HtmlExpression(call)
                if call.params.is_empty() && call.hash.is_empty() =>
            {
                let variable =
                    std::mem::replace(&mut call.name, Parameter::Name(helpers::NEED.to_owned()));
                call.params.push(match variable {
                    Parameter::Name(name) => {
                        Path::parse(&name).map_or(Parameter::Name(name), Parameter::Path)
                    }
                    other => other,
                });
            }
            TemplateElement::HelperBlock(call) => {
                call.template = call
                    .template
                    .take()
                    .map(|inner| self.expand_template(inner))
                    .transpose()?;
                // Strict mode fails on a `with` or `each` that finds nothing, unless there is an “else”.
                let inverse = call
                    .inverse
                    .take()
                    .map(|inner| self.expand_template(inner))
                    .transpose()?;
                call.inverse = Some(inverse.unwrap_or_default());
            }
            TemplateElement::PartialExpression(call) => return self.expand_partial(call),
            _ => {}
        }
        Ok(vec![element])
    }

    /// What a partial says of what it is called with.
    fn expand_partial(&mut self, call: &DecoratorTemplate) -> Result<Vec<TemplateElement>, String> {
        let name = call.name.as_name().unwrap_or_default().to_owned();
        let parsed = self.parse_partial(&name)?;
        let inner = self.expand_template(parsed)?;
        let Some(with) = call
            .params
            .first()
            .and_then(Parameter::as_name)
            .filter(|with| *with != "this")
        else {
            return Ok(inner.elements);
        };
        let block = Parsed::compile(&format!("{{{{#with {with}}}}}x{{{{else}}}}{{{{/with}}}}"));
        let mut elements = block.map_err(|error| error.to_string())?.elements;
        if let Some(TemplateElement::HelperBlock(block)) = elements.first_mut() {
            block.template = Some(inner);
        }
        Ok(elements)
    }

    fn parse_partial(&mut self, name: &str) -> Result<Parsed, String> {
        if let Some(parsed) = self.parsed.get(name) {
            return Ok(parsed.clone());
        }
        let text = self
            .texts
            .iter()
            .find(|(short, _)| short == name)
            .ok_or_else(|| format!("no partial “{name}”"))?;
        let parsed = Parsed::compile(&text.1.text).map_err(|error| error.to_string())?;
        self.parsed.insert(name.to_owned(), parsed.clone());
        Ok(parsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::template::TemplateOrigin;

    fn texts(partials: &[(&str, &str)]) -> Vec<(String, TemplateText)> {
        let text = |text: &str| TemplateText {
            name: String::new(),
            origin: TemplateOrigin::Builtin,
            text: text.to_owned(),
        };
        partials
            .iter()
            .map(|(name, body)| ((*name).to_owned(), text(body)))
            .collect()
    }

    #[test]
    fn partials_that_double_each_other_are_stopped() {
        let names: Vec<String> = (0..40).map(|number| format!("p{number}")).collect();
        let bodies: Vec<String> = (1..=40)
            .map(|next| format!("{{{{> p{next}}}}}{{{{> p{next}}}}}"))
            .collect();
        let mut all: Vec<(&str, &str)> = names
            .iter()
            .zip(&bodies)
            .map(|(name, body)| (name.as_str(), body.as_str()))
            .collect();
        all.push(("p40", "x"));
        assert!(
            PartialTemplates::new(&texts(&all))
                .expand_text("{{> p0}}")
                .unwrap_err()
                .contains("too often")
        );
    }

    #[test]
    fn only_what_is_called_is_parsed() {
        assert!(
            PartialTemplates::new(&texts(&[("a", "b"), ("broken", "{{#if")]))
                .expand_text("{{> a}}")
                .is_ok()
        );
    }
}
