//! `cases templates show`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::templates::copy::is_partial;
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
    let library = app.template_library();
    let piece = match builtin::file_names().find(is_piece) {
        Some(name) => library.find_file(name)?,
        None => None,
    };
    let text = match piece {
        Some(piece) => piece,
        None => library.load_template(&args.name, &lang)?.text,
    };
    let mut data = app.terminal.paged_writer();
    data.write_lines(&text.text)?;
    Ok(data.finish_output()?)
}
