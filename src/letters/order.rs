//! A letter as an order: what was asked for, one letter to be made of it, and what was made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::context::DemandInfo;
use super::disclosure::{NameBook, PublicCase};
use super::evidence::CitationStyle;
use super::letter::Letter;
use super::preflight::PreflightFinding;
use super::template::Template;
use crate::model::{Date, Demand, Id, Recipient, Sender, SentLetter, Source};

/// For so many months a situation counts as fresh where no setting says otherwise.
pub const USUAL_FRESH_MONTHS: u32 = 12;

/// What was asked for: the same for all letters of a run.
#[derive(Debug, Clone)]
pub struct LetterOrder {
    /// As of which day.
    pub date: Date,
    /// How many months a status or a holder counts as fresh.
    pub fresh_months: u32,
    /// Who writes.
    pub sender: Sender,
    /// What to ask for, in place of what the cases ask for.
    pub demands: Option<Vec<Demand>>,
    /// Who signs, in order, as printed; nobody named means the sender.
    pub signatories: Vec<String>,
    /// The body for which those who sign speak.
    pub speaker: Option<String>,
    /// The number by which a template chooses among wordings, from 1; by default it follows from the rest.
    pub variant: Option<usize>,
    /// The earlier letter that is followed up.
    pub follows: Option<SentLetter>,
    /// How the letters name their sources.
    pub citing: CitationStyle,
    /// Whether people stand in the order in which they were named.
    pub keeps_order: bool,
    /// People who are only referred to.
    pub background: Vec<PublicCase>,
    /// A paragraph of the sender’s own for the head of the letter.
    pub opening: Option<String>,
    /// Paragraphs of the sender’s own before the requests.
    pub added: Vec<String>,
    /// The sources on file: who alleges something, and what is to be named.
    pub sources: BTreeMap<Id, Source>,
    /// Those who may not be named.
    pub names: NameBook,
    /// Those of them whom the sender names on purpose.
    pub may_be_named: BTreeSet<Id>,
    /// Whether the letter is only looked at, so that nothing stops it.
    pub checks_only: bool,
}

impl LetterOrder {
    /// An order in which nothing is asked for, added, followed up or cited, and nobody may not be named: what a preview and a
    /// test begin with. What goes out says each of these itself.
    #[must_use]
    pub fn plain(date: Date, sender: Sender) -> Self {
        Self {
            date,
            fresh_months: USUAL_FRESH_MONTHS,
            sender,
            demands: None,
            signatories: Vec::new(),
            speaker: None,
            variant: None,
            follows: None,
            citing: CitationStyle::No,
            keeps_order: false,
            background: Vec::new(),
            opening: None,
            added: Vec::new(),
            sources: BTreeMap::new(),
            names: NameBook::default(),
            may_be_named: BTreeSet::new(),
            checks_only: false,
        }
    }
}

/// One letter to be made: its kind, its recipient and its people.
#[derive(Debug, Clone)]
pub struct LetterJob {
    /// The kind, in a language.
    pub template: Arc<Template>,
    /// Who is written to; nobody in a public document.
    pub recipient: Option<Arc<Recipient>>,
    /// Whether the recipient is in the casebook; an office can be written to by its name alone.
    pub on_file: bool,
    /// Groups of offices that a public document lists.
    pub contacts: Arc<Vec<Vec<Recipient>>>,
    /// Who gets a copy.
    pub copies: Vec<Recipient>,
    /// For at most how many words of a story there is room, where its kind has room for more.
    pub story_words: Option<usize>,
    /// What was found while it was planned.
    pub findings: Vec<PreflightFinding>,
    /// About whom; at least one.
    pub cases: Arc<[PublicCase]>,
}

impl LetterJob {
    /// A letter of a kind about people, to nobody yet.
    #[must_use]
    pub fn new(template: Arc<Template>, cases: Arc<[PublicCase]>) -> Self {
        Self {
            template,
            recipient: None,
            on_file: true,
            contacts: Arc::default(),
            copies: Vec::new(),
            story_words: None,
            findings: Vec::new(),
            cases,
        }
    }

    /// The people of the letter.
    pub fn case_ids(&self) -> impl Iterator<Item = &Id> {
        self.cases.iter().map(|case| &case.id)
    }

    /// `2021-09-15_kz-prosecutor-general_bokayev-maks_en`, without the ending: made of ids only, so it is safe on every
    /// system.
    pub fn file_stem(&self, date: Date) -> String {
        let to = self
            .recipient
            .as_ref()
            .map_or(self.template.kind.as_str(), |recipient| {
                recipient.id.as_str()
            });
        let about = match &*self.cases {
            [one] => one.id.to_string(),
            several => format!("{}-people", several.len()),
        };
        format!("{date}_{to}_{about}_{}", self.template.lang)
    }
}

/// A letter that was made, with what the sender should know of it.
#[derive(Debug, Clone)]
pub struct ComposedLetter {
    /// What it was made of.
    pub job: Arc<LetterJob>,
    /// The letter.
    pub letter: Letter,
    /// What was found on the way; a missing fact shows as `⟦…⟧` in the letter.
    pub findings: Vec<PreflightFinding>,
    /// What it asks for.
    pub demands: Vec<DemandInfo>,
}
