//! `cases sent`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{SortedListingArgs, parse_typed_date};
use crate::commands::shared::json_output;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::record_listing::{record_row, with_record_columns};
use crate::commands::shared::reference;
use crate::letters::PublicCase;
use crate::letters::stated_facts::find_outdated;
use crate::model::vocabulary::Vocabulary;
use crate::model::{Id, PartialDate, SentLetter};
use crate::render::listing::{ListingCell, ListingColumn};
use crate::store::Store;

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
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
    since: Option<PartialDate>,
    /// Only letters of this date or earlier
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
    until: Option<PartialDate>,
    /// Only letters without an answer
    #[arg(long)]
    unanswered: bool,
    /// Only letters that told what is otherwise now, with what it is
    #[arg(long)]
    stale: bool,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Lists letters, or prints one.
pub fn run(app: &App, args: &SentArgs) -> Result<(), Error> {
    if let Some(letter) = &args.letter {
        args.listing.refuse_beside("a letter")?;
        let store = app.open_to_read()?;
        return print_letter(app, &reference::find_letter(&store, letter)?);
    }
    let schema = schema(args.stale);
    args.listing
        .print_rows(app, &schema, || collect_rows(app, args, &schema))
}

/// The letters that fit, the latest first.
fn collect_rows(
    app: &App,
    args: &SentArgs,
    schema: &ListingSchema,
) -> Result<Vec<Vec<ListingCell>>, Error> {
    let store = app.open_to_read()?;
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
            rows.push(to_cells(&schema.columns, &letter, otherwise)?);
        }
    }
    Ok(rows)
}

/// What a list of letters can say; of stale ones, what is otherwise now.
fn schema(is_stale: bool) -> ListingSchema {
    let columns = vec![
        ListingColumn::new("date", 250, "the date of the letter"),
        ListingColumn::new("id", 255, "the letter, as cases reply takes it"),
        ListingColumn::new("recipient", 220, "to whom; nothing is everyone").with_title("to"),
        ListingColumn::new("cases", 200, "about whom").with_title("about"),
        ListingColumn::new("kind", 120, "the kind of letter"),
        ListingColumn::new("lang", 60, "the language"),
        ListingColumn::new("channel", 80, "the way it went"),
        ListingColumn::new("answer", 210, "the latest that came back, in a few words"),
        ListingColumn::new("otherwise_now", 210, "with --stale: what is otherwise now")
            .with_title("otherwise now"),
        ListingColumn::new("answered", 90, "whether an answer came"),
    ];
    let mut columns = with_record_columns::<SentLetter>(columns);
    // The text of a letter is printed by `cases sent LETTER`.
    columns.retain(|column| column.name != "text");
    let mut json: Vec<&str> = columns.iter().map(|column| column.name).collect();
    json.retain(|name| *name != "answer");
    json.sort_unstable();
    let last = if is_stale { "otherwise_now" } else { "answer" };
    let table = [
        "date",
        "id",
        "recipient",
        "cases",
        "kind",
        "lang",
        "channel",
        last,
    ];
    ListingSchema::new("cases sent", columns)
        .with_table(&table)
        .with_json(&json)
        .with_ids(ListingIds::Own("id"))
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

/// Where the casebook differs today from what the letter states, case by case.
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
        let json =
            serde_json::to_string(letter).map_err(|error| Error::failed(error.to_string()))?;
        data.write_json(&json_output::select_fields(app, json)?)?;
    } else {
        for line in letter.text.as_str().lines() {
            data.write_line(line)?;
        }
    }
    Ok(data.finish_output()?)
}

fn to_cells(
    columns: &[ListingColumn],
    letter: &SentLetter,
    otherwise: Vec<String>,
) -> Result<Vec<ListingCell>, Error> {
    let recipient = match &letter.recipient {
        Some(recipient) => ListingCell::text_of(recipient.as_str()),
        None => ListingCell::empty().with_text("everyone"),
    };
    let differences = otherwise.join("; ");
    let own = vec![
        ("recipient", recipient),
        (
            "answer",
            ListingCell::text_or_nothing(latest_answer(letter)),
        ),
        ("answered", ListingCell::flag_of(letter.is_answered())),
        (
            "otherwise_now",
            ListingCell::texts_of(otherwise).with_text(differences),
        ),
    ];
    record_row(columns, letter, own)
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
