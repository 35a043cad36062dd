//! What to ask for in place of what the cases ask for.

use std::sync::Arc;

use super::LetterRun;
use crate::app::error::Error;
use crate::letters::PublicCase;
use crate::letters::firm_status::firm_status;
use crate::model::demand_rules::{DemandAddressee, DemandObstacle};
use crate::model::vocabulary::{DemandKind, Role, RoleGroup, Vocabulary};
use crate::model::{Date, Demand, Recipient, Record, shorthand};

/// `release-immediate`, `other: the return of her passport`, or a free text.
pub(super) fn parse_demand(text: &str) -> Result<Demand, Error> {
    let word = text.split(':').next().unwrap_or_default().trim();
    let looks_like_a_kind = !word.contains(' ');
    let cells = if looks_like_a_kind {
        shorthand::parse_fact("demands", text)
    } else {
        shorthand::parse_cells(
            "demands",
            &[
                ("kind", DemandKind::Unclassified.slug().to_owned()),
                ("text", text.to_owned()),
            ],
        )
    };
    Ok(Demand::from_cells(&cells?)?)
}

/// A demand, where it cannot be asked, with the reason, and whether it can be asked anywhere.
type DemandCheck<'a> = (&'a Demand, Vec<(String, DemandObstacle)>, bool);

/// The demands chosen for all letters of a run, with the objection to each at the offices checked so far.
pub(super) struct DemandSelection<'a> {
    run: &'a LetterRun<'a>,
    found: Vec<DemandCheck<'a>>,
}

impl<'a> DemandSelection<'a> {
    /// Nothing looked at.
    pub(super) fn new(run: &'a LetterRun<'a>) -> Self {
        let found = run
            .order
            .demands
            .iter()
            .flatten()
            .map(|demand| (demand, Vec::new(), false));
        Self {
            run,
            found: found.collect(),
        }
    }

    /// Looks whether the demands can be asked of an office about these people.
    pub(super) fn check_office(&mut self, office: &Recipient, letters: &[&Arc<[PublicCase]>]) {
        let day = self.run.order.date;
        for (demand, obstacles, is_asked) in &mut self.found {
            let cases = || letters.iter().flat_map(|cases| cases.iter());
            match cases()
                .map(|case| find_obstacle(case, office, &demand.kind, day))
                .min_by_key(obstacle_rank)
                .flatten()
            {
                Some(obstacle) => obstacles.push((office.office.to_string(), obstacle)),
                None => *is_asked = true,
            }
        }
    }

    /// Says where each demand is left out.
    ///
    /// # Errors
    /// None of the offices can grant one of them, or it fits nobody.
    pub(super) fn refuse_ungrantable(self, is_one_office: bool) -> Result<(), Error> {
        for (demand, obstacles, is_asked) in &self.found {
            if let (false, Some((office, obstacle))) = (*is_asked, obstacles.first()) {
                let of = if is_one_office {
                    office.as_str()
                } else {
                    "anybody who is written to"
                };
                return Err(
                    Error::invalid(format!("“{}” cannot be asked of {of}", demand.kind))
                        .with_reason(obstacle.reason_text())
                        .try_with("cases letter … --to WHO   (an office that can grant it)"),
                );
            }
            for (office, obstacle) in obstacles {
                let what = format!(
                    "“{}” is left out for {office}: {}",
                    demand.kind,
                    obstacle.reason_text()
                );
                self.run.app.terminal.print_warning(&what);
            }
        }
        Ok(())
    }
}

/// The objection to a demand about a person at an office. A third party can be asked to pass on what it cannot grant.
fn find_obstacle(
    case: &PublicCase,
    office: &Recipient,
    kind: &DemandKind,
    day: Date,
) -> Option<DemandObstacle> {
    let status = firm_status(case, day);
    let found = case.find_obstacle(kind, DemandAddressee::Office(office), &status, day)?;
    let passes_on =
        office.role.role_group() != RoleGroup::State && office.role != Role::InterpolCcf;
    if passes_on {
        case.find_obstacle(kind, DemandAddressee::State, &status, day)
            .map(|_| found)
    } else {
        Some(found)
    }
}

/// The better comes first: no objection, then an objection that comes only from this person’s situation.
fn obstacle_rank(obstacle: &Option<DemandObstacle>) -> u8 {
    match obstacle {
        None => 0,
        Some(DemandObstacle::Settled) => 1,
        Some(DemandObstacle::DoesNotFit) => 2,
        Some(DemandObstacle::CannotGrant) => 3,
    }
}
