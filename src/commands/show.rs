//! `cases show`

use std::collections::BTreeSet;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::TypedDay;
use crate::commands::shared::choose;
use crate::commands::shared::fact_line::FactDisplay;
use crate::commands::shared::json_output;
use crate::letters::disclosure::{WithheldFact, WithholdingReason, kept_out};
use crate::letters::preflight;
use crate::model::vocabulary::Vocabulary;
use crate::model::{
    Case, Cell, Date, FieldMeaning, ListSpec, PartialDate, Record, SentLetter, find_meaning,
};
use crate::store::Store;
use crate::terminal::{self, TerminalLinks};

/// Show everything known about one case: facts with dates, sources and standing, the timeline, letters written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases show                              asks which; type a part of the name
  cases show dzhakishev-mukhtar
  cases show Джакишев                     any script, any spelling
  cases show bokayev-maks --as-of 2017-01-01
  cases show bokayev-maks --json | jq .charges

Private facts are marked “private”, or why they are in no letter; this page is for you, not for a letter.")]
pub struct ShowCaseArgs {
    /// An id, the beginning of one if it is the only one, or a full name; on a terminal, asked for if left out
    #[arg(value_name = "CASE")]
    case: Option<String>,
    /// As it was on this day: its status, and nothing that came later
    #[arg(long, value_name = "DATE")]
    as_of: Option<TypedDay>,
}

/// Prints the dossier of a case.
pub fn run(app: &App, args: &ShowCaseArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let id = choose::pick_case(app, &store, args.case.as_deref(), "cases show")?;
    let case = store
        .load_case(&id)?
        .ok_or_else(|| Error::not_found(format!("There is no case {id}")))?;
    let day = args.as_of.map_or(app.today, |day| day.on(app.today));
    let case = if args.as_of.is_some() {
        truncate_after(case, day)?
    } else {
        case
    };
    let letters = store.letters_of(&id)?;
    let mut data = app.terminal.paged_writer();
    if app.is_json() {
        let json = render_json(&case, &letters, day)?;
        data.write_json(&json_output::select_fields(app, json)?)?;
    } else {
        let links = if data.has_links() {
            build_links(&store, &case)?
        } else {
            TerminalLinks::in_brackets()
        };
        data.write_linked_lines(&render_dossier(app, &case, &letters, day), &links)?;
    }
    Ok(data.finish_output()?)
}

/// The id of a source behind a fact leads to where it can be read.
fn build_links(store: &Store, case: &Case) -> Result<TerminalLinks, Error> {
    let mut links = TerminalLinks::in_brackets();
    for id in BTreeSet::from_iter(case.named_sources()) {
        if let Some(url) = store.load_source(&id)?.and_then(|source| source.url) {
            links.add_page(id.as_str(), url.as_str());
        }
    }
    Ok(links)
}

/// The case without what came after a day.
fn truncate_after(mut case: Case, day: Date) -> Result<Case, Error> {
    for list in Case::LISTS {
        let position = find_meaning(list.fields, FieldMeaning::Date);
        let came = |row: &Vec<Cell>| {
            let date = position
                .map(|position| row[position].to_line())
                .and_then(|text| text.parse::<crate::model::PartialDate>().ok());
            date.is_none_or(|date| date.may_be_by(day))
        };
        let rows: Vec<Vec<Cell>> = case.rows(list.name).into_iter().filter(came).collect();
        case.set_rows(list.name, &rows)?;
    }
    Ok(case)
}

fn render_json(case: &Case, letters: &[SentLetter], day: Date) -> Result<String, Error> {
    let failed = |error: serde_json::Error| Error::failed(error.to_string());
    let mut value = serde_json::to_value(case).map_err(failed)?;
    if let Some(object) = value.as_object_mut() {
        for field in Case::FIELDS {
            let nothing = if field.kind == crate::model::ValueKind::List {
                serde_json::json!([])
            } else {
                serde_json::Value::Null
            };
            object.entry(field.name).or_insert(nothing);
        }
        for list in Case::LISTS {
            object
                .entry(list.name)
                .or_insert_with(|| serde_json::json!([]));
        }
        object.insert("status".to_owned(), case.status_on(day).slug().into());
        object.insert(
            "status_as_of".to_owned(),
            case.known_as_of(day).map(|known| known.to_string()).into(),
        );
        object.insert(
            "since".to_owned(),
            case.since_on(day).map(|since| since.to_string()).into(),
        );
        for (name, date) in turning_points(case, day) {
            object.insert(name.to_owned(), date.map(|date| date.to_string()).into());
        }
        object.insert("doubtful".to_owned(), case.doubt_on(day).is_some().into());
        object.insert(
            "letters".to_owned(),
            serde_json::to_value(letters).map_err(failed)?,
        );
    }
    serde_json::to_string(&value).map_err(failed)
}

/// When the person was last arrested, sentenced and released.
fn turning_points(case: &Case, day: Date) -> [(&'static str, Option<PartialDate>); 3] {
    let sentenced = case.sentence_on(day).and_then(|sentence| sentence.date);
    [
        ("arrested", case.arrested_on(day)),
        ("sentenced", sentenced),
        ("released", case.released_on(day)),
    ]
}

/// What the day of the record was taken from, where it is this one and nobody gave it.
fn basis_note(case: &Case, known: PartialDate) -> String {
    let basis = case.as_of_basis.as_ref();
    basis
        .filter(|_| case.as_of == Some(known))
        .map(|basis| format!(" ({})", basis.label()))
        .unwrap_or_default()
}

/// Whether the page says a field at a place of its own.
fn stands_elsewhere(meaning: FieldMeaning) -> bool {
    matches!(
        meaning,
        FieldMeaning::FullName
            | FieldMeaning::Narrative
            | FieldMeaning::Notes
            | FieldMeaning::RecordDateBasis
    )
}

fn render_dossier(app: &App, case: &Case, letters: &[SentLetter], day: Date) -> String {
    let kept = kept_out(case, day);
    let status = case.status_on(day);
    let since = case
        .since_on(day)
        .map(|since| format!("since {since}, "))
        .unwrap_or_default();
    let known = case.known_as_of(day).map_or_else(
        || "no date known".to_owned(),
        |known| format!("as of {known}{}", basis_note(case, known)),
    );
    let mut rows = vec![(
        "status".to_owned(),
        format!("{} ({}), {since}{known}", status.slug(), status.label()),
    )];
    for (name, date) in turning_points(case, day) {
        rows.extend(date.map(|date| (name.to_owned(), date.to_string())));
    }
    for (field, cell) in Case::FIELDS.iter().zip(case.cells()) {
        if !cell.is_empty() && !stands_elsewhere(field.meaning) {
            let is_private = kept.iter().any(|kept| kept.place == field.name);
            let mark = if is_private { " (private)" } else { "" };
            rows.push((
                field.name.replace('_', " "),
                format!("{}{mark}", cell.to_line()),
            ));
        }
    }
    let mut page = format!(
        "{}\n\n{}\n",
        case.name,
        terminal::key_values(&rows, wrap_width(app))
    );
    let doubts = [
        preflight::check_status(case, &case.id, day),
        preflight::check_narrative(case, &case.name, day),
    ];
    for finding in doubts.into_iter().flatten() {
        page.push_str(&format!("\n! {}\n", finding.what));
    }
    for claim in case.disputing_claims() {
        page.push_str(&format!(
            "\n! Sources disagree. Used is what stands here; a claim says otherwise: {}\n",
            claim.to_text()
        ));
    }
    for list in Case::LISTS {
        page.push_str(&render_section(app, case, list, &kept));
    }
    if let Some(kept) = kept.iter().find(|kept| kept.why == WithholdingReason::Kind) {
        let let_in = kept.disclose_command(&case.id);
        page.push_str(&format!(
            "\nPrivate by its kind: kept out of letters until you let it in, as with\n  {let_in}\n"
        ));
    }
    for (title, text) in [
        ("summary", case.summary.as_ref()),
        ("notes (private)", case.notes.as_ref()),
    ] {
        if let Some(text) = text {
            page.push_str(&format!(
                "\n{}\n{}\n",
                format_heading(title),
                indent_text(app, text.as_str(), "  ", "  ")
            ));
        }
    }
    if !letters.is_empty() {
        page.push_str(&format!("\n{}\n", format_heading("letters")));
        for letter in letters {
            let to = letter
                .recipient
                .as_ref()
                .map_or("public", crate::model::Id::as_str);
            page.push_str(&format!(
                "  {}  {}  {}  {}\n",
                letter.date, letter.kind, to, letter.id
            ));
        }
    }
    page
}

/// The width to lay out for; none in a pipe, where lines stay whole.
fn wrap_width(app: &App) -> Option<usize> {
    app.terminal
        .is_for_reading()
        .then(|| app.terminal.layout_width())
}

/// A text with its first line and its further lines indented, wrapped where a person looks.
fn indent_text(app: &App, text: &str, first: &str, further: &str) -> String {
    let Some(width) = wrap_width(app) else {
        return format!("{first}{}", text.replace('\n', &format!("\n{further}")));
    };
    // An id stays whole, so that it can be copied.
    let options =
        textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(
        text,
        options.initial_indent(first).subsequent_indent(further),
    )
}

fn format_heading(title: &str) -> String {
    title.to_uppercase()
}

/// The mark behind a fact that letters leave out, where its own fields do not say so.
fn kept_out_note(kept: &WithheldFact) -> Option<String> {
    match kept.why {
        WithholdingReason::Kind => Some("private by its kind: in no letter".to_owned()),
        WithholdingReason::Pressure => Some("said under pressure: in no letter".to_owned()),
        WithholdingReason::Mark | WithholdingReason::Embargo(_) | WithholdingReason::Field => None,
    }
}

/// One list of facts, numbered as `--remove` counts them.
fn render_section(app: &App, case: &Case, list: &ListSpec, kept: &[WithheldFact]) -> String {
    let rows = case.rows(list.name);
    if rows.is_empty() {
        return String::new();
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    if list.name == "events" {
        // The timeline: undated first, as they are counted.
        let date = |index: &usize| case.events[*index].date;
        order.sort_by_key(date);
    }
    let lines = order.into_iter().map(|index| {
        let mut shown = FactDisplay::from_fields(list.fields, &rows[index]);
        let place = format!("{}.{}", list.name, index + 1);
        shown.behind.extend(
            kept.iter()
                .find(|kept| kept.place == place)
                .and_then(kept_out_note),
        );
        indent_text(
            app,
            &shown.to_line(),
            &format!("{:>4}. ", index + 1),
            "      ",
        )
    });
    format!(
        "\n{}\n{}\n",
        format_heading(list.name),
        lines.collect::<Vec<_>>().join("\n")
    )
}
