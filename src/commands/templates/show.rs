//! `cases templates show`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;

/// Print a template as it is used: yours, else the built-in one.
#[derive(Debug, Args)]
pub struct ShowTemplateArgs {
    /// The kind of letter
    #[arg(value_name = "NAME")]
    name: String,
    /// The language
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Prints the text of a template.
pub fn run(app: &App, args: &ShowTemplateArgs) -> Result<(), Error> {
    app.refuse_json("cases templates list --json")?;
    let template = app
        .template_library()
        .load_template(&args.name, &app.letter_language(args.lang.as_deref())?)?;
    let mut data = app.terminal.paged_writer();
    data.write_lines(&template.text.text)?;
    Ok(data.finish_output()?)
}
