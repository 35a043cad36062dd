//! What an erasure reaches, what it leaves, and what is to be done about that.

use serde_json::{Value, json};

use super::Plan;
use super::copies::CopyDone;
use crate::app::App;
use crate::app::error::Error;
use crate::exchange::file_name;
use crate::model::Id;
use crate::store::{Erased, ErasedLetters, Subject};

/// How many places are named on one line.
const MOST: usize = 40;

/// One place in which a person stands.
struct Row {
    place: &'static str,
    /// What is there.
    there: String,
    /// What becomes of it.
    becomes: String,
    /// Whether it is left as it is.
    is_left: bool,
}

impl Row {
    fn line(&self) -> String {
        format!("  {}: {} → {}", self.place, self.there, self.becomes)
    }

    fn as_json(&self) -> Value {
        json!({"place": self.place, "there": self.there, "becomes": self.becomes, "left": self.is_left})
    }
}

/// Shows what would be erased and what would be left.
///
/// # Errors
/// The output cannot be written.
pub(super) fn before(app: &App, id: &Id, plan: &Plan) -> Result<(), Error> {
    let rows = rows(plan);
    if app.json() {
        let places: Vec<Value> = rows.iter().map(Row::as_json).collect();
        let all = json!({"case": id.as_str(), "erased": false, "places": places, "elsewhere": elsewhere(plan)});
        return print(app, &all);
    }
    app.terminal.note(&format!("What there is of {id}, and what becomes of it:"));
    rows.iter().for_each(|row| app.terminal.note(&row.line()));
    elsewhere(plan).iter().for_each(|line| app.terminal.note(&format!("  {line}")));
    Ok(())
}

/// Says what was erased, and what is left to do.
///
/// # Errors
/// The output cannot be written.
pub(super) fn after(app: &App, plan: &Plan, erased: &Erased, copies: &[CopyDone], in_file: usize) -> Result<(), Error> {
    let left: Vec<Row> = rows(plan).into_iter().filter(|row| row.is_left).collect();
    if app.json() {
        let copies: Vec<String> = copies.iter().map(CopyDone::words).collect();
        let left: Vec<Value> = left.iter().map(Row::as_json).collect();
        let all = json!({
            "erased": true, "op": erased.operation.0, "left": left, "copies": copies, "still_in_file": in_file,
            "elsewhere": elsewhere(plan),
        });
        return print(app, &all);
    }
    let note = |text: &str| app.terminal.note(text);
    note(&format!(
        "Erased, and nothing takes it back. The history says only that something was ({}).",
        erased.operation
    ));
    if !erased.is_compact {
        app.terminal.warn("the file could not be written anew; what was erased is overwritten in it all the same");
    }
    copies.iter().for_each(|copy| note(&copy.words()));
    match in_file {
        0 => note("No name, id or uid of the person is in the bytes of the casebook any more."),
        count => note(&format!(
            "A name, id or uid still stands in the bytes of the casebook ({}), in what is left:",
            counted(count, "time")
        )),
    }
    left.iter().for_each(|row| note(&row.line()));
    elsewhere(plan).iter().for_each(|line| note(&format!("  {line}")));
    Ok(())
}

fn print(app: &App, value: &Value) -> Result<(), Error> {
    let mut data = app.terminal.data();
    data.json(&value.to_string())?;
    Ok(data.finish()?)
}

/// Every place that the casebook knows of, in the order of the erasure.
fn rows(plan: &Plan) -> Vec<Row> {
    let Plan { person, traces, erasing, around, with_copies } = plan;
    let mut rows = vec![
        goes("case", if person.is_here { "1, with all its facts" } else { "removed before" }, "erased"),
        goes(
            "history",
            format!("{}, {}", counted(person.former, "former state"), counted(traces.operations, "change")),
            "erased; the history says that something was, and undo cannot bring it back",
        ),
        goes(
            "ids",
            person.ids.len().to_string(),
            "kept as digests alone, so that they are not given again and an import leaves the person out",
        ),
    ];
    if traces.shared > 0 {
        rows.push(goes("agreed on with others", traces.shared.to_string(), "forgotten"));
    }
    rows.extend(letters(plan));
    if !traces.sources.is_empty() {
        let there = few(traces.sources.iter().map(|(id, title)| format!("{id} “{title}”")));
        rows.push(either("sources of this person alone", there, erasing.sources, "kept; --also sources erases them"));
    }
    if !traces.statements.is_empty() {
        let there = few(traces.statements.iter().map(Id::to_string));
        rows.push(goes("joint statements", there, "the case is taken off the list"));
    }
    if !traces.mappings.is_empty() {
        let there = few(traces.mappings.iter().cloned());
        rows.push(either("saved mappings", there, erasing.mappings, "kept; --also mappings erases them"));
    }
    if !traces.texts.is_empty() {
        let there = few(traces.texts.iter().map(|one| format!("{} {} ({})", one.subject, one.id, one.place)));
        rows.push(stays("texts of others", there, &format!("left to you, best before: {}", change(plan))));
    }
    if !traces.former_texts.is_empty() {
        let one = |(subject, id, count): &(Subject, Id, usize)| format!("{subject} {id} ({count})");
        let kept = "kept; --also history puts “(erased)” in their place";
        rows.push(either("former texts of others", few(traces.former_texts.iter().map(one)), erasing.history, kept));
    }
    if !traces.namesakes.is_empty() {
        let there = few(traces.namesakes.iter().map(Id::to_string));
        rows.push(stays("other cases of this name", there, "left: somebody else, unless you know better"));
    }
    if !around.copies.is_empty() {
        let there = few(around.copies.iter().map(|path| path.display().to_string()));
        rows.push(either("copies", there, *with_copies, "kept; --backups erases the person there too"));
    }
    if !around.others.is_empty() {
        let there = few(around.others.iter().map(|path| path.display().to_string()));
        let left = "left: another casebook, not a copy of this case; see there: cases --db FILE remove CASE --erase -n";
        rows.push(stays("other casebooks", there, left));
    }
    rows
}

/// The command with which the first text of another is changed.
fn change(plan: &Plan) -> String {
    match plan.traces.texts.first().map(|one| (one.subject, &one.id)) {
        Some((Subject::Case, id)) => format!("cases update {id} --edit"),
        Some((Subject::Recipient, id)) => format!("cases recipients update {id} --edit"),
        Some((Subject::Statement, id)) => format!("cases statement show {id}"),
        Some((Subject::Letter, id)) => format!("cases sent {id}"),
        Some((Subject::Source, _)) | None => "cases export --format toml".to_owned(),
    }
}

fn letters(plan: &Plan) -> Option<Row> {
    let letters = &plan.traces.letters;
    if letters.is_empty() {
        return None;
    }
    let joint = letters.iter().filter(|(_, is_joint)| *is_joint).count();
    let one = |(id, is_joint): &(Id, bool)| format!("{id}{}", if *is_joint { " (with others)" } else { "" });
    let there = few(letters.iter().map(one));
    Some(match plan.erasing.letters {
        ErasedLetters::Keep => stays(
            "recorded letters",
            there,
            "kept, with the name, as evidence of what was sent; --letters digest keeps their digests alone",
        ),
        ErasedLetters::Digest if joint > 0 => stays(
            "recorded letters",
            there,
            "digests alone are kept, but a letter about others too cannot be cut and stays whole; --letters \
             digest-joint takes its text as well",
        ),
        ErasedLetters::Digest | ErasedLetters::DigestJoint => {
            goes("recorded letters", there, "their digests alone are kept")
        }
    })
}

/// Where the program cannot look.
fn elsewhere(plan: &Plan) -> Vec<String> {
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
fn in_team_folders(plan: &Plan) -> Option<String> {
    let letter = |id: &Id| match plan.erasing.letters {
        ErasedLetters::Keep => false,
        ErasedLetters::Digest => plan.traces.letters.iter().any(|(other, is_joint)| other == id && !is_joint),
        ErasedLetters::DigestJoint => true,
    };
    let is_changed = |subject: Subject, id: &Id| match subject {
        Subject::Case | Subject::Statement => true,
        Subject::Source => plan.erasing.sources,
        Subject::Letter => letter(id),
        Subject::Recipient => false,
    };
    let changed = plan.traces.in_trees.iter().filter(|(subject, id)| is_changed(*subject, id));
    let is_gone = |subject: &Subject| matches!(subject, Subject::Case | Subject::Source);
    let (gone, anew): (Vec<_>, Vec<_>) = changed.partition(|(subject, _)| is_gone(subject));
    let file = |(subject, id): &&(Subject, Id)| format!("{subject}s/{}", file_name(id));
    let (gone, anew): (Vec<String>, Vec<String>) = (gone.iter().map(file).collect(), anew.iter().map(file).collect());
    let parts: Vec<String> = [("removes", &gone), ("writes anew", &anew)]
        .into_iter()
        .filter(|(_, files)| !files.is_empty())
        .map(|(verb, files)| format!("{verb} {}", files.join(", ")))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let paths: Vec<String> = gone.iter().chain(&anew).map(|file| format!("--path {file}")).collect();
    Some(format!(
        "team folders: the next cases export --tree {}; git keeps what they were until, before that export: git \
         filter-repo {} --invert-paths. Clones, and the casebooks of others, keep what they have: they erase too",
        parts.join(" and "),
        paths.join(" ")
    ))
}

fn goes(place: &'static str, there: impl Into<String>, becomes: &str) -> Row {
    Row { place, there: there.into(), becomes: becomes.to_owned(), is_left: false }
}

fn stays(place: &'static str, there: String, becomes: &str) -> Row {
    Row { place, there, becomes: becomes.to_owned(), is_left: true }
}

fn either(place: &'static str, there: String, is_erased: bool, kept: &str) -> Row {
    if is_erased { goes(place, there, "erased") } else { stays(place, there, kept) }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn few(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let told = items.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match items.len().checked_sub(MOST) {
        Some(more @ 1..) => format!("{told} and {more} more"),
        _ => told,
    }
}
