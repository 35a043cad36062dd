//! A demand in the words of a language: whom it is about, and the forms that a sentence can need.

use crate::letters::context::{CallInfo, DemandInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::law::find_power;
use crate::letters::provenance::{FactId, mark_grounds, without_marks};
use crate::letters::words::{AskedOffice, PeopleGroup, PeoplePhrase};
use crate::model::demand_rules::GroundingFact;
use crate::model::vocabulary::{DemandKind, OfficeSide, Vocabulary};
use crate::model::{Demand, Line, Recipient};

use super::{ContextInput, firm_status};

/// Who is asked.
#[derive(Clone, Copy)]
pub(crate) enum DemandParty<'a> {
    Everyone,
    Office(&'a Recipient),
    /// The state, of which the recipient, if another, is not asked what anybody could be asked.
    State(Option<&'a Recipient>),
}

/// A demand with the places in the letter of the people it is about.
pub(crate) struct PlacedDemand<'a> {
    pub demand: Demand,
    pub of: &'a [Line],
    pub people: Vec<usize>,
}

/// A demand in the words of the language, with its forms where the language has them.
pub(crate) fn demand_info(
    telling: &ContextInput<'_>,
    asked: &PlacedDemand<'_>,
    cases: &[&PublicCase],
    addressee: DemandParty<'_>,
) -> DemandInfo {
    let lang = telling.lang;
    let placed: Vec<&PublicCase> = asked.people.iter().map(|place| cases[*place]).collect();
    let names: Vec<String> = placed.iter().map(|case| case.name.to_string()).collect();
    let who = PeoplePhrase::from_names(lang, &names, find_crowd(telling, &asked.people, cases));
    let mut states: Vec<String> = Vec::new();
    for case in &placed {
        let state = lang.state_name(case.country);
        if !states.contains(&state) {
            states.push(state);
        }
    }
    let state = lang.format_list(&states);
    let office = match addressee {
        DemandParty::Office(office) => AskedOffice {
            role: Some(&office.role),
            side: placed.first().map_or(OfficeSide::Elsewhere, |case| {
                case.side_of(office, telling.date)
            }),
            state: &state,
            power: find_power(
                &office.role,
                office.country,
                &asked.demand.kind,
                telling.date,
            )
            .filter(|_| {
                placed
                    .iter()
                    .all(|case| case.sentence_on(telling.date).is_some())
            }),
        },
        DemandParty::Everyone | DemandParty::State(_) => AskedOffice {
            role: None,
            side: OfficeSide::Persecutor,
            state: &state,
            power: None,
        },
    };
    let forms = lang.demand_forms(&asked.demand, &who, &office);
    let text = lang.demand_phrase(&asked.demand, &who, &office);
    let heading = without_article(&text).to_owned();
    let held_case = match placed.as_slice() {
        [case] => Some(case),
        [] | [_, ..] => None,
    }
    .filter(|case| asked.demand.kind == DemandKind::ReleaseImmediate && is_stale(telling, case));
    let condition = |text: String| match held_case {
        Some(case) => lang.add_still_held(case.gender.as_ref(), case.name.as_str(), text),
        None => text,
    };
    let (infinitive, direct, clause) = match forms {
        Some(forms) => (
            Some(condition(forms.infinitive)),
            Some(condition(forms.direct)),
            Some(condition(forms.clause)),
        ),
        None => (None, None, None),
    };
    let facts: Vec<FactId> = placed
        .iter()
        .flat_map(|case| request_facts(case, &asked.demand.kind))
        .collect();
    let mark = |words: String| mark_grounds(facts.iter().copied(), words);
    let (infinitive, direct, clause) = (infinitive.map(mark), direct.map(mark), clause.map(mark));
    DemandInfo {
        kind: asked.demand.kind.slug().to_owned(),
        heading: mark(heading),
        text: mark(condition(text)),
        infinitive,
        direct,
        clause,
    }
}

/// A request in plain words.
pub fn plain_request(demand: &DemandInfo) -> DemandInfo {
    let plain = |text: &String| without_marks(text).into_owned();
    DemandInfo {
        kind: demand.kind.clone(),
        text: plain(&demand.text),
        heading: plain(&demand.heading),
        infinitive: demand.infinitive.as_ref().map(plain),
        direct: demand.direct.as_ref().map(plain),
        clause: demand.clause.as_ref().map(plain),
    }
}

/// Whether what is known of the person’s situation is too old to be told in the present.
fn is_stale(telling: &ContextInput<'_>, case: &PublicCase) -> bool {
    case.known_as_of(telling.date)
        .is_some_and(|known| known.months_until(telling.date) > telling.fresh_months)
}

/// A noun phrase as a heading has it; in languages whose articles are inflected as it stands.
fn without_article(text: &str) -> &str {
    let articles = ["the ", "a ", "an "];
    articles
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text)
}

/// Whether these people are everybody in the letter, or everybody in one kind of situation.
fn find_crowd(
    telling: &ContextInput<'_>,
    people: &[usize],
    cases: &[&PublicCase],
) -> Option<PeopleGroup> {
    if people.len() == cases.len() {
        return Some(PeopleGroup::All);
    }
    let group_of = |case: &PublicCase| firm_status(telling, case).status_group();
    let group = group_of(cases[*people.first()?])?;
    let all_of_it = (0..cases.len()).filter(|place| group_of(cases[*place]) == Some(group));
    all_of_it
        .eq(people.iter().copied())
        .then_some(PeopleGroup::Group(group))
}

/// What is asked of others than the recipient, by who is asked.
pub(crate) fn call_infos(
    telling: &ContextInput<'_>,
    calls: &[PlacedDemand<'_>],
    cases: &[&PublicCase],
) -> Vec<CallInfo> {
    let mut infos: Vec<CallInfo> = Vec::new();
    for call in calls {
        let of = telling.lang.list_asked_parties(call.of);
        let info = demand_info(telling, call, cases, DemandParty::Everyone);
        let sanctions = call.demand.kind == DemandKind::PersonalSanctions;
        match infos.iter_mut().find(|known| known.of == of) {
            Some(known) => {
                known.demands.push(info);
                known.sanctions |= sanctions;
            }
            None => infos.push(CallInfo {
                of,
                demands: vec![info],
                sanctions,
            }),
        }
    }
    infos
}

/// What a request about a person rests on: the demand of the casebook and the facts that call for it; where there are
/// neither, the situation.
fn request_facts(case: &PublicCase, kind: &DemandKind) -> Vec<FactId> {
    let demands = case.demands.iter().filter(|demand| demand.kind == *kind);
    let grounds = case.grounds_of(kind).filter_map(|ground| match ground {
        GroundingFact::Concern(concern) => case.fact_of(concern),
        GroundingFact::Event(event) => case.fact_of(event),
        GroundingFact::Action(action) => case.fact_of(action),
    });
    let mut facts: Vec<FactId> = demands
        .filter_map(|demand| case.fact_of(demand))
        .chain(grounds)
        .collect();
    if facts.is_empty() {
        facts.push(case.status_fact());
    }
    facts
}
