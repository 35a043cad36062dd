//! From a case and a template to a finished letter: disclosure, context, template, composition. Knows model; the only
//! folder with Handlebars.
//!
//! ```text
//! Case ── disclosure ── PublicCase ── tell ── Context ── engine ── Markdown ── compose ── Letter
//!                                                 template ── check ─┘
//! ```

pub mod advice;
pub mod build_context;
pub mod builtin;
pub mod check;
pub mod compose;
pub mod context;
pub mod disclosure;
pub mod engine;
pub mod error;
pub mod evidence;
pub mod firm_status;
mod full_stops;
pub mod helpers;
pub mod kind;
pub mod law;
pub mod letter;
pub mod letter_grounds;
pub mod line_template;
pub mod markdown;
pub mod mistake;
mod nesting;
pub mod order;
pub mod parties;
pub mod preflight;
pub mod proofread;
pub mod provenance;
pub mod schema;
pub mod stated_facts;
pub mod template;
#[cfg(test)]
mod testing;
pub mod traced_text;
pub mod words;

pub use compose::compose_letter;
pub use disclosure::PublicCase;
pub use error::Error;
pub use letter::{Block, Inline, Labels, Letter, Url};
pub use order::{ComposedLetter, LetterJob, LetterOrder};
pub use preflight::{PreflightFinding, PreflightLevel};
pub use template::{Template, TemplateLibrary};
pub use traced_text::TracedText;
pub use words::LetterLanguage;
