//! `cases templates check`

use clap::Args;

use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::findings;
use crate::letters::{self, Template, TemplateLibrary};
use crate::model::Finding;

/// Find what is wrong in templates and in the words of languages: what does not exist, what has no place in a letter.
#[derive(Debug, Args)]
#[command(after_help = "\
Each problem is named with file, line and column, and the nearest right word. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckTemplatesArgs {
    /// Kinds or template files (default: all)
    #[arg(value_name = "NAME|FILE")]
    names: Vec<String>,
    #[command(flatten)]
    listing: SortedListingArgs,
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
    if problems.is_empty() {
        app.terminal
            .print_note(&format!("{} templates, nothing wrong", names.len()));
    }
    let printed = findings::print_findings(app, &args.listing, "cases templates check", &problems);
    let noun = match problems.len() {
        0 => return printed,
        1 => "problem",
        _ => "problems",
    };
    match printed {
        Err(error) if error.kind() != FailureKind::Invalid => Err(error),
        Ok(()) | Err(_) => {
            Err(Error::invalid(format!("{} {noun}", problems.len()))
                .try_with("cases templates vars"))
        }
    }
}

/// What is wrong in the words of all languages and in these kinds or files, each once.
pub(in crate::commands) fn find_problems(
    library: &TemplateLibrary,
    names: &[String],
) -> Result<Vec<Finding>, Error> {
    let mut problems = find_word_problems(library)?;
    if problems.is_empty() {
        for name in names {
            for template in load_templates(library, name)? {
                problems.extend(template.find_problems().iter().map(Finding::from));
            }
        }
    }
    problems.sort_by_cached_key(findings::format_finding);
    problems.dedup();
    Ok(problems)
}

/// What is wrong in the words of the languages.
fn find_word_problems(library: &TemplateLibrary) -> Result<Vec<Finding>, Error> {
    let mut problems = Vec::new();
    for code in library.list_languages()? {
        match library.load_language(&code) {
            Err(letters::Error::Words(found)) => problems.extend(found.iter().map(Finding::from)),
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
