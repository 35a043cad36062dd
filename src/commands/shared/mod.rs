//! What several commands need: the only thing that commands share.

pub(crate) mod addressee;
pub(crate) mod answer;
pub mod arguments;
pub(crate) mod choose;
pub mod differences;
pub(crate) mod due_items;
pub mod edit_record;
pub(crate) mod fact_line;
pub(crate) mod findings;
pub(crate) mod json_output;
pub(crate) mod listing;
pub mod lost_characters;
pub(crate) mod output_file;
pub(crate) mod privacy;
pub(crate) mod record_listing;
pub(crate) mod records;
pub(crate) mod reference;
pub(crate) mod save;
pub(crate) mod source_address;
pub mod template_problems;
pub mod undone;
