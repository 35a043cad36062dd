//! What a request rests on.

use crate::letters::disclosure::PublicCase;
use crate::letters::provenance::{FactId, mark_grounds};
use crate::model::demand_rules::GroundingFact;
use crate::model::vocabulary::DemandKind;

/// The words of a request about these people, with what it rests on.
pub(crate) fn mark_request<'a>(
    people: impl Iterator<Item = &'a PublicCase>,
    kind: &DemandKind,
    words: String,
) -> String {
    mark_grounds(people.flat_map(|case| request_facts(case, kind)), words)
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
