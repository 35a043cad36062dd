//! `cases statement show`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::json_output;
use crate::model::vocabulary::Vocabulary;
use crate::model::{Country, Id};
use crate::terminal::{self, ListColumn};

/// Show one statement, with everybody who was asked.
#[derive(Debug, Args)]
pub struct ShowStatementArgs {
    /// Its id
    #[arg(value_name = "STATEMENT")]
    id: Id,
}

/// Lists the signatories in order.
pub fn run(app: &App, args: &ShowStatementArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let statement = crate::commands::shared::reference::find_statement(&store, &args.id)?;
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let json =
            serde_json::to_string(&statement).map_err(|error| Error::failed(error.to_string()))?;
        data.write_json(&json_output::select_fields(app, json)?)?;
        return Ok(data.finish_output()?);
    }
    app.terminal.print_note(statement.title.as_str());
    let columns = [
        ("", 100),
        ("name", 255),
        ("signature", 250),
        ("date", 200),
        ("country", 150),
        ("group", 140),
        ("note", 80),
    ];
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .into(),
    );
    for (number, signatory) in (1..).zip(&statement.signatories) {
        let text =
            |line: Option<&crate::model::Line>| line.map(ToString::to_string).unwrap_or_default();
        let cells = [
            number.to_string(),
            signatory.name.to_string(),
            signatory.signing.slug().to_owned(),
            signatory
                .date
                .map(|date| date.to_string())
                .unwrap_or_default(),
            signatory
                .country
                .map(Country::code)
                .unwrap_or_default()
                .to_owned(),
            text(signatory.group.as_ref()),
            text(signatory.note.as_ref()),
        ];
        table
            .add_row(&mut data, &cells)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
}
