//! Words as runs.

use super::links::DocxLinks;
use super::xml::escape_xml;
use crate::render::styled_spans::StyledSpan;

/// The words as runs, those that lead somewhere as links.
pub fn write_runs(spans: &[StyledSpan], links: &mut DocxLinks) -> String {
    let mut out = String::new();
    for together in spans.chunk_by(|one, other| one.dress.link == other.dress.link) {
        let url = together.first().and_then(|span| span.dress.link.as_ref());
        let id = url.and_then(|url| links.add_link(url));
        let words: String = together
            .iter()
            .map(|span| run(span, id.is_some()))
            .collect();
        out.push_str(&match id {
            Some(id) => format!(r#"<w:hyperlink r:id="{id}" w:history="1">{words}</w:hyperlink>"#),
            None => words,
        });
    }
    out
}

fn run(span: &StyledSpan, is_link: bool) -> String {
    let dress = [
        (is_link, r#"<w:rStyle w:val="Hyperlink"/>"#),
        (span.dress.strong, "<w:b/><w:bCs/>"),
        (span.dress.emphasis, "<w:i/><w:iCs/>"),
    ];
    let dress: String = dress
        .iter()
        .filter(|(is_worn, _)| *is_worn)
        .map(|(_, element)| *element)
        .collect();
    let dress = if dress.is_empty() {
        dress
    } else {
        format!("<w:rPr>{dress}</w:rPr>")
    };
    let lines = span.text.split('\n').map(|line| match line {
        "" => String::new(),
        line => format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape_xml(line)),
    });
    format!(
        "<w:r>{dress}{}</w:r>",
        lines.collect::<Vec<_>>().join("<w:br/>")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::letter::Url;
    use crate::render::styled_spans::TextStyle;

    fn shown(text: &str, dress: TextStyle) -> String {
        write_runs(
            &[StyledSpan {
                text: text.to_owned(),
                dress,
            }],
            &mut DocxLinks::default(),
        )
    }

    #[test]
    fn dress_is_put_on_in_the_order_of_the_schema() {
        let expected = r#"<w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">a</w:t></w:r>"#;
        assert_eq!(
            shown(
                "a",
                TextStyle {
                    strong: true,
                    emphasis: true,
                    link: None
                }
            ),
            expected
        );
    }

    #[test]
    fn a_line_break_stands_between_texts() {
        let text = r#"<w:t xml:space="preserve">"#;
        let expected = format!("<w:r>{text}a</w:t><w:br/>{text}b</w:t></w:r>");
        assert_eq!(shown("a\nb", TextStyle::default()), expected);
    }

    #[test]
    fn words_that_lead_nowhere_an_office_program_can_follow_are_words() {
        let linked = |url| {
            shown(
                "a",
                TextStyle {
                    link: Url::new(url),
                    ..TextStyle::default()
                },
            )
        };
        assert!(linked("https://a.org").starts_with(r#"<w:hyperlink r:id="link1""#));
        assert_eq!(linked("https://*"), shown("a", TextStyle::default()));
    }
}
