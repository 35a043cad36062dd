//! `cases templates check`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::letters::{self, Template, TemplateLibrary};

/// Find what is wrong in templates and in the words of languages: what does not exist, what has no place in a letter.
#[derive(Debug, Args)]
#[command(after_help = "\
Each problem is named with file, line and column, and the nearest right word. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckTemplatesArgs {
    /// Kinds or template files (default: all)
    #[arg(value_name = "NAME|FILE")]
    names: Vec<String>,
}

/// Prints the problems.
pub fn run(app: &App, args: &CheckTemplatesArgs) -> Result<(), Error> {
    let library = app.template_library();
    let names = if args.names.is_empty() {
        library.list_kinds()?
    } else {
        args.names.clone()
    };
    let problems = find_problems(&library, &names)?;
    let mut data = app.terminal.data_writer();
    for problem in &problems {
        data.write_line(problem)?;
    }
    data.finish_output()?;
    if problems.is_empty() {
        app.terminal
            .print_note(&format!("{} templates, nothing wrong", names.len()));
        return Ok(());
    }
    let noun = if problems.len() == 1 {
        "problem"
    } else {
        "problems"
    };
    Err(Error::invalid(format!("{} {noun}", problems.len())).try_with("cases templates vars"))
}

/// What is wrong in the words of all languages and in these kinds or files, each once.
pub(in crate::commands) fn find_problems(
    library: &TemplateLibrary,
    names: &[String],
) -> Result<Vec<String>, Error> {
    let mut problems = find_word_problems(library)?;
    if problems.is_empty() {
        for name in names {
            for template in load_templates(library, name)? {
                problems.extend(template.find_problems().iter().map(ToString::to_string));
            }
        }
    }
    problems.sort_unstable();
    problems.dedup();
    Ok(problems)
}

/// What is wrong in the words of the languages.
fn find_word_problems(library: &TemplateLibrary) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    for code in library.list_languages()? {
        match library.load_language(&code) {
            Err(letters::Error::Words(found)) => {
                problems.extend(found.iter().map(ToString::to_string))
            }
            other => drop(other?),
        }
    }
    Ok(problems)
}

/// The texts of a kind in every language, or the one of a file.
fn load_templates(library: &TemplateLibrary, name: &str) -> Result<Vec<Template>, Error> {
    if name.contains(['/', '.']) {
        return Ok(vec![library.load_template_file(
            std::path::Path::new(name),
            &library.lang_of_file(name)?,
            "appeal",
        )?]);
    }
    library.load_settings(name)?;
    let load = |code: String| library.load_template(name, &library.load_language(&code)?);
    Ok(library
        .list_kind_languages(name)?
        .into_iter()
        .map(load)
        .collect::<Result<_, _>>()?)
}
