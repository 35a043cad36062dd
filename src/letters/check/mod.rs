//! Reads a template before it is used and names everything in it that does not exist.
//!
//! Strict rendering misses a misspelt `{{#if tpyo}}`, `lookup`, `each` over things, and partials that call each other
//! (measured: reference, reliability §0, dependencies §10). This check knows the shape of the context and does not.

use handlebars::template::{
    DecoratorTemplate, HelperTemplate, Parameter, Template as Parsed, TemplateElement,
};

use super::context::Context;
use super::helpers;
use super::mistake::TemplateMistake;
use super::nesting;
use super::template::{Template, TemplateText};
use crate::files::input::NESTED;
use crate::letters::schema::{TemplateType, VariableKind};
use crate::model::invalid::nearest;
use crate::model::{Finding, FindingLevel, FindingSubject};

impl Template {
    /// Everything that is wrong with it: syntax, variables that do not exist, helpers and partials likewise.
    pub fn find_problems(&self) -> Vec<TemplateMistake> {
        check_template(self)
    }
}

impl From<&TemplateMistake> for Finding {
    fn from(mistake: &TemplateMistake) -> Self {
        let about = FindingSubject {
            template: Some(mistake.name.clone()),
            ..FindingSubject::default()
        };
        let what = match &mistake.nearest {
            Some(nearest) => format!("{}; did you mean “{nearest}”?", mistake.what),
            None => mistake.what.clone(),
        };
        Self {
            place: Some(format!("{}:{}", mistake.line, mistake.column)),
            ..Self::new(FindingLevel::Error, about, what)
        }
    }
}

/// Everything wrong with a template and the partials it uses.
pub fn check_template(template: &Template) -> Vec<TemplateMistake> {
    let mut walk = TemplateWalk {
        template,
        problems: Vec::new(),
        scopes: vec![Context::shape()],
        open: Vec::new(),
    };
    walk.check_text(&template.text);
    let mut problems = walk.problems;
    problems.dedup();
    problems
}

struct TemplateWalk<'a> {
    template: &'a Template,
    problems: Vec<TemplateMistake>,
    /// What `this` is, from the whole context to the innermost block.
    scopes: Vec<VariableKind>,
    /// The partials being walked, the innermost last.
    open: Vec<String>,
}

/// A place in a text.
#[derive(Clone, Copy)]
struct TemplatePosition<'a> {
    text: &'a TemplateText,
    line: usize,
    column: usize,
}

impl TemplateWalk<'_> {
    fn check_text(&mut self, text: &TemplateText) {
        let start = TemplatePosition {
            text,
            line: 1,
            column: 1,
        };
        if let Some(bad) = text
            .text
            .chars()
            .find(|&c| c != '\n' && c != '\t' && crate::model::text::is_forbidden(c))
        {
            self.report_problem(
                start,
                format!(
                    "the invisible character U+{:04X} has no place in a template",
                    u32::from(bad)
                ),
            );
        }
        // The parser takes seconds for what is nested thousands deep, and the memory of its stack has an end.
        if let Some((line, what)) = nesting::too_deep(&text.text) {
            return self.report_problem(
                TemplatePosition {
                    text,
                    line,
                    column: 1,
                },
                what,
            );
        }
        match Parsed::compile(&text.text) {
            Ok(parsed) => self.check_elements(&parsed, text, (1, 1)),
            Err(error) => {
                let (line, column) = error.pos().unwrap_or((1, 1));
                self.report_problem(
                    TemplatePosition { text, line, column },
                    format!("{}", error.reason()),
                );
            }
        }
    }

    fn check_elements(&mut self, parsed: &Parsed, text: &TemplateText, at: (usize, usize)) {
        if self.scopes.len() + self.open.len() > NESTED.as_usize() {
            self.report_problem(
                TemplatePosition {
                    text,
                    line: 1,
                    column: 1,
                },
                format!(
                    "blocks and partials are nested more than {} deep",
                    NESTED.most
                ),
            );
            return;
        }
        for (index, element) in parsed.elements.iter().enumerate() {
            // The parts of an “else if” carry no place of their own.
            let at = parsed
                .mapping
                .get(index)
                .map_or(at, |mapping| (mapping.0, mapping.1));
            let place = TemplatePosition {
                text,
                line: at.0,
                column: at.1,
            };
            match element {
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                TemplateElement::Expression(call) => self.check_expression(call, place, false),
                TemplateElement::HtmlExpression(call) => self.check_expression(call, place, true),
                TemplateElement::HelperBlock(call) => self.check_block(call, place),
                TemplateElement::PartialExpression(call) => self.check_partial(call, place),
                _ => self.report_problem(
                    place,
                    "inline partials, partial blocks and decorators are not for letters".to_owned(),
                ),
            }
        }
    }

    /// `{{variable}}`, `{{helper argument}}` or `{{{markdown}}}`.
    fn check_expression(&mut self, call: &HelperTemplate, place: TemplatePosition<'_>, raw: bool) {
        let name = call.name.as_name().unwrap_or_default();
        if helpers::VALUES.contains(&name) {
            return self.check_arguments(call, place);
        }
        if !call.params.is_empty() || !call.hash.is_empty() {
            return self.report_unknown(
                place,
                "helper",
                name,
                helpers::VALUES.iter().chain(helpers::BLOCKS).copied(),
            );
        }
        let Some(shape) = self.resolve_variable(&call.name, place) else {
            return;
        };
        match (&shape, raw) {
            (VariableKind::Text | VariableKind::MaybeText | VariableKind::Number, false)
            | (VariableKind::MaybeMarkdown, true) => {}
            (VariableKind::MaybeMarkdown, false) => self.report_problem(
                place,
                format!("“{name}” is Markdown; write {{{{{{{name}}}}}}}"),
            ),
            (_, true) => self.report_problem(
                place,
                format!("“{name}” is not Markdown; write {{{{{name}}}}}"),
            ),
            (VariableKind::Flag, _) => self.report_problem(
                place,
                format!("“{name}” is yes or no; ask for it with {{{{#if {name}}}}}"),
            ),
            (VariableKind::List(_), _) => self.report_problem(
                place,
                format!("“{name}” is a list; go through it with {{{{#each {name}}}}}"),
            ),
            _ => self.report_problem(
                place,
                format!("“{name}” is a thing, not a text; name one of its variables"),
            ),
        }
    }

    fn check_block(&mut self, call: &HelperTemplate, place: TemplatePosition<'_>) {
        let name = call.name.as_name().unwrap_or_default();
        if call.block_param.is_some() {
            self.report_problem(place, "“as |…|” is not supported; use “this”".to_owned());
            return;
        }
        match name {
            "if" | "unless" => {
                self.check_arguments(call, place);
                self.check_inside(call, place, None);
            }
            "each" => match call.params.as_slice() {
                [list] => match self.resolve_variable(list, place) {
                    Some(VariableKind::List(item)) => self.check_inside(call, place, Some(*item)),
                    Some(_) => self.report_problem(place, "“each” needs a list".to_owned()),
                    None => {}
                },
                _ => self.report_problem(place, "“each” needs one list".to_owned()),
            },
            "with" => match call.params.as_slice() {
                [thing] => match self.resolve_variable(thing, place) {
                    Some(shape) if shape.object_variables().is_some() => {
                        self.check_inside(call, place, Some(shape))
                    }
                    Some(_) => self.report_problem(
                        place,
                        "“with” needs a thing with variables of its own".to_owned(),
                    ),
                    None => {}
                },
                _ => self.report_problem(place, "“with” needs one thing".to_owned()),
            },
            other => self.report_unknown(place, "block", other, helpers::BLOCKS.iter().copied()),
        }
    }

    fn check_inside(
        &mut self,
        call: &HelperTemplate,
        place: TemplatePosition<'_>,
        scope: Option<VariableKind>,
    ) {
        let entered = scope.is_some();
        self.scopes.extend(scope);
        if let Some(inner) = &call.template {
            self.check_elements(inner, place.text, (place.line, place.column));
        }
        if entered {
            self.scopes.pop();
        }
        if let Some(otherwise) = &call.inverse {
            self.check_elements(otherwise, place.text, (place.line, place.column));
        }
    }

    fn check_partial(&mut self, call: &DecoratorTemplate, place: TemplatePosition<'_>) {
        let Parameter::Name(name) = &call.name else {
            return self.report_problem(place, "a partial is called by its name".to_owned());
        };
        if !call.hash.is_empty() || call.params.len() > 1 {
            return self.report_problem(
                place,
                "a partial takes one thing at most, and no named arguments".to_owned(),
            );
        }
        let Some((_, text)) = self
            .template
            .partials
            .iter()
            .find(|(known, _)| known == name)
        else {
            let known: Vec<&str> = self
                .template
                .partials
                .iter()
                .map(|(known, _)| known.as_str())
                .collect();
            return self.report_unknown(place, "partial", name, known.into_iter());
        };
        if self.open.contains(name) {
            return self.report_problem(
                place,
                format!("the partial “{name}” would call itself without end"),
            );
        }
        let scope = match call.params.first() {
            Some(thing) => match self.resolve_variable(thing, place) {
                Some(shape) => Some(shape),
                None => return,
            },
            None => None,
        };
        let entered = scope.is_some();
        self.open.push(name.clone());
        self.scopes.extend(scope);
        self.check_text(text);
        if entered {
            self.scopes.pop();
        }
        self.open.pop();
    }

    fn check_arguments(&mut self, call: &HelperTemplate, place: TemplatePosition<'_>) {
        if call.params.is_empty() {
            self.report_problem(
                place,
                format!(
                    "“{}” needs an argument",
                    call.name.as_name().unwrap_or_default()
                ),
            );
        }
        for argument in call.params.iter().chain(call.hash.values()) {
            self.check_argument(argument, place);
        }
    }

    fn check_argument(&mut self, argument: &Parameter, place: TemplatePosition<'_>) {
        match argument {
            Parameter::Subexpression(inner) => match inner.element.as_ref() {
                TemplateElement::Expression(call) => {
                    let name = call.name.as_name().unwrap_or_default();
                    if helpers::QUESTIONS.contains(&name) {
                        self.check_arguments(call, place);
                    } else {
                        self.report_unknown(
                            place,
                            "helper",
                            name,
                            helpers::QUESTIONS.iter().copied(),
                        );
                    }
                }
                _ => self.report_problem(place, "this cannot be an argument".to_owned()),
            },
            Parameter::Path(_) | Parameter::Name(_) => {
                self.resolve_variable(argument, place);
            }
            Parameter::Literal(_) => {}
            _ => self.report_problem(place, "this cannot be an argument".to_owned()),
        }
    }

    /// The shape of a variable; reported and none if it does not exist.
    fn resolve_variable(
        &mut self,
        parameter: &Parameter,
        place: TemplatePosition<'_>,
    ) -> Option<VariableKind> {
        let raw = parameter.as_name()?.to_owned();
        if raw.starts_with('@') {
            if let Some(rest) = raw
                .strip_prefix("@root.")
                .or_else(|| raw.strip_prefix("@root/"))
            {
                return self.resolve_path(self.scopes[0].clone(), rest, place, &raw);
            }
            return match raw.as_str() {
                "@first" | "@last" => Some(VariableKind::Flag),
                "@index" => Some(VariableKind::Number),
                _ => {
                    self.report_problem(
                        place,
                        format!("“{raw}” is not for templates; there are @first, @last, @index and @root.…"),
                    );
                    None
                }
            };
        }
        let mut rest = raw.as_str();
        let mut level = self.scopes.len() - 1;
        while let Some(outer) = rest.strip_prefix("../") {
            rest = outer;
            level = level.checked_sub(1).or_else(|| {
                self.report_problem(place, format!("“{raw}” leads out of the letter"));
                None
            })?;
        }
        let rest = rest.trim_start_matches("./");
        let rest = if rest == "this" {
            ""
        } else {
            rest.trim_start_matches("this.").trim_start_matches("this/")
        };
        self.resolve_path(self.scopes[level].clone(), rest, place, &raw)
    }

    fn resolve_path(
        &mut self,
        from: VariableKind,
        path: &str,
        place: TemplatePosition<'_>,
        raw: &str,
    ) -> Option<VariableKind> {
        let mut shape = from;
        for step in path.split(['.', '/']).filter(|step| !step.is_empty()) {
            if matches!(shape, VariableKind::List(_)) {
                self.report_problem(
                    place,
                    format!(
                        "“{raw}” asks a list; count it with (len …) or go through it with each"
                    ),
                );
                return None;
            }
            let Some(variables) = shape.object_variables() else {
                self.report_problem(
                    place,
                    format!("“{raw}”: there is nothing in it called “{step}”"),
                );
                return None;
            };
            match variables.iter().find(|variable| variable.name == step) {
                Some(variable) => shape = variable.shape.clone(),
                None => {
                    let known: Vec<&str> = variables.iter().map(|variable| variable.name).collect();
                    let found = nearest(step, known.iter().copied()).map(str::to_owned);
                    self.problems.push(new_problem(
                        place,
                        format!("there is no variable “{raw}”"),
                        found,
                    ));
                    return None;
                }
            }
        }
        Some(shape)
    }

    fn report_unknown<'k>(
        &mut self,
        place: TemplatePosition<'_>,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let found = nearest(name, known).map(str::to_owned);
        self.problems.push(new_problem(
            place,
            format!("there is no {what} “{name}”"),
            found,
        ));
    }

    fn report_problem(&mut self, place: TemplatePosition<'_>, what: String) {
        self.problems.push(new_problem(place, what, None));
    }
}

fn new_problem(
    place: TemplatePosition<'_>,
    what: String,
    nearest: Option<String>,
) -> TemplateMistake {
    TemplateMistake {
        name: place.text.name.clone(),
        line: place.line,
        column: place.column,
        what,
        nearest,
    }
}

#[cfg(test)]
mod tests;
