//! The shape of what a template may say: every variable, its kind and its meaning, known without any data; and its values,
//! as far as a template names them.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// What kind of thing a variable is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
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
    Object(Vec<Variable>),
    /// The same, if there is one.
    MaybeObject(Vec<Variable>),
    /// Several of the same, for `#each`.
    List(Box<Shape>),
}

/// A variable by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// As a template writes it.
    pub name: &'static str,
    /// What it says.
    pub help: &'static str,
    /// What kind of thing it is.
    pub shape: Shape,
}

/// A type whose values a template can see.
pub trait Shaped {
    /// Its shape.
    fn shape() -> Shape;

    /// What a template sees of it; variables that are not wanted are left out.
    fn value(&self, wanted: Wanted<'_>) -> Value;
}

/// The names that stand in a template with all partials it calls, and those that its helpers read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(HashSet<String>);

impl Names {
    /// Every word of the text that could be the name of a variable, and those that are read anyway.
    #[must_use]
    pub fn from_text(text: &str, read: &[&str]) -> Self {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        Self(words.filter(|word| !word.is_empty()).chain(read.iter().copied()).map(str::to_owned).collect())
    }
}

/// Which variables a template reads; what it does not name need not be made. By default all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a>(Option<&'a Names>);

impl<'a> Wanted<'a> {
    /// These variables.
    #[must_use]
    pub fn from_names(names: &'a Names) -> Self {
        Self(Some(names))
    }

    /// Whether the variable may be read.
    #[must_use]
    pub fn is_used(self, name: &str) -> bool {
        self.0.is_none_or(|names| names.0.contains(name))
    }

    /// The value of the variable if it may be read, else nothing.
    pub fn make_if_used<T: Default>(self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.is_used(name) { make() } else { T::default() }
    }
}

/// A thing that is made of its variables, one after the other.
#[derive(Debug, Default)]
pub struct Thing(Map<String, Value>);

impl Thing {
    /// The same with one more variable, if it is wanted.
    #[must_use]
    pub fn with(mut self, name: &str, value: &impl Shaped, wanted: Wanted<'_>) -> Self {
        if wanted.is_used(name) {
            self.0.insert(name.to_owned(), value.value(wanted));
        }
        self
    }

    /// As a template sees it.
    #[must_use]
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }
}

impl Shaped for String {
    fn shape() -> Shape {
        Shape::Text
    }

    fn value(&self, _: Wanted<'_>) -> Value {
        Value::String(self.clone())
    }
}

impl Shaped for bool {
    fn shape() -> Shape {
        Shape::Flag
    }

    fn value(&self, _: Wanted<'_>) -> Value {
        Value::Bool(*self)
    }
}

impl Shaped for usize {
    fn shape() -> Shape {
        Shape::Number
    }

    fn value(&self, _: Wanted<'_>) -> Value {
        Value::from(*self)
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn value(&self, wanted: Wanted<'_>) -> Value {
        Value::Array(self.iter().map(|item| item.value(wanted)).collect())
    }
}

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        match T::shape() {
            Shape::Text => Shape::MaybeText,
            Shape::Object(variables) => Shape::MaybeObject(variables),
            other => other,
        }
    }

    fn value(&self, wanted: Wanted<'_>) -> Value {
        self.as_ref().map_or(Value::Null, |it| it.value(wanted))
    }
}

/// Markdown of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown(pub Option<String>);

impl Shaped for Markdown {
    fn shape() -> Shape {
        Shape::MaybeMarkdown
    }

    fn value(&self, wanted: Wanted<'_>) -> Value {
        self.0.value(wanted)
    }
}

impl Shape {
    /// The variables of a thing.
    #[must_use]
    pub fn object_variables(&self) -> Option<&[Variable]> {
        match self {
            Self::Object(variables) | Self::MaybeObject(variables) => Some(variables),
            _ => None,
        }
    }

    /// One word for tables: `text`, `text?`, `yes/no`, `number`, `list` …
    #[must_use]
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
    ($(#[doc = $about:literal])+ pub struct $Name:ident { $( $(#[doc = $help:literal])+ $field:ident: $Type:ty, )* }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $Name {
            $( $(#[doc = $help])+ pub $field: $Type, )*
        }

        impl $crate::letters::schema::Shaped for $Name {
            fn shape() -> $crate::letters::schema::Shape {
                $crate::letters::schema::Shape::Object(vec![
                    $( $crate::letters::schema::Variable {
                        name: stringify!($field),
                        help: concat!($($help),+).trim_ascii(),
                        shape: <$Type as $crate::letters::schema::Shaped>::shape(),
                    }, )*
                ])
            }

            fn value(&self, wanted: $crate::letters::schema::Wanted<'_>) -> serde_json::Value {
                $crate::letters::schema::Thing::default()$(.with(stringify!($field), &self.$field, wanted))*.value()
            }
        }
    };
}
pub(crate) use shaped;
