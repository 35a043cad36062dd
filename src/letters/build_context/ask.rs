//! What stands first in a letter: the first request, and in a protest what the state did.

use super::demand::DemandGroups;
use super::demand_info::plain_request;
use super::{ContextInput, firm_status, story};
use crate::letters::context::{AskInfo, DemandInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::markdown::escape_markdown;
use crate::letters::provenance::{
    FactId, mark_facts, mark_grounds, read_marks, words_behind_marks,
};
use crate::letters::schema::MarkdownText;
use crate::letters::words::PeopleGroup;
use crate::model::vocabulary::{EventKind, SentenceKind, Status, StatusGroup};

/// Requests that come first wherever they are made.
const HEAVIEST: [&str; 4] = [
    "halt-execution",
    "disclose-whereabouts",
    "stop-extradition",
    "release-immediate",
];

/// The first requests; nothing where nothing is asked.
#[derive(Debug, Default)]
pub(super) struct FirstRequests {
    pub of_addressee: Option<AskInfo>,
    pub of_state: Option<AskInfo>,
}

pub(super) fn first_requests(
    telling: &ContextInput<'_>,
    asked: &DemandGroups,
    people: &[&PublicCase],
) -> FirstRequests {
    let info = |demands: &[DemandInfo]| {
        choose_first(demands, people.len()).map(|first| ask_info(telling, first, people))
    };
    let of_state = info(&asked.of_state);
    FirstRequests {
        of_addressee: info(&asked.own).or_else(|| of_state.clone()),
        of_state,
    }
}

/// In a letter to an office about one person, whom the first request has named in full, what it is asked to do says “Mr
/// Bokayev”.
pub(super) fn shorten_names(
    telling: &ContextInput<'_>,
    asked: &mut DemandGroups,
    first: &FirstRequests,
    people: &[&PublicCase],
) {
    let ([case], Some(_), true) = (people, telling.recipient, telling.lang.is_of_casebook()) else {
        return;
    };
    let names_in_full = |first: &AskInfo| first.text.contains(case.name.as_str());
    if !first.of_addressee.as_ref().is_none_or(names_in_full) {
        return;
    }
    let person = story::StoryPerson::from_case(case, telling.date);
    let short = person.short_name();
    for demands in [&mut asked.own, &mut asked.of_state] {
        for (at, demand) in demands.iter_mut().enumerate() {
            if at > 0 {
                demand.text = take_up_name(&demand.text, case.name.as_str(), &person);
            }
            let forms = [
                &mut demand.infinitive,
                &mut demand.direct,
                &mut demand.clause,
            ];
            for form in forms.into_iter().flatten() {
                *form = if at == 0 {
                    form.replace(case.name.as_str(), &short)
                } else {
                    take_up_name(form, case.name.as_str(), &person)
                };
            }
        }
    }
}

/// A form of a request about a person of whom the request before has spoken: with the pronoun, else with the short name.
fn take_up_name(form: &str, name: &str, person: &story::StoryPerson) -> String {
    let short = || form.replace(name, &person.short_name());
    let (Some(their), Some(they), 1) = (
        person.possessive_word(),
        person.subject_word(),
        form.matches(name).count(),
    ) else {
        return short();
    };
    let Some((before, after)) = form.split_once(name) else {
        return short();
    };
    if let Some(rest) = after.strip_prefix("’s ") {
        return format!("{before}{their} {rest}");
    }
    if after.starts_with(['’', '-']) {
        return short();
    }
    let Some(owned) = before.strip_suffix(" of ") else {
        let word = if words_behind_marks(before).trim().is_empty() {
            they.to_owned()
        } else {
            person.object_word()
        };
        return format!("{before}{word}{after}");
    };
    // “the execution of Ann” is “her execution”.
    match owned.rfind("the ") {
        Some(the) if owned[the + 4..].split(' ').count() < 3 && !owned[the..].contains(" of ") => {
            format!("{}{their} {}{after}", &owned[..the], &owned[the + 4..])
        }
        Some(_) | None => short(),
    }
}

/// The heaviest of what is asked about one person, else the first.
fn choose_first(demands: &[DemandInfo], people: usize) -> Option<&DemandInfo> {
    let heaviest = HEAVIEST
        .iter()
        .filter(|_| people == 1)
        .find_map(|kind| demands.iter().find(|demand| demand.kind == *kind));
    heaviest.or_else(|| demands.first())
}

fn ask_info(telling: &ContextInput<'_>, marked: &DemandInfo, people: &[&PublicCase]) -> AskInfo {
    let facts = marked_facts(&marked.text);
    let mark = |words: String| mark_grounds(facts.iter().copied(), words);
    let first = &plain_request(marked);
    let several = telling.lang.format_number(people.len());
    let crowd = telling.lang.crowd_noun(PeopleGroup::All);
    let is_part = first.text.contains(&format!("{crowd} who"));
    let (named, in_subject) = if is_part {
        ("the people named below".to_owned(), "people".to_owned())
    } else {
        (
            format!("the {several} people named below"),
            format!("{several} people"),
        )
    };
    let place = |form: &String| form.replace(&crowd, &named);
    let text = place(&first.text);
    let person = match people {
        [case] if telling.lang.is_of_casebook() => {
            Some((case, story::StoryPerson::from_case(case, telling.date)))
        }
        _ => None,
    };
    let shorten = |form: &str| match &person {
        Some((case, person)) => {
            match (form.strip_prefix(case.name.as_str()), person.subject_word()) {
                (Some(rest), Some(they)) if rest.starts_with(' ') => format!("{they}{rest}"),
                _ => form.replace(case.name.as_str(), &person.short_name()),
            }
        }
        None => form.to_owned(),
    };
    // The words before it have named the people.
    let take_up = |form: &str| match form.strip_prefix(crowd.as_str()) {
        Some(rest) if !is_part && rest.starts_with(' ') => format!("they{rest}"),
        _ => shorten(&place(&form.to_owned())),
    };
    AskInfo {
        kind: first.kind.clone(),
        short: mark(shorten(&text)),
        subject: mark(first.heading.replace(&crowd, &in_subject)),
        described: MarkdownText(Some(mark(describe_people(telling, &text, people)))),
        to_do: MarkdownText(
            first
                .infinitive
                .as_ref()
                .map(|form| mark(describe_people(telling, &place(form), people))),
        ),
        direct: first
            .direct
            .as_ref()
            .map(|form| mark(form.replace(&crowd, &in_subject))),
        direct_short: first.direct.as_ref().map(|form| {
            let form = form.replace(&crowd, &in_subject);
            mark(match &person {
                Some((case, person)) => take_up_object(&form, case.name.as_str(), person),
                None => form,
            })
        }),
        clause: first.clause.as_ref().map(|form| mark(take_up(form))),
        text: mark(text),
    }
}

/// What is to be done to a person who has been named, with the pronoun: “release him immediately”.
fn take_up_object(form: &str, name: &str, person: &story::StoryPerson) -> String {
    let Some((before, after)) = form.split_once(name) else {
        return form.to_owned();
    };
    // “the execution of him” is no English.
    if before.ends_with(" of ") || after.starts_with(['’', '-']) {
        return form.to_owned();
    }
    format!("{before}{}{after}", person.object_word())
}

/// The facts on which a request rests, as its words carry them.
fn marked_facts(text: &str) -> Vec<FactId> {
    let (_, spans) = read_marks(text);
    let mut facts: Vec<FactId> = spans.into_iter().map(|span| span.fact).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The phrase with names in bold; behind the name of one person stands who that is.
fn describe_people(telling: &ContextInput<'_>, phrase: &str, people: &[&PublicCase]) -> String {
    let mut told = escape_markdown(phrase);
    for case in people {
        let name = escape_markdown(case.name.as_str());
        let Some(at) = told.find(&name) else {
            continue;
        };
        let after = told[at + name.len()..].to_owned();
        let is_owner = after.starts_with(['’', '-']);
        let named = if people.len() == 1 && !is_owner {
            // A comma that follows anyway may stand behind a mark or an escape.
            let mut before_words = after.split(char::is_alphanumeric);
            let has_comma = before_words.next().is_some_and(|head| head.contains(','));
            describe_name(telling, case, !after.is_empty() && !has_comma)
        } else {
            format!("**{name}**")
        };
        told = format!("{}{named}{after}", &told[..at]);
    }
    told
}

/// A name in bold, and behind it who that is, unless the narrative says so.
fn describe_name(telling: &ContextInput<'_>, case: &PublicCase, goes_on: bool) -> String {
    let name = format!("**{}**", escape_markdown(case.name.as_str()));
    let is_narrated = story::narrative_introduces(case) && telling.wanted.is_used("story");
    let words =
        story::describe_person(case).filter(|_| telling.lang.is_of_casebook() && !is_narrated);
    match words {
        Some(words) => {
            let comma = if goes_on { "," } else { "" };
            let words = mark_facts(story::described_facts(case), escape_markdown(&words));
            format!("{name}, {words}{comma}")
        }
        None => name,
    }
}

/// What the state did to the people, as a noun phrase in Markdown; in a language in which no story is composed nothing.
pub(super) fn describe_wrong(telling: &ContextInput<'_>, people: &[&PublicCase]) -> Option<String> {
    if !telling.lang.is_of_casebook() {
        return None;
    }
    let [case] = people else {
        let names: Vec<String> = people
            .iter()
            .map(|case| format!("**{}**", escape_markdown(case.name.as_str())))
            .collect();
        return Some(if names.len() < 4 {
            format!("the persecution of {}", telling.lang.format_list(&names))
        } else {
            format!(
                "the persecution of {} people",
                telling.lang.format_number(names.len())
            )
        });
    };
    let status = firm_status(telling, case);
    let name = |goes_on: bool| describe_name(telling, case, goes_on);
    let is_of = |kinds: &[EventKind]| case.events.iter().any(|event| kinds.contains(&event.kind));
    let sentence = case.sentence_on(telling.date);
    let person = story::StoryPerson::from_case(case, telling.date);
    let them = person.object_word();
    let is_arrested = is_of(&[
        EventKind::Arrest,
        EventKind::Abduction,
        EventKind::DetentionOrdered,
    ]);
    let is_detained = status.status_group() == Some(StatusGroup::Detained);
    let wrong = if status == Status::Disappeared {
        format!("the disappearance of {}", name(false))
    } else if status == Status::Deceased {
        format!("the death of {}", name(false))
    } else if status == Status::PsychiatricDetention {
        format!(
            "the confinement of {} to a psychiatric hospital",
            name(true)
        )
    } else if status == Status::Threatened {
        format!("the threats of prosecution against {}", name(false))
    } else if sentence.is_some_and(|sentence| sentence.kind == SentenceKind::Death) {
        format!("the death sentence passed on {}", name(false))
    } else if sentence.is_some() && is_arrested {
        format!(
            "the arrest of {} and the sentence imposed on {them}",
            name(true)
        )
    } else if sentence.is_some() {
        format!("the sentence imposed on {}", name(false))
    } else if is_detained && is_arrested {
        format!("the arrest and detention of {}", name(false))
    } else if is_detained {
        format!("the detention of {}", name(false))
    } else if case.charges.is_empty() {
        format!("the persecution of {}", name(false))
    } else {
        format!("the prosecution of {}", name(false))
    };
    Some(wrong)
}
