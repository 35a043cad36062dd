//! Dates that cannot be as they are. Partial dates are given the benefit of the doubt.

use crate::checks::{CheckContext, FixableIssue};
use crate::model::vocabulary::{EventKind, SentenceKind, Vocabulary};
use crate::model::{Case, Date, Event, Fact, PartialDate};

pub(crate) fn find_impossible_order(case: &Case, _: &CheckContext<'_>) -> Vec<FixableIssue> {
    let found = [
        ended_before_begun(case),
        freed_before_taken(case),
        before_birth(case),
        after_death(case),
        amended_too_early(case),
    ];
    let fix = format!("cases update {} --edit", case.id);
    found
        .into_iter()
        .flatten()
        .map(|what| FixableIssue::new(what, fix.clone()))
        .collect()
}

pub(crate) fn find_overlaps(case: &Case, _: &CheckContext<'_>) -> Vec<FixableIssue> {
    let stays = detention_stays(case);
    let pairs = stays
        .iter()
        .enumerate()
        .flat_map(|(place, one)| stays[place + 1..].iter().map(move |other| (one, other)));
    let fix = format!("cases update {} --edit", case.id);
    pairs
        .filter(|(one, other)| one.certainly_overlaps(other))
        .map(|(one, other)| {
            FixableIssue::new(format!("{} overlaps {}", one.what, other.what), fix.clone())
        })
        .collect()
}

/// A stay in detention of which the beginning and the end are known.
struct DetentionStay {
    what: String,
    /// The days on which it can have begun, and on which it can have ended: first and last.
    begun: PartialDate,
    ended: (Date, Date),
}

impl DetentionStay {
    fn certainly_overlaps(&self, other: &Self) -> bool {
        self.begun.latest_day() < other.ended.0
            && other.begun.latest_day() < self.ended.0
            && self.ended.0 <= self.ended.1
    }
}

fn detention_stays(case: &Case) -> Vec<DetentionStay> {
    let events = case.events.iter().filter_map(|event| {
        let (begun, until) = (event.date?, event.until?);
        event
            .status
            .as_ref()
            .filter(|status| status.is_detained())?;
        let what = format!("{} of {begun} to {until}", event.kind.label());
        Some(DetentionStay {
            what,
            begun,
            ended: (until.earliest_day(), until.latest_day()),
        })
    });
    let days = case.sentences.iter().filter_map(|sentence| {
        let (begun, term) = (sentence.date?, sentence.term?);
        let ended = (
            PartialDate::from_day(begun.earliest_day()).latest_end_of(term)?,
            begun.latest_end_of(term)?,
        );
        let what = format!("the sentence of {begun} to {} of detention", term);
        (sentence.kind == SentenceKind::AdministrativeDetention).then_some(DetentionStay {
            what,
            begun,
            ended,
        })
    });
    events.chain(days).collect()
}

fn ended_before_begun(case: &Case) -> Vec<String> {
    let events = case
        .events
        .iter()
        .map(|event| (event.kind.label(), event.date, event.until));
    let bans = case
        .restrictions
        .iter()
        .map(|ban| (ban.kind.label(), ban.from, ban.until));
    let concerns = case
        .concerns
        .iter()
        .map(|concern| (concern.kind.label(), concern.date, concern.until));
    let ended = events
        .chain(bans)
        .chain(concerns)
        .filter_map(|(what, from, until)| {
            let (from, until) = (from?, until?);
            is_before(until, from)
                .then(|| format!("{what}: the end ({until}) is before the beginning ({from})"))
        });
    ended.collect()
}

/// A release that comes before everything that can have put the person into custody.
fn freed_before_taken(case: &Case) -> Vec<String> {
    let taken: Vec<&Event> = case
        .events
        .iter()
        .filter(|event| starts_custody(event))
        .collect();
    let sentences = case
        .sentences
        .iter()
        .filter(|sentence| sentence.kind.is_custodial())
        .map(Fact::date);
    let taken: Vec<Option<PartialDate>> =
        taken.into_iter().map(Fact::date).chain(sentences).collect();
    let freed = case
        .events
        .iter()
        .filter(|event| ends_custody(&event.kind))
        .filter_map(|event| {
            let date = event.date?;
            let all_later = !taken.is_empty()
                && taken
                    .iter()
                    .all(|taken| taken.is_some_and(|taken| is_before(date, taken)));
            let first = taken.iter().flatten().min()?;
            all_later.then(|| {
                format!(
                    "{} ({date}) comes before all that says the person was held ({first})",
                    event.kind.label()
                )
            })
        });
    freed.collect()
}

fn starts_custody(event: &Event) -> bool {
    let detains = event
        .status
        .as_ref()
        .is_some_and(crate::model::vocabulary::Status::is_detained);
    detains
        || matches!(
            event.kind,
            EventKind::Arrest | EventKind::Abduction | EventKind::PsychiatricCommittal
        )
}

fn ends_custody(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Release | EventKind::ParoleGranted | EventKind::TermEnded
    )
}

fn before_birth(case: &Case) -> Vec<String> {
    let Some(born) = case.born else {
        return Vec::new();
    };
    let dated = case
        .events
        .iter()
        .map(|event| (event.kind.label(), event.date));
    let sentences = case
        .sentences
        .iter()
        .map(|sentence| (sentence.kind.label(), sentence.date));
    let early = dated
        .chain(sentences)
        .filter_map(|(what, date)| Some((what, date?)));
    let early = early.filter(|(_, date)| is_before(*date, born));
    early
        .map(|(what, date)| format!("{what} ({date}) is before the birth ({born})"))
        .collect()
}

/// A situation of a living person after the death.
fn after_death(case: &Case) -> Vec<String> {
    let Some(death) = case
        .events
        .iter()
        .filter(|event| event.kind == EventKind::Death)
        .filter_map(Fact::date)
        .min()
    else {
        return Vec::new();
    };
    let alive = |event: &&Event| {
        let is_alive = event
            .status
            .as_ref()
            .is_some_and(|status| *status != crate::model::vocabulary::Status::Deceased);
        is_alive && event.date.is_some_and(|date| is_before(death, date))
    };
    let late = case.events.iter().filter(alive);
    late.map(|event| {
        format!(
            "{} is told as of a living person after the death ({death})",
            event.kind.label()
        )
    })
    .collect()
}

/// A sentence that changes one which was pronounced later or not at all.
fn amended_too_early(case: &Case) -> Vec<String> {
    let changes = case
        .sentences
        .iter()
        .filter_map(|sentence| Some((sentence.changes?, sentence.date)));
    let wrong = changes.filter_map(|(earlier, date)| {
        if date.is_some_and(|date| is_before(date, earlier)) {
            return Some(format!(
                "a sentence changes one of {earlier}, which was pronounced after it"
            ));
        }
        let is_known = case
            .sentences
            .iter()
            .any(|known| known.date == Some(earlier));
        (!is_known).then(|| format!("a sentence changes one of {earlier}, which is not on file"))
    });
    wrong.collect()
}

/// Whether the one day certainly comes before the other.
fn is_before(one: PartialDate, other: PartialDate) -> bool {
    one.latest_day() < other.earliest_day()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{find_in_case, make_case, make_event};
    use crate::model::{Case, Record, Sentence};

    fn sentence(kind: &str, date: &str, term: &str, changes: &str) -> Sentence {
        Sentence::from_typed([
            ("kind", kind),
            ("date", date),
            ("term", term),
            ("changes", changes),
        ])
        .unwrap()
    }

    fn with(events: &[(&str, &str, &str, &str)]) -> Case {
        let mut case = make_case("born=1980");
        case.events = events
            .iter()
            .map(|(kind, date, status, until)| make_event(kind, date, status, until))
            .collect();
        case
    }

    #[test]
    fn what_cannot_be_in_this_order_is_found() {
        for (events, count) in [
            (
                &[
                    ("release", "2018-03", "released", ""),
                    ("arrest", "2018-04", "imprisoned", ""),
                ][..],
                1,
            ),
            (
                &[
                    ("release", "2018", "released", ""),
                    ("arrest", "2018-04", "imprisoned", ""),
                ],
                0,
            ),
            (
                &[
                    ("release", "2018-03", "released", ""),
                    ("arrest", "", "imprisoned", ""),
                ],
                0,
            ),
            (
                &[
                    ("arrest", "2017", "", ""),
                    ("release", "2018-03", "released", ""),
                    ("arrest", "2019", "", ""),
                ],
                0,
            ),
            (&[("release", "2018-03", "released", "")], 0),
            (&[("search", "2018-04", "", "2018-03")], 1),
            (&[("search", "2018-04", "", "2018-04-01")], 0),
            (&[("arrest", "1979", "", "")], 1),
            (&[("arrest", "1980", "", "")], 0),
            (
                &[
                    ("death", "2018", "deceased", ""),
                    ("status-noted", "2019", "imprisoned", ""),
                ],
                1,
            ),
            (
                &[
                    ("death", "2018", "deceased", ""),
                    ("status-noted", "2018-05", "imprisoned", ""),
                ],
                0,
            ),
        ] {
            assert_eq!(
                find_in_case("order", &with(events)).len(),
                count,
                "{events:?}"
            );
        }
    }

    #[test]
    fn a_sentence_changes_an_earlier_one_that_is_on_file() {
        for (changes, count) in [("2021-06", 0), ("2021-10", 1), ("2020", 1), ("", 0)] {
            let mut case = make_case("");
            case.sentences = vec![
                sentence("prison", "2021-06", "1y", ""),
                sentence("prison", "2021-09", "2y", changes),
            ];
            assert_eq!(find_in_case("order", &case).len(), count, "{changes}");
        }
    }

    #[test]
    fn nobody_is_detained_twice_at_once() {
        for (one, other, count) in [
            (
                ("2018-01-01", "2018-03-01"),
                ("2018-02-01", "2018-04-01"),
                1,
            ),
            (
                ("2018-01-01", "2018-03-01"),
                ("2018-03-01", "2018-04-01"),
                0,
            ),
            (("2018-01", "2018-03"), ("2018-03", "2018-04"), 0),
            (("2018", "2019"), ("2018-02-01", "2018-04-01"), 0),
        ] {
            let stays = [one, other].map(|(from, until)| ("arrest", from, "police-custody", until));
            assert_eq!(
                find_in_case("overlap", &with(&stays)).len(),
                count,
                "{one:?} {other:?}"
            );
        }
        let mut days = make_case("");
        days.sentences = ["2018-03-01", "2018-03-05"]
            .map(|date| sentence("administrative-detention", date, "10d", ""))
            .to_vec();
        assert_eq!(find_in_case("overlap", &days).len(), 1);
    }
}
