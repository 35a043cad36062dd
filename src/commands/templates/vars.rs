//! `cases templates vars`

use clap::Args;
use serde_json::Value;

use super::preview;
use crate::app::App;
use crate::app::error::Error;
use crate::letters::context::Context;
use crate::letters::schema::{TemplateType, UsedVariables, VariableKind};
use crate::terminal::{self, ListColumn};

/// List every variable a template may use, with its kind and meaning; with --case, its value for a case.
#[derive(Debug, Args)]
#[command(after_help = "\
“text?” may be unknown: printed outside {{#if}}, it is a missing fact. “yes/no” is asked with {{#if}}. A list is gone through
with {{#each}}; what stands below it is inside.")]
pub struct VarsArgs {
    /// A case whose values to show
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    /// To whom, for the values about a recipient
    #[arg(long, value_name = "WHO", requires = "case")]
    to: Option<String>,
}

/// One variable: its path, its kind, its meaning, its value.
struct VariableRow(String, &'static str, &'static str, String);

/// Lists the variables.
pub fn run(app: &App, args: &VarsArgs) -> Result<(), Error> {
    let value = match &args.case {
        Some(case) => Some(
            preview::build_context(app, case, args.to.as_deref())?.value(UsedVariables::default()),
        ),
        None => None,
    };
    let mut rows = Vec::new();
    collect_rows(&Context::shape(), "", value.as_ref(), &mut rows, 0);
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let json: Vec<Value> = rows
            .iter()
            .map(|row| serde_json::json!({"name": row.0, "kind": row.1, "help": row.2, "value": row.3}))
            .collect();
        data.write_json(&Value::Array(json).to_string())?;
        return Ok(data.finish_output()?);
    }
    let mut columns = vec![
        ListColumn::new("variable", 255),
        ListColumn::new("kind", 240),
        ListColumn::new("meaning", 100),
    ];
    if args.case.is_some() {
        columns.push(ListColumn::new("value", 250));
    }
    let with_value = columns.len() == 4;
    let mut table = app.terminal.new_table(columns);
    for VariableRow(name, kind, help, value) in rows {
        let cells = [name, kind.to_owned(), help.to_owned(), value];
        table
            .add_row(&mut data, cells.iter().take(if with_value { 4 } else { 3 }))
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
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
