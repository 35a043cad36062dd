//! A letter in the user's own words, its facts still checked.

use std::path::Path;

use super::{LetterArgs, with_fix};
use crate::app::App;
use crate::app::error::Error;
use crate::files::input::{Input, LETTER};
use crate::letters::disclosure::ForbiddenName;
use crate::letters::parties::LetterParties;
use crate::letters::proofread::{ProofreadInput, proofread_letter, trace_edited_letter};
use crate::letters::{
    Block, ComposedLetter, Letter, LetterOrder, PreflightFinding, TracedText, markdown,
};
use crate::render::{self, Format};
use crate::terminal::{EditError, TextDraft};

/// Lets the user edit the one letter, or takes the text from a file, and warns of what it then says that nobody knows. The
/// draft of an editor stays until [`finish_edit`].
///
/// # Errors
/// There are several letters, nobody can edit, nothing was changed, or every warning is to stop.
pub(super) fn edit_letter(
    app: &App,
    args: &LetterArgs,
    order: &LetterOrder,
    written: &mut [ComposedLetter],
) -> Result<Option<TextDraft>, Error> {
    let [written] = written else {
        return Err(Error::usage(format!(
            "{} letters cannot be edited at once",
            written.len()
        ))
        .with_reason("--edit takes one letter: one recipient, without --each")
        .try_with("cases letter CASE --to WHO --edit"));
    };
    let before = to_markdown(&written.letter);
    let (edited, draft) = match &args.edit {
        Some(Some(file)) => (read_edited(file)?, None),
        Some(None) | None => {
            let (edited, draft) = app
                .terminal
                .edit_text("letter.md", &before, parse_edited)
                .map_err(cannot_edit)?;
            (edited, Some(draft))
        }
    };
    refuse_named(app, order, draft.as_ref(), &edited.markdown)?;
    let findings = proofread_edit(app, written, &before, &edited.markdown);
    let unedited = written.letter.clone();
    written.letter.subject = edited.subject;
    written.letter.body = edited.body;
    trace_edited_letter(
        &written.job.template.lang,
        &unedited,
        &mut written.letter,
        &written.job.cases,
    );
    if (args.strict || app.config().letters.strict) && !findings.is_empty() {
        warn_draft_kept(app, draft.as_ref());
        let details = findings.iter().map(with_fix);
        return Err(
            Error::invalid("The edited letter says what the casebook does not know")
                .with_details(details),
        );
    }
    findings
        .iter()
        .for_each(|finding| app.terminal.print_warning(&with_fix(finding)));
    written.findings.extend(findings);
    Ok(draft)
}

/// Stops where a person who may not be named was named by hand, unless that was agreed to beforehand.
fn refuse_named(
    app: &App,
    order: &LetterOrder,
    draft: Option<&TextDraft>,
    edited: &str,
) -> Result<(), Error> {
    let mut named = order.names.find_named(edited, None);
    named.retain(|named| !order.may_be_named.contains(&named.who));
    if named.is_empty() {
        return Ok(());
    }
    let line = |named: &ForbiddenName| edited[..named.at.0].matches('\n').count() + 1;
    let sentence = |named: &ForbiddenName| {
        format!(
            "line {} names {} (“{}”): {}",
            line(named),
            named.who,
            named.said,
            named.why
        )
    };
    if app.global.yes {
        named
            .iter()
            .for_each(|named| app.terminal.print_warning(&sentence(named)));
        return Ok(());
    }
    warn_draft_kept(app, draft);
    Err(
        Error::refused("The edited letter names somebody who may not be named")
            .with_details(named.iter().map(sentence))
            .try_with("cases letter … --edit --yes   (if that is meant)"),
    )
}

/// Removes the draft of what is done; of what failed, or was only tried, it stays and is named.
pub(super) fn finish_edit(
    app: &App,
    done: Result<(), Error>,
    draft: Option<TextDraft>,
) -> Result<(), Error> {
    let Some(draft) = draft else { return done };
    if done.is_err() || app.global.dry_run {
        warn_draft_kept(app, Some(&draft));
        return done;
    }
    draft
        .discard()
        .map_err(|error| Error::failed(error.to_string()))
}

/// Subject and text from a file, or from standard input.
fn read_edited(file: &Path) -> Result<EditedLetter, Error> {
    let text = Input::open(file)?.read_text(LETTER)?;
    parse_edited(&text).map_err(|why| {
        Error::invalid(format!("{} is no text of a letter", file.display())).with_reason(why)
    })
}

fn warn_draft_kept(app: &App, draft: Option<&TextDraft>) {
    let Some(draft) = draft else { return };
    app.terminal.print_warning(&format!(
        "what was typed is kept in {}",
        draft.file_path().display()
    ));
}

fn proofread_edit(
    app: &App,
    written: &ComposedLetter,
    before: &str,
    after: &str,
) -> Vec<PreflightFinding> {
    let sender = app.letter_sender();
    let ground = LetterParties {
        cases: &written.job.cases,
        recipient: written.job.recipient.as_deref(),
        sender: &sender,
    };
    let letter = &written.letter;
    let lists = [
        &letter.sender,
        &letter.recipient,
        &letter.signatories,
        &letter.copies,
        &letter.sources,
    ];
    let beside: Vec<String> = lists
        .into_iter()
        .flatten()
        .chain([&letter.place_and_date])
        .cloned()
        .collect();
    proofread_letter(&ProofreadInput {
        lang: &written.job.template.lang,
        ground,
        beside: &beside,
        date: letter.date,
        before,
        after,
    })
}

/// What the editor gave back: the subject, the text, and the two as they were typed.
struct EditedLetter {
    subject: TracedText,
    body: Vec<Block>,
    markdown: String,
}

/// The subject as a heading and the text, as Markdown that reads back as the same.
fn to_markdown(letter: &Letter) -> String {
    String::from_utf8_lossy(&render::render(&letter.text_alone(), Format::Markdown)).into_owned()
}

fn parse_edited(text: &str) -> Result<EditedLetter, &'static str> {
    let document = markdown::parse_document(text);
    let subject = document
        .subject
        .ok_or("there is no subject; it stands on a line of its own, behind a #")?;
    if document.body.is_empty() {
        return Err("there is no text below the subject");
    }
    Ok(EditedLetter {
        subject,
        body: document.body,
        markdown: text.to_owned(),
    })
}

fn cannot_edit(error: EditError) -> Error {
    let what = error.to_string();
    match error {
        EditError::NotATerminal => {
            Error::usage(what).try_with("cases letter … -o letter.docx   (to edit it elsewhere)")
        }
        other => other.into(),
    }
}
