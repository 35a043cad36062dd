//! The status that a letter may build on.

use super::disclosure::PublicCase;
use crate::model::Date;
use crate::model::vocabulary::Status;

/// The status that anything can be built on: not known where the facts contradict it, or where what is known of it may not
/// be told.
pub fn firm_status(case: &PublicCase, day: Date) -> Status {
    if case.situation_is_withheld() || case.doubt_on(day).is_some() {
        Status::Unknown
    } else {
        case.status_on(day)
    }
}
