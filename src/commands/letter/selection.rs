//! About whom: the cases that were named, or that fit the filters, or everyone detained.

use super::Run;
use crate::commands::reference;
use crate::error::Error;
use crate::letters::{Finding, Level, PublicCase};
use crate::model::filter::Sort;
use crate::model::vocabulary::{StatusGroup, StatusWord};
use crate::model::{Case, Country, Fact, Id};
use crate::store::Store;

/// The cases that a letter to somebody of this state, or to somebody of none, is about.
///
/// # Errors
/// A case that was named is not found, or nobody fits.
pub(super) fn cases(run: &Run<'_>, country: Option<Country>) -> Result<Vec<Case>, Error> {
    let ids = if !run.args.cases.is_empty() {
        reference::cases(run.app, run.store, &run.args.cases)?
    } else if let Some(statement) = run.statement.as_ref().filter(|statement| !statement.cases.is_empty()) {
        statement.cases.clone()
    } else {
        selected(run, country)?
    };
    if ids.is_empty() {
        return Err(nobody(run, country));
    }
    let mut cases = Vec::with_capacity(ids.len());
    for id in &ids {
        cases.extend(run.store.case(id)?);
    }
    Ok(cases)
}

fn selected(run: &Run<'_>, country: Option<Country>) -> Result<Vec<Id>, Error> {
    let mut filter = run.args.filter.filter();
    filter.as_of = filter.as_of.or(Some(run.date));
    if !run.args.filter.selects() {
        filter.status = vec![StatusWord::Group(StatusGroup::Detained)];
    }
    if let Some(country) = country {
        if !filter.country.is_empty() && !filter.country.contains(&country) {
            return Ok(Vec::new());
        }
        filter.country = vec![country];
    }
    Ok(run.store.ids(&filter, Sort::default(), None, run.date)?)
}

fn nobody(run: &Run<'_>, country: Option<Country>) -> Error {
    let place = country.map(|country| format!(" in {}", country.name())).unwrap_or_default();
    let what = if run.args.filter.selects() || !run.args.cases.is_empty() {
        format!("Nobody fits{place}")
    } else {
        format!("Nobody is detained{place} on {}", run.date)
    };
    let flag = country.map(|country| format!(" --country {}", country.code())).unwrap_or_default();
    Error::not_found(what).try_with(format!("cases list{flag}"))
}

/// The sources on which the facts that are told rest, each once, as they are printed.
///
/// # Errors
/// The casebook cannot be read.
pub(super) fn sources(store: &Store, cases: &[PublicCase]) -> Result<Vec<String>, Error> {
    let mut ids: Vec<Id> = cases.iter().flat_map(sources_of).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut lines = Vec::new();
    for id in ids {
        if let Some(source) = store.source(&id)? {
            let date = source.date.map(|date| date.to_string());
            let parts = [
                source.publisher.map(|publisher| publisher.to_string()),
                Some(source.title.to_string()),
                date,
                source.url.map(|url| url.to_string()),
            ];
            lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
        }
    }
    Ok(lines)
}

fn sources_of(case: &PublicCase) -> Vec<Id> {
    fn of<F: Fact>(facts: &[F]) -> impl Iterator<Item = Id> {
        facts.iter().filter_map(|fact| fact.source().cloned())
    }
    of(&case.charges)
        .chain(of(&case.sentences))
        .chain(of(&case.restrictions))
        .chain(of(&case.events))
        .chain(of(&case.concerns))
        .chain(of(&case.demands))
        .chain(of(&case.officials))
        .chain(of(&case.actions))
        .collect()
}

/// Findings as warnings: many people of whom the same is to be said stand in one.
pub(super) fn summarise(findings: &[&Finding]) -> Vec<String> {
    let (people, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.level == Level::Stale && finding.case.is_some());
    let mut lines: Vec<String> = others.into_iter().map(super::with_fix).collect();
    match people.as_slice() {
        [] => {}
        few if few.len() <= 3 => lines.extend(few.iter().map(|finding| super::with_fix(finding))),
        many => {
            let ids: Vec<&str> = many.iter().filter_map(|finding| finding.case.as_ref()).map(Id::as_str).collect();
            lines.push(format!(
                "the situation of {} people was last known more than a year before; the letter says as of when: {}\n    cases update CASE --as-of DATE   (once you have confirmed it)",
                many.len(),
                ids.join(", ")
            ));
        }
    }
    lines
}
