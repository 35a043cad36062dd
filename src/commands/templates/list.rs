//! `cases templates list`

use crate::app::App;
use crate::app::error::Error;
use crate::letters::template::TemplateOrigin;
use crate::terminal::{self, ListColumn};

/// Lists the kinds of letters with their languages and where they come from.
pub fn run(app: &App) -> Result<(), Error> {
    let library = app.template_library();
    let mut rows = Vec::new();
    for kind in library.list_kinds()? {
        let settings = library.load_settings(&kind)?;
        let languages = library.list_kind_languages(&kind)?;
        let origin = match languages
            .first()
            .map(|lang| library.find_file(&format!("{kind}/{lang}.md.hbs")))
            .transpose()?
            .flatten()
        {
            Some(text) => match text.origin {
                TemplateOrigin::Builtin => "built in".to_owned(),
                TemplateOrigin::File(path) => path.display().to_string(),
            },
            None => String::new(),
        };
        rows.push([
            kind,
            settings.title,
            languages.join(", "),
            origin,
            settings.about,
        ]);
    }
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let json: Vec<serde_json::Value> = rows
            .iter()
            .map(|[kind, title, languages, origin, about]| {
                serde_json::json!({"kind": kind, "title": title, "languages": languages.split(", ").collect::<Vec<_>>(), "origin": origin, "about": about})
            })
            .collect();
        data.write_json(&serde_json::Value::Array(json).to_string())?;
        return Ok(data.finish_output()?);
    }
    let columns = [
        ("kind", 255),
        ("title", 250),
        ("languages", 240),
        ("from", 200),
        ("about", 100),
    ];
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .into(),
    );
    for row in rows {
        table
            .add_row(&mut data, row)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
}
