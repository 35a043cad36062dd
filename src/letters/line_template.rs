//! A Handlebars line per case, for lists.

use handlebars::template::{HelperTemplate, Template as Parsed, TemplateElement};
use handlebars::{Handlebars, no_escape};

use super::Error;
use super::helpers;
use super::mistake::TemplateMistake;
use super::words::cldr::ENGLISH;
use crate::model::invalid::nearest;

/// A line such as `{{id}}\t{{name}}`: columns, `#if`, `#unless` and the helpers that print a value.
pub struct LineTemplate {
    registry: Handlebars<'static>,
    used: Vec<String>,
}

impl LineTemplate {
    /// Makes a line ready. `\t`, `\n` and `\\` mean what they mean in a shell’s `printf`.
    pub fn new(text: &str, columns: &[&str]) -> Result<Self, Error> {
        let text = unescape_text(text);
        let problem = |what: String, nearest: Option<&str>| {
            Error::Template(vec![TemplateMistake {
                name: "--template".to_owned(),
                line: 1,
                column: 1,
                what,
                nearest: nearest.map(str::to_owned),
            }])
        };
        let parsed =
            Parsed::compile(&text).map_err(|error| problem(error.reason().to_string(), None))?;
        let mut used = Vec::new();
        collect_columns(&parsed, &mut used).map_err(|what| problem(what, None))?;
        if let Some(unknown) = used.iter().find(|name| !columns.contains(&name.as_str())) {
            return Err(problem(
                format!("there is no column “{unknown}”"),
                nearest(unknown, columns.iter().copied()),
            ));
        }
        let mut registry = Handlebars::new();
        registry.register_escape_fn(no_escape);
        helpers::register_helpers(&mut registry, helpers::MissingPaths::default(), &ENGLISH);
        registry.register_template("line", parsed);
        Ok(Self { registry, used })
    }

    /// Whether the line needs a column.
    pub fn uses_column(&self, column: &str) -> bool {
        self.used.iter().any(|used| used == column)
    }

    /// The line for these values; what is not known is empty.
    pub fn fill_line<'a>(
        &self,
        values: impl Iterator<Item = (&'a str, String)>,
    ) -> Result<String, Error> {
        let values: std::collections::BTreeMap<&str, String> = values.collect();
        self.registry
            .render("line", &values)
            .map_err(|error| Error::Render {
                name: "--template".to_owned(),
                reason: error.reason().to_string(),
            })
    }
}

fn unescape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('\\') | None => out.push('\\'),
                Some(other) => out.extend(['\\', other]),
            },
            c => out.push(c),
        }
    }
    out
}

/// The columns that a line names.
fn collect_columns(parsed: &Parsed, used: &mut Vec<String>) -> Result<(), String> {
    for element in &parsed.elements {
        match element {
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
            TemplateElement::Expression(call) | TemplateElement::HtmlExpression(call) => {
                collect_expression(call, used)?
            }
            TemplateElement::HelperBlock(call)
                if matches!(call.name.as_name(), Some("if" | "unless")) =>
            {
                collect_arguments(call, used);
                for inner in call.template.iter().chain(&call.inverse) {
                    collect_columns(inner, used)?;
                }
            }
            _ => {
                return Err("a line knows only columns, #if, #unless, capital and upper".to_owned());
            }
        }
    }
    Ok(())
}

fn collect_expression(call: &HelperTemplate, used: &mut Vec<String>) -> Result<(), String> {
    let name = call.name.as_name().unwrap_or_default();
    if call.params.is_empty() && call.hash.is_empty() {
        used.push(name.to_owned());
    } else if matches!(name, "capital" | "upper") {
        collect_arguments(call, used);
    } else {
        return Err(format!("there is no helper “{name}” for lines"));
    }
    Ok(())
}

fn collect_arguments(call: &HelperTemplate, used: &mut Vec<String>) {
    used.extend(
        call.params
            .iter()
            .filter_map(|argument| argument.as_name())
            .map(str::to_owned),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_filled_in() {
        let line = LineTemplate::new(
            r"{{id}}\t{{#if place}}{{upper place}}{{else}}?{{/if}}",
            &["id", "place", "name"],
        )
        .unwrap();
        assert!(line.uses_column("place") && !line.uses_column("name"));
        let values = [("id", "a".to_owned()), ("place", "Aktau".to_owned())];
        assert_eq!(line.fill_line(values.into_iter()).unwrap(), "a\tAKTAU");
        assert_eq!(
            line.fill_line([("id", "a".to_owned()), ("place", String::new())].into_iter())
                .unwrap(),
            "a\t?"
        );
    }

    #[test]
    fn what_is_not_a_column_is_named() {
        for text in [
            "{{nmae}}",
            "{{#if nmae}}x{{/if}}",
            "{{upper nmae}}",
            "{{lookup this 'name'}}",
            "{{#each this}}{{/each}}",
        ] {
            assert!(LineTemplate::new(text, &["id", "name"]).is_err(), "{text}");
        }
    }
}
