//! `cases templates vars`

use clap::Args;
use serde_json::Value;

use super::preview;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::letters::context::Context;
use crate::letters::schema::{TemplateType, UsedVariables, VariableKind};
use crate::render::listing::{ListingCell, ListingColumn};

/// List every variable a template may use, with its kind and meaning; with --case, its value for a case.
#[derive(Debug, Args)]
#[command(after_help = "\
“text?” may be unknown: printed outside {{#if}}, it is a missing fact. “yes/no” is asked with
{{#if}}. A list is gone through with {{#each}}; what stands below it is inside.")]
pub struct VarsArgs {
    /// A case whose values to show
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    /// To whom, for the values about a recipient
    #[arg(long, value_name = "WHO", requires = "case")]
    to: Option<String>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// One variable: its path, its kind, its meaning, its value.
struct VariableRow(String, &'static str, &'static str, String);

/// Lists the variables.
pub fn run(app: &App, args: &VarsArgs) -> Result<(), Error> {
    args.listing
        .print_rows(app, &schema(args.case.is_some()), || {
            collect_variables(app, args)
        })
}

fn schema(has_values: bool) -> ListingSchema {
    let columns = vec![
        ListingColumn::new("name", 255, "the variable").with_title("variable"),
        ListingColumn::new("kind", 240, "text, yes/no, list …; “?” may be unknown"),
        ListingColumn::new("help", 100, "what it says").with_title("meaning"),
        ListingColumn::new("value", 250, "its value for the case of --case"),
    ];
    let table: &[&str] = if has_values {
        &["name", "kind", "help", "value"]
    } else {
        &["name", "kind", "help"]
    };
    ListingSchema::new("cases templates vars", columns)
        .with_table(table)
        .with_json(&["help", "kind", "name", "value"])
        .with_ids(ListingIds::Own("name"))
}

fn collect_variables(app: &App, args: &VarsArgs) -> Result<Vec<Vec<ListingCell>>, Error> {
    let value = match &args.case {
        Some(case) => Some(
            preview::build_context(app, case, args.to.as_deref())?.value(UsedVariables::default()),
        ),
        None => None,
    };
    let mut rows = Vec::new();
    collect_rows(&Context::shape(), "", value.as_ref(), &mut rows, 0);
    let to_cells = |VariableRow(name, kind, help, value)| {
        vec![
            ListingCell::text_of(name),
            ListingCell::text_of(kind),
            ListingCell::text_of(help),
            ListingCell::text_of(value),
        ]
    };
    Ok(rows.into_iter().map(to_cells).collect())
}

/// The people of a group are the same as those of `cases`; a page that repeats them three levels deep helps nobody.
const DEEPEST: usize = 3;

fn collect_rows(
    shape: &VariableKind,
    path: &str,
    value: Option<&Value>,
    rows: &mut Vec<VariableRow>,
    depth: usize,
) {
    let Some(variables) = shape.object_variables() else {
        return;
    };
    for variable in variables {
        let name = if path.is_empty() {
            variable.name.to_owned()
        } else {
            format!("{path}.{}", variable.name)
        };
        let inner = value.and_then(|value| value.get(variable.name));
        rows.push(VariableRow(
            name.clone(),
            variable.shape.type_name(),
            variable.help,
            inner.map(format_value).unwrap_or_default(),
        ));
        let repeats = variable.name == "cases" && depth > 0;
        if depth < DEEPEST && !repeats {
            match &variable.shape {
                VariableKind::List(item) => collect_rows(
                    item,
                    &format!("{name}[]"),
                    inner.and_then(|list| list.get(0)),
                    rows,
                    depth + 1,
                ),
                shape => collect_rows(shape, &name, inner, rows, depth + 1),
            }
        }
    }
}

fn format_value(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("{} of them", items.len()),
        Value::Object(_) => String::new(),
        other => other.to_string(),
    }
}
