//! `cases templates show`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::templates::copy::is_partial;
use crate::files::input::{TEMPLATE, read_text_file};
use crate::letters::builtin;

/// Print a template as it is used: yours, else the built-in one.
#[derive(Debug, Args)]
pub struct ShowTemplateArgs {
    /// The kind of letter, or a shared piece (law, partials/en/law.md.hbs)
    #[arg(value_name = "NAME")]
    name: String,
    /// The language
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Prints the text of a template.
pub fn run(app: &App, args: &ShowTemplateArgs) -> Result<(), Error> {
    app.refuse_json("cases templates list --json")?;
    let lang = app.letter_language(args.lang.as_deref())?;
    let is_piece = |name: &&str| is_partial(name, &args.name, Some(lang.code()));
    if let Some(name) = builtin::file_names().find(is_piece) {
        // A piece of the user’s own stands for the built-in one.
        let own = app.templates_folder().map(|folder| folder.join(name));
        let text = own
            .ok()
            .and_then(|path| read_text_file(&path, TEMPLATE).ok());
        let built_in = || builtin::file_text(name).unwrap_or_default().to_owned();
        let mut data = app.terminal.paged_writer();
        data.write_lines(&text.unwrap_or_else(built_in))?;
        return Ok(data.finish_output()?);
    }
    let template = app.template_library().load_template(&args.name, &lang)?;
    let mut data = app.terminal.paged_writer();
    data.write_lines(&template.text.text)?;
    Ok(data.finish_output()?)
}
