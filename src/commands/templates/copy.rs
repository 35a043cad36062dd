//! `cases templates copy`

use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::files::output;
use crate::letters::builtin;

/// Copy a built-in template into your templates folder. From then on yours is used.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases templates copy appeal
  cases templates copy appeal --to my-templates/
  cases templates copy law --lang en            one shared piece, partials/en/law.md.hbs

Delete a file of yours, and the built-in one is used again.")]
pub struct CopyArgs {
    /// The kind of letter, “partials” for all shared pieces, or one of them
    #[arg(value_name = "NAME")]
    name: String,
    /// Of a shared piece the one in this language (default: every language that has it)
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Into this folder in place of your templates folder
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// Copies the files of a kind and prints their paths.
pub fn run(app: &App, args: &CopyArgs) -> Result<(), Error> {
    app.refuse_json("cases templates list --json")?;
    let folder = match &args.to {
        Some(folder) => folder.clone(),
        None => app.templates_folder()?,
    };
    let prefix = format!("{}/", args.name);
    let names: Vec<&str> = builtin::file_names()
        .filter(|name| {
            name.starts_with(&prefix) || is_partial(name, &args.name, args.lang.as_deref())
        })
        .collect();
    if names.is_empty() {
        return Err(
            Error::not_found(format!("There is no built-in template “{}”", args.name))
                .try_with("cases templates list"),
        );
    }
    let mut data = app.terminal.data_writer();
    for name in names {
        let path = folder.join(name);
        if !app.global.dry_run {
            if let Some(folder) = path.parent() {
                output::make_folder(folder)?;
            }
            output::write_new(
                &path,
                builtin::file_text(name).unwrap_or_default().as_bytes(),
                false,
            )?;
        }
        data.write_line(&path.display().to_string())?;
    }
    Ok(data.finish_output()?)
}

/// Whether a built-in file is the shared piece of this name: by its path, or by its short name in a language, or in any.
pub(super) fn is_partial(file: &str, name: &str, lang: Option<&str>) -> bool {
    let Some((code, short)) = file
        .strip_prefix("partials/")
        .and_then(|rest| rest.strip_suffix(".md.hbs")?.split_once('/'))
    else {
        return false;
    };
    file == name || (short == name && lang.is_none_or(|lang| lang == code))
}
