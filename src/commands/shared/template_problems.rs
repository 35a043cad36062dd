//! What is wrong in templates.

use super::findings;
use crate::app::error::Error;
use crate::letters::{self, Template, TemplateLibrary};
use crate::model::Finding;

/// What is wrong in the words of all languages and in these kinds or files, each once.
pub fn find_problems(library: &TemplateLibrary, names: &[String]) -> Result<Vec<Finding>, Error> {
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
