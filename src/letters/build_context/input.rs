//! What one letter tells, and of what it is told.

use std::collections::BTreeMap;

use crate::letters::disclosure::PublicCase;
use crate::letters::kind::TemplateTone;
use crate::letters::order::{LetterJob, LetterOrder, USUAL_FRESH_MONTHS};
use crate::letters::schema::UsedVariables;
use crate::letters::words::LetterLanguage;
use crate::model::{Date, Demand, Id, Recipient, Sender, SentLetter, Source};

/// What is to be told, to whom, and how.
#[derive(Debug, Clone, Copy)]
pub struct ContextInput<'a> {
    /// In which language.
    pub lang: &'a LetterLanguage,
    /// As of which day.
    pub date: Date,
    /// How many months a status or a holder counts as fresh.
    pub fresh_months: u32,
    /// Who writes.
    pub sender: &'a Sender,
    /// Who is written to; nobody in a public document.
    pub recipient: Option<&'a Recipient>,
    /// About whom; at least one.
    pub cases: &'a [PublicCase],
    /// What to ask for, in place of what the cases ask for.
    pub demands: Option<&'a [Demand]>,
    /// Groups of offices that a public document lists.
    pub contacts: &'a [Vec<Recipient>],
    /// The number by which a template chooses among wordings, from 1; by default it follows from the rest.
    pub variant: Option<usize>,
    /// The earlier letter that this one follows up.
    pub follows: Option<&'a SentLetter>,
    /// From so many people on the text tells of each only the gravest; as the settings of the kind of letter say.
    pub brief_from: Option<usize>,
    /// Which parts of the context are read.
    pub wanted: UsedVariables<'a>,
    /// The sources on file: an allegation is told as that of the one who published it.
    pub sources: &'a BTreeMap<Id, Source>,
    /// Who signs, as printed.
    pub signatories: &'a [String],
    /// The body for which those who sign speak, if it was named.
    pub speaker: Option<&'a str>,
    /// Whether people stand in the order in which they come, not in that of their family names.
    pub keeps_order: bool,
    /// People who are only referred to.
    pub background: &'a [PublicCase],
    /// A paragraph of the sender’s own for the head of the letter.
    pub opening: Option<&'a str>,
    /// Paragraphs of the sender’s own before the requests.
    pub added: &'a [String],
    /// For how many words of a story about one person there is room, if that is less than the settings of the kind of letter say.
    pub story_words: Option<usize>,
    /// Whether it is a public statement of those who sign.
    pub is_statement: bool,
}

/// The sources of a letter that has none.
static NO_SOURCES: BTreeMap<Id, Source> = BTreeMap::new();

impl<'a> ContextInput<'a> {
    /// What one letter of an order tells, of which its text reads what is wanted.
    #[must_use]
    pub fn from_order(
        order: &'a LetterOrder,
        job: &'a LetterJob,
        wanted: UsedVariables<'a>,
    ) -> Self {
        let settings = &job.template.settings;
        Self {
            lang: &job.template.lang,
            date: order.date,
            fresh_months: order.fresh_months,
            sender: &order.sender,
            recipient: job.recipient.as_deref(),
            cases: &job.cases,
            demands: order.demands.as_deref(),
            contacts: &job.contacts,
            variant: order.variant,
            follows: order.follows.as_ref(),
            brief_from: settings.brief_from,
            wanted,
            sources: &order.sources,
            signatories: &order.signatories,
            speaker: order.speaker.as_deref(),
            keeps_order: order.keeps_order,
            background: &order.background,
            opening: order.opening.as_deref(),
            added: &order.added,
            story_words: tighter_room(job.story_words, settings.story_words),
            is_statement: settings.register == TemplateTone::Statement,
        }
    }

    /// A letter to nobody in particular, in which nothing is asked for, added, followed up or left out: what a preview and a test
    /// begin with. A letter that goes out says each of these itself.
    #[must_use]
    pub fn plain(
        lang: &'a LetterLanguage,
        date: Date,
        sender: &'a Sender,
        cases: &'a [PublicCase],
    ) -> Self {
        Self {
            lang,
            date,
            fresh_months: USUAL_FRESH_MONTHS,
            sender,
            recipient: None,
            cases,
            demands: None,
            contacts: &[],
            variant: None,
            follows: None,
            brief_from: None,
            wanted: UsedVariables::default(),
            sources: &NO_SOURCES,
            signatories: &[],
            speaker: None,
            keeps_order: false,
            background: &[],
            opening: None,
            added: &[],
            story_words: None,
            is_statement: false,
        }
    }
}

impl ContextInput<'_> {
    /// Whether those who write speak as several.
    pub fn writes_as_several(&self) -> bool {
        self.signatories.len() > 1 || self.sender.organisation.is_some()
    }

    /// Whether of each person only the gravest is told.
    pub(super) fn is_brief(&self) -> bool {
        // Texts in other languages tell every concern by its name.
        self.lang.is_of_casebook() && self.brief_from.is_some_and(|from| self.cases.len() >= from)
    }
}

/// The room that the kind of letter gives, or less where less was asked for; without a number of its own it tells everything.
fn tighter_room(asked: Option<usize>, usual: Option<usize>) -> Option<usize> {
    usual.map(|usual| asked.map_or(usual, |asked| asked.min(usual)))
}
