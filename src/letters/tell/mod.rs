//! Tells public cases to a template: fills the [`Context`], in the words of a language, as of a day.

mod case;
mod contact;
mod demand;
mod group;

use super::context::{Context, LetterInfo, RecipientInfo, SenderInfo};
use super::disclosure::PublicCase;
use super::words::{self, Lang};
use crate::model::vocabulary::{RoleGroup, Vocabulary};
use crate::model::{Date, Demand, PartialDate, Recipient, Sender};

pub use contact::{address, holder_line};

/// What is to be told, to whom, and how.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// In which language.
    pub lang: Lang,
    /// As of which day.
    pub date: Date,
    /// How many months a status or a holder counts as fresh.
    pub fresh_months: u32,
    /// Who writes.
    pub sender: &'a Sender,
    /// Whether several sign.
    pub several_sign: bool,
    /// Who is written to; nobody in a public document.
    pub recipient: Option<&'a Recipient>,
    /// About whom; at least one.
    pub cases: &'a [PublicCase],
    /// What to ask for, in place of what the cases ask for.
    pub demands: Option<&'a [Demand]>,
    /// Groups of offices that a public document lists.
    pub contacts: &'a [Vec<Recipient>],
}

/// The context of a letter; none if there is no case to tell.
#[must_use]
pub fn tell(telling: &Telling<'_>) -> Option<Context> {
    let mut sorted: Vec<&PublicCase> = telling.cases.iter().collect();
    sorted.sort_by_cached_key(|case| (case::sort_key(case), case.id.clone()));
    let cases: Vec<_> = sorted.iter().map(|case| case::info(telling, case)).collect();
    let first = cases.first()?.clone();
    let (demands, calls) = demand::all(telling, &sorted);
    Some(Context {
        letter: letter_info(telling, &cases),
        sender: sender_info(telling.sender),
        recipient: telling.recipient.map(|recipient| recipient_info(telling, recipient)),
        case: first,
        groups: group::groups(telling, &sorted, &cases),
        totals: group::totals(telling.lang, &cases),
        demands,
        calls,
        sanctions: demand::sanctions(&sorted),
        actions: demand::actions(telling.lang, &sorted),
        contacts: contact::groups(telling),
        cases,
    })
}

fn letter_info(telling: &Telling<'_>, cases: &[super::context::CaseInfo]) -> LetterInfo {
    let mut states: Vec<String> = cases.iter().map(|case| case.state.clone()).collect();
    states.sort_unstable();
    states.dedup();
    let month: String = telling.date.to_string().chars().take(7).collect();
    LetterInfo {
        lang: telling.lang.to_string(),
        date: words::day(telling.lang, telling.date),
        month: month.parse().map_or_else(|_| String::new(), |month: PartialDate| words::date(telling.lang, month)),
        joint: cases.len() > 1,
        we: telling.several_sign || telling.sender.organisation.is_some(),
        count: cases.len(),
        count_words: words::count(telling.lang, cases.len()),
        names: names(telling.lang, cases),
        state: words::list(telling.lang, &states),
        stale: cases.iter().any(|case| case.stale),
    }
}

fn names(lang: Lang, cases: &[super::context::CaseInfo]) -> String {
    words::list(lang, &cases.iter().map(|case| case.name.clone()).collect::<Vec<_>>())
}

fn sender_info(sender: &Sender) -> SenderInfo {
    SenderInfo {
        name: sender.name.as_ref().map(ToString::to_string),
        organisation: sender.organisation.as_ref().map(ToString::to_string),
        country: sender.country.map(|country| country.name().to_owned()),
    }
}

fn recipient_info(telling: &Telling<'_>, recipient: &Recipient) -> RecipientInfo {
    let office = recipient.form(telling.lang.code()).and_then(|form| form.office.as_ref()).unwrap_or(&recipient.office);
    RecipientInfo {
        office: office.to_string(),
        role: recipient.role.slug().to_owned(),
        country: recipient.country.map(|country| country.name().to_owned()),
        is_state: recipient.role.group() == RoleGroup::State,
    }
}
