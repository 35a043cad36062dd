//! What is wrong in a template, and where.

/// Something wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateMistake {
    /// The file: `appeal/en.md.hbs`.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// The nearest right word.
    pub nearest: Option<String>,
}

impl std::fmt::Display for TemplateMistake {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{}:{}:{}: {}",
            self.name, self.line, self.column, self.what
        )?;
        self.nearest
            .as_ref()
            .map_or(Ok(()), |nearest| write!(out, "; did you mean “{nearest}”?"))
    }
}
