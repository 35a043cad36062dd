//! What the guides to letter writing of human rights organisations would mend in a finished letter: one page, the full
//! name, dates and places, few requests that can be granted, courtesy, a sender who can be answered.

mod content;
mod gaps;
mod tone;

use super::context::DemandInfo;
use super::disclosure::PublicCase;
use super::kind::{TemplateSettings, TemplateTone};
use super::letter::Letter;
use super::preflight::{PreflightFinding, PreflightLevel};
use super::words::LetterLanguage;
use crate::letters::firm_status::firm_status;
use crate::letters::parties::LetterParties;
use crate::model::demand_rules::DemandAddressee;
use crate::model::vocabulary::{DemandKind, Role, RoleGroup, Vocabulary};
use crate::model::{Recipient, search_key};

/// The most requests that are likely to be granted together.
const MOST_REQUESTS: usize = 3;

/// States whose law has an appeal considered only if it says who writes and from where. Kazakhstan: Administrative
/// Procedure Code, article 63.
const NAME_AND_ADDRESS_BY_LAW: [&str; 1] = ["KZ"];

/// How a letter is mended by hand.
const BY_HAND: &str = "cases letter … --edit";

/// A finished letter with all that it is to be judged by.
#[derive(Debug, Clone, Copy)]
pub struct LetterReview<'a> {
    /// The letter.
    pub letter: &'a Letter,
    /// Its language.
    pub lang: &'a LetterLanguage,
    /// The settings of its kind.
    pub settings: &'a TemplateSettings,
    /// About whom, to whom and from whom it is.
    pub ground: LetterParties<'a>,
    /// What it asks for.
    pub demands: &'a [DemandInfo],
    /// How many pages it has on paper.
    pub pages: usize,
    /// How many lines stand on the last of them.
    pub last_lines: usize,
}

/// What to mend before the letter goes, each with the command or the words that mend it. What the law of the addressee
/// needs, and what the letter itself marks as missing, is [`PreflightLevel::Missing`].
pub fn give_advice(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let rules = [
        check_length,
        content::check_pages,
        content::check_ask_first,
        check_names,
        check_dates,
        check_places,
        check_requests,
        check_grounds,
        check_grave_demands,
        content::check_contradictions,
        content::check_release,
        content::check_acts,
        content::check_introductions,
        content::check_repetition,
        content::check_law,
        content::check_withheld,
        content::check_holder,
        tone::check_courtesy,
        check_sender,
        check_letter_date,
        gaps::check_gaps,
    ];
    rules.into_iter().flat_map(|rule| rule(reading)).collect()
}

impl<'a> LetterReview<'a> {
    /// The office it is written to, if it is written to one.
    fn addressed_office(&self) -> Option<&'a Recipient> {
        self.ground.recipient.filter(|_| self.settings.addressed)
    }
}

fn new_note(what: impl Into<String>) -> PreflightFinding {
    PreflightFinding::new(PreflightLevel::Note, what).with_fix(BY_HAND)
}

/// Who examines a complaint needs all of it; everybody else reads one page about one person.
fn check_length(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let examines = |role: &Role| {
        matches!(
            role,
            Role::UnWorkingGroup | Role::UnSpecialRapporteur | Role::UnTreatyBody
        )
    };
    let Some(office) = reading.addressed_office() else {
        return Vec::new();
    };
    if reading.pages < 2 || reading.ground.cases.len() > 1 || examines(&office.role) {
        return Vec::new();
    }
    vec![new_note(format!(
        "the letter has {} pages; one page about one person is read",
        reading.pages
    ))]
}

fn check_names(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let words = reading.letter.plain_text();
    let unnamed = reading
        .ground
        .cases
        .iter()
        .filter(|case| !case.iter_names().any(|name| words.contains(name.as_str())));
    unnamed
        .map(|case| {
            new_note(format!("{} is nowhere named in full", case.name)).with_case(case.case_id())
        })
        .collect()
}

fn check_dates(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let words = reading.letter.plain_text();
    let is_year =
        |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if reading.settings.register == TemplateTone::Sheet
        || words.split(|c: char| !c.is_ascii_digit()).any(is_year)
    {
        return Vec::new();
    }
    let what = "no date is told: the office cannot look up what has no date";
    missing_fact(reading, what, "--event \"DATE KIND: WHAT HAPPENED\"")
}

fn check_places(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let words = search_key::build_search_key(&reading.letter.plain_text());
    let words: Vec<&str> = words.split(' ').collect();
    let is_told = |place: &str| {
        search_key::build_search_key(place)
            .split(' ')
            .any(|name| is_among(name, &words))
    };
    let is_placed = reading.ground.cases.iter().any(|case| {
        let courts = case
            .sentences
            .iter()
            .filter_map(|sentence| sentence.court.as_ref());
        let events = case.events.iter().filter_map(|event| event.place.as_ref());
        case.place
            .iter()
            .chain(&case.held_at)
            .chain(courts)
            .chain(events)
            .any(|place| is_told(place.as_str()))
    });
    if reading.settings.register == TemplateTone::Sheet || is_placed {
        return Vec::new();
    }
    missing_fact(
        reading,
        "no place is told: where it happened, or where the person is held",
        "--set held_at=\"PLACE\"",
    )
}

/// Whether a word of a name stands among the words, whatever its ending.
fn is_among(name: &str, words: &[&str]) -> bool {
    let kept = name.len().saturating_sub(2).max(3);
    name.get(..kept)
        .is_some_and(|stem| words.iter().any(|word| word.starts_with(stem)))
}

/// A fact that the casebook should have of those the letter is about.
fn missing_fact(reading: &LetterReview<'_>, what: &str, flag: &str) -> Vec<PreflightFinding> {
    let finding = PreflightFinding::new(PreflightLevel::Note, what);
    vec![match reading.ground.cases {
        [case] => finding
            .with_case(case.case_id())
            .with_fix(format!("cases update {} {flag}", case.case_id())),
        _ => finding.with_fix(format!("cases update CASE {flag}")),
    }]
}

fn check_requests(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let Some(office) = reading.addressed_office() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let count = reading.demands.len();
    if count == 0 {
        let what = "the letter asks for nothing in particular";
        findings.push(
            PreflightFinding::new(PreflightLevel::Note, what)
                .with_fix("cases letter … --demand KIND"),
        );
    } else if count > MOST_REQUESTS {
        let what =
            format!("the letter asks for {count} things; one to three are more easily granted");
        findings.push(
            PreflightFinding::new(PreflightLevel::Note, what)
                .with_fix("cases letter … --demand KIND --demand KIND"),
        );
    }
    let out_of_reach = |demand: &&DemandInfo| {
        let kind = DemandKind::from_stored(&demand.kind);
        let day = reading.letter.date;
        let can_grant =
            |case: &PublicCase| kind.is_grantable_by(&office.role, case.side_of(office, day));
        !reading.ground.cases.iter().any(can_grant)
    };
    findings.extend(reading.demands.iter().filter(out_of_reach).map(|demand| {
        let what = format!("{} cannot grant “{}”", office.office, demand.text);
        PreflightFinding::new(PreflightLevel::Note, what)
            .with_fix("cases letter … --to WHO   (an office that can)")
    }));
    findings
}

/// Requests for which nothing on record calls: who reads them asks why.
fn check_grounds(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let is_baseless = |demand: &&DemandInfo| {
        let kind = DemandKind::from_stored(&demand.kind);
        let is_grounded = |case: &PublicCase| case.grounds_of(&kind).next().is_some();
        !kind.possible_grounds().are_any() && !reading.ground.cases.iter().any(is_grounded)
    };
    let baseless = reading.demands.iter().filter(is_baseless);
    let finding = |demand: &DemandInfo| {
        let what = format!("nothing that can be told calls for “{}”", demand.text);
        missing_fact(reading, &what, "--concern \"KIND: WHY IT IS WRONG\"")
    };
    baseless.flat_map(finding).collect()
}

/// Torture that is told and not asked about, where the office could act.
fn check_grave_demands(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let Some(office) = reading.addressed_office() else {
        return Vec::new();
    };
    let day = reading.letter.date;
    let mut findings = Vec::new();
    for case in reading.ground.cases {
        let status = firm_status(case, day);
        let grave = case.grave_demands(DemandAddressee::Office(office), &status, day);
        let is_asked = |kind: &DemandKind| {
            reading
                .demands
                .iter()
                .any(|demand| demand.kind == kind.slug())
        };
        if let Some(kind) = grave.first().filter(|_| !grave.iter().any(is_asked)) {
            let what = format!(
                "what is told of {} calls for “{}”, which is not asked for",
                case.name,
                kind.label()
            );
            let fix = format!("cases letter … --demand {}", kind.slug());
            findings.push(
                PreflightFinding::new(PreflightLevel::Note, what)
                    .with_case(case.case_id())
                    .with_fix(fix),
            );
        }
    }
    findings
}

fn check_sender(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    let Some(office) = reading.addressed_office() else {
        return Vec::new();
    };
    let sender = reading.ground.sender;
    let is_signed = reading
        .letter
        .signatories
        .iter()
        .any(|name| !gaps::has_gap(name));
    let lacks_address = sender.address.is_empty();
    let (what, flags) = match (is_signed, lacks_address) {
        (true, false) => return Vec::new(),
        (true, true) => ("postal address", "--address \"STREET\" --address \"TOWN\""),
        (false, false) => ("name", "--name \"YOUR NAME\""),
        (false, true) => (
            "name and postal address",
            "--name \"YOUR NAME\" --address \"STREET\" --address \"TOWN\"",
        ),
    };
    let by_law = office.country.filter(|country| {
        office.role.role_group() == RoleGroup::State
            && NAME_AND_ADDRESS_BY_LAW.contains(&country.code())
    });
    let finding = match by_law {
        Some(country) => PreflightFinding::new(
            PreflightLevel::Missing,
            format!(
                "the letter lacks the sender’s {what}; by the law of {} it need not be considered",
                country.name()
            ),
        ),
        None => PreflightFinding::new(
            PreflightLevel::Note,
            format!("the letter lacks the sender’s {what}: nobody can answer it by post"),
        ),
    };
    vec![finding.with_fix(format!("cases init {flags}"))]
}

fn check_letter_date(reading: &LetterReview<'_>) -> Vec<PreflightFinding> {
    if reading
        .letter
        .place_and_date
        .contains(|c: char| c.is_numeric())
    {
        return Vec::new();
    }
    vec![
        PreflightFinding::new(PreflightLevel::Missing, "no date stands on the letter")
            .with_fix("cases letter … --date DATE"),
    ]
}

#[cfg(test)]
mod tests;
