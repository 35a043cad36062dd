//! A report of changes in words: under each heading the people to whom it applies.

use crate::letters::markdown::escape_markdown;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Date, FieldDifference, Id, diff_records};

/// A case at the beginning and at the end; none if it did not exist or may not be disclosed.
pub(super) struct CaseChange {
    pub(super) before: Option<Case>,
    pub(super) after: Option<Case>,
}

/// What changed about one person.
pub(super) struct PersonChanges {
    /// The id.
    pub(super) id: Id,
    /// The name.
    pub(super) name: String,
    /// The status before, if it was known, and after; nothing if it is the same.
    pub(super) status: Option<(Option<String>, String)>,
    /// All differences.
    pub(super) differences: Vec<FieldDifference>,
    heads: Vec<(ChangeHeading, String)>,
}

/// What a change is, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ChangeHeading {
    Added,
    Freed,
    Detained,
    Status,
    Moved,
    Charged,
    Sentenced,
    Facts,
    Corrected,
    Removed,
}

impl ChangeHeading {
    const ALL: [Self; 10] = [
        Self::Added,
        Self::Freed,
        Self::Detained,
        Self::Status,
        Self::Moved,
        Self::Charged,
        Self::Sentenced,
        Self::Facts,
        Self::Corrected,
        Self::Removed,
    ];

    fn slug_and_title(self) -> (&'static str, &'static str) {
        match self {
            Self::Added => ("added", "Added"),
            Self::Freed => ("freed", "No longer held"),
            Self::Detained => ("detained", "Newly held"),
            Self::Status => ("status", "In another situation"),
            Self::Moved => ("moved", "Held elsewhere"),
            Self::Charged => ("charged", "New charges"),
            Self::Sentenced => ("sentenced", "New sentences"),
            Self::Facts => ("facts", "New facts"),
            Self::Corrected => ("corrected", "Corrected or completed"),
            Self::Removed => ("removed", "Taken out of the casebook"),
        }
    }
}

impl PersonChanges {
    /// The most important change in a word, for scripts.
    pub(super) fn main_change(&self) -> &'static str {
        self.heads
            .first()
            .map_or(ChangeHeading::Corrected, |(head, _)| *head)
            .slug_and_title()
            .0
    }
}

/// The changes of a case; none if there are none. What was removed is shown only to those who see everything: perhaps
/// somebody asked that it be kept quiet.
pub(super) fn summarize_pair(
    pair: &CaseChange,
    until: Date,
    everything: bool,
) -> Option<PersonChanges> {
    let case = pair.after.as_ref().or(pair.before.as_ref())?;
    let mut told = PersonChanges {
        id: case.id.clone(),
        name: case.name.to_string(),
        status: None,
        differences: Vec::new(),
        heads: Vec::new(),
    };
    match (&pair.before, &pair.after) {
        (Some(_), None) => told.heads.push((ChangeHeading::Removed, String::new())),
        (None, Some(after)) => {
            told.status = Some((None, after.status_on(until).slug().to_owned()));
            told.heads
                .push((ChangeHeading::Added, describe_situation(after, until)));
        }
        (Some(before), Some(after)) => compare_cases(&mut told, before, after, until, everything),
        (None, None) => return None,
    }
    told.heads.sort_by_key(|(head, _)| *head);
    (!told.heads.is_empty()).then_some(told)
}

fn compare_cases(
    told: &mut PersonChanges,
    before: &Case,
    after: &Case,
    until: Date,
    everything: bool,
) {
    let (old, new) = (before.status_on(until), after.status_on(until));
    if old != new {
        let text = format!(
            "{}; before: {}",
            describe_situation(after, until),
            old.label()
        );
        told.heads.push((status_head(&old, &new), text));
        told.status = Some((Some(old.slug().to_owned()), new.slug().to_owned()));
    }
    told.differences = diff_records(before, after);
    told.differences
        .retain(|one| !matches!(one.field, "uid" | "rev") && (everything || one.after.is_some()));
    let noted = format!(" · {new}");
    for one in &told.differences {
        // The status is told already; that a record was confirmed is no news.
        let is_told = one.field == "events"
            && one
                .after
                .as_ref()
                .is_some_and(|after| after.ends_with(&noted));
        if matches!(one.field, "as_of" | "as_of_basis" | "summary_until") || (is_told && old != new)
        {
            continue;
        }
        let head = match (one.field, &one.before, &one.after) {
            ("held_at", ..) => ChangeHeading::Moved,
            ("charges", None, Some(_)) => ChangeHeading::Charged,
            ("sentences", None, Some(_)) => ChangeHeading::Sentenced,
            (_, None, Some(_)) if one.is_fact => ChangeHeading::Facts,
            _ => ChangeHeading::Corrected,
        };
        told.heads.push((head, difference_line(one)));
    }
}

fn status_head(old: &Status, new: &Status) -> ChangeHeading {
    match (old.is_detained(), new.is_detained()) {
        // Nobody who is dead, or of whom nothing is known any more, was freed.
        (true, false) if new.status_group().is_some() => ChangeHeading::Freed,
        (false, true) => ChangeHeading::Detained,
        _ => ChangeHeading::Status,
    }
}

/// `in prison since 2018-04`; where it is only known that it was so then, `in prison as of 2018-04`.
fn describe_situation(case: &Case, until: Date) -> String {
    let status = case.status_on(until).label();
    let noted = || case.status_event_on(until).and_then(|event| event.date);
    match (case.since_on(until), noted()) {
        (Some(since), _) => format!("{status} since {since}"),
        (None, Some(noted)) => format!("{status} as of {noted}"),
        (None, None) => status,
    }
}

fn difference_line(one: &FieldDifference) -> String {
    let field = one.one.replace('_', " ");
    match (&one.before, &one.after) {
        (Some(before), Some(after)) => format!("{field}: {after}; before: {before}"),
        (None, Some(after)) => format!("{field}: {after}"),
        (Some(before), None) => format!("{field} taken out: {before}"),
        (None, None) => field,
    }
}

/// The report as a page.
pub(super) fn render_page(
    told: &[PersonChanges],
    from: Date,
    until: Date,
    markdown: bool,
) -> String {
    let safe = |text: &str| {
        if markdown {
            escape_markdown(text)
        } else {
            text.to_owned()
        }
    };
    let (mark, under) = if markdown { ("# ", "## ") } else { ("", "") };
    let mut page = format!("{mark}What changed from {from} to {until}\n");
    if told.is_empty() {
        page.push_str("\nNothing that can be told.\n");
    }
    for head in ChangeHeading::ALL {
        let people: Vec<&PersonChanges> = told
            .iter()
            .filter(|one| one.heads.iter().any(|(known, _)| *known == head))
            .collect();
        if people.is_empty() {
            continue;
        }
        page.push_str(&format!(
            "\n{under}{} ({})\n\n",
            head.slug_and_title().1,
            people.len()
        ));
        for person in people {
            let lines: Vec<&str> = person
                .heads
                .iter()
                .filter(|(known, _)| *known == head)
                .map(|(_, line)| line.as_str())
                .collect();
            page.push_str(&render_entry(
                &safe(&person.name),
                person.id.as_str(),
                &lines.iter().map(|line| safe(line)).collect::<Vec<_>>(),
            ));
        }
    }
    page
}

/// A person with one line behind the name, or several below it.
fn render_entry(name: &str, id: &str, lines: &[String]) -> String {
    match lines {
        [] => format!("- {name} ({id})\n"),
        [line] if line.is_empty() => format!("- {name} ({id})\n"),
        [line] => format!("- {name} ({id}): {line}\n"),
        lines => format!(
            "- {name} ({id})\n{}",
            lines
                .iter()
                .map(|line| format!("  - {line}\n"))
                .collect::<String>()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::full_day;
    use crate::model::{Event, Record};

    fn case(events: &[(&str, &str)], held_at: &str) -> Case {
        let mut case = Case::from_typed([
            ("id", "a"),
            ("name", "Ann *"),
            ("country", "KZ"),
            ("held_at", held_at),
        ])
        .unwrap();
        let event = |(date, status): &(&str, &str)| {
            Event::from_typed([
                ("kind", "status-noted"),
                ("date", *date),
                ("status", *status),
            ])
            .unwrap()
        };
        case.events = events.iter().map(event).collect();
        case
    }

    fn said(before: Option<Case>, after: Option<Case>) -> String {
        let until = full_day("2021-09-15").unwrap();
        let told: Vec<PersonChanges> = summarize_pair(&CaseChange { before, after }, until, true)
            .into_iter()
            .collect();
        render_page(&told, full_day("2021-09-01").unwrap(), until, false)
    }

    #[test]
    fn somebody_is_added_freed_or_moved() {
        let held = || case(&[("2018", "imprisoned")], "Oral");
        assert!(
            said(None, Some(held())).contains("Added (1)\n\n- Ann * (a): in prison as of 2018\n")
        );
        let free = said(
            Some(held()),
            Some(case(
                &[("2018", "imprisoned"), ("2021-09", "released")],
                "Oral",
            )),
        );
        assert!(
            free.contains(
                "No longer held (1)\n\n- Ann * (a): released as of 2021-09; before: in prison\n"
            ),
            "{free}"
        );
        assert!(!free.contains("New facts"), "{free}");
        let moved = said(
            Some(held()),
            Some(case(&[("2018", "imprisoned")], "Atyrau")),
        );
        assert!(
            moved.contains("Held elsewhere (1)\n\n- Ann * (a): held at: Atyrau; before: Oral\n")
        );
        let dead = said(
            Some(held()),
            Some(case(
                &[("2018", "imprisoned"), ("2021", "deceased")],
                "Oral",
            )),
        );
        assert!(!dead.contains("No longer held") && dead.contains("In another situation (1)"));
    }

    #[test]
    fn what_is_as_it_was_is_not_told_and_markdown_is_escaped() {
        let same = || case(&[], "");
        assert!(said(Some(same()), Some(same())).ends_with("\nNothing that can be told.\n"));
        let until = full_day("2021-09-15").unwrap();
        let told: Vec<PersonChanges> = summarize_pair(
            &CaseChange {
                before: Some(same()),
                after: None,
            },
            until,
            true,
        )
        .into_iter()
        .collect();
        assert!(
            render_page(&told, until, until, true)
                .contains("## Taken out of the casebook (1)\n\n- Ann \\* (a)\n")
        );
    }

    #[test]
    fn since_is_said_only_of_what_began() {
        let mut held = case(&[("2018", "imprisoned")], "Oral");
        held.events[0].kind = "status-began".parse().unwrap();
        assert!(
            said(None, Some(held)).contains("Added (1)\n\n- Ann * (a): in prison since 2018\n")
        );
    }
}
