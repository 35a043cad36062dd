//! Out in the forms of others, which are not read back: Popolo, HURIDOCS rows, vCard, calendars.

pub mod content_line;
pub(crate) mod huridocs;
pub(crate) mod popolo;
pub(crate) mod vcard;
