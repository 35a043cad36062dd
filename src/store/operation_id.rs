//! The number of an operation, and the records that the history holds of it.

use std::fmt;

use super::Error;
use super::stored::StoredRecord;
use crate::model::Id;

/// The number of an operation in the history, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OpId(pub i64);

impl fmt::Display for OpId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// The record of an image in the history.
pub(super) fn parse_image<T: StoredRecord>(id: &Id, image: &str) -> Result<T, Error> {
    serde_json::from_str(image).map_err(|_| unreadable_error::<T>(id))
}

pub(super) fn unreadable_error<T: StoredRecord>(id: &Id) -> Error {
    Error::Unreadable {
        subject: T::SUBJECT,
        id: id.to_string(),
        field: "its history".to_owned(),
    }
}
