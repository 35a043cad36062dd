//! Arguments that several commands share, each defined once.

pub mod change;
pub mod date;
pub mod facts;
pub mod fields;
pub mod filter;
pub mod import;
pub mod listing;
pub mod team;
pub mod words;

pub use crate::model::written_date::parse_typed_date;
pub use change::FieldChangeArgs;
pub use date::{TypedDate, TypedDay, replace_today};
pub use facts::FactArgs;
pub use fields::FieldArgs;
pub use filter::FilterArgs;
pub use import::{ConflictPolicy, ImportRecipientsArgs};
pub use listing::{ListFormat, ListingArgs, SortedListingArgs};
pub use team::{SideArgs, TreeArgs};
