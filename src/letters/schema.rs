//! The shape of what a template may say: every variable, its kind and its meaning, known without any data; and its values,
//! as far as a template names them.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// What kind of thing a variable is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VariableKind {
    /// Words; always there.
    Text,
    /// Words, if they are known; printed unasked, their absence is a missing fact.
    MaybeText,
    /// Markdown of our own, if it is known; may be printed with `{{{…}}}`.
    MaybeMarkdown,
    /// Yes or no; to be asked with `#if`, never printed.
    Flag,
    /// A number.
    Number,
    /// A thing with variables of its own.
    Object(Vec<TemplateVariable>),
    /// The same, if there is one.
    MaybeObject(Vec<TemplateVariable>),
    /// Several of the same, for `#each`.
    List(Box<VariableKind>),
}

/// A variable by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateVariable {
    /// As a template writes it.
    pub name: &'static str,
    /// What it says.
    pub help: &'static str,
    /// What kind of thing it is.
    pub shape: VariableKind,
}

/// A type whose values a template can see.
pub trait TemplateType {
    /// Its shape.
    fn shape() -> VariableKind;

    /// What a template sees of it; variables that are not wanted are left out.
    fn value(&self, wanted: UsedVariables<'_>) -> Value;
}

/// The names that stand in a template with all partials it calls, and those that its helpers read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableNames(HashSet<String>);

impl VariableNames {
    /// Every word of the text that could be the name of a variable, and those that are read anyway.
    #[must_use]
    pub fn from_text(text: &str, read: &[&str]) -> Self {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        Self(
            words
                .filter(|word| !word.is_empty())
                .chain(read.iter().copied())
                .map(str::to_owned)
                .collect(),
        )
    }
}

/// Which variables a template reads; what it does not name need not be made. By default all.
#[derive(Debug, Clone, Copy, Default)]
pub struct UsedVariables<'a>(Option<&'a VariableNames>);

impl<'a> UsedVariables<'a> {
    /// These variables.
    #[must_use]
    pub fn from_names(names: &'a VariableNames) -> Self {
        Self(Some(names))
    }

    /// Whether the variable may be read.
    pub fn is_used(self, name: &str) -> bool {
        self.0.is_none_or(|names| names.0.contains(name))
    }

    /// The value of the variable if it may be read, else nothing.
    pub fn make_if_used<T: Default>(self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.is_used(name) {
            make()
        } else {
            T::default()
        }
    }
}

/// A thing that is made of its variables, one after the other.
#[derive(Debug, Default)]
pub struct Object(Map<String, Value>);

impl Object {
    /// The same with one more variable, if it is wanted.
    #[must_use]
    pub fn with(
        mut self,
        name: &str,
        value: &impl TemplateType,
        wanted: UsedVariables<'_>,
    ) -> Self {
        if wanted.is_used(name) {
            self.0.insert(name.to_owned(), value.value(wanted));
        }
        self
    }

    /// As a template sees it.
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }
}

impl TemplateType for String {
    fn shape() -> VariableKind {
        VariableKind::Text
    }

    fn value(&self, _: UsedVariables<'_>) -> Value {
        Value::String(self.clone())
    }
}

impl TemplateType for bool {
    fn shape() -> VariableKind {
        VariableKind::Flag
    }

    fn value(&self, _: UsedVariables<'_>) -> Value {
        Value::Bool(*self)
    }
}

impl TemplateType for usize {
    fn shape() -> VariableKind {
        VariableKind::Number
    }

    fn value(&self, _: UsedVariables<'_>) -> Value {
        Value::from(*self)
    }
}

impl<T: TemplateType> TemplateType for Vec<T> {
    fn shape() -> VariableKind {
        VariableKind::List(Box::new(T::shape()))
    }

    fn value(&self, wanted: UsedVariables<'_>) -> Value {
        Value::Array(self.iter().map(|item| item.value(wanted)).collect())
    }
}

impl<T: TemplateType> TemplateType for Option<T> {
    fn shape() -> VariableKind {
        match T::shape() {
            VariableKind::Text => VariableKind::MaybeText,
            VariableKind::Object(variables) => VariableKind::MaybeObject(variables),
            other => other,
        }
    }

    fn value(&self, wanted: UsedVariables<'_>) -> Value {
        self.as_ref().map_or(Value::Null, |it| it.value(wanted))
    }
}

/// Markdown of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownText(pub Option<String>);

impl TemplateType for MarkdownText {
    fn shape() -> VariableKind {
        VariableKind::MaybeMarkdown
    }

    fn value(&self, wanted: UsedVariables<'_>) -> Value {
        self.0.value(wanted)
    }
}

impl VariableKind {
    /// The variables of a thing.
    pub fn object_variables(&self) -> Option<&[TemplateVariable]> {
        match self {
            Self::Object(variables) | Self::MaybeObject(variables) => Some(variables),
            Self::Text
            | Self::MaybeText
            | Self::MaybeMarkdown
            | Self::Flag
            | Self::Number
            | Self::List(_) => None,
        }
    }

    /// One word for tables: `text`, `text?`, `yes/no`, `number`, `list` …
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::MaybeText => "text?",
            Self::MaybeMarkdown => "Markdown?",
            Self::Flag => "yes/no",
            Self::Number => "number",
            Self::Object(_) => "thing",
            Self::MaybeObject(_) => "thing?",
            Self::List(_) => "list",
        }
    }
}

/// Makes a type that a template sees: its shape, and its value under the same names.
macro_rules! shaped {
    (
        $(#[doc = $about:literal])+
        pub struct $Name:ident {
            $( $(#[doc = $help:literal])+ $field:ident: $Type:ty, )*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $Name {
            $( $(#[doc = $help])+ pub $field: $Type, )*
        }

        impl $crate::letters::schema::TemplateType for $Name {
            fn shape() -> $crate::letters::schema::VariableKind {
                $crate::letters::schema::VariableKind::Object(vec![
                    $( $crate::letters::schema::TemplateVariable {
                        name: stringify!($field),
                        help: concat!($($help),+).trim_ascii(),
                        shape: <$Type as $crate::letters::schema::TemplateType>::shape(),
                    }, )*
                ])
            }

            fn value(&self, wanted: $crate::letters::schema::UsedVariables<'_>) -> serde_json::Value {
                $crate::letters::schema::Object::default()
                    $(.with(stringify!($field), &self.$field, wanted))*
                    .value()
            }
        }
    };
}
pub(crate) use shaped;
