//! Articles of law as people cite them: `CC 174`, `ст. 342 ч. 1 УК РБ`, `Art. 293, part 2`, `§ 129`, `342, 361-1`,
//! `205.2 (title)`. One reader for the command line, the wizard and tables.
//!
//! Articles stay as they are printed: a point in a number is no part, unless a word says so. The criminal code of the state
//! that persecutes is `CC`, in whatever language it is named; another law stays as it is printed.

mod reader;
mod tokens;
mod words;

use reader::CitationReader;
use tokens::{TokenKind, split_tokens};
use words::{CitationWord, LAW_WORDS};

/// A charge as people write it. What is not said is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitedCharge {
    /// The law.
    pub code: String,
    /// The article, as printed.
    pub article: String,
    /// The part of the article.
    pub part: String,
    /// The offence.
    pub title: String,
}

impl CitedCharge {
    /// A charge of which only the offence is known.
    fn from_title(title: &str) -> Self {
        Self {
            title: title.trim().to_owned(),
            ..Self::default()
        }
    }
}

/// The charges of a text, in its order. What has no article is an offence; a number alone never is.
pub fn parse_charges(text: &str) -> Vec<CitedCharge> {
    split_charges(text)
        .into_iter()
        .flat_map(parse_charge_item)
        .collect()
}

/// The items of a text, divided by `;` and line breaks, but not within brackets: there they are part of an offence.
pub fn split_charges(text: &str) -> Vec<&str> {
    let opens = |c: char| matches!(c, '(' | '（');
    let closes = |c: char| matches!(c, ')' | '）');
    let is_balanced =
        text.chars().filter(|c| opens(*c)).count() == text.chars().filter(|c| closes(*c)).count();
    let mut depth = 0_usize;
    text.split(|c: char| {
        if opens(c) {
            depth += 1;
        } else if closes(c) {
            depth = depth.saturating_sub(1);
        }
        matches!(c, '\n' | ';') && (depth == 0 || !is_balanced)
    })
    .map(str::trim)
    .filter(|item| !item.is_empty())
    .collect()
}

/// The charges of one item of a list: several articles, and the offence of the last.
pub fn parse_charge_item(item: &str) -> Vec<CitedCharge> {
    read_from_start(item)
        .or_else(|| read_from_start(without_connector(item)?))
        .or_else(|| read_from_start(&with_plain_year(item)?))
        .or_else(|| read_behind_title(item))
        .unwrap_or_else(|| split_titles(item))
}

/// An item whose law has its year in brackets, with the year behind it: `Criminal Code (of 1960) Article 57`.
fn with_plain_year(item: &str) -> Option<String> {
    let (before, rest) = item.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    let year = inside.trim().trim_start_matches("of ").trim();
    let is_year = year.len() == 4 && year.starts_with(['1', '2']);
    (is_year
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && !before.contains(char::is_numeric))
    .then(|| format!("{} {year} {}", before.trim(), after.trim()))
}

/// An item without the “and” that joins it to the one before it, where an article follows: `and 313 (forgery)`.
fn without_connector(item: &str) -> Option<&str> {
    const CONNECTORS: [&str; 14] = [
        "and",
        "&",
        "und",
        "et",
        "y",
        "e",
        "и",
        "і",
        "та",
        "ve",
        "və",
        "و",
        "as well as",
        "also",
    ];
    let joined = |word: &&str| {
        let rest = item
            .get(..word.len())
            .filter(|begin| begin.to_lowercase() == **word);
        rest.is_some() && item[word.len()..].starts_with(char::is_whitespace)
    };
    let word = CONNECTORS.iter().copied().find(|word| joined(word))?;
    let rest = item[word.len()..].trim_start();
    let first = rest.split_whitespace().next()?;
    let is_cited = first.starts_with(|c: char| c.is_numeric())
        || LAW_WORDS
            .find(&first.trim_end_matches('.').to_lowercase())
            .is_some();
    is_cited.then_some(rest)
}

/// Offences without an article: several where every one begins with a capital letter.
fn split_titles(item: &str) -> Vec<CitedCharge> {
    let parts: Vec<&str> = item.split([',', '、']).map(str::trim).collect();
    let begins_anew =
        |part: &&str| part.starts_with(char::is_uppercase) && !part.contains(['(', '"', '“', '«']);
    if parts.len() > 1 && (item.contains('、') || parts.iter().all(begins_anew)) {
        return parts.into_iter().map(CitedCharge::from_title).collect();
    }
    vec![CitedCharge::from_title(item)]
}

/// `Incitement (Art. 174 CC)`, `incitement under Article 174`: the offence before its article.
fn read_behind_title(item: &str) -> Option<Vec<CitedCharge>> {
    let (before, cited) = match item
        .rfind(['(', '（'])
        .filter(|_| item.ends_with([')', '）']))
    {
        Some(open) => {
            let inside = item[open..].trim_matches(['(', '（', ')', '）']);
            (&item[..open], read_from_start(inside)?)
        }
        None => {
            let at = split_tokens(item).into_iter().find_map(|token| {
                let TokenKind::Word(word) = &token.kind else {
                    return None;
                };
                (token.start > 0 && LAW_WORDS.find(word) == Some(CitationWord::Article))
                    .then_some(token.start)
            })?;
            (&item[..at], read_from_start(&item[at..])?)
        }
    };
    let is_bare = cited
        .iter()
        .all(|charge| charge.title.is_empty() && !charge.article.is_empty());
    let title = trim_connectors(before);
    if !is_bare || title.is_empty() || cited.is_empty() {
        return None;
    }
    Some(
        cited
            .into_iter()
            .map(|charge| CitedCharge {
                title: title.to_owned(),
                ..charge
            })
            .collect(),
    )
}

/// An offence without the words that lead to its article: “incitement under”, “розжигание розни, по”.
fn trim_connectors(title: &str) -> &str {
    let mut rest = title
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—'));
    while let Some((before, last)) = rest.rsplit_once(' ') {
        if LAW_WORDS.find(&last.to_lowercase()) != Some(CitationWord::Filler) {
            break;
        }
        rest = before.trim_end_matches([',', ' ']);
    }
    rest.trim()
}

/// The charges of an item that begins with a citation; nothing if it does not.
fn read_from_start(item: &str) -> Option<Vec<CitedCharge>> {
    let mut reader = CitationReader::new(item);
    reader.read();
    let end = reader
        .tokens
        .get(reader.at)
        .map_or(item.len(), |token| token.start);
    let rest = item[end..].trim_start();
    let is_marked = reader.is_marked;
    let mut charges = reader.into_charges();
    if charges.is_empty() {
        return read_law_of_words(item);
    }
    if rest.is_empty() {
        return Some(charges);
    }
    let (is_parted, title) = split_separator(rest);
    if !is_parted && !is_marked {
        return read_law_of_words(item);
    }
    let (title, others) = split_title(title);
    if let Some(last) = charges.last_mut().filter(|last| last.title.is_empty()) {
        last.title = title.to_owned();
    }
    charges.extend(others);
    Some(charges)
}

/// What parts an offence from the article before it: a colon, a dash; and the offence.
fn split_separator(rest: &str) -> (bool, &str) {
    let bare = rest.trim_start_matches([':', '：', '–', '—', '-', '.', ',']);
    let quoted = bare.trim().strip_prefix(['“', '"', '«', '„']);
    let title = match quoted {
        Some(inside) if inside.ends_with(['”', '"', '»', '“']) => {
            inside.trim_end_matches(['”', '"', '»', '“'])
        }
        _ => bare,
    };
    (bare.len() < rest.len() || quoted.is_some(), title.trim())
}

/// An offence, and what follows it behind a comma with an article of its own: `incitement, Art. 405: extremism`.
fn split_title(title: &str) -> (&str, Vec<CitedCharge>) {
    for (at, _) in title.match_indices(',') {
        let rest = title[at + 1..].trim_start();
        let mut reader = CitationReader::new(rest);
        reader.read();
        let end = reader
            .tokens
            .get(reader.at)
            .map_or(rest.len(), |token| token.start);
        let follows = rest[end..].trim_start();
        let is_next = (follows.is_empty() && reader.is_marked) || follows.starts_with(':');
        if is_next && !reader.into_charges().is_empty() {
            return (
                title[..at].trim(),
                read_from_start(rest).unwrap_or_default(),
            );
        }
    }
    (title, Vec::new())
}

/// `Press Act 12: an offence`: a law of words that nobody knows, a number, a colon.
fn read_law_of_words(item: &str) -> Option<Vec<CitedCharge>> {
    let (head, title) = item.split_once(": ")?;
    let (code, article) = head.trim().rsplit_once(' ')?;
    (article.starts_with(|c: char| c.is_ascii_digit()) && !title.trim().is_empty()).then(|| {
        vec![CitedCharge {
            code: code.trim().to_owned(),
            article: article.to_owned(),
            part: String::new(),
            title: title.trim().to_owned(),
        }]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let one = |charge: &CitedCharge| {
            [&charge.code, &charge.article, &charge.part, &charge.title]
                .map(String::as_str)
                .join("|")
        };
        parse_charges(text)
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(" + ")
    }

    #[test]
    fn articles_are_read_as_people_write_them() {
        for (text, parts) in [
            ("174", "|174||"),
            ("CC 174", "CC|174||"),
            ("CC 174: inciting discord", "CC|174||inciting discord"),
            ("CC 207.3: false information", "CC|207.3||false information"),
            ("CC 205 ч. 2: calls", "CC|205|2|calls"),
            ("ст. 342 УК РБ", "CC|342||"),
            ("ст. 342 ч. 1 УК РБ", "CC|342|1|"),
            ("ст.342 ч.1 УК", "CC|342|1|"),
            ("ч. 2 ст. 205.2 УК РФ", "CC|205.2|2|"),
            ("п. «а» ч. 2 ст. 205 УК РФ", "CC|205|2 (а)|"),
            ("ч. 1 ст. 342, ч. 2 ст. 361 УК", "CC|342|1| + CC|361|2|"),
            ("ст. 342 ч. 1, 2", "|342|1| + |342|2|"),
            ("Art. 293, part 2 of the Criminal Code", "CC|293|2|"),
            ("Article 228.1", "|228.1||"),
            ("Article 174 of the Criminal Code of Kazakhstan", "CC|174||"),
            ("§ 129", "|129||"),
            ("§ 129a StGB", "CC|129a||"),
            ("342, 361-1, 130", "|342|| + |361-1|| + |130||"),
            ("205.2 (public calls)", "|205.2||public calls"),
            ("ст. 174, ст. 405", "|174|| + |405||"),
            ("Articles 275 and 280.3", "|275|| + |280.3||"),
            ("174 УК; 274 УК", "CC|174|| + CC|274||"),
            ("art. 314/2 TCK", "CC|314|2|"),
            ("TMK 7/2", "TMK|7|2|"),
            ("130/361", "|130|| + |361||"),
            (
                "181.2.1 (smuggling); 206.3.2 (arms)",
                "|181.2.1||smuggling + |206.3.2||arms",
            ),
            ("CC 174, 405", "CC|174|| + CC|405||"),
            ("CC 1997 181: x", "CC 1997|181||x"),
            ("174-бап", "|174||"),
            ("第105条第2款", "|105|2|"),
            ("刑法第105条", "CC|105||"),
            ("المادة ٩٨ من قانون العقوبات", "CC|98||"),
            ("Artículo 412 del Código Penal", "CC|412||"),
            ("Art. 5 LOPNNA", "LOPNNA|5||"),
            (
                "Article 7 of the Anti-Terrorism Law",
                "Anti-Terrorism Law|7||",
            ),
            ("174(2)", "|174|2|"),
            ("ст. 174 возбуждение розни", "|174||возбуждение розни"),
            ("Incitement (Art. 174 CC)", "CC|174||Incitement"),
            ("and 313 (forgery)", "|313||forgery"),
            ("and others", "|||and others"),
            (
                "Criminal Code (of 1960) Article 57 (High treason)",
                "CC 1960|57||High treason",
            ),
            (
                "CC 297 (bribing a witness; or a translator); 300",
                "CC|297||bribing a witness; or a translator + |300||",
            ),
            ("incitement under Article 174", "|174||incitement"),
            (
                "CC 174: discord, art. 405: extremism",
                "CC|174||discord + |405||extremism",
            ),
            (
                "Code of Administrative Offences 488: a rally",
                "Code of Administrative Offences|488||a rally",
            ),
            ("411 – theft", "|411||theft"),
            ("ст. 24.23 КоАП РБ", "КоАП|24.23||"),
            ("CC 412\nCC 413", "CC|412|| + CC|413||"),
        ] {
            assert_eq!(read(text), parts, "{text}");
        }
    }

    #[test]
    fn what_has_no_article_is_an_offence() {
        for (text, parts) in [
            ("see the file", "|||see the file"),
            ("2 counts of theft", "|||2 counts of theft"),
            (
                "Conspiracy, Spreading false news",
                "|||Conspiracy + |||Spreading false news",
            ),
            (
                "participation in, or leading of, a riot",
                "|||participation in, or leading of, a riot",
            ),
            ("extremism: a letter", "|||extremism: a letter"),
            ("", ""),
        ] {
            assert_eq!(read(text), parts, "{text}");
        }
    }

    #[test]
    fn no_text_makes_it_stumble() {
        for text in [
            "§",
            "ст.",
            "((((",
            ":",
            "174:",
            "CC",
            "ч. ч. ст.",
            "第条",
            "(2)",
            "-",
            "/1/",
            "1/",
            "174 (",
        ] {
            let _ = parse_charges(text);
        }
    }
}
