//! Selection by disclosed facts: a letter must not reveal by its choice of people what it does not say in words.

use std::collections::BTreeSet;

use super::LetterRun;
use crate::app::error::Error;
use crate::letters::PublicCase;
use crate::model::filter::SortOrder;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Filter, Id};
use crate::store::Store;

/// From this many people on, those with undisclosed facts are looked up first.
const FEW: usize = 200;

/// The selected people who match by their disclosed facts, or with `--by-private` all; prints who is left out. People who may
/// not be disclosed at all stay: that is refused or reported elsewhere.
pub(super) fn retain_disclosed_matches(
    run: &LetterRun<'_>,
    filter: &Filter,
    ids: Vec<Id>,
) -> Result<Vec<Id>, Error> {
    if run.args.by_private {
        return Ok(ids);
    }
    let secretive = if ids.len() > FEW {
        Some(run.store.cases_with_undisclosed_facts()?)
    } else {
        None
    };
    let is_open = |id: &Id| {
        secretive
            .as_ref()
            .is_some_and(|secretive| !secretive.contains(id))
    };
    let (mut told, sources): (Vec<PublicCase>, _) = (Vec::new(), run.store.source_dates()?);
    for id in ids.iter().filter(|id| !is_open(id)) {
        let case = run.store.load_case(id)?;
        told.extend(
            case.and_then(|case| PublicCase::disclose_case(&case, run.order.date, &sources).ok()),
        );
    }
    told.retain(|case| !case.kept_out().is_empty() || case.is_under_another_name());
    let left_out = find_private_matches(&told, filter, run)?;
    warn_left_out(run, left_out.len());
    warn_undisclosed_status(run, filter, &ids)?;
    Ok(ids
        .into_iter()
        .filter(|id| !left_out.contains(id))
        .collect())
}

/// Those who match only by undisclosed facts. The campaign’s own labels, which no letter mentions, are no facts.
fn find_private_matches(
    told: &[PublicCase],
    filter: &Filter,
    run: &LetterRun<'_>,
) -> Result<BTreeSet<Id>, Error> {
    if told.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut store = Store::in_memory()?;
    store.run_operation::<_, Error>("letter", "", |operation| {
        told.iter().try_for_each(|case| {
            let record = Case {
                id: case.case_id().clone(),
                ..Case::clone(case)
            };
            operation.put_case(&record).map(drop).map_err(Error::from)
        })
    })?;
    let filter = Filter {
        tag: Vec::new(),
        ..filter.clone()
    };
    let fit: BTreeSet<Id> = store
        .list_ids(&filter, SortOrder::default(), None, run.order.date)?
        .into_iter()
        .collect();
    Ok(told
        .iter()
        .map(|case| case.case_id().clone())
        .filter(|id| !fit.contains(id))
        .collect())
}

fn warn_left_out(run: &LetterRun<'_>, count: usize) {
    if count > 0 {
        let (people, why) = if count == 1 {
            ("1 more fits and is", "it fits")
        } else {
            ("more fit and are", "they fit")
        };
        let people = if count == 1 {
            people.to_owned()
        } else {
            format!("{count} {people}")
        };
        run.app.terminal.print_warning(&format!(
            "{people} left out, because why {why} may not be told (private facts)\n    cases letter … --by-private   # lets private facts decide"
        ));
    }
    if !run.args.filter.to_filter(run.order.date).tag.is_empty() {
        run.app
            .terminal
            .print_note("Chosen by --tag: your own label, which no letter tells.");
    }
}

/// Names those who match by their disclosed status and do not by the true one: a letter never says that somebody is held
/// whose release is private.
fn warn_undisclosed_status(run: &LetterRun<'_>, filter: &Filter, ids: &[Id]) -> Result<(), Error> {
    let wanted: Vec<Status> = filter
        .status
        .iter()
        .flat_map(crate::model::vocabulary::StatusWord::member_statuses)
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let sources = run.store.source_dates()?;
    for id in run
        .store
        .cases_with_undisclosed_status()?
        .into_iter()
        .filter(|id| !ids.contains(id))
    {
        let Some(case) = run.store.load_case(&id)? else {
            continue;
        };
        if !filter.country.is_empty() && !filter.country.contains(&case.country) {
            continue;
        }
        let Ok(told) = PublicCase::disclose_case(&case, run.order.date, &sources) else {
            continue;
        };
        let Some(otherwise) = told.hidden_situation() else {
            continue;
        };
        if otherwise
            .told
            .as_ref()
            .is_some_and(|told| wanted.contains(told))
        {
            let said = otherwise
                .told
                .as_ref()
                .map(Vocabulary::slug)
                .unwrap_or_default();
            run.app.terminal.print_warning(&format!(
                "{id} is left out: what may be told says “{said}”, and a fact that may not be told ({}) says “{}”",
                otherwise.place,
                otherwise.status.slug()
            ));
        }
    }
    Ok(())
}
