//! How a person is on the day of a letter, as far as the letter may say it.

use super::{ContextInput, firm_status};
use crate::letters::disclosure::PublicCase;
use crate::model::status_doubt::StatusDoubt;
use crate::model::vocabulary::{Status, StatusGroup};
use crate::model::{PartialDate, Sentence};

/// What a letter of a day may say of a person’s situation.
pub(super) struct CaseSituation {
    pub(super) status: Status,
    pub(super) group: Option<StatusGroup>,
    /// The day on which it was last known.
    pub(super) known: Option<PartialDate>,
    /// Whether it was last known longer ago than letters say without a date.
    pub(super) is_old: bool,
    /// Whether a letter must say when it was last known, or that this is not known.
    pub(super) is_stale: bool,
    pub(super) doubt: Option<StatusDoubt>,
}

impl CaseSituation {
    pub(super) fn on_letter_day(telling: &ContextInput<'_>, case: &PublicCase) -> Self {
        let status = if case.situation_is_withheld() {
            Status::Unknown
        } else {
            case.status_on(telling.date)
        };
        let known = case.known_as_of(telling.date);
        let lasts = status != Status::Deceased && !case.situation_is_withheld();
        let months = known.map(|known| known.months_until(telling.date));
        let is_old = lasts && months.is_some_and(|months| months > telling.fresh_months);
        // Without any date a situation is stated as far as it is known, and not as of today.
        let is_stale = is_old || (lasts && known.is_none() && status != Status::Unknown);
        Self {
            group: firm_status(telling, case).status_group(),
            known,
            is_old,
            is_stale,
            doubt: case.doubt_on(telling.date),
            status,
        }
    }

    pub(super) fn is_in(&self, group: StatusGroup) -> bool {
        self.group == Some(group)
    }

    /// Whether charges belong to the past: the person is sentenced or free, or the situation is not certain.
    pub(super) fn are_charges_past(&self, sentence: Option<&Sentence>) -> bool {
        self.is_old
            || self.doubt.is_some()
            || sentence.is_some()
            || self.is_in(StatusGroup::Free)
            || self.group.is_none()
    }
}
