//! What a letter tells: the request first, each fact once, nobody before he or she is introduced, the acts, the law.

use std::collections::BTreeSet;

use super::{LetterReview, new_note};
use crate::letters::context::DemandInfo;
use crate::letters::disclosure::PublicCase;
use crate::letters::firm_status::firm_status;
use crate::letters::kind::TemplateTone;
use crate::letters::law::{has_law, is_bound, iter_treaty_names};
use crate::letters::letter::{Block, Inline};
use crate::letters::preflight::{PreflightFinding, PreflightLevel};
use crate::model::demand_rules::{DemandAddressee, DemandObstacle};
use crate::model::vocabulary::{DemandKind, Role, Vocabulary};
use crate::model::{Country, HolderStatus, search_key};

/// From so large a share of common words on, two sentences tell the same fact.
const SAME_PERCENT: usize = 75;

/// Sentences of fewer words that carry meaning are too short to be compared.
const LEAST_WORDS: usize = 5;

/// A last page with fewer lines is a waste.
const FEW_LINES: usize = 5;

/// Words of fewer letters carry little meaning.
const SHORT: usize = 4;

/// Things of which a letter can speak as if the reader knew them: where one of them stands with “the” and was not told of
/// before, something was left out.
const THINGS: [&str; 8] = [
    "letter",
    "man",
    "photograph",
    "post",
    "report",
    "testimony",
    "video",
    "witness",
];

/// The request stands in the first paragraph and in the subject.
pub(super) fn check_ask_first(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let examines = |role: &Role| {
        matches!(
            role,
            Role::UnWorkingGroup | Role::UnSpecialRapporteur | Role::UnTreatyBody
        )
    };
    let is_letter = reading
        .addressed_office()
        .is_some_and(|office| !examines(&office.role));
    if !is_letter || reading.demands.is_empty() {
        return Vec::new();
    }
    let paragraphs = collect_paragraphs(&reading.letter.body);
    let asks = |text: &str| {
        let words = list_words(text);
        reading
            .demands
            .iter()
            .any(|demand| names_request(demand, reading, &words))
    };
    let Some(first) = paragraphs.iter().position(|text| asks(text)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if first > 0 {
        findings.push(new_note(
            "the first paragraph asks for nothing: who reads one sentence should know what is wanted",
        ));
    }
    if !asks(&reading.letter.subject) {
        findings.push(new_note("the subject does not say what is asked for"));
    }
    findings
}

/// The words of the names of those written about: they tell no fact.
fn words_of_names(reading: &LetterReview<'_>) -> BTreeSet<String> {
    let cases = reading.ground.cases.iter();
    cases
        .flat_map(|case| list_words(case.name.as_str()))
        .collect()
}

/// Whether a text names what is asked, in whichever form.
fn names_request(
    demand: &DemandInfo,
    reading: &LetterReview<'_>,
    words: &BTreeSet<String>,
) -> bool {
    let names = words_of_names(reading);
    let forms = [
        Some(&demand.text),
        demand.direct.as_ref(),
        demand.clause.as_ref(),
    ];
    forms.into_iter().flatten().any(|form| {
        let asked: BTreeSet<String> = list_words(form).difference(&names).cloned().collect();
        let shared = asked.intersection(words).count();
        shared > 0 && shared * 2 >= asked.len()
    })
}

/// One fact told twice.
pub(super) fn check_repetition(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let names = words_of_names(reading);
    let paragraphs = reading.letter.body.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(Inline::plain_text(text)),
        // A request may say again what its ground has said.
        Block::List { .. } | Block::Quote(_) | Block::Heading { .. } | Block::Rule => None,
    });
    let paragraphs: Vec<String> = paragraphs.collect();
    let is_request = |words: &BTreeSet<String>| {
        reading
            .demands
            .iter()
            .any(|demand| names_request(demand, reading, words))
    };
    let sentences: Vec<(&str, BTreeSet<String>)> = paragraphs
        .iter()
        .flat_map(|text| text.split_inclusive(". "))
        .map(|sentence| {
            let words = list_words(sentence);
            (sentence.trim(), words.difference(&names).cloned().collect())
        })
        .filter(|(_, words): &(&str, BTreeSet<String>)| {
            words.len() >= LEAST_WORDS && !is_request(words)
        })
        .collect();
    for (at, (sentence, words)) in sentences.iter().enumerate() {
        let is_same = |(_, others): &&(&str, BTreeSet<String>)| {
            let shared = words.intersection(others).count();
            shared * 100 >= words.len().min(others.len()) * SAME_PERCENT
        };
        if sentences[at + 1..].iter().any(|other| is_same(&other)) {
            return vec![new_note(format!(
                "a fact is told twice: “{}”",
                shorten_sentence(sentence)
            ))];
        }
    }
    Vec::new()
}

/// A name, or “the” thing, that stands before it is introduced.
pub(super) fn check_introductions(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let text = reading.letter.plain_text();
    let mut findings = Vec::new();
    for name in reading.ground.people_names() {
        let Some(last) = name
            .split_whitespace()
            .last()
            .filter(|_| name.contains(' '))
        else {
            continue;
        };
        let is_met_late = find_word(&text, last).is_some_and(|met| {
            text.find(name)
                .is_some_and(|whole| met < whole && !text[..whole].contains(&name.to_uppercase()))
        });
        if is_met_late {
            findings.push(new_note(format!(
                "“{last}” stands before the whole name “{name}”"
            )));
        }
    }
    if reading.lang.is_of_casebook() {
        let lower = text.to_lowercase();
        let is_dangling = |thing: &&&str| {
            let known = format!("the {thing}");
            let is_met = find_word(&lower, thing);
            is_met.is_some_and(|first| {
                first >= 4
                    && lower[..first + thing.len()].ends_with(&known)
                    && !lower[first + thing.len()..].starts_with(" of")
                    && !lower[first + thing.len()..].starts_with(" that")
                    && !lower[first + thing.len()..].starts_with(" on")
            })
        };
        findings.extend(THINGS.iter().filter(is_dangling).map(|thing| {
            new_note(format!(
                "“the {thing}” stands in the letter, and nothing says which {thing} it is"
            ))
        }));
    }
    findings
}

/// What the person did is on record, and nothing of it is told.
pub(super) fn check_acts(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let words = list_words(&reading.letter.plain_text());
    let [case] = reading.ground.cases else {
        return Vec::new();
    };
    let case = case.in_words_of(reading.lang);
    let acts: Vec<BTreeSet<String>> = case
        .events
        .iter()
        .filter(|event| event.kind.is_act())
        .filter_map(|event| event.text.as_ref())
        .map(|text| list_words(text.as_str()))
        .collect();
    let is_told = |act: &BTreeSet<String>| act.intersection(&words).count() * 100 >= act.len() * 60;
    if acts.is_empty() || acts.iter().any(is_told) {
        return Vec::new();
    }
    vec![new_note(format!(
        "what {} did is on record and is not told: the reader learns of a sentence and not of what it is for",
        case.name
    ))]
}

/// A request that a fact has overtaken, or that fits nobody’s situation.
pub(super) fn check_contradictions(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let day = reading.letter.date;
    let of = reading
        .addressed_office()
        .map_or(DemandAddressee::Everyone, DemandAddressee::Office);
    let mut findings = Vec::new();
    for demand in reading.demands {
        let kind = DemandKind::from_stored(&demand.kind);
        let obstacle = |case: &PublicCase| {
            let status = firm_status(case, day);
            case.find_obstacle(&kind, of, &status, day)
        };
        let all: Vec<Option<DemandObstacle>> = reading.ground.cases.iter().map(obstacle).collect();
        let reason = all
            .iter()
            .flatten()
            .find(|reason| **reason != DemandObstacle::CannotGrant);
        if let Some(reason) = reason.filter(|_| all.iter().all(Option::is_some)) {
            let what = format!(
                "“{}” is asked for, and {}",
                demand.text,
                reason.reason_text()
            );
            findings.push(
                PreflightFinding::new(PreflightLevel::Note, what)
                    .with_fix("cases letter … --demand KIND"),
            );
        }
    }
    findings
}

/// A statement about somebody who is held that does not ask for the release.
pub(super) fn check_release(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    if reading.settings.register != TemplateTone::Statement || reading.addressed_office().is_some()
    {
        return Vec::new();
    }
    let text = reading.letter.plain_text().to_lowercase();
    let release = DemandKind::ReleaseImmediate.slug();
    let is_asked = |case: &&PublicCase| {
        let asked = reading.demands.iter().any(|demand| demand.kind == release);
        asked
            || (reading.lang.is_of_casebook()
                && text.contains("releas")
                && text.contains(&case.name.to_string().to_lowercase()))
    };
    let held = reading
        .ground
        .cases
        .iter()
        .filter(|case| firm_status(case, reading.letter.date).is_detained());
    held.filter(|case| !is_asked(case))
        .map(|case| {
            PreflightFinding::new(
                PreflightLevel::Note,
                format!(
                    "{} is held, and the statement does not ask for the release",
                    case.name
                ),
            )
            .with_case(case.case_id())
            .with_fix(format!("cases letter … --demand {release}"))
        })
        .collect()
}

/// A treaty that did not bind the state on the day of the letter; no law at all, though a concern has one.
pub(super) fn check_law(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    if !reading.lang.is_of_casebook() || reading.settings.register == TemplateTone::Sheet {
        return Vec::new();
    }
    let text = reading.letter.plain_text();
    let day = reading.letter.date;
    let mut findings = Vec::new();
    for (id, name) in iter_treaty_names().filter(|(_, name)| text.contains(name)) {
        let holds = |state: &Country| is_bound(id, *state, day);
        let hosts = reading
            .ground
            .cases
            .iter()
            .filter_map(|case| case.host_on(day));
        let mut states: Vec<_> = reading
            .ground
            .cases
            .iter()
            .map(|case| case.country)
            .collect();
        if hosts.into_iter().any(|host| is_bound(id, host, day)) {
            continue;
        }
        states.retain(|state| !holds(state));
        if let Some(state) = states.first() {
            findings.push(new_note(format!(
                "the {name} is cited; that it binds {} on this day is not known",
                reading.lang.state_name(*state)
            )));
        }
    }
    let has_right = |case: &PublicCase| case.concerns.iter().any(|it| has_law(it.kind.slug()));
    let names_law = ["Article", "Covenant", "Convention", "Declaration"]
        .iter()
        .any(|word| text.contains(word));
    if reading.addressed_office().is_some()
        && !names_law
        && reading.ground.cases.iter().any(has_right)
    {
        findings.push(new_note(
            "no law is named, though there is an article for what is reported",
        ));
    }
    findings
}

/// An office addressed as such although who holds it is known by name and gender.
pub(super) fn check_holder(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let Some(office) = reading.addressed_office() else {
        return Vec::new();
    };
    let HolderStatus::Known(holder) = office.holder_on(reading.letter.date, HOLDER_FRESH_MONTHS)
    else {
        return Vec::new();
    };
    let letter = reading.letter;
    let is_named = letter
        .recipient
        .iter()
        .chain(&letter.salutation)
        .any(|line| {
            let line = search_key::build_search_key(line);
            search_key::build_search_key(holder.name.as_str())
                .split(' ')
                .any(|word| line.split(' ').any(|other| other == word))
        });
    if is_named || holder.gender.is_none() {
        return Vec::new();
    }
    vec![
        new_note(format!(
            "the letter goes to the office, though {} is known to hold it",
            holder.name
        ))
        .with_fix(format!(
            "cases recipients update {} --set address=\"…\"",
            office.id
        )),
    ]
}

/// How long it is believed who holds an office.
const HOLDER_FRESH_MONTHS: u32 = 12;

/// Facts that nobody will hear of, by number: the sender should know that the strongest may be among them.
pub(super) fn check_withheld(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let held_back = |case: &PublicCase| {
        let count = case.kept_out().len();
        (count > 0).then(|| {
            let facts = if count == 1 {
                "1 fact is".to_owned()
            } else {
                format!("{count} facts are")
            };
            PreflightFinding::new(
                PreflightLevel::Note,
                format!("{}: {facts} kept back as private", case.name),
            )
            .with_case(case.case_id())
            .with_fix(format!(
                "cases show {}   (says which, and how to let them in)",
                case.case_id()
            ))
        })
    };
    reading.ground.cases.iter().filter_map(held_back).collect()
}

/// A last page that is hardly begun.
pub(super) fn check_pages(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    if reading.pages < 2 || reading.last_lines >= FEW_LINES {
        return Vec::new();
    }
    let lines = if reading.last_lines == 1 {
        "1 line".to_owned()
    } else {
        format!("{} lines", reading.last_lines)
    };
    vec![new_note(format!(
        "the last page has no more than {lines}: shorten the letter by so much, and it needs a page less"
    ))]
}

/// The paragraphs and points of a text, each by itself.
fn collect_paragraphs(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => found.push(Inline::plain_text(text)),
            Block::List { items, .. } => {
                found.extend(items.iter().flat_map(|item| collect_paragraphs(item)));
            }
            Block::Quote(inner) => found.extend(collect_paragraphs(inner)),
            Block::Heading { .. } | Block::Rule => {}
        }
    }
    found
}

/// The words of a text that carry meaning, without their endings.
fn list_words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORT)
        .map(|word| word.chars().take(6).collect())
        .collect()
}

/// Where a word stands first as a whole word.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        !is_letter(text[..*at].chars().next_back())
            && !is_letter(text[at + word.len()..].chars().next())
    })
}

fn shorten_sentence(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.len() <= 9 {
        words.join(" ")
    } else {
        format!("{} …", words[..9].join(" "))
    }
}
