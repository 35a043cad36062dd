//! English, in British spelling, day before month.

mod charge;
mod demand;
mod label;
mod law;
mod state;

use crate::model::vocabulary::{Gender, Regime, RestrictionKind, Role, SentenceKind, Status, Vocabulary};
use crate::model::{PartialDate, Penalty, Sentence, Term};

pub(super) use charge::{article, charged, charges};
pub(super) use demand::demand;
pub(super) use label::{category, crowd, group, restriction};
pub(super) use law::rights;
pub(super) use state::state;

use super::{Pronouns, Writer};
use crate::letters::letter::Labels;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn month(date: PartialDate) -> Option<&'static str> {
    let number = usize::try_from(date.month()?).ok()?;
    MONTHS.get(number.checked_sub(1)?).copied()
}

pub(super) fn date(date: PartialDate) -> String {
    match (month(date), date.day_of_month()) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year()),
        (Some(month), None) => format!("{month} {}", date.year()),
        _ => date.year().to_string(),
    }
}

pub(super) fn on_date(when: PartialDate) -> String {
    let preposition = if when.day_of_month().is_some() { "on" } else { "in" };
    format!("{preposition} {}", date(when))
}

pub(super) fn count(number: usize) -> String {
    NUMBERS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

pub(super) fn term(term: Term) -> String {
    let (years, months, days) = term.parts();
    let parts: Vec<String> = [(years, "year"), (months, "month"), (days, "day")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| {
            let plural = if number == 1 { "" } else { "s" };
            format!("{} {unit}{plural}", count(number as usize))
        })
        .collect();
    list(&parts)
}

pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Clauses in a row, of which each may hold an “and” of its own.
fn list_of_clauses(clauses: &[String]) -> String {
    match clauses {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

pub(super) fn status(status: &Status, past: bool) -> String {
    use Status as S;
    let (verb, rest) = match status {
        S::Threatened => (is(past), "threatened with prosecution"),
        S::UnderInvestigation => (is(past), "at liberty but under investigation"),
        S::AdministrativeDetention => (is(past), "held in administrative detention"),
        S::PoliceCustody => (is(past), "held in police custody"),
        S::PreTrialDetention => (is(past), "held in pre-trial detention"),
        S::HouseArrest => (is(past), "under house arrest"),
        S::Bail => (is(past), "free on bail"),
        S::Imprisoned => (is(past), "in prison"),
        S::PsychiatricDetention => (is(past), "held in a psychiatric hospital"),
        S::RestrictedFreedom => (is(past), "serving a sentence of restricted freedom"),
        S::Paroled => (is(past), "free on parole"),
        S::ReleasedRestricted => (is(past), "out of detention but still under restrictions"),
        S::Released => (is(past), "free"),
        S::Pardoned => (has(past), "been pardoned"),
        S::Amnestied => (has(past), "been released under an amnesty"),
        S::Acquitted => (has(past), "been acquitted"),
        S::ChargesDropped => (is(past), "free: the charges have been dropped"),
        S::WantedAbroad => (is(past), "abroad and sought by the authorities"),
        S::ExtraditionDetention => (is(past), "held abroad at the request of the authorities"),
        S::ProtectedAbroad => (is(past), "abroad and under protection there"),
        S::Disappeared => (has(past), "disappeared"),
        S::Deceased => (has(past), "died"),
        S::Unknown => {
            return if past { "was in a situation we do not know" } else { "is in a situation we do not know" }
                .to_owned();
        }
        S::Other(word) => return format!("{} {}", is(past), word.replace('-', " ")),
    };
    format!("{verb} {rest}")
}

fn is(past: bool) -> &'static str {
    if past { "was" } else { "is" }
}

fn has(past: bool) -> &'static str {
    if past { "had" } else { "has" }
}

pub(super) fn pronouns(gender: Option<&Gender>, name: &str) -> Pronouns {
    let words = match gender {
        Some(Gender::Female) => Some(("she", "her", "her")),
        Some(Gender::Male) => Some(("he", "him", "his")),
        _ => None,
    };
    let (subject, object, possessive) = words.map_or_else(
        || (name.to_owned(), name.to_owned(), possessive(name)),
        |(subject, object, possessive)| (subject.to_owned(), object.to_owned(), possessive.to_owned()),
    );
    Pronouns { subject, object, possessive }
}

pub(super) fn writer(several: bool) -> Writer {
    let words = if several { ["we", "us", "our"] } else { ["I", "me", "my"] };
    let [subject, object, possessive] = words.map(str::to_owned);
    Writer { subject, object, possessive }
}

fn possessive(name: &str) -> String {
    format!("{name}’s")
}

pub(super) fn penalty(sentence: &Sentence) -> String {
    let length = sentence.term.map(term);
    let main = match (&sentence.kind, length) {
        (SentenceKind::Prison, Some(length)) => format!("{length} in prison"),
        (SentenceKind::Prison, None) => "imprisonment".to_owned(),
        (SentenceKind::AdministrativeDetention, Some(length)) => format!("{length} of administrative detention"),
        (SentenceKind::RestrictedFreedom, Some(length)) => format!("{length} of restricted freedom"),
        (SentenceKind::Suspended, Some(length)) => format!("a suspended sentence of {length}"),
        (SentenceKind::CommunityService, Some(length)) => format!("{length} of community service"),
        (kind, Some(length)) => format!("{} ({length})", kind.label()),
        (kind, None) => kind.label(),
    };
    match &sentence.regime {
        Some(Regime::Strict) => format!("{main} in a strict-regime colony"),
        Some(Regime::Ordinary) => format!("{main} in an ordinary-regime colony"),
        Some(Regime::ColonySettlement) => format!("{main} in a colony-settlement"),
        _ => main,
    }
    .replace(" in prison in a ", " in a ")
}

pub(super) fn additional(penalty: &Penalty) -> String {
    let text = penalty.text.as_ref().map(|text| text.as_str());
    let length = penalty.term.map(|length| format!(" for {}", term(length))).unwrap_or_default();
    let what = match (&penalty.kind, text) {
        (RestrictionKind::CompulsoryPayment, Some(text)) => return format!("a compulsory payment of {text}"),
        (RestrictionKind::Unclassified | RestrictionKind::Other(_), Some(text)) => return format!("{text}{length}"),
        (RestrictionKind::BanHoldingOffice, Some(text)) => format!("a ban on holding {text}"),
        (RestrictionKind::BanPublicActivity, Some(text)) => format!("a ban on {text}"),
        (kind, Some(text)) => format!("{} ({text})", label::restriction_noun(kind)),
        (kind, None) => label::restriction_noun(kind),
    };
    format!("{what}{length}")
}

pub(super) fn labels() -> Labels {
    Labels {
        subject: "Subject".to_owned(),
        reference: "Reference".to_owned(),
        copies: "Copies to".to_owned(),
        enclosures: "Enclosures".to_owned(),
        sources: "Sources".to_owned(),
    }
}

/// Forms of address: reference, domain §4.8 (Amnesty UA 147.20; Canadian Heritage; UN correspondence manual).
pub(super) fn salutation(role: &Role) -> String {
    match role {
        Role::HeadOfState => "Your Excellency,",
        Role::HeadOfGovernment | Role::HeadOfGovernmentThirdState => "Dear Prime Minister,",
        Role::ProsecutorGeneral => "Dear Prosecutor General,",
        Role::MinisterInterior
        | Role::MinisterJustice
        | Role::MinisterForeignAffairs
        | Role::ForeignMinisterThirdState => "Dear Minister,",
        Role::Embassy => "Dear Ambassador,",
        Role::Ombudsman => "Dear Ombudsman,",
        Role::SecurityServiceHead => "Dear Chairman,",
        Role::EuHrvp => "Your Excellency,",
        Role::EuSpecialRepresentative => "Dear Special Representative,",
        Role::CommissionPresident
        | Role::CouncilPresident
        | Role::EpPresident
        | Role::OscePaPresident
        | Role::PacePresident => "Dear President,",
        Role::EpCommitteeChair | Role::OscePaCommitteeChair => "Dear Chair,",
        Role::CoeSecretaryGeneral => "Dear Secretary General,",
        Role::UnHighCommissioner => "Dear High Commissioner,",
        Role::UnSpecialRapporteur => "Dear Special Rapporteur,",
        Role::RegionalGovernor => "Dear Governor,",
        Role::Mep => "Dear Member of the European Parliament,",
        _ => "Dear Sir or Madam,",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Record, Value};

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        for (written, words, adverb) in [
            ("2017-05-16", "16 May 2017", "on 16 May 2017"),
            ("2018-03", "March 2018", "in March 2018"),
            ("2012", "2012", "in 2012"),
        ] {
            let value = PartialDate::from_typed(written).unwrap();
            assert_eq!((date(value).as_str(), on_date(value).as_str()), (words, adverb));
        }
    }

    #[test]
    fn terms_read_aloud() {
        for (written, words) in [
            ("2y2m", "two years and two months"),
            ("1y", "one year"),
            ("10d", "ten days"),
            ("18y", "18 years"),
            ("10y6m", "ten years and six months"),
        ] {
            assert_eq!(term(Term::from_typed(written).unwrap()), words);
        }
    }

    #[test]
    fn penalties_read_aloud() {
        let prison = Sentence::from_typed([("kind", "prison"), ("term", "12y"), ("regime", "strict")]).unwrap();
        assert_eq!(penalty(&prison), "twelve years in a strict-regime colony");
        for (written, words) in [
            ("ban-public-activity 3y", "a ban on public activities for three years"),
            ("ban-journalism 3y", "a ban on journalism for three years"),
            ("confiscation", "confiscation of property"),
            ("ban-holding-office 10y: executive positions", "a ban on holding executive positions for ten years"),
            ("travel-ban: no passport", "a travel ban (no passport)"),
        ] {
            assert_eq!(additional(&written.parse().unwrap()), words);
        }
    }

    #[test]
    fn an_unknown_gender_is_worded_with_the_name() {
        assert_eq!(pronouns(None, "Eleusinov").possessive, "Eleusinov’s");
        assert_eq!(pronouns(Some(&Gender::Female), "Ashim").object, "her");
    }
}
