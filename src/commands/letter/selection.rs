//! The people of a letter: the named cases, those that match the filters, or everyone detained.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::error::Error;
use crate::commands::letter::{LetterGroups, LetterRun, disclosed_selection};
use crate::commands::shared::reference;
use crate::letters::disclosure::{WithheldCase, tell_apart};
use crate::letters::preflight::{self, SiftedCases};
use crate::letters::{PreflightFinding, PreflightLevel, PublicCase, words};
use crate::model::filter::SortOrder;
use crate::model::vocabulary::{StatusGroup, StatusWord};
use crate::model::{Country, Filter, Id};

/// Cases that are read and sifted at once.
const BATCH: usize = 256;

/// The people that a letter to somebody of this state, or to somebody of none, is about.
pub(super) fn select_ids(run: &LetterRun<'_>, country: Option<Country>) -> Result<Vec<Id>, Error> {
    let ids = if !run.args.cases.is_empty() {
        reference::resolve_case_ids(run.app, run.store, &run.args.cases)?
    } else if let Some(statement) = run
        .statement
        .as_ref()
        .filter(|statement| !statement.cases.is_empty())
    {
        statement.cases.clone()
    } else if let Some(earlier) = run
        .order
        .follows
        .as_ref()
        .filter(|_| !run.args.filter.has_selection())
    {
        earlier.cases.clone()
    } else {
        select_by_filter(run, country)?
    };
    if ids.is_empty() {
        Err(no_case_error(run, country))
    } else {
        Ok(ids)
    }
}

/// The states that persecute these people, each with those it persecutes, in order of its code.
pub(super) fn group_by_country(
    run: &LetterRun<'_>,
    ids: &[Id],
) -> Result<BTreeMap<Country, Vec<Id>>, Error> {
    let mut countries = BTreeMap::new();
    let filter = Filter {
        ids: ids.to_vec(),
        ..Filter::default()
    };
    run.store.each_row(
        &filter,
        SortOrder::default(),
        None,
        &["id".parse()?, "country".parse()?],
        run.order.date,
        |cells| {
            countries.insert(
                cells[0].to_line().parse::<Id>()?,
                cells[1].to_line().parse::<Country>()?,
            );
            Ok::<_, Error>(())
        },
    )?;
    let mut grouped: BTreeMap<Country, Vec<Id>> = BTreeMap::new();
    for id in ids {
        if let Some(country) = countries.get(id) {
            grouped.entry(*country).or_default().push(id.clone());
        }
    }
    Ok(grouped)
}

/// The disclosed people of each letter: all in one, or with --each one by one. A person who was named and may not be
/// disclosed is refused; others who may not are left out and named, once in a run.
pub(super) fn disclose_cases(run: &LetterRun<'_>, ids: Vec<Id>) -> Result<LetterGroups, Error> {
    if let Some(known) = run.told.borrow().get(&ids) {
        return Ok(Arc::clone(known));
    }
    let mut sifted = SiftedCases::default();
    let sources = run.store.source_dates()?;
    let progress = run
        .app
        .terminal
        .start_counting("Reading", "cases", Some(ids.len()));
    for batch in ids.chunks(BATCH) {
        let mut cases = Vec::with_capacity(batch.len());
        for id in batch {
            cases.extend(run.store.load_case(id)?);
            progress.count_step();
        }
        sifted.append(preflight::screen_cases(
            &cases,
            run.order.date,
            &sources,
            run.args.allow_doubtful,
        ));
    }
    drop(progress);
    let told = report_sifted(run, sifted)?;
    let letters: LetterGroups = if run.args.each {
        told.into_iter().map(|case| Arc::from([case])).collect()
    } else {
        Arc::from([told.into()])
    };
    run.told.borrow_mut().insert(ids, Arc::clone(&letters));
    Ok(letters)
}

/// The disclosed part of people who are only referred to.
pub(super) fn disclose_background(run: &LetterRun<'_>) -> Result<Vec<PublicCase>, Error> {
    if run.args.background.is_empty() {
        return Ok(Vec::new());
    }
    let ids = reference::resolve_case_ids(run.app, run.store, &run.args.background)?;
    let sources = run.store.source_dates()?;
    let mut cases = Vec::with_capacity(ids.len());
    for id in &ids {
        cases.extend(run.store.load_case(id)?);
    }
    let sifted = preflight::screen_cases(&cases, run.order.date, &sources, true);
    if let Some(first) = sifted.withheld.first() {
        return Err(
            Error::refused(format!("{} must not be in a letter", first.case_id()))
                .with_details(sifted.withheld.iter().map(WithheldCase::reason_sentence))
                .try_with(format!("cases show {}", first.case_id())),
        );
    }
    let mut told = sifted.told;
    tell_apart(&mut told);
    Ok(told)
}

fn report_sifted(run: &LetterRun<'_>, sifted: SiftedCases) -> Result<Vec<PublicCase>, Error> {
    refuse_withheld(run, &sifted)?;
    let left_out = if run.args.allow_doubtful {
        0
    } else {
        sifted.doubtful.len()
    };
    if sifted.told.is_empty() && left_out > 0 {
        let details = sifted.doubtful.iter().map(super::with_fix);
        return Err(
            Error::invalid("The facts contradict the status on the day of the letter")
                .with_details(details)
                .try_with("cases letter … --allow-doubtful   (writes in the past tense)"),
        );
    }
    if left_out > 0 {
        let people = format!(
            "{} {}",
            words::count_people(left_out),
            if left_out == 1 { "is" } else { "are" }
        );
        let names: Vec<String> = sifted
            .doubtful
            .iter()
            .map(|finding| format!("\n  {}", super::with_fix(finding)))
            .collect();
        let why = format!(
            "{people} left out, because the facts contradict the status on {}:",
            run.order.date
        );
        run.app
            .terminal
            .print_warning(&format!("{why}{}", names.concat()));
    }
    let (hidden, notes): (Vec<_>, Vec<_>) = sifted
        .findings
        .iter()
        .partition(|finding| finding.level == PreflightLevel::Withheld);
    notes
        .iter()
        .for_each(|finding| run.app.terminal.print_warning(&super::with_fix(finding)));
    if hidden.len() <= preflight::MANY_FACTS {
        hidden
            .iter()
            .for_each(|finding| run.app.terminal.print_warning(&super::with_fix(finding)));
    } else {
        let told = sifted
            .told
            .iter()
            .filter_map(preflight::check_pseudonym)
            .collect::<Vec<_>>();
        let summed = preflight::summarize_withheld(&sifted.told);
        told.iter()
            .chain(&summed)
            .for_each(|finding| run.app.terminal.print_warning(&super::with_fix(finding)));
        hidden
            .iter()
            .for_each(|finding| run.app.terminal.print_detail(&finding.what));
    }
    if sifted.told.is_empty() {
        return Err(Error::not_found("Nobody is left to write about").try_with("cases list"));
    }
    let mut told = sifted.told;
    tell_apart(&mut told);
    Ok(told)
}

fn refuse_withheld(run: &LetterRun<'_>, sifted: &SiftedCases) -> Result<(), Error> {
    if sifted.withheld.is_empty() {
        return Ok(());
    }
    if run.args.cases.is_empty() {
        // A selection passes over them without a word on who they are.
        run.app.terminal.print_detail(&format!(
            "{} left out: private, under embargo, or without consent",
            sifted.withheld.len()
        ));
        return Ok(());
    }
    let ids: Vec<&str> = sifted
        .withheld
        .iter()
        .map(|withheld| withheld.case_id().as_str())
        .collect();
    Err(
        Error::refused(format!("{} must not be in a letter", ids.join(", ")))
            .with_details(sifted.withheld.iter().map(WithheldCase::reason_sentence))
            .try_with(format!("cases show {}", ids[0])),
    )
}

fn select_by_filter(run: &LetterRun<'_>, country: Option<Country>) -> Result<Vec<Id>, Error> {
    if let Some(known) = run.selected.borrow().get(&country) {
        return Ok(known.clone());
    }
    let mut filter = run.args.filter.to_filter(run.order.date);
    filter.as_of = filter.as_of.or(Some(run.order.date));
    if !run.args.filter.has_selection() {
        filter.status = vec![StatusWord::Group(StatusGroup::Detained)];
    }
    if let Some(country) = country {
        if !filter.country.is_empty() && !filter.country.contains(&country) {
            return Ok(Vec::new());
        }
        filter.country = vec![country];
    }
    let ids = run
        .store
        .list_ids(&filter, SortOrder::default(), None, run.order.date)?;
    let ids = disclosed_selection::retain_disclosed_matches(run, &filter, ids)?;
    run.selected.borrow_mut().insert(country, ids.clone());
    Ok(ids)
}

fn no_case_error(run: &LetterRun<'_>, country: Option<Country>) -> Error {
    let place = country
        .map(|country| format!(" in {}", country.name()))
        .unwrap_or_default();
    let what = if run.args.filter.has_selection() || !run.args.cases.is_empty() {
        format!("Nobody fits{place}")
    } else {
        format!("Nobody is detained{place} on {}", run.order.date)
    };
    let flag = country
        .map(|country| format!(" --country {}", country.code()))
        .unwrap_or_default();
    Error::not_found(what).try_with(format!("cases list{flag}"))
}

/// Prints findings as warnings; the same finding about many people becomes one.
pub(super) fn summarize_findings(findings: &[&PreflightFinding]) -> Vec<String> {
    let (people, others): (Vec<&PreflightFinding>, Vec<&PreflightFinding>) = findings
        .iter()
        .partition(|finding| finding.level == PreflightLevel::Stale && finding.case.is_some());
    let mut lines: Vec<String> = others.into_iter().map(super::with_fix).collect();
    match people.as_slice() {
        [] => {}
        few if few.len() <= 3 => lines.extend(few.iter().map(|finding| super::with_fix(finding))),
        many => {
            let ids: Vec<&str> = many
                .iter()
                .filter_map(|finding| finding.case.as_ref())
                .map(Id::as_str)
                .collect();
            lines.push(format!(
                "the situation of {} people was last known more than a year before; the letter says as of when: {}\n    cases update CASE --as-of DATE   # once you have confirmed it",
                many.len(),
                ids.join(", ")
            ));
        }
    }
    lines
}
