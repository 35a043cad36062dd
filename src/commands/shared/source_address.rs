//! Sources that are named by their address, `--source https://…`: the one on file, or a new one.

use super::save::SavePlan;
use crate::app::error::Error;
use crate::model::source_address::{address_key, is_address, source_of_address};
use crate::model::{Id, KeptRecord, Line, Source};
use crate::store::Store;

/// Finds the source of an address, and makes one where there is none: of one address there is one source.
#[derive(Debug, Clone, Default)]
pub struct SourceResolver {
    known: Vec<Source>,
    made: Vec<Source>,
}

impl SourceResolver {
    /// Over the sources of a casebook.
    pub fn new(store: &Store) -> Result<Self, Error> {
        Ok(Self {
            known: store.load_sources()?,
            made: Vec::new(),
        })
    }

    /// The source of this address that there is.
    pub fn find_known(&self, address: &str) -> Option<Id> {
        let key = address_key(address);
        let is_it = |source: &&Source| {
            let url = source.url.as_ref().map(Line::as_str);
            url.is_some_and(|url| address_key(url) == key)
        };
        let mut all = self.known.iter().chain(&self.made);
        all.find(is_it).map(|source| source.id.clone())
    }

    /// The source id for a text: the id itself, or that of the source with this address, which is made if there is none.
    pub fn resolve_source(&mut self, text: &str) -> Result<Id, Error> {
        if !is_address(text) {
            return Ok(text.parse::<Id>()?);
        }
        if let Some(known) = self.find_known(text) {
            return Ok(known);
        }
        let all: Vec<Id> = self
            .known
            .iter()
            .chain(&self.made)
            .map(|source| source.id.clone())
            .collect();
        let source = source_of_address::<Error>(text.parse::<Line>()?, |id| Ok(all.contains(id)))?;
        let id = source.id.clone();
        self.made.push(source);
        Ok(id)
    }

    /// A line of a fact with the ids of sources in the place of addresses: `…; source=https://…`.
    pub fn resolve_in_line(&mut self, line: &str) -> Result<String, Error> {
        let mut parts = Vec::new();
        for part in line.split(';') {
            let named = part
                .split_once('=')
                .filter(|(name, text)| name.trim() == "source" && is_address(text));
            parts.push(match named {
                Some((name, text)) => format!("{name}={}", self.resolve_source(text)?),
                None => part.to_owned(),
            });
        }
        Ok(parts.join(";"))
    }

    /// Adds the sources that were made to what is saved, and says how to give them a title.
    pub fn add_to_plan(&self, store: &Store, mut plan: SavePlan) -> Result<SavePlan, Error> {
        if plan.edits.is_empty() {
            return Ok(plan);
        }
        for source in &self.made {
            match store.load_source(&source.id)? {
                None => {
                    let (id, title) = (
                        &source.id,
                        "--title \"TITLE\" --publisher \"WHO\" --date DATE",
                    );
                    plan.notes.push(format!(
                        "New source {id}. Say what it is: cases sources update {id} {title}"
                    ));
                    plan = plan.with_added(source.clone().into_any_record());
                }
                Some(there) if there.url == source.url => {}
                Some(_) => {
                    return Err(Error::conflict(format!(
                        "The id {} was given to another source meanwhile, and nothing was saved",
                        source.id
                    ))
                    .try_with(plan.again));
                }
            }
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_one_source_and_an_id_is_itself() {
        let mut resolver = SourceResolver::new(&Store::in_memory().unwrap()).unwrap();
        let first = resolver
            .resolve_source("https://www.example.org/a/report.html")
            .unwrap();
        let again = resolver
            .resolve_source("http://example.org/a/report.html#page-2")
            .unwrap();
        assert_eq!((first.as_str(), &again), ("example-report", &first));
        let other = resolver
            .resolve_source("https://example.org/b/report.html")
            .unwrap();
        assert_eq!(other.as_str(), "example-report-2");
        assert_eq!(
            resolver.resolve_source("odf-2018-04").unwrap().as_str(),
            "odf-2018-04"
        );
        assert!(resolver.resolve_source("not an id").is_err());
        assert_eq!(resolver.made.len(), 2);
    }

    #[test]
    fn an_address_in_the_line_of_a_fact_becomes_an_id() {
        let mut resolver = SourceResolver::new(&Store::in_memory().unwrap()).unwrap();
        assert_eq!(
            resolver
                .resolve_in_line("title=war; source=https://example.org/x?a=1; article=5")
                .unwrap(),
            "title=war; source=example-x; article=5"
        );
        assert_eq!(
            resolver
                .resolve_in_line("libel: he wrote https://example.org")
                .unwrap(),
            "libel: he wrote https://example.org"
        );
    }
}
