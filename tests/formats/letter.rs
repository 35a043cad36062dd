//! The words of a letter, told without any format: what each of them must say, in this order and no more.

use cases::letters::{Block, Inline, Letter};

use super::words::split;

/// The words from top to bottom. A link is followed by the address that its words do not tell, an item of a numbered
/// list comes after its number.
pub fn words(letter: &Letter) -> Vec<String> {
    let mut said = Vec::new();
    let labels = &letter.labels;
    let labelled = |label: &str, line: &str| match label {
        "" => line.to_owned(),
        label => format!("{label}: {line}"),
    };
    let reference = letter
        .reference
        .as_deref()
        .map(|line| labelled(&labels.reference, line));
    let day = Some(letter.place_and_date.clone());
    if letter.is_public() {
        said.extend(
            [
                Some(letter.subject.to_string()),
                day,
                letter.delivery.clone(),
                reference,
            ]
            .into_iter()
            .flatten(),
        );
    } else {
        said.extend(
            letter
                .sender
                .iter()
                .chain(&letter.recipient)
                .chain(&letter.delivery)
                .cloned(),
        );
        let subject =
            (!letter.subject.is_empty()).then(|| labelled(&labels.subject, &letter.subject));
        said.extend([day, reference, subject].into_iter().flatten());
    }
    said.extend(letter.salutation.clone());
    blocks(&letter.body, &mut said);
    said.extend(letter.close.iter().chain(&letter.signatories).cloned());
    if letter.is_public() {
        said.extend(letter.sender.clone());
    }
    below(&labels.copies, &letter.copies, &mut said);
    below(&labels.enclosures, &letter.enclosures, &mut said);
    let sources = letter
        .sources
        .iter()
        .filter(|line| !is_blank(line))
        .enumerate();
    let sources: Vec<String> = sources
        .map(|(at, line)| format!("{}. {line}", at + 1))
        .collect();
    below(&labels.sources, &sources, &mut said);
    said.iter()
        .filter(|text| !is_blank(text))
        .flat_map(|text| split(&on_one_line(text)).collect::<Vec<_>>())
        .collect()
}

fn below(label: &str, lines: &[String], said: &mut Vec<String>) {
    if lines.iter().any(|line| !is_blank(line)) {
        said.push(format!("{label}:"));
        said.extend(lines.iter().cloned());
    }
}

fn blocks(blocks: &[Block], said: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => said.push(inlines(text, false)),
            Block::Quote(inner) => self::blocks(inner, said),
            Block::Rule => {}
            Block::List { start, items } => {
                for (at, item) in items.iter().enumerate() {
                    said.extend(start.map(|first| format!("{}.", first + at as u64)));
                    self::blocks(item, said);
                }
            }
        }
    }
}

fn inlines(text: &[Inline], in_link: bool) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.to_string(),
            Inline::Emphasis(inner) | Inline::Strong(inner) => inlines(inner, in_link),
            Inline::Break => "\n".to_owned(),
            Inline::Link { text, url } => {
                let words = inlines(text, true);
                let is_told = in_link || Inline::plain_text(text).trim() == url.display_text();
                let tail = words.trim_end().len();
                if is_told {
                    words
                } else {
                    format!(
                        "{} ({}){}",
                        &words[..tail],
                        url.display_text(),
                        &words[tail..]
                    )
                }
            }
        })
        .collect()
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

fn on_one_line(text: &str) -> String {
    text.replace(
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        " ",
    )
}
