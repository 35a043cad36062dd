//! What a case, a date, a term, a status and a recipient are. Knows nobody.
//!
//! ```text
//! Casebook ─┬─ Source                      a document facts rest on
//!           ├─ Recipient ─┬─ Holder        who is in the office when
//!           │             └─ Form          forms of address per language
//!           ├─ Case ──────┬─ Charge  Sentence  Restriction  Event
//!           │             ├─ Concern  Demand  Official  Action       facts: source, standing, private, embargo
//!           │             └─ Claim       what a source says beside them
//!           ├─ SentLetter ─┬─ StatedFact         a letter that went out, with the facts it states
//!           │              └─ Reply        and what came back
//!           └─ Statement ─── Signatory     a joint statement, with who was asked to sign
//! ```
//!
//! A record is a list of [`Field`]s ([`record`]); a value enters through its type's one constructor ([`value`]) and
//! a word through its [`vocabulary`]. What follows from facts is computed, never stored as truth: the status on a day
//! ([`timeline`]), what contradicts it ([`status_doubt`]), what can be asked of which office ([`demand_rules`]), as of when it holds ([`as_of`]),
//! whether its [`narrative`] still does. What two people made of one record is brought together in [`reconcile`].

pub mod address;
#[cfg(test)]
pub mod arbitrary;
pub mod as_of;
pub mod case;
pub mod casebook;
pub mod charge;
pub mod citation;
pub mod claim;
pub mod column;
pub mod country;
pub mod date;
pub mod demand_rules;
pub mod difference;
pub mod embargo;
pub mod facet;
pub mod fact_form;
pub mod facts;
pub mod field;
pub mod filter;
mod finding;
pub mod id;
pub mod invalid;
pub mod merge;
pub mod name_key;
pub mod name_mention;
pub mod name_sound;
pub mod narrative;
pub mod penalty;
pub mod person_match;
pub mod private_field;
pub mod recipient;
pub mod reconcile;
pub mod record;
pub mod record_kind;
pub mod search_key;
pub mod sender;
pub mod sent_letter;
pub mod shorthand;
pub mod source;
pub mod source_address;
pub mod spelling;
pub mod state_names;
pub mod statement;
pub mod status_doubt;
pub mod term;
pub mod text;
pub mod timeline;
pub mod value;
pub mod vocabulary;
pub mod written_date;

pub use as_of::{AsOf, AsOfBasis};
pub use case::Case;
pub use casebook::{Casebook, CasebookRecord};
pub use claim::ClaimSubject;
pub use column::CaseColumn;
pub use country::Country;
pub use date::PartialDate;
pub use difference::{FieldDifference, diff_records};
pub use facet::Facet;
pub use facts::{
    Action, Charge, Claim, Concern, Demand, Event, Fact, Official, Restriction, Sentence,
};
pub use field::{Field, FieldMeaning, Visibility, find_meaning};
pub use filter::Filter;
pub use finding::{Finding, FindingLevel, FindingSubject};
pub use id::Id;
pub use invalid::InvalidValue;
pub use jiff::civil::Date;
pub use name_mention::NameSpellings;
pub use penalty::Penalty;
pub use private_field::PrivateField;
pub use recipient::{Form, Holder, HolderStatus, Recipient};
pub use record::{ListSpec, Record};
pub use record_kind::{AnyRecord, KeptRecord, RecordKind};
pub use sender::Sender;
pub use sent_letter::{Reply, SentLetter, StatedFact};
pub use source::{Source, SourceDates};
pub use statement::{Signatory, Statement};
pub use term::Term;
pub use value::{Cell, CellValue, Line, Paragraphs, ValueKind};
