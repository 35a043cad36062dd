//! Text that stands in XML.

use crate::render::text_helpers::one_line;

/// How every part begins.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The names of everything that is written.
pub const NAMESPACE: &str =
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// The text on one line, as it stands between tags and inside quotation marks. What XML forbids is replaced by the sign
/// for it.
pub fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_stand_in_xml() {
        let text: String = (0..=0xffff).filter_map(char::from_u32).collect();
        let xml = format!("<a b=\"{0}\">{0}</a>", escape_xml(&text));
        let read = roxmltree::Document::parse(&xml).unwrap();
        assert_eq!(
            read.root_element().text().map(str::to_owned),
            read.root_element().attribute("b").map(str::to_owned)
        );
        assert!(
            read.root_element()
                .text()
                .is_some_and(|text| text.contains("<=>") && text.contains("%&'"))
        );
    }
}
