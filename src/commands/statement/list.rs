//! `cases statement list`

use crate::app::App;
use crate::app::error::Error;
use crate::model::vocabulary::{Signing, Vocabulary};
use crate::terminal::{self, ListColumn};

/// Lists the statements, with how many stand at each point.
pub fn run(app: &App) -> Result<(), Error> {
    let statements = app.open_to_read()?.load_statements()?;
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        data.write_json(
            &serde_json::to_string(&statements)
                .map_err(|error| Error::failed(error.to_string()))?,
        )?;
        return Ok(data.finish_output()?);
    }
    let points = [
        Signing::Signed,
        Signing::Agreed,
        Signing::Invited,
        Signing::Withdrawn,
    ];
    let titles = ["id", "title", "closes"]
        .into_iter()
        .chain(points.iter().map(Signing::slug));
    let columns = titles.zip([255, 240, 150, 220, 200, 200, 100]);
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .collect(),
    );
    for statement in &statements {
        let closes = statement
            .closes
            .map(|date| date.to_string())
            .unwrap_or_default();
        let head = [
            statement.id.to_string(),
            statement.title.to_string(),
            closes,
        ];
        let counts = points
            .iter()
            .map(|point| statement.count_signatories(point).to_string());
        let cells: Vec<String> = head.into_iter().chain(counts).collect();
        table
            .add_row(&mut data, &cells)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
}
