//! The casebook as it may be told: a throw-away copy in which nothing private is left to be shown.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::letters::PublicCase;
use crate::letters::disclosure::tell_apart;
use crate::model::{Case, Casebook, Cell, Date, Filter, Id, Recipient, Record, Source};
use crate::store::Store;

/// What may be told on a day, in memory: the cases that may be told, of each what a letter could say, the offices, and the
/// sources of both. No letters, no statements, no history. A letter says the same whether it is written from here or from
/// the casebook. `looked` is called after each case.
///
/// # Errors
/// The casebook cannot be read, or there is no memory for the copy.
pub fn store(casebook: &Store, day: Date, looked: impl Fn()) -> Result<Store, Error> {
    let told = casebook.snapshot(|casebook| told(casebook, day, looked))?;
    keep(&told, day)
}

/// A casebook in memory.
///
/// # Errors
/// There is no memory for it.
pub fn keep(casebook: &Casebook, day: Date) -> Result<Store, Error> {
    let mut store = Store::in_memory()?;
    store.operate("--public", &format!("{day}T00:00:00Z"), |operation| {
        casebook.sources.iter().try_for_each(|source| operation.put_source(source).map(drop))?;
        casebook.recipients.iter().try_for_each(|recipient| operation.put_recipient(recipient).map(drop))?;
        casebook.cases.iter().try_for_each(|case| operation.put_case(case).map(drop))?;
        Ok::<_, Error>(())
    })?;
    Ok(store)
}

/// The cases that fit on `today`, as they may be told on a day and cannot be mistaken for each other, and how many that fit may
/// not be told. `looked` is called after each case.
///
/// # Errors
/// The casebook cannot be read.
pub fn disclosed(
    casebook: &Store,
    filter: &Filter,
    today: Date,
    day: Date,
    looked: impl Fn(),
) -> Result<(Vec<PublicCase>, usize), Error> {
    let (mut told, mut withheld) = (Vec::new(), 0);
    let sources = casebook.source_dates()?;
    casebook.each_case(filter, today, |case: Case| {
        match PublicCase::disclose(&case, day, &sources) {
            Ok(public) => told.push(public),
            Err(_) => withheld += 1,
        }
        looked();
        Ok::<_, Error>(())
    })?;
    tell_apart(&mut told);
    Ok((told, withheld))
}

/// The sources that cases and offices name.
pub fn named_sources(cases: &[Case], offices: &[Recipient]) -> BTreeSet<Id> {
    let of_cases = cases.iter().flat_map(Record::named_sources);
    of_cases.chain(offices.iter().flat_map(Record::named_sources)).collect()
}

fn told(casebook: &Store, day: Date, looked: impl Fn()) -> Result<Casebook, Error> {
    let (cases, _) = disclosed(casebook, &Filter::default(), day, day, looked)?;
    let gives_away = |source: &Source| cases.iter().any(|case| case.is_given_away_by(&in_full(source)));
    let (unsaid, mut sources): (Vec<Source>, Vec<Source>) = casebook.sources()?.into_iter().partition(gives_away);
    let recipients: Vec<Recipient> = casebook.recipients()?.into_iter().map(without_note).collect();
    let mut cases: Vec<Case> = cases.iter().map(PublicCase::record).collect();
    let unsaid: BTreeSet<String> = unsaid.iter().map(|source| source.id.to_string()).collect();
    cases.iter_mut().try_for_each(|case| forget_sources(case, &unsaid))?;
    let named = named_sources(&cases, &recipients);
    sources.retain(|source| named.contains(&source.id));
    Ok(Casebook { sources, recipients, cases, ..Casebook::default() })
}

fn without_note(mut recipient: Recipient) -> Recipient {
    recipient.note = None;
    recipient
}

/// Everything that is said of a source.
fn in_full(source: &Source) -> String {
    source.cells().iter().map(Cell::to_line).collect::<Vec<_>>().join(" ")
}

/// Takes out the names of these sources.
fn forget_sources(case: &mut Case, unsaid: &BTreeSet<String>) -> Result<(), Error> {
    if unsaid.is_empty() {
        return Ok(());
    }
    for (list, position) in Case::sourced() {
        let mut rows = case.rows(list.name);
        for row in rows.iter_mut().filter(|row| unsaid.contains(&row[position].to_line())) {
            row[position] = Cell::Empty;
        }
        case.set_rows(list.name, &rows)?;
    }
    case.claims.retain(|claim| claim.source.is_some());
    Ok(())
}

#[cfg(test)]
mod tests;
