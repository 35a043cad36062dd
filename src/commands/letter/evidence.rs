//! The evidence sheet of a letter: for the sender's files, never for the post.

use std::path::Path;

use serde_json::json;

use super::{LetterArgs, LetterRun};
use crate::app::App;
use crate::app::error::Error;
use crate::files::output;
use crate::letters::evidence::{FactEvidence, SentenceEvidence, record_sources, trace_letter};
use crate::letters::letter::Mail;
use crate::letters::{Block, ComposedLetter, Inline, Letter, LetterLanguage, PublicCase};
use crate::model::vocabulary::{DateBasis, Vocabulary};
use crate::model::{Id, Source};
use crate::render::{self, Format};

/// The first line of every sheet.
const CONFIDENTIAL: &str = "CONFIDENTIAL";

/// The sheet, if one was asked for.
pub(super) fn render(
    run: &LetterRun<'_>,
    written: &[ComposedLetter],
) -> Result<Option<Vec<u8>>, Error> {
    let Some(path) = run.args.evidence.as_deref() else {
        return Ok(None);
    };
    Ok(Some(match file_extension(path).as_str() {
        "json" => serde_json::to_vec_pretty(&as_json(run, written))
            .map_err(|error| Error::failed(error.to_string()))?,
        ending => match Format::from_extension(ending) {
            Some(format) => render::render_on(&build_sheet(run, written), format, run.args.paper),
            None => {
                return Err(Error::usage(format!(
                    "An evidence sheet cannot have the ending .{ending}"
                ))
                .try_with("cases letter … --evidence evidence.md"));
            }
        },
    }))
}

/// Writes the sheet, if one was asked for.
pub(super) fn save_sheet(run: &LetterRun<'_>, sheet: Option<&[u8]>) -> Result<(), Error> {
    let (Some(path), Some(bytes)) = (run.args.evidence.as_deref(), sheet) else {
        return Ok(());
    };
    if run.app.global.dry_run {
        run.app
            .terminal
            .print_note(&format!("Would write the evidence to {}", path.display()));
        return Ok(());
    }
    output::write_new(path, bytes, run.args.force)?;
    Ok(())
}

/// Says where the sheet is, if one was asked for.
pub(super) fn print_sheet_path(app: &App, args: &LetterArgs) {
    if let Some(path) = &args.evidence {
        app.terminal.print_note(&format!(
            "Evidence: {}. It is for your files, not for the letter.",
            path.display()
        ));
    }
}

fn file_extension(path: &Path) -> String {
    path.extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

fn trace_sentences(letter: &ComposedLetter) -> Vec<SentenceEvidence> {
    trace_letter(&letter.letter, &letter.job.cases)
}

/// When the record of a case was last known true.
fn case_as_of(letter: &ComposedLetter, id: &Id) -> Option<String> {
    let case: Option<&PublicCase> = letter.job.cases.iter().find(|case| case.case_id() == id);
    case?.as_of.map(|as_of| as_of.to_string())
}

/// What that day was taken from, where nobody said it.
fn date_basis<'a>(letter: &'a ComposedLetter, id: &Id) -> Option<&'a DateBasis> {
    let case: Option<&PublicCase> = letter.job.cases.iter().find(|case| case.case_id() == id);
    case?.as_of_basis.as_ref()
}

/// The sources of the whole record, of a fact that has none of its own.
fn fallback_sources(letter: &ComposedLetter, fact: &FactEvidence) -> Vec<Id> {
    let case = letter
        .job
        .cases
        .iter()
        .find(|case| case.case_id() == &fact.case && fact.sources.is_empty());
    case.map(record_sources).unwrap_or_default()
}

fn as_json(run: &LetterRun<'_>, written: &[ComposedLetter]) -> serde_json::Value {
    let fact = |letter: &ComposedLetter, fact: &FactEvidence| {
        let sources: Vec<_> = fact.sources.iter().map(|id| source_json(run, id)).collect();
        let of_record: Vec<_> = fallback_sources(letter, fact)
            .iter()
            .map(|id| source_json(run, id))
            .collect();
        json!({"case": fact.case.as_str(), "about": fact.about, "says": fact.says, "entry": fact.entry,
            "standing": fact.standing, "sources": sources, "record_sources": of_record,
            "last_checked": case_as_of(letter, &fact.case),
            "last_checked_basis": date_basis(letter, &fact.case).map(Vocabulary::slug)})
    };
    let sentence = |letter: &ComposedLetter, traced: &SentenceEvidence| {
        let facts: Vec<_> = traced
            .backing
            .iter()
            .map(|backing| fact(letter, backing))
            .collect();
        json!({"sentence": traced.text, "facts": facts})
    };
    let letters = written.iter().map(|letter| {
        let document = &letter.letter;
        let sentences: Vec<_> = trace_sentences(letter)
            .iter()
            .map(|traced| sentence(letter, traced))
            .collect();
        json!({
            "subject": document.subject.as_str(),
            "date": document.date.to_string(),
            "kind": document.kind,
            "recipient": letter.job.recipient.as_ref().map(|office| office.id.as_str()),
            "sentences": sentences,
        })
    });
    json!({"confidential": true, "letters": letters.collect::<Vec<_>>()})
}

fn source_json(run: &LetterRun<'_>, id: &Id) -> serde_json::Value {
    match run.order.sources.get(id) {
        Some(source) => serde_json::to_value(source).unwrap_or_default(),
        None => json!({"id": id.as_str()}),
    }
}

/// The sheet as a document, so that every format can show it.
fn build_sheet(run: &LetterRun<'_>, written: &[ComposedLetter]) -> Letter {
    let lang = LetterLanguage::english();
    let mut body = Vec::new();
    for letter in written {
        let document = &letter.letter;
        let to = letter
            .job
            .recipient
            .as_ref()
            .map_or(document.kind.as_str(), |office| office.office.as_str());
        body.push(Block::Heading {
            level: 2,
            text: to_inlines(&format!("{to}, {}", document.date)),
        });
        for traced in trace_sentences(letter) {
            body.push(Block::Paragraph(vec![Inline::Strong(to_inlines(
                &traced.text,
            ))]));
            let items = traced.backing.iter().map(|fact| {
                vec![Block::Paragraph(to_inlines(&describe_fact(
                    run, letter, fact,
                )))]
            });
            let items: Vec<Vec<Block>> = items.collect();
            body.push(match items.is_empty() {
                true => Block::Paragraph(to_inlines("No fact of the casebook.")),
                false => Block::List { start: None, items },
            });
        }
    }
    Letter {
        lang: lang.to_string(),
        kind: "evidence".to_owned(),
        subject: format!("{CONFIDENTIAL}: evidence").into(),
        sender: Vec::new(),
        recipient: Vec::new(),
        delivery: None,
        reference: None,
        place_and_date: lang.format_day(run.order.date),
        date: run.order.date,
        salutation: None,
        body,
        close: None,
        signatories: Vec::new(),
        copies: Vec::new(),
        enclosures: Vec::new(),
        sources: Vec::new(),
        labels: lang.letter_labels(),
        mail: Mail::default(),
    }
}

/// A fact on one line: what it is, its standing, its source, when it was last checked.
fn describe_fact(run: &LetterRun<'_>, letter: &ComposedLetter, fact: &FactEvidence) -> String {
    let standing = fact.standing.as_deref().unwrap_or("not said");
    let printed = |ids: &[Id]| {
        let printed = ids.iter().map(|id| {
            run.order
                .sources
                .get(id)
                .map_or_else(|| format!("{id} (not on file)"), describe_source)
        });
        printed.collect::<Vec<_>>().join("; ")
    };
    let of_record = fallback_sources(letter, fact);
    let source = match (fact.sources.as_slice(), of_record.as_slice()) {
        ([], []) => "none".to_owned(),
        ([], of_record) => format!(
            "none of its own; the record rests on {}",
            printed(of_record)
        ),
        (sources, _) => printed(sources),
    };
    let checked = case_as_of(letter, &fact.case).unwrap_or_else(|| "not known".to_owned());
    let basis = date_basis(letter, &fact.case).map(|basis| format!(" ({})", basis.label()));
    let basis = basis.unwrap_or_default();
    format!(
        "{}, {}: {} · Standing: {standing} · Source: {source} · Record last known true: {checked}{basis}",
        fact.case, fact.name, fact.says
    )
}

/// A source with the day on which it was last read.
fn describe_source(source: &Source) -> String {
    match source.accessed {
        Some(accessed) => format!("{}, read {accessed}", source.to_citation()),
        None => source.to_citation(),
    }
}

fn to_inlines(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}
