//! What an erasure reaches, what it leaves, and what is to be done about that.

use serde_json::{Value, json};

use super::ErasurePlan;
use super::copies::CopyErasure;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::save;
use crate::exchange::file_name;
use crate::model::Id;
use crate::store::{ErasedLetters, ErasureReport, RecordKind};

/// How many places are named on one line.
const MOST: usize = 40;

/// One place in which a person stands.
struct ErasureRow {
    place: &'static str,
    /// What is there.
    there: String,
    /// What becomes of it.
    becomes: String,
    /// Whether it is left as it is.
    is_left: bool,
}

impl ErasureRow {
    fn to_line(&self) -> String {
        format!("  {}: {} → {}", self.place, self.there, self.becomes)
    }

    fn as_json(&self) -> Value {
        json!({"place": self.place, "there": self.there, "becomes": self.becomes, "left": self.is_left})
    }
}

/// Shows what would be erased and what would be left.
pub(super) fn print_preview(app: &App, id: &Id, plan: &ErasurePlan) -> Result<(), Error> {
    let rows = build_rows(plan);
    if app.is_json() {
        let places: Vec<Value> = rows.iter().map(ErasureRow::as_json).collect();
        let all = json!({"case": id.as_str(), "erased": false, "places": places, "elsewhere": unreachable_places(plan)});
        return print_json(app, &all);
    }
    app.terminal
        .print_note(&format!("What there is of {id}, and what becomes of it:"));
    rows.iter()
        .for_each(|row| app.terminal.print_note(&row.to_line()));
    unreachable_places(plan)
        .iter()
        .for_each(|line| app.terminal.print_note(&format!("  {line}")));
    Ok(())
}

/// Says what was erased, and what is left to do.
pub(super) fn print_result(
    app: &App,
    plan: &ErasurePlan,
    erased: &ErasureReport,
    copies: &[CopyErasure],
    in_file: usize,
) -> Result<(), Error> {
    let left: Vec<ErasureRow> = build_rows(plan)
        .into_iter()
        .filter(|row| row.is_left)
        .collect();
    if app.is_json() {
        let copies: Vec<String> = copies.iter().map(CopyErasure::summary_line).collect();
        let left: Vec<Value> = left.iter().map(ErasureRow::as_json).collect();
        let all = json!({
            "erased": true, "op": erased.operation.0, "left": left, "copies": copies, "still_in_file": in_file,
            "elsewhere": unreachable_places(plan),
        });
        return print_json(app, &all);
    }
    let note = |text: &str| app.terminal.print_note(text);
    note(&format!(
        "Erased, and nothing takes it back. The history says only that something was ({}).",
        erased.operation
    ));
    if !erased.is_compact {
        app.terminal.print_warning(
            "the file could not be written anew; what was erased is overwritten in it all the same",
        );
    }
    copies.iter().for_each(|copy| note(&copy.summary_line()));
    match in_file {
        0 => note("No name, id or uid of the person is in the bytes of the casebook any more."),
        count => note(&format!(
            "A name, id or uid still stands in the bytes of the casebook ({}), in what is left:",
            format_count(count, "time")
        )),
    }
    left.iter().for_each(|row| note(&row.to_line()));
    unreachable_places(plan)
        .iter()
        .for_each(|line| note(&format!("  {line}")));
    Ok(())
}

fn print_json(app: &App, value: &Value) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    data.write_json(&value.to_string())?;
    Ok(data.finish_output()?)
}

/// Every place that the casebook knows of, in the order of the erasure.
fn build_rows(plan: &ErasurePlan) -> Vec<ErasureRow> {
    let ErasurePlan {
        person,
        traces,
        erasing,
        around,
        with_copies,
    } = plan;
    let mut rows = vec![
        erased_row(
            "case",
            if person.is_here {
                "1, with all its facts"
            } else {
                "removed before"
            },
            "erased",
        ),
        erased_row(
            "history",
            format!(
                "{}, {}",
                format_count(person.former, "former state"),
                format_count(traces.operations, "change")
            ),
            "erased; the history says that something was, and undo cannot bring it back",
        ),
        erased_row(
            "ids",
            person.ids.len().to_string(),
            "kept as digests alone, so that they are not given again and an import leaves the person out",
        ),
    ];
    if traces.shared > 0 {
        rows.push(erased_row(
            "agreed on with others",
            traces.shared.to_string(),
            "forgotten",
        ));
    }
    rows.extend(letters_row(plan));
    if !traces.sources.is_empty() {
        let there = join_few(
            traces
                .sources
                .iter()
                .map(|(id, title)| format!("{id} “{title}”")),
        );
        rows.push(erased_or_kept(
            "sources of this person alone",
            there,
            erasing.sources,
            "kept; --also sources erases them",
        ));
    }
    if !traces.statements.is_empty() {
        let there = join_few(traces.statements.iter().map(Id::to_string));
        rows.push(erased_row(
            "joint statements",
            there,
            "the case is taken off the list",
        ));
    }
    if !traces.mappings.is_empty() {
        let there = join_few(traces.mappings.iter().cloned());
        rows.push(erased_or_kept(
            "saved mappings",
            there,
            erasing.mappings,
            "kept; --also mappings erases them",
        ));
    }
    if !traces.texts.is_empty() {
        let there = join_few(
            traces
                .texts
                .iter()
                .map(|one| format!("{} {} ({})", one.subject, one.id, one.place)),
        );
        rows.push(kept_row(
            "texts of others",
            there,
            &format!("left to you, best before: {}", change_command(plan)),
        ));
    }
    if !traces.former_texts.is_empty() {
        let one =
            |(subject, id, count): &(RecordKind, Id, usize)| format!("{subject} {id} ({count})");
        let kept = "kept; --also history puts “(erased)” in their place";
        rows.push(erased_or_kept(
            "former texts of others",
            join_few(traces.former_texts.iter().map(one)),
            erasing.history,
            kept,
        ));
    }
    if !traces.namesakes.is_empty() {
        let there = join_few(traces.namesakes.iter().map(Id::to_string));
        rows.push(kept_row(
            "other cases of this name",
            there,
            "left: somebody else, unless you know better",
        ));
    }
    if !around.copies.is_empty() {
        let there = join_few(around.copies.iter().map(|path| path.display().to_string()));
        rows.push(erased_or_kept(
            "copies",
            there,
            *with_copies,
            "kept; --backups erases the person there too",
        ));
    }
    if !around.others.is_empty() {
        let there = join_few(around.others.iter().map(|path| path.display().to_string()));
        let left = "left: another casebook, not a copy of this case; see there: cases --db FILE remove CASE --erase -n";
        rows.push(kept_row("other casebooks", there, left));
    }
    rows
}

/// The command with which the first text of another is changed.
fn change_command(plan: &ErasurePlan) -> String {
    match plan.traces.texts.first().map(|one| (one.subject, &one.id)) {
        Some((RecordKind::Case, id)) => format!("cases update {id} --edit"),
        Some((RecordKind::Recipient, id)) => format!("cases recipients update {id} --edit"),
        Some((RecordKind::Statement, id)) => format!("cases statement show {id}"),
        Some((RecordKind::Letter, id)) => format!("cases sent {id}"),
        Some((RecordKind::Source, _)) | None => "cases export --format toml".to_owned(),
    }
}

fn letters_row(plan: &ErasurePlan) -> Option<ErasureRow> {
    let letters = &plan.traces.letters;
    if letters.is_empty() {
        return None;
    }
    let joint = letters.iter().filter(|(_, is_joint)| *is_joint).count();
    let one = |(id, is_joint): &(Id, bool)| {
        format!("{id}{}", if *is_joint { " (with others)" } else { "" })
    };
    let there = join_few(letters.iter().map(one));
    Some(match plan.erasing.letters {
        ErasedLetters::Keep => kept_row(
            "recorded letters",
            there,
            "kept, with the name, as evidence of what was sent; --letters digest keeps their digests alone",
        ),
        ErasedLetters::Digest if joint > 0 => kept_row(
            "recorded letters",
            there,
            "digests alone are kept, but a letter about others too cannot be cut and stays whole; --letters \
             digest-joint takes its text as well",
        ),
        ErasedLetters::Digest | ErasedLetters::DigestJoint => {
            erased_row("recorded letters", there, "their digests alone are kept")
        }
    })
}

/// Where the program cannot look.
fn unreachable_places(plan: &ErasurePlan) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(in_team_folders(plan));
    lines.push(
        "not known to the casebook: letters, manifests, reports, exports and evidence that were written to files, copies \
         elsewhere, and what was sent; look for the name in your folders"
            .to_owned(),
    );
    lines.push(
        "disk: a journal that was deleted and old blocks of a solid-state disk can hold former bytes until they are used \
         again; an encrypted disk protects them"
            .to_owned(),
    );
    lines
}

/// The files in the folders of a team that are to go or to be written anew.
fn in_team_folders(plan: &ErasurePlan) -> Option<String> {
    let letter = |id: &Id| match plan.erasing.letters {
        ErasedLetters::Keep => false,
        ErasedLetters::Digest => plan
            .traces
            .letters
            .iter()
            .any(|(other, is_joint)| other == id && !is_joint),
        ErasedLetters::DigestJoint => true,
    };
    let is_changed = |subject: RecordKind, id: &Id| match subject {
        RecordKind::Case | RecordKind::Statement => true,
        RecordKind::Source => plan.erasing.sources,
        RecordKind::Letter => letter(id),
        RecordKind::Recipient => false,
    };
    let changed = plan
        .traces
        .in_trees
        .iter()
        .filter(|(subject, id)| is_changed(*subject, id));
    let is_gone = |subject: &RecordKind| matches!(subject, RecordKind::Case | RecordKind::Source);
    let (gone, anew): (Vec<_>, Vec<_>) = changed.partition(|(subject, _)| is_gone(subject));
    let file = |(subject, id): &&(RecordKind, Id)| format!("{subject}s/{}", file_name(id));
    let (gone, anew): (Vec<String>, Vec<String>) = (
        gone.iter().map(file).collect(),
        anew.iter().map(file).collect(),
    );
    let parts: Vec<String> = [("removes", &gone), ("writes anew", &anew)]
        .into_iter()
        .filter(|(_, files)| !files.is_empty())
        .map(|(verb, files)| format!("{verb} {}", files.join(", ")))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let paths: Vec<String> = gone
        .iter()
        .chain(&anew)
        .map(|file| format!("--path {file}"))
        .collect();
    Some(format!(
        "team folders: the next cases export --tree {}; git keeps what they were until, before that export: git \
         filter-repo {} --invert-paths. Clones, and the casebooks of others, keep what they have: they erase too",
        parts.join(" and "),
        paths.join(" ")
    ))
}

fn erased_row(place: &'static str, there: impl Into<String>, becomes: &str) -> ErasureRow {
    ErasureRow {
        place,
        there: there.into(),
        becomes: becomes.to_owned(),
        is_left: false,
    }
}

fn kept_row(place: &'static str, there: String, becomes: &str) -> ErasureRow {
    ErasureRow {
        place,
        there,
        becomes: becomes.to_owned(),
        is_left: true,
    }
}

fn erased_or_kept(place: &'static str, there: String, is_erased: bool, kept: &str) -> ErasureRow {
    if is_erased {
        erased_row(place, there, "erased")
    } else {
        kept_row(place, there, kept)
    }
}

fn format_count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn join_few(items: impl Iterator<Item = String>) -> String {
    save::join_at_most(MOST, &items.collect::<Vec<_>>(), ", ")
}
