//! `cases check`

mod fix;
mod report;

use std::collections::BTreeSet;

use clap::Args;

use crate::app::error::Error;
use crate::app::{App, public};
use crate::checks::{CHECKS, Check, CheckContext, DuplicateFinder, DuplicateProfile};
use crate::commands::shared::arguments::{FilterArgs, SortedListingArgs};
use crate::commands::shared::findings;
use crate::commands::shared::listing::ListingSchema;
use crate::commands::shared::reference;
use crate::model::filter::{SortKey, SortOrder};
use crate::model::{Case, CaseColumn, Cell, Date, Filter, Finding, Id, Recipient, Record};
use crate::store::Store;
use report::{CheckReport, FindingCounts};

/// Find what is wrong, old or doubtful in the casebook, each with the command that mends it.
#[derive(Debug, Args)]
#[command(after_help = after_help())]
pub struct CheckCasebookArgs {
    /// Ids or names; - reads them from standard input. Without any, all cases and all recipients
    #[arg(value_name = "CASE")]
    cases: Vec<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// Only these kinds of findings
    #[arg(
        long,
        value_name = "KIND",
        value_delimiter = ',',
        help_heading = "Findings"
    )]
    only: Vec<&'static Check>,
    /// Not these kinds
    #[arg(
        long,
        value_name = "KIND",
        value_delimiter = ',',
        help_heading = "Findings"
    )]
    except: Vec<&'static Check>,
    /// Put right what is harmless: doubled and odd spaces, look-alike letters of another script. Shows it first, and asks
    #[arg(long, help_heading = "Findings")]
    fix: bool,
    /// On a screen: every finding, also where there are many (they are grouped by kind otherwise, the gravest first)
    #[arg(long, help_heading = "Output", conflicts_with = "fix")]
    all: bool,
    #[command(flatten)]
    listing: SortedListingArgs,
}

fn after_help() -> String {
    let kinds: Vec<String> = CHECKS
        .iter()
        .map(|check| {
            format!(
                "  {:<12}{:<9}{}",
                check.slug,
                check.severity.slug(),
                check.finds
            )
        })
        .collect();
    format!(
        "\
Examples:
  cases check                                  everything; many findings by kind, the gravest first
  cases check --only missing --all             every finding of a kind
  cases check bokayev-maks
  cases check --status detained --except consent
  cases check --only duplicates,scripts --json
  cases check --fix --dry-run                  what would be put right

KIND is one of:
{}

In a pipe: tab-separated severity, kind, case or recipient, what was found, the command that mends it.
Words in capitals are yours to fill in. Exit 0: nothing found; exit 5: something was.",
        kinds.join("\n")
    )
}

/// Prints what is wrong, or puts it right.
///
/// # Errors
/// Something is wrong; or a case is not found, or the casebook cannot be read.
pub fn run(app: &App, args: &CheckCasebookArgs) -> Result<(), Error> {
    if args.fix {
        args.listing.refuse_beside("what is put right")?;
        return fix::run(app, args);
    }
    let schema = ListingSchema {
        is_laid_out: true,
        ..findings::findings_schema("cases check")
    };
    let Some(view) = args.listing.prepare(app, &schema)? else {
        return Ok(());
    };
    let store = app.open_to_read()?;
    let checks = args.selected_checks();
    let mut counts = FindingCounts::default();
    let is_read = app.terminal.is_for_reading() && !app.is_json() && args.listing.is_usual();
    store.with_snapshot(|store| {
        if is_read {
            let mut report = CheckReport::new(app, args.all);
            run_checks(app, args, store, &checks, &mut |finding| {
                counts.add(&finding);
                report.add_finding(finding)
            })?;
            return report.finish();
        }
        let printed = view.print(app, |sink| {
            run_checks(app, args, store, &checks, &mut |finding| {
                counts.add(&finding);
                sink.add_row(findings::finding_cells(&finding))
            })
        });
        printed.map(drop)
    })?;
    counts.judge(app)
}

/// What is done with each finding.
type FindingSink<'a> = &'a mut dyn FnMut(Finding) -> Result<(), Error>;

impl CheckCasebookArgs {
    /// The kinds of findings that are asked for.
    fn selected_checks(&self) -> Vec<&'static Check> {
        let is = |list: &[&'static Check], check: &Check| {
            list.iter().any(|asked| asked.slug == check.slug)
        };
        CHECKS
            .iter()
            .filter(|check| {
                (self.only.is_empty() || is(&self.only, check)) && !is(&self.except, check)
            })
            .collect()
    }

    /// Whether only some cases are asked about; recipients are looked at only with all of them.
    fn has_selection(&self) -> bool {
        !self.cases.is_empty() || self.filter.has_selection()
    }

    /// The cases that are asked about; `typed` is what stands for them, as [`reference::expand_references`] gives it.
    fn build_filter(&self, store: &Store, typed: &[String], today: Date) -> Result<Filter, Error> {
        let ids = reference::find_case_ids(store, typed)?;
        if ids.is_empty() && !self.cases.is_empty() {
            return Err(Error::not_found("No case was named").try_with("cases list"));
        }
        Ok(Filter {
            ids,
            ..self.filter.to_filter(today)
        })
    }
}

fn run_checks(
    app: &App,
    args: &CheckCasebookArgs,
    store: &Store,
    checks: &[&'static Check],
    report: FindingSink<'_>,
) -> Result<(), Error> {
    let filter = args.build_filter(
        store,
        &reference::expand_references(&args.cases)?,
        app.today,
    )?;
    let sources: BTreeSet<Id> = store
        .load_sources()?
        .into_iter()
        .map(|source| source.id)
        .collect();
    let offices = store.load_recipients()?;
    let names = public::load_name_book(store, app.today)?;
    let unsaid = public::undisclosed_sources(store, &names, &[])?;
    let ground = CheckContext {
        today: app.today,
        fresh_months: app.fresh_months(),
        sources: &sources,
        unsaid: &unsaid,
        offices: &offices,
        names: &names,
    };
    let mut selected = BTreeSet::new();
    if checks.iter().any(|check| check.is_about_cases()) {
        let progress = app.terminal.start_counting("Checking", "cases", None);
        store.each_case(&filter, app.today, |case| {
            progress.count_step();
            add_findings(
                report,
                checks
                    .iter()
                    .flat_map(|check| check.check_case(&case, &ground)),
            )
        })?;
    }
    if let Some(check) = checks.iter().find(|check| check.is_about_pairs()) {
        if args.has_selection() {
            selected.extend(store.list_ids(&filter, BY_ID, None, app.today)?);
        }
        let _progress = app
            .terminal
            .start_progress("Comparing everybody with everybody");
        let is_asked = |id: &Id| !args.has_selection() || selected.contains(id);
        let pairs = load_people(app, store)?
            .find_pairs()
            .into_iter()
            .filter(|(one, other)| is_asked(one) || is_asked(other));
        add_findings(
            report,
            pairs.map(|(one, other)| check.pair_finding(&one, &other)),
        )?;
    }
    if args.has_selection() {
        return Ok(());
    }
    add_findings(
        report,
        offices.iter().flat_map(|office: &Recipient| {
            checks
                .iter()
                .flat_map(|check| check.check_office(office, &ground))
        }),
    )
}

fn add_findings(
    report: FindingSink<'_>,
    findings: impl IntoIterator<Item = Finding>,
) -> Result<(), Error> {
    findings.into_iter().try_for_each(report)
}

const BY_ID: SortOrder = SortOrder {
    key: SortKey::Id,
    descending: false,
};

/// Everybody in the casebook, to be compared.
fn load_people(app: &App, store: &Store) -> Result<DuplicateFinder, Error> {
    let fields = ["id", "name", "name_native", "aliases", "born", "gender"];
    let columns = fields.map(|field| Case::field_position(field).map(CaseColumn::Field));
    let columns = columns.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut twins = DuplicateFinder::default();
    store.each_row(
        &Filter::default(),
        BY_ID,
        None,
        &columns,
        app.today,
        |cells: &[Cell]| {
            let [id, name, native, aliases, born, gender] = cells else {
                return Ok(());
            };
            let mut names = vec![name.to_line(), native.to_line()];
            if let Cell::List(aliases) = aliases {
                names.extend(aliases.iter().cloned());
            }
            let (id, born) = (id.to_line().parse::<Id>()?, born.to_line().parse().ok());
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            twins.add(DuplicateProfile::from_names(
                id,
                &names,
                born,
                gender.to_line(),
            ));
            Ok::<_, Error>(())
        },
    )?;
    Ok(twins)
}
