//! `cases templates list`

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::letters::TemplateLibrary;
use crate::letters::template::TemplateOrigin;
use crate::render::listing::{ListingCell, ListingColumn};

/// Lists the kinds of letters with their languages and where they come from.
pub fn run(app: &App, args: &SortedListingArgs) -> Result<(), Error> {
    args.print_rows(app, &schema(), || {
        let library = app.template_library();
        let kinds = library.list_kinds()?;
        kinds.iter().map(|kind| to_cells(&library, kind)).collect()
    })
}

fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("kind", 255, "the kind of letter, as --template takes it"),
        ListingColumn::new("title", 250, "what it is called"),
        ListingColumn::new("languages", 240, "in which languages it is written"),
        ListingColumn::new("origin", 200, "built in, or your file").with_title("from"),
        ListingColumn::new("about", 100, "what it is for"),
    ];
    ListingSchema::new("cases templates list", columns)
        .with_json(&["about", "kind", "languages", "origin", "title"])
        .with_ids(ListingIds::Own("kind"))
}

fn to_cells(library: &TemplateLibrary, kind: &str) -> Result<Vec<ListingCell>, Error> {
    let settings = library.load_settings(kind)?;
    let languages = library.list_kind_languages(kind)?;
    let text = languages
        .first()
        .map(|lang| library.find_file(&format!("{kind}/{lang}.md.hbs")))
        .transpose()?
        .flatten();
    let origin = text.map_or_else(String::new, |text| match text.origin {
        TemplateOrigin::Builtin => "built in".to_owned(),
        TemplateOrigin::File(path) => path.display().to_string(),
    });
    Ok(vec![
        ListingCell::text_of(kind),
        ListingCell::text_of(settings.title),
        ListingCell::texts_of(languages),
        ListingCell::text_of(origin),
        ListingCell::text_of(settings.about),
    ])
}
