//! Where to: standard output, or one file.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::record::RecordingReport;
use super::text_digest::hex_digest;
use super::{LetterArgs, evidence};
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::json_output;
use crate::commands::shared::lost_characters::lost_characters;
use crate::files::output::{self, FileOutcome as FileWritten};
use crate::letters::words;
use crate::letters::{ComposedLetter, Letter, PreflightFinding, PreflightLevel};
use crate::model::address::{EmailAddress, PhoneNumber, WebAddress};
use crate::model::vocabulary::Role;
use crate::model::{CellValue, Country, Form, Holder, Id, Line, PartialDate, Recipient};
use crate::render::{self, Format};
use crate::terminal;

/// From this many characters on, a mail program may cut a link.
const LONGEST_LINK: usize = 2000;

/// Letters as they are to be printed, and what was saved of them.
pub(super) struct PrintableLetters {
    format: Format,
    /// The bytes of each letter, made once.
    files: Vec<Vec<u8>>,
}

/// Makes the letters ready to be printed, and saves the one that goes into a file. None where it is only said what would be
/// written.
pub(super) fn save_letters(
    app: &App,
    args: &LetterArgs,
    written: &[ComposedLetter],
) -> Result<Option<PrintableLetters>, Error> {
    let format = args.one_format()?;
    let target = output_target(args, written)?;
    if !format.is_text() && target.is_none() && !app.is_json() && !args.mailto {
        refuse_to_print(app, written, format)?;
    }
    warn_unprintable(app, args, written, format)?;
    if app.global.dry_run {
        for letter in written {
            let place = target.map_or_else(
                || "standard output".to_owned(),
                |path| path.display().to_string(),
            );
            app.terminal.print_note(&format!(
                "Would write to {place}: {}",
                describe_letter(letter)
            ));
        }
        return Ok(None);
    }
    let files = render_letters(args, written, format);
    if let (Some(path), [bytes]) = (target, files.as_slice())
        && output::write_new(path, bytes, args.force)? == FileWritten::Unchanged
    {
        app.terminal
            .print_detail(&format!("{} is the same already", path.display()));
    }
    Ok(Some(PrintableLetters { format, files }))
}

/// Prints the letters, or where the saved one is, and says what was written. Nothing is left to be done after it.
pub(super) fn print_letters(
    app: &App,
    args: &LetterArgs,
    written: &[ComposedLetter],
    ready: &PrintableLetters,
    recorded: Option<RecordingReport>,
) -> Result<(), Error> {
    let printed = print_data(app, args, written, ready, recorded.is_some());
    let people = written
        .iter()
        .map(|letter| letter.job.cases.len())
        .max()
        .unwrap_or(0);
    match written {
        [letter] => app.terminal.print_note(&format!(
            "1 letter about {}, {}",
            words::count_people(people),
            describe_letter(letter)
        )),
        _ => app
            .terminal
            .print_note(&format!("{} letters", written.len())),
    }
    evidence::print_sheet_path(app, args);
    if let Some(recorded) = recorded {
        app.terminal.print_note(&recorded.summary_line());
    }
    printed.map_err(|error| unprinted_error(error, recorded))
}

/// Why something was not printed; what was recorded all the same is said.
pub(super) fn unprinted_error(error: Error, recorded: Option<RecordingReport>) -> Error {
    if error.is_silent() || recorded.is_none() {
        return error;
    }
    error
        .with_reason("The letters are recorded all the same")
        .try_with("cases sent")
}

/// A file that is no text goes to a program or a file, alone.
fn refuse_to_print(app: &App, written: &[ComposedLetter], format: Format) -> Result<(), Error> {
    let name = format.slug();
    if written.len() > 1 {
        return Err(Error::usage(format!(
            "{} letters as {name} cannot follow one another",
            written.len()
        ))
        .try_with(format!("cases letter … --format {name} -O letters/")));
    }
    if app.terminal.is_for_reading() {
        return Err(
            Error::usage(format!("A terminal cannot show a {name} file"))
                .try_with(format!("cases letter … -o letter.{}", format.extension())),
        );
    }
    Ok(())
}

/// Names what the format cannot show; stops if every warning is to stop.
fn warn_unprintable(
    app: &App,
    args: &LetterArgs,
    written: &[ComposedLetter],
    format: Format,
) -> Result<(), Error> {
    let mut lost: Vec<char> = Vec::new();
    for c in written
        .iter()
        .flat_map(|letter| render::find_unprintable(&letter.letter, format))
    {
        if !lost.contains(&c) {
            lost.push(c);
        }
    }
    let Some(what) = lost_characters(&lost, format.slug()) else {
        return Ok(());
    };
    if args.strict || app.config().letters.strict {
        return Err(Error::invalid(what).try_with("cases letter … --format html"));
    }
    app.terminal
        .print_warning(&format!("{what}\n    cases letter … --format html"));
    Ok(())
}

/// A warning that the draft has no address for the mail program; none if it has one.
pub(super) fn missing_addressee_finding(
    letter: &Letter,
    office: Option<&Recipient>,
) -> Option<PreflightFinding> {
    if !letter.mail.to.is_empty() {
        return None;
    }
    let Some(office) = office else {
        return Some(PreflightFinding::new(
            PreflightLevel::Note,
            "the draft has no addressee: it is written to nobody in particular",
        ));
    };
    let what = format!(
        "the draft has no addressee: no e-mail address is known for {}",
        office.office
    );
    Some(
        PreflightFinding::new(PreflightLevel::Note, what).with_fix(format!(
            "cases recipients update {} --email ADDRESS",
            office.id
        )),
    )
}

/// The file that was named; none for standard output.
fn output_target<'a>(
    args: &'a LetterArgs,
    written: &[ComposedLetter],
) -> Result<Option<&'a Path>, Error> {
    let Some(path) = args
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-")
    else {
        return Ok(None);
    };
    if written.len() > 1 {
        return Err(Error::usage(format!(
            "{} letters do not fit into one file",
            written.len()
        ))
        .try_with(format!(
            "cases letter … -O {}",
            path.with_extension("").display()
        )));
    }
    Ok(Some(path))
}

/// The bytes of each letter, made once.
fn render_letters(args: &LetterArgs, written: &[ComposedLetter], format: Format) -> Vec<Vec<u8>> {
    written
        .iter()
        .map(|letter| render::render_with(&letter.letter, format, args.paper, args.attach))
        .collect()
}

fn print_data(
    app: &App,
    args: &LetterArgs,
    written: &[ComposedLetter],
    ready: &PrintableLetters,
    is_recorded: bool,
) -> Result<(), Error> {
    if args.mailto {
        return print_links(app, written);
    }
    let target = output_target(args, written)?;
    let mut data = app.terminal.paged_writer();
    if app.is_json() {
        let objects = written.iter().zip(&ready.files);
        let objects = objects
            .map(|(letter, bytes)| as_json(letter, target, ready.format, bytes, is_recorded));
        let json = serde_json::Value::Array(objects.collect());
        data.write_json(&json_output::select_fields(app, json.to_string())?)?;
        return Ok(data.finish_output()?);
    }
    match target {
        Some(path) => data.write_line(&path.display().to_string())?,
        None => data
            .write_all(&ready.files.join(&b'\x0c'))
            .map_err(terminal::Error::from)?,
    }
    Ok(data.finish_output()?)
}

/// A link per letter and line.
fn print_links(app: &App, written: &[ComposedLetter]) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    let links: Vec<String> = written
        .iter()
        .map(|letter| render::render_mailto(&letter.letter))
        .collect();
    for (letter, link) in written
        .iter()
        .zip(&links)
        .filter(|(_, link)| link.len() > LONGEST_LINK)
    {
        let length = format!(
            "The link {} has {} characters",
            describe_letter(letter),
            link.len()
        );
        app.terminal.print_warning(&format!(
            "{length}; some mail programs cut it after {LONGEST_LINK}. Try: --format eml"
        ));
    }
    if app.is_json() {
        data.write_json(&serde_json::json!(links).to_string())?;
    } else {
        links.iter().try_for_each(|link| data.write_line(link))?;
    }
    Ok(data.finish_output()?)
}

fn describe_letter(letter: &ComposedLetter) -> String {
    let to = letter.job.recipient.as_ref().map_or_else(
        || letter.job.template.settings.title.clone(),
        |recipient| format!("to the {}", recipient.office),
    );
    to.replace("to the The ", "to the ")
}

/// Of an office what a letter may name; what is only for ourselves is not in it.
#[derive(Serialize)]
struct OfficeJson<'a> {
    id: &'a Id,
    role: &'a Role,
    office: &'a Line,
    #[serde(skip_serializing_if = "is_unknown")]
    country: &'a Option<Country>,
    #[serde(skip_serializing_if = "is_unknown")]
    body: &'a Option<Line>,
    #[serde(skip_serializing_if = "is_unknown")]
    accredited_to: &'a Option<Country>,
    #[serde(skip_serializing_if = "is_unknown")]
    groups: &'a Vec<Id>,
    #[serde(skip_serializing_if = "is_unknown")]
    languages: &'a Vec<Line>,
    #[serde(skip_serializing_if = "is_unknown")]
    post: &'a Vec<Line>,
    #[serde(skip_serializing_if = "is_unknown")]
    post_country: &'a Option<Country>,
    #[serde(skip_serializing_if = "is_unknown")]
    email: &'a Vec<EmailAddress>,
    #[serde(skip_serializing_if = "is_unknown")]
    phone: &'a Vec<PhoneNumber>,
    #[serde(skip_serializing_if = "is_unknown")]
    fax: &'a Vec<PhoneNumber>,
    #[serde(skip_serializing_if = "is_unknown")]
    web_form: &'a Option<WebAddress>,
    #[serde(skip_serializing_if = "is_unknown")]
    checked: &'a Option<PartialDate>,
    #[serde(skip_serializing_if = "is_unknown")]
    source: &'a Option<Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holders: &'a Vec<Holder>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forms: &'a Vec<Form>,
}

fn is_unknown<T: CellValue>(value: &&T) -> bool {
    value.is_empty()
}

impl<'a> From<&'a Recipient> for OfficeJson<'a> {
    fn from(recipient: &'a Recipient) -> Self {
        // Whether a new field may be printed is decided here.
        let Recipient {
            id,
            role,
            office,
            country,
            body,
            accredited_to,
            groups,
            languages,
            post,
            post_country,
            email,
            phone,
            fax,
            web_form,
            checked,
            source,
            note: _,
            holders,
            forms,
        } = recipient;
        Self {
            id,
            role,
            office,
            country,
            body,
            accredited_to,
            groups,
            languages,
            post,
            post_country,
            email,
            phone,
            fax,
            web_form,
            checked,
            source,
            holders,
            forms,
        }
    }
}

fn as_json(
    letter: &ComposedLetter,
    target: Option<&Path>,
    format: Format,
    bytes: &[u8],
    is_recorded: bool,
) -> serde_json::Value {
    let recipient = letter
        .job
        .recipient
        .as_deref()
        .and_then(|recipient| serde_json::to_value(OfficeJson::from(recipient)).ok());
    let warnings: Vec<serde_json::Value> = letter
        .findings
        .iter()
        .map(|finding| {
            serde_json::json!({
                "code": finding.level.slug(),
                "case": finding.case.as_ref().map(Id::as_str),
                "message": finding.what,
                "fix": finding.fix,
            })
        })
        .collect();
    serde_json::json!({
        "cases": letter.job.cases.iter().map(|case| case.id.as_str()).collect::<Vec<_>>(),
        "recipient": recipient,
        "cc": letter.letter.copies,
        "template": letter.job.template.kind,
        "lang": letter.letter.lang,
        "date": letter.letter.date.to_string(),
        "subject": letter.letter.subject.as_str(),
        "body": std::str::from_utf8(bytes).ok().filter(|_| format.is_text()),
        "format": format.slug(),
        "path": target.map(|path| path.display().to_string()),
        "warnings": warnings,
        "recorded": is_recorded,
        "sha256": hex_digest(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn of_an_office_all_is_printed_but_what_is_for_ourselves() {
        let typed = [
            ("id", "by-pg"),
            ("role", "prosecutor-general"),
            ("office", "O"),
            ("note", "SECRET"),
            ("post", "1 St"),
        ];
        let office = Recipient::from_typed(typed).unwrap();
        let printed = serde_json::to_value(OfficeJson::from(&office)).unwrap();
        let mut whole = serde_json::to_value(&office).unwrap();
        assert_eq!(
            whole.as_object_mut().unwrap().remove("note").unwrap(),
            "SECRET"
        );
        assert_eq!(printed, whole);
    }
}
