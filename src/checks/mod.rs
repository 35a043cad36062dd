//! What is wrong, old or doubtful in a casebook, each with the command that mends it.
//!
//! ```text
//! CHECKS   one row a kind of finding: its name, its weight, why it matters, and what looks for it
//!          in a case: facts, order, demands, privacy, texts    in a recipient: office, texts    in two cases: twins
//! mend     what can be put right without asking anybody what is true
//! ```
//!
//! Another kind of finding is another row, and its function.

mod chronology;
mod demands;
mod duplicates;
mod facts;
mod fix;
mod privacy;
#[cfg(test)]
mod testing;
mod texts;

use std::collections::BTreeSet;
use std::str::FromStr;

pub use duplicates::{DuplicateFinder, DuplicateProfile};
pub use fix::{FixedRecord, TextCorrection, fix_record};

use crate::letters::disclosure::NameBook;
use crate::letters::preflight;
use crate::model::invalid::nearest;
use crate::model::{Case, Date, Finding, FindingLevel, FindingSubject, Id, Recipient};

/// A kind of finding.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name: `overlap`.
    pub slug: &'static str,
    /// How much it weighs.
    pub severity: FindingLevel,
    /// What it finds, in a few words.
    pub finds: &'static str,
    /// Why that matters, in a sentence without a full stop.
    pub why: &'static str,
    looks: CheckFunction,
}

impl FromStr for &'static Check {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let slugs = || CHECKS.iter().map(|check| check.slug);
        CHECKS
            .iter()
            .find(|check| check.slug == text)
            .ok_or_else(|| match nearest(text, slugs()) {
                Some(nearest) => {
                    format!("there is no such kind of finding; did you mean “{nearest}”?")
                }
                None => format!("the kinds are {}", slugs().collect::<Vec<_>>().join(", ")),
            })
    }
}

#[derive(Debug, Clone, Copy)]
enum CheckFunction {
    Case(fn(&Case, &CheckContext<'_>) -> Vec<FixableIssue>),
    Office(fn(&Recipient, &CheckContext<'_>) -> Vec<FixableIssue>),
    Both(
        fn(&Case, &CheckContext<'_>) -> Vec<FixableIssue>,
        fn(&Recipient, &CheckContext<'_>) -> Vec<FixableIssue>,
    ),
    Pairs,
}

/// What was found, and what mends it.
struct FixableIssue {
    what: String,
    fix: String,
}

impl FixableIssue {
    fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            fix: fix.into(),
        }
    }
}

/// What is known beside the case or recipient that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct CheckContext<'a> {
    /// The day.
    pub today: Date,
    /// After how many months what was known counts as old.
    pub fresh_months: u32,
    /// The sources on file.
    pub sources: &'a BTreeSet<Id>,
    /// Those of them that name somebody who may not be named.
    pub unsaid: &'a BTreeSet<Id>,
    /// The recipients on file.
    pub offices: &'a [Recipient],
    /// Those who may not be named.
    pub names: &'a NameBook,
}

/// The kinds of findings.
pub static CHECKS: [Check; 23] = [
    Check {
        slug: "order",
        severity: FindingLevel::Error,
        finds: "dates in an impossible order, such as a release before the arrest",
        why: "One of the dates is wrong, and a letter would tell it",
        looks: CheckFunction::Case(chronology::find_impossible_order),
    },
    Check {
        slug: "overlap",
        severity: FindingLevel::Error,
        finds: "two detentions at the same time",
        why: "Nobody is detained twice at once; one of them is wrong or entered twice",
        looks: CheckFunction::Case(chronology::find_overlaps),
    },
    Check {
        slug: "doubtful",
        severity: FindingLevel::Error,
        finds: "a term that has run out, though nobody noted a release",
        why: "A letter about somebody who may be free is worse than none, so none is written",
        looks: CheckFunction::Case(|case, ground| {
            to_problems(preflight::check_status(case, &case.id, ground.today))
        }),
    },
    Check {
        slug: "otherwise",
        severity: FindingLevel::Error,
        finds: "situations that may be told and that a fact which may not be told denies",
        why: "A list for others would tell a free person as held",
        looks: CheckFunction::Case(privacy::find_contradictions),
    },
    Check {
        slug: "names",
        severity: FindingLevel::Warning,
        finds: "texts and sources that name somebody who may not be named",
        why: "A letter with such a text does not go out, and what is public leaves it out",
        looks: CheckFunction::Both(privacy::find_names, privacy::find_names_in_office),
    },
    Check {
        slug: "missing",
        severity: FindingLevel::Warning,
        finds: "facts that the usual letters tell",
        why: "The usual letters have nothing to say in its place",
        looks: CheckFunction::Case(facts::find_missing_facts),
    },
    Check {
        slug: "stale",
        severity: FindingLevel::Warning,
        finds: "records that nobody confirmed for long, or of which nobody said as of when they hold (settings: letters.stale_after_months)",
        why: "A letter can say only how it was then",
        looks: CheckFunction::Case(|case, ground| {
            to_problems(preflight::stale_case(
                case,
                &case.id,
                ground.today,
                ground.fresh_months,
            ))
        }),
    },
    Check {
        slug: "narrative",
        severity: FindingLevel::Warning,
        finds: "a narrative that tells less than the casebook knows by now",
        why: "It is not told any more, in no kind of letter; the facts are told in its place",
        looks: CheckFunction::Case(|case, ground| {
            to_problems(preflight::check_narrative(case, &case.name, ground.today))
        }),
    },
    Check {
        slug: "source",
        severity: FindingLevel::Warning,
        finds: "facts that name a source which is not on file",
        why: "Nobody can look up where the fact comes from",
        looks: CheckFunction::Case(facts::find_unknown_sources),
    },
    Check {
        slug: "unsourced",
        severity: FindingLevel::Warning,
        finds: "cases of which no fact names a source",
        why: "An office that denies it cannot be answered",
        looks: CheckFunction::Case(facts::find_missing_sources),
    },
    Check {
        slug: "demands",
        severity: FindingLevel::Warning,
        finds: "demands that no office on file can grant, or that ask one that cannot",
        why: "A letter asks an office only for what it can grant, so the demand is never made",
        looks: CheckFunction::Case(demands::find_vain_demands),
    },
    Check {
        slug: "scripts",
        severity: FindingLevel::Warning,
        finds: "words that mix Latin with Cyrillic or Greek letters",
        why: "It looks right, but searching, sorting and screen readers take it for another word",
        looks: CheckFunction::Both(
            |case, _| texts::find_mixed_scripts(case, &case.id, texts::OF_CASES),
            |office, _| texts::find_mixed_scripts(office, &office.id, texts::OF_OFFICES),
        ),
    },
    Check {
        slug: "duplicates",
        severity: FindingLevel::Warning,
        finds: "cases that may be about one person, across spellings and scripts",
        why: "Of two half-true cases one is soon forgotten, and an office gets two letters about one person",
        looks: CheckFunction::Pairs,
    },
    Check {
        slug: "holder",
        severity: FindingLevel::Warning,
        finds: "offices of which nobody is known to be the holder today",
        why: "The letter is addressed to the office alone",
        looks: CheckFunction::Office(|office, ground| {
            to_problems(preflight::check_holder(
                office,
                ground.today,
                ground.fresh_months,
            ))
        }),
    },
    Check {
        slug: "address",
        severity: FindingLevel::Warning,
        finds: "addresses that nobody verified for long",
        why: "A letter to an old address is lost without a word",
        looks: CheckFunction::Office(|office, ground| {
            to_problems(preflight::check_address(
                office,
                ground.today,
                ground.fresh_months,
            ))
        }),
    },
    Check {
        slug: "channel",
        severity: FindingLevel::Warning,
        finds: "recipients without any address",
        why: "No letter can reach the office",
        looks: CheckFunction::Office(|office, _| to_problems(preflight::check_channel(office))),
    },
    Check {
        slug: "email",
        severity: FindingLevel::Warning,
        finds: "e-mail addresses to which no mail can go",
        why: "The draft of a mail leaves it out",
        looks: CheckFunction::Office(|office, _| to_problems(preflight::check_mailboxes(office))),
    },
    Check {
        slug: "origin",
        severity: FindingLevel::Note,
        finds: "recipients that name a source which is not on file",
        why: "Nobody can look up where the address or the name comes from",
        looks: CheckFunction::Office(facts::find_unknown_sources),
    },
    Check {
        slug: "disputed",
        severity: FindingLevel::Note,
        finds: "claims of a source that say otherwise than what letters tell",
        why: "Whoever knows the other source will ask about it",
        looks: CheckFunction::Case(|case, _| to_problems(preflight::check_disputes(case))),
    },
    Check {
        slug: "consent",
        severity: FindingLevel::Note,
        finds: "public cases of which nobody asked for consent",
        why: "The person or the family may know that a letter would do harm",
        looks: CheckFunction::Case(facts::find_unasked_consent),
    },
    Check {
        slug: "withheld",
        severity: FindingLevel::Note,
        finds: "facts that are private by their kind, of which nobody said whether they may be told",
        why: "The strongest reason for a letter may be missing from it",
        looks: CheckFunction::Case(privacy::find_undecided_facts),
    },
    Check {
        slug: "pseudonym",
        severity: FindingLevel::Note,
        finds: "texts that a pseudonym changes or leaves out",
        why: "A program finds names, not people: read what is told",
        looks: CheckFunction::Case(privacy::find_pseudonym_changes),
    },
    Check {
        slug: "spaces",
        severity: FindingLevel::Note,
        finds: "doubled or odd spaces",
        why: "They show in a letter, and hide words from a search",
        looks: CheckFunction::Both(
            |case, _| texts::find_odd_spaces(case, &case.id, texts::OF_CASES),
            |office, _| texts::find_odd_spaces(office, &office.id, texts::OF_OFFICES),
        ),
    },
];

impl Check {
    /// Whether it compares cases with each other.
    pub fn is_about_pairs(&self) -> bool {
        matches!(self.looks, CheckFunction::Pairs)
    }

    /// Whether it looks at cases one by one.
    pub fn is_about_cases(&self) -> bool {
        matches!(self.looks, CheckFunction::Case(_) | CheckFunction::Both(..))
    }

    /// What it finds in a case.
    pub fn check_case(&'static self, case: &Case, ground: &CheckContext<'_>) -> Vec<Finding> {
        match self.looks {
            CheckFunction::Case(look) | CheckFunction::Both(look, _) => {
                self.make_findings(&FindingSubject::of_case(&case.id), look(case, ground))
            }
            CheckFunction::Office(_) | CheckFunction::Pairs => Vec::new(),
        }
    }

    /// What it finds in a recipient.
    pub fn check_office(
        &'static self,
        office: &Recipient,
        ground: &CheckContext<'_>,
    ) -> Vec<Finding> {
        match self.looks {
            CheckFunction::Office(look) | CheckFunction::Both(_, look) => self.make_findings(
                &FindingSubject::of_recipient(&office.id),
                look(office, ground),
            ),
            CheckFunction::Case(_) | CheckFunction::Pairs => Vec::new(),
        }
    }

    /// That two cases may be about one person.
    pub fn pair_finding(&'static self, first: &Id, second: &Id) -> Finding {
        let problem = FixableIssue::new(
            format!("may be the same person as {first}"),
            format!("cases merge {first} {second}   # if they are; else say when each was born"),
        );
        self.make_finding(&FindingSubject::of_case(second), problem)
    }

    fn make_findings(
        &'static self,
        subject: &FindingSubject,
        problems: Vec<FixableIssue>,
    ) -> Vec<Finding> {
        problems
            .into_iter()
            .map(|problem| self.make_finding(subject, problem))
            .collect()
    }

    fn make_finding(&self, subject: &FindingSubject, problem: FixableIssue) -> Finding {
        let FixableIssue { what, fix } = problem;
        Finding {
            kind: Some(self.slug),
            why: Some(self.why),
            fix: Some(fix),
            ..Finding::new(self.severity, subject.clone(), what)
        }
    }
}

/// What letters are warned of as well.
fn to_problems(
    findings: impl IntoIterator<Item = preflight::PreflightFinding>,
) -> Vec<FixableIssue> {
    findings
        .into_iter()
        .map(|found| FixableIssue::new(found.what, found.fix.unwrap_or_default()))
        .collect()
}
