//! `cases templates check`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::letters::{self, Library, Template};

/// Find what is wrong in templates and in the words of languages: what does not exist, what has no place in a letter.
#[derive(Debug, Args)]
#[command(after_help = "\
Each problem is named with file, line and column, and the nearest right word. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckArgs {
    /// Kinds or template files (default: all)
    #[arg(value_name = "NAME|FILE")]
    names: Vec<String>,
}

/// Prints the problems.
///
/// # Errors
/// A template cannot be used.
pub fn run(app: &App, args: &CheckArgs) -> Result<(), Error> {
    let library = app.library();
    let names = if args.names.is_empty() { library.kinds()? } else { args.names.clone() };
    let problems = problems(&library, &names)?;
    let mut data = app.terminal.data();
    for problem in &problems {
        data.line(problem)?;
    }
    data.finish()?;
    if problems.is_empty() {
        app.terminal.note(&format!("{} templates, nothing wrong", names.len()));
        return Ok(());
    }
    let noun = if problems.len() == 1 { "problem" } else { "problems" };
    Err(Error::invalid(format!("{} {noun}", problems.len())).try_with("cases templates vars"))
}

/// What is wrong in the words of all languages and in these kinds or files, each once.
///
/// # Errors
/// A template cannot be used.
pub(in crate::commands) fn problems(library: &Library, names: &[String]) -> Result<Vec<String>, Error> {
    let mut problems = words(library)?;
    if problems.is_empty() {
        for name in names {
            for template in templates(library, name)? {
                problems.extend(template.problems().iter().map(ToString::to_string));
            }
        }
    }
    problems.sort_unstable();
    problems.dedup();
    Ok(problems)
}

/// What is wrong in the words of the languages.
fn words(library: &Library) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    for code in library.langs()? {
        match library.lang(&code) {
            Err(letters::Error::Words(found)) => problems.extend(found.iter().map(ToString::to_string)),
            other => drop(other?),
        }
    }
    Ok(problems)
}

/// The texts of a kind in every language, or the one of a file.
fn templates(library: &Library, name: &str) -> Result<Vec<Template>, Error> {
    if name.contains(['/', '.']) {
        return Ok(vec![library.load_file(std::path::Path::new(name), &library.lang_of_file(name)?, "appeal")?]);
    }
    library.settings(name)?;
    let load = |code: String| library.load(name, &library.lang(&code)?);
    Ok(library.languages(name)?.into_iter().map(load).collect::<Result<_, _>>()?)
}
