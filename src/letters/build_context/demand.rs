//! What is asked, of whom: the same demand of several people once, and only what the one asked can grant.

use crate::letters::context::{CallInfo, DemandInfo};
use crate::letters::disclosure::PublicCase;
use crate::letters::words::PeoplePhrase;
use crate::model::demand_rules::{DemandAddressee, DemandObstacle, GroundingFact, MOST};
use crate::model::vocabulary::{DemandKind, Role, RoleGroup, Status};
use crate::model::{Demand, Line, Recipient};

use crate::letters::build_context::demand_info::{
    DemandParty, PlacedDemand, call_infos, demand_info,
};
use crate::letters::build_context::{ContextInput, event, firm_status, open_demand};

/// All that is asked.
pub(crate) struct DemandGroups {
    /// Of the recipient; in a public document, of everyone.
    pub own: Vec<DemandInfo>,
    /// Of the state that persecutes, whoever is written to.
    pub of_state: Vec<DemandInfo>,
    /// Of others, by who is asked.
    pub calls: Vec<CallInfo>,
}

pub(crate) fn collect_demands(telling: &ContextInput<'_>, cases: &[&PublicCase]) -> DemandGroups {
    let asked = collect_requests(
        telling,
        cases,
        telling
            .recipient
            .map_or(DemandParty::Everyone, DemandParty::Office),
    );
    let is_call = |asked: &PlacedDemand<'_>| !asked.of.is_empty() && telling.recipient.is_none();
    let (calls, own): (Vec<_>, Vec<_>) = asked.into_iter().partition(is_call);
    let of_state = self::collect_requests(telling, cases, DemandParty::State(telling.recipient));
    let infos = |asked: &[PlacedDemand<'_>], party| {
        asked
            .iter()
            .map(|asked| demand_info(telling, asked, cases, party))
            .collect()
    };
    let party = telling
        .recipient
        .map_or(DemandParty::Everyone, DemandParty::Office);
    DemandGroups {
        own: infos(&own, party),
        of_state: infos(&of_state, DemandParty::State(telling.recipient)),
        calls: call_infos(telling, &calls, cases),
    }
}

fn collect_requests<'a>(
    telling: &ContextInput<'a>,
    cases: &[&'a PublicCase],
    addressee: DemandParty<'_>,
) -> Vec<PlacedDemand<'a>> {
    let mut asked: Vec<PlacedDemand<'a>> = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        for (demand, of) in demands_of(telling, case, addressee) {
            merge_request(
                &mut asked,
                drop_usual_text(telling, demand, case),
                of,
                place,
            );
        }
    }
    asked
        .iter_mut()
        .for_each(|asked| ask_after_all(telling, asked, cases));
    if cases.len() > 1 && telling.demands.is_none() && !matches!(addressee, DemandParty::Everyone) {
        limit_requests(&mut asked, cases.len());
    }
    asked
}

/// Leaves of the requests in usual wording no more than are likely to be granted together, and for everybody the heaviest.
fn limit_requests(asked: &mut Vec<PlacedDemand<'_>>, people: usize) {
    use DemandKind as D;
    let weight = |request: &PlacedDemand<'_>| {
        let is_heaviest = matches!(
            request.demand.kind,
            D::ReleaseImmediate
                | D::StopExtradition
                | D::DiscloseWhereabouts
                | D::HaltExecution
                | D::InvestigateDeath
        );
        if is_heaviest {
            0
        } else {
            1 + u8::from(request.demand.kind == D::InformationOnCondition)
        }
    };
    let heaviest_of = |person: usize, asked: &[PlacedDemand<'_>]| {
        let of_person = asked
            .iter()
            .enumerate()
            .filter(|(_, request)| request.people.contains(&person));
        of_person
            .min_by_key(|(at, request)| (weight(request), *at))
            .map(|(at, _)| at)
    };
    let needed: Vec<usize> = (0..people)
        .filter_map(|person| heaviest_of(person, asked))
        .collect();
    let is_usual = |request: &PlacedDemand<'_>| {
        request.demand.source.is_none() && request.demand.text.is_none()
    };
    let mut kept: Vec<usize> = (0..asked.len())
        .filter(|at| needed.contains(at) || !is_usual(&asked[*at]))
        .collect();
    let mut others: Vec<usize> = (0..asked.len()).filter(|at| !kept.contains(at)).collect();
    others.sort_by_key(|at| (weight(&asked[*at]), *at));
    kept.extend(others.into_iter().take(MOST.saturating_sub(kept.len())));
    let mut at = 0;
    asked.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
}

/// So many names in a row help nobody.
const LONG_ROW: usize = 5;

/// Asks after everybody in the same situation where most are asked after, or half of a long row: information harms nobody, and a long row of
/// names helps nobody.
fn ask_after_all(telling: &ContextInput<'_>, asked: &mut PlacedDemand<'_>, cases: &[&PublicCase]) {
    if asked.demand.kind != DemandKind::InformationOnCondition || asked.demand.text.is_some() {
        return;
    }
    let group_of = |place: usize| firm_status(telling, cases[place]).status_group();
    let group = asked.people.first().and_then(|place| group_of(*place));
    let all: Vec<usize> = (0..cases.len())
        .filter(|place| group_of(*place) == group)
        .collect();
    let is_most = asked.people.len() * 2 > all.len();
    let is_long_row = asked.people.len() >= LONG_ROW && asked.people.len() * 2 >= all.len();
    if (is_most || is_long_row) && asked.people.iter().all(|place| all.contains(place)) {
        asked.people = all;
    }
}

/// The demands of a case that can be made of the addressee; the usual ones if there are none.
fn demands_of<'a>(
    telling: &ContextInput<'a>,
    case: &'a PublicCase,
    addressee: DemandParty<'_>,
) -> Vec<(Demand, &'a [Line])> {
    if let DemandParty::State(Some(office)) = addressee
        && office.role == Role::InterpolCcf
    {
        // It decides on its own files, and speaks with no state about anything else.
        return Vec::new();
    }
    let status = firm_status(telling, case);
    if let Some(chosen) = chosen_demands(telling, case, &status, addressee) {
        return chosen;
    }
    let is_made = |kind: &DemandKind| {
        case.find_obstacle(kind, addressee.to_asked(), &status, telling.date)
            .is_none()
    };
    let own = case
        .demands
        .iter()
        .filter(|demand| addressee.is_meant_by(demand) && is_made(&demand.kind));
    let mut own: Vec<_> = own
        .map(|demand| (demand.clone(), demand.of.as_slice()))
        .collect();
    let asked = addressee.to_asked();
    let is_joint = telling.cases.len() > 1;
    if matches!(asked, DemandAddressee::Everyone) {
        // What is asked for one of several people silences nobody else’s release.
        let is_unasked = own.iter().all(|(_, of)| !of.is_empty());
        if is_joint && is_unasked && open_demand::is_anything_asked(telling) {
            let usual = case.usual_demands(DemandAddressee::State, &status, telling.date);
            let heavy = usual.into_iter().filter(is_heavy);
            own.extend(heavy.map(|kind| (usual_demand(kind), [].as_slice())));
        }
        return own;
    }
    let added = if own.is_empty() {
        case.usual_demands(asked, &status, telling.date)
    } else {
        case.grave_demands(asked, &status, telling.date)
    };
    for kind in added.into_iter().filter(|kind| !is_joint || is_heavy(kind)) {
        if own.len() < MOST && !own.iter().any(|(known, _)| known.kind == kind) {
            own.push((usual_demand(kind), &[]));
        }
    }
    own
}

/// Whether a letter about several people asks for it where nobody has named it: what is needed day by day is asked for each
/// in a letter of their own.
fn is_heavy(kind: &DemandKind) -> bool {
    use DemandKind as D;
    let is_of_one = matches!(
        kind,
        D::StopTorture
            | D::MedicalCare
            | D::IndependentMedicalExam
            | D::AccessCounsel
            | D::AccessFamily
            | D::EndSolitary
            | D::EndForcedTreatment
            | D::ImproveConditions
            | D::ExcludeForcedEvidence
            | D::EndReprisals
    );
    !is_of_one && *kind != D::ProvideCourtDecision
}

/// What the sender has chosen to ask, as far as it can be asked; nothing chosen for the state leaves it what the cases ask.
fn chosen_demands<'a>(
    telling: &ContextInput<'a>,
    case: &PublicCase,
    status: &Status,
    addressee: DemandParty<'_>,
) -> Option<Vec<(Demand, &'a [Line])>> {
    let chosen = telling.demands?;
    let obstacle = |demand: &&Demand| {
        case.find_obstacle(&demand.kind, addressee.to_asked(), status, telling.date)
    };
    let apt = chosen
        .iter()
        .filter(|demand| addressee.may_be_asked_for(&demand.kind));
    let apt: Vec<&Demand> = apt
        .filter(|demand| obstacle(demand) != Some(DemandObstacle::CannotGrant))
        .collect();
    if apt.is_empty() && matches!(addressee, DemandParty::State(_)) {
        return None;
    }
    let fitting = apt.into_iter().filter(|demand| obstacle(demand).is_none());
    Some(
        fitting
            .map(|demand| (demand.clone(), demand.of.as_slice()))
            .collect(),
    )
}

/// The facts on which what is asked about a person rests, each once, in the order of the demands.
pub(crate) fn find_grounds<'a>(
    telling: &ContextInput<'a>,
    case: &'a PublicCase,
) -> Vec<GroundingFact<'a>> {
    let own = demands_of(
        telling,
        case,
        telling
            .recipient
            .map_or(DemandParty::Everyone, DemandParty::Office),
    );
    let of_state = demands_of(telling, case, DemandParty::State(telling.recipient));
    let mut grounds: Vec<GroundingFact<'a>> = Vec::new();
    for (demand, _) in own.iter().chain(&of_state) {
        if let Some(ground) = case
            .grounds_of(&demand.kind)
            .find(|ground| event::can_state_ground(telling.lang, *ground))
            && !grounds.contains(&ground)
        {
            grounds.push(ground);
        }
    }
    grounds
}

impl<'a> DemandParty<'a> {
    fn to_asked(self) -> DemandAddressee<'a> {
        match self {
            Self::Everyone => DemandAddressee::Everyone,
            Self::Office(office) => DemandAddressee::Office(office),
            Self::State(_) => DemandAddressee::State,
        }
    }

    /// Whether a demand of the casebook is meant for the addressee.
    fn is_meant_by(self, demand: &Demand) -> bool {
        match self {
            Self::Everyone => true,
            Self::Office(office) => {
                demand.of.is_empty() || demand.of.iter().any(|asked| names_office(asked, office))
            }
            Self::State(_) => demand.of.is_empty() && self.may_be_asked_for(&demand.kind),
        }
    }

    /// Whether the addressee is told of the demand: what anybody could be asked is asked of the recipient alone.
    fn may_be_asked_for(self, kind: &DemandKind) -> bool {
        match self {
            Self::Everyone | Self::Office(_) => true,
            Self::State(recipient) => {
                let is_asked_elsewhere =
                    recipient.is_some_and(|office| office.role.role_group() != RoleGroup::State);
                !(*kind == DemandKind::Unclassified && is_asked_elsewhere)
            }
        }
    }
}

/// Whether an office belongs to the one asked: “Canada” is asked through the Prime Minister of Canada.
fn names_office(asked: &Line, office: &Recipient) -> bool {
    let asked = asked.as_str().to_lowercase();
    let asked = asked.strip_prefix("the ").unwrap_or(&asked);
    let names = std::iter::once(&office.office).chain(&office.body);
    names
        .map(|name| name.as_str().to_lowercase())
        .any(|name| name.contains(asked))
}

/// A demand in its usual wording.
fn usual_demand(kind: DemandKind) -> Demand {
    Demand {
        kind,
        text: None,
        of: Vec::new(),
        date: None,
        source: None,
        standing: None,
        private: None,
        embargo: None,
    }
}

/// A demand whose own words say no more than the usual ones, without them: so it is one with the same of others.
fn drop_usual_text(telling: &ContextInput<'_>, demand: Demand, case: &PublicCase) -> Demand {
    let alone = PeoplePhrase::from_names(telling.lang, &[case.name.to_string()], None);
    let usual = telling
        .lang
        .describe_demand(&usual_demand(demand.kind.clone()), &alone);
    let text = demand.text.filter(|text| text.as_str() != usual);
    Demand { text, ..demand }
}

fn merge_request<'a>(
    asked: &mut Vec<PlacedDemand<'a>>,
    demand: Demand,
    of: &'a [Line],
    place: usize,
) {
    let same = |known: &&mut PlacedDemand<'a>| {
        known.demand.kind == demand.kind && known.demand.text == demand.text && known.of == of
    };
    match asked.iter_mut().find(same) {
        Some(known) if known.people.contains(&place) => {}
        Some(known) => known.people.push(place),
        None => asked.push(PlacedDemand {
            demand,
            of,
            people: vec![place],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::build_context::tests::{case, office, person, telling};
    use crate::letters::provenance::without_marks;
    use crate::model::{Record, SourceDates};

    fn demand(pairs: &[(&str, &str)]) -> Demand {
        Demand::from_typed(pairs.iter().copied()).unwrap()
    }

    fn texts(infos: &[DemandInfo]) -> Vec<String> {
        let text = |info: &DemandInfo| without_marks(&info.text).into_owned();
        infos.iter().map(text).collect()
    }

    fn asked_of(
        office: Option<&Recipient>,
        chosen: Option<&[Demand]>,
        cases: &[PublicCase],
    ) -> DemandGroups {
        let cases: Vec<&PublicCase> = cases.iter().collect();
        collect_demands(
            &ContextInput {
                recipient: office,
                demands: chosen,
                ..telling()
            },
            &cases,
        )
    }

    #[test]
    fn a_demand_goes_to_those_who_can_grant_it() {
        let held = [person("Ann", "imprisoned", &[])];
        let prosecutor = asked_of(
            Some(&office("prosecutor-general", "Prosecutor General")),
            None,
            &held,
        );
        assert_eq!(
            texts(&prosecutor.own),
            [
                "the immediate release of Ann",
                "information on the health and the conditions of detention of Ann"
            ]
        );
        let member = asked_of(
            Some(&office("mep", "Member of the European Parliament")),
            None,
            &held,
        );
        assert_eq!(
            texts(&member.own),
            [
                "representations to the authorities about the case of Ann",
                "a visit to Ann in detention"
            ]
        );
        assert_eq!(texts(&member.of_state), texts(&prosecutor.own));
    }

    #[test]
    fn what_is_asked_of_others_is_asked_of_their_offices() {
        let sanctions = demand(&[
            ("kind", "personal-sanctions"),
            ("of", "the European Union; Canada"),
        ]);
        let bound = [person("Ann", "restricted-freedom", &[sanctions])];
        let kinds = |role: &str, name: &str| {
            let asked = asked_of(Some(&office(role, name)), None, &bound);
            assert!(asked.calls.is_empty());
            asked
                .own
                .into_iter()
                .map(|info| info.kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("head-of-government-third-state", "Prime Minister of Canada"),
            ["personal-sanctions"]
        );
        assert_eq!(
            kinds("mep", "Member of the European Parliament"),
            ["raise-in-dialogue"]
        );
        assert_eq!(
            kinds("embassy", "Embassy of Kazakhstan in Canada"),
            ["lift-restrictions"]
        );
        let public = asked_of(None, None, &bound);
        assert_eq!(
            (public.own.len(), public.calls[0].of.as_str()),
            (0, "the European Union and Canada")
        );
        assert!(public.calls[0].sanctions);
    }

    #[test]
    fn a_chosen_demand_is_asked_where_it_fits() {
        let chosen = [
            demand(&[("kind", "release-immediate")]),
            demand(&[("kind", "personal-sanctions")]),
        ];
        let cases = [
            person("Ann", "imprisoned", &[]),
            person("Bob", "released", &[]),
        ];
        let state = asked_of(
            Some(&office("minister-interior", "Minister")),
            Some(&chosen),
            &cases,
        );
        assert_eq!(texts(&state.own), ["the immediate release of Ann"]);
        let other = asked_of(
            Some(&office("sanctions-authority", "Government of Canada")),
            Some(&chosen),
            &cases,
        );
        assert_eq!(
            other
                .own
                .iter()
                .map(|info| info.kind.as_str())
                .collect::<Vec<_>>(),
            ["personal-sanctions"]
        );
        assert_eq!(texts(&other.of_state), ["the immediate release of Ann"]);
    }

    #[test]
    fn nobody_asks_for_the_release_of_a_person_whose_term_is_over() {
        let mut over = case(
            "Ann",
            "imprisoned",
            &[demand(&[("kind", "release-immediate")])],
        );
        over.sentences = vec![
            crate::model::Sentence::from_typed([
                ("kind", "prison"),
                ("date", "2010"),
                ("term", "1y"),
            ])
            .unwrap(),
        ];
        over.events[0].date = "2010".parse().ok();
        let over =
            [PublicCase::disclose_case(&over, telling().date, &SourceDates::default()).unwrap()];
        let asked = asked_of(
            Some(&office("prosecutor-general", "Prosecutor General")),
            None,
            &over,
        );
        assert_eq!(
            texts(&asked.own),
            ["a prompt and independent enquiry into the case of Ann"]
        );
    }

    #[test]
    fn the_same_demand_of_many_is_one_and_names_the_crowd() {
        let own_words = demand(&[
            ("kind", "release-immediate"),
            ("text", "the immediate release of Dan"),
        ]);
        let mut cases: Vec<PublicCase> = ["Ann", "Bob", "Cem"]
            .into_iter()
            .map(|name| person(name, "imprisoned", &[]))
            .collect();
        cases.push(person("Dan", "imprisoned", &[own_words]));
        let prosecutor = office("prosecutor-general", "Prosecutor General");
        let asked = asked_of(Some(&prosecutor), None, &cases);
        assert_eq!(
            texts(&asked.own)[0],
            "the immediate release of the people named above"
        );
        assert_eq!(
            texts(&asked.own)[1],
            "information on the health and the conditions of detention of the people named above"
        );
        cases.push(person("Eva", "restricted-freedom", &[]));
        let mixed = asked_of(Some(&prosecutor), None, &cases);
        assert_eq!(
            texts(&mixed.own)[0],
            "the immediate release of the people named above who are detained"
        );
        assert_eq!(
            texts(&mixed.own)[1],
            "information on the health and the conditions of detention of the people named above who are detained"
        );
        assert_eq!(
            texts(&mixed.own)[2],
            "the lifting of all restrictions on Eva"
        );
    }
}
