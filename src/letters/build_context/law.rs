//! The law behind a letter: what the facts that it tells touch, and whom that binds.

use crate::letters::context::StatuteInfo;
use crate::letters::disclosure::PublicCase;
use crate::letters::law::{DutyBearer, cite_law, sanction_statutes};
use crate::letters::provenance::{FactId, mark_grounds};
use crate::model::vocabulary::{ConcernKind, EventKind, OfficeSide, Status, Vocabulary};
use crate::model::{Concern, Country};

use super::{ContextInput, firm_status};

/// What the law says to the facts told, about the state that persecutes; to an office of a state that holds a person for
/// another one, about that state.
pub(super) fn describe_law(
    telling: &ContextInput<'_>,
    cases: &[&PublicCase],
    concerns: &[(&PublicCase, &Concern)],
) -> Option<String> {
    let facts = list_legal_facts(telling, cases, concerns);
    let (bearer, states) = duty_bearers(telling, cases);
    let cite = |facts: &[&str]| cite_law(facts, &states, bearer, telling.date);
    let slugs: Vec<&str> = facts.iter().map(|(slug, _)| *slug).collect();
    let citation = cite(&slugs);
    let touching = facts
        .into_iter()
        .filter(|(slug, _)| citation.shares_article_with(&cite(&[slug])));
    let grounds: Vec<FactId> = touching.flat_map(|(_, facts)| facts).collect();
    let names: Vec<String> = states
        .iter()
        .map(|state| telling.lang.state_name(*state))
        .collect();
    telling
        .lang
        .describe_law(&citation, &telling.lang.format_list(&names))
        .map(|law| mark_grounds(grounds, law))
}

/// The laws on personal sanctions in force on the day, with what they cover of the facts: that of the addressee’s state or
/// union, or all of them.
pub(super) fn statute_infos(
    telling: &ContextInput<'_>,
    cases: &[&PublicCase],
    concerns: &[(&PublicCase, &Concern)],
) -> Vec<StatuteInfo> {
    let mut facts = list_legal_facts(telling, cases, concerns);
    facts.extend(held_for_acts(telling, cases).map(|fact| ("arbitrary-detention", vec![fact])));
    let of = telling.recipient.map(|office| match office.country {
        Some(country) => country.code(),
        None => "EU",
    });
    sanction_statutes(of, telling.date)
        .map(|statute| {
            let mut covered: Vec<String> = Vec::new();
            let mut grounds: Vec<FactId> = Vec::new();
            for (slug, facts) in &facts {
                let Some(words) = statute.covers.get(*slug) else {
                    continue;
                };
                grounds.extend(facts);
                if !covered.contains(words) {
                    covered.push(words.clone());
                }
            }
            let covers = telling.lang.format_list(&covered);
            StatuteInfo {
                of: statute.of.clone(),
                name: statute.name.clone(),
                covers: (!covered.is_empty()).then(|| mark_grounds(grounds, covers)),
                scope: statute.scope.clone(),
            }
        })
        .collect()
}

/// Whose duty the letter speaks of, and the states that bear it, each once.
fn duty_bearers(telling: &ContextInput<'_>, cases: &[&PublicCase]) -> (DutyBearer, Vec<Country>) {
    let holder = telling.recipient.and_then(|office| {
        let holds = |case: &&PublicCase| case.side_of(office, telling.date) == OfficeSide::Holder;
        office.country.filter(|_| cases.iter().any(holds))
    });
    if let Some(holder) = holder {
        return (DutyBearer::Holder, vec![holder]);
    }
    let mut states: Vec<Country> = Vec::new();
    for case in cases {
        if !states.contains(&case.country) {
            states.push(case.country);
        }
    }
    (DutyBearer::Persecutor, states)
}

/// The facts by the names of the table of rights, the heaviest first, each name once with the facts that bear it.
fn list_legal_facts<'a>(
    telling: &ContextInput<'_>,
    cases: &[&'a PublicCase],
    concerns: &[(&'a PublicCase, &'a Concern)],
) -> Vec<(&'a str, Vec<FactId>)> {
    let mut facts: Vec<(&str, Option<FactId>)> = Vec::new();
    for case in cases {
        let status = firm_status(telling, case);
        let situation = Some(case.status_fact());
        if case.is_sentenced_to_death_on(telling.date) && status.is_detained() {
            let sentence = case.sentence_on(telling.date);
            let sentence = sentence.and_then(|sentence| case.fact_of(sentence));
            facts.push(("death-sentence", sentence.or(situation)));
        }
        if status == Status::Deceased && case.has_died_in_custody() {
            facts.push(("death-in-custody", situation));
        }
        if status == Status::Disappeared {
            facts.push(("disappearance", situation));
        }
        if status == Status::ExtraditionDetention {
            facts.push((ConcernKind::TransnationalRepression.slug(), situation));
        }
    }
    let is_grave = |(_, concern): &&(&PublicCase, &Concern)| {
        matches!(
            concern.kind,
            ConcernKind::Torture | ConcernKind::InhumanTreatment | ConcernKind::LifeAtRisk
        )
    };
    let name_concern = |(case, concern): &(&'a PublicCase, &'a Concern)| {
        (concern.kind.slug(), case.fact_of(*concern))
    };
    facts.extend(concerns.iter().filter(is_grave).map(name_concern));
    for case in cases {
        let acts = case.events.iter();
        facts.extend(acts.filter_map(|event| Some((act_fact(&event.kind)?, case.fact_of(event)))));
    }
    facts.extend(concerns.iter().map(name_concern));
    let mut once: Vec<(&str, Vec<FactId>)> = Vec::new();
    for (slug, fact) in facts {
        let at = once.iter().position(|(known, _)| *known == slug);
        let at = at.unwrap_or_else(|| {
            once.push((slug, Vec::new()));
            once.len() - 1
        });
        if let Some(fact) = fact.filter(|fact| !once[at].1.contains(fact)) {
            once[at].1.push(fact);
        }
    }
    once
}

/// Who is held and has done nothing that is known but use a freedom.
fn held_for_acts<'a>(
    telling: &'a ContextInput<'_>,
    cases: &'a [&PublicCase],
) -> impl Iterator<Item = FactId> + 'a {
    cases
        .iter()
        .filter(|case| firm_status(telling, case).is_detained())
        .filter(|case| {
            case.events
                .iter()
                .any(|event| act_fact(&event.kind).is_some())
        })
        .map(|case| case.status_fact())
}

/// The freedom that an act of the person’s own exercised.
fn act_fact(kind: &EventKind) -> Option<&'static str> {
    if *kind == EventKind::Expression {
        Some("act-expression")
    } else if *kind == EventKind::Protest {
        Some("act-protest")
    } else if *kind == EventKind::Organising {
        Some("act-organising")
    } else {
        None
    }
}
