//! What is missing, doubtful, out of date or withheld, found before anything is written, each with the command that
//! mends it.

mod language;
mod office;
mod privacy;

use super::disclosure::{PublicCase, WithheldCase};
use super::words::LetterLanguage;
use crate::model::address::is_mailbox;
use crate::model::narrative::NarrativeMismatch;
use crate::model::status_doubt::StatusDoubt;
use crate::model::vocabulary::{ChargeStanding, SentenceKind, Status, Vocabulary};
use crate::model::{
    Case, Date, Finding, FindingLevel, FindingSubject, Id, Line, PartialDate, Sender, SourceDates,
};

pub use language::check_language;
pub use office::{check_address, check_channel, check_holder, check_mailboxes, check_recipient};
pub use privacy::{
    MANY_FACTS, check_contradiction, check_pseudonym, report_withheld, summarize_withheld,
};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PreflightLevel {
    /// A fact that the letter prints is not known.
    Missing,
    /// The facts contradict each other on the day of the letter.
    Doubtful,
    /// Not confirmed for longer than counts as fresh.
    Stale,
    /// Kept out because it is private.
    Withheld,
    /// Worth knowing.
    Note,
}

impl PreflightLevel {
    /// One word, for lists and JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Doubtful => "doubtful",
            Self::Stale => "stale",
            Self::Withheld => "withheld",
            Self::Note => "note",
        }
    }
}

/// One thing the sender should know before the letter goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightFinding {
    /// How much it weighs.
    pub level: PreflightLevel,
    /// The case in question.
    pub case: Option<Id>,
    /// What it is, in a sentence without a full stop.
    pub what: String,
    /// The command that mends it.
    pub fix: Option<String>,
}

impl PreflightFinding {
    /// A finding without a case or a cure.
    #[must_use]
    pub fn new(level: PreflightLevel, what: impl Into<String>) -> Self {
        Self {
            level,
            case: None,
            what: what.into(),
            fix: None,
        }
    }

    /// The same about a case.
    #[must_use]
    pub fn with_case(mut self, case: &Id) -> Self {
        self.case = Some(case.clone());
        self
    }

    /// The same with the command that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

impl From<PreflightFinding> for Finding {
    fn from(finding: PreflightFinding) -> Self {
        let PreflightFinding {
            level,
            case,
            what,
            fix,
        } = finding;
        let level = match level {
            PreflightLevel::Missing => FindingLevel::Missing,
            PreflightLevel::Doubtful => FindingLevel::Doubtful,
            PreflightLevel::Stale => FindingLevel::Stale,
            PreflightLevel::Withheld => FindingLevel::Withheld,
            PreflightLevel::Note => FindingLevel::Note,
        };
        let about = FindingSubject {
            case,
            ..FindingSubject::default()
        };
        Self {
            fix,
            ..Self::new(level, about, what)
        }
    }
}

/// Cases sorted into those that can be told and those that cannot.
#[derive(Debug, Clone, Default)]
pub struct SiftedCases {
    /// What can be told.
    pub told: Vec<PublicCase>,
    /// What must not be told.
    pub withheld: Vec<WithheldCase>,
    /// Whose facts contradict their status, with the reason.
    pub doubtful: Vec<PreflightFinding>,
    /// What was kept out of what is told, and where sources say otherwise.
    pub findings: Vec<PreflightFinding>,
}

impl SiftedCases {
    /// Takes in others, after these.
    pub fn append(&mut self, other: Self) {
        self.told.extend(other.told);
        self.withheld.extend(other.withheld);
        self.doubtful.extend(other.doubtful);
        self.findings.extend(other.findings);
    }
}

/// Sorts cases as of a day. Doubtful ones are told only where that is allowed.
pub fn screen_cases(
    cases: &[Case],
    day: Date,
    sources: &SourceDates,
    allow_doubtful: bool,
) -> SiftedCases {
    let mut sifted = SiftedCases::default();
    for case in cases {
        match PublicCase::disclose_case(case, day, sources) {
            Err(withheld) => sifted.withheld.push(withheld),
            Ok(told) => {
                sifted
                    .findings
                    .extend(check_narrative(case, &told.name, day));
                sifted.findings.extend(check_disputes(case));
                screen_case(
                    &mut sifted,
                    told.without_what_is_over(day),
                    day,
                    allow_doubtful,
                );
            }
        }
    }
    sifted
}

fn screen_case(sifted: &mut SiftedCases, mut told: PublicCase, day: Date, allow_doubtful: bool) {
    sifted.findings.extend(report_withheld(&told));
    sifted.findings.extend(check_pseudonym(&told));
    let contradicted = check_contradiction(&told);
    if contradicted.is_some() {
        // Also where it is allowed: what may be told of the situation is known to be false.
        told.be_silent_on_situation();
    }
    if let Some(finding) = privacy::check_private_situation(&told) {
        sifted.findings.push(finding);
        told.be_silent_on_situation();
    }
    match check_status(&told, told.case_id(), day).or(contradicted) {
        Some(doubt) => {
            sifted.doubtful.push(doubt);
            if allow_doubtful {
                sifted.told.push(told);
            }
        }
        None => sifted.told.push(told),
    }
}

/// Where sources say otherwise than the casebook, each with how to take up the other claim.
pub fn check_disputes(case: &Case) -> impl Iterator<Item = PreflightFinding> {
    case.disputing_claims().map(|claim| {
        let what = format!(
            "{}: a source says otherwise than what is told: {}",
            case.name,
            claim.to_text()
        );
        PreflightFinding::new(PreflightLevel::Note, what)
            .with_case(&case.id)
            .with_fix(format!("cases show {}", case.id))
    })
}

/// That the narrative of a case is not told on a day. The name is the one under which the case is told.
pub fn check_narrative(case: &Case, name: &Line, day: Date) -> Option<PreflightFinding> {
    let english = LetterLanguage::english();
    let told_instead = "the facts are told in its place";
    let (what, fix) = match case.narrative_outrun_on(day)? {
        NarrativeMismatch::Ahead { until } => {
            let until = english.format_date(until);
            let what = format!(
                "the narrative of {name} tells up to {until}, later than {}; {told_instead}",
                english.format_day(day)
            );
            (what, None)
        }
        NarrativeMismatch::Overtaken { until, what, date } => {
            let (until, on) = (english.format_date(until), english.on_date(date));
            let what = format!(
                "the narrative of {name} tells up to {until}, and something came later ({what} {on}); {told_instead}"
            );
            let id = &case.id;
            let confirm = format!(
                "cases update {id} --summary-until {day}   # once you have read it and it still holds"
            );
            (
                what,
                Some(format!(
                    "cases update {id} --summary \"WHAT IS SO NOW\"\n    {confirm}"
                )),
            )
        }
    };
    let finding = PreflightFinding::new(PreflightLevel::Note, what).with_case(&case.id);
    Some(match fix {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    })
}

/// What in a case contradicts its status on a day. The id is that of the casebook, also where the name is withheld.
pub fn check_status(case: &Case, id: &Id, day: Date) -> Option<PreflightFinding> {
    let english = LetterLanguage::english();
    let doubt = case.doubt_on(day)?;
    let (name, told) = (&case.name, case.status_on(day));
    let of = |date: Option<PartialDate>| {
        date.map(|date| format!(" of {}", english.format_date(date)))
            .unwrap_or_default()
    };
    let or_asked =
        |date: Option<PartialDate>| date.map_or_else(|| "DATE".to_owned(), |date| date.to_string());
    let (what, status, on) = match doubt {
        StatusDoubt::TermOver {
            pronounced,
            term,
            ended,
        } => {
            let (date, term, ended_on) = (
                english.format_date(pronounced),
                english.format_term(term),
                english.format_day(ended),
            );
            let what =
                format!("{name}: the sentence of {date} ({term}) must have run out by {ended_on}");
            (what, Status::Released.slug().to_owned(), ended.to_string())
        }
        StatusDoubt::StayOver {
            event,
            began,
            ended,
        } => {
            let (began, last) = (of(began), english.format_day(ended));
            let what = format!(
                "{name}: what began with the {}{began} must have ended by {last}",
                event.label()
            );
            (what, Status::Released.slug().to_owned(), ended.to_string())
        }
        StatusDoubt::Ended {
            event,
            date,
            leaves,
        } => {
            let status =
                leaves.map_or_else(|| "STATUS".to_owned(), |status| status.slug().to_owned());
            let (event, still) = (event.label(), format!("“{told}” is told still"));
            let what = match date {
                Some(date) => {
                    let date = english.format_date(date);
                    format!(
                        "{name}: an event ({event}, {date}) does not say what the situation is since, and {still}"
                    )
                }
                None => format!(
                    "{name}: an event ({event}) has no date and so decides nothing, and {still}"
                ),
            };
            (what, status, or_asked(date))
        }
        StatusDoubt::SentencedOtherwise { kind, date } => {
            let is_bound = kind == SentenceKind::RestrictedFreedom;
            let status = if is_bound {
                Status::RestrictedFreedom
            } else {
                Status::Released
            };
            let (kind, date_told) = (kind.label(), english.format_date(date));
            let what = format!(
                "{name}: “{told}” is told still, and the sentence of {date_told} is {kind}"
            );
            (what, status.slug().to_owned(), date.to_string())
        }
        StatusDoubt::NothingCharged { standing, date } => {
            let status = if standing == ChargeStanding::Acquitted {
                Status::Acquitted
            } else {
                Status::ChargesDropped
            };
            let what = format!(
                "{name}: “{told}” is told still, and no charge is left ({standing}{})",
                of(date)
            );
            (what, status.slug().to_owned(), or_asked(date))
        }
    };
    let fix = format!("cases update {id} --status {status} --on {on} --source SOURCE");
    Some(
        PreflightFinding::new(PreflightLevel::Doubtful, what)
            .with_case(id)
            .with_fix(fix),
    )
}

/// What is out of date in the cases that are told.
pub fn stale_cases(cases: &[PublicCase], day: Date, fresh_months: u32) -> Vec<PreflightFinding> {
    cases
        .iter()
        .filter_map(|case| stale_case(case, case.case_id(), day, fresh_months))
        .collect()
}

/// Whether a case was not confirmed for longer than counts as fresh. The id is that of the casebook.
pub fn stale_case(case: &Case, id: &Id, day: Date, fresh_months: u32) -> Option<PreflightFinding> {
    let Some(known) = case.known_as_of(day) else {
        let what = format!(
            "no date says when the situation of {} was last known",
            case.name
        );
        let fix = format!("cases update {id} --as-of {day}");
        return Some(
            PreflightFinding::new(PreflightLevel::Stale, what)
                .with_case(id)
                .with_fix(fix),
        );
    };
    let age = known.months_until(day);
    let basis = case.as_of_basis.as_ref();
    let basis = basis.filter(|_| case.as_of == Some(known));
    if age <= fresh_months {
        let is_of_typing = basis.is_some() && case.is_dated_by_typing();
        return is_of_typing.then(|| dated_by_typing(case, id, day));
    }
    let taken_from = basis
        .map(|basis| format!(": taken from {}", basis.label()))
        .unwrap_or_default();
    let what = format!(
        "the situation of {} was last known {} ({} before){taken_from}",
        case.name,
        LetterLanguage::english().on_date(known),
        age_words(age)
    );
    let fix = format!("cases update {id} --as-of {day}   # once you have confirmed it");
    Some(
        PreflightFinding::new(PreflightLevel::Stale, what)
            .with_case(id)
            .with_fix(fix),
    )
}

/// That a situation is told as of the day on which somebody typed it in. The id is that of the casebook.
fn dated_by_typing(case: &Case, id: &Id, day: Date) -> PreflightFinding {
    let what = format!(
        "nobody said as of when the situation of {} holds; it is told as of the day on which it was typed in",
        case.name
    );
    PreflightFinding::new(PreflightLevel::Note, what)
        .with_case(id)
        .with_fix(format!(
            "cases update {id} --as-of DATE   # {day}, if you know that it is so today"
        ))
}

/// What the sender has not said yet.
pub fn check_sender(sender: &Sender) -> Vec<PreflightFinding> {
    let unnamed = sender.name.is_none().then(|| {
        let what = "you have not said who is writing; the letter shows ⟦your name⟧";
        PreflightFinding::new(PreflightLevel::Note, what)
            .with_fix("cases init --name \"YOUR NAME\" --country CODE")
    });
    let unreachable = sender
        .email
        .as_ref()
        .filter(|email| !is_mailbox(email.as_str()))
        .map(|email| {
            let what =
                format!("your e-mail address “{email}” is none, so that a draft has no sender");
            PreflightFinding::new(PreflightLevel::Note, what)
                .with_fix("cases config set sender.email NAME@EXAMPLE.ORG")
        });
    unnamed.into_iter().chain(unreachable).collect()
}

/// That nobody can be asked to be listed: nobody is named, or the addressee imposes no sanctions.
fn no_sanctions(cases: &[&PublicCase]) -> PreflightFinding {
    let finding = PreflightFinding::new(
        PreflightLevel::Missing,
        "no official is named for sanctions, or the addressee cannot impose any",
    );
    match cases.first() {
        Some(case) => {
            let id = case.case_id();
            finding.with_case(id).with_fix(format!(
                "cases update {id} --official \"NAME, sanctions-target, OFFICE\"\n    cases letter {id} --template sanctions-call --to WHO"
            ))
        }
        None => finding,
    }
}

/// A fact that a template printed and the casebook does not have.
pub fn report_missing_fact(path: &[String], cases: &[&PublicCase]) -> PreflightFinding {
    let index = path
        .first()
        .filter(|first| *first == "cases")
        .and_then(|_| path.get(1))
        .and_then(|index| index.parse().ok());
    let case = if path.first().is_some_and(|first| first == "case") {
        cases.first()
    } else {
        index.and_then(|index: usize| cases.get(index))
    };
    let fact: Vec<&str> = path
        .iter()
        .filter(|step| step.parse::<usize>().is_err())
        .map(String::as_str)
        .collect();
    let fact = if case.is_some() {
        &fact[1..]
    } else {
        &fact[..]
    };
    let words = fact
        .iter()
        .map(|step| step.replace('_', " "))
        .collect::<Vec<_>>()
        .join(", ");
    if fact == ["sanction_names"] {
        return no_sanctions(cases);
    }
    let Some(case) = case else {
        return PreflightFinding::new(
            PreflightLevel::Missing,
            format!("the template prints “{words}”, which is not known"),
        );
    };
    let what = format!(
        "{}: the template prints “{words}”, which the casebook does not have",
        case.id
    );
    let fix = fix_command(
        case.case_id().as_str(),
        fact.first().copied().unwrap_or_default(),
    );
    PreflightFinding::new(PreflightLevel::Missing, what)
        .with_case(case.case_id())
        .with_fix(fix)
}

/// The command that adds a fact to a case.
fn fix_command(id: &str, fact: &str) -> String {
    let flag = match fact {
        "sentence" | "earlier_sentences" | "judges" => {
            "--sentence \"DATE prison TERM court COURT\""
        }
        "charges" | "charges_words" | "charged" => "--charge \"CC ARTICLE: OFFENCE\"",
        "events" | "acts" | "timeline" => "--event \"DATE KIND: WHAT HAPPENED\"",
        "concerns" => "--concern \"KIND: WHY IT IS WRONG\"",
        "officials" | "prosecutors" => "--official \"NAME, ROLE\"",
        "restrictions" => "--restriction \"KIND\"",
        "actions" => "--action \"DATE BODY: WHAT IT DECIDED\"",
        "consent" => "--consent given --consent-by \"WHO\"",
        "description" => "--set occupation=\"…\"",
        "as_of" => "--as-of DATE",
        "status" | "status_words" | "since" => "--status STATUS --on DATE",
        other => return format!("cases update {id} --set {other}=\"…\""),
    };
    format!("cases update {id} {flag}")
}

fn age_words(months: u32) -> String {
    match (months / 12, months % 12) {
        (0, months) => format!("{months} months"),
        (1, _) => "more than a year".to_owned(),
        (years, _) => format!("more than {years} years"),
    }
}
