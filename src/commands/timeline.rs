//! `cases timeline`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::choose;
use crate::commands::shared::fact_line::FactDisplay;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::model::vocabulary::Vocabulary;
use crate::model::{Case, Fact, PartialDate, Record, Restriction, SentLetter};
use crate::render::listing::{ListingCell, ListingColumn};

/// See everything dated about one person in order of time.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases timeline                          asks which; type a part of the name
  cases timeline bokayev-maks
  cases timeline Бокаев --json | jq '.[] | select(.private | not)'
  cases timeline bokayev-maks | cut -f1,3

WHAT is one of: event, charge, sentence, restriction, restriction-ends, action, letter, reply. A
date is as exact as it is known: 2018 stands before 2018-04, and that before 2018-04-10; what has no
date comes last. Private facts are marked “private”, others that may not be told yet with the day
from which they may; this page is for you, not for a letter.")]
pub struct TimelineArgs {
    /// An id, the beginning of one if it is the only one, or a full name; on a terminal, asked for if left out
    #[arg(value_name = "CASE")]
    case: Option<String>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Something that came about.
struct TimelineEntry {
    date: Option<PartialDate>,
    what: &'static str,
    detail: String,
    private: bool,
    /// Its standing, its source, its embargo; the id of a letter.
    behind: Vec<String>,
}

/// Prints what is dated, the earliest first.
pub fn run(app: &App, args: &TimelineArgs) -> Result<(), Error> {
    args.listing.print_rows(app, &schema(), || {
        let store = app.open_to_read()?;
        let id = choose::pick_case(app, &store, args.case.as_deref(), "cases timeline")?;
        let case = store
            .load_case(&id)?
            .ok_or_else(|| Error::not_found(format!("There is no case {id}")))?;
        let moments = collect_moments(&case, &store.letters_of(&id)?);
        if !case.may_be_spoken_of() {
            app.terminal.print_note(&format!(
                "{id} is private, or consent was refused: nothing of this may be told."
            ));
        }
        Ok(moments.iter().map(to_cells).collect())
    })
}

fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("date", 255, "when, as exactly as it is known"),
        ListingColumn::new("what", 240, "event, charge, sentence, letter …"),
        ListingColumn::new("detail", 250, "what exactly"),
        ListingColumn::new("private", 220, "whether it is kept out of letters"),
        ListingColumn::new(
            "rests_on",
            100,
            "its standing, its source, its embargo; the letter",
        )
        .with_title("rests on"),
    ];
    ListingSchema::new("cases timeline", columns)
        .with_json(&["date", "detail", "private", "rests_on", "what"])
        .with_ids(ListingIds::Nothing)
        .with_pager()
}

/// Everything that came about, in order of time; of one date, in the order in which it is gathered; undated things last.
fn collect_moments(case: &Case, letters: &[SentLetter]) -> Vec<TimelineEntry> {
    let mut moments = Vec::new();
    add(&mut moments, "event", &case.events);
    add(&mut moments, "charge", &case.charges);
    add(&mut moments, "sentence", &case.sentences);
    add(&mut moments, "restriction", &case.restrictions);
    moments.extend(case.restrictions.iter().filter_map(restriction_end));
    add(&mut moments, "action", &case.actions);
    letters
        .iter()
        .for_each(|letter| add_letter(&mut moments, letter));
    moments.sort_by_key(|moment| (moment.date.is_none(), moment.date));
    moments
}

fn add<F: Fact + Record>(moments: &mut Vec<TimelineEntry>, what: &'static str, facts: &[F]) {
    moments.extend(facts.iter().map(|fact| build_moment(what, fact)));
}

fn build_moment<F: Fact + Record>(what: &'static str, fact: &F) -> TimelineEntry {
    let mut shown = FactDisplay::from_fields(F::FIELDS, &fact.cells());
    shown.behind.retain(|behind| behind != "private");
    TimelineEntry {
        date: fact.date(),
        what,
        detail: shown.what,
        private: fact.is_private(),
        behind: shown.behind,
    }
}

/// The end of a restriction, if it is known.
fn restriction_end(restriction: &Restriction) -> Option<TimelineEntry> {
    let until = restriction.until?;
    let began = Restriction {
        until: None,
        ..restriction.clone()
    };
    Some(TimelineEntry {
        date: Some(until),
        ..build_moment("restriction-ends", &began)
    })
}

fn add_letter(moments: &mut Vec<TimelineEntry>, letter: &SentLetter) {
    let of_letter = |date, what, detail| TimelineEntry {
        date,
        what,
        detail,
        private: false,
        behind: vec![letter.id.to_string()],
    };
    let to = letter
        .recipient
        .as_ref()
        .map_or("everyone", |recipient| recipient.as_str());
    moments.push(of_letter(
        Some(letter.date),
        "letter",
        format!("{} to {to}", letter.kind),
    ));
    for reply in &letter.replies {
        let text = reply
            .text
            .as_ref()
            .map(|text| format!(" · {text}"))
            .unwrap_or_default();
        moments.push(of_letter(
            reply.date,
            "reply",
            format!("{} from {to}{text}", reply.kind.label()),
        ));
    }
}

fn to_cells(moment: &TimelineEntry) -> Vec<ListingCell> {
    let private = if moment.private { "private" } else { "" };
    vec![
        ListingCell::optional_text(moment.date),
        ListingCell::text_of(moment.what),
        ListingCell::text_of(&moment.detail),
        ListingCell::flag_of(moment.private).with_text(private),
        ListingCell::texts_of(&moment.behind),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Charge, Event, Reply, Sentence};

    fn read<T: Record>(pairs: &[(&str, &str)]) -> T {
        T::from_typed(pairs.iter().copied()).unwrap()
    }

    #[test]
    fn everything_dated_is_in_order_and_the_rest_is_last() {
        let mut case: Case = read(&[("id", "a"), ("name", "A"), ("country", "KZ")]);
        case.events = vec![
            read::<Event>(&[("kind", "hearing")]),
            read::<Event>(&[("kind", "torture-allegation"), ("date", "2018-04-10")]),
            read::<Event>(&[
                ("kind", "arrest"),
                ("date", "2018-04"),
                ("status", "police-custody"),
            ]),
        ];
        case.charges = vec![read::<Charge>(&[("title", "Discord"), ("date", "2018")])];
        case.sentences = vec![read::<Sentence>(&[
            ("kind", "prison"),
            ("date", "2018-12-01"),
            ("term", "2y"),
        ])];
        case.restrictions = vec![read(&[
            ("kind", "travel-ban"),
            ("from", "2020-12-01"),
            ("until", "2022"),
        ])];
        case.actions = vec![read::<Action>(&[
            ("body", "UN"),
            ("date", "2019"),
            ("private", "yes"),
        ])];
        let mut letter: SentLetter = read(&[
            ("id", "l"),
            ("date", "2021-09-15"),
            ("kind", "appeal"),
            ("lang", "en"),
            ("text", "x"),
            ("sha256", "0"),
        ]);
        letter.replies = vec![read::<Reply>(&[("kind", "token")])];
        let told: Vec<(String, &str, bool)> = collect_moments(&case, &[letter])
            .iter()
            .map(|moment| {
                (
                    moment.date.map(|date| date.to_string()).unwrap_or_default(),
                    moment.what,
                    moment.private,
                )
            })
            .collect();
        let expected = [
            ("2018", "charge", false),
            ("2018-04", "event", false),
            ("2018-04-10", "event", true),
            ("2018-12-01", "sentence", false),
            ("2019", "action", true),
            ("2020-12-01", "restriction", false),
            ("2021-09-15", "letter", false),
            ("2022", "restriction-ends", false),
            ("", "event", false),
            ("", "reply", false),
        ];
        assert_eq!(
            told,
            expected.map(|(date, what, private)| (date.to_owned(), what, private))
        );
    }
}
