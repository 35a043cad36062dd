//! What several commands need: the only thing that commands share.

pub(crate) mod answer;
pub mod arguments;
pub(crate) mod choose;
pub(crate) mod fact_line;
pub(crate) mod findings;
pub(crate) mod listing;
pub(crate) mod privacy;
pub(crate) mod record_listing;
pub(crate) mod records;
pub(crate) mod reference;
pub(crate) mod save;
pub(crate) mod source_address;
