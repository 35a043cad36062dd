//! A cell of a listing: a value, and how it reads.

use std::borrow::Cow;

/// What stands in a cell: the value that JSON gives, and the text that tables give, which may be another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListingCell {
    value: CellContent,
    /// How it reads, where that is not the value itself.
    shown: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum CellContent {
    #[default]
    Empty,
    Text(String),
    Number(i64),
    Flag(bool),
    Texts(Vec<String>),
    /// A text of JSON.
    Json(String),
}

impl ListingCell {
    /// Nothing is known: `null`, and no text.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A text.
    pub fn text_of(text: impl Into<String>) -> Self {
        Self::from_content(CellContent::Text(text.into()))
    }

    /// A text, or nothing.
    pub fn optional_text(text: Option<impl ToString>) -> Self {
        text.map_or_else(Self::empty, |text| Self::text_of(text.to_string()))
    }

    /// A text; nothing if it is empty.
    #[must_use]
    pub fn text_or_nothing(text: String) -> Self {
        Self::optional_text(Some(text).filter(|text| !text.is_empty()))
    }

    /// A whole number.
    #[must_use]
    pub fn number_of(number: i64) -> Self {
        Self::from_content(CellContent::Number(number))
    }

    /// How many there are.
    #[must_use]
    pub fn count_of(count: usize) -> Self {
        Self::number_of(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Yes or no.
    #[must_use]
    pub fn flag_of(flag: bool) -> Self {
        Self::from_content(CellContent::Flag(flag))
    }

    /// Several texts; they read with commas between them.
    pub fn texts_of<T: ToString>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::from_content(CellContent::Texts(
            texts.into_iter().map(|text| text.to_string()).collect(),
        ))
    }

    /// Any other value, as a text of JSON.
    #[must_use]
    pub fn json_of(json: String) -> Self {
        match json.as_str() {
            "null" => Self::empty(),
            _ => Self::from_content(CellContent::Json(json)),
        }
    }

    /// The same value, which reads otherwise in tables.
    #[must_use]
    pub fn with_text(self, shown: impl Into<String>) -> Self {
        Self {
            shown: Some(shown.into()),
            ..self
        }
    }

    /// How it reads in a table.
    pub fn text(&self) -> Cow<'_, str> {
        if let Some(shown) = &self.shown {
            return Cow::Borrowed(shown);
        }
        match &self.value {
            CellContent::Empty => Cow::Borrowed(""),
            CellContent::Text(text) => Cow::Borrowed(text),
            CellContent::Number(number) => Cow::Owned(number.to_string()),
            CellContent::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            CellContent::Texts(texts) => Cow::Owned(texts.join(", ")),
            CellContent::Json(json) => Cow::Borrowed(json),
        }
    }

    /// The texts that it holds: one, several or none.
    pub fn texts(&self) -> Vec<Cow<'_, str>> {
        match &self.value {
            CellContent::Empty => Vec::new(),
            CellContent::Texts(texts) => texts
                .iter()
                .map(|text| Cow::Borrowed(text.as_str()))
                .collect(),
            CellContent::Text(text) => vec![Cow::Borrowed(text)],
            CellContent::Number(_) | CellContent::Flag(_) | CellContent::Json(_) => {
                vec![self.text()]
            }
        }
    }

    pub(super) fn content(&self) -> &CellContent {
        &self.value
    }

    fn from_content(value: CellContent) -> Self {
        Self { value, shown: None }
    }
}
