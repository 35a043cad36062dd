//! What is asked, of whom: the same demand of several people once, and only what the one asked can grant.

use crate::letters::context::{ActionInfo, CallInfo, DemandInfo, OfficialInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::words::{self, Lang, Who};
use crate::model::vocabulary::{DemandKind, OfficialRole, Vocabulary};
use crate::model::{Demand, Line};

use super::{Telling, case};

/// A demand with the people it is about.
struct Asked<'a> {
    demand: Demand,
    of: &'a [Line],
    names: Vec<String>,
}

/// What is asked of the recipient (in a public document: of everyone), and what is asked of others.
pub(super) fn all(telling: &Telling<'_>, cases: &[&PublicCase]) -> (Vec<DemandInfo>, Vec<CallInfo>) {
    let mut asked: Vec<Asked<'_>> = Vec::new();
    for case in cases {
        for (demand, of) in demands_of(telling, case) {
            merge(&mut asked, demand, of, case.name.to_string());
        }
    }
    let (calls, own): (Vec<_>, Vec<_>) = asked.into_iter().partition(|asked| !asked.of.is_empty());
    let own = own.iter().map(|asked| demand_info(telling, asked, cases.len())).collect();
    (own, call_infos(telling, &calls, cases.len()))
}

/// The demands of a case that fit its status and that the one asked can grant; the usual ones if there are none.
fn demands_of<'a>(telling: &Telling<'a>, case: &'a PublicCase) -> Vec<(Demand, &'a [Line])> {
    let status = case.status_on(telling.date);
    let role = telling.recipient.map(|recipient| &recipient.role);
    if let Some(chosen) = telling.demands {
        return chosen.iter().map(|demand| (demand.clone(), demand.of.as_slice())).collect();
    }
    let fits = |demand: &&Demand| {
        let grantable = role.is_none_or(|role| demand.of.is_empty() && demand.kind.is_grantable_by(role));
        demand.kind.fits(&status) && grantable
    };
    let own: Vec<_> = case.demands.iter().filter(fits).map(|demand| (demand.clone(), demand.of.as_slice())).collect();
    if own.iter().any(|(_, of)| of.is_empty()) || (role.is_none() && !own.is_empty()) {
        return own;
    }
    let usual = DemandKind::usual_for(&status, role).into_iter().map(|kind| (plain(kind), &[][..]));
    let usual = usual.filter(|_| role.is_some());
    own.into_iter().chain(usual).collect()
}

/// A demand in its usual wording.
pub(super) fn plain(kind: DemandKind) -> Demand {
    Demand { kind, text: None, of: Vec::new(), date: None, source: None, standing: None, private: None }
}

fn merge<'a>(asked: &mut Vec<Asked<'a>>, demand: Demand, of: &'a [Line], name: String) {
    let same =
        |known: &&mut Asked<'a>| known.demand.kind == demand.kind && known.demand.text == demand.text && known.of == of;
    match asked.iter_mut().find(same) {
        Some(known) if known.names.contains(&name) => {}
        Some(known) => known.names.push(name),
        None => asked.push(Asked { demand, of, names: vec![name] }),
    }
}

fn demand_info(telling: &Telling<'_>, asked: &Asked<'_>, people: usize) -> DemandInfo {
    let who = Who::of(telling.lang, &asked.names, people);
    DemandInfo { kind: asked.demand.kind.slug().to_owned(), text: words::demand(telling.lang, &asked.demand, &who) }
}

fn call_infos(telling: &Telling<'_>, calls: &[Asked<'_>], people: usize) -> Vec<CallInfo> {
    let mut infos: Vec<CallInfo> = Vec::new();
    for call in calls {
        let of = words::list(telling.lang, &call.of.iter().map(ToString::to_string).collect::<Vec<_>>());
        let info = demand_info(telling, call, people);
        let sanctions = call.demand.kind == DemandKind::PersonalSanctions;
        match infos.iter_mut().find(|known| known.of == of) {
            Some(known) => {
                known.demands.push(info);
                known.sanctions |= sanctions;
            }
            None => infos.push(CallInfo { of, demands: vec![info], sanctions }),
        }
    }
    infos
}

/// Officials named for sanctions in any of the cases, each once.
pub(super) fn sanctions(cases: &[&PublicCase]) -> Vec<OfficialInfo> {
    let mut infos: Vec<OfficialInfo> = Vec::new();
    for official in cases.iter().flat_map(|case| case::with_role(case, &OfficialRole::SanctionsTarget)) {
        let info = case::official_info(official);
        if !infos.iter().any(|known| known.name == info.name) {
            infos.push(info);
        }
    }
    infos
}

/// What other bodies decided or said of any of the cases, each decision once, with all the names.
pub(super) fn actions(lang: Lang, cases: &[&PublicCase]) -> Vec<ActionInfo> {
    let mut merged: Vec<(&crate::model::Action, Vec<String>)> = Vec::new();
    for case in cases {
        for action in &case.actions {
            let same = |known: &&mut (&crate::model::Action, Vec<String>)| {
                known.0.body == action.body && known.0.date == action.date && known.0.text == action.text
            };
            match merged.iter_mut().find(same) {
                Some((_, names)) => names.push(case.name.to_string()),
                None => merged.push((action, vec![case.name.to_string()])),
            }
        }
    }
    merged.sort_by_key(|(action, _)| action.date);
    merged.into_iter().map(|(action, names)| case::action_info(lang, action, &words::list(lang, &names))).collect()
}
