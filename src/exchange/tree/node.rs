//! What a file says, before it is known whether it can be: values with their places.

use std::borrow::Cow;

/// A value, and the byte at which it begins.
#[derive(Debug, Clone)]
pub(crate) struct ParsedNode<'a> {
    pub(crate) at: usize,
    pub(crate) value: ParsedValue<'a>,
}

/// A value of TOML or JSON.
#[derive(Debug, Clone)]
pub(crate) enum ParsedValue<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Flag(bool),
    Number(Cow<'a, str>),
    List(Vec<ParsedNode<'a>>),
    Table(Vec<ParsedEntry<'a>>),
    /// Something that stands in no field: what it is.
    Odd(&'static str),
}

/// A key of a table, the byte at which it begins, and its value.
#[derive(Debug, Clone)]
pub(crate) struct ParsedEntry<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) at: usize,
    pub(crate) node: ParsedNode<'a>,
}

/// A fault of the form: where, and what was expected. It repeats nothing of the text.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) at: usize,
    pub(crate) reason: String,
}

impl ParsedValue<'_> {
    /// What it is, as messages say it.
    pub(crate) fn describe_type(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Text(_) => "a text",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Odd(what) => what,
        }
    }
}
