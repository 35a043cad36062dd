//! What can be asked about a person, and of whom: the one rule behind what letters ask, what they refuse to ask, and what is
//! said of either.

use jiff::civil::Date;

use super::vocabulary::{
    ChargeStanding, ConcernKind, DemandKind, EventKind, OfficeSide, Role, RoleGroup, SentenceKind,
    Status, StatusGroup,
};
use super::{Action, Case, Concern, Country, Event, Recipient};

/// The most that is asked of an office where the casebook names no demand: one to three requests are likely to be granted.
pub const MOST: usize = 3;

/// The office that is asked something about a person.
#[derive(Debug, Clone, Copy)]
pub enum DemandAddressee<'a> {
    /// Of everybody who reads it.
    Everyone,
    /// Of an office.
    Office(&'a Recipient),
    /// Of the state that persecutes, through whomever.
    State,
}

/// Why something is not asked about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemandObstacle {
    /// The office cannot grant it.
    CannotGrant,
    /// It makes no sense for somebody in this situation.
    DoesNotFit,
    /// It was granted already: a fact of the case says so.
    Settled,
}

impl DemandObstacle {
    /// Why, behind a colon: “that office cannot grant it”.
    pub fn reason_text(self) -> &'static str {
        match self {
            Self::CannotGrant => "that office cannot grant it",
            Self::DoesNotFit => "it fits nobody’s situation",
            Self::Settled => "the casebook says that it has been granted",
        }
    }
}

/// A fact on which a demand rests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GroundingFact<'a> {
    /// Why it is wrong.
    Concern(&'a Concern),
    /// What happened.
    Event(&'a Event),
    /// What others decided or said.
    Action(&'a Action),
}

impl Recipient {
    /// The state for which the office speaks; none for those who can intervene for anybody.
    pub fn represented_state(&self) -> Option<Country> {
        self.country.filter(|_| self.role.is_of_one_state())
    }
}

impl Case {
    /// The other state that holds the person on a day, or has the person on its ground: the one in which the event happened
    /// that gives the status.
    pub fn host_on(&self, day: Date) -> Option<Country> {
        let status = self.status_event_on(day)?;
        let is_over =
            status.status.as_ref().and_then(Status::status_group) == Some(StatusGroup::Free);
        status
            .country
            .filter(|country| *country != self.country && !is_over)
    }

    /// Whether a letter about the person may go to an office on a day: it is of the state that persecutes, of the one that
    /// holds the person, or of none.
    pub fn may_be_put_to(&self, office: &Recipient, day: Date) -> bool {
        office
            .represented_state()
            .is_none_or(|state| state == self.country || self.host_on(day) == Some(state))
    }

    /// Where an office stands towards the person on a day.
    pub fn side_of(&self, office: &Recipient, day: Date) -> OfficeSide {
        let is_state = office.role.role_group() == RoleGroup::State;
        match office.country {
            Some(country) if country == self.country && !is_intercessor(office) => {
                OfficeSide::Persecutor
            }
            Some(country) if is_state && self.host_on(day) == Some(country) => OfficeSide::Holder,
            None if is_state => OfficeSide::Persecutor,
            Some(_) | None => OfficeSide::Elsewhere,
        }
    }

    /// Why a demand is not made about the person, in this status, on a day; none if it can be made.
    pub fn find_obstacle(
        &self,
        kind: &DemandKind,
        of: DemandAddressee<'_>,
        status: &Status,
        day: Date,
    ) -> Option<DemandObstacle> {
        let side = match of {
            DemandAddressee::Everyone => OfficeSide::Elsewhere,
            DemandAddressee::Office(office) => self.side_of(office, day),
            DemandAddressee::State => OfficeSide::Persecutor,
        };
        let is_granted = match of {
            DemandAddressee::Everyone => true,
            DemandAddressee::Office(office) => kind.is_grantable_by(&office.role, side),
            DemandAddressee::State => kind.is_for_the_state(),
        };
        if !is_granted {
            return Some(DemandObstacle::CannotGrant);
        }
        if !kind.can_apply_to(status, side) {
            return Some(DemandObstacle::DoesNotFit);
        }
        self.is_settled(kind).then_some(DemandObstacle::Settled)
    }

    /// Whether the facts say that the demand was granted and nothing since speaks of it anew.
    fn is_settled(&self, kind: &DemandKind) -> bool {
        let grounds = kind.possible_grounds();
        self.is_latest(grounds.granted, grounds.undone)
    }

    /// Whether there is an event of the first kinds, and none of the second after the latest of them.
    fn is_latest(&self, kinds: &[EventKind], again: &[EventKind]) -> bool {
        let latest = |kinds: &[EventKind]| {
            self.events
                .iter()
                .filter(|event| kinds.contains(&event.kind))
                .map(|event| event.date)
                .max()
        };
        latest(kinds).is_some_and(|done| latest(again).is_none_or(|again| again <= done))
    }

    /// The facts that can justify a demand, decisions of others first; none for a demand that any disclosed fact justifies.
    pub fn grounds_of(&self, kind: &DemandKind) -> impl Iterator<Item = GroundingFact<'_>> {
        let grounds = kind.possible_grounds();
        let is_cited = move |action: &&Action| {
            action
                .kind
                .as_ref()
                .is_some_and(|kind| grounds.actions.contains(kind))
        };
        let actions = self
            .actions
            .iter()
            .filter(is_cited)
            .map(GroundingFact::Action);
        let concerns = self
            .concerns
            .iter()
            .filter(move |concern| grounds.concerns.contains(&concern.kind));
        let events = self
            .events
            .iter()
            .filter(move |event| grounds.events.contains(&event.kind));
        let withdraws = *kind == DemandKind::WithdrawExtraditionRequest;
        actions
            .chain(concerns.map(GroundingFact::Concern))
            .chain(events.map(GroundingFact::Event))
            .filter(move |ground| !(withdraws && self.is_about_other_states(*ground)))
    }

    /// Whether a fact speaks of other states alone: their requests are not this one’s to withdraw.
    fn is_about_other_states(&self, ground: GroundingFact<'_>) -> bool {
        let text = match ground {
            GroundingFact::Concern(concern) => concern.text.as_ref(),
            GroundingFact::Event(event) => event.text.as_ref(),
            GroundingFact::Action(action) => action.text.as_ref(),
        };
        text.is_some_and(|text| self.country.is_left_out_of(text.as_str()))
    }

    /// What is asked about a person in this status where the casebook names no demand that can be made: what the facts call
    /// for, the heaviest first, and at most three.
    pub fn usual_demands(
        &self,
        of: DemandAddressee<'_>,
        status: &Status,
        day: Date,
    ) -> Vec<DemandKind> {
        let mut usual = self.called_for(status, day);
        usual.retain(|kind| self.find_obstacle(kind, of, status, day).is_none());
        usual.dedup();
        usual.truncate(MOST);
        usual
    }

    /// What the facts call for, no matter who can grant it.
    fn called_for(&self, status: &Status, day: Date) -> Vec<DemandKind> {
        use DemandKind as D;
        let mut called = match (status.status_group(), status) {
            (_, Status::Disappeared) => vec![
                D::DiscloseWhereabouts,
                D::InvestigateDisappearance,
                D::ReleaseImmediate,
            ],
            (_, Status::Deceased) => self.called_for_after_death(),
            (_, Status::ExtraditionDetention) | (Some(StatusGroup::Abroad), _) => {
                let mut called = vec![D::StopExtradition];
                if *status == Status::ExtraditionDetention
                    || self.has_ground(&D::WithdrawExtraditionRequest)
                {
                    called.push(D::WithdrawExtraditionRequest);
                }
                called.push(D::ReleaseImmediate);
                if self.host_on(day).is_some() {
                    called.push(D::GrantProtection);
                }
                called.push(D::DeleteInterpolNotice);
                if *status != Status::ProtectedAbroad || self.is_charged() {
                    called.push(D::DropCharges);
                }
                called
            }
            (Some(StatusGroup::Detained), _) => self.called_for_in_detention(status, day),
            (Some(StatusGroup::Restricted | StatusGroup::StillBound), _) => {
                let mut called = Vec::new();
                if self.has_ground(&D::InvestigateTorture) {
                    called.push(D::InvestigateTorture);
                }
                called.push(D::LiftRestrictions);
                self.extend_by_ground(
                    &mut called,
                    &[D::Delist, D::UnfreezeAccounts, D::EndReprisals],
                );
                called
            }
            (Some(StatusGroup::AtRisk), _) => vec![D::DropCharges],
            (Some(StatusGroup::Free), _) => return Vec::new(),
            (None, _) => vec![D::InvestigateCase],
        };
        called.extend([D::RaiseInDialogue, D::VisitInDetention]);
        if *status == Status::PreTrialDetention {
            called.push(D::TrialObservation);
        }
        called
    }

    /// What grave facts call for whatever else is asked: no execution, an end to torture, an enquiry into a death, or where a
    /// person is who has vanished.
    pub fn grave_demands(
        &self,
        of: DemandAddressee<'_>,
        status: &Status,
        day: Date,
    ) -> Vec<DemandKind> {
        use DemandKind as D;
        let mut grave = Vec::new();
        if *status == Status::Disappeared {
            grave.push(D::DiscloseWhereabouts);
        }
        if self.is_sentenced_to_death_on(day) {
            grave.push(D::HaltExecution);
        }
        if *status == Status::Deceased && self.has_died_in_custody() {
            grave.push(D::InvestigateDeath);
        }
        if self.has_ground(&D::InvestigateTorture) {
            grave.extend([D::InvestigateTorture, D::StopTorture]);
        }
        grave.retain(|kind| self.find_obstacle(kind, of, status, day).is_none());
        grave
    }

    fn called_for_in_detention(&self, status: &Status, day: Date) -> Vec<DemandKind> {
        use DemandKind as D;
        let mut called = Vec::new();
        if self.is_sentenced_to_death_on(day) {
            called.extend([D::HaltExecution, D::CommuteSentence]);
        }
        if self.has_ground(&D::InvestigateTorture) {
            called.extend([D::StopTorture, D::InvestigateTorture]);
        }
        called.push(D::ReleaseImmediate);
        if *status == Status::PsychiatricDetention {
            called.push(D::IndependentMedicalExam);
        }
        let is_sentenced = self.sentence_on(day).is_some();
        if self.is_tried_unfairly() && is_sentenced && !called.contains(&D::HaltExecution) {
            called.push(D::FairRetrial);
        }
        // What is heavier than a new trial stands before it.
        let before_retrial = [
            D::ImplementUnDecision,
            D::StopTorture,
            D::MedicalCare,
            D::EndSolitary,
            D::EndForcedTreatment,
        ];
        let heavier: Vec<D> = before_retrial
            .into_iter()
            .filter(|kind| self.has_ground(kind) && !called.contains(kind))
            .collect();
        let at = called
            .iter()
            .position(|kind| *kind == D::FairRetrial)
            .unwrap_or(called.len());
        called.splice(at..at, heavier);
        if !is_sentenced || self.has_concern(&ConcernKind::Incommunicado) {
            self.extend_by_ground(&mut called, &[D::AccessCounsel]);
        }
        self.extend_by_ground(
            &mut called,
            &[
                D::ProvideCourtDecision,
                D::ExcludeForcedEvidence,
                D::AccessFamily,
                D::ImproveConditions,
                D::EndReprisals,
            ],
        );
        if called.len() == 1 {
            called.push(D::InformationOnCondition);
        }
        called
    }

    fn called_for_after_death(&self) -> Vec<DemandKind> {
        use DemandKind as D;
        if self.has_died_in_custody() {
            vec![D::InvestigateDeath, D::ProsecuteOfficial, D::ReturnBody]
        } else {
            vec![D::InvestigateCase]
        }
    }

    fn extend_by_ground(&self, called: &mut Vec<DemandKind>, kinds: &[DemandKind]) {
        for kind in kinds {
            if self.has_ground(kind) && !called.contains(kind) {
                called.push(kind.clone());
            }
        }
    }

    fn has_ground(&self, kind: &DemandKind) -> bool {
        self.grounds_of(kind).next().is_some()
    }

    fn has_concern(&self, kind: &ConcernKind) -> bool {
        self.concerns.iter().any(|concern| concern.kind == *kind)
    }

    /// Whether the sentence in force on a day is that of death.
    pub fn is_sentenced_to_death_on(&self, day: Date) -> bool {
        self.sentence_on(day)
            .is_some_and(|sentence| sentence.kind == SentenceKind::Death)
    }

    /// Whether the state had the person in its hands before the death, or is said to have endangered the person’s life.
    pub fn has_died_in_custody(&self) -> bool {
        use ConcernKind as C;
        let endangers = |concern: &Concern| {
            matches!(
                concern.kind,
                C::Torture
                    | C::InhumanTreatment
                    | C::Conditions
                    | C::MedicalNeglect
                    | C::LifeAtRisk
            )
        };
        let latest = self
            .events
            .iter()
            .filter(|event| event.kind != EventKind::Death)
            .filter(|event| {
                event
                    .status
                    .as_ref()
                    .is_some_and(|status| *status != Status::Deceased)
            })
            .max_by_key(|event| event.date);
        self.concerns.iter().any(endangers)
            || latest
                .and_then(|event| event.status.as_ref())
                .is_some_and(Status::is_detained)
    }

    fn is_tried_unfairly(&self) -> bool {
        use ConcernKind as C;
        let is_of_trial = |concern: &Concern| {
            matches!(
                concern.kind,
                C::UnfairTrial
                    | C::NoPublicTrial
                    | C::NoCounsel
                    | C::WitnessesNotHeard
                    | C::FabricatedEvidence
                    | C::ForcedConfession
            )
        };
        self.concerns.iter().any(is_of_trial)
    }

    /// Whether a charge stands that no court has decided.
    fn is_charged(&self) -> bool {
        self.charges.iter().any(|charge| match &charge.standing {
            Some(
                ChargeStanding::Threatened | ChargeStanding::Accused | ChargeStanding::Charged,
            )
            | None => true,
            Some(
                ChargeStanding::Witness
                | ChargeStanding::Convicted
                | ChargeStanding::Acquitted
                | ChargeStanding::Dropped
                | ChargeStanding::Requalified
                | ChargeStanding::Other(_),
            ) => false,
        })
    }
}

/// Whether the office speaks for itself and not for its state, though it is of one: a parliamentarian, a sanctions authority.
fn is_intercessor(office: &Recipient) -> bool {
    match office.role.role_group() {
        RoleGroup::State => false,
        RoleGroup::Parliamentarian | RoleGroup::International => office.role != Role::UnMission,
        RoleGroup::None => office.role == Role::Media,
    }
}

#[cfg(test)]
mod tests;
