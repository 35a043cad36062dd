//! `cases report changes`

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::report::change_summary::{self, CaseChange, PersonChanges};
use crate::commands::shared::arguments::parse_typed_date;
use crate::commands::shared::json_output;
use crate::letters::PublicCase;
use crate::letters::disclosure::tell_apart;
use crate::model::claim::format_fact;
use crate::model::{Case, Date, Id, PartialDate, Record, SourceDates};
use crate::store::{AnyRecord, OpId, RecordKind, Store};

/// What changed in the casebook between two days: who was added, freed, moved, charged, sentenced, corrected.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases report changes --since 2024-05-01
  cases report changes --since 2024-05 --until 2024-06 --format md > june.md
  cases report changes --since 2024-05-01 --json

It tells what is otherwise in the casebook at the end than at the beginning: what was changed and
taken back does not count. Only what letters may tell stands in it; with --private, everything. The
days are those on which the casebook was changed, not those on which something happened.")]
pub struct ChangesArgs {
    /// The first day of it
    #[arg(long, value_name = "DATE")]
    since: PartialDate,
    /// The last day of it (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
    until: Option<PartialDate>,
    /// Private cases and facts too
    #[arg(long)]
    private: bool,
    /// text (default), md
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true
    )]
    format: PageFormat,
}

/// How the report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Md,
}

/// Writes the report.
pub fn run(app: &App, args: &ChangesArgs) -> Result<(), Error> {
    let (from, until) = (
        args.since.earliest_day(),
        args.until.map_or(app.today, PartialDate::latest_day),
    );
    if from > until {
        return Err(
            Error::usage(format!("--since {} is after --until {until}", args.since))
                .try_with("cases report changes --since DATE --until DATE"),
        );
    }
    let store = app.open_to_read()?;
    let pairs = store.with_snapshot(|store| collect_pairs(store, from, until))?;
    let pairs = if args.private {
        pairs
    } else {
        disclose_pairs(app, pairs, until, &store.source_dates()?)?
    };
    let told: Vec<PersonChanges> = pairs
        .iter()
        .filter_map(|pair| change_summary::summarize_pair(pair, until, args.private))
        .collect();
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let json = as_json(from, until, &told).to_string();
        data.write_json(&json_output::select_fields(app, json)?)?;
    } else {
        data.write_lines(&change_summary::render_page(
            &told,
            from,
            until,
            args.format == PageFormat::Md,
        ))?;
    }
    Ok(data.finish_output()?)
}

/// Every case that was touched on these days, as it was before and as it is after.
fn collect_pairs(store: &Store, from: Date, until: Date) -> Result<Vec<CaseChange>, Error> {
    let mut touched: BTreeMap<Id, (OpId, OpId)> = BTreeMap::new();
    for entry in store.load_history(None, None)? {
        let day = entry.at.get(..10).and_then(|day| day.parse::<Date>().ok());
        if day.is_none_or(|day| day < from || day > until) {
            continue;
        }
        for one in entry
            .touched
            .iter()
            .filter(|one| one.subject == RecordKind::Case)
        {
            let span = touched
                .entry(one.id.clone())
                .or_insert((entry.operation, entry.operation));
            *span = (span.0.min(entry.operation), span.1.max(entry.operation));
        }
    }
    let mut pairs: Vec<CaseChange> = Vec::new();
    for (id, (first, last)) in touched {
        let before = store
            .load_change(first, RecordKind::Case, &id)?
            .0
            .and_then(into_case);
        let after = store
            .load_change(last, RecordKind::Case, &id)?
            .1
            .and_then(into_case);
        pairs.push(CaseChange { before, after });
    }
    Ok(join_renamed(pairs))
}

fn into_case(thing: AnyRecord) -> Option<Case> {
    match thing {
        AnyRecord::Case(case) => Some(*case),
        _ => None,
    }
}

/// Cases whose ids changed are one, not one that went and one that came.
fn join_renamed(mut pairs: Vec<CaseChange>) -> Vec<CaseChange> {
    let mut gone: Vec<Case> = Vec::new();
    pairs.retain(|pair| match (&pair.before, &pair.after) {
        (Some(before), None) => {
            gone.push(before.clone());
            false
        }
        _ => true,
    });
    for pair in pairs.iter_mut().filter(|pair| pair.before.is_none()) {
        let Some(after) = &pair.after else { continue };
        let old = gone.iter().position(|old| after.old_ids.contains(&old.id));
        pair.before = old.map(|old| gone.remove(old));
    }
    pairs.extend(gone.into_iter().map(|before| CaseChange {
        before: Some(before),
        after: None,
    }));
    pairs
}

/// The disclosed part of them. A case that may no longer be disclosed, or was removed, is left out.
fn disclose_pairs(
    app: &App,
    pairs: Vec<CaseChange>,
    until: Date,
    sources: &SourceDates,
) -> Result<Vec<CaseChange>, Error> {
    let count = pairs.len();
    let names = app.name_book()?;
    let disclosed = |case: &Case| {
        let mut told = PublicCase::disclose_case(case, until, sources).ok()?;
        told.hide_others(names);
        Some(told)
    };
    let mut cases: Vec<PublicCase> = Vec::new();
    let mut befores: BTreeMap<Id, Case> = BTreeMap::new();
    for pair in pairs {
        let Some(after) = pair.after.as_ref().and_then(disclosed) else {
            continue;
        };
        let before = pair.before.as_ref().and_then(disclosed);
        // Whoever's name is withheld since, or no longer, is not joined to what was told under the other name.
        if let Some(before) =
            before.filter(|before| before.is_under_another_name() == after.is_under_another_name())
            && let Some(raw) = &pair.after
        {
            befores.insert(
                after.case_id().clone(),
                without_withdrawn(&before, raw, &after)?,
            );
        }
        cases.push(after);
    }
    tell_apart(&mut cases);
    if cases.len() < count {
        app.terminal.print_note(&format!(
            "{} more changed and may not be told. To see them: --private",
            count - cases.len()
        ));
    }
    let pair = |after: &PublicCase| CaseChange {
        before: befores.remove(after.case_id()),
        after: Some(Case::clone(after)),
    };
    Ok(cases.iter().map(pair).collect())
}

/// The earlier disclosed case, without facts that are still in it and may no longer be disclosed.
fn without_withdrawn(before: &PublicCase, after: &Case, told: &PublicCase) -> Result<Case, Error> {
    let mut before = Case::clone(before);
    before.id = told.id.clone();
    for list in Case::LISTS {
        let lines = |case: &Case| {
            case.rows(list.name)
                .iter()
                .map(|row| format_fact(list.fields, row))
                .collect::<Vec<_>>()
        };
        let (there, tellable) = (lines(after), lines(told));
        let mut rows = before.rows(list.name);
        rows.retain(|row| {
            let line = format_fact(list.fields, row);
            tellable.contains(&line) || !there.contains(&line)
        });
        before.set_rows(list.name, &rows)?;
    }
    Ok(before)
}

fn as_json(from: Date, until: Date, told: &[PersonChanges]) -> Value {
    let one = |told: &PersonChanges| {
        let differences = told.differences.iter();
        let differences = differences
            .map(|one| json!({"field": one.field, "before": one.before, "after": one.after}));
        json!({
            "id": told.id.as_str(), "name": told.name, "change": told.main_change(),
            "status_before": told.status.as_ref().and_then(|(before, _)| before.as_deref()),
            "status": told.status.as_ref().map(|(_, after)| after),
            "differences": differences.collect::<Vec<_>>(),
        })
    };
    json!({"since": from.to_string(), "until": until.to_string(), "cases": told.iter().map(one).collect::<Vec<_>>()})
}
