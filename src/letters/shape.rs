//! The shape of what a template may say: every variable, its kind and its meaning, known without any data.

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
}

impl Shaped for String {
    fn shape() -> Shape {
        Shape::Text
    }
}

impl Shaped for bool {
    fn shape() -> Shape {
        Shape::Flag
    }
}

impl Shaped for usize {
    fn shape() -> Shape {
        Shape::Number
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
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
}

/// Markdown of our own.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Markdown(pub Option<String>);

impl Shaped for Markdown {
    fn shape() -> Shape {
        Shape::MaybeMarkdown
    }
}

impl Shape {
    /// The variables of a thing.
    #[must_use]
    pub fn variables(&self) -> Option<&[Variable]> {
        match self {
            Self::Object(variables) | Self::MaybeObject(variables) => Some(variables),
            _ => None,
        }
    }

    /// One word for tables: `text`, `text?`, `yes/no`, `number`, `list` …
    #[must_use]
    pub fn word(&self) -> &'static str {
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

/// Makes a type that a template sees: serialised as it is, with its shape beside it.
macro_rules! shaped {
    ($(#[doc = $about:literal])+ pub struct $Name:ident { $( $(#[doc = $help:literal])+ $field:ident: $Type:ty, )* }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct $Name {
            $( $(#[doc = $help])+ pub $field: $Type, )*
        }

        impl $crate::letters::shape::Shaped for $Name {
            fn shape() -> $crate::letters::shape::Shape {
                $crate::letters::shape::Shape::Object(vec![
                    $( $crate::letters::shape::Variable {
                        name: stringify!($field),
                        help: concat!($($help),+).trim_ascii(),
                        shape: <$Type as $crate::letters::shape::Shaped>::shape(),
                    }, )*
                ])
            }
        }
    };
}
pub(crate) use shaped;
