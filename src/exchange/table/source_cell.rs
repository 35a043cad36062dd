//! The source of a row: a link or a title.

use crate::model::{Id, InvalidValue, Record, Source};

/// The longest id that is made of a link.
const LONGEST: usize = 60;

/// The sources of a cell: each link is one, and a text without a link is one.
pub(super) fn parse_sources(text: &str) -> Result<Vec<Source>, InvalidValue> {
    let is_link = |word: &&str| {
        word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
    };
    let links: Vec<&str> = text
        .split([' ', '\n', ';', ',', '\t'])
        .map(|word| word.trim_matches(['(', ')', '<', '>', '"', '.']))
        .filter(is_link)
        .collect();
    if links.is_empty() {
        let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
        return Ok(vec![Source::from_typed([
            ("id", Id::from_name(&title).as_str()),
            ("title", title.as_str()),
        ])?]);
    }
    links.into_iter().map(source_of_link).collect()
}

/// `https://example.org/report?id=7` is the source `example-org-report-id-7`, called by its address.
fn source_of_link(link: &str) -> Result<Source, InvalidValue> {
    let bare = link
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.")
        .trim_end_matches('/');
    let host = bare.split(['/', '?', '#']).next().unwrap_or(bare);
    let words: String = bare
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let full = Id::from_name(&words).to_string();
    let id = if full.len() <= LONGEST {
        full
    } else {
        // What is cut off may be all that tells two links of one house apart.
        let digest = link.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let kept: String = full.chars().take(LONGEST - 10).collect();
        format!(
            "{}-{:08x}",
            kept.trim_end_matches('-'),
            digest & 0xffff_ffff
        )
    };
    Source::from_typed([
        ("id", id.as_str()),
        ("title", format!("[{host}]").as_str()),
        ("url", link),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        parse_sources(text)
            .unwrap()
            .iter()
            .map(|source| source.id.to_string())
            .collect()
    }

    #[test]
    fn a_link_makes_one_source_and_the_same_link_the_same() {
        assert_eq!(ids("https://example.org/a?id=7"), ["example-org-a-id-7"]);
        assert_eq!(
            ids("see http://www.example.org/1 and https://example.org/2."),
            ["example-org-1", "example-org-2"]
        );
        assert_eq!(ids("Viasna, list of May 2026"), ["viasna-list-of-may-2026"]);
        let long = |end: &str| format!("https://example.org/{}{end}", "a/".repeat(60));
        assert!(ids(&long("1")) != ids(&long("2")) && ids(&long("1"))[0].len() <= LONGEST);
    }
}
