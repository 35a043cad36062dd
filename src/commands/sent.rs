//! `cases sent`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::reference;
use crate::letters::PublicCase;
use crate::letters::stated_facts::find_outdated;
use crate::model::vocabulary::Vocabulary;
use crate::model::{Id, PartialDate, SentLetter};
use crate::store::Store;
use crate::terminal::{self, ListColumn};

/// See which letters went out, to whom and about whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases sent                                       every recorded letter, the latest first
  cases sent --case bokayev-maks --to kz-prosecutor-general
  cases sent --unanswered --since 2021
  cases sent --stale                               what they told that is otherwise now
  cases sent 2021-09-15-kz-prosecutor-general      the text, exactly as it went out

Letters are kept with cases letter … --record, answers with cases reply.")]
pub struct SentArgs {
    /// Print the text of this letter: its id, or the beginning of it
    #[arg(value_name = "LETTER")]
    letter: Option<String>,
    /// Only letters about this case
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    /// Only letters to this recipient
    #[arg(long, value_name = "RECIPIENT")]
    to: Option<Id>,
    /// Only letters of this date or later
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// Only letters of this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,
    /// Only letters without an answer
    #[arg(long)]
    unanswered: bool,
    /// Only letters that told what is otherwise now, with what it is
    #[arg(long)]
    stale: bool,
}

/// A recorded letter with what it told that is otherwise now.
struct SentRow {
    letter: SentLetter,
    otherwise: Vec<String>,
}

/// Lists letters, or prints one.
///
/// # Errors
/// A letter or case is not found, or the casebook cannot be read.
pub fn run(app: &App, args: &SentArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    if let Some(letter) = &args.letter {
        return print_letter(app, &reference::find_letter(&store, letter)?);
    }
    let case = args
        .case
        .as_ref()
        .map(|case| reference::find_case_id(&store, case))
        .transpose()?;
    let mut rows = Vec::new();
    let mut letters = match &case {
        Some(case) => store.letters_of(case)?,
        None => store.load_letters()?,
    };
    letters.sort_by(|one, other| (other.date, &other.id).cmp(&(one.date, &one.id)));
    for letter in letters
        .into_iter()
        .filter(|letter| args.matches_letter(letter))
    {
        let otherwise = if args.stale {
            find_differences(app, &store, &letter)?
        } else {
            Vec::new()
        };
        if !args.stale || !otherwise.is_empty() {
            rows.push(SentRow { letter, otherwise });
        }
    }
    print_letters(app, args, &rows)
}

impl SentArgs {
    fn matches_letter(&self, letter: &SentLetter) -> bool {
        self.to
            .as_ref()
            .is_none_or(|to| letter.recipient.as_ref() == Some(to))
            && self
                .since
                .is_none_or(|since| letter.date.latest_day() >= since.earliest_day())
            && self
                .until
                .is_none_or(|until| letter.date.earliest_day() <= until.latest_day())
            && !(self.unanswered && letter.is_answered())
    }
}

/// What the casebook says otherwise today than the letter told, case by case.
fn find_differences(app: &App, store: &Store, letter: &SentLetter) -> Result<Vec<String>, Error> {
    let mut all = Vec::new();
    let sources = store.source_dates()?;
    for id in &letter.cases {
        let said = |what: &str| format!("{id}: {what}");
        let Some(case) = store.load_case(id)? else {
            all.push(said("the case was removed since"));
            continue;
        };
        let told = letter
            .told
            .iter()
            .filter(|told| told.case == *id || case.old_ids.contains(&told.case));
        match PublicCase::disclose_case(&case, app.today, &sources) {
            Ok(case) => all.extend(
                find_outdated(told, &case, app.today)
                    .iter()
                    .map(|what| said(what)),
            ),
            Err(_) => all.push(said("the case is private now, or consent was refused")),
        }
    }
    Ok(all)
}

fn print_letter(app: &App, letter: &SentLetter) -> Result<(), Error> {
    let mut data = app.terminal.paged_writer();
    if app.is_json() {
        data.write_json(
            &serde_json::to_string(letter).map_err(|error| Error::failed(error.to_string()))?,
        )?;
    } else {
        for line in letter.text.as_str().lines() {
            data.write_line(line)?;
        }
    }
    Ok(data.finish_output()?)
}

fn print_letters(app: &App, args: &SentArgs, rows: &[SentRow]) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    if app.is_json() {
        let json = rows.iter().map(as_json).collect::<Result<Vec<_>, _>>()?;
        data.write_json(&serde_json::Value::Array(json).to_string())?;
        return Ok(data.finish_output()?);
    }
    let columns = [
        ("date", 250),
        ("id", 255),
        ("to", 220),
        ("about", 200),
        ("kind", 120),
        ("lang", 60),
        ("channel", 80),
        (
            if args.stale {
                "otherwise now"
            } else {
                "answer"
            },
            210,
        ),
    ];
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .into(),
    );
    for row in rows {
        let letter = &row.letter;
        let cells = [
            letter.date.to_string(),
            letter.id.to_string(),
            letter
                .recipient
                .as_ref()
                .map_or("everyone", Id::as_str)
                .to_owned(),
            letter
                .cases
                .iter()
                .map(Id::as_str)
                .collect::<Vec<_>>()
                .join(", "),
            letter.kind.to_string(),
            letter.lang.to_string(),
            letter
                .channel
                .as_ref()
                .map(|channel| channel.slug().to_owned())
                .unwrap_or_default(),
            if args.stale {
                row.otherwise.join("; ")
            } else {
                latest_answer(letter)
            },
        ];
        table
            .add_row(&mut data, &cells)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
}

/// The latest that came back, in a few words.
fn latest_answer(letter: &SentLetter) -> String {
    let Some(reply) = letter.replies.last() else {
        return String::new();
    };
    let date = reply
        .date
        .map(|date| format!("{date} "))
        .unwrap_or_default();
    let number = letter
        .registration_number()
        .map(|number| format!(", {number}"))
        .unwrap_or_default();
    format!("{date}{}{number}", reply.kind.slug())
}

/// The letter without its text, which `cases sent LETTER` prints.
fn as_json(row: &SentRow) -> Result<serde_json::Value, Error> {
    let mut value =
        serde_json::to_value(&row.letter).map_err(|error| Error::failed(error.to_string()))?;
    if let Some(object) = value.as_object_mut() {
        object.remove("text");
        object.insert("answered".to_owned(), row.letter.is_answered().into());
        object.insert("otherwise_now".to_owned(), row.otherwise.clone().into());
    }
    Ok(value)
}
