//! The interchange tree: everything a casebook holds, as files carry it.

use serde::{Deserialize, Serialize};

use super::{Case, Recipient, SentLetter, Source, Statement};

/// The version of the interchange schema that this program writes, documented in `data/README.md`.
pub const SCHEMA: u32 = 1;

/// Sources, recipients, cases, recorded letters and joint statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Casebook {
    /// The version of the schema; absent means 1.
    #[serde(default = "default_schema")]
    pub schema: u32,
    /// Documents facts rest on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Offices letters go to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// One person each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// Letters that were recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<SentLetter>,
    /// Joint statements, with those who were asked to sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}

fn default_schema() -> u32 {
    SCHEMA
}

impl Default for Casebook {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            sources: Vec::new(),
            recipients: Vec::new(),
            cases: Vec::new(),
            letters: Vec::new(),
            statements: Vec::new(),
        }
    }
}

impl Casebook {
    /// Takes in everything another casebook holds, after what is here.
    pub fn append(&mut self, other: Self) {
        self.sources.extend(other.sources);
        self.recipients.extend(other.recipients);
        self.cases.extend(other.cases);
        self.letters.extend(other.letters);
        self.statements.extend(other.statements);
    }
}
