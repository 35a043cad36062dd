//! What is due, found in letters, cases and statements.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::error::Error;
use crate::letters::{PublicCase, preflight};
use crate::model::vocabulary::Vocabulary;
use crate::model::{Case, Date, Filter, Id, PartialDate, SentLetter, SourceDates, Statement, Term};
use crate::store::Store;

/// How far is looked ahead, unless somebody says otherwise.
pub const WITHIN: &str = "90d";
/// After how long an answer is overdue, unless somebody says otherwise.
pub const AFTER: &str = "30d";

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    /// The day, if it has one.
    pub day: Option<Date>,
    /// `answer`, `awaiting`, `unwritten`, `doubtful`, `term-ends`, `restriction-ends`, `coming`, `statement-closes`.
    pub what: &'static str,
    /// The cases in question.
    pub who: Vec<Id>,
    /// What exactly, in a few words.
    pub detail: String,
    /// The letter or statement in question.
    pub letter: Option<Id>,
}

/// Everything that is due on a day or within a term after it, by day; what has no day last.
pub fn collect_items(
    store: &Store,
    today: Date,
    within: Term,
    after: Term,
) -> Result<Vec<DueItem>, Error> {
    let horizon = PartialDate::from_day(today)
        .latest_end_of(within)
        .unwrap_or(Date::MAX);
    let letters = store.load_letters()?;
    let mut items: Vec<DueItem> = letters
        .iter()
        .filter_map(|letter| find_letter_item(letter, today, after))
        .collect();
    items.extend(
        store
            .load_statements()?
            .iter()
            .filter_map(|statement| find_statement_item(statement, today, horizon)),
    );
    let sources = store.source_dates()?;
    let written: BTreeSet<&Id> = letters.iter().flat_map(|letter| &letter.cases).collect();
    store.each_case(&Filter::default(), today, |case| {
        let is_written =
            written.contains(&case.id) || case.old_ids.iter().any(|id| written.contains(id));
        let is_unwritten = !is_written && may_be_written_about(&case, today, &sources);
        items.extend(find_case_items(&case, today, horizon, is_unwritten));
        Ok::<_, Error>(())
    })?;
    items.sort_by(|one, other| {
        (one.day.is_none(), one.day, one.what, &one.who).cmp(&(
            other.day.is_none(),
            other.day,
            other.what,
            &other.who,
        ))
    });
    Ok(items)
}

/// A letter to somebody, to which no answer came.
fn find_letter_item(letter: &SentLetter, today: Date, after: Term) -> Option<DueItem> {
    let expects = !letter.is_answered() && !letter.replies.iter().any(ends_waiting);
    let recipient = letter.recipient.as_ref().filter(|_| expects)?;
    let day = letter.date.latest_end_of(after)?;
    Some(DueItem {
        day: Some(day),
        what: if day <= today { "answer" } else { "awaiting" },
        who: letter.cases.clone(),
        detail: format!("{recipient}, written to on {}", letter.date),
        letter: Some(letter.id.clone()),
    })
}

fn ends_waiting(reply: &crate::model::Reply) -> bool {
    reply.kind == crate::model::vocabulary::ReplyKind::None
}

fn find_statement_item(statement: &Statement, today: Date, horizon: Date) -> Option<DueItem> {
    let day = statement.closes?.latest_day();
    (today..=horizon).contains(&day).then(|| DueItem {
        day: Some(day),
        what: "statement-closes",
        who: statement.cases.clone(),
        detail: statement.title.to_string(),
        letter: Some(statement.id.clone()),
    })
}

/// Whether a letter of the day would say that the person is detained: nobody is proposed whom letters leave out.
fn may_be_written_about(case: &Case, today: Date, sources: &SourceDates) -> bool {
    let told = PublicCase::disclose_case(case, today, sources);
    told.is_ok_and(|told| told.status_on(today).is_detained() && told.doubt_on(today).is_none())
}

fn find_case_items(case: &Case, today: Date, horizon: Date, is_unwritten: bool) -> Vec<DueItem> {
    let is_soon = |day: &Date| (today..=horizon).contains(day);
    let item = |day: Option<Date>, what: &'static str, detail: String| DueItem {
        day,
        what,
        who: vec![case.id.clone()],
        detail,
        letter: None,
    };
    let mut items = Vec::new();
    let status = case.status_on(today);
    if is_unwritten {
        items.push(item(
            None,
            "unwritten",
            format!("{}: {}", case.name, status.label()),
        ));
    }
    if let Some(doubt) = preflight::check_status(case, &case.id, today) {
        items.push(item(None, "doubtful", doubt.what));
    }
    if let Some(day) = case.term_end_on(today).filter(is_soon) {
        items.push(item(
            Some(day),
            "term-ends",
            format!("{}: the term ends by this day", case.name),
        ));
    }
    for restriction in &case.restrictions {
        if let Some(day) = restriction
            .until
            .map(PartialDate::latest_day)
            .filter(is_soon)
        {
            items.push(item(
                Some(day),
                "restriction-ends",
                format!("{}: {}", case.name, restriction.kind.label()),
            ));
        }
    }
    for event in &case.events {
        let day = event
            .date
            .filter(|date| date.latest_day() > today)
            .map(PartialDate::latest_day)
            .filter(is_soon);
        if let Some(day) = day {
            let what = event
                .text
                .as_ref()
                .map_or_else(|| event.kind.label(), ToString::to_string);
            items.push(item(Some(day), "coming", format!("{}: {what}", case.name)));
        }
    }
    items
}

/// How many there are of each kind of thing that is due. Goes through all cases and letters.
pub fn count_items(store: &Store, today: Date) -> Result<BTreeMap<&'static str, usize>, Error> {
    let mut counts = BTreeMap::new();
    for item in collect_items(store, today, WITHIN.parse()?, AFTER.parse()?)? {
        *counts.entry(item.what).or_default() += 1;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Event, Record, Reply, Restriction, Sentence};

    fn day(text: &str) -> Date {
        full_day(text).unwrap()
    }

    fn letter(replies: &[&str]) -> SentLetter {
        let mut letter = SentLetter::from_typed([
            ("id", "l"),
            ("date", "2021-09-01"),
            ("kind", "appeal"),
            ("lang", "en"),
            ("text", "Dear"),
            ("sha256", "0"),
            ("recipient", "kz-prosecutor-general"),
        ])
        .unwrap();
        letter.replies = replies
            .iter()
            .map(|kind| Reply::from_typed([("kind", *kind)]).unwrap())
            .collect();
        letter
    }

    fn what(letter: &SentLetter, today: &str) -> Option<&'static str> {
        find_letter_item(letter, day(today), "30d".parse().unwrap()).map(|item| item.what)
    }

    #[test]
    fn an_answer_is_awaited_until_it_comes_or_none_is_expected() {
        assert_eq!(what(&letter(&[]), "2021-09-15"), Some("awaiting"));
        assert_eq!(what(&letter(&[]), "2021-10-01"), Some("answer"));
        assert_eq!(what(&letter(&["registered"]), "2021-10-01"), Some("answer"));
        assert_eq!(what(&letter(&["registered", "token"]), "2021-10-01"), None);
        assert_eq!(what(&letter(&["none"]), "2021-10-01"), None);
    }

    #[test]
    fn ends_and_hearings_are_due_on_their_last_day() {
        let mut case = Case::from_typed([("id", "a"), ("name", "A"), ("country", "KZ")]).unwrap();
        case.sentences = vec![
            Sentence::from_typed([("kind", "prison"), ("date", "2021-01"), ("term", "10m")])
                .unwrap(),
        ];
        case.events = vec![
            Event::from_typed([
                ("kind", "sentence"),
                ("date", "2021-01"),
                ("status", "imprisoned"),
            ])
            .unwrap(),
            Event::from_typed([("kind", "hearing"), ("date", "2021-10-05")]).unwrap(),
            Event::from_typed([("kind", "hearing"), ("date", "2021-08-05")]).unwrap(),
        ];
        case.restrictions =
            vec![Restriction::from_typed([("kind", "travel-ban"), ("until", "2022")]).unwrap()];
        let due = |until: &str| -> Vec<(String, &str)> {
            let items = find_case_items(&case, day("2021-09-15"), day(until), true);
            items
                .into_iter()
                .map(|item| {
                    (
                        item.day.map(|day| day.to_string()).unwrap_or_default(),
                        item.what,
                    )
                })
                .collect()
        };
        let listed = |pairs: &[(&str, &'static str)]| -> Vec<(String, &str)> {
            pairs
                .iter()
                .map(|(day, what)| ((*day).to_owned(), *what))
                .collect()
        };
        assert_eq!(due("2021-10-01"), listed(&[("", "unwritten")]));
        assert_eq!(
            due("2021-12-01"),
            listed(&[
                ("", "unwritten"),
                ("2021-12-01", "term-ends"),
                ("2021-10-05", "coming")
            ])
        );
        assert_eq!(due("2022-12-31").len(), 4);
    }

    #[test]
    fn nobody_is_proposed_whom_letters_leave_out() {
        let sources = SourceDates::default();
        let may = |fields: &[(&str, &str)], term: &str, status: &str| {
            let own = [("id", "a"), ("name", "A"), ("country", "KZ")];
            let mut case = Case::from_typed(own.into_iter().chain(fields.iter().copied())).unwrap();
            let sentence = [("kind", "prison"), ("date", "2019-01-10"), ("term", term)];
            case.sentences = vec![Sentence::from_typed(sentence).unwrap()];
            case.events = vec![
                Event::from_typed([
                    ("kind", "sentence"),
                    ("date", "2019-01-10"),
                    ("status", status),
                ])
                .unwrap(),
            ];
            may_be_written_about(&case, day("2021-09-15"), &sources)
        };
        assert!(may(&[], "5y", "imprisoned"));
        assert!(!may(&[], "1y", "imprisoned"));
        assert!(!may(&[], "5y", "house-arrest"));
        assert!(!may(&[("publicity", "private")], "5y", "imprisoned"));
        assert!(!may(&[("consent", "refused")], "5y", "imprisoned"));
        assert!(!may(&[("embargo", "2022")], "5y", "imprisoned"));
    }
}
