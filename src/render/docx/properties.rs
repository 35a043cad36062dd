//! What is true of the whole document: its title, its language, its styles.

use crate::letters::letter::Letter;
use crate::render::docx::xml::{DECLARATION, escape_xml};
use crate::render::text_helpers::is_right_to_left;

const STYLES: &str = include_str!("styles.xml");

/// The regions whose spelling is meant where a letter names a language only; office programs want a region.
const REGIONS: [(&str, &str); 5] = [
    ("en", "en-GB"),
    ("fr", "fr-FR"),
    ("de", "de-DE"),
    ("ru", "ru-RU"),
    ("kk", "kk-KZ"),
];

/// The part that names title, creator and day.
pub fn write_core(letter: &Letter) -> String {
    let day = letter.date;
    let creator = letter
        .signatories
        .first()
        .or(letter.sender.first())
        .map_or("", String::as_str);
    format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{}</dc:title>
<dc:creator>{}</dc:creator>
<dc:language>{}</dc:language>
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T12:00:00Z</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T12:00:00Z</dcterms:modified>
</cp:coreProperties>
"#,
        escape_xml(letter.subject.trim()),
        escape_xml(creator.trim()),
        escape_xml(resolve_region(&letter.lang)),
    )
}

/// The part that defines the styles, in the language of the letter.
pub fn write_styles(letter: &Letter) -> String {
    let (bidi, rtl) = if is_right_to_left(&letter.lang) {
        ("<w:bidi/>", "<w:rtl/>")
    } else {
        ("", "")
    };
    STYLES
        .replace("{lang}", &escape_xml(resolve_region(&letter.lang)))
        .replace("{bidi}", bidi)
        .replace("{rtl}", rtl)
}

fn resolve_region(lang: &str) -> &str {
    REGIONS
        .iter()
        .find(|(language, _)| *language == lang)
        .map_or(lang, |(_, region)| region)
}
